"""A file's chat template beside those that are known: the same as one, one that was changed in places, or neither.

What is known are the templates that llama.cpp and llama-cpp-python carry for their own tests, as fingerprints in
config/chat_templates.json: a digest of the whole, and one of each piece, so that what was changed can be named.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from core.store.plain_file import read_plain
from core.words.errors import BrokenFile, DiskError
from core.words.values import Json

_BYTES_MAX = 4_000_000
_PIECES_MAX = 3000
_PIECE_DIGITS = 6
# Half of it is what every template has: a loop, a condition, their ends.
_ALIKE = 0.6
_ALIKE_PIECES = 8
_OPENINGS = {"{%": "%}", "{{": "}}", "{#": "#}"}
_OPENING = re.compile(r"\{[%{#]")
_COMMON = re.compile(r"\{%-?\s*(else|endif|endfor|endmacro)\s*-?%\}|\s*")
_LITERAL = r"""(?P<mark>["'])(?P<word>[^"']*)(?P=mark)"""
_CONTENT = r"content\b[\w.\[\]'\"()|]*"
# A template that looks for plain words in what is said treats some talk in another way.
_ON_WORDS = tuple(map(re.compile, (
    rf"{_LITERAL}\s+(not\s+)?in\s+[\w.\[\]'\"-]*{_CONTENT}", rf"{_CONTENT}\s*[=!]=\s*{_LITERAL}",
    rf"{_CONTENT}\.(startswith|endswith|find|count)\(\s*{_LITERAL}")))
_PLAIN_WORDS = re.compile(r"[^<>|\[\]{}/#*\\]*[^\W\d_]{2}[^<>|\[\]{}/#*\\]*")
_KINDS = frozenset(("text", "image", "image_url", "video", "audio", "function", "none", "null", "string", "type"))


@dataclass(frozen=True, slots=True)
class KnownTemplate:
    """The template that `model` has; `family` fits the names of models that should have it, "" when none must."""

    model: str
    family: str
    sha256: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a template is beside the known ones.

    `known` is the model whose template it is (`same`) or comes closest to; "" when nothing is known. `changed` are the
    pieces that one does not have, `missing` counts those that were taken out. `on_words` are the places where it looks
    for plain words in what is said.
    """

    sha256: str
    known: str = ""
    same: bool = False
    changed: tuple[str, ...] = ()
    missing: int = 0
    on_words: tuple[str, ...] = ()

    @property
    def odd(self) -> bool:
        """Whether a person should look at it before its first use."""
        return not self.same and bool(self.known or self.on_words)


class KnownTemplates:
    """The known templates."""

    def __init__(self, known: Iterable[KnownTemplate]) -> None:
        self._known = tuple(known)

    @classmethod
    def load(cls, path: Path) -> KnownTemplates:
        """Read the file that ships; without it nothing is known."""
        try:
            entries = json.loads(read_plain(path, size_max=_BYTES_MAX))["templates"]
        except (BrokenFile, DiskError, ValueError, KeyError, TypeError):
            return cls(())
        return cls(_known(entry) for entry in entries)

    def compare(self, template: str, names: Sequence[str]) -> Compared:
        """Compare a template with the known ones; `names` are those its model goes by."""
        sha256, pieces = digest_of(template), pieces_of(template)
        same = next((each for each in self._known if each.sha256 == sha256), None)
        if same:
            return Compared(sha256, same.model, same=True)
        marks = [mark_of(piece) for piece in pieces]
        nearest = self._nearest(marks, self._of_family(names)) or self._alike(marks, pieces)
        on_words = tuple(piece for piece in pieces if _asks_for_words(piece))
        if nearest is None:
            return Compared(sha256, on_words=on_words)
        kept: set[int] = set()
        for block in SequenceMatcher(None, marks, nearest.pieces, autojunk=False).get_matching_blocks():
            kept.update(range(block.a, block.a + block.size))
        changed = tuple(piece for at, piece in enumerate(pieces) if at not in kept and piece.strip())
        return Compared(sha256, nearest.model, changed=changed, missing=len(nearest.pieces) - len(kept),
                        on_words=on_words)

    def _of_family(self, names: Sequence[str]) -> list[KnownTemplate]:
        plain = [re.sub(r"[^a-z0-9]", "", name.lower()) for name in names]
        return [each for each in self._known if each.family and any(re.search(each.family, name) for name in plain)]

    def _nearest(self, marks: list[str], among: Sequence[KnownTemplate]) -> KnownTemplate | None:
        counted = Counter(marks)
        return max(among, key=lambda each: (counted & Counter(each.pieces)).total() / (len(each.pieces) + 1),
                   default=None)

    def _alike(self, marks: list[str], pieces: list[str]) -> KnownTemplate | None:
        """Return the known template that this one was made from, whatever its model is called."""
        telling = Counter(mark for mark, piece in zip(marks, pieces, strict=True) if not _COMMON.fullmatch(piece))
        for each in sorted(self._known, key=lambda each: -(telling & Counter(each.pieces)).total()):
            shared = (telling & Counter(each.pieces)).total()
            if shared < _ALIKE_PIECES:
                return None
            if 2 * (Counter(marks) & Counter(each.pieces)).total() / (len(marks) + len(each.pieces)) >= _ALIKE:
                return each
        return None


def digest_of(template: str) -> str:
    """Return the digest by which a template is remembered; spaces and line ends around it do not count."""
    return hashlib.sha256(_plain(template).encode("utf-8", "surrogatepass")).hexdigest()


def pieces_of(template: str) -> list[str]:
    """Cut a template into its statements and the text between them; one of too many pieces stays whole at its end."""
    return list(_pieces(_plain(template)))


def mark_of(piece: str) -> str:
    """Return a piece's fingerprint; spaces inside a statement do not count."""
    plain = " ".join(piece.split()) if piece[:2] in _OPENINGS else piece
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_PIECE_DIGITS]


def _plain(template: str) -> str:
    return template.replace("\r\n", "\n").strip()


def _pieces(text: str) -> Iterator[str]:
    at, count = 0, 0
    while at < len(text) and count < _PIECES_MAX:
        opening = _OPENING.search(text, at)
        begin = opening.start() if opening else at
        end = text.find(_OPENINGS[opening[0]], begin + 2) if opening else -1
        if end < 0:
            break
        if begin > at:
            yield text[at:begin]
        yield text[begin:end + 2]
        at, count = end + 2, count + 1
    if at < len(text):
        yield text[at:]


def _asks_for_words(piece: str) -> bool:
    if piece[:2] not in ("{%", "{{") or len(piece) > 2000 or "content" not in piece:
        return False
    return any(_PLAIN_WORDS.fullmatch(found["word"]) and found["word"].lower() not in _KINDS
               for pattern in _ON_WORDS for found in pattern.finditer(piece))


def _known(entry: Json) -> KnownTemplate:
    digits = entry["pieces"]
    return KnownTemplate(entry["model"], entry["family"], entry["sha256"], tuple(
        digits[at:at + _PIECE_DIGITS] for at in range(0, len(digits), _PIECE_DIGITS)))
