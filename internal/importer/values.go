package importer

import (
	"regexp"
	"strings"

	"vetro/internal/personal"
	"vetro/internal/record"
)

// omitted stands for personal data that were left out.
const omitted = "[dato personale omesso]"

// masked gives a text without the personal data of natural persons that can be told by
// their form (d.lgs. 33/2013, art. 7-bis), and whether it had any.
func masked(s string) (string, bool) {
	hits := personal.Find(s, true)
	for i := len(hits) - 1; i >= 0; i-- {
		s = s[:hits[i].Start] + omitted + s[hits[i].End:]
	}
	return s, len(hits) > 0
}

// personForm is the legal form of somebody who works alone under the own name.
var personForm = regexp.MustCompile(`(?i)individual|persona fisica|professionist|autonom`)

var stars = regexp.MustCompile(`^\*+$`)

// company gives the name and the tax code of a supplier as they may be published. Those
// of a natural person are left out: what the law asks for is told by the contract.
func company(name, code, form string) (shown, taxCode string, person bool) {
	code = strings.ToUpper(strings.ReplaceAll(code, " ", ""))
	_, hidden := masked(code)
	if hidden || stars.MatchString(code) || stars.MatchString(name) || personForm.MatchString(form) || len(code) == 16 {
		return "persona fisica " + omitted, "", true
	}
	name, _ = masked(name)
	for len(code) < 11 && len(code) >= 8 && plainWhole.MatchString(code) { // leading zeros that a spreadsheet dropped
		code = "0" + code
	}
	if !record.IsTaxNumber(code) { // foreign, or wrong
		code = ""
	}
	return name, code, false
}
