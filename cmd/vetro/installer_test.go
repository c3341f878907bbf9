package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aead.dev/minisign"
)

// installerPath is a path with what the installer needs on any machine, and one program to check
// signatures with.
func installerPath(t *testing.T, checker string) string {
	programs := []string{"sh", "awk", "cat", "chmod", "curl", "cut", "mkdir", "mktemp", "mv", "rm", "sed", "sha256sum", "tail", "uname"}
	if checker != "" {
		programs = append(programs, checker)
	}
	return pathOf(t, programs...)
}

// install runs an installer as a host would, in a folder.
func install(t *testing.T, dir, script, path string, env ...string) (out string, ok bool) {
	t.Helper()
	return shell(t, dir, append(env, "PATH="+path), []string{"sh"}, "sh "+script+" programma")
}

func installerScript(t *testing.T) string {
	t.Helper()
	script, err := filepath.Abs(scaffoldFiles + "pubblicazione/installa-vetro.sh")
	if err != nil {
		t.Fatal(err)
	}
	return script
}

// TestInstallVetro holds that no Vetro is installed but one whose sums are signed, or were pinned.
func TestInstallVetro(t *testing.T) {
	needs(t, "curl", "openssl")
	t.Parallel()
	spoiled := releaseServer(t, "v0.1.0", func(b []byte) []byte { return append(b, 'x') })
	good := releaseServer(t, "v0.1.0", nil)
	changed := func(change func(*releases)) *releases {
		r := releaseServer(t, "v0.1.0", nil)
		change(r)
		return r
	}
	unsigned := changed(func(r *releases) { delete(r.files, "SHA256SUMS.minisig") })
	altered := changed(func(r *releases) { r.files["SHA256SUMS"] = append(r.files["SHA256SUMS"], '\n') })
	foreignKey := changed(func(r *releases) { r.files["SHA256SUMS.minisig"] = signedByAnother(t, r.files["SHA256SUMS"]) })
	garbled := changed(func(r *releases) { r.files["SHA256SUMS.minisig"] = []byte("<html>\n</html>\n") })
	older := changed(func(r *releases) {
		sums := strings.ReplaceAll(string(r.files["SHA256SUMS"]), "v0.1.0", "v0.0.9")
		r.files["SHA256SUMS"], r.files["SHA256SUMS.minisig"] = []byte(sums), signature(t, sums)
	})
	const noSignature = "la firma di SHA256SUMS non è di chi pubblica Vetro\n\tnon usare questo Vetro"
	tests := []struct {
		name          string
		from          *releases
		version, sums string
		want          string // "" when it is installed
	}{
		{"as published", good, "v0.1.0", "", ""},
		{"another binary", spoiled, "v0.1.0", "", "il binario scaricato non è quello pubblicato: la somma è un’altra\n\triprova; se succede ancora, non usarlo e avvisa chi pubblica Vetro"},
		{"no such version", good, "v9.9.9", "", "non si scarica " + good.URL + "/v9.9.9/SHA256SUMS\n\tcontrolla la rete, e che la versione v9.9.9 esista"},
		{"no signature", unsigned, "v0.1.0", "", "non si scarica " + unsigned.URL + "/v0.1.0/SHA256SUMS.minisig"},
		{"other sums than were signed", altered, "v0.1.0", "", noSignature},
		{"another's signature", foreignKey, "v0.1.0", "", noSignature},
		{"a page for a signature", garbled, "v0.1.0", "", noSignature},
		{"the sums of another version", older, "v0.1.0", "", "SHA256SUMS non parla di vetro_v0.1.0_"},
		{"other sums than were asked for", good, "v0.1.0", strings.Repeat("0", 64), "il file SHA256SUMS non è quello atteso\n\tnon usare questo Vetro: avvisa chi ha scritto VETRO_SOMME"},
		{"the sums that were asked for", unsigned, "v0.1.0", sumOf(unsigned.files["SHA256SUMS"]), ""},
	}
	for _, checker := range []string{"openssl", "minisign"} {
		t.Run(checker, func(t *testing.T) {
			needs(t, checker)
			path := installerPath(t, checker)
			for _, tt := range tests {
				dir := t.TempDir()
				env := append(tt.from.env(), "VETRO_CHIAVE="+testKey(), "VETRO_VERSIONE="+tt.version, "VETRO_SOMME="+tt.sums)
				out, ok := install(t, dir, installerScript(t), path, env...)
				_, err := os.Stat(filepath.Join(dir, "programma/vetro"))
				if ok != (tt.want == "") || (err == nil) != ok || !strings.Contains(out, tt.want) {
					t.Errorf("%s: installed %t %v, said %q", tt.name, ok, err, out)
				}
			}
		})
	}
	wantKept(t, good, spoiled)
	if out, ok := shell(t, t.TempDir(), nil, []string{"sh"}, "sh "+installerScript(t)); ok || !strings.Contains(out, "manca la cartella in cui installare\n\tscrivi: sh pubblicazione/installa-vetro.sh CARTELLA") {
		t.Errorf("without a folder: %q", out)
	}
}

