#!/usr/bin/env bash
# ci/tool.sh [--describe]
#
# Makes the tool alone, without the suites and what they need: installs what is missing and
# builds build/tool/bin/benchgate. For the workflows that only publish, and for other
# repositories, whose suites are their own. Builds nothing where the tool is there already, built
# from these sources on this kind of system.
#
#   --describe  make nothing; say in GITHUB_OUTPUT (else print) `folder`, where the tool is, and
#               `key`, which is another one for other sources or another system: for a cache
#
# Exit codes: 0 it is there, 4 packages are missing; the compiler's where it fails.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

readonly folder=$repository/build/tool/bin

# All that the tool is made of, and what it was made on.
key() {
  local sources
  sources=$(cd "$repository" && find CMakeLists.txt CMakePresets.json tools templates ci/tool.sh \
    ci/setup.sh -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
  # shellcheck source=/dev/null
  (source /etc/os-release && echo "benchgate-tool-$ID-${VERSION_ID-}-$(uname -m)-${sources:0:24}")
}

describe() {
  local text
  text=$(printf 'folder=%s\nkey=%s' "$folder" "$(key)")
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

cd "$repository"
ci/setup.sh --for tool
if is_there; then
  say "build/tool/bin/benchgate is there already"
  exit
fi
# A folder of its own: what is left out here must not be missing in build/release.
cmake --preset release -B build/tool -DBENCHGATE_BUILD_BENCHES=OFF -DBENCHGATE_BUILD_TESTS=OFF
cmake --build build/tool --parallel "$(parallel_jobs)" --target benchgate
mkdir -p "$folder"
key >"$folder/built-from"
