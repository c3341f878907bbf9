package load

import (
	"regexp"
	"slices"
	"strings"

	"vetro/internal/record"
)

// reader hands the tables of one file over to a record, key by key.
type reader struct {
	load *loader
	// strayed are the keys of the top of the file that were found in a table below:
	// they were reported there, and are not missing as well.
	strayed []string
	marks   *record.Marks
}

// placed is a pointer to a record that has an Origin.
type placed[T any] interface {
	*T
	Place() *record.Origin
}

func (r *reader) problem(at record.Pos, rule, text, mend string) {
	r.load.problem(at, rule, text, mend)
}

// readTable fills a record from a table, through its fields; name is "" for the top of
// a file, and top are the keys that stand there.
func readTable[T any, P placed[T]](r *reader, t *table, fields []record.Field[T], name string, top []string) T {
	var out T
	o := P(&out).Place()
	o.File, o.Line, o.Col = t.start.File, t.start.Line, t.start.Col
	from := r.marks.Begin()
	next := 0 // keys mostly stand in the order of the fields
	for _, k := range t.keys {
		i := fieldAt(fields, k.name, next)
		if i < 0 {
			if meant := r.unknownKey(k, name, keysOf(fields), top); meant != "" {
				t.misspelt = append(t.misspelt, meant)
			}
			continue
		}
		next = i + 1
		r.load.extractValue(k)
		v := newValue(r, k, name, &fields[i])
		if v.store(k.val, fields[i].At(&out)) {
			r.marks.Add(k.name, 0, k.at, k.value)
		}
	}
	r.marks.End(o, from)
	for i := range fields {
		key := fields[i].Key
		if !fields[i].Required || t.key(key) != nil || slices.Contains(t.misspelt, key) || name == "" && slices.Contains(r.strayed, key) {
			continue
		}
		v := newValue(r, nil, name, &fields[i])
		v.missing(t, key)
	}
	return out
}

// fieldAt gives the index of a key among fields, looked for from one on; -1 for none.
func fieldAt[T any](fields []record.Field[T], key string, from int) int {
	for i := from; i < len(fields); i++ {
		if fields[i].Key == key {
			return i
		}
	}
	for i := range min(from, len(fields)) {
		if fields[i].Key == key {
			return i
		}
	}
	return -1
}

func newValue[T any](r *reader, k *key, table string, f *record.Field[T]) value {
	return value{reader: r, key: k, table: table, form: f.Form, values: f.Values, required: f.Required}
}

func keysOf[T any](fields []record.Field[T]) []string {
	keys := make([]string, len(fields))
	for i := range fields {
		keys[i] = fields[i].Key
	}
	return keys
}

// readTables fills a list of records from the tables of a key.
func readTables[T any, P placed[T]](r *reader, k *key, fields []record.Field[T], top []string) ([]T, bool) {
	mend := "scrivi [[" + k.name + "]] su una riga sua, con le sue chiavi sotto"
	switch {
	case k.tables == nil, len(k.items) > len(k.tables):
		r.problem(k.at, "tipo-errato", quote(k.name)+": qui va una tabella", mend)
		return nil, false
	case k.single:
		r.problem(k.at, "tipo-errato", quote(k.name)+": la tabella può ripetersi e vuole due parentesi", mend)
	}
	out := make([]T, len(k.tables))
	for i, t := range k.tables {
		out[i] = readTable[T, P](r, t, fields, "[["+k.name+"]]", top)
	}
	return out, true
}

// oneTable reads a [table] that may stand once.
func oneTable[T any, P placed[T]](r *reader, k *key, fields []record.Field[T], to *T) bool {
	t := r.single(k)
	if t == nil {
		return false
	}
	*to = readTable[T, P](r, t, fields, "["+k.name+"]", r.load.fields.configKeys)
	return true
}

