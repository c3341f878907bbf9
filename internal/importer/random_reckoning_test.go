package importer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The reckoning of what a site must hold, from the rules that offices are told: a CUP tells a
// project; without one its title, place and lot do. It shares nothing with the import.

// heldSheet is what a site must hold of a sheet, by CUP or title.
type heldSheet map[string]*heldProject

// heldProject is what it must hold of one CUP, or of one title without.
type heldProject struct {
	records int
	live    []int64   // cents of each funding that counts
	choices [][]int64 // where rows contradict each other: what it may hold instead, and then must keep
}

// key gives what tells the project of a row.
func (s *randomSheet) key(r *randomRow) string {
	if s.cup && r.cup != "" {
		return r.cup
	}
	return titleKey(r.title)
}

// groups puts the rows of each key together, in their order.
func (s *randomSheet) groups() (keys []string, groups map[string][]randomRow) {
	groups = make(map[string][]randomRow)
	for _, r := range s.rows {
		k := s.key(&r)
		if groups[k] == nil {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], r)
	}
	return keys, groups
}

// take reckons what a new site holds of a sheet.
func (h heldSheet) take(s *randomSheet) {
	keys, groups := s.groups()
	for _, k := range keys {
		if p := s.reckon(groups[k]); p.records > 0 {
			h[k] = p
		}
	}
}

// reckon gives what the rows of one key come to.
func (s *randomSheet) reckon(rows []randomRow) *heldProject {
	p := &heldProject{}
	var seen []randomRow
	parts := make(map[string][]randomRow) // rows that are one project
	for _, r := range rows {
		if r.bad != "" || r.merged || slices.Contains(seen, r) {
			continue
		}
		seen = append(seen, r)
		part := ""
		if !s.cup || r.cup == "" {
			if s.place {
				part = r.place
			}
			part += "\n" + r.lot
		}
		parts[part] = append(parts[part], r)
	}
	for _, part := range parts {
		if (!s.cup || part[0].cup == "") && len(part) > 1 { // one title, place and lot, and two amounts
			p.choices = append(p.choices, nil)
			for _, r := range part {
				p.choices = append(p.choices, s.amounts(r))
			}
			continue
		}
		p.records++
		for _, r := range part {
			p.live = append(p.live, s.amounts(r)...)
		}
	}
	if p.choices != nil {
		p.records = 1
	}
	return p
}

// amounts gives the fundings of a row.
func (s *randomSheet) amounts(r randomRow) []int64 {
	if s.own && r.own > 0 {
		return []int64{r.cents, r.own}
	}
	return []int64{r.cents}
}

// hold wants the records of a site to be what was reckoned.
func (h heldSheet) hold(t *testing.T, files []heldFile) {
	t.Helper()
	got := make(map[string]*heldProject)
	for _, f := range files {
		if got[f.key] == nil {
			got[f.key] = &heldProject{}
		}
		got[f.key].records++
		got[f.key].live = append(got[f.key].live, f.live...)
	}
	for k, want := range h {
		p := got[k]
		delete(got, k)
		if p == nil {
			p = &heldProject{}
		}
		if want.choices != nil {
			want.choose(t, k, p)
			continue
		}
		if p.records != want.records || !sameAmounts(p.live, want.live) {
			t.Errorf("«%s»: %d records hold %v, want %d with %v", k, p.records, p.live, want.records, want.live)
		}
	}
	for k, p := range got {
		t.Errorf("«%s»: %d records hold %v, want none", k, p.records, p.live)
	}
}

// choose takes what the import chose, if it may; from then on it must stay.
func (p *heldProject) choose(t *testing.T, key string, got *heldProject) {
	t.Helper()
	if got.records > 1 || !slices.ContainsFunc(p.choices, func(c []int64) bool { return sameAmounts(c, got.live) }) {
		t.Errorf("«%s»: %d records hold %v, want one of %v", key, got.records, got.live, p.choices)
	}
	p.choices = [][]int64{got.live}
}

