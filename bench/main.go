// Command bench measures Vetro on a site of many projects: a cold build, a build where
// nothing changed, and one after a change, each as a ratio to the floor, which is a
// program that only writes the same bytes to the same names. With hugo on the PATH it
// builds the same projects with it, too. It prints one table:
//
//	go run ./bench -n 10000 -dir /dev/shm/vetro-bench
//	go run ./bench -site ~/paese -runs 1 -dir /dev/shm/vetro-bench
//
// Times of one run alone can be compared: machines are noisy.
//
// # Against Hugo
//
// Hugo reads the same records, a file for each with the same keys and words, and makes the
// same pages from them: a test compares the words and sizes of all. It is measured in its
// fastest form, as one would write it who knows it well:
//
//   - links from the root, no folder for a page, no taxonomies, no summaries, no feeds;
//   - sums and lists are made in one walk over the projects (somme.html), sorted
//     once; what pages look up by name, the words of each day too, stands in one map;
//   - header and footer are drawn once for each section, by partialCached, which keeps a
//     thousand things; so rows and cards, which are more, are kept with their page;
//   - a page asks for its address, title and name once, and JSON-LD is written as text.
//
// What is easier for Hugo than for Vetro: seven pages of Vetro alone (credits, search, open
// data and others), keys of records that the corpus does not use, links between pages that
// work from a disk, the checks, the list of what was written, a folder for each page of a
// list but the first.
//
// The data files are measured by themselves (dati.toml): JSON of each project, feeds and
// calendars, tables as CSV and JSON. Hugo makes no index of the search, no drawings as
// files, no catalogue.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"vetro/bench/corpus"
)

