"""What `benchgate init` writes keeps the rules, and docs/github.md shows the same.

    init_test.py BENCHGATE SOURCE [unittest's arguments]
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import yaml

import rules

benchgate = source = None
ACTION = "octo/benchgate@0123456789abcdef0123456789abcdef01234567"
NAMES = ["benchgate.yml", "benchgate-comment.yml"]
NIGHTLY = "benchgate-nightly.yml"


def written(folder_of_project=".", names=NAMES):
    with tempfile.TemporaryDirectory() as name:
        project = pathlib.Path(name, folder_of_project)
        project.mkdir(parents=True, exist_ok=True)
        (project / "CMakeLists.txt").write_text("project(x NONE)")
        (project / "benchgate.toml").write_text("")
        environment = os.environ | {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", "init", "--quiet", name], check=True, env=environment)
        subprocess.run(
            [benchgate, "init", "--nightly", "--action", ACTION],
            cwd=project,
            check=True,
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        return [pathlib.Path(name, ".github/workflows", file).read_text() for file in names]


class Init(unittest.TestCase):
    def test_writes_workflows_that_keep_the_rules(self):
        for text in written(names=[*NAMES, NIGHTLY]):
            self.assertEqual(rules.findings(text), [])

    def test_pins_what_the_rest_of_the_repository_pins(self):
        ours = {}
        for path in (source / ".github/workflows").glob("*.yml"):
            ours |= rules.pins(path.read_text())
        for text in written(names=[NAMES[0], NIGHTLY]):
            self.assertEqual(rules.pins(text)["actions/checkout"], ours["actions/checkout"])

    def test_knows_where_in_the_repository_the_project_is(self):
        strange = 'a "b": #c'
        gate, night = map(yaml.safe_load, written(strange, [NAMES[0], NIGHTLY]))
        for job in (gate["jobs"]["gate"], night["jobs"]["measure"]):
            self.assertEqual(job["steps"][-1]["with"]["working-directory"], strange)

    def test_says_where_the_policy_is(self):
        (step,) = yaml.safe_load(written("a: b", [NAMES[1]])[0])["jobs"]["publish"]["steps"]
        self.assertEqual(step["with"], {"policy": "a: b/benchgate.toml"})

    def test_sets_inputs_that_the_action_has(self):
        steps = [
            job["steps"][-1]
            for text in written(names=[*NAMES, NIGHTLY])
            for job in yaml.safe_load(text)["jobs"].values()
        ]
        self.assertEqual(len(steps), 4)
        for step in steps:
            name = re.search(r"/\.github/actions/([\w-]+)@", step["uses"])[1]
            action = yaml.safe_load((source / f".github/actions/{name}/action.yml").read_text())
            self.assertLessEqual(set(step.get("with", {})), set(action["inputs"]))

    def test_the_night_is_that_of_the_repository_itself(self):
        ours = yaml.safe_load((source / ".github/workflows/nightly.yml").read_text())
        night = yaml.safe_load(written(names=[NIGHTLY])[0])
        self.assertEqual(night[True], ours[True])  # `on`
        for job in ("measure", "publish"):
            theirs, mine = night["jobs"][job], ours["jobs"][job]
            for key in ("permissions", "needs", "runs-on"):
                self.assertEqual(theirs.get(key), mine.get(key), key)
            self.assertEqual(theirs["steps"][0], mine["steps"][0])

    def test_documentation_shows_the_same(self):
        page = (source / "docs/github.md").read_text().replace("OWNER/", "octo/")
        page = page.replace("@COMMIT", ACTION[ACTION.index("@") :])
        shown = re.findall(r"^```yaml\n(name:.*?)^```$", page, re.DOTALL | re.MULTILINE)
        self.assertEqual([yaml.safe_load(text) for text in shown], [yaml.safe_load(text) for text in written()])


if __name__ == "__main__":
    benchgate = sys.argv.pop(1)
    source = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
