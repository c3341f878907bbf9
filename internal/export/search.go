package export

import (
	"slices"
	"strconv"
	"strings"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// results are the kinds of records, in the order in which equal hits are listed: what there
// are few of first. The theme has a word for each.
var results = []string{plan.MeasureResult, plan.BodyResult, plan.SectionResult, plan.PageResult, plan.ProjectResult, plan.AnnouncementResult}

// found is a record of the index: what a result shows, and the words that find it.
type found struct {
	kind         int
	title, path  string
	text         string
	state        string // of a project
	strong, code string // words besides those shown; code is as good as a title
	weak         []byte // words that find it no better than those of the text
}

// say adds weak words.
func (f *found) say(words ...string) {
	for _, w := range words {
		f.weak = append(append(f.weak, ' '), w...)
	}
}

// sayText adds the words of an author's text.
func (f *found) sayText(t *record.Text) {
	f.weak = t.AppendPlain(append(f.weak, ' '))
}

// append writes what a result shows: kind, title, address, text, state.
func (f *found) append(b []byte) []byte {
	b = strconv.AppendInt(append(b, '['), int64(f.kind), 10)
	b = appendText(append(b, ','), f.title)
	b = appendText(append(b, ','), f.path)
	b = appendText(append(b, ','), f.text)
	if f.state != "" {
		b = appendText(append(b, ','), f.state)
	}
	return append(b, ']')
}

// searchIndex is cerca/indice.js. Either words and records come after it, or it has the
// names of the pieces that have them.
type searchIndex struct {
	Records  int         `json:"n"`
	Kinds    []string    `json:"kinds"`
	Stop     []string    `json:"stop"`
	WordsIn  [][2]string `json:"wordsIn,omitempty"` // the first word of each piece, and its name
	Per      int         `json:"per,omitempty"`
	FoundsIn []string    `json:"allIn,omitempty"`
}

// The addresses of the search without .js.
const (
	searchKey = plan.SearchFolder + "indice"
	wordsKey  = plan.SearchFolder + "parole"
	foundsKey = plan.SearchFolder + "schede"
)

// search makes the index of the search: one script, or, where there are many records, one
// that leads to pieces, of which a question loads only those that it needs.
//
// The index is an inverted one: each word has the numbers of the records with that word
// in the title, and of those with it elsewhere, as differences. Words stand in order, so
// that those with one beginning are beside each other: in one piece, or a few. Records
// stand in the order in which equal hits are shown.
func (x *exporter) search(cut Cut, out *scripts) []byte {
	pages := foundPages(x.Tree)
	index := searchIndex{Records: len(pages), Kinds: results, Stop: strings.Fields(stopWords)}
	all := rows{out: out, key: foundsKey}
	if len(pages) > cut.Whole {
		all.per = cut.Records
	}
	words := newInverter()
	var f found
	for n, p := range pages {
		f = found{weak: f.weak[:0]}
		f.of(x.Tree, p)
		all.add()
		all.data = f.append(all.data)
		words.record(n, &f)
	}
	if all.per == 0 {
		b := append(opened(marshal(index)), `,"words":[`...)
		b = append(words.lines(b), ']')
		if len(pages) > 0 {
			b = append(append(append(b, `,"all":`...), all.data...), ']')
		}
		return append(b, '}')
	}
	all.flush()
	index.Per, index.FoundsIn = cut.Records, all.names
	pieces := wordPieces{size: cut.WordBytes, out: out}
	for _, h := range words.sorted() {
		pieces.add(h.word, h.append(pieces.line[:0]))
	}
	index.WordsIn = pieces.finish()
	return marshal(index)
}

// foundPages gives every page that is worth finding, in the order of the index.
func foundPages(t *plan.Tree) []*plan.Page {
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

// of sets what is found of a page.
func (f *found) of(t *plan.Tree, p *plan.Page) {
	f.kind, _ = kindOf(p)
	f.title, f.path = p.Title.In(t.Words), p.Path
	switch results[f.kind] {
	case plan.MeasureResult:
		m := p.Measure
		f.text, f.strong = values(m.Code, m.Kind, m.Authority, money(p.Group.Totals.Assigned)), m.Code
		f.say(m.Long())
	case plan.BodyResult:
		b := p.Body
		f.text, f.strong = values(b.Kind, b.Region, money(p.Group.Totals.Assigned)), b.IPA
		f.say(b.Town, b.TaxCode)
	case plan.SectionResult:
		f.text = trail(t, p)
		if p.Text != nil {
			f.say(p.Text.Title)
			f.sayText(&p.Text.Text)
		}
	case plan.ProjectResult:
		f.ofProject(t, p.Project)
	case plan.AnnouncementResult:
		f.ofAnnouncement(p.Announcement)
	case plan.PageResult:
		if p.Free != nil {
			f.text = excerpt(p.Free.Text.Plain, 160)
			f.sayText(&p.Free.Text)
		}
	}
}

func (f *found) ofProject(t *plan.Tree, p *record.Project) {
	var numbers, codes, cigs []string
	for _, m := range p.Measures() {
		numbers = append(numbers, m.Code)
		f.say(m.Number(), m.Title)
	}
	if p.CUP != "" {
		codes = append(codes, "CUP "+string(p.CUP))
	}
	for i := range p.Contracts {
		if cig := string(p.Contracts[i].CIG); cig != "" {
			cigs = append(cigs, cig)
		}
		f.say(p.Contracts[i].Supplier)
	}
	if len(cigs) > 0 {
		codes = append(codes, "CIG "+strings.Join(cigs[:min(len(cigs), 3)], ", "))
	}
	shown := ""
	if p.Body != nil {
		f.say(p.Body.Name)
		if t.Several() {
			shown = p.Body.Name
		}
	}
	for i := range p.Places {
		f.say(p.Places[i].Name)
	}
	f.state = p.State
	f.text = values(shown, strings.Join(numbers, ", "), money(p.Total()), strings.Join(codes, ", "))
	f.code = string(p.CUP) + " " + strings.Join(cigs, " ")
	f.say(p.State, p.Summary)
	f.sayText(&p.Text)
	f.say(p.Services...)
}

func (f *found) ofAnnouncement(a *record.Announcement) {
	summary := a.Summary
	if summary == "" {
		summary = a.Text.Plain
	}
	f.text = values(a.Date.String(), excerpt(summary, 160))
	f.say(a.Kind)
	f.say(a.Categories...)
	f.sayText(&a.Text)
	if a.Body != nil {
		f.say(a.Body.Name)
	}
	for _, p := range a.Projects {
		f.say(string(p.CUP))
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
