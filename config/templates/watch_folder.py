"""Say what is created, changed and deleted below a folder, until Ctrl-C."""

import argparse
import os
import sys
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=".", help="the folder to watch (default: this one)")
    parser.add_argument("--every", type=float, default=1.0, metavar="SECONDS", help="how often to look (default: 1)")
    parser.add_argument("--seconds", type=float, metavar="N", help="stop after so long (default: never)")
    given = parser.parse_args()
    if not os.path.isdir(given.folder):
        print(f"there is no folder {given.folder}", file=sys.stderr)
        return 1
    end = time.monotonic() + given.seconds if given.seconds else None
    before = state(given.folder)
    print(f"watching {given.folder}: {len(before)} files; Ctrl-C stops", flush=True)
    try:
        while end is None or time.monotonic() < end:
            time.sleep(given.every)
            now = state(given.folder)
            for path in sorted(before.keys() | now.keys()):
                if path not in before:
                    report("created", path)
                elif path not in now:
                    report("deleted", path)
                elif before[path] != now[path]:
                    report("changed", path)
            before = now
    except KeyboardInterrupt:
        print()
    return 0


def state(folder):
    """Return the size and time of each file."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            try:
                facts = os.stat(path)
            except OSError:
                continue
            found[path] = (facts.st_size, facts.st_mtime_ns)
    return found


def report(what, path):
    print(f"{time.strftime('%H:%M:%S')}  {what}  {path}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
