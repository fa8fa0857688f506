"""ci/publish_failed.py finishes what the tool has begun, and nothing else.

    publish_failed_test.py BENCHGATE SOURCE [unittest's arguments]
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

benchgate = source = None
HEAD = "9f8e7d6c5b4a39281706f5e4d3c2b1a098765432"
OLD = "a" * 40
COMMENT = (
    f"<!-- benchgate:comment name=benchgate commit={OLD} findings=2 -->\n"
    "<!-- benchgate:report -->\n## the old report\n"
)
BOT = {"login": "github-actions[bot]", "type": "Bot"}
RUN = {
    "id": 99,
    "head_sha": HEAD,
    "head_branch": "topic",
    "created_at": "2026-11-20T10:00:00Z",
    "head_repository": {"full_name": "fork/bench", "owner": {"login": "fork"}},
    "html_url": "https://github.example/octo/bench/actions/runs/99",
}
PULL = {
    "number": 12,
    "state": "open",
    "head": {"sha": HEAD, "label": "fork:topic"},
    "base": {"ref": "main", "repo": {"full_name": "octo/bench"}},
}


class PublishFailed(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def github(self, **script):
        script = {"token": "t", "pulls": [PULL], **script}
        (self.folder / "script.json").write_text(json.dumps(script))
        server = subprocess.Popen(
            [sys.executable, source / "tests/support/fake_github.py", self.folder / "script.json",
             self.folder / "state.json"],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.addCleanup(lambda: (server.kill(), server.wait(), server.stdout.close()))
        self.url = f"http://127.0.0.1:{server.stdout.readline().strip()}"

    def run_with(self, *command, conclusion="failure"):
        (self.folder / "event.json").write_text(
            json.dumps({"workflow_run": {**RUN, "conclusion": conclusion}})
        )
        environment = {
            "PATH": os.environ["PATH"],
            "GITHUB_TOKEN": "t",
            "GITHUB_REPOSITORY": "octo/bench",
            "GITHUB_API_URL": self.url,
            "GITHUB_EVENT_NAME": "workflow_run",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
        }
        return subprocess.run(command, env=environment, text=True, capture_output=True)

    def start(self):
        done = self.run_with(benchgate, "publish", "github", "--started", conclusion=None)
        self.assertEqual(done.returncode, 0, done.stderr)

    def fail(self, *arguments):
        return self.run_with(sys.executable, source / "ci/publish_failed.py", *arguments)

    def state(self):
        return json.loads((self.folder / "state.json").read_text())

    def test_finishes_the_check_and_corrects_the_comment(self):
        self.github(comments=[{"id": 1, "issue": 12, "user": BOT, "body": COMMENT}])
        self.start()
        self.assertIn("is on its way", self.state()["comments"][0]["body"])
        done = self.fail()
        self.assertEqual(done.returncode, 0, done.stderr)
        (check,) = self.state()["check_runs"]
        self.assertEqual((check["status"], check["conclusion"]), ("completed", "failure"))
        self.assertIn("runs/99", check["output"]["summary"])
        body = self.state()["comments"][0]["body"]
        self.assertIn("publishing its result failed", body)
        self.assertNotIn("is on its way", body)
        self.assertTrue(body.endswith("## the old report\n"), body)
        # The tool goes on from there.
        self.start()
        self.assertIn("is on its way", self.state()["comments"][0]["body"])

    def test_makes_a_check_where_nothing_was_begun(self):
        self.github()
        self.assertEqual(self.fail().returncode, 0)
        (check,) = self.state()["check_runs"]
        self.assertEqual((check["name"], check["conclusion"]), ("benchgate", "failure"))
        self.assertEqual(self.state()["comments"], [])

    def test_leaves_alone_what_was_published(self):
        self.github(comments=[{"id": 1, "issue": 12, "user": BOT, "body": COMMENT}])
        done = self.run_with(benchgate, "publish", "github", "missing.json")
        self.assertEqual(done.returncode, 3, done.stderr)
        before = self.state()
        self.assertEqual(self.fail().returncode, 0)
        for what in ("comments", "check_runs"):
            self.assertEqual(self.state()[what], before[what])

    def test_leaves_alone_what_others_wrote_and_other_runs_began(self):
        waiting = COMMENT.replace("<!-- benchgate:report", "> \u23f3 **Out of date.** x\n\n<!-- benchgate:report")
        mallory = {"id": 1, "issue": 12, "user": {"login": "mallory", "type": "User"}, "body": waiting}
        other = {"id": 5, "name": "benchgate", "head_sha": HEAD, "external_id": "benchgate:98:running",
                 "status": "in_progress", "output": {}}  # fmt: skip
        self.github(comments=[mallory], check_runs=[other])
        self.assertEqual(self.fail().returncode, 0)
        self.assertEqual(self.state()["comments"][0]["body"], waiting)
        self.assertEqual(self.state()["check_runs"][0]["status"], "in_progress")

    def test_says_where_github_refuses(self):
        self.github(rules=[{"path": "/check-runs", "status": 403, "times": 9}])
        self.assertEqual(self.fail().returncode, 4)
        self.assertEqual(self.fail("--name", "a b").returncode, 2)


if __name__ == "__main__":
    benchgate = pathlib.Path(sys.argv.pop(1)).resolve()
    source = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
