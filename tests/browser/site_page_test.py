"""site_page_test.py SITE HOSTILE SCREENSHOTS: opens the dashboard in Chromium and uses it.

SITE and HOSTILE hold what write_example_site wrote, opened from disk. Screenshots stay for a person
to look at.
"""

import json
import os
import re
import sys
import unittest
import xml.etree.ElementTree
from urllib.parse import parse_qs

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from webdriver import Browser, wait_until  # noqa: E402

DOWN, ENTER, ESCAPE, LEFT, RIGHT, HOME = "\ue015", "\ue007", "\ue00c", "\ue012", "\ue014", "\ue011"

site = hostile = screenshots = None

SHOWN = """
  return [...document.querySelectorAll(arguments[0])].filter((row) => row.checkVisibility()).length;
"""


def summary_of(folder):
    data = os.path.join(folder, "data")
    name = next(name for name in os.listdir(data) if name.startswith("summary-"))
    with open(os.path.join(data, name), encoding="utf-8") as file:
        text = file.read()
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


class WithBrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser().__enter__()
        cls.summary = summary_of(site)

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__(None, None, None)

    def open(self, address="#/", width=1280, folder=None, scheme="light"):
        """Opens the address in a fresh page and waits until it is there."""
        self.browser.set_media(prefers_color_scheme=scheme)
        self.browser.set_size(width)
        self.browser.open("/dev/null")
        self.browser.open(os.path.join(folder or site, "index.html") + address)
        self.wait("return document.querySelector('#page h1') !== null")

    def wait(self, script, *arguments):
        wait_until(lambda: self.browser.run(script, *arguments), script)

    def run_script(self, script, *arguments):
        return self.browser.run(script, *arguments)

    def text(self, selector="#page"):
        return self.run_script("return document.querySelector(arguments[0]).innerText", selector)

    def benchmark(self, sort):
        """The slug of the benchmark whose change, of those asked for, is the newest."""
        change = max(filter(sort, self.summary["changes"]), key=lambda one: one["moment"])
        return self.summary["benchmarks"][change["benchmark"]]["slug"]

    def stepped(self):
        return self.benchmark(lambda one: one["worse"] and one["sure"])

    def query(self):
        hash_ = self.run_script("return location.hash")
        return {name: values[0] for name, values in parse_qs(hash_.partition("?")[2]).items()}


