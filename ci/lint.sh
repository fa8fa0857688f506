#!/usr/bin/env bash
# ci/lint.sh [--check | --fix | --tidy [FILE...]]
#
# Checks how sources are written: clang-format on C++, shellcheck on scripts, eslint on the pages'
# scripts.
#
#   --check  the default
#   --fix    let clang-format rewrite what it would complain about
#   --tidy   run clang-tidy instead, on the files named or else on all sources (minutes);
#            builds build/release first, because it reads generated headers
#
# Exit codes: 0 clean, 1 findings, 2 usage, 4 packages missing.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

# Everything is checked before it fails: one round shows all there is to mend.
failed=0

# Tracked and new files, but nothing ignored; test data is other people's.
sources() { git ls-files --cached --others --exclude-standard -- "$@" ':!tests/testdata'; }
on_each() { xargs --no-run-if-empty --delimiter='\n' "$@"; }

# One page, one script: the dashboard's files see each other's functions. NODE_PATH, because a node
# that is not the distribution's does not look where its packages are.
lint_pages() {
  local eslint=(env NODE_PATH=/usr/share/nodejs eslint --no-eslintrc --config templates/eslint.json
    --format unix)
  sources 'templates/*.js' ':!templates/site' | on_each "${eslint[@]}" || failed=1
  cat templates/site/*.js | "${eslint[@]}" --global Dygraph --stdin \
    --stdin-filename 'templates/site/*.js' || failed=1
}

lint() {
  sources '*.h' '*.cc' | on_each clang-format-14 --dry-run -Werror || failed=1
  sources '*.sh' .ci/run | on_each shellcheck --external-sources || failed=1
  lint_pages
}

tidy() {
  ci/setup.sh --for tidy
  # Generated headers (protobuf, flatbuffers, templates) must exist to be included.
  cmake --preset release -DBENCHGATE_BUILD_TESTS=ON >/dev/null
  cmake --build build/release --parallel "$(parallel_jobs)" --target tools/all benches/all
  local files=("$@")
  if ((${#files[@]} == 0)); then mapfile -t files < <(sources 'tools/*.cc' 'benches/*.cc'); fi
  printf '%s\n' "${files[@]}" |
    on_each --max-procs "$(parallel_jobs)" --max-args 4 \
      clang-tidy-14 --quiet -p build/release ||
    failed=1
}

cd "$repository"
case ${1---check} in
  --check)
    ci/setup.sh --for lint
    lint
    ;;
  --fix)
    ci/setup.sh --for lint
    sources '*.h' '*.cc' | on_each clang-format-14 -i
    lint
    ;;
  --tidy) tidy "${@:2}" ;;
  -h | --help) print_help ;;
  *) usage_error "unknown argument '$1'" ;;
esac
exit "$failed"
