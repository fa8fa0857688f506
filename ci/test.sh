#!/usr/bin/env bash
# ci/test.sh [--preset release|sanitize] [--clang] [-- CTEST-ARGUMENT...]
#
# Installs what is missing, builds everything and runs all tests. The exit code is 0
# only if every test passed; ctest's own summary is the last thing printed.
#
#   --preset NAME   release (the default), or sanitize: AddressSanitizer and UBSan
#   --clang         build with Clang instead of g++, in a folder of its own
#   -- ARGUMENT...  handed to ctest: -R stats, --repeat until-fail:10, ...
#
# CC and CXX are respected; a compiler other than g++ gets its own build folder.
# Exit codes: 2 usage, 4 packages missing, otherwise those of cmake and ctest.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

preset=release
ctest_arguments=()
setup_purposes=(--for test)
while (($# > 0)); do
  case $1 in
    --preset)
      case ${2-} in
        release | sanitize) preset=$2 ;;
        *) usage_error "--preset takes release or sanitize, not '${2-}'" ;;
      esac
      shift 2
      ;;
    --clang)
      export CC=clang-$clang_version CXX=clang++-$clang_version
      setup_purposes+=(--for clang)
      shift
      ;;
    --)
      shift
      ctest_arguments=("$@")
      break
      ;;
    -h | --help) print_help && exit ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
done

# CMake remembers the compiler of a build folder and ignores a later CXX.
build=build/$preset
if [[ ${CXX:-g++} != g++ ]]; then build+=-$(basename "$CXX"); fi

cd "$repository"
ci/setup.sh "${setup_purposes[@]}"
jobs=$(parallel_jobs)
# ci/gate.sh may have configured the folder without tests.
cmake --preset "$preset" -B "$build" -DBENCHGATE_BUILD_TESTS=ON -DBENCHGATE_WERROR=ON
cmake --build "$build" --parallel "$jobs"
# The limit is for tests that set none of their own: a hanging test is a failing one.
exec ctest --test-dir "$build" --parallel "$jobs" --timeout 900 --no-tests=error \
  --output-on-failure "${ctest_arguments[@]}"
