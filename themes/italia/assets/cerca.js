// The search. The build writes its index as script files (internal/export/search.go), so
// that it works from a disk, too. Without this script the page is an index of the site.
"use strict";
{
  const box = document.getElementById("risultati");
  const status = box.querySelector("[role=status]");
  const list = box.querySelector("ol");
  const more = box.querySelector("button");
  const template = document.getElementById("risultato").content;
  const words = JSON.parse(document.getElementById("cerca-parole").textContent);
  const folder = box.dataset.indice.replace(/[^/]*$/, "");
  const perPage = 20;
  // The same as in internal/export/words.go.
  const wordForm = /[\p{L}\p{M}\p{N}\p{DI}]*[0-9](?:\.[0-9]+)+|[\p{L}\p{M}\p{N}\p{DI}]+/gu;
  // What is not seen parts no word, and letters of any form are the plain ones.
  const legible = (text) => text.replace(/\p{Default_Ignorable_Code_Point}/gu, "").normalize("NFKC");
  const code = /^(?:[a-z]\d\d[a-z]\d{0,11}|[0-9a-z]{10})$/;

  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/([a-z])\p{M}+/gu, "$1").normalize("NFC");
  const word = (text) => (/^\d{1,3}(?:\.\d{3})+$/.test(text) ? text.replaceAll(".", "") : fold(text));
  const wordsOf = (text) => (legible(text).match(wordForm) || []).map(word);
  const starts = (text, beginning) => (beginning.length > 1 ? text.startsWith(beginning) : text === beginning);
  // A text of the form "one thing | {n} things", its gaps filled.
  const say = (text, values) => {
    const [one, many] = text.split(" | ");
    return (many && values.n !== 1 ? many : one)
      .replace("{n}", String(values.n).replace(/\B(?=(\d{3})+$)/g, ".")).replace("{q}", () => values.q);
  };

  const loaded = new Map();
  // load gives what a script file of the index holds, asked for once.
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
  const piece = (name) => load(folder + name, folder + name.split(".")[0]);

  // lines gives the lines of the index for words with that beginning.
  const lines = async (index, beginning) => {
    let all = index.words;
    if (!all) {
      const pieces = index.wordsIn.filter(([first], i) => {
        const after = index.wordsIn[i + 1];
        return first <= beginning ? !after || after[0] > beginning : starts(first, beginning);
      });
      all = (await Promise.all(pieces.map(([, name]) => piece(name)))).flat();
    }
    return all.filter(([text]) => starts(text, beginning));
  };

  // search gives the numbers of the records that have every word, the best first: a word
  // of the title counts more than one of the text, a whole word more than its beginning.
  const search = async (index, query) => {
    let best = null;
    const found = await Promise.all(query.map((beginning) => lines(index, beginning)));
    for (const [i, beginning] of query.entries()) {
      const scores = new Map();
      for (const [text, ...places] of found[i]) {
        places.forEach((steps, elsewhere) => {
          const score = (text === beginning ? 2 : 1) + (elsewhere ? 0 : 2);
          let n = 0;
          for (const step of steps) {
            n += step;
            scores.set(n, Math.max(score, scores.get(n) || 0));
          }
        });
      }
      const before = best;
      best = before ? new Map([...before].filter(([n]) => scores.has(n)).map(([n, s]) => [n, s + scores.get(n)])) : scores;
    }
    return [...(best || [])].sort(([a, x], [b, y]) => y - x || a - b).map(([n]) => n);
  };

  // write puts a text into an element, the words that were looked for marked.
  const write = (element, text, query) => {
    let at = 0;
    for (const found of text.matchAll(wordForm)) {
      if (!query.some((beginning) => starts(word(legible(found[0])), beginning))) continue;
      const mark = document.createElement("mark");
      mark.textContent = found[0];
      element.append(text.slice(at, found.index), mark);
      at = found.index + found[0].length;
    }
    element.append(text.slice(at));
  };

  const show = async (index, numbers, query) => {
    const records = await Promise.all(numbers.map(async (n) =>
      index.all ? index.all[n] : (await piece(index.allIn[Math.floor(n / index.per)]))[n % index.per]));
    for (const [kind, title, path, text, state] of records) {
      const item = template.cloneNode(true);
      const label = words.generi[index.kinds[kind]];
      item.querySelector(".notice-meta").textContent = state ? label + ", " + words.stati[state].toLowerCase() : label;
      const link = item.querySelector("a");
      link.href = path;
      write(link, title, query);
      write(item.querySelector(".result-text"), text, query);
      list.append(item);
    }
  };

  const run = async (asked) => {
    const index = await load(box.dataset.indice, box.dataset.indice.replace(/\.js$/, ""));
    const all = wordsOf(asked);
    const joined = fold(legible(asked).replace(/\s/g, ""));
    const telling = all.filter((w) => !index.stop.includes(w));
    let query = code.test(joined) ? [joined] : [];
    let found = await search(index, query); // a code, its blanks left out
    if (!found.length) {
      query = telling.length ? telling : all;
      found = await search(index, query);
    }
    let shown = 0;
    const next = async () => {
      const numbers = found.slice(shown, shown + perPage);
      await show(index, numbers, query);
      shown += numbers.length;
      more.hidden = shown === found.length;
      more.textContent = say(words.altri, { n: Math.min(perPage, found.length - shown) });
    };
    await next();
    status.textContent = say(found.length ? words.trovati : words.nessuno, { n: found.length, q: asked });
    more.onclick = async () => {
      const first = shown;
      await next();
      list.children[first].querySelector("a").focus();
    };
  };

  const asked = (new URLSearchParams(location.search).get("q") || "").trim().slice(0, 200);
  if (asked) {
    for (const field of document.querySelectorAll("input[name=q]")) field.value = asked;
    document.title = asked + " - " + document.title;
    box.hidden = false;
    status.textContent = words.cerco;
    run(asked).catch(() => { status.textContent = words.errore; });
  }
}
