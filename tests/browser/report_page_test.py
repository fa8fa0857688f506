"""report_page_test.py PAGES SCREENSHOTS: opens the HTML report in Chromium and uses it.

PAGES holds what write_pages wrote, opened from disk. Screenshots stay for a person to look at.
"""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from webdriver import Browser  # noqa: E402

ENTER, SPACE, TAB = "\ue007", "\ue00d", "\ue004"
PAGES = ("passed", "regressed", "broken", "nothing_compared", "shifted", "alone", "hostile", "many")

pages = screenshots = None


def page(name):
    return os.path.join(pages, name + ".html")


# The cells of a column of the first table, as they are shown.
COLUMN = """
  const rows = [...document.querySelector('#changed').closest('section').querySelectorAll('tbody tr')];
  return rows.filter((row) => !row.hidden).map((row) => row.cells[arguments[0]].dataset.sort ?? row.cells[arguments[0]].innerText);
"""
SHOWN_ROWS = """
  return [...document.querySelectorAll('table.rows tbody tr')]
    .filter((row) => row.checkVisibility()).length;
"""


class WithBrowser(unittest.TestCase):
    javascript = True

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser(cls.javascript).__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__(None, None, None)

    def open(self, name, width=1280):
        self.browser.set_media()
        self.browser.set_size(width)
        self.browser.open(page(name))


class EveryPage(WithBrowser):
    def test_needs_no_network_and_reports_no_error(self):
        for name in PAGES:
            with self.subTest(name):
                self.browser.console()
                self.browser.requests()
                self.open(name)
                self.assertEqual(self.browser.console(), [])
                asked = self.browser.requests()
                self.assertTrue(asked, "the log of requests works")
                for url in asked:
                    self.assertTrue(url.startswith(("file://" + page(name), "data:")), url)

    def test_never_scrolls_sideways(self):
        for name in PAGES:
            for width in (320, 400, 800, 1280):
                with self.subTest(name, width=width):
                    self.open(name, width)
                    inner = self.browser.run("return document.documentElement.scrollWidth")
                    self.assertLessEqual(inner, width)

    def test_has_screenshots(self):
        for name in PAGES:
            for scheme in ("light", "dark"):
                for width in (1280, 400):
                    self.open(name, width)
                    self.browser.set_media(prefers_color_scheme=scheme)
                    self.browser.screenshot(
                        os.path.join(screenshots, f"{name}-{scheme}-{width}.png")
                    )


class Tables(WithBrowser):
    def effects(self):
        return [float(text) for text in self.browser.run(COLUMN, 4) if text]

    def test_sort_by_a_click_and_turn_by_another(self):
        self.open("many")
        before = self.effects()
        self.assertGreater(len(before), 100)
        self.browser.click("#changed ~ table thead th:nth-child(5) button")
        self.assertEqual(self.effects(), sorted(before))
        header = "return document.querySelector('#changed ~ table thead th:nth-child(5)').ariaSort"
        self.assertEqual(self.browser.run(header), "ascending")
        self.browser.click("#changed ~ table thead th:nth-child(5) button")
        self.assertEqual(self.effects(), sorted(before, reverse=True))
        self.assertEqual(self.browser.run(header), "descending")

    def test_sort_by_keyboard(self):
        self.open("regressed")
        names = self.browser.run(COLUMN, 1)
        self.browser.run(
            "document.querySelector('#changed ~ table thead th:nth-child(1) button').focus()"
        )
        self.browser.press(TAB)
        focused = self.browser.run("return document.activeElement.textContent")
        self.assertEqual(focused, "benchmark")
        self.browser.press(ENTER)
        self.assertEqual(self.browser.run(COLUMN, 1), sorted(names, key=str.lower))
        self.browser.press(SPACE)
        self.assertEqual(self.browser.run(COLUMN, 1), sorted(names, key=str.lower, reverse=True))

    def test_sort_puts_rows_without_a_number_last_both_ways(self):
        self.open("regressed")
        for _ in range(2):
            self.browser.click("#changed ~ table thead th:nth-child(5) button")
            self.assertEqual(self.browser.run(COLUMN, 4)[-1], "")

    def test_filter_by_every_word_and_open_what_is_folded(self):
        self.open("regressed")
        folded = self.browser.run(SHOWN_ROWS)
        self.browser.type("#filter", "SQLITE join")
        self.assertEqual(self.browser.run(SHOWN_ROWS), 2)
        self.assertIn("2 of ", self.browser.run("return document.querySelector('output').innerText"))
        self.assertEqual(self.browser.run(COLUMN, 1), [])
        self.browser.type("#filter", " nothing has this name")
        self.assertEqual(self.browser.run(SHOWN_ROWS), 0)
        self.browser.clear("#filter")
        self.browser.run("document.querySelector('#filter').dispatchEvent(new Event('input'))")
        self.assertEqual(self.browser.run(SHOWN_ROWS), folded)

    def test_have_captions_and_scopes(self):
        self.open("regressed")
        self.assertEqual(
            self.browser.run(
                "return [...document.querySelectorAll('table')].filter((t) => !t.caption || "
                "t.querySelector('th:not([scope])')).length"
            ),
            0,
        )


