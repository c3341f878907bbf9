package importer

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"vetro/internal/record"
)

// TestRandomSheets imports sheets made at random, edits them as offices do, and imports them again: the
// account closes, the site holds what a reckoning of its own says, nothing that a hand wrote goes,
// and the same sheet again changes nothing. VETRO_LONG=1 tries 10,000 sheets; VETRO_SEED tries
// one. The first seeds make the smallest sheets, so the smallest that fails is soon found.
func TestRandomSheets(t *testing.T) {
	seeds := 500
	if os.Getenv("VETRO_LONG") != "" {
		seeds = 10_000
	}
	first := 0
	if s := os.Getenv("VETRO_SEED"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		first, seeds = n, n+1
	}
	const threads = 4
	for k := range threads {
		t.Run(fmt.Sprintf("part %d", k), func(t *testing.T) {
			t.Parallel()
			failed := 0
			for seed := first + k; seed < seeds && failed < 3; seed += threads {
				if !t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { trySheet(t, seed) }) {
					failed++
				}
			}
		})
	}
}

// trial is a sheet in its site, before and after edits.
type trial struct {
	*testing.T
	dir, file string
	sheet     *randomSheet
	held      heldSheet
}

func trySheet(t *testing.T, seed int) {
	m := &sheetMaker{Rand: rand.New(rand.NewPCG(uint64(seed), 17))}
	tr := &trial{T: t, dir: newSite(t), sheet: m.sheet(1 + min(seed/40, 7)), held: make(heldSheet)}
	put(t, tr.dir, "content/enti/p_lu.toml", "nome = \"Provincia di Lucca\"\ntipo = \"provincia\"\ncodice_ipa = \"p_lu\"\n")
	defer func() {
		if t.Failed() {
			t.Logf("repeat with VETRO_SEED=%d", seed)
		}
	}()
	tr.held.take(tr.sheet)
	tr.importSheet("the sheet", false)
	if t.Failed() {
		return
	}
	hand := tr.editByHand(m)
	before := tr.decrees()
	what, force := m.edit(tr)
	if force {
		tr.refusedUnforced(what)
	}
	tr.importSheet("then "+what, force)
	for file, decrees := range before {
		for _, d := range decrees {
			if cup := strings.ToUpper(stem(file)); !strings.Contains(what, cup+" split") && !strings.Contains(get(t, tr.dir, file), d) {
				t.Errorf("%s has lost %s, after %s\n%s\n%s", file, d, what, tr.sheet, get(t, tr.dir, file))
			}
		}
	}
	if hand != "" && !strings.HasPrefix(get(t, tr.dir, hand), byHandKey) {
		t.Errorf("%s has lost what was written by hand", hand)
	}
	if t.Failed() {
		return
	}
	records := tree(t, tr.dir, record.ProjectFolder)
	tr.importSheet("and the same again", false)
	if !maps.Equal(records, tree(t, tr.dir, record.ProjectFolder)) {
		t.Error("the same sheet again changes records")
	}
}

const byHandKey = "ufficio = \"scritto a mano\"\n"

// editByHand writes a key into one of the records.
func (tr *trial) editByHand(m *sheetMaker) string {
	files := slices.Sorted(maps.Keys(tree(tr.T, tr.dir, record.ProjectFolder)))
	if len(files) == 0 {
		return ""
	}
	name := m.one(files)
	put(tr.T, tr.dir, name, byHandKey+get(tr.T, tr.dir, name))
	return name
}

// importSheet writes the sheet, imports it, and holds what it did to the reckoning.
func (tr *trial) importSheet(what string, force bool) {
	t := tr.T
	t.Helper()
	if tr.file != "" {
		if err := os.Remove(tr.file); err != nil {
			t.Fatal(err)
		}
	}
	tr.file = tr.sheet.write(t, filepath.Join(tr.dir))
	r, err := tr.open(force)
	if err != nil {
		t.Fatalf("%s: %v\n%s", what, err, tr.sheet)
	}
	tr.holdAccount(r)
	tr.holdRows(r)
	tr.held.hold(t, heldFiles(t, tr.dir))
	if t.Failed() {
		for i := range r.Rows {
			row := &r.Rows[i]
			t.Logf("%d: %s %s %q %s %v", row.Line, row.Outcome, row.File, row.Call, row.Why, row.Faults)
		}
		t.Logf("%s: %+v\n%s", what, r.Account, tr.sheet)
	}
}

func (tr *trial) open(force bool) (*Report, error) {
	o := TableOptions{Options: Options{Site: tr.dir, File: tr.file, Source: "foglio", Today: today, Force: force}, Map: tr.sheet.options(), Values: []string{"ente=p_lu"}}
	table, err := OpenTable(o)
	if err != nil {
		return nil, err
	}
	return table.Import()
}