func sameAmounts(a, b []int64) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// edit changes a sheet as offices do, and the reckoning with it. It tells what was done, and
// whether the import must be forced: a column is gone, or too many rows are.
func (m *sheetMaker) edit(tr *trial) (what string, force bool) {
	old := tr.sheet
	s := *old
	s.rows = nil
	tr.sheet = &s
	m.dress(&s)
	s.titleName, s.amountName, s.measureName = old.titleName, old.amountName, old.measureName
	var done []string
	keys, groups := old.groups()
	gone := m.dropColumn(&s, groups)
	if gone != "" {
		done, force = append(done, gone), true
	}
	for _, k := range keys {
		rows, told := m.editRows(tr, k, groups[k], gone == "the CUPs dropped")
		if s.rows = append(s.rows, rows...); told != "" {
			done = append(done, told)
		}
	}
	if m.IntN(3) == 0 || len(s.rows) == 0 {
		r := m.row()
		if s.cup && m.IntN(2) == 0 {
			r.cup = m.code()
		}
		s.rows = append(s.rows, r)
		tr.held[s.key(&r)] = s.reckon([]randomRow{r})
		done = append(done, "a row added")
	}
	if !slices.ContainsFunc(s.rows, func(r randomRow) bool { return r.merged }) {
		m.Shuffle(len(s.rows), func(i, j int) { s.rows[i], s.rows[j] = s.rows[j], s.rows[i] })
	} else {
		s.book = true
	}
	return strings.Join(done, ", "), force || len(s.rows)*10 < len(old.rows)*9
}

// dropColumn takes a column away, now and then. Places tell projects apart, so they stay where two
// have one title.
func (m *sheetMaker) dropColumn(s *randomSheet, groups map[string][]randomRow) string {
	twice := false
	for _, rows := range groups {
		twice = twice || len(rows) > 1
	}
	switch m.IntN(12) {
	case 0:
		if s.cup {
			s.cup = false
			return "the CUPs dropped"
		}
	case 1:
		if s.act {
			s.act = false
			return "the decrees dropped"
		}
	case 2:
		if s.place && !twice {
			s.place = false
			return "the places dropped"
		}
	}
	return ""
}

// editRows edits the rows of one project, and its reckoning.
func (m *sheetMaker) editRows(tr *trial, key string, rows []randomRow, anonymous bool) (out []randomRow, told string) {
	held := tr.held[key]
	r := rows[0]
	single := len(rows) == 1 && held != nil && held.choices == nil
	hasCUP := r.cup == key
	switch kind := m.IntN(10); {
	case kind == 0: // the rows are removed: their fundings are absent, and count nowhere
		if held != nil && held.choices == nil {
			held.live = nil
			return nil, fmt.Sprintf("«%s» removed", key)
		}
	case !single || anonymous && hasCUP:
	case kind == 1 && !hasCUP && tr.sheet.cup: // the CUP has come
		r.cup = m.code()
		delete(tr.held, key)
		tr.held[r.cup] = held
		return []randomRow{r}, fmt.Sprintf("«%s» has its CUP", key)
	case kind == 2 && hasCUP: // the CUP tells what it is
		r.title += " (titolo corretto)"
		return []randomRow{r}, fmt.Sprintf("%s renamed", key)
	case kind == 3 && !hasCUP: // nobody can know: the row stays out, and the record as it is
		r.title += " (titolo corretto)"
		return []randomRow{r}, fmt.Sprintf("«%s» renamed", key)
	case kind == 4 && hasCUP && r.own == 0 && r.contract == 0: // split in two that add up
		other := r
		other.cents = r.cents / 3
		r.cents -= other.cents
		held.live = []int64{r.cents, other.cents}
		return []randomRow{r, other}, fmt.Sprintf("%s split", key)
	case kind == 5: // another amount
		r.cents = m.row().cents
		held.live = tr.sheet.amounts(r)
		return []randomRow{r}, fmt.Sprintf("«%s» of another amount", key)
	}
	return rows, ""
}
