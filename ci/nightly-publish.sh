#!/usr/bin/env bash
# ci/nightly-publish.sh HISTORY
#
# The half of a night on GitHub that may write: takes what ci/nightly.sh appended to the folder
# HISTORY into the branch benchgate-history, writes the dashboard to the branch benchgate-site, and
# keeps one issue for each change that stands. Of HISTORY it takes records and findings that can be
# read as such, and nothing else. GITHUB_TOKEN needs `contents: write` and `issues: write`.
#
# BENCHGATE is the tool, build/tool/bin/benchgate by default (ci/tool.sh makes it). SITE_URL is
# where the dashboard can be read, by default where GitHub Pages put it.
#
# Exit codes: 0 published, 2 usage, 3 HISTORY cannot be read, 4 GitHub refuses.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

readonly benchgate=${BENCHGATE:-$repository/build/tool/bin/benchgate}
case ${1-} in
  -h | --help) print_help && exit ;;
  '' | -*) usage_error "name the folder that the night has left" ;;
esac
readonly night=$1
readonly history=out/history site=out/site
readonly name=${GITHUB_REPOSITORY:?is set by GitHub Actions} server=${GITHUB_SERVER_URL:-https://github.com}
readonly site_url=${SITE_URL:-https://${name%%/*}.github.io/${name#*/}}

# First of all the history: what is in it cannot be lost by what fails behind it.
"$repository/ci/branch.sh" fetch benchgate-history "$history"
"$benchgate" store copy "$night" "$history"
"$repository/ci/branch.sh" push benchgate-history "$history" "One night"

failures=0
"$benchgate" publish issues "$history" --site-url "$site_url" || failures=4
"$repository/ci/branch.sh" fetch benchgate-site "$site"
"$benchgate" site "$history" "$site" --title "$name" \
  --commit-url "$server/$name/commit/{}"
"$repository/ci/branch.sh" push benchgate-site "$site" "The dashboard after one more night"
exit "$failures"
