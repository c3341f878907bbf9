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
	Rows    bool // the report of each row is asked for
}

// PADigitale imports the funded applications of PA digitale 2026. What cannot be done at
// all is a *Refusal; nothing is written then.
func PADigitale(o Options) (_ *Report, err error) {
	im, err := beginPADigitale(o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, im.site.close()) }()
	if same, err := im.unchanged(); same || err != nil {
		return im.report, err
	}
	for _, step := range im.steps() {
		if err := step(); err != nil {
			return nil, err
		}
	}
	im.report.finish(im.site)
	return im.report, nil
}

// beginPADigitale opens the site.
func beginPADigitale(o Options) (*padigitale, error) {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		return nil, fmt.Errorf("find the time zone of Rome: %w", err)
	}
	im := &padigitale{Options: o, rome: rome, renamed: make(map[string]bool), lostFiles: make(map[string]record.Pos), shared: make(map[string]string)}
	im.run = run{accept: o.Accept, report: &Report{Source: o.Source, File: filepath.Base(o.File), Dry: o.Dry}}
	if im.report.Source == "" {
		im.report.Source = sourceName("padigitale", o.File)
	}
	im.site, err = openFolder(im.Site, im.Dry)
	return im, err
}

// steps are what an import goes through.
func (im *padigitale) steps() []func() error {
	return []func() error{im.openSite, im.readTable, im.choose, im.doubt, im.bring}
}

// padigitale is one import on its way.
type padigitale struct {
	Options
	run
	rome  *time.Location
	calls *calls

	last, cut *imported // what the last import left; what a killed one was about to leave
	rows      []*application
	refused   []refusedRow
	shared    map[string]string         // texts that many rows have
	digest    string                    // of the table and the list of calls
	all       int                       // rows of the table
	dropped   map[string][]*application // by project: rows of the last import that others have taken the place of
	oldKeys   []map[string]string       // application → project, in each of the former imports
	renamed   map[string]bool           // projects whose file goes on under another CUP
	lostFiles map[string]record.Pos     // of projects that the table has lost
}

