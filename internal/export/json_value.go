package export

import (
	"bytes"
	"encoding/json"
	"strconv"

	"vetro/internal/record"
)

// value appends a value of a column as JSON; the items of a list each on a line if depth is
// more than 0.
func (w *writer) value(v *record.Value, depth int) {
	switch {
	case !v.Known:
		w.put("null")
	case v.Type == record.TextColumn || v.Type == record.AddressColumn:
		w.text(v.Text)
	case v.Type == record.ListColumn:
		w.texts(v.List, depth)
	case v.Type == record.DayColumn || v.Type == record.DateColumn:
		w.b = append(v.Date.AppendISO(append(w.b, '"')), '"')
	default:
		w.b = appendNumber(w.b, v)
	}
}

// appendNumber appends a value that is written alike in JSON and in CSV.
func appendNumber(b []byte, v *record.Value) []byte {
	switch v.Type {
	case record.IntegerColumn:
		return strconv.AppendInt(b, v.Whole, 10)
	case record.NumberColumn:
		return strconv.AppendFloat(b, v.Part, 'f', -1, 64)
	case record.EuroColumn:
		return record.Euro(v.Whole).AppendDecimal(b)
	case record.BoolColumn:
		return strconv.AppendBool(b, v.Whole != 0)
	}
	panic("export: no column has values of this type")
}

// texts appends a list of texts.
func (w *writer) texts(texts []string, depth int) {
	w.put("[")
	for i, s := range texts {
		w.comma(i)
		if depth > 0 {
			w.put(lineAt(depth + 1))
		}
		w.text(s)
	}
	if depth > 0 && len(texts) > 0 {
		w.put(lineAt(depth))
	}
	w.put("]")
}

// marshal gives JSON for a script file, where < needs no escape of JSON's.
func marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("export: what a script reads must be JSON: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
