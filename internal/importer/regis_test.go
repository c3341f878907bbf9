package importer

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"vetro/internal/record"
)

// Hundreds of payments of one CUP and one submeasure are all there, and stay as they are;
// one that changes in the source changes alone.
func TestManyPayments(t *testing.T) {
	const many = 300
	dir, in := newSite(t), t.TempDir()
	put(t, dir, "content/enti/p_pv.toml", "nome = \"Provincia di Pavia\"\n")
	put(t, dir, "content/progetti/cloud.toml", "titolo = \"Cloud\"\nente = \"p_pv\"\nstato = \"in corso\"\ncup = \"I89B25000070006\"\naggiornato = 2026-08-22\n\n[[finanziamento]]\nmisura = \"M1C1I1.2\"\nimporto = 12\nstato = \"assegnato\"\n")
	bring := func(changed int) (r *Report, sum record.Euro) {
		t.Helper()
		var b strings.Builder
		b.WriteString("codice_univoco_submisura;cup;pagamenti_totali;data_di_estrazione\n")
		for i := range many {
			amount := 1000 + i
			if i == changed {
				amount = 5000
			}
			fmt.Fprintf(&b, "M1C1I1.02.00;I89B25000070006;%d,01;31/03/2025\n", amount)
		}
		put(t, in, "pagamenti.csv", b.String())
		r, err := ItaliaDomani(Options{Site: dir, File: filepath.Join(in, "pagamenti.csv"), Today: today})
		if err != nil {
			t.Fatal(err)
		}
		payments := loaded(t, dir).Projects[0].Payments
		if len(payments) != many {
			t.Errorf("%d payments are there", len(payments))
		}
		for i := range payments {
			sum += payments[i].Amount
		}
		return r, sum
	}
	const all = record.Euro(many*1000_01 + many*(many-1)/2*100)
	if r, sum := bring(-1); sum != all || r.Count("aggiunta") != many {
		t.Errorf("first there are %s, want %s; %d rows are new", sum, all, r.Count("aggiunta"))
	}
	if r, sum := bring(-1); sum != all || r.Count("invariata") != many || len(r.Notes) != 0 {
		t.Errorf("again there are %s, want %s; told is %v", sum, all, r.Notes)
	}
	if r, sum := bring(200); sum != all+(5000-1200)*100 || r.Count("aggiornata") != 1 {
		t.Errorf("with one changed there are %s; %d rows changed", sum, r.Count("aggiornata"))
	}
}
