"use strict";

// The page of one benchmark: a metric's series, what changed in it and when, two points compared,
// and the same as tables.

const RANGES = [
  ["30", "30 days"],
  ["90", "90 days"],
  ["365", "1 year"],
  ["", "all"],
];
const CHART_HELP =
  "Left and right arrows move from point to point, Enter chooses one to compare, plus and minus " +
  "zoom. The figures stand in a table below.";

let chart = null;

function benchmarkHeader(data, series) {
  const last = series.values.length - 1;
  const change = series.changes[series.told];
  const noise = series.noise ? `; points scatter by ${series.noise}` : "";
  const outcome = [`${series.metric} is ${valueText(series, last)} (${series.better})${noise}.`];
  if (change) {
    const size = [change.symbol, change.effect, change.interval].filter(Boolean).join(" ");
    outcome.push(` ${size} since `, make("span", { class: "day" }, change.day), ".");
  }
  return make(
    "header",
    { class: `verdict tone-${change ? change.tone : "good"}` },
    gate(),
    make(
      "div",
      {},
      make(
        "p",
        { class: "crumb" },
        make("a", { href: "#/" }, "All benchmarks"),
        " / ",
        make("a", { href: `#/?q=${encodeURIComponent(data.suite)}` }, data.suite)
      ),
      make("h1", { class: "benchmark" }, data.name),
      make("p", { class: "outcome" }, outcome)
    )
  );
}

// What is shown of a benchmark, from the address: the series, the points that are compared, what
// the chart shows. `places` are the runs of its points.
function viewOf(data, query) {
  const series = chosenSeries(data, query);
  const together = query.get("metric") === PERCENTILES;
  const places = data.runs[series.runs];
  const placeOf = new Map(places.map((run, i) => [runs.ids[run], i]));
  const percentiles = data.series.filter(
    (one) => isPercentile(one) && one.basis === series.basis && one.of === series.of
  );
  return {
    data,
    series,
    places,
    together,
    percentiles,
    marks: environmentMarks(places),
    metric: together ? PERCENTILES : series.metric,
    days: query.get("days") || "",
    log: query.get("log") === "1",
    change: query.get("change"),
    picked: [query.get("a"), query.get("b")]
      .map((id) => placeOf.get(id))
      .filter((i) => i !== undefined)
      .sort((a, b) => a - b),
  };
}

function environmentMarks(places) {
  return places
    .map((run, i) => ({ index: i, fields: i === 0 ? [] : environmentChanges(places[i - 1], run) }))
    .filter(({ fields }) => fields.length > 0);
}

// The address of a view, but for what is `changed` in it.
function addressOf(view, changed) {
  const { basis, of } = view.series;
  const now = { basis, of, ...view, ...changed };
  const text = new URLSearchParams({ metric: now.metric, basis: now.basis, of: now.of });
  if (now.days) text.set("days", now.days);
  if (now.log) text.set("log", "1");
  if (now.change) text.set("change", now.change);
  ["a", "b"].forEach((name, at) => {
    if (now.picked[at] !== undefined) text.set(name, runs.ids[view.places[now.picked[at]]]);
  });
  return `#/b/${view.data.slug}?${text}`;
}

function addressOfSeries(view, { metric, basis, of }) {
  return addressOf(view, { metric, basis, of, change: null, picked: [] });
}

function keepAddress(view) {
  history.replaceState(null, "", addressOf(view, {}));
}

// The values of another series at the runs of this one.
function valuesByRun(view, other) {
  const at = new Map(view.data.runs[other.runs].map((run, i) => [run, other.values[i]]));
  return view.places.map((run) => (at.has(run) ? at.get(run) : null));
}

function annotationOf(change) {
  return {
    id: change.id,
    index: change.index,
    tone: change.tone,
    text: `${change.symbol} ${change.effect}`,
    title: `${change.word} since ${change.day}${change.note ? `, ${change.note}` : ""}`,
  };
}

// What createChart() draws: one series with its levels and changes, or all percentiles.
function plotOf(view) {
  const { series, together } = view;
  const { metric: label, values, lower, upper } = series;
  return {
    x: spreadOut(view.places.map((run) => runs.moments[run])),
    lines: together
      ? view.percentiles.map((one) => ({ label: one.metric, values: valuesByRun(view, one) }))
      : [{ label, values, lower, upper }],
    levels: together ? [] : series.segments,
    changes: together ? [] : series.changes.map(annotationOf),
    marks: view.marks.map(({ index }) => index),
    unit: series.unit,
    log: view.log,
  };
}

function metricChoice(view) {
  const names = new Set(view.data.series.map((one) => one.metric));
  const options = [...names].map((metric) => [metric, metric]);
  if (view.percentiles.length > 1) options.push([PERCENTILES, "percentiles together"]);
  return choice("Metric", options, view.metric, (metric) => {
    location.hash = addressOf(view, { metric, change: null, picked: [] });
  });
}

