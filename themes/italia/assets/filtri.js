// Filters over all projects, not only those of this page. The build writes the list as
// script files (internal/export/filters.go), so that it works from a disk, too. Without
// this script the page has its table, and links to the lists per state, year and measure.
"use strict";
{
  const form = document.getElementById("filtri");
  const panel = document.getElementById("filtri-scatola");
  const status = document.getElementById("filtri-esito");
  const whole = document.getElementById("elenco");
  const some = document.getElementById("filtrati");
  const pager = some.querySelector(".pager");
  const words = JSON.parse(document.getElementById("filtri-parole").textContent);
  const perPage = 25;

  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ".");
  // The form of record.Euro.Short: 931.712 €, 931.712,50 €.
  const euro = (cents) => grouped(Math.trunc(cents / 100)) + (cents % 100 ? "," + String(cents % 100).padStart(2, "0") : "") + "\u00a0€";
  // An amount as Italians type it, in cents, or nothing: 10000, 10.000, 10.000,50.
  const cents = (text) => {
    const found = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d\d?))?$/.exec(text.trim());
    return found ? Number(found[1].replaceAll(".", "")) * 100 + Number((found[2] || "0").padEnd(2, "0")) : null;
  };
  // A text of the form "one thing | {n} things", its gaps filled.
  const say = (text, values) => {
    const [one, many] = text.split(" | ");
    return (many && values.n !== 1 ? many : one).replace(/\{(\w+)\}/g, (_, key) => grouped(values[key]));
  };

  const loaded = new Map();
  // load gives what a script file of the list holds, asked for once.
  const load = (src, key) => {
    if (!loaded.has(src)) {
      loaded.set(src, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = src;
        script.onload = () => (self.vetro && self.vetro[key] ? resolve(JSON.parse(self.vetro[key])) : reject(new Error(src)));
        script.onerror = () => reject(new Error(src));
        document.head.append(script);
      }));
    }
    return loaded.get(src);
  };
  const piece = (name) => load(name, "progetti/" + name.split(".")[0]);

  // matching gives the numbers of the projects that answer to all filters.
  const matching = (data, asked) => {
    const get = (name) => asked.get(name) || "";
    const tests = [];
    if (get("missione")) tests.push((n) => data.measure[n].some((m) => data.measures[m].startsWith(get("missione"))));
    if (get("misura")) tests.push((n) => data.measure[n].some((m) => data.measures[m] === get("misura")));
    if (get("stato")) tests.push((n) => data.states[data.state[n]] === get("stato"));
    if (get("anno")) tests.push((n) => data.year[n] === Number(get("anno")));
    if (get("ente")) {
      const exact = data.bodies.findIndex(([id]) => id === get("ente"));
      const part = fold(get("ente"));
      const bodies = new Set(exact >= 0 ? [exact] : data.bodies.flatMap(([, name], i) => (fold(name).includes(part) ? [i] : [])));
      tests.push((n) => bodies.has(data.body[n]));
    }
    const from = cents(get("da")), to = cents(get("a"));
    if (from !== null) tests.push((n) => data.cents[n] >= from);
    if (to !== null) tests.push((n) => data.cents[n] <= to);
    return Array.from({ length: data.n }, (_, n) => n).filter((n) => tests.every((test) => test(n)));
  };

  const fill = (template, data, n, [title, id, cup]) => {
    const item = template.content.cloneNode(true);
    const put = (name, text) => item.querySelectorAll(`[data-campo=${name}]`).forEach((e) => { e.textContent = text; });
    const state = data.states[data.state[n]];
    put("titolo", title);
    put("ente", data.body[n] < 0 ? "" : data.bodies[data.body[n]][1]);
    put("importo", euro(data.cents[n]));
    put("cup", cup || words.cupAssente);
    item.querySelectorAll("a[data-campo=titolo]").forEach((a) => { a.href = id + ".html"; });
    const sign = document.querySelector(`template[data-stato="${state}"]`);
    item.querySelectorAll("[data-campo=stato]").forEach((e) => e.append(sign.content.cloneNode(true)));
    if (!cup) item.querySelectorAll("[data-campo=cup]").forEach((e) => e.classList.remove("code"));
    return item;
  };

  const query = (asked, page) => {
    const q = new URLSearchParams(asked);
    q.delete("pagina");
    if (page > 1) q.set("pagina", page);
    return "?" + q;
  };

  const showPager = (asked, page, pages) => {
    pager.hidden = pages < 2;
    pager.querySelector("p").textContent = say(words.pagina, { numero: page, totale: pages });
    for (const link of pager.querySelectorAll("a")) {
      const to = page + Number(link.dataset.passo);
      link.parentElement.hidden = to < 1 || to > pages;
      link.href = query(asked, to);
    }
  };

  let turn = 0; // of two answers the later question's counts
  // show shows what the address asks for.
  const show = async (search) => {
    const mine = ++turn;
    const asked = new URLSearchParams([...new URLSearchParams(search)].filter(([name, value]) => value.trim() && (form.elements.namedItem(name) || name === "pagina")));
    for (const field of form.elements) if (field.name) field.value = asked.get(field.name) || "";
    if (![...asked.keys()].some((name) => name !== "pagina")) {
      if (!some.hidden) status.textContent = words.tutti;
      whole.hidden = false;
      some.hidden = true;
      return;
    }
    status.textContent = words.cerco;
    try {
      const data = await load(form.dataset.elenco, "progetti/elenco");
      const found = matching(data, asked);
      const pages = Math.max(1, Math.ceil(found.length / perPage));
      const page = Math.min(Math.max(1, Math.trunc(Number(asked.get("pagina"))) || 1), pages);
      const numbers = found.slice((page - 1) * perPage, page * perPage);
      const rows = await Promise.all(numbers.map(async (n) =>
        data.rows ? data.rows[n] : (await piece(data.rowsIn[Math.floor(n / data.per)]))[n % data.per]));
      if (mine !== turn) return;
      for (const into of some.querySelectorAll("[data-righe]")) {
        const template = document.getElementById(into.dataset.righe);
        into.replaceChildren(...numbers.map((n, i) => fill(template, data, n, rows[i])));
      }
      showPager(asked, page, pages);
      whole.hidden = true;
      some.hidden = !found.length;
      status.textContent = say(found.length ? words.trovati : words.nessuno, { n: found.length });
    } catch {
      if (mine === turn) status.textContent = words.errore;
    }
  };

  // go shows a question and puts it into the address, for the reader to go back to.
  const go = (search) => {
    if (search === location.search || (search === "?" && !location.search)) return;
    try {
      history.pushState(null, "", search === "?" ? location.pathname : search);
    } catch {
      location.search = search; // a browser that lets no page of a disk change its address
      return;
    }
    show(search);
  };
  const ask = () => {
    if (form.reportValidity()) go("?" + new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim())));
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  form.addEventListener("change", ask);
  form.addEventListener("reset", () => go("?"));
  pager.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.search);
    status.focus();
  });
  addEventListener("popstate", () => show(location.search));
  panel.hidden = false;
  panel.open = matchMedia("(min-width: 48rem)").matches;
  show(location.search);
}
