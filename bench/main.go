// Command bench measures Vetro on a site of many projects: a cold build, and one where
// nothing changed, each as a ratio to the floor, which is a program that only writes the same
// bytes to the same names; and the preview, from save to page. It prints one table:
//
//	go run ./bench -n 10000 -dir /dev/shm/vetro-bench
//	go run ./bench -site ~/paese -runs 1 -dir /dev/shm/vetro-bench
//
// Times of one run alone can be compared: machines are noisy. So two binaries are measured
// in one run, in turn, and compared pair by pair:
//
//	go run ./bench -n 10000 -old /tmp/vetro-old
//
// Both get --no-cache, for old binaries that kept a cache between builds.
//
// # Against Hugo
//
// With -hugo, and hugo on the PATH, the same projects are built with Hugo, too. Its templates,
// in the folder hugo, are frozen: they are the pages and data files of Vetro as of November
// 2026, which a test then compared word by word. Pages of Vetro change without being written
// twice, so the ratio is of today's pages to those.
//
// Hugo reads the same records, a file for each with the same keys and words. It is measured
// in its fastest form, as one would write it who knows it well:
//
//   - links from the root, no folder for a page, no taxonomies, no summaries, no feeds;
//   - sums and lists are made in one walk over the projects (somme.html), sorted
//     once; what pages look up by name, the words of each day too, stands in one map;
//   - header and footer are drawn once for each section, by partialCached, which keeps a
//     thousand things; so rows and cards, which are more, are kept with their page;
//   - a page asks for its address, title and name once, and JSON-LD is written as text.
//
// What was easier for Hugo than for Vetro: seven pages of Vetro alone (credits, search, open
// data and others), keys of records that the corpus does not use, links between pages that
// work from a disk, the checks, the list of what was written, a folder for each page of a
// list but the first.
//
// The data files are measured by themselves (dati.toml): JSON of each project, feeds and
// calendars, tables as CSV and JSON. Hugo makes no index of the search, no drawings as
// files, no catalogue.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

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
	flag.StringVar(&o.old, "old", "", "another program, to measure in turn with it")
	flag.BoolVar(&o.hugo, "hugo", false, "measure Hugo, too, with the pages of November 2026")
	flag.BoolVar(&o.keep, "keep", false, "leave the folder")
	flag.StringVar(&o.profile, "profile", "", "measure nothing: build once, cold, and write where the time goes to this file, for go tool pprof")
	flag.Parse()
	if err := o.bench(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type options struct {
	projects, runs int
	dir, site      string
	vetro, old     string
	profile        string
	hugo, keep     bool
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
	s := site{dir: filepath.Join(o.dir, "sito"), key: "sommario"} // which a save in the preview begins anew
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
	if o.site != "" {
		what, o.hugo = o.site, false // which knows the records of the corpus alone
	}
	hugo := ""
	if o.hugo {
		var err error
		if hugo, err = exec.LookPath("hugo"); err != nil {
			return err
		}
	}
	t.title("%s, %d processors, %s, medians of %d", what, runtime.GOMAXPROCS(0), runtime.Version(), o.runs)
	programs := o.programs()
	if err := o.buildRows(&t, s, programs); err != nil {
		return err
	}
	if hugo != "" {
		if err := o.hugoRows(&t, hugo, c); err != nil {
			return err
		}
	}
	if err := o.serveRows(&t, s, hugo, programs); err != nil {
		return err
	}
	t.print(os.Stdout)
	if len(programs) > 1 {
		printPairs(os.Stdout, programs[0], programs[1])
	}
	return nil
}
