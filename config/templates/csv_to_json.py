"""Turn a CSV file into JSON: a list with one object per row, named by the first row."""

import argparse
import csv
import json
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", help="the CSV file ('-' reads standard input)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write here (default: standard output)")
    parser.add_argument("-d", "--delimiter", metavar="SIGN", help="what parts the columns (default: found out)")
    parser.add_argument("--numbers", action="store_true", help="write what looks like a number as one")
    given = parser.parse_args()
    try:
        if given.file == "-":
            text = sys.stdin.read()
        else:
            with open(given.file, encoding="utf-8-sig", newline="") as file:
                text = file.read()
        rows = read_rows(text, given.delimiter)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        print(f"cannot read {given.file}: {error}", file=sys.stderr)
        return 1
    if given.numbers:
        rows = [{name: number(value) for name, value in row.items()} for row in rows]
    document = json.dumps(rows, indent=2, ensure_ascii=False)
    if not given.output:
        print(document)
        return 0
    try:
        with open(given.output, "w", encoding="utf-8") as file:
            file.write(document + "\n")
    except OSError as error:
        print(f"cannot write {given.output}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{given.output}: {len(rows)} rows")
    return 0


def read_rows(text, delimiter):
    """Return the rows as dictionaries; the delimiter is the likeliest one of the first line unless it is given."""
    first = text.partition("\n")[0]
    sign = delimiter or max(",;\t|", key=first.count)
    return [dict(row) for row in csv.DictReader(text.splitlines(keepends=True), delimiter=sign, restkey="more")]


def number(value):
    for kind in (int, float):
        try:
            return kind(value)
        except (TypeError, ValueError):
            continue
    return value


if __name__ == "__main__":
    sys.exit(main())
