#!/usr/bin/env bash
# tests/accuracy/unchanged_runs.sh [--runs N] [--busy N] [STEP...]
#
# Does benchgate let unchanged code pass? Measures this repository's own suites again and again,
# without any change, by their clocks, and counts the runs that block merging. The target is none.
# ci/demo-baseline.sh does the same with a stored baseline.
#
#   --runs N  how often each step runs [20]
#   --busy N  so many processes compute beside them [0]
#   STEP      duet, gate; both if none is named
#
#   duet      measures each suite against a copy of itself, 40 s for each
#   gate      `benchgate gate --base HEAD --all` in a clone: builds both sides, 3 min of measuring
#
# Needs a release build (ci/gate.sh makes one), or another in BENCHGATE_BIN. The lines go to
# out/unchanged/STEP.txt too, and the reports of runs that did not pass stay beside them.
#
# Exit codes: 0 all passed, 1 one did not, 2 usage.
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=ci/common.sh
source "$repository/ci/common.sh"

runs=20 busy=0 steps=()
while (($# > 0)); do
  case $1 in
    --runs | --busy)
      if ! [[ ${2-} =~ ^[0-9]+$ ]]; then usage_error "$1 needs a number"; fi
      if [[ $1 == --runs ]]; then runs=$2; else busy=$2; fi
      shift 2
      ;;
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
# Prints the line of one run; keeps the report of one that did not pass.
note_run() { # STEP NUMBER EXIT-CODE WHAT
  echo "$1 $2: exit $3: $4: $(sed -n '/[^[:space:]]/p' "$folder/report" | tail -1)" |
    tee -a "$out/$1.txt"
  if (($3 != 0)); then
    failed=$((failed + 1))
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
        --budget 40s >"$folder/report" 2>/dev/null || code=$?
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
      --budget 3min) >"$folder/report" 2>/dev/null || code=$?
    note_run gate "$number" "$code" all
  done
}

for step in "${steps[@]}"; do
  rm -f "$out/$step"*
  "step_$step"
done
say "$failed runs of unchanged code did not pass"
if ((failed > 0)); then exit 1; fi