func main() {
	if len(os.Args) > 2 && os.Args[1] == measureFlag {
		if err := measureOne(os.Args[2], os.Args[3:]...); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	var o options
	flag.IntVar(&o.projects, "n", 1000, "projects; a fifth as many announcements")
	flag.StringVar(&o.site, "site", "", "a site to measure instead of one of -n projects; it is copied")
	flag.IntVar(&o.runs, "runs", 5, "runs of each build; the table has their medians")
	flag.StringVar(&o.dir, "dir", "", "folder to work in, on the disk to measure; a temporary one when left out")
	flag.StringVar(&o.vetro, "vetro", "", "the program to measure; this repository's when left out")
	flag.BoolVar(&o.keep, "keep", false, "leave the folder")
	flag.StringVar(&o.profile, "profile", "", "measure nothing: build once, cold, and write where the time goes to this file, for go tool pprof")
	flag.Parse()
	if err := o.bench(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type options struct {
	projects, runs   int
	dir, vetro, site string
	profile          string
	keep             bool
}

func (o *options) bench() (err error) {
	if o.dir == "" {
		o.dir, err = os.MkdirTemp("", "vetro-bench-")
	} else {
		err = os.Mkdir(o.dir, 0o777)
	}
	if err != nil {
		return err
	}
	if !o.keep {
		defer func() { err = errors.Join(err, os.RemoveAll(o.dir)) }()
	}
	c := corpus.Of(o.projects)
	s := site{dir: filepath.Join(o.dir, "sito"), key: "sommario"}
	if o.site == "" {
		err = c.Write(s.dir)
	} else {
		s.key = "titolo"
		err = copySite(o.site, s.dir)
	}
	if err != nil {
		return err
	}
	if o.profile != "" {
		return profile(o.profile, s.dir, filepath.Join(o.dir, "public"))
	}
	if o.vetro == "" {
		o.vetro = filepath.Join(o.dir, "vetro"+exe())
		if out, err := exec.Command("go", "build", "-trimpath", "-o", o.vetro, "./cmd/vetro").CombinedOutput(); err != nil {
			return fmt.Errorf("build vetro: %w\n%s", err, out)
		}
	}
	return o.measure(&s, c)
}

func (o *options) measure(s *site, c *corpus.Corpus) error {
	var t table
	what := fmt.Sprintf("%d projects, %d announcements", c.Projects, c.Announcements)
	hugo, err := exec.LookPath("hugo")
	if err != nil {
		hugo = ""
	}
	if o.site != "" {
		what, hugo = o.site, "" // which knows the records of the corpus alone
	}
	t.title("%s, %d processors, %s, medians of %d", what, runtime.GOMAXPROCS(0), runtime.Version(), o.runs)
	if err := o.vetroRows(&t, s); err != nil {
		return err
	}
	if hugo != "" {
		if err := o.hugoRows(&t, hugo, c); err != nil {
			return err
		}
	}
	if err := o.serveRows(&t, s, hugo); err != nil {
		return err
	}
	t.print(os.Stdout)
	return nil
}

// vetroRows measures the floor and the builds of Vetro, one run of each after the other,
// so that a slow minute of the machine falls on all of them.
func (o *options) vetroRows(t *table, s *site) error {
	public := filepath.Join(o.dir, "public")
	build := func() (measure, error) {
		return run(o.vetro, "build", "--site", s.dir, "--out", public, "--today", "2026-11-22", "--base-url", "https://www.example.it/")
	}
	var cold, same, one, check, least []measure
	for i := range o.runs {
		// A tree of its own each time: deleting a large one slows a disk for minutes.
		public = filepath.Join(o.dir, fmt.Sprintf("public-%d", i))
		if err := os.RemoveAll(filepath.Join(s.dir, ".vetro")); err != nil { // what builds remember
			return err
		}
		m, err := build()
		if err != nil {
			return err
		}
		cold = append(cold, m)
		if m, err = build(); err != nil {
			return err
		}
		same = append(same, m)
		if err := s.touch(i); err != nil {
			return err
		}
		if m, err = build(); err != nil {
			return err
		}
		one = append(one, m)
		if m, err = run(o.vetro, "check", "--site", s.dir, "--today", "2026-11-22"); err != nil {
			return err
		}
		check = append(check, m)
		again := filepath.Join(o.dir, fmt.Sprintf("floor-%d", i))
		if m, t.files, t.bytes, err = floor(public, again); err != nil {
			return err
		}
		least = append(least, m)
		if o.site != "" { // large: there is no room for another
			if err := errors.Join(os.RemoveAll(public), os.RemoveAll(again)); err != nil {
				return err
			}
		}
	}
	t.floor, t.cold = median(least), median(cold)
	t.row("floor: writing the same files", t.floor)
	t.row("vetro, cold", t.cold)
	t.row("vetro, nothing changed", median(same))
	t.row("vetro, one project changed", median(one))
	t.row("vetro check", median(check))
	return nil
}

func (o *options) hugoRows(t *table, hugo string, c *corpus.Corpus) error {
	site := filepath.Join(o.dir, "hugo")
	if err := writeHugo(c, site); err != nil {
		return err
	}
	rows := []struct {
		config, name string
		median       *measure
		all          []measure
	}{
		{config: pagesAlone, name: "hugo, cold, pages alone", median: &t.hugo},
		{config: dataToo, name: "hugo, cold, with the data files", median: &t.hugoData},
	}
	for i := range o.runs {
		for k := range rows {
			r := &rows[k]
			public := filepath.Join(o.dir, fmt.Sprintf("hugo-public-%d-%d", k, i))
			m, err := run(hugo, hugoArgs(site, public, r.config)...)
			if err != nil {
				return err
			}
			r.all = append(r.all, m)
			files, bytes, err := count(public)
			if err != nil {
				return err
			}
			if i == 0 {
				r.name += fmt.Sprintf(" (%d files, %d MB)", files, bytes/1_000_000)
			}
		}
	}
	for k := range rows {
		*rows[k].median = median(rows[k].all)
		t.row(rows[k].name, *rows[k].median)
	}
	return nil
}

// measure is what a run cost.
type measure struct {
	wall, cpu time.Duration
	peak      int64 // bytes of memory; 0 when it is not known
}

// run runs a program and measures it, by way of another process of this program: Linux
// counts the memory of the process that starts another as the other's, and this one has
// held whole sites.
func run(name string, args ...string) (m measure, err error) {
	self, err := os.Executable()
	if err != nil {
		return m, err
	}
	out, err := exec.Command(self, append([]string{measureFlag, name}, args...)...).CombinedOutput()
	if err != nil {
		return m, fmt.Errorf("%s %v: %w\n%s", name, args, err, out)
	}
	_, err = fmt.Sscan(string(out[bytes.LastIndexByte(out, '\n')+1:]), &m.wall, &m.cpu, &m.peak)
	return m, err
}

// measureFlag is the first argument of a process that measures another.
const measureFlag = "-measure-one"

// measureOne runs a program and prints what it took.
func measureOne(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	wall := time.Since(start)
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	fmt.Printf("\n%d %d %d", wall, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), peakMemory(cmd.ProcessState))
	return nil
}

// median gives the middle of each number.
func median(all []measure) measure {
	middle := func(key func(measure) int64) int64 {
		var numbers []int64
		for _, m := range all {
			numbers = append(numbers, key(m))
		}
		slices.Sort(numbers)
		return numbers[len(numbers)/2]
	}
	return measure{
		wall: time.Duration(middle(func(m measure) int64 { return int64(m.wall) })),
		cpu:  time.Duration(middle(func(m measure) int64 { return int64(m.cpu) })),
		peak: middle(func(m measure) int64 { return m.peak }),
	}
}

func exe() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}
