"""Rename many files at once: replace a part of their names. Shows what it would do; --apply does it."""

import argparse
import os
import re
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("find", help="the part of the name to replace")
    parser.add_argument("replace", help="what to put in its place ('' to take it out)")
    parser.add_argument("folder", nargs="?", default=".", help="the folder (default: this one)")
    parser.add_argument("--regex", action="store_true", help="FIND is a regular expression")
    parser.add_argument("--apply", action="store_true", help="rename them; without it nothing is changed")
    given = parser.parse_args()
    try:
        pattern = re.compile(given.find if given.regex else re.escape(given.find))
        replacement = given.replace if given.regex else given.replace.replace("\\", r"\\")
        names = sorted(os.listdir(given.folder))
        pairs = [(name, pattern.sub(replacement, name)) for name in names
                 if os.path.isfile(os.path.join(given.folder, name))]
    except (re.error, OSError) as error:
        print(f"cannot do that: {error}", file=sys.stderr)
        return 1
    pairs = [(old, new) for old, new in pairs if old != new]
    problem = clash(pairs, names)
    if problem:
        print(f"nothing was renamed: {problem}", file=sys.stderr)
        return 1
    for old, new in pairs:
        print(f"{old}  ->  {new}")
        if given.apply:
            os.rename(os.path.join(given.folder, old), os.path.join(given.folder, new))
    print(f"{len(pairs)} {'renamed' if given.apply else 'would be renamed; --apply does it'}")
    return 0


def clash(pairs, names):
    """Say what would be lost or could not be: two files of one name, one that is there already, an empty name."""
    staying = set(names) - {old for old, _ in pairs}
    taken = set()
    for _, new in pairs:
        if not new or "/" in new or new in (".", ".."):
            return f"{new!r} can be no file's name"
        if new in staying or new in taken or new in names:
            return f"{new} is there already, or two files would be called so"
        taken.add(new)
    return ""


if __name__ == "__main__":
    sys.exit(main())
