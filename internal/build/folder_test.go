package build

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// A site folder gives what the folder as a root gives, and refuses what that refuses.
func TestSiteFS(t *testing.T) {
	outside := t.TempDir()
	putFile(t, filepath.Join(outside, "secret.toml"), "outside")
	dir := t.TempDir()
	putFile(t, filepath.Join(dir, "site.toml"), "a site")
	putFile(t, filepath.Join(dir, "content/progetti/p.toml"), "a project")
	putFile(t, filepath.Join(dir, "content/notizie/n.md"), "an announcement")
	for name, to := range map[string]string{
		"content/progetti/beside.toml": "../notizie/n.md",
		"content/progetti/out.toml":    filepath.Join(outside, "secret.toml"),
		"content/progetti/up.toml":     "../../../secret.toml",
		"content/enti":                 "notizie",
		"content/misure":               outside,
	} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	site := newSiteFS(root)
	defer site.close()
	for name, want := range map[string]string{
		"site.toml":                    "a site",
		"content/progetti/p.toml":      "a project",
		"content/progetti/beside.toml": "an announcement",
		"content/enti/n.md":            "an announcement",
		"content/progetti/none.toml":   "",
		"content/progetti/out.toml":    "",
		"content/progetti/up.toml":     "",
		"content/misure/secret.toml":   "",
		"content/progetti/../p.toml":   "",
		"content//progetti/p.toml":     "",
		"/site.toml":                   "",
	} {
		got, err := fs.ReadFile(site, name)
		if string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%s: got %q and error %v, want %q", name, got, err, want)
		}
		if _, plain := fs.ReadFile(root.FS(), name); errors.Is(err, fs.ErrNotExist) != errors.Is(plain, fs.ErrNotExist) {
			t.Errorf("%s: error %v, but as a root %v", name, err, plain)
		}
	}
}
