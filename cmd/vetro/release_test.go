package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"aead.dev/minisign"

	"vetro/release"
)

// copySource copies what is needed to make a release of the tree as it stands, into a
// repository of its own with one commit: always the same one, wherever it is made. Its
// binaries trust the key of the tests.
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
	if err := os.WriteFile(filepath.Join(dir, "release/vetro.pub"), []byte(testPublic), 0o666); err != nil {
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
		must(t, dir, withTestSecret(t)+"release/run "+out[i]+" "+runtime.GOOS+"/"+runtime.GOARCH)
	}
	wantSignature(t, out[0])
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
	from := releaseServer(t, "v0.1.0", nil)
	for name := range from.files {
		from.files[name], _ = os.ReadFile(filepath.Join(out[0], name))
	}
	if said, ok := shell(t, root, from.env(), []string{"sh", "-e"}, binary+" new sito nuovo --rilasci "+from.URL+" && grep '  vetro_v0.1.0_' nuovo/pubblicazione/installa-vetro.sh"); !ok || !strings.Contains(said, "la firma è giusta") {
		t.Errorf("a site of the release: %s", said)
	}
	wantBill(t, filepath.Join(out[0], "vetro_v0.1.0.cdx.json"))

	must(t, filepath.Join(root, "a"), "echo x >> README.md")
	if said, ok := shell(t, filepath.Join(root, "a"), quietGit, []string{"bash"}, "release/run "+filepath.Join(root, "altro")); ok || !strings.Contains(said, "there are changes that no commit holds") {
		t.Errorf("a tree with changes is released: %q", said)
	}
}

// withTestSecret has a command sign with the key of the tests.
func withTestSecret(t *testing.T) string {
	t.Helper()
	file, err := filepath.Abs("testdata/release/prova.key")
	if err != nil {
		t.Fatal(err)
	}
	return "VETRO_SECRET_KEY_FILE=" + file + " "
}

// wantSignature holds that the sums of a release are signed, by our own reading and by minisign.
func wantSignature(t *testing.T, dir string) {
	t.Helper()
	sums, signature := readText(t, filepath.Join(dir, "SHA256SUMS")), readText(t, filepath.Join(dir, "SHA256SUMS.minisig"))
	if err := release.Verify(testKey(), []byte(sums), []byte(signature)); err != nil || !strings.Contains(signature, "\ntrusted comment: Vetro v0.1.0\n") {
		t.Errorf("%v, %s", err, signature)
	}
	if err := release.Verify(testKey(), []byte(sums+"\n"), []byte(signature)); err == nil {
		t.Error("other sums pass")
	}
	if _, err := exec.LookPath("minisign"); err == nil {
		must(t, dir, "minisign -V -m SHA256SUMS -P "+testKey())
	}
}

// TestSigning holds that nothing is signed but with the key that binaries trust, and how a pair
// of keys comes to be.
func TestSigning(t *testing.T) {
	needs(t, "git", "bash", "go", "sha256sum")
	t.Parallel()
	root := t.TempDir()
	dir := filepath.Join(root, "a")
	copySource(t, dir)
	secret := filepath.Join(root, "altra.key")
	run := func(text, want string) {
		t.Helper()
		if said, ok := shell(t, dir, quietGit, []string{"bash"}, text); ok || !strings.Contains(said, want) {
			t.Errorf("%s: %t, %s", text, ok, said)
		}
		if _, err := os.Stat(filepath.Join(root, "r")); err == nil {
			t.Errorf("%s: something is released", text)
		}
	}
	out := "release/run " + filepath.Join(root, "r")
	run(out, "no secret key: set VETRO_SECRET_KEY or VETRO_SECRET_KEY_FILE")
	run("release/run key "+secret, "release/vetro.pub holds a key already")
	must(t, dir, "printf 'untrusted comment: no key yet\\n' > release/vetro.pub && git commit -q -a -m Senza")
	run(withTestSecret(t)+out, "release/vetro.pub holds no key")
	run("release/run key segreta.key", "the secret key stays out of the repository")
	must(t, dir, "release/run key "+secret+" && git commit -q -a -m Chiave")
	run(withTestSecret(t)+out, "the secret key is not of the public key in release/vetro.pub")
	if info, err := os.Stat(secret); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the secret key: %v, %v", info, err)
	}
	must(t, dir, "VETRO_SECRET_KEY=\"$(cat "+secret+")\" go run ./release/sign check")
}

// TestKey holds that the key of this repository is one, or none yet, and not the tests': its
// secret half is there for everybody.
func TestKey(t *testing.T) {
	var key minisign.PublicKey
	switch err := key.UnmarshalText([]byte(release.Key())); {
	case release.Key() == "":
		if !strings.Contains(readText(t, "../../release/vetro.pub"), "no key yet") {
			t.Error("release/vetro.pub does not say that it holds no key")
		}
	case err != nil:
		t.Errorf("release/vetro.pub: %v", err)
	case release.Key() == testKey():
		t.Error("binaries would trust the key of the tests")
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
