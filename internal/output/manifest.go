package output

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ManifestName is the list of what was written, in the form of sha256sum.
const ManifestName = "impronte.sha256"

// The names that are the office's own: no page can take them.
const (
	ignoreName = ".gitignore"
	gitName    = ".git"
)

// Entry is a line of the manifest: a file that a build wrote.
type Entry struct {
	Name string
	Sum  [32]byte // SHA-256
}

func byName(e Entry, name string) int { return strings.Compare(e.Name, name) }

// previous gives the Entry that the previous build has for a name.
func (o *Output) previous(name string) (was Entry, found bool) {
	i, found := slices.BinarySearchFunc(o.old, name, byName)
	if found {
		was = o.old[i]
	}
	return was, found
}

// wroteBelow reports whether the previous build wrote files in a folder, at any depth.
func (o *Output) wroteBelow(folder string) bool {
	i, _ := slices.BinarySearchFunc(o.old, folder+"/", byName)
	return i < len(o.old) && strings.HasPrefix(o.old[i].Name, folder+"/")
}

// readManifest reads what the previous build wrote, in the order of names.
func (o *Output) readManifest() ([]Entry, error) {
	at, info, err := o.look(ManifestName)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", ManifestName, err)
	}
	if info == nil {
		return nil, nil
	}
	damaged := refuse(o.label+"/"+at, ruleManifest, "qui ci vuole l’elenco dei file pubblicati, e c’è altro",
		"rimetti l’elenco com’era, oppure sposta altrove la cartella "+o.label+" e pubblica di nuovo: sarà rifatta per intero")
	if !info.Mode().IsRegular() {
		return nil, damaged
	}
	text, err := o.root.ReadFile(o.in(o.out(ManifestName)))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", ManifestName, err)
	}
	files, err := parseManifest(string(text))
	if bad, ok := errors.AsType[*badLine](err); ok {
		damaged.Pos.Line, damaged.Pos.Col = bad.line, 1
		damaged.Text = fmt.Sprintf("la riga %q non è quella di un file pubblicato", bad.text)
		return nil, damaged
	}
	return files, err
}

// FormatManifest gives the list in the form of sha256sum, of files in the order of names.
func FormatManifest(files []Entry) []byte {
	size := 0
	for i := range files {
		size += hex.EncodedLen(len(files[i].Sum)) + len("  \n") + len(files[i].Name)
	}
	list := make([]byte, 0, size)
	for i := range files {
		list = hex.AppendEncode(list, files[i].Sum[:])
		list = append(append(append(list, "  "...), files[i].Name...), '\n')
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

// parseManifest reads the form of sha256sum, also as Windows and git may have changed it:
// with \r at the end of lines, and * for binary before names; and as somebody may have
// put it together, in another order. The names are parts of the text. The error is a *badLine.
func parseManifest(text string) ([]Entry, error) {
	files := make([]Entry, 0, strings.Count(text, "\n")+1)
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
		inOrder = inOrder && (n == 1 || files[len(files)-1].Name < f.Name)
		files, text = append(files, f), rest
	}
	if !inOrder {
		slices.SortStableFunc(files, func(a, b Entry) int { return strings.Compare(b.Name, a.Name) })
		slices.Reverse(files) // so that of a name that comes twice the last comes first
		files = slices.CompactFunc(files, func(a, b Entry) bool { return a.Name == b.Name })
	}
	return files, nil
}

func parseLine(line string) (f Entry, ok bool) {
	sum, name, _ := strings.Cut(line, " ")
	if len(sum) != hex.EncodedLen(len(f.Sum)) || name == "" || name[0] != ' ' && name[0] != '*' || !validName(name[1:]) {
		return f, false
	}
	f.Name = name[1:]
	_, err := hex.Decode(f.Sum[:], []byte(sum))
	return f, err == nil
}