class EveryPage(WithBrowser):
    def addresses(self):
        slug = self.stepped()
        return ("#/", f"#/b/{slug}", f"#/b/{slug}?metric=percentiles&log=1", "#/b/nothing")

    def test_asks_nobody_and_reports_no_error(self):
        for address in self.addresses():
            with self.subTest(address):
                self.browser.console()
                self.browser.requests()
                self.open(address)
                self.assertEqual(self.browser.console(), [])
                # The browser's own first tab is not the page.
                asked = [url for url in self.browser.requests() if not url.startswith("chrome:")]
                self.assertTrue(asked, "the log of requests works")
                for url in asked:
                    self.assertTrue(url.startswith(("file:", "data:")), url)

    def test_never_scrolls_sideways(self):
        for address in self.addresses():
            for width in (320, 400, 800, 1280):
                with self.subTest(address, width=width):
                    self.open(address, width)
                    self.assertLessEqual(
                        self.run_script("return document.documentElement.scrollWidth"), width
                    )

    def test_has_screenshots(self):
        for place, address in enumerate(self.addresses()):
            for scheme in ("light", "dark"):
                for width in (1280, 400):
                    self.open(address, width, scheme=scheme)
                    name = f"site-{place}-{scheme}-{width}.png"
                    self.browser.screenshot(os.path.join(screenshots, name))

    def test_loads_only_what_it_shows(self):
        self.browser.requests()
        self.open("#/")
        data = [url for url in self.browser.requests() if "/data/" in url]
        self.assertEqual(len(data), 1, data)
        slug = self.stepped()
        self.open(f"#/b/{slug}")
        data = [url for url in self.browser.requests() if "/data/" in url]
        self.assertEqual(len(data), 3, data)

    def test_weighs_less_than_300_kB_before_data(self):
        weight = os.path.getsize(os.path.join(site, "index.html"))
        assets = os.path.join(site, "assets")
        weight += sum(os.path.getsize(os.path.join(assets, name)) for name in os.listdir(assets))
        self.assertLess(weight, 300_000)

    def test_has_contrast_in_light_and_dark(self):
        contrast = """
          const luminance = (colour) => {
            const parts = colour.match(/[0-9.]+/g).slice(0, 3).map((part) => {
              const c = part / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
          };
          const behind = (element) => {
            for (let e = element; e; e = e.parentElement) {
              const colour = getComputedStyle(e).backgroundColor;
              if (!colour.endsWith(', 0)')) return colour;
            }
            return 'rgb(255, 255, 255)';
          };
          let worst = [99, ''];
          const selector = 'h1, h2, p, td, th, span, b, q, a, li, button, summary, label, .dygraph-axis-label, .dygraph-annotation';
          for (const element of document.querySelectorAll(selector)) {
            if (!element.innerText || !element.checkVisibility()) continue;
            const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < worst[0]) worst = [ratio, element.className + ' ' + element.innerText.slice(0, 40)];
          }
          return worst;
        """
        for scheme in ("light", "dark"):
            for address in self.addresses():
                self.open(address, scheme=scheme)
                ratio, where = self.run_script(contrast)
                # WCAG 2.2, 1.4.3: 4.5 to 1.
                self.assertGreaterEqual(ratio, 4.5, f"{address} {scheme}: {where}")

    def test_names_what_it_is_for_those_who_cannot_see_it(self):
        for address in self.addresses():
            self.open(address)
            nameless = self.run_script(
                """
                const named = (e) => e.innerText || e.ariaLabel || e.textContent || (e.labels && e.labels.length);
                return [...document.querySelectorAll('a, button, input, [role=img], [role=group], section, nav')]
                  .filter((e) => e.checkVisibility() && !named(e) && !e.getAttribute('aria-labelledby')).map((e) => e.outerHTML.slice(0, 80));
                """
            )
            self.assertEqual(nameless, [], address)
            tables = self.run_script(
                "return [...document.querySelectorAll('table')].filter((t) => !t.caption || "
                "t.querySelector('th:not([scope])')).length"
            )
            self.assertEqual(tables, 0, address)
            self.assertEqual(self.run_script("return document.querySelectorAll('h1').length"), 1)


