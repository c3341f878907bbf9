package main

import (
	"fmt"

	"github.com/chromedp/cdproto/input"
)

// liveTrouble says which overview charts do not come alive over their static figure, or
// do not tell the exact numbers of their table under the pointer.
func liveTrouble(p *tab) []string {
	var said []string
	for i := range eval[int](p, `document.querySelectorAll(".chart[data-chart]").length`) {
		chart := fmt.Sprintf(`document.querySelectorAll(".chart[data-chart]")[%d]`, i)
		at := eval[*struct{ Name, X, Y, Width, Height any }](p, `(async () => {
			const chart = `+chart+`;
			chart.scrollIntoView({block: "center"});
			for (let n = 0; n < 400 && !chart.classList.contains("drawn"); n++) await new Promise(done => setTimeout(done, 25));
			const live = chart.querySelector(".chart-live");
			if (!chart.classList.contains("drawn") || !live) return {Name: chart.parentElement.id, Width: 0};
			const box = live.getBoundingClientRect();
			return {Name: chart.parentElement.id, X: box.x, Y: box.y, Width: box.width, Height: box.height};
		})()`)
		if at.Width == 0.0 {
			said = append(said, fmt.Sprintf("the chart %v does not come alive", at.Name))
			continue
		}
		for _, place := range pointerPlaces() {
			call(p, input.DispatchMouseEvent, input.DispatchMouseEventParams{
				Type: "mouseMoved", X: at.X.(float64) + at.Width.(float64)*place[0], Y: at.Y.(float64) + at.Height.(float64)*place[1],
			})
			if eval[bool](p, `new Promise(done => setTimeout(() => done(true), 60)).then(() => {
				const chart = `+chart+`, plain = s => s.replace(/\s/g, "");
				const told = [...chart.querySelectorAll(".chart-live text")].map(t => t.textContent).join("");
				const heads = [...chart.parentElement.querySelectorAll("thead th")].map(h => plain(h.textContent));
				const drawn = i => chart.dataset.chart !== "euro" || ["Assegnati", "Erogati"].includes(heads[i]);
				return [...chart.parentElement.querySelectorAll("tbody tr")].some(row => {
					const exact = [...row.cells].filter((c, i) => i > 0 && drawn(i)).map(c => plain(c.textContent)).filter(s => chart.dataset.chart !== "euro" || /\d,\d\d€$/.test(s));
					return exact.length > 0 && exact.every(s => plain(told).includes(s));
				});
			})`) {
				at = nil
				break
			}
		}
		if at != nil {
			said = append(said, fmt.Sprintf("the chart %v does not tell its exact numbers under the pointer", at.Name))
		}
	}
	for _, name := range eval[[]string](p, `[...document.querySelectorAll(".chart[data-chart=euro]")].filter(chart => {
		const heads = [...chart.parentElement.querySelectorAll("thead th")].map(h => h.textContent.trim());
		const at = heads.indexOf("Erogati"), bars = chart.querySelectorAll(".chart-static .chart-whole").length;
		if (at < 0 || ["figura-nel-tempo", "figura-mese-per-mese"].includes(chart.parentElement.id)) return false;
		const rows = [...chart.parentElement.querySelectorAll("tbody tr")].slice(0, bars);
		const unknown = rows.filter(row => /\d/.test(row.cells[at - 1].textContent) && !/\d/.test(row.cells[at].textContent)).length;
		return chart.querySelectorAll(".chart-live path[stroke-dasharray]").length !== unknown;
	}).map(chart => chart.parentElement.id)`) {
		said = append(said, fmt.Sprintf("the chart %s does not tell bars whose part is unknown from those whose part is zero", name))
	}
	return append(said, staticTrouble(p)...)
}

// pointerPlaces gives where in a chart something is told: a row of bars at three heights,
// or, of months, one that has money, which the table has too.
func pointerPlaces() [][2]float64 {
	places := [][2]float64{{0.7, 0.3}, {0.7, 0.55}, {0.7, 0.8}}
	for x := 0.98; x > 0.05; x -= 0.012 {
		places = append(places, [2]float64{x, 0.55})
	}
	return places
}

// staticTrouble says which static figures are not there for those who do not see, and
// which do not come back on paper.
func staticTrouble(p *tab) []string {
	count := func(test string) int {
		return eval[int](p, `[...document.querySelectorAll(".chart[data-chart]")].filter(c => `+test+`).length`)
	}
	var said []string
	if n := count(`!c.querySelector(".chart-static[role=img]") || getComputedStyle(c.querySelector(".chart-static")).display === "none"`); n > 0 {
		said = append(said, fmt.Sprintf("%d figures are not there for a screen reader", n))
	}
	if n := count(`c.querySelector(".chart-live:not([aria-hidden=true]), .chart-live [tabindex], .chart-live a")`); n > 0 {
		said = append(said, fmt.Sprintf("%d live charts are more than a picture", n))
	}
	p.show(paper)
	if n := count(`c.querySelector(".chart-static").getBoundingClientRect().width < 100 || c.querySelector(".chart-live")?.checkVisibility()`); n > 0 {
		said = append(said, fmt.Sprintf("paper lacks the static form of %d figures", n))
	}
	p.show(light)
	return said
}
