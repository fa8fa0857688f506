#!/usr/bin/env bash
# ci/demo-baseline.sh [--times N] [--busy N] [--as USER] [--program FILE] [--counts-only]
#
# Shows that the first thing a newcomer does is quiet: saves a run as the baseline, runs the same
# suites again and compares, as `ci/gate.sh --quick` does. Nothing has changed, so every run must
# pass. TMPDIR is a short path in one run and a long one in the next. Works on a copy of
# benchgate.toml and of the baselines, in a folder that is removed.
#
#   --times N       how many runs are compared with the baseline [1]
#   --busy N        so many processes compute beside them [0]
#   --as USER       every second run is this user's
#   --program FILE  the suite, in place of those of benchgate.toml
#   --counts-only   no clock is judged: only what is counted, and the shortest measurement
#
# BENCHGATE is the tool, by default the newest in build/; suites are taken from beside it. What
# follows `--` goes to `benchgate run`: --filter REGEX, ...
#
# Prints a line for each run: its exit code, what the gate says, and what was measured twice.
#
# Exit codes: 0 all passed, 1 one did not, 2 usage, 4 something is missing.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

times=1
busy=0
other_user=
program=
counts_only=false
run_options=(--restarts 10 --min-time 10ms)
while (($# > 0)); do
  case $1 in
    --times | --busy)
      if ! [[ ${2-} =~ ^[0-9]+$ ]]; then usage_error "$1 needs a number"; fi
      if [[ $1 == --times ]]; then times=$2; else busy=$2; fi
      shift 2
      ;;
    --as | --program)
      if [[ -z ${2-} ]]; then usage_error "$1 needs a value"; fi
      if [[ $1 == --as ]]; then other_user=$2; else program=$2; fi
      shift 2
      ;;
    --counts-only)
      counts_only=true
      run_options=(--restarts 2 --min-time 1ms)
      shift
      ;;
    --)
      shift
      run_options+=("$@")
      break
      ;;
    -h | --help) print_help && exit ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
done

benchgate=${BENCHGATE:-$(newest_tool)}
if ! [[ -x $benchgate ]]; then give_up 4 "there is no benchgate in build/: run ci/gate.sh first"; fi
if [[ -n $other_user ]] && ! id "$other_user" >/dev/null 2>&1; then
  give_up 4 "there is no user $other_user"
fi
benchgate=$(realpath "$benchgate")

work=$(mktemp -d)
# shellcheck disable=SC2317  # it is called, by the trap
clean_up() {
  end_busy_loops
  rm -rf "$work"
}
trap clean_up EXIT
chmod 755 "$work"
short=$work/t
long=$work/a/folder/for/temporary/files/that/is/far/down
mkdir -p "$short" "$long"
chmod 1777 "$short" "$long" # the other user, and the servers', write here too

write_policy() {
  if [[ -n $program ]]; then
    printf '[[suite]]\nname = "demo"\ncommand = ["%s"]\n' "$(realpath "$program")"
  else
    sed "s#\"build/release/bin/#\"$(dirname "$benchgate")/#" "$repository/benchgate.toml"
  fi
  if $counts_only; then printf '\n[[rule]]\nmetric = "clock"\nseverity = "off"\n'; fi
}
write_policy >"$work/benchgate.toml"

# run TMPDIR USER OPTION...
run() {
  local folder=$1 user=$2
  shift 2
  local out=$work/out.${user:-me}
  mkdir -p "$out"
  if [[ -n $user ]]; then chown "$user" "$out"; fi
  local command=(env TMPDIR="$folder" "$benchgate" run --quiet --policy "$work/benchgate.toml"
    -o "$out/run.json" "${run_options[@]}" "$@")
  if [[ -n $user ]]; then
    (cd / && setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups "${command[@]}")
  else
    (cd / && "${command[@]}")
  fi
}

busy_loops "$busy"

say "measuring the baseline"
# What the run says of its budgets is not what is shown here.
run "$short" "" 2>"$work/log" || (($? == 1 || $? == 5)) || { cat "$work/log" >&2; exit 4; }
(cd "$repository" && "$benchgate" baseline save --policy "$work/benchgate.toml" --name first \
  "$work/out.me/run.json") 2>"$work/log" || { cat "$work/log" >&2; exit 4; }

failed=0
for ((i = 1; i <= times; ++i)); do
  folder=$short
  user=
  if ((i % 2 == 1)); then folder=$long; fi
  if ((i % 4 >= 2)); then user=$other_user; fi
  code=0
  out=$work/out.${user:-me}
  rm -f "$out/results.json"
  run "$folder" "$user" --against first --report "json=$out/results.json" \
    2>"$work/log" || code=$?
  if [[ ! -e $out/results.json ]]; then
    cat "$work/log" >&2
    exit 4
  fi
  title=$(sed -n 's/^ *"title": "\(.*\)",$/\1/p' "$out/results.json")
  again=$(grep -o '"confirmation":{[^}]*}' "$out/results.json" | tr -d '{}"' || true)
  say "run $i of $times: exit $code: $title${again:+ ($again)}"
  if ((code != 0)); then
    failed=$((failed + 1))
    grep -E '"closes_gate":true' "$out/results.json" | cut -c1-200 || true
  fi
done
say "$failed of $times runs of unchanged code did not pass"
if ((failed > 0)); then exit 1; fi
