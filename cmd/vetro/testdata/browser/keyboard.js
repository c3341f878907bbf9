// Tells where the keyboard is on a page, and what is wrong with being there.
globalThis.vetro = (() => {
	const can = "a[href], area[href], button, input, select, textarea, summary, iframe, [contenteditable], [tabindex]";
	const visible = e => e.checkVisibility({visibilityProperty: true}) && !e.closest("[inert]");
	const reachable = e => e.tabIndex >= 0 && !e.disabled && visible(e);
	const ring = e => {
		const s = getComputedStyle(e);
		return {outline: s.outlineStyle === "none" || s.outlineWidth === "0px" ? "" : s.outlineStyle + s.outlineWidth + s.outlineColor, shadow: s.boxShadow};
	};
	const name = e => {
		const text = (e.getAttribute("aria-label") || e.textContent || e.getAttribute("name") || "").replace(/\s+/g, " ").trim();
		const where = e.closest("[id]:not(body)");
		return `<${e.localName}${e.className ? ` class="${e.className}"` : ""}> «${text.slice(0, 40)}»${where ? " in #" + where.id : ""}`;
	};
	// A group of radio buttons is one stop.
	const stopOf = e => e.type === "radio" && e.name ? document.querySelector(`input[type=radio][name="${CSS.escape(e.name)}"]`) : e;
	for (const d of document.querySelectorAll("details")) d.open = false; // for Enter to open
	const numbers = new Map(), rings = new Map();
	let visited = new Set();

	const number = e => {
		if (!numbers.has(e)) numbers.set(e, numbers.size);
		return numbers.get(e);
	};
	const trouble = e => {
		const said = [];
		const r = [...e.getClientRects()].find(r => r.width > 1 && r.height > 1);
		if (!r) return [`${name(e)} has focus and no size`];
		const left = Math.max(r.left, 0), right = Math.min(r.right, innerWidth);
		const top = Math.max(r.top, 0), bottom = Math.min(r.bottom, innerHeight);
		if (left >= right || top >= bottom) return [`${name(e)} has focus out of sight`];
		const on = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
		if (!on || !(e.contains(on) || [...e.labels ?? []].some(l => l.contains(on)))) said.push(`${name(e)} has focus under ${on ? name(on) : "nothing"}`);
		const now = ring(e), before = rings.get(e) ?? {outline: "", shadow: "none"};
		const shown = now.outline && now.outline !== before.outline || now.shadow !== "none" && now.shadow !== before.shadow;
		if (!shown) said.push(`${name(e)} does not show that it has focus`);
		return said;
	};
	return {
		start() {
			document.activeElement?.blur?.();
			getSelection().removeAllRanges();
			scrollTo(0, 0);
			visited = new Set();
			for (const e of document.querySelectorAll(can)) rings.set(e, ring(e));
			// Tab starts where the last focus or click was: put that at the top.
			const top = document.createElement("span");
			top.tabIndex = -1;
			document.body.prepend(top);
			top.focus();
			top.remove();
		},
		here() {
			const e = document.activeElement;
			if (!e || e === document.body || e === document.documentElement) return {Index: -1, Name: "nothing"};
			visited.add(stopOf(e));
			return {
				Index: number(e), Name: name(e), Trouble: trouble(e),
				Folded: e.localName === "summary" && !e.parentElement.open || e.localName === "button" && e.getAttribute("aria-expanded") === "false",
				Patient: /^(date|time|month|week|datetime-local)$/.test(e.type),
			};
		},
		missed: () => [...document.querySelectorAll(can)].filter(e => reachable(e) && !visited.has(stopOf(e))).map(name),
		leadsWithin() {
			const to = document.activeElement?.getAttribute("href") ?? "";
			return to.length > 1 && to.startsWith("#") && document.getElementById(to.slice(1)) ? to.slice(1) : "";
		},
		isPast(id) {
			const target = document.getElementById(id), e = document.activeElement;
			return target.contains(e) || !!(target.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
		},
	};
})(), 0
