package main

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// heads are the flows of the columns of figures and of their files.
var heads = map[string]string{
	"Progetti con fondi assegnati": "progetti con assegnato", "Progetti": "progetti", "Assegnati": "assegnato", "Erogati": "erogato", "Quota erogata": "quota erogata",
	"Affidati": "affidato", "Pagati ai fornitori": "pagato",
}

const (
	risingID  = "nel-tempo"
	monthlyID = "mese-per-mese"
	sizesID   = "per-importo"
)

// flowIn gives the flow of a column of a figure: states and sizes count all their projects.
func flowIn(id, head string) string {
	if flow := heads[head]; id != "per-stato" && id != sizesID || head != "Progetti" {
		return flow
	}
	return "progetti"
}

// wholeOf gives whose all the money of a figure is.
func (c *crawler) wholeOf(id string) string {
	for prefix, scope := range map[string]string{"misura-": "misura:", "ente-": "ente:", "progetto-": "progetto:"} {
		if rest, is := strings.CutPrefix(id, prefix); is {
			if scope == "misura:" {
				rest = c.money.codes[rest]
			}
			return scope + rest
		}
	}
	if id == "per-misura" {
		return "PNRR"
	}
	return "sito"
}

// rowScope gives whose the money of a row is.
func (c *crawler) rowScope(id, label, linked string, last bool) string {
	whole := c.wholeOf(id)
	switch {
	case id == risingID && last:
		return "sito"
	case id == risingID:
		return "fino a " + label
	case id == monthlyID:
		return "nel periodo " + label
	case id == sizesID:
		return "fascia " + label
	case id == "per-fonte", strings.HasPrefix(id, "progetto-"), id == "denaro":
		source := "fonte:" + sourceOf(label)
		if whole == "sito" {
			return source
		}
		return whole + "/" + source
	case strings.HasPrefix(whole, "misura:") && linked != "":
		return linked + "/" + whole
	case linked != "":
		return linked
	case id == "per-anno":
		return "anno:ignoto"
	}
	return "resto di " + id
}

// sourceOf gives a source of money by what pages call it.
func sourceOf(label string) string {
	known := map[string]string{
		"Piano nazionale complementare": "PNC", "Unione europea, oltre il PNRR": "UE", "Altro pubblico": "altro pubblico", "Privato": "privato",
	}
	if source, is := known[label]; is {
		return source
	}
	return label
}

// figureRows reads the labels of a figure's table and whose its rows are.
func (p *crawledPage) figureRows(id string, figure *html.Node) *figureRows {
	f := &figureRows{scope: p.wholeOf(id)}
	var rows []*html.Node
	for n := range figure.Descendants() {
		if n.Data == "tr" && n.Parent.Data == "tbody" {
			rows = append(rows, n)
		}
	}
	for i, tr := range rows {
		for n := range tr.ChildNodes() {
			if n.Data == "th" {
				label := strings.TrimSpace(plainText(textOf(n)))
				f.labels = append(f.labels, label)
				f.scopes = append(f.scopes, p.rowScope(id, label, p.linked(tr), i == len(rows)-1))
			}
		}
	}
	p.figures[id] = f
	return f
}

// readFigure reads a figure: its drawing, its words, its table and what brings it to life.
func (p *crawledPage) readFigure(figure *html.Node) {
	id := strings.TrimPrefix(attribute(figure, "id"), "figura-")
	f := p.figureRows(id, figure)
	where := p.name + "#" + id
	for n := range figure.Descendants() {
		class := attribute(n, "class")
		switch {
		case n.Data == "figcaption", class == "figure-words", n.Data == "summary":
			text, _ := p.flat(n)
			p.words(where+" "+n.Data, f.scope, text)
		case n.Data == "svg" && strings.HasPrefix(class, "chart-static"):
			p.svg(where+" disegno", id, f, n)
		case n.Data == "table":
			p.figureTable(where+" tabella", id, f, n)
		case n.Data == "script":
			p.option(where+" vivo", id, f, textOf(n))
		case n.Data == "p":
			p.flat(n)
		}
	}
}

