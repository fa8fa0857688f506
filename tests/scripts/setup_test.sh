#!/usr/bin/env bash
# ci/setup.sh: what is missing is named, what is there costs no call of apt.
set -euo pipefail
# shellcheck source=tests/scripts/sandbox.sh
source "$(dirname "$0")/sandbox.sh"

installed=$sandbox/installed
# Answers as dpkg-query does for ${db:Status-Status} ${Package}, failing for strangers.
# shellcheck disable=SC2016
fake dpkg-query 'shift 3
unknown=0
for package in "$@"; do
  if [[ " $(cat '"$installed"') " == *" $package "* ]]; then echo "installed $package"
  elif [[ $package == zlib1g-dev ]]; then echo "config-files $package"
  else unknown=1; fi
done
exit $unknown'
fake apt-get

packages_for() { run ci/setup.sh --for "$1" --list && awk '{ print $1 }' <<<"$output"; }
debian=$sandbox/debian
ubuntu=$sandbox/ubuntu
printf 'NAME="Debian GNU/Linux"\nID=debian\nVERSION_ID="12"\n' >"$debian"
printf 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n' >"$ubuntu"
os_release=$debian
packages_for test | tr '\n' ' ' >"$installed"

# All there: silent, for root as for others, and nothing is asked of apt.
run ci/setup.sh
expect_code 0
expect_no_output
expect_no_call apt-get
as_nobody ci/setup.sh --for test --for gate
expect_code 0
expect_no_output
expect_no_call apt-get

# Two missing, neither root nor sudo: exactly these two are named, with the command.
sed -i 's/ libfmt-dev / /; s/ zlib1g-dev / /' "$installed"
as_nobody ci/setup.sh
expect_code 4
expect_output "2 packages are missing"
expect_output "apt-get update && apt-get install --no-install-recommends libfmt-dev zlib1g-dev"
expect_output "text formatting"
expect_no_call install_packages.sh

# A sudo that wants a password nobody can type is no sudo.
fake sudo 'exit 1'
as_nobody ci/setup.sh
expect_code 4
expect_output "2 packages are missing"
expect_no_call install_packages.sh

# With sudo, they are installed through it.
fake sudo 'exit 0'
as_nobody ci/setup.sh
expect_code 0
expect_output "will install 2 packages"
expect_call "sudo --non-interactive bash $sandbox/ci/install_packages.sh libfmt-dev zlib1g-dev"

# A failing installation is not a success.
# shellcheck disable=SC2016
fake sudo 'if [[ $2 == true ]]; then exit 0; else exit 100; fi'
as_nobody ci/setup.sh
expect_code 4
expect_output "could not be installed"

# Root needs no sudo.
if ((EUID == 0)); then
  run ci/setup.sh
  expect_code 0
  expect_call "install_packages.sh libfmt-dev zlib1g-dev"
fi

# The gate needs no browser and no test library; Ubuntu has no chromium package.
for package in chromium libgtest-dev clang-format-14; do
  if packages_for gate | grep -qx "$package"; then fail "the gate must not need $package"; fi
done
packages_for test | grep -qx chromium || fail "expected chromium on Debian"
os_release=$ubuntu
if packages_for test | grep -q chromium; then fail "expected no chromium on Ubuntu"; fi

# Elsewhere: an error that helps.
rm "$sandbox/bin/dpkg-query"
run ci/setup.sh
expect_code 4
expect_output "Debian and Ubuntu only"

finish
