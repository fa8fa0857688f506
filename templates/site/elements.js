"use strict";

// Builds elements. Text from data becomes text nodes and attribute values, never markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== "")
  );
  return element;
}

// make("a", {href: "#/"}, "text", other)
function make(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes || {}, children);
}

function draw(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes || {}, children);
}

// A link to another site; plain text where the address is none that one may follow.
function outside(url, text, attributes) {
  if (!/^https?:\/\//.test(url)) return make("span", attributes || {}, text);
  return make("a", { href: url, rel: "noopener noreferrer", ...attributes }, text);
}

function commitLink(commit) {
  if (!commit) return make("span", { class: "commit" }, "an unknown commit");
  const url = /^[0-9a-f]{7,64}$/.test(commit) ? summary.commit_url.replace("{}", commit) : "";
  return outside(url, shortCommit(commit), { class: "commit", title: commit });
}

// "after a to b", linked to the list of those commits where there is one.
function rangeLink(good, bad) {
  const known = [good, bad].every((commit) => /^[0-9a-f]{7,64}$/.test(commit));
  const url = known ? summary.range_url.replace("{}", good).replace("{}", bad) : "";
  const text = `${shortCommit(good) || "?"}…${shortCommit(bad) || "?"}`;
  return outside(url, text, { class: "commit", title: `the commits after ${good} up to ${bad}` });
}

function badge(tone, text) {
  return make("span", { class: `badge tone-${tone}` }, text);
}

// Heights from 0 to 99, oldest first; a dot on the newest, a tick where a level ends.
function sparkline(heights, breaks, label) {
  const width = 120;
  const step = width / Math.max(1, heights.length - 1);
  const at = (i) => `${(i * step).toFixed(1)},${(26 - heights[i] * 0.22).toFixed(1)}`;
  const last = heights.length - 1;
  return draw(
    "svg",
    { class: "spark", viewBox: `-2 0 ${width + 6} 30`, role: "img", "aria-label": label },
    (breaks || []).map((i) =>
      draw("line", { class: "break", x1: (i - 0.5) * step, x2: (i - 0.5) * step, y1: 1, y2: 29 })
    ),
    heights.length > 1
      ? draw("polyline", { points: heights.map((_, i) => at(i)).join(" ") })
      : null,
    draw("circle", { cx: last * step, cy: 26 - heights[last] * 0.22, r: 2.6 })
  );
}

// Buttons of which one is pressed.
function choice(label, options, chosen, choose) {
  return make(
    "div",
    { class: "choice", role: "group", "aria-label": label },
    options.map(([value, text]) =>
      make(
        "button",
        {
          type: "button",
          "data-value": value,
          "aria-pressed": String(value === chosen),
          onclick: (event) => {
            for (const other of event.currentTarget.parentNode.children) {
              other.setAttribute("aria-pressed", String(other === event.currentTarget));
            }
            choose(value);
          },
        },
        text
      )
    )
  );
}

function section(id, title, ...children) {
  return make("section", { "aria-labelledby": id }, make("h2", { id }, title), ...children);
}

// columns: [text, class] or null for one without a header.
function table(caption, attributes, columns, rows) {
  return make(
    "table",
    attributes,
    make("caption", { class: "unseen" }, caption),
    make(
      "thead",
      {},
      make(
        "tr",
        {},
        columns.map(([text, cls]) => make("th", { scope: "col", class: cls }, text))
      )
    ),
    make("tbody", {}, rows)
  );
}

// Sorts by a click on a header. A cell's data-sort is what it is sorted by, as a number.
function makeSortable(element) {
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    if (cell.dataset.sort === undefined) return cell.textContent.trim().toLowerCase();
    return cell.dataset.sort === "" ? null : Number(cell.dataset.sort);
  };
  const compare = (a, b, sign) => {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a === "number" && typeof b === "number") return sign * (a - b);
    return sign * String(a).localeCompare(String(b), "en", { numeric: true });
  };
  const sortBy = (header) => {
    const descending = header.getAttribute("aria-sort") === "ascending";
    const body = element.tBodies[0];
    const keyed = [...body.rows].map((row) => ({ row, key: keyOf(row, header.cellIndex) }));
    keyed.sort((a, b) => compare(a.key, b.key, descending ? -1 : 1));
    body.append(...keyed.map((entry) => entry.row));
    for (const other of element.tHead.querySelectorAll("th")) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  };
  for (const header of element.tHead.querySelectorAll("th")) {
    header.replaceChildren(
      make("button", { type: "button", onclick: () => sortBy(header) }, header.textContent)
    );
  }
  element.classList.add("sortable");
  return element;
}

// The house's gate: up, half way, down.
function gate() {
  return draw(
    "svg",
    { class: "gate", viewBox: "0 0 64 64", "aria-hidden": "true" },
    draw("path", { class: "post", d: "M15 56V28M6 56h18" }),
    draw(
      "g",
      { class: "boom" },
      draw("path", { d: "M15 28h45" }),
      draw("path", { class: "stripes", d: "M15 28h45" })
    )
  );
}
