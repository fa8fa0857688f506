#!/usr/bin/env bash
# ci/nightly.sh [--history LOCATION] [--reference REF] [--budget TIME] [--bisect TIME] [--site DIR]
#               [--results DIR]
#
# One night: measures what is checked out against a reference build, each pair at the same moment,
# so that the history is a ratio that is free of the machine; and against the commit of the night
# before, which gives the night's verdict. Appends both to the history, looks for the commit behind
# every change that now stands, and writes the dashboard. A search that ended without an answer is
# in the history, too, and not repeated for a week, unless it may take twice the time, its range of
# commits has changed, or benchgate has.
#
#   --history LOCATION  a folder or a database; begun where there is none [out/history]
#   --reference REF     what is measured against, the same night after night: the last release tag
#                       that is reached; without one, what it was the night before
#   --budget TIME       the most that each of the two comparisons may measure [30min]
#   --bisect TIME       the most that looking for commits may take, building and all; 0: do not
#                       look [30min]
#   --site DIR          where the dashboard goes [out/site]
#   --results DIR       where the results of both comparisons go, reference.json and night.json
#                       [out/nightly]
#
# Works on the project in the working directory with the tool that BENCHGATE names; without
# BENCHGATE on this clone, after installing what is missing and building release.
#
# Exit codes: 0 the night is in the history, whatever its verdict, 2 usage, 3 invalid input,
# 4 environment.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

history=out/history
reference=
budget=30min
bisect=30min
site=out/site
results=out/nightly
while (($# > 0)); do
  case $1 in
    --history | --reference | --budget | --bisect | --site | --results)
      if [[ -z ${2-} ]]; then usage_error "$1 needs a value"; fi
      declare "${1#--}=$2"
      shift 2
      ;;
    -h | --help) print_help && exit ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
done

# The tool for this clone: the suites are built by `benchgate gate` itself.
make_tool() {
  cd "$repository"
  ci/setup.sh --for gate
  local options=()
  if ! [[ -e build/release/CMakeCache.txt ]]; then options=(-DBENCHGATE_BUILD_TESTS=OFF); fi
  cmake --preset release "${options[@]}"
  cmake --build build/release --parallel "$(parallel_jobs)" --target benchgate
  benchgate=$repository/build/release/bin/benchgate
}

benchgate=${BENCHGATE-}
if [[ -z $benchgate ]]; then make_tool; fi
CMAKE_BUILD_PARALLEL_LEVEL=$(parallel_jobs)
export CMAKE_BUILD_PARALLEL_LEVEL
readonly out=$results
mkdir -p "$out"
rm -rf -- "$out"/{reference,night}{,.json,.html} # those of another night

# plan WORD: the values of the lines of tonight's plan that begin with that word.
plan() { sed -n "s/^$1\t//p" "$out/plan"; }
make_plan() {
  local choice=()
  if [[ -n $reference ]]; then choice=(--reference "$reference"); fi
  "$benchgate" nightly plan "$history" --bisect "$bisect" "${choice[@]}" >"$out/plan"
}

# measure NAME COMMIT [OPTION...]: HEAD against that commit, as NAME.json; exits as `benchgate gate`.
# A closed gate is a result like any other.
measure() {
  local name=$1 base=$2 code=0
  shift 2
  "$benchgate" gate --base "$base" --budget "$budget" --save "$out/$name" --format none \
    --output "json=$out/$name.json" --output "html=$out/$name.html" "$@" || code=$?
  if ((code == 1 || code == 5)); then code=0; fi
  return "$code"
}

make_plan
reference=$(plan reference)
before=$(plan before)
seconds=$(plan seconds)

say "against the reference build, $reference"
# What is the same program is measured, too: how it scatters is what changes are seen against.
code=0
measure reference "$reference" --all || code=$?
if ((code != 0)); then
  give_up "$code" "the reference build $reference cannot be measured against; if it no longer can," \
    "name a newer one with --reference"
fi
verdict=()
if [[ -n $before ]]; then
  say "against the night before, ${before:0:12}"
  # Without it the night is still one.
  if measure night "$before"; then verdict=(--verdict-of "$out/night.json"); fi
fi
environment=()
if [[ -e $out/reference/head.json ]]; then environment=(--environment-of "$out/reference/head.json"); fi
"$benchgate" store append "$out/reference.json" --to "$history" "${verdict[@]}" "${environment[@]}"
"$benchgate" site "$history" "$site"

# What one night has no time for is left to the next, and nothing that goes wrong here costs the
# night: what was measured is in the history.
look_into_changes() {
  local line good bad suite benchmark metric left
  local deadline=$((SECONDS + seconds))
  : >"$out/tried"
  # What one search has found is asked of the plan anew: it may answer for others, or for none.
  while :; do
    if [[ -s $out/tried ]]; then
      make_plan 2>/dev/null # it said at first what is not bisected again
    else
      make_plan
    fi
    plan bisect >"$out/to-bisect"
    line=$(grep -m1 -vxFf "$out/tried" "$out/to-bisect") || break
    echo "$line" >>"$out/tried"
    left=$((deadline - SECONDS))
    if ((left < 10)); then
      say "no time is left to look into more changes tonight"
      break
    fi
    IFS=$'\t' read -r good bad suite benchmark metric <<<"$line"
    say "what changed $benchmark between ${good:0:12} and ${bad:0:12}?"
    # Building takes time, too: then it is asked to stop, and says what it knows.
    timeout --signal=INT "$left" "$benchgate" bisect "$good" "$bad" "--suite=$suite" \
      "--benchmark=$benchmark" "--metric=$metric" --budget "${left}s" --history "$history" ||
      say "that ended with $?"
  done
  "$benchgate" site "$history" "$site"
}
if ((seconds > 0)); then
  set +e
  (
    set -e
    look_into_changes
  )
  code=$?
  set -e
  if ((code != 0)); then say "looking into changes ended with $code; the night is in the history"; fi
fi
say "the dashboard is $site/index.html"
