"""What the person asked to be remembered: short facts, each with a number to forget it by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from core.store.atomic import alone, append_line
from core.store.home import Home
from core.store.json_lines import read_lines
from core.words.errors import UsageError
from core.words.safe_text import clean_input

_FACT_CHARACTERS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to remember."""

    number: int
    text: str
    at: str


class Lasting:
    """The remembered facts of one home, in a file that is only appended to."""

    def __init__(self, home: Home) -> None:
        self._path = home.memory_file

    def list(self) -> tuple[Fact, ...]:
        """Return all facts, oldest first. Lines that make no sense are passed over."""
        facts: dict[int, Fact] = {}
        for line in read_lines(self._path):
            number = line.get("number")
            if type(number) is not int:
                continue
            if isinstance(line.get("fact"), str):
                facts[number] = Fact(number, clean_input(line["fact"]), str(line.get("at", "")))
            elif line.get("forget") is True:
                facts.pop(number, None)
        return tuple(facts.values())

    def add(self, text: str) -> Fact:
        """Remember a fact; the same words twice are one fact."""
        text = " ".join(text.split())
        if not text or len(text) > _FACT_CHARACTERS_MAX:
            raise UsageError(f"a fact is 1 to {_FACT_CHARACTERS_MAX} characters long")
        with alone(self._path):
            for fact in self.list():
                if fact.text == text:
                    return fact
            numbers = [line["number"] for line in read_lines(self._path) if type(line.get("number")) is int]
            fact = Fact(max(numbers, default=0) + 1, text, datetime.now().astimezone().isoformat(timespec="seconds"))
            append_line(self._path, json.dumps({"number": fact.number, "at": fact.at, "fact": text}))
            return fact

    def forget(self, which: str) -> Fact:
        """Forget a fact by its number, or by words that only it holds."""
        facts = self.list()
        found = [fact for fact in facts if str(fact.number) == which.strip()] or [
            fact for fact in facts if which.strip() and which.strip().lower() in fact.text.lower()]
        if len(found) != 1:
            reason = "no fact is" if not found else f"{len(found)} facts are"
            raise UsageError(f"{reason} like {which!r}", hint="`memory` lists the facts with their numbers")
        append_line(self._path, json.dumps({"number": found[0].number, "forget": True}))
        return found[0]
