#!/usr/bin/env bash
# ci/setup.sh [--for PURPOSE]... [--list]
#
# Installs what benchgate needs from the distribution's own packages: Debian 12 and
# Ubuntu 24.04 (the names are those of both). Says what it will install and why;
# says nothing and does not call apt when all is there.
#
#   --for fetch   ci/tool.sh, where it downloads a release
#   --for tool    ci/tool.sh, where it builds the tool
#   --for gate    the same, and the suites and what they run on: what ci/gate.sh needs
#   --for test    the same, and what the tests need (the default)
#   --for lint    ci/lint.sh
#   --for tidy    ci/lint.sh --tidy
#   --for docs    ci/docs.sh
#   --for pack    ci/package.sh: the same as for tool, and what packages are made with
#   --for clang   Clang with its sanitizers and libFuzzer
#   --list        print the packages and their reasons, install nothing
#
# BENCHGATE_CLANG_VERSION chooses another Clang than 16.
#
# Works as root, or through sudo. Exit codes: 0 all is there, 2 usage, 4 something is
# missing and cannot be installed.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

# Purpose, package, reason. "test" includes "gate" and "pack", and "tidy" includes "gate"; those two
# include "tool". The browser's packages are not the same everywhere: see browser_packages.
package_table() {
  cat <<END
fetch ca-certificates        whom to trust on the net
fetch curl                   downloads
tool  g++                    the compiler, and the standard library that Clang uses
tool  cmake                  describes the build
tool  ninja-build            runs the build
tool  pkg-config             finds the libraries that have no CMake package
tool  git                    every run records its commit
tool  libbenchmark-dev       Google Benchmark: what is measured
tool  libboost-dev           Boost.Math: exact distributions
tool  libcli11-dev           command line
tool  libctemplate-dev       templates of reports, escaping by context
tool  libcurl4-openssl-dev   publishes to GitHub
tool  libelf-dev             executables: what they load and hold
tool  libfmt-dev             text formatting
tool  libsimdjson-dev        reads JSON
tool  libutf8proc-dev        characters of UTF-8: validity, width, what is unseen
tool  nlohmann-json3-dev     writes JSON
tool  libtomlplusplus-dev    reads benchgate.toml
tool  libpq-dev              histories in PostgreSQL; suite: its client
tool  libsqlite3-dev         the index of a history; suite: embedded database
tool  libjs-dygraphs         the dashboard's charts, embedded in the tool
gate  postgresql             suite: PostgreSQL server (its programs; no cluster is made)
gate  python3                ci/publish_failed.py; tests: drives the browser
gate  libhiredis-dev         suite: Redis client
gate  redis-server           suite: Redis server (its program; no service is started)
gate  libprotobuf-dev        suite: serialization
gate  protobuf-compiler      suite: serialization
gate  libflatbuffers-dev     suite: serialization
gate  flatbuffers-compiler   suite: serialization
gate  libbrotli-dev          suite: compression
gate  libzstd-dev            suite: compression
gate  zlib1g-dev             suite: compression
test  libgtest-dev           tests
test  libgmock-dev           tests
test  cmark-gfm              tests: reads Markdown reports as GitHub does
test  python3-yaml           tests: reads the workflows
test  shellcheck             tests: these scripts
test  prometheus             tests: promtool reads what monitoring is given (no service is started)
lint  clang-format-14        one version: each formats a little differently
lint  shellcheck             reads the scripts
lint  python3                ci/plain_words.py: reads the documentation
lint  eslint                 reads the pages' scripts
docs  mkdocs                 makes a site with search of the documentation
pack  dpkg-dev               the libraries that a Debian package depends on
pack  file                   CPack: tells programs from other files
pack  patchelf               the tarball: finds its own libraries
pack  python3                the wheel, the list of parts
tidy  clang-tidy-$clang_version          one version: each knows other checks
clang clang-$clang_version               the other compiler
clang libclang-rt-$clang_version-dev     its sanitizers and libFuzzer
END
  browser_packages
}

