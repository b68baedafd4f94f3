"""The words of all sessions in SQLite's full-text index: a copy of the logs that can be thrown away at any time."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.store import session_log
from core.store.atomic import have_mode
from core.words.errors import BrokenFile, DiskError
from core.words.values import Role

if TYPE_CHECKING:
    import sqlite3

_VERSION = 4
_WORDS = re.compile(r"\w+")
# Chinese, Japanese, Thai, Lao, Burmese and Khmer are written without blanks: there each character is a word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf"
                       "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SEAM = "\u200b"  # a blank of no width, which the index takes for the end of a word
_SMALL = frozenset(("the", "a", "an", "of", "in", "on", "to", "for", "and", "or", "my", "with", "from", "is", "are"))
_SCHEMA = """
create table session (id text primary key, state text, title text, model text, started text, last text,
                      seq integer, turns integer);
create virtual table words using fts5 (id unindexed, text, tokenize = "unicode61 remove_diacritics 2");
create virtual table said using fts5 (id unindexed, seq unindexed, at unindexed, kind unindexed, text,
                                      tokenize = "unicode61 remove_diacritics 2");
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """A session as a list shows it; `turns` counts the questions."""

    id: str
    title: str
    model: str | None
    started: str
    last: str
    turns: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A session that holds the words searched for, and the place where."""

    session: Summary
    excerpt: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was typed: a question ("asked") or a command ("ran"), and when."""

    session: str
    at: str
    kind: str
    text: str