func (p *crawledPage) figureTable(where, id string, f *figureRows, table *html.Node) {
	var columns []string
	i := 0
	for tr := range table.Descendants() {
		if tr.Data != "tr" {
			continue
		}
		var cells []string
		for n := range tr.ChildNodes() {
			if n.Data == "th" || n.Data == "td" {
				text, _ := p.flat(n)
				cells = append(cells, strings.TrimSpace(text))
			}
		}
		switch tr.Parent.Data {
		case "thead":
			columns = cells
		case "tbody":
			p.cells(where, id, f.scopes[i], columns, cells)
			i++
		default:
			if strings.HasPrefix(cells[0], "Persi per ") {
				for k := range columns {
					columns[k] = strings.Replace(columns[k], "Assegnati", "Persi", 1)
				}
			}
			p.cells(where+", "+cells[0], id, f.scope, columns, cells)
		}
	}
}

func (c *crawler) cells(where, id, scope string, columns, cells []string) {
	for k := 1; k < len(cells) && k < len(columns); k++ {
		if w, told := cell(cells[k]); columns[k] == "Persi" {
			c.ledger.tell(where, "perduto", scope, w)
		} else if told {
			c.ledger.tell(where, flowIn(id, columns[k]), scope, w)
		}
	}
}

// option reads the numbers of a live chart.
func (p *crawledPage) option(where, id string, f *figureRows, text string) {
	type axis []struct{ Data []string }
	var option struct {
		Series []struct {
			Name string
			Data []struct{ Value any }
		}
		XAxis, YAxis axis
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&option); err != nil {
		p.ledger.fault("%s: %v", where, err)
		return
	}
	var labels []string
	for _, a := range append(option.XAxis, option.YAxis...) {
		labels = append(labels, a.Data...)
	}
	for _, s := range option.Series {
		for i, x := range s.Data {
			k := i
			if label := plainText(labels[i]); id == risingID || id == monthlyID { // the table leaves rows out
				k = slices.Index(f.labels, label)
			} else if k >= len(f.labels) || f.labels[k] != label {
				p.ledger.fault("%s: row %d is «%s»", where, i, label)
				continue
			}
			if n, is := x.Value.(json.Number); is && k >= 0 {
				cents, _ := n.Int64()
				p.ledger.tell(where, flowIn(id, s.Name), f.scopes[k], worth{n: cents, bound: untold})
			}
		}
	}
}

// drawing reads a drawing that is not of a figure with a table of its own.
func (p *crawledPage) drawing(svg *html.Node) {
	labelled, _, _ := strings.Cut(attribute(svg, "aria-labelledby"), " ")
	switch id := strings.TrimSuffix(labelled, "-title"); id {
	case "in-tutto":
		p.svg(p.name+"#"+id, id, &figureRows{scope: "sito", scopes: []string{"sito"}}, svg)
	case "denaro-disegno":
		p.svg(p.name+"#"+id, "denaro", &figureRows{scope: p.scope}, svg)
	default:
		p.flat(svg)
	}
}

// svg reads the words of a drawing: a label, a number and what is said beside it for each row.
func (p *crawledPage) svg(where, id string, f *figureRows, svg *html.Node) {
	row, label, numbered := -1, "", true
	var wholes, parts [64]float64 // how long the bars of each row are, in per cent
	for n := range svg.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		class := attribute(n, "class")
		switch {
		case n.Data == "title", n.Data == "desc":
			text, _ := p.flat(n)
			p.words(where+" "+n.Data, f.scope, text)
		case class == "chart-label":
			text, _ := p.flat(n)
			if numbered {
				row, label, numbered = row+1, text, false
			} else {
				label += " " + text
			}
		case class == "chart-scale":
			p.flat(n)
		case n.Data == "rect" && row >= 0 && row < len(wholes) && strings.Contains(attribute(svg, "class"), "chart-bars"):
			length, err := strconv.ParseFloat(strings.TrimSuffix(attribute(n, "width"), "%"), 64)
			if err != nil || !strings.HasSuffix(attribute(n, "width"), "%") {
				length = -1 // as thin as can be seen
			}
			if class == "chart-whole" {
				wholes[row] = length
			} else {
				parts[row] = length
			}
		case class == "chart-text":
			numbered = true
			p.svgText(where, id, p.drawnScope(id, f, row, label), n)
		}
	}
	if id != sizesID {
		p.bars(where, f.scopes, wholes[:], parts[:])
	}
}

