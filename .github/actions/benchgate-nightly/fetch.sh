#!/usr/bin/env bash
# fetch.sh
#
# What the action benchgate-nightly runs first in the folder of a project: makes
# RUNNER_TEMP/benchgate-nightly/history the history that is on the branch benchgate-history, an empty
# folder in the first night.
#
# Exit codes: those of ci/branch.sh.
set -euo pipefail

# On a machine that is kept, an earlier night may have left its own there.
readonly out=${RUNNER_TEMP:?is set by GitHub Actions}/benchgate-nightly
rm -rf -- "$out"
mkdir -p "$out"
# As this machine or container sees it.
if [[ -n ${GITHUB_OUTPUT-} ]]; then echo "folder=$out" >>"$GITHUB_OUTPUT"; fi

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
"$root/ci/branch.sh" fetch benchgate-history "$out/history"
