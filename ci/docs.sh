#!/usr/bin/env bash
# ci/docs.sh [--repository URL] [OUT]
#
# Builds README.md and docs/ as a static site with search into OUT (out/docs). The site loads nothing
# from elsewhere; its search index is one of its files. A link to a page that does not exist, or a
# page that the navigation lacks, is an error.
#
#   --repository URL  where files outside of docs/ can be read, like https://github.com/octo/engine;
#                     without it, links to them become plain text
#
# Exit codes: 0 it is there, 1 a page is wrong, 2 usage, 4 packages missing.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

repository_url=
out=out/docs
while (($# > 0)); do
  case $1 in
    --repository)
      repository_url=${2-}
      [[ $repository_url == https://* ]] || usage_error "--repository takes an address: https://..."
      shift 2
      ;;
    -h | --help) print_help && exit ;;
    -*) usage_error "unknown option '$1'" ;;
    *)
      out=$1
      shift
      ;;
  esac
done

# As a page of docs/ sees README.md, and as README.md sees docs/.
stage() {
  local pages=$1 link='\[([^]]*)\]\(' url
  url=$repository_url/blob/HEAD
  mkdir -p "$pages"
  cp docs/*.md docs/*.png docs/*.svg "$pages/"
  rm "$pages/README.md" # the navigation is the index
  sed -E 's#\]\(docs/README\.md#](getting-started.md#g; s#\]\(docs/#](#g' README.md >"$pages/index.md"
  sed -i -E 's#\]\(\.\./README\.md#](index.md#g' "$pages"/*.md
  # What is left beside the pages: ../FILE of a page, FOLDER/FILE of README.md.
  if [[ -n $repository_url ]]; then
    sed -z -i -E "s#${link}\.\./([^)]*)\)#[\1]($url/\2)#g" "$pages"/*.md
    sed -z -i -E "s#${link}([a-z.][a-zA-Z.]*/[^):]*)\)#[\1]($url/\2)#g" "$pages/index.md"
  else
    sed -z -i -E "s#${link}\.\./[^)]*\)#\1#g" "$pages"/*.md
    sed -z -i -E "s#${link}[a-z.][a-zA-Z.]*/[^):]*\)#\1#g" "$pages/index.md"
  fi
}

cd "$repository"
ci/setup.sh --for docs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp ci/mkdocs.yml "$work/"
stage "$work/pages"
if ! mkdocs build --config-file "$work/mkdocs.yml" >"$work/log" 2>&1; then
  cat "$work/log"
  give_up 1 "the documentation has faults"
fi
# Packages of distributions have left files of themes out.
check_files() {
  local page target broken=0
  for page in "$work"/site/*.html; do
    while read -r target; do
      [[ -e $work/site/$target ]] && continue
      say "$(basename "$page") names $target, which is not there"
      broken=1
    done < <(grep -ohE '(src|href)="[^"#:?]+\.(js|css|html|png|svg|ico)' "$page" |
      sed -E 's/.*"//' | sort -u)
  done
  return "$broken"
}
check_files || give_up 1 "the theme or a page lacks files"
if grep -rnE '<(script|link|img)[^>]*(src|href)="(https?:)?//' "$work/site" --include='*.html' |
  grep -v 'rel="canonical"'; then
  give_up 1 "these pages load something from elsewhere"
fi
rm -rf "${out:?}"
mkdir -p "$(dirname "$out")"
cp -r "$work/site" "$out"
say "the documentation is $out/index.html"
