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

// rounds is how often two programs show the site, in turn; one alone does it once.
const rounds = 3

// serveRows measures how soon each preview is ready, and how long a page takes from the
// moment at which its file is saved until the server gives it: debounce and all.
func (o *options) serveRows(t *table, s *site, hugo string, programs []*program) error {
	file, err := s.project(1)
	if err != nil {
		return err
	}
	id := strings.TrimSuffix(filepath.Base(file), ".toml")
	times := 1
	if len(programs) > 1 {
		times = rounds
	}
	for range times {
		for _, p := range programs {
			show := preview{
				name: p.path, page: "progetti/" + id + ".html", file: file, key: s.key,
				args: []string{"serve", "--site", s.dir, "--today", "2026-11-22", "--addr"},
			}
			ready, save, err := show.measure(p.name + " serve")
			if err != nil {
				return err
			}
			p.ready, p.save = append(p.ready, ready), append(p.save, save)
		}
	}
	for _, p := range programs {
		serveRow(t, p.name+" serve", median(p.ready), median(p.save))
	}
	if hugo == "" {
		return nil
	}
	source := filepath.Join(o.dir, "hugo")
	other := preview{
		name: hugo, page: "progetti/" + id + ".html", file: filepath.Join(source, "content/progetti", id+".md"), key: s.key,
		args: []string{"server", "--source", source, "--quiet", "--noTimes", "--port"},
	}
	ready, save, err := other.measure("hugo server")
	t.hugoSave = save.wall
	serveRow(t, "hugo server", ready, save)
	return err
}

func serveRow(t *table, name string, ready, save measure) {
	t.row(name+", ready", ready)
	t.row(fmt.Sprintf("%s, from save to page, median of %d", name, saves), save)
}

// measure runs a preview, and gives the time until it shows the site and the middle of those
// from save to page. The file is as it was when it ends.
func (p *preview) measure(name string) (ready, save measure, err error) {
	record, err := os.ReadFile(p.file)
	if err != nil {
		return ready, save, err
	}
	defer func() { err = errors.Join(err, os.WriteFile(p.file, record, 0o666)) }()
	addr, err := freeAddr()
	if err != nil {
		return ready, save, err
	}
	last := addr
	if strings.HasPrefix(name, "hugo") {
		last = addr[strings.LastIndexByte(addr, ':')+1:]
	}
	cmd := exec.Command(p.name, append(p.args, last)...)
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return ready, save, err
	}
	defer func() { _ = cmd.Wait() }()
	defer func() { _ = cmd.Process.Kill() }()
	home, err := wait("http://"+addr+"/", "<html", 10*time.Minute)
	if err != nil {
		return ready, save, fmt.Errorf("%s: %w", name, err)
	}
	page := home + p.page
	if _, err := wait(page, "<html", time.Minute); err != nil {
		return ready, save, fmt.Errorf("%s: %w", name, err)
	}
	ready.wall = time.Since(start)
	var all []measure
	for n := range saves {
		time.Sleep(300 * time.Millisecond) // as nobody saves before seeing
		text, err := reword(string(record), p.key, fmt.Sprintf("Salvato %d volte. ", n))
		if err != nil {
			return ready, save, fmt.Errorf("%s: %w", p.file, err)
		}
		saved := time.Now()
		if err := os.WriteFile(p.file, []byte(text), 0o666); err != nil {
			return ready, save, err
		}
		if _, err := wait(page, fmt.Sprintf("Salvato %d volte.", n), time.Minute); err != nil {
			return ready, save, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, measure{wall: time.Since(saved)})
	}
	return ready, median(all), nil
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
