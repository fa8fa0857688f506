#!/usr/bin/env bash
# ci/nightly-publish.sh HISTORY [FOLDER]
#
# The half of a night on GitHub that may write: takes what ci/nightly.sh appended to the folder
# HISTORY into the branch benchgate-history, writes the dashboard to the branch benchgate-site, and
# keeps one issue for each change that stands. Of HISTORY it takes records and findings that can be
# read as such, and nothing else. GITHUB_TOKEN needs `contents: write`, `issues: write` and
# `pages: write`. FOLDER [out] is where it works, in a clone of the project.
#
# BENCHGATE is the tool, build/tool/bin/benchgate by default (ci/tool.sh makes it). SITE_URL is
# where the dashboard can be read, by default where GitHub Pages put it. DOCS, if set, is a folder of
# documentation (ci/docs.sh): it is published as docs/ of the dashboard, which links it.
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
readonly folder=${2:-out}
readonly history=$folder/history site=$folder/site
mkdir -p "$folder"
readonly name=${GITHUB_REPOSITORY:?is set by GitHub Actions} server=${GITHUB_SERVER_URL:-https://github.com}
pages=https://${name%%/*}.github.io
if [[ ${name#*/} != "${name%%/*}.github.io" ]]; then pages+=/${name#*/}; fi
readonly site_url=${SITE_URL:-$pages}

# First of all the history: what is in it cannot be lost by what fails behind it.
"$repository/ci/branch.sh" fetch benchgate-history "$history"
"$benchgate" store copy "$night" "$history"
"$repository/ci/branch.sh" push benchgate-history "$history" "One night"

failures=0
"$benchgate" publish issues "$history" --site-url "$site_url" || failures=4
rm -rf -- "$site"
docs=()
if [[ -n ${DOCS-} ]]; then
  mkdir -p "$site"
  cp -r -- "$DOCS" "$site/docs"
  docs=(--docs-url "$site_url/docs/index.html")
fi
"$benchgate" site "$history" "$site" --title "$name" --url "$site_url/" \
  --commit-url "$server/$name/commit/{}" "${docs[@]}"
touch "$site/.nojekyll"
"$repository/ci/branch.sh" replace benchgate-site "$site" "The dashboard after one more night"
# What this token pushes starts no build of GitHub Pages by itself.
if [[ -n ${GITHUB_TOKEN-} ]] && command -v gh >/dev/null; then
  GH_TOKEN=$GITHUB_TOKEN gh api --silent --method POST "repos/$name/pages/builds" ||
    say "GitHub Pages were not asked to build: are they on, from the branch benchgate-site?"
fi
exit "$failures"
