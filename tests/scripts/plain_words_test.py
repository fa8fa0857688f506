"""Tests of ci/plain_words.py: a checker that finds nothing passes everything."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "ci"))
import plain_words  # noqa: E402


def found(text, name="page.md"):
    return [complaint for _, complaint in plain_words.findings(name, text)]


class Markdown(unittest.TestCase):
    def test_passes_plain_sentences(self):
        for text in (
            "benchgate blocks merging if a benchmark is slower.\n",
            "What changed lately?\n",  # a question
            "That limit is 5 %.\n",  # points at something
            "# What it reads\n\nFiles.\n",  # a heading
            "`closes the gate` is the name of a field.\n",  # code
            "```\nWhat errored is the coin's.\n```\n",
            "| `closes_gate` | whether the row blocks merging |\n",
        ):
            self.assertEqual(found(text), [], text)

    def test_finds_banned_phrases_and_says_what_to_write(self):
        for text, instead in (
            ("Noise closes the gate in 1 % of cases.\n", "blocks merging"),
            ("The gate\nis closed.\n", "blocks merging"),
            ("The coin draws a side.\n", "random seed"),
            ("A change of nothing passes.\n", "unchanged code"),
            ("| 1 | Mend it |\n", "fix"),
        ):
            [complaint] = found(text)
            self.assertIn(instead, complaint)

    def test_finds_clauses_in_the_place_of_a_noun(self):
        for text in (
            "What could not be settled is inconclusive.\n",
            "It ends. Whoever closes it has settled it.\n",
            "- Of a percentile's budget a duet can show little.\n",
            "That the machine was busy is said.\n",
            "Where nothing changed, nothing is said.\n",
            "**Bold.** What ran counts.\n",
            "It said so. benchgate waits. Where it fails, it stops.\n",
        ):
            self.assertEqual(len(found(text)), 1, text)

    def test_finds_long_sentences_and_counts_code_as_a_word(self):
        thirty = " ".join(["word"] * 29) + " `much code in here`.\n"
        self.assertEqual(found(thirty), [])
        self.assertEqual(len(found("One " + thirty)), 1)

    def test_a_full_stop_in_an_abbreviation_ends_nothing(self):
        self.assertEqual(len(found(" ".join(["word"] * 25) + " et al. " + " ".join(["Word"] * 10) + ".\n")), 1)

    def test_a_bad_example_may_be_quoted(self):
        text = "<!-- plain words: off -->\nWhat ran counts.\n<!-- plain words: on -->\nFine.\n"
        self.assertEqual(found(text), [])

    def test_says_the_line(self):
        text = "Fine.\n\nFine as well. It\nis the coin.\n"
        self.assertEqual([line for line, _ in plain_words.findings("page.md", text)], [3])


class Sources(unittest.TestCase):
    def test_reads_string_literals_and_joins_adjacent_ones(self):
        text = 'auto x = 1;\nthrow Error("this closes "\n            "the gate");  // closes the gate\n'
        self.assertEqual(
            list(plain_words.findings("tools/benchgate/gate/x.cc", text)),
            [(2, '"closes the gate": blocks merging')],
        )

    def test_holds_help_texts_to_a_length(self):
        text = '"' + " ".join(["word"] * 31) + '."\n'
        self.assertEqual(len(found(text, "tools/benchgate/cli/command_x.cc")), 1)
        self.assertEqual(found(text, "tools/benchgate/store/sql.cc"), [])

    def test_leaves_out_comments_and_examples(self):
        text = '// What runs counts.\nf("Examples:\\n"\n  "  benchgate run  What the coin says");\n'
        self.assertEqual(found(text, "tools/benchgate/cli/command_x.cc"), [])


class Templates(unittest.TestCase):
    def test_reads_the_text_between_markup(self):
        text = '{{! the coin }}<p class="coin">{{COIN}} closes the gate</p>\n<style>.coin {}</style>\n'
        self.assertEqual(found(text, "templates/x.tpl"), ['"closes the gate": blocks merging'])


class Program(unittest.TestCase):
    def test_needs_files(self):
        self.assertEqual(plain_words.main([]), 2)


if __name__ == "__main__":
    unittest.main()
