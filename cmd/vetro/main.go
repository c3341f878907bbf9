// Command vetro turns TOML records of projects and Markdown announcements into the
// transparency site of a public body. Run vetro help for what it can do.
//
// This package speaks Italian with people and knows the day, the arguments and the exit
// codes; all the work is done by internal/build.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"vetro/release"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, release.Key())) }

// The exit codes.
const (
	exitDone    = 0
	exitProblem = 1 // problems, or a refusal
	exitMisuse  = 2 // the command was written wrong
)

// run executes a command line and gives its exit code. Key is that by which releases are known:
// it comes with the binary, and nothing around the command can change it.
func run(args []string, stdout, stderr io.Writer, key string) int {
	root := newRoot(key)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	var m misuse
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems): // already told
		return exitProblem
	case errors.As(err, &m):
		sayf(stderr, "vetro: %s\n\tvetro help elenca comandi e opzioni\n", m.text)
		return exitMisuse
	}
	fmt.Fprintln(stderr, failure(err))
	return exitProblem
}

// errProblems ends a command that has told the author what to mend.
var errProblems = errors.New("problems")

// misuse is a command line that cannot be carried out.
type misuse struct{ text string }

func (m misuse) Error() string { return m.text }
