package export

import (
	"bytes"
	"encoding/json"
	"strconv"

	"vetro/internal/record"
)

// appendValue writes a value of a column; the items of a list each on a line if depth
// is more than 0.
func appendValue(b []byte, v *record.Value, depth int) []byte {
	if !v.Known {
		return append(b, "null"...)
	}
	switch v.Type {
	case record.TextColumn, record.AddressColumn:
		return appendText(b, v.Text)
	case record.ListColumn:
		return appendTexts(b, v.List, depth)
	case record.DayColumn, record.DateColumn:
		return append(v.Date.AppendISO(append(b, '"')), '"')
	}
	return appendNumber(b, v)
}

// appendNumber writes a value that looks the same in JSON and in CSV.
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

func appendTexts(b []byte, texts []string, depth int) []byte {
	b = append(b, '[')
	for i, s := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		if depth > 0 {
			b = append(b, lineAt(depth+1)...)
		}
		b = appendText(b, s)
	}
	if depth > 0 && len(texts) > 0 {
		b = append(b, lineAt(depth)...)
	}
	return append(b, ']')
}

// appendText writes a text as JSON. Nearly every one stands there as it is; the library
// writes the others.
func appendText[T string | []byte](b []byte, s T) []byte {
	if !record.PlainInJSON(s, "") {
		return append(b, marshal(string(s))...)
	}
	return append(append(append(b, '"'), s...), '"')
}

// indented writes what people may read, too.
func indented(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		panic("export: what we describe must be JSON: " + err.Error())
	}
	return b.Bytes()
}

// marshal gives JSON as it stands in a script file, where < needs no escape of JSON's.
func marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("export: what a script reads must be JSON: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// appendNumbers writes whole numbers as an array.
func appendNumbers[T int | int64](b []byte, numbers []T) []byte {
	b = append(b, '[')
	for i, n := range numbers {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return append(b, ']')
}
