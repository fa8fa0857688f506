#!/usr/bin/env bash
# branch_test.sh
#
# ci/branch.sh against a bare repository: two who append at the same time lose nothing.
set -euo pipefail

branch_sh=$PWD/ci/branch.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
cd "$folder"

fail() {
  echo "$*" >&2
  exit 1
}
# files BRANCH: of it at origin, in one line.
files() { git -C origin.git ls-tree -r --name-only "$1" | tr '\n' ' '; }

git init --quiet --bare --initial-branch=main origin.git
for who in ann bob; do
  git clone --quiet origin.git "$who" 2>/dev/null
done
cd ann
git -c user.name=Ann -c user.email=a@example.org commit --quiet --allow-empty -m "Code"
git push --quiet origin HEAD:main
git -C ../bob pull --quiet origin main

# The first one begins the branch, which has nothing of the code.
"$branch_sh" fetch history out/history
[[ -z $(ls out/history) ]] || fail "a new branch is not empty"
"$branch_sh" push history out/history "Nothing"
[[ -z $(git -C ../origin.git branch --list history) ]] || fail "pushed nothing as something"
mkdir out/history/2026
echo 1 >out/history/2026/one.json
echo half >out/history/2026/.benchgate-tmp-abcdef
"$branch_sh" push history out/history "One"
cd ..
[[ $(files history) == "2026/one.json " ]] || fail "after one: $(files history)"
git -C origin.git merge-base main history && fail "the history is a branch of the code"

# Both begin with the same, and the second to push keeps what the first has pushed.
for who in ann bob; do (cd "$who" && "$branch_sh" fetch history out/history); done
[[ $(cat bob/out/history/2026/one.json) == 1 ]] || fail "bob does not see what ann pushed"
echo 2 >ann/out/history/2026/two.json
echo 3 >bob/out/history/2026/three.json
(cd ann && "$branch_sh" push history out/history "Two")
(cd bob && "$branch_sh" push history out/history "Three") || fail "bob cannot push"
[[ $(files history) == "2026/one.json 2026/three.json 2026/two.json " ]] ||
  fail "after three: $(files history)"

# What a measured program has written into the clone's configuration does not run.
canary=$folder/canary
bad="sh -c 'touch $canary; cat'"
git -C ann config core.fsmonitor "touch $canary;"
git -C ann config core.hooksPath "$folder/hooks"
git -C ann config diff.external "touch $canary;"
git -C ann config filter.a=b.clean "$bad"
git -C ann config filter.a=b.required true
git -C ann config diff.bad.textconv "$bad"
git -C ann config merge.bad.driver "touch $canary;"
mkdir hooks
for hook in pre-commit post-commit pre-push post-checkout post-index-change reference-transaction; do
  printf '#!/bin/sh\ntouch %s\n' "$canary" >"hooks/$hook"
  cp "hooks/$hook" "ann/.git/hooks/$hook"
done
chmod +x hooks/* ann/.git/hooks/*
(cd ann && "$branch_sh" fetch history out/history)
echo '*.json filter=a=b diff=bad merge=bad' >ann/.git/info/attributes
echo 4 >ann/out/history/2026/four.json
(cd ann && "$branch_sh" push history out/history "Four")
[[ $(files history) == *four.json* ]] || fail "after four: $(files history)"
[[ ! -e $canary ]] || fail "a program that the clone names was run"
rm -r ann/.git/hooks ann/.git/info/attributes
for section in diff filter.a=b diff.bad merge.bad; do
  git -C ann config --remove-section "$section"
done
git -C ann config --unset core.fsmonitor
git -C ann config --unset core.hooksPath

# Two who begin it at the same time.
for who in ann bob; do
  (cd "$who" && "$branch_sh" fetch other out/other)
  echo "$who" >"$who/out/other/$who.json"
done
(cd ann && "$branch_sh" push other out/other "Ann")
(cd bob && "$branch_sh" push other out/other "Bob") || fail "bob cannot begin it, too"
[[ $(files other) == "ann.json bob.json " ]] || fail "after two beginnings: $(files other)"

# What can be made again has no past, and no file of before.
mkdir -p ann/out/site/data
echo one >ann/out/site/data/one.js
echo .hidden >ann/out/site/.gitignore
echo half >ann/out/site/.benchgate-tmp-abcdef
(cd ann && "$branch_sh" replace site out/site "One")
rm ann/out/site/data/one.js
echo two >ann/out/site/two.js
(cd ann && "$branch_sh" replace site out/site "Two")
[[ $(files site) == ".gitignore two.js " ]] || fail "the site is $(files site)"
[[ $(git -C origin.git rev-list --count site) == 1 ]] || fail "the site has a past"
[[ -z $(git -C ann status --short --untracked-files=no) ]] || fail "the code's index was touched"

# What is no work tree is nobody's to remove.
mkdir ann/out/mine
code=0
(cd ann && "$branch_sh" fetch history out/mine 2>/dev/null) || code=$?
[[ $code == 2 && -d ann/out/mine ]] || fail "a folder was taken away: $code"
# An origin that does not answer is not one without the branch.
git -C ann remote set-url origin "$folder/gone.git"
code=0
(cd ann && "$branch_sh" fetch history out/history 2>/dev/null) || code=$?
[[ $code == 4 ]] || fail "no origin: exit code $code"