class Overview(WithBrowser):
    def names(self, selector):
        return self.run_script(
            "return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).map((e) => e.innerText)",
            selector,
        )

    def test_shows_what_changed_worst_first(self):
        self.open("#/?days=all")
        words = self.names("#changed ~ div .changes .badge")
        self.assertIn("✗ slower", words)
        self.assertIn("✓ faster", words)
        self.assertLess(words.index("✗ slower"), words.index("✓ faster"))
        sizes = [
            float(text.replace("−", "-").split(" ")[0])
            for text, word in zip(self.names("#changed ~ div .changes .effect b"), words)
            if word == "✗ slower" and "→" not in text
        ][:3]
        self.assertEqual(sizes, sorted(sizes, reverse=True))

    def test_says_when_and_by_which_commit(self):
        self.open("#/")
        row = self.text("#changed ~ div tbody tr")
        self.assertRegex(row, r"\+1[34]\.\d %")
        self.assertRegex(row, r"\[\+1\d\.\d %, \+1\d\.\d %\]")
        self.assertRegex(row, r"[0-9a-f]{12}…[0-9a-f]{12}")
        self.assertIn("also", row)
        self.assertIn("found by bisection", self.text("#changed ~ div table"))
        link = self.run_script("return document.querySelector('#changed ~ div table .why a').href")
        self.assertRegex(link, r"^https://github\.com/octo/engine/compare/[0-9a-f]{40}\.\.\.[0-9a-f]{40}$")

    def test_counts_as_worse_only_what_was_not_denied(self):
        denied = [one for one in self.summary["changes"] if one.get("finding", {}).get("answer") == "not_confirmed"]
        self.assertTrue(denied)
        self.open("#/")
        rows = self.run_script(
            "return [...document.querySelectorAll('#changed ~ div tbody tr')].map((row) => [row.className, row.innerText, row.querySelector('a.benchmark').innerText])"
        )
        told = [(tone, text) for tone, text, _ in rows if "not shown to differ by more than the policy's limit" in text]
        self.assertEqual(len(told), len(denied))
        for tone, text in told:
            self.assertEqual(tone, "tone-unclear", text)
            self.assertTrue(text.startswith("! "), text)
        worse = [name for tone, _, name in rows if tone == "tone-bad"]
        self.assertIn(f"{len(set(worse))} benchmarks got worse lately", self.text("h1"))
        self.assertIn(f"In 30 days {len(worse)} changes for the worse", self.text(".outcome"))
        suites = self.names("#suites ~ table tbody td:last-child")
        self.assertEqual(sum(map(int, suites)), len(worse))

    def test_shows_a_move_of_ninety_days_in_its_tone(self):
        self.open("#/")
        told = self.run_script(
            """
            const told = (facts) => {
              const cell = lineRow({ ...summary.benchmarks[0], ...facts }).cells[3];
              return [cell.className, cell.innerText];
            };
            return [told({ since_tone: 'bad', since_words: '+10.0 %' }),
                    told({ since_tone: 'unclear', since_words: '! +10.0 %' }),
                    told({ since_tone: '', since_words: '0 %' })];
            """
        )
        self.assertEqual(
            told,
            [
                ["number effect tone-bad", "+10.0 %"],
                ["number effect tone-unclear", "! +10.0 %"],
                ["number effect", "0 %"],
            ],
        )

    def test_limits_the_period(self):
        self.open("#/")
        rows = "#changed ~ div tbody tr"
        month = self.run_script(SHOWN, rows)
        self.browser.click(".choice [data-value='7']")
        self.assertEqual(self.run_script(SHOWN, rows), 0)
        self.browser.click(".choice [data-value='']")
        self.assertGreater(self.run_script(SHOWN, rows), month)
        self.assertEqual(self.query(), {"days": "all"})

    def test_shows_the_health_of_suites_and_last_nights_verdict(self):
        self.open("#/")
        suites = self.text("#suites ~ table")
        self.assertIn("✗ failing", suites)
        self.assertIn("connection refused", suites)
        self.assertIn("✗ closed", self.text("#nights ~ table"))
        self.assertIn("3 regressions", self.text("#nights ~ table"))

    def test_filters_by_every_word_and_remembers_it(self):
        self.open("#/")
        every = self.run_script(SHOWN, ".lines tbody tr")
        self.assertEqual(every, 24)
        self.browser.type("#filter", "SQLITE join")
        few = self.run_script(SHOWN, ".lines tbody tr")
        self.assertTrue(0 < few < every)
        self.assertIn(f"{few} of {every}", self.text("output"))
        self.assertEqual(self.query(), {"q": "SQLITE join"})
        self.open("#/?q=SQLITE+join")
        self.assertEqual(self.run_script(SHOWN, ".lines tbody tr"), few)

    def test_sorts_by_a_click_and_turns_by_another(self):
        self.open("#/")
        since = "return [...document.querySelectorAll('.lines tbody tr')].map((row) => Number(row.cells[3].dataset.sort))"
        self.browser.click(".lines thead th:nth-child(4) button")
        self.assertEqual(self.run_script(since), sorted(self.run_script(since)))
        self.browser.click(".lines thead th:nth-child(4) button")
        self.assertEqual(self.run_script(since), sorted(self.run_script(since), reverse=True))

    def test_finds_a_benchmark_by_keyboard_from_anywhere(self):
        self.open("#/")
        self.browser.press("/")
        self.assertEqual(self.run_script("return document.activeElement.id"), "find")
        self.browser.type("#find", "join_three")
        self.browser.press(DOWN)
        self.browser.press(DOWN)
        self.assertEqual(
            self.run_script("return document.activeElement.getAttribute('aria-activedescendant')"),
            "found-1",
        )
        wanted = self.text("#found-1 .benchmark")
        self.browser.press(ENTER)
        self.wait("return location.hash.startsWith('#/b/')")
        self.wait("return document.querySelector('h1').innerText === arguments[0]", wanted)
        self.assertFalse(self.run_script("return document.getElementById('found').checkVisibility()"))

    def test_closes_what_it_found_by_escape(self):
        self.open("#/")
        self.browser.type("#find", "join")
        self.assertTrue(self.run_script("return document.getElementById('found').checkVisibility()"))
        self.browser.press(ESCAPE)
        self.assertFalse(self.run_script("return document.getElementById('found').checkVisibility()"))


