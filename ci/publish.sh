#!/usr/bin/env bash
# ci/publish.sh --started [OPTION...]
# ci/publish.sh FOLDER [OPTION...]
#
# The trusted half of a gate on GitHub: puts on a pull request what a run without any rights
# has measured. FOLDER is where that run's artifact was unpacked. Everything in it may be a
# stranger's: only FOLDER/results.json is read, by `benchgate publish github`, which holds it
# to limits and takes from the event, not from the file, which pull request it is about.
# Where it is missing, that is what is published. OPTIONs go to `benchgate publish github`.
#
#   --started  no result yet: what the pull request says so far is out of date
#
# BENCHGATE is the tool, build/tool/bin/benchgate by default (ci/tool.sh makes it).
#
# Exit codes: 0 published, whatever the verdict, 2 usage, 3 there was no result that can be
# used (and this is published), 4 GitHub refuses.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

readonly benchgate=${BENCHGATE:-$repository/build/tool/bin/benchgate}
case ${1-} in
  -h | --help) print_help && exit ;;
  --started) exec "$benchgate" publish github "$@" ;;
  '' | -*) usage_error "name the folder of the artifact, or say --started" ;;
esac
results=$1/results.json
shift
# A link would be followed out of the folder, to a file of this machine.
if [[ -L $results || ! -f $results ]]; then
  rm -rf -- "$results"
  say "the artifact has no file results.json"
fi
exec "$benchgate" publish github "$results" "$@"
