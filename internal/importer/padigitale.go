package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vetro/internal/record"
	"vetro/internal/sheet"
)

// Options say what to import, and from where.
type Options struct {
	Site    string      // the site folder
	File    string      // the table
	Calls   string      // avvisi.csv, or ""
	Source  string      // name of the source; "" for that of the file
	Bodies  []string    // codici IPA
	Regions []string    // names of regions
	All     bool        // every row
	Day     record.Date // of the data; unknown: that of the file's name, or Today
	Today   record.Date
	Dry     bool // tell, and write nothing
	Force   bool // take a table that looks broken
	Accept  bool // what differs follows the source
}

// PADigitale imports the funded applications of PA digitale 2026. What cannot be done at
// all is a *Refusal; nothing is written then.
func PADigitale(o Options) (_ *Report, err error) {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		return nil, fmt.Errorf("find the time zone of Rome: %w", err)
	}
	im := &padigitale{Options: o, rome: rome, renamed: make(map[string]bool)}
	im.run = run{accept: o.Accept, report: &Report{Source: o.Source, File: filepath.Base(o.File), Dry: o.Dry}}
	if im.report.Source == "" {
		im.report.Source = sourceName("padigitale", o.File)
	}
	defer func() { err = errors.Join(err, im.site.close()) }()
	for _, step := range []func() error{im.openSite, im.readTable, im.choose, im.doubt, im.bring} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	im.report.finish(im.site)
	return im.report, nil
}

// padigitale is one import on its way.
type padigitale struct {
	Options
	run
	rome  *time.Location
	calls *calls

	last, cut *imported // what the last import left; what a killed one was about to leave
	rows      []*application
	all       int                 // rows of the table
	oldKeys   []map[string]string // application → project, in each of the former imports
	renamed   map[string]bool     // projects whose file goes on under another CUP
}

func (im *padigitale) openSite() error {
	site, err := openFolder(im.Site, im.Dry)
	if err != nil {
		return err
	}
	im.site = site
	if im.last, err = site.readImported(im.report.Source, "", im.rome); err != nil {
		return err
	}
	if im.cut, err = site.readImported(im.report.Source, pending, im.rome); err != nil {
		return err
	}
	var list io.Reader
	if im.Calls != "" {
		file, err := openTold("l’elenco degli avvisi "+im.Calls, im.Calls, "controlla il nome del file dopo --avvisi")
		if err != nil {
			return err
		}
		defer file.Close()
		list = file
	}
	im.calls, err = readCalls(filepath.Base(im.Calls), list, tableBounds())
	return err
}

// readTable reads every row of the table, and what is odd about each.
func (im *padigitale) readTable() error {
	file, err := openTold("il file "+im.File, im.File, mendOpen)
	if err != nil {
		return err
	}
	defer file.Close()
	s, err := openTable(im.report.File, file, tableBounds())
	if err != nil {
		return err
	}
	im.report.Unit = s.unit
	for n := 0; ; n++ {
		r, err := s.next()
		var bad *sheet.BadRow
		switch {
		case err == io.EOF:
			if n == 0 && s.unit == "voce" {
				return nil // an empty list has no columns
			}
			return im.checkColumns(s)
		case errors.As(err, &bad):
			if bad.Torn && !im.Force {
				return &Refusal{fmt.Sprintf("%s:%d: %s", s.name, bad.Line, bad.Text), "scarica di nuovo il file; con --force si importano le righe che si leggono"}
			}
			im.all++
			im.report.Rows = append(im.report.Rows, RowReport{Line: bad.Line, Outcome: rowSkipped.String(), Why: bad.Text})
			continue
		case err != nil:
			return err
		}
		if n == 0 {
			if err := im.checkColumns(s); err != nil {
				return err
			}
		}
		im.all++
		im.take(s, r)
		switch {
		case im.all-len(im.rows) > sheet.MostBad:
			return tooManyBad(s.name, r.line)
		case !s.mayKeep(len(im.rows)):
			return &Refusal{fmt.Sprintf("%s:%d: fin qui le righe sono %d, troppe per essere candidature di meno di %d byte", s.name, r.line, len(im.rows), leastRow), "controlla che il file sia quello giusto"}
		}
	}
}