class Benchmark(WithBrowser):
    def drawn(self, colour):
        """How many pixels of the chart's canvas are nearly of the colour of this name."""
        return self.run_script(
            """
            const wanted = getComputedStyle(document.documentElement).getPropertyValue('--' + arguments[0]).trim();
            const probe = document.createElement('canvas').getContext('2d');
            probe.fillStyle = wanted; probe.fillRect(0, 0, 1, 1);
            const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
            let count = 0;
            for (const canvas of document.querySelectorAll('.chart canvas')) {
              const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              for (let i = 0; i < data.length; i += 4)
                if (data[i + 3] > 120 && Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 24) count += 1;
            }
            return count;
            """,
            colour,
        )

    def labels(self):
        return self.run_script(
            "return [...document.querySelectorAll('.dygraph-annotation')].map((e) => e.innerText)"
        )

    def dates(self):
        return self.run_script(
            "return [...document.querySelectorAll('.dygraph-axis-label-x')].map((e) => e.innerText)"
        )

    def info(self):
        return self.text(".info")

    def press_on_chart(self, *keys):
        self.run_script("document.querySelector('.chart').focus()")
        for key in keys:
            self.browser.press(key)

    def test_draws_points_levels_and_change_points(self):
        self.open(f"#/b/{self.stepped()}")
        self.assertGreater(self.drawn("head"), 500)
        self.assertGreater(self.drawn("ink"), 200)
        self.assertEqual(len(self.labels()), 1)
        self.assertRegex(self.labels()[0], r"✗ \+1[34]\.\d %")
        left = "const b = document.querySelector(arguments[0]).getBoundingClientRect(); return b.x + b.width / 2"
        middle = self.run_script(left, ".chart")
        self.assertGreater(self.run_script(left, ".dygraph-annotation"), middle, "it is fresh")

    def test_draws_in_the_colours_of_the_night(self):
        self.open(f"#/b/{self.stepped()}", scheme="dark")
        self.assertGreater(self.drawn("head"), 500)
        self.browser.set_media(prefers_color_scheme="light")
        self.wait("return getComputedStyle(document.body).color !== 'rgb(231, 233, 235)'")
        self.assertGreater(self.drawn("head"), 500)

    def test_lists_change_points_with_size_range_and_finding(self):
        change = next(one for one in self.summary["changes"] if one.get("finding", {}).get("answer") == "culprit")
        slug = self.summary["benchmarks"][change["benchmark"]]["slug"]
        self.open(f"#/b/{slug}?metric=cpu_time&basis=reference&change={change['id']}")
        row = self.text("tr.wanted")
        self.assertIn("✗ slower", row)
        self.assertIn("found by bisection", row)
        self.assertIn(change["finding"]["culprit"][:12], row)
        self.assertIn("+13.8 % [+12.1 %, +15.6 %]", row)
        self.assertRegex(row, r"\[\+1\d\.\d %, \+1\d\.\d %\]")
        self.assertTrue(
            self.run_script(
                "const b = document.querySelector('tr.wanted').getBoundingClientRect(); return b.y >= 0 && b.bottom <= innerHeight"
            ),
            "a deep link leads to its change",
        )

    def test_finds_the_series_of_a_change_of_which_only_the_id_is_known(self):
        self.open(f"#/b/{self.stepped()}?metric=items_per_second&basis=machine")
        id_ = self.run_script("return document.querySelector('#changes ~ * tbody tr, #changes ~ table tbody tr').id")
        self.open(f"#/b/{self.stepped()}?change={id_.removeprefix('change-')}")
        self.assertIn("items_per_second", self.text(".outcome"))
        self.assertEqual(self.run_script("return document.querySelector('tr.wanted').id"), id_)

    def test_shows_what_was_denied_as_neither_good_nor_bad(self):
        change = next(one for one in self.summary["changes"] if one.get("finding", {}).get("answer") == "not_confirmed")
        slug = self.summary["benchmarks"][change["benchmark"]]["slug"]
        self.open(f"#/b/{slug}?change={change['id']}")
        self.assertRegex(self.text("tr.wanted"), r"^! slower\s+not confirmed")
        self.assertEqual(self.run_script("return document.querySelector('header.verdict').className"), "verdict tone-unclear")
        self.assertRegex(self.labels()[0], r"^! \+1\d\.\d %$")

    def test_marks_changes_of_machine_and_build(self):
        self.open(f"#/b/{self.stepped()}?metric=cpu_time&basis=machine")
        table = self.text("#environment ~ div table")
        self.assertIn("compiler", table)
        self.assertIn("GCC 12.3", table)
        self.assertIn("kernel", table)
        self.assertNotIn("load_avg", table)

    def test_tells_the_point_under_the_mouse(self):
        self.open(f"#/b/{self.stepped()}")
        before = self.info()
        self.browser.move_to(".chart", 0.5, 0.5)
        self.wait("return document.querySelector('.info').innerText !== arguments[0]", before)
        self.assertRegex(self.info(), r"20\d\d-\d\d-\d\d")
        self.assertRegex(self.info(), r"[0-9a-f]{12}")
        self.assertIn("samples", self.info())

    def test_is_walked_by_arrow_keys_and_says_so(self):
        self.open(f"#/b/{self.stepped()}")
        self.press_on_chart(HOME)
        first = self.info()
        self.press_on_chart(RIGHT)
        second = self.info()
        self.assertNotEqual(first, second)
        self.assertRegex(self.text("[role=status]"), r"^20\d\d-\d\d-\d\d: .*commit [0-9a-f]{12}$")
        self.press_on_chart(LEFT)
        self.assertEqual(self.info(), first)

    def test_compares_two_points(self):
        self.open(f"#/b/{self.stepped()}")
        self.press_on_chart(HOME, ENTER, "\ue010", ENTER)  # the first and the last
        compared = self.text(".compare")
        self.assertRegex(compared, r"\+1\d\.\d %")
        self.assertRegex(compared, r"\[\+\d+\.\d+ %, \+1\d\.\d %\]")
        self.assertRegex(compared, r"\d+ points apart, [0-9a-f]{12}…[0-9a-f]{12}")
        self.assertIn("differing: compiler, kernel", compared)
        query = self.query()
        self.assertTrue(query["a"] < query["b"])
        self.open(self.run_script("return location.hash"))
        self.assertEqual(self.text(".compare"), compared, "the address holds both")
        self.browser.click(".compare button")
        self.assertNotIn("a", self.query())

    def test_chooses_a_point_by_a_click(self):
        self.open(f"#/b/{self.stepped()}")
        self.browser.move_to(".chart", 0.4, 0.5, click=True)
        self.wait("return document.querySelectorAll('.compare li').length === 1")
        self.browser.move_to(".chart", 0.8, 0.5, click=True)
        self.wait("return document.querySelectorAll('.compare li').length === 2")

    def test_shows_a_range_of_days_and_keeps_it(self):
        self.open(f"#/b/{self.stepped()}")
        everything = self.dates()
        self.browser.click(".choice [data-value='30']")
        self.assertNotEqual(self.dates(), everything)
        self.assertEqual(self.query()["days"], "30")
        month = self.dates()
        self.open(self.run_script("return location.hash"))
        self.assertEqual(self.dates(), month)

    def test_zooms_by_dragging_and_back_by_a_double_click(self):
        self.open(f"#/b/{self.stepped()}")
        everything = self.dates()
        self.browser.drag(".chart", (0.4, 0.4), (0.6, 0.4))
        self.assertNotEqual(self.dates(), everything)
        self.browser.double_click(".chart", 0.5, 0.4)
        self.wait(
            "return [...document.querySelectorAll('.dygraph-axis-label-x')].map((e) => e.innerText).join() === arguments[0]",
            ",".join(everything),
        )

    def test_zooms_by_keyboard(self):
        self.open(f"#/b/{self.stepped()}")
        everything = self.dates()
        self.press_on_chart("+", "+")
        self.assertNotEqual(self.dates(), everything)

    def test_has_a_logarithmic_scale(self):
        self.open(f"#/b/{self.stepped()}?metric=percentiles")
        # Labels at equal steps are equally far apart, and on a logarithmic scale they are not.
        even = """
          const at = [...document.querySelectorAll('.dygraph-axis-label-y')].map((e) => e.getBoundingClientRect().y).sort((a, b) => a - b);
          const gaps = at.slice(1).map((y, i) => y - at[i]);
          return gaps.length > 2 && Math.max(...gaps) - Math.min(...gaps) < 2.5;
        """
        self.wait(even)
        self.browser.click("#log")
        self.wait(f"return !(() => {{{even}}})()")
        self.assertEqual(self.query()["log"], "1")

    def test_shows_all_metrics_and_turns_to_each(self):
        self.open(f"#/b/{self.stepped()}")
        self.assertEqual(self.run_script(SHOWN, ".metrics tbody tr"), 8)
        self.browser.click(".choice [data-value='items_per_second']")
        self.wait("return document.querySelector('.outcome').innerText.startsWith('items_per_second')")
        self.assertIn("higher is better", self.text(".outcome"))
        self.assertRegex(self.labels()[0], r"✗ −1\d\.\d %")

    def test_shows_percentiles_together(self):
        self.open(f"#/b/{self.stepped()}?metric=percentiles")
        self.assertEqual(self.text(".legend").split(), ["p50", "p90", "p99"])
        for colour in ("head", "unclear", "good"):
            self.assertGreater(self.drawn(colour), 100, colour)

    def test_has_the_same_figures_as_a_table(self):
        self.open(f"#/b/{self.stepped()}")
        self.assertEqual(self.run_script("return document.querySelectorAll('.figures tbody tr').length"), 0)
        self.browser.click("details summary")
        self.wait("return document.querySelectorAll('.figures tbody tr').length === 100")
        self.browser.click("details > button")
        self.wait("return document.querySelectorAll('.figures tbody tr').length === 300")

    def test_says_when_its_figures_are_gone(self):
        self.open("#/")
        self.run_script("summary.benchmarks[0].file = 'data/gone-0123456789ab.js'")
        self.run_script("location.hash = '#/b/' + summary.benchmarks[0].slug")
        self.wait("return document.querySelector('h1').innerText.includes('not there any more')")


