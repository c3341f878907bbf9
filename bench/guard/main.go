// Command guard compares what two binaries of Vetro do, for a change of the code that is
// to leave everything else as it was. Both build the same sites, and every byte of the
// output and every word of the problems must be equal:
//
//	go build -o /tmp/old ./cmd/vetro     # before the change
//	go build -o /tmp/new ./cmd/vetro     # after it
//	go run ./bench/guard -old /tmp/old -new /tmp/new
//
// It prints one line for each site, with the differences below it, and exits with 1 if there
// are some. What a change is meant to alter stands in a file, one regular expression of a
// difference a line, with its reason; such differences are printed as listed and pass:
//
//	^repo: public/impronte\.sha256  # the style sheet is another
//
// lighter-house.txt is such a file.
//
// The site "faulty" is all sites of the tests: those with a script are led through its
// commands. "mangled" has records with one slip each, made by the program.
//
// Both binaries get --no-cache, for old ones that kept a cache between builds.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	var o options
	flag.StringVar(&o.old, "old", "", "the binary that is right")
	flag.StringVar(&o.new, "new", "", "the binary to compare with it")
	flag.StringVar(&o.dir, "dir", "", "folder to work in; a temporary one when left out")
	flag.StringVar(&o.repo, "repo", ".", "the checkout that the sites are taken from")
	flag.StringVar(&o.sites, "sites", "repo,provincia,theme,1000,5000,mangled,faulty", "which sites; a number is a site of so many projects")
	flag.StringVar(&o.allow, "allow", "", "file of expected differences, one `regexp # reason` a line")
	flag.IntVar(&o.most, "show", 10, "how many differences of a site are shown")
	flag.Parse()
	same, err := o.run(os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "guard:", err)
		os.Exit(2)
	}
	if !same {
		os.Exit(1)
	}
}

type options struct {
	old, new, dir, repo, sites, allow string
	most                              int
}

// run compares all sites, and says whether there is no difference but those listed.
func (o *options) run(w io.Writer) (same bool, err error) {
	var programs [2]program
	for i, name := range []string{o.old, o.new} {
		if programs[i], err = open(name); err != nil {
			return false, err
		}
	}
	expected, err := readExpected(o.allow)
	if err != nil {
		return false, err
	}
	if o.dir, err = os.MkdirTemp(o.dir, "vetro-guard-"); err != nil {
		return false, err
	}
	if o.dir, err = filepath.EvalSymlinks(o.dir); err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(o.dir)) }()
	same = true
	for _, name := range strings.Split(o.sites, ",") {
		sites, err := sitesOf(name, o.repo)
		if err != nil {
			return false, err
		}
		c := comparison{name: name, seen: make(map[string]bool)}
		for i := range sites {
			if err := c.site(&sites[i], programs, o.dir); err != nil {
				return false, fmt.Errorf("%s: %s: %w", name, sites[i].name, err)
			}
		}
		same = c.print(w, expected, o.most) && same
	}
	expected.printUnused(w)
	return same, nil
}