// checkColumns refuses a table that lacks what every row needs.
func (im *padigitale) checkColumns(s *tableReader) error {
	names := columnNames()
	var missing []string
	for _, i := range needed {
		if _, found := s.column[names[i]]; !found {
			missing = append(missing, names[i])
		}
	}
	if missing == nil {
		return nil
	}
	return &Refusal{
		fmt.Sprintf("%s:%d: mancano le colonne %s", s.name, max(s.line, 1), strings.Join(missing, ", ")),
		"scarica la tabella delle candidature finanziate di PA digitale 2026; un foglio dell’ente si legge con vetro import tabella",
	}
}

// take reads one row.
func (im *padigitale) take(s *tableReader, r row) {
	a, odd, refused := readApplication(s, r, im.rome)
	rr := RowReport{Line: r.line, Body: cmp.Or(a.body, strings.ToLower(a.cells[colIPA])), CUP: a.cells[colCUP], Call: a.cells[colCall], Amount: a.cells[colAmount], State: a.cells[colState]}
	if refused != "" {
		rr.Outcome, rr.Why = rowSkipped.String(), refused
		im.report.Rows = append(im.report.Rows, rr)
		return
	}
	listed := a.cells[colMeasure]
	if listed == "" {
		if a.cells[colMeasure] = im.calls.measure[foldCall(a.cells[colCall])]; quota.MatchString(a.cells[colCall]) {
			a.cells[colMeasure] = ""
		}
	}
	if a.code = im.calls.code(a.cells[colCall], listed); a.code == "" {
		odd = append(odd, oddMeasure)
	}
	rr.odd, rr.Outcome = odd, rowOther.String()
	if rows := im.report.Rows; len(rows) == cap(rows) { // by half as append does, they would be copied often
		im.report.Rows = slices.Grow(rows, len(rows)+1)
	}
	im.report.Rows = append(im.report.Rows, rr)
	im.rows = append(im.rows, a)
}

// choose keeps the rows that were asked for: by name, or as the last time, or those of
// the body whose site it is.
func (im *padigitale) choose() error {
	if im.last != nil && !im.All && im.Bodies == nil && im.Regions == nil {
		im.Bodies, im.Regions, im.All = im.last.bodies, im.last.regions, im.last.all
	}
	if !im.All && im.Bodies == nil && im.Regions == nil {
		if im.site.body == "" {
			return &Refusal{"non è detto di quali enti sono i progetti da importare", "aggiungi --ente p_xx (anche più volte), --regione NOME, o --all per tutti"}
		}
		im.Bodies = []string{im.site.body}
		for ipa, id := range im.site.bodies {
			if id == im.site.body && ipa != id {
				im.Bodies = []string{ipa}
			}
		}
	}
	for i, b := range im.Bodies {
		im.Bodies[i] = strings.ToLower(strings.TrimSpace(b))
	}
	if err := im.unknownNames(); err != nil {
		return err
	}
	im.rows = slices.DeleteFunc(im.rows, func(a *application) bool { return !im.chosen(a) })
	im.index()
	im.rows = distinct(im.rows, func(again, first *application) {
		r := im.byLine[again.line]
		r.Outcome, r.Why = rowSkipped.String(), fmt.Sprintf("ripete la candidatura della %s %d", im.report.Unit, first.line)
	})
	return nil
}

func (im *padigitale) chosen(a *application) bool {
	return im.All || slices.Contains(im.Bodies, a.body) ||
		slices.ContainsFunc(im.Regions, func(r string) bool { return sameRegion(r, a.cells[colRegion]) })
}

// sameRegion compares names of regions; the second may have its other language behind
// a slash.
func sameRegion(asked, written string) bool {
	first, _, _ := strings.Cut(written, "/")
	asked = foldCall(asked)
	return asked != "" && (asked == foldCall(written) || asked == foldCall(first))
}

