// Tells what the page would show or lack on paper, while the medium is print.
(() => {
	const said = [];
	const nav = document.querySelector("header nav");
	if (!nav) said.push("the page has no navigation in its header");
	if (nav?.checkVisibility()) said.push("paper shows the navigation");
	for (const d of document.querySelectorAll("details")) {
		d.open = false;
		if (d.checkVisibility() && [...d.children].some(e => e.localName !== "summary" && !e.checkVisibility()))
			said.push(`paper hides what folds under «${d.querySelector("summary").textContent.trim()}»`);
	}
	for (const a of document.querySelectorAll("main a[href^=http]")) {
		const shown = a.textContent.includes(a.getAttribute("href")) || getComputedStyle(a, "::after").content.includes(a.getAttribute("href"));
		if (a.checkVisibility() && !shown) said.push(`paper does not show where the link «${a.textContent.trim()}» leads`);
	}
	return said;
})()
