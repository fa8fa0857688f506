"""What ci/nightly_plan.py looks into, and what not again.

    plan_test.py SOURCE [unittest's arguments]
"""

import contextlib
import io
import json
import pathlib
import sys
import tempfile
import unittest

plan = None
COMMITS = [f"c{i}".ljust(40, "0") for i in range(10)]
TOOL = "1.2"
HALF_AN_HOUR = 1800


def run(i):
    return {"commit": COMMITS[i], "measured_at": f"2026-05-{10 + i:02}T03:00:00Z"}


def change(before, finding=None, ratio=1.1, state="standing"):
    """Between that run and the next."""
    return {
        "before": run(before),
        "at": run(before + 1),
        "ratio": ratio,
        "worse": ratio > 1,
        "state": state,
        "finding": finding,
    }


def series(*changes, benchmark="a", kind="timing", basis="reference"):
    return {
        "suite": "s",
        "benchmark": benchmark,
        "metric": "cpu_time",
        "kind": kind,
        "basis": {"kind": basis, "of": COMMITS[0]},
        "last": run(9),
        "changes": list(changes),
    }


def finding(answer, reason=None, **more):
    """Of a search for change(3), a night before the newest."""
    return {
        "answer": answer,
        "good": COMMITS[2],
        "bad": COMMITS[5],
        "found_at": "2026-05-18T04:00:00Z",
        "reason": reason,
        "seconds": reason and 1700,
        "tool": reason and TOOL,
        **more,
    }


def planned(*all_series, seconds=HALF_AN_HOUR, tool=TOOL, line=COMMITS):
    return plan.to_bisect(
        {"series": list(all_series)},
        {"runs": [run(i) for i in range(10)]},
        list(reversed(line)),
        seconds,
        tool,
    )


def wanted(*all_series, **night):
    """The benchmarks, in their order."""
    return [line[3] for line in planned(*all_series, **night)[0]]


class Range(unittest.TestCase):
    def test_is_widened_by_a_night_on_either_side(self):
        self.assertEqual(planned(series(change(3)))[0][0][:2], (COMMITS[2], COMMITS[5]))

    def test_has_no_commit_that_this_one_does_not_build_on(self):
        line = [commit for commit in COMMITS if commit not in (COMMITS[2], COMMITS[5])]
        self.assertEqual(planned(series(change(3)), line=line)[0][0][:2], (COMMITS[1], COMMITS[6]))


class Before(unittest.TestCase):
    def test_tells_of_each_commit_once_and_the_newest_night_first(self):
        runs = {"runs": [run(2), run(4), {**run(9), "commit": ""}, {**run(5), "commit": COMMITS[2]}]}
        self.assertEqual(plan.before(runs), [COMMITS[2], COMMITS[4]])

    def test_knows_of_nothing_in_the_first_night(self):
        self.assertEqual(plan.before({"runs": []}), [])


class ToBisect(unittest.TestCase):
    def test_asks_one_run_more_on_both_sides(self):
        self.assertEqual(
            planned(series(change(3)))[0], [(COMMITS[2], COMMITS[5], "s", "a", "cpu_time")]
        )
        self.assertEqual(planned(series(change(0)))[0][0][:2], (COMMITS[0], COMMITS[2]))
        self.assertEqual(planned(series(change(8)))[0][0][:2], (COMMITS[7], COMMITS[9]))

    def test_of_a_range_takes_the_largest_and_what_is_for_the_worse_first(self):
        self.assertEqual(
            wanted(
                series(change(3, ratio=1.1), benchmark="small"),
                series(change(3, ratio=1.3), benchmark="large"),
                series(change(6, ratio=0.2), benchmark="faster"),
            ),
            ["large", "faster"],
        )

    def test_leaves_alone_what_is_no_news(self):
        self.assertEqual(wanted(series(change(3, state="recent"))), [])
        self.assertEqual(wanted(series(change(3), kind="exact")), [])
        self.assertEqual(wanted(series(change(3), basis="machine")), [])

    def test_an_answer_is_one_for_all_that_changed_there(self):
        for answer in ("culprit", "range"):
            found = series(change(3, finding(answer)), benchmark="small")
            lines, said = planned(found, series(change(3, ratio=1.3), benchmark="large"))
            self.assertEqual((lines, said), ([], []), answer)


    def test_what_was_not_confirmed_of_one_is_asked_of_the_next(self):
        found = series(change(3, finding("not_confirmed"), ratio=1.3), benchmark="large")
        self.assertEqual(wanted(found), [])
        self.assertEqual(wanted(found, series(change(3), benchmark="small")), ["small"])


