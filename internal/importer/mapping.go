package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/load"
	"vetro/internal/record"
	"vetro/internal/regular"
)

// lastMapping is how the last import of a source understood its sheet.
type lastMapping struct {
	sheet   string
	columns []lastColumn
	values  []string // chiave=valore
	words   []string // as --parola has them
	former  []string // keys that an older Vetro kept, which wrote no columns down
}

type lastColumn struct {
	name, key string
	unit      int64
}

// recall reads how the last import of the source understood its sheet. What the file says
// otherwise, and a site that is not there, the import itself tells.
func (t *Table) recall() error {
	root, err := os.OpenRoot(t.o.Site)
	if err != nil {
		return nil
	}
	defer root.Close()
	name := importedDir + t.source() + ".toml"
	data, err := regular.ReadIn(root, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return refused("read", name, err)
	}
	e, _ := load.Edit(name, data)
	if e == nil {
		return &Refusal{name + ": il file non si legge più", "cancellalo, e ripeti l’importazione con le opzioni della prima volta"}
	}
	l := readMapping(e)
	if len(l.columns) == 0 {
		if rows, err := regular.ReadIn(root, importedDir+t.source()+".csv"); err == nil {
			head, _, _ := bytes.Cut(rows, []byte("\n"))
			l.former = strings.Split(strings.TrimRight(string(head), "\r"), ",")
		}
	}
	t.last = l
	if t.o.Separator == 0 {
		t.o.Separator = separatorNamed(valueOf(e, "separatore"))
	}
	if t.o.Encoding == "" {
		t.o.Encoding = valueOf(e, "codifica")
	}
	return nil
}

func valueOf(e *load.Editor, key string) string {
	s, _ := e.Value(load.Spot{Key: key})
	return s
}

func readMapping(e *load.Editor) *lastMapping {
	l := &lastMapping{sheet: valueOf(e, "foglio")}
	each := func(table string, do func(get func(key string) string)) {
		for n := range e.Count(table) {
			do(func(key string) string {
				s, _ := e.Value(load.Spot{Table: table, N: n, Key: key})
				return s
			})
		}
	}
	each("colonna", func(get func(string) string) {
		unit, _ := strconv.ParseInt(get("unita"), 10, 64)
		l.columns = append(l.columns, lastColumn{get("nome"), get("chiave"), max(unit, 1)})
	})
	each("valore", func(get func(string) string) { l.values = append(l.values, get("chiave")+"="+get("valore")) })
	each("parola", func(get func(string) string) {
		word := get("scritto") + "=" + get("vale")
		if c := get("colonna"); c != "" {
			word = c + ":" + word
		}
		l.words = append(l.words, word)
	})
	return l
}

func (l *lastMapping) hadColumn(key string) bool {
	return slices.ContainsFunc(l.columns, func(c lastColumn) bool { return c.key == key })
}

// separators by their names, and the names by which they are kept.
var separatorNames = map[string]byte{"tab": '\t', "tabulazione": '\t', `\t`: '\t', "virgola": ',', "punto e virgola": ';', "barra": '|'}

func separatorNamed(name string) byte {
	if len(name) == 1 && strings.Contains(";,|\t", name) {
		return name[0]
	}
	return separatorNames[strings.ToLower(name)]
}

// Separator gives the separator that an option names.
func Separator(name string) (byte, bool) {
	c := separatorNamed(name)
	return c, c != 0
}

func separatorName(c byte) string {
	switch c {
	case 0:
		return ""
	case '\t':
		return "tab"
	}
	return string(rune(c))
}

// mapping gives what the next import of the source has to know: first what stands at the top
// of the file, then its tables.
func (t *Table) mapping() []block {
	out := []block{{fields: []field{
		{key: "foglio", value: t.sheet.Name},
		{key: "intestazione", value: strconv.Itoa(t.first), kind: plainNumber},
		{key: "separatore", value: separatorName(t.o.Separator)}, // only what was given: the next file may have another
		{key: "codifica", value: t.o.Encoding},
	}}}
	for _, c := range t.Columns {
		if c.Key == "" && !c.forced {
			continue
		}
		unit := ""
		if c.Unit > 1 {
			unit = strconv.FormatInt(c.Unit, 10)
		}
		out = append(out, block{name: "colonna", fields: []field{{key: "nome", value: t.called(&c)}, {key: "chiave", value: c.Key}, {key: "unita", value: unit, kind: plainNumber}}})
	}
	for _, w := range t.words {
		column, rest := t.splitWord(w.shown)
		if !slices.ContainsFunc(t.Columns, func(c TableColumn) bool { return slices.Contains(c.names, fold(column)) }) {
			column, rest = "", w.shown
		}
		written, means, _ := cutLast(rest)
		out = append(out, block{name: "parola", fields: []field{{key: "colonna", value: column}, {key: "scritto", value: written}, {key: "vale", value: means}}})
	}
	for i := range t.keys {
		if v := t.consts[t.keys[i].name()]; v != "" {
			out = append(out, block{name: "valore", fields: []field{{key: "chiave", value: t.keys[i].name()}, {key: "valore", value: v}}})
		}
	}
	return out
}

