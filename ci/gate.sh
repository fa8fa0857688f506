#!/usr/bin/env bash
# ci/gate.sh [--quick | --base REF [OPTION...]]
#
# Measures this clone and says whether it became slower: installs what is missing,
# builds release into build/release, runs the suites of benchgate.toml on private
# PostgreSQL and Redis servers, compares with the stored baseline of this kind of
# machine, measures a second time what looks slower, and prints the table.
#
#   --quick     smaller data and shorter measurements: under 3 minutes on two cores
#               after the build, and wider intervals
#   --base REF  no stored baseline: also builds the commit at which HEAD and REF
#               (origin/main, say) parted, and measures both against each other at
#               the same moment, with `benchgate gate`. It gets what follows REF:
#               --budget 10min, --filter REGEX, ...
#
# Leaves out/run.json (with --base: out/base.json and out/head.json), out/run.again.json
# where something was measured twice, out/report.md, out/report.html and out/results.json. Without a baseline the run is still shown, and still held to its
# budgets; save it as the first baseline with the command that is printed.
#
# Exit codes: 0 passed, 1 blocks merging (regressed, over budget, errored, missing),
# 2 usage or configuration, 3 invalid input, 4 environment, 5 undecided where the policy
# says that this must not pass.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

# What --quick leaves out: the largest data sets, and most of the time.
quick_filter=(--filter '-(rows:100000|export)')
quick_time=(--restarts 10 --min-time 10ms)

reports() {
  printf '%s\n' "$1" markdown=out/report.md "$1" html=out/report.html "$1" json=out/results.json
}
# A baseline is filtered like the run, or what was left out would count as missing.
filter=()
time=()
base=
gate_options=()
while (($# > 0)); do
  case $1 in
    --quick)
      filter=("${quick_filter[@]}")
      time=("${quick_time[@]}")
      shift
      ;;
    --base)
      if [[ -z ${2-} ]]; then usage_error "--base needs a branch or a commit"; fi
      if ((${#filter[@]} > 0)); then usage_error "--quick is for stored baselines; say --budget"; fi
      base=$2
      shift 2
      gate_options=("$@")
      break
      ;;
    -h | --help) print_help && exit ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
done

build() {
  # A folder that ci/test.sh configured keeps its tests; a new one does without, and
  # without what they need installed.
  local options=()
  if ! [[ -e build/release/CMakeCache.txt ]]; then options=(-DBENCHGATE_BUILD_TESTS=OFF); fi
  cmake --preset release "${options[@]}"
  cmake --build build/release --parallel "$(parallel_jobs)" --target tools/all benches/all
}

# Compares with the baseline, where there is one, and writes the reports in any case.
measure_and_judge() {
  local options=("${time[@]}" "${filter[@]}" -o out/run.json)
  local code=0
  local report
  mapfile -t report < <(reports --report)
  "$benchgate" baseline show latest >/dev/null 2>&1 || code=$?
  # 2: there is none. Anything else that is wrong with a baseline must come to light.
  if ((code != 2)); then
    "$benchgate" run "${options[@]}" "${report[@]}" --against latest
    return
  fi
  code=0
  "$benchgate" run "${options[@]}" "${report[@]}" || code=$?
  if [[ -e out/run.json ]]; then
    say "there is no baseline for this kind of machine, so nothing was compared. To make" \
      "this run the first one: $benchgate baseline save out/run.json"
  fi
  return "$code"
}

# The suites of both sides are built by `benchgate gate` itself, as [build] of benchgate.toml says.
gate_against_base() {
  CMAKE_BUILD_PARALLEL_LEVEL=$(parallel_jobs)
  export CMAKE_BUILD_PARALLEL_LEVEL
  # On a runner that is kept, what one job measures must not write to what the next one measures.
  if [[ -n ${RUNNER_TEMP-} ]]; then
    export BENCHGATE_CACHE=${BENCHGATE_CACHE:-$RUNNER_TEMP/benchgate-cache}
  fi
  local report
  mapfile -t report < <(reports --output)
  "$benchgate" gate --base "$base" --save out "${report[@]}" "${gate_options[@]}"
}

cd "$repository"
readonly benchgate=build/release/bin/benchgate
ci/setup.sh --for gate
build
# Results of an earlier run must never be taken for this one's.
mkdir -p out
rm -f out/run.json out/report.md out/report.html out/results.json out/base.json out/head.json
rm -f out/run.again.json
gate_code=0
if [[ -n $base ]]; then
  gate_against_base || gate_code=$?
else
  measure_and_judge || gate_code=$?
fi
if [[ -e out/report.html ]]; then say "wrote out/report.md, out/report.html, out/results.json"; fi
exit "$gate_code"
