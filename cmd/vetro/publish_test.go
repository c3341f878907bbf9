package main

import (
	"crypto/sha256"
	"encoding/pem"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"aead.dev/minisign"
)

// These are what the tests of publishing share: a released Vetro to download, a site in a
// git repository, and shells to run what a host would run.

// programPath gives the vetro of these tests as a program of its own.
func programPath(t *testing.T) string {
	t.Helper()
	name, err := exec.LookPath("vetro") // TestMain puts it there
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// needs skips a test where a program is missing.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("hosts that publish run Linux")
	}
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("%s is not on this machine", p)
		}
	}
}

// releases is a server of one release for this machine, as it is downloaded by those that
// publish.
type releases struct {
	*httptest.Server
	version string
	files   map[string][]byte // by name; a test may change them
	ca      string            // file with the certificate of the server
}

// releaseServer serves a release that is signed with the key of the tests. What spoil changes
// does not show in the sums.
func releaseServer(t *testing.T, version string, spoil func(binary []byte) []byte) *releases {
	t.Helper()
	binary, err := os.ReadFile(programPath(t))
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("vetro_%s_%s_%s", version, runtime.GOOS, runtime.GOARCH)
	sums := fmt.Sprintf("%064x  vetro_%s_other\n%x  %s\n", 1, version, sha256.Sum256(binary), name)
	if spoil != nil {
		binary = spoil(binary)
	}
	r := &releases{version: version, files: map[string][]byte{name: binary, "SHA256SUMS": []byte(sums), "SHA256SUMS.minisig": signature(t, sums)}}
	r.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		text, is := r.files[strings.TrimPrefix(q.URL.Path, "/"+version+"/")]
		if !is {
			http.NotFound(w, q)
			return
		}
		w.Write(text)
	}))
	t.Cleanup(r.Close)
	r.ca = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(r.ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: r.Certificate().Raw}), 0o666); err != nil {
		t.Fatal(err)
	}
	return r
}

// env has a machine download from the server: its certificate is known to curl and to Go.
func (r *releases) env() []string {
	return []string{"VETRO_RILASCI=" + r.URL, "CURL_CA_BUNDLE=" + r.ca, "SSL_CERT_FILE=" + r.ca, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1"}
}

// signature signs a text with the key of the tests, as release/sign does.
func signature(t *testing.T, text string) []byte {
	t.Helper()
	var key minisign.PrivateKey
	if err := key.UnmarshalText([]byte(strings.TrimSpace(testSecret))); err != nil {
		t.Fatal(err)
	}
	r := minisign.NewReader(strings.NewReader(text))
	if _, err := io.Copy(io.Discard, r); err != nil {
		t.Fatal(err)
	}
	return r.SignWithComments(key, "Vetro", "prova")
}

// unanswered is an address at which nobody answers.
const unanswered = "https://127.0.0.1:1/vetro"

// shell runs a text as a script in a folder, and gives all that it said.
func shell(t *testing.T, dir string, env []string, interpreter []string, text string) (out string, ok bool) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(interpreter[0], append(interpreter[1:], file)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	b, err := cmd.CombinedOutput()
	if _, is := err.(*exec.ExitError); err != nil && !is {
		t.Fatal(err)
	}
	return string(b), err == nil
}

// must runs a shell script that must succeed.
func must(t *testing.T, dir, text string) string {
	t.Helper()
	out, ok := shell(t, dir, quietGit, []string{"sh", "-e"}, text)
	if !ok {
		t.Fatalf("%s\n%s", text, out)
	}
	return out
}

// quietGit keeps git from reading the settings of whoever runs the tests.
var quietGit = []string{
	"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "SOURCE_DATE_EPOCH=1795305600",
	"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.it", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.it",
}

// siteRepository makes a new site in a git repository with a bare one to push to.
func siteRepository(t *testing.T) (work, bare string) {
	t.Helper()
	root := t.TempDir()
	work, bare = filepath.Join(root, "lavoro"), filepath.Join(root, "sito.git")
	must(t, root, "git init -q --bare -b main sito.git && git clone -q sito.git lavoro 2>/dev/null && cd lavoro && git checkout -q -b main"+
		" && vetro new sito . --titolo 'Sito di prova' --rilasci "+unanswered)
	commit(t, work, "Il sito nuovo")
	return work, bare
}

// commit commits all changes of a folder and pushes them.
func commit(t *testing.T, work, message string) string {
	t.Helper()
	return must(t, work, fmt.Sprintf("git add -A && git commit -q -m %q && git push -q origin HEAD 2>&1", message))
}

// replaceIn changes a text of a file that must be there.
func replaceIn(t *testing.T, name, before, after string) {
	t.Helper()
	text := readText(t, name)
	if !strings.Contains(text, before) {
		t.Fatalf("%s: %q is not there to be changed:\n%s", name, before, text)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(text, before, after, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

func readText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lineOf gives the number of the line of a file that begins with a text.
func lineOf(t *testing.T, name, start string) int {
	t.Helper()
	for i, line := range strings.Split(readText(t, name), "\n") {
		if strings.HasPrefix(line, start) {
			return i + 1
		}
	}
	t.Fatalf("%s: no line begins with %q", name, start)
	return 0
}

// fingerprint sums up a folder: the names and the contents of its files.
func fingerprint(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		text, err := os.ReadFile(name)
		fmt.Fprintf(h, "%s %d\n%s", rel, len(text), text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
