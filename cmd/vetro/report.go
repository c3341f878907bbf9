package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"syscall"

	"vetro/internal/build"
	"vetro/internal/record"
)

// shownWarnings is how many warnings of one rule are told before the rest is counted.
const shownWarnings = 3

// report tells the author what to mend: every error, and of each kind of warning the
// first few, unless all are wanted.
func report(w io.Writer, problems []record.Problem, all bool) {
	count := make(map[string]int)
	var rules []string
	for _, p := range problems {
		if p.Severity == record.Warning {
			if count[p.Rule]++; count[p.Rule] == shownWarnings+1 {
				rules = append(rules, p.Rule)
			}
			if count[p.Rule] > shownWarnings && !all {
				continue
			}
		}
		fmt.Fprintln(w, p)
	}
	if all {
		return
	}
	for _, rule := range rules {
		n := count[rule] - shownWarnings
		fmt.Fprintf(w, "%s [%s]: con --all li vedi tutti\n", plural(n, "altro avviso", "altri avvisi"), rule)
	}
}

// counted sums problems up: «2 errori, 1 avviso».
func counted(problems []record.Problem) string {
	var errs, warnings int
	for _, p := range problems {
		if p.Severity == record.Error {
			errs++
		} else {
			warnings++
		}
	}
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
	var refusal *build.Refusal
	var path *fs.PathError
	where := ""
	if errors.As(err, &path) {
		where = " (" + path.Path + ")"
	}
	switch {
	case errors.As(err, &refusal):
		return refusal.Error()
	case errors.Is(err, syscall.ENOSPC), runtime.GOOS == "windows" && errors.Is(err, diskFull):
		return "vetro: il disco è pieno" + where + ": il sito pubblicato resta com’era\n\tlibera spazio e rifai vetro build"
	case errors.Is(err, syscall.EDQUOT):
		return "vetro: lo spazio assegnato è finito" + where + ": il sito pubblicato resta com’era\n\tlibera spazio e rifai vetro build"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "vetro: manca il permesso di scrivere o di leggere" + where + ": il sito pubblicato resta com’era\n\tcontrolla i permessi della cartella, o indicane un’altra con --out"
	case errors.Is(err, syscall.EMFILE):
		return "vetro: il sistema non lascia aprire altri file\n\talza il limite (ulimit -n) e rifai vetro build"
	}
	return "vetro: il lavoro si è fermato: " + err.Error() + "\n\tse il messaggio non basta, apri una segnalazione con queste parole"
}
