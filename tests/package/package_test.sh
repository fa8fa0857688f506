#!/usr/bin/env bash
# package_test.sh BUILD: what ci/package.sh makes of BUILD installs, starts, and is the same twice.
set -euo pipefail

build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "FAILED: $*"
  exit 1
}

ci/package.sh --build "$build" --out "$work/one" >"$work/log" || { cat "$work/log" && fail "ci/package.sh"; }
version=$("$build/bin/benchgate" --version)

# starts PROGRAM: with nothing in its environment that could help it find its parts.
starts() {
  if [[ $(cd / && env -i "$1" --version) != "$version" ]]; then fail "$1 does not say its version"; fi
}

# The tarball starts where it was unpacked, by its own libraries.
mkdir "$work/tar"
tar -xzf "$work"/one/benchgate-*.tar.gz -C "$work/tar" --strip-components=1
starts "$work/tar/bin/benchgate"
foreign=$(env -i ldd "$work/tar/bin/benchgate" | awk '$3 ~ "^/" { print $3 }' |
  grep -vF "$work/tar/" | grep -vE '/(libc|libm|libresolv|libstdc\+\+|libgcc_s)\.so' || true)
if [[ -n $foreign ]]; then fail "the tarball's tool loads the system's $foreign"; fi
for part in lib/benchgate/libbenchgate_allocations.so share/man/man1/benchgate.1 \
  share/bash-completion/completions/benchgate share/doc/benchgate/copyright \
  share/doc/benchgate/third-party/libpq5; do
  if ! [[ -e $work/tar/$part ]]; then fail "the tarball has no $part"; fi
done

# The wheel, as an installer would unpack it.
python3 - "$work"/one/*.whl "$work/wheel" <<'PYTHON' || fail "the wheel is not what its RECORD says"
import base64, hashlib, pathlib, re, sys, zipfile

wheel, prefix = zipfile.ZipFile(sys.argv[1]), pathlib.Path(sys.argv[2])
info = next(name.rpartition("/")[0] for name in wheel.namelist() if name.endswith(".dist-info/RECORD"))
recorded = {}
for line in wheel.read(f"{info}/RECORD").decode().splitlines():
    name, digest, size = line.rsplit(",", 2)
    recorded[name] = (digest, size)
assert set(recorded) == set(wheel.namelist()), "RECORD names other files"
for entry in wheel.infolist():
    content = wheel.read(entry)
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    if not entry.filename.endswith("/RECORD"):
        assert recorded[entry.filename] == (f"sha256={digest}", str(len(content))), entry.filename
    place = re.sub(r"^benchgate-[^/]*\.data/(scripts/|data/)", lambda m: "bin/" if "scripts" in m[1] else "", entry.filename)
    (prefix / place).parent.mkdir(parents=True, exist_ok=True)
    (prefix / place).write_bytes(content)
    (prefix / place).chmod(entry.external_attr >> 16 & 0o777)
assert f"Tag: {pathlib.Path(sys.argv[1]).stem.split('-', 2)[2]}" in wheel.read(f"{info}/WHEEL").decode()
PYTHON
starts "$work/wheel/bin/benchgate"

# The Debian package depends on what the tool loads, and has no path of this machine.
deb=$(echo "$work"/one/*.deb)
depends=$(dpkg-deb --field "$deb" Depends)
for library in libc6 libpq5 libsqlite3-0; do
  if [[ $depends != *$library* ]]; then fail "the Debian package does not depend on $library: $depends"; fi
done
mkdir "$work/deb"
dpkg-deb --extract "$deb" "$work/deb"
starts "$work/deb/usr/bin/benchgate"
if [[ -n $(find "$work/deb" -mindepth 1 -maxdepth 1 ! -name usr) ]]; then fail "more than /usr in the Debian package"; fi
if ! [[ -e $work/deb/usr/share/doc/benchgate/copyright ]]; then fail "no copyright in the Debian package"; fi

# What they contain is listed, and the sums are theirs.
(cd "$work/one" && sha256sum --check --quiet SHA256SUMS) || fail "SHA256SUMS"
for file in "$work"/one/*.{deb,tar.gz,whl}; do
  python3 - "$file.spdx.json" <<'PYTHON' || fail "$file.spdx.json"
import hashlib, json, pathlib, sys

document = json.loads(pathlib.Path(sys.argv[1]).read_text())
names = {part["name"] for part in document["packages"]}
assert {"benchgate", "libpq5", "libcli11-dev"} <= names, names
ids = {part["SPDXID"] for part in document["packages"]} | {"SPDXRef-DOCUMENT"}
for relation in document["relationships"]:
    assert {relation["spdxElementId"], relation["relatedSpdxElement"]} <= ids, relation
file = pathlib.Path(sys.argv[1].removesuffix(".spdx.json"))
assert document["packages"][0]["checksums"][0]["checksumValue"] == hashlib.sha256(file.read_bytes()).hexdigest()
PYTHON
done

# A second time, and later: the same bytes.
ci/package.sh --build "$build" --out "$work/two" >"$work/log"
cmp "$work/one/SHA256SUMS" "$work/two/SHA256SUMS" || fail "packaged twice, the bytes differ"
