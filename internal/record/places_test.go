package record

import "testing"

func TestIPAFault(t *testing.T) {
	tests := []struct{ name, code, kind, want string }{
		{"a province", "p_pv", "provincia", ""},
		{"a province in capitals", "P_PV", "provincia", ""},
		{"a town", "c_g388", "comune", ""},
		{"another body", "aoorm_pu", "altro", ""},
		{"a new province", "7U0QFN0C", "provincia", ""},
		{"no kind", "unive", "", ""},
		{"a province like a town", "c_g388", "provincia", "non è p_ e la sigla della provincia"},
		{"a town like a province", "p_pv", "comune", "non è c_ e il codice catastale del comune"},
		{"a blank", "p pv", "provincia", "ha caratteri che un codice IPA non ha"},
		{"nothing", "", "", "ha caratteri che un codice IPA non ha"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := IPAFault(tt.code, tt.kind); got != tt.want {
				t.Errorf("IPAFault(%q, %q) = %q", tt.code, tt.kind, got)
			}
		})
	}
}

func TestISTAT(t *testing.T) {
	tests := []struct{ in, mended string }{
		{"018110", "018110"}, {"18110", "018110"}, {"1811", "001811"}, {"O18110", "018110"}, {" 018110", "018110"}, {"0181100", ""}, {"abc", ""}, {"000110", ""}, {"", ""},
	}
	for _, tt := range tests {
		got, ok := MendISTAT(tt.in)
		if ok != (tt.mended != "") || ok && got != tt.mended {
			t.Errorf("MendISTAT(%q) = %q, %v; want %q", tt.in, got, ok, tt.mended)
		}
		if IsISTATTown(tt.in) != (tt.in == "018110") {
			t.Errorf("IsISTATTown(%q) = %v", tt.in, IsISTATTown(tt.in))
		}
	}
}

func TestIsProvinceSign(t *testing.T) {
	for in, want := range map[string]bool{"PV": true, "pv": false, "Pavia": false, "P1": false, "": false} {
		if got := IsProvinceSign(in); got != want {
			t.Errorf("IsProvinceSign(%q) = %v", in, got)
		}
	}
}
