#!/usr/bin/env bash
# ci/lint.sh [--check | --words | --fix | --tidy [--since COMMIT | FILE...]]
#
# Checks how sources are written: clang-format on C++, how long files are, shellcheck on scripts,
# eslint and prettier on the pages' scripts, ci/plain_words.py on documentation and on the tool's
# texts, and action-validator, which knows the schemas, on workflows and actions. It validates ours,
# and those that `benchgate init` writes if the tool is built. prettier and action-validator come
# from npm, of one version each; if npm cannot be reached, that part is left out with a message.
#
#   --check  the default
#   --words  only whether documentation and the tool's texts are plain English
#   --fix    let clang-format and prettier rewrite what they would complain about
#   --tidy   run clang-tidy instead, on the files named or else on all sources: about 20 minutes of
#            CPU time. With --since only on sources that differ from COMMIT or that include a header
#            that does
#
# Exit codes: 0 clean, 1 findings, 2 usage, 4 packages missing.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

# Everything is checked before it fails, so that one round shows all findings.
failed=0

# Tracked and new files, but nothing ignored; test data is other people's.
sources() { git ls-files --cached --others --exclude-standard -- "$@" ':!tests/testdata'; }
on_each() { xargs --no-run-if-empty --delimiter='\n' "$@"; }

# npm_program NAME VERSION PACKAGE...: sets `program` to the program NAME of these packages, which
# are kept in build/lint; false where it is not there and cannot be had.
npm_program() {
  local folder=build/lint/$1-$2
  program=$folder/node_modules/.bin/$1
  if [[ -x $program ]]; then return 0; fi
  if ! command -v npm >/dev/null; then return 1; fi
  mkdir -p "$folder"
  npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error \
    "${@:3}" >&2 && [[ -x $program ]]
}

# format_pages --check|--write
format_pages() {
  if ! npm_program prettier 3.6.2 prettier@3.6.2; then
    say "the pages' scripts were not formatted: npm or its registry cannot be reached"
    return
  fi
  sources 'templates/site/*.js' | on_each "$program" --config templates/prettier.json --log-level warn \
    "$1" || failed=1
}

# One page, one script: the dashboard's files see each other's functions. NODE_PATH, because a node
# that is not the distribution's does not look where its packages are.
lint_pages() {
  local eslint=(env NODE_PATH=/usr/share/nodejs eslint --no-eslintrc --config templates/eslint.json
    --format unix)
  sources 'templates/*.js' ':!templates/site' | on_each "${eslint[@]}" || failed=1
  cat templates/site/*.js | "${eslint[@]}" --global Dygraph --stdin \
    --stdin-filename 'templates/site/*.js' || failed=1
}

# Reads as plain English: pages, templates, and the texts in the tool's sources.
lint_words() {
  sources README.md 'docs/*.md' 'tools/benchgate/*.cc' 'templates/*.tpl' |
    on_each ci/plain_words.py || failed=1
}

# A source is one concept, of at most 400 lines.
lint_sizes() {
  local file lines
  while read -r file; do
    lines=$(wc -l <"$file")
    if ((lines <= 400)); then continue; fi
    say "$file has $lines lines, more than 400; split it"
    failed=1
  done < <(sources 'tools/*.cc' 'tools/*.h' 'benches/*.cc' 'benches/*.h')
}

# A schema per kind of file, which the validator tells by their names.
validate() {
  local file copy
  for file in "$@"; do
    # Its schema does not know this permission yet. It tells workflows from actions by their paths,
    # so the copy keeps its own.
    copy=$scratch/checked/$file
    mkdir -p "$(dirname "$copy")"
    sed '/^ *attestations: write/d' "$file" >"$copy"
    "$program" "$copy" >"$scratch/findings" 2>&1 && continue
    failed=1
    say "$file breaks its schema:"
    cat "$scratch/findings"
  done
}

lint_workflows() {
  if ! npm_program action-validator 0.6.0 @action-validator/{cli,core}@0.6.0; then
    say "workflows and actions were not validated: npm or its registry cannot be reached"
    return
  fi
  local files tool project
  mapfile -t files < <(sources '.github/*.yml')
  validate "${files[@]}"
  tool=$(newest_tool)
  if [[ -z $tool ]]; then
    say "the workflows of \`benchgate init\` were not validated: no tool is built"
    return
  fi
  project=$scratch/project
  mkdir -p "$project/a b"
  git init --quiet "$project"
  echo 'project(x NONE)' >"$project/a b/CMakeLists.txt"
  touch "$project/a b/benchgate.toml"
  (cd "$project/a b" && "$tool" init --nightly --action "octo/benchgate@$(printf '0%.0s' {1..40})") \
    >/dev/null 2>&1 || give_up 1 "benchgate init --nightly fails"
  validate "$project"/.github/workflows/*.yml
}

lint() {
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  sources '*.h' '*.cc' | on_each clang-format-14 --dry-run -Werror || failed=1
  sources '*.sh' .ci/run | on_each shellcheck --external-sources || failed=1
  lint_sizes
  lint_words
  lint_pages
  format_pages --check
  lint_workflows
}

tidied=('tools/*.cc' 'benches/*.cc')

# The sources that have to be looked at again because of what differs from COMMIT. A header counts
# for those that include it themselves; for all of them counts what says how they are looked at.
sources_since() {
  local changed
  changed=$(git diff --name-only --diff-filter=d "$1" --)
  if grep -qE '^(CMakeLists\.txt|\.clang-tidy|ci/(common|lint)\.sh)$' <<<"$changed"; then
    sources "${tidied[@]}"
    return
  fi
  {
    grep -E '^(tools|benches)/.*\.cc$' <<<"$changed" || true
    grep -E '^(tools|benches)/.*\.h$' <<<"$changed" | sed -E 's,^(tools|benches)/,,' |
      while read -r header; do
        sources "${tidied[@]}" | on_each grep -lF "#include \"$header\"" || true
      done
  } | sort -u
}

tidy() {
  local files=("$@")
  if [[ ${1-} == --since ]]; then
    if ! git rev-parse --verify --quiet "${2-}^{commit}" >/dev/null; then
      usage_error "'${2-}' is no commit"
    fi
    mapfile -t files < <(sources_since "$2")
    if ((${#files[@]} == 0)); then say "no source has changed" && return; fi
  elif (($# == 0)); then
    mapfile -t files < <(sources "${tidied[@]}")
  fi
  ci/setup.sh --for tidy
  # The headers that protobuf and flatbuffers generate must be there to be included.
  cmake --preset release -B build/tidy -DBENCHGATE_BUILD_TESTS=OFF >/dev/null
  cmake --build build/tidy --parallel "$(parallel_jobs)" --target benches_wire
  printf '%s\n' "${files[@]}" |
    on_each --max-procs "$(parallel_jobs)" --max-args 1 \
      "clang-tidy-$clang_version" --quiet -p build/tidy ||
    failed=1
}

cd "$repository"
case ${1---check} in
  --check)
    ci/setup.sh --for lint
    lint
    ;;
  --words) lint_words ;;
  --fix)
    ci/setup.sh --for lint
    sources '*.h' '*.cc' | on_each clang-format-14 -i
    format_pages --write
    lint
    ;;
  --tidy) tidy "${@:2}" ;;
  -h | --help) print_help ;;
  *) usage_error "unknown argument '$1'" ;;
esac
exit "$failed"