# The HTML report is opened in a real browser. Ubuntu's chromium packages only fetch a
# snap, which neither containers nor headless machines can run; there the tests use
# google-chrome and chromedriver where they are (GitHub's images have both).
browser_packages() {
  if [[ $(distribution) == ubuntu ]]; then return; fi
  cat <<'END'
test  chromium               tests: opens the HTML report
test  chromium-driver        tests: drives the browser
test  chromium-sandbox       tests: the browser where users may not make namespaces
END
}

distribution() { sed -n 's/^ID=//p' "${BENCHGATE_OS_RELEASE:-/etc/os-release}" | tr -d '"'; }

# Lines of package_table for the purposes given, each package once.
wanted() {
  local purposes=" $* "
  case $purposes in *" test "*) purposes+="gate pack " ;; *" tidy "*) purposes+="gate " ;; esac
  case $purposes in *" gate "* | *" pack "*) purposes+="tool " ;; esac
  package_table | awk -v purposes="$purposes" 'index(purposes, " " $1 " ") && !seen[$2]++'
}

# Those lines of standard input whose package is not installed.
missing() {
  local lines packages installed
  lines=$(cat)
  mapfile -t packages < <(awk '{ print $2 }' <<<"$lines")
  # dpkg-query fails for packages it has never heard of, and still answers for the rest.
  installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' \
    "${packages[@]}" 2>/dev/null || true)
  awk 'NR == FNR { if ($1 == "installed") have[$2] = 1; next } !($2 in have)' \
    <(printf '%s\n' "$installed") <(printf '%s\n' "$lines")
}

describe() { awk '{ name = $2; $1 = $2 = ""; sub(/^ +/, ""); printf "  %-22s %s\n", name, $0 }'; }

main() {
  local purposes=() list=false
  while (($# > 0)); do
    case $1 in
      --for)
        case ${2-} in
          fetch | tool | gate | test | lint | tidy | docs | pack | clang) purposes+=("$2") ;;
          *) usage_error "--for takes fetch, tool, gate, test, lint, tidy, docs, pack or clang, not '${2-}'" ;;
        esac
        shift 2
        ;;
      --list) list=true && shift ;;
      -h | --help) print_help && return ;;
      *) usage_error "unknown argument '$1'" ;;
    esac
  done
  if ((${#purposes[@]} == 0)); then purposes=(test); fi

  if $list; then
    wanted "${purposes[@]}" | describe
    return
  fi
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    give_up 4 "this knows the packages of Debian and Ubuntu only. Install what" \
      "'$0 --list' names in your system's way, then: cmake --preset release &&" \
      "cmake --build build/release"
  fi
  install_missing "$(wanted "${purposes[@]}" | missing)"
}

# Becoming root must never wait for a password that nobody can type.
root_prefix() {
  if ((EUID == 0)); then
    return 0
  fi
  if ! command -v sudo >/dev/null; then return 1; fi
  echo sudo
  if ! [[ -t 0 ]]; then
    echo --non-interactive
    sudo --non-interactive true 2>/dev/null
  fi
}

install_missing() {
  local lines=$1 packages prefix
  if [[ -z $lines ]]; then return; fi
  mapfile -t packages < <(awk '{ print $2 }' <<<"$lines")
  if ! prefix=$(root_prefix); then
    describe <<<"$lines" >&2
    give_up 4 "${#packages[@]} packages are missing, and this is neither root nor may it" \
      "use sudo. Have them installed, then try again:
  apt-get update && apt-get install --no-install-recommends ${packages[*]}"
  fi
  say "will install ${#packages[@]} packages and what they depend on:"
  describe <<<"$lines"
  # shellcheck disable=SC2086  # empty, or "sudo" and its option
  $prefix bash "$repository/ci/install_packages.sh" "${packages[@]}" ||
    give_up 4 "the packages could not be installed: see above. On Ubuntu some of them are" \
      "in the component 'universe', which must be enabled."
}

main "$@"
