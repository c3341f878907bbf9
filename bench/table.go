package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// table is what bench prints.
type table struct {
	heading string
	files   int
	bytes   int64
	floor   measure
	cold    measure
	hugo    measure // pages alone
	rows    []row

	hugoData measure       // with the data files
	hugoSave time.Duration // from save to page
}

type row struct {
	name string
	measure
}

func (t *table) title(format string, args ...any) { t.heading = fmt.Sprintf(format, args...) }

func (t *table) row(name string, m measure) { t.rows = append(t.rows, row{name, m}) }

func (t *table) print(w io.Writer) {
	fmt.Fprintf(w, "%s: %d files, %.1f MB\n\n", t.heading, t.files, float64(t.bytes)/1e6)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "\twall\tcpu\tpeak memory\tfiles/s\tto the floor\tto cold\tto hugo\tto hugo with data\t")
	for _, r := range t.rows {
		peak, perSecond := "", fmt.Sprintf("%.0f", float64(t.files)/r.wall.Seconds())
		floor, cold := ratio(r.wall, t.floor.wall), ""
		if strings.HasPrefix(r.name, "vetro") {
			cold = ratio(r.wall, t.cold.wall)
		}
		if r.peak > 0 {
			peak = fmt.Sprintf("%d MB", r.peak/1_000_000)
		}
		compared, data := t.hugo.wall, t.hugoData.wall
		if strings.Contains(r.name, "serve") {
			perSecond, floor, cold, compared, data = "", "", "", t.hugoSave, 0
		}
		if strings.HasPrefix(r.name, "hugo") || strings.HasSuffix(r.name, "ready") {
			perSecond, compared, data = "", 0, 0
		}
		cpu := ""
		if r.cpu > 0 {
			cpu = r.cpu.Round(time.Millisecond).String()
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t\n", r.name, r.wall.Round(time.Millisecond), cpu, peak, perSecond, floor, cold, faster(compared, r.wall), faster(data, r.wall))
	}
	tw.Flush()
}

// ratio gives how many times one time is another.
func ratio(of, to time.Duration) string { return fmt.Sprintf("%.2f", float64(of)/float64(to)) }

// faster says how many times one time is shorter than another, which may not be known.
func faster(than, time time.Duration) string {
	if than == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f times faster", float64(than)/float64(time))
}

// printPairs prints how many times one program takes what another does: the median of the
// pairs that were measured one after the other.
func printPairs(w io.Writer, of, to *program) {
	rows := []struct {
		name   string
		of, to []measure
	}{
		{"cold", of.cold, to.cold}, {"nothing changed", of.again, to.again}, {"check", of.check, to.check},
		{"serve, ready", of.ready, to.ready}, {"serve, from save to page", of.save, to.save},
	}
	fmt.Fprintln(w)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "to the old\tcpu\twall\tpeak memory\t")
	for _, r := range rows {
		if len(r.of) == 0 {
			continue
		}
		pairs := make([][2]measure, len(r.of))
		for i := range pairs {
			pairs[i] = [2]measure{r.of[i], r.to[i]}
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t\n", r.name,
			pairwise(pairs, func(m measure) int64 { return int64(m.cpu) }),
			pairwise(pairs, func(m measure) int64 { return int64(m.wall) }),
			pairwise(pairs, func(m measure) int64 { return m.peak }))
	}
	tw.Flush()
}

// pairwise gives the median of the ratios of all pairs, or "" where a number is not known.
func pairwise(pairs [][2]measure, key func(measure) int64) string {
	for _, p := range pairs {
		if key(p[1]) == 0 {
			return ""
		}
	}
	return fmt.Sprintf("%.2f", middleOf(pairs, func(p [2]measure) float64 { return float64(key(p[0])) / float64(key(p[1])) }))
}
