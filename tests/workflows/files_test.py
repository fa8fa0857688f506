"""The workflows and actions of .github/ keep the rules of rules.py.

    files_test.py SOURCE [unittest's arguments]
"""

import fnmatch
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

import rules

source = pathlib.Path()


def files():
    return sorted((source / ".github").glob("*/**/*.yml"))


class Files(unittest.TestCase):
    def test_they_are_found(self):
        names = {path.name for path in files()}
        self.assertLessEqual({"ci.yml", "pr-gate.yml", "pr-comment.yml"}, names)
        self.assertEqual(list((source / ".github").glob("**/*.yaml")), [], "one ending for all")

    def test_no_rule_is_broken(self):
        for path in files():
            self.assertEqual(rules.findings(path.read_text()), [], path)

    def test_an_action_is_of_one_version_everywhere(self):
        versions = {}
        for path in files():
            for action, sha in rules.pins(path.read_text()).items():
                self.assertEqual(versions.setdefault(action, sha), sha, path)
        self.assertGreater(len(versions), 2)

    def test_scripts_within_are_clean(self):
        for path in files():
            for script in rules.scripts(path.read_text()):
                checked = subprocess.run(
                    ["shellcheck", "--shell=bash", "-"], input=script, text=True, capture_output=True
                )
                self.assertEqual(checked.returncode, 0, f"{path}:\n{checked.stdout}")

    def test_scripts_that_are_called_exist(self):
        called = 0
        for path in files():
            scripts = "\n".join(rules.scripts(path.read_text()))
            scripts = scripts.replace("$GITHUB_ACTION_PATH/", f"{path.parent}/")
            for name in re.findall(r"[\w./-]+\.(?:sh|py)\b", scripts):
                called += 1
                self.assertTrue((source / name).stat().st_mode & 0o100, name)
        self.assertGreater(called, 10)

    def test_a_folder_is_named_as_a_container_sees_it(self):
        for path in (source / ".github/actions").glob("*/action.yml"):
            self.assertNotIn("runner.temp", path.read_text(), "the host's; a script knows better")


class Screenshots(unittest.TestCase):
    """What browser tests have seen is kept where they leave it."""

    def test_are_uploaded_from_where_they_are_written(self):
        folder = re.search(
            r"\$\{PROJECT_BINARY_DIR\}(/\S+/screenshots)\b",
            (source / "tests/browser/CMakeLists.txt").read_text(),
        )[1]
        steps = yaml.safe_load((source / ".github/workflows/ci.yml").read_text())["jobs"]["test"]["steps"]
        test = next(i for i, step in enumerate(steps) if "ci/test.sh" in step.get("run", ""))
        uploads = [step for step in steps[test:] if "upload-artifact" in step.get("uses", "")]
        self.assertEqual(len(uploads), 1)
        self.assertEqual(uploads[0]["if"], "${{ !cancelled() }}", "most wanted where a test failed")
        for build in ("build/release", "build/release-clang++-16"):  # of ci/test.sh
            self.assertTrue(fnmatch.fnmatchcase(build + folder, uploads[0]["with"]["path"]), build)


class Warnings(unittest.TestCase):
    """Another compiler has other warnings, which must not break a stranger's build."""

    def test_are_errors_in_our_own_ci_only(self):
        scripts = [*source.glob("ci/*.sh"), *source.glob(".github/*/*"), *source.glob(".github/*/*/*")]
        told = {
            str(path.relative_to(source))
            for path in scripts
            if path.is_file() and "BENCHGATE_WERROR" in path.read_text()
        }
        self.assertEqual(told, {"ci/test.sh", "ci/fuzz.sh"})
        cmake = (source / "CMakeLists.txt").read_text()
        self.assertRegex(cmake, r'option\(BENCHGATE_WERROR "[^"]*" OFF\)')
        self.assertEqual(cmake.count("-Werror"), 1)
        self.assertIn("$<$<BOOL:${BENCHGATE_WERROR}>:-Werror>", cmake)
        self.assertNotIn("WERROR", (source / "CMakePresets.json").read_text())


