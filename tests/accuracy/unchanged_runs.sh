#!/usr/bin/env bash
# tests/accuracy/unchanged_runs.sh [--runs N] [--busy N] [--budget TIME] [STEP...]
#
# Does benchgate let unchanged code pass? Measures this repository's own suites again and again,
# without any change, by their clocks, and counts the runs that blame it. The target is none. Runs
# that had too little time to tell are counted by themselves. ci/demo-baseline.sh does the same with a
# stored baseline.
#
#   --runs N       how often each step runs [20]
#   --busy N       so many processes compute beside them [0]
#   --budget TIME  of each measurement [3min]
#   STEP           duet, gate; both if none is named
#
#   duet           measures each suite against a copy of itself
#   gate           `benchgate gate --base HEAD --all` in a clone, which builds both sides first
#
# Needs a release build (ci/gate.sh makes one), or another in BENCHGATE_BIN. The lines go to
# out/unchanged/STEP.txt too, and the reports of runs that did not pass stay beside them.
#
# Exit codes: 0 none blamed it, 1 one did or failed otherwise, 2 usage.
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=ci/common.sh
source "$repository/ci/common.sh"

runs=20 busy=0 budget=3min steps=()
while (($# > 0)); do
  case $1 in
    --runs | --busy)
      if ! [[ ${2-} =~ ^[0-9]+$ ]]; then usage_error "$1 needs a number"; fi
      if [[ $1 == --runs ]]; then runs=$2; else busy=$2; fi
      shift 2
      ;;
    --budget) budget=${2:?--budget takes a time} && shift 2 ;;
    duet | gate) steps+=("$1") && shift ;;
    -h | --help) print_help && exit ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
done
if ((${#steps[@]} == 0)); then steps=(duet gate); fi

bin=$(cd "${BENCHGATE_BIN:-$repository/build/release/bin}" && pwd)
out=$repository/out/unchanged
mkdir -p "$out"
folder=$(mktemp -d)
# shellcheck disable=SC2317  # it is called, by the trap
clean_up() {
  end_busy_loops
  rm -rf "$folder"
}
trap clean_up EXIT
busy_loops "$busy"

failed=0
undecided=0
# Prints the line of one run; keeps the report of one that did not pass.
note_run() { # STEP NUMBER EXIT-CODE WHAT
  echo "$1 $2: exit $3: $4: $(grep '^[✓!✗] ' "$folder/report" | tail -1)" | tee -a "$out/$1.txt"
  if (($3 != 0)); then
    if (($3 == 5)); then undecided=$((undecided + 1)); else failed=$((failed + 1)); fi
    cp "$folder/report" "$out/$1-$2-$4.report"
  fi
}

step_duet() {
  local number suite code
  mkdir "$folder/base" "$folder/head"
  cp "$bin"/*_bench "$folder/base"
  cp "$bin"/*_bench "$folder/head"
  for ((number = 1; number <= runs; ++number)); do
    for suite in db cache serialization; do
      code=0
      "$bin/benchgate" duet "$folder/base/${suite}_bench" "$folder/head/${suite}_bench" \
        --budget "$budget" >"$folder/report" 2>/dev/null || code=$?
      note_run duet "$number" "$code" "$suite"
    done
  done
}

step_gate() {
  local number code
  git clone --quiet "$repository" "$folder/clone"
  for ((number = 1; number <= runs; ++number)); do
    code=0
    (cd "$folder/clone" && BENCHGATE_CACHE=$folder/cache "$bin/benchgate" gate --base HEAD --all \
      --budget "$budget") >"$folder/report" 2>/dev/null || code=$?
    note_run gate "$number" "$code" all
  done
}

for step in "${steps[@]}"; do
  rm -f "$out/$step"*
  "step_$step"
done
say "$failed runs blamed unchanged code or failed; $undecided had too little time to tell"
if ((failed > 0)); then exit 1; fi
