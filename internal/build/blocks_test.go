package build

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"vetro/internal/record"
)

func someBlocks() *blocks {
	return &blocks{base: [32]byte{7}, files: map[string]layout{
		"dati/tutto.json":    {[32]byte{0xab}, []placed{{size: 12}, {[16]byte{1, 2}, 70_000}, {[16]byte{3}, 0}}, []byte("nota")},
		"dati/progetti.json": {[32]byte{0x0f}, nil, []byte{}},
	}}
}

func TestBlocksForm(t *testing.T) {
	want := someBlocks()
	data := want.encode()
	if got := decodeBlocks(record.NewDecoder(string(data))); !reflect.DeepEqual(got, want) {
		t.Fatalf("got %v", got)
	}
	for n := range data {
		if decodeBlocks(record.NewDecoder(string(data[:n]))) != nil {
			t.Errorf("%d of %d bytes were taken for all", n, len(data))
		}
	}
}

// What comes out of any bytes goes in again, and nothing makes the reader fail.
func FuzzBlocks(f *testing.F) {
	f.Add(string(someBlocks().encode()))
	f.Add("a")
	f.Fuzz(func(t *testing.T, data string) {
		b := decodeBlocks(record.NewDecoder(data))
		if b == nil {
			return
		}
		if again := decodeBlocks(record.NewDecoder(string(b.encode()))); !reflect.DeepEqual(again, b) {
			t.Errorf("%v became %v", b, again)
		}
		for _, l := range b.files {
			l.spans()
		}
	})
}

// After one changed record most blocks of the large files are copied from the former ones: a
// builder that copies is given a former file with a mark in a block, and the mark is found in
// the new one.
func TestBlocksAreCopied(t *testing.T) {
	o := liveSite(t, nil)
	for n := range 30 {
		name := filepath.Join(o.Site, "content", "progetti", fmt.Sprintf("p-%d.toml", n))
		if err := os.WriteFile(name, fmt.Appendf(nil, projectText, n), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	o.Program, o.Out = "prova", filepath.Join(o.Site, "public")
	build := func() {
		t.Helper()
		if _, problems, err := Site(o); err != nil || record.Stops(problems) {
			t.Fatal(problems, err)
		}
	}
	build()
	table := filepath.Join(o.Out, "dati", "progetti.csv")
	data, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(table)
	if err != nil {
		t.Fatal(err)
	}
	marked := bytes.Replace(data, []byte("Progetto 20"), []byte("Progetto zz"), 1)
	if err := os.WriteFile(table, marked, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(table, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(o.Site, "content", "progetti", "p-3.toml")
	if err := os.WriteFile(changed, fmt.Appendf(nil, projectText, 77), 0o666); err != nil {
		t.Fatal(err)
	}
	build()
	data, err = os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Progetto zz", "Progetto 77"} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s is not there: blocks were not copied, or too many were", want)
		}
	}
}

const projectText = "titolo = \"Progetto %d\"\nente = \"p_xx\"\nstato = \"in corso\"\ncup_assente = \"non ancora richiesto\"\naggiornato = 2026-08-22\n" +
	"[[finanziamento]]\nmisura = \"M4C1I3.3\"\nimporto = 1000\nstato = \"assegnato\"\ndata = 2024-05-01\n"
