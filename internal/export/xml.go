package export

import (
	"bytes"
	"encoding/xml"
	"unicode/utf8"
)

// element writes an element with a text, on its line.
func element(b []byte, depth int, name, text string) []byte {
	b = append(append(append(append(b, lineAt(depth)...), '<'), name...), '>')
	return append(append(append(appendXML(b, text), "</"...), name...), '>')
}

// appendXML writes a text as XML has it. Nearly every one needs no escapes; the library
// writes the others.
func appendXML(b []byte, s string) []byte {
	ascii := true
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c == '"', c == '\'', c == '&', c == '<', c == '>', c == 0xef && noCharacter(s[i:]):
			return escaped(b, s)
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	if !ascii && !utf8.ValidString(s) {
		return escaped(b, s)
	}
	return append(b, s...)
}

// noCharacter reports whether a text begins with U+FFFE or U+FFFF, which XML does not
// have.
func noCharacter(s string) bool { return len(s) >= 3 && s[1] == 0xbf && s[2] >= 0xbe }

func escaped(b []byte, s string) []byte {
	w := bytes.NewBuffer(b)
	if err := xml.EscapeText(w, []byte(s)); err != nil {
		panic("export: writing into memory cannot fail: " + err.Error())
	}
	return w.Bytes()
}
