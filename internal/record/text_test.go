package record

import "testing"

func TestAppendPlain(t *testing.T) {
	text := &Text{
		Parts: []Part{{HTML: `<p id="a">L’ente &amp; <a href="`}, {Slot: LinkSlot}, {HTML: `">il sito</a>, <strong>&lt;b&gt;</strong>.</p>`}, {HTML: "\n<p>Fine\nqui.</p>"}},
		Runs: []Run{
			{Part: 0, Start: 10, End: 25, Apart: true}, {Part: 2, Start: 2, End: 9}, {Part: 2, Start: 13, End: 15},
			{Part: 2, Start: 23, End: 32}, {Part: 2, Start: 41, End: 42}, {Part: 3, Start: 4, End: 13, Apart: true},
		},
	}
	if got, want := text.AllPlain(), "L’ente & il sito, <b>. Fine qui."; got != want {
		t.Errorf("AllPlain gives %q, want %q", got, want)
	}
	if got, want := string(text.AppendPlain([]byte(" a "))), " a L’ente & il sito, <b>. Fine qui."; got != want {
		t.Errorf("AppendPlain gives %q, want %q", got, want)
	}
}
