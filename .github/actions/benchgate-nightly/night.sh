#!/usr/bin/env bash
# night.sh
#
# What the action benchgate-nightly runs in the folder of a project: ci/nightly.sh, with the action's
# inputs as INPUT_... in the environment, where nothing in them can be taken for a command. Appends to
# RUNNER_TEMP/benchgate-nightly/history and leaves everything beside it, outside of the work tree.
#
# BENCHGATE is the tool, by default the one that ci/tool.sh makes.
#
# Exit codes: those of ci/nightly.sh.
set -euo pipefail

readonly out=${RUNNER_TEMP:?is set by GitHub Actions}/benchgate-nightly
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
export BENCHGATE=${BENCHGATE:-$root/build/tool/bin/benchgate}
# On a machine that is kept, what one job measures must not write to what the next one measures.
export BENCHGATE_CACHE=${BENCHGATE_CACHE:-$RUNNER_TEMP/benchgate-cache}
options=()
if [[ -n ${INPUT_REFERENCE-} ]]; then options+=(--reference "$INPUT_REFERENCE"); fi
if [[ -n ${INPUT_BUDGET-} ]]; then options+=(--budget "$INPUT_BUDGET"); fi
if [[ -n ${INPUT_BISECT-} ]]; then options+=(--bisect "$INPUT_BISECT"); fi
exec "$root/ci/nightly.sh" --history "$out/history" --results "$out/results" --site "$out/site" \
  "${options[@]}"