// unknownNames refuses a body or a region that neither the table nor the last import
// has: it is most likely misspelt.
func (im *padigitale) unknownNames() error {
	rows := im.rows
	if im.last != nil {
		rows = append(slices.Clone(rows), im.last.rows...)
	}
	for _, b := range im.Bodies {
		if len(rows) > 0 && !slices.ContainsFunc(rows, func(a *application) bool { return a.body == b }) {
			return &Refusal{fmt.Sprintf("%s: nessuna riga è dell’ente «%s»", im.report.File, b), "scrivi il codice IPA come sta nella colonna codice_ipa, per esempio " + rows[0].body}
		}
	}
	for _, r := range im.Regions {
		if len(rows) > 0 && !slices.ContainsFunc(rows, func(a *application) bool { return sameRegion(r, a.cells[colRegion]) }) {
			return &Refusal{fmt.Sprintf("%s: nessuna riga è della regione «%s»", im.report.File, r), "scrivi il nome come sta nella colonna regione, per esempio " + rows[0].cells[colRegion]}
		}
	}
	return nil
}

// leastShare is the part of the rows of the last import that a table must have, in
// hundredths. Published tables have been empty, and have had 248 rows of 1,785, for
// hours; from one true version to the next no more than 4 in a hundred ever went.
const leastShare = 90

// doubt refuses a table that has lost too much to be true, or that is older than the
// one before.
func (im *padigitale) doubt() error {
	im.Day = im.report.dated(im.Today, im.Day, dayInName(im.File))
	if im.Force {
		return nil
	}
	last := 0
	if im.last != nil {
		last = im.last.total
	}
	if err := tooShort(im.report.File, im.all, last); err != nil || im.last == nil {
		return err
	}
	now, then := len(im.rows), 0
	for _, a := range im.last.rows {
		if a.gone == "" && im.chosen(a) {
			then++
		}
	}
	if now == 0 && then > 0 {
		return &Refusal{fmt.Sprintf("%s: nessuna riga degli enti scelti; l’ultima volta erano %s", im.report.File, record.Grouped(int64(then))), "scarica di nuovo il file; se è proprio così, ripeti con --force"}
	}
	if im.last.day.Known() && im.Day.Compare(im.last.day) < 0 {
		return &Refusal{fmt.Sprintf("%s: i dati sono del %s, gli ultimi importati del %s", im.report.File, im.Day, im.last.day), "importa un file più recente, o ripeti con --force"}
	}
	return nil
}

// bring writes what the rows say into the site, each file by itself: what is about to be
// written first, then bodies, then projects, then what the next import compares with.
func (im *padigitale) bring() error {
	keep := im.toKeep()
	if err := im.open(keep.writeCSV); err != nil {
		return err
	}
	if err := im.bringBodies(); err != nil {
		return err
	}
	if err := im.bringProjects(); err != nil {
		return err
	}
	return im.close(keep.choice(im.report.File))
}

// toKeep gives what the next import compares with: the rows of now, those of bodies that
// were not asked for this time, and those that are gone, with the day.
func (im *padigitale) toKeep() *imported {
	k := &imported{rows: im.rows, total: im.all, day: im.Day, bodies: im.Bodies, regions: im.Regions, all: im.All}
	if im.last == nil {
		return k
	}
	there := make(map[string]bool, len(im.rows))
	for _, a := range im.rows {
		there[a.id()] = true
	}
	k.rows = slices.Clone(im.rows)
	for _, a := range im.last.rows {
		if there[a.id()] {
			continue
		}
		old := *a
		if im.chosen(a) && a.gone == "" {
			old.gone = im.Day.ISO()
			im.report.Gone++
		}
		k.rows = append(k.rows, &old)
	}
	if !im.All && !im.last.all { // what was chosen before stays chosen
		k.bodies, k.regions = union(im.last.bodies, im.Bodies), union(im.last.regions, im.Regions)
	}
	k.all = im.All || im.last.all
	return k
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
