#!/usr/bin/env bash
# ci/package.sh [--build FOLDER] [--out FOLDER] [KIND...]
#
# Makes release packages of the tool, for this kind of processor.
#
#   deb    for this release of Debian or Ubuntu: depends on its libraries
#   tar    for other Linux systems: unpack it anywhere. Brings all its libraries but those of C
#          and C++, so it needs glibc 2.34 and the libstdc++ of GCC 12, or newer
#   wheel  the same for Python: pipx install FILE
#
#   --build FOLDER  package what was built there [builds build/package first]
#   --out FOLDER    where the packages go [out/package]
#
# Without a KIND it makes all three. Writes a list of what each contains (SPDX) and SHA256SUMS
# beside them. The same build packaged twice gives the same bytes.
#
# Exit codes: 0 made, 1 a package does not do what it should, 2 usage, 4 something is missing.
set -euo pipefail
# shellcheck source=ci/common.sh
source "$(dirname "$0")/common.sh"

# What other systems have. Newer symbols would keep the tool from starting there.
readonly newest_glibc=2.34 newest_libstdcxx=3.4.30

build=
out=$repository/out/package
kinds=()
while (($# > 0)); do
  case $1 in
    --build | --out)
      if [[ -z ${2-} ]]; then usage_error "$1 needs a folder"; fi
      if [[ $1 == --build ]]; then build=$2; else out=$2; fi
      shift 2
      ;;
    deb | tar | wheel) kinds+=("$1") && shift ;;
    -h | --help) print_help && exit ;;
    *) usage_error "unknown argument '$1'" ;;
  esac
