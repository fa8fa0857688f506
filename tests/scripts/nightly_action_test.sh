#!/usr/bin/env bash
# .github/actions/benchgate-nightly: inputs reach ci/nightly.sh as they are, the history is fetched
# into an empty place, and nothing is left in the work tree.
set -euo pipefail
# shellcheck source=tests/scripts/sandbox.sh
source "$(dirname "$0")/sandbox.sh"

cp -r .github "$sandbox/.github"
for script in branch nightly; do
  fake "$script.sh" "echo \"BENCHGATE=\$BENCHGATE\" >>'$calls'; exit \${ENDS_WITH:-0}"
  mv "$sandbox/bin/$script.sh" "$sandbox/ci/$script.sh"
done
mkdir "$sandbox/temp"
readonly out=$sandbox/temp/benchgate-nightly
readonly folders="--history $out/history --results $out/results --site $out/site"
readonly actions=.github/actions/benchgate-nightly

mkdir -p "$out/history"
echo OLD >"$out/history/record.json"
run RUNNER_TEMP="$sandbox/temp" "$actions/fetch.sh"
expect_code 0
expect_call "branch.sh fetch benchgate-history $out/history"
# It would not be taken over where something is.
if [[ -e $out/history ]]; then fail "expected that an earlier history is gone"; fi

run RUNNER_TEMP="$sandbox/temp" ENDS_WITH=4 "$actions/fetch.sh"
expect_code 4

run RUNNER_TEMP="$sandbox/temp" "$actions/night.sh"
expect_code 0
expect_call "nightly.sh $folders"
expect_call "BENCHGATE=$sandbox/build/tool/bin/benchgate"

# shellcheck disable=SC2016  # must not be expanded by anybody
run RUNNER_TEMP="$sandbox/temp" BENCHGATE=/my/tool INPUT_REFERENCE='$(v1) `b`' INPUT_BUDGET=5min \
  INPUT_BISECT=0 ENDS_WITH=3 "$actions/night.sh"
expect_code 3
# shellcheck disable=SC2016
expect_call "nightly.sh $folders --reference "'$(v1) `b`'" --budget 5min --bisect 0"
expect_call "BENCHGATE=/my/tool"

if [[ $(ls "$sandbox/temp") != benchgate-nightly ]]; then fail "expected nothing else"; fi
finish
