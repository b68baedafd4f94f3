"""A to-do list in a file: add, list, done, remove."""

import argparse
import json
import os
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", default=os.path.expanduser("~/.tasks.json"), help="where it is kept (~/.tasks.json)")
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("add", help="put something on the list").add_argument("text", nargs="+")
    commands.add_parser("list", help="show the list")
    for name, what in (("done", "tick off"), ("remove", "take off the list")):
        commands.add_parser(name, help=f"{what} by number").add_argument("number", type=int)
    given = parser.parse_args()
    try:
        tasks = load(given.file)
        if given.command == "add":
            tasks.append({"text": " ".join(given.text), "done": False})
        elif given.command in ("done", "remove"):
            if not 1 <= given.number <= len(tasks):
                print(f"there is no number {given.number}", file=sys.stderr)
                return 1
            if given.command == "done":
                tasks[given.number - 1]["done"] = True
            else:
                del tasks[given.number - 1]
        if given.command in ("add", "done", "remove"):
            save(given.file, tasks)
    except (OSError, ValueError) as error:
        print(f"{given.file}: {error}", file=sys.stderr)
        return 1
    for number, task in enumerate(tasks, 1):
        print(f"{number:>3} [{'x' if task['done'] else ' '}] {task['text']}")
    if not tasks:
        print("nothing to do")
    return 0


def load(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def save(path, tasks):
    """Write aside and rename, so that the list is never half written."""
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(tasks, file, indent=1, ensure_ascii=False)
    os.replace(path + ".part", path)


if __name__ == "__main__":
    sys.exit(main())
