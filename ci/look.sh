#!/usr/bin/env bash
# ci/look.sh [NAME]
#
# Makes pictures of every state of the comment, the HTML report and the terminal into out/look: wide
# and narrow, light and dark. Prints how high each one is and what is wider than its page. Look at
# them after every change of a template.
#
#   NAME  only pictures whose name contains it, like comment-one_slower
#
# Exit codes: 0 they are there, 2 usage, 4 packages missing.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

case ${1-} in
  -h | --help) print_help && exit ;;
  -*) usage_error "unknown option '$1'" ;;
esac
cd "$repository"
for program in cmark-gfm chromedriver; do
  type "$program" >/dev/null || give_up 4 "install $program (ci/setup.sh does)"
done
preset=${BENCHGATE_PRESET:-dev}
[[ -d build/$preset ]] || cmake --preset "$preset" >/dev/null
cmake --build "build/$preset" --target browser_pages >/dev/null
mkdir -p out/look/reports
"build/$preset/tests/browser_pages" out/look/reports
python3 -B tests/browser/look.py out/look/reports out/look "${1-}"