func sumOf(text []byte) string { return fmt.Sprintf("%x", sha256.Sum256(text)) }

// signedByAnother signs a text with a key that nobody trusts.
func signedByAnother(t *testing.T, text []byte) []byte {
	t.Helper()
	_, key, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	r := minisign.NewReader(bytes.NewReader(text))
	if _, err := io.Copy(io.Discard, r); err != nil {
		t.Fatal(err)
	}
	return r.SignWithComments(key, "Vetro", "altri")
}

// TestInstallRefusals holds what stands in the way before anything is downloaded, or checked.
func TestInstallRefusals(t *testing.T) {
	needs(t, "curl", "openssl")
	t.Parallel()
	good := releaseServer(t, "v0.1.0", nil)
	plain := httptest.NewServer(good.Config.Handler)
	t.Cleanup(plain.Close)
	leads := releaseServer(t, "v0.1.0", nil) // whose answers lead to a server without TLS
	leads.Config.Handler = http.RedirectHandler(plain.URL+"/v0.1.0/SHA256SUMS", http.StatusFound)
	old := installerPath(t, "")
	if err := os.WriteFile(filepath.Join(old, "openssl"), []byte("#!/bin/sh\necho 'OpenSSL 1.1.1w  11 Sep 2023'\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	const noChecker = "qui non si può controllare la firma di Vetro: serve OpenSSL 3 o minisign\n\tinstallane uno, o scrivi in VETRO_SOMME"
	tests := []struct{ name, path, address, want string }{
		{"no TLS", installerPath(t, "openssl"), plain.URL, "l’indirizzo dei rilasci non comincia con https:// (" + plain.URL + ")"},
		{"no address", installerPath(t, "openssl"), "", "l’indirizzo dei rilasci non comincia con https:// (@RILASCI@)"},
		{"a way out of TLS", installerPath(t, "openssl"), leads.URL, "non si scarica " + leads.URL + "/v0.1.0/SHA256SUMS"},
		{"an old OpenSSL", old, good.URL, noChecker},
		{"no OpenSSL", installerPath(t, ""), good.URL, noChecker},
	}
	for _, tt := range tests {
		dir := t.TempDir()
		ca := good.env()
		if tt.address == leads.URL {
			ca = leads.env()
		}
		out, ok := install(t, dir, installerScript(t), tt.path, append(ca, "VETRO_RILASCI="+tt.address, "VETRO_CHIAVE="+testKey(), "VETRO_VERSIONE=v0.1.0")...)
		if _, err := os.Stat(filepath.Join(dir, "programma/vetro")); ok || err == nil || !strings.Contains(out, tt.want) {
			t.Errorf("%s: %t, %v, said %q", tt.name, ok, err, out)
		}
	}
}

// wantKept holds that a Vetro which is there already, as GitLab keeps it from job to job, is
// downloaded again only where it is not the published one.
func wantKept(t *testing.T, good, spoiled *releases) {
	t.Helper()
	dir, path := t.TempDir(), installerPath(t, "openssl")
	from := func(r *releases) (string, bool) {
		return install(t, dir, installerScript(t), path, append(r.env(), "VETRO_CHIAVE="+testKey(), "VETRO_VERSIONE=v0.1.0")...)
	}
	for _, r := range []*releases{good, spoiled} { // which would give another binary
		if out, ok := from(r); !ok || !strings.Contains(out, "vetro ") {
			t.Errorf("the published binary is not kept: %q", out)
		}
	}
	kept := filepath.Join(dir, "programma/vetro")
	if err := os.WriteFile(kept, []byte("#!/bin/sh\necho vetro altro\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, ok := from(good); !ok || strings.Contains(out, "altro") {
		t.Errorf("another binary is kept: %q", out)
	}
}

// TestPinnedSums begins a site while the server of releases answers, and installs from it later:
// what the site holds decides for its version, whatever the server has become and whoever signs,
// and the signature for any other.
func TestPinnedSums(t *testing.T) {
	needs(t, "curl", "openssl")
	t.Parallel()
	from := releaseServer(t, "v0.1.0", nil)
	root := t.TempDir()
	out, ok := shell(t, root, from.env(), []string{"sh", "-e"}, "vetro new sito pnrr --rilasci "+from.URL+"/")
	if !ok || !strings.Contains(out, "Vetro v0.1.0 di "+from.URL+": la firma è giusta, e le somme sono in pubblicazione/installa-vetro.sh\n") {
		t.Fatal(out)
	}
	script := filepath.Join(root, "pnrr/pubblicazione/installa-vetro.sh")
	path := installerPath(t, "") // nothing that could check a signature
	if out, ok := install(t, root, script, path, from.env()[1:]...); !ok || !strings.Contains(out, "vetro ") {
		t.Errorf("not installed by its pinned sums: %s", out)
	}
	must(t, root, "rm -r programma")
	for name := range from.files {
		if strings.HasPrefix(name, "vetro_") {
			from.files[name] = []byte("#!/bin/sh\necho vetro altro\n")
			sums := sumOf(from.files[name]) + "  " + name + "\n"
			from.files["SHA256SUMS"], from.files["SHA256SUMS.minisig"] = []byte(sums), signature(t, sums)
		}
	}
	if out, ok := install(t, root, script, installerPath(t, "openssl"), from.env()[1:]...); ok || !strings.Contains(out, "il binario scaricato non è quello pubblicato") {
		t.Errorf("a release that was made again is installed: %t %s", ok, out)
	}
	next := releaseServer(t, "v0.2.0", nil)
	replaceIn(t, script, "versione=${VETRO_VERSIONE:-v0.1.0}", "versione=${VETRO_VERSIONE:-v0.2.0}")
	if out, ok := install(t, root, script, installerPath(t, "openssl"), next.env()...); !ok || !strings.Contains(out, "vetro ") {
		t.Errorf("another version is not installed by its signature: %s", out)
	}
}

// TestReleasesRefused holds from which addresses no site takes Vetro.
func TestReleasesRefused(t *testing.T) {
	needs(t)
	t.Parallel()
	changed := func(change func(*releases)) *releases {
		r := releaseServer(t, "v0.1.0", nil)
		change(r)
		return r
	}
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	const mend = "\n\tcontrolla l’indirizzo dopo --rilasci, o chiedilo a chi pubblica Vetro"
	tests := []struct {
		name string
		from *releases
		want string
	}{
		{"another's signature", changed(func(r *releases) { r.files["SHA256SUMS.minisig"] = signedByAnother(t, r.files["SHA256SUMS"]) }),
			"/v0.1.0/SHA256SUMS non è di chi pubblica Vetro\n\tnon prendere Vetro da lì"},
		{"other sums", changed(func(r *releases) { r.files["SHA256SUMS"] = append(r.files["SHA256SUMS"], '\n') }), "non è di chi pubblica Vetro"},
		{"no signature", changed(func(r *releases) { delete(r.files, "SHA256SUMS.minisig") }), "/v0.1.0/SHA256SUMS.minisig non c’è: il server risponde 404" + mend},
		{"nothing", changed(func(r *releases) { clear(r.files) }), "/v0.1.0/SHA256SUMS non c’è: il server risponde 404" + mend},
		{"sums without end", changed(func(r *releases) { r.files["SHA256SUMS"] = make([]byte, maxSums+1) }), "/v0.1.0/SHA256SUMS è troppo grande per essere un elenco di somme"},
		{"another version", changed(func(r *releases) {
			sums := strings.ReplaceAll(string(r.files["SHA256SUMS"]), "v0.1.0", "v0.0.9")
			r.files["SHA256SUMS"], r.files["SHA256SUMS.minisig"] = []byte(sums), signature(t, sums)
		}), "non parla dei programmi della versione v0.1.0"},
		{"a way out of TLS", changed(func(r *releases) { r.Config.Handler = http.RedirectHandler(plain.URL, http.StatusFound) }), "/v0.1.0/SHA256SUMS rimanda a " + plain.URL + ": Vetro si scarica solo in https" + mend},
	}
	for _, tt := range tests {
		dir := t.TempDir()
		out, ok := shell(t, dir, tt.from.env(), []string{"sh"}, "vetro new sito pnrr --rilasci "+tt.from.URL)
		if _, err := os.Stat(filepath.Join(dir, "pnrr")); ok || err == nil || !strings.Contains(out, tt.want) {
			t.Errorf("%s: %t, %v, said %q", tt.name, ok, err, out)
		}
	}
	dir := t.TempDir()
	good := releaseServer(t, "v0.1.0", nil)
	env := append(good.env(), "SSL_CERT_FILE=/dev/null", "SSL_CERT_DIR=/dev/null")
	if out, ok := shell(t, dir, env, []string{"sh"}, "vetro new sito pnrr --rilasci "+good.URL); ok || !strings.Contains(out, "nessuno garantisce per il certificato del server") {
		t.Errorf("a server that nobody vouches for: %t %s", ok, out)
	}
}