// called gives the name by which a column is found again: its letter where it has none, or
// another column has the same.
func (t *Table) called(c *TableColumn) string {
	same := 0
	for i := range t.Columns {
		if t.Columns[i].names[0] == c.names[0] {
			same++
		}
	}
	if c.names[0] == "" || same > 1 {
		return c.Letter
	}
	return c.Name
}

// readWords reads what --parola says, and before it what the last import was told.
func (t *Table) readWords() error {
	var all []string
	if t.last != nil {
		all = append(all, t.last.words...)
	}
	for _, s := range append(all, t.o.Words...) {
		column, rest := t.splitWord(s)
		written, means, found := cutLast(rest)
		if !found || written == "" {
			return &Refusal{"--parola " + s + ": manca il segno =", "scrivi --parola \"lavori in corso=in corso\""}
		}
		whole, _, _ := cutLast(s)
		w := taughtWord{column: fold(column), written: foldCall(written), whole: foldCall(whole), means: means, shown: s}
		if column == "" && means != "" && !t.anyKeyHas(means) {
			return &Refusal{"--parola " + s + ": «" + means + "» non è un valore di nessuna chiave", "scrivi dopo = un valore di stato, finanziamento.stato o finanziamento.fonte, o il codice di una misura; di un’altra colonna, scrivi anche il nome: --parola \"Colonna:parola=valore\""}
		}
		t.words = slices.DeleteFunc(t.words, func(o taughtWord) bool {
			return o.column == w.column && o.written == w.written && (column != "" || o.means == w.means || t.sameKey(o.means, w.means))
		})
		t.words = append(t.words, w)
	}
	return nil
}

// splitWord takes the name of a column off a word that is taught. Where a value has a colon of
// its own, the name is what stands before the first.
func (t *Table) splitWord(s string) (column, rest string) {
	before, after, found := strings.Cut(s, ":")
	if i := strings.IndexByte(s, '='); !found || i >= 0 && i < len(before) {
		return "", s
	}
	return strings.TrimSpace(before), strings.TrimSpace(after)
}

func (t *Table) anyKeyHas(value string) bool {
	return slices.ContainsFunc(t.keys, func(k tableKey) bool { return slices.Contains(k.values, value) }) || isMeasure(value)
}

// sameKey reports whether two values are of one key, so that a word cannot mean both.
func (t *Table) sameKey(a, b string) bool {
	return slices.ContainsFunc(t.keys, func(k tableKey) bool { return slices.Contains(k.values, a) && slices.Contains(k.values, b) }) || isMeasure(a) && isMeasure(b)
}

// stillThere refuses a sheet that has lost a column that the last import read: an empty place
// would be taken for news.
func (t *Table) stillThere() error {
	if t.last == nil || t.o.Force {
		return nil
	}
	for _, c := range t.last.columns {
		k := t.findKey(c.key)
		at := slices.IndexFunc(t.Columns, func(now TableColumn) bool { return slices.Contains(now.names, fold(c.name)) })
		if now := t.Columns[max(at, 0)]; at >= 0 && k != nil && k.kind == euro && now.Key == k.name() && now.Unit != c.unit {
			return &Refusal{fmt.Sprintf("%s: la colonna «%s» era in %s, e ora è in %s", t.name, c.name, unitName(c.unit), unitName(now.Unit)), "scrivi l’unità nel nome della colonna; se ora è giusta così, ripeti con --force"}
		}
		if k == nil || at >= 0 || t.consts[k.name()] != "" || t.givenNow(k.name()) {
			continue
		}
		return &Refusal{fmt.Sprintf("%s: la colonna «%s» (%s), letta l’ultima volta, non c’è più", t.name, c.name, k.name()), t.mendLost(c.name, k)}
	}
	for _, name := range t.last.former {
		if k := t.findKey(name); k != nil && name != "ente" && !t.mapped(k.name()) {
			return &Refusal{fmt.Sprintf("%s: nessuna colonna dà «%s», che l’ultima importazione aveva", t.name, k.name()), "ripeti con le opzioni --map e --valore dell’ultima volta; se la colonna non c’è davvero più, ripeti con --force"}
		}
	}
	return nil
}

// givenNow reports a key that an option of this import gives a column.
func (t *Table) givenNow(name string) bool {
	return slices.ContainsFunc(t.o.Map, func(m string) bool {
		_, key, _ := cutLast(m)
		k := t.findKey(key)
		return k != nil && k.name() == name && t.columnOf(name)
	})
}