// single gives the one table of a key, or nil with a problem.
func (r *reader) single(k *key) *table {
	if len(k.tables) == 1 && k.single {
		return k.tables[0]
	}
	r.problem(k.at, "tipo-errato", quote(k.name)+": qui va una tabella sola", "scrivi ["+k.name+"] una volta, su una riga sua, con le sue chiavi sotto")
	return nil
}

// keyed reads a [table] of texts whose keys the author chooses.
func (v *value) keyed(to *record.Keyed) bool {
	t := v.single(v.key)
	if t == nil {
		return false
	}
	to.Origin = record.Origin{File: t.start.File, Line: t.start.Line, Col: t.start.Col}
	to.Values = make(map[string]string)
	from := v.marks.Begin()
	for _, k := range t.keys {
		if slices.Contains(v.load.fields.configKeys, k.name) {
			v.unknownKey(k, "["+v.key.name+"]", nil, v.load.fields.configKeys)
			continue
		}
		item := value{reader: v.reader, key: k, table: "[" + v.key.name + "]", form: v.form, values: v.values}
		var s string
		if item.store(k.val, &s) {
			to.Keys = append(to.Keys, k.name)
			to.Values[k.name] = s
			v.marks.Add(k.name, 0, k.at, k.value)
		}
	}
	v.marks.End(&to.Origin, from)
	return true
}

// unknownKey reports a key that the table does not have, and gives the one that was
// most likely meant, or "".
func (r *reader) unknownKey(k *key, table string, known, top []string) string {
	text := "la chiave " + quote(k.name) + " non esiste"
	if len(k.tables) > 0 {
		text = "la tabella " + quote(k.name) + " non esiste"
	}
	if table != "" {
		text += " in " + table
	}
	lower := strings.ToLower(k.name)
	near, far := nearest(lower, known), ""
	if table != "" {
		far = nearest(lower, top)
	}
	mend := "cancellala: le chiavi note sono " + strings.Join(known, ", ")
	switch {
	case near != "" && record.Slips(lower, near) <= 1:
		mend = "scrivi " + near
	case far != "" && record.Slips(lower, far) <= 1:
		mend = "spostala sopra la prima " + anyTable(strings.HasPrefix(table, "[[")) + ": scritta dopo, appartiene a quella"
		if far != k.name {
			mend = "scrivi " + far + " e " + mend
		}
		r.strayed = append(r.strayed, far)
		near = ""
	case near != "":
		mend = "scrivi " + near + " se è quella, o cancellala"
	}
	r.problem(k.at, "chiave-ignota", text, mend)
	return near
}

// anyTable names the tables of a file, in a mend.
func anyTable(repeats bool) string {
	if repeats {
		return "[[tabella]]"
	}
	return "[tabella]"
}

// missing reports a key that must be there.
func (v *value) missing(t *table, name string) {
	if name == "finanziamento" {
		v.problem(t.start, "finanziamento-manca", "manca la fonte del finanziamento",
			"aggiungi una tabella [[finanziamento]] con misura e importo (l. 3/2003, art. 11, c. 2-quater)")
		return
	}
	v.key = &key{name: name}
	text, mend := "manca la chiave "+quote(name), "aggiungi "+name+" = "+v.example()
	if v.table != "" {
		text += " in " + v.table
	} else if i := slices.IndexFunc(t.keys, func(k *key) bool { return len(k.tables) > 0 }); i >= 0 {
		mend += " sopra la prima " + anyTable(!t.keys[i].single)
	}
	v.problem(t.start, "chiave-manca", text, mend)
}

var aDay = regexp.MustCompile(`^(?:aggiornato|data)$`)

// example gives a value to show in a mend.
func (v *value) example() string {
	switch {
	case len(v.values) > 0:
		return tomlText(v.values[0]) + " (o " + strings.Join(v.values[1:], ", ") + ")"
	case aDay.MatchString(v.key.name):
		v.load.daily = true
		return v.load.today.ISO()
	case v.key.name == "importo":
		return "931712"
	}
	return `"…"`
}
