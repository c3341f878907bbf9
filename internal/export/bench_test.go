package export

import (
	"fmt"
	"runtime"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// BenchmarkAll makes all files of a large site, and tells how much memory is held at most
// beyond the site itself; to know that, it collects garbage, which is most of its time.
func BenchmarkAll(b *testing.B) {
	for _, n := range []int{10_000, 77_000} {
		b.Run(fmt.Sprint(n, " projects"), func(b *testing.B) {
			tree := largeTree(b, n)
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			before, peak, bytes, files := m.HeapAlloc, m.HeapAlloc, 0, 0
			for b.Loop() {
				bytes, files = 0, 0
				for f := range All(tree) {
					bytes += len(f.Data)
					if files++; f.About != nil || files%10_000 == 0 {
						runtime.GC()
						runtime.ReadMemStats(&m)
						peak = max(peak, m.HeapAlloc)
						runtime.KeepAlive(f.Data)
					}
				}
			}
			b.ReportMetric(float64(peak-before)/(1<<20), "MB-peak")
			b.ReportMetric(float64(bytes)/(1<<20), "MB-written")
			b.ReportMetric(float64(files), "files")
		})
	}
}

func largeTree(b *testing.B, n int) *plan.Tree {
	site := &record.Site{Config: record.Config{Title: "Grande", BaseURL: "https://example.it/", License: "CC-BY-4.0", PerPage: 25, Data: record.DataOptions{PerProject: 2000}}}
	for i := range 6 {
		site.Measures = append(site.Measures, &record.Measure{Code: fmt.Sprintf("M1C1I1.4.%d", i), Title: "Misura", Kind: "Investimento"})
	}
	for i := range n / 4 {
		site.Bodies = append(site.Bodies, &record.Body{ID: fmt.Sprintf("c_%05d", i), Name: fmt.Sprintf("Comune di Prova %d", i)})
	}
	for i := range n {
		m := site.Measures[i%len(site.Measures)]
		site.Projects = append(site.Projects, &record.Project{
			ID: fmt.Sprintf("p%06d", i), Title: fmt.Sprintf("Migrazione in cloud dei servizi digitali %d", i), Body: site.Bodies[i%len(site.Bodies)],
			State: record.Done, CUP: record.CUP(fmt.Sprintf("J31B%011d", i)), Published: record.Day(2025, 7, 29), Updated: record.Day(2026, 8, 22),
			Fundings: []record.Funding{{
				Source: record.PNRR, MeasureCode: m.Code, Measure: m, Amount: record.Euro(1_000_000 + i), State: record.Paid,
				Date: record.Day(2025, 6, 1+i%28), StateDate: record.Day(2026, 5, 1+i%28), Decree: "73 - 1 / 2025 - PNRR", Call: "1.4 Servizi digitali, Comuni, aprile 2025",
			}},
			Milestones: []record.Milestone{
				{Title: "Candidatura inviata", Phase: "altro", Actual: record.Day(2025, 5, 1+i%28)},
				{Title: "Completamento delle attività", Phase: "completamento", Planned: record.Day(2026, 3, 31)},
			},
			Sources: []record.Source{{Title: "PA digitale 2026", URL: "https://padigitale2026.gov.it/opendata", Date: record.Day(2026, 11, 1), License: "CC-BY-4.0"}},
		})
	}
	tree, problems := plan.Site(site, record.Day(2026, 11, 22))
	if len(problems) != 0 {
		b.Fatal(problems[0])
	}
	return tree
}
