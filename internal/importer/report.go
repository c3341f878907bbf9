package importer

import (
	"cmp"
	"slices"
	"strings"

	"vetro/internal/record"
)

// Report tells what an import did, or would do.
type Report struct {
	Source   string      // name of the source, as under content/importati
	File     string      // the table
	Unit     string      // what its numbers count: riga or voce
	Day      record.Date // of the data
	Guessed  bool        // nothing tells the day: it is that of the import
	Rows     []RowReport // every row of the table, in its order
	Notes    []Note      // in the order of the files
	Odd      []Oddity
	Bodies   Tally
	Projects Tally
	Gone     int // rows that the last import had, and the table has no more
	Dry      bool
	Account  Account

	Unchanged bool     // the table is the one of the last import: no row was looked at
	Header    []string // names of the columns of the table
	Keys      []string // by column: the key that it fills, or ""; without, names tell what is money
}

// Tally counts the files of one kind.
type Tally struct{ New, Changed, Same int }

// Oddity counts the rows that had something odd, and names the first.
type Oddity struct {
	Text  string
	Count int
	First int
}

// RowReport tells what became of one row.
type RowReport struct {
	Line    int
	Body    string
	CUP     string
	Call    string
	Amount  string
	State   string
	Outcome string   // one of Outcomes
	File    string   // the project
	Why     string   // of a row that was left out, or what was odd
	Cells   []string // as they stand in the table
	Faults  []Fault  // all that cannot be read, or is missing

	odd []oddity
}

// explain puts what is odd about a row into words.
func (r *RowReport) explain() {
	for _, o := range r.odd {
		if r.Why != "" {
			r.Why += "; "
		}
		r.Why += string(o)
	}
}

// outcome is what became of a row; of two that hold for it the later counts.
type outcome int

const (
	rowOther    outcome = iota // another body, another region
	rowRepeated                // another row says the same
	rowSame                    // it was there already
	rowNew                     // in a new file
	rowAdded                   // in a file that was there
	rowChanged
	rowDiffers // the office has another value
	rowSkipped
)

// String gives the word for an outcome that reports use.
func (o outcome) String() string {
	return [...]string{"non scelta", "ripetuta", "invariata", "nuova", "aggiunta", "aggiornata", "diversa", "scartata"}[o]
}

// dated gives the first day that is known, else today, and notes it.
func (r *Report) dated(today record.Date, days ...record.Date) record.Date {
	r.Day, r.Guessed = today, true
	for _, d := range days {
		if d.Known() {
			r.Day, r.Guessed = d, false
			break
		}
	}
	return r.Day
}

// Outcomes gives the words for what may become of a row, in the order of the summary.
func Outcomes() []string {
	var out []string
	for _, o := range []outcome{rowNew, rowAdded, rowChanged, rowSame, rowDiffers, rowRepeated, rowSkipped, rowOther} {
		out = append(out, o.String())
	}
	return out
}

// Count gives how many rows had an outcome.
func (r *Report) Count(outcome string) int {
	n := 0
	for i := range r.Rows {
		if r.Rows[i].Outcome == outcome {
			n++
		}
	}
	return n
}

// skippedMend is what to do about a row that could not be imported.
const skippedMend = "correggi la riga e ripeti l’importazione, o scrivi il progetto a mano"

// finish sums the report up: what could not be read, and what was odd how often.
func (r *Report) finish(site *folder) {
	counts := make(map[oddity]*Oddity)
	r.Notes = append(r.Notes, site.unread...)
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Outcome == rowRepeated.String() || row.Outcome == rowSkipped.String() && !row.stopped() { // what stops a row is told by its kind
			r.Notes = append(r.Notes, Note{Kind: Skipped, Pos: record.Pos{File: r.File, Line: row.Line}, Text: row.Why, Mend: skippedMend})
		}
		if row.Outcome == rowOther.String() {
			continue
		}
		for _, odd := range row.odd {
			o := counts[odd]
			if o == nil {
				o = &Oddity{Text: string(odd), First: row.Line}
				counts[odd] = o
			}
			o.Count++
		}
	}
	for _, o := range counts {
		r.Odd = append(r.Odd, *o)
	}
	slices.SortFunc(r.Odd, func(a, b Oddity) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Text, b.Text))
	})
	slices.SortStableFunc(r.Notes, func(a, b Note) int { return a.Pos.Compare(b.Pos) })
}
