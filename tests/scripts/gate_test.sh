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
run_writes=true
mkdir -p "$sandbox/build/release/bin"
subject() {
  fake benchgate "case \$1 in
    run) if $run_writes; then touch out/run.json; fi; exit $1 ;;
    baseline) exit $2 ;;
    compare) echo TABLE; exit $3 ;;
    gate) echo TABLE; touch out/report.html; exit ${4-0} ;;
  esac"
  mv "$sandbox/bin/benchgate" "$sandbox/build/release/bin/benchgate"
}
ln -s "$(command -v touch)" "$sandbox/bin/touch"

outputs="--output markdown=out/report.md --output html=out/report.html --output json=out/results.json"

subject 0 0 0
run ci/gate.sh
expect_code 0
expect_output TABLE
expect_call "benchgate run --quiet -o out/run.json"
expect_call "benchgate compare $outputs latest out/run.json"
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
expect_call "benchgate compare $outputs --no-base out/run.json"
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

# A suite that could not run: the others are shown, and the code says what was wrong.
for gate_code in 0 1; do
  subject 4 0 "$gate_code"
  run ci/gate.sh
  expect_code 4
  expect_output TABLE
done

# A run that could not be made at all is not judged.
run_writes=false
subject 4 0 0
run ci/gate.sh
expect_code 4
if [[ $output == *TABLE* ]]; then fail "expected no comparison"; fi
run_writes=true

subject 0 0 0
run ci/gate.sh --quick
expect_code 0
grep -q '^benchgate run --quiet --restarts .* --filter .* -o out/run.json$' "$calls" ||
  fail "expected a shorter run"
grep -q '^benchgate compare --filter .* latest out/run.json$' "$calls" ||
  fail "expected the baseline to be filtered like the run"

# A baseline that cannot be read is not the same as none.
subject 0 3 3
run ci/gate.sh
expect_code 3
expect_call "benchgate compare $outputs latest out/run.json"

# Results of an earlier run must not be taken for this one's.
touch "$sandbox/out/report.md"
subject 4 0 0
run ci/gate.sh
if [[ -e $sandbox/out/report.md ]]; then fail "expected the old report to be gone"; fi

# Against a base: no stored baseline is looked at, and what follows is handed on.
for code_of_gate in 0 1 2 4 5; do
  subject 4 4 4 "$code_of_gate"
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