class Plots(WithBrowser):
    def test_are_drawn(self):
        self.open("regressed")
        drawn = self.browser.run(
            """
            const seen = (selector) => [...document.querySelectorAll(selector)]
              .filter((mark) => mark.checkVisibility() && mark.getBBox().width + mark.getBBox().height > 0.5).length;
            return {marks: seen('.overview-plot .point'), limits: seen('.overview-plot .limit'),
                    points: seen('.effect-plot .point'), intervals: seen('.effect-plot .interval'),
                    rugs: seen('svg.strip path'), budgets: seen('.budget-bar .value')};
            """
        )
        # 14 rows, less two of which no direction is better, and the new one; 8 changed, of which
        # one is a query plan and two more are counts without an interval.
        self.assertEqual(drawn["marks"], 9)
        self.assertEqual(drawn["limits"], 1)
        self.assertEqual(drawn["points"], 7)
        self.assertEqual(drawn["intervals"], 5)
        self.assertEqual(drawn["rugs"], 16)
        self.assertEqual(drawn["budgets"], 2)

    def test_put_a_regression_beyond_the_limit_and_an_improvement_before_zero(self):
        self.open("regressed")
        x = """
          const row = [...document.querySelectorAll('tbody tr')].find((r) => r.innerText.includes(arguments[0]));
          const at = (s) => { const b = row.querySelector(s).getBoundingClientRect(); return b.x + b.width / 2; };
          return [at('.point'), at('.zero'), at('.effect-plot .limit')];
        """
        point, zero, limit = self.browser.run(x, "join_three")
        self.assertTrue(zero < limit < point)
        point, zero, limit = self.browser.run(x, "page_keyset")
        self.assertTrue(point < zero < limit)
        point, zero, limit = self.browser.run(x, "threads:4")  # higher is better
        self.assertTrue(point < limit < zero)

    def test_stay_readable_with_hundreds_of_rows(self):
        self.open("many")
        marks = self.browser.run(
            "return [...document.querySelectorAll('.overview-plot .point')].map((p) => p.getBoundingClientRect().x)"
        )
        self.assertEqual(len(marks), 300)
        gaps = [b - a for a, b in zip(marks, marks[1:])]
        self.assertGreater(min(gaps), 3)

    def test_lead_to_their_rows_even_folded_ones(self):
        self.open("regressed")
        self.browser.run("document.querySelector('.overview-plot .is-unchanged').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))")
        shown = "const row = document.querySelector('tr:target'); return row !== null && row.checkVisibility()"
        self.assertTrue(self.browser.run(shown))


