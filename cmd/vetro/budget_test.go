package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The budget that docs/sicurezza.md promises: what the reading of a file of n bytes may
// take beyond that of a site without it.
const (
	budgetFixed = 64 << 20
	budgetEach  = 20
)

// budget is a hostile file: which reader has it, what is wrong with it, how large it is
// at most, and how it is made for a size.
type budget struct {
	reader, input string
	size          int
	file          string // in the site; of an import: beside it
	args          []string
	make          func(size int) []byte
	rare          bool               // tried where VETRO_LONG=1 asks for it
	counts        func(size int) int // bytes that are promised for, where they are not those of the file
}

// doublings is how often a file is doubled, up to its size.
const doublings = 3

// sizes gives the sizes at which a file is read.
func (b *budget) sizes() []int {
	var out []int
	for d := doublings; d >= 0; d-- {
		out = append(out, b.size>>d)
	}
	return out
}

// put writes a site with the file, and gives the command line that reads it.
func (b *budget) put(tb testing.TB, size int) (args []string, written int) {
	tb.Helper()
	site := tb.TempDir()
	data := b.make(size)
	file := filepath.Join(site, "site", filepath.FromSlash(b.file))
	args = []string{"check", "--today", testDay}
	if b.args != nil {
		args = b.args
		if args[0] == "import" {
			file = filepath.Join(site, b.file)
			args = append([]string{args[0], args[1], file, "--today", testDay}, args[2:]...)
		}
	}
	args = append(args[:len(args):len(args)], "--site", filepath.Join(site, "site"))
	for name, text := range map[string][]byte{
		filepath.Join(site, "site", "site.toml"):              []byte("titolo = \"Sito\"\nbase_url = \"https://example.it/\"\nente = \"p_xx\"\n"),
		filepath.Join(site, "site", "content/enti/p_xx.toml"): []byte("nome = \"Provincia\"\ncodice_ipa = \"p_xx\"\n"),
		file: data,
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, text, 0o666)); err != nil {
			tb.Fatal(err)
		}
	}
	return args, len(data)
}

// spent is what a command took.
type spent struct {
	Time   time.Duration // of the processors: others may use them, too
	Memory int64         // its largest resident set, in bytes
	Failed string        // why it fell
}

// spend runs a command that may use no more than limit bytes of memory: one that would
// fill the machine's shall fall before it. A process of its own starts it and waits for it:
// Linux counts to the memory of a process what the one that started it had.
func spend(tb testing.TB, args []string, limit int64) spent {
	tb.Helper()
	meter := exec.Command("vetro-meter", append([]string{strconv.FormatInt(limit, 10), programOf(tb)}, args...)...)
	out, err := meter.Output()
	var s spent
	if err := errors.Join(err, json.Unmarshal(out, &s)); err != nil {
		tb.Fatalf("%v: %s", err, out)
	}
	return s
}

// meter is the command that runs another within a limit, and prints what it took.
func meter() {
	limit, _ := strconv.ParseUint(os.Args[1], 10, 64)
	var errs bytes.Buffer
	cmd := exec.Command(os.Args[2], os.Args[3:]...)
	cmd.Stderr = &errs
	var s spent
	err := errors.Join(setDataLimit(limit), cmd.Start())
	if err == nil {
		slow := time.AfterFunc(longestRead, func() { _ = cmd.Process.Kill() })
		err = cmd.Wait()
		slow.Stop()
		s.Time, s.Memory = cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), largestSet(cmd.ProcessState)
	}
	if err != nil && (cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != exitProblem) {
		first, _, _ := strings.Cut(errs.String(), "\n")
		s.Failed = fmt.Sprintf("%v: %s", err, first)
	}
	if strings.Contains(errs.String(), "[media-tipo]") {
		s.Failed = "the type of the file is refused before its reader has it: " + errs.String()
	}
	_ = json.NewEncoder(os.Stdout).Encode(s)
}

// longestRead is when a command is given up: all of these end within some seconds.
const longestRead = 30 * time.Second

