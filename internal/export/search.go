package export

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// results are the kinds of records.
var results = plan.Results()

// result is a record of the index: what a result of the search shows, and its words.
type result struct {
	kind         int
	title, path  string
	text         string
	state        string // of a project
	strong, code string // words besides those shown; code is as good as a title
	weak         []byte // words that find it no better than those of the text
}

// say adds weak words.
func (r *result) say(words ...string) {
	for _, w := range words {
		r.weak = append(append(r.weak, ' '), w...)
	}
}

// sayText adds the words of an author's text.
func (r *result) sayText(t *record.Text) {
	r.weak = t.AppendPlain(append(r.weak, ' '))
}

// shown gives what a result shows: kind, title, address, text, state.
func (r *result) shown() []any {
	if r.state == "" {
		return []any{r.kind, r.title, r.path, r.text}
	}
	return []any{r.kind, r.title, r.path, r.text, r.state}
}

// searchIndex is cerca/indice.js. Either words and records come after it, or it has the
// names of the pieces that have them.
type searchIndex struct {
	Records int         `json:"n"`
	Kinds   []string    `json:"kinds"`
	Stop    []string    `json:"stop"`
	WordsIn [][2]string `json:"wordsIn,omitempty"` // the first word of each piece, and its name
	Per     int         `json:"per,omitempty"`
	AllIn   []string    `json:"allIn,omitempty"` // the names of the pieces with records

	Words json.RawMessage `json:"words,omitempty"`
	All   [][]any         `json:"all,omitempty"`
}

// The addresses of the search without .js.
const (
	searchKey  = plan.SearchFolder + "indice"
	wordsKey   = plan.SearchFolder + "parole"
	resultsKey = plan.SearchFolder + "schede"
)

// search makes the index of the search: one script, or, where there are many records, one
// that leads to pieces, of which a question loads only those that it needs.
//
// The index is an inverted one: each word has the numbers of the records with that word
// in the title, and of those with it elsewhere, as differences. Words stand in order, so
// that those with one beginning are beside each other: in one piece, or a few. Records
// stand in the order in which equal hits are shown.
func (x *exporter) search(cut Cut, out *scripts) []byte {
	pages := resultPages(x.Tree)
	index := searchIndex{Records: len(pages), Kinds: results, Stop: strings.Fields(stopWords)}
	all := rows{out: out, key: resultsKey}
	if len(pages) > cut.Whole {
		all.per = cut.Records
	}
	words := newInverter()
	var r result
	for n, p := range pages {
		r = result{weak: r.weak[:0]}
		r.of(x.Tree, p)
		all.add(r.shown()...)
		words.record(n, &r)
	}
	if all.per > 0 {
		all.flush()
		index.Per, index.AllIn = cut.Records, all.names
		index.WordsIn = words.pieces(out, cut.WordBytes)
	} else {
		index.All, index.Words = all.list, words.lines()
	}
	return marshal(index)
}

// resultPages gives every page that is worth finding, in the order of the index.
func resultPages(t *plan.Tree) []*plan.Page {
	kinds := make([][]*plan.Page, len(results))
	for _, p := range t.Pages {
		if kind, is := kindOf(p); is {
			kinds[kind] = append(kinds[kind], p)
		}
	}
	return slices.Concat(kinds...)
}

// kindOf gives the place in results of what a page is, or false for lists and pages that
// only lead on.
func kindOf(p *plan.Page) (kind int, is bool) {
	kind = slices.Index(results, p.Kind.Traits().Search)
	return kind, kind >= 0 && p.Pager.Number <= 1
}

// of sets the record of a page.
func (r *result) of(t *plan.Tree, p *plan.Page) {
	r.kind, _ = kindOf(p)
	r.title, r.path = p.Title.In(t.Words), p.Path
	switch results[r.kind] {
	case plan.MeasureResult:
		m := p.Measure
		r.text, r.strong = values(m.Code, m.Kind, m.Authority, money(p.Group.Money.Assigned)), m.Code
		r.say(m.Long(), m.Title)
	case plan.BodyResult:
		b := p.Body
		r.text, r.strong = values(b.Kind, b.Region, money(p.Group.Money.Assigned)), b.IPA
		r.say(b.Town, b.TaxCode)
	case plan.SectionResult:
		r.text = trail(t, p)
		if p.Text != nil {
			r.say(p.Text.Title)
			r.sayText(&p.Text.Text)
		}
	case plan.ProjectResult:
		r.ofProject(t, p.Project)
	case plan.AnnouncementResult:
		r.ofAnnouncement(p.Announcement)
	case plan.PageResult:
		if p.Free != nil {
			r.text = excerpt(p.Free.Text.Plain, 160)
			r.sayText(&p.Free.Text)
		}
	}
}

func (r *result) ofProject(t *plan.Tree, p *record.Project) {
	var numbers, codes, cigs []string
	for _, m := range p.Measures() {
		numbers = append(numbers, m.Code)
		r.say(m.Number(), m.Title, m.Short)
	}
	if p.CUP != "" {
		codes = append(codes, "CUP "+string(p.CUP))
	}
	for i := range p.Contracts {
		if cig := string(p.Contracts[i].CIG); cig != "" {
			cigs = append(cigs, cig)
		}
		r.say(p.Contracts[i].Supplier)
	}
	if len(cigs) > 0 {
		codes = append(codes, "CIG "+strings.Join(cigs[:min(len(cigs), 3)], ", "))
	}
	shown := ""
	if p.Body != nil {
		r.say(p.Body.Name)
		if t.Several() {
			shown = p.Body.Name
		}
	}
	for i := range p.Places {
		r.say(p.Places[i].Name)
	}
	r.state = p.State
	m := p.Money()
	r.text = values(shown, strings.Join(numbers, ", "), money(m.Assigned), strings.Join(codes, ", "))
	r.code = string(p.CUP) + " " + strings.Join(cigs, " ")
	r.say(p.State, p.Summary)
	r.sayText(&p.Text)
	r.say(p.Services...)
}

func (r *result) ofAnnouncement(a *record.Announcement) {
	r.text = values(a.Date.String(), excerpt(cmp.Or(a.Summary, a.Text.Plain), 160))
	r.say(a.Kind)
	r.say(a.Categories...)
	r.sayText(&a.Text)
	if a.Body != nil {
		r.say(a.Body.Name)
	}
	for _, p := range a.Projects {
		r.say(string(p.CUP))
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
func trail(t *plan.Tree, p *plan.Page) string {
	var titles []string
	for _, c := range p.Crumbs[min(2, len(p.Crumbs)):] {
		titles = append(titles, c.Title.In(t.Words))
	}
	return strings.Join(titles, " › ")
}
