package load

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	"vetro/internal/media"
	"vetro/internal/record"
)

// markup holds a file of XML to what may be published, and gives a drawing the size that it will
// have there: it is written anew.
func (l *loader) markup(m *record.Media, data []byte) {
	text := bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case wide(text):
		l.problem(top(l.file), "codifica", "il file è in UTF-16, non in UTF-8", "salvalo di nuovo come UTF-8")
		return
	case !utf8.Valid(text):
		l.encoding(l.file, text)
		return
	}
	var faults []media.Fault
	if strings.EqualFold(path.Ext(l.file), ".svg") {
		var clean []byte
		clean, faults = media.Drawing(text)
		m.Size = int64(len(clean))
	} else {
		faults = media.Document(text)
	}
	if len(faults) == 0 {
		return
	}
	src := newSource(l.file, text, 1)
	for _, f := range faults {
		at, rule := record.Pos{File: l.file}, "media-attivo"
		if f.Offset >= 0 {
			at = src.pos(f.Offset)
		}
		if f.Broken {
			rule = "media-illeggibile"
		}
		l.problem(at, rule, f.Text, f.Mend)
	}
}
