#!/usr/bin/env bash
# merge.sh
#
# What the action benchgate-merge runs in the folder of a project: puts together the shards that
# are folders of RUNNER_TEMP/benchgate-shards, and decides over all of them. Adds the report to the
# job's summary and leaves everything in RUNNER_TEMP/benchgate, outside of the work tree.
#
# BENCHGATE is the tool, by default the one that ci/tool.sh makes.
#
# Exit codes: those of `benchgate merge` (2 and 3: what is there is not one measurement), and then
# those of `benchgate compare`.
set -euo pipefail

# First of all: a result of an earlier step must never be taken for this one's.
out=${RUNNER_TEMP:?is set by GitHub Actions}/benchgate
rm -rf -- "$out"

if [[ -n ${GITHUB_OUTPUT-} ]]; then echo "folder=$out" >>"$GITHUB_OUTPUT"; fi

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
benchgate=${BENCHGATE:-$root/build/tool/bin/benchgate}
shopt -s nullglob
# Where a run is repeated in part, its artifacts are of several attempts: of each shard, the newest.
declare -A newest=()
for folder in "$RUNNER_TEMP"/benchgate-shards/*/; do
  folder=${folder%/}
  shard=${folder%-attempt-*}
  attempt=${folder##*-attempt-}
  if ! [[ $attempt =~ ^[0-9]+$ ]]; then attempt=0; fi
  if [[ -z ${newest[$shard]-} || $attempt -gt ${newest[$shard]##*-attempt-} ]]; then
    newest[$shard]=$folder
  fi
done
shards=("${newest[@]}")
if ((${#shards[@]} == 0)); then
  echo "merge.sh: no shard has left anything: look at the jobs that measured" >&2
  exit 3
fi
mkdir -p "$out"
"$benchgate" merge "${shards[@]}" --output "$out"

options=()
if [[ -n ${INPUT_POLICY-} ]]; then options+=("--policy=$INPUT_POLICY"); fi
code=0
"$benchgate" compare "${options[@]}" --output "markdown=$out/report.md" \
  --output "html=$out/report.html" --output "json=$out/results.json" \
  "$out/base.json" "$out/head.json" || code=$?
if [[ -n ${GITHUB_STEP_SUMMARY-} && -f $out/report.md ]]; then
  cat "$out/report.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
