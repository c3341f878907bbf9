package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// copySource copies what is needed to make a release of the tree as it stands, into a
// repository of its own with one commit: always the same one, wherever it is made.
func copySource(t *testing.T, dir string) {
	t.Helper()
	const root = "../.."
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, name)
		to := filepath.Join(dir, rel)
		switch {
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata" || d.Name() == "public" || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(to, 0o777)
		case !d.Type().IsRegular() || strings.HasSuffix(name, "_test.go"):
			return nil
		case d.Name() == ".git": // a file in a worktree: with it, git would commit there, not in the copy
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, text, info.Mode().Perm())
	})
	if err != nil {
		t.Fatal(err)
	}
	must(t, dir, "export GIT_AUTHOR_DATE='2026-11-22T00:00:00Z' GIT_COMMITTER_DATE='2026-11-22T00:00:00Z'; git init -q -b main && git add -A && git commit -q -m Vetro && git tag v0.1.0")
}

// TestRelease makes a release of this tree twice, for this machine, in two folders: they
// are equal byte for byte, tell what they are, and build a site. release/verify does so
// for all machines.
func TestRelease(t *testing.T) {
	needs(t, "git", "bash", "go", "sha256sum")
	t.Parallel()
	if testing.Short() {
		t.Skip("it compiles Vetro twice")
	}
	root := t.TempDir()
	copySource(t, filepath.Join(root, "a"))
	must(t, root, "git clone -q a 'un altro/posto/b'")
	out := make([]string, 2)
	for i, folder := range []string{"a", "un altro/posto/b"} {
		dir := filepath.Join(root, folder)
		out[i] = filepath.Join(root, "release", filepath.Base(folder))
		must(t, dir, "release/run "+out[i]+" "+runtime.GOOS+"/"+runtime.GOARCH)
	}
	must(t, root, "diff -r "+out[0]+" "+out[1]+" && cd "+out[0]+" && sha256sum --check --quiet SHA256SUMS")

	binary := filepath.Join(out[0], "vetro_v0.1.0_"+runtime.GOOS+"_"+runtime.GOARCH)
	said := must(t, root, binary+" version")
	if !regexp.MustCompile(`^vetro v0\.1\.0\ncommit [0-9a-f]{40}\ngo1\.\S+ ` + runtime.GOOS + `/` + runtime.GOARCH + "\n$").MatchString(said) {
		t.Errorf("version says %q", said)
	}
	// As in a container: no variables, no other file of the system is needed.
	said = must(t, filepath.Join(root, "a"), "env -i "+binary+" build --site examples/provincia --out "+filepath.Join(root, "sito")+" 2>&1")
	if !strings.Contains(said, "pagine") {
		t.Errorf("build says %q", said)
	}
	must(t, root, binary+" new sito nuovo && grep -q 'VETRO_VERSIONE:-v0.1.0' nuovo/pubblicazione/installa-vetro.sh")
	wantBill(t, filepath.Join(out[0], "vetro_v0.1.0.cdx.json"))

	must(t, filepath.Join(root, "a"), "echo x >> README.md")
	if said, ok := shell(t, filepath.Join(root, "a"), quietGit, []string{"bash"}, "release/run "+filepath.Join(root, "altro")); ok || !strings.Contains(said, "there are changes that no commit holds") {
		t.Errorf("a tree with changes is released: %q", said)
	}
}

// wantBill holds that the bill of materials names Vetro and what it is linked with.
func wantBill(t *testing.T, name string) {
	t.Helper()
	var b struct {
		Format   string `json:"bomFormat"`
		Spec     string `json:"specVersion"`
		Metadata struct {
			Component struct{ PURL string }
		}
		Components []struct{ PURL, Version string }
	}
	if err := json.Unmarshal([]byte(readText(t, name)), &b); err != nil {
		t.Fatal(err)
	}
	if b.Format != "CycloneDX" || b.Spec != "1.6" || b.Metadata.Component.PURL != "pkg:golang/vetro@v0.1.0" {
		t.Errorf("%s is of %+v", name, b.Metadata)
	}
	mods := readText(t, "../../go.mod")
	seen := make(map[string]bool)
	for _, c := range b.Components {
		path, version, _ := strings.Cut(strings.TrimPrefix(c.PURL, "pkg:golang/"), "@")
		seen[path] = true
		if path != "stdlib" && !strings.Contains(mods, path+" "+version) {
			t.Errorf("%s names %s %s, which go.mod does not", name, path, version)
		}
	}
	for _, path := range []string{"stdlib", "github.com/BurntSushi/toml", "github.com/spf13/cobra", "github.com/yuin/goldmark"} {
		if !seen[path] {
			t.Errorf("%s does not name %s", name, path)
		}
	}
}

// TestFirstRelease holds the version that a new site installs to the one that the
// catalogue of public software is told.
func TestFirstRelease(t *testing.T) {
	if !strings.Contains(readText(t, "../../publiccode.yml"), "\nsoftwareVersion: \""+strings.TrimPrefix(firstRelease, "v")+"\"\n") {
		t.Errorf("publiccode.yml does not speak of %s", firstRelease)
	}
}
