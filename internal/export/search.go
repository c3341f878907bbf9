package export

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// The kinds of records, in the order in which equal hits are listed: what there are few
// of first.
const (
	measureRecord = iota
	bodyRecord
	sectionRecord
	pageRecord
	projectRecord
	noticeRecord
	recordKinds
)

// kindNames are the names under which the theme has a word for each kind.
var kindNames = []string{"misura", "ente", "sezione", "pagina", "progetto", "notizia"}

// found is a record of the index: what a result shows, and the words that find it.
type found struct {
	kind               int
	title, path, text  string
	state              string // of a project
	strong, weak, code string // words besides those shown; code is as good as a title
}

// MarshalJSON gives what a result shows: kind, title, address, text, state.
func (f found) MarshalJSON() ([]byte, error) {
	row := []any{f.kind, f.title, f.path, f.text}
	if f.state != "" {
		row = append(row, f.state)
	}
	return marshal(row), nil
}

// searchIndex is cerca/indice.js. Either words and records are in it, or the names of
// the pieces that have them.
type searchIndex struct {
	Records  int         `json:"n"`
	Kinds    []string    `json:"kinds"`
	Stop     []string    `json:"stop"`
	Words    rawWords    `json:"words,omitempty"`
	All      []found     `json:"all,omitempty"`
	WordsIn  [][2]string `json:"wordsIn,omitempty"` // the first word of each piece, and its name
	Per      int         `json:"per,omitempty"`
	FoundsIn []string    `json:"allIn,omitempty"`
}

// SearchFiles makes the index of the search: one file, or, where there are many records,
// one that leads to pieces, of which a question loads only those that it needs.
//
// The index is an inverted one: each word has the numbers of the records with that word
// in the title, and of those with it elsewhere, as differences. Words stand in order, so
// that those with one beginning are beside each other: in one piece, or a few. Records
// stand in the order in which equal hits are shown.
func SearchFiles(t *plan.Tree, cut Cut) []File {
	const folder = "cerca/"
	all := founds(t)
	words, lines := inverted(all)
	index := searchIndex{Records: len(all), Kinds: kindNames, Stop: strings.Fields(stopWords)}
	if len(all) <= cut.Whole {
		index.Words, index.All = joined(lines), all
		return []File{stableScript(folder+"indice", index)}
	}
	index.Per = cut.Records
	files, names := pieces(folder+"schede", all, cut.Records)
	index.FoundsIn = names
	for from := 0; from < len(lines); {
		to, size := from, 0
		for to < len(lines) && (to == from || size+len(lines[to]) <= cut.WordBytes) {
			size += len(lines[to])
			to++
		}
		f := pieceScript(folder+"parole-"+strconv.Itoa(len(index.WordsIn)), joined(lines[from:to]))
		index.WordsIn = append(index.WordsIn, [2]string{words[from], path.Base(f.Name)})
		files = append(files, f)
		from = to
	}
	return append(files, stableScript(folder+"indice", index))
}

// founds gives every page that is worth finding, in the order of the index.
func founds(t *plan.Tree) []found {
	var kinds [recordKinds][]found
	for _, p := range t.Pages {
		if f, is := foundOf(t, p); is {
			kinds[f.kind] = append(kinds[f.kind], f)
		}
	}
	return slices.Concat(kinds[:]...)
}

// foundOf gives the record of a page, or false for lists and pages that only lead on.
func foundOf(t *plan.Tree, p *plan.Page) (found, bool) {
	f := found{kind: pageRecord, title: p.Title, path: p.Path}
	switch p.Kind {
	case plan.Home, plan.ProjectList, plan.MeasureList, plan.BodyList, plan.NoticeList, plan.Search, plan.NotFound, plan.Moved:
		return f, false
	case plan.Measure:
		m := p.Measure
		f.kind, f.text, f.strong, f.weak = measureRecord, values(m.Code, m.Kind, m.Authority, money(p.Group.Totals.Assigned)), m.Code, m.Long()
	case plan.Body:
		b := p.Body
		f.kind, f.text, f.strong, f.weak = bodyRecord, values(b.Kind, b.Region, money(p.Group.Totals.Assigned)), b.IPA, b.Town+" "+b.TaxCode
	case plan.Section, plan.PNRR, plan.Annual:
		f.kind, f.text = sectionRecord, trail(p)
		if p.Text != nil {
			f.weak = p.Text.Title + " " + record.PlainText(&p.Text.Text)
		}
	case plan.Project:
		projectFound(t, p.Project, &f)
	case plan.Notice:
		noticeFound(p.Notice, &f)
	case plan.Free:
		f.text, f.weak = excerpt(p.Free.Text.Plain, 160), record.PlainText(&p.Free.Text)
	}
	return f, p.Pager.Number <= 1
}

