// Package inspect reads what the other stages made: finished pages before they are published,
// and the links of a site that lead to other sites.
package inspect

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/net/html"

	"vetro/internal/check"
	"vetro/internal/plan"
	"vetro/internal/record"
)

// Pages reads finished pages before they are published: what a theme may break, an
// overriding one included. Every page of a project is looked through for the emblem, and
// every page of Amministrazione trasparente for what keeps it from search engines, byte
// by byte; one page of each kind is parsed as a browser would.
//
// It may be used by many goroutines at once.
type Pages struct {
	site    *record.Site
	samples map[*plan.Page]bool
	grave   map[string]record.Severity // by id of the rule

	emblem, sentence lastMatch

	mu    sync.Mutex
	found map[pageFault]*pagesWith
}

// lastMatch is the match on the page that was read last. Most pages of a theme have the same
// part in the same place before their end, so that is tried first: it saves some 3 % of a
// build.
type lastMatch struct{ last atomic.Pointer[match] }

// match is a part of a page as it was found.
type match struct {
	part   []byte
	before int // bytes from its beginning to the end of the page
}

// on reports whether a page has what find finds.
func (m *lastMatch) on(page []byte, find func(page []byte) []byte) bool {
	if was := m.last.Load(); was != nil && was.before <= len(page) && bytes.HasPrefix(page[len(page)-was.before:], was.part) {
		return true
	}
	part := bytes.Clone(find(page))
	if part == nil {
		return false
	}
	m.last.Store(&match{part, len(page) - bytes.Index(page, part)})
	return true
}

// pageFault is one fault of one kind of page: what a theme breaks on one page it breaks
// on all.
type pageFault struct {
	rule, text, mend string
	kind             plan.Kind
}

// pagesWith is where a fault was found.
type pagesWith struct {
	first *plan.Page // by its path
	more  int
}

// New gives what reads the pages of a tree.
func New(tree *plan.Tree) *Pages {
	r := &Pages{
		site: tree.Site, samples: samplesOf(tree), grave: make(map[string]record.Severity), found: make(map[pageFault]*pagesWith),
	}
	for _, id := range []string{check.EmblemRule, check.IndexRule, check.PageHeadingRule, check.PageImageRule, check.PageLanguageRule} {
		r.grave[id] = check.Severity(tree.Site, id)
	}
	return r
}

// Samples gives one page of each kind, in the order of their addresses.
func (in *Pages) Samples() []*plan.Page {
	pages := slices.Collect(maps.Keys(in.samples))
	slices.SortFunc(pages, func(a, b *plan.Page) int { return strings.Compare(a.Path, b.Path) })
	return pages
}

// samplesOf gives the first page of each kind; of projects, one that the PNRR funds.
func samplesOf(tree *plan.Tree) map[*plan.Page]bool {
	first := make(map[plan.Kind]*plan.Page)
	for _, p := range tree.Pages {
		if old := first[p.Kind]; old == nil || !ofPNRR(old.Project) && ofPNRR(p.Project) {
			first[p.Kind] = p
		}
	}
	samples := make(map[*plan.Page]bool, len(first))
	for _, p := range first {
		samples[p] = true
	}
	return samples
}

func ofPNRR(p *record.Project) bool {
	return p != nil && p.Funded(record.PNRR)
}

// Read looks through one finished page.
func (in *Pages) Read(p *plan.Page, page []byte) {
	if ofPNRR(p.Project) {
		if !in.emblem.on(page, emblemOf) {
			in.report(p, check.EmblemRule, "manca l’emblema dell’Unione europea", "metti nel tema {{template \"parts/eu-emblem.html\"}}, o l’immagine ufficiale con alt=\"Emblema dell’Unione europea\"")
		}
		if !in.sentence.on(page, sentenceOf) {
			in.report(p, check.EmblemRule, "manca la frase «Finanziato dall’Unione europea - NextGenerationEU»", "metti nel tema {{t \"piede.finanziato\"}} accanto all’emblema")
		}
	}
	if p.Kind.Traits().Area == plan.TransparencyArea && keptFromIndex(page) {
		in.report(p, check.IndexRule, "la pagina chiede ai motori di ricerca di non mostrarla", "togli dal tema il meta robots con noindex: Amministrazione trasparente deve trovarsi (art. 9)")
	}
	if in.samples[p] {
		in.parse(p, page)
	}
}

