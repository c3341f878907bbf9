package export

import (
	"fmt"
	"io"
	"runtime"
	"testing"

	"vetro/internal/plan"
	"vetro/internal/record"
)

// BenchmarkFiles writes all files of a site, and tells what that takes for each project.
func BenchmarkFiles(b *testing.B) {
	for _, n := range []int{500, 2_000, 10_000} {
		b.Run(fmt.Sprint(n, " projects"), func(b *testing.B) {
			tree := largeTree(b, n)
			b.ReportAllocs()
			perProject(b, n, func() {
				for _, f := range Files(tree, func() []plan.DataFile { return nil }) {
					if err := f.Write(io.Discard); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

// perProject runs what is measured, and tells what it takes for each of n projects.
func perProject(b *testing.B, n int, run func()) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for b.Loop() {
		run()
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/project")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N*n), "B/project")
}

// largeTree plans a site of many projects like those of PA digitale 2026.
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
			Summary: "Cinque sistemi informatici passano in cloud, per servizi più affidabili e capaci di scambiarsi dati.",
			Text: record.Text{Plain: "L’ente è soggetto attuatore.", Runs: []record.Run{{Part: 0, Start: 3, End: 61, Apart: true}, {Part: 0, Start: 69, End: 81, Apart: false}, {Part: 0, Start: 90, End: 122, Apart: false}, {Part: 0, Start: 130, End: 177, Apart: true}, {Part: 2, Start: 2, End: 13, Apart: false}, {Part: 2, Start: 17, End: 47, Apart: false}}, Parts: []record.Part{
				{HTML: "<p>L’ente è soggetto attuatore e segue le indicazioni del <strong>Dipartimento</strong> per la trasformazione digitale.</p>\n<p>I lavori riducono i consumi dell&#39;edificio: <a href=\""},
				{Slot: record.LinkSlot}, {HTML: "\">il progetto</a> lo rende accessibile a tutti.</p>\n"},
			}},
			State: record.Done, CUP: record.CUP(fmt.Sprintf("J31B%011d", i)), Published: record.Day(2025, 7, 29), Updated: record.Day(2026, 8, 22),
			Fundings: []record.Funding{{
				Source: record.PNRR, MeasureCode: m.Code, Measure: m, Amount: record.Euro(1_000_000 + i), State: record.Paid,
				Date: record.Day(2025, 6, 1+i%28), StateDate: record.Day(2026, 5, 1+i%28), Decree: "73 - 1 / 2025 - PNRR", Call: "1.4 Servizi digitali, Comuni, aprile 2025",
			}},
			Acts: []record.Act{{Kind: "Decreto di finanziamento", Number: "73 - 1 / 2025 - PNRR", Date: record.Day(2025, 6, 1), Subject: "Finanziamento dei progetti dell’avviso", CUPs: []record.CUP{"J31B21004560006"}, URL: "https://example.it/atti/1"}},
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
