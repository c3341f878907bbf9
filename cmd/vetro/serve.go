package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"vetro/internal/record"
	preview "vetro/internal/serve"
)

// serveFlags are the options of serve.
type serveFlags struct {
	siteFlags
	addr         string
	hosts        []string
	poll         time.Duration
	open, drafts bool
}

// usualAddr is where the preview listens: on this machine alone.
const usualAddr = "127.0.0.1:1313"

func serveCommand() *cobra.Command {
	f := serveFlags{siteFlags: siteFlags{format: "text"}}
	cmd := &cobra.Command{
		Use:                   "serve [opzioni]",
		DisableFlagsInUseLine: true,
		Short:                 "Mostra il sito mentre lo si scrive",
		Long: `Mostra nel browser il sito com’è adesso, e lo aggiorna da sé a ogni file salvato.
Non scrive nulla. Se ci sono errori li dice, e continua a mostrare l’ultimo sito che non ne aveva.
La pagina /_vetro/bozze elenca le bozze e ciò che aspetta il suo giorno. Si ferma con Ctrl-C.`,
		Example: "  vetro serve --open\n  vetro serve --site examples/provincia --bozze\n  vetro serve --today 2027-01-15\n  vetro serve --addr 127.0.0.1:8080 --poll 1s",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return f.serve(cmd) },
	}
	flags := cmd.Flags()
	siteFlag(cmd, &f.site, ", con site.toml e content")
	flags.StringVar(&f.today, "today", "", "`GIORNO` a cui guardare il sito, come 2026-11-22 (se manca: oggi)")
	flags.BoolVar(&f.drafts, "bozze", false, "mostra anche le notizie che sono bozze")
	flags.BoolVar(&f.open, "open", false, "apre il browser")
	flags.StringVar(&f.addr, "addr", usualAddr, "`INDIRIZZO` e porta a cui rispondere (se manca: "+usualAddr+", cioè solo a questo computer)")
	flags.StringSliceVar(&f.hosts, "host", nil, "altro `NOME` con cui il browser arriva qui, per esempio attraverso un proxy")
	flags.DurationVar(&f.poll, "poll", 0, "guarda i file a questo `INTERVALLO`, come 1s, dove il sistema non avvisa delle modifiche")
	flags.BoolVar(&f.all, "all", false, "elenca tutto, anche i molti problemi della stessa specie")
	flags.Lookup("addr").DefValue = ""
	flags.SortFlags = false
	return cmd
}

func (f *serveFlags) serve(cmd *cobra.Command) error {
	site, err := f.options()
	if err != nil {
		return err
	}
	site.Drafts = f.drafts
	if f.poll < 0 {
		return misuse{fmt.Sprintf("--poll vuole un intervallo come 1s, non %q", f.poll)}
	}
	at, err := listenAt(f.addr)
	if err != nil {
		return err
	}
	t := &serveTeller{flags: f, stdout: cmd.OutOrStdout(), stderr: cmd.ErrOrStderr()}
	hosts := f.hosts
	if !at.here {
		sayf(t.stderr, "avviso: a %s può arrivare chiunque sia nella rete di questo computer, e vede anche le bozze\n\tper mostrare il sito solo qui togli --addr, o scrivi --addr %s\n", at.addr, usualAddr)
		hosts = append(hosts, at.names...)
	}
	ctx, release := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer release()
	defer context.AfterFunc(ctx, release)() // a second Ctrl-C ends the program at once
	err = preview.Run(ctx, preview.Options{
		Site: site, Addr: at.addr, Hosts: hosts, Poll: f.poll, Tell: t.tell,
		Today: func() record.Date {
			today, err := todayOr(f.today)
			if err != nil {
				return site.Today // the very same words gave a day before
			}
			return today
		},
	})
	if err != nil {
		return notListening(err, at)
	}
	sayf(t.stdout, "anteprima finita\n")
	return nil
}

// place is where to listen.
type place struct {
	addr  string   // host and port
	port  int      // 0 for any that is free
	here  bool     // on this machine alone
	names []string // under which others may ask for it
}

// listenAt reads --addr. Without a host only this machine is answered: who wants more
// has to say so.
func listenAt(addr string) (place, error) {
	if strings.Trim(addr, "0123456789") == "" {
		addr = ":" + addr
	}
	host, text, err := net.SplitHostPort(addr)
	port, err2 := strconv.Atoi(text)
	if err != nil || err2 != nil || port < 0 || port > 65535 {
		return place{}, misuse{fmt.Sprintf("--addr vuole un indirizzo e una porta, come %s, non %q", usualAddr, strings.TrimPrefix(addr, ":"))}
	}
	if host == "" {
		host = "127.0.0.1"
	}
	p := place{addr: net.JoinHostPort(host, text), port: port}
	ip, err := netip.ParseAddr(host)
	p.here = err == nil && ip.Unmap().IsLoopback() || strings.EqualFold(host, "localhost")
	if err != nil {
		p.names = append(p.names, host)
	}
	if name, err := os.Hostname(); err == nil && !p.here {
		p.names = append(p.names, name, name+".local")
	}
	return p, nil
}