// bars holds the lengths of the two bars of each row to the sums: both are cut to a hundredth. What is
// drawn as thin as can be seen tells no length.
func (p *crawledPage) bars(where string, scopes []string, wholes, parts []float64) {
	for i, scope := range scopes {
		assigned, received := p.ledger.told["assegnato @ "+scope], p.ledger.told["erogato @ "+scope]
		if i >= len(wholes) || wholes[i] <= 0 || parts[i] < 0 || len(assigned) == 0 || len(received) == 0 {
			continue
		}
		want := float64(received[0].n) / float64(assigned[0].n) * wholes[i]
		if d := want - parts[i]; d > 0.03 || d < -0.03 {
			p.ledger.fault("%s: erogato @ %s is drawn %.2f %% long, want %.2f %%", where, scope, parts[i], want)
		}
	}
}

func (p *crawledPage) drawnScope(id string, f *figureRows, row int, label string) string {
	switch {
	case row < 0: // the key of a drawing over time
		return f.scope
	case id == "denaro": // of the sources of one project, without a table
		if label = strings.TrimSpace(label); len(label) > 2 && label[1] == ' ' {
			label = label[2:] // its letter
		}
		return f.scope + "/fonte:" + sourceOf(label)
	case row < len(f.scopes):
		return f.scopes[row]
	}
	p.ledger.fault("%s: the drawing %s has a row «%s» that its table has not", p.name, id, label)
	return ""
}

func (p *crawledPage) svgText(where, id, scope string, n *html.Node) {
	text, _ := p.flat(n)
	flow := "assegnato"
	if id == sizesID {
		flow = "progetti"
	}
	for x := range n.Descendants() {
		if x.Data == "tspan" && strings.HasPrefix(attribute(x, "class"), "chart-value") {
			number, _ := p.flat(x)
			before, after, _ := strings.Cut(text, number)
			if before = strings.TrimSpace(before); heads[before] != "" {
				flow = flowIn(id, before)
			}
			if w, told := cell(number); told {
				p.ledger.tell(where, flow, scope, w)
			}
			text = after
		}
	}
	p.words(where, scope, text)
}

// figureFiles reads the numbers and the pictures of figures. Their rows are those of the page.
func (c *crawler) figureFiles() error {
	for _, name := range c.names("dati/grafici/*.csv") {
		c.figureCSV(name, strings.TrimSuffix(path.Base(name), ".csv"))
	}
	for _, name := range c.names("dati/grafici/*.svg") {
		data, err := c.read(name)
		if err != nil {
			return err
		}
		root, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return err
		}
		id := strings.TrimSuffix(path.Base(name), ".svg")
		p := &crawledPage{crawler: c, name: name, seen: make(map[*html.Node]bool)}
		for n := range root.Descendants() {
			if f := c.figures[id]; n.Data == "svg" && f != nil {
				p.svg(name, id, f, n)
				break
			}
		}
	}
	return nil
}

func (c *crawler) figureCSV(name, id string) {
	f := c.figures[id]
	if f == nil {
		c.ledger.fault("%s: no page has the figure", name)
		return
	}
	all, err := c.table(name)
	if err != nil || len(all) == 0 {
		c.ledger.fault("%s: %v", name, err)
		return
	}
	sums := make(map[string]int64)
	for i, cells := range all[1:] {
		last := i == len(all)-2
		scope := c.rowScope(id, plainText(cells[0]), "", last)
		if id != risingID && id != monthlyID && id != sizesID {
			if i >= len(f.labels) || f.labels[i] != plainText(cells[0]) {
				c.ledger.fault("%s: row %d is «%s»", name, i+1, cells[0])
				continue
			}
			scope = f.scopes[i]
		}
		for k := 1; k < len(cells); k++ {
			flow := flowIn(id, all[0][k])
			if w := figureWorth(flow, cells[k], all[0], cells); cells[k] != "" {
				sums[flow] += w.n
				c.ledger.tell(name, flow, scope, w)
			}
		}
	}
	if id == monthlyID || id == sizesID {
		for flow, n := range sums {
			if flow == "progetti" {
				flow = "progetti con assegnato"
			}
			c.ledger.tell(name+", sommato", flow, f.scope, worth{n: n, bound: untold})
		}
	}
}

// notPaid is the column that says how much of «Erogati» is not known.
const notPaid = "Finanziamenti di cui non si sa se erogati, o quanto"

// figureWorth reads a cell of the numbers of a figure, where an empty one is not told.
func figureWorth(flow, text string, head, cells []string) worth {
	if strings.HasPrefix(flow, "progetti") {
		return worth{n: countOf(text)}
	}
	w := csvWorth(text)
	w.bound = untold
	if k := slices.Index(head, notPaid); k >= 0 && flow == "erogato" {
		if w.bound = exact; cells[k] != "0" {
			w.bound = least
		}
	}
	return w
}
