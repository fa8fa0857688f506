#!/usr/bin/env bash
# ci/tool.sh and ci/publish.sh: what is built, and what of an artifact reaches benchgate.
set -euo pipefail
# shellcheck source=tests/scripts/sandbox.sh
source "$(dirname "$0")/sandbox.sh"

fake cmake
# Everything is installed.
# shellcheck disable=SC2016
fake dpkg-query 'shift 3; printf "installed %s\n" "$@"'
fake apt-get
# The sources, which say whether a tool that is there was built from them.
mkdir "$sandbox/tools" "$sandbox/templates"
touch "$sandbox/CMakeLists.txt" "$sandbox/CMakePresets.json"

run ci/tool.sh
expect_code 0
expect_call "cmake --preset release -B build/tool -DBENCHGATE_BUILD_BENCHES=OFF -DBENCHGATE_BUILD_TESTS=OFF"
grep -q '^cmake --build build/tool .*--target benchgate$' "$calls" || fail "expected the tool alone"
if grep -q postgresql "$calls"; then fail "expected no package that only suites need"; fi

# A benchgate that says what it was given to read.
# shellcheck disable=SC2016
subject() { fake benchgate 'if [[ -f $3 ]]; then cat "$3"; fi; exit '"$1"; }
mkdir -p "$sandbox/build/tool/bin"
subject 0
ln -s "$sandbox/bin/benchgate" "$sandbox/build/tool/bin/benchgate"

artifact=$sandbox/artifact
mkdir "$artifact"
echo RESULT >"$artifact/results.json"
run ci/publish.sh "$artifact" --comment on-change
expect_code 0
expect_output RESULT
expect_call "benchgate publish github $artifact/results.json --comment on-change"

run ci/publish.sh --started --name other
expect_code 0
expect_call "benchgate publish github --started --name other"

# Another tool, and its own exit code.
subject 4
run BENCHGATE="$sandbox/bin/benchgate" ci/publish.sh "$artifact"
expect_code 4
subject 3

# No result, in whichever way: benchgate is still called, to publish that.
no_result() {
  run ci/publish.sh "$artifact"
  expect_code 3
  expect_call "benchgate publish github $artifact/results.json"
  expect_output "no file results.json"
  if [[ $output == *SECRET* ]]; then fail "expected that the link is not followed"; fi
}
echo SECRET >"$sandbox/secret"
ln -sf "$sandbox/secret" "$artifact/results.json"
no_result
if [[ $(cat "$sandbox/secret") != SECRET ]]; then fail "expected that the link's target stays"; fi
mkdir "$artifact/results.json"
echo SECRET >"$artifact/results.json/file"
no_result
rm -r "$artifact"
no_result

finish
