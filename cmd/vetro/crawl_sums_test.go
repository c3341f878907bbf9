package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// row is a row of a table of the open data, by column.
type row map[string]string

// publicMoney is a built site as its own tables of fundings, contracts and payments tell it: what
// the test adds up by itself, with nothing of the program.
type publicMoney struct {
	projects, bodies, announcements []row
	fundings, contracts, payments   map[string][]row  // by project
	byID                            map[string]row    // bodies
	codes                           map[string]string // of measures, by the name of their page
}

// pile is what is added up of some projects.
type pile struct {
	projects, funded                       int64
	assigned, noDecree, own, missing, lost int64
	received, awarded, spent               part
	excess                                 int64 // received by projects beyond what was assigned to them
}

// part is a sum of which parts may be unknown.
type part struct{ cents, known, unknown int64 }

func (s *part) add(cents int64) { s.cents += cents; s.known++ }

func (s *part) join(o part) { s.cents += o.cents; s.known += o.known; s.unknown += o.unknown }

func (s part) worth() worth {
	switch {
	case s.known == 0, s.unknown > 0 && s.cents == 0:
		return worth{bound: unknown}
	case s.unknown > 0:
		return worth{n: s.cents, bound: least}
	}
	return worth{n: s.cents}
}

func (p *pile) join(o pile) {
	p.projects += o.projects
	p.funded += o.funded
	p.assigned += o.assigned
	p.noDecree += o.noDecree
	p.own += o.own
	p.missing += o.missing
	p.lost += o.lost
	p.received.join(o.received)
	p.excess += o.excess
	p.awarded.join(o.awarded)
	p.spent.join(o.spent)
}

// share gives how much of what was assigned was received, in tenths of a per cent.
func (p *pile) share() (worth, bool) {
	w := p.received.worth()
	if p.assigned == 0 || w.bound == unknown {
		return worth{bound: unknown}, p.assigned > 0 // a share of nothing is told by nobody
	}
	w.n -= p.excess
	tenths := (w.n*2000 + p.assigned) / (2 * p.assigned)
	word := ""
	switch {
	case w.bound == least:
		if tenths = min(w.n*1000/p.assigned, 1000); tenths == 0 {
			return w, false
		}
	case w.n > 0 && tenths == 0:
		word, tenths = "meno ", 1
	case w.n < p.assigned && tenths >= 1000:
		word, tenths = "oltre ", 999
	case w.n > p.assigned && tenths == 1000:
		word = "oltre "
	}
	digits := strconv.FormatInt(tenths/10, 10)
	if tenths >= 10_000 {
		return w, false
	}
	if tenths%10 > 0 {
		digits += "," + strconv.FormatInt(tenths%10, 10)
	}
	return worth{share: word + digits, bound: w.bound}, true
}

// lostState reports whether a funding is given up or revoked.
func lostState(f row) bool { return f["stato"] == "rinunciato" || f["stato"] == "revocato" }

// granted reports whether an outside body gave the money of a funding and did not take it back.
func (s *publicMoney) granted(p, f row) bool {
	return !lostState(f) && f["fonte"] != "da reperire" && !s.owns(p, f)
}

// grantedAt reports it of the n-th funding of a project.
func (s *publicMoney) grantedAt(project, n string) bool {
	for _, f := range s.fundings[project] {
		if f["n"] == n {
			return s.granted(s.project(project), f)
		}
	}
	return false
}

func (s *publicMoney) owns(p, f row) bool {
	own := map[string]string{"comune": "Comune", "provincia": "Provincia", "città metropolitana": "Provincia", "regione": "Regione"}
	source := f["fonte"]
	return source == "risorse proprie" || source != "" && own[s.byID[p["ente"]]["tipo"]] == source
}

// money adds up a project, or what a filter leaves of it.
func (s *publicMoney) money(p row, keep func(f row) bool) pile {
	out := pile{projects: 1}
	var fromStates int64
	allGranted, allCounting := true, true
	for _, f := range s.fundings[p["id"]] {
		cents, _ := decimalIn(f["importo"])
		granted := s.granted(p, f)
		if granted && f["stato"] == "erogato" {
			fromStates += cents
		}
		if keep != nil && !keep(f) {
			allGranted, allCounting = allGranted && !granted, allCounting && lostState(f)
			continue
		}
		out.addFunding(f, cents, granted, s.owns(p, f))
	}
	if out.assigned > 0 {
		out.funded = 1
		s.toBody(p, &out.received, allGranted, fromStates)
		out.excess = max(0, out.received.cents-out.assigned)
	}
	if out.assigned+out.own+out.missing > 0 {
		s.toSuppliers(p, &out, allCounting)
	}
	return out
}

