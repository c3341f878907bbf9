// Draws ECharts over the static figures of a page once they come near the view: the same
// numbers, with a tooltip. Without this script, in print and in forced colours the static
// figures stay. What is drawn comes from the option beside the figure (internal/chart),
// which holds only data: how it looks, and where things go, is said here.
"use strict";
{
  const engine = document.currentScript.dataset.engine;
  const charts = document.querySelectorAll(".chart[data-chart]");
  const phone = 480; // in pixels: below it labels stand above their bars
  const blank = "\u00a0";

  // Numbers and dates, as internal/record writes them. -------------------------------
  const numbers = (options) => {
    const form = new Intl.NumberFormat("it-IT", { useGrouping: "always", ...options });
    return (n) => form.format(n).replace("-", "\u2212");
  };
  const count = numbers({ maximumFractionDigits: 2 });
  const euro = numbers({ style: "currency", currency: "EUR" });
  const units = {
    euro: {
      exact: (cents) => euro(cents / 100),
      label: (cents) => (cents % 100 ? euro(cents / 100) : count(cents / 100) + blank + "€"),
      axis: (cents) => {
        const size = Math.abs(cents);
        const [by, word] = size >= 1e11 ? [1e11, "mrd" + blank] : size >= 1e8 ? [1e8, "mln" + blank] : [100, ""];
        return count(cents / by) + blank + word + "€";
      },
      step: 100,
    },
    progetti: { exact: count, label: count, axis: count, step: 1 },
    numero: { exact: count, label: count, axis: count },
  };
  const day = (time) => {
    const text = new Intl.DateTimeFormat("it-IT", { dateStyle: "long" }).format(time);
    return text.replace(/^1 /, "1° ").replaceAll(" ", blank);
  };
  // A day without an hour is the reader's midnight, as it is for ECharts.
  const timeOf = (text) => {
    const [year, month, date] = String(text).split("-");
    return new Date(year, month - 1, date).getTime();
  };
  // What a mark of a series stands for: 5, {"value": 5}, ["2025-06-23", 5].
  const entry = (mark) => (mark && typeof mark === "object" && !Array.isArray(mark) ? mark.value : mark);
  const number = (mark) => {
    const value = Array.isArray(entry(mark)) ? entry(mark)[1] : entry(mark);
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  };

  // Texts. Engines before 2024 have no segmenter for what readers take for one letter. --
  const letters = (text) => (Intl.Segmenter ? Array.from(new Intl.Segmenter("it").segment(text), (s) => s.segment) : Array.from(text));
  const pen = document.createElement("canvas").getContext("2d");
  const widthOf = (text, font) => {
    pen.font = font;
    return pen.measureText(text).width;
  };
  // head gives as many of the first letters as fit, and at least one.
  const head = (all, room, font) => {
    let low = 1, high = all.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (widthOf(all.slice(0, middle).join(""), font) <= room) low = middle;
      else high = middle - 1;
    }
    return all.slice(0, low).join("");
  };
  const plain = (text) => String(text).replace(/\s+/g, " ").trim();
  const shortened = (text, room, font) => (widthOf(text, font) <= room ? text : head(letters(text), room - widthOf("…", font), font).trimEnd() + "…");
  const wrapped = (text, room, font) => {
    const lines = [];
    let line = "";
    for (let word of text.split(" ")) {
      const longer = line ? line + " " + word : word;
      if (widthOf(longer, font) <= room) {
        line = longer;
        continue;
      }
      if (line) lines.push(line);
      while (widthOf(word, font) > room) {
        const part = head(letters(word), room, font);
        if (part === word) break;
        lines.push(part);
        word = word.slice(part.length);
      }
      line = word;
    }
    return [...lines, line];
  };
  // In the engine's texts {style|words} gives words a style. A brace that has a style of
  // its own opens none.
  const quoted = (text) => text.replaceAll("{", "{text|{}");

  // The option. ------------------------------------------------------------------------
  // themed puts the values of the theme's custom properties where a colour is named; a
  // label that looks like the name of one stays a label.
  const themed = (value, theme, colour) => {
    if (typeof value === "string") return colour && value.startsWith("--") ? theme(value) : value;
    if (Array.isArray(value)) return value.map((v) => themed(v, theme, colour));
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, themed(v, theme, /color$/i.test(key))]));
  };
  const first = (one) => (Array.isArray(one) ? one[0] : one) || {};

  // tooltip writes the name or the day under the pointer, and every series there to the
  // cent. A line of steps holds between its marks: its last mark counts.
  const tooltip = (spec, unit, look) => {
    const names = [spec.xAxis, spec.yAxis].map(first).find((axis) => axis.type === "category");
    const at = (series, point) => {
      if (names) return number((series.data || [])[point.dataIndex]);
      const past = (series.data || []).filter((mark) => number(mark) !== null && timeOf(entry(mark)[0]) <= point.axisValue);
      return past.length ? number(past[past.length - 1]) : null;
    };
    const room = Math.min(360, look.width - 48);
    const formatter = (points) => {
      const point = first(points);
      if (point.dataIndex === undefined) return "";
      const title = names ? plain(entry((names.data || [])[point.dataIndex]) ?? "") : day(point.axisValue);
      const lines = wrapped(title, room, look.font).map(quoted);
      spec.series.forEach((series, i) => {
        const value = at(series, point);
        const before = names && value !== null ? ((series.data || [])[point.dataIndex] || {}).name : "";
        const words = value === null ? look.unknown : (before ? plain(before) + blank : "") + unit.exact(value);
        if (!words) return;
        const name = wrapped(series.name ? plain(series.name) + ":" : "", room - 20, look.font).map(quoted).join("\n");
        lines.push(`{series${i}|}${blank}${blank}${name} {value|${words}}`);
      });
      return lines.join("\n");
    };
    const letter = { fill: look.text, fontFamily: look.family, fontSize: look.size };
    const rich = { text: letter, value: { ...letter, fontWeight: 700 } };
    spec.series.forEach((series, i) => {
      rich["series" + i] = { backgroundColor: colourOf(spec, i), borderColor: look.text, borderWidth: 1, width: 10, height: 10 };
    });
    return {
      show: true, trigger: "axis", renderMode: "richText", confine: true, transitionDuration: 0, formatter,
      axisPointer: { type: names ? "shadow" : "line", animation: false, label: { show: false }, shadowStyle: { color: look.text, opacity: 0.08 }, lineStyle: { color: look.soft } },
      backgroundColor: look.ground, borderColor: look.soft, borderWidth: 1, padding: [8, 10],
      textStyle: { color: look.text, fontFamily: look.family, fontSize: look.size, rich },
    };
  };
  const colourOf = (spec, i) => {
    const { itemStyle = {}, lineStyle = {} } = spec.series[i];
    return itemStyle.color || lineStyle.color || spec.color[i % spec.color.length];
  };

  // axis gives an axis in the look of the page; room is for the names of a category.
  const axis = (given, unit, look, room) => {
    const line = { lineStyle: { color: look.line } };
    const label = { color: look.soft, fontFamily: look.family, fontSize: look.size, hideOverlap: true };
    const common = { type: given.type, data: given.data, min: given.min, max: given.max, inverse: given.inverse, axisLine: line, axisTick: { show: false }, splitLine: { show: false } };
    if (given.type === "category") {
      return { ...common, axisLabel: { ...label, color: look.text, formatter: (name) => shortened(plain(name), room, look.font) } };
    }
    if (given.type === "time") return { ...common, minInterval: 24 * 3600e3, splitNumber: look.narrow ? 3 : 6, axisLabel: label };
    return {
      ...common, axisLine: { show: false }, splitLine: { show: true, ...line }, minInterval: unit.step, splitNumber: look.narrow ? 3 : 5,
      axisLabel: { ...label, formatter: unit.axis },
    };
  };

  // rows gives the axis of horizontal bars: names before the bars, on a phone above them.
  const rows = (given, unit, look) => {
    const above = look.narrow && look.height / Math.max(1, (given.data || []).length) >= 40;
    const made = axis({ inverse: true, ...given }, unit, look, above ? look.width - 8 : look.width * 0.38);
    Object.assign(made.axisLabel, { interval: 0, hideOverlap: false });
    if (above) Object.assign(made.axisLabel, { inside: true, margin: 0, verticalAlign: "bottom", padding: [0, 0, 10, 0] });
    return { ...made, z: above ? 10 : 0, above };
  };

  const option = (given, unit, look) => {
    const spec = { ...given, color: [].concat(given.color || [look.theme("--paid"), look.soft]) };
    const x = first(spec.xAxis), y = first(spec.yAxis);
    const across = y.type === "category";
    const yAxis = across ? rows(y, unit, look) : axis(y, unit, look);
    const amount = (mark) => (number(mark) === null ? "" : unit.label(number(mark)));
    // The border of a bar that stands for nothing would be a line. A bar that lies and of which
    // the part is not known is not to be taken for one of which the part is zero.
    const borderOf = (mark, i, at) => {
      if (number(mark) === 0) return { borderWidth: 0 };
      const known = !across || i > 0 || spec.series.slice(1).every((part) => number((part.data || [])[at]) !== null);
      return known ? null : { borderColor: look.warn, borderType: "dashed" };
    };
    const marks = (one, i) => (one.type === "bar" ? one.data.map((mark, at) => {
      const border = borderOf(mark, i, at);
      return border ? { ...(mark && typeof mark === "object" ? mark : { value: mark }), itemStyle: border } : mark;
    }) : one.data);
    const series = spec.series.map((one, i) => {
      // Of bars that lie, the first series says its numbers beside them.
      const label = { show: across && i === 0 && one.type === "bar", position: "right", ...one.label,
        formatter: ({ value }) => amount(value), color: look.text, fontFamily: look.family, fontSize: look.size, textBorderWidth: 0 };
      return { barMaxWidth: 28, ...(yAxis.above && { barWidth: 14 }), ...one, data: marks(one, i), tooltip: {}, endLabel: { show: false }, label, cursor: "default", emphasis: { disabled: true }, animation: false };
    });
    const labels = series.flatMap((one) => (one.label.show ? one.data : [])).map((mark) => widthOf(amount(mark), look.font));
    const named = series.filter((one) => one.name);
    const legend = named.length > 1 && first(spec.legend).show !== false;
    const lines = wrapped(named.map((one) => "mmm" + plain(one.name).replaceAll(" ", blank)).join(" "), look.width, look.font).length;
    const edge = across ? 8 + Math.max(0, ...labels) : look.narrow ? 16 : 24;
    // On a phone bars that say their numbers need no scale; its end leaves room for them.
    const bare = across && look.narrow && labels.length > 0;
    const scale = { type: "value", show: false, min: 0, max: ({ max }) => ((max || 1) * look.width) / Math.max(80, look.width - edge) };
    return {
      animation: false, color: spec.color, textStyle: { fontFamily: look.family }, series,
      // The marks of the axes stay within the grid, whose edges are those of the figure.
      grid: { left: 2, right: bare ? 2 : edge, top: (legend ? 26 * lines : 0) + (yAxis.above ? 16 : 10), bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      xAxis: bare ? scale : axis(x, unit, look, 120), yAxis,
      legend: { show: legend, left: 0, top: 0, padding: 0, itemGap: 14, itemWidth: 16, itemHeight: 12, selectedMode: false, icon: "rect",
        formatter: (name) => shortened(plain(name), look.width - 30, look.font), textStyle: { color: look.text, fontFamily: look.family, fontSize: look.size } },
      tooltip: tooltip({ ...spec, series }, unit, look),
    };
  };

  // look reads the theme as it is now, in light or dark.
  const lookOf = (width, height) => {
    const style = getComputedStyle(document.documentElement);
    const theme = (name) => style.getPropertyValue(name).trim();
    const family = getComputedStyle(document.body).fontFamily, size = 14;
    return {
      theme, width, height, narrow: width < phone, family, size, font: `${size}px ${family}`,
      text: theme("--text"), soft: theme("--soft"), line: theme("--line"), warn: theme("--warn"), ground: theme("--ground"),
    };
  };

  // The life of a chart. ---------------------------------------------------------------
  let asked; // the engine, once, as a script: a page read from a disk can fetch nothing
  const load = () => (asked ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = engine;
    script.onload = () => (self.echarts ? resolve(self.echarts) : reject(new Error(engine)));
    script.onerror = () => reject(new Error(engine));
    document.head.append(script);
  }));

  const live = new Set(); // what is drawn
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const forced = matchMedia("(forced-colors: active)");

  const start = (chart, echarts) => {
    const picture = chart.querySelector(".chart-static");
    const spec = JSON.parse(chart.querySelector("script[type='application/json']").textContent);
    const unit = units[chart.dataset.chart];
    if (!unit || !spec.series.length || !spec.series.every(({ type }) => type === "bar" || type === "line")) return;
    const place = document.createElement("div");
    place.className = "chart-live";
    place.setAttribute("aria-hidden", "true");
    chart.append(place);
    let instance, width = 0;
    const stop = () => {
      live.delete(drawn);
      watch.disconnect();
      chart.classList.remove("drawn");
      place.remove();
      if (instance) instance.dispose();
    };
    // attempt leaves the static figure where something fails.
    const attempt = (work) => {
      try { work(); } catch { stop(); }
    };
    const draw = () => attempt(() => {
      // The static figure says how high: while it is hidden, it is asked without being shown.
      const shown = chart.classList.contains("drawn");
      chart.classList.remove("drawn");
      width = chart.clientWidth;
      const height = Number(chart.dataset.height) || Math.max(120, picture.getBoundingClientRect().height);
      chart.classList.toggle("drawn", shown);
      if (!width) return;
      const look = { ...lookOf(width, height), unknown: quoted(chart.dataset.unknown || "") };
      if (!instance) {
        instance = echarts.init(place, null, { renderer: "svg", locale: "IT", width, height });
        instance.on("finished", () => chart.classList.add("drawn"));
      } else {
        instance.resize({ width, height, silent: true });
      }
      instance.setOption(option(themed(spec, look.theme), unit, look), true);
      instance.getZr().flush(); // now, so that what is thrown is caught
    });
    const hide = () => {
      if (!instance) return;
      instance.dispatchAction({ type: "updateAxisPointer", currTrigger: "leave" });
      instance.dispatchAction({ type: "hideTip" });
    };
    const drawn = { chart, draw, hide };
    const watch = new ResizeObserver(() => { if (chart.clientWidth !== width) requestAnimationFrame(draw); });
    live.add(drawn);
    draw();
    if (live.has(drawn)) watch.observe(chart);
  };

  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || forced.matches) continue;
      near.unobserve(target);
      Promise.all([load(), document.fonts.ready]).then(([echarts]) => start(target, echarts)).catch(() => {});
    }
  }, { rootMargin: "200px" });
  const observe = () => { if (!forced.matches) charts.forEach((chart) => near.observe(chart)); };

  dark.addEventListener("change", () => live.forEach(({ draw }) => draw()));
  forced.addEventListener("change", () => charts.forEach((chart) => {
    if (!chart.querySelector(".chart-live")) near.unobserve(chart);
  }));
  forced.addEventListener("change", observe);
  addEventListener("beforeprint", () => live.forEach(({ hide }) => hide()));
  addEventListener("keydown", ({ key }) => { if (key === "Escape") live.forEach(({ hide }) => hide()); });
  // A finger leaves a tooltip where it was: touching anything else puts it away.
  addEventListener("pointerdown", ({ target }) => live.forEach(({ chart, hide }) => { if (!chart.contains(target)) hide(); }));
  observe();
}
