package load

import (
	"sync"

	"vetro/internal/record"
)

// valueReader reads the values of the keys of one type.
type valueReader struct {
	kind kind
	read func(v *value, raw, to any) bool
}

// valueReaders has a row for each shape that values have.
func valueReaders() map[record.Shape]valueReader {
	return map[record.Shape]valueReader{
		record.TextShape:     {textKind, into((*value).text)},
		record.MarkdownShape: {textKind, into((*value).markdown)},
		record.ListShape:     {listKind, into((*value).texts)},
		record.BoolShape:     {yesNoKind, into((*value).yesNo)},
		record.WholeShape:    {wholeKind, into((*value).whole)},
		record.NumberShape:   {numberKind, into((*value).number)},
		record.AmountShape:   {amountKind, into((*value).euro)},
		record.DateShape:     {dateKind, into((*value).date)},
		record.KeyedShape:    {tableKind, into((*value).keyed)},
		record.TableShape:    {tableKind, (*value).oneTable},
		record.TablesShape:   {tableKind, (*value).tables},
	}
}

// into makes what reads into a T one of all readers.
func into[T any](read func(v *value, raw any, to *T) bool) func(v *value, raw, to any) bool {
	return func(v *value, raw, to any) bool { return read(v, raw, to.(*T)) }
}

// field is a key of a record, with what reads its values.
type field struct {
	record.Field
	valueReader
}

// fieldTables are the tables of fields by their names.
type fieldTables struct {
	fields map[string][]field
	keys   map[string][]string
	word   field // of the values of a Keyed
}

func (t *fieldTables) of(name string) []field { return t.fields[name] }

// allFields gives the tables, made once a run.
var allFields = sync.OnceValue(func() *fieldTables {
	readers := valueReaders()
	t := &fieldTables{make(map[string][]field), make(map[string][]string), field{valueReader: readers[record.TextShape]}}
	for _, table := range record.FieldTables() {
		for _, f := range table.Fields {
			r := readers[f.Type.Shape]
			switch {
			case f.Type.Code != nil && r.kind == listKind:
				r.read = (*value).codes
			case f.Type.Code != nil:
				r.read = (*value).code
			case r.kind == dateKind && f.Form != record.AnyDate && f.Required:
				r.kind = dueKind
			case r.kind == dateKind && f.Form != record.AnyDate:
				r.kind = dayKind
			}
			t.fields[table.Name] = append(t.fields[table.Name], field{f, r})
			t.keys[table.Name] = append(t.keys[table.Name], f.Key)
		}
	}
	return t
})
