// Package check holds the records against each other and against the law. Each rule
// is a row of one table: its id, how grave it is, where it comes from, and a function.
//
// It reads records, never files or pages, and changes nothing. The rules on finished
// pages have their rows here, so that a site can set them, and inspect finds what breaks them.
package check

import (
	"slices"

	"vetro/internal/record"
)

// Rule is one thing that is looked for. A site may set how grave it is.
type Rule struct {
	ID       string
	Severity record.Severity // unless the site says otherwise under [controlli]
	Source   string          // article or standard
	Meaning  string          // in Italian
	find     finder
}

// finder looks for what a rule is about: in the site as a whole, or in each project, which
// has no part in what is found in another.
type finder struct {
	site    func(*inspection)
	project func(*inspection, *record.Project)
}

func ofSite(find func(*inspection)) finder                      { return finder{site: find} }
func ofProjects(find func(*inspection, *record.Project)) finder { return finder{project: find} }

// inspection is a rule at work on a site.
type inspection struct {
	*state
	rule *Rule
}

// state is what all rules of one run share.
type state struct {
	site       *record.Site
	today      record.Date
	judged     []judged       // the claims of announcements, in their order
	told       map[string]int // id of a project → announcements of it, drafts left out
	directives directives
	checked    string             // the mend of data that nobody checked lately
	found      [][]record.Problem // in pieces, since a country has hundreds of thousands
}

func (i *inspection) report(at record.Pos, text, mend string) {
	last := len(i.found) - 1
	if last < 0 || len(i.found[last]) == cap(i.found[last]) {
		i.found = append(i.found, make([]record.Problem, 0, 64<<min(last+1, 6)))
		last++
	}
	i.found[last] = append(i.found[last], record.Problem{Pos: at, Severity: i.rule.Severity, Rule: i.rule.ID, Text: text, Mend: mend})
}

// Site runs every rule on a site as it stands on a day. The rules on projects look at one
// project after the other: what is read of it is then at hand for all of them.
func Site(site *record.Site, today record.Date) []record.Problem {
	rules, problems := settled(Rules(), &site.Config.Severities)
	s := newState(site, today)
	var each []inspection
	for n := range rules {
		i := inspection{s, &rules[n]}
		switch find := rules[n].find; {
		case rules[n].Severity == record.Off:
		case find.site != nil:
			find.site(&i)
		case find.project != nil:
			each = append(each, i)
		}
	}
	for _, p := range site.Projects {
		for n := range each {
			each[n].rule.find.project(&each[n], p)
		}
	}
	problems = slices.Concat(append(s.found, problems)...)
	record.SortProblems(problems)
	return problems
}

func newState(site *record.Site, today record.Date) *state {
	s := &state{site: site, today: today, told: make(map[string]int), directives: readDirectives(site)}
	s.checked = "controlla i dati e scrivi aggiornato = " + today.ISO()
	for _, a := range site.Announcements {
		for _, p := range a.Projects {
			if !a.Draft {
				s.told[p.ID]++
			}
		}
	}
	s.judged = s.judge()
	return s
}

// Severity gives how grave a rule is on a site: for rules that other stages run.
func Severity(site *record.Site, id string) record.Severity {
	rules, _ := settled(Rules(), &site.Config.Severities)
	n := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id })
	if n < 0 {
		panic("check: no rule is called " + id)
	}
	return rules[n].Severity
}

// settled gives the rules with the severities that the site chose, and reports ids
// that no rule has.
func settled(rules []Rule, chosen *record.Keyed) ([]Rule, []record.Problem) {
	words := map[string]record.Severity{
		record.Error.String(): record.Error, record.Warning.String(): record.Warning, record.Off.String(): record.Off,
	}
	var problems []record.Problem
	for _, id := range chosen.Keys {
		n := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id })
		if n < 0 {
			problems = append(problems, record.Problem{
				Pos: chosen.AtKey(id), Severity: record.Warning, Rule: "controllo-ignoto",
				Text: "nessun controllo regolabile si chiama \"" + id + "\"", Mend: nearRules(id, rules),
			})
			continue
		}
		if severity, known := words[chosen.Values[id]]; known {
			rules[n].Severity = severity
		}
	}
	return rules, problems
}

// nearRules says which rules an id was most likely meant for: those that share its
// longest word, or its beginning.
func nearRules(id string, rules []Rule) string {
	const all = "vetro rules elenca i controlli"
	best, most := "", 0
	for _, r := range rules {
		if n := common(r.ID, id); n > most {
			best, most = r.ID, n
		}
	}
	if most*3 < len(id)*2 {
		return "scrivi l’id di un controllo: " + all
	}
	return "scrivi " + best + " se è quello: " + all
}

// common counts the characters that two ids share at their ends.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	m := 0
	for m < len(a)-n && m < len(b)-n && a[len(a)-1-m] == b[len(b)-1-m] {
		m++
	}
	return n + m
}
