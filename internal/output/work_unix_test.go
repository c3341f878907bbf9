//go:build unix

package output

import (
	"errors"
	"os"
	"testing"
)

func TestWorkFolderOfAnother(t *testing.T) {
	t.Chdir(t.TempDir())
	putFile(t, ".public.vetro/former/a", "mio")
	if err := os.Chown(".public.vetro", os.Geteuid()+1, -1); err != nil {
		t.Skip(err) // only root gives folders away
	}
	before := treeOf(t, ".")
	_, err := Open("public", nil)
	const want = ".public.vetro: la cartella della pubblicazione in corso è di un altro utente [uscita-lavoro]\n" +
		"\tse nessun altro sta pubblicando, cancellala, poi ripeti il comando"
	if r, ok := errors.AsType[*Refusal](err); !ok || r.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if d := difference(treeOf(t, "."), before); d != "" {
		t.Error(d)
	}
}