class NotAgain(unittest.TestCase):
    def again(self, found, **night):
        return wanted(series(change(3, found)), **night) == ["a"]

    def test_what_ended_without_an_answer_is_not_repeated_and_that_is_said(self):
        for reason in ("stopped", "untestable"):
            lines, said = planned(series(change(3, finding("unanswered", reason))))
            self.assertEqual(lines, [], reason)
            self.assertEqual(len(said), 1)
            self.assertIn("not again tonight: a between c20000000000 and c50000000000", said[0])
            self.assertIn("from 2026-05-25 on", said[0])

    def test_a_week_later_it_is(self):
        old = finding("unanswered", "untestable", found_at="2026-05-12T02:59:00Z")
        self.assertTrue(self.again(old))
        self.assertFalse(self.again(old | {"found_at": "2026-05-12T03:01:00Z"}))

    def test_with_another_benchgate_it_is(self):
        self.assertTrue(self.again(finding("unanswered", "untestable"), tool="1.3"))

    def test_in_another_range_it_is(self):
        self.assertTrue(self.again(finding("unanswered", "untestable", bad=COMMITS[4])))

    def test_more_time_helps_what_had_too_little(self):
        self.assertFalse(self.again(finding("unanswered", "stopped"), seconds=3399))
        self.assertTrue(self.again(finding("unanswered", "stopped"), seconds=3400))
        self.assertFalse(self.again(finding("unanswered", "untestable"), seconds=3400))

    def test_more_time_may_narrow_a_range(self):
        for reason, helps in (
            ("stopped", True), ("undecided", True), ("untestable", False), ("not_shown", False),
        ):  # fmt: skip
            self.assertFalse(self.again(finding("range", reason)), reason)
            self.assertEqual(self.again(finding("range", reason), seconds=3400), helps, reason)
        self.assertFalse(self.again(finding("range", "untestable"), tool="1.3"))

    def test_what_nobody_has_looked_into_comes_first(self):
        self.assertEqual(
            wanted(
                series(change(3, finding("unanswered", "stopped"), ratio=2), benchmark="again"),
                series(change(6), benchmark="first"),
                seconds=3600,
            ),
            ["first", "again"],
        )


class CommandLine(unittest.TestCase):
    def test_prints_lines_and_says_the_rest(self):
        with tempfile.TemporaryDirectory() as name:
            files = [pathlib.Path(name, "changes.json"), pathlib.Path(name, "runs.json")]
            changes = [change(3, finding("unanswered", "stopped")), change(7)]
            files[0].write_text(json.dumps({"series": [series(*changes)]}))
            files[1].write_text(json.dumps({"runs": [run(i) for i in range(10)]}))
            files.append(pathlib.Path(name, "line"))
            files[2].write_text("\n".join(reversed(COMMITS)))
            sys.argv = ["", "bisect", *map(str, files), "1800", f"benchgate {TOOL}"]
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                plan.main()
        self.assertEqual(out.getvalue(), f"{COMMITS[6]}\t{COMMITS[9]}\ts\ta\tcpu_time\n")
        self.assertIn("1700 s on 2026-05-18 left without an answer", err.getvalue())


if __name__ == "__main__":
    sys.path.insert(0, str(pathlib.Path(sys.argv.pop(1)).resolve() / "ci"))
    import nightly_plan as plan

    unittest.main()
