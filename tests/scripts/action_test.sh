#!/usr/bin/env bash
# .github/actions/benchgate/gate.sh: inputs reach benchgate as they are, its exit code is the
# step's, and nothing of an earlier run is left.
set -euo pipefail
# shellcheck source=tests/scripts/sandbox.sh
source "$(dirname "$0")/sandbox.sh"

cp -r .github "$sandbox/.github"
mkdir "$sandbox/temp"
readonly out=$sandbox/temp/benchgate
outputs="--save $out --output markdown=$out/report.md --output html=$out/report.html --output json=$out/results.json"

subject() { fake benchgate "echo REPORT >'$out/report.md'; exit $1"; }
gate() {
  run RUNNER_TEMP="$sandbox/temp" GITHUB_STEP_SUMMARY="$sandbox/summary" \
    BENCHGATE="$sandbox/bin/benchgate" "$@" .github/actions/benchgate/gate.sh
}

for expected in 0 1 4 5; do
  subject "$expected"
  rm -f "$sandbox/summary"
  gate GITHUB_BASE_REF=main
  expect_code "$expected"
  expect_call "benchgate gate --base=origin/main $outputs"
  if [[ $(cat "$sandbox/summary") != REPORT ]]; then fail "expected the report in the summary"; fi
done

subject 0
# shellcheck disable=SC2016  # must not be expanded by anybody
gate GITHUB_BASE_REF=main INPUT_BASE=v1.2 INPUT_BUDGET=5min INPUT_FILTER='-a $(b) `c`; "d"' \
  INPUT_POLICY='my policy.toml'
expect_code 0
# shellcheck disable=SC2016
expect_call "benchgate gate --base=v1.2 --budget=5min --filter=-a "'$(b) `c`; "d"'" --policy=my policy.toml $outputs"

# Neither a pull request nor a base: an earlier result is gone all the same, for it would be what
# is uploaded.
echo OLD >"$out/results.json"
gate
expect_code 2
expect_output "'base'"
expect_no_call benchgate
if [[ -e $out ]]; then fail "expected that the old result is gone"; fi

# An earlier result is gone, whatever becomes of this one.
mkdir "$out"
echo OLD >"$out/results.json"
fake benchgate 'exit 3'
rm -f "$sandbox/summary"
gate GITHUB_BASE_REF=main
expect_code 3
if [[ -e $out/results.json ]]; then fail "expected that the old result is gone"; fi
if [[ -e $sandbox/summary ]]; then fail "expected no summary without a report"; fi

# Without BENCHGATE, the one that ci/tool.sh makes beside it.
fake benchgate
mkdir -p "$sandbox/build/tool/bin"
ln -s "$sandbox/bin/benchgate" "$sandbox/build/tool/bin/benchgate"
run RUNNER_TEMP="$sandbox/temp" GITHUB_BASE_REF=main .github/actions/benchgate/gate.sh
expect_code 0
expect_call "benchgate gate --base=origin/main $outputs"

finish
