#!/usr/bin/env bash
# ci/install_packages.sh PACKAGE...
#
# Installs packages as root, and starts nothing: the suites start servers of their own
# and stop them again, so the machine is left without a PostgreSQL cluster and without
# a Redis or Prometheus service that it did not have before. Called by ci/setup.sh.
set -euo pipefail

readonly policy=/usr/sbin/policy-rc.d
readonly cluster_defaults=/etc/postgresql-common/createcluster.d
undo=()

clean_up() {
  local path
  for path in "${undo[@]}"; do
    rm -f "$path"
    # The folder is ours only if nothing else is in it.
    [[ $path == "$policy" ]] || rmdir --ignore-fail-on-non-empty --parents "${path%/*}"
  done
}
trap clean_up EXIT

# Debian asks this program before it starts a service; 101 means "not allowed".
# Containers often have one already.
forbid_starting_services() {
  if [[ -e $policy ]]; then return; fi
  undo+=("$policy")
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
}

# Installing a PostgreSQL server makes and starts a cluster "main", unless told not to.
forbid_making_a_cluster() {
  local file=$cluster_defaults/benchgate-setup.conf
  undo+=("$file")
  mkdir -p "$cluster_defaults"
  echo 'create_main_cluster = false' >"$file"
}

is_installed() { dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

# policy-rc.d keeps a service from starting now; this, from starting at the next boot.
disable_service() {
  if command -v systemctl >/dev/null; then systemctl --quiet disable "$1" || true; fi
}

apt_get() {
  # Another apt, such as the nightly upgrade, holds the lock for minutes: wait for it.
  DEBIAN_FRONTEND=noninteractive apt-get --quiet --option DPkg::Lock::Timeout=300 \
    --option Dpkg::Use-Pty=0 "$@" </dev/null
}

main() {
  local service new_services=()
  for service in redis-server prometheus; do
    if ! is_installed "$service"; then new_services+=("$service"); fi
  done
  forbid_starting_services
  forbid_making_a_cluster
  apt_get update
  apt_get install --yes --no-install-recommends "$@"
  for service in "${new_services[@]}"; do
    if is_installed "$service"; then disable_service "$service"; fi
  done
}

main "$@"
