package build

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"vetro/internal/record"
)

// The names in the output that no page can take.
const (
	listName   = "impronte.sha256" // what was written
	ignoreName = ".gitignore"      // the office's own
	gitName    = ".git"            // the office's own
)

// entry is a line of the manifest: a file that a build wrote.
type entry struct {
	name string
	sum  [32]byte // SHA-256
}

func byName(e entry, name string) int { return strings.Compare(e.name, name) }

// previous gives the entry that the previous build has for a name.
func (o *Output) previous(name string) (was entry, found bool) {
	i, found := slices.BinarySearchFunc(o.old, name, byName)
	if found {
		was = o.old[i]
	}
	return was, found
}

// wroteBelow reports whether the previous build wrote files in a folder, at any depth.
func (o *Output) wroteBelow(folder string) bool {
	i, _ := slices.BinarySearchFunc(o.old, folder+"/", byName)
	return i < len(o.old) && strings.HasPrefix(o.old[i].name, folder+"/")
}

// readList reads what the former build wrote, in the order of names.
func (o *Output) readList() ([]entry, error) {
	at, info, err := o.look(listName)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", listName, err)
	}
	if info == nil {
		return nil, nil
	}
	damaged := refuse(o.label+"/"+at, ruleList, "qui ci vuole l’elenco dei file pubblicati, e c’è altro",
		"rimetti l’elenco com’era, oppure sposta altrove la cartella "+o.label+" e pubblica di nuovo: sarà rifatta per intero")
	if !info.Mode().IsRegular() {
		return nil, damaged
	}
	text, err := readText(o.out(listName), info.Size())
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", listName, err)
	}
	files, err := parseList(text)
	if bad, ok := errors.AsType[*badLine](err); ok {
		damaged.Pos.Line, damaged.Pos.Col = bad.line, 1
		damaged.Text = fmt.Sprintf("la riga %q non è quella di un file pubblicato", bad.text)
		return nil, damaged
	}
	return files, err
}

// readText reads a file of about this size. It stays in memory as long as a name that is
// part of it, so it is there only once.
func readText(name string, size int64) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var text strings.Builder
	text.Grow(int(size))
	_, err = io.Copy(&text, f)
	return text.String(), err
}

// formatList gives the list in the form of sha256sum, of files in the order of names.
func formatList(files []entry) []byte {
	size := 0
	for i := range files {
		size += hex.EncodedLen(len(files[i].sum)) + len("  \n") + len(files[i].name)
	}
	list := make([]byte, 0, size)
	for i := range files {
		list = hex.AppendEncode(list, files[i].sum[:])
		list = append(append(append(list, "  "...), files[i].name...), '\n')
	}
	return list
}

// badLine is the error for a line that sha256sum would not have written.
type badLine struct {
	line int
	text string
}

func (e *badLine) Error() string {
	return fmt.Sprintf("line %d: %q is no sum and name", e.line, e.text)
}

// parseList reads the form of sha256sum, also as Windows and git may have changed it:
// with \r at the end of lines, and * for binary before names; and as somebody may have
// put it together, in another order. The names are parts of the text. The error is a *badLine.
func parseList(text string) ([]entry, error) {
	files := make([]entry, 0, strings.Count(text, "\n")+1)
	inOrder := true
	for n := 1; text != ""; n++ {
		line, rest, ended := strings.Cut(text, "\n")
		if ended {
			line = strings.TrimSuffix(line, "\r")
		}
		f, ok := parseLine(line)
		if !ok {
			return nil, &badLine{n, line}
		}
		inOrder = inOrder && (n == 1 || files[len(files)-1].name < f.name)
		files, text = append(files, f), rest
	}
	if !inOrder {
		slices.SortStableFunc(files, func(a, b entry) int { return strings.Compare(b.name, a.name) })
		slices.Reverse(files) // so that of a name that comes twice the last comes first
		files = slices.CompactFunc(files, func(a, b entry) bool { return a.name == b.name })
	}
	return files, nil
}

func parseLine(line string) (f entry, ok bool) {
	sum, name, _ := strings.Cut(line, " ")
	if len(sum) != hex.EncodedLen(len(f.sum)) || name == "" || name[0] != ' ' && name[0] != '*' || !validName(name[1:]) {
		return f, false
	}
	f.name = name[1:]
	_, err := hex.Decode(f.sum[:], []byte(sum))
	return f, err == nil
}

// move is one change of the output: a file comes in as new, comes in over the former
// one, or goes.
type move struct {
	do   byte // '+', '~' or '-'
	sum  string
	name string
	kind Kind // of what comes in; the journal does without
}

// formatMoves gives the moves, one a line, in their order.
func formatMoves(moves []move) []byte {
	var b bytes.Buffer
	for _, m := range moves {
		fmt.Fprintf(&b, "%c %s %s\n", m.do, m.sum, m.name)
	}
	return b.Bytes()
}

// readMoves reads the moves of a killed build, if it had begun them.
func (o *Output) readMoves() ([]move, error) {
	data, err := os.ReadFile(o.journal())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var moves []move
	for i, line := range splitLines(data) {
		do, rest, _ := strings.Cut(line, " ")
		sum, name, _ := strings.Cut(rest, " ")
		if len(do) != 1 || !strings.Contains("+~-", do) || !validName(name) {
			return nil, fmt.Errorf("%s: %w", o.journal(), &badLine{i + 1, line})
		}
		moves = append(moves, move{do: do[0], sum: sum, name: name})
	}
	return moves, nil
}

// problem gives a problem of the file with this name in the output.
func (o *Output) problem(severity record.Severity, rule, name, text, mend string) record.Problem {
	return record.Problem{Pos: record.Pos{File: o.label + "/" + name}, Severity: severity, Rule: rule, Text: text, Mend: mend}
}

// splitLines gives the lines of a file, however long.
func splitLines(data []byte) []string {
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
