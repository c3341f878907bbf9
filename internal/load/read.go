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
	open    bool // others keep keys of their own in the file, which are not read
}

func (r *reader) problem(at record.Pos, rule, text, mend string) {
	r.load.problem(at, rule, text, mend)
}

// readTable fills a record from a table, through its fields; name is "" for the top of a
// file, else [contatti] or [[finanziamento]].
func (r *reader) readTable(t *table, fields, name string, to any) {
	known, names := r.load.fields.of(fields), r.load.fields.keys[fields]
	o := to.(interface{ Place() *record.Origin }).Place()
	o.File, o.Line, o.Col = t.start.File, t.start.Line, t.start.Col
	from := r.marks.Begin()
	next := 0   // keys mostly stand in the order of the fields
	var v value // one for all keys: it is of no use after its own
	for _, k := range t.keys {
		i := keyAt(names, k.name, next)
		if i < 0 && r.open {
			continue
		}
		if i < 0 {
			if meant := r.unknownKey(k, name, names); meant != "" {
				t.misspelt = append(t.misspelt, meant)
			}
			continue
		}
		next = i + 1
		r.load.extractValue(k, &known[i])
		v = value{r, &known[i], k, name}
		if v.store(k.val, known[i].At(to)) {
			r.marks.Add(known[i].Key, 0, k.at, k.value)
		}
	}
	r.marks.End(o, from)
	for i := range known {
		f := &known[i]
		if !f.Required || f.Unless != "" || t.key(f.Key) != nil || slices.Contains(t.misspelt, f.Key) || name == "" && slices.Contains(r.strayed, f.Key) {
			continue
		}
		v := value{r, f, &key{name: f.Key}, name}
		v.missing(t)
	}
}

// keyAt gives the index of a key among the keys of a table, looked for from one on; -1
// for none.
func keyAt(keys []string, key string, from int) int {
	if i := slices.Index(keys[from:], key); i >= 0 {
		return from + i
	}
	return slices.Index(keys[:from], key)
}

// tables fills a list of records from the tables of a key.
func (v *value) tables(_, to any) bool {
	k := v.key
	mend := "scrivi [[" + k.name + "]] su una riga sua, con le sue chiavi sotto"
	switch {
	case k.tables == nil, len(k.items) > len(k.tables):
		v.problem(k.at, "tipo-errato", quote(k.name)+": qui va una tabella", mend)
		return false
	case k.single:
		v.problem(k.at, "tipo-errato", quote(k.name)+": la tabella può ripetersi e vuole due parentesi", mend)
	}
	record := v.Type.Make(to, len(k.tables))
	for i, t := range k.tables {
		v.readTable(t, k.name, "[["+k.name+"]]", record(i))
	}
	return true
}

// oneTable reads a [table] that may stand once.
func (v *value) oneTable(_, to any) bool {
	t := v.single(v.key)
	if t != nil {
		v.readTable(t, v.key.name, "["+v.key.name+"]", to)
	}
	return t != nil
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
func (v *value) keyed(_ any, to *record.Keyed) bool {
	t := v.single(v.key)
	if t == nil {
		return false
	}
	to.Origin = record.Origin{File: t.start.File, Line: t.start.Line, Col: t.start.Col}
	to.Values = make(map[string]string)
	from := v.marks.Begin()
	top, word := v.load.fields.keys["site"], v.load.fields.word
	word.Form, word.Values = v.Form, v.Values
	for _, k := range t.keys {
		if slices.Contains(top, k.name) {
			v.unknownKey(k, "["+v.key.name+"]", nil)
			continue
		}
		item := value{v.reader, &word, k, "[" + v.key.name + "]"}
		var s string
		if item.store(k.val, &s) {
			name := strings.Clone(k.name) // which is a part of the file's text
			to.Keys = append(to.Keys, name)
			to.Values[name] = s
			v.marks.Add(name, 0, k.at, k.value)
		}
	}
	v.marks.End(&to.Origin, from)
	return true
}

// unknownKey reports a key that the table does not have, and gives the one that was
// most likely meant, or "".
func (r *reader) unknownKey(k *key, table string, known []string) string {
	text := "la chiave " + quote(k.name) + " non esiste"
	if len(k.tables) > 0 {
		text = "la tabella " + quote(k.name) + " non esiste"
	}
	if table != "" {
		text += " in " + table
	}
	lower := strings.ToLower(k.name)
	near, far := nearest(lower, known), "" // the key at the top of the file
	switch {
	case strings.HasPrefix(table, "[["):
		far = nearest(lower, r.load.fields.keys["progetto"])
	case table != "":
		far = nearest(lower, r.load.fields.keys["site"])
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
func (v *value) missing(t *table) {
	name := v.key.name
	if name == "finanziamento" {
		v.problem(t.start, "finanziamento-manca", "manca la fonte del finanziamento",
			"aggiungi una tabella [[finanziamento]] con misura e importo (l. 3/2003, art. 11, c. 2-quater)")
		return
	}
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
	case len(v.Values) > 0:
		return tomlText(v.Values[0]) + " (o " + strings.Join(v.Values[1:], ", ") + ")"
	case aDay.MatchString(v.key.name):
		v.load.daily = true
		return v.load.today.ISO()
	case v.key.name == "importo":
		return "931712"
	}
	return `"…"`
}
