#!/usr/bin/env bash
# ci/branch.sh fetch BRANCH FOLDER
# ci/branch.sh push BRANCH FOLDER MESSAGE
# ci/branch.sh replace BRANCH FOLDER MESSAGE
#
# A folder of files that lives on a git branch of its own, which has no commit in common with the
# code: the history, the dashboard.
#
#   fetch    FOLDER becomes a work tree of BRANCH of origin; an empty one where there is no such
#            branch
#   push     commits what is new in FOLDER and pushes it. Where somebody else pushed in between,
#            his files and ours are kept: histories have no file in common that differs. Nothing
#            to commit is no error.
#   replace  makes FOLDER, any folder, all there is on BRANCH: one commit without a past, for what
#            can be made again and would only grow
#
# With GITHUB_TOKEN set, it is what origin on github.com is asked with: in the environment of git,
# never in its arguments or the clone's configuration.
#
# Exit codes: 0 done, 2 usage, 4 origin cannot be reached or refuses.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

if [[ ${1-} == -h || ${1-} == --help ]]; then print_help && exit; fi
if ! [[ "${1-} $#" =~ ^(fetch\ 3|(push|replace)\ 4)$ ]]; then usage_error "say what to do, with what"; fi
readonly what=$1 branch=$2 folder=$3 message=${4-}
if ! git check-ref-format --branch "$branch" >/dev/null 2>&1; then
  usage_error "'$branch' cannot be a branch"
fi
authorize_git

# What a killed benchgate did not finish writing is never committed.
readonly unfinished=(':(exclude,glob,top)**/.benchgate-tmp-*')

# Is BRANCH at origin? Exits where that cannot be known.
is_there() {
  local code=0
  git ls-remote --exit-code --heads origin "refs/heads/$branch" >/dev/null || code=$?
  if ((code == 2)); then return 1; fi
  if ((code != 0)); then give_up 4 "origin cannot be asked for its branch $branch"; fi
}

update() {
  git fetch --quiet --no-tags origin "+refs/heads/$branch:refs/remotes/origin/$branch" ||
    give_up 4 "origin does not hand out its branch $branch"
}

fetch() {
  if [[ -e $folder ]]; then
    git worktree remove --force "$folder" 2>/dev/null ||
      give_up 2 "$folder is there already, and is not a work tree: what is in it stays"
  fi
  git worktree prune
  if is_there; then
    update
    git worktree add --quiet --detach "$folder" "refs/remotes/origin/$branch"
    return
  fi
  # An empty tree without a parent, on no branch.
  local commit
  commit=$(commit_as "$(git hash-object -t tree /dev/null)")
  git worktree add --quiet --detach "$folder" "$commit"
}

# commit_as TREE [-p PARENT]: whoever runs this may have no name.
identity=(-c user.name=benchgate -c user.email=benchgate@users.noreply.github.com)
commit_as() { git "${identity[@]}" commit-tree "$@" -m "${message:-Begin}"; }

push() {
  local attempt
  git -C "$folder" add --all -- . "${unfinished[@]}"
  if git -C "$folder" diff --cached --quiet; then
    say "nothing is new"
    return
  fi
  git -C "$folder" "${identity[@]}" commit --quiet -m "$message"
  for attempt in 1 2 3 4 5; do
    if git -C "$folder" push --quiet origin "HEAD:refs/heads/$branch"; then return; fi
    if ! is_there; then break; fi
    say "somebody was faster (attempt $attempt)"
    sleep "$((attempt - 1))"
    update
    git -C "$folder" "${identity[@]}" merge --quiet --allow-unrelated-histories \
      --strategy-option=ours -m "$message" "refs/remotes/origin/$branch"
  done
  give_up 4 "origin does not take the branch $branch"
}

replace() {
  local index tree
  index=$(mktemp -d)
  tree=$(
    export GIT_INDEX_FILE=$index/index
    git --work-tree="$folder" add --all --force -- "$(realpath "$folder")" "${unfinished[@]}"
    git --work-tree="$folder" write-tree
  )
  rm -rf -- "$index"
  git push --quiet --force origin "$(commit_as "$tree"):refs/heads/$branch" ||
    give_up 4 "origin does not take the branch $branch"
}

"$what"
