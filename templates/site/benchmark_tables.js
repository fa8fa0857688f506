"use strict";

// The tables below a benchmark's chart: change points, machines and builds, metrics, figures.

const TABLE_ROWS = 100;

function changeTableRow(change, wanted) {
  const tone = `tone-${change.tone}${wanted ? " wanted" : ""}`;
  return make(
    "tr",
    { id: `change-${change.id}`, class: tone, tabindex: "-1" },
    verdictCell(change),
    make(
      "th",
      { scope: "row", class: "name" },
      rangeNodes(change).flat(),
      findingNode(change.finding)
    ),
    effectCell(change),
    make("td", { class: "number" }, countText(change.behind, "point", "points")),
    make("td", { class: "when" }, change.day)
  );
}

function changesSection(series, wanted) {
  const columns = [
    ["change"],
    ["commits"],
    ["size", "number"],
    ["rests on", "number"],
    ["since", "when"],
  ];
  const rows = [...series.changes]
    .reverse()
    .map((change) => changeTableRow(change, change.id === wanted));
  return section(
    "changes",
    "Change points, newest first",
    rows.length > 0
      ? table("Change points", { class: "rows changes" }, columns, rows)
      : make("p", { class: "quiet" }, "None: all points scatter around one level.")
  );
}

function marksSection(marks, places) {
  if (marks.length === 0) return null;
  const columns = [["since", "when"], ["field"], ["was"], ["is"]];
  const rows = [...marks]
    .reverse()
    .flatMap(({ index, fields }) =>
      fields.map(([field, was, is]) =>
        make(
          "tr",
          {},
          make("td", { class: "when" }, dayText(runs.moments[places[index]])),
          make("th", { scope: "row" }, make("span", { class: "metric" }, field)),
          make("td", {}, was),
          make("td", {}, is)
        )
      )
    );
  return section(
    "environment",
    "Machine and build changes",
    make(
      "div",
      { class: "scroll" },
      table("Changes of machine and build", { class: "environment" }, columns, rows)
    )
  );
}

function metricsSection(data, chosen, link) {
  const columns = [
    ["metric"],
    ["basis"],
    ["last points", "drawing"],
    ["now", "number"],
    ["last change", "number"],
    ["points", "number"],
  ];
  const rows = data.series.map((series) => {
    const last = series.values.length - 1;
    const change = series.changes[series.changes.length - 1];
    return make(
      "tr",
      {
        class: change ? `tone-${change.tone}` : "",
        "aria-current": series === chosen ? "true" : null,
      },
      make(
        "th",
        { scope: "row", class: "name" },
        make("a", { class: "benchmark", href: link(series) }, series.metric)
      ),
      make("td", { class: "metric" }, seriesName(series)),
      make("td", { class: "drawing" }, seriesSpark(series)),
      make(
        "td",
        { class: "number" },
        quantityText(series.values[last], series.unit),
        make(
          "span",
          { class: "interval" },
          boundsAt(series, last) ? intervalText(...boundsAt(series, last), series.unit) : ""
        )
      ),
      make(
        "td",
        { class: "number effect" },
        change
          ? [
              make("b", {}, `${change.symbol} ${change.effect}`),
              make("span", { class: "interval" }, change.day),
            ]
          : ""
      ),
      make("td", { class: "number" }, String(series.values.length))
    );
  });
  return section(
    "metrics",
    "All metrics",
    table("All metrics of this benchmark", { class: "rows metrics" }, columns, rows)
  );
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
  const columns = [
    ["measured", "when"],
    ["value", "number"],
    ["interval", "number"],
    ["samples", "number"],
    ["commit"],
  ];
  const rowOf = (i) =>
    make(
      "tr",
      {},
      make("td", { class: "when" }, dayText(runs.moments[places[i]])),
      make("td", { class: "number" }, quantityText(series.values[i], series.unit)),
      make(
        "td",
        { class: "number" },
        boundsAt(series, i) ? intervalText(...boundsAt(series, i), series.unit) : "none"
      ),
      make("td", { class: "number" }, String(series.samples[i])),
      make(
        "th",
        { scope: "row" },
        commitLink(runs.commits[places[i]]),
        " ",
        make("q", {}, runs.subjects[places[i]])
      )
    );
  const all = table(
    `Every figure of ${series.metric}, newest first`,
    { class: "figures" },
    columns,
    []
  );
  all.tBodies[0].replaceWith(body);
  let next = series.values.length - 1;
  const more = make("button", { type: "button" }, "Show all");
  const add = (count) => {
    for (let added = 0; added < count && next >= 0; added += 1, next -= 1) body.append(rowOf(next));
    more.hidden = next < 0;
  };
  more.addEventListener("click", () => add(Infinity));
  const details = make(
    "details",
    {},
    make(
      "summary",
      {},
      `Figures as a table: ${countText(series.values.length, "point", "points")}`
    ),
    make("div", { class: "scroll" }, all),
    more
  );
  details.addEventListener("toggle", () => {
    if (details.open && body.rows.length === 0) add(TABLE_ROWS);
  });
  return details;
}
