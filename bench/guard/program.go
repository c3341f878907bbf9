package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// program is one of the two binaries.
type program struct {
	name    string
	version []string // what it says of itself, which differs and may
}

// open finds a binary and asks for its version.
func open(name string) (program, error) {
	if name == "" {
		return program{}, errors.New("two binaries are needed: -old and -new")
	}
	name, err := filepath.Abs(name)
	if err != nil {
		return program{}, err
	}
	out, err := exec.Command(name, "version").Output()
	if err != nil {
		return program{}, fmt.Errorf("%s version: %w", name, err)
	}
	p := program{name: name}
	for line := range strings.Lines(string(out)) { // vetro v1.2.3, commit 5828c66…
		_, word, _ := strings.Cut(strings.TrimSpace(line), " ")
		if word != "" && word != "sviluppo" && word != "ignoto" && !strings.HasPrefix(line, "go") {
			p.version = append(p.version, word)
		}
	}
	return p, nil
}

// limit is how long one command may take.
const limit = 10 * time.Minute

// took are the words that tell how long a command took.
var took = regexp.MustCompile(`in [0-9]+,[0-9]+ secondi`)

// run runs a command in a folder of a site and gives what it says, with the names of the
// folder, of the version and of the time taken out: they may differ.
func (p *program) run(root, dir string, args []string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	if args[0] == "build" {
		args = append(args[:1:1], append([]string{"--no-cache"}, args[1:]...)...)
	}
	cmd := exec.CommandContext(ctx, p.name, args...)
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	// As the scripts of the tests have it: 22 November 2026 in Rome.
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1795305600", "PWD="+dir)
	err := cmd.Run()
	if ctx.Err() != nil {
		return "", fmt.Errorf("vetro %s: not done in %s", strings.Join(args, " "), limit)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return "", err
	}
	said := fmt.Sprintf("exit %d\n%s%s", cmd.ProcessState.ExitCode(), &stdout, &stderr)
	said = strings.ReplaceAll(said, root, "SITE")
	for _, word := range p.version {
		said = strings.ReplaceAll(said, word, "VERSION")
	}
	return took.ReplaceAllString(said, "in N secondi"), nil
}