// What Windows says for EADDRINUSE, EADDRNOTAVAIL and EACCES of a port.
const (
	windowsInUse     = syscall.Errno(10048)
	windowsNotOurs   = syscall.Errno(10049)
	windowsForbidden = syscall.Errno(10013)
)

// notListening puts into Italian why the preview could not begin.
func notListening(err error, at place) error {
	is := func(unix, windows error) bool {
		return errors.Is(err, unix) || runtime.GOOS == "windows" && errors.Is(err, windows)
	}
	other := "8080"
	if at.port != 8080 && at.port < 65535 {
		other = strconv.Itoa(at.port + 1)
	}
	var unknown *net.DNSError
	switch {
	case is(syscall.EADDRINUSE, windowsInUse):
		return refusal{"la porta " + strconv.Itoa(at.port) + " è occupata: forse un’altra anteprima è già aperta",
			"ferma quella, o scegli un’altra porta: vetro serve --addr 127.0.0.1:" + other}
	case is(syscall.EADDRNOTAVAIL, windowsNotOurs), errors.As(err, &unknown):
		return refusal{"l’indirizzo " + at.addr + " non è di questo computer", "togli --addr, o scrivi --addr " + usualAddr}
	case is(syscall.EACCES, windowsForbidden), errors.Is(err, fs.ErrPermission):
		return refusal{"il sistema non permette di usare la porta " + strconv.Itoa(at.port), "scegline una sopra 1024: vetro serve --addr " + usualAddr}
	}
	return err
}

// serveTeller tells on the terminal what happens to a preview.
type serveTeller struct {
	flags          *serveFlags
	stdout, stderr io.Writer
	told           []record.Problem // of the last reading
	changed        time.Time
}

func (t *serveTeller) tell(e preview.Event) {
	switch e.Kind {
	case preview.Listening:
		sayf(t.stdout, "anteprima: %s\nbozze e notizie in attesa: %s\nCtrl-C per finire\n", e.Address, e.Drafts)
		t.open(e.Address)
	case preview.Polling:
		sayf(t.stderr, "avviso: il sistema non avvisa delle modifiche (%v): i file sono guardati ogni secondo\n", e.Reason)
	case preview.Changed:
		t.changed = time.Now()
	case preview.Shown, preview.Kept:
		t.reading(e)
	}
}

// reading tells what a reading of the site gave. Problems that were told already are
// only counted.
func (t *serveTeller) reading(e preview.Event) {
	if !slices.Equal(e.Problems, t.told) {
		if err := t.flags.tell(t.stdout, t.stderr, e.Problems); err != nil {
			return // the terminal has gone
		}
	}
	t.told = e.Problems
	what := "letto il sito"
	switch n := len(e.Files); {
	case n == 1:
		what = e.Files[0]
	case n > 1:
		what = plural(n, "file", "file") + ", tra cui " + e.Files[0]
	}
	switch {
	case e.Bare:
		what += ": " + counted(e.Problems) + ", il sito si vedrà quando non ci saranno errori"
	case e.Kind == preview.Kept:
		what += ": " + counted(e.Problems) + ", resta l’anteprima di prima"
	case len(e.Files) == 0:
		what += warned(e.Problems)
	default:
		what += ": aggiornata in " + seconds(time.Since(t.changed)) + " secondi" + warned(e.Problems)
	}
	sayf(t.stdout, "%s\n", what)
}

// open opens the browser if it was asked for.
func (t *serveTeller) open(address string) {
	if !t.flags.open {
		return
	}
	if err := openBrowser(runtime.GOOS, address); err != nil {
		sayf(t.stderr, "avviso: il browser non si apre da solo (%v)\n\tapri tu %s\n", err, address)
	}
}

// openBrowser opens an address of ours in the browser that the person uses. No shell
// reads it, and nobody waits for the browser to end.
func openBrowser(system, address string) error {
	words := browserCommand(system, address)
	cmd := exec.Command(words[0], words[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

// browserCommand gives the command of a system that opens an address.
func browserCommand(system, address string) []string {
	switch system {
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", address}
	case "darwin":
		return []string{"open", address}
	}
	return []string{"xdg-open", address}
}
