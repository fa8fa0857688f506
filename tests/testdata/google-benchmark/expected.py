"""What is in each result file of this folder, found without benchgate: see README.md."""
import collections
import glob
import json
import math
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
NANOSECONDS = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}
TEXTS_AND_INDICES = {
    "name", "family_index", "per_family_instance_index", "run_name", "run_type", "repetitions",
    "repetition_index", "threads", "iterations", "time_unit", "label", "error_occurred",
    "error_message", "skipped", "skip_message", "aggregate_name", "aggregate_unit", "big_o",
}


def load(path):
    """The rows of a file; of one that ends too early those that are whole."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        return json.loads(text)["benchmarks"]
    except json.JSONDecodeError:
        return json.loads(text[: text.rindex("}") + 1] + "]}")["benchmarks"]


def old_summaries(rows):
    """Names of rows that are summaries, in files that do not say so (before 1.5)."""
    names = {row["name"] for row in rows}
    found = set()
    for name in names:
        base, _, suffix = name.rpartition("_")
        own = re.fullmatch(r".*/repeats:\d+", base) and "/" not in suffix
        if base in names and (suffix in ("mean", "median", "stddev", "cv") or own):
            found.add(name)
        if base not in names and suffix == "mean" and base + "_stddev" in names:
            found |= {base + "_mean", base + "_median", base + "_stddev"}
    return found


def describe(rows):
    rows = [row for row in rows if "rms" not in row and "big_o" not in row]
    silent = [row for row in rows if "run_type" not in row]
    summaries = old_summaries(silent)
    measured, summarised = [], set()
    for row in rows:
        if row.get("run_type") == "aggregate":
            summarised.add(row["run_name"] if "run_name" in row else row["name"])
        elif "run_type" not in row and row["name"] in summaries:
            summarised.add(row["name"].rpartition("_")[0])
        else:
            measured.append(row)
    # A benchmark is a name and its place among the families; files without families count
    # repetitions, and files without those put the repetitions of a benchmark together.
    benchmarks = collections.OrderedDict()
    place, last = collections.Counter(), {}
    previous = None
    for row in rows:
        name = row.get("run_name", row["name"])
        if row not in measured:
            previous = name
            continue
        if "family_index" in row:
            key = (name, row["family_index"], row["per_family_instance_index"])
        else:
            if "repetition_index" in row:
                again = name in last and row["repetition_index"] <= last[name]
                last[name] = row["repetition_index"]
            else:
                again = name in last and previous != name
                last[name] = None
            place[name] += again
            key = (name, place[name])
        previous = name
        benchmarks.setdefault(key, []).append(row)
    # Where nothing but summaries was written, the median stands for the process.
    with_repetitions = {key[0] for key in benchmarks}
    for row in rows:
        if row.get("aggregate_name") == "median":
            name = row["run_name"]
        elif "run_type" not in row and row["name"] in summaries and row["name"].endswith("_median"):
            name = row["name"].rpartition("_")[0]
        else:
            continue
        if name not in with_repetitions:
            key = (name, row.get("family_index"), row.get("per_family_instance_index"))
            benchmarks.setdefault(key, []).append(row)
    only_summaries = summarised - {key[0] for key in benchmarks}
    failed, times, cpu, others = 0, [], [], []
    for repetitions in benchmarks.values():
        bad = [r for r in repetitions if r.get("error_occurred") or r.get("skipped")]
        failed += bool(bad)
        good = [r for r in repetitions if r not in bad]
        spoilt = {key for r in good for key, value in r.items()
                  if isinstance(value, float) and not math.isfinite(value)}
        for row in good:
            scale = NANOSECONDS[row.get("time_unit", "ns")]
            times += [row["real_time"] * scale] if row.get("real_time", 0) > 0 else []
            cpu += [row["cpu_time"] * scale] if row.get("cpu_time", 0) > 0 else []
            others += [float(value) for key, value in row.items()
                       if key not in TEXTS_AND_INDICES | spoilt | {"real_time", "cpu_time"}]
    return (len(benchmarks) + len(only_summaries), len(times), failed, len(only_summaries),
            repr(math.fsum(times)), repr(math.fsum(cpu)), repr(math.fsum(others)))


for path in sorted(glob.glob(os.path.join(HERE, "*", "*.json"))):
    print(os.path.relpath(path, HERE), *describe(load(path)), sep="\t")
