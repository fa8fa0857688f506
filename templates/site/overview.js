"use strict";

// The first page: what changed lately, worst first; the health of every suite; every benchmark.

// A browser takes seconds for more rows than that.
const MOST_ROWS = 2000;
const MOST_FAILURES = 5;
const PERIODS = [
  ["7", "7 days"],
  ["30", "30 days"],
  ["90", "90 days"],
  ["", "all"],
];

// The suite, unless the name begins with it anyway.
function suiteNode(line) {
  return line.name.startsWith(`${line.suite}/`)
    ? null
    : make("span", { class: "metric" }, line.suite, " ");
}

function benchmarkName(line, query) {
  const href = `#/b/${line.slug}${query ? `?${query}` : ""}`;
  return [suiteNode(line), make("a", { class: "benchmark", href }, line.name)];
}

// What measuring again said, with its own figures: those of the history are noisier.
function findingNode(finding) {
  if (!finding) return null;
  const commit = finding.culprit
    ? [" ", commitLink(finding.culprit), " ", make("q", {}, finding.subject)]
    : [];
  const effect = finding.effect ? `${finding.culprit ? " " : ": "}${finding.effect}` : "";
  return make(
    "span",
    { class: "why" },
    make("span", { class: "finding" }, finding.words, commit, effect)
  );
}

function verdictCell(change) {
  return make(
    "td",
    { class: "verdict" },
    badge(change.tone, `${change.symbol} ${change.word}`),
    change.note ? make("span", { class: "state" }, change.note) : null
  );
}

function effectCell(change) {
  return make(
    "td",
    { class: "number effect" },
    make("b", {}, change.effect),
    make("span", { class: "interval" }, change.interval),
    change.was ? make("span", { class: "interval" }, change.was) : null
  );
}

function rangeNodes(change) {
  return [
    rangeLink(change.good, change.bad),
    change.subject ? [" ", make("q", {}, change.subject)] : null,
  ];
}

function changeRow(change) {
  const { metric, basis, of, id } = change;
  const line = summary.benchmarks[change.benchmark];
  const query = new URLSearchParams({ metric, basis, of, change: id });
  return make(
    "tr",
    { class: `tone-${change.tone}` },
    verdictCell(change),
    make(
      "th",
      { scope: "row", class: "name" },
      benchmarkName(line, query),
      " ",
      make("span", { class: "metric" }, change.metric_words),
      make("span", { class: "why" }, rangeNodes(change).flat()),
      findingNode(change.finding),
      change.also ? make("span", { class: "why" }, change.also) : null
    ),
    effectCell(change),
    make(
      "td",
      { class: "drawing" },
      sparkline(line.line, line.breaks, `the last ${line.line.length} points of ${line.metric}`)
    ),
    make("td", { class: "when" }, change.day)
  );
}

