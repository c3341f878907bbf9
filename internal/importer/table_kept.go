package importer

import (
	"maps"
	"slices"
)

// recordColumn is a column of ours: the id of the project that a row was written into.
const recordColumn = "record"

// remember sorts the rows of the last import by project, and by the file that they were written into.
func (im *tableImport) remember() {
	im.lastOf, im.lastIn = make(map[string][]tableRow), make(map[string][]tableRow)
	for _, k := range []*importedRows{im.last, im.cut} {
		if k == nil {
			continue
		}
		for _, r := range k.rows {
			im.lastOf[r.project()] = append(im.lastOf[r.project()], r)
			if file := im.recordOf(&r); file != "" && k == im.last {
				im.lastIn[file] = append(im.lastIn[file], r)
			}
		}
	}
}

// keptColumns gives the columns of the rows that are kept.
func (im *tableImport) keptColumns() []string {
	used := make(map[string]bool)
	for _, r := range im.kept {
		for key := range r.values {
			used[key] = true
		}
	}
	columns := []string{recordColumn, "ente"}
	delete(used, "ente")
	delete(used, recordColumn)
	for i := range im.keys {
		if name := im.keys[i].name(); used[name] {
			columns = append(columns, name)
			delete(used, name)
		}
	}
	from := len(columns)
	for key := range used {
		columns = append(columns, key)
	}
	slices.Sort(columns[from:])
	return columns
}

// of gives the rows of an import that were written into a file.
func (k *importedRows) of(im *tableImport, file string) (rows []tableRow) {
	if k == nil {
		return nil
	}
	for _, r := range k.rows {
		if im.recordOf(&r) == file {
			rows = append(rows, r)
		}
	}
	return rows
}

// outcome tells what became of the rows of a project, and keeps them for the next import.
func (im *tableImport) outcome(g *tableProject, file string, became map[int]outcome, otherwise outcome) {
	for i := range g.rows {
		r := &g.rows[i]
		row := im.byLine[r.line]
		row.File, row.Outcome = file, max(became[r.line], otherwise).String()
		r.values[recordColumn] = stem(file)
		im.kept = append(im.kept, im.after(r))
	}
}

// after gives a row with what it said the last time where it says nothing now: the record still
// has that, and nobody else wrote it.
func (im *tableImport) after(r *tableRow) tableRow {
	var old *tableRow
	most := 0
	rows := im.lastOf[r.project()]
	for i := range rows {
		if n := agree(r, &rows[i]); n > most {
			old, most = &rows[i], n
		}
	}
	if old == nil {
		return *r
	}
	both := *r
	both.values = maps.Clone(old.values)
	for _, key := range []string{goneColumn, equalColumn, "cup_assente", "contratto.cig_assente", "finanziamento.erogato", "finanziamento.erogato_al"} {
		delete(both.values, key)
	}
	maps.Copy(both.values, r.values)
	return both
}

// agree counts the values that two rows of a project have alike; none where money or a contract
// tell them apart.
func agree(a, b *tableRow) int {
	n := 0
	for key, v := range a.values {
		switch w := b.values[key]; {
		case w == v:
			n++
		case w != "" && (key == "contratto.cig" || key == "pagamento.data"):
			return 0
		}
	}
	return n
}