// plainSite is the site without the file: what it takes is taken off.
func plainSite(tb testing.TB) spent {
	b := budget{file: "content/importati/LEGGIMI.txt", make: func(int) []byte { return nil }}
	args, _ := b.put(tb, 0)
	return spend(tb, args, 4<<30)
}

func programOf(tb testing.TB) string {
	name, err := exec.LookPath("vetro") // TestMain puts it there
	if err != nil {
		tb.Fatal(err)
	}
	return name
}

// TestBudget holds every reader to the memory that a file may take, at its worst inputs,
// each doubled three times.
func TestBudget(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the memory of a command is limited as Linux does it")
	}
	plain := plainSite(t)
	for _, b := range budgets() {
		if b.rare && os.Getenv("VETRO_LONG") != "1" {
			continue
		}
		t.Run(b.reader+"/"+b.input, func(t *testing.T) {
			t.Parallel()
			for _, size := range b.sizes() {
				args, n := b.put(t, size)
				promised := n
				if b.counts != nil {
					promised = b.counts(size)
				}
				most := budgetFixed + budgetEach*int64(promised)
				s := spend(t, args, plain.Memory+most+goesWithout)
				took := max(0, s.Memory-plain.Memory)
				t.Logf("%-11s %-40s %9d B %8.2f s %6.0f MB of %4.0f", b.reader, b.input, n, s.Time.Seconds(), megabytes(took), megabytes(most))
				switch {
				case s.Failed != "":
					t.Errorf("%d bytes: %s", n, s.Failed)
					return
				case took > most:
					t.Errorf("%d bytes take %.0f MB, %.0f are promised", n, megabytes(took), megabytes(most))
				}
			}
		})
	}
}

// goesWithout is what a process asks for and does not use: the stacks of its threads, room
// that the collector of garbage holds ready.
const goesWithout = 192 << 20

func megabytes(n int64) float64 { return float64(n) / (1 << 20) }

// BenchmarkBudget prints how the time of each reader grows when its worst input doubles.
func BenchmarkBudget(b *testing.B) {
	plain := plainSite(b)
	for _, row := range budgets() {
		b.Run(row.reader+"/"+row.input, func(b *testing.B) {
			for range b.N {
				var line strings.Builder
				before := 0.0
				for _, size := range row.sizes() {
					args, n := row.put(b, size)
					s := spend(b, args, 4<<30)
					now := max(0.001, (s.Time - plain.Time).Seconds())
					fmt.Fprintf(&line, " | %8d B %6.2f s %5.0f MB", n, s.Time.Seconds(), megabytes(s.Memory-plain.Memory))
					if before > 0 {
						fmt.Fprintf(&line, " ×%.1f", now/before)
					}
					if before = now; s.Failed != "" {
						line.WriteString(" " + s.Failed)
						break
					}
				}
				b.Logf("%-11s %-40s%s", row.reader, row.input, line.String())
			}
		})
	}
}

// repeated gives a start, a text as often as it fits into a size, and an end.
func repeated(start, text, end string) func(int) []byte {
	return func(size int) []byte {
		n := max(0, size-len(start)-len(end)) / len(text)
		return []byte(start + strings.Repeat(text, n) + end)
	}
}

// nested gives a text with as many openings as closings.
func nested(start, open, middle, shut, end string) func(int) []byte {
	return func(size int) []byte {
		n := max(0, size-len(start)-len(middle)-len(end)) / (len(open) + len(shut))
		return []byte(start + strings.Repeat(open, n) + middle + strings.Repeat(shut, n) + end)
	}
}

// numbered gives lines that each have another number.
func numbered(start, form, end string) func(int) []byte {
	return func(size int) []byte {
		b := bytes.NewBufferString(start)
		for n := 0; b.Len() < size-len(end)-len(form)-8; n++ {
			b.WriteString(strings.ReplaceAll(form, "#", fmt.Sprintf("%x", n)))
		}
		b.WriteString(end)
		return b.Bytes()
	}
}

// noise gives bytes that nothing packs.
func noise(size int) []byte {
	r := rand.NewChaCha8([32]byte{1})
	out := make([]byte, size)
	_, _ = r.Read(out)
	return out
}