function changedSection(state) {
  const body = make("div", {});
  const show = () => {
    const since = state.days ? summary.newest - Number(state.days) * DAY : 0;
    const found = summary.changes.filter(
      (change) => change.moment >= since && matches(summary.benchmarks[change.benchmark], state.q)
    );
    const columns = [
      ["change"],
      ["benchmark"],
      ["size", "number"],
      ["last points", "drawing"],
      ["since", "when"],
    ];
    body.replaceChildren(
      found.length > 0
        ? table(
            "What changed lately, worst first",
            { class: "rows changes" },
            columns,
            found.slice(0, 200).map(changeRow)
          )
        : make("p", { class: "quiet" }, "Nothing changed.")
    );
    if (found.length > 200 || (!state.days && summary.changes_left_out > 0)) {
      const more = Math.max(0, found.length - 200) + (state.days ? 0 : summary.changes_left_out);
      body.append(
        make("p", { class: "quiet" }, `${more} more stand on the pages of their benchmarks.`)
      );
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
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function healthBar(suite) {
  const parts = [
    ["good", suite.measured],
    ["unclear", suite.missing],
    ["bad", suite.failed.length],
  ].filter(([, count]) => count > 0);
  const total = parts.reduce((sum, [, count]) => sum + count, 0);
  let x = 0;
  const rects = parts.map(([tone, count]) => {
    const width = (count / total) * 100;
    x += width;
    return draw("rect", {
      class: `tone-${tone}`,
      x: `${x - width}%`,
      width: `${width}%`,
      height: "100%",
    });
  });
  return draw("svg", { class: "health", "aria-hidden": "true" }, rects);
}

function failureNode({ name, message }) {
  return make("span", { class: "why" }, make("span", { class: "benchmark" }, name), " ", message);
}

function suiteRow(suite) {
  const more = suite.failed.length - MOST_FAILURES;
  return make(
    "tr",
    { class: `tone-${suite.tone}` },
    make("td", { class: "verdict" }, badge(suite.tone, suite.badge)),
    make(
      "th",
      { scope: "row", class: "name" },
      make("span", { class: "benchmark" }, suite.name),
      suite.failed.slice(0, MOST_FAILURES).map(failureNode),
      more > 0 ? make("span", { class: "why" }, `and ${more} more that failed`) : null
    ),
    make("td", { class: "drawing" }, healthBar(suite)),
    [suite.benchmarks, suite.measured, suite.failed.length, suite.worse].map((count) =>
      make("td", { class: "number" }, String(count))
    )
  );
}

function suitesSection() {
  const columns = [
    ["health"],
    ["suite"],
    ["last night", "drawing"],
    ["benchmarks", "number"],
    ["measured", "number"],
    ["failed", "number"],
    ["worse, 30 days", "number"],
  ];
  const rows = summary.suites.map(suiteRow);
  return section(
    "suites",
    "Suites",
    table("The health of every suite", { class: "rows suites" }, columns, rows)
  );
}

function runRow(run) {
  return make(
    "tr",
    { class: `tone-${run.tone}` },
    make("td", { class: "verdict" }, badge(run.tone, run.badge)),
    make(
      "th",
      { scope: "row", class: "name" },
      run.title,
      make("span", { class: "why" }, run.machine_class)
    ),
    make(
      "td",
      { class: "name" },
      commitLink(run.commit),
      " ",
      make("q", {}, run.subject),
      make("span", { class: "why" }, run.branch)
    ),
    make(
      "td",
      { class: "when" },
      momentText(run.measured),
      make("span", { class: "why" }, run.report ? outside(run.report, "report") : "")
    )
  );
}

function nightsSection() {
  const columns = [["verdict"], ["decision, machine"], ["commit"], ["measured", "when"]];
  return section(
    "nights",
    "Last night",
    table(
      "The last run of each class of machines",
      { class: "rows nights" },
      columns,
      summary.latest.map(runRow)
    )
  );
}

// By how much the level moved in 90 days.
function sinceCell(line) {
  const isKnown = line.since !== undefined;
  const tone = line.since_tone ? ` tone-${line.since_tone}` : "";
  return make(
    "td",
    { class: `number effect${tone}`, "data-sort": isKnown ? String(line.since) : "" },
    isKnown ? make("b", { class: tone ? null : "same" }, line.since_words) : ""
  );
}

function lineRow(line) {
  const interval = line.interval ? intervalText(...line.interval, line.unit) : "";
  return make(
    "tr",
    { "data-slug": line.slug },
    make("th", { scope: "row", class: "name", "data-sort": null }, benchmarkName(line)),
    make(
      "td",
      { class: "drawing" },
      sparkline(line.line, line.breaks, `the last ${line.line.length} points`)
    ),
    make(
      "td",
      { class: "number", "data-sort": String(line.value) },
      quantityText(line.value, line.unit),
      make("span", { class: "interval" }, interval)
    ),
    sinceCell(line),
    make("td", { class: "number", "data-sort": String(line.points) }, String(line.points)),
    make("td", { class: "when", "data-sort": String(line.moment) }, dayText(line.moment))
  );
}

function benchmarksSection(state) {
  const columns = [
    ["benchmark"],
    ["last points", "drawing"],
    ["now", "number"],
    ["90 days", "number"],
    ["points", "number"],
    ["last measured", "when"],
  ];
  const isLarge = summary.benchmarks.length > MOST_ROWS;
  const rows = isLarge ? [] : summary.benchmarks.map(lineRow);
  const output = make("output", { for: "filter", "aria-live": "polite" });
  const input = make("input", {
    type: "search",
    id: "filter",
    placeholder: "suite, name or metric",
    autocomplete: "off",
    value: state.q,
  });
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
    output.textContent = state.q
      ? `${shown} of ${countText(rows.length, "benchmark", "benchmarks")}`
      : "";
  };
  const rowPlaces = new Map(rows.map((row, i) => [row, i]));
  input.addEventListener("input", () => {
    state.q = input.value;
    remember(state);
    for (const refresh of state.refresh) refresh();
  });
  state.refresh.push(isLarge ? applyToMany : apply);
  const form = make(
    "form",
    { class: "filter", role: "search", onsubmit: (event) => event.preventDefault() },
    make("label", {}, "Filter ", input),
    output
  );
  const all = makeSortable(table("Every benchmark", { class: "rows lines" }, columns, rows));
  return [form, section("benchmarks", "Every benchmark", all)];
}

function headline() {
  const { tone, title, outcome, measured } = summary.headline;
  const text = `${outcome}, the last one ${agoText(measured, Date.now() / 1000)}.`;
  return make(
    "header",
    { class: `verdict tone-${tone}` },
    gate(),
    make("div", {}, make("h1", {}, title), make("p", { class: "outcome" }, text))
  );
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
  const [form, lines] = benchmarksSection(state);
  page.replaceChildren(
    headline(),
    make("main", {}, form, changedSection(state), suitesSection(), nightsSection(), lines)
  );
  for (const refresh of state.refresh) refresh();
  document.title = summary.title;
}
