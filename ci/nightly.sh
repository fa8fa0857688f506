#!/usr/bin/env bash
# ci/nightly.sh [--history LOCATION] [--reference REF] [--budget TIME] [--bisect TIME] [--site DIR]
#
# One night: measures what is checked out against a reference build, each pair at the same moment,
# so that the history is a ratio that is free of the machine; and against the commit of the night
# before, which gives the night's verdict. Appends both to the history, looks for the commit behind
# every change that now stands, and writes the dashboard.
#
#   --history LOCATION  a folder or a database; begun where there is none [out/history]
#   --reference REF     what is measured against, the same night after night: the last release tag;
#                       without one, the commit that the history began with
#   --budget TIME       the most that measuring may take [30min]
#   --bisect TIME       the most that looking for commits may take; 0: do not look [30min]
#   --site DIR          where the dashboard goes [out/site]
#
# Works on the project in the working directory with the tool that BENCHGATE names; without
# BENCHGATE on this clone, after installing what is missing and building release.
# Leaves out/nightly/reference.json and out/nightly/night.json, the results of both comparisons.
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
while (($# > 0)); do
  case $1 in
    --history | --reference | --budget | --bisect | --site)
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
readonly out=out/nightly
rm -rf -- "$out"
mkdir -p "$out"

# query FILE EXPRESSION: of a JSON file, as Python's `json`; nothing where there is no such thing.
query() {
  python3 -c 'import json as module, sys
json = module.load(open(sys.argv[1], encoding="utf-8"))
print(eval(sys.argv[2]) or "")' "$@"
}

# What the history has so far: nothing, in the first night.
runs() {
  if "$benchgate" store list "$history" --format json >"$out/runs.json" 2>"$out/log"; then return; fi
  if [[ $history != postgres* && ! -e $history ]]; then
    echo '{"runs": []}' >"$out/runs.json"
    return
  fi
  cat "$out/log" >&2
  exit 3
}

# measure NAME COMMIT TIME [OPTION...]: HEAD against that commit, as NAME.json. A closed gate is a
# result like any other.
measure() {
  local name=$1 base=$2 time=$3 code=0
  shift 3
  "$benchgate" gate --base "$base" --budget "$time" --save "$out/$name" --format none \
    --output "json=$out/$name.json" --output "html=$out/$name.html" "$@" || code=$?
  if ! [[ $code =~ ^[015]$ ]]; then exit "$code"; fi
}

runs
head=$(git rev-parse HEAD)
if [[ -z $reference ]]; then reference=$(git describe --tags --abbrev=0 2>/dev/null || true); fi
if [[ -z $reference ]]; then
  reference=$(query "$out/runs.json" 'json["runs"] and json["runs"][0]["commit"]')
fi
# The first night of a project without a release: its own reference from now on.
reference=${reference:-$head}
before=$(query "$out/runs.json" 'json["runs"] and json["runs"][-1]["commit"]')

say "against the reference build, $reference"
# What is the same program is measured, too: how it scatters is what changes are seen against.
measure reference "$reference" "$budget" --include-identical
verdict=()
if [[ -n $before && $before != "$head" ]] && git cat-file -e "$before^{commit}" 2>/dev/null; then
  say "against the night before, ${before:0:12}"
  measure night "$before" "$budget"
  verdict=(--verdict-of "$out/night.json")
fi
environment=()
if [[ -e $out/reference/head.json ]]; then environment=(--environment-of "$out/reference/head.json"); fi
"$benchgate" store append "$out/reference.json" --to "$history" "${verdict[@]}" "${environment[@]}"

# The changes that stand and that nobody has looked into, of each range of commits the largest:
# from the run before it to the run that shows it, and one more on both sides, since noise may have
# moved it by one. What one night has no time for is left to the next.
look_into_changes() {
  "$benchgate" history "$history" --format json >"$out/changes.json"
  python3 - "$out/changes.json" "$out/runs.json" "$head" >"$out/to-bisect" <<'END'
import json
import sys

MOST = 5
history, runs = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:3])
largest = {}
commits = list(dict.fromkeys([run["commit"] for run in runs["runs"]] + [sys.argv[3]]))
for series in history["series"]:
    for change in series["changes"]:
        good, bad = change["before"]["commit"], change["at"]["commit"]
        looked_into = change["finding"] is not None
        if change["state"] != "standing" or looked_into or not good or not bad:
            continue
        if series["basis"]["kind"] != "reference" or series["kind"] != "timing":
            continue
        good = commits[max(commits.index(good) - 1, 0)]
        bad = commits[min(commits.index(bad) + 1, len(commits) - 1)]
        names = [series["suite"], series["benchmark"], series["metric"]]
        size = abs(change["ratio"] - 1)
        largest[good, bad] = max(largest.get((good, bad), (0, names)), (size, names))
for (good, bad), (_, names) in sorted(largest.items(), key=lambda item: -item[1][0])[:MOST]:
    print("\t".join([good, bad, *names]))
END
  local good bad suite benchmark metric code
  while IFS=$'\t' read -r good bad suite benchmark metric <&3; do
    say "what changed $benchmark between ${good:0:12} and ${bad:0:12}?"
    code=0
    "$benchgate" bisect "$good" "$bad" --suite "$suite" --benchmark "$benchmark" \
      --metric "$metric" --budget "$bisect" --history "$history" || code=$?
    # 4: this machine cannot build or measure them, which must not cost the night.
    if ! [[ $code =~ ^[0145]$ ]]; then exit "$code"; fi
  done 3<"$out/to-bisect"
}
if [[ $bisect != 0 ]]; then look_into_changes; fi
"$benchgate" site "$history" "$site"
say "the dashboard is $site/index.html"
