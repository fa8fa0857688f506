#!/usr/bin/env bash
# ci/publish_release.sh TAG FOLDER
#
# Publishes the packages in FOLDER (ci/package.sh made them, perhaps on several machines) as the
# release TAG of this repository on GitHub, with the GitHub CLI. Then pushes the branch releases/TAG:
# the tag's commit, and one more with ci/release.txt. Whoever uses the actions takes that commit's hash,
# and gets the tool as a download.
#
# GITHUB_TOKEN may write to the repository; GITHUB_REPOSITORY is OWNER/NAME.
#
# Exit codes: 0 published, 1 the packages are not of that version, 2 usage, 4 GitHub refuses.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

if [[ ${1-} == -h || ${1-} == --help ]]; then print_help && exit; fi
if (($# != 2)); then usage_error "needs a tag and a folder"; fi
readonly tag=$1 folder=$2
if ! [[ $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]]; then usage_error "a tag is like v1.2.3, not '$tag'"; fi
if ! [[ -d $folder ]]; then usage_error "there is no folder $folder"; fi
if [[ -z ${GITHUB_REPOSITORY-} ]]; then usage_error "GITHUB_REPOSITORY is not set"; fi

cd "$folder"
files=()
for file in *.deb *.tar.gz *.whl *.spdx.json; do
  if [[ -f $file ]]; then files+=("$file"); fi
done
if ((${#files[@]} == 0)); then give_up 1 "there is no package in $folder"; fi
for file in "${files[@]}"; do
  if [[ $file != benchgate[-_]"${tag#v}"[-_]* ]]; then
    give_up 1 "$file is not of version ${tag#v}: the tag has to be that of CMakeLists.txt"
  fi
done
sha256sum -- "${files[@]}" >SHA256SUMS
cd "$repository"

readonly url=${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY/releases/download/$tag
authorize_git
git checkout --quiet --detach "$tag^{commit}"
ci/pin_release.sh "$url" "$folder/SHA256SUMS"
git add ci/release.txt
git -c user.name=benchgate -c user.email=benchgate@users.noreply.github.com \
  commit --quiet -m "release: $tag as a download"
commit=$(git rev-parse HEAD)

notes=$(mktemp)
trap 'rm -f "$notes"' EXIT
cat >"$notes" <<END
To use the actions, name this commit, which downloads the tool instead of building it:

    uses: $GITHUB_REPOSITORY/.github/actions/benchgate@$commit # $tag

What changed: docs/changelog.md. Check a file: \`sha256sum --check --ignore-missing SHA256SUMS\`, and where
it was built: \`gh attestation verify FILE --repo $GITHUB_REPOSITORY\`.
END
# The branch comes last: its commit must not name files that are not there.
GH_TOKEN=${GITHUB_TOKEN-} gh release create "$tag" --repo "$GITHUB_REPOSITORY" --verify-tag \
  --title "benchgate ${tag#v}" --notes-file "$notes" \
  "${files[@]/#/$folder/}" "$folder/SHA256SUMS" || give_up 4 "GitHub does not take the release"
git push --quiet origin "$commit:refs/heads/releases/$tag" || give_up 4 "origin refuses the branch"
say "published $tag; the actions' commit is $commit"
