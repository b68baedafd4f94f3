"""One file of settings on disk, the person's own or a profile: every fault survived, edited line by line."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from core.store.atomic import alone, disk_error, write_file
from core.store.declared import SETTINGS, Setting
from core.store.flat_yaml import Entry, read_entries
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError, UsageError
from core.words.spelling import did_you_mean
from core.words.values import Json

SIZE_MAX = 1_000_000
_VERSION = 1
_BAD_COPIES_MAX = 100


@dataclass(frozen=True, slots=True)
class Contents:
    """What a settings file says. `broken` is the reason why nothing of it could be used."""

    values: dict[str, Json]
    warnings: tuple[str, ...] = ()
    broken: str | None = None


def load(path: Path) -> Contents:
    """Read the file; a bad one gives no values, one warning, and is kept beside itself as `.bad`."""
    if not os.path.lexists(path):
        return Contents({})
    try:
        entries = read_entries(_text(path))
    except (BrokenFile, DiskError) as error:
        kept = _keep_bad(path)
        reason = error.message if path.name in error.message else f"{path.name}: {error.message}"
        where = f"; a copy is kept as {kept.name}" if kept else ""
        return Contents({}, (f"{reason}. Defaults are used instead{where}",), broken=reason)
    return _interpret(path, entries)


def store(path: Path, name: str, value: Json) -> None:
    """Set one name in the file (None value: take it out), keeping every other line and comment as it is.

    A broken file is moved to `.bad` first, never overwritten.
    """
    with alone(path):
        lines = _lines_to_edit(path)
        place = _lines_of(lines, name)
        fresh = [] if value is None else [f"{name}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}"]
        lines[place.start : place.stop] = fresh
        text = "\n".join([*lines, ""]) if lines else "# no settings\n"
        _check_edit(path, text, name)
        write_file(path, text)


def _text(path: Path) -> str:
    content = read_plain(path, size_max=SIZE_MAX)
    if not content:
        raise BrokenFile(f"{path.name} is empty")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenFile(f"{path.name} is not UTF-8 (byte {error.start})") from error


def _interpret(path: Path, entries: list[Entry]) -> Contents:
    values: dict[str, Json] = {}
    warnings = []
    for entry in entries:
        where = f"{path.name} line {entry.line}"
        setting = SETTINGS.get(entry.name)
        if entry.name == "version":
            if entry.text != str(_VERSION):
                warnings.append(f"{where}: written by another version ({entry.text[:20]}); what is known is used")
        elif setting is None:
            hint = did_you_mean(entry.name, SETTINGS)
            warnings.append(f"{where}: no setting is called {entry.name[:60]!r}; it is kept. {hint}".rstrip())
        else:
            try:
                values[entry.name] = _value(setting, entry)
            except UsageError as error:
                warnings.append(f"{where}: {error.message}; {error.hint}; the default is used")
    return Contents(values, tuple(warnings))


def _value(setting: Setting, entry: Entry) -> Json:
    if entry.nested or (entry.parts is not None and setting.kind != "folders"):
        raise UsageError(f"{setting.name} cannot be a list or a group", hint=f"{setting.name} is {setting.allowed}")
    if entry.parts is not None:
        return [part for part in entry.parts if part.strip()]
    if entry.empty and setting.default is not None:
        raise UsageError(f"{setting.name} has no value", hint=f"{setting.name} is {setting.allowed}")
    return setting.read("none" if entry.empty else entry.text)


def _check_edit(path: Path, text: str, name: str) -> None:
    """Refuse an edit that would change anything else: YAML can be written in ways that lines do not show."""
    before = load(path).values if os.path.lexists(path) else {}
    try:
        after = _interpret(path, read_entries(text)).values
    except BrokenFile:
        after = {name: None}
    if {**before, name: None} != {**after, name: None}:
        raise UsageError(f"{path} is written in a form that cannot be edited from here",
                         hint="change it by hand, or write one `name: value` a line")


def _lines_to_edit(path: Path) -> list[str]:
    if not os.path.lexists(path):
        return []
    try:
        text = _text(path)
        read_entries(text)
    except (BrokenFile, DiskError):
        if _keep_bad(path) is None:
            _move_bad(path)
        return []
    lines = text.replace("\r\n", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def _lines_of(lines: list[str], name: str) -> range:
    """Return the lines of a name: its own, and the indented or list lines that continue it."""
    head = re.compile(rf"""(?:{re.escape(name)}|"{re.escape(name)}"|'{re.escape(name)}')\s*:(?:\s|$)""")
    for start, line in enumerate(lines):
        if head.match(line):
            end = start + 1
            while end < len(lines) and (lines[end].startswith((" ", "\t", "- ")) or lines[end] == "-"):
                end += 1
            return range(start, end)
    return range(len(lines), len(lines))


def _keep_bad(path: Path) -> Path | None:
    """Keep the very bytes of a bad file under another name (a link when large); None for what is not a file."""
    try:
        large = path.stat().st_size > SIZE_MAX
        content = b"" if large else read_plain(path, size_max=SIZE_MAX)
        for number in range(_BAD_COPIES_MAX):
            kept = _bad_name(path, number)
            if not os.path.lexists(kept):
                if large:
                    os.link(path, kept)
                else:
                    write_file(kept, content)
                return kept
            if kept.samefile(path) or (not large and kept.stat().st_size == len(content)
                                       and read_plain(kept, size_max=SIZE_MAX) == content):
                return kept
    except (OSError, BrokenFile, DiskError):
        return None
    return None


def _move_bad(path: Path) -> None:
    try:
        path.rename(_free_name(path))
    except OSError as error:
        raise disk_error("set aside", path, error) from error


def _free_name(path: Path) -> Path:
    number = 0
    while os.path.lexists(_bad_name(path, number)):
        number += 1
    return _bad_name(path, number)


def _bad_name(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.bad" + (f".{number}" if number else ""))
