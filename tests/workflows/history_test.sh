#!/usr/bin/env bash
# history_test.sh BENCHGATE FAKE_BENCH
#
# ci/demo-history.sh, and so ci/nightly.sh, with benchmarks whose truth is known: fewer nights, and
# as fast as nothing is really measured.
set -euo pipefail

benchgate=$1
fake_bench=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/project"
cat >"$folder/project/benchgate.toml" <<'END'
[build]
build = ["sh", "make.sh"]
[duet]
max_regression = "2 %"
[[suite]]
name = "figures"
command = ["build/fake"]
END
for name in large small drift steady; do echo "work(10000)" >"$folder/project/$name.cc"; done
# The "build" is the fake benchmark executable with as much work as the files say; each commit has
# its own noise.
cat >"$folder/project/make.sh" <<END
factor() { sed -n 's/^work(\\([0-9]*\\))\$/\\1e-4/p' "\$1.cc"; }
scenario="seed=\$(wc -l <CHANGES) noise=0.003 rows=4"
row() { scenario="\$scenario rename=\$1:figures/\$3 factor:figures/\$3=\$(factor "\$2")"; }
row fake/alpha large large_step
row fake/beta/rows:1000 small small_step
row 'fake/gamma<int,4>' drift drift
row 'fake/delta.+x' steady steady
mkdir -p build
printf '#!/bin/sh\\nFAKE_BENCH="%s" exec "$fake_bench" "\$@"\\n' "\$scenario" >build/fake
chmod +x build/fake
END

BENCHGATE="$benchgate" BENCHGATE_DEMO_PLACE="$folder/out" \
  ci/demo-history.sh --nights 16 --project "$folder/project"
for file in index.html feed.atom feed.json; do
  if ! [[ -s $folder/out/site/$file ]]; then
    echo "expected the dashboard to have $file"
    exit 1
  fi
done
verified=$("$benchgate" store verify "$folder/out/demo-history/history")
if ! [[ $verified == "17 records"* ]]; then
  echo "expected 17 nights, not: $verified"
  exit 1
fi
