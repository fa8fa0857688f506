#!/usr/bin/env python3
"""wheel.py FOLDER VERSION FILE: packs an installed benchgate into a Python wheel.

The wheel has no Python in it: pip puts the program and its libraries below the environment, as the
folder has them. Entries are sorted and dated SOURCE_DATE_EPOCH, so that the same files make the
same wheel. The format: https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

import base64
import hashlib
import os
import pathlib
import stat
import sys
import time
import zipfile

SUMMARY = "Performance regression gates for C++ that you can trust"


def entries(folder, version, tag):
    """(name in the wheel, bytes, executable) of every file but the RECORD."""
    data = f"benchgate-{version}.data"
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        inside = path.relative_to(folder)
        if inside.parts[0] == "bin":
            name = f"{data}/scripts/{inside.name}"
        else:
            name = f"{data}/data/{inside.as_posix()}"
        yield name, path.read_bytes(), bool(path.stat().st_mode & stat.S_IXUSR)
    info = f"benchgate-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: benchgate\nVersion: {version}\nSummary: {SUMMARY}\n"
    wheel = f"Wheel-Version: 1.0\nGenerator: ci/package/wheel.py\nRoot-Is-Purelib: false\nTag: {tag}\n"
    yield f"{info}/METADATA", metadata.encode(), False
    yield f"{info}/WHEEL", wheel.encode(), False


def record_line(name, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"


def main(folder, version, file):
    tag = "-".join(pathlib.Path(file).stem.split("-")[2:])
    moment = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
    record_name = f"benchgate-{version}.dist-info/RECORD"
    record = ""

    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:

        def add(name, content, executable):
            entry = zipfile.ZipInfo(name, moment)
            entry.external_attr = (stat.S_IFREG | (0o755 if executable else 0o644)) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, content)

        for name, content, executable in entries(pathlib.Path(folder), version, tag):
            add(name, content, executable)
            record += record_line(name, content)
        add(record_name, (record + f"{record_name},,\n").encode(), False)


if __name__ == "__main__":
    main(*sys.argv[1:])
