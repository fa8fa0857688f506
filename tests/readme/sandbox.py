"""A user's project: a temporary folder with a benchmark executable, under git, benchgate in PATH."""

import contextlib
import os
import pathlib
import subprocess
import tempfile

# A copy of the fake benchmark executable under the names that README uses. What it "measures" is
# the same every time: the tests are of the commands, not of this machine.
MY_BENCH = """#!/bin/sh
FAKE_BENCH="
  rename=fake/alpha:my/sort/8
  rename=fake/beta/rows:1000:my/sort/1000
  rename=fake/gamma<int,4>:my/parse/8
  rename=fake/delta.+x:my/parse/1000
  rename=fake/wait/real_time:my/query/real_time
  rename=fake/zeta/threads:2:my/lookup/threads:2"
export FAKE_BENCH
exec '{fake_bench}' "$@"
"""


def environment(benchgate, home):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BENCHGATE_", "BENCHMARK_", "GIT_"))
    }
    return kept | {
        "PATH": f"{benchgate.parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "BENCHGATE_MACHINE_CLASS": "readme",
        "NO_COLOR": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
    }


@contextlib.contextmanager
def project(benchgate, fake_bench, policy):
    """Yields (folder, environment)."""
    with tempfile.TemporaryDirectory(prefix="benchgate-readme-") as home:
        folder = pathlib.Path(home, "project")
        folder.mkdir()
        bench = folder / "my_bench"
        bench.write_text(MY_BENCH.format(fake_bench=fake_bench))
        bench.chmod(0o755)
        for build in ("base", "head"):
            copy = folder / "build" / build / "my_bench"
            copy.parent.mkdir(parents=True)
            copy.write_text(bench.read_text())
            copy.chmod(0o755)
        (folder / "benchgate.toml").write_text(policy)
        variables = environment(benchgate, home)
        identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "all"]):
            subprocess.run(["git", *command], cwd=folder, env=variables, check=True)
        yield folder, variables
