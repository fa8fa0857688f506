#!/usr/bin/env bash
# demo_test.sh BENCHGATE FAKE_BENCH
#
# ci/demo-pr.sh with benchmarks whose truth is known: what the workflows run, from a push to the
# comment, as fast as nothing is really measured.
set -euo pipefail

benchgate=$1
fake_bench=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder"/{base,good,slow,fixed}
cat >"$folder/base/benchgate.toml" <<'END'
[build]
build = ["sh", "make.sh"]
[[suite]]
name = "fake"
command = ["build/fake"]
filter = "alpha|delta"
END
# The "build" is the fake benchmark executable with the scenario that is there.
cat >"$folder/base/make.sh" <<END
mkdir -p build
printf '#!/bin/sh\nFAKE_BENCH="%s" exec "$fake_bench" "\$@"\n' "\$(cat scenario)" >build/fake
chmod +x build/fake
END
echo /build/ >"$folder/base/.gitignore"
echo "seed=1 noise=0.003" >"$folder/base/scenario"
echo "seed=2 noise=0.003 factor:fake/alpha=0.8" >"$folder/good/scenario"
echo "seed=3 noise=0.003 factor:fake/alpha=1.3" >"$folder/slow/scenario"
echo "seed=4 noise=0.003" >"$folder/fixed/scenario"

BENCHGATE="$benchgate" BENCHGATE_DEMO_PAGES="$folder/pages" ci/demo-pr.sh --project "$folder"
# All comments, as HTML.
page=$folder/pages/index.html
if [[ $(grep -c '^<h1 ' "$page") != 6 || $(grep -c '^<table>' "$page") -lt 5 ]]; then
  echo "expected six comments with their tables in index.html"
  exit 1
fi