done
if ((${#kinds[@]} == 0)); then kinds=(deb tar wheel); fi

"$repository/ci/setup.sh" --for pack
if [[ -z $build ]]; then
  build=$repository/build/package
  # Paths of this machine would be in the file names of the debug information, and so in its hash.
  cmake --preset release -S "$repository" -B "$build" -DBENCHGATE_BUILD_BENCHES=OFF \
    -DBENCHGATE_BUILD_TESTS=OFF "-DCMAKE_CXX_FLAGS=-ffile-prefix-map=$repository=."
  cmake --build "$build" --parallel "$(parallel_jobs)" --target tools/all
fi
build=$(cd "$build" && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
if ! [[ -x $build/bin/benchgate ]]; then give_up 4 "there is no $build/bin/benchgate"; fi

# Every file in the packages is as old as the commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$repository" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
version=$("$build/bin/benchgate" --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -1)
name=benchgate-$version-linux-$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

# Paths of the libraries that the tool loads, but for those that every system has its own of.
libraries() {
  ldd "$build/bin/benchgate" | awk '$3 ~ "^/" { print $3 }' |
    grep -vE '/(libc|libm|libdl|librt|libpthread|libresolv|libstdc\+\+|libgcc_s)\.so' | LC_ALL=C sort
}

# Lines "LIBRARY PACKAGE" for all of them. dpkg may know a file by its path in /usr or without.
owners() {
  local library
  while read -r library; do
    printf '%s\n' "$library" "/usr$library" "${library#/usr}" | awk -v of="$library" '{ print $1, of }'
  done < <(libraries) | sort >"$work/candidates"
  awk '{ print $1 }' "$work/candidates" | xargs dpkg-query --search 2>/dev/null |
    sed -E 's/^([^:,]+)[^/]* (\/.*)$/\2 \1/' | sort |
    join -o 1.2,2.2 "$work/candidates" - | LC_ALL=C sort -u >"$work/owners" || true
  if [[ $(awk '{ print $1 }' "$work/owners") != "$(libraries)" ]]; then
    give_up 4 "not every library comes from an installed package:" "$(libraries)"
  fi
  cat "$work/owners"
}

# The list of parts of a package, as lines "contains|uses PACKAGE VERSION SOURCE".
parts() { # contains|uses
  local compiled_in=(libboost-dev libcli11-dev nlohmann-json3-dev libtomlplusplus-dev libjs-dygraphs)
  # shellcheck disable=SC2016  # dpkg-query's own variables
  owners | awk '{ print $2 }' | sort -u |
    xargs dpkg-query --show --showformat "$1 "'${Package} ${Version} ${source:Package}\n'
  dpkg-query --show --showformat 'contains ${Package} ${Version} ${source:Package}\n' \
    "${compiled_in[@]}"
}

describe_parts() { # PACKAGE-FILE contains|uses
  parts "$2" | LC_ALL=C sort -u |
    python3 "$repository/ci/package/sbom.py" "$1" "$version" >"$1.spdx.json"
}

make_deb() {
  local release
  # shellcheck source=/dev/null
  release=$(source /etc/os-release && echo "$ID$VERSION_ID")
  (cd "$work" && cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work/deb" \
    -D "CPACK_DEBIAN_PACKAGE_RELEASE=1~$release" >"$work/log" 2>&1) ||
    { cat "$work/log" >&2 && exit 1; }
  local file
  file=$out/benchgate_${version}_${release}_$(dpkg --print-architecture).deb
  cp "$work"/deb/*.deb "$file"
  describe_parts "$file" uses
}

# Newer symbol versions than other systems have, of a kind like GLIBC.
too_new() { # KIND NEWEST FILE...
  local kind=$1 newest=$2
  shift 2
  objdump --dynamic-syms "$@" 2>/dev/null | grep -oE "\\(?${kind}_[0-9.]+" | tr -d '(' |
    sort -u | sed "s/${kind}_//" |
    while read -r found; do
      if [[ $(printf '%s\n' "$found" "$newest" | sort -V | tail -1) != "$newest" ]]; then
        echo "$found"
      fi
    done
}

# The tool with its libraries, in a folder that can be moved: $work/$name
stage() {
  local folder=$work/$name library package found
  if [[ -d $folder ]]; then return; fi
  cmake --install "$build" --prefix "$folder" --strip >/dev/null
  while read -r library package; do
    install -m 644 "$library" "$folder/lib/benchgate/$(basename "$library")"
    install -D -m 644 "/usr/share/doc/$package/copyright" \
      "$folder/share/doc/benchgate/third-party/$package"
  done < <(owners)
  # DT_RPATH, not DT_RUNPATH: it also holds for the libraries of libraries.
  patchelf --force-rpath --set-rpath "\$ORIGIN/../lib/benchgate" "$folder/bin/benchgate"
  found=$(too_new GLIBC "$newest_glibc" "$folder/bin/benchgate" "$folder"/lib/benchgate/*
    too_new GLIBCXX "$newest_libstdcxx" "$folder/bin/benchgate" "$folder"/lib/benchgate/*)
  if [[ -n $found ]]; then
    give_up 1 "needs a newer C or C++ library than other systems have:" "$found"
  fi
  "$folder/bin/benchgate" --version >/dev/null
  find "$folder" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
}

make_tar() {
  stage
  tar --create --directory "$work" --sort=name --owner=0 --group=0 --numeric-owner \
    --mode=go-w --mtime "@$SOURCE_DATE_EPOCH" "$name" | gzip --no-name >"$out/$name.tar.gz"
  describe_parts "$out/$name.tar.gz" contains
}

make_wheel() {
  stage
  local wheel
  wheel=$out/benchgate-$version-py3-none-manylinux_${newest_glibc/./_}_$(uname -m).whl
  python3 "$repository/ci/package/wheel.py" "$work/$name" "$version" "$wheel"
  describe_parts "$wheel" contains
}

for kind in "${kinds[@]}"; do "make_$kind"; done
cd "$out"
mapfile -t files < <(find . -maxdepth 1 -name '*.deb' -o -maxdepth 1 -name '*.tar.gz' -o \
  -maxdepth 1 -name '*.whl' | sed 's#^\./##' | LC_ALL=C sort)
sha256sum -- "${files[@]}" >SHA256SUMS
say "made in $out:"
for file in "${files[@]}"; do printf '  %6d kB  %s\n' $(($(stat --format %s "$file") / 1000)) "$file"; done
