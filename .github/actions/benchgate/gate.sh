#!/usr/bin/env bash
# gate.sh
#
# What the action benchgate runs in the folder of a project: `benchgate gate`, with the action's
# inputs as INPUT_... in the environment, where nothing in them can be taken for a command. Adds
# the report to the job's summary and leaves everything in RUNNER_TEMP/benchgate, outside of the
# work tree. Says in GITHUB_OUTPUT which folder that is, as this machine or container sees it, and as
# what the artifact is to be kept.
#
# BENCHGATE is the tool, by default the one that ci/tool.sh makes.
#
# Exit codes: those of `benchgate gate`. A shard does not block merging, the action benchgate-merge
# does: what it measured ends with 0, whatever it shows by itself.
set -euo pipefail

# First of all: a result of an earlier step must never be taken for this one's.
out=${RUNNER_TEMP:?is set by GitHub Actions}/benchgate
rm -rf -- "$out"

artifact=${INPUT_ARTIFACT:-benchgate}
shard=${INPUT_SHARD-}
if [[ -n $shard ]]; then artifact+=-shard-${shard/\//-of-}; fi
# A second attempt of a run must not be taken for the first one.
artifact+=-attempt-${GITHUB_RUN_ATTEMPT:-1}
if [[ -n ${GITHUB_OUTPUT-} ]]; then
  printf 'artifact=%s\nfolder=%s\n' "$artifact" "$out" >>"$GITHUB_OUTPUT"
fi

# On a machine that is kept, what one job measures must not write to what the next one measures.
export BENCHGATE_CACHE=${BENCHGATE_CACHE:-$RUNNER_TEMP/benchgate-cache}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
benchgate=${BENCHGATE:-$root/build/tool/bin/benchgate}
base=${INPUT_BASE:-${GITHUB_BASE_REF:+origin/$GITHUB_BASE_REF}}
base=${base:-${MERGE_GROUP_BASE-}}
if [[ -z $base ]]; then
  echo "gate.sh: this is no pull request: say with 'base' what to measure against" >&2
  exit 2
fi
mkdir -p "$out"

# With =, because a filter may begin with a dash.
options=("--base=$base")
if [[ -n ${INPUT_BUDGET-} ]]; then options+=("--budget=$INPUT_BUDGET"); fi
if [[ -n ${INPUT_FILTER-} ]]; then options+=("--filter=$INPUT_FILTER"); fi
if [[ -n ${INPUT_POLICY-} ]]; then options+=("--policy=$INPUT_POLICY"); fi
if [[ -n $shard ]]; then options+=("--shard=$shard"); fi
code=0
"$benchgate" gate "${options[@]}" --save "$out" --output "markdown=$out/report.md" \
  --output "html=$out/report.html" --output "json=$out/results.json" || code=$?
if [[ -n $shard && $code =~ ^[015]$ ]]; then exit 0; fi
if [[ -n ${GITHUB_STEP_SUMMARY-} && -f $out/report.md ]]; then
  cat "$out/report.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
