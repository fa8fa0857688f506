"""README.md and docs/ do what they say: commands run, facts agree with the program, links exist.

    readme_test.py --benchgate PROGRAM --fake-bench PROGRAM --source DIR [unittest's arguments]

Every ```sh block of README.md and docs/getting-started.md is run, in order, in one folder. Those of
each other page are run in a copy of that folder, since its reader comes from there. A block that cannot be run has a comment
above it: <!-- not run by the tests: REASON -->.
"""

import argparse
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import unittest

import markdown
import sandbox

options = argparse.Namespace()

# Options of other programs, which pages name by themselves.
OTHERS_OPTIONS = {
    "--benchmark_out",
    "--benchmark_filter",
    "--ephemeral",
}


def readme():
    return (options.source / "README.md").read_text()


def pages():
    """README.md first, then the pages of docs/."""
    yield options.source / "README.md"
    yield from sorted((options.source / "docs").glob("*.md"))


def name_of(page):
    return page.relative_to(options.source)


def page_blocks(page, language):
    return [block for block in markdown.blocks(page.read_text()) if block.language == language]


def to_run(page, language):
    return [block for block in page_blocks(page, language) if block.not_run_because is None]


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, timeout=1000, **more)


def help_text(path):
    finished = run([options.benchgate, *path, "--help"])
    assert finished.returncode == 0, finished
    return finished.stdout


def command_tree(path=()):
    """Every command as a tuple of words, with the long options of its --help."""
    text = help_text(path)
    tree = {path: set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))}
    headings = "Subcommands|Measure|Decide|Keep|Publish|Set up"
    for listed in re.findall(rf"^(?:{headings}):\n((?:  .*\n)*)", text, re.MULTILINE):
        for name in re.findall(r"^  (\w+)", listed, re.MULTILINE):
            tree |= command_tree((*path, name))
    return tree


def benchgate_commands(text):
    """The words behind every `benchgate` in a shell script."""
    for line in text.replace("\\\n", " ").splitlines():
        for part in re.split(r"&&|\|\||[|;]", line):
            words = shlex.split(part, comments=True)
            if words[:1] == ["benchgate"]:
                yield words[1:]


class Commands(unittest.TestCase):
    def run_blocks(self, page, folder, variables):
        for block in to_run(page, "sh"):
            finished = run(["bash", "-euo", "pipefail", "-c", block.text], cwd=folder, env=variables)
            if finished.returncode != 0:
                self.fail(
                    f"{name_of(page)}:{block.line} exits with {finished.returncode}:\n{block.text}"
                    f"--- its output\n{finished.stdout}{finished.stderr}"
                )

    def test_every_block_runs(self):
        readme_page, *others = pages()
        beginning = next(page for page in others if page.name == "getting-started.md")
        self.assertGreater(len(to_run(readme_page, "sh")), 0, "README.md has no command to run")
        policies = to_run(readme_page, "toml")
        self.assertGreater(len(policies), 0, "README.md shows no benchgate.toml")
        ran = 0
        with sandbox.project(options.benchgate, options.fake_bench, policies[0].text) as (
            folder,
            variables,
        ):
            for page in (readme_page, beginning):
                self.run_blocks(page, folder, variables)
            pristine = folder.with_name("pristine")
            shutil.copytree(folder, pristine, symlinks=True)
            for page in others:
                if page == beginning or not to_run(page, "sh"):
                    continue
                ran += 1
                shutil.rmtree(folder)
                shutil.copytree(pristine, folder, symlinks=True)
                with self.subTest(page=str(name_of(page))):
                    self.run_blocks(page, folder, variables)
        self.assertGreaterEqual(ran, 3, "docs/ has hardly a command to run")

    def test_what_is_not_run_uses_options_that_exist(self):
        tree = command_tree()
        for page in pages():
            for block in page_blocks(page, "sh"):
                for words in benchgate_commands(block.text):
                    path = max((p for p in tree if tuple(words[: len(p)]) == p), key=len)
                    used = {word.split("=")[0] for word in words if word.startswith("--")}
                    self.assertLessEqual(used, tree[path], f"{name_of(page)}:{block.line}")


