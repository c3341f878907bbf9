package importer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"vetro/internal/record"
)

// Columns of ours in what is kept of a sheet.
const (
	equalColumn = "righe_uguali" // what was decided of a row that has the money of another one
)

// What rows of one project that have the same money are.
const (
	joined   = "unite"    // one funding, told more than once
	separate = "distinte" // each its own
)

// addsOnly reports a sheet that tells nothing of the money of projects: its rows add to projects
// that are there, and make none.
func (im *tableImport) addsOnly() bool {
	return !slices.ContainsFunc(im.keys, func(k tableKey) bool { return k.block == "finanziamento" && im.mapped(k.name()) }) && im.sides() == nil
}

// sides gives the sources of money that have columns of their own: finanziamento[Comune].
func (im *tableImport) sides() (out []string) {
	for _, c := range im.Columns {
		if side, is := sideOf(c.Key); is && !slices.Contains(out, side) {
			out = append(out, side)
		}
	}
	return out
}

// sideOf gives the source in a key such as finanziamento[Comune].importo.
func sideOf(key string) (side string, is bool) {
	rest, is := strings.CutPrefix(key, "finanziamento[")
	side, _, closed := strings.Cut(rest, "].")
	return side, is && closed
}

// lacks names what a new project of a body cannot do without. Money that nobody grants, as that
// of the body itself, has no state.
func lacks(d *mergePlan, body *record.Body) []string {
	var missing []string
	if d.get("titolo").value == "" {
		missing = append(missing, "titolo")
	}
	funded, state, measure := false, true, true
	for i := range d.blocks {
		f := &d.blocks[i]
		if f.name != "finanziamento" {
			continue
		}
		source := cmp.Or(f.get("fonte").value, record.PNRR)
		funded = true
		state = state && (f.get("stato").value != "" || !body.Outside(&record.Funding{Source: source}))
		measure = measure && (f.get("misura").value != "" || source != record.PNRR)
	}
	if !funded {
		return append(missing, "finanziamento.importo")
	}
	if !state {
		missing = append(missing, "finanziamento.stato")
	}
	if !measure {
		missing = append(missing, "finanziamento.misura")
	}
	return missing
}

// planOf gives the project that rows tell of; cup is that of the project, which may be known to the
// site alone.
func (im *tableImport) planOf(rows []tableRow, cup string) *mergePlan {
	d := &mergePlan{}
	if !im.addsOnly() {
		d.top = im.topOf(rows, cup)
	} else {
		d.top = []field{{key: "aggiornato", value: im.o.Day.ISO(), kind: date, seen: true}}
	}
	for _, name := range []string{"finanziamento", record.StartPhase, record.CompletionPhase, "contratto", "pagamento", "luogo"} {
		times := make(map[string]int)
		for i := range rows {
			for _, b := range im.blocksOf(name, &rows[i]) {
				if times[b.id]++; times[b.id] > 1 && name == "finanziamento" && rows[i].values[equalColumn] == separate {
					b.id += "\n" + strconv.Itoa(times[b.id])
				}
				if same := blockOfID(d, &b); same != nil {
					same.fill(&b)
				} else {
					d.blocks = append(d.blocks, b)
				}
			}
		}
	}
	source := "Foglio dell’ente, fonte " + im.report.Source
	d.blocks = append(d.blocks, sourceBlock(im.report.Source, field{key: "titolo", value: source}))
	return d
}

// blockOfID gives the table of a plan that is the same as another, or nil.
func blockOfID(d *mergePlan, like *block) *block {
	for i := range d.blocks {
		if b := &d.blocks[i]; b.name == like.name && b.id == like.id && b.part == like.part {
			return b
		}
	}
	return nil
}

// fill gives a table what a later row says of it and the first did not.
func (b *block) fill(later *block) {
	if b.get("importo").value == "" && later.get("importo").value != "" {
		b.line, b.also = later.line, b.line
	}
	for i := range b.fields {
		if f := &b.fields[i]; f.value == "" || f.once {
			if more := later.get(f.key); more.value != "" && (f.value == "" || !more.once) {
				f.value, f.once = more.value, more.once
			}
		}
	}
}

// topOf gives the keys of a project itself.
func (im *tableImport) topOf(rows []tableRow, cup string) (top []field) {
	for i := range im.keys {
		k := &im.keys[i]
		if k.block != "" {
			continue
		}
		f := field{key: k.key, kind: k.kind}
		for _, r := range rows {
			f.value = cmp.Or(f.value, r.values[k.key])
		}
		switch {
		case k.key == "titolo":
			f.once = true
		case k.key == "stato":
			f.value, f.once = cmp.Or(f.value, record.Unreported), f.value == ""
		case k.key == "cup_assente" && cup != "":
			f.value, f.ours = "", true
		case k.key == "cup_assente":
			f.value = cmp.Or(f.value, "il foglio dell’ente non riporta il CUP")
		case k.key == "aggiornato":
			f.ours = f.value != ""
			f.value, f.seen = cmp.Or(f.value, im.o.Day.ISO()), true
		}
		top = append(top, f)
	}
	return top
}

