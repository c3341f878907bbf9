package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A ledger is every figure that a built site tells, by its name: what flows, and of what.
// «erogato @ ente:p_lt» is what reached the Provincia di Latina, wherever it stands.
type ledger struct {
	told   map[string][]telling
	faults []string // what could not be read, or contradicts itself in one place
}

// telling is a figure as one place tells it.
type telling struct {
	worth
	where string
}

// worth is what a place tells: a number, or that nobody knows it.
type worth struct {
	n     int64  // cents, or a count
	share string // in per cent, instead of a number
	bound bound
}

// bound says how a place tells a number.
type bound int

const (
	exact   bound = iota
	least         // «almeno»
	untold        // a number in a file that has no room for «almeno»
	unknown       // in words, null or empty
	whole         // «per intero»: as much as was assigned
)

func (w worth) String() string {
	number := w.share + " %"
	if w.share == "" {
		number = fmt.Sprintf("%d,%02d", w.n/100, w.n%100)
	}
	return [...]string{number, "almeno " + number, number + " (senza dire se almeno)", "ignoto", "per intero"}[w.bound]
}

func (l *ledger) tell(where, flow, scope string, w worth) {
	if flow == "" || scope == "" {
		return
	}
	name := flow + " @ " + scope
	l.told[name] = append(l.told[name], telling{w, where})
}

func (l *ledger) fault(format string, args ...any) {
	l.faults = append(l.faults, fmt.Sprintf(format, args...))
}

// reckoned is where the test itself is in the ledger.
const reckoned = "la somma dei dati"

// compare holds the figures of one name to one value. It gives how many names are told in
// more than one place, how often, and where one of them differs.
func (l *ledger) compare() (names, figures int, differ []string) {
	differ = slices.Clone(l.faults)
	for _, name := range slices.Sorted(maps.Keys(l.told)) {
		all := slices.Clone(l.told[name])
		for i := range all {
			if all[i].bound == whole {
				_, scope, _ := strings.Cut(name, " @ ")
				if assigned := l.told["assegnato @ "+scope]; len(assigned) > 0 {
					all[i].worth = worth{n: assigned[0].n}
				}
			}
		}
		// what says «almeno» or not comes first: it judges what cannot say it
		slices.SortStableFunc(all, func(a, b telling) int { return cmp.Compare(rank(a), rank(b)) })
		for _, other := range all[1:] {
			if !agree(all[0].worth, other.worth) {
				differ = append(differ, fmt.Sprintf("%s: %s in %s, %s in %s", name, all[0].worth, all[0].where, other.worth, other.where))
			}
		}
		if len(all) > 1 {
			figures += len(all)
			if !strings.Contains(name, "@ fino a ") && !strings.Contains(name, "@ nel periodo ") {
				names++ // months would be most of them
			}
		}
	}
	return names, figures, differ
}

func rank(t telling) int {
	switch {
	case t.bound == untold:
		return 2
	case t.where == reckoned:
		return 0
	}
	return 1
}

func agree(a, b worth) bool {
	if a.bound == unknown || b.bound == unknown {
		return a.bound == b.bound
	}
	return a.n == b.n && a.share == b.share && (a.bound == b.bound || a.bound == untold || b.bound == untold)
}

// crawled are sites on which every figure is read, and how many names and how many figures there
// are at least: fewer mean that the test reads past something. Each is built by the command; the last
// is imported by it, too.
var crawled = []struct {
	name           string
	site           func(t *testing.T, name string) string // the folder of its sources
	names, figures int
}{
	{"../..", inPlace, 180, 1400},
	{"../../examples/provincia", inPlace, 80, 600},
	{"testdata/denaro/cofinanziato", inPlace, 80, 700},
	{"testdata/denaro/fornitori", inPlace, 55, 500},
	{"testdata/denaro/ignoto", inPlace, 45, 300},
	{"testdata/denaro/rinunciato", inPlace, 70, 550},
	{"testdata/denaro/senza-giorno", inPlace, 75, 600},
	{"testdata/denaro/parziale.txtar", unpack, 220, 1700},
	{"testdata/denaro/piu-enti.txtar", unpack, 180, 1600},
	{"testdata/denaro/vecchio.txtar", unpack, 90, 700},
	{"testdata/denaro/altrienti.csv", imported, 4000, 30000},
}

func inPlace(_ *testing.T, name string) string { return name }

// imported gives a site with all that a table of PA digitale 2026 has.
func imported(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	lay(t, filepath.Join(dir, "site.toml"), "titolo = \"Prova\"\nbase_url = \"https://example.it/\"\n")
	var stdout, stderr bytes.Buffer
	args := []string{"import", "padigitale", name, "--site", dir, "--avvisi", "../../internal/importer/testdata/avvisi.csv", "--all"}
	if code := run(args, &stdout, &stderr, testKey()); code != 0 {
		t.Fatalf("vetro %s: exit %d\n%s%s", strings.Join(args, " "), code, &stdout, &stderr)
	}
	return dir
}

// TestCrawl collects each figure of several sites, with its name, from the words of pages, from
// drawings, tables, open data and the data for machines, and holds those of one name to one value:
// to what the test adds up by itself. VETRO_ALTRIENTI may name the whole table of which
// testdata/denaro has a part, for a site of 3,054 fundings.
func TestCrawl(t *testing.T) {
	sites := crawled
	if table := os.Getenv("VETRO_ALTRIENTI"); table != "" {
		whole := crawled[len(crawled)-1]
		whole.name = table
		sites = append(slices.Clone(crawled), whole)
	}
	for _, tt := range sites {
		t.Run(filepath.Base(tt.name), func(t *testing.T) {
			l, err := crawlMoney(built(t, tt.site(t, tt.name)))
			if err != nil {
				t.Fatal(err)
			}
			names, figures, differ := l.compare()
			for _, d := range differ {
				t.Error(d)
			}
			if t.Logf("%d names, %d figures, %d differ", names, figures, len(differ)); names < tt.names || figures < tt.figures {
				t.Errorf("%d names with %d figures, want at least %d and %d", names, figures, tt.names, tt.figures)
			}
		})
	}
}