// refusedUnforced wants a sheet that lost rows or a column refused, until somebody insists.
func (tr *trial) refusedUnforced(what string) {
	tr.Helper()
	before := tree(tr.T, tr.dir, "content")
	file := tr.file
	if err := os.Remove(file); err != nil {
		tr.Fatal(err)
	}
	tr.file = tr.sheet.write(tr.T, tr.dir)
	_, err := tr.open(false)
	var refusal *Refusal
	if !errors.As(err, &refusal) || !maps.Equal(before, tree(tr.T, tr.dir, "content")) {
		tr.Errorf("%s is not refused, or not without a trace: %v\n%s", what, err, tr.sheet)
	}
}

// holdAccount holds the account to the sheet and to the files.
func (tr *trial) holdAccount(r *Report) {
	tr.Helper()
	if !r.Account.Closes() {
		tr.Error("the account does not close")
	}
	var source, after record.Euro
	unread := 0
	for i := range r.Account.Columns {
		c := &r.Account.Columns[i]
		if strings.HasPrefix(c.Key, "finanziamento") && strings.HasSuffix(c.Key, ".importo") {
			source, after, unread = source+c.Source, after+c.After, unread+c.Unread
		}
	}
	wantUnread := 0
	var want record.Euro
	for i := range tr.sheet.rows {
		row := &tr.sheet.rows[i]
		if row.merged {
			continue
		}
		if row.bad != "" {
			wantUnread++
		} else {
			want += record.Euro(row.cents)
		}
		if tr.sheet.own {
			want += record.Euro(row.own)
		}
	}
	if source != want || unread != wantUnread {
		tr.Errorf("the sheet has %s and %d amounts that cannot be read, the account %s and %d", want, wantUnread, source, unread)
	}
	var live record.Euro
	for _, f := range heldFiles(tr.T, tr.dir) {
		for _, cents := range f.live {
			live += record.Euro(cents)
		}
	}
	if after != live {
		tr.Errorf("the site holds %s, the account says %s", live, after)
	}
	if tr.sheet.total && (len(r.Account.Totals) == 0 || !r.Account.Totals[0].Agrees()) {
		tr.Errorf("the row of totals is not used: %+v", r.Account.Totals)
	}
}

// holdRows wants every row told of, and a reason for each that was left out.
func (tr *trial) holdRows(r *Report) {
	tr.Helper()
	if len(r.Rows) != len(tr.sheet.rows) {
		tr.Errorf("%d rows are told of, %d there are", len(r.Rows), len(tr.sheet.rows))
		return
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Outcome == rowSkipped.String() && row.Why == "" && len(row.Faults) == 0 {
			tr.Errorf("row %d is left out, and nobody says why", row.Line)
		}
		if tr.sheet.rows[i].bad != "" && row.Outcome != rowSkipped.String() {
			tr.Errorf("row %d has no amount, and is %s", row.Line, row.Outcome)
		}
	}
}

// decrees gives the decrees that each record names.
func (tr *trial) decrees() map[string][]string {
	out := make(map[string][]string)
	for name, text := range tree(tr.T, tr.dir, record.ProjectFolder) {
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "decreto") {
				_, value, _ := strings.Cut(strings.TrimSpace(line), "= ")
				out[name] = append(out[name], value)
			}
		}
	}
	return out
}

// heldFile is a record as it stands: what tells its project, and its fundings that count.
type heldFile struct {
	key  string
	live []int64
}

// heldFiles reads the records of a site, knowing nothing of Vetro but their keys.
func heldFiles(t *testing.T, dir string) (out []heldFile) {
	t.Helper()
	for name, text := range tree(t, dir, record.ProjectFolder) {
		var p struct {
			Titolo, CUP   string
			Finanziamento []map[string]any
		}
		if _, err := toml.Decode(text, &p); err != nil {
			t.Fatal(name, err)
		}
		f := heldFile{key: cmp.Or(p.CUP, titleKey(p.Titolo))}
		for _, m := range p.Finanziamento {
			if m["assente_dalla_fonte"] != nil && m["tieni"] == nil {
				continue
			}
			cents, ok := new(big.Rat).SetString(fmt.Sprint(m["importo"]))
			if !ok {
				t.Fatal(name, m)
			}
			f.live = append(f.live, cents.Mul(cents, big.NewRat(100, 1)).Num().Int64())
		}
		out = append(out, f)
	}
	return out
}

// behindTitle is what an import may put behind a title that two projects have: the lot, the place.
var behindTitle = regexp.MustCompile(`(opera \d+(?: \(titolo corretto\))?)(?:, lotto \d)?(?:, (?:lucca|forlì|cefalù|viareggio))?$`)

// titleKey gives a title as far as it tells projects apart: case and blanks do not.
func titleKey(s string) string {
	return behindTitle.ReplaceAllString(strings.ToLower(strings.Join(strings.Fields(s), " ")), "$1")
}

// String shows a sheet.
func (s *randomSheet) String() string {
	var b strings.Builder
	form := fmt.Sprintf("%s with %q", codings[s.coding].name, s.separator)
	if s.book {
		form = "workbook"
	}
	b.WriteString(form + "\n")
	cells, _ := s.grid()
	for _, row := range cells {
		for _, c := range row {
			if cents, is := c.(int64); is {
				c = s.printed(cents)
			}
			fmt.Fprintf(&b, "%v\t", cmp.Or(fmt.Sprint(c), "."))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