// needs names the keys without which a table of that name is not written.
func needs(name string) string {
	switch name {
	case "finanziamento", "pagamento":
		return "importo"
	case "luogo":
		return "nome"
	}
	return ""
}

// fundings gives the fundings that a row tells of.
func (im *tableImport) fundings(r *tableRow) []block { return im.blocksOf("finanziamento", r) }

// blocksOf gives the tables of that name that a row tells of: one or, of money that has columns by
// source, several.
func (im *tableImport) blocksOf(name string, r *tableRow) (out []block) {
	if b, any := im.blockOf(name, r); any {
		out = append(out, b)
	}
	if name != "finanziamento" {
		return out
	}
	for _, side := range im.sides() {
		prefix := "finanziamento[" + side + "]."
		amount := r.values[prefix+"importo"]
		if e, _ := record.ParseEuro(amount); amount == "" || e == 0 {
			continue
		}
		b := block{name: name, line: r.line}
		for i := range im.keys {
			k := &im.keys[i]
			if k.block != name {
				continue
			}
			f := field{key: k.key, value: r.values[prefix+k.key], kind: k.kind}
			switch {
			case k.key == "fonte" && side != record.PNRR:
				f.value = side
			case k.key == "stato", k.key == "misura" && side == record.PNRR:
				f.value = cmp.Or(f.value, r.values[k.name()])
			}
			b.fields = append(b.fields, f)
		}
		out = append(out, b.identified(r))
	}
	return out
}

// blockOf gives the table of that name that a row tells of.
func (im *tableImport) blockOf(name string, r *tableRow) (b block, any bool) {
	b = block{name: name, line: r.line}
	for i := range im.keys {
		if k := &im.keys[i]; k.block == name {
			v := r.values[k.name()]
			b.fields = append(b.fields, field{key: k.key, value: v, kind: k.kind})
			any = any || v != "" && (im.consts[k.name()] == "" || k.key == needs(name))
		}
	}
	if n := needs(name); n != "" && b.get(n).value == "" {
		return b, false
	}
	for i := range b.fields {
		if f := &b.fields[i]; f.key == "erogato" || f.key == "erogato_al" { // all of it was, says the state
			f.derived = b.get("stato").value == record.Paid
		}
	}
	switch name {
	case record.StartPhase, record.CompletionPhase:
		title := map[string]string{record.StartPhase: "Avvio delle attività", record.CompletionPhase: "Completamento delle attività"}[name]
		b.name = "tappa"
		b.fields = append([]field{{key: "titolo", value: title}, {key: "fase", value: name}}, b.fields...)
	case "contratto":
		if b.get("cig").value+b.get("fornitore").value+b.get("importo").value == "" {
			return b, false
		}
		b = contractDefaults(b)
	}
	return b.identified(r), any
}

// identified gives a table of a row with its id, which tells it from others of its project.
func (b block) identified(r *tableRow) block {
	var keys []string
	switch b.name {
	case "finanziamento":
		b.fields = append(b.fields, field{key: absentKey, kind: date, ours: true})
		keys = []string{"fonte", "misura", "avviso", "decreto", "fondo", "importo"}
	case "contratto":
		keys = []string{"cig", "fornitore", "oggetto", "importo", "data"}
		if b.get("cig").value != "" {
			keys = []string{"cig"}
		}
	case "pagamento":
		keys = []string{"data", "importo", "verso", "nota"}
	default:
		keys = []string{b.by()}
	}
	b.id = b.name
	for _, key := range keys {
		b.id += "\n" + b.get(key).value
	}
	if b.name == "finanziamento" {
		b.id += "\n" + record.PlainTitle(r.values[lotKey])
	}
	return b
}

// contractDefaults says what a sheet does not tell of a contract.
func contractDefaults(b block) block {
	for i := range b.fields {
		f := &b.fields[i]
		switch {
		case f.key == "oggetto" && f.value == "":
			f.value, f.once = "Oggetto non riportato dal foglio dell’ente", true
		case f.key == "cig_assente":
			f.derived = true // it goes when the CIG comes
			if f.value == "" && b.get("cig").value == "" {
				f.value, f.once = "il foglio dell’ente non riporta il CIG", true
			}
		}
	}
	return b
}

var slugLetters = strings.NewReplacer("à", "a", "è", "e", "é", "e", "ì", "i", "ò", "o", "ù", "u")

// slug gives a title as an id.
func slug(title string) string {
	s := slugLetters.Replace(strings.ToLower(record.Legible(title)))
	s = strings.Trim(notInSlug.ReplaceAllString(s, "-"), "-")
	if len(s) > 60 {
		s = strings.Trim(s[:60], "-")
	}
	return cmp.Or(s, "progetto")
}
