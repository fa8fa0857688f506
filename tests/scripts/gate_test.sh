#!/usr/bin/env bash
# ci/gate.sh: which exit code it ends with, and what it does without a baseline.
set -euo pipefail
# shellcheck source=tests/scripts/sandbox.sh
source "$(dirname "$0")/sandbox.sh"

fake cmake
# Everything is installed.
# shellcheck disable=SC2016
fake dpkg-query 'shift 3; printf "installed %s\n" "$@"'
fake apt-get

# A benchgate whose subcommands end as told: subject RUN BASELINE COMPARE.
mkdir -p "$sandbox/build/release/bin"
subject() {
  fake benchgate "case \$1 in
    run) touch out/run.json; exit $1 ;;
    baseline) exit $2 ;;
    compare) echo TABLE; exit $3 ;;
  esac"
  mv "$sandbox/bin/benchgate" "$sandbox/build/release/bin/benchgate"
}
ln -s "$(command -v touch)" "$sandbox/bin/touch"

outputs="--output markdown=out/report.md --output html=out/report.html --output json=out/results.json"

subject 0 0 0
run ci/gate.sh
expect_code 0
expect_output TABLE
expect_call "benchgate run -o out/run.json"
expect_call "benchgate compare baseline:latest out/run.json $outputs"
expect_no_call apt-get
expect_call "cmake --preset release -DBENCHGATE_BUILD_TESTS=OFF"

# A folder that was configured with tests keeps them.
touch "$sandbox/build/release/CMakeCache.txt"
run ci/gate.sh
expect_call "cmake --preset release"

# Without a baseline: shown, held to its budgets, and how to save the first one.
subject 0 2 0
run ci/gate.sh
expect_code 0
expect_output TABLE
expect_output "no baseline"
expect_output "baseline save out/run.json"
expect_call "benchgate compare --no-base out/run.json $outputs"
subject 0 2 1
run ci/gate.sh
expect_code 1

# The gate's own answer is the exit code, and the report is announced.
for closed in 1 5; do
  subject 0 0 "$closed"
  run ci/gate.sh
  expect_code "$closed"
  expect_output "out/report.html"
done

# A run in which something failed never passes, but is still judged.
subject 1 0 0
run ci/gate.sh
expect_code 1
expect_output TABLE
subject 1 0 5
run ci/gate.sh
expect_code 5

# A run that could not be made is not judged.
subject 4 0 0
run ci/gate.sh
expect_code 4
if [[ $output == *TABLE* ]]; then fail "expected no comparison"; fi

subject 0 0 0
run ci/gate.sh --quick
expect_code 0
grep -q '^benchgate run --restarts .* -o out/run.json$' "$calls" || fail "expected a shorter run"

# Results of an earlier run must not be taken for this one's.
touch "$sandbox/out/report.md"
subject 4 0 0
run ci/gate.sh
if [[ -e $sandbox/out/report.md ]]; then fail "expected the old report to be gone"; fi

# A build that fails ends it.
fake cmake 'exit 3'
run ci/gate.sh
if ((code == 0)); then fail "expected a failure"; fi

finish
