package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// preview is a program that shows a site while it is written.
type preview struct {
	name string
	args []string
	page string // address of a page of a project, from the home page
	file string // that the page is made of
	key  string // of the file, whose value is changed
}

// saves is how many times a file is saved and waited for.
const saves = 20

// serveRows measures how soon each preview is ready, and how long a page takes from the
// moment at which its file is saved until the server gives it: debounce and all.
func (o *options) serveRows(t *table, s *site, hugo string) error {
	file, err := s.project(1)
	if err != nil {
		return err
	}
	id := strings.TrimSuffix(filepath.Base(file), ".toml")
	vetro := preview{
		name: o.vetro, page: "progetti/" + id + ".html", file: file, key: s.key,
		args: []string{"serve", "--site", s.dir, "--today", "2026-11-22", "--addr"},
	}
	if _, err := vetro.rows(t, "vetro serve"); err != nil || hugo == "" {
		return err
	}
	source := filepath.Join(o.dir, "hugo")
	other := preview{
		name: hugo, page: "progetti/" + id + ".html", file: filepath.Join(source, "content/progetti", id+".md"), key: s.key,
		args: []string{"server", "--source", source, "--quiet", "--noTimes", "--port"},
	}
	t.hugoSave, err = other.rows(t, "hugo server")
	return err
}

// rows runs a preview, adds what it took, and gives the time from save to page.
func (p *preview) rows(t *table, name string) (time.Duration, error) {
	record, err := os.ReadFile(p.file)
	if err != nil {
		return 0, err
	}
	addr, err := freeAddr()
	if err != nil {
		return 0, err
	}
	last := addr
	if strings.HasPrefix(name, "hugo") {
		last = addr[strings.LastIndexByte(addr, ':')+1:]
	}
	cmd := exec.Command(p.name, append(p.args, last)...)
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() { _ = cmd.Wait() }()
	defer func() { _ = cmd.Process.Kill() }()
	home, err := wait("http://"+addr+"/", "<html", 10*time.Minute)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	page := home + p.page
	if _, err := wait(page, "<html", time.Minute); err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	t.row(name+", ready", measure{wall: time.Since(start)})
	var all []measure
	for n := range saves {
		time.Sleep(300 * time.Millisecond) // as nobody saves before seeing
		text, err := reword(string(record), p.key, fmt.Sprintf("Salvato %d volte. ", n))
		if err != nil {
			return 0, fmt.Errorf("%s: %w", p.file, err)
		}
		saved := time.Now()
		if err := os.WriteFile(p.file, []byte(text), 0o666); err != nil {
			return 0, err
		}
		if _, err := wait(page, fmt.Sprintf("Salvato %d volte.", n), time.Minute); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, measure{wall: time.Since(saved)})
	}
	m := median(all)
	t.row(fmt.Sprintf("%s, from save to page, median of %d", name, saves), m)
	return m.wall, nil
}

// wait asks for a page until it holds some words, and gives the address at which it is: a
// site that is published under a path is shown under it, too.
func wait(page, words string, limit time.Duration) (string, error) {
	for start := time.Now(); time.Since(start) < limit; time.Sleep(time.Millisecond) {
		answer, err := http.Get(page)
		if err != nil {
			continue // not listening yet
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err == nil && answer.StatusCode == http.StatusOK && bytes.Contains(body, []byte(words)) {
			return answer.Request.URL.String(), nil
		}
	}
	return "", errors.New(page + " does not come")
}

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
