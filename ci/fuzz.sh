#!/usr/bin/env bash
# ci/fuzz.sh [--seconds N] [NAME...]
#
# Feeds the parsers with mutated input under AddressSanitizer and UBSan, with libFuzzer.
# Every tests/fuzz/NAME_property.cc is one target; tests/fuzz/corpus/NAME holds its inputs.
#
#   --seconds N   for each target (60)
#   NAME          only these targets
#
# An input that crashes, hangs or grows without bound is left in out/fuzz/ and fails the
# script: fix the parser, then add the input to the corpus. What else was learnt is in
# build/fuzz/corpus/NAME; -merge=1 brings the part worth keeping into the corpus.
#
# Exit codes: 0 nothing found, 1 findings, 2 usage, 4 packages missing.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

seconds=60
names=()
while (($# > 0)); do
  case $1 in
    --seconds)
      if ! [[ ${2-} =~ ^[1-9][0-9]*$ ]]; then usage_error "--seconds takes a number"; fi
      seconds=$2
      shift 2
      ;;
    -h | --help) print_help && exit ;;
    -* | '') usage_error "unknown argument '$1'" ;;
    *) names+=("$1") && shift ;;
  esac
done

cd "$repository"
if ((${#names[@]} == 0)); then
  for source in tests/fuzz/*_property.cc; do
    if [[ -e $source ]]; then names+=("$(basename "$source" _property.cc)"); fi
  done
fi
# Fuzzing nothing would always pass.
if ((${#names[@]} == 0)); then give_up 1 "there is no tests/fuzz/*_property.cc"; fi
for name in "${names[@]}"; do
  if ! [[ -e tests/fuzz/${name}_property.cc ]]; then usage_error "there is no target '$name'"; fi
done

ci/setup.sh --for test --for clang
CC=clang-$clang_version CXX=clang++-$clang_version cmake --preset fuzz -DBENCHGATE_WERROR=ON
cmake --build build/fuzz --parallel "$(parallel_jobs)" --target "${names[@]/%/_fuzz}"

failed=0
mkdir -p out/fuzz
for name in "${names[@]}"; do
  mkdir -p "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name"
  say "$name for $seconds s"
  # libFuzzer writes what it learns into the first folder, and only reads the others.
  "build/fuzz/tests/fuzz/${name}_fuzz" -max_total_time="$seconds" -timeout=10 \
    -rss_limit_mb=2048 -artifact_prefix="out/fuzz/$name-" -verbosity=1 \
    "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" || failed=1
done
exit "$failed"
