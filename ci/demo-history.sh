#!/usr/bin/env bash
# ci/demo-history.sh [--nights N] [--budget TIME] [--bisect TIME] [--project DIR]
#
# Shows what a history does: makes a project with 60 commits, among them one that makes a benchmark
# 10 % slower, one that makes another 3 % slower, and many that make a third one a little slower
# each; runs ci/nightly.sh over them, two commits a night, as if a night had passed each time; and
# holds what was found against what was planted. Builds and measures for real, about ten minutes on
# two cores.
#
#   --nights N     so many nights, with as many commits between the changes as fit [30]
#   --budget TIME  the most that a night may measure against each of its two bases [40s]
#   --bisect TIME  the most that looking for commits may take in the last night [5min]
#   --project DIR  another project than ci/demo-history, with the same names: how much work a
#                  benchmark does stands in its file as work(NUMBER)
#
# Leaves the project in out/demo-history, with its history, and the dashboard in out/site: open
# out/site/index.html. BENCHGATE is the tool, by default the newest in build/.
#
# Exit codes: 0 the 10 % and the 3 % step were found and their commits named, and the drift was
# seen; 1 something was not; 2 usage, 4 something is missing.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

nights=30
budget=40s
bisect_budget=5min
source=$repository/ci/demo-history
while (($# > 0)); do
  case $1 in
    --nights)
      if ! [[ ${2-} =~ ^[0-9]+$ ]] || ((10#$2 < 16)); then usage_error "--nights needs 16 or more"; fi
      nights=$((10#$2))
      shift 2
      ;;
    --budget | --bisect)
      if [[ -z ${2-} ]]; then usage_error "$1 needs a time"; fi
      if [[ $1 == --budget ]]; then budget=$2; else bisect_budget=$2; fi
      shift 2
      ;;
    --project)
      if ! [[ -e ${2-}/large.cc ]]; then usage_error "--project needs a folder with large.cc"; fi
      source=$(cd "$2" && pwd)
      shift 2
      ;;
    -h | --help) print_help && exit ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
done

BENCHGATE=${BENCHGATE:-$(newest_tool)}
if ! [[ -x $BENCHGATE ]]; then give_up 4 "there is no benchgate in build/: run ci/tool.sh first"; fi
export BENCHGATE
readonly place=${BENCHGATE_DEMO_PLACE:-$repository/out}
readonly project=$place/demo-history
rm -rf -- "$project" "$place/site"
mkdir -p "$project/project"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null BENCHGATE_CACHE="$project/cache"

# --- the project ------------------------------------------------------------------------

commits=$((2 * nights))
large_at=$((commits / 3))         # +10 %
small_at=$((commits * 2 / 3 - 1)) # +3 %
drift_from=$((commits / 4))       # a little with each commit from here,
drift_to=$((commits * 3 / 4))     # to here: 12 % together

# rounds FILE NUMBER: how much work the benchmark in that file does.
rounds() { sed -i "s/work([0-9]*)/work($2)/" "$project/project/$1.cc"; }

# commit NUMBER MESSAGE: twelve hours after the one before it.
commit() {
  local date=$((1767225600 + $1 * 43200))
  echo "$1: $2" >>"$project/project/CHANGES"
  git -C "$project/project" add --all
  GIT_AUTHOR_DATE="@$date +0000" GIT_COMMITTER_DATE="@$date +0000" \
    git -C "$project/project" commit --quiet --message "$2"
}

make_project() {
  local number message
  git -C "$project/project" init --quiet --initial-branch=main
  git -C "$project/project" config user.name Ann
  git -C "$project/project" config user.email ann@example.org
  cp "$source"/* "$project/project"
  printf '/build/\n/out/\n' >"$project/project/.gitignore"
  commit 0 "The first version"
  git -C "$project/project" tag v1.0
  for ((number = 1; number <= commits; ++number)); do
    message="Nothing that is measured, number $number"
    if ((number == large_at)); then
      message="Check the input twice"
      rounds large 11000
    elif ((number == small_at)); then
      message="Log a little more"
      rounds small 10300
    elif ((number >= drift_from && number <= drift_to)); then
      message="One more case, number $number"
      rounds drift $((10000 + 1200 * (number - drift_from + 1) / (drift_to - drift_from + 1)))
    fi
    commit "$number" "$message"
  done
}

# --- the nights -------------------------------------------------------------------------

# As the commit is dated, or all nights would have been this one.
run_nights() {
  local night commit bisect
  cd "$project/project"
  for ((night = 0; night <= nights; ++night)); do
    commit=$(git rev-list --first-parent --reverse main | sed -n "$((2 * night + 1))p")
    git checkout --quiet --detach "$commit"
    # Looking for commits once, at the end, shows all there is to see in less time.
    bisect=0
    if ((night == nights)); then bisect=$bisect_budget; fi
    "$repository/ci/nightly.sh" --history "$project/history" --budget "$budget" --bisect "$bisect" \
      --site "$place/site" >"$project/night.log" 2>&1 || give_up 1 "night $night failed: $(
        tail -20 "$project/night.log"
      )"
    say "night $night of $nights: $(git log -1 --format=%s)"
  done
}

# --- what has to come of it -------------------------------------------------------------

failures=0
# expect WHAT CONDITION...
expect() {
  if "${@:2}"; then
    say "found: $1"
  else
    say "not found: $1" >&2
    failures=$((failures + 1))
  fi
}

# changes EXPRESSION: is that true of `named`, which has of a benchmark the changes that stand and
# for the worse, each as the subject of its culprit ("" where none is named) and its ratio.
# shellcheck disable=SC2317  # it is called, by expect
changes() {
  "$BENCHGATE" history "$project/history" --format json >"$project/changes.json"
  python3 - "$project/changes.json" "$1" <<'END'
import collections
import json
import sys

named = collections.defaultdict(list)
for series in json.load(open(sys.argv[1], encoding="utf-8"))["series"]:
    if series["basis"]["kind"] != "reference" or series["metric"] != "cpu_time":
        continue
    for change in series["changes"] + series["drifts"]:
        if change["state"] == "standing" and change["worse"]:
            finding = change["finding"] or {}
            named[series["benchmark"]].append((finding.get("subject") or "", change["ratio"]))
sys.exit(0 if eval(sys.argv[2]) else 1)
END
}

make_project
run_nights
expect "the 10 % step, and the commit that did it" changes \
  'any(subject == "Check the input twice" and 1.08 < ratio < 1.12
       for subject, ratio in named["figures/large_step"])'
expect "the 3 % step, and the commit that did it" changes \
  'any(subject == "Log a little more" and 1.02 < ratio < 1.04
       for subject, ratio in named["figures/small_step"])'
expect "the drift" changes 'len(named["figures/drift"]) > 0'
expect "nothing where nothing was planted" changes 'not named["figures/steady"]'
"$BENCHGATE" history "$project/history" || true
say "open $place/site/index.html"
exit "$((failures > 0))"
