#!/bin/sh
# How long a history of 10,000 runs x 300 benchmarks takes to append to and to read, in a folder and
# in a private PostgreSQL (whose fsync is off, as in the tests; that of the folder is on).
#
#   tests/accuracy/store_speed.sh [BUILD_FOLDER [RUNS [BENCHMARKS]]]
#
# Takes minutes and 2 GB below TMPDIR.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build/release}
for where in folder postgres; do
  "$build/bin/history_store_speed" --runs "${2:-10000}" --benchmarks "${3:-300}" "$where"
done
