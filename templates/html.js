
"use strict";

// Makes tables sortable and rows filterable. Everything is there without it.

// The value that a cell is sorted by: a number where it has one, else its text. An empty number
// sorts last, whichever way.
function sortKey(row, column) {
  const cell = row.cells[column];
  if (cell.dataset.sort === undefined) return cell.textContent.trim().toLowerCase();
  return cell.dataset.sort === "" ? null : Number(cell.dataset.sort);
}

function compareKeys(a, b, sign) {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * String(a).localeCompare(String(b), "en", { numeric: true });
}

function sortBy(table, header) {
  const column = header.cellIndex;
  const descending = header.getAttribute("aria-sort") === "ascending";
  const sign = descending ? -1 : 1;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({ row, key: sortKey(row, column) }));
  rows.sort((a, b) => compareKeys(a.key, b.key, sign));
  body.append(...rows.map((entry) => entry.row));
  for (const other of table.tHead.querySelectorAll("th")) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
}

function makeSortable(table) {
  for (const header of table.tHead.querySelectorAll("th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.addEventListener("click", () => sortBy(table, header));
    header.replaceChildren(button);
  }
}

// Every word must occur in the row. Folded groups open while they hold what is looked for.
function makeFilter(form) {
  const input = form.querySelector("input");
  const output = form.querySelector("output");
  const rows = [...document.querySelectorAll("table.rows tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const groups = [...document.querySelectorAll("details")];
  const opened = new Set();

  function apply() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !words.every((word) => texts[i].includes(word));
      if (!row.hidden) shown += 1;
    });
    for (const group of groups) {
      const found = words.length > 0 && group.querySelector("tbody tr:not([hidden])") !== null;
      if (found && !group.open) {
        group.open = true;
        opened.add(group);
      } else if (!found && opened.delete(group)) {
        group.open = false;
      }
    }
    output.textContent = words.length > 0 ? `${shown} of ${rows.length} rows` : "";
  }

  input.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = rows.length < 2;
  apply();
}

// A mark of the overview leads to its row, which may be folded away or filtered out.
function showTarget() {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!row) return;
  row.hidden = false;
  const group = row.closest("details");
  if (group) group.open = true;
  row.scrollIntoView({ block: "center" });
}

for (const table of document.querySelectorAll("table.sortable")) makeSortable(table);
makeFilter(document.querySelector(".filter"));
addEventListener("hashchange", showTarget);
addEventListener("beforeprint", () => {
  for (const group of document.querySelectorAll("details")) group.open = true;
});
if (location.hash) showTarget();
