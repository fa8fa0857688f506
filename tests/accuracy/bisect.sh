#!/usr/bin/env bash
# tests/accuracy/bisect.sh [--trials N] [--percent P] [--commits N] [--seed N]
#
# Does `benchgate bisect` name the right commit of real, compiled, measured code? Generates a
# repository for each trial: most commits add code beside the benchmark, some only words, one
# (drawn) makes it slower by P percent; every fifth is a merge of a branch of two. Prints a line
# for each trial and a summary. Needs a built benchgate (BENCHGATE), a compiler and Google
# Benchmark.
#
#   --trials N   how many repositories [5]
#   --percent P  how much slower the culprit makes it [3]
#   --commits N  how many commits there are after the first [24]
#   --seed N     of what is drawn [1]
#
# Exit codes: 0 all named rightly or left open, 1 a wrong commit was named, 2 usage.
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=ci/common.sh
source "$repository/ci/common.sh"

trials=5 percent=3 commits=24 seed=1
while (($# > 0)); do
  case $1 in
    --trials) trials=$2 ;;
    --percent) percent=$2 ;;
    --commits) commits=$2 ;;
    --seed) seed=$2 ;;
    -h | --help) print_help ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
  shift 2
done
benchgate=${BENCHGATE:-$repository/build/release/bin/benchgate}
RANDOM=$seed

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 BENCHGATE_CACHE=$folder/cache
export GIT_AUTHOR_NAME=Trial GIT_AUTHOR_EMAIL=trial@example.org
export GIT_COMMITTER_NAME=Trial GIT_COMMITTER_EMAIL=trial@example.org

write_source() { # ROUNDS
  {
    echo '#include <benchmark/benchmark.h>'
    cat beside.inc
    echo 'static void turn(benchmark::State& state) {'
    echo '  for (auto _ : state) {'
    echo '    unsigned value = 1;'
    echo "    for (int i = 0; i < $1; ++i) benchmark::DoNotOptimize(value = value * 1664525U + 1U);"
    echo '  }'
    echo '}'
    echo 'BENCHMARK(turn);'
  } >bench.cc
}

# The N-th commit: words, or code beside the benchmark; and if it is the culprit, what it is about.
change() { # N
  if (($1 % 4 == 0)); then
    echo "word $1" >>README.md
  else
    echo "int beside_$1(int a) { return a * $1 + (a >> 3); }" >>beside.inc
  fi
  if (($1 == culprit)); then rounds=$((20000 + 200 * percent)); fi
  write_source "$rounds"
  git add --all
  git commit --quiet --message "commit $1"
  if (($1 == culprit)); then culprit_id=$(git rev-parse HEAD); fi
}

generate() {
  git init --quiet --initial-branch main .
  printf '/build/\n' >.gitignore
  cat >benchgate.toml <<'TOML'
[build]
build = ["sh", "-c", "mkdir -p build && c++ -O2 bench.cc -o build/bench -lbenchmark_main -lbenchmark -lpthread"]
[[suite]]
name = "bench"
command = ["build/bench"]
TOML
  : >beside.inc
  rounds=20000 culprit_id=
  write_source "$rounds"
  git add --all
  git commit --quiet --message start
  local i
  for ((i = 1; i <= commits; ++i)); do
    if ((i % 5 == 1 && i + 2 <= commits)); then
      git checkout --quiet -b "side$i"
      change "$i"
      change "$((i + 1))"
      git checkout --quiet main
      git merge --quiet --no-ff --message "merge of side$i" "side$i"
      ((i += 1))
    else
      change "$i"
    fi
  done
}

right=0 wrong=0 open=0
for ((trial = 1; trial <= trials; ++trial)); do
  culprit=$((RANDOM % commits + 1))
  mkdir "$folder/work$trial"
  cd "$folder/work$trial"
  generate
  began=$SECONDS
  "$benchgate" bisect "$(git rev-list --max-parents=0 HEAD)" main --benchmark turn --format none \
    --output json=build.json 2>log.txt || true
  read -r answer named effect pairs < <(python3 - build.json <<'PYTHON'
import json, sys
found = json.load(open(sys.argv[1]))
change = found["change"] or found["whole"] or {"ratio": 1, "lower": 1, "upper": 1}
percent = [f"{(change[key] - 1) * 100:+.2f}" for key in ("ratio", "lower", "upper")]
print(found["answer"], (found["culprit"] or {"commit": "-"})["commit"],
      "{}_[{},{}]".format(*percent), sum(step["pairs"] for step in found["steps"]))
PYTHON
  )
  if [[ $named == "$culprit_id" ]]; then
    verdict=right
    ((right += 1))
  elif [[ $named == - ]]; then
    verdict=open
    ((open += 1))
  else
    verdict=WRONG
    ((wrong += 1))
  fi
  printf 'trial %d: culprit %d of %d, +%s %%: %s (%s, %s %%), %d pairs, %d s\n' "$trial" "$culprit" \
    "$commits" "$percent" "$verdict" "$answer" "${effect//_/ }" "$pairs" "$((SECONDS - began))"
  if [[ $verdict != right ]]; then sed 's/^/  /' log.txt; fi
  rm -rf "$folder/work$trial" "$folder/cache"
done
echo "right $right, left open $open, wrong $wrong"
((wrong == 0))