class Leftovers(unittest.TestCase):
    """What an earlier use of an action left on the machine is not taken for this one's."""

    def steps(self, name):
        path = source / ".github/actions" / name / "action.yml"
        return yaml.safe_load(path.read_text())["runs"]["steps"]

    def place(self, steps, action):
        return next(i for i, step in enumerate(steps) if action in step.get("uses", ""))

    def test_the_folder_is_emptied_before_the_download(self):
        for action in ("benchgate-publish", "benchgate-merge", "benchgate-nightly-publish"):
            steps = self.steps(action)
            download = self.place(steps, "download-artifact")
            before = steps[download - 1]
            self.assertEqual(before.get("if"), steps[download].get("if"))
            self.assertIn("empty.sh", before["run"])
            script = source / ".github/actions" / action / "empty.sh"
            with tempfile.TemporaryDirectory() as temp:
                # In a container, only a script sees the folder as it is called there.
                self.assertEqual(before["id"], "empty")
                self.assertEqual(
                    steps[download]["with"]["path"], "${{ steps.empty.outputs.folder }}"
                )
                output = pathlib.Path(temp) / "output"
                environment = {"RUNNER_TEMP": temp, "GITHUB_OUTPUT": str(output)}
                subprocess.run([script], env=environment, check=True)
                folder = pathlib.Path(output.read_text().strip().removeprefix("folder="))
                output.unlink()
                self.assertEqual(folder.parent, pathlib.Path(temp))
                folder.mkdir()
                (folder / "results.json").write_text("OLD")
                for _ in range(2):
                    subprocess.run([script], env={"RUNNER_TEMP": temp}, check=True)
                    self.assertEqual(list(pathlib.Path(temp).iterdir()), [])

    def test_only_what_was_measured_is_uploaded(self):
        for action in ("benchgate", "benchgate-merge"):
            steps = self.steps(action)
            upload = self.place(steps, "upload-artifact")
            gate = next(step for step in steps if step.get("id") == "gate")
            self.assertRegex(gate["run"], r"/(gate|merge)\.sh\b")
            # Skipped where the tool could not be built: then the folder is not this run's.
            self.assertEqual(steps[upload]["if"], "always() && steps.gate.outcome != 'skipped'")


class Shards(unittest.TestCase):
    """What one action leaves, the other finds."""

    def run_script(self, action, script, temp, **environment):
        path = source / ".github/actions" / action / script
        environment = {"PATH": os.environ["PATH"], "RUNNER_TEMP": str(temp), **environment}
        return subprocess.run([path], env=environment, text=True, capture_output=True)

    def test_the_name_of_a_shard_fits_the_pattern(self):
        steps = yaml.safe_load((source / ".github/actions/benchgate-merge/action.yml").read_text())
        steps = steps["runs"]["steps"]
        download = next(s for s in steps if "download-artifact" in s.get("uses", ""))
        pattern = download["with"]["pattern"].replace("${{ inputs.artifact }}", "nightly")
        with tempfile.TemporaryDirectory() as temp:
            output = pathlib.Path(temp) / "output"
            self.run_script(
                "benchgate", "gate.sh", temp, INPUT_BASE="main", INPUT_SHARD="2/12",
                INPUT_ARTIFACT="nightly", GITHUB_OUTPUT=str(output), BENCHGATE="true",
                GITHUB_RUN_ATTEMPT="3",
            )  # fmt: skip
            told = dict(line.split("=") for line in output.read_text().split())
            self.assertEqual(told["folder"], f"{temp}/benchgate")
            name = told["artifact"]
        self.assertEqual(name, "nightly-shard-2-of-12-attempt-3")
        self.assertTrue(fnmatch.fnmatchcase(name, pattern), pattern)

    def test_a_shard_does_not_close_the_gate_but_fails_where_it_could_not_measure(self):
        for code, expected in ((0, 0), (1, 0), (5, 0), (2, 2), (3, 3), (4, 4), (134, 134)):
            with tempfile.TemporaryDirectory() as temp:
                tool = pathlib.Path(temp) / "tool"
                tool.write_text(f"#!/bin/sh\nexit {code}\n")
                tool.chmod(0o755)
                for shard, ends_with in (("1/2", expected), ("", code)):
                    done = self.run_script(
                        "benchgate", "gate.sh", temp, INPUT_BASE="main", INPUT_SHARD=shard,
                        BENCHGATE=str(tool),
                    )  # fmt: skip
                    self.assertEqual(done.returncode, ends_with, shard)

    def test_of_a_shard_that_was_repeated_the_newest_counts(self):
        with tempfile.TemporaryDirectory() as temp:
            for name in ("1-of-2-attempt-9", "1-of-2-attempt-10", "2-of-2-attempt-1"):
                (pathlib.Path(temp) / "benchgate-shards" / f"x-shard-{name}").mkdir(parents=True)
            tool = pathlib.Path(temp) / "tool"
            tool.write_text('#!/bin/sh\necho "$@"\n')
            tool.chmod(0o755)
            done = self.run_script("benchgate-merge", "merge.sh", temp, BENCHGATE=str(tool))
            merged = done.stdout.split("\n")[0].split()
            self.assertEqual(
                sorted(pathlib.Path(name).name for name in merged if "shard" in name),
                ["x-shard-1-of-2-attempt-10", "x-shard-2-of-2-attempt-1"],
            )

    def test_no_shard_at_all_closes_the_gate(self):
        with tempfile.TemporaryDirectory() as temp:
            done = self.run_script("benchgate-merge", "merge.sh", temp, BENCHGATE="true")
            self.assertEqual(done.returncode, 3)
            self.assertIn("no shard", done.stderr)


