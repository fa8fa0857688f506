# shellcheck shell=bash
# What the scripts of this folder share. Sourced, never run.
#
# Exit codes are those of benchgate itself: 2 usage, 4 environment.

# The scripts work on the clone they live in, wherever they are called from.
# shellcheck disable=SC2034  # used by the scripts that source this
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The one version of Clang that builds, fuzzes and runs clang-tidy. Debian 12 and Ubuntu 24.04 both
# have it. Debian's default, 14, cannot compile the views of libstdc++ 12 and 13.
# shellcheck disable=SC2034
clang_version=${BENCHGATE_CLANG_VERSION:-16}

say() { printf '%s: %s\n' "$(basename "$0")" "$*"; }

# give_up CODE MESSAGE...
give_up() {
  local code=$1
  shift
  say "$*" >&2
  exit "$code"
}

# The comment at the top of a script is its help: one text, which cannot drift.
print_help() { sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p}' "$0"; }

usage_error() { give_up 2 "$* (see $0 --help)"; }

# git, without the programs that the clone itself names: what is built and measured here may have
# written to .git/config and .git/hooks, and some of these scripts push. Programs that the user's own
# configuration names stay, and so does Git LFS. benchgate's own calls: measure/git_settings.cc.
git() {
  local -a safe=(-c core.fsmonitor=false -c core.hooksPath=/dev/null -c diff.external=) at=()
  local scope key
  if [[ ${1-} == -C ]]; then at=(-C "$2"); fi
  while read -r scope key; do
    case $scope in local | worktree) ;; *) continue ;; esac
    # By the environment, since a key may have a '=' in it.
    case $key in
      filter.lfs.*) ;;
      filter.*.clean | filter.*.smudge | filter.*.process | diff.*.command | diff.*.textconv)
        safe+=("--config-env=$key=harmless_nothing") ;;
      filter.*.required) safe+=("--config-env=$key=harmless_false") ;;
      merge.*.driver | gpg.program | gpg.*.program | core.alternaterefscommand)
        safe+=("--config-env=$key=harmless_false") ;;
    esac
  done < <(command git "${at[@]}" config --list --show-scope --name-only 2>/dev/null || true)
  harmless_nothing='' harmless_false=false command git "${safe[@]}" "$@"
}

# Compiling templates takes about a gigabyte each: a small machine with many cores
# would swap, or lose its compiler to the kernel's memory killer.
parallel_jobs() {
  local cores gigabytes
  cores=$(nproc)
  gigabytes=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
  if ((gigabytes < cores)); then cores=$gigabytes; fi
  echo $((cores > 0 ? cores : 1))
}

# busy_loops NUMBER: starts so many processes that compute for ever. Their ids are in busy_loop_ids,
# for the caller to end.
busy_loop_ids=()
busy_loops() {
  local started
  for ((started = 0; started < $1; ++started)); do
    (while :; do :; done) &
    busy_loop_ids+=($!)
  done
}

end_busy_loops() {
  local id
  for id in "${busy_loop_ids[@]}"; do kill "$id" 2>/dev/null || true; done
  busy_loop_ids=()
}

# The tool that was built last in this clone; nothing where there is none.
newest_tool() {
  local tool newest=
  for tool in "$repository"/build/{tool,release}/bin/benchgate; do
    if [[ -x $tool && (-z $newest || $tool -nt $newest) ]]; then newest=$tool; fi
  done
  echo "$newest"
}

# A digest of all that the tool is made of, and of the files that are named besides.
sources_digest() {
  (cd "$repository" && find CMakeLists.txt CMakePresets.json tools templates "$@" -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | sed 's/ .*//')
}

# With GITHUB_TOKEN set, it is what origin on github.com is asked with: in the environment of git,
# never in its arguments or the clone's configuration.
authorize_git() {
  if [[ -z ${GITHUB_TOKEN-} ]]; then return; fi
  export GIT_CONFIG_COUNT=1
  export GIT_CONFIG_KEY_0="http.${GITHUB_SERVER_URL:-https://github.com}/.extraheader"
  GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$GITHUB_TOKEN" |
    base64 --wrap=0)"
  export GIT_CONFIG_VALUE_0
}
