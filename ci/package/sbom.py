#!/usr/bin/env python3
"""sbom.py FILE VERSION: lists what a package contains and uses, as SPDX 2.3 in JSON.

Standard input has a line for each part: "contains|uses PACKAGE VERSION SOURCE", as dpkg names them.
The format: https://spdx.github.io/spdx-spec/v2.3/
"""

import datetime
import hashlib
import json
import os
import pathlib
import platform
import sys

RELATIONS = {"contains": "CONTAINS", "uses": "DEPENDS_ON"}


def distribution():
    release = platform.freedesktop_os_release()
    return release["ID"], release.get("VERSION_ID", "")


def part(name, version, source):
    vendor, release = distribution()
    return {
        "SPDXID": f"SPDXRef-{name.replace('+', '-')}",
        "name": name,
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "sourceInfo": f"built from the {vendor} source package {source}",
        "externalRefs": [
            {
                "referenceCategory": "PACKAGE-MANAGER",
                "referenceType": "purl",
                "referenceLocator": f"pkg:deb/{vendor}/{name}@{version}?distro={vendor}-{release}",
            }
        ],
    }


def document(file, version, lines):
    digest = hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()
    name = pathlib.Path(file).name
    created = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    parts = [line.split() for line in lines]
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": name,
        "documentNamespace": f"https://spdx.org/spdxdocs/{name}-{digest}",
        "creationInfo": {
            "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Tool: ci/package/sbom.py"],
        },
        "packages": [
            {
                "SPDXID": "SPDXRef-benchgate",
                "name": "benchgate",
                "versionInfo": version,
                "packageFileName": name,
                "downloadLocation": "NOASSERTION",
                "filesAnalyzed": False,
                "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
            }
        ]
        + [part(*fields[1:]) for fields in parts],
        "relationships": [
            {
                "spdxElementId": "SPDXRef-DOCUMENT",
                "relationshipType": "DESCRIBES",
                "relatedSpdxElement": "SPDXRef-benchgate",
            }
        ]
        + [
            {
                "spdxElementId": "SPDXRef-benchgate",
                "relationshipType": RELATIONS[fields[0]],
                "relatedSpdxElement": f"SPDXRef-{fields[1].replace('+', '-')}",
            }
            for fields in parts
        ],
    }


if __name__ == "__main__":
    json.dump(document(sys.argv[1], sys.argv[2], sys.stdin), sys.stdout, indent=2)
    print()
