#!/usr/bin/env bash
# tests/accuracy/accuracy.sh [--rounds N] [--out FOLDER] [STEP...]
#
# Measures what docs/accuracy.md says, on this machine: how noisy pairs are, how often a pull
# request that changes nothing alarms, and how small a slowdown is caught.
#
#   --rounds N     pairs of each of the 108 kernels that change nothing; the others in proportion
#                  (24, some 20 minutes of measuring on two cores)
#   --out FOLDER   where the recorded pairs and the tables go (out/accuracy)
#   STEP           record, hogs, rates, real, servers, limits, places, builds; all of them if none is named
#
#   record   pairs of kernels that do 0, 1, 2 and 5 % more work, as duets and in turn
#   hogs     duets again, with two programs that use all the processor they get
#   rates    simulated pull requests from the recorded pairs, and other tools' rules on the same
#   real     whole `benchgate duet` runs: nothing changed, 2 % more work in one of 108, a needless
#            copy and a bad hash, another optimisation level
#   servers  pairs of queries to PostgreSQL and Redis, in lockstep, and what they can show
#   limits   what pairs on one core do not see as it is: more memory instead of more work
#   places   unchanged code in new files each time, with and without new places in memory for them
#   builds   different builds of equivalent code, as pull requests that must not block; some six hours
#
# Needs a build with tests (ci/test.sh). Leave the machine alone meanwhile.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=ci/common.sh
source ci/common.sh

bin=${BENCHGATE_BIN:-build/release/bin}
out=out/accuracy
rounds=24
steps=()
while (($# > 0)); do
  case $1 in
    --rounds) rounds=${2:?--rounds takes a number} && shift 2 ;;
    --out) out=${2:?--out takes a folder} && shift 2 ;;
    -h | --help) sed -n '2,/^set -/{s/^# \{0,1\}//p}' "$0" && exit ;;
    record | hogs | rates | real | servers | limits | places | builds) steps+=("$1") && shift ;;
    *) echo "accuracy.sh: unknown argument '$1'" >&2 && exit 2 ;;
  esac
