"""Find files with the same content below a folder. Nothing is deleted."""

import argparse
import hashlib
import os
import sys
from collections import defaultdict


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=".", help="the folder to look in (default: this one)")
    parser.add_argument("--min-size", type=int, default=1, metavar="BYTES", help="leave out smaller files (default: 1)")
    given = parser.parse_args()
    if not os.path.isdir(given.folder):
        print(f"there is no folder {given.folder}", file=sys.stderr)
        return 1
    by_size = defaultdict(list)
    for place, _, names in os.walk(given.folder):
        for name in names:
            path = os.path.join(place, name)
            if os.path.isfile(path) and not os.path.islink(path) and os.path.getsize(path) >= given.min_size:
                by_size[os.path.getsize(path)].append(path)
    wasted = groups = 0
    for size in sorted(by_size, reverse=True):
        for paths in same_content(by_size[size]):
            groups += 1
            wasted += size * (len(paths) - 1)
            print(f"{size} bytes, {len(paths)} times:")
            for path in sorted(paths):
                print(f"  {path}")
    print(f"{groups} groups of equal files; one of each would save {wasted} bytes")
    return 0


def same_content(paths):
    """Return the groups of files that hold the same bytes; files of different size need no reading."""
    if len(paths) < 2:
        return []
    by_digest = defaultdict(list)
    for path in paths:
        digest = hashlib.sha256()
        try:
            with open(path, "rb") as file:
                while part := file.read(1 << 20):
                    digest.update(part)
        except OSError as error:
            print(f"{path}: {error.strerror}", file=sys.stderr)
            continue
        by_digest[digest.digest()].append(path)
    return [group for group in by_digest.values() if len(group) > 1]


if __name__ == "__main__":
    sys.exit(main())
