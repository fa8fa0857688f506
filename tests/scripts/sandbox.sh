# shellcheck shell=bash
# A copy of ci/ in a temporary folder, and a PATH on which only harmless programs and
# this file's fakes exist. Sourced by the tests beside it, which run in the clone.

sandbox=$(mktemp -d)
trap 'rm -rf "$sandbox"' EXIT
# An unprivileged user must get in, see as_nobody.
chmod 755 "$sandbox"
mkdir "$sandbox/bin"
cp -r ci "$sandbox/ci"
# What the fakes were called with, one call a line; anybody may write to it.
calls=$sandbox/calls
touch "$calls"
chmod 666 "$calls"

for program in bash awk basename cat cp dirname find mkdir nproc rm sed sha256sum sort tr uname xargs; do
  ln -s "$(command -v "$program")" "$sandbox/bin/$program"
done

# fake NAME [BODY]: a program that notes its call and then does BODY.
fake() {
  printf '#!/usr/bin/env bash\necho "%s $*" >>"%s"\n%s\n' "$1" "$calls" "${2-}" >"$sandbox/bin/$1"
  chmod 755 "$sandbox/bin/$1"
}

# run COMMAND...: on that PATH; what it prints is in $output, its exit code in $code.
run() {
  : >"$calls"
  code=0
  output=$(cd "$sandbox" && env -i PATH="$sandbox/bin" HOME="$sandbox" \
    BENCHGATE_OS_RELEASE="${os_release:-/dev/null}" "$@" </dev/null 2>&1) || code=$?
}

# The same as somebody who is not root, whoever runs the tests.
as_nobody() {
  local setpriv
  setpriv=$(command -v setpriv)
  if ((EUID == 0)); then
    run "$setpriv" --reuid=65534 --regid=65534 --clear-groups "$@"
  else
    run "$@"
  fi
}

failures=0
fail() {
  echo "FAILED: $*"
  printf '%s\n' "exit code $code, output:" "$output" "calls:" "$(cat "$calls")" | sed 's/^/    /'
  failures=$((failures + 1))
}

expect_code() { if ((code != $1)); then fail "expected exit code $1"; fi; }
expect_output() { if [[ $output != *"$1"* ]]; then fail "expected in the output: $1"; fi; }
expect_no_output() { if [[ -n $output ]]; then fail "expected no output"; fi; }
expect_call() { if ! grep -qxF -e "$1" "$calls"; then fail "expected the call: $1"; fi; }
expect_no_call() { if grep -q "^$1 " "$calls"; then fail "expected no call of $1"; fi; }

# The one script that changes the machine: never the real one, even as root.
fake install_packages.sh
mv "$sandbox/bin/install_packages.sh" "$sandbox/ci/install_packages.sh"

finish() { exit $((failures > 0)); }
