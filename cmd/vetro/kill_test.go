package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// wholeSite checks what a citizen reaches from the home of a folder: each page must have
// its end, and what it links to and loads must be there. It gives how many pages that are.
func wholeSite(t *testing.T, dir string) int {
	t.Helper()
	seen := map[string]bool{"index.html": true}
	for next := []string{"index.html"}; len(next) > 0; next = next[1:] {
		page := next[0]
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(page)))
		if err != nil {
			t.Errorf("something leads to %s: %v", page, err)
			continue
		}
		if path.Ext(page) != ".html" {
			continue
		}
		if !bytes.HasSuffix(bytes.TrimSpace(data), []byte("</html>")) {
			t.Errorf("%s is cut off after %d bytes", page, len(data))
		}
		for _, ref := range references(t, page, data) {
			u, err := url.Parse(ref)
			if err != nil || u.Path == "" {
				continue
			}
			if to := path.Join(path.Dir(page), u.Path); !seen[to] {
				seen[to] = true
				next = append(next, to)
			}
		}
	}
	return len(seen)
}

// changing writes a site that in each round has other pages, and all of them changed.
func changing(t *testing.T, dir string, round int) {
	t.Helper()
	put := func(name, text string) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o777), os.WriteFile(full, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(filepath.Join(dir, "content", "progetti")); err != nil {
		t.Fatal(err)
	}
	put("site.toml", fmt.Sprintf("titolo = \"Giro %d\"\nbase_url = \"https://example.it/\"\nper_pagina = 5\n", round))
	put("themes/italia/assets/vetro.css", fmt.Sprintf("body { order: %d }", round))
	put("content/enti/p_xx.toml", "nome = \"Provincia di Prova\"\n")
	put("content/media/atto.pdf", fmt.Sprintf("%%PDF-%d", round))
	for n := range 60 {
		put(fmt.Sprintf("content/progetti/p-%d.toml", n+round%7), fmt.Sprintf("titolo = \"Progetto %d\"\nente = \"p_xx\"\nstato = \"in corso\"\ncup_assente = \"non ancora richiesto\"\naggiornato = 2026-08-22\n[[finanziamento]]\nmisura = \"M4C1I3.3\"\nimporto = %d\nstato = \"assegnato\"\n", n, 1000+n+round))
		put(fmt.Sprintf("content/notizie/n-%d.md", n%9), fmt.Sprintf("+++\ntitolo = \"Notizia %d\"\ndata = 2026-05-0%d\nente = \"p_xx\"\nprogetti = [\"p-%d\"]\n+++\nVedi l’[atto](../media/atto.pdf).\n", round, 1+n%9, 10+n%9))
	}
}

// A build that is killed at any moment, the first or a later one, leaves a site in which
// everything that the home leads to is whole, or none; and the next build makes what one
// that nobody disturbed makes. VETRO_LONG=1 kills 300, an ordinary run a twentieth of them.
func TestKilledBuilds(t *testing.T) {
	kills := 15
	if os.Getenv("VETRO_LONG") != "" {
		kills = 300
	}
	site, random := t.TempDir(), rand.New(rand.NewPCG(1, 2))
	whole, none, done := 0, 0, 0
	length := 2 * time.Second // within which a build is killed: a little more than the last one took
	for round := range kills {
		changing(t, site, round)
		out := filepath.Join(site, "public")
		if round%4 == 0 { // a first build
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
		}
		build := exec.Command(programPath(t), "build", "--site", site, "--out", out, "--today", testDay)
		if err := build.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(length))))
		_ = build.Process.Kill() // it may be done
		if build.Wait() == nil {
			done++
		}
		if _, err := os.Stat(out); errors.Is(err, fs.ErrNotExist) {
			none++
		} else if wholeSite(t, out) > 60 {
			whole++
		} else {
			t.Errorf("round %d: the home leads to little", round)
		}
		start := time.Now()
		next := exec.Command(programPath(t), "build", "--site", site, "--out", out, "--today", testDay)
		if text, err := next.CombinedOutput(); err != nil {
			t.Fatalf("round %d: the next build: %v\n%s", round, err, text)
		}
		length = time.Since(start) * 11 / 10
		if diff := treesDiffer(t, out, built(t, site)); diff != "" {
			t.Fatalf("round %d: %s", round, diff)
		}
	}
	t.Logf("%d killed: %d whole, %d none; %d were done before", kills, whole, none, done)
}

// treesDiffer tells the first difference between two folders, or "".
func treesDiffer(t *testing.T, a, b string) string {
	t.Helper()
	names := make(map[string]bool)
	for _, dir := range []string{a, b} {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				names[strings.TrimPrefix(name, dir)] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name := range names {
		x, err1 := os.ReadFile(a + name)
		y, err2 := os.ReadFile(b + name)
		if err1 != nil || err2 != nil || !bytes.Equal(x, y) {
			return fmt.Sprintf("%s differs (%v, %v)", name, err1, err2)
		}
	}
	return ""
}

// A disk that is full leaves the site as it was, and a build on one with room makes what
// is due. VETRO_SMALL_DISK names a folder on an empty disk of a few MB, such as
//
//	mount -t tmpfs -o size=4m none /mnt/small
func TestFullDisk(t *testing.T) {
	disk := os.Getenv("VETRO_SMALL_DISK")
	if disk == "" {
		t.Skip("VETRO_SMALL_DISK names no small disk")
	}
	site, out := t.TempDir(), filepath.Join(disk, "public")
	ballast := filepath.Join(disk, "ballast")
	changing(t, site, 0)
	build := func() (string, error) {
		text, err := exec.Command(programPath(t), "build", "--site", site, "--out", out, "--today", testDay).CombinedOutput()
		return string(text), err
	}
	full := 0
	for round := range 12 {
		changing(t, site, round)
		free := round * 300_000 // of room: from none to enough
		fill(t, ballast, free)
		text, err := build()
		if err != nil && !strings.Contains(text, "il disco è pieno") {
			t.Errorf("round %d: with %d bytes free: %v\n%s", round, free, err, text)
		}
		if err != nil {
			full++
		}
		if _, lost := os.Stat(out); lost == nil {
			wholeSite(t, out)
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		if text, err := build(); err != nil {
			t.Fatalf("round %d: on a disk with room: %v\n%s", round, err, text)
		}
		if diff := treesDiffer(t, out, built(t, site)); diff != "" {
			t.Fatalf("round %d: %s", round, diff)
		}
	}
	if full == 0 || full == 12 {
		t.Errorf("the disk was full in %d of 12 builds: it is of the wrong size", full)
	}
}

// fill writes a file until so many bytes are left on its disk.
func fill(t *testing.T, name string, free int) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size := 0
	for block := make([]byte, 4096); ; size += len(block) {
		if _, err := f.Write(block); err != nil {
			break
		}
	}
	if err := f.Truncate(int64(max(0, size-free))); err != nil {
		t.Fatal(err)
	}
}