func (p *pile) addFunding(f row, cents int64, granted, own bool) {
	switch {
	case lostState(f):
		p.lost += cents
	case f["fonte"] == "da reperire":
		p.missing += cents
	case own:
		p.own += cents
	case granted && cents > 0:
		p.assigned += cents
		if f["decreto"] == "" && f["data"] == "" {
			p.noDecree += cents
		}
		if w, told := ofFunding(f); told && w.bound != unknown {
			p.received.add(w.n)
		} else {
			p.received.unknown++
		}
	}
}

// ofFunding gives what was received of a funding that counts.
func ofFunding(f row) (worth, bool) {
	column := "erogato"
	if f["stato"] == "erogato" {
		column = "importo"
	}
	if cents, given := decimalIn(f[column]); given {
		return worth{n: cents}, true
	}
	return worth{bound: unknown}, true
}

// toBody takes the payments to the body, where there are any, for what was received.
func (s *publicMoney) toBody(p row, received *part, all bool, fromStates int64) {
	var paid part
	for _, x := range s.payments[p["id"]] {
		if cents, _ := decimalIn(x["importo"]); x["verso"] == "ente" {
			paid.add(cents)
		}
	}
	switch {
	case paid.known == 0:
	case all:
		*received = paid
	case paid.cents != fromStates:
		*received = part{unknown: 1}
	}
}

func (s *publicMoney) toSuppliers(p row, out *pile, all bool) {
	if all {
		for _, c := range s.contracts[p["id"]] {
			if cents, given := decimalIn(c["importo"]); given {
				out.awarded.add(cents)
			} else {
				out.awarded.unknown++
			}
		}
		for _, x := range s.payments[p["id"]] {
			if cents, _ := decimalIn(x["importo"]); x["verso"] != "ente" {
				out.spent.add(cents)
			}
		}
	}
	if out.awarded.known+out.awarded.unknown == 0 {
		out.awarded.unknown = 1
	}
	if out.spent.known == 0 {
		out.spent.unknown = 1
	}
}

// reckon puts the sums of every scope into the ledger, so that each place is held to them.
func (s *publicMoney) reckon(l *ledger) {
	piles := make(map[string]*pile)
	put := func(scope string, p pile) {
		if piles[scope] == nil {
			piles[scope] = new(pile)
		}
		piles[scope].join(p)
	}
	for _, p := range s.projects {
		all := s.money(p, nil)
		scopes := []string{"sito", "progetto:" + p["id"], "ente:" + p["ente"], "stato:" + strings.ReplaceAll(p["stato"], " ", "-"), "anno:ignoto"}
		if len(p["data_decreto"]) >= 4 {
			year := strings.TrimPrefix(p["data_decreto"], "../")[:4]
			scopes[4] = "anno:" + year
		}
		for _, a := range s.announcements {
			if slices.Contains(strings.Fields(strings.NewReplacer(";", " ", "|", " ", ",", " ").Replace(a["progetti"])), p["id"]) {
				scopes = append(scopes, "notizia:"+a["id"])
			}
		}
		for _, scope := range scopes {
			put(scope, all)
		}
		seen := make(map[string]bool)
		within := func(scope string, keep func(f row) bool) {
			if seen[scope] {
				return
			}
			seen[scope] = true
			m := s.money(p, keep)
			put(scope, m)
			put("progetto:"+p["id"]+"/"+scope, m)
		}
		for _, f := range s.fundings[p["id"]] {
			source, code := f["fonte"], f["misura"]
			within("fonte:"+source, func(f row) bool { return f["fonte"] == source })
			if source == "PNRR" {
				within("PNRR", func(f row) bool { return f["fonte"] == "PNRR" })
			}
			if code != "" {
				within("misura:"+code, func(f row) bool { return f["fonte"] == "PNRR" && f["misura"] == code })
			}
		}
	}
	for scope, p := range piles {
		p.tell(l, scope)
	}
	s.reckonDone(l)
	s.reckonTime(l)
	s.reckonItems(l)
}

func (p *pile) tell(l *ledger, scope string) {
	for flow, n := range map[string]int64{
		"progetti": p.projects, "progetti con assegnato": p.funded, "assegnato": p.assigned, "assegnato senza decreto": p.noDecree,
		"risorse proprie": p.own, "da reperire": p.missing, "perduto": p.lost, "costo": p.assigned + p.own + p.missing,
	} {
		l.tell(reckoned, flow, scope, worth{n: n})
	}
	if p.assigned > 0 {
		l.tell(reckoned, "erogato", scope, p.received.worth())
	}
	if share, told := p.share(); told {
		l.tell(reckoned, "quota erogata", scope, share)
	}
	l.tell(reckoned, "affidato", scope, p.awarded.worth())
	l.tell(reckoned, "pagato", scope, p.spent.worth())
}

