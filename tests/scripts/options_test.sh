#!/usr/bin/env bash
# Every script explains itself, and refuses what it does not know before doing anything.
set -euo pipefail
# shellcheck source=tests/scripts/sandbox.sh
source "$(dirname "$0")/sandbox.sh"

for program in apt-get dpkg-query cmake ctest git sudo; do fake "$program"; done

refused() {
  run "$@"
  expect_code 2
  expect_output "--help"
  if [[ -s $calls ]]; then fail "expected that nothing was called: $*"; fi
}

for script in setup test gate lint fuzz tool publish demo-pr; do
  run "ci/$script.sh" --help
  expect_code 0
  expect_output "ci/$script.sh"
  expect_output "Exit codes:"
  if [[ -s $calls ]]; then fail "expected that help calls nothing"; fi
  refused "ci/$script.sh" --no-such-option
  if [[ $script != publish ]]; then refused "ci/$script.sh" stray; fi
  refused "ci/$script.sh" ''
done

refused ci/setup.sh --for
refused ci/setup.sh --for everything
refused ci/test.sh --preset
refused ci/test.sh --preset debug
refused ci/test.sh --clang --preset fuzz
refused ci/gate.sh --base
refused ci/gate.sh --base ''
refused ci/gate.sh --quick --base main
refused ci/publish.sh
refused ci/demo-pr.sh --project
refused ci/demo-pr.sh --project ci
refused ci/fuzz.sh --seconds
refused ci/fuzz.sh --seconds 0
refused ci/fuzz.sh --seconds '5 -workers=9'

finish
