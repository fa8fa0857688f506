"use strict";

// Loads data and shows the page that the address names. Data comes as scripts that call
// benchgate(name, value): a page opened from disk may load nothing else.

let summary = null;
let runs = null;

const arrived = new Map();
const waiting = new Map();

function benchgate(name, value) {
  if (name === "summary") {
    summary = value;
    start();
    return;
  }
  arrived.set(name, value);
  if (waiting.has(name)) waiting.get(name)(value);
}

// Loads a script once. A name that data gave is only ever one of ours: a file below data/ or assets/.
function loadScript(file) {
  return new Promise((resolve, reject) => {
    if (!/^(data|assets)\/[a-z0-9.-]+\.js$/.test(file)) {
      reject(new Error(file));
      return;
    }
    const script = make("script", { src: file });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error(file)));
    document.head.append(script);
  });
}

async function load(name, file) {
  if (!arrived.has(name)) {
    await loadScript(file);
    if (!arrived.has(name)) throw new Error(file);
  }
  return arrived.get(name);
}

async function loadChart() {
  if (typeof Dygraph === "undefined") await loadScript(summary.chart_file);
}

// An address is #/ or #/b/SLUG, with a query behind it.
function parseAddress() {
  const [path, query] = location.hash.slice(1).split("?");
  return { path: path || "/", query: new URLSearchParams(query || "") };
}

function notice(page, title, ...text) {
  page.replaceChildren(
    make(
      "header",
      { class: "verdict tone-unclear" },
      gate(),
      make("div", {}, make("h1", {}, title), make("p", { class: "outcome" }, ...text))
    )
  );
}

let shown = null;

async function route() {
  const page = document.getElementById("page");
  const { path, query } = parseAddress();
  const moved = shown !== null && shown !== path;
  shown = path;
  if (path.startsWith("/b/")) {
    const line = summary.benchmarks.find((one) => one.slug === path.slice(3));
    if (!line) {
      notice(
        page,
        "No such benchmark",
        "It may have been renamed. ",
        make("a", { href: "#/" }, "All benchmarks")
      );
    } else {
      try {
        await Promise.all([
          load(line.slug, line.file),
          load("runs", summary.runs_file),
          loadChart(),
        ]);
        if (shown !== path) return;
        runs = arrived.get("runs");
        showBenchmark(page, arrived.get(line.slug), query);
      } catch (error) {
        if (shown !== path) return;
        notice(
          page,
          "These figures are not there any more",
          "The site was written anew since this page was opened. ",
          make("button", { type: "button", onclick: () => location.reload() }, "Load it again")
        );
        console.warn(error);
      }
    }
  } else {
    showOverview(page, query);
  }
  if (moved) {
    scrollTo(0, 0);
    page.focus({ preventScroll: true });
  }
}

// The box at the top: finds benchmarks from any page, by keyboard too.
function makeFinder(input, list) {
  let options = [];
  let active = -1;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const go = (line) => {
    close();
    input.value = "";
    location.hash = `#/b/${line.slug}`;
  };
  const mark = (at) => {
    active = at;
    [...list.children].forEach((child, i) => child.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `found-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const show = () => {
    options = input.value.trim()
      ? summary.benchmarks.filter((line) => matches(line, input.value.trim())).slice(0, 12)
      : [];
    list.replaceChildren(
      ...options.map((line, i) =>
        make(
          "li",
          {
            id: `found-${i}`,
            role: "option",
            "aria-selected": "false",
            onmousedown: (event) => {
              event.preventDefault();
              go(line);
            },
          },
          suiteNode(line),
          make("span", { class: "benchmark" }, line.name)
        )
      )
    );
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    active = -1;
  };
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && options.length > 0) go(options[Math.max(0, active)]);
    else if (event.key === "ArrowDown" && options.length > 0) mark((active + 1) % options.length);
    else if (event.key === "ArrowUp" && options.length > 0) {
      mark((active + options.length - 1) % options.length);
    } else return;
    event.preventDefault();
  });
  input.form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("keydown", (event) => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    }
  });
}

function start() {
  makeFinder(document.getElementById("find"), document.getElementById("found"));
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("page").focus();
  });
  addEventListener("hashchange", route);
  route();
}
