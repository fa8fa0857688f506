"use strict";

// A series of a benchmark, point by point: which one is shown, what is told of a point, and two
// points compared.

const PERCENTILES = "percentiles";
const COMPARE_HINT =
  "Click two points, or press Enter on each, to compare them. Drag to zoom, double-click for all. " +
  "The band is the interval of each point, the thick line the level, a dotted line a change of " +
  "machine or build.";

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
  const fits = (series) =>
    series.metric === metric || (metric === PERCENTILES && isPercentile(series));
  const main = data.series[data.main];
  if (!metric || !data.series.some(fits)) {
    return (
      data.series.find((series) =>
        series.changes.some((change) => change.id === query.get("change"))
      ) || main
    );
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
    .map((field) => [
      field,
      a[field] === undefined ? "not recorded" : a[field],
      b[field] === undefined ? "not recorded" : b[field],
    ]);
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

// How one point stands to another; what is good and bad of it is the metric's direction.
function comparedNode(series, a, b) {
  const [base, head] = [series.values[a], series.values[b]];
  if (base <= 0 || head <= 0) {
    const texts = [base, head].map((value) => quantityText(value, series.unit));
    return make("p", { class: "compared" }, texts.join(" → "));
  }
  const ratio = head / base;
  const [low, high] = [boundsAt(series, a), boundsAt(series, b)];
  const hasInterval = low && high && low[0] > 0;
  const worse = series.direction === "higher" ? ratio < 1 : ratio > 1;
  const unclear = ratio === 1 || (series.direction === "neither" && series.kind !== "exact");
  return make(
    "p",
    { class: `compared tone-${unclear ? "unclear" : worse ? "bad" : "good"}` },
    make("b", {}, effectText(ratio)),
    hasInterval ? ` ${effectInterval(high[0] / low[1], high[1] / low[0])}` : "",
    hasInterval ? make("span", { class: "aside" }, "from the ends of both intervals") : null
  );
}

// How far two points are apart, and what else differs between them.
function distanceNode(places, a, b) {
  const fields = environmentChanges(places[a], places[b]).map(([field]) => field);
  return make(
    "p",
    { class: "aside" },
    countText(b - a, "point", "points"),
    " apart, ",
    rangeLink(runs.commits[places[a]], runs.commits[places[b]]),
    fields.length > 0 ? `; differing: ${fields.join(", ")}` : "; same machine and build"
  );
}

function comparePanel(series, places, picked, clear) {
  if (picked.length === 0) return make("p", { class: "hint" }, COMPARE_HINT);
  const lines = picked.map((i, at) => {
    const side = at === 0 ? "base" : "head";
    return make("li", {}, make("span", { class: side }, side), " ", pointNode(series, places, i));
  });
  return make(
    "div",
    { class: "panel" },
    picked.length === 2 ? [comparedNode(series, ...picked), distanceNode(places, ...picked)] : null,
    make("ul", { class: "points" }, lines),
    make("button", { type: "button", onclick: clear }, "Clear")
  );
}
