"""What workflows and actions of GitHub may contain: findings(text) names what breaks a rule.

The rules are about who may do what: what is not pinned can change under us, what may write must
run nothing of a pull request, and text from outside must reach a script as data. Whether a
workflow works is not among them: that takes GitHub.
"""

import re

import yaml

PINNED = re.compile(r"[\w.-]+/[\w.-]+(/[\w./-]+)?@[0-9a-f]{40}")
VERSION = r"v\d+\.\d+\.\d+"
USES_LINE = re.compile(r"^\s*(?:- )?uses:\s*(\S+)(?:\s+#\s*(\S.*))?$", re.MULTILINE)
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)

# A matrix is written in the workflow itself; nothing else is known to be ours.
SAFE_IN_SCRIPTS = re.compile(r"\s*matrix\.\w+\s*")
MAY_WRITE = {"pull-requests", "checks"}
# By the clock nothing of a pull request is run: the history's branch, issues on change points.
MAY_WRITE_BY_NIGHT = {"contents", "issues", "pages"}
NIGHT = {"schedule", "workflow_dispatch"}
NIGHT_USES = re.compile(
    r"actions/checkout|actions/download-artifact|actions/cache/(restore|save)"
    r"|[\w.-]+/[\w.-]+/\.github/actions/benchgate-nightly-publish"
)
NIGHT_SCRIPT = re.compile(r'ci/tool\.sh( --describe)?|ci/nightly-publish\.sh "\$RUNNER_TEMP/night/history"')

# By a tag, which only those push who may write anyway: the release and where it was built.
RELEASE_TAG = "v[0-9]+.[0-9]+.[0-9]+"
MAY_WRITE_RELEASES = {"contents", "id-token", "attestations"}
RELEASE_USES = re.compile(r"actions/checkout|actions/download-artifact|actions/attest-build-provenance")
RELEASE_SCRIPT = re.compile(r'ci/publish_release\.sh "\$GITHUB_REF_NAME" "\$RUNNER_TEMP/packages"')

# The workflow that may write: all that it may use and run, and nothing of the head's.
TRUSTED_USES = re.compile(
    r"actions/checkout|actions/download-artifact|actions/cache/(restore|save)"
    r"|[\w.-]+/[\w.-]+/\.github/actions/benchgate-publish"
)
TRUSTED_SCRIPT = re.compile(
    r'ci/tool\.sh( --describe)?|ci/publish\.sh (--started|"\$RUNNER_TEMP/artifact")'
    r"|ci/publish_failed\.py"
)
DEFAULT_BRANCH = "${{ github.event.repository.default_branch }}"
OF_THE_HEAD = re.compile(r"head_(sha|branch|ref|commit|repository)|pull_requests|\.head\b")


def _steps(document):
    if "runs" in document:
        yield from document["runs"].get("steps", [])
    for job in document.get("jobs", {}).values():
        yield from job.get("steps", [])


def _action(step):
    return step.get("uses", "").partition("@")[0]


def _triggers(document):
    on = document.get("on", document.get(True, {}))  # YAML 1.1 reads `on` as true
    if isinstance(on, str):
        return {on}
    return set(on)


def _is_for_tags(document):
    return document.get("on", document.get(True)) == {"push": {"tags": [RELEASE_TAG]}}


def _pins(text, document):
    uses = [step["uses"] for step in _steps(document) if "uses" in step]
    uses += [job["uses"] for job in document.get("jobs", {}).values() if "uses" in job]
    for name in uses:
        if not PINNED.fullmatch(name):
            yield f"uses {name}: is not pinned by a full sha"
    for name, comment in USES_LINE.findall(text):
        is_ours = "/.github/actions/" in name  # of no version but its commit
        if PINNED.fullmatch(name) and not is_ours and not re.fullmatch(VERSION, comment):
            yield f"uses {name}: has no comment with its version"


def _scripts(document):
    for step in _steps(document):
        script = step.get("run", "")
        for expression in EXPRESSION.findall(script):
            if not SAFE_IN_SCRIPTS.fullmatch(expression):
                yield f"run: {expression.strip()} is pasted into a script; hand it over in env"


def _granted(document):
    yield document.get("permissions")
    for job in document["jobs"].values():
        if "permissions" in job:
            yield job["permissions"]


def _writes(document):
    return {
        scope
        for permissions in _granted(document)
        for scope, access in permissions.items()
        if access == "write"
    }


