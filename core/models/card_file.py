"""Reading a file of model cards: config/models.yaml, and a person's own. What is wrong is refused, with its line.

Values stay text until their field says what they mean, so YAML turns no `no` into False and no tag builds an object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

from core.models.model_tiers import TIER_MAX, tier_of
from core.models.names import split_part, split_quant
from core.models.source import checked_filename
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, LuciferError
from core.words.safe_text import visible
from core.words.spelling import did_you_mean
from core.words.values import ModelCard, ModelFile, Priority, Verification

_BYTES_MAX = 8_000_000
_DEPTH_MAX = 6
_EVENTS_MAX = 200_000
_TEXT_MAX = 400
_SIZE_MAX = 10**14
_PARTS_MAX = 1000
# These words ask `install` for a set of models.
_SETS = frozenset(("all", "core", "tier", "priority"))

Node = Any  # text, None, or a list or dict of nodes


@dataclass(frozen=True, slots=True)
class CardRecord:
    """One card, the line it begins on, and the digests of uploads since replaced."""

    card: ModelCard
    line: int
    earlier: tuple[str, ...] = ()


def read_cards(path: Path) -> tuple[list[CardRecord], list[str]]:
    """Return the good records and what is wrong with the others; a file without YAML's form has no good ones."""
    records, problems = [], []
    try:
        text = read_plain(path, size_max=_BYTES_MAX).decode("utf-8-sig")
        for line, node in _items(text):
            try:
                records.append(_record(node, line))
            except LuciferError as error:
                name = node.get("name") if isinstance(node, dict) else None
                who = f": {visible(name[:60])}" if isinstance(name, str) else ""
                problems.append(f"{path.name} line {line}{who}: {error.message}")
    except UnicodeDecodeError as error:
        problems.append(f"{path.name} is not UTF-8 (byte {error.start})")
    except LuciferError as error:
        problems.append(error.message if path.name in error.message else f"{path.name}: {error.message}")
    return records, problems


def _record(node: Node, line: int) -> CardRecord:
    if not isinstance(node, dict):
        raise BrokenFile("a record is written `- name: ...`")
    facts = _fields(node, _CARD)
    if "name" not in facts:
        raise BrokenFile("it has no name")
    nodes = node.get("files")
    if not isinstance(nodes, list) or not nodes:
        raise BrokenFile("it names no files")
    files, earlier = [], []
    for entry in nodes:
        given = _fields(entry, _FILE)
        earlier += given.pop("earlier_sha256", ())
        files.append(_file(given))
    tier = facts.pop("tier", None)
    if tier is None and "parameters" in facts:
        tier = tier_of(facts["parameters"])
    facts.pop("files", None)
    return CardRecord(ModelCard(**facts, tier=tier, files=tuple(files)), line, tuple(earlier))


def _file(given: dict[str, Any]) -> ModelFile:
    for name in ("repo", "filename"):
        if name not in given:
            raise BrokenFile(f"a file has no {name}")
    stem, part, parts = split_part(given["filename"].rsplit("/", 1)[-1].removesuffix(".gguf"))
    file = ModelFile(**{"quant": split_quant(stem)[1] or "unknown", "part": part, "parts": parts, **given})
    if file.part > file.parts:
        raise BrokenFile(f"{file.filename} is part {file.part} of {file.parts}")
    return file


def _fields(node: Node, known: dict[str, Callable[[str, Node], Any]]) -> dict[str, Any]:
    if not isinstance(node, dict):
        raise BrokenFile("a file is written {repo: owner/name, filename: ...}")
    facts = {}
    for name, value in node.items():
        if name not in known:
            raise BrokenFile(f"no field is called {visible(name[:40])!r}; {did_you_mean(name, known)}".rstrip("; "))
        if value is not None:
            facts[name] = known[name](name, value)
    return facts


def _text(name: str, node: Node) -> str:
    if not isinstance(node, str) or not node.strip() or len(node) > _TEXT_MAX or not node.isprintable():
        raise BrokenFile(f"{name} must be a line of text")
    return node


def _texts(name: str, node: Node) -> tuple[str, ...]:
    return tuple(_text(name, each) for each in (node if isinstance(node, list) else [node]))


def _name(name: str, node: Node) -> str:
    text = _text(name, node)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,95}", text) or text.lower() in _SETS:
        raise BrokenFile(f"{visible(text[:60])!r} cannot be a name: letters, digits and . _ : + - only")
    return text


def _names(name: str, node: Node) -> tuple[str, ...]:
    return tuple(_name(name, each) for each in (node if isinstance(node, list) else [node]))


