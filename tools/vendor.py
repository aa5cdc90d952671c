"""Compare the JavaScript that others wrote, kept in this repository, with `tools/vendor.json`.

    python -m tools.vendor --check           every file has its checksum, and nothing else lies beside it
    python -m tools.vendor --from PACKAGE    copy the files again from an unpacked npm package

To take a newer version: unpack its npm package, change `version` in vendor.json, run with --from, and
put the checksums that it prints into vendor.json.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIST = Path(__file__).with_name("vendor.json")


def checksum(path: Path) -> str:
    """The SHA-256 of a file, or a word that matches no checksum when the file is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"


def complaints(libraries: list[dict[str, Any]]) -> list[str]:
    """One line for each file that differs from the list, and for each file that the list does not know."""
    expected = {ROOT / file["file"]: file["sha256"] for library in libraries for file in library["files"]}
    wrong = [
        f"{path.relative_to(ROOT)}: {found}, expected {sha256}"
        for path, sha256 in expected.items()
        if (found := checksum(path)) != sha256
    ]
    folders = {path.parent for path in expected}
    unknown = {path for folder in folders if folder.is_dir() for path in folder.iterdir()} - set(expected)
    return wrong + [f"{path.relative_to(ROOT)}: not in tools/vendor.json" for path in sorted(unknown)]


def copy(libraries: list[dict[str, Any]], package: Path) -> int:
    """Copy the files of one unpacked npm package, if its name and version are in the list."""
    described = json.loads((package / "package.json").read_text("utf-8"))
    for library in libraries:
        if (library["npm"], library["version"]) != (described["name"], described["version"]):
            continue
        for file in library["files"]:
            parts = [(package / source).read_bytes() for source in file["sources"]]
            (ROOT / file["file"]).write_bytes(b"\n".join(parts))
            print(f"{file['file']}: {checksum(ROOT / file['file'])}")
        return 0
    print(f"{described['name']} {described['version']} is not in tools/vendor.json", file=sys.stderr)
    return 1


def main() -> int:
    """Check or copy; the exit status tells whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true")
    action.add_argument("--from", dest="package", type=Path, metavar="PACKAGE")
    arguments = parser.parse_args()
    libraries = json.loads(LIST.read_text("utf-8"))
    if arguments.package:
        return copy(libraries, arguments.package)
    for line in (wrong := complaints(libraries)):
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
