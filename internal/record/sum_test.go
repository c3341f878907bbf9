package record

import "testing"

func TestKnowledge(t *testing.T) {
	tests := []struct {
		sum  Sum
		want Knowledge
	}{
		{Sum{}, NothingKnown}, {Sum{Unknown: 2}, NothingKnown}, {Sum{Known: 1, Unknown: 1}, NothingKnown},
		{Sum{Amount: 1, Known: 1, Unknown: 1}, PartlyKnown}, {Sum{Known: 1}, AllKnown},
	}
	for _, tt := range tests {
		if got := tt.sum.Knowledge(); got != tt.want {
			t.Errorf("%+v: got %d, want %d", tt.sum, got, tt.want)
		}
	}
}