// The machine or the reference build; a choice where there are several.
function basisChoice(view) {
  const keyOf = (series) => `${series.basis} ${series.of}`;
  const others = view.data.series.filter((one) => one.metric === view.series.metric);
  if (others.length < 2) return make("span", { class: "metric" }, seriesName(view.series));
  const options = others.map((one) => [keyOf(one), seriesName(one)]);
  return choice("Measured against", options, keyOf(view.series), (value) => {
    location.hash = addressOfSeries(
      view,
      others.find((one) => keyOf(one) === value)
    );
  });
}

function chartTools(view) {
  const logBox = make("input", { type: "checkbox", id: "log", checked: view.log });
  logBox.addEventListener("change", () => {
    location.hash = addressOf(view, { log: logBox.checked });
  });
  return make(
    "div",
    { class: "bar" },
    metricChoice(view),
    basisChoice(view),
    choice("Range", RANGES, view.days, (days) => {
      view.days = days;
      chart.showDays(Number(days));
      keepAddress(view);
    }),
    make("label", { class: "check" }, logBox, " log scale")
  );
}

function chartLegend(view) {
  if (!view.together) return null;
  const key = (one, i) =>
    make("span", { class: `key key-${LINE_COLOURS[i % LINE_COLOURS.length]}` }, one.metric);
  return make("p", { class: "legend" }, view.percentiles.map(key));
}

// The chart's place and what is told below it: the point under the mouse, the same for those who
// cannot see it, two points compared.
function chartNodes(view) {
  return {
    chart: make("div", {
      class: "chart",
      tabindex: "0",
      role: "group",
      "aria-label": `Chart of ${view.series.metric} over time`,
      "aria-describedby": "chart-help",
    }),
    help: make("p", { class: "unseen", id: "chart-help" }, CHART_HELP),
    info: make("p", { class: "info" }),
    spoken: make("p", { class: "unseen", role: "status" }),
    compared: make("div", {
      class: "compare",
      role: "group",
      "aria-label": "Two points compared",
    }),
  };
}

function showPicked(view, nodes) {
  const clear = () => {
    view.picked = [];
    showPicked(view, nodes);
    chart.redraw();
    nodes.chart.focus();
  };
  nodes.compared.replaceChildren(comparePanel(view.series, view.places, view.picked, clear));
  keepAddress(view);
}

// What createChart() does when it is used.
function chartUse(view, nodes) {
  const { series, places } = view;
  const spokenText = (i) =>
    `${dayText(runs.moments[places[i]])}: ${valueText(series, i)}, ` +
    `commit ${shortCommit(runs.commits[places[i]])}`;
  return {
    picked: () => view.picked,
    hover: (i, speak) => {
      nodes.info.replaceChildren(...pointNode(series, places, i).filter((part) => part !== null));
      if (speak) nodes.spoken.textContent = spokenText(i);
    },
    pick: (i) => {
      const isSecond = view.picked.length === 1 && view.picked[0] !== i;
      view.picked = isSecond ? [view.picked[0], i].sort((a, b) => a - b) : [i];
      showPicked(view, nodes);
      chart.redraw();
    },
    open: (change) => document.getElementById(`change-${change.id}`).focus(),
  };
}

function benchmarkSections(view, nodes) {
  return make(
    "main",
    {},
    make(
      "section",
      { "aria-label": "Series" },
      chartTools(view),
      chartLegend(view),
      make("div", { class: "panel" }, nodes.chart),
      nodes.help,
      nodes.info,
      nodes.spoken,
      nodes.compared
    ),
    changesSection(view.series, view.change),
    metricsSection(view.data, view.series, (other) => addressOfSeries(view, other)),
    marksSection(view.marks, view.places),
    figuresSection(view.series, view.places)
  );
}

function showBenchmark(page, data, query) {
  if (chart) chart.destroy();
  chart = null;
  const view = viewOf(data, query);
  const nodes = chartNodes(view);
  const use = chartUse(view, nodes);
  page.replaceChildren(benchmarkHeader(data, view.series), benchmarkSections(view, nodes));
  chart = createChart(nodes.chart, plotOf(view), use);
  if (view.days) chart.showDays(Number(view.days));
  use.hover(view.series.values.length - 1);
  showPicked(view, nodes);
  document.title = `${data.name} ${view.series.metric} – ${summary.title}`;
  const wanted = view.change && document.getElementById(`change-${view.change}`);
  if (wanted) wanted.scrollIntoView({ block: "center" });
}

// What is drawn on a canvas does not follow the style sheet by itself.
matchMedia("(prefers-color-scheme: dark)").addEventListener(
  "change",
  () => chart && chart.redraw()
);
