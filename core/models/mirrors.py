"""Where else a hub's file can be had: the shipped list and the person's own."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import yaml

from core.models.web_address import first_address
from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError, Refused

_FILE_BYTES_MAX = 100_000
_MIRRORS_MAX = 50
_FIELDS = {"repo", "revision", "filename"}


@dataclass(frozen=True, slots=True)
class Mirrors:
    """Addresses with {repo}, {revision} and {filename} in them; `warnings` say which lines were not understood."""

    patterns: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @classmethod
    def load(cls, shipped: Path, own: Path | None) -> Mirrors:
        """Read the person's own mirrors, then the shipped ones; what is wrong in a file is left out, and said."""
        patterns: list[str] = []
        warnings: list[str] = []
        for path in (own, shipped):
            if path is not None and path.exists():
                try:
                    patterns += _patterns(path, warnings)
                except (BrokenFile, DiskError) as error:
                    warnings.append(error.message)
        return cls(tuple(dict.fromkeys(patterns)), tuple(warnings))

    def urls(self, repo: str, filename: str, revision: str | None = None) -> tuple[str, ...]:
        """Return where each mirror has a file."""
        return tuple(pattern.format(repo=quote(repo), filename=quote(filename), revision=quote(revision or "main"))
                     for pattern in self.patterns)

    def urls_beside(self, url: str) -> tuple[str, ...]:
        """Return where else the file of a hub's address is; nowhere for an address of another form."""
        match = re.fullmatch(r"https?://[^/]+/([^/?#]+/[^/?#]+)/resolve/([^/?#]+)/([^?#]+)(?:\?.*)?", url)
        return self.urls(unquote(match[1]), unquote(match[3]), unquote(match[2])) if match else ()


def _patterns(path: Path, warnings: list[str]) -> list[str]:
    try:
        content = yaml.safe_load(read_plain(path, size_max=_FILE_BYTES_MAX))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BrokenFile(f"{path} is not YAML that can be read") from error
    listed = content.get("mirrors") if isinstance(content, dict) else None
    if not isinstance(listed, list):
        if content is not None:
            warnings.append(f"{path}: it has no list called mirrors")
        return []
    good = []
    for number, pattern in enumerate(listed[:_MIRRORS_MAX], 1):
        problem = _problem(pattern)
        if problem:
            warnings.append(f"{path}: mirror {number} {problem}")
        else:
            good.append(str(pattern))
    return good


def _problem(pattern: object) -> str:
    """Return what keeps a line from being a mirror; nothing when it is one."""
    if not isinstance(pattern, str):
        return "is not an address"
    try:
        fields = {field for _, field, _, _ in string.Formatter().parse(pattern) if field is not None}
    except ValueError:
        return "has odd braces"
    if not fields <= _FIELDS or not {"repo", "filename"} <= fields:
        return "must hold {repo} and {filename}, may hold {revision}, and no other braces"
    try:
        first_address(pattern.format(repo="a/b", filename="c", revision="d"))
    except (Refused, ValueError, LookupError):
        return "is not an https address"
    return ""
