// Package check holds the records against each other and against the law. Each rule
// is a row of one table: its id, how grave it is, where it comes from, and a function.
//
// It reads records, never files or pages, and changes nothing.
package check

import (
	"slices"
	"strings"

	"vetro/internal/record"
)

// Rule is one thing that is looked for.
type Rule struct {
	ID       string
	Severity record.Severity // unless the site says otherwise under [controlli]
	Source   string          // article or standard
	Meaning  string          // in Italian
	find     func(*inspection)
}

// inspection is a rule at work on a site.
type inspection struct {
	site  *record.Site
	today record.Date
	rule  *Rule
	found []record.Problem
}

func (i *inspection) report(at record.Pos, text, mend string) {
	i.found = append(i.found, record.Problem{Pos: at, Severity: i.rule.Severity, Rule: i.rule.ID, Text: text, Mend: mend})
}

// Site runs every rule on a site as it stands on a day.
func Site(site *record.Site, today record.Date) []record.Problem {
	rules, problems := settled(Rules(), &site.Config.Severities)
	for n := range rules {
		if rules[n].Severity == record.Off {
			continue
		}
		i := inspection{site: site, today: today, rule: &rules[n]}
		rules[n].find(&i)
		problems = append(problems, i.found...)
	}
	record.SortProblems(problems)
	return problems
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
			var ids []string
			for _, r := range rules {
				ids = append(ids, r.ID)
			}
			problems = append(problems, record.Problem{
				Pos: chosen.AtKey(id), Severity: record.Warning, Rule: "controllo-ignoto",
				Text: "nessun controllo regolabile si chiama \"" + id + "\"", Mend: "scrivi uno di questi: " + strings.Join(ids, ", "),
			})
			continue
		}
		if severity, known := words[chosen.Values[id]]; known {
			rules[n].Severity = severity
		}
	}
	return rules, problems
}
