"""Tests of what the tests of README.md are made of: a parser that finds nothing passes everything."""

import unittest

import markdown

PAGE = """# Title

Text with `code --one` and [a link](docs/a.md), ![a picture](b.png).<!-- [not](yet.md) -->

```sh
first # [no](link)
```

<!-- not run by the tests: it takes an hour -->

```sh
second
```

```toml
key = 1
```

## Exit codes

| code | meaning |
|---|---|
| 0 | passed |
| 1 | closed |

## After `that`, this
"""


class Markdown(unittest.TestCase):
    def test_finds_blocks_with_language_line_and_reason(self):
        found = [(b.language, b.line, b.text, b.not_run_because) for b in markdown.blocks(PAGE)]
        self.assertEqual(
            found,
            [
                ("sh", 5, "first # [no](link)\n", None),
                ("sh", 11, "second\n", "it takes an hour"),
                ("toml", 15, "key = 1\n", None),
            ],
        )

    def test_refuses_a_block_that_is_never_closed(self):
        with self.assertRaises(markdown.MarkdownError):
            markdown.blocks("```sh\nls\n")

    def test_refuses_to_leave_out_a_block_without_a_reason(self):
        with self.assertRaises(markdown.MarkdownError):
            markdown.blocks("<!-- not run by the tests: -->\n```sh\nls\n```\n")

    def test_another_comment_is_no_reason(self):
        [block] = markdown.blocks("<!-- slow -->\n```sh\nls\n```\n")
        self.assertIsNone(block.not_run_because)

    def test_finds_links_outside_of_code(self):
        self.assertEqual(list(markdown.links(PAGE)), [(3, "docs/a.md"), (3, "b.png")])

    def test_finds_code_spans_outside_of_blocks(self):
        self.assertEqual(markdown.code_spans(PAGE), ["code --one", "that"])

    def test_reads_the_table_of_a_section(self):
        rows = markdown.table_rows(markdown.section(PAGE, "## Exit codes"))
        self.assertEqual(rows, [["0", "passed"], ["1", "closed"]])

    def test_a_section_that_is_not_there_is_an_error(self):
        with self.assertRaises(markdown.MarkdownError):
            markdown.section(PAGE, "## Nowhere")

    def test_names_headings_as_github_does(self):
        self.assertIn("after-that-this", markdown.anchors(PAGE))


if __name__ == "__main__":
    unittest.main()