// reckonDone tells how many projects are done, of those that did not lose all their money.
func (s *publicMoney) reckonDone(l *ledger) {
	var done, live int64
	for _, p := range s.projects {
		if m := s.money(p, nil); m.lost > 0 && m.assigned+m.own+m.missing == 0 {
			continue
		}
		live++
		if p["stato"] == "concluso" {
			done++
		}
	}
	l.tell(reckoned, "progetti conclusi", "sito", worth{n: done})
	l.tell(reckoned, "progetti non perduti", "sito", worth{n: live})
}

// dated is an amount with its day, as files write it.
type dated struct {
	flow, day string
	cents     int64
}

// facts gives what was assigned to a project and what reached it, one by one.
func (s *publicMoney) facts(p row) []dated {
	var assigned, received, payments []dated
	for _, f := range s.fundings[p["id"]] {
		cents, _ := decimalIn(f["importo"])
		if !s.granted(p, f) || cents == 0 {
			continue
		}
		assigned = append(assigned, dated{"assegnato", f["data"], cents})
		if w, _ := ofFunding(f); f["stato"] == "erogato" {
			received = append(received, dated{"erogato", f["data_stato"], w.n})
		} else if w.bound != unknown {
			received = append(received, dated{"erogato", "", w.n}) // erogato_al is the day of who tells it
		}
	}
	for _, x := range s.payments[p["id"]] {
		if cents, _ := decimalIn(x["importo"]); x["verso"] == "ente" {
			payments = append(payments, dated{"erogato", x["data"], cents})
		}
	}
	if assigned != nil && payments != nil {
		received = payments
	}
	return append(assigned, received...)
}

var months = []string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"}

// reckonTime adds up by months and by years, and up to each, what has a day or at least a month.
func (s *publicMoney) reckonTime(l *ledger) {
	sums := make(map[[2]string]int64) // by flow and period
	for _, p := range s.projects {
		for _, x := range s.facts(p) {
			if len(x.day) >= len("2026-11") && x.day[0] != '.' { // «../2026-11-30»: by then, and maybe earlier
				sums[[2]string{x.flow, x.day[:4]}] += x.cents
				sums[[2]string{x.flow, x.day[:7]}] += x.cents
			}
		}
	}
	upTo := make(map[[2]string]int64) // by flow and length of the period
	for _, key := range slices.SortedFunc(maps.Keys(sums), func(a, b [2]string) int { return strings.Compare(a[1], b[1]) }) {
		flow, period, cents := key[0], key[1], sums[key]
		label := period
		if year, month, monthly := strings.Cut(period, "-"); monthly {
			n, _ := strconv.Atoi(month)
			label = months[n-1] + " " + year
		}
		kind := [2]string{flow, strconv.Itoa(len(period))}
		if upTo[kind] += cents; cents > 0 {
			l.tell(reckoned, flow, "nel periodo "+label, worth{n: cents, bound: untold})
			l.tell(reckoned, flow, "fino a "+label, worth{n: upTo[kind], bound: untold})
		}
	}
}

// reckonItems tells each funding, contract and payment by itself.
func (s *publicMoney) reckonItems(l *ledger) {
	for _, p := range s.projects {
		id := p["id"]
		for _, f := range s.fundings[id] {
			l.tell("dati/finanziamenti.csv", "importo", "finanziamento:"+id+"#"+f["n"], csvWorth(f["importo"]))
			if w, _ := ofFunding(f); s.granted(p, f) {
				l.tell(reckoned, "erogato", "finanziamento:"+id+"#"+f["n"], w)
				l.tell("dati/finanziamenti.csv", "erogato", "finanziamento:"+id+"#"+f["n"], csvWorth(f["erogato"]))
			}
		}
		for _, c := range s.contracts[id] {
			l.tell("dati/contratti.csv", "importo", "contratto:"+id+"#"+c["n"], csvWorth(c["importo"]))
		}
		for _, x := range s.payments[id] {
			l.tell("dati/pagamenti.csv", "importo", "pagamento:"+id+"#"+x["n"], csvWorth(x["importo"]))
		}
	}
}

// csvWorth reads a cell of a table of the open data: empty is unknown.
func csvWorth(s string) worth {
	if s == "" {
		return worth{bound: unknown}
	}
	n, _ := decimalIn(s)
	return worth{n: n}
}