class Pair(unittest.TestCase):
    """What one of the two workflows says, the other has to know."""

    def load(self, name):
        return yaml.safe_load((source / ".github/workflows" / name).read_text())

    def step(self, name, action):
        return next(
            step["with"]
            for job in self.load(name)["jobs"].values()
            for step in job["steps"]
            if step.get("uses", "").startswith(action)
        )

    def test_the_second_waits_for_the_first(self):
        triggers = self.load("pr-comment.yml")[True]["workflow_run"]
        # `requested` is not said of a run that is repeated.
        self.assertEqual(triggers["types"], ["requested", "in_progress", "completed"])
        self.assertEqual(triggers["workflows"], [self.load("pr-gate.yml")["name"]])

    def test_the_artifact_is_the_same(self):
        uploaded = self.step("pr-gate.yml", "actions/upload-artifact")
        downloaded = self.step("pr-comment.yml", "actions/download-artifact")
        # Of the same attempt: another one's result must not be published again.
        self.assertEqual(uploaded["name"], "benchgate-attempt-${{ github.run_attempt }}")
        self.assertEqual(
            downloaded["name"], "benchgate-attempt-${{ github.event.workflow_run.run_attempt }}"
        )
        self.assertEqual(uploaded["if-no-files-found"], "error")
        self.assertIn("out/results.json", uploaded["path"].split())


class Tool(unittest.TestCase):
    """Built once for the same sources, and never by what it measures."""

    def steps(self):
        for path in files():
            document = yaml.safe_load(path.read_text())
            jobs = document.get("jobs", {"": document.get("runs")}).values()
            for job in jobs:
                if any("ci/tool.sh" in step.get("run", "") for step in job["steps"]):
                    yield path, job["steps"]

    def test_is_looked_up_built_and_kept_everywhere_alike(self):
        found = 0
        for path, steps in self.steps():
            found += 1
            first = next(i for i, step in enumerate(steps) if "ci/tool.sh" in step.get("run", ""))
            describe, restore, build, save = steps[first : first + 4]
            self.assertTrue(describe["run"].strip("'").endswith("--describe"), path)
            self.assertRegex(restore["uses"], "^actions/cache/restore@")
            self.assertRegex(build["run"], r'ci/tool\.sh"?$')
            self.assertRegex(save["uses"], "^actions/cache/save@")
            not_released = "steps.tool.outputs.release != 'true'"
            self.assertEqual(restore["if"], not_released)
            self.assertEqual(save["if"], f"{not_released} && steps.cached.outputs.cache-hit != 'true'")
            self.assertEqual(save["with"], restore["with"])
        self.assertEqual(found, 7)

    def test_has_another_key_for_other_sources(self):
        with tempfile.TemporaryDirectory() as temp:
            copy = pathlib.Path(temp) / "copy"
            for name in ("tools/x.cc", "templates/x", "CMakeLists.txt", "CMakePresets.json"):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_text("")
            (copy / "ci").mkdir()
            for name in ("tool.sh", "common.sh", "setup.sh"):
                shutil.copy(source / "ci" / name, copy / "ci")
            keys = []
            for change in ("", "a", "b", ""):
                (copy / "tools/x.cc").write_text(change)
                done = subprocess.run(
                    [copy / "ci/tool.sh", "--describe"], text=True, capture_output=True, check=True,
                    env={"PATH": os.environ["PATH"]},
                )  # fmt: skip
                told = dict(line.split("=") for line in done.stdout.split())
                self.assertEqual(told["folder"], f"{copy.resolve()}/build/tool/bin")
                keys.append(told["key"])
            self.assertEqual(len(set(keys)), 3)
            self.assertEqual(keys[0], keys[3])


class Actions(unittest.TestCase):
    def load(self, name):
        return yaml.safe_load((source / ".github/actions" / name / "action.yml").read_text())

    def test_one_finds_what_the_other_left(self):
        for left, found in (
            ("benchgate", "benchgate-publish"), ("benchgate-nightly", "benchgate-nightly-publish"),
        ):  # fmt: skip
            defaults = [self.load(name)["inputs"]["artifact"]["default"] for name in (left, found)]
            self.assertEqual(defaults[0], defaults[1])

    def test_what_a_night_measures_sees_no_token(self):
        steps = self.load("benchgate-nightly")["runs"]["steps"]
        night = next(step for step in steps if "night.sh" in step.get("run", ""))
        self.assertNotIn("token", str(night).lower())

    def test_the_history_is_where_it_is_looked_for(self):
        """An artifact of several paths begins at the folder that they share."""
        left = self.load("benchgate-nightly")["runs"]["steps"][-1]["with"]["path"].split("\n")
        self.assertEqual(
            [path.split("/")[0] for path in left if path], ["${{ steps.fetch.outputs.folder }}"] * 3
        )
        self.assertEqual(left[0], "${{ steps.fetch.outputs.folder }}/history")
        *_, download, publish = self.load("benchgate-nightly-publish")["runs"]["steps"]
        self.assertEqual(download["with"]["path"], "${{ steps.empty.outputs.folder }}")
        self.assertIn('"$RUNNER_TEMP/benchgate-night/history"', publish["run"])

    def test_every_input_is_used(self):
        for folder in (source / ".github/actions").iterdir():
            name = folder.name
            action = self.load(name)
            used = set(re.findall(r"inputs\.([\w-]+)", str(action["runs"])))
            self.assertEqual(used, set(action["inputs"]))


if __name__ == "__main__":
    source = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