// openSite reads the records of the site, what the last import left, and the list of calls.
func (im *padigitale) openSite() (err error) {
	site := im.site
	if err := site.readRecords(); err != nil {
		return err
	}
	if im.last, err = site.readImported(im.report.Source, "", im.rome); err != nil {
		return err
	}
	if im.cut, err = site.readImported(im.report.Source, pending, im.rome); err != nil {
		return err
	}
	var list io.Reader
	if im.Calls != "" {
		file, err := openCalls(im.Calls)
		if err != nil {
			return err
		}
		defer file.Close()
		list = file
	}
	if im.calls, err = readCalls(filepath.Base(im.Calls), list, tableBounds()); err != nil {
		return err
	}
	im.calls.source = im.report.Source
	return nil
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
			im.ledger.unread[funded]++
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
	a.ownText(im.shared)
	rr := RowReport{Line: r.line, Body: cmp.Or(a.body, strings.ToLower(a.cells[colIPA])), CUP: a.cells[colCUP], Call: a.cells[colCall], Amount: a.cells[colAmount], State: a.cells[colState]}
	if refused != "" {
		rr.Outcome, rr.Why = rowSkipped.String(), refused
		im.refused = append(im.refused, refusedRow{a, len(im.report.Rows)})
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
	im.count()
	im.rows = distinct(im.rows, func(again, first *application) {
		r := im.byLine[again.line]
		r.Outcome, r.Why = rowRepeated.String(), fmt.Sprintf("ripete la candidatura della %s %d", im.report.Unit, first.line)
		im.ledger.settle(funded, rowRepeated, again.amount)
	})
	return nil
}

// refusedRow is a row that cannot be imported, and its place in the report.
type refusedRow struct {
	*application
	at int
}

// count takes the money of the rows that were chosen into the account. A row that cannot be
// imported counts among them, unless it tells that it is of another body.
func (im *padigitale) count() {
	for _, a := range im.rows {
		im.ledger.cell(funded, a.cells[colAmount])
	}
	for _, a := range im.refused {
		if a.cells[colIPA] != "" && !im.chosen(a.application) {
			r := &im.report.Rows[a.at]
			r.Outcome, r.Why = rowOther.String(), ""
		} else if amount, ok := im.ledger.cell(funded, a.cells[colAmount]); ok {
			im.ledger.settle(funded, rowSkipped, amount)
		}
	}
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

// bring writes what the rows say into the site: bodies, then projects, then what the next
// import compares with.
func (im *padigitale) bring() error {
	keep := im.toKeep()
	if err := im.bringBodies(); err != nil {
		return err
	}
	if err := im.bringProjects(keep); err != nil {
		return err
	}
	for i, a := range im.rows {
		keep.rows[i].record = a.record
	}
	return im.close(keep.writeCSV, func(a *Account) []byte { return keep.choice(im.report.File, a) })
}

// toKeep gives what the next import compares with: the rows of now, those of bodies that
// were not asked for this time, and those that are gone, with the day.
func (im *padigitale) toKeep() *imported {
	k := &imported{rows: im.rows, total: im.all, day: im.Day, bodies: im.Bodies, regions: im.Regions, all: im.All, digest: im.digest, source: dataSource{sourceTitle, sourceURL, sourceLicense}}
	if im.last == nil {
		return k
	}
	there := make(map[string]bool, len(im.rows))
	for _, a := range im.rows {
		there[a.id()] = true
	}
	k.rows = slices.Clone(im.rows)
	was := make(map[string]*application)
	var lost []*application
	for _, a := range im.last.rows {
		switch {
		case there[a.id()]:
			was[a.id()] = a
			continue
		case im.chosen(a) && a.gone == "":
			lost = append(lost, a)
			continue
		}
		k.rows = append(k.rows, a)
	}
	for i, a := range im.rows {
		k.rows[i] = a.after(was[a.id()])
	}
	for _, a := range im.replace(lost) {
		old := *a
		old.gone = im.Day.ISO()
		im.report.Gone++
		k.rows = append(k.rows, &old)
	}
	if !im.All && !im.last.all { // what was chosen before stays chosen
		k.bodies, k.regions = union(im.last.bodies, im.Bodies), union(im.last.regions, im.Regions)
	}
	k.all = im.All || im.last.all
	return k
}

// mayFallSilent are the columns in which a table without a value says nothing of the one that
// it had before.
var mayFallSilent = []int{colBody, colKind, colTown, colTownCode, colProvince, colProvinceCode, colRegion, colRegionCode, colDecreed, colDecree, colMeasure}

// after gives a row with what it said the last time where it says nothing now: records still have
// that, and nobody else wrote it.
func (a *application) after(old *application) *application {
	if old == nil {
		return a
	}
	both := *a
	for _, i := range mayFallSilent {
		both.cells[i] = cmp.Or(a.cells[i], old.cells[i])
	}
	both.code = cmp.Or(a.code, old.code)
	if !a.dated.Known() {
		both.dated = old.dated
	}
	if both == *a {
		return a
	}
	return &both
}

// replace finds among the rows that the table has lost those that others have taken the place of:
// rows of the same body, CUP and call that were not there before, of the same sum. It gives the
// rest. PA digitale has divided calls in quotas of two measures in this way.
func (im *padigitale) replace(lost []*application) (rest []*application) {
	if lost == nil {
		return nil
	}
	was := make(map[string]bool, len(im.last.rows))
	for _, a := range im.last.rows {
		was[a.id()] = true
	}
	gone, come := families(lost), families(slices.DeleteFunc(slices.Clone(im.rows), func(a *application) bool { return was[a.id()] }))
	im.dropped = make(map[string][]*application)
	for _, a := range lost {
		old, fresh := gone[a.family()], come[a.family()]
		switch {
		case fresh != nil && len(old.rows) == 1 && len(fresh.rows) == 1 && fresh.rows[0].cells[colCall] == a.cells[colCall]:
			im.report.Gone++ // it goes on under another day: see merger.basesOf
		case fresh != nil && fresh.sum() == old.sum():
			im.dropped[a.project()] = append(im.dropped[a.project()], a)
			im.report.Gone++
		default:
			rest = append(rest, a)
		}
	}
	return rest
}

// families sorts rows by what tells those that may take each other's place.
func families(rows []*application) map[string]*group {
	_, byKey := grouped(rows, (*application).family)
	return byKey
}

// sum gives the money of rows, whatever became of it.
func (g *group) sum() (sum record.Euro) {
	for _, a := range g.rows {
		sum += a.amount
	}
	return sum
}

// family tells applications that may take each other's place: of one project and one call, in
// whatever quotas it is divided.
func (a *application) family() string { return a.project() + "\n" + wholeCall(a.cells[colCall]) }

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
