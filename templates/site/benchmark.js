"use strict";

// The page of one benchmark: a metric's series, what changed in it and when, two points compared,
// and the same as tables.

const RANGES = [["30", "30 days"], ["90", "90 days"], ["365", "1 year"], ["", "all"]];
const PERCENTILES = "percentiles";
const TABLE_ROWS = 100;

let chart = null;

function isPercentile(series) {
  return /^p\d+$/.test(series.metric);
}

function seriesName(series) {
  if (series.basis !== "reference") return series.of || "any machine";
  return `reference ${shortCommit(series.of)}`;
}

// The series that the address asks for, by its metric or by a change in it, else the one that stands
// for the benchmark.
function chosenSeries(data, query) {
  const metric = query.get("metric");
  const fits = (series) => series.metric === metric || (metric === PERCENTILES && isPercentile(series));
  const main = data.series[data.main];
  if (!metric || !data.series.some(fits)) {
    return data.series.find((series) => series.changes.some((change) => change.id === query.get("change"))) || main;
  }
  const of = (series) => `${series.basis} ${series.of}`;
  const candidates = data.series.filter(fits);
  return (
    candidates.find((series) => of(series) === `${query.get("basis")} ${query.get("of")}`) ||
    candidates.find((series) => series.basis === query.get("basis")) ||
    candidates.find((series) => of(series) === of(main)) ||
    candidates[0]
  );
}

function environmentOf(run) {
  return runs.environment_fields[runs.environments[run]];
}

// What differs between two runs' machines and builds, as [field, before, after].
function environmentChanges(before, after) {
  const [a, b] = [environmentOf(before), environmentOf(after)];
  if (a === b) return [];
  const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return fields
    .filter((field) => a[field] !== b[field])
    .map((field) => [field, a[field] === undefined ? "not recorded" : a[field], b[field] === undefined ? "not recorded" : b[field]]);
}

function levelAt(series, i) {
  const segment = series.segments.find(([, last]) => i <= last);
  if (!segment) return null;
  const [first, last, level, from] = segment;
  if (from === undefined) return level;
  return last === first ? level : from + ((level - from) * (i - first)) / (last - first);
}

function boundsAt(series, i) {
  if (!series.lower || series.lower[i] === null) return null;
  return [series.lower[i], series.upper[i]];
}

// "12.34 ms [12.1, 12.6] ms"
function valueText(series, i) {
  const bounds = boundsAt(series, i);
  const value = quantityText(series.values[i], series.unit);
  return bounds ? `${value} ${intervalText(bounds[0], bounds[1], series.unit)}` : value;
}

function pointNode(series, places, i) {
  const run = places[i];
  const level = levelAt(series, i);
  const off = level > 0 && series.values[i] > 0 ? series.values[i] / level : null;
  return [
    make("b", {}, valueText(series, i)),
    off === null ? null : make("span", { class: "aside" }, `${effectText(off)} from its level`),
    make("span", { class: "aside" }, countText(series.samples[i], "sample", "samples")),
    make("span", {}, dayText(runs.moments[run])),
    commitLink(runs.commits[run]),
    make("q", {}, runs.subjects[run]),
    runs.reports[run] ? outside(runs.reports[run], "report") : null,
  ];
}

function comparePanel(series, places, picked, clear) {
  if (picked.length === 0) {
    return make("p", { class: "hint" }, "Two points are compared by a click on each, or by Enter. Drag to zoom, double-click for all. The band is the interval of each point, the thick line the level, a dotted line a change of machine or build.");
  }
  const lines = picked.map((i, at) => make("li", {}, make("span", { class: at === 0 ? "base" : "head" }, at === 0 ? "base" : "head"), " ", pointNode(series, places, i)));
  const result = [];
  if (picked.length === 2) {
    const [a, b] = picked;
    if (series.values[a] > 0 && series.values[b] > 0) {
      const [low, high] = [boundsAt(series, a), boundsAt(series, b)];
      const ratio = series.values[b] / series.values[a];
      const worse = series.direction === "higher" ? ratio < 1 : ratio > 1;
      const interval = low && high && low[0] > 0 ? ` ${effectInterval(high[0] / low[1], high[1] / low[0])}` : "";
      const unclear = ratio === 1 || (series.direction === "neither" && series.kind !== "exact");
      result.push(make("p", { class: `compared tone-${unclear ? "unclear" : worse ? "bad" : "good"}` }, make("b", {}, effectText(ratio)), interval, interval ? make("span", { class: "aside" }, "from the ends of both intervals") : null));
    } else {
      result.push(make("p", { class: "compared" }, `${quantityText(series.values[a], series.unit)} → ${quantityText(series.values[b], series.unit)}`));
    }
    const differing = environmentChanges(places[a], places[b]);
    result.push(
      make("p", { class: "aside" }, countText(b - a, "point", "points"), " apart, ", rangeLink(runs.commits[places[a]], runs.commits[places[b]]),
        differing.length > 0 ? `; differing: ${differing.map(([field]) => field).join(", ")}` : "; same machine and build")
    );
  }
  return make("div", { class: "panel" }, result, make("ul", { class: "points" }, lines), make("button", { type: "button", onclick: clear }, "Clear"));
}

