// The script of the preview: it loads the page again when the site has changed, swaps
// style sheets in place, and shows what is wrong in a panel over the page. No build
// publishes it.
(() => {
  "use strict";
  const script = document.currentScript;
  const waiting = script.hasAttribute("data-attesa"); // there is no site yet
  const mute = script.hasAttribute("data-muto"); // the page itself tells what is wrong
  const closedKey = "vetro-anteprima-chiuso";
  let version = script.dataset.versione;
  let source = null;
  let firstProblems = null;
  let lost = 0; // timer that says that the preview has ended

  // The panel stands in a shadow tree, so that the styles of the site and its own do not
  // meet. Its element is there from the start: what appears in it is then read out.
  const host = document.createElement("div");
  host.id = "vetro-anteprima";
  const root = host.attachShadow({ mode: "open" });
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = "/_vetro/anteprima.css";
  const alert = document.createElement("div");
  alert.setAttribute("role", "alert");
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  root.append(sheet, alert, status);
  const styled = new Promise((done) => {
    sheet.addEventListener("load", done);
    sheet.addEventListener("error", done);
  });
  document.body.append(host);

  function element(name, text, kind) {
    const e = document.createElement(name);
    if (text) e.textContent = text;
    if (kind) e.className = kind;
    return e;
  }

  function counted(n, one, many) {
    return n === 1 ? "1 " + one : n + " " + many;
  }

  function remember(text) {
    try {
      sessionStorage.setItem(closedKey, text);
    } catch { /* a browser that keeps nothing shows the panel again */ }
  }

  function remembered() {
    try {
      return sessionStorage.getItem(closedKey);
    } catch {
      return null;
    }
  }

  function list(problems, rest) {
    const ul = element("ul", "", "problemi");
    for (const p of problems) {
      const li = element("li", "", p.avviso ? "avviso" : "errore");
      const what = element("p");
      what.append(element("code", p.posto), " ", element("span", p.testo), " ", element("span", "[" + p.regola + "]", "regola"));
      li.append(what);
      if (p.rimedio) li.append(element("p", p.rimedio, "rimedio"));
      ul.append(li);
    }
    if (rest > 0) ul.append(element("li", "e altri " + rest + ": li dice tutti il terminale"));
    return ul;
  }

  function panel(news, text) {
    const errors = news.problemi.filter((p) => !p.avviso);
    const box = element("section", "", "pannello");
    const title = element("h2", counted(news.errori, "errore", "errori") + (news.ferma ? ": la pagina è quella di prima" : ""));
    title.id = "titolo";
    box.setAttribute("aria-labelledby", "titolo");
    const close = element("button", "Chiudi", "chiudi");
    close.type = "button";
    close.addEventListener("click", () => {
      remember(text);
      tell(news, text);
    });
    const head = element("div", "", "testa");
    head.append(title, close);
    box.append(head, list(errors, news.errori - errors.length));
    if (news.avvisi > 0) box.append(element("p", counted(news.avvisi, "avviso", "avvisi") + " nel terminale", "nota"));
    return box;
  }

  // tag is what stays in the corner: closed errors, or warnings, to be opened.
  function tag(news) {
    const details = element("details", "", news.errori > 0 ? "segno errore" : "segno avviso");
    const parts = [];
    if (news.errori > 0) parts.push(counted(news.errori, "errore", "errori"));
    if (news.avvisi > 0) parts.push(counted(news.avvisi, "avviso", "avvisi"));
    details.append(element("summary", parts.join(", ")));
    details.append(list(news.problemi, news.errori + news.avvisi - news.problemi.length));
    return details;
  }

  async function tell(news, text) {
    if (mute) return;
    await styled;
    alert.replaceChildren();
    status.replaceChildren();
    if (news.errori > 0 && remembered() !== text) alert.append(panel(news, text));
    else if (news.errori + news.avvisi > 0) status.append(tag(news));
  }

  // swap puts the new style sheets in the place of the old ones, and takes those away
  // when the new ones are there, so that the page is never bare.
  function swap(sheets) {
    const name = (path) => path.replace(/\.[0-9a-f]{10}\.css$/, ".css");
    for (const old of document.querySelectorAll('link[rel="stylesheet"]')) {
      const url = new URL(old.href);
      const next = sheets.find((s) => name(url.pathname).endsWith("/" + name(s)));
      if (!next || url.pathname.endsWith("/" + next)) continue;
      const link = old.cloneNode();
      const end = url.pathname.slice(0, name(url.pathname).length - name(next).length);
      link.href = end + next;
      link.addEventListener("load", () => old.remove());
      link.addEventListener("error", () => location.reload());
      old.after(link);
    }
  }

  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && !e.defaultPrevented) root.querySelector(".chiudi")?.click();
  });

  function connect() {
    if (source) return;
    source = new EventSource("/_vetro/eventi?versione=" + encodeURIComponent(version));
    source.addEventListener("open", () => {
      clearTimeout(lost);
      lost = 0;
    });
    source.addEventListener("sito", (e) => {
      const sheets = JSON.parse(e.data).stili;
      version = e.lastEventId;
      if (sheets.length > 0 && !mute) swap(sheets);
      else location.reload();
    });
    source.addEventListener("problemi", (e) => {
      if (waiting && firstProblems !== null && firstProblems !== e.data) {
        location.reload();
        return;
      }
      firstProblems = e.data;
      tell(JSON.parse(e.data), e.data);
    });
    source.addEventListener("error", () => {
      if (!lost) lost = setTimeout(ended, 4000);
      if (source && source.readyState === EventSource.CLOSED) {
        disconnect();
        setTimeout(connect, 2000);
      }
    });
  }

  function disconnect() {
    if (source) source.close();
    source = null;
  }

  async function ended() {
    await styled;
    status.replaceChildren(element("p", "L’anteprima si è fermata: avvia di nuovo vetro serve.", "segno"));
  }

  // Browsers keep few connections to one host: pages that nobody sees let theirs go.
  function follow() {
    clearTimeout(lost);
    lost = 0;
    if (document.visibilityState === "visible") connect();
    else disconnect();
  }
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", follow);
  follow();
})();
