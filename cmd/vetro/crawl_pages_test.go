package main

import (
	"bytes"
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// crawledPage is a page that is being read. Every amount of its main part must be read by something
// that knows its name.
type crawledPage struct {
	*crawler
	name    string
	scope   string // of what the page tells without saying of what
	measure string // under whose heading the reading is
	seen    map[*html.Node]bool
}

func (c *crawler) pages() error {
	names := slices.Concat(c.names("*.html"), c.names("*/*.html"))
	for _, name := range names {
		data, err := c.read(name)
		if err != nil {
			return err
		}
		root, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return err
		}
		p := &crawledPage{crawler: c, name: name, scope: c.scopeAt(name), seen: make(map[*html.Node]bool)}
		p.head(root)
		for n := range root.Descendants() {
			if n.Data == "main" {
				p.walk(n)
				p.unread(n)
				break
			}
		}
	}
	return nil
}

var laterPage = regexp.MustCompile(`-pagina-\d+\.html$|/pagina-\d+\.html$`)

// scopeAt gives whose figures the page at an address tells; "" for none.
func (c *crawler) scopeAt(name string) string {
	if suffix := laterPage.FindString(name); suffix != "" {
		name = strings.TrimSuffix(name, suffix)
		if suffix[0] == '/' {
			name += "/index"
		}
	}
	name = strings.TrimSuffix(name, ".html")
	folder, id := path.Split(name)
	year, annual := strings.CutPrefix(id, "elenco-annuale-progetti-")
	switch {
	case name == "index", name == "progetti/index":
		return "sito"
	case annual:
		return "anno:" + year
	case id == "attuazione-misure-pnrr":
		return "PNRR"
	case id == "index":
		return ""
	}
	kind := map[string]string{"progetti/": "progetto:", "enti/": "ente:", "stati/": "stato:", "anni/": "anno:", "notizie/": "notizia:", "misure/": "misura:"}[folder]
	switch kind {
	case "":
		return ""
	case "misura:":
		id = c.money.codes[id]
	}
	return kind + id
}

// linked gives whose the page at the first address within a node is.
func (p *crawledPage) linked(n *html.Node) string {
	for x := range n.Descendants() {
		if href := attribute(x, "href"); x.Data == "a" && href != "" {
			return p.scopeAt(path.Join(path.Dir(p.name), href))
		}
	}
	return ""
}

// head reads the descriptions of a page for search engines and social networks.
func (p *crawledPage) head(root *html.Node) {
	for n := range root.Descendants() {
		switch {
		case n.Data == "meta" && (attribute(n, "name") == "description" || attribute(n, "property") == "og:description"):
			p.described(attribute(n, "name")+attribute(n, "property"), attribute(n, "content"))
		case n.Data == "script" && attribute(n, "type") == "application/ld+json":
			p.linkedData(textOf(n))
		case n.Data == "body":
			return
		}
	}
}

// described reads a description that the program made; those that authors wrote are not judged.
func (p *crawledPage) described(where, text string) {
	if p.scope != "" && !strings.HasPrefix(p.scope, "notizia:") {
		p.words(p.name+" "+where, p.scope, plainText(text))
	}
}