func projectFound(t *plan.Tree, p *record.Project, f *found) {
	var numbers, codes, cigs []string
	for _, m := range p.Measures() {
		numbers = append(numbers, m.Code)
		f.weak += " " + m.Number() + " " + m.Title
	}
	if p.CUP != "" {
		codes = append(codes, "CUP "+string(p.CUP))
	}
	for i := range p.Contracts {
		if cig := string(p.Contracts[i].CIG); cig != "" {
			cigs = append(cigs, cig)
		}
		f.weak += " " + p.Contracts[i].Supplier
	}
	if len(cigs) > 0 {
		codes = append(codes, "CIG "+strings.Join(cigs[:min(len(cigs), 3)], ", "))
	}
	body, shown := "", ""
	if p.Body != nil {
		body = p.Body.Name
	}
	if t.Several() {
		shown = body
	}
	for i := range p.Places {
		f.weak += " " + p.Places[i].Name
	}
	f.kind, f.state = projectRecord, p.State
	f.text = values(shown, strings.Join(numbers, ", "), money(p.Total()), strings.Join(codes, ", "))
	f.code = string(p.CUP) + " " + strings.Join(cigs, " ")
	f.weak += " " + p.State + " " + body + " " + p.Summary + " " + record.PlainText(&p.Text) + " " + strings.Join(p.Services, " ")
}

func noticeFound(a *record.Announcement, f *found) {
	summary := a.Summary
	if summary == "" {
		summary = a.Text.Plain
	}
	f.kind, f.text = noticeRecord, values(a.Date.String(), excerpt(summary, 160))
	f.weak = a.Kind + " " + strings.Join(a.Categories, " ") + " " + record.PlainText(&a.Text)
	if a.Body != nil {
		f.weak += " " + a.Body.Name
	}
	for _, p := range a.Projects {
		f.weak += " " + string(p.CUP)
	}
}

// values joins what there is.
func values(of ...string) string {
	return strings.Join(slices.DeleteFunc(of, func(s string) bool { return s == "" }), " · ")
}

// money gives an amount, or "" for nothing: a project whose money was given up has none.
func money(e record.Euro) string {
	if e == 0 {
		return ""
	}
	return e.Short()
}

// trail gives the sections above one, without home and the index that all have.
func trail(p *plan.Page) string {
	var titles []string
	for _, c := range p.Crumbs[min(2, len(p.Crumbs)):] {
		titles = append(titles, c.Title)
	}
	return strings.Join(titles, " › ")
}

// rawWords is JSON that is already written.
type rawWords []byte

// MarshalJSON gives it as it is.
func (r rawWords) MarshalJSON() ([]byte, error) { return r, nil }

// joined makes an array of lines.
func joined(lines []string) rawWords { return rawWords("[" + strings.Join(lines, ",") + "]") }

// inverted gives every word of the records, in order, and for each its line of the
// index: the word, the records with it in the title, those with it elsewhere.
func inverted(all []found) (words, lines []string) {
	type hits struct{ title, text []int }
	stop := make(map[string]bool)
	for _, w := range strings.Fields(stopWords) {
		stop[w] = true
	}
	index := make(map[string]*hits)
	for n, f := range all {
		add := func(text string, title bool) {
			for _, w := range wordsOf(text) {
				if stop[w] {
					continue
				}
				h := index[w]
				if h == nil {
					h = new(hits)
					index[w] = h
				}
				switch {
				case last(h.title) == n: // already there, and in the best place
				case title:
					h.title = append(h.title, n)
				case last(h.text) != n:
					h.text = append(h.text, n)
				}
			}
		}
		add(f.title+" "+f.strong+" "+f.code, true)
		add(f.text+" "+f.weak, false)
	}
	for w := range index {
		words = append(words, w)
	}
	slices.Sort(words)
	for _, w := range words { // a word has nothing that JSON would escape
		lines = append(lines, `["`+w+`",`+differences(index[w].title)+","+differences(index[w].text)+"]")
	}
	return words, lines
}

func last(numbers []int) int {
	if len(numbers) == 0 {
		return -1
	}
	return numbers[len(numbers)-1]
}

// differences writes numbers that grow as a JSON array of their steps.
func differences(numbers []int) string {
	b := []byte{'['}
	before := 0
	for i, n := range numbers {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(n-before), 10)
		before = n
	}
	return string(append(b, ']'))
}
