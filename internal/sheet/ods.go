package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// odsReader is a spreadsheet as OpenDocument keeps it: one part with all sheets, whose rows and
// cells say how many times they are repeated.
//
// Source: OpenDocument 1.3 part 3, 9 (tables), 19.385 and behind (values of cells).
type odsReader struct {
	name   string
	room   *room
	bounds Bounds
	want   string          // the one sheet that is wanted, or ""
	hidden map[string]bool // styles of tables that are not shown
	book   *Book
}

func readODS(name string, parts archive, room *room, o Options) (*Book, error) {
	locked := false
	if parts["meta-inf/manifest.xml"] != nil {
		err := parts.each("META-INF/manifest.xml", func(x *xmlReader) error {
			locked = locked || x.name == "encryption-data"
			return nil
		})
		if err != nil {
			return nil, refuseBook(name, err)
		}
	}
	if locked {
		return nil, &Refusal{name + ": il foglio è protetto da una password", "salvalo senza password"}
	}
	w := &odsReader{name: name, room: room, bounds: o.Bounds, want: o.Sheet, hidden: make(map[string]bool), book: &Book{Name: name}}
	style := ""
	err := parts.each("content.xml", func(x *xmlReader) error {
		x.bare = true
		switch x.name {
		case "style":
			style = x.attr("name")
		case "table-properties":
			if x.attr("display") == "false" {
				w.hidden[style] = true
				return w.room.take(roomOfFormat + len(style))
			}
		case "dde-links", "tracked-changes":
			return x.skip()
		case "table":
			return w.readSheet(x)
		}
		return nil
	})
	switch {
	case err != nil && (len(w.book.Sheets) == 0 || !isBroken(err)):
		return nil, refuseBook(name, err)
	case err != nil:
		return nil, Broken(name)
	case len(w.book.Sheets) == 0:
		return nil, &Refusal{name + ": il documento non ha fogli", "salvalo di nuovo come .ods o .xlsx, o come CSV"}
	}
	return w.book, nil
}

// readSheet reads a table. One with too much in it does not hinder those behind it.
func (w *odsReader) readSheet(x *xmlReader) error {
	if len(w.book.Sheets) >= maxParts {
		return ErrTooMuch
	}
	w.book.Sheets = append(w.book.Sheets, Sheet{Name: x.attr("name"), Hidden: w.hidden[x.attr("style-name")]})
	out := &w.book.Sheets[len(w.book.Sheets)-1]
	if w.want != "" && w.want != out.Name {
		return x.skip()
	}
	g := &grower{name: w.name, room: w.room, bounds: w.bounds}
	if err := g.finish(out, func() error { return w.readRows(x, g, out) }); isBroken(err) {
		return err
	}
	return nil
}

// odsTable is how far a table was read.
type odsTable struct {
	line, column int
	merged       []area
}

func (w *odsReader) readRows(x *xmlReader, g *grower, out *Sheet) error {
	t := &odsTable{}
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return unexpected(err)
		case token == xmlEnd && x.name == "table":
			return g.spread(t.merged)
		case token == xmlEnd:
		case x.name == "shapes" || x.name == "forms":
			err = x.skip()
		case x.name == "table-column":
			w.readColumn(x, t, out)
		case x.name == "table-row":
			err = w.readRow(x, t, g)
		}
		if err != nil {
			return err
		}
	}
}

// veiled reports a row or column that is not shown.
func veiled(x *xmlReader) bool {
	seen := x.attr("visibility")
	return seen == "collapse" || seen == "filter"
}

// repeated gives how many times a row, column or cell stands there.
func repeated(x *xmlReader, attr string) int {
	n, err := strconv.Atoi(x.attr(attr))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1<<30)
}

func (w *odsReader) readColumn(x *xmlReader, t *odsTable, out *Sheet) {
	n := repeated(x, "number-columns-repeated")
	for i := t.column; veiled(x) && i < min(t.column+n, w.bounds.Columns); i++ {
		out.Veiled = append(out.Veiled, i)
	}
	t.column = min(t.column+n, w.bounds.Columns)
}

// readRow reads a row, as many times as it is repeated.
func (w *odsReader) readRow(x *xmlReader, t *odsTable, g *grower) error {
	n := repeated(x, "number-rows-repeated")
	r := Row{Line: t.line + 1, Hidden: veiled(x)}
	t.line = min(t.line+n, 1<<30)
	column := 0
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return unexpected(err)
		case token == xmlEnd && x.name == "table-row":
			return w.addRows(g, r, n)
		case token == xmlEnd:
			continue
		case x.name == "covered-table-cell":
			column = min(column+repeated(x, "number-columns-repeated"), 1<<30)
			if err := x.skip(); err != nil {
				return err
			}
		case x.name == "table-cell":
			if err := w.readCell(x, &r, &column, t); err != nil {
				return err
			}
		}
	}
}

// addRows keeps a row that is repeated. Those that are empty end most sheets, a million times.
func (w *odsReader) addRows(g *grower, r Row, n int) error {
	if r.empty() {
		return nil
	}
	if r.Line+n-1 > maxExcelRow {
		return &Refusal{fmt.Sprintf("%s: il foglio dice di avere più di %d righe", w.name, maxExcelRow), "togli le righe ripetute in fondo, o salvalo come .xlsx o CSV"}
	}
	for i := range n {
		again := r
		if again.Line += i; i > 0 {
			again.Cells = append([]Cell(nil), r.Cells...)
		}
		if err := g.add(again); err != nil {
			return err
		}
	}
	return nil
}