func (p *crawledPage) linkedData(text string) {
	var graph struct {
		Graph []struct {
			Type        string `json:"@type"`
			Description string `json:"description"`
			Funding     []struct {
				Amount struct{ Value string } `json:"amount"`
			} `json:"funding"`
		} `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(text), &graph); err != nil {
		p.ledger.fault("%s: JSON-LD: %v", p.name, err)
		return
	}
	for _, x := range graph.Graph {
		id, is := strings.CutPrefix(p.scope, "progetto:")
		if x.Type != "Project" || !is {
			continue
		}
		if p.money.project(id)["sommario"] == "" {
			p.described("JSON-LD", x.Description)
		}
		var grants []row // of other bodies
		for _, f := range p.money.fundings[id] {
			if p.money.granted(p.money.project(id), f) {
				grants = append(grants, f)
			}
		}
		if len(grants) != len(x.Funding) {
			p.ledger.fault("%s JSON-LD: %d grants, want %d", p.name, len(x.Funding), len(grants))
			continue
		}
		for i, f := range grants {
			p.ledger.tell(p.name+" JSON-LD", "importo", "finanziamento:"+id+"#"+f["n"], csvWorth(x.Funding[i].Amount.Value))
		}
	}
}

func (s *publicMoney) project(id string) row {
	for _, p := range s.projects {
		if p["id"] == id {
			return p
		}
	}
	return nil
}

// mark is an amount for machines, with its place in the words around it.
type mark struct {
	from, to    int
	flow, value string
}

// flat gives the words of a node, with the amounts for machines in them, and takes them for read.
func (p *crawledPage) flat(n *html.Node) (string, []mark) {
	var b strings.Builder
	var marks []mark
	var add func(*html.Node)
	add = func(x *html.Node) {
		if x.Type == html.TextNode {
			p.seen[x] = true
			b.WriteString(plainText(x.Data))
		}
		from := b.Len()
		for child := range x.ChildNodes() {
			add(child)
		}
		if x.Data == "data" {
			marks = append(marks, mark{from, b.Len(), attribute(x, "class"), attribute(x, "value")})
		}
	}
	add(n)
	return b.String(), marks
}

// words reads words without amounts for machines.
func (p *crawledPage) words(where, scope, text string) {
	hits, unexplained := hear(text)
	for _, h := range hits {
		around := scope
		if h.flow == inAll { // of the whole project, not of what a measure gives it
			h.flow = "assegnato"
			around, _, _ = strings.Cut(scope, "/")
		}
		p.ledger.tell(where, h.flow, p.scopeOf(h, around), h.worth)
	}
	for _, amount := range unexplained {
		p.ledger.fault("%s: an amount of which the test knows no name: %s in «%s»", where, amount, text)
	}
}

// scopeOf gives whose a figure is: what its words name, or the scope around them.
func (c *crawler) scopeOf(h hit, around string) string {
	if h.of == "" {
		return around
	}
	for _, f := range c.figures {
		whole := func(label string) bool { return label == h.of || strings.HasPrefix(label, h.of+" (") }
		if i := slices.IndexFunc(f.labels, whole); i >= 0 && f.scope == around {
			return f.scopes[i]
		}
	}
	return "chiamato " + h.of
}

// inAll is the flow of what a project has in all, on the page of a measure that gives it a part.
const inAll = "assegnato in tutto"

// classes are the flows as data elements name them.
var classes = map[string]string{
	"assegnato": "assegnato", "senza-decreto": "assegnato senza decreto", "erogato": "erogato", "affidato": "affidato", "pagato": "pagato",
	"risorse-proprie": "risorse proprie", "da-reperire": "da reperire", "costo": "costo", "perduto": "perduto",
	"oltre": "erogato oltre",
}

// sentence reads words whose amounts stand there for machines, too, and holds the two together.
func (p *crawledPage) sentence(where, scope string, n *html.Node) {
	text, marks := p.flat(n)
	p.words(where, scope, text)
	hits, _ := hear(text)
	for _, h := range hits {
		i := slices.IndexFunc(marks, func(m mark) bool { return m.from == h.from && m.to == h.to })
		switch {
		case h.from < 0:
		case i < 0:
			p.ledger.fault("%s: %s stands in no data element: «%s»", where, text[h.from:h.to], text)
		case classes[marks[i].flow] != h.flow && (h.flow != inAll || marks[i].flow != "assegnato"):
			p.ledger.fault("%s: %s is %s in words, %s for machines: «%s»", where, text[h.from:h.to], h.flow, marks[i].flow, text)
		}
	}
	p.holdMarks(where, text, marks)
}

func (p *crawledPage) holdMarks(where, text string, marks []mark) {
	for _, m := range marks {
		value, is := decimalIn(m.value)
		if words, ok := centsIn(text[m.from:m.to]); !is || !ok || words != value {
			p.ledger.fault("%s: «%s» is %s for machines", where, text[m.from:m.to], m.value)
		}
	}
}

// walk reads a node, or, where it is nothing by itself, those in it.
func (p *crawledPage) walk(n *html.Node) {
	class := strings.Fields(attribute(n, "class") + " -")[0]
	switch {
	case n.Data == "dl" && class == "flows":
		p.flows(n)
	case n.Data == "figure" && strings.HasPrefix(attribute(n, "id"), "figura-"):
		p.readFigure(n)
	case n.Data == "svg":
		p.drawing(n)
	case class == "card":
		p.card(n)
	case class == "sum":
		p.sum(n)
	case class == "answers":
		p.answers(n)
	case class == "timeline":
		p.timeline(n)
	case n.Data == "table":
		p.table(n)
	case n.Data == "li" && strings.HasPrefix(p.name, "amministrazione-trasparente/"):
		p.listed(n)
	case n.Data == "li" && p.name == "misure/index.html":
		text, _ := p.flat(n)
		p.amountIn(text, "assegnato", p.linked(n))
	case class == "prose", class == "notices", class == "facts", class == "guide", class == "sources", class == "state-note" && !strings.HasPrefix(p.scope, "progetto:"), strings.HasPrefix(p.name, "notizie/") && class == "lead":
		p.flat(n) // what authors wrote
	case n.Data == "h1" && p.name == "index.html", n.Data == "p":
		scope := p.scope
		if p.measure != "" && class != "lead" {
			scope = p.measure
		}
		p.sentence(p.name+" "+n.Data, scope, n)
	case n.Data == "figcaption":
		text, _ := p.flat(n)
		p.words(p.name+" figcaption", p.scope, text)
	case n.Data == "h1":
		p.flat(n)
	case n.Data == "h2", n.Data == "h3", n.Data == "h4":
		if p.scope == "PNRR" {
			p.measure = p.linked(n)
		}
		p.headline(n)
	default:
		for child := range n.ChildNodes() {
			p.walk(child)
		}
	}
}

// headline reads what stands over a figure, with the scope of the figure.
func (p *crawledPage) headline(n *html.Node) {
	text, _ := p.flat(n)
	for x := n.NextSibling; x != nil; x = x.NextSibling {
		if id, is := strings.CutPrefix(attribute(x, "id"), "figura-"); is && x.Data == "figure" {
			p.figureRows(id, x) // first, since the headline names a row
			p.words(p.name+" "+n.Data, p.wholeOf(id), text)
		}
	}
}

// unread looks for amounts that nothing has read.
func (p *crawledPage) unread(main *html.Node) {
	for n := range main.Descendants() {
		if n.Type == html.TextNode && !p.seen[n] && anEuro.MatchString(plainText(n.Data)) && n.Parent.Data != "script" {
			p.ledger.fault("%s: the test does not read «%s»", p.name, plainText(n.Data))
		}
	}
}

// terms are the flows of a list of sums, as pages call them.
var terms = map[string]string{
	"Assegnati": "assegnato", "Erogati all’ente": "erogato", "Erogati agli enti": "erogato", "Affidati con contratti": "affidato", "Pagati ai fornitori": "pagato",
	"Risorse proprie": "risorse proprie", "Da reperire": "da reperire", "Costo complessivo": "costo",
}

func (p *crawledPage) flows(dl *html.Node) {
	flow := ""
	for n := range dl.Descendants() {
		switch n.Data {
		case "dt":
			text, _ := p.flat(n)
			if flow = terms[text]; flow == "" {
				p.ledger.fault("%s: the test knows no flow «%s»", p.name, text)
			}
		case "dd":
			p.flowCell(flow, n)
		}
	}
}

func (p *crawledPage) flowCell(flow string, dd *html.Node) {
	where := p.name + " dl"
	text, marks := p.flat(dd)
	p.holdMarks(where, text, marks)
	for n := range dd.ChildNodes() {
		if n.Data == "small" {
			p.sentence(where+" small", p.scope, n)
			note, _ := p.flat(n)
			text = strings.TrimSuffix(strings.TrimSpace(text), note)
			note = strings.TrimPrefix(note, "; ")
			if day := strings.HasPrefix(note, "al ") || strings.HasPrefix(note, "all’"); day || flow != "erogato" {
				continue
			}
			if strings.HasPrefix(note, "per intero") {
				p.ledger.tell(where, flow, p.scope, worth{bound: whole})
			} else if w, told := cell(strings.TrimSuffix(note, " di quanto assegnato")); told {
				p.ledger.tell(where, "quota erogata", p.scope, w)
			}
		}
	}
	w, told := cell(text)
	if !told {
		p.ledger.fault("%s: «%s» is no sum", where, text)
		return
	}
	p.ledger.tell(where, flow, p.scope, w)
	if w.bound != unknown && (len(marks) == 0 || classes[marks[0].flow] != flow) {
		p.ledger.fault("%s: the sum of %s stands in no data element of it: «%s»", where, flow, text)
	}
}

func (p *crawledPage) card(li *html.Node) {
	scope := p.linked(li)
	if strings.HasPrefix(p.scope, "misura:") {
		scope += "/" + p.scope
	}
	for n := range li.Descendants() {
		switch attribute(n, "class") {
		case "card-amount":
			text, marks := p.flat(n)
			p.amountIn(text, "assegnato", scope)
			p.holdMarks(p.name+" card", text, marks)
		case "card-state":
			p.sentence(p.name+" card", scope, n)
		}
	}
}

// amountIn tells the amount that stands in words.
func (p *crawledPage) amountIn(text, flow, scope string) {
	if found := anEuro.FindString(text); found != "" {
		if hits, _ := hear(text); len(hits) == 1 { // what stands instead: own funds, what was lost
			flow = hits[0].flow
		}
		cents, _ := centsIn(found)
		p.ledger.tell(p.name+" «"+text+"»", flow, scope, worth{n: cents})
	} else {
		p.ledger.fault("%s: no amount in «%s»", p.name, text)
	}
}

// sum reads the addition of an announcement: the amounts in order, then their sum.
func (p *crawledPage) sum(section *html.Node) {
	var total []mark
	for n := range section.Descendants() {
		if n.Data == "table" {
			p.table(n)
		} else if n.Data == "p" {
			text, marks := p.flat(n)
			p.holdMarks(p.name+" somma", text, marks)
			total = append(total, marks...)
		}
	}
	var added int64
	for i, m := range total {
		n, _ := decimalIn(m.value)
		if i < len(total)-1 {
			added += n
			continue
		}
		p.ledger.tell(p.name+" somma", "assegnato", p.scope, worth{n: n})
		p.ledger.tell(p.name+" addendi", "assegnato", p.scope, worth{n: added})
	}
}

// answers reads the answers of the home: a question, a figure and a sentence each.
func (p *crawledPage) answers(ul *html.Node) {
	where := p.name + " risposte"
	for li := range ul.ChildNodes() {
		if li.Data != "li" {
			continue
		}
		var parts []*html.Node
		for n := range li.ChildNodes() {
			if n.Data == "p" {
				parts = append(parts, n)
			}
		}
		question, _ := p.flat(parts[0])
		figure, marks := p.flat(parts[1])
		switch question {
		case "Quanto":
			p.holdMarks(where, figure, marks)
			p.amountIn(figure, "assegnato", "sito")
			if len(marks) != 1 || marks[0].flow != "assegnato" {
				p.ledger.fault("%s: «%s» stands in no data element", where, figure)
			}
		case "Per che cosa":
			p.ledger.tell(where, "quota del PNRR", p.linked(li), worth{share: shareIn(figure)})
		default:
			p.words(where, "sito", figure)
		}
		p.sentence(where, "sito", parts[2])
	}
}

// timeline holds the amounts of the facts of a project to its fundings and payments.
func (p *crawledPage) timeline(ol *html.Node) {
	id := strings.TrimPrefix(p.scope, "progetto:")
	for li := range ol.ChildNodes() {
		if li.Data == "li" {
			for n := range li.ChildNodes() {
				if n.Data == "p" && attribute(n, "class") == "" {
					text, _ := p.flat(n)
					p.oneOf(p.name+" tappe", id, text)
				}
			}
		}
	}
}

// listed reads a project in a list of Amministrazione trasparente.
func (p *crawledPage) listed(li *html.Node) {
	text, marks := p.flat(li)
	p.holdMarks(p.name+" elenco", text, marks)
	scope := p.linked(li)
	if !anEuro.MatchString(text) || scope == "" {
		return
	}
	where := p.name + " elenco"
	flow, rest := "costo", ""
	if p.scope == "PNRR" {
		flow, scope = "assegnato", scope+"/"+p.measure
	}
	at := anEuro.FindStringIndex(text)
	first, _, _ := strings.Cut(text[at[0]:], ".\u00a0")
	if hits, _ := hear(first[:min(len(first), at[1]-at[0]+len(" di risorse proprie"))]); len(hits) > 0 && hits[0].from == 0 {
		flow = hits[0].flow
	}
	cents, _ := centsIn(text[at[0]:at[1]])
	p.ledger.tell(where, flow, scope, worth{n: cents})
	if rest = text[at[1]:]; rest != "" {
		p.words(where, scope, rest)
	}
}

// table reads a table that is under no figure.
func (p *crawledPage) table(table *html.Node) {
	caption, heads := "", []string(nil)
	for n := range table.Descendants() {
		switch n.Data {
		case "caption":
			caption, _ = p.flat(n)
		case "th":
			if n.Parent.Parent.Data == "thead" {
				text, _ := p.flat(n)
				heads = append(heads, text)
			}
		}
	}
	i := 0
	for tr := range table.Descendants() {
		if tr.Data != "tr" || tr.Parent.Data == "thead" {
			continue
		}
		i++
		p.tableRow(tr, caption, heads, i)
	}
}

func (p *crawledPage) tableRow(tr *html.Node, caption string, heads []string, i int) {
	var numbers []string
	foot := tr.Parent.Data == "tfoot"
	scope := p.linked(tr)
	for n := range tr.ChildNodes() {
		text := ""
		if n.Data != "td" {
			p.flat(n)
			continue
		}
		if attribute(n, "data-label") == "Stato di attuazione" {
			p.sentence(p.name+" «"+caption+"»", scope, n)
		} else if text, _ = p.flat(n); attribute(n, "class") == "number" {
			numbers = append(numbers, text)
		}
	}
	id, own := strings.CutPrefix(p.scope, "progetto:")
	item := id + "#" + strconv.Itoa(i)
	var names [][2]string // flow and scope of each number
	switch {
	case foot && strings.HasPrefix(p.scope, "notizia:"):
		names = [][2]string{{"assegnato", p.scope}}
	case foot && own:
		names = [][2]string{{"assegnato", p.scope}, {"erogato", p.scope}}
	case own && caption == "Finanziamenti del progetto, in euro":
		names = [][2]string{{"importo", "finanziamento:" + item}, {"erogato", "finanziamento:" + item}}
	case own && caption == "Contratti del progetto":
		names = [][2]string{{"importo", "contratto:" + item}}
	case own && caption == "Pagamenti del progetto":
		names = [][2]string{{"importo", "pagamento:" + item}}
	case own:
	case slices.Contains(heads, "Importo totale"):
		names = [][2]string{{"costo", scope}}
	case len(numbers) == 2:
		names = [][2]string{{"progetti", scope}, {"assegnato", scope}}
	default:
		names = [][2]string{{"assegnato", scope}}
	}
	for k, number := range numbers {
		if hits, _ := hear(number); len(hits) == 1 && k < len(names) {
			p.ledger.tell(p.name+" «"+caption+"»", hits[0].flow, names[k][1], hits[0].worth)
			continue
		}
		if w, told := cell(number); told && k < len(names) {
			p.ledger.tell(p.name+" «"+caption+"»", names[k][0], names[k][1], w)
		}
	}
}