function changeTableRow(series, change, wanted) {
  const { tone, symbol, word } = judge(change, series.unit, series.direction);
  const state = stateText(change);
  return make(
    "tr",
    { id: `change-${change.id}`, class: `tone-${tone}${wanted ? " wanted" : ""}`, tabindex: "-1" },
    make("td", { class: "verdict" }, badge(tone, `${symbol} ${word}`), state ? make("span", { class: "state" }, state) : null),
    make("th", { scope: "row", class: "name" },
      rangeLink(change.good, change.bad), change.subject ? [" ", make("q", {}, change.subject)] : null,
      change.finding ? make("span", { class: "why" }, findingNode(change)) : null),
    make("td", { class: "number effect" }, make("b", {}, changeEffect(change, series.unit, series.kind)), make("span", { class: "interval" }, changeInterval(change, series.kind)), change.remainder ? make("span", { class: "interval" }, reducedText(change, series.unit, series.kind)) : null),
    make("td", { class: "number" }, countText(change.behind, "point", "points")),
    make("td", { class: "when" }, sinceText(change))
  );
}

function changesSection(series, wanted) {
  const columns = [["change"], ["commits"], ["size", "number"], ["rests on", "number"], ["since", "when"]];
  const rows = [...series.changes].reverse().map((change) => changeTableRow(series, change, change.id === wanted));
  return section("changes", "Change points, newest first",
    rows.length > 0 ? table("Change points", { class: "rows changes" }, columns, rows) : make("p", { class: "quiet" }, "None: all points scatter around one level."));
}

function marksSection(marks, places) {
  if (marks.length === 0) return null;
  const columns = [["since", "when"], ["field"], ["was"], ["is"]];
  const rows = [...marks].reverse().flatMap(({ index, fields }) =>
    fields.map(([field, was, is]) => make("tr", {}, make("td", { class: "when" }, dayText(runs.moments[places[index]])), make("th", { scope: "row" }, make("span", { class: "metric" }, field)), make("td", {}, was), make("td", {}, is)))
  );
  return section("environment", "Machine and build changes", make("div", { class: "scroll" }, table("Changes of machine and build", { class: "environment" }, columns, rows)));
}

function metricsSection(data, chosen, link) {
  const columns = [["metric"], ["basis"], ["last points", "drawing"], ["now", "number"], ["last change", "number"], ["points", "number"]];
  const rows = data.series.map((series) => {
    const last = series.values.length - 1;
    const change = series.changes[series.changes.length - 1];
    const verdict = change ? judge(change, series.unit, series.direction) : null;
    return make(
      "tr",
      { class: verdict ? `tone-${verdict.tone}` : "", "aria-current": series === chosen ? "true" : null },
      make("th", { scope: "row", class: "name" }, make("a", { class: "benchmark", href: link(series) }, series.metric)),
      make("td", { class: "metric" }, seriesName(series)),
      make("td", { class: "drawing" }, seriesSpark(series)),
      make("td", { class: "number" }, quantityText(series.values[last], series.unit), make("span", { class: "interval" }, boundsAt(series, last) ? intervalText(...boundsAt(series, last), series.unit) : "")),
      make("td", { class: "number effect" }, verdict ? [make("b", {}, `${verdict.symbol} ${changeEffect(change, series.unit, series.kind)}`), make("span", { class: "interval" }, sinceText(change))] : ""),
      make("td", { class: "number" }, String(series.values.length))
    );
  });
  return section("metrics", "All metrics", table("All metrics of this benchmark", { class: "rows metrics" }, columns, rows));
}

function seriesSpark(series) {
  const from = Math.max(0, series.values.length - 48);
  const values = series.values.slice(from);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const middle = (low + high) / 2;
  const span = Math.max(high - low, 0.06 * Math.abs(middle)) || 1;
  const heights = values.map((value) => ((value - middle) / span + 0.5) * 99);
  const breaks = series.changes.map((change) => change.index - from).filter((i) => i > 0);
  return sparkline(heights, breaks, `the last ${values.length} points of ${series.metric}`);
}

