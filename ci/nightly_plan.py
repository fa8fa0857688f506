"""What ci/nightly.sh does next, from what `benchgate` says of the history as JSON.

    nightly_plan.py reference CHANGES RUNS       the commit of the reference build so far
    nightly_plan.py before RUNS                  the commits of the nights before, the newest first
    nightly_plan.py bisect CHANGES RUNS LINE SECONDS TOOL
                                                 what to look into: a line each, by tabs; on
                                                 standard error, what not again

CHANGES is of `benchgate history --all --format json`, RUNS of `benchgate store list --format json`;
LINE is a file with the commits that this night's builds on, the newest, its own, first; SECONDS is how
long may be looked tonight, TOOL what `benchgate --version` says.
Standard library only.
"""

import collections
import datetime
import json
import sys

# Series that nobody has measured for so long have ended: another reference, a benchmark renamed.
ENDED = datetime.timedelta(days=14)
# A search that ended without an answer is not repeated for so long ...
PATIENCE = datetime.timedelta(days=7)
# ... unless it may take so many times the time: less would hardly end otherwise.
MORE_TIME = 2
WHY = {
    "stopped": "there was not enough time",
    "untestable": "it could not be built or measured",
    "undecided": "what was measured did not tell",
    "unlisted": "its commits could not be listed",
}

Night = collections.namedtuple("Night", "now seconds tool")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def moment(run):
    return instant(run["measured_at"])


def by_reference(history):
    return [one for one in history["series"] if one["basis"]["kind"] == "reference"]


def reference(history, runs):
    """That of the newest series; else the first commit; nothing in the first night."""
    series = max(by_reference(history), key=lambda one: moment(one["last"]), default=None)
    if series:
        return series["basis"]["of"]
    return next((run["commit"] for run in runs["runs"] if run["commit"]), "")


def before(runs):
    measured = sorted((run for run in runs["runs"] if run["commit"]), key=moment, reverse=True)
    return list(dict.fromkeys(run["commit"] for run in measured))


def is_settled(finding, asked, night):
    """Is there an answer, or no reason to hope for another one tonight? `asked`: (good, bad)."""
    if finding["answer"] == "culprit":
        return True
    wants_time = finding["reason"] in ("stopped", "undecided")
    if wants_time and night.seconds >= MORE_TIME * finding["seconds"]:
        return False
    if finding["answer"] == "range":
        return True
    return (
        (finding["good"], finding["bad"]) == asked
        and finding["tool"] == night.tool
        and night.now - instant(finding["found_at"]) < PATIENCE
    )


def why_not(names, finding):
    """A sentence for the log; nothing where there is an answer."""
    if finding["answer"] != "unanswered":
        return ""
    day = finding["found_at"][:10]
    until = instant(finding["found_at"]) + PATIENCE
    return (
        f"not again tonight: {names[1]} between {finding['good'][:12]} and {finding['bad'][:12]}, "
        f"which {finding['seconds']:.0f} s on {day} left without an answer "
        f"({WHY.get(finding['reason'], finding['reason'])}); from {until:%Y-%m-%d} on, or with "
        f"{MORE_TIME} times the time, another range or another benchgate"
    )


def widened(change, commits):
    """(good, bad) by their places in `commits`, with one more on both sides, since noise may have
    moved it by one; nothing where they are not there any more."""
    good, bad = change["before"]["commit"], change["at"]["commit"]
    if good not in commits or bad not in commits:
        return None
    return max(commits.index(good) - 1, 0), min(commits.index(bad) + 1, len(commits) - 1)


def to_bisect(history, runs, line, seconds, tool):
    """What to look into, each as (good, bad, suite, benchmark, metric), and what is said of others.

    Of each range of commits between the run before a change and the run that shows it the largest
    change that stands: first where nobody has looked, and of those what is for the worse.
    """
    measured = dict.fromkeys(run["commit"] for run in runs["runs"])
    builds_on = set(line)
    commits = [commit for commit in measured if commit in builds_on]
    if line[0] not in commits:
        commits.append(line[0])
    now = max((moment(one["last"]) for one in history["series"]), default=None)
    night = Night(now, seconds, tool)
    largest = {}
    findings = collections.defaultdict(list)
    for series in by_reference(history):
        if series["kind"] != "timing" or now - moment(series["last"]) > ENDED:
            continue
        for change in series["changes"]:
            places = widened(change, commits)
            if change["state"] != "standing" or places is None or places[0] == places[1]:
                continue
            asked = commits[places[0]], commits[places[1]]
            # That this one was not confirmed says nothing of another in the same range.
            if change["finding"] and change["finding"]["answer"] == "not_confirmed":
                continue
            # One commit slows many benchmarks: what was found out of one is enough.
            if change["finding"]:
                findings[asked].append(change["finding"])
            order = (change["worse"], abs((change["ratio"] or 1) - 1))
            names = (series["suite"], series["benchmark"], series["metric"])
            largest[asked] = max(largest.get(asked, (order, names)), (order, names))
    wanted, said = [], []
    for asked, (order, names) in largest.items():
        settled = [one for one in findings[asked] if is_settled(one, asked, night)]
        if settled:
            said += [why_not(names, max(settled, key=lambda one: one["answer"] != "unanswered"))]
        else:
            wanted.append(((not findings[asked], *order), (*asked, *names)))
    return [line for _, line in sorted(wanted, reverse=True)], [one for one in said if one]


def main():
    what, *arguments = sys.argv[1:]
    if what == "reference":
        print(reference(load(arguments[0]), load(arguments[1])))
    elif what == "before":
        print("\n".join(before(load(arguments[0]))))
    elif what == "bisect":
        history, runs, line, seconds, tool = arguments
        with open(line, encoding="utf-8") as file:
            line = file.read().split()
        lines, said = to_bisect(
            load(history), load(runs), line, float(seconds), tool.removeprefix("benchgate ")
        )
        for line in lines:
            print("\t".join(line))
        for sentence in said:
            print(sentence, file=sys.stderr)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
