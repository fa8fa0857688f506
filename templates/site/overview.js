"use strict";

// The first page: what changed lately, worst first; the health of every suite; every benchmark.

// A browser takes seconds for more rows than that.
const MOST_ROWS = 2000;
const PERIODS = [["7", "7 days"], ["30", "30 days"], ["90", "90 days"], ["", "all"]];

// The newest moment of the history: "lately" is counted from there, not from the reader's clock.
function newestMoment() {
  return Math.max(...summary.latest.map((run) => run.moment));
}

// Worst first: what is worse and stands, by size; then what is better; what measuring again denied,
// and what went away, last.
function badness(head) {
  const size = head.magnitude === undefined ? 10 : Math.min(head.magnitude, 10);
  if (head.state === "went_away") return -100 + size;
  if (isDenied(head)) return -50 + size;
  if (head.neutral) return -20 + size;
  return head.worse ? 100 + size + (head.state === "standing" ? 50 : 0) : size;
}

// The suite, unless the name begins with it anyway.
function suiteNode(line) {
  return line.name.startsWith(`${line.suite}/`) ? null : make("span", { class: "metric" }, line.suite, " ");
}

function benchmarkName(line, query) {
  const href = `#/b/${line.slug}${query ? `?${query}` : ""}`;
  return [suiteNode(line), make("a", { class: "benchmark", href }, line.name)];
}

function metricText(change) {
  return change.basis === "reference" ? `${change.metric} against the reference` : change.metric;
}

function othersText(others) {
  const texts = others.map(
    (change) => `${metricText(change)} ${changeEffect(change, change.unit, change.kind)}`
  );
  return `also ${texts.slice(0, 3).join(", ")}${texts.length > 3 ? ` and ${texts.length - 3} more` : ""}`;
}

// What measuring again said, with its own figures: those of the history are noisier.
function findingNode(change) {
  const finding = change.finding;
  if (!finding) return null;
  const again = finding.ratio ? ` ${effectText(finding.ratio.point)} ${changeInterval(finding, "timing")}` : "";
  if (finding.answer === "culprit") {
    return make("span", { class: "finding" }, "✓ found by bisection: ", commitLink(finding.culprit), " ", make("q", {}, finding.subject), again);
  }
  if (finding.answer === "unanswered") return make("span", { class: "finding" }, "bisection ended without an answer");
  const words = finding.answer === "range" ? "bisection got no closer" : DENIED_WORDS;
  return make("span", { class: "finding" }, words, again ? `:${again}` : "");
}

function changeRow(head) {
  const others = head.also || [];
  const line = summary.benchmarks[head.benchmark];
  const { tone, symbol, word } = judge(head, head.unit, head.direction);
  const state = stateText(head);
  const query = new URLSearchParams({ metric: head.metric, basis: head.basis, of: head.of, change: head.id });
  return make(
    "tr",
    { class: `tone-${tone}` },
    make("td", { class: "verdict" }, badge(tone, `${symbol} ${word}`), state ? make("span", { class: "state" }, state) : null),
    make(
      "th",
      { scope: "row", class: "name" },
      benchmarkName(line, query),
      " ",
      make("span", { class: "metric" }, metricText(head)),
      make("span", { class: "why" }, rangeLink(head.good, head.bad), head.subject ? [" ", make("q", {}, head.subject)] : null),
      findingNode(head) ? make("span", { class: "why" }, findingNode(head)) : null,
      others.length > 0 ? make("span", { class: "why" }, othersText(others)) : null
    ),
    make(
      "td",
      { class: "number effect" },
      make("b", {}, changeEffect(head, head.unit, head.kind)),
      make("span", { class: "interval" }, changeInterval(head, head.kind)),
      head.remainder ? make("span", { class: "interval" }, reducedText(head, head.unit, head.kind)) : null
    ),
    make("td", { class: "drawing" }, sparkline(line.line, line.breaks, `the last ${line.line.length} points of ${line.metric}`)),
    make("td", { class: "when" }, sinceText(head))
  );
}

function changedSection(state) {
  const body = make("div", {});
  const show = () => {
    const since = state.days ? newestMoment() - Number(state.days) * DAY : 0;
    const found = summary.changes
      .filter((change) => change.moment >= since && matches(summary.benchmarks[change.benchmark], state.q))
      .sort((a, b) => badness(b) - badness(a));
    const columns = [["change"], ["benchmark"], ["size", "number"], ["last points", "drawing"], ["since", "when"]];
    body.replaceChildren(
      found.length > 0
        ? table("What changed lately, worst first", { class: "rows changes" }, columns, found.slice(0, 200).map(changeRow))
        : make("p", { class: "quiet" }, "Nothing changed.")
    );
    if (found.length > 200 || (!state.days && summary.changes_left_out > 0)) {
      const more = Math.max(0, found.length - 200) + (state.days ? 0 : summary.changes_left_out);
      body.append(make("p", { class: "quiet" }, `${more} more stand on the pages of their benchmarks.`));
    }
  };
  state.refresh.push(show);
  const choose = (days) => {
    state.days = days;
    remember(state);
    show();
  };
  const head = make("div", { class: "bar" }, choice("Period", PERIODS, state.days, choose));
  return section("changed", "Changed lately, worst first", head, body);
}

