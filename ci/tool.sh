#!/usr/bin/env bash
# ci/tool.sh
#
# Makes the tool alone, without the suites and what they need: installs what is missing and
# builds build/tool/bin/benchgate. For the workflows that only publish, and for other
# repositories, whose suites are their own.
#
# Exit codes: 0 it is there, 4 packages are missing; the compiler's where it fails.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

while (($# > 0)); do
  case $1 in
    -h | --help) print_help && exit ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
done

cd "$repository"
ci/setup.sh --for tool
# A folder of its own: what is left out here must not be missing in build/release.
cmake --preset release -B build/tool -DBENCHGATE_BUILD_BENCHES=OFF -DBENCHGATE_BUILD_TESTS=OFF
cmake --build build/tool --parallel "$(parallel_jobs)" --target benchgate