// Filled when it is opened: most readers look at the chart.
function figuresSection(series, places) {
  const body = make("tbody", {});
  const columns = [["measured", "when"], ["value", "number"], ["interval", "number"], ["samples", "number"], ["commit"]];
  const rowOf = (i) =>
    make("tr", {}, make("td", { class: "when" }, dayText(runs.moments[places[i]])), make("td", { class: "number" }, quantityText(series.values[i], series.unit)),
      make("td", { class: "number" }, boundsAt(series, i) ? intervalText(...boundsAt(series, i), series.unit) : "none"), make("td", { class: "number" }, String(series.samples[i])),
      make("th", { scope: "row" }, commitLink(runs.commits[places[i]]), " ", make("q", {}, runs.subjects[places[i]])));
  const all = table(`Every figure of ${series.metric}, newest first`, { class: "figures" }, columns, []);
  all.tBodies[0].replaceWith(body);
  let next = series.values.length - 1;
  const more = make("button", { type: "button" }, "Show all");
  const add = (count) => {
    for (let added = 0; added < count && next >= 0; added += 1, next -= 1) body.append(rowOf(next));
    more.hidden = next < 0;
  };
  more.addEventListener("click", () => add(Infinity));
  const details = make("details", {}, make("summary", {}, `Figures as a table: ${countText(series.values.length, "point", "points")}`), make("div", { class: "scroll" }, all), more);
  details.addEventListener("toggle", () => {
    if (details.open && body.rows.length === 0) add(TABLE_ROWS);
  });
  return details;
}

function benchmarkHeader(data, series) {
  const last = series.values.length - 1;
  const standing = series.changes.filter((change) => change.state !== "went_away");
  // What is left of a regression tells more than the recovery that reduced it.
  const reduced = standing.filter((change) => change.remainder && change.worse);
  const newest = standing[standing.length - 1];
  const change = reduced.length > 0 && !newest.worse ? reduced[reduced.length - 1] : newest;
  const verdict = change ? judge(change, series.unit, series.direction) : null;
  const better = { lower: "lower is better", higher: "higher is better", neither: "must not move" }[series.direction];
  const noise = series.noise > 0 ? `; points scatter by ${effectText(1 + series.noise).slice(1)}` : "";
  const outcome = [`${series.metric} is ${valueText(series, last)} (${better})${noise}.`];
  if (verdict) outcome.push(` ${verdict.symbol} ${changeEffect(change, series.unit, series.kind)} ${changeInterval(change, series.kind)} since `, make("span", { class: "day" }, sinceText(change)), ".");
  return make("header", { class: `verdict tone-${verdict ? verdict.tone : "good"}` }, gate(),
    make("div", {}, make("p", { class: "crumb" }, make("a", { href: "#/" }, "All benchmarks"), " / ", make("a", { href: `#/?q=${encodeURIComponent(data.suite)}` }, data.suite)), make("h1", { class: "benchmark" }, data.name), make("p", { class: "outcome" }, outcome)));
}

