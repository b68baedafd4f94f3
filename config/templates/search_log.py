"""Search log files, and sum them up: how many lines of each level, and the messages that come most often."""

import argparse
import re
import sys
from collections import Counter

LEVEL = re.compile(r"\b(CRITICAL|FATAL|ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE)\b", re.IGNORECASE)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", help="the log files")
    parser.add_argument("-s", "--search", metavar="PATTERN", help="show the lines with this (a regular expression)")
    parser.add_argument("-n", "--top", type=int, default=5, metavar="N", help="how many messages (default: 5)")
    given = parser.parse_args()
    try:
        wanted = re.compile(given.search, re.IGNORECASE) if given.search else None
    except re.error as error:
        print(f"{given.search!r} is no regular expression: {error}", file=sys.stderr)
        return 2
    levels, messages, found, status = Counter(), Counter(), 0, 0
    for name in given.files:
        try:
            with open(name, encoding="utf-8", errors="replace") as file:
                for number, line in enumerate(file, 1):
                    line = line.rstrip("\n")
                    if wanted and wanted.search(line):
                        found += 1
                        print(f"{name}:{number}: {line}")
                    level = LEVEL.search(line)
                    if level:
                        levels[level[1].upper().replace("WARNING", "WARN")] += 1
                        # Numbers and ids differ from line to line; what is left is the message.
                        messages[re.sub(r"\d+", "#", line[level.end():]).strip(" :-]")] += 1
        except OSError as error:
            print(f"{name}: {error.strerror}", file=sys.stderr)
            status = 1
    if wanted:
        print(f"{found} lines found")
        return status or (0 if found else 1)
    for level, count in levels.most_common():
        print(f"{count:>8}  {level}")
    for message, count in messages.most_common(given.top):
        print(f"{count:>8}  {message[:100]}")
    return status


if __name__ == "__main__":
    sys.exit(main())
