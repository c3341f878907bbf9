package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"vetro/internal/build"
	"vetro/internal/record"
	"vetro/themes"
)

// siteFlags are the options of the commands that read a site.
type siteFlags struct {
	site, out, today, baseURL string
	format, explain           string
	all, strict, online       bool
}

func (f *siteFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	siteFlag(cmd, &f.site, ", con site.toml e content")
	flags.StringVar(&f.today, "today", "", "`GIORNO` a cui guardare il sito, come 2026-11-22 (se manca: oggi)")
	flags.StringVar(&f.baseURL, "base-url", "", "`INDIRIZZO` del sito pubblicato, al posto di quello di site.toml")
	flags.BoolVar(&f.all, "all", false, "elenca tutto, anche i molti problemi della stessa specie")
	flags.BoolVar(&f.strict, "strict", false, "anche gli avvisi fermano la pubblicazione")
	flags.StringVar(&f.format, "format", "text", "`FORMA` in cui dire i problemi: text, json, sarif, github o gitlab (se manca: text)")
	flags.Lookup("format").DefValue = ""
	flags.SortFlags = false
}

// options gives what the flags say, or what is wrong with them.
func (f *siteFlags) options() (build.Options, error) {
	today, err := todayOr(f.today)
	if err != nil {
		return build.Options{}, err
	}
	if f.baseURL != "" && !strings.HasPrefix(f.baseURL, "https://") && !strings.HasPrefix(f.baseURL, "http://") {
		return build.Options{}, misuse{fmt.Sprintf("--base-url vuole un indirizzo intero, come https://www.provincia.example.it/pnrr/, non %q", f.baseURL)}
	}
	if !slices.Contains(formats, f.format) {
		return build.Options{}, misuse{fmt.Sprintf("--format non accetta %q: scrivi uno di questi: %s", f.format, strings.Join(formats, ", "))}
	}
	if err := siteFolder(f.site); err != nil {
		return build.Options{}, err
	}
	return build.Options{Site: f.site, Out: f.out, Today: today, BaseURL: f.baseURL, Theme: themes.Italia(), Strict: f.strict}, nil
}

func buildCommand() *cobra.Command {
	var f siteFlags
	cmd := &cobra.Command{
		Use:                   "build [opzioni]",
		DisableFlagsInUseLine: true,
		Short:                 "Costruisce il sito in public",
		Long:                  "Legge la cartella del sito, la controlla e scrive il sito in public.\nSe trova errori non scrive nulla: il sito pubblicato resta com’era.",
		Example:               "  vetro build\n  vetro build --site examples/provincia --out /var/www/pnrr\n  vetro build --today 2026-03-30",
		Args:                  noArgs,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return f.build(cmd) },
	}
	f.register(cmd)
	cmd.Flags().StringVar(&f.out, "out", "", "`CARTELLA` in cui scrivere (se manca: public, nella cartella del sito)")
	// There is no cache between builds; for one release after it went (CHANGELOG), scripts of
	// sites may still give the option. bench gives it to old binaries, too.
	cmd.Flags().Bool("no-cache", false, "")
	if err := cmd.Flags().MarkHidden("no-cache"); err != nil {
		panic("vetro: an option that was just made is known: " + err.Error())
	}
	return cmd
}

func (f *siteFlags) build(cmd *cobra.Command) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	if f.out == "" {
		f.out = f.site + "/public" // as the report names it
	}
	start := time.Now()
	line := newProgress(cmd.ErrOrStderr(), start)
	o.Progress = line.show
	result, problems, err := build.Site(o)
	line.end()
	if told := f.tell(cmd.OutOrStdout(), cmd.ErrOrStderr(), problems); told != nil || err != nil {
		return errors.Join(err, told)
	}
	sum := cmd.OutOrStdout()
	if f.format == "json" || f.format == "sarif" || f.format == "gitlab" {
		sum = cmd.ErrOrStderr() // the standard output is the report, and nothing else
	}
	if record.Stops(problems) {
		sayf(sum, "%s: niente è stato scritto, il sito pubblicato resta com’era\n", counted(problems))
		return errProblems
	}
	sayf(sum, "%s, %s (%s, %s), %s byte in %s secondi%s\n",
		plural(result.Pages, "pagina", "pagine"), plural(result.Files, "file", "file"),
		plural(result.Changed, "nuovo o cambiato", "nuovi o cambiati"), plural(result.Deleted, "tolto", "tolti"),
		record.Grouped(result.Bytes), seconds(time.Since(start)), warned(problems))
	return nil
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return record.Grouped(int64(n)) + " " + many
}

func seconds(d time.Duration) string {
	return strings.Replace(fmt.Sprintf("%.2f", d.Seconds()), ".", ",", 1)
}

// progress is a line on a terminal that tells how far a long build is. In a pipe it is
// silent.
type progress struct {
	w     io.Writer // nil when nobody looks
	start time.Time

	mu    sync.Mutex
	last  time.Time
	shown bool
}

const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

func newProgress(w io.Writer, start time.Time) *progress {
	p := &progress{start: start}
	if f, is := w.(*os.File); is && term.IsTerminal(int(f.Fd())) {
		p.w = w
	}
	return p
}

func (p *progress) show(done, total int) {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Sub(p.start) < progressAfter || now.Sub(p.last) < progressEvery {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.w, "\r%s pagine su %s", record.Grouped(int64(done)), record.Grouped(int64(total)))
}

// end wipes the line.
func (p *progress) end() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
