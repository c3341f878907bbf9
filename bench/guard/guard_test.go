package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestMain plays a binary of Vetro where it is called by the name of one.
func TestMain(m *testing.M) {
	if name := filepath.Base(os.Args[0]); strings.HasPrefix(name, "vetro-") {
		if err := play(strings.TrimPrefix(name, "vetro-"), os.Args[1]); err != nil {
			fmt.Println(err)
			os.Exit(2)
		}
		return
	}
	os.Exit(m.Run())
}

// play does what Vetro does, as far as guard asks, and what the name of the binary says.
func play(name, command string) error {
	switch {
	case command == "version":
		fmt.Printf("vetro v-%s\ncommit %s0123456789\ngo1.26 linux\n", name, name)
		return nil
	case command == "check" && name == "word":
		fmt.Println("un problema in pià")
	case command == "check":
		fmt.Println("un problema in più")
	case command == "build":
		fmt.Printf("2 file in 0,%d secondi, vetro v-%s\n", len(name), name)
		page := "una pagina"
		if name == "byte" {
			page = "una pagine"
		}
		if name != "missing" {
			if err := os.WriteFile("altra.html", nil, 0o666); err != nil {
				return err
			}
		}
		return os.WriteFile("pagina.html", []byte(page), 0o666)
	}
	return nil
}

// TestGuard holds guard to finding a changed byte, a missing file and a changed word, and
// nothing where two binaries differ in their names and times alone.
func TestGuard(t *testing.T) {
	tests := []struct {
		name, allow string
		same        bool
		want        []string
	}{
		{"same", "", true, []string{"provincia: ", ", 0 differences\n"}},
		{"byte", "", false, []string{" 1 differences\n", "\tprovincia: pagina.html\n", `byte 9 of 10 and 10: "una pagina", now "una pagine"`}},
		{"missing", "", false, []string{"\tprovincia: altra.html\n\t\tonly the old program writes it\n"}},
		{"word", "", false, []string{"provincia: vetro check --all: un problema in più\n\t\tthe new program says: un problema in pià\n"}},
		{"word", "in più$ # a word is another", true, []string{"0 differences, 2 listed\n", "listed: provincia: vetro check --all: un problema in più (a word is another)\n"}},
		{"byte", "altra # gone", false, []string{" 1 differences\n", "expected, and not found: altra (gone)\n"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := options{old: binary(t, "old"), new: binary(t, tt.name), dir: t.TempDir(), repo: "../..", sites: "provincia", most: 10}
			if tt.allow != "" {
				o.allow = filepath.Join(t.TempDir(), "expected")
				if err := os.WriteFile(o.allow, []byte("# why\n\n"+tt.allow+"\n"), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			var out strings.Builder
			same, err := o.run(&out)
			if err != nil || same != tt.same {
				t.Errorf("same is %t, %v", same, err)
			}
			for _, want := range tt.want {
				if !strings.Contains(out.String(), want) {
					t.Errorf("it does not print %q:\n%s", want, &out)
				}
			}
		})
	}
}

// binary gives the program of this test another name.
func binary(t *testing.T, name string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "vetro-"+name)
	if err := os.Symlink(self, path); err != nil {
		t.Skip(err)
	}
	return path
}

// TestReasons holds that nothing is expected without a reason.
func TestReasons(t *testing.T) {
	name := filepath.Join(t.TempDir(), "expected")
	if err := os.WriteFile(name, []byte("pagina #\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := readExpected(name); err == nil || !strings.Contains(err.Error(), "needs its reason") {
		t.Errorf("%v", err)
	}
}

// TestCommand holds lines of scripts to what testscript makes of them.
func TestCommand(t *testing.T) {
	tests := []struct {
		line        string
		does, vetro []string
	}{
		{"! exec vetro build --out 'a b' # why", nil, []string{"build", "--out", "a b"}},
		{"cp 'it''s' x/y", []string{"cp", "it's", "x/y"}, nil},
		{"exec vetro new ''", nil, []string{"new", ""}},
		{"stderr 'x'", nil, nil},
		{"# exec vetro build", nil, nil},
		{"", nil, nil},
	}
	for _, tt := range tests {
		if does, vetro := command(tt.line); !slices.Equal(does, tt.does) || !slices.Equal(vetro, tt.vetro) {
			t.Errorf("%s: %q, %q", tt.line, does, vetro)
		}
	}
}

// TestSites holds the sites to being there: each is laid out and has something to do.
func TestSites(t *testing.T) {
	for _, name := range []string{"repo", "provincia", "theme", "mangled", "faulty", "20"} {
		sites, err := sitesOf(name, "../..")
		if err != nil || len(sites) == 0 {
			t.Fatalf("%s: %d sites, %v", name, len(sites), err)
		}
		for i := range sites {
			runs := func(line string) bool { _, vetro := command(line); return vetro != nil }
			if err := sites[i].lay(t.TempDir()); err != nil || !slices.ContainsFunc(sites[i].script, runs) {
				t.Errorf("%s: %v, %q", sites[i].name, err, sites[i].script)
			}
		}
	}
}
