#!/usr/bin/env bash
# ci/tool.sh where there is a release: it is downloaded and held to its digest, and built from source
# in every other case. ci/pin_release.sh: what it writes is what ci/tool.sh reads.
set -euo pipefail
# shellcheck source=tests/scripts/sandbox.sh
source "$(dirname "$0")/sandbox.sh"

for program in cmp curl cut gzip head mktemp mv tar touch; do
  ln -s "$(command -v "$program")" "$sandbox/bin/$program"
done
fake cmake
# Everything is installed.
# shellcheck disable=SC2016
fake dpkg-query 'shift 3; printf "installed %s\n" "$@"'
fake apt-get
mkdir "$sandbox/tools" "$sandbox/templates"
touch "$sandbox/CMakeLists.txt" "$sandbox/CMakePresets.json"

# A release beside the sandbox's clone, whose tool says that it is one.
machine=$(uname -m)
published=$sandbox/published/v1.2.3
archive=benchgate-1.2.3-linux-$machine.tar.gz
mkdir -p "$published" "$sandbox/made/benchgate-1.2.3/bin" "$sandbox/made/benchgate-1.2.3/lib"
# shellcheck disable=SC2016
printf '#!/bin/bash\necho RELEASED "$1" "$(cat "${0%%/*}/../lib/part")"\n' \
  >"$sandbox/made/benchgate-1.2.3/bin/benchgate"
echo PART >"$sandbox/made/benchgate-1.2.3/lib/part"
chmod 755 "$sandbox/made/benchgate-1.2.3/bin/benchgate"
tar -czf "$published/$archive" -C "$sandbox/made" benchgate-1.2.3
(cd "$published" && sha256sum "$archive" >SHA256SUMS)

pin() { run ci/pin_release.sh "file://$published" "$published/SHA256SUMS"; }
again() {
  rm -rf "$sandbox/build"
  run ci/tool.sh
}
expect_built() {
  if ! grep -q '^cmake --build build/tool' "$calls"; then fail "expected that the tool is built"; fi
}
expect_released() {
  expect_no_call cmake
  if [[ $("$sandbox/build/tool/bin/benchgate" --version) != "RELEASED --version PART" ]]; then
    fail "expected the released tool with its parts"
  fi
}

# Nothing is released yet.
again
expect_code 0
expect_built
run ci/tool.sh --describe
expect_output "release=false"

pin
expect_code 0
run ci/tool.sh --describe
expect_output "release=true"
again
expect_code 0
expect_released
# It is not downloaded twice.
mv "$published/$archive" "$sandbox/kept"
run ci/tool.sh
expect_code 0
expect_output "there already"

# Where it cannot be had, the tool is built.
again
expect_code 0
expect_output "building it instead"
expect_built

# What has another digest is not unpacked, and nothing is built in its place.
cp "$sandbox/kept" "$published/$archive"
echo more >>"$published/$archive"
again
expect_code 4
expect_output "is not the release that ci/release.txt names"
expect_no_call cmake
if [[ -e $sandbox/build/tool ]]; then fail "expected that nothing is there"; fi
if [[ -n $(find "$sandbox/build" -mindepth 1) ]]; then fail "expected that nothing is left"; fi
cp "$sandbox/kept" "$published/$archive"

# A release that does not start here.
mkdir "$sandbox/other"
cp -r "$sandbox/made/benchgate-1.2.3" "$sandbox/other/benchgate-1.2.3"
rm "$sandbox/other/benchgate-1.2.3/lib/part"
printf '#!/bin/bash\nexit 127\n' >"$sandbox/other/benchgate-1.2.3/bin/benchgate"
tar -czf "$published/$archive" -C "$sandbox/other" benchgate-1.2.3
(cd "$published" && sha256sum "$archive" >SHA256SUMS)
pin
again
expect_code 0
expect_output "does not start on this system"
expect_built

# Other sources than those of the release.
cp "$sandbox/kept" "$published/$archive"
(cd "$published" && sha256sum "$archive" >SHA256SUMS)
pin
echo changed >"$sandbox/tools/changed.cc"
again
expect_code 0
expect_built
run ci/tool.sh --describe
expect_output "release=false"

# Sums of nothing that ci/tool.sh can use.
echo "0123  notes.txt" >"$published/SHA256SUMS"
cp "$sandbox/ci/release.txt" "$sandbox/before"
pin
expect_code 1
expect_output "names no benchgate-VERSION-linux-MACHINE.tar.gz"
if ! cmp -s "$sandbox/ci/release.txt" "$sandbox/before"; then fail "expected the file as it was"; fi

# A tag becomes a release, and a branch whose commit the actions download it by.
rm -rf "$sandbox/build" "$sandbox/ci/release.txt"
ln -s "$(command -v git)" "$sandbox/bin/git"
fake gh
git init --quiet --bare "$sandbox/origin.git"
git -C "$sandbox" init --quiet
git -C "$sandbox" add CMakeLists.txt CMakePresets.json ci tools
git -C "$sandbox" -c user.name=T -c user.email=t@example.org commit --quiet -m sources
git -C "$sandbox" tag v1.2.3
git -C "$sandbox" remote add origin "$sandbox/origin.git"
packages=$sandbox/packages
mkdir "$packages"
touch "$packages/$archive" "$packages/benchgate_1.2.3_debian12_amd64.deb"
publish() { run GITHUB_REPOSITORY=octo/benchgate ci/publish_release.sh "$1" "$packages"; }

publish v1.2.4
expect_code 1
expect_output "is not of version 1.2.4"
expect_no_call gh

publish v1.2.3
expect_code 0
if ! grep -q '^gh release create v1.2.3 --repo octo/benchgate --verify-tag .*SHA256SUMS$' "$calls"; then
  fail "expected a release"
fi
commit=$(git -C "$sandbox/origin.git" rev-parse releases/v1.2.3)
expect_output "the actions' commit is $commit"
pinned=$(git -C "$sandbox/origin.git" show "$commit:ci/release.txt")
url=https://github.com/octo/benchgate/releases/download/v1.2.3/$archive
if [[ $pinned != *"$machine "*" $url"* ]]; then fail "expected the tarball's address in: $pinned"; fi
if [[ $(git -C "$sandbox" rev-parse "$commit^") != $(git -C "$sandbox" rev-parse v1.2.3) ]]; then
  fail "expected one commit on top of the tag"
fi

# Without a release there is no branch that names it.
git -C "$sandbox/origin.git" branch --quiet -D releases/v1.2.3
fake gh 'exit 1'
publish v1.2.3
expect_code 4
if git -C "$sandbox/origin.git" rev-parse --quiet --verify releases/v1.2.3; then
  fail "expected no branch"
fi

finish
