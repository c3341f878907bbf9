package render

import "testing"

// An amount of a sentence carries its value for machines, and what is no amount is escaped.
func TestSentence(t *testing.T) {
	x := sentence("<b> " + euro(assignedFlow, 1_815_608_00) + " & " + euro(lostFlow, 50) + ".")
	if got, want := string(x.html()), "&lt;b&gt; <data class=\"assegnato\" value=\"1815608.00\">1.815.608\u00a0€</data> &amp; <data class=\"perduto\" value=\"0.50\">0,50\u00a0€</data>."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := x.text(), "<b> 1.815.608\u00a0€ & 0,50\u00a0€."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
