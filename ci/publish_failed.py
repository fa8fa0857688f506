#!/usr/bin/env python3
"""publish_failed.py [--name NAME] [--comment WHEN]

The last step of a workflow on workflow_run whose publishing failed, because the tool could not be
built for one: finishes what `benchgate publish github --started` began. Without the tool, and so
without a result: a check that is still in progress fails, and a comment that says that a run is on
its way says that its result could not be published. What has been published stays as it is.

Needs Python alone. The environment is that of a step of GitHub Actions, with GITHUB_TOKEN.
Exit codes: 0 nothing is left unfinished, 2 usage, 4 GitHub refuses.
"""

import argparse
import json
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

# As comment.cc and github_forge.cc write them; tests/workflows/publish_failed_test.py holds both
# to the same.
REPORT_BEGINS = "<!-- benchgate:report -->\n"
COMMENT_BEGINS = "<!-- benchgate:comment name={} "
ON_ITS_WAY = "> \u23f3 **Out of date.**"
EXTERNAL_ID = "benchgate:{}:"
MOST_PAGES = 50


class GitHub:
    def __init__(self, environment):
        self.api = environment.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
        self.token = environment["GITHUB_TOKEN"]
        self.repository = environment["GITHUB_REPOSITORY"]

    def send(self, method, path, body=None):
        request = urllib.request.Request(
            self.api + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Accept": "application/vnd.github+json",
                "User-Agent": "benchgate",
            },
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def of_repository(self, path, method="GET", body=None):
        return self.send(method, f"/repos/{self.repository}{path}", body)

    def each(self, path, key=None):
        separator = "&" if "?" in path else "?"
        for page in range(1, MOST_PAGES + 1):
            answer = self.of_repository(f"{path}{separator}per_page=100&page={page}")
            items = answer[key] if key else answer
            yield from items
            if len(items) < 100:
                return

    def author(self):
        """(login, is a bot) of the token's own comments."""
        try:
            user = self.send("GET", "/user")
            return user["login"], user["type"] == "Bot"
        except urllib.error.HTTPError:
            return "github-actions[bot]", True  # an App's token belongs to no user


def finish_check(github, run, name):
    ours = [
        check
        for check in github.each(
            f"/commits/{run['head_sha']}/check-runs?filter=all&check_name={urllib.parse.quote(name)}",
            "check_runs",
        )
        if (check.get("external_id") or "").startswith(EXTERNAL_ID.format(run["id"]))
    ]
    failed = {
        "name": name,
        "status": "completed",
        "conclusion": "failure",
        "external_id": EXTERNAL_ID.format(run["id"]) + "failed",
        "output": {
            "title": "No result",
            "summary": f"[The run]({run['html_url']}) ended, but publishing its result failed: see "
            "the log of the workflow that publishes.",
        },
    }
    unfinished = [check for check in ours if check["status"] != "completed"]
    for check in unfinished:
        github.of_repository(f"/check-runs/{check['id']}", "PATCH", failed)
    if not ours:
        github.of_repository("/check-runs", "POST", failed | {"head_sha": run["head_sha"]})
    return bool(unfinished) or not ours


def pull_request(github, run):
    """The open one that the run was about; nothing where there is none, or it has a newer commit."""
    owner = ((run.get("head_repository") or {}).get("owner") or {}).get("login")
    if not owner or not run.get("head_branch"):
        return None
    label = urllib.parse.quote(f"{owner}:{run['head_branch']}", safe="")
    pulls = [
        pull
        for pull in github.each(f"/pulls?state=open&head={label}")
        if pull["head"]["sha"] == run["head_sha"]
    ]
    return pulls[0]["number"] if len(pulls) == 1 else None


def correct_comment(github, run, name):
    number = pull_request(github, run)
    if number is None:
        return False
    author = github.author()
    corrected = False
    for comment in github.each(f"/issues/{number}/comments"):
        user, body = comment.get("user") or {}, comment.get("body") or ""
        if (user.get("login"), user.get("type") == "Bot") != author:
            continue
        if not body.startswith(COMMENT_BEGINS.format(name)) or ON_ITS_WAY not in body:
            continue
        marker, _, rest = body.partition("\n")
        if REPORT_BEGINS not in rest or not rest.startswith(ON_ITS_WAY):
            continue
        report = rest[rest.index(REPORT_BEGINS) :]
        notice = (
            f"> \u274c **Out of date.** [The newest run](<{run['html_url']}>) ended, but publishing "
            "its result failed. The report below is about an earlier run.\n\n"
        )
        text = f"{marker}\n{notice}{report}"
        github.of_repository(f"/issues/comments/{comment['id']}", "PATCH", {"body": text})
        corrected = True
    return corrected


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[1])
    parser.add_argument("--name", default="benchgate", help="as for benchgate publish github")
    parser.add_argument("--comment", default="always", help="as for benchgate publish github")
    arguments = parser.parse_args()
    if not re.fullmatch(r"[\w.-]{1,60}", arguments.name, re.ASCII):
        parser.error("--name: use up to 60 letters, digits and -_.")
    with open(os.environ["GITHUB_EVENT_PATH"], encoding="utf-8") as file:
        run = json.load(file)["workflow_run"]
    github = GitHub(os.environ)
    failed = 0
    for work, is_wanted in (
        (finish_check, True),
        (correct_comment, arguments.comment != "never"),
    ):
        try:
            if is_wanted and work(github, run, arguments.name):
                print(f"publish_failed.py: {work.__name__.replace('_', ' ')}: done")
        except (urllib.error.URLError, OSError, ValueError, KeyError) as error:
            print(f"publish_failed.py: {work.__name__.replace('_', ' ')}: {error}", file=sys.stderr)
            failed = 4
    return failed


if __name__ == "__main__":
    sys.exit(main())
