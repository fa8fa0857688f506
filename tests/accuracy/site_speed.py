"""site_speed.py WRITE_EXAMPLE_SITE [NIGHTS BENCHMARKS]

How fast a large dashboard is, and how heavy: writes one of three years of nights, opens it from disk
in Chromium, and prints what the browser itself measured. Judges nothing; docs/site.md has the
figures. The median of seven openings, each with a browser that has just been started.
"""

import os
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "browser"))
from webdriver import Browser, wait_until  # noqa: E402

OPENINGS = 7
PAINT = """
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return document.querySelector('#page h1') && paint ? paint.startTime : null;
"""
# What the page is there for: the table of changes, or the chart.
READY = "return window.readyAt || null"
WATCH = """
  new MutationObserver(() => {
    if (!window.readyAt && document.querySelector('#page .changes, #page .chart canvas')) window.readyAt = performance.now();
  }).observe(document, {childList: true, subtree: true});
"""


def opened(address):
    with Browser() as browser:
        browser.set_size(1280)
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        browser.open(address)
        wait_until(lambda: browser.run(PAINT) and browser.run(READY), "the page")
        return browser.run(PAINT), browser.run(READY)


def median_of(address):
    paints, readies = zip(*(opened(address) for _ in range(OPENINGS)))
    return f"first paint {statistics.median(paints):.0f} ms, complete {statistics.median(readies):.0f} ms"


def size(*names):
    return f"{sum(os.path.getsize(name) for name in names) / 1000:.0f} kB"


def main():
    program, *shape = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        print(subprocess.run([program, folder, *(shape or ["1100", "300"])], check=True, capture_output=True, text=True).stdout.strip())
        again = subprocess.run([program, folder, *(shape or ["1100", "300"])], check=True, capture_output=True, text=True)
        print("again:", again.stdout.strip())
        data = {name: os.path.join(folder, "data", name) for name in os.listdir(os.path.join(folder, "data"))}
        assets = {name.partition("-")[0] + os.path.splitext(name)[1]: os.path.join(folder, "assets", name) for name in os.listdir(os.path.join(folder, "assets"))}
        index = os.path.join(folder, "index.html")
        summary = next(path for name, path in data.items() if name.startswith("summary-"))
        runs = next(path for name, path in data.items() if name.startswith("runs-"))
        benchmarks = sorted(os.path.getsize(path) for path in data.values() if path not in (summary, runs))
        print("page:", size(index, assets["site.js"], assets["site.css"]), "and on a benchmark's page", size(assets["dygraph.js"]), "of dygraphs")
        print("data: overview", size(summary), "runs", size(runs), f"one benchmark {statistics.median(benchmarks) / 1000:.0f} kB")
        slug = next(name for name in sorted(data) if not name.startswith(("summary-", "runs-"))).rpartition("-")[0]
        print("overview:", median_of(index + "#/"))
        print("benchmark:", median_of(f"{index}#/b/{slug}"))


if __name__ == "__main__":
    main()
