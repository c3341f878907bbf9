package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"golang.org/x/term"

	"vetro/internal/output"
	"vetro/internal/record"
	"vetro/internal/regular"
	"vetro/internal/report"
)

// formats are the words of --format.
var formats = []string{"text", "json", "sarif", "github", "gitlab"}

// tell reports what a command found: to people on the error stream, to machines on the
// standard one, whole even when there is nothing to tell.
func (f *siteFlags) tell(stdout, stderr io.Writer, problems []record.Problem) error {
	if f.format == "text" {
		return report.Text(stderr, problems, f.textOptions(stderr))
	}
	version, _ := versionAndCommit()
	r := report.Report{Problems: problems, Rules: report.Rules(), Version: version, Folder: folderFromHere(f.site)}
	if f.out != "" { // build names files of the output from here
		r.Output = filepath.ToSlash(filepath.Clean(f.out))
	}
	switch f.format {
	case "json":
		return r.JSON(stdout)
	case "sarif":
		return r.SARIF(stdout)
	case "gitlab":
		return r.GitLab(stdout)
	}
	return r.GitHub(stdout)
}

// textOptions says how a stream shows text: a terminal gets colours, unless they are
// unwanted (no-color.org), and the line of each problem.
func (f *siteFlags) textOptions(w io.Writer) report.TextOptions {
	o := report.TextOptions{All: f.all, Width: terminalWidth(w)}
	if o.Width > 0 {
		o.Quote = os.DirFS(f.site)
		o.Colour = wantsColour(runtime.GOOS, os.Getenv)
	}
	return o
}

// terminalWidth gives the columns of a terminal, or 0 when a stream is none.
func terminalWidth(w io.Writer) int {
	file, is := w.(*os.File)
	if !is || !term.IsTerminal(int(file.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil || width <= 0 {
		return 80
	}
	return width
}

// wantsColour reports whether a terminal is to be coloured. The old console of Windows
// would show the codes; those that know them say so.
func wantsColour(system string, env func(string) string) bool {
	switch {
	case env("NO_COLOR") != "", env("TERM") == "dumb":
		return false
	case system == "windows":
		return env("WT_SESSION") != "" || env("TERM") != "" || env("ConEmuANSI") == "ON"
	}
	return true
}

// folderFromHere gives the folder of the site as seen from the working directory, or,
// when it lies outside of that, from the root of the disk.
func folderFromHere(site string) string {
	here, err := os.Getwd()
	if err != nil {
		return filepath.ToSlash(site)
	}
	full, err := filepath.Abs(site)
	if err != nil {
		return filepath.ToSlash(site)
	}
	rel, err := filepath.Rel(here, full)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(full)
	}
	return filepath.ToSlash(rel)
}

// counted sums problems up: «2 errori, 1 avviso».
func counted(problems []record.Problem) string {
	errs, warnings := report.Count(problems)
	var parts []string
	if errs > 0 {
		parts = append(parts, plural(errs, "errore", "errori"))
	}
	if warnings > 0 {
		parts = append(parts, plural(warnings, "avviso", "avvisi"))
	}
	return strings.Join(parts, ", ")
}
func warned(problems []record.Problem) string {
	if len(problems) == 0 {
		return ""
	}
	return "; " + counted(problems)
}

// diskFull is what Windows says when a disk is full; elsewhere it is ENOSPC.
const diskFull = syscall.Errno(112)

// failure puts an error that an office may meet into Italian, with what to do.
func failure(err error) string {
	var refused *output.Refusal
	var path *fs.PathError
	where := ""
	if errors.As(err, &path) {
		where = " (" + record.Visible(path.Path) + ")"
	}
	var asked refusal
	switch {
	case errors.As(err, &asked):
		return asked.Error()
	case errors.As(err, &refused):
		return refused.Error()
	case errors.Is(err, syscall.ENOSPC), runtime.GOOS == "windows" && errors.Is(err, diskFull):
		return "vetro: il disco è pieno" + where + ": il sito pubblicato resta com’era\n\tlibera spazio e rifai vetro build"
	case errors.Is(err, syscall.EDQUOT):
		return "vetro: lo spazio assegnato è finito" + where + ": il sito pubblicato resta com’era\n\tlibera spazio e rifai vetro build"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "vetro: manca il permesso di scrivere o di leggere" + where + ": il sito pubblicato resta com’era\n\tcontrolla i permessi della cartella, o indicane un’altra con --out"
	case errors.Is(err, regular.ErrFolder):
		return "vetro: qui ci vuole un file, e c’è una cartella" + where + "\n\ttoglila da qui, o indica un altro file"
	case errors.Is(err, regular.ErrOther):
		return "vetro: qui ci vuole un file, e c’è altro" + where + "\n\ttoglilo da qui, o indica un altro file"
	case errors.Is(err, syscall.EMFILE):
		return "vetro: il sistema non lascia aprire altri file\n\talza il limite (ulimit -n) e rifai vetro build"
	}
	return "vetro: il lavoro si è fermato: " + record.Visible(err.Error()) + "\n\tse il messaggio non basta, apri una segnalazione con queste parole"
}