def _number(low: int, high: int) -> Callable[[str, Node], int]:
    def read(name: str, node: Node) -> int:
        if not isinstance(node, str) or not re.fullmatch(r"\d{1,15}", node) or not low <= int(node) <= high:
            raise BrokenFile(f"{name} must be a whole number from {low} to {high}")
        return int(node)
    return read


def _one_of(*allowed: str) -> Callable[[str, Node], str]:
    def read(name: str, node: Node) -> str:
        if node not in allowed:
            raise BrokenFile(f"{name} must be one of {', '.join(allowed)}")
        return str(node)
    return read


def _shaped(pattern: str, meaning: str) -> Callable[[str, Node], str]:
    def read(name: str, node: Node) -> str:
        if not isinstance(node, str) or not re.fullmatch(pattern, node):
            raise BrokenFile(f"{name} must be {meaning}")
        return node
    return read


def _digest(name: str, node: Node) -> str:
    if not isinstance(node, str) or not re.fullmatch(r"[0-9a-f]{64}", node):
        length = len(node) if isinstance(node, str) else 0
        raise BrokenFile(f"{name} must be 64 lower-case hexadecimal digits, not {length} characters")
    return node


def _digests(name: str, node: Node) -> tuple[str, ...]:
    return tuple(_digest(name, each) for each in (node if isinstance(node, list) else [node]))


def _filename(name: str, node: Node) -> str:
    text = _text(name, node)
    if not text.lower().endswith(".gguf"):
        raise BrokenFile(f"{name} must end in .gguf")
    return checked_filename(text)


def _true(name: str, node: Node) -> bool:
    return _one_of("true", "false")(name, node) == "true"


_CARD: dict[str, Callable[[str, Node], Any]] = {
    "name": _name, "aliases": _names, "family": _text, "publisher": _text, "parameters": _number(1, 10**14),
    "active_parameters": _number(1, 10**14), "context_length": _number(1, 10**9), "license": _text,
    "use_cases": _texts, "tier": _number(0, TIER_MAX), "priority": _one_of(*get_args(Priority)),
    "verification": _one_of(*get_args(Verification)), "note": _text, "files": lambda _, node: node}
_FILE: dict[str, Callable[[str, Node], Any]] = {
    "quant": _shaped(r"[A-Z0-9][A-Z0-9_.-]{0,19}", "a quant such as Q4_K_M"),
    "repo": _shaped(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", "owner/name"), "filename": _filename,
    "size_bytes": _number(1, _SIZE_MAX), "sha256": _digest, "part": _number(1, _PARTS_MAX),
    "revision": _shaped(r"[A-Za-z0-9][\w.-]{0,99}", "a commit or branch"), "parts": _number(1, _PARTS_MAX),
    "projector": _true, "earlier_sha256": _digests}


def _items(text: str) -> Iterator[tuple[int, Node]]:
    """Yield the items of the list that the file is, each with its line."""
    root: list[tuple[int, Node]] | None = None
    try:
        events = _events(text)
        for event in events:
            if isinstance(event, yaml.SequenceStartEvent) and root is None:
                root = []
                while not isinstance(event := next(events), yaml.SequenceEndEvent):
                    root.append((event.start_mark.line + 1, _node(event, events)))
            elif isinstance(event, yaml.ScalarEvent) and event.value == "":
                root = []
            elif not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentStartEvent
                                | yaml.DocumentEndEvent):
                raise BrokenFile(f"line {event.start_mark.line + 1}: expected a list of `- name: ...`")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise BrokenFile(f"{where}{getattr(error, 'problem', None) or str(error).splitlines()[0]}") from error
    yield from root or []


def _events(text: str) -> Iterator[Any]:
    """Yield YAML's events; refuse tags, anchors, depth and bulk on the way."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))):
        line = event.start_mark.line + 1 if event.start_mark else 0
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if count > _EVENTS_MAX or depth > _DEPTH_MAX:
            raise BrokenFile(f"line {line}: " + ("far too many entries" if count > _EVENTS_MAX else "nested too deep"))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or (
                getattr(event, "tag", None) not in (None, "!")):
            raise BrokenFile(f"line {line}: anchors, aliases and tags are not used here")
        yield event


def _node(event: Any, events: Iterator[Any]) -> Node:  # noqa: ANN401 - PyYAML's events have no types
    """Build one value; `_events` has bounded the depth."""
    if isinstance(event, yaml.ScalarEvent):
        return None if not event.style and event.value in ("", "~", "null") else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events))
        return items
    pairs: dict[str, Node] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent) or event.value in pairs:
            raise BrokenFile(f"line {event.start_mark.line + 1}: a name must be plain text, and stand once")
        pairs[event.value] = _node(next(events), events)
    return pairs
