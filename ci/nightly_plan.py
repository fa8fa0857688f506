"""What ci/nightly.sh does next, from what `benchgate` says of the history as JSON.

    nightly_plan.py reference CHANGES RUNS       the commit of the reference build so far
    nightly_plan.py before RUNS                  the commit of the night before
    nightly_plan.py bisect CHANGES RUNS HEAD     what to look into: a line each, by tabs

CHANGES is of `benchgate history --all --format json`, RUNS of `benchgate store list --format json`.
Standard library only.
"""

import datetime
import json
import sys

# Series that nobody has measured for so long have ended: another reference, a benchmark renamed.
ENDED = datetime.timedelta(days=14)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def moment(run):
    return datetime.datetime.fromisoformat(run["measured_at"].replace("Z", "+00:00"))


def by_reference(history):
    return [one for one in history["series"] if one["basis"]["kind"] == "reference"]


def reference(history, runs):
    """That of the newest series; else the first commit; nothing in the first night."""
    series = max(by_reference(history), key=lambda one: moment(one["last"]), default=None)
    if series:
        return series["basis"]["of"]
    return next((run["commit"] for run in runs["runs"] if run["commit"]), "")


def before(runs):
    measured = [run for run in runs["runs"] if run["commit"]]
    return max(measured, key=moment, default={"commit": ""})["commit"]


def to_bisect(history, runs, head):
    """(good, bad, suite, benchmark, metric) of the changes that stand and that nobody has looked
    into, of each range of commits the largest, those for the worse first: from the run before it to
    the run that shows it, and one more on both sides, since noise may have moved it by one.
    """
    commits = list(dict.fromkeys(run["commit"] for run in runs["runs"] if run["commit"]))
    if head not in commits:
        commits.append(head)
    newest = max((moment(one["last"]) for one in history["series"]), default=None)
    ranges = {}
    done = set()
    for series in by_reference(history):
        if series["kind"] != "timing" or newest - moment(series["last"]) > ENDED:
            continue
        for change in series["changes"]:
            good, bad = change["before"]["commit"], change["at"]["commit"]
            if change["state"] != "standing" or good not in commits or bad not in commits:
                continue
            good = max(commits.index(good) - 1, 0)
            bad = min(commits.index(bad) + 1, len(commits) - 1)
            # One commit slows many benchmarks: what was found out of one is enough.
            if change["finding"]:
                done.add((good, bad))
            order = (change["worse"], abs((change["ratio"] or 1) - 1))
            names = (series["suite"], series["benchmark"], series["metric"])
            ranges[good, bad] = max(ranges.get((good, bad), (order, names)), (order, names))
    wanted = sorted(ranges.items(), key=lambda item: item[1][0], reverse=True)
    return [
        (commits[good], commits[bad], *names)
        for (good, bad), (_, names) in wanted
        if (good, bad) not in done and good < bad
    ]


def main():
    what, *arguments = sys.argv[1:]
    if what == "reference":
        print(reference(load(arguments[0]), load(arguments[1])))
    elif what == "before":
        print(before(load(arguments[0])))
    elif what == "bisect":
        for line in to_bisect(load(arguments[0]), load(arguments[1]), arguments[2]):
            print("\t".join(line))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