function showBenchmark(page, data, query) {
  if (chart) chart.destroy();
  chart = null;
  const series = chosenSeries(data, query);
  const together = query.get("metric") === PERCENTILES;
  const places = data.runs[series.runs];
  const placeOf = new Map(places.map((run, i) => [runs.ids[run], i]));
  const state = {
    metric: together ? PERCENTILES : series.metric, basis: series.basis, of: series.of, days: query.get("days") || "",
    log: query.get("log") === "1", change: query.get("change"),
    picked: [query.get("a"), query.get("b")].map((id) => placeOf.get(id)).filter((i) => i !== undefined).sort((a, b) => a - b),
  };
  const address = (changed) => {
    const now = { ...state, ...changed };
    const text = new URLSearchParams({ metric: now.metric, basis: now.basis, of: now.of });
    if (now.days) text.set("days", now.days);
    if (now.log) text.set("log", "1");
    if (now.change) text.set("change", now.change);
    ["a", "b"].forEach((name, at) => now.picked[at] !== undefined && text.set(name, runs.ids[places[now.picked[at]]]));
    return `#/b/${data.slug}?${text}`;
  };
  const keep = () => history.replaceState(null, "", address({}));
  const link = (other) => address({ metric: other.metric, basis: other.basis, of: other.of, change: null, picked: [] });

  const marks = places.map((run, i) => ({ index: i, fields: i === 0 ? [] : environmentChanges(places[i - 1], run) })).filter(({ fields }) => fields.length > 0);
  const node = make("div", { class: "chart", tabindex: "0", role: "group", "aria-label": `Chart of ${series.metric} over time`, "aria-describedby": "chart-help" });
  const info = make("p", { class: "info" });
  const spoken = make("p", { class: "unseen", role: "status" });
  const compared = make("div", { class: "compare", role: "group", "aria-label": "Two points compared" });
  const showPicked = () => {
    compared.replaceChildren(comparePanel(series, places, state.picked, () => { state.picked = []; showPicked(); chart.redraw(); node.focus(); }));
    keep();
  };
  const use = {
    picked: () => state.picked,
    hover: (i, speak) => {
      info.replaceChildren(...pointNode(series, places, i).filter((part) => part !== null));
      if (speak) spoken.textContent = `${dayText(runs.moments[places[i]])}: ${valueText(series, i)}, commit ${shortCommit(runs.commits[places[i]])}`;
    },
    pick: (i) => {
      state.picked = state.picked.length === 1 && state.picked[0] !== i ? [state.picked[0], i].sort((a, b) => a - b) : [i];
      showPicked();
      chart.redraw();
    },
    open: (change) => document.getElementById(`change-${change.id}`).focus(),
  };
  const lines = together ? data.series.filter((one) => isPercentile(one) && one.basis === series.basis && one.of === series.of) : [series];
  const byRun = (one) => {
    const at = new Map(data.runs[one.runs].map((run, i) => [run, one.values[i]]));
    return places.map((run) => (at.has(run) ? at.get(run) : null));
  };
  const plot = {
    x: spreadOut(places.map((run) => runs.moments[run])),
    lines: lines.map((one) => (together ? { label: one.metric, values: byRun(one) } : { label: one.metric, values: one.values, lower: one.lower, upper: one.upper })),
    levels: together ? [] : series.segments,
    changes: together ? [] : series.changes.map((change) => {
      const verdict = judge(change, series.unit, series.direction);
      const unsure = stateText(change);
      return { id: change.id, index: change.index, tone: verdict.tone, text: `${verdict.symbol} ${changeEffect(change, series.unit, series.kind)}`, title: `${verdict.word} since ${sinceText(change)}${unsure ? `, ${unsure}` : ""}` };
    }),
    marks: marks.map(({ index }) => index),
    unit: series.unit,
    log: state.log,
  };

  const metrics = [...new Set(data.series.map((one) => one.metric))].map((metric) => [metric, metric]);
  if (data.series.filter((one) => isPercentile(one) && one.basis === series.basis && one.of === series.of).length > 1) metrics.push([PERCENTILES, "percentiles together"]);
  const bases = data.series.filter((one) => one.metric === series.metric).map((one) => [`${one.basis} ${one.of}`, seriesName(one)]);
  const logBox = make("input", { type: "checkbox", id: "log", checked: state.log });
  logBox.addEventListener("change", () => { location.hash = address({ log: logBox.checked }); });
  const tools = make("div", { class: "bar" },
    choice("Metric", metrics, state.metric, (metric) => { location.hash = address({ metric, change: null, picked: [] }); }),
    bases.length > 1 ? choice("Measured against", bases, `${series.basis} ${series.of}`, (value) => {
      const other = data.series.find((one) => one.metric === series.metric && `${one.basis} ${one.of}` === value);
      location.hash = link(other);
    }) : make("span", { class: "metric" }, seriesName(series)),
    choice("Range", RANGES, state.days, (days) => { state.days = days; chart.showDays(Number(days)); keep(); }),
    make("label", { class: "check" }, logBox, " log scale"));
  const legend = together ? make("p", { class: "legend" }, lines.map((one, i) => make("span", { class: `key key-${LINE_COLOURS[i % LINE_COLOURS.length]}` }, one.metric))) : null;
  const help = make("p", { class: "unseen", id: "chart-help" }, "Left and right arrows move from point to point, Enter chooses one to compare, plus and minus zoom. The figures stand in a table below.");

  page.replaceChildren(benchmarkHeader(data, series), make("main", {},
    make("section", { "aria-label": "Series" }, tools, legend, make("div", { class: "panel" }, node), help, info, spoken, compared),
    changesSection(series, state.change), metricsSection(data, series, link), marksSection(marks, places), figuresSection(series, places)));
  chart = createChart(node, plot, use);
  if (state.days) chart.showDays(Number(state.days));
  use.hover(series.values.length - 1);
  showPicked();
  document.title = `${data.name} ${series.metric} – ${summary.title}`;
  const wanted = state.change && document.getElementById(`change-${state.change}`);
  if (wanted) wanted.scrollIntoView({ block: "center" });
}

// What is drawn on a canvas does not follow the style sheet by itself.
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart && chart.redraw());