class SessionIndex:
    """An index file; made again when missing or damaged, kept in memory when it cannot be written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: sqlite3.Connection | None = None

    def latest(self, logs: Mapping[str, Path], limit: int) -> list[Summary]:
        """Return the sessions that were spoken in last, newest first."""
        return [_summary(row) for row in self._ask(
            logs, "select id, title, model, started, last, turns from session where turns > 0 "
                  "order by seq desc limit ?", (limit,))]

    def search(self, logs: Mapping[str, Path], words: str, limit: int) -> list[Hit]:
        """Return the sessions that hold all words (the last one may be a beginning), best first."""
        terms = [f'"{_seamed(word)}"' for word in _words_of(words)]
        if not terms:
            return []
        rows = self._ask(
            logs, "select s.id, s.title, s.model, s.started, s.last, s.turns, "
                  "snippet(words, 1, '', '', '…', 24) from words join session s on s.id = words.id "
                  "where words match ? order by bm25(words), s.seq desc limit ?", (" ".join(terms) + "*", limit))
        return [Hit(_summary(row[:6]), " ".join(str(row[6]).replace(_SEAM, "").split())) for row in rows]

    def said(self, logs: Mapping[str, Path], words: str, kinds: Sequence[str], limit: int) -> list[Said]:
        """Return what was typed that holds all the words (each may be a beginning), the latest first."""
        terms = _terms(words)
        if words.strip() and not terms:
            return []
        among = ", ".join("?" for _ in kinds)
        match = "said match ? and " if terms else ""
        rows = self._ask(
            logs, f"select id, at, kind, text from said where {match}kind in ({among}) order by seq desc limit ?",
            (*([" ".join(f'"{_seamed(term)}"*' for term in terms)] if terms else []), *kinds, limit))
        return [Said(*(str(value).replace(_SEAM, "") for value in row)) for row in rows]

    def _ask(self, logs: Mapping[str, Path], query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        import sqlite3  # noqa: PLC0415 - 5 ms that a chat need not spend

        for attempt in ("as it is", "made again", "in memory"):
            try:
                database = self._database(attempt)
                with database:
                    _bring_up_to_date(database, logs)
                return database.execute(query, values).fetchall()
            except sqlite3.OperationalError as error:
                if "locked" in str(error):
                    raise DiskError("the session index is in use by another program", hint="try again") from error
                self._forget()
            except sqlite3.DatabaseError:
                self._forget()
        raise DiskError(f"{self._path} cannot be used as an index", hint="move it away: it is made again")

    def _database(self, attempt: str) -> sqlite3.Connection:
        import sqlite3  # noqa: PLC0415

        if self._open is not None:
            return self._open
        if attempt == "made again":
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        if attempt != "in memory":
            with contextlib.suppress(OSError):
                os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
                have_mode(self._path, 0o600)
        database = sqlite3.connect(":memory:" if attempt == "in memory" else self._path, timeout=5)
        try:
            if database.execute("pragma user_version").fetchone()[0] != _VERSION:
                _create(database)
        except sqlite3.DatabaseError:
            database.close()
            raise
        self._open = database
        return database

    def _forget(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def _create(database: sqlite3.Connection) -> None:
    with database:
        database.execute("begin immediate")
        if database.execute("pragma user_version").fetchone()[0] == _VERSION:
            return  # another process was faster
        for name in ("session", "words", "said"):
            database.execute(f"drop table if exists {name}")
        for statement in _SCHEMA.strip().split(";\n"):
            database.execute(statement.rstrip(";"))
        database.execute(f"pragma user_version = {_VERSION}")


def _bring_up_to_date(database: sqlite3.Connection, logs: Mapping[str, Path]) -> None:
    """Read the logs that changed since the index saw them; forget those that are gone."""
    known = dict(database.execute("select id, state from session").fetchall())
    for gone in known.keys() - logs.keys():
        _remove(database, gone)
    for session_id, path in logs.items():
        try:
            status = path.stat()
            state = f"{status.st_ino} {status.st_size} {status.st_mtime_ns}"
            if known.get(session_id) != state:
                content, _, _ = session_log.read_from(path, 0)
                _remove(database, session_id)
                _insert(database, session_id, state, content)
        except (OSError, DiskError, BrokenFile, ValueError, OverflowError, TypeError):
            continue


def _insert(database: sqlite3.Connection, session_id: str, state: str, content: bytes) -> None:
    lines = sorted(session_log.parse(content)[0], key=lambda line: line.seq)
    messages = session_log.standing(lines)
    models = [line.facts["model"] for line in lines if isinstance(line.facts.get("model"), str)]
    database.execute("insert into session values (?, ?, ?, ?, ?, ?, ?, ?)", (
        session_id, state, session_log.title_of(lines), models[-1] if models else None,
        lines[0].at if lines else "", lines[-1].at if lines else "", lines[-1].seq if lines else 0,
        sum(line.facts["role"] == Role.USER.value for line in messages)))
    text = "\n".join(line.facts["text"] for line in messages)
    database.execute("insert into words values (?, ?)", (session_id, _indexed(text)))
    for line, kind, typed in _typed(lines, messages):
        database.execute("insert into said values (?, ?, ?, ?, ?)", (
            session_id, line.seq, line.at, kind, _indexed(typed)))


def _typed(lines: Sequence[session_log.Line], messages: Sequence[session_log.Line]
           ) -> Iterator[tuple[session_log.Line, str, str]]:
    """Yield the questions, and each command that was run where it was run last."""
    for line in messages:
        if line.facts["role"] == Role.USER.value:
            text = str(line.facts["text"])
            # What went along with a question stands below it.
            yield line, "asked", text.partition("\n\n")[0] if line.facts.get("origin", "typed") != "typed" else text
    ran = {}
    for line in lines:
        command = line.facts.get("command") if line.type == "run" else (
            line.facts.get("text") if line.type == "reference" and line.facts.get("kind") == "command" else None)
        if isinstance(command, str):
            ran[command] = line
    yield from ((line, "ran", command) for command, line in ran.items())


def _terms(words: str) -> list[str]:
    """Return the words to look for: "the logs" is every word that begins with log."""
    typed = _words_of(words.lower())
    found = [word for word in typed if word not in _SMALL] or typed
    return [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in found]


def _words_of(text: str) -> list[str]:
    """Return the words; an accent that is a character of its own (as macOS writes it) belongs to its letter."""
    return _WORDS.findall(unicodedata.normalize("NFC", text))


def _seamed(text: str) -> str:
    return _UNSPACED.sub(lambda found: found[0] + _SEAM, text)


def _indexed(text: str) -> str:
    return _seamed(text.encode("utf-8", "replace").decode())


def _remove(database: sqlite3.Connection, session_id: str) -> None:
    database.execute("delete from session where id = ?", (session_id,))
    database.execute("delete from words where id = ?", (session_id,))
    database.execute("delete from said where id = ?", (session_id,))


def _summary(row: tuple[object, ...]) -> Summary:
    session_id, title, model, started, last, turns = row
    return Summary(str(session_id), str(title), str(model) if model else None, str(started), str(last),
                   turns if isinstance(turns, int) else 0)
