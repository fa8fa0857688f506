#!/bin/sh
# How long `benchgate compare` takes for two result files of 5,000 benchmarks x 20 repetitions
# (47 MB each), beside Google's compare.py (Debian package libbenchmark-tools) on the same files.
#
#   tests/accuracy/compare_speed.sh [--without-compare-py] [BUILD_FOLDER]
#
# compare.py takes a minute and a half. Prints seconds (wall), peak memory and exit code of each,
# the best of five runs for benchgate.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
with_compare_py=yes
if [ "${1:-}" = --without-compare-py ]; then
  with_compare_py=no
  shift
fi
build=${1:-$root/build/release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

slow='suite/operation_42/rows:294'
"$build/bin/generate_results" --seed 1 --noise-seed 1 >"$work/base.json"
"$build/bin/generate_results" --seed 1 --noise-seed 2 --slower "$slow=10" >"$work/head.json"
wc -c "$work/base.json" "$work/head.json"

# measure NAME COMMAND...: one line with seconds, megabytes and exit code.
measure() {
  python3 - "$@" <<'PYTHON'
import os, subprocess, sys, time
name, command = sys.argv[1], sys.argv[2:]
begin = time.monotonic()
with open(os.devnull, "wb") as nothing:
    process = subprocess.Popen(command, stdout=nothing, stderr=subprocess.PIPE)
    error = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
seconds = time.monotonic() - begin
code = os.waitstatus_to_exitcode(status)
print(f"{name}: {seconds:.3f} s, {usage.ru_utime + usage.ru_stime:.3f} s of CPU, "
      f"{usage.ru_maxrss / 1024:.0f} MB, exit {code}", flush=True)
if code not in (0, 1, 5):
    sys.exit(f"{name} failed: {error}")
PYTHON
}

"$build/bin/read_speed" "$work/base.json" "$work/head.json"
if [ -x "$build/bin/benchgate" ]; then
  for format in terminal json; do
    for _ in 1 2 3 4 5; do
      measure "benchgate compare --format $format" "$build/bin/benchgate" compare \
        "$work/base.json" "$work/head.json" --format "$format"
    done | sort -t: -k2 -n | head -n 1
  done
else
  echo "benchgate compare: $build/bin/benchgate is not built"
fi
if [ "$with_compare_py" = yes ]; then
  compare_py=${COMPARE_PY:-/usr/share/benchmark/compare.py}
  measure "compare.py" "${PYTHON:-/usr/bin/python3}" "$compare_py" --no-color benchmarks "$work/base.json" "$work/head.json"
fi
