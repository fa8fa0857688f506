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
# A night of these benchmarks ends when it knows enough, not when its time is over.
budget=30min
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
  ci/demo-history.sh --nights 16 --budget "$budget" --bisect 30min \
  --project "$folder/project"
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

# --- a project without a release, and a history that has only a place so far --------------------

fail() {
  echo "$*" >&2
  exit 1
}
cd "$folder"
repository=$OLDPWD
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null BENCHGATE_CACHE="$folder/cache"
export BENCHGATE="$benchgate"
cp -r project untagged
cd untagged
echo 0 >CHANGES
printf '/build/\n/out/\n' >.gitignore
git init --quiet --initial-branch=main
save() {
  git add --all
  git -c user.name=Ann -c user.email=a@example.org commit --quiet --message "$1"
}
save "First"
first=$(git rev-parse HEAD)
git init --quiet --bare "$folder/origin.git"
git remote add origin "$folder/origin.git"
"$repository/ci/branch.sh" fetch benchgate-history out/history
night() { "$repository/ci/nightly.sh" --history out/history --budget "$budget" >"$folder/log" 2>&1; }
night || fail "the first night ends with $?: $(cat "$folder/log")"
# The same figures of the same commit in the same second are the same night.
first_night=$(date +%s)
until (($(date +%s) > first_night)); do sleep 0.01; done
night || fail "the same commit once more ends with $?: $(cat "$folder/log")"
echo 1 >>CHANGES
save "Second"
# As the action runs it, in another project, beside which it keeps everything.
"$repository/ci/branch.sh" push benchgate-history out/history "Two nights"
rm -rf out
actions=$repository/.github/actions
export RUNNER_TEMP=$folder/temp
for script in fetch night; do
  INPUT_BUDGET=$budget "$actions/benchgate-nightly/$script.sh" >"$folder/log" 2>&1 ||
    fail "$script.sh ends with $?: $(cat "$folder/log")"
done
[[ -z $(git status --porcelain) && ! -e out ]] || fail "the action leaves something: $(ls)"
mkdir out
ln -s "$RUNNER_TEMP/benchgate-nightly/history" out/history
git push --quiet origin --delete benchgate-history
# What would be pruned is the first run; the reference must not change with it.
commits=$("$benchgate" store list out/history --format json | grep -c "\"commit\": \"$first\"")
[[ $commits == 2 ]] || fail "expected two nights of the first commit, not $commits"
"$benchgate" history out/history --all --format json >changes.json
references=$(grep -c "\"of\": \"$first\"" changes.json)
[[ $references -gt 0 ]] || fail "the first commit is no reference"
[[ $(grep -A1 '"kind": "reference"' changes.json | grep '"of"' | sort -u | wc -l) == 1 ]] ||
  fail "the reference changes: $(grep '"of"' changes.json | sort | uniq -c)"

# The night of a branch that this commit does not build on is not the one before, newer though it is.
git checkout --quiet -b aside "$first"
echo 2 >>CHANGES
save "Aside"
night || fail "a night of another branch ends with $?: $(cat "$folder/log")"
second=$(git rev-parse main)
git checkout --quiet main
echo 3 >>CHANGES
save "Another"
night || fail "the night after it ends with $?: $(cat "$folder/log")"
grep -q "against the night before, ${second:0:12}" "$folder/log" ||
  fail "compared with another night than that of main: $(cat "$folder/log")"

# A suite that no longer starts makes no night, and what there is stays.
sed -i 's/exec "/exit 3; exec "/' make.sh
save "Third"
code=0
night || code=$?
((code != 0)) || fail "a broken suite is a night: $(cat "$folder/log")"
nights=$("$benchgate" store list out/history --format json | grep -c '"commit"')
[[ $nights == 5 ]] || fail "expected five nights, not $nights"

# --- what may write: the first history, with its planted changes ---------------------------------

mkfifo listening
echo '{"repository": "octo/words", "token": "demo-token"}' >script.json
echo '{"schedule": "1 2 * * *"}' >event.json
python3 -B -S "$repository/tests/support/fake_github.py" script.json state.json >listening &
github=$!
trap 'kill "$github"; rm -rf "$folder"' EXIT
read -r port <listening
publish() {
  env -i PATH="$PATH" HOME="$folder" GITHUB_TOKEN=demo-token GITHUB_EVENT_NAME=schedule \
    GITHUB_API_URL="http://127.0.0.1:$port" GITHUB_REPOSITORY=octo/words \
    GITHUB_SHA="$(git rev-parse HEAD)" GITHUB_EVENT_PATH="$PWD/event.json" BENCHGATE="$benchgate" \
    "$repository/ci/nightly-publish.sh" "$1" "$folder/publishing" >"$folder/log" 2>&1
}
# The history on the branch, the dashboard on its own, and how many issues are open.
published() {
  local issues
  issues=$(python3 -c 'import json
print(sum(issue["state"] == "open" for issue in json.load(open("state.json"))["issues"]))')
  echo "$(git -C "$folder/origin.git" ls-tree -r --name-only benchgate-history | grep -c '^20')" \
    "$(git -C "$folder/origin.git" ls-tree --name-only benchgate-site | grep -c '^index.html$')" \
    "$issues"
}
publish "$folder/out/demo-history/history" || fail "publishing ends with $?: $(cat "$folder/log")"
read -r records pages issues <<<"$(published)"
[[ $records == 17 && $pages == 1 ]] || fail "published $records records, $pages pages"
# The steps of 10 % and of 3 %, and the drift, which a machine-free series tells in one or two.
((issues >= 2 && issues <= 4)) || fail "opened $issues issues: $(cat "$folder/log")"
publish "$folder/out/demo-history/history" || fail "once more ends with $?: $(cat "$folder/log")"
[[ $(published) == "$records $pages $issues" ]] || fail "once more there are $(published)"
if grep -q demo-token "$folder/log" .git/config; then fail "the token is where it does not belong"; fi
