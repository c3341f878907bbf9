package check

import (
	"fmt"

	"vetro/internal/record"
)

// sourceGone finds money of which its source does not tell any more, until somebody decides; and
// decisions on money of which it does.
func sourceGone(i *inspection, p *record.Project) {
	for n := range p.Fundings {
		switch f := &p.Fundings[n]; {
		case f.Gone():
			i.report(f.At("assente_dalla_fonte"), "la fonte non parla più del finanziamento "+f.AbsentSince.From()+": è fuori dai totali",
				`cancella il finanziamento, o scrivi tieni = "…" con il motivo per cui vale ancora`)
		case f.Keep != "" && !f.Has("assente_dalla_fonte"):
			i.report(f.At("tieni"), "tieni vale per un finanziamento di cui la fonte non parla più, e qui manca assente_dalla_fonte", "cancella tieni")
		}
	}
}

// sameMoney finds two records that are one project, whose money would be counted twice. Of money
// that is in no sum it says nothing.
func sameMoney(i *inspection) {
	m := moneyIndex{byCUP: make(map[ofBody]*record.Project), bare: make(map[ofBody]*record.Project), any: make(map[ofBody]*record.Project)}
	for _, p := range i.site.Projects {
		if p.SameMoney != "" || p.Unfunded() {
			continue
		}
		other, alike := m.find(p)
		if other != nil {
			at := p.At("titolo")
			if p.CUP != "" && p.CUP == other.CUP {
				at = p.At("cup")
			}
			i.report(at, fmt.Sprintf("il progetto è lo stesso denaro di %s: %s", other.File, alike), `unisci i due file in uno, o scrivi stesso_denaro = "…" sopra la prima [[tabella]], con il motivo per cui sono due`)
		}
		m.add(p)
	}
}

// ofBody is what tells money within a body: a CUP, or a title and an amount.
type ofBody struct {
	body, name string
	amount     record.Euro
}

// moneyIndex has the first project of each kind.
type moneyIndex struct {
	byCUP map[ofBody]*record.Project
	bare  map[ofBody]*record.Project // by title and amount, without CUP
	any   map[ofBody]*record.Project // by title and amount
}

// moneyKeys gives the names of the project's money: by its CUP, and by its title and each amount.
func moneyKeys(p *record.Project) (cup ofBody, titled []ofBody) {
	body := p.BodyID
	if p.Body != nil {
		body = p.Body.ID
	}
	title := record.PlainTitle(p.Title)
	for f := range p.Standing() {
		if f.Amount > 0 && title != "" {
			titled = append(titled, ofBody{body, title, f.Amount})
		}
	}
	return ofBody{body: body, name: string(p.CUP)}, titled
}

// find gives the first project that is the same money, and why.
func (m *moneyIndex) find(p *record.Project) (other *record.Project, alike string) {
	cup, titled := moneyKeys(p)
	if other = m.byCUP[cup]; other != nil {
		return other, "stesso ente e stesso CUP"
	}
	first := m.any
	if p.CUP != "" {
		first = m.bare
	}
	for _, key := range titled {
		if other = first[key]; other != nil {
			return other, fmt.Sprintf("stesso ente, stesso titolo e un finanziamento di %s, e di uno dei due manca il CUP", key.amount)
		}
	}
	return nil, ""
}

func (m *moneyIndex) add(p *record.Project) {
	put := func(to map[ofBody]*record.Project, key ofBody) {
		if to[key] == nil {
			to[key] = p
		}
	}
	cup, titled := moneyKeys(p)
	if p.CUP != "" {
		put(m.byCUP, cup)
	}
	for _, key := range titled {
		put(m.any, key)
		if p.CUP == "" {
			put(m.bare, key)
		}
	}
}
