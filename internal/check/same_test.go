package check_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// one gives a project of one funding, with what stands at its top.
func one(title, top string, amount int, end string) string {
	return fmt.Sprintf("titolo = %q\nente = \"p_xx\"\nstato = \"in corso\"\naggiornato = 2026-10-01\n%s[[finanziamento]]\nmisura = \"M1C1I1.2\"\nimporto = %d\nstato = \"assegnato\"\n%s", title, top, amount, end)
}

func TestSameMoney(t *testing.T) {
	const (
		cup   = "cup = \"J31B22004570006\"\n"
		cup2  = "cup = \"J31B22004580006\"\n"
		none  = "cup_assente = \"non si sa\"\n"
		two   = "stesso_denaro = \"sono due lotti\"\n"
		gone  = "assente_dalla_fonte = 2026-08-17\n"
		kept  = gone + "tieni = \"c’è il decreto\"\n"
		title = "Scuola di via Po: «aule», 2026"
	)
	tests := []struct {
		name string
		a, b string
		want string // what is told of b
	}{
		{"one CUP", one("A", cup, 5, ""), one("B", cup, 6, ""), "content/progetti/a.toml: stesso ente e stesso CUP"},
		{"one CUP, and b says why", one("A", cup, 5, ""), one("B", cup+two, 6, ""), ""},
		{"one CUP, and a says why", one("A", cup+two, 5, ""), one("B", cup, 6, ""), ""},
		{"one CUP of two bodies", one("A", cup, 5, ""), strings.Replace(one("B", cup, 6, ""), "p_xx", "c_g388", 1), ""},
		{"one CUP, and a is in no sum", one("A", cup, 5, gone), one("B", cup, 6, ""), ""},
		{"one CUP, and b is in no sum", one("A", cup, 5, ""), one("B", cup, 6, gone), ""},
		{"one CUP, and a is kept", one("A", cup, 5, kept), one("B", cup, 6, ""), "content/progetti/a.toml: stesso ente e stesso CUP"},
		{"one title and amount, two CUPs", one(title, cup, 5, ""), one(title, cup2, 5, ""), ""},
		{"one title and amount, b without CUP", one(title, cup, 5, ""), one("scuola  di VIA Po: «aule», 2026", none, 5, ""), "content/progetti/a.toml: stesso ente, stesso titolo e un finanziamento di 5,00\u00a0€, e di uno dei due manca il CUP"},
		{"one title and amount, a without CUP", one(title, none, 5, ""), one(title, cup, 5, ""), "content/progetti/a.toml: stesso ente, stesso titolo e un finanziamento di 5,00\u00a0€, e di uno dei due manca il CUP"},
		{"letters with their accents apart", one("Città", none, 5, ""), one("Citta\u0300", none, 5, ""), "content/progetti/a.toml: stesso ente, stesso titolo e un finanziamento di 5,00\u00a0€, e di uno dei due manca il CUP"},
		{"one title and no amount", one(title, none, 0, ""), one(title, none, 0, ""), ""},
		{"one title, other amounts", one(title, none, 5, ""), one(title, none, 6, ""), ""},
		{"one title and amount, and a is in no sum", one(title, none, 5, gone), one(title, none, 5, ""), ""},
		{"titles that differ by a sign", one("€€€", none, 5, ""), one("???", none, 5, ""), ""},
		{"a second amount", one(title, none, 5, "[[finanziamento]]\nfonte = \"Stato\"\nimporto = 9\nstato = \"assegnato\"\n"), one(title, none, 9, ""), "content/progetti/a.toml: stesso ente, stesso titolo e un finanziamento di 9,00\u00a0€, e di uno dei due manca il CUP"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := maps.Clone(clean)
			files["content/progetti/a.toml"], files["content/progetti/b.toml"] = tt.a, tt.b
			got := ""
			for _, p := range all(t, files) {
				if p.Rule == "cup-doppio" && tt.name != "one CUP of two bodies" {
					t.Errorf("told twice: %s", p)
				}
				if p.Rule == "stesso-denaro" {
					got += strings.TrimPrefix(p.Text, "il progetto è lo stesso denaro di ") + strings.TrimPrefix(p.Pos.File, "content/progetti/b.toml")
				}
			}
			if got != tt.want {
				t.Errorf("%q\nwant %q", got, tt.want)
			}
		})
	}
}

// Of money that is in no sum nothing is asked but what became of it.
func TestGoneIsAskedNothing(t *testing.T) {
	files := maps.Clone(clean)
	files["content/progetti/a.toml"] = `titolo = "A"
ente = "p_xx"
stato = "concluso"
cup = "J31B22004570006"
aggiornato = 2026-10-01
[[finanziamento]]
importo = 0
stato = "assegnato"
data = 2025-06-23
data_stato = 2024-06-23
erogato = 5
assente_dalla_fonte = 2026-08-17
[[finanziamento]]
fonte = "Stato"
importo = 900
stato = "erogato"
data_stato = 2027-06-23
assente_dalla_fonte = 2026-08-17
[[tappa]]
titolo = "Fine"
fase = "completamento"
effettiva = 2026-05-02
[[contratto]]
oggetto = "x"
cig = "95156957EC"
importo = 800
data = 2025-10-02
[[pagamento]]
data = 2025-11-02
importo = 700
verso = "ente"
`
	var got []string
	for _, p := range all(t, files) {
		if p.Pos.File == "content/progetti/a.toml" {
			got = append(got, fmt.Sprintf("%d %s", p.Pos.Line, p.Rule))
		}
	}
	want := []string{"1 progetto-senza-atti", "1 progetto-senza-notizia", "1 provenienza-manca", "12 fonte-sparita", "18 fonte-sparita"}
	if !slices.Equal(got, want) {
		t.Errorf("told %q\nwant %q", got, want)
	}
}

// Whose money a payment is, or what an announcement is about, is not known where some is gone.
func TestGoneMayBeOlder(t *testing.T) {
	files := maps.Clone(clean)
	files["content/progetti/a.toml"] = one("A", "cup = \"J31B22004570006\"\n", 600, "data = 2025-06-23\n[[finanziamento]]\nfonte = \"Stato\"\nimporto = 400\nstato = \"erogato\"\ndata = 2022-06-23\nassente_dalla_fonte = 2026-08-17\n[[pagamento]]\ndata = 2024-06-23\nimporto = 400\nverso = \"ente\"\n")
	files["content/notizie/2022-07-01-a.md"] = "+++\ntitolo = \"A\"\ndata = 2022-07-01\nprogetti = [\"a\"]\n+++\nTesto.\n"
	for _, p := range all(t, files) {
		if p.Rule == "pagamento-prima-decreto" || p.Rule == "notizia-prima-decreto" {
			t.Errorf("told %s", p)
		}
	}
}
