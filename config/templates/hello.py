"""Greet somebody: a small program to begin with, with arguments, --help and an exit status."""

import argparse
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="?", default="world", help="whom to greet (default: world)")
    parser.add_argument("-t", "--times", type=int, default=1, metavar="N", help="how often (default: once)")
    parser.add_argument("-l", "--loud", action="store_true", help="in capitals")
    given = parser.parse_args()
    if given.times < 1:
        print("--times is 1 or more", file=sys.stderr)
        return 2
    for _ in range(given.times):
        print(greeting(given.name, loud=given.loud))
    return 0


def greeting(name, loud=False):
    text = f"Hello, {name}!"
    return text.upper() if loud else text


if __name__ == "__main__":
    sys.exit(main())