class Facts(unittest.TestCase):
    def exit_codes(self):
        rows = markdown.table_rows(markdown.section(readme(), "## Exit codes"))
        return {int(code): meaning.replace("`", "") for code, meaning in rows}

    def test_exit_codes_are_those_of_the_source(self):
        source = (options.source / "tools/benchgate/base/error.h").read_text()
        enum = re.search(r"enum class ExitCode[^{]*\{(.*?)\};", source, re.DOTALL)[1]
        numbers = {int(number) for number in re.findall(r"\w+ = (\d+),", enum)}
        self.assertGreater(len(numbers), 0)
        self.assertEqual(set(self.exit_codes()), numbers)

    def test_exit_codes_are_those_of_the_help(self):
        in_help = re.findall(r"^  (\d)  (.*)$", help_text(()), re.MULTILINE)
        self.assertEqual(self.exit_codes(), {int(code): meaning for code, meaning in in_help})

    def test_every_command_is_documented(self):
        tree = command_tree()
        self.assertGreater(len(tree), 7)
        text = " ".join((options.source / "docs/commands.md").read_text().split())
        for path in tree:
            self.assertIn(" ".join(("benchgate", *path)), text)

    def test_every_option_that_a_page_names_exists(self):
        known = set().union(*command_tree().values())
        for page in pages():
            if page.name.endswith("accuracy.md"):  # options of scripts in tests/accuracy
                continue
            for span in markdown.code_spans(page.read_text()):
                of_benchgate = span.startswith("benchgate ") or re.match(r"--[a-z-]+( |$)", span)
                for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", span) if of_benchgate else ():
                    self.assertIn(option, known | OTHERS_OPTIONS, f"{name_of(page)}: {span}")

    def test_every_policy_is_valid(self):
        count = 0
        for page in pages():
            for block in to_run(page, "toml"):
                count += 1
                with sandbox.project(options.benchgate, options.fake_bench, block.text) as (
                    folder,
                    variables,
                ):
                    finished = run(["benchgate", "policy", "check"], cwd=folder, env=variables)
                    self.assertEqual(
                        finished.returncode, 0, f"{name_of(page)}:{block.line}: {finished.stderr}"
                    )
        self.assertGreater(count, 2)

    def test_readme_is_short(self):
        self.assertLessEqual(len(readme().splitlines()), 250)


class Troubleshooting(unittest.TestCase):
    """docs/troubleshooting.md lists every diagnostic code of the sources, and no other."""

    # How a code comes into a Diagnostic: as the field, or through one of the helpers beside it.
    CODES = re.compile(
        r"""\.code\ =\ "([a-z_-]+)"                                  # the field
        |\b(?:note|add)\([^;"]*?\b(?:Note|Warning|Problem),\s*"([a-z_-]+)"   # note(..., level, code, ...)
        |\bproblem\("([a-z_-]+)",\s*(?:fmt|what|message)          # run_suites.cc
        |&JsonRepair::\w+,\s*"([a-z_-]+)"                          # a table of repairs
        """,
        re.VERBOSE,
    )

    def codes(self):
        folder = options.source / "tools/benchgate"
        constants = {}
        for header in sorted(folder.glob("*/*.h")):
            constants |= dict(re.findall(r'string_view (k\w+) = "([a-z-]+)";', header.read_text()))
        found = set()
        for source in sorted(folder.glob("*/*.cc")):
            text = source.read_text()
            if "iagnostic" not in text:
                continue
            found |= {code for match in self.CODES.findall(text) for code in match if code}
            found |= {constants[name] for name in re.findall(r"\.code = .*?\b(k[A-Z]\w+)\b", text)}
            # Composed of the word for the kind of entry: fmt::format("unused-{}", word).
            found |= {f"unused-{word}" for word in re.findall(r'add_unused\b[^;]*?"(\w+)"', text)}
        return found

    def listed(self):
        section = markdown.section(
            (options.source / "docs/troubleshooting.md").read_text(), "## Diagnostics"
        )
        cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
        return [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]

    def test_finds_the_codes_of_the_sources(self):
        # One of each way: if the pattern above no longer finds them, it finds nothing new either.
        self.assertLessEqual(
            {"mixed-shards", "no-samples", "waits", "policy-changed", "suite-end", "missing-commas"}
            | {"wall-time-not-measured", "unused-budget"},
            self.codes(),
        )

    def test_lists_every_code_once(self):
        listed = self.listed()
        self.assertEqual(sorted(listed), sorted(set(listed)))
        self.assertEqual(set(listed), self.codes())


class Links(unittest.TestCase):
    def pages(self):
        yield from pages()
        yield from (page for page in [options.source / "tools/README.md"] if page.exists())

    def test_lead_to_files_and_headings_that_exist(self):
        count = 0
        broken = []
        for page in self.pages():
            for line, target in markdown.links(page.read_text()):
                if re.match(r"[a-z]+:", target):
                    continue
                count += 1
                path, _, fragment = target.partition("#")
                to = (page.parent / path).resolve() if path else page
                has_heading = (
                    not fragment
                    or to.suffix != ".md"
                    or (to.exists() and fragment in markdown.anchors(to.read_text()))
                )
                if not to.exists() or not has_heading:
                    broken.append(f"{page.relative_to(options.source)}:{line}: {target}")
        self.assertGreater(count, 0, "no link was found at all")
        self.assertEqual(broken, [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--benchgate", type=pathlib.Path, required=True)
    parser.add_argument("--fake-bench", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    rest = parser.parse_known_args(namespace=options)[1]
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
