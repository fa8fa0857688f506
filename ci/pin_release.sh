#!/usr/bin/env bash
# ci/pin_release.sh URL SHA256SUMS
#
# Writes ci/release.txt: where the release is that was made of the sources of this clone, and the
# digest that each of its tarballs must have. ci/tool.sh, and so the actions, then download the tool
# in place of building it.
#
#   URL         the folder of the release's files: https://github.com/OWNER/benchgate/releases/download/v1.2.3
#   SHA256SUMS  the file that ci/package.sh has made
#
# Exit codes: 0 written, 1 the sums name no tarball, 2 usage.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

if [[ ${1-} == -h || ${1-} == --help ]]; then print_help && exit; fi
if (($# != 2)); then usage_error "needs the URL of a release and its SHA256SUMS"; fi
if ! [[ -f $2 ]]; then usage_error "there is no file $2"; fi

tarballs=$(awk -v url="${1%/}" '
  match($2, /-linux-[a-z0-9_]+\.tar\.gz$/) {
    machine = substr($2, RSTART + 7, RLENGTH - 14)
    print machine, $1, url "/" $2
  }' "$2")
if [[ -z $tarballs ]]; then give_up 1 "$2 names no benchgate-VERSION-linux-MACHINE.tar.gz"; fi
{
  echo "# The release that was made of these sources; written by ci/pin_release.sh. If the sources change,"
  echo "# ci/tool.sh builds the tool."
  # shellcheck disable=SC2119  # of the sources alone
  echo "sources $(sources_digest)"
  echo "$tarballs"
} >"$repository/ci/release.txt"
say "wrote ci/release.txt"
