#!/usr/bin/env bash
# ci/demo-pr.sh [--project DIR]
#
# Shows what a gate does on pull requests, on a small project and without GitHub: a change that
# is fine, one that is slow, its repair, one that is slow and worth it, and a slow one from a
# fork. The slow one is measured in two shards, as by two machines. A bare git repository and tests/support/fake_github.py stand for GitHub; what is run for
# each is what its workflows run, .github/actions/benchgate/gate.sh (and benchgate-merge/merge.sh)
# without any rights and then ci/publish.sh with a token. Builds and measures for real, about a minute on two cores.
#
#   --project DIR  another one than ci/demo: DIR/base, and what differs from it in DIR/good,
#                  DIR/slow and DIR/fixed
#
# Leaves the comments, as GitHub would show them, in out/demo/index.html. BENCHGATE is the tool,
# by default the newest in build/.
#
# Exit codes: 0 all went as it should, 1 something did not, 2 usage, 4 something is missing.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

project=$repository/ci/demo
while (($# > 0)); do
  case $1 in
    --project)
      if ! [[ -d ${2-}/base ]]; then usage_error "--project needs a folder with one named base"; fi
      project=$(cd "$2" && pwd)
      shift 2
      ;;
    -h | --help) print_help && exit ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
done

benchgate=${BENCHGATE:-$(newest_tool)}
if ! [[ -x $benchgate ]]; then give_up 4 "there is no benchgate in build/: run ci/tool.sh first"; fi
for program in cmark-gfm python3 git; do
  command -v "$program" >/dev/null || give_up 4 "$program is missing: run ci/setup.sh"
done

work=$(mktemp -d)
github=
# shellcheck disable=SC2317  # it is called, by the trap
clean_up() {
  if [[ -n $github ]]; then kill "$github" || true; fi
  rm -rf "$work"
}
trap clean_up EXIT
readonly remote=$work/github.git pages=${BENCHGATE_DEMO_PAGES:-$repository/out/demo}
rm -rf -- "$pages"
mkdir -p "$work"/{home,temp,fork.git,github.git} "$pages"
# The same commands everywhere, whatever the one who runs this has configured.
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
for who in AUTHOR COMMITTER; do export "GIT_${who}_NAME=Ann" "GIT_${who}_EMAIL=ann@example.org"; done

# --- GitHub ---------------------------------------------------------------------------

start_github() {
  cat >"$work/script.json" <<END
{"repository": "octo/words", "token": "demo-token", "remote": "$remote", "pulls": [
  $(pull 1 octo:good), $(pull 2 octo:slow), $(pull 3 octo:worth), $(pull 4 mallory:forked)]}
END
  mkfifo "$work/port"
  python3 -B -S "$repository/tests/support/fake_github.py" "$work/script.json" \
    "$work/state.json" >"$work/port" &
  github=$!
  read -r port <"$work/port"
}

# pull NUMBER OWNER:BRANCH
pull() {
  printf '{"number": %s, "state": "open", "head": {"label": "%s"}, ' "$@"
  printf '"base": {"ref": "main", "repo": {"full_name": "octo/words"}}}'
}

# query EXPRESSION [ARGUMENT...]: of what has become of GitHub, as Python's `state` and `arguments`.
query() {
  python3 -c 'import json, sys
state, arguments = json.load(open(sys.argv[2])), sys.argv[3:]
print(eval(sys.argv[1]))' "$1" "$work/state.json" "${@:2}"
}

# --- those who write the project --------------------------------------------------------

make_project() {
  git init --quiet --bare --initial-branch=main "$remote"
  git init --quiet --bare --initial-branch=main "$work/fork.git"
  git init --quiet --initial-branch=main "$work/author"
  git -C "$work/author" config user.name Ann
  cp -r "$project/base/." "$work/author"
  commit "The first version"
  git -C "$work/author" push --quiet "$remote" main
}

commit() {
  git -C "$work/author" add --all
  git -C "$work/author" commit --quiet --message "$1"
}

# change BRANCH VARIANT: a commit that makes the project that variant.
change() {
  git -C "$work/author" checkout --quiet "$1" 2>/dev/null ||
    git -C "$work/author" checkout --quiet -b "$1" main
  cp -r "$project/$2/." "$work/author"
  commit "Make it $2"
}

# accept REASON: a commit that accepts what pr-gate has just found.
accept() {
  (cd "$work/author" && "$benchgate" accept "$work/temp/benchgate/results.json" \
    --benchmark '*' --reason "$1" 2>&1 | sed 's/^/    /')
  commit "Accept it: $1"
}

# push NUMBER BRANCH REPOSITORY: to there, as that pull request.
push() {
  local number=$1 branch=$2 to=$3
  git -C "$work/author" push --quiet "$to" "$branch"
  git -C "$remote" fetch --quiet "$to" "+$branch:refs/pull/$number/head"
  head=$(git -C "$remote" rev-parse "refs/pull/$number/head")
}

# --- what the workflows do --------------------------------------------------------------

# event ACTION OWNER BRANCH: the one that pr-comment.yml is started by.
event() {
  cat >"$work/event.json" <<END
{"action": "$1", "workflow_run": {"event": "pull_request", "head_sha": "$head",
  "head_branch": "$3", "html_url": "https://github.example/octo/words/actions/runs/1",
  "head_repository": {"full_name": "$2/words", "owner": {"login": "$2"}}}}
END
}