// mendLost names the column that a lost one is probably called now.
func (t *Table) mendLost(name string, k *tableKey) string {
	likely, most := "", 0
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Name == "" || c.Key != "" && c.Key != k.name() || slices.ContainsFunc(t.last.columns, func(l lastColumn) bool { return fold(l.name) == fold(c.Name) }) {
			continue
		}
		score := 1
		for _, w := range nameWords(withoutUnit(name)) {
			if slices.Contains(nameWords(withoutUnit(c.Name)), w) {
				score += 2
			}
		}
		if c.Key == k.name() {
			score += 3
		}
		if score > most && score > 1 {
			likely, most = c.Name, score
		}
	}
	if likely == "" {
		return "indica la colonna che ne ha preso il posto con --map \"Nome=" + k.name() + "\"; se non c’è davvero più, ripeti con --force: ciò che aveva resta nei file"
	}
	return fmt.Sprintf("forse ora si chiama «%s»: ripeti con --map \"%s=%s\"; se la colonna non c’è davvero più, con --force: ciò che aveva resta nei file", likely, likely, k.name())
}

// asLastTime is how a key was found that the name alone does not give.
const asLastTime = "come l’ultima volta"

// Recalled tells what the import knows from the last one; "" for nothing.
func (t *Table) Recalled() string {
	if t.last == nil || len(t.last.columns) == 0 {
		return ""
	}
	var told []string
	if len(t.book.Sheets) > 1 && t.o.Sheet == "" && t.last.sheet == t.sheet.Name {
		told = append(told, "foglio «"+t.sheet.Name+"»")
	}
	for _, c := range t.Columns {
		if c.How == asLastTime {
			told = append(told, "«"+c.Name+"» è "+c.Key)
		}
		if c.forced && c.Key == "" {
			told = append(told, "«"+c.Name+"» resta fuori")
		}
	}
	for _, v := range t.last.values {
		if name, _, _ := strings.Cut(v, "="); t.consts[name] != "" {
			told = append(told, name+" è "+t.consts[name])
		}
	}
	for _, w := range t.last.words {
		told = append(told, "«"+strings.Replace(w, "=", "» vale «", 1)+"»")
	}
	if told == nil {
		return asLastTime
	}
	return asLastTime + ": " + strings.Join(told, "; ")
}

// askWords asks, of words that no key knows, what they stand for, and reads the rows again
// with the answers. Where nobody answers, the faults of the rows tell how to say it.
func (t *Table) askWords() {
	if t.o.Ask == nil {
		return
	}
	asked := false
	for _, g := range t.unknownWords() {
		k := g.col.target
		choice, answered := t.ask(Question{fmt.Sprintf("%s, colonna «%s»: che cosa vuol dire «%s»?", rowCount(g.rows), g.col.Name, g.word), append(slices.Clone(k.values), "non si sa")})
		if !answered || choice == len(k.values) {
			continue
		}
		w := taughtWord{column: fold(g.col.Name), written: foldCall(g.word), means: k.values[choice], shown: g.col.Name + ":" + g.word + "=" + k.values[choice]}
		t.words, asked = append(t.words, w), true
	}
	if asked {
		t.Notes = slices.DeleteFunc(t.Notes, func(s string) bool { return strings.HasPrefix(s, "riga ") || strings.HasPrefix(s, "righe nascoste") })
		t.readRows()
	}
}

// unusedWords tells of words that were taught now and that no cell has.
func (t *Table) unusedWords() {
	for _, w := range t.words {
		if !w.used && slices.Contains(t.o.Words, w.shown) {
			t.Notes = append(t.Notes, "--parola \""+w.shown+"\" non è servita: nessuna cella ha questa parola")
		}
	}
}

func rowCount(n int) string {
	if n == 1 {
		return "1 riga"
	}
	return record.Grouped(int64(n)) + " righe"
}

type unknownWord struct {
	col  *TableColumn
	word string
	rows int
}

// unknownWords gives the words of states and sources that no key knows, in the order in which
// they come.
func (t *Table) unknownWords() []unknownWord {
	var out []unknownWord
	for i := range t.rows {
		for _, f := range t.rows[i].faults {
			at := slices.IndexFunc(t.Columns, func(c TableColumn) bool { return c.Name == f.Column && c.Key == f.Key })
			if at < 0 || f.Value == "" || t.Columns[at].target.form != record.OneOf {
				continue
			}
			n := slices.IndexFunc(out, func(u unknownWord) bool { return u.col == &t.Columns[at] && foldCall(u.word) == foldCall(f.Value) })
			if n < 0 {
				n = len(out)
				out = append(out, unknownWord{&t.Columns[at], f.Value, 0})
			}
			out[n].rows++
		}
	}
	return out
}