// readCell reads a cell into its row, as many times as it is repeated.
func (w *odsReader) readCell(x *xmlReader, r *Row, column *int, t *odsTable) error {
	n, at := repeated(x, "number-columns-repeated"), *column
	*column = min(at+n, 1<<30)
	a := area{top: r.Line, left: at + 1}
	a.bottom, a.right = r.Line+repeated(x, "number-rows-spanned")-1, at+repeated(x, "number-columns-spanned")
	c := odsCellOf(x)
	if err := w.readTexts(x, &c); err != nil {
		return err
	}
	value := c.value()
	if value.Kind == Empty {
		return nil
	}
	if *column > w.bounds.Columns {
		return tooWide(w.name, r.Line, w.bounds)
	}
	if a.bottom > a.top || a.right > a.left {
		t.merged = append(t.merged, a)
		if err := w.room.take(roomOfArea); err != nil {
			return err
		}
	}
	for len(r.Cells) < at {
		r.Cells = append(r.Cells, Cell{})
	}
	for range n {
		r.Cells = append(r.Cells, value)
	}
	return w.room.take(len(value.Text))
}

// odsCell is a cell as OpenDocument keeps it: its value, and the text that shows it.
type odsCell struct {
	kind, kept string
	formula    bool
	wrong      bool // its formula has an error
	shown      string
}

func odsCellOf(x *xmlReader) odsCell {
	c := odsCell{kind: x.attr("office:value-type"), formula: x.attr("formula") != "", wrong: x.attr("calcext:value-type") == "error"}
	switch c.kind {
	case "date":
		c.kept = x.attr("date-value")
	case "boolean":
		c.kept = x.attr("boolean-value")
	case "string":
		c.kept = x.attr("string-value")
	default:
		c.kept = x.attr("office:value")
	}
	return c
}

// readTexts reads the paragraphs of a cell, up to its end. What hangs on it, a note or a
// drawing, is not its text.
func (w *odsReader) readTexts(x *xmlReader, c *odsCell) error {
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return unexpected(err)
		case token == xmlEnd && x.name == "table-cell":
			return nil
		case token == xmlEnd:
			continue
		case x.name != "p" && x.name != "h":
			err = x.skip()
		default:
			var text string
			if text, err = readParagraph(x); text != "" && c.shown != "" {
				c.shown += "\n"
			}
			c.shown += text
		}
		if err == nil && len(c.shown) > maxExcelText {
			err = ErrTooMuch
		}
		if err != nil {
			return err
		}
	}
}

// readParagraph gives the text of a paragraph, in whatever pieces it is.
func readParagraph(x *xmlReader) (string, error) {
	end := x.name
	x.begin(maxExcelText)
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return "", unexpected(err)
		case token == xmlEnd && x.name == end:
			return x.end(), nil
		case token == xmlEnd:
		case x.name == "s" || x.name == "tab" || x.name == "line-break":
			x.text = append(x.text, ' ')
		case x.name == "annotation" || x.name == "note" || x.name == "ruby-text":
			before := len(x.text)
			if err := x.skip(); err != nil {
				return "", err
			}
			x.text = x.text[:before]
		}
	}
}

// value gives a cell as it is shown.
func (c odsCell) value() Cell {
	shown := textCell(c.shown)
	switch {
	case c.wrong, c.formula && faultNames[shown.Text] != "":
		return faultCell(shown.Text)
	case c.formula && c.kind == "" && shown.Kind == Empty:
		return Cell{Kind: Uncomputed}
	case c.kind == "float", c.kind == "currency":
		return c.number(shown)
	case c.kind == "boolean":
		return truth(isTrue(c.kept))
	case c.kind == "date":
		return c.date()
	case c.kind == "percentage" && shown.Kind == Empty:
		return format{kind: percent, decimals: 2}.show(c.kept, from1900)
	case c.kind == "string" && shown.Kind == Empty:
		return textCell(c.kept)
	}
	return shown // the text of a time and of a percentage is what people see
}

// zeroFilled is a code with zeros before it.
var zeroFilled = regexp.MustCompile(`^0\d+$`)

// number gives a number by its value; or by what is shown of it, where that is a code with
// zeros before it, or tells what it counts («12,5 mln») with the same figure.
func (c odsCell) number(shown Cell) Cell {
	number := format{}.show(c.kept, from1900)
	switch {
	case number.Kind != Number:
		return number
	case zeroFilled.MatchString(shown.Text) && strings.TrimLeft(shown.Text, "0") == strings.TrimPrefix(number.Text, "0"):
		return shown
	case magnitude.MatchString(shown.Text) && strings.Contains(shown.Text, strings.Replace(number.Text, ".", ",", 1)):
		return shown
	}
	return number
}

// shownGroups are the numbers and words that a date is shown with.
var shownGroups = regexp.MustCompile(`\d+|\pL+`)

// date gives a day, or as much of it as is shown: a month, a year.
func (c odsCell) date() Cell {
	day := dayCell(c.kept)
	if day.Kind != Date {
		return day
	}
	words, numbers, wide, leading := 0, 0, 0, false
	for _, g := range shownGroups.FindAllString(c.shown, -1) {
		switch {
		case g[0] < '0' || g[0] > '9':
			words++
			continue
		case len(g) == 4:
			wide++
		}
		leading = leading || words == 0
		numbers++
	}
	switch {
	case numbers == 1 && words == 1 && !leading, numbers == 2 && words == 0 && wide == 1:
		day.Text = day.Text[:len("2006-01")]
	case numbers == 1 && words == 0 && wide == 1:
		day.Text = day.Text[:len("2006")]
	}
	return day
}