function matches(line, query) {
  const text = `${line.suite} ${line.name} ${line.metric}`.toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function suiteRow(suite, lately) {
  const missing = Math.max(0, suite.benchmarks - suite.measured - suite.failed.length);
  const worse = lately.filter((head) => head.worse && head.sure).length;
  const tone = suite.failed.length > 0 ? "bad" : worse > 0 || missing > 0 ? "unclear" : "good";
  const word = suite.failed.length > 0 ? "✗ failing" : worse > 0 ? "! slower" : missing > 0 ? "! incomplete" : "✓ healthy";
  const total = Math.max(1, suite.measured + missing + suite.failed.length);
  const parts = [["good", suite.measured, "measured"], ["unclear", missing, "not measured"], ["bad", suite.failed.length, "failed"]];
  let x = 0;
  const bar = draw(
    "svg",
    { class: "health", "aria-hidden": "true" },
    parts.filter(([, count]) => count > 0).map(([kind, count]) => {
      const rect = draw("rect", { class: `tone-${kind}`, x: `${x}%`, width: `${(count / total) * 100}%`, height: "100%" });
      x += (count / total) * 100;
      return rect;
    })
  );
  return make(
    "tr",
    { class: `tone-${tone}` },
    make("td", { class: "verdict" }, badge(tone, word)),
    make(
      "th",
      { scope: "row", class: "name" },
      make("span", { class: "benchmark" }, suite.name),
      suite.failed.slice(0, 5).map((failure) => make("span", { class: "why" }, make("span", { class: "benchmark" }, failure.name), " ", failure.message)),
      suite.failed.length > 5 ? make("span", { class: "why" }, `and ${suite.failed.length - 5} more that failed`) : null
    ),
    make("td", { class: "drawing" }, bar),
    make("td", { class: "number" }, String(suite.benchmarks)),
    make("td", { class: "number" }, String(suite.measured)),
    make("td", { class: "number" }, String(suite.failed.length)),
    make("td", { class: "number" }, String(worse))
  );
}

function suitesSection(lately) {
  const columns = [["health"], ["suite"], ["last night", "drawing"], ["benchmarks", "number"], ["measured", "number"], ["failed", "number"], ["worse, 30 days", "number"]];
  const rows = summary.suites.map((suite) =>
    suiteRow(suite, lately.filter((head) => summary.benchmarks[head.benchmark].suite === suite.name))
  );
  return section("suites", "Suites", table("The health of every suite", { class: "rows suites" }, columns, rows));
}

const OUTCOMES = {
  passed: ["good", "✓ passed"],
  closed: ["bad", "✗ closed"],
  inconclusive: ["unclear", "! inconclusive"],
};

function runRow(run) {
  const [tone, text] = OUTCOMES[run.outcome] || ["unclear", "measured"];
  return make(
    "tr",
    { class: `tone-${tone}` },
    make("td", { class: "verdict" }, badge(tone, text)),
    make("th", { scope: "row", class: "name" }, run.title || "Nothing was decided", make("span", { class: "why" }, run.machine_class)),
    make("td", { class: "name" }, commitLink(run.commit), " ", make("q", {}, run.subject), make("span", { class: "why" }, run.branch)),
    make("td", { class: "when" }, momentText(run.measured), make("span", { class: "why" }, run.report ? outside(run.report, "report") : ""))
  );
}

function nightsSection() {
  const columns = [["verdict"], ["decision, machine"], ["commit"], ["measured", "when"]];
  return section("nights", "Last night", table("The last run of each class of machines", { class: "rows nights" }, columns, summary.latest.map(runRow)));
}

// Good or bad is only what is sure, and goes the way that the levels show: what measuring again
// denied is neither.
function toneSince(line) {
  const moved = (ratio) => (Math.abs(ratio - 1) < 0.005 ? 0 : Math.sign(ratio - 1));
  const way = line.since === undefined ? 0 : moved(line.since);
  if (way === 0) return "";
  if (line.since_sure !== undefined && moved(line.since_sure) !== way) return "tone-unclear";
  return line.direction === (way > 0 ? "higher" : "lower") ? "tone-good" : "tone-bad";
}

function lineRow(line) {
  const since = line.since === undefined ? null : line.since;
  const tone = toneSince(line);
  return make(
    "tr",
    { "data-slug": line.slug },
    make("th", { scope: "row", class: "name", "data-sort": null }, benchmarkName(line)),
    make("td", { class: "drawing" }, sparkline(line.line, line.breaks, `the last ${line.line.length} points`)),
    make(
      "td",
      { class: "number", "data-sort": String(line.value) },
      quantityText(line.value, line.unit),
      make("span", { class: "interval" }, line.interval ? intervalText(line.interval[0], line.interval[1], line.unit) : "")
    ),
    make("td", { class: `number effect ${tone}`, "data-sort": since === null ? "" : String(since) }, since === null ? "" : make("b", { class: tone ? null : "same" }, (tone === "tone-unclear" ? "! " : "") + effectText(since))),
    make("td", { class: "number", "data-sort": String(line.points) }, String(line.points)),
    make("td", { class: "when", "data-sort": String(line.moment) }, dayText(line.moment))
  );
}

function benchmarksSection(state) {
  const columns = [["benchmark"], ["last points", "drawing"], ["now", "number"], ["90 days", "number"], ["points", "number"], ["last measured", "when"]];
  const isLarge = summary.benchmarks.length > MOST_ROWS;
  const rows = isLarge ? [] : summary.benchmarks.map(lineRow);
  const output = make("output", { for: "filter", "aria-live": "polite" });
  const input = make("input", { type: "search", id: "filter", placeholder: "suite, name or metric", autocomplete: "off", value: state.q });
  const applyToMany = () => {
    const found = summary.benchmarks.filter((line) => matches(line, state.q));
    all.tBodies[0].replaceChildren(...found.slice(0, MOST_ROWS).map(lineRow));
    const rest = found.length - Math.min(found.length, MOST_ROWS);
    output.textContent = `${countText(found.length, "benchmark", "benchmarks")}${rest > 0 ? `, the first ${MOST_ROWS} are shown: filter for the others` : ""}`;
  };
  const apply = () => {
    const shown = rows.filter((row) => {
      row.hidden = !matches(summary.benchmarks[rowPlaces.get(row)], state.q);
      return !row.hidden;
    }).length;
    output.textContent = state.q ? `${shown} of ${countText(rows.length, "benchmark", "benchmarks")}` : "";
  };
  const rowPlaces = new Map(rows.map((row, i) => [row, i]));
  input.addEventListener("input", () => {
    state.q = input.value;
    remember(state);
    for (const refresh of state.refresh) refresh();
  });
  state.refresh.push(isLarge ? applyToMany : apply);
  const form = make("form", { class: "filter", role: "search", onsubmit: (event) => event.preventDefault() }, make("label", {}, "Filter ", input), output);
  const all = makeSortable(table("Every benchmark", { class: "rows lines" }, columns, rows));
  return [form, section("benchmarks", "Every benchmark", all)];
}

function headline(lately) {
  const worse = lately.filter((head) => head.worse && head.sure);
  const standing = worse.length;
  // One that drifts has several changes, and is one benchmark all the same.
  const slower = new Set(worse.map((head) => head.benchmark)).size;
  const better = lately.filter((head) => !head.worse && !head.neutral && head.sure).length;
  const failed = summary.suites.reduce((sum, suite) => sum + suite.failed.length, 0);
  const closed = summary.latest.some((run) => run.outcome === "closed");
  const tone = standing > 0 || failed > 0 || closed ? "bad" : "good";
  const title =
    standing > 0
      ? `${countText(slower, "benchmark", "benchmarks")} got worse lately`
      : failed > 0
        ? `${countText(failed, "benchmark", "benchmarks")} failed last night`
        : "Nothing got worse lately";
  const newest = summary.latest[0];
  const parts = [
    `In 30 days ${countText(standing, "change", "changes")} for the worse, ${better} for the better.`,
    `Last night${newest.title ? `: ${newest.title}` : ""}; ${countText(failed, "failure", "failures")}.`,
    `${countText(summary.benchmarks.length, "benchmark", "benchmarks")}, ${countText(summary.runs, "run", "runs")}, the last one ${agoText(newest.measured, Date.now() / 1000)}.`,
  ];
  return make("header", { class: `verdict tone-${tone}` }, gate(), make("div", {}, make("h1", {}, title), make("p", { class: "outcome" }, parts.join(" "))));
}

// What of the overview is in the address.
function remember(state) {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  if (state.days !== "30") query.set("days", state.days || "all");
  const text = query.toString();
  history.replaceState(null, "", `#/${text ? `?${text}` : ""}`);
}

function showOverview(page, query) {
  const days = query.get("days");
  const state = { q: query.get("q") || "", days: days === "all" ? "" : days || "30", refresh: [] };
  const lately = summary.changes.filter((change) => change.moment >= newestMoment() - 30 * DAY);
  const [form, lines] = benchmarksSection(state);
  page.replaceChildren(
    headline(lately),
    make("main", {}, form, changedSection(state), suitesSection(lately), nightsSection(), lines)
  );
  for (const refresh of state.refresh) refresh();
  document.title = summary.title;
}
