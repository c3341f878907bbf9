package main

import (
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts await")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"vetro": func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) },
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