def _permissions(document):
    unlisted = [granted for granted in _granted(document) if not isinstance(granted, dict)]
    if unlisted:
        yield f"permissions: {unlisted[0]} is not a list of what is needed"
        return
    if "write" in document["permissions"].values():
        yield "permissions: what may write is for one job, not for all"
    if _triggers(document) <= NIGHT:
        for scope in sorted(_writes(document) - MAY_WRITE_BY_NIGHT):
            yield f"permissions: {scope}: write is more than a history and its issues need"
        return
    if _is_for_tags(document):
        for scope in sorted(_writes(document) - MAY_WRITE_RELEASES):
            yield f"permissions: {scope}: write is more than a release needs"
        return
    for scope in sorted(_writes(document) - MAY_WRITE):
        yield f"permissions: {scope}: write is more than a comment and a check need"
    if _writes(document) and _triggers(document) != {"workflow_run"}:
        yield "permissions: only a workflow on workflow_run may write"


def _jobs(document):
    for name, job in document["jobs"].items():
        if "timeout-minutes" not in job:
            yield f"job {name}: has no timeout-minutes"
    for step in _steps(document):
        if _action(step) != "actions/checkout":
            continue
        if step.get("with", {}).get("persist-credentials") is not False:
            yield "actions/checkout: leaves its token in the clone; persist-credentials: false"


def _untrusted(text, document):
    """A workflow that runs what a pull request brings along."""
    if "pull_request_target" in _triggers(document):
        yield "on: pull_request_target gives a stranger's pull request our token"
    if "pull_request" not in _triggers(document):
        return
    if re.search(r"\bsecrets\b|github\.token|GITHUB_TOKEN", text):
        yield "pull_request: a token or a secret is within reach of a stranger's code"


def _trusted(document):
    """A workflow that may write."""
    if "workflow_run" not in _triggers(document):
        return
    for step in _steps(document):
        settings = step.get("with", {})
        if "uses" in step and not TRUSTED_USES.fullmatch(_action(step)):
            yield f"workflow_run: uses {_action(step)}"
        if _action(step) == "actions/checkout":
            if settings.get("ref") != DEFAULT_BRANCH or "repository" in settings:
                yield "workflow_run: checks out something else than the default branch"
        if _action(step) == "actions/download-artifact":
            if not settings.get("path", "").startswith("${{ runner.temp }}/"):
                yield "workflow_run: unpacks the artifact where something else is"
        if "run" in step and not TRUSTED_SCRIPT.fullmatch(step["run"].strip()):
            yield f"workflow_run: runs {step['run'].strip()}"
    if OF_THE_HEAD.search(str(document)):
        yield "workflow_run: uses what the head can choose"


def _writers(document):
    """Workflows without a pull request: their jobs that may write build and measure nothing."""
    if _triggers(document) <= NIGHT:
        yield from _writing_jobs(document, NIGHT_SCRIPT, NIGHT_USES)
    if _is_for_tags(document):
        yield from _writing_jobs(document, RELEASE_SCRIPT, RELEASE_USES)


def _writing_jobs(document, allowed, uses):
    for name, job in document["jobs"].items():
        if "write" not in job.get("permissions", {}).values():
            continue
        for step in job.get("steps", []):
            script = step.get("run", "").strip()
            if script and not allowed.fullmatch(script):
                yield f"job {name}: may write and runs {script}"
            if "uses" in step and not uses.fullmatch(_action(step)):
                yield f"job {name}: may write and uses {_action(step)}"
            if _action(step) == "actions/download-artifact":
                if not step.get("with", {}).get("path", "").startswith("${{ runner.temp }}/"):
                    yield f"job {name}: unpacks the artifact where something else is"


def _action_of_ours(document):
    """It runs in other people's work trees, beside what they have there."""
    for step in _steps(document):
        script = step.get("run", "").strip()
        if script and not script.startswith('"$GITHUB_ACTION_PATH/'):
            yield f"action: runs {script}, not what is beside it"
        if step.get("shell", "bash") != "bash":
            yield "action: the shell of all scripts is bash"
        if "run" in step and "shell" not in step:
            yield "action: a step has to name its shell, bash"
        if _action(step) == "actions/checkout":
            yield "action: checks out; what is measured is the caller's choice"
    for name, given in document.get("inputs", {}).items():
        if not given.get("description"):
            yield f"action: the input {name} has no description"
        if re.search(r"secrets\.", str(given)):
            yield f"action: the input {name} takes a secret"


def is_action(document):
    return "runs" in document


def findings(text):
    """Sentences, one for each break of a rule; none where all is well."""
    document = yaml.safe_load(text)
    found = [*_pins(text, document), *_scripts(document)]
    if is_action(document):
        return found + [*_action_of_ours(document)]
    found += [*_permissions(document), *_jobs(document)]
    return found + [*_untrusted(text, document), *_trusted(document), *_writers(document)]


def scripts(text):
    """The shell scripts, with expressions replaced by a word: for shellcheck."""
    for step in _steps(yaml.safe_load(text)):
        if "run" in step:
            yield EXPRESSION.sub("word", step["run"])


def pins(text):
    """{action: sha} of everything that is used."""
    return dict(name.split("@") for name, _ in USES_LINE.findall(text) if PINNED.fullmatch(name))
