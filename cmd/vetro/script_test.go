package main

import (
	_ "embed"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts await")

// The pair by which the tests sign what they release, and by which the vetro of the tests knows
// releases.
var (
	//go:embed testdata/release/prova.pub
	testPublic string
	//go:embed testdata/release/prova.key
	testSecret string
)

// testKey is the public key as a binary has it.
func testKey() string { return strings.Split(testPublic, "\n")[1] }

// TestMain makes a program of vetro, and one of a Vetro that was built before there was a key.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"vetro":       func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, testKey())) },
		"senzachiave": func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, "")) },
		"vetro-meter": meter,
	})
}

// TestScripts runs whole sites through the command, one behaviour a file.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", "1795305600") // 22 November 2026 in Rome
			e.Setenv("LF", "\n")                        // for names that hold one
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"times":    cmdTimes,
			"latin1":   cmdLatin1,
			"contains": cmdContains,
			"inert":    cmdInert,
			"named":    cmdNamed,
			"reads":    cmdReads,
		},
	})
}
