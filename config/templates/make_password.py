"""Make passwords from the system's own source of randomness."""

import argparse
import secrets
import string
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-l", "--length", type=int, default=16, metavar="N", help="letters in each (default: 16)")
    parser.add_argument("-c", "--count", type=int, default=1, metavar="N", help="how many (default: 1)")
    parser.add_argument("--plain", action="store_true", help="letters and digits only")
    given = parser.parse_args()
    if given.length < 8 or given.count < 1:
        print("a password has 8 letters or more, and there is one or more", file=sys.stderr)
        return 2
    for _ in range(given.count):
        print(password(given.length, signs="" if given.plain else "!#$%&*+-=?@_"))
    return 0


def password(length, signs):
    """Return a password with at least one of each sort."""
    sorts = [sort for sort in (string.ascii_lowercase, string.ascii_uppercase, string.digits, signs) if sort]
    letters = [secrets.choice(sort) for sort in sorts]
    letters += [secrets.choice("".join(sorts)) for _ in range(length - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


if __name__ == "__main__":
    sys.exit(main())
