package importer

import (
	"cmp"
	"slices"
	"strings"
)

// take takes the rows of the sheet that can be imported, and tells of the others.
func (im *tableImport) take() {
	im.o.Day = im.report.dated(im.o.Today, im.o.Day, dayInName(im.o.File))
	for i := range im.Table.rows {
		r := &im.Table.rows[i]
		odd := im.settled(r)
		rr := RowReport{Line: r.line, Body: r.values["ente"], CUP: r.values["cup"], Call: r.values["titolo"], Amount: r.values["finanziamento.importo"], State: r.values["stato"], odd: odd, Cells: r.cells, Faults: r.faults}
		im.report.Rows = append(im.report.Rows, rr)
	}
	im.index()
	for i := range im.Table.rows {
		r := &im.Table.rows[i]
		im.countMoney(r)
		if im.stopped(r) {
			im.leaveOut([]tableRow{*r}, "", im.whyStopped(r))
			continue
		}
		im.rows = append(im.rows, *r)
		row := im.byLine[r.line]
		row.Faults = slices.Clone(row.Faults)
		for n := range row.Faults { // its project is there, and has what the row lacks
			row.Faults[n].Stops = false
		}
	}
}

// settled makes a row ready: no data of people, a body, and no more said than is known. It gives
// what is odd about it.
func (im *tableImport) settled(r *tableRow) (odd []oddity) {
	name, code := r.values["contratto.fornitore"], r.values["contratto.codice_fiscale"]
	if name+code != "" {
		name, code, person := company(name, code, "")
		if person {
			odd = append(odd, oddPerson)
		}
		set(r.values, "contratto.fornitore", name)
		set(r.values, "contratto.codice_fiscale", code)
	}
	odd = append(odd, unsaid(r.values)...)
	if why := cmp.Or(im.place(r), dayless(r.values)); why != "" {
		im.homeless[r.line] = why
	}
	return odd
}

// stopped reports whether something in a row keeps it from being imported.
func (im *tableImport) stopped(r *tableRow) bool { return im.whyStopped(r) != "" }

func (im *tableImport) whyStopped(r *tableRow) string {
	cup := r.values["cup"]
	var all []string
	for _, f := range r.stopping(cup != "" && im.site.project(r.values["ente"], cup) != "") {
		all = append(all, f.String())
	}
	return cmp.Or(strings.Join(all, "; "), im.homeless[r.line])
}

func set(values map[string]string, key, value string) {
	if delete(values, key); value != "" {
		values[key] = value
	}
}

// place tells which body a row is of: by its id, its codice IPA, or the site's own.
func (im *tableImport) place(r *tableRow) (why string) {
	written := r.values["ente"]
	body := cmp.Or(im.site.bodies[strings.ToLower(written)], im.site.names[foldCall(written)])
	switch {
	case written == "" && im.site.body != "":
		body = im.site.body
	case written == "" && r.values["cup"] != "" && im.ownerOf(r.values["cup"]) != "":
		body = im.ownerOf(r.values["cup"])
	case written == "":
		return "manca l’ente"
	case body == "":
		return "l’ente «" + written + "» non è in content/enti"
	}
	r.values["ente"] = body
	if r.values["cup"] == "" && r.values["titolo"] == "" {
		return "manca il CUP, e anche il titolo"
	}
	for _, key := range []string{"data", "verso"} {
		if r.values["pagamento.importo"] != "" && r.values["pagamento."+key] == "" {
			return "del pagamento manca " + key + ": indicalo con --map o --valore pagamento." + key
		}
	}
	return ""
}

// ownerOf gives the body of the one project that has a CUP.
func (im *tableImport) ownerOf(cup string) string {
	owner := ""
	for key := range im.site.projects {
		if body, c, _ := strings.Cut(key, "\n"); c == cup {
			if owner != "" {
				return ""
			}
			owner = body
		}
	}
	return owner
}

// leaveOut leaves rows out, and says why and what to do.
func (im *tableImport) leaveOut(rows []tableRow, mend, why string) {
	for i := range rows {
		r := &rows[i]
		row := im.byLine[r.line]
		row.Outcome, row.Why = rowSkipped.String(), why
		if mend != "" {
			row.Faults = append(row.Faults, Fault{Why: why, Mend: mend, Stops: true})
		}
		im.settleRow(r, rowSkipped)
	}
}

// claimStopped keeps the projects of rows that cannot be imported for them: such a project has not
// vanished, and no other row is it.
func (im *tableImport) claimStopped() {
	for _, r := range im.Table.rows {
		if !im.stopped(&r) {
			continue
		}
		for i := range im.known {
			p := &im.known[i]
			if p.body == r.values["ente"] && (p.cup != "" && p.cup == r.values["cup"] || r.title() != "" && p.title == r.title()) {
				im.spared[p.file] = true
			}
		}
	}
}
