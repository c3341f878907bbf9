package media

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// activeSpaces are the namespaces of elements that a browser shows as a page, and may run.
var activeSpaces = map[string]string{
	xhtmlSpace: "XHTML", svgSpace: "SVG",
	"http://www.w3.org/1998/Math/MathML":                            "MathML",
	"http://www.w3.org/1999/XSL/Transform":                          "XSLT",
	"http://www.mozilla.org/xbl":                                    "XBL",
	"http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul": "XUL",
	"http://www.w3.org/2001/xml-events":                             "XML Events",
	"http://www.w3.org/2002/xforms":                                 "XForms",
}

// Document gives why a file of XML (KML, GPX, GML, an invoice) is not published, nothing if it
// only holds data: it is well formed, and no browser would show it as a page.
func Document(xml []byte) []Fault {
	var faults []Fault
	add := func(at int, text, mend string) {
		if len(faults) < maxFaults {
			faults = append(faults, Fault{Offset: at, Text: text, Mend: mend})
		}
	}
	s, latin := newScanner(xml), false
	if !utf8.Valid(xml) && declaresSingleByte(xml) {
		s, latin = newLatinScanner(fromLatin(xml)), true
	}
	for s.next() {
		switch s.kind {
		case instruction:
			add(s.offset, fmt.Sprintf("l’istruzione <?%s …?> può far eseguire codice a chi apre il file", shown([]byte(s.local))), "togli la riga: i dati restano gli stessi")
		case startTag:
			if language, active := activeSpaces[s.space]; active {
				add(s.offset, fmt.Sprintf("<%s> è un elemento di %s: il browser mostrerebbe il file come una pagina", shown([]byte(s.local)), language), "pubblica un file di soli dati, o mettilo in un archivio .zip")
			}
		}
	}
	if s.broken != nil {
		faults = append(faults, *s.broken)
	}
	if latin {
		for i := range faults {
			if at := faults[i].Offset; at > 0 {
				faults[i].Offset = utf8.RuneCount(s.text[:at])
			}
		}
	}
	return faults
}

// declaresSingleByte reports a file that says to be in an encoding of singleByte: the records of
// tenders that the law asks for (l. 190/2012) are mostly in one.
func declaresSingleByte(xml []byte) bool {
	m := declared.FindSubmatch(xml[:min(len(xml), 1000)])
	if m == nil {
		return false
	}
	name := strings.ToLower(string(m[1]) + string(m[2]))
	return singleByte[name] && name != "utf8"
}

// fromLatin gives a text of single bytes in UTF-8.
func fromLatin(text []byte) []byte {
	out := make([]byte, 0, len(text)+len(text)/8)
	for _, c := range text {
		out = utf8.AppendRune(out, rune(c))
	}
	return out
}
