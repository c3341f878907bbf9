package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"vetro/internal/record"
)

// The rules of the problems that the output folder gives.
const (
	ruleFolder   = "uscita-cartella"   // the folder is no place for an output
	ruleBusy     = "uscita-occupata"   // another build holds it
	ruleWork     = "uscita-lavoro"     // the work folder is not ours
	ruleManifest = "uscita-impronte"   // the list of written files is damaged
	ruleForeign  = "uscita-estranea"   // something there is not ours
	ruleModified = "uscita-modificata" // something of ours was changed by hand
	ruleClash    = "uscita-scontro"    // a file became a folder, or changed only in case
)

// Guard is a folder that the output must neither be nor hold.
type Guard struct {
	Path   string
	Within bool // nor lie inside of it
}

// Refusal is the error for an output folder that cannot be used until somebody acts.
// Its text is Italian and tells the mend.
type Refusal struct{ record.Problem }

// Error gives the problem as the command prints it.
func (r *Refusal) Error() string { return r.Problem.String() }

func refuse(file, rule, text, mend string) *Refusal {
	return &Refusal{record.Problem{Pos: record.Pos{File: file}, Rule: rule, Text: text, Mend: mend}}
}

// problem gives a problem of the file with this name in the output.
func (o *Output) problem(severity record.Severity, rule, name, text, mend string) record.Problem {
	return record.Problem{Pos: record.Pos{File: o.label + "/" + name}, Severity: severity, Rule: rule, Text: text, Mend: mend}
}

// outputFolder gives the true place of dir, or refuses it.
func outputFolder(dir string, guards []Guard) (string, error) {
	const mend = "indica una cartella fatta solo per la pubblicazione, come public"
	full, err := resolve(dir)
	if err != nil {
		return "", fmt.Errorf("find the output folder %s: %w", dir, err)
	}
	for _, g := range guards {
		kept, err := resolve(g.Path)
		if err != nil {
			return "", fmt.Errorf("find the folder %s: %w", g.Path, err)
		}
		text := ""
		switch {
		case within(kept, full) && within(full, kept):
			text = fmt.Sprintf("la cartella di uscita è %s, che serve al sito", g.Path)
		case within(kept, full):
			text = fmt.Sprintf("la cartella di uscita contiene %s, che serve al sito", g.Path)
		case g.Within && within(full, kept):
			text = fmt.Sprintf("la cartella di uscita è dentro %s, che serve al sito", g.Path)
		default:
			continue
		}
		return "", refuse(filepath.ToSlash(dir), ruleFolder, text, mend)
	}
	info, err := os.Lstat(full)
	switch {
	case err == nil && !info.IsDir(), filepath.Dir(full) == full:
		return "", refuse(filepath.ToSlash(dir), ruleFolder, "qui non può stare la cartella di uscita", mend)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("find the output folder: %w", err)
	}
	return full, nil
}

// resolve gives the absolute name without symbolic links; what does not exist yet is
// taken as it is written.
func resolve(name string) (string, error) {
	full, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	for rest := ""; ; full = filepath.Dir(full) {
		real, err := filepath.EvalSymlinks(full)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(full) == full {
			return "", err
		}
		rest = filepath.Join(filepath.Base(full), rest)
	}
}

// within reports whether one resolved folder is the other or lies inside of it.
func within(inner, outer string) bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		inner, outer = fold(inner), fold(outer)
	}
	rel, err := filepath.Rel(outer, inner)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
