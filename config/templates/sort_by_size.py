"""List the files of a folder by size, the largest first."""

import argparse
import os
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=".", help="the folder to look in (default: this one)")
    parser.add_argument("-n", "--top", type=int, metavar="N", help="show only the first N")
    parser.add_argument("-r", "--reverse", action="store_true", help="the smallest first")
    parser.add_argument("--here", action="store_true", help="leave out folders inside it")
    given = parser.parse_args()
    if not os.path.isdir(given.folder):
        print(f"there is no folder {given.folder}", file=sys.stderr)
        return 1
    files = sorted(files_in(given.folder, deep=not given.here), reverse=not given.reverse)
    for size, path in files[:given.top]:
        print(f"{readable(size):>10}  {path}")
    print(f"{len(files)} files, {readable(sum(size for size, _ in files))} in all")
    return 0


def files_in(folder, deep):
    """Yield the size and path of each file; one that cannot be looked at is named and left out."""
    for place, folders, names in os.walk(folder):
        if not deep:
            folders.clear()
        for name in names:
            path = os.path.join(place, name)
            try:
                yield os.lstat(path).st_size, path
            except OSError as error:
                print(f"{path}: {error.strerror}", file=sys.stderr)


def readable(size):
    """Write a number of bytes as a person would."""
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


if __name__ == "__main__":
    sys.exit(main())
