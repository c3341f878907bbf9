package record

import "testing"

func TestKindOfBody(t *testing.T) {
	for name, want := range map[string]string{
		"Provincia di Pavia": "provincia", "COMUNE DI PAVIA": "comune", "Città metropolitana di Milano": "città metropolitana",
		"CITTA' METROPOLITANA DI ROMA": "città metropolitana", "Citta metropolitana di Bari": "città metropolitana", "Unione dei Comuni": "unione",
		"Regione Lombardia": "regione", "Consorzio dei Comuni": "", "Comunità montana": "", "Comune": "", "": "",
	} {
		if got := KindOfBody(name); got != want {
			t.Errorf("KindOfBody(%q) = %q, want %q", name, got, want)
		}
	}
}
