package load

import (
	"unicode/utf8"

	"vetro/internal/media"
	"vetro/internal/record"
)

// markup holds a file of XML to what may be published, and gives a drawing the size that it will
// have there: it is written anew.
func (l *loader) markup(m *record.Media, data []byte) {
	_, drawing := media.Markup(l.file)
	switch {
	case wide(data):
		l.problem(top(l.file), "codifica", "il file è in UTF-16, non in UTF-8", "salvalo di nuovo come UTF-8")
		return
	case drawing && !utf8.Valid(data):
		l.encoding(l.file, data)
		return
	}
	var faults []media.Fault
	if drawing {
		var clean []byte
		clean, faults = media.Drawing(data)
		m.Size = int64(len(clean))
	} else {
		faults = media.Document(data)
	}
	for _, f := range faults {
		at := record.Pos{File: l.file}
		at.Line, at.Col = f.Place(data)
		l.problem(at, f.Rule(), f.Text, f.Mend)
	}
}
