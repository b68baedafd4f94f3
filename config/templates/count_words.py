"""Count the lines, words and letters of text files, and show the words used most."""

import argparse
import re
import sys
from collections import Counter


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", default=["-"], help="the files ('-' or none reads standard input)")
    parser.add_argument("-n", "--top", type=int, default=10, metavar="N", help="how many words to show (default: 10)")
    given = parser.parse_args()
    words = Counter()
    status = 0
    for name in given.files:
        try:
            text = sys.stdin.read() if name == "-" else open(name, encoding="utf-8", errors="replace").read()
        except OSError as error:
            print(f"{name}: {error.strerror}", file=sys.stderr)
            status = 1
            continue
        found = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
        words.update(word.lower() for word in found)
        print(f"{len(text.splitlines()):>8} lines {len(text.split()):>8} words {len(text):>9} letters  {name}")
    for word, count in words.most_common(given.top):
        print(f"{count:>8}  {word}")
    return status


if __name__ == "__main__":
    sys.exit(main())
