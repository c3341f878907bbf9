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
	page string // address of a page of a project, from the root
	file string // that the page is made of
	edit func(n int) string
}

// saves is how many times a file is saved and waited for.
const saves = 20

// serveRows measures how soon each preview is ready, and how long a page takes from the
// moment at which its file is saved until the server gives it: debounce and all.
func (o *options) serveRows(t *table, site, hugo string, c *corpus) error {
	p := c.project(c.projects / 2)
	text := func(n int, form func(*project) string) string {
		q := p
		q.summary = fmt.Sprintf("Salvato %d volte.", n)
		return form(&q)
	}
	vetro := preview{
		name: o.vetro, page: "/progetti/" + p.id + ".html", file: filepath.Join(site, "content/progetti", p.id+".toml"),
		edit: func(n int) string { return text(n, (*project).toml) },
		args: []string{"serve", "--site", site, "--today", "2026-11-22", "--addr"},
	}
	if _, err := vetro.rows(t, "vetro serve"); err != nil || hugo == "" {
		return err
	}
	source := filepath.Join(o.dir, "hugo")
	other := preview{
		name: hugo, page: "/progetti/" + p.id + ".html", file: filepath.Join(source, "content/progetti", p.id+".md"),
		edit: func(n int) string { return text(n, (*project).hugo) },
		args: []string{"server", "--source", source, "--quiet", "--noTimes", "--port"},
	}
	var err error
	t.hugoSave, err = other.rows(t, "hugo server")
	return err
}

// rows runs a preview, adds what it took, and gives the time from save to page.
func (p *preview) rows(t *table, name string) (time.Duration, error) {
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
	if _, err := p.wait(addr, "<html", 10*time.Minute); err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	t.row(name+", ready", measure{wall: time.Since(start)})
	var all []measure
	for n := range saves {
		time.Sleep(300 * time.Millisecond) // as nobody saves before seeing
		saved := time.Now()
		if err := os.WriteFile(p.file, []byte(p.edit(n)), 0o666); err != nil {
			return 0, err
		}
		if _, err := p.wait(addr, fmt.Sprintf("Salvato %d volte.", n), time.Minute); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, measure{wall: time.Since(saved)})
	}
	m := median(all)
	t.row(fmt.Sprintf("%s, from save to page, median of %d", name, saves), m)
	return m.wall, nil
}

// wait asks for the page until it holds some words.
func (p *preview) wait(addr, words string, limit time.Duration) ([]byte, error) {
	for start := time.Now(); time.Since(start) < limit; time.Sleep(time.Millisecond) {
		answer, err := http.Get("http://" + addr + p.page)
		if err != nil {
			continue // not listening yet
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err == nil && answer.StatusCode == http.StatusOK && bytes.Contains(body, []byte(words)) {
			return body, nil
		}
	}
	return nil, errors.New("the page does not come")
}

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
