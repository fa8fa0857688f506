#!/usr/bin/env bash
# empty.sh
#
# Removes the folders that the artifact goes to and that the history is put together in. On a machine
# that is kept, an earlier night may have left something there, which would then be published.
set -euo pipefail

rm -rf -- "${RUNNER_TEMP:?is set by GitHub Actions}"/benchgate-night{,ly}
# As this machine or container sees it.
if [[ -n ${GITHUB_OUTPUT-} ]]; then
  echo "folder=$RUNNER_TEMP/benchgate-night" >>"$GITHUB_OUTPUT"
fi
