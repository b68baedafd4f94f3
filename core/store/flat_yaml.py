"""Reading a settings file: YAML, but only top-level `name: value` pairs mean anything, and no YAML magic happens.

The values stay text; the setting that owns the name decides what the text means. So `no`, `012` and `12:30`
cannot turn into something else, and no tag can build an object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from core.words.errors import BrokenFile

_DEPTH_MAX = 16
_EVENTS_MAX = 40_000
# A name, then a quoted text without escapes or a word that YAML has no other reading of.
_SIMPLE_LINE = r"""([a-z][a-z_]*): (?:"([^"\\\n]*)"|([A-Za-z0-9./][A-Za-z0-9_./+-]*))"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One top-level pair. `parts` holds a list's items; `nested` says the value is of no shape a setting has."""

    name: str
    line: int
    text: str = ""
    parts: tuple[str, ...] | None = None
    nested: bool = False
    empty: bool = False


class _Token(NamedTuple):
    kind: Literal["{", "[", "end", "scalar"]
    line: int
    text: str = ""
    empty: bool = False


def read_entries(text: str) -> list[Entry]:
    """Return the top-level pairs; raise BrokenFile with the line for anything that is not plain settings."""
    simple = _simple_entries(text)
    return _yaml_entries(text) if simple is None else simple


def _simple_entries(text: str) -> list[Entry] | None:
    """Read a file of `name: word` lines, where YAML cannot mean anything else; None when there is more to it."""
    entries: dict[str, Entry] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line == "" or line.startswith("#"):
            continue
        match = re.fullmatch(_SIMPLE_LINE, line)
        if match is None or match[1] in entries or match[3] == "null":
            return None
        entries[match[1]] = Entry(match[1], number, match[3] if match[2] is None else match[2])
    return list(entries.values()) if text.replace("\n", "").isprintable() else None


def _yaml_entries(text: str) -> list[Entry]:
    tokens = _tokens(text)
    first = next(tokens, None)
    if first is None or first.empty:
        return []
    if first.kind != "{":
        raise BrokenFile(f"line {first.line}: expected `name: value`")
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for key in tokens:
        if key.kind == "end":
            break
        if key.kind != "scalar":
            raise BrokenFile(f"line {key.line}: a name must be plain text")
        if key.text in seen:
            raise BrokenFile(f"line {key.line}: {key.text!r} is set twice (first on line {seen[key.text]})")
        seen[key.text] = key.line
        entries.append(_entry(key, tokens))
    if next(tokens, None) is not None:
        raise BrokenFile("more than one YAML document")
    return entries


def _entry(key: _Token, tokens: Iterator[_Token]) -> Entry:
    value = next(tokens)
    if value.kind == "scalar":
        return Entry(key.text, key.line, value.text, empty=value.empty)
    parts, nested, depth = [], value.kind == "{", 1
    while depth:
        token = next(tokens)
        depth += {"{": 1, "[": 1, "end": -1, "scalar": 0}[token.kind]
        nested = nested or token.kind in "{["
        if token.kind == "scalar":
            parts.append(token.text)
    return Entry(key.text, key.line, parts=tuple(parts), nested=nested)


def _tokens(text: str) -> Iterator[_Token]:
    """Yield what matters of the YAML event stream; refuse tags, anchors, aliases, depth and bulk on the way."""
    import yaml  # noqa: PLC0415 - 10 ms that a start with plain settings need not spend

    depth = 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))):
            line = event.start_mark.line + 1 if event.start_mark else 0
            if count > _EVENTS_MAX:
                raise BrokenFile(f"line {line}: far too many entries")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise BrokenFile(f"line {line}: anchors and aliases are not used in settings")
            tag = getattr(event, "tag", None)
            if tag not in (None, "!"):
                raise BrokenFile(f"line {line}: the tag {str(tag)[:60]!r} is not allowed in settings")
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth += 1
                if depth > _DEPTH_MAX:
                    raise BrokenFile(f"line {line}: nested more than {_DEPTH_MAX} deep")
                yield _Token("{" if isinstance(event, yaml.MappingStartEvent) else "[", line)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
                yield _Token("end", line)
            elif isinstance(event, yaml.ScalarEvent):
                plain_empty = not event.style and event.value in ("", "~", "null")
                yield _Token("scalar", line, event.value, plain_empty)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise BrokenFile(f"{where}{getattr(error, 'problem', None) or str(error).splitlines()[0]}") from error
    except (RecursionError, ValueError) as error:
        raise BrokenFile(f"not readable as YAML: {error}") from error
