package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"

	"vetro/internal/record"
)

// cmdTimes writes the time and size of every file of a folder: two such lists are equal
// when nothing was rewritten.
//
//	times DIR FILE
func cmdTimes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: times DIR FILE")
	}
	var b strings.Builder
	dir := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		fmt.Fprintf(&b, "%s %d %d\n", filepath.ToSlash(rel), info.Size(), info.ModTime().UnixNano())
		return nil
	}))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o666))
}

// cmdLatin1 writes a file again in Windows-1252, as an office's editor may.
//
//	latin1 FILE
func cmdLatin1(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: latin1 FILE")
	}
	var out []byte
	for _, r := range ts.ReadFile(args[0]) {
		if r > 0xff {
			ts.Fatalf("latin1: %c is not in Latin-1", r)
		}
		out = append(out, byte(r))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o666))
}

// cmdContains asks whether a file holds a text, to the letter.
//
//	contains FILE TEXT
func cmdContains(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: contains FILE TEXT")
	}
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "\u00a0", " ")
	if strings.Contains(text, args[1]) == neg {
		ts.Fatalf("contains: %s: %q found: %t", args[0], args[1], neg)
	}
}

// cmdReads asks whether who opens a page reads a text, whatever its markup.
//
//	reads PAGE TEXT
func cmdReads(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: reads PAGE TEXT")
	}
	text, err := readable(ts.ReadFile(args[0]))
	ts.Check(err)
	if strings.Contains(text, args[1]) == neg {
		ts.Fatalf("reads: %s: %q read: %t", args[0], args[1], neg)
	}
}

// readable gives what is read on a page, or in a drawing: its texts in their order with single
// spaces, and a space where an element other than one of running text ends.
func readable(page string) (string, error) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.Data == "script" || n.Data == "style":
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		switch n.Data {
		case "a", "abbr", "cite", "data", "em", "span", "strong", "time", "tspan":
		default:
			b.WriteByte(' ')
		}
	}
	walk(root)
	return strings.Join(strings.Fields(b.String()), " "), nil
}

// cmdNamed copies a file to a name that no archive holds, written as Go quotes it: line ends,
// ESC, what else a terminal obeys.
//
//	named FILE "a\nb"
func cmdNamed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: named FILE NAME")
	}
	name, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(name)), 0o777))
	ts.Check(os.WriteFile(ts.MkAbs(name), []byte(ts.ReadFile(args[0])), 0o666))
}

// cmdInert asks that what was printed holds nothing that a terminal or the runner of a CI
// obeys, but the annotations of ours.
//
//	inert stdout|stderr
func cmdInert(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: inert stdout|stderr")
	}
	text := ts.ReadFile(args[0])
	if text == "" {
		ts.Fatalf("inert: nothing was printed")
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		command := strings.HasPrefix(strings.TrimSpace(line), "::") && !strings.HasPrefix(line, "::error file=") && !strings.HasPrefix(line, "::warning file=")
		if command || strings.Contains(line, "##[") || strings.ContainsFunc(line, record.Commands) {
			ts.Fatalf("inert: a line is obeyed: %q", line)
		}
	}
}