// ReadRobots holds robots.txt to art. 9.
func (in *Pages) ReadRobots(text []byte) {
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		if strings.EqualFold(key, "disallow") && value != "" {
			in.report(&plan.Page{Kind: "robots", Path: plan.RobotsPath}, check.IndexRule, "robots.txt tiene lontani i motori di ricerca da "+value, "togli la riga: Amministrazione trasparente deve trovarsi (art. 9)")
		}
	}
}

func (in *Pages) report(p *plan.Page, rule, text, mend string) {
	if in.grave[rule] == record.Off {
		return
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	key := pageFault{rule, text, mend, p.Kind}
	switch at := in.found[key]; {
	case at == nil:
		in.found[key] = &pagesWith{first: p}
	case p.Path < at.first.Path:
		at.first, at.more = p, at.more+1
	default:
		at.more++
	}
}

// Problems gives what was found, each fault of a kind of page once.
func (in *Pages) Problems() []record.Problem {
	var out []record.Problem
	for f, at := range in.found {
		where := at.first.Path
		if at.more > 0 {
			where += fmt.Sprintf(" (e altre %s)", record.Grouped(int64(at.more)))
		}
		pos := at.first.Source
		if pos.File == "" {
			pos = record.Pos{File: at.first.Path}
		}
		out = append(out, record.Problem{Pos: pos, Severity: in.grave[f.rule], Rule: f.rule, Text: "pagina " + where + ": " + f.text, Mend: f.mend})
	}
	record.SortProblems(out)
	return out
}

const program = "NextGenerationEU"

// sentence is the text before the name of the programme; a theme may write its
// apostrophe, its dash and its spaces in several ways.
var sentence = regexp.MustCompile(`(?i)finanziato\s+dall(?:'|’|&#39;|&#x27;|&apos;|&rsquo;|&#8217;)\s*unione(?:\s|&nbsp;|&#160;|\x{a0})+europea(?:\s|&nbsp;|&#160;|\x{a0}|[-–—,]|&ndash;|&mdash;|<[^<>]*>)+$`)

// sentenceOf gives the statement on the funding from where a reader sees it: between tags,
// and in no script, title or comment; with the tag before it.
func sentenceOf(page []byte) []byte {
	for at := 0; ; at += len(program) {
		i := bytes.Index(page[at:], []byte(program))
		if i < 0 {
			return nil
		}
		at += i
		if m := sentence.FindIndex(page[max(0, at-200):at]); m != nil {
			if begin := max(0, at-200) + m[0]; seen(page[:begin]) {
				return page[bytes.LastIndexByte(page[:begin], '<') : at+len(program)]
			}
		}
	}
}

// seen reports whether what follows a part of a page is words that a browser shows.
func seen(before []byte) bool {
	open := bytes.LastIndexByte(before, '<')
	if open < 0 || bytes.IndexByte(before[open:], '>') < 0 {
		return false
	}
	tag := before[open:]
	for _, hidden := range []string{"<script", "<style", "<title", "<template", "<noscript", "<!--"} {
		if bytes.HasPrefix(tag, []byte(hidden)) {
			return false
		}
	}
	return true
}

// An emblem is a picture that says what it is, or an image with the name of a file that
// does, beside the words.
var (
	emblemName = regexp.MustCompile(`(?i)(?:alt|aria-label|title)\s*=\s*["'][^"']*(?:unione(?:\s|&nbsp;)+europea|european union|emblema ue|bandiera europea|nextgenerationeu)`)
	emblemFile = regexp.MustCompile(`(?i)src\s*=\s*["'][^"']*(?:emblema|unione-?europea|finanziato|nextgeneration|eu[-_]emblem|eu[-_]flag|flag[-_]eu)`)
	emblemSVG  = regexp.MustCompile(`(?i)^[^<]*<title[^<>]*>[^<]*(?:unione(?:\s|&nbsp;)+europea|european union)`)
)

// emblemOf gives the emblem of a page: its tag and, where only a title inside says what it
// is, the title.
func emblemOf(page []byte) []byte {
	for end := len(page); ; {
		i := max(bytes.LastIndex(page[:end], []byte("<svg")), bytes.LastIndex(page[:end], []byte("<img")))
		if i < 0 {
			return nil
		}
		size := bytes.IndexByte(page[i:], '>')
		if size < 0 {
			return nil
		}
		tag, after := page[i:i+size], page[i+size+1:min(len(page), i+size+400)]
		if emblemName.Match(tag) || emblemFile.Match(tag) {
			return tag
		}
		if m := emblemSVG.FindIndex(after); m != nil && tag[1] == 's' {
			return page[i : i+size+1+m[1]]
		}
		end = i
	}
}

var noIndex = regexp.MustCompile(`(?i)<meta[^<>]*name\s*=\s*["']?(?:robots|googlebot|bingbot)["']?[^<>]*content\s*=\s*["']?[^"'<>]*(?:noindex|none)|<meta[^<>]*content\s*=\s*["']?[^"'<>]*noindex[^<>]*name\s*=\s*["']?(?:robots|googlebot|bingbot)`)

func keptFromIndex(page []byte) bool {
	if end := bytes.Index(page, []byte("</head>")); end >= 0 {
		page = page[:end]
	}
	return bytes.Contains(bytes.ToLower(page), []byte("bot")) && noIndex.Match(page) // few heads speak of any
}

// parse reads a page as a browser does, and holds it to what assistive technology needs.
func (in *Pages) parse(p *plan.Page, page []byte) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		panic("inspect: a page in memory can always be parsed: " + err.Error())
	}
	o := outline{}
	o.visit(doc)
	switch {
	case p.Kind.Traits().Alone: // leads on, and is never looked at
		return
	case len(o.headings) == 0 || o.headings[0] != 1:
		in.report(p, check.PageHeadingRule, "il primo titolo non è un h1", "comincia il contenuto della pagina con un h1")
	case o.count(1) > 1:
		in.report(p, check.PageHeadingRule, fmt.Sprintf("ha %d titoli h1", o.count(1)), "tieni un h1 solo: gli altri sono h2")
	}
	for n := 1; n < len(o.headings); n++ {
		if o.headings[n] > o.headings[n-1]+1 {
			in.report(p, check.PageHeadingRule, fmt.Sprintf("dopo un h%d viene un h%d", o.headings[n-1], o.headings[n]), fmt.Sprintf("scrivi h%d nel tema", o.headings[n-1]+1))
			break
		}
	}
	if o.bare != "" {
		in.report(p, check.PageImageRule, "l’immagine "+o.bare+" non ha l’attributo alt", "aggiungi alt nel tema: che cosa mostra, o alt=\"\" se è di ornamento")
	}
	if o.lang == "" {
		in.report(p, check.PageLanguageRule, "non dice la lingua", "scrivi <html lang=\"it\"> nel tema")
	}
	if strings.TrimSpace(o.title) == "" {
		in.report(p, check.PageLanguageRule, "non ha un titolo per la finestra", "scrivi <title> nel tema")
	}
}

// outline is what parse looks at.
type outline struct {
	headings    []int // levels
	bare        string
	lang, title string
}

func (o *outline) count(level int) int {
	n := 0
	for _, h := range o.headings {
		if h == level {
			n++
		}
	}
	return n
}

func (o *outline) visit(n *html.Node) {
	if n.Type == html.ElementNode {
		switch {
		case len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6':
			o.headings = append(o.headings, int(n.Data[1]-'0'))
		case n.Data == "html":
			o.lang, _ = attribute(n, "lang")
		case n.Data == "title" && o.title == "" && n.FirstChild != nil && (n.Parent == nil || n.Parent.Data == "head"):
			o.title = n.FirstChild.Data
		case n.Data == "img":
			if _, found := attribute(n, "alt"); !found && o.bare == "" {
				src, _ := attribute(n, "src")
				o.bare = cmp.Or(src, "senza src")
			}
		case n.Data == "template" || n.Data == "svg":
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		o.visit(c)
	}
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}
