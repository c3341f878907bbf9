// Gives what makes the page wider than its window: the deepest elements that stick out
// of it and are not within a box that scrolls or cuts by itself.
(async () => {
	const page = document.scrollingElement;
	// A live chart takes its new width in the next frames.
	const stale = () => [...document.querySelectorAll(".chart.drawn")].some(c => c.querySelector(".chart-live svg").getBoundingClientRect().width > c.clientWidth + 0.5);
	for (let n = 0; n < 40 && stale(); n++) await new Promise(done => setTimeout(done, 25));
	if (page.scrollWidth <= page.clientWidth) return [];
	const out = e => e.getBoundingClientRect().right > page.clientWidth + 0.5;
	const boxed = e => {
		for (let b = e.parentElement; b && b !== document.body; b = b.parentElement)
			if (getComputedStyle(b).overflowX !== "visible") return true;
		return false;
	};
	const name = e => e.localName + (e.id && "#" + e.id) + [...e.classList].map(c => "." + c).join("");
	const culprits = [...document.body.querySelectorAll("*")].filter(e => out(e) && !boxed(e) && ![...e.children].some(out));
	const names = [...new Set(culprits.map(e => (e.parentElement ? name(e.parentElement) + " > " : "") + name(e)))].slice(0, 5);
	return [`scrolls sideways, because of ${names.join(", ") || "something that is no element"}`];
})()