class Hostile(WithBrowser):
    def slug(self):
        lines = summary_of(hostile)["benchmarks"]
        return next(line["slug"] for line in lines if line["name"].startswith("</script>"))

    def test_names_do_nothing(self):
        for address in ("#/", f"#/b/{self.slug()}", f"#/b/{self.slug()}?metric=%3Cimg%3E&of=%22"):
            self.browser.console()
            self.open(address, folder=hostile)
            self.assertEqual(self.browser.console(), [])
            self.assertEqual(self.run_script("return document.querySelectorAll('img:not(.dygraph-rangesel-zoomhandle), iframe, object, embed, base').length"), 0)
            scripts = self.run_script("return [...document.scripts].map((s) => s.getAttribute('src'))")
            for script in scripts:
                self.assertRegex(script, r"^(data|assets)/[a-z0-9-]+\.js$")
            self.assertEqual(
                self.run_script(
                    "return [...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith('on'))"
                ),
                [],
            )
            links = self.run_script("return [...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))")
            for link in links:
                self.assertRegex(link, r"^(#/|https://github\.com/octo/engine/|feed\.)")

    def test_names_are_shown_as_they_are(self):
        self.open(f"#/b/{self.slug()}", folder=hostile)
        self.assertIn("</script><script>document.title='PWNED'</script>", self.text("h1"))

    def test_the_policy_stops_what_would_get_through(self):
        self.open("#/")
        self.run_script(
            "const s = document.createElement('script'); s.textContent = \"document.title = 'PWNED'\"; document.head.append(s)"
        )
        self.assertNotIn("PWNED", self.run_script("return document.title"))
        self.assertTrue(any("Content Security Policy" in entry["message"] for entry in self.browser.console()))


