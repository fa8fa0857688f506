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

# A benchgate whose subcommands end as told: subject RUN BASELINE.
run_writes=true
mkdir -p "$sandbox/build/release/bin"
subject() {
  fake benchgate "case \$1 in
    run) if $run_writes; then touch out/run.json out/report.html; echo TABLE; fi; exit $1 ;;
    baseline) exit $2 ;;
    gate) echo TABLE; touch out/report.html; exit ${3-0} ;;
  esac"
  mv "$sandbox/bin/benchgate" "$sandbox/build/release/bin/benchgate"
}
ln -s "$(command -v touch)" "$sandbox/bin/touch"

files="markdown=out/report.md O html=out/report.html O json=out/results.json"
reports="--report ${files//O/--report}"
outputs="--output ${files//O/--output}"

subject 0 0
run ci/gate.sh
expect_code 0
expect_output TABLE
expect_call "benchgate run -o out/run.json $reports --against latest"
expect_no_call apt-get
expect_call "cmake --preset release -DBENCHGATE_BUILD_TESTS=OFF"

# A folder that was configured with tests keeps them.
touch "$sandbox/build/release/CMakeCache.txt"
run ci/gate.sh
expect_call "cmake --preset release"

# Without a baseline: shown, held to its budgets, and how to save the first one.
subject 0 2
run ci/gate.sh
expect_code 0
expect_output TABLE
expect_output "no baseline"
expect_output "baseline save out/run.json"
expect_call "benchgate run -o out/run.json $reports"
subject 1 2
run ci/gate.sh
expect_code 1

# The run's own answer is the exit code, and the report is announced.
for closed in 1 4 5; do
  subject "$closed" 0
  run ci/gate.sh
  expect_code "$closed"
  expect_output TABLE
  expect_output "out/report.html"
done

# A run that could not be made at all has no report.
run_writes=false
subject 4 2
run ci/gate.sh
expect_code 4
if [[ $output == *out/report.html* ]]; then fail "expected no report"; fi
if [[ $output == *"baseline save"* ]]; then fail "expected nothing to save"; fi
run_writes=true

subject 0 0
run ci/gate.sh --quick
expect_code 0
grep -q '^benchgate run --restarts .* --filter .* -o out/run.json .* --against latest$' "$calls" ||
  fail "expected a shorter run"

# A baseline that cannot be read is not the same as none.
subject 3 3
run ci/gate.sh
expect_code 3
expect_call "benchgate run -o out/run.json $reports --against latest"

# Results of an earlier run must not be taken for this one's.
run_writes=false
touch "$sandbox/out/report.md" "$sandbox/out/run.again.json"
subject 4 0
run ci/gate.sh
if [[ -e $sandbox/out/report.md ]]; then fail "expected the old report to be gone"; fi
if [[ -e $sandbox/out/run.again.json ]]; then fail "expected the old run to be gone"; fi
run_writes=true

# Against a base: no stored baseline is looked at, and what follows is handed on.
for code_of_gate in 0 1 2 4 5; do
  subject 4 4 "$code_of_gate"
  run ci/gate.sh --base origin/main --budget 5min --filter 'a b'
  expect_code "$code_of_gate"
  expect_output TABLE
  expect_output "out/report.html"
  expect_call "benchgate gate --base origin/main --save out $outputs --budget 5min --filter a b"
  if grep -Eq '^benchgate (run|baseline|compare)' "$calls"; then fail "expected nothing but gate"; fi
done

# A build that fails ends it.
fake cmake 'exit 3'
run ci/gate.sh
if ((code == 0)); then fail "expected a failure"; fi

finish
