#!/usr/bin/env bash
# empty.sh
#
# Removes the folder that the shards go to. On a machine that is kept, an earlier use of the action
# may have left some there, which would then be taken for this one's.
set -euo pipefail

folder=${RUNNER_TEMP:?is set by GitHub Actions}/benchgate-shards
rm -rf -- "$folder"
# As this machine or container sees it.
if [[ -n ${GITHUB_OUTPUT-} ]]; then echo "folder=$folder" >>"$GITHUB_OUTPUT"; fi
