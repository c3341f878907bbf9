package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
)

// expected are the differences that a change is meant to make.
type expected struct{ all []expectation }

type expectation struct {
	text    string
	pattern *regexp.Regexp
	reason  string
	used    bool
}

// readExpected reads a file of differences, none where there is no file. Each line is a
// regular expression, a blank, # and the reason; lines that begin with # are comments.
func readExpected(name string) (*expected, error) {
	e := new(expected)
	if name == "" {
		return e, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		text, reason, found := strings.Cut(line, " #")
		text, reason = strings.TrimSpace(text), strings.TrimSpace(reason)
		if !found || reason == "" {
			return nil, fmt.Errorf("%s:%d: a difference needs its reason, after a blank and #", name, n)
		}
		pattern, err := regexp.Compile(text)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		e.all = append(e.all, expectation{text: text, pattern: pattern, reason: reason})
	}
	return e, nil
}

// reason gives why a difference is expected, if it is.
func (e *expected) reason(what string) (string, bool) {
	for i := range e.all {
		if e.all[i].pattern.MatchString(what) {
			e.all[i].used = true
			return e.all[i].reason, true
		}
	}
	return "", false
}

// printUnused names the lines of the file that no difference needs: they can go.
func (e *expected) printUnused(w io.Writer) {
	for _, x := range e.all {
		if !x.used {
			fmt.Fprintf(w, "expected, and not found: %s (%s)\n", x.text, x.reason)
		}
	}
}