# The workflow on workflow_run, with its token.
trusted() {
  env -i PATH="$PATH" HOME="$work/home" GITHUB_TOKEN=demo-token \
    GITHUB_API_URL="http://127.0.0.1:$port" GITHUB_SERVER_URL=https://github.example \
    GITHUB_REPOSITORY=octo/words GITHUB_SHA="$(git -C "$remote" rev-parse main)" GITHUB_RUN_ID=1 \
    GITHUB_EVENT_NAME=workflow_run GITHUB_EVENT_PATH="$work/event.json" BENCHGATE="$benchgate" \
    "$repository/ci/publish.sh" "$@" 2>&1 | sed 's/^/    /'
}

# The workflow on pull_request: a fresh clone, no token, and GitHub within reach.
untrusted() {
  local shard
  rm -rf "$work/checkout" "$work/temp/benchgate-shards"
  git clone --quiet "$remote" "$work/checkout"
  git -C "$work/checkout" fetch --quiet origin "$head"
  git -C "$work/checkout" checkout --quiet "$head"
  : >"$work/log"
  if ((machines == 1)); then
    action benchgate/gate.sh
    return
  fi
  for ((shard = 1; shard <= machines; ++shard)); do
    action benchgate/gate.sh INPUT_SHARD="$shard/$machines" || return
    # The artifact, and what downloading all of them makes of it.
    mkdir -p "$work/temp/benchgate-shards"
    mv "$work/temp/benchgate" "$work/temp/benchgate-shards/benchgate-shard-$shard-of-$machines"
  done
  action benchgate-merge/merge.sh
}

# action SCRIPT [NAME=VALUE...]: of .github/actions, with that in its environment too.
action() {
  (cd "$work/checkout" && env -i PATH="$PATH" HOME="$work/home" RUNNER_TEMP="$work/temp" \
    GITHUB_BASE_REF=main GITHUB_API_URL="http://127.0.0.1:$port" BENCHGATE="$benchgate" \
    BENCHGATE_CACHE="$work/cache" "${@:2}" "$repository/.github/actions/$1") >>"$work/log" 2>&1
}

failures=0
machines=1 # that a change is measured on
# expect WHAT CONDITION...
expect() {
  if ! "${@:2}"; then
    say "not as it should be: $1" >&2
    failures=$((failures + 1))
  fi
}

# show NUMBER TITLE: keeps the comment as a part of the page.
show() {
  query 'next((c["body"] for c in state["comments"] if c["issue"] == int(arguments[0])), "none")' \
    "$1" >"$work/comment.md"
  {
    printf '<h1 class="change">#%s: %s</h1>\n<article>\n' "$1" "$2"
    cmark-gfm --unsafe --extension table --extension strikethrough --extension autolink \
      "$work/comment.md"
    printf '</article>\n'
  } >>"$pages/comments.html"
}

# step NUMBER OWNER:BRANCH TITLE EXIT-CODE TEXT: what happens after a push, and what has to come of it.
step() {
  local number=$1 owner=${2%:*} branch=${2#*:} title=$3 expected=$4 text=$5 code=0 before
  say "#$number: $title"
  event requested "$owner" "$branch"
  trusted --started
  before=$(query 'len(state["requests"])')
  untrusted || code=$?
  expect "pr-gate ends with $code, not $expected: $(tail -5 "$work/log")" test "$code" = "$expected"
  expect "what has no rights has talked to GitHub" \
    test "$(query 'len(state["requests"])')" = "$before"
  event completed "$owner" "$branch"
  trusted "$work/temp/benchgate"
  show "$number" "$title (pr-gate: exit code $code)"
  expect "the comment does not say '$text'" grep -q "$text" "$work/comment.md"
  expect "there is not exactly one comment on #$number" test 1 = \
    "$(query 'sum(c["issue"] == int(arguments[0]) for c in state["comments"])' "$number")"
  say "    pr-gate ends with $code, and #$number reads:" \
    "$(grep -m 1 '^#' "$work/comment.md" | sed 's/^#* *//')"
}

page() {
  cat >"$pages/index.html" <<'END'
<!doctype html><meta charset="utf-8"><title>benchgate on pull requests</title>
<style>
body { font: 14px/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1.change { font-size: 1.2em; margin-top: 3em; }
article { border: 1px solid #d0d7de; border-radius: 6px; padding: 0 1em; }
table { border-collapse: collapse; } td, th { border: 1px solid #d0d7de; padding: 4px 10px; }
pre { background: #f6f8fa; padding: 1em; overflow: auto; }
blockquote { border-left: 4px solid #d0d7de; margin-left: 0; padding-left: 1em; }
</style>
<h1>benchgate on pull requests</h1>
END
  cat "$pages/comments.html" >>"$pages/index.html"
  rm "$pages/comments.html"
}

make_project
start_github
change good good
push 1 good "$remote"
step 1 octo:good "a change that is fine" 0 "No slowdown"
change slow slow
push 2 slow "$remote"
machines=2
step 2 octo:slow "a change that is slow, measured on two machines" 1 "slower"
machines=1
change slow fixed
push 2 slow "$remote"
step 2 octo:slow "its repair" 0 "Fixed:"
change worth slow
push 3 worth "$remote"
step 3 octo:worth "a change that is slow, and worth it" 1 "slower"
accept "reads its input twice, to check it first"
push 3 worth "$remote"
step 3 octo:worth "the same, accepted" 0 "accepted"
expect "what was accepted is said to be fixed" test 0 = "$(grep -c 'Fixed:' "$work/comment.md")"
change forked slow
push 4 forked "$work/fork.git"
step 4 mallory:forked "a slow change from a fork" 1 "slower"
page
say "wrote $pages/index.html"
exit "$((failures > 0))"
