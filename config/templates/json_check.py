"""Check JSON files and print them in a readable form; says the line and column of what is wrong."""

import argparse
import json
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", default=["-"], help="the files ('-' or none reads standard input)")
    parser.add_argument("-q", "--quiet", action="store_true", help="only check, print nothing that is right")
    parser.add_argument("--indent", type=int, default=2, metavar="N", help="blanks for each level (default: 2)")
    parser.add_argument("--sort", action="store_true", help="sort the names of each object")
    given = parser.parse_args()
    wrong = 0
    for name in given.files:
        try:
            text = sys.stdin.read() if name == "-" else open(name, encoding="utf-8-sig").read()
            value = json.loads(text)
        except (OSError, UnicodeDecodeError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            wrong += 1
        except json.JSONDecodeError as error:
            print(f"{name}: line {error.lineno}, column {error.colno}: {error.msg}", file=sys.stderr)
            wrong += 1
        else:
            if not given.quiet:
                print(json.dumps(value, indent=given.indent, sort_keys=given.sort, ensure_ascii=False))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
