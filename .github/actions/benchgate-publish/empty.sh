#!/usr/bin/env bash
# empty.sh
#
# Removes the folder that the artifact goes to. On a machine that is kept, an earlier use of the
# action may have left a result there, and a download that fails would leave it to be published.
set -euo pipefail

folder=${RUNNER_TEMP:?is set by GitHub Actions}/benchgate-artifact
rm -rf -- "$folder"
# As this machine or container sees it.
if [[ -n ${GITHUB_OUTPUT-} ]]; then echo "folder=$folder" >>"$GITHUB_OUTPUT"; fi
