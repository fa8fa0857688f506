"""A GitHub for tests: as much of its REST interface as `benchgate publish github` uses.

    fake_github.py SCRIPT STATE

Listens on 127.0.0.1, prints its port, and answers until it is ended. SCRIPT (JSON) says what is
there at the start and what goes wrong when; STATE (JSON) is rewritten before every answer and holds
all requests and what has become of comments, check runs and issues. Standard library only.

Beyond what its documentation promises, it is held to how GitHub was seen to behave: an App's token
has no /user; pages are linked; annotations of a check run are added to, never replaced; comments
are refused beyond 65,536 characters; of check runs with one name the latest is listed unless all
are asked for.

With "remote" in SCRIPT, a bare git repository, the head of a pull request is what refs/pull/N/head
is there at that moment, and a commit is that of pull requests of the repository itself only, as on
GitHub: those of forks are found by their branch alone.
"""

import base64
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

BOT = {"login": "github-actions[bot]", "type": "Bot"}


class GitHub:
    """What is there, and what happened. One lock around everything."""

    def __init__(self, script, state_path):
        self.token = script.get("token", "the-token")
        self.repository = script.get("repository", "octo/bench")
        self.user = script.get("user", BOT)
        self.graphql = script.get("graphql", True)
        self.comments = script.get("comments", [])
        self.remote = script.get("remote")
        self.scripted_pulls = script.get("pulls", [])
        self.scripted_commit_pulls = script.get("commit_pulls", {})
        self.merges = script.get("merges", {})
        self.check_runs = script.get("check_runs", [])
        self.issues = script.get("issues", [])
        self.events = script.get("events", [])
        self.check_suites = script.get("check_suites", [])
        self.files = script.get("files", {})  # "COMMIT:PATH": text
        self.merge_base = script.get("merge_base")
        self.permissions = script.get("permissions", {})
        self.rules = script.get("rules", [])
        self.requests = []
        self.state_path = state_path
        self.lock = threading.RLock()
        self.barriers = {}
        self.next_id = 1000

    def new_id(self):
        self.next_id += 1
        return self.next_id

    @property
    def pulls(self):
        if not self.remote:
            return self.scripted_pulls
        listed = subprocess.run(
            ["git", "-C", self.remote, "for-each-ref", "--format=%(refname) %(objectname)"]
            + ["refs/pull"],
            capture_output=True,
            text=True,
            check=True,
        )
        heads = dict(line.split() for line in listed.stdout.splitlines())
        return [
            dict(pull, head=dict(pull["head"], sha=heads[f"refs/pull/{pull['number']}/head"]))
            for pull in self.scripted_pulls
            if f"refs/pull/{pull['number']}/head" in heads
        ]

    @property
    def commit_pulls(self):
        if not self.remote:
            return self.scripted_commit_pulls
        owner = self.repository.split("/")[0]
        found = {}
        for pull in self.pulls:
            if pull["head"]["label"].startswith(owner + ":"):
                found.setdefault(pull["head"]["sha"], []).append(pull["number"])
        return found

    def save(self):
        state = {
            "requests": self.requests,
            "comments": self.comments,
            "check_runs": self.check_runs,
            "issues": self.issues,
        }
        temporary = self.state_path + ".part"
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump(state, file)
        os.replace(temporary, self.state_path)

    def rule_for(self, method, path):
        """The first rule that matches and has not been used up."""
        for rule in self.rules:
            if rule.get("method", method) != method or not re.search(rule["path"], path):
                continue
            if rule.get("skip", 0) > 0:
                rule["skip"] -= 1
                continue
            if rule.get("times", 1) > 0:
                rule["times"] = rule.get("times", 1) - 1
                return rule
        return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    github = None

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.handle_request("GET")

    def do_POST(self):
        self.handle_request("POST")

    def do_PATCH(self):
        self.handle_request("PATCH")

    def do_DELETE(self):
        self.handle_request("DELETE")

    def handle_request(self, method):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode("utf-8", "replace")
        with self.github.lock:
            authorized = self.headers.get("Authorization") == f"Bearer {self.github.token}"
            self.github.requests.append(
                {"method": method, "path": self.path, "authorized": authorized, "body": body}
            )
            rule = self.github.rule_for(method, self.path)
            self.github.save()
        if rule and not self.obey(rule, method, body):
            return
        if not authorized:
            return self.answer(401, {"message": "Bad credentials"})
        self.do(method, body)

    def obey(self, rule, method, body):
        """True where the request is to be answered as usual after that."""
        action = rule.get("action")
        if action == "barrier":
            barrier = self.github.barriers.setdefault(
                rule["path"], threading.Barrier(rule["count"], timeout=120)
            )
            try:
                barrier.wait()
            except threading.BrokenBarrierError:
                pass
            return True
        if action == "delete_comments":
            with self.github.lock:
                self.github.comments.clear()
            return True
        if action == "slow":
            time.sleep(rule["seconds"])
            return True
        if action == "cut":
            self.cut()
            return False
        if action == "cut_after":  # the work is done, the answer is lost
            self.do(method, body, answer=False)
            self.cut()
            return False
        if action == "half":  # promises more than it sends
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'[{"id"')
            self.cut()
            return False
        self.answer(rule["status"], rule.get("body", {}), rule.get("headers", {}))
        return False

    def cut(self):
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def answer(self, status, body, headers=None):
        text = body if isinstance(body, str) else json.dumps(body)
        data = b"" if status == 204 else text.encode()
        try:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value.replace("HERE", self.here()))
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def here(self):
        return "http://127.0.0.1:%d" % self.server.server_address[1]

    def do(self, method, body, answer=True):
        github = self.github
        url = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        try:
            sent = json.loads(body) if body else {}
        except ValueError:
            return self.answer(400, {"message": "Problems parsing JSON"})
        with github.lock:
            status, value = self.route(method, url.path, query, sent)
            github.save()
        if not answer:
            return
        headers = {}
        if isinstance(value, tuple):  # a list, to be shown in pages
            value, headers = self.page(url.path, query, *value)
        self.answer(status, value, headers)

    def page(self, path, query, items, key):
        size = min(int(query.get("per_page", "30")), 100)
        number = int(query.get("page", "1"))
        part = items[(number - 1) * size : number * size]
        headers = {}
        if number * size < len(items):
            rest = "&".join(f"{name}={value}" for name, value in query.items() if name != "page")
            headers["Link"] = (
                f'<{self.here()}{path}?{rest}&page=1>; rel="first", '
                f'<{self.here()}{path}?{rest}&page={number + 1}>; rel="next"'
            )
        return ({"total_count": len(items), key: part} if key else part), headers

    def route(self, method, path, query, sent):
        github = self.github
        repo = f"/repos/{github.repository}"
        if path == "/user":
            if github.user["type"] == "Bot":
                return 403, {"message": "Resource not accessible by integration"}
            return 200, github.user
        if path == "/graphql" and method == "POST":
            if not github.graphql:
                return 403, {"message": "Resource not accessible by integration"}
            return 200, {"data": {"viewer": {"login": github.user["login"]}}}
        if path == repo + "/issues":
            return self.issues_of(method, query, sent)
        if match := re.fullmatch(repo + r"/issues/(\d+)", path):
            return self.issue(method, int(match[1]), sent)
        if match := re.fullmatch(repo + r"/issues/(\d+)/comments", path):
            return self.comments_of(method, int(match[1]), sent)
        if match := re.fullmatch(repo + r"/issues/comments/(\d+)", path):
            return self.comment(method, int(match[1]), sent)
        if re.fullmatch(repo + r"/issues/\d+/events", path):
            return 200, (github.events, None)
        if match := re.fullmatch(repo + r"/collaborators/([^/]+)/permission", path):
            if match[1] not in github.permissions:
                return 404, {"message": f"{match[1]} is not a user"}
            return 200, {"permission": github.permissions[match[1]]}
        if match := re.fullmatch(repo + r"/pulls/(\d+)", path):
            found = [pull for pull in github.pulls if pull["number"] == int(match[1])]
            return (200, found[0]) if found else (404, {"message": "Not Found"})
        if path == repo + "/pulls":
            wanted = query.get("head")
            return 200, ([p for p in github.pulls if p["head"]["label"] == wanted], None)
        if match := re.fullmatch(repo + r"/commits/(\w+)/pulls", path):
            numbers = github.commit_pulls.get(match[1], [])
            return 200, ([p for p in github.pulls if p["number"] in numbers], None)
        if match := re.fullmatch(repo + r"/git/commits/(\w+)", path):
            if match[1] not in github.merges:
                return 404, {"message": "Not Found"}
            return 200, {"parents": [{"sha": sha} for sha in github.merges[match[1]]]}
        if match := re.fullmatch(repo + r"/contents/(.+)", path):
            return self.contents(query.get("ref", "HEAD"), unquote(match[1]))
        if match := re.fullmatch(repo + r"/compare/(\w+)\.\.\.(\w+)", path):
            return self.compare(match[1], match[2])
        if re.fullmatch(repo + r"/commits/\w+/check-suites", path):
            return 200, (github.check_suites, "check_suites")
        if match := re.fullmatch(repo + r"/commits/(\w+)/check-runs", path):
            runs = [
                run
                for run in github.check_runs
                if run["head_sha"] == match[1] and run["name"] == query.get("check_name")
            ]
            if query.get("filter", "latest") == "latest":
                runs = runs[-1:]
            return 200, (runs, "check_runs")
        if path == repo + "/check-runs" and method == "POST":
            run = {"id": github.new_id(), "output": {"annotations": []}}
            github.check_runs.append(run)
            return 201, self.write_check(run, sent)
        if match := re.fullmatch(repo + r"/check-runs/(\d+)", path):
            found = [run for run in github.check_runs if run["id"] == int(match[1])]
            return (200, self.write_check(found[0], sent)) if found else (404, {})
        return 404, {"message": "Not Found"}

    def git(self, *arguments):
        """What git prints; nothing where it fails."""
        done = subprocess.run(
            ["git", "-C", self.github.remote, *arguments], capture_output=True, check=False
        )
        return done.stdout if done.returncode == 0 else None

    def contents(self, commit, path):
        if self.github.remote:
            data = self.git("show", f"{commit}:{path}")
        else:
            text = self.github.files.get(f"{commit}:{path}")
            data = None if text is None else text.encode()
        if data is None:
            return 404, {"message": "Not Found"}
        # Lines of 60 characters, as GitHub has them.
        coded = base64.b64encode(data).decode()
        lines = "".join(coded[i : i + 60] + "\n" for i in range(0, len(coded), 60))
        return 200, {"type": "file", "encoding": "base64", "size": len(data), "content": lines}

    def compare(self, base, head):
        found = self.github.merge_base
        if self.github.remote:
            found = (self.git("merge-base", base, head) or b"").decode().strip()
        if not found:
            return 404, {"message": "No common ancestor between these commits"}
        return 200, {"merge_base_commit": {"sha": found}, "commits": [], "files": []}

    def write_check(self, run, sent):
        annotations = run["output"].get("annotations", [])
        run.update({key: value for key, value in sent.items() if key != "output"})
        if "conclusion" in sent:
            run["status"] = "completed"
        if "output" in sent:
            run["output"] = dict(sent["output"])
            run["output"]["annotations"] = annotations + sent["output"].get("annotations", [])
        return run

    def issues_of(self, method, query, sent):
        github = self.github
        if method == "GET":
            wanted = query.get("state", "open")
            label = query.get("labels")
            found = [
                issue
                for issue in github.issues
                if wanted in ("all", issue["state"])
                and (not label or label in [one["name"] for one in issue["labels"]])
            ]
            if query.get("direction", "desc") == "desc":
                found.reverse()
            return 200, (found, None)
        if len(sent.get("body", "")) > 65536:
            return 422, {"message": "Validation Failed: body is too long"}
        if len(sent.get("title", "")) > 256:
            return 422, {"message": "Validation Failed: title is too long"}
        issue = {
            "id": github.new_id(),
            "number": len(github.issues) + 1,
            "title": sent["title"],
            "body": sent.get("body"),
            "labels": [{"name": name} for name in sent.get("labels", [])],
            "state": "open",
            "user": github.user,
        }
        github.issues.append(issue)
        return 201, issue

    def issue(self, method, number, sent):
        found = [issue for issue in self.github.issues if issue["number"] == number]
        if not found:
            return 404, {"message": "Not Found"}
        if method == "PATCH":
            if len(sent.get("body", "")) > 65536:
                return 422, {"message": "Validation Failed: body is too long"}
            found[0].update(sent)
        return 200, found[0]

    def comments_of(self, method, number, sent):
        github = self.github
        if method == "GET":
            return 200, ([c for c in github.comments if c.get("issue", number) == number], None)
        if len(sent.get("body", "")) > 65536:
            return 422, {"message": "Validation Failed: body is too long"}
        comment = {
            "id": github.new_id(),
            "issue": number,
            "body": sent["body"],
            "user": github.user,
        }
        github.comments.append(comment)
        return 201, comment

    def comment(self, method, number, sent):
        github = self.github
        found = [comment for comment in github.comments if comment["id"] == number]
        if not found:
            return 404, {"message": "Not Found"}
        if method == "DELETE":
            github.comments.remove(found[0])
            return 204, {}
        if len(sent.get("body", "")) > 65536:
            return 422, {"message": "Validation Failed: body is too long"}
        found[0]["body"] = sent["body"]
        return 200, found[0]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        Handler.github = GitHub(json.load(file), sys.argv[2])
    Handler.github.save()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
