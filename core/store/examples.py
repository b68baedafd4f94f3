"""Requests with the command that a person made of them or chose: kept in the home, bounded, each with a number."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime

from core.store.atomic import alone, append_line, write_file
from core.store.home import Home
from core.store.json_lines import read_lines
from core.words.errors import UsageError
from core.words.safe_text import clean_input

EXAMPLES_MAX = 300
_CHARACTERS_MAX = 4_000
# Lines of the file, forgotten ones among them, before it is written anew.
_LINES_MAX = 4 * EXAMPLES_MAX
# Words that a request may have or lack and still ask for the same.
_EMPTY = frozenset((
    "a", "an", "the", "please", "pls", "plz", "can", "could", "would", "you", "u", "me", "my", "i", "to", "want",
    "need", "for", "just", "now", "kindly", "hey", "ok", "of", "all", "here", "this", "that", "in"))
_WORD = re.compile(r"[^\s,;!?\"'`]+")


@dataclass(frozen=True, slots=True)
class Example:
    """What was asked, and the command that was run for it; `how` is "edited" or "chosen"."""

    number: int
    request: str
    command: str
    how: str
    at: str


class Examples:
    """The corrections of one home, in a file that is appended to and now and then written anew."""

    def __init__(self, home: Home) -> None:
        self._path = home.root / "examples.jsonl"

    def list(self) -> tuple[Example, ...]:
        """Return the latest examples, oldest first."""
        return self._standing()[-EXAMPLES_MAX:]

    def _standing(self) -> tuple[Example, ...]:
        """Return all that is not forgotten. Lines that make no sense are passed over."""
        found: dict[int, Example] = {}
        for line in read_lines(self._path):
            number = line.get("number")
            if type(number) is not int:
                continue
            request, command = line.get("request"), line.get("command")
            if isinstance(request, str) and isinstance(command, str) and command.strip():
                found[number] = Example(number, clean_input(request), command, str(line.get("how", "")),
                                        str(line.get("at", "")))
            elif line.get("forget") is True:
                found.pop(number, None)
        return tuple(found.values())

    def add(self, request: str, command: str, how: str) -> Example | None:
        """Remember what a request meant, in the place of what was known of it; too long a one is not kept."""
        request = " ".join(request.split())
        if not request or len(request) > _CHARACTERS_MAX or len(command) > _CHARACTERS_MAX:
            return None
        with alone(self._path):
            numbers = [line["number"] for line in read_lines(self._path) if type(line.get("number")) is int]
            made = Example(max(numbers, default=0) + 1, request, command, how,
                           datetime.now().astimezone().isoformat(timespec="seconds"))
            for old in self.list():
                if same_request(old.request, request):
                    append_line(self._path, json.dumps({"number": old.number, "forget": True}))
            append_line(self._path, _line(made))
            if len(numbers) > _LINES_MAX:
                write_file(self._path, "".join(f"{_line(each)}\n" for each in self.list()))
            return made

    def forget(self, which: str) -> tuple[Example, ...]:
        """Forget one by its number, or all with "all"."""
        known = self._standing()
        found = known if which.strip().lower() == "all" else tuple(
            each for each in known if str(each.number) == which.strip().removeprefix("#"))
        if not found and which.strip().lower() != "all":
            raise UsageError(f"no example has the number {which!r}", hint="`do examples` lists them with their numbers")
        for gone in found:
            append_line(self._path, json.dumps({"number": gone.number, "forget": True}))
        return found

    def of(self, request: str) -> Example | None:
        """Return what was run for the same request, asked in the same words but for small ones."""
        return next((each for each in reversed(self.list()) if same_request(each.request, request)), None)

    def like(self, request: str, count: int) -> tuple[Example, ...]:
        """Return those that share most words with a request, the best last; none that shares nothing."""
        wanted = _heart(request)
        weighed = [(len(wanted & _heart(each.request)) / (1 + len(wanted | _heart(each.request))), each.number, each)
                   for each in self.list()]
        best = sorted(weighed, key=lambda found: found[:2])[-count:] if count else []
        return tuple(each for share, _, each in best if share > 0.1)


def same_request(left: str, right: str) -> bool:
    """Whether two requests ask the same: the same words in the same order, small ones left out."""
    return _words(left) == _words(right)


def _words(request: str) -> list[str]:
    """The words that matter. A name keeps its capitals: README and readme are two files."""
    words = [word.rstrip(".") for word in _WORD.findall(request)]
    plain = [word.lower() if re.fullmatch(r"[A-Za-z][a-z]*", word) else word for word in words]
    return [word for word in plain if word and word not in _EMPTY] or plain


def _heart(request: str) -> set[str]:
    return {word.lower() for word in _words(request)}


def _line(example: Example) -> str:
    return json.dumps({"number": example.number, "at": example.at, "request": example.request,
                       "command": example.command, "how": example.how})