done
if ((${#steps[@]} == 0)); then steps=(record hogs rates real servers limits places builds); fi
mkdir -p "$out"

kernels='^[a-z]*/[0-8]$'

# record FILE PERMILLE PAIRS PACING: appends to FILE
record() {
  echo "accuracy: $3 pairs of each kernel, $4, head does $2 thousandths more" >&2
  "$bin/record_pairs" "$1" "$bin/kernels_0" "$bin/kernels_$2" "$2" "$3" "$4" 45 "$kernels"
}

step_record() {
  rm -f "$out/pairs.csv"
  record "$out/pairs.csv" 0 "$rounds" duet
  record "$out/pairs.csv" 10 $(((rounds + 2) / 3)) duet
  record "$out/pairs.csv" 20 $(((rounds + 2) / 3)) duet
  record "$out/pairs.csv" 50 $(((rounds + 5) / 6)) duet
  record "$out/pairs.csv" 0 $(((rounds + 2) / 3)) in_turn
}

step_hogs() {
  trap end_busy_loops EXIT
  busy_loops 2
  rm -f "$out/hogs.csv"
  record "$out/hogs.csv" 0 $(((rounds + 2) / 3)) duet
  end_busy_loops
  trap - EXIT
}

step_rates() {
  "$bin/error_rates" "$out/pairs.csv" --trials 200 --svg "$out" | tee "$out/rates.md"
  if [[ -f $out/hogs.csv ]]; then
    "$bin/error_rates" "$out/hogs.csv" --trials 60 | tee "$out/rates-hogs.md"
  fi
}

# duet NAME BASE HEAD FILTER: one whole run, its time and its verdicts
duet() {
  local begin=$SECONDS
  local code=0
  "$bin/benchgate" duet "$2" "$3" --filter "$4" --policy "$out/policy.toml" \
    --save "$out/$1" --format none --output "json=$out/$1.json" --output "html=$out/$1.html" || code=$?
  python3 - "$out/$1.json" "$1" "$code" $((SECONDS - begin)) <<'PYTHON'
import collections, json, sys
path, name, code, seconds = sys.argv[1:]
rows = json.load(open(path))["rows"]
clocks = [row for row in rows if row["metric"] in ("cpu_time", "real_time")
          and row["metric"] == ("real_time" if "/real_time" in row["benchmark"] else "cpu_time")]
counts = collections.Counter(row["verdict"] for row in clocks)
named = [f"{row['benchmark']} {row['effect']['percent']:+.2f} % "
         f"[{row['effect']['lower']:+.2f}, {row['effect']['upper']:+.2f}]"
         for row in clocks if row["verdict"] in ("regressed", "improved")]
print(f"| {name} | {code} | {seconds} s | {counts['unchanged']} | {counts['inconclusive']} | "
      f"{'; '.join(named) or 'none'} |")
PYTHON
}

runs_header() {
  : >"$out/policy.toml"
  echo "| run | exit code | time | unchanged | inconclusive | regressed or improved |"
  echo "|---|---|---|---|---|---|"
}

step_real() {
  {
    runs_header
    duet same "$bin/kernels_0" "$bin/kernels_0" "$kernels"
    duet slower "$bin/kernels_0" "$bin/kernels_one" "$kernels"
    duet faulty "$bin/kernels_0" "$bin/kernels_faulty" '^[a-z]*/[01]$'
    duet optimised-less "$bin/kernels_0" "$bin/kernels_o1" '^[a-z]*/0$'
  } | tee "$out/real.md"
}

# Nothing changed, with a private server on either side.
server_runs() {
  runs_header
  duet postgres "$bin/db_bench" "$bin/db_bench" 'postgres/.*rows:1000/real_time$'
  duet redis "$bin/cache_bench" "$bin/cache_bench" '(redis|two_level)/.*value:100/real_time$'
}

step_servers() {
  rm -f "$out/servers.csv"
  local suite
  for suite in \
    'db_bench=postgres/(select_by_key|join_three|list_by_status_indexed|page_by_keyset|aggregate_by_month)/rows:(1000|10000)/real_time$' \
    'db_bench=postgres/(insert_single|pipeline_select/batch:10|update_single|upsert|query_prepared|copy/batch:100)/real_time$' \
    'cache_bench=(redis/(get_hit|set_ttl|mget/keys:10|pipelined_set/keys:10)|two_level/(l2_hit|miss))/.*real_time$'; do
    "$bin/record_pairs" "$out/servers.csv" "$bin/${suite%%=*}" "$bin/${suite%%=*}" 0 "$rounds" \
      lockstep 10 "${suite#*=}"
  done
  "$bin/error_rates" "$out/servers.csv" --pacing lockstep --trials 200 | tee "$out/servers.md"
  server_runs | tee "$out/server_runs.md"
}

step_limits() {
  rm -f "$out/limits.csv"
  for pacing in duet in_turn; do
    "$bin/record_pairs" "$out/limits.csv" "$bin/kernels_0" "$bin/kernels_footprint" 1000 \
      $((2 * rounds)) "$pacing" 45 footprint
  done
  python3 - "$out/limits.csv" <<'PYTHON' | tee "$out/limits.md"
import collections, csv, statistics, sys
ratios = collections.defaultdict(list)
for row in csv.DictReader(open(sys.argv[1])):
    ratios[row["kernel"], row["pacing"]].append(float(row["head_ns"]) / float(row["base_ns"]))
print("| working set of base, doubled in head | in turn | same-core duet |\n|---|---|---|")
for kernel in dict.fromkeys(kernel for kernel, _ in ratios):
    turn, duet = (statistics.median(ratios[kernel, pacing]) for pacing in ("in_turn", "duet"))
    print(f"| {kernel.split(':')[1]} KiB | x {turn:.2f} | x {duet:.2f} |")
PYTHON
}

# Each session has its own two copies of one program, as each pull request has its own two builds.
step_places() {
  local copies=$out/copies session mode
  mkdir -p "$copies"
  rm -f "$out"/places-*.csv
  for ((session = 1; session <= rounds / 2; ++session)); do
    cp --remove-destination "$bin/kernels_0" "$copies/base"
    cp --remove-destination "$bin/kernels_0" "$copies/head"
    for mode in stay move; do
      "$bin/record_pairs" "$out/places-$mode-$session.csv" "$copies/base" "$copies/head" 0 20 duet 45 \
        '^(sort|dot|branches)/[0-8]$' "$mode"
    done
  done
  python3 - "$out" <<'PYTHON' | tee "$out/places.md"
import collections, csv, glob, math, statistics, sys
print("| files | medians of 20 pairs | beyond 1 % | beyond 1 % and three standard errors | "
      "usual standard error | largest |\n|---|---|---|---|---|---|")
for mode, name in (("stay", "stay where they are"), ("move", "get new places")):
    medians, errors = [], []
    for path in glob.glob(f"{sys.argv[1]}/places-{mode}-*.csv"):
        pairs = collections.defaultdict(list)
        for row in csv.DictReader(open(path)):
            pairs[row["kernel"]].append(100 * math.log(float(row["head_ns"]) / float(row["base_ns"])))
        for values in pairs.values():
            median = statistics.median(values)
            deviation = statistics.median(abs(value - median) for value in values)
            medians.append(median)
            errors.append(1.4826 * 1.2533 * deviation / math.sqrt(len(values)))
    beyond = [abs(median) > 1 for median in medians]
    sure = [far and abs(median) > 3 * error for far, median, error in zip(beyond, medians, errors)]
    print(f"| {name} | {len(medians)} | {sum(beyond)} | {sum(sure)} | "
          f"{statistics.median(errors):.2f} % | {max(medians, key=abs):+.1f} % |")
PYTHON
}

step_builds() {
  tests/accuracy/different_builds.py "$bin/benchgate" --out "$out/builds" --measure | tee "$out/builds.md"
}

for step in "${steps[@]}"; do "step_$step"; done
