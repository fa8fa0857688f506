#!/usr/bin/env bash
# ci/tool.sh [--describe]
#
# Makes build/tool/bin/benchgate, without the suites and what they need. For the workflows that only
# publish, and for other repositories, whose suites are their own.
#
# Downloads the release that was made of these sources, if ci/release.txt names one for this kind of
# processor. Otherwise it installs what is missing and builds the tool. Does nothing where the tool
# is there already, made from these sources on this kind of system.
#
#   --describe  make nothing; say in GITHUB_OUTPUT (else print) `folder`, where the tool is,
#               `key`, which is another one for other sources or another system, for a cache, and
#               `release`: true where there is a release to download
#
# Exit codes: 0 it is there, 4 packages are missing, or what was downloaded is not that release; the
# compiler's where it fails.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

readonly folder=$repository/build/tool/bin

# All that the tool is made of, and what it was made on.
key() {
  local sources
  sources=$(sources_digest ci/tool.sh ci/setup.sh)
  # shellcheck source=/dev/null
  (source /etc/os-release && echo "benchgate-tool-$ID-${VERSION_ID-}-$(uname -m)-${sources:0:24}")
}

# "DIGEST URL" of the release for this processor that was made of these sources.
release() {
  if ! [[ -f $repository/ci/release.txt ]]; then return; fi
  awk -v sources="$(sources_digest)" -v machine="$(uname -m)" '
    $1 == "sources" { ours = $2 == sources }
    $1 == machine && ours { print $2, $3 }' "$repository/ci/release.txt"
}

describe() {
  local text release=false
  if [[ -n $(release) ]]; then release=true; fi
  text=$(printf 'folder=%s\nkey=%s\nrelease=%s' "$folder" "$(key)" "$release")
  if [[ -n ${GITHUB_OUTPUT-} ]]; then echo "$text" >>"$GITHUB_OUTPUT"; else echo "$text"; fi
}

# It runs, and was built from what is here now.
is_there() {
  [[ -f $folder/built-from && $(<"$folder/built-from") == "$(key)" ]] &&
    "$folder/benchgate" --version >/dev/null 2>&1
}

while (($# > 0)); do
  case $1 in
    --describe)
      describe
      exit
      ;;
    -h | --help) print_help && exit ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
done

# Downloads the release into build/tool. Fails where it cannot be had, or does not start here; then
# the tool can still be built.
download() { # DIGEST URL
  local unpacked
  ci/setup.sh --for fetch || return 1
  mkdir -p build
  unpacked=$(mktemp -d build/tool.XXXXXX)
  # shellcheck disable=SC2064  # the folder of now
  trap "rm -rf '$unpacked'" EXIT
  say "downloading $2"
  curl --fail --silent --show-error --location --retry 3 --max-time 300 --output "$unpacked/archive" \
    "$2" || return 1
  if ! echo "$1  $unpacked/archive" | sha256sum --check --status; then
    give_up 4 "$2 is not the release that ci/release.txt names: its SHA-256 is" \
      "$(sha256sum "$unpacked/archive" | cut -d' ' -f1), not $1"
  fi
  mkdir "$unpacked/tool"
  tar --extract --gzip --file "$unpacked/archive" --directory "$unpacked/tool" --strip-components=1
  if ! "$unpacked/tool/bin/benchgate" --version >/dev/null; then
    say "the release does not start on this system"
    return 1
  fi
  rm -rf build/tool
  mv "$unpacked/tool" build/tool
}

# A folder of its own: what is left out here must not be missing in build/release.
build() {
  ci/setup.sh --for tool
  # One that was kept from an earlier job may only have lacked its libraries.
  if is_there; then return; fi
  cmake --preset release -B build/tool -DBENCHGATE_BUILD_BENCHES=OFF -DBENCHGATE_BUILD_TESTS=OFF
  cmake --build build/tool --parallel "$(parallel_jobs)" --target benchgate
}

cd "$repository"
if is_there; then
  say "build/tool/bin/benchgate is there already"
  exit
fi
released=$(release)
if [[ -n $released ]]; then
  # shellcheck disable=SC2086  # the digest and the URL
  download $released || { say "building it instead" && build; }
else
  build
fi
mkdir -p "$folder"
key >"$folder/built-from"