class Feeds(unittest.TestCase):
    def test_are_well_formed_whatever_stands_in_them(self):
        for folder in (site, hostile):
            feed = xml.etree.ElementTree.parse(os.path.join(folder, "feed.atom")).getroot()
            atom = "{http://www.w3.org/2005/Atom}"
            entries = feed.findall(atom + "entry")
            with open(os.path.join(folder, "feed.json"), encoding="utf-8") as file:
                items = json.load(file)["items"]
            self.assertEqual([one.findtext(atom + "id") for one in entries], [one["id"] for one in items])
            self.assertEqual(len({one["id"] for one in items}), len(items))
            self.assertGreater(len(items), 3)
            for entry in entries:
                for needed in ("id", "title", "updated", "published", "content"):
                    self.assertTrue(entry.findtext(atom + needed), needed)

    def test_lead_to_the_page(self):
        with open(os.path.join(site, "feed.json"), encoding="utf-8") as file:
            urls = [item["url"] for item in json.load(file)["items"]]
        slugs = {line["slug"] for line in summary_of(site)["benchmarks"]}
        for url in urls:
            address = r"index\.html#/b/([a-z0-9-]+)\?metric=\w+&basis=\w+&of=[\w-]+&change=[0-9a-f]{16}"
            self.assertIn(re.fullmatch(address, url).group(1), slugs)


if __name__ == "__main__":
    site, hostile, screenshots = (os.path.abspath(folder) for folder in sys.argv[1:4])
    os.makedirs(screenshots, exist_ok=True)
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[4:]])
