package record

import "testing"

func TestLicenseOf(t *testing.T) {
	tests := []struct{ name, id, vocabulary, kind string }{
		{"the usual one", "CC-BY-4.0", "https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40", "http://purl.org/adms/licencetype/Attribution"},
		{"share alike", "CC-BY-SA-4.0", "https://w3id.org/italia/controlled-vocabulary/licences/A31_CCBYSA40", "http://purl.org/adms/licencetype/ViralEffect-ShareAlike"},
		{"public domain, with the letter O", "CC0-1.0", "https://w3id.org/italia/controlled-vocabulary/licences/A11_CCO10", "http://purl.org/adms/licencetype/PublicDomain"},
		{"Italian", "IODL-2.0", "https://w3id.org/italia/controlled-vocabulary/licences/A29_IODL20", "http://purl.org/adms/licencetype/Attribution"},
	}
	for _, tt := range tests {
		if l, known := LicenseOf(tt.id); !known || l.Vocabulary != tt.vocabulary || l.Type != tt.kind || l.ID != tt.id || l.Deed == "" || l.Address == "" {
			t.Errorf("%s: %+v", tt.name, l)
		}
	}
	if l, known := LicenseOf("Altra"); known || l.ID != "Altra" || l.Title != "Altra" || l.Deed != "" {
		t.Errorf("an unknown licence is %+v", l)
	}
}
