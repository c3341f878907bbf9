package importer

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"vetro/internal/record"
)

// The sheets of a report.
const (
	accountSheet = "Conto"
	rowsSheet    = "Righe"
)

// mostSheetRows is how many rows a sheet of a workbook can have below its header.
const mostSheetRows = 1<<20 - 1

// bookWriter writes a report as a workbook.
type bookWriter struct {
	*excelize.File
	text, money, head, marked, markedMoney, title int // styles
}

// writeBook writes the report as a workbook: the account, then each row of the source with what
// became of it. The same report gives the same bytes.
func (r *Report) writeBook(w io.Writer) (err error) {
	if len(r.Rows) > mostSheetRows {
		return &Refusal{fmt.Sprintf("il rapporto ha %s righe, più di quante ne ha un foglio di Excel", record.Grouped(int64(len(r.Rows)))), "scrivilo come CSV: --rapporto FILE.csv"}
	}
	b := &bookWriter{File: excelize.NewFile()}
	defer func() { err = errors.Join(err, b.Close()) }()
	if err := b.styles(); err != nil {
		return err
	}
	if err := b.SetDocProps(&excelize.DocProperties{Creator: "Vetro", Title: "Rapporto dell’importazione, fonte " + r.Source, Language: "it-IT"}); err != nil {
		return err
	}
	if err := b.SetSheetName("Sheet1", accountSheet); err != nil {
		return err
	}
	if _, err := b.NewSheet(rowsSheet); err != nil {
		return err
	}
	if err := b.account(r); err != nil {
		return err
	}
	if err := b.rows(r); err != nil {
		return err
	}
	return b.Write(w)
}

// styles makes the styles: texts are texts for Excel, too, when somebody edits them.
func (b *bookWriter) styles() error {
	const asText, thousands = 49, 4 // @ and #,##0.00, which Excel shows as the country of its reader does
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	styles := []struct {
		at *int
		excelize.Style
	}{
		{&b.text, excelize.Style{NumFmt: asText}},
		{&b.money, excelize.Style{NumFmt: thousands}},
		{&b.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: fill("D9E2EC"), Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&b.marked, excelize.Style{NumFmt: asText, Font: &excelize.Font{Bold: true}, Fill: fill("FFE699")}},
		{&b.markedMoney, excelize.Style{NumFmt: thousands, Font: &excelize.Font{Bold: true}, Fill: fill("FFE699")}},
		{&b.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}},
	}
	for i := range styles {
		id, err := b.NewStyle(&styles[i].Style)
		if err != nil {
			return err
		}
		*styles[i].at = id
	}
	return nil
}

// account fills the first sheet.
func (b *bookWriter) account(r *Report) error {
	for y, row := range r.accountRows() {
		for x, c := range row {
			at, err := excelize.CoordinatesToCellName(x+1, y+1)
			if err != nil {
				return err
			}
			style, value := b.text, any(c.text)
			switch {
			case c.number && c.euro:
				style, value = b.money, euros(c.amount)
			case c.number:
				style, value = 0, int64(c.amount)
			case c.title:
				style = b.title
			case c.head:
				style = b.head
			}
			if err := errors.Join(b.SetCellValue(accountSheet, at, value), b.SetCellStyle(accountSheet, at, at, style)); err != nil {
				return err
			}
		}
	}
	return errors.Join(b.SetColWidth(accountSheet, "A", "A", 24), b.SetColWidth(accountSheet, "B", "J", 17))
}

// rows fills the second sheet. It alone goes through the stream: two would come in any order.
func (b *bookWriter) rows(r *Report) error {
	t := r.rowTable()
	last, err := excelize.CoordinatesToCellName(len(t.columns), len(r.Rows)+1)
	if err != nil {
		return err
	}
	out, err := b.NewStreamWriter(rowsSheet)
	if err != nil {
		return err
	}
	if err := errors.Join(b.widths(out, t), out.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"})); err != nil {
		return err
	}
	line := make([]any, len(t.columns))
	for i, c := range t.columns {
		line[i] = excelize.Cell{StyleID: b.head, Value: c.name}
	}
	if err := out.SetRow("A1", line); err != nil {
		return err
	}
	for i := range r.Rows {
		clear(line)
		for n, c := range t.row(&r.Rows[i]) {
			line[n] = b.cell(&c, t.columns[n].euro)
		}
		if err := out.SetRow(fmt.Sprintf("A%d", i+2), line); err != nil {
			return err
		}
	}
	return errors.Join(b.AutoFilter(rowsSheet, "A1:"+last, nil), out.Flush())
}

// cell gives a cell with its style; nil for one that is empty and good.
func (b *bookWriter) cell(c *reportCell, euro bool) any {
	text, money := b.text, b.money
	if c.marked {
		text, money = b.marked, b.markedMoney
	}
	switch {
	case c.number && euro:
		return excelize.Cell{StyleID: money, Value: euros(c.amount)}
	case c.number:
		return int64(c.amount)
	case c.text == "" && !c.marked:
		return nil
	}
	return excelize.Cell{StyleID: text, Value: c.text}
}

// euros gives an amount as a workbook keeps it. Records have less than 2⁵³ cents, so that Excel
// shows each of them.
func euros(e record.Euro) float64 { return float64(e) / 100 }

// widths makes columns as wide as what stands in their first rows.
func (b *bookWriter) widths(out *excelize.StreamWriter, t *reportTable) error {
	const narrow, wide, sample = 9, 60, 200
	widths := make([]int, len(t.columns))
	for i, c := range t.columns {
		widths[i] = min(max(longestWord(c.name)+3, narrow), wide)
	}
	for i := range t.Rows[:min(sample, len(t.Rows))] {
		for n, c := range t.row(&t.Rows[i]) {
			width := len([]rune(c.text)) + 2
			if c.number {
				width = len(c.amount.Decimal()) + 4
			}
			widths[n] = min(max(widths[n], width), wide)
		}
	}
	for i, width := range widths {
		if err := out.SetColWidth(i+1, i+1, float64(width)); err != nil {
			return err
		}
	}
	return nil
}

func longestWord(s string) int {
	longest := 0
	for _, word := range strings.Fields(s) {
		longest = max(longest, len([]rune(word)))
	}
	return longest
}
