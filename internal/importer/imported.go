package importer

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"vetro/internal/load"
	"vetro/internal/record"
)

// imported is what the last import of a source left under content/importati: its rows, and
// what was chosen of which table.
type imported struct {
	rows    []*application
	total   int // rows of the whole table
	day     record.Date
	bodies  []string // what was chosen
	regions []string
	all     bool
	digest  string     // of the table
	account *Account   // of the last import
	source  dataSource // what records say of where they come from
}

// dataSource is what the site says of a source: [[provenienza]] names it.
type dataSource struct{ title, url, license string }

// importedDir is where the rows of sources are kept.
const importedDir = record.ImportFolder + "/"

// pending is added to the name of what an import is about to write, until it is done.
const pending = ".in-corso"

// goneColumn is a column of ours: the day on which a row was found gone.
const goneColumn = "sparita_dal"

var (
	dateInName = regexp.MustCompile(`(?i)[-_. ]?(\d{4}-\d{2}-\d{2})(?:[t_ ]?\d{2,6})?`)
	copyInName = regexp.MustCompile(`\s*\(\d+\)$`)
	tableName  = regexp.MustCompile(`^candidature_(.+?)_finanziate$|^candidature_finanziate_(.+)$`)
	notInName  = regexp.MustCompile(`[^a-z0-9_-]+`)
)

// SourceName reports whether a word can name a source, and so the files that are kept of
// it.
func SourceName(s string) bool { return len(s) <= 64 && record.ValidID(s) }

// sourceName gives the name of a source by that of its table, the same for all versions:
// candidature_altrienti_finanziate.csv and altrienti-2026-08-17T0255.csv.gz are
// padigitale-altrienti.
func sourceName(prefix, file string) string {
	s := strings.ToLower(filepath.Base(file))
	for _, ext := range []string{".gz", ".csv", ".json", ".jsonl", ".ndjson", ".tsv", ".txt", ".xlsx"} {
		s = strings.TrimSuffix(s, ext)
	}
	s = copyInName.ReplaceAllString(dateInName.ReplaceAllString(s, ""), "")
	if m := tableName.FindStringSubmatch(s); m != nil {
		s = m[1] + m[2]
	}
	s = strings.Trim(notInName.ReplaceAllString(s, "-"), "-_")
	if s == "" || s == prefix {
		return prefix
	}
	return prefix + "-" + s
}

// dayInName gives the day that stands in the name of a table, if any.
func dayInName(file string) record.Date {
	if m := dateInName.FindStringSubmatch(filepath.Base(file)); m != nil {
		if d, ok := isoDay(m[1]); ok {
			return d
		}
	}
	return record.Date{}
}

// readImported reads what an import of the source left; nil when there was none. With
// suffix pending it is what a killed import was about to write.
func (f *folder) readImported(source, suffix string, rome *time.Location) (*imported, error) {
	k := &imported{}
	there, err := f.readLeft(source, suffix, func(s *tableReader, r row) error {
		a, _, refused := readApplication(s, r, rome)
		if refused != "" {
			return &Refusal{fmt.Sprintf("%s:%d: %s", s.name, r.line, refused), "ripristina il file da una copia: è quello che Vetro ha scritto all’ultima importazione"}
		}
		a.code, a.gone, a.record = s.cell(r, "codice_misura"), s.cell(r, goneColumn), s.cell(r, recordColumn)
		k.rows = append(k.rows, a)
		return nil
	})
	if err != nil || !there {
		return nil, err
	}
	k.rows = distinct(k.rows, func(_, _ *application) {})
	return k, f.readChoice(k, source)
}

// readChoice reads what was chosen of which table.
func (f *folder) readChoice(k *imported, source string) error {
	name := importedDir + source + ".toml"
	e, err := f.open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case e == nil:
		return &Refusal{name + ": il file non si legge più", "cancellalo, e ripeti l’importazione con --ente, --regione o --all"}
	}
	get := func(key string) string { s, _ := e.Value(load.Spot{Key: key}); return s }
	k.total, _ = strconv.Atoi(get("righe"))
	k.day, _ = isoDay(get("giorno"))
	k.bodies, k.regions = listed(get("enti")), listed(get("regioni"))
	k.all = get("tutti") == "true"
	k.digest = get("impronta")
	k.account = readAccount(e)
	return nil
}

// listed gives the words of a list that commas part.
func listed(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ", ")
}

// writeCSV writes the rows as they are kept.
func (k *imported) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	names := columnNames()
	cells := append(names[:], "fonte_data", "codice_misura", goneColumn, recordColumn)
	_ = out.Write(cells)
	for _, a := range k.rows {
		_ = out.Write(append(append(cells[:0], a.cells[:]...), a.known, a.code, a.gone, a.record))
	}
	out.Flush()
	return out.Error()
}

// choice gives the file that tells of a source: what records say of it, what was chosen of which
// table, and the account of the import. More are tables that tell how it was understood.
func (k *imported) choice(file string, account *Account, more ...block) []byte {
	all := ""
	if k.all {
		all = "true"
	}
	fields := []field{
		{key: "tabella", value: file},
		{key: "impronta", value: k.digest},
		{key: "righe", value: strconv.Itoa(k.total), kind: plainNumber},
		{key: "enti", value: strings.Join(k.bodies, ", ")},
		{key: "regioni", value: strings.Join(k.regions, ", ")},
		{key: "tutti", value: all, kind: plainNumber},
	}
	d := &mergePlan{top: fields}
	for _, b := range append(more, account.blocks()...) {
		if b.name == "" {
			d.top = append(d.top, b.fields...)
		} else {
			d.blocks = append(d.blocks, b)
		}
	}
	return d.text(append(k.about(), "\n# Il resto serve a confrontare la prossima importazione.\n"...))
}

// about gives what records say of a source when they name it.
func (k *imported) about() []byte {
	return appendLines([]byte("# Scritto da vetro import: i record nominano questa fonte.\n"), []field{
		{key: "titolo", value: k.source.title},
		{key: "url", value: k.source.url},
		{key: "licenza", value: k.source.license},
		{key: "giorno", value: k.day.ISO(), kind: date},
	})
}
