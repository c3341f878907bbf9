package media

import (
	"strings"
	"testing"
)

func TestDocuments(t *testing.T) {
	// The mark § stands where the fault is awaited; without one the file is published.
	tests := []struct{ name, xml, says string }{
		{"a map", `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><description><![CDATA[<b>x</b><script>]]></description></Placemark></kml>`, ""},
		{"an invoice", `<p:FatturaElettronica xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2" versione="FPA12"><FatturaElettronicaHeader/></p:FatturaElettronica>`, ""},
		{"a document type", `<!DOCTYPE gpx SYSTEM 'a>b'><gpx/>`, ""},
		{"words", `<a onclick="x" href="javascript:x">&lt;script&gt; xmlns="http://www.w3.org/1999/xhtml"</a>`, ""},
		{"a style sheet", "§<?xml-stylesheet type='text/xsl' href='x.xsl'?><a/>", "xml-stylesheet"},
		{"an instruction", "<a>\n§<?php system(1) ?></a>", "php"},
		{"XHTML", `<a>§<html xmlns="http://www.w3.org/1999/xhtml"/></a>`, "XHTML"},
		{"XHTML under a prefix", `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:è.="http://www.w3.org/1999/xhtml">§<è.:script>x</è.:script></xs:schema>`, "XHTML"},
		{"XHTML for all", `§<script xmlns="http://www.w3.org/1999/xht&#109;l">x</script>`, "XHTML"},
		{"a drawing", `<a xmlns:s="http://www.w3.org/2000/svg">§<s:svg/></a>`, "SVG"},
		{"a transformation", `§<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>`, "XSLT"},
		{"entities", `<!DOCTYPE a §[<!ENTITY x "y">]><a/>`, "entità"},
		{"UTF-7", `§<?xml version="1.0" encoding="utf-7"?><a/>`, "utf-7"},
		{"Latin letters", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><p a='citt\xe0'>Perch\xe9</p>", ""},
		{"Latin letters of Windows", "<?xml version='1.0' encoding='windows-1252'?><p>5 \x80, l\x92ente</p>", ""},
		{"ASCII", `<?xml version="1.0" encoding="US-ASCII"?><p/>`, ""},
		{"UTF-8 by its other name", `<?xml version="1.0" encoding="utf8"?><p/>`, ""},
		{"XHTML among Latin letters", "<?xml version='1.0' encoding='ISO-8859-1'?><p>\xe0\xe0§<html xmlns='http://www.w3.org/1999/xhtml'/></p>", "XHTML"},
		{"Latin letters that nothing declares", "<p>§\xe0</p>", "UTF-8"},
		{"a shift among Latin letters", "<?xml version='1.0' encoding='ISO-8859-1'?><p>\xe0§\x1b$B</p>", "UTF-8"},
		{"a mark before Latin letters", "\xef\xbb\xbf<?xml version='1.0' encoding='ISO-8859-1'?><p>§\xe0</p>", "UTF-8"},
		{"an encoding that is not of single bytes", "§<?xml version='1.0' encoding='gb18030'?><p/>", "gb18030"},
		{"a shift", "<a>§\x1b$B</a>", "UTF-8"},
		{"an end that lacks", `<a><b></b>§`, "chiuso"},
		{"nothing", `§`, "elemento"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.says == "" {
				if faults := Document([]byte(tt.xml)); len(faults) > 0 {
					t.Errorf("%+v", faults)
				}
				return
			}
			xml, at := marked(t, tt.xml)
			if tt.name == "nothing" {
				at = -1
			}
			faults := Document(xml)
			if len(faults) == 0 || faults[0].Offset != at || !strings.Contains(faults[0].Text, tt.says) {
				t.Errorf("%+v, want %s at %d", faults, tt.says, at)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	tests := []struct {
		text      string
		offset    int
		line, col int
	}{
		{"<a>", 0, 1, 1},
		{"\ufeff<a>", 3, 1, 1},
		{"<à>\r\nè<b>", 8, 2, 2},
		{"<a>\n", 4, 2, 1},
		{"<a>", -1, 0, 0},
	}
	for _, tt := range tests {
		if line, col := (Fault{Offset: tt.offset}).Place([]byte(tt.text)); line != tt.line || col != tt.col {
			t.Errorf("%d of %q: %d:%d, want %d:%d", tt.offset, tt.text, line, col, tt.line, tt.col)
		}
	}
}
