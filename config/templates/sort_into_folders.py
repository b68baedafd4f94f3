"""Sort the files of a folder into folders by their kind (pdf, jpg, ...). Shows what it would do; --apply does it."""

import argparse
import os
import shutil
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=".", help="the folder (default: this one)")
    parser.add_argument("--apply", action="store_true", help="move them; without it nothing is changed")
    given = parser.parse_args()
    try:
        names = sorted(name for name in os.listdir(given.folder)
                       if os.path.isfile(os.path.join(given.folder, name)) and not name.startswith("."))
    except OSError as error:
        print(f"{given.folder}: {error.strerror}", file=sys.stderr)
        return 1
    moved = 0
    for name in names:
        kind = os.path.splitext(name)[1][1:].lower() or "other"
        target = os.path.join(given.folder, kind, name)
        if os.path.abspath(os.path.join(given.folder, name)) == os.path.abspath(__file__):
            continue
        if os.path.exists(target) or os.path.isfile(os.path.dirname(target)):
            print(f"{name} stays: {kind}/{name} cannot be made", file=sys.stderr)
            continue
        print(f"{name}  ->  {kind}/{name}")
        moved += 1
        if given.apply:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.move(os.path.join(given.folder, name), target)
    print(f"{moved} {'moved' if given.apply else 'would be moved; --apply does it'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
