package render

import (
	"strings"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
	"vetro/internal/theme"
	"vetro/themes"
)

func worded(t *testing.T) *Renderer {
	t.Helper()
	th, _, err := theme.Load(themes.Italia(), nil, "", theme.OfSeveral)
	if err != nil {
		t.Fatal(err)
	}
	return &Renderer{tree: &plan.Tree{}, theme: th}
}

func all(amount record.Euro) record.Sum { return record.Sum{Amount: amount, Known: 1} }

func least(amount record.Euro) record.Sum { return record.Sum{Amount: amount, Known: 1, Unknown: 1} }

var nobody = record.Sum{Unknown: 1}

func TestGroupSentence(t *testing.T) {
	zero := record.Sum{Known: 1, Seen: record.Span{Oldest: record.Day(2026, 8, 17), Newest: record.Day(2026, 8, 17)}}
	tests := []struct {
		name string
		m    record.Money
		want string
	}{
		{"all known", record.Money{Projects: 1, Assigned: 100_00, Received: all(100_00)}, "100 € assegnati a un progetto; erogati per intero."},
		{"a share", record.Money{Projects: 2, Assigned: 300_00, NoDecree: 120_00, Received: all(180_00)},
			"300 € assegnati a 2 progetti, di cui 120 € senza un decreto noto; erogati 180 €, il 60 %."},
		{"nobody says", record.Money{Projects: 1, Assigned: 100_00, Received: nobody}, "100 € assegnati a un progetto; erogazione non comunicata."},
		{"at least", record.Money{Projects: 5, Assigned: 1_921_630_00, Received: least(1_815_608_00)},
			"1.921.630 € assegnati a 5 progetti; erogati almeno 1.815.608 € di 1.921.630 € (almeno il 94,4 %)."},
		{"at least hardly any", record.Money{Projects: 1, Assigned: 1_000_000_00, Received: least(1)},
			"1.000.000 € assegnati a un progetto; erogati almeno 0,01 € di 1.000.000 €."},
		{"a zero has a day", record.Money{Projects: 1, Assigned: 100_00, Received: zero}, "100 € assegnati a un progetto; erogati 0 € al 17 agosto 2026."},
		{"a zero and one that nobody tells", record.Money{Projects: 2, Assigned: 100_00, Received: least(0)},
			"100 € assegnati a 2 progetti; erogazione non comunicata."},
		{"more than all", record.Money{Projects: 1, Assigned: 100_00, Received: all(101_00), Excess: 1_00}, "100 € assegnati a un progetto; erogati 101 €, più di quanto assegnato."},
		{"one received too much, and one nothing", record.Money{Projects: 2, Assigned: 150_00, Received: all(150_00), Excess: 50_00},
			"150 € assegnati a 2 progetti; erogati 150 €, il 66,7 % (50 € in più di quanto assegnato a un progetto)."},
		{"the flows beyond", record.Money{Projects: 1, Assigned: 200_00, Received: all(200_00), Awarded: least(150_00), Spent: all(90_50)},
			"200 € assegnati a un progetto; erogati per intero. Affidati almeno 150 €; pagati ai fornitori 90,50 €."},
		{"one flow", record.Money{Projects: 1, Assigned: 200_00, Received: all(200_00), Awarded: nobody, Spent: least(90_50)},
			"200 € assegnati a un progetto; erogati per intero. Pagati ai fornitori almeno 90,50 €."},
		{"beside", record.Money{Projects: 1, Assigned: 100_00, Received: all(100_00), Own: 50_00, Missing: 25_00},
			"100 € assegnati a un progetto; erogati per intero. Risorse proprie, a parte: 50 €. Mancano 25 €, ancora da reperire. Costo complessivo: 175 €."},
		{"own money alone", record.Money{OwnOnly: 1, Own: 50_00}, "Nessun finanziamento di altri enti. Risorse proprie: 50 €."},
		{"one of two was given up", record.Money{Projects: 1, LostOnly: 1, Assigned: 100_00, Received: all(100_00), GivenUp: 900_00},
			"100 € assegnati a un progetto; erogati per intero. Persi per rinuncia, fuori dai totali: 900 €. Un altro progetto ha perso così tutto il suo finanziamento."},
		{"all was lost", record.Money{LostOnly: 2, GivenUp: 900_00, Revoked: 1_00},
			"Nessun finanziamento attivo. Persi per rinuncia o revoca, fuori dai totali: 901 €. 2 progetti hanno perso così tutto il loro finanziamento."},
		{"a part was revoked", record.Money{Projects: 1, Assigned: 100_00, Received: all(100_00), Revoked: 1_00},
			"100 € assegnati a un progetto; erogati per intero. Persi per revoca, fuori dai totali: 1 €."},
	}
	r := worded(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.ReplaceAll(r.groupSentence(&tt.m).text(), "\u00a0", " "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestChecked(t *testing.T) {
	span := func(a, b record.Date) record.Span { return record.Span{Oldest: a, Newest: b} }
	old, now := record.Day(2023, 3, 4), record.Day(2026, 11, 8)
	tests := []struct {
		g    plan.Group
		want string
	}{
		{plan.Group{Checked: span(now, now)}, "Dati verificati l’8 novembre 2026."},
		{plan.Group{Checked: span(old, now), Stale: 1}, "Dati verificati tra il 4 marzo 2023 e l’8 novembre 2026; per un progetto da più di un anno."},
		{plan.Group{Checked: span(old, old), Stale: 12}, "Dati verificati il 4 marzo 2023; per 12 progetti da più di un anno."},
		{plan.Group{}, "Il giorno dell’ultima verifica dei dati non è noto."},
	}
	r := worded(t)
	for _, tt := range tests {
		tt.g.Projects = []*record.Project{{}}
		if got := strings.ReplaceAll(r.checked(&tt.g).text(), "\u00a0", " "); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
	if got := r.checked(&plan.Group{}); got != "" {
		t.Errorf("of no project: %s", got)
	}
}
