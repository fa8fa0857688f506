"""README.md does what it says: its commands run, its facts agree with the program, its links exist.

    readme_test.py --benchgate PROGRAM --fake-bench PROGRAM --source DIR [unittest's arguments]

Every ```sh block of README.md is run, in order, in one folder; one that cannot be has a comment
above it: <!-- not run by the tests: REASON -->.
"""

import argparse
import pathlib
import re
import shlex
import subprocess
import sys
import unittest

import markdown
import sandbox

options = argparse.Namespace()


def readme():
    return (options.source / "README.md").read_text()


def readme_blocks(language):
    return [block for block in markdown.blocks(readme()) if block.language == language]


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
    listed = re.search(r"^Subcommands:\n((?:  .*\n|\n)*)", text, re.MULTILINE)
    for name in re.findall(r"^  (\w+)", listed[1] if listed else "", re.MULTILINE):
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
    def test_every_block_runs(self):
        shell_blocks = readme_blocks("sh")
        to_run = [block for block in shell_blocks if block.not_run_because is None]
        self.assertGreater(len(to_run), 0, "README.md has no command that is run")
        policies = [b for b in readme_blocks("toml") if b.not_run_because is None]
        self.assertGreater(len(policies), 0, "README.md shows no benchgate.toml")
        with sandbox.project(options.benchgate, options.fake_bench, policies[0].text) as (
            folder,
            variables,
        ):
            for block in to_run:
                finished = run(
                    ["bash", "-euo", "pipefail", "-c", block.text], cwd=folder, env=variables
                )
                if finished.returncode != 0:
                    self.fail(
                        f"README.md:{block.line} exits with {finished.returncode}:\n{block.text}"
                        f"--- its output\n{finished.stdout}{finished.stderr}"
                    )

    def test_what_is_not_run_uses_options_that_exist(self):
        tree = command_tree()
        for block in readme_blocks("sh"):
            for words in benchgate_commands(block.text):
                path = max((p for p in tree if tuple(words[: len(p)]) == p), key=len)
                used = {word.split("=")[0] for word in words if word.startswith("--")}
                self.assertLessEqual(used, tree[path], f"README.md:{block.line}")


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

    def test_every_command_is_in_readme(self):
        tree = command_tree()
        self.assertGreater(len(tree), 7)
        text = " ".join(readme().split())
        for path in tree:
            self.assertIn(" ".join(("benchgate", *path)), text)

    def test_every_option_that_readme_names_exists(self):
        known = set().union(*command_tree().values())
        for span in markdown.code_spans(readme()):
            of_benchgate = span.startswith("benchgate ") or re.match(r"--[a-z-]+( |$)", span)
            for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", span) if of_benchgate else ():
                self.assertIn(option, known, span)

    def test_every_policy_is_valid(self):
        policies = [b for b in readme_blocks("toml") if b.not_run_because is None]
        self.assertGreater(len(policies), 0)
        for block in policies:
            with sandbox.project(options.benchgate, options.fake_bench, block.text) as (
                folder,
                variables,
            ):
                finished = run(["benchgate", "policy", "check"], cwd=folder, env=variables)
                self.assertEqual(
                    finished.returncode, 0, f"README.md:{block.line}: {finished.stderr}"
                )


class Links(unittest.TestCase):
    def pages(self):
        yield options.source / "README.md"
        yield from sorted((options.source / "docs").glob("*.md"))
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
