package output

import (
	"bytes"
	"crypto/sha256"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Put gives the file, its sum, its size, and whether it was changed; whatever the previous
// file was, and in whatever pieces the bytes come.
func TestPutInPieces(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 6))
	for round := range 60 {
		previous := []byte(strings.Repeat("0123456789abcdef", random.IntN(20_000)))
		now := bytes.Clone(previous)
		switch round % 5 {
		case 1:
			now = append(now, "fine"...)
		case 2:
			now = now[:random.IntN(len(now)+1)]
		case 3:
			now = append(now[:random.IntN(len(now)+1)], "altro, e molto altro ancora"...)
		case 4:
			previous = nil
		}
		dir := filepath.Join(t.TempDir(), "public")
		if previous != nil {
			o := opened(t, dir)
			if err := putBytes(o, "lista.json", string(previous), List); err != nil {
				t.Fatal(err)
			}
			commit(t, o)
		}
		o := opened(t, dir)
		sum, size, err := o.Put("lista.json", List, func(w io.Writer) error { return inPieces(w, now, random) })
		if err != nil {
			t.Fatal(err)
		}
		w := commit(t, o)
		got, err := os.ReadFile(filepath.Join(dir, "lista.json"))
		if err != nil || !bytes.Equal(got, now) {
			t.Fatalf("round %d: %d bytes of %d are there, or others: %v", round, len(got), len(now), err)
		}
		if want := sha256.Sum256(got); sum != want || size != int64(len(now)) {
			t.Errorf("round %d: the file has %d bytes and the sum %x, want %x", round, size, sum, want)
		}
		if changed := previous == nil || !bytes.Equal(previous, now); w.Changed == 1 != changed {
			t.Errorf("round %d: %d files are said to have changed", round, w.Changed)
		}
	}
}

// inPieces writes bytes, so many at once as comes.
func inPieces(w io.Writer, all []byte, random *rand.Rand) error {
	for len(all) > 0 {
		n := min(1+random.IntN(200_000), len(all))
		if _, err := w.Write(all[:n]); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

func opened(t *testing.T, dir string) *Output {
	t.Helper()
	o, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func commit(t *testing.T, o *Output) Written {
	t.Helper()
	w, _, err := o.Commit()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// putBytes puts a file whose bytes are at hand.
func putBytes(o *Output, name, data string, kind Kind) error {
	_, _, err := o.Put(name, kind, func(w io.Writer) error {
		_, err := io.WriteString(w, data)
		return err
	})
	return err
}