class Dark(WithBrowser):
    def test_turns_the_page_dark(self):
        self.open("regressed")
        colours = "const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]"
        self.browser.set_media(prefers_color_scheme="light")
        light = self.browser.run(colours)
        self.browser.set_media(prefers_color_scheme="dark")
        dark = self.browser.run(colours)
        brightness = [
            [sum(int(n) for n in colour[4:-1].split(",")) for colour in scheme]
            for scheme in (light, dark)
        ]
        self.assertGreater(brightness[0][0], brightness[0][1])
        self.assertLess(brightness[1][0], brightness[1][1])

    def test_text_has_contrast_in_both(self):
        contrast = """
          const canvas = document.createElement('canvas').getContext('2d');
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
          for (const element of document.querySelectorAll('h1, h2, p, td, th, span, b, dt, dd, li, button, summary')) {
            if (!element.innerText || !element.checkVisibility()) continue;
            const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < worst[0]) worst = [ratio, element.className + ' ' + element.innerText.slice(0, 40)];
          }
          return worst;
        """
        for scheme in ("light", "dark"):
            for name in ("regressed", "broken", "shifted"):
                self.open(name)
                self.browser.set_media(prefers_color_scheme=scheme)
                ratio, where = self.browser.run(contrast)
                # WCAG 2.2, 1.4.3: 4.5 to 1.
                self.assertGreaterEqual(ratio, 4.5, f"{name} {scheme}: {where}")


class Hostile(WithBrowser):
    def test_names_do_nothing(self):
        self.open("hostile")
        self.assertNotIn("PWNED", self.browser.run("return document.title"))
        self.assertEqual(self.browser.run("return document.querySelectorAll('script').length"), 1)
        self.assertEqual(self.browser.run("return document.querySelectorAll('style').length"), 1)
        self.assertEqual(
            self.browser.run("return document.querySelectorAll('img, iframe, object, embed, form:not(.filter), base').length"), 0
        )
        self.assertEqual(
            self.browser.run(
                "return [...document.querySelectorAll('a')].filter((a) => !a.getAttribute('href').startsWith('#row-')).length"
            ),
            0,
        )
        self.assertEqual(
            self.browser.run(
                "return [...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith('on'))"
            ),
            [],
        )
        self.assertEqual(
            self.browser.run("return [...document.querySelectorAll('h1')].map((h) => h.innerText).length"), 1
        )

    def test_names_are_shown_as_they_are(self):
        self.open("hostile")
        text = self.browser.run("return document.querySelector('#changed ~ table').innerText")
        for name in ("<script>document.title='PWNED'</script>", "@everyone", "</details></table>", "{{TITLE}}"):
            self.assertIn(name, text)

    def test_the_policy_stops_what_would_get_through(self):
        """Were the escaping wrong, the content security policy would still hold."""
        with open(page("passed"), encoding="utf-8") as file:
            html = file.read()
        attack = html.replace("</main>", "<script>document.title='PWNED'</script><img src=x onerror=\"document.title='PWNED'\"></main>")
        self.assertNotEqual(attack, html)
        path = os.path.join(pages, "attacked.html")
        with open(path, "w", encoding="utf-8") as file:
            file.write(attack)
        self.open("attacked")
        self.assertNotIn("PWNED", self.browser.run("return document.title"))
        self.assertTrue(
            any("Content Security Policy" in entry["message"] for entry in self.browser.console())
        )


class WithoutScript(WithBrowser):
    javascript = False

    def test_everything_can_be_read(self):
        self.open("regressed")
        # The driver's own scripts run even so; the page's do not.
        self.assertEqual(self.browser.run("return document.querySelectorAll('thead button').length"), 0)
        self.assertFalse(self.browser.run("return document.querySelector('.filter').checkVisibility()"))
        text = self.browser.run("return document.body.innerText")
        for words in ("5 metrics worse", "212 of 214", "join_three", "+12.3 %", "query plan changed"):
            self.assertIn(words, text)
        self.assertEqual(self.browser.run("return document.querySelectorAll('.effect-plot .point').length"), 11)
        self.browser.click("#rest ~ details:last-of-type summary")
        self.assertIn("select_by_key", self.browser.run("return document.body.innerText"))


class Print(WithBrowser):
    def test_unfolds_the_rest(self):
        self.open("regressed")
        self.browser.set_media(media="print")
        self.browser.run("dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(self.browser.run("return document.querySelectorAll('details:not([open])').length"), 0)
        self.assertFalse(self.browser.run("return document.querySelector('.filter').checkVisibility()"))


if __name__ == "__main__":
    pages, screenshots = (os.path.abspath(folder) for folder in sys.argv[1:3])
    os.makedirs(screenshots, exist_ok=True)
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
