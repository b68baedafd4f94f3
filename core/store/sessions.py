"""All conversations: started, listed, searched by their words, opened again."""

from __future__ import annotations

import builtins
import os
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from core.store.home import Home
from core.store.session_index import Hit, Said, SessionIndex, Summary
from core.store.session_log import Session
from core.words.errors import UsageError
from core.words.spelling import did_you_mean

_NAME = re.compile(r"session_([A-Za-z0-9][A-Za-z0-9_.-]{0,99})\.json")


class Sessions:
    """The conversations of one home. The logs are the truth; the index beside them can always be made again."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._index = SessionIndex(home.sessions_index)

    def start(self, model: str | None = None) -> Session:
        """Begin a conversation; nothing is written before its first message."""
        session_id = datetime.now().strftime("%Y%m%d-%H%M%S-") + os.urandom(3).hex()
        return Session(self._path(session_id), session_id, model)

    def list(self, limit: int = 20) -> builtins.list[Summary]:
        """Return the latest conversations, the one spoken in last first."""
        return self._index.latest(self._logs(), limit)

    def search(self, words: str, limit: int = 20) -> builtins.list[Hit]:
        """Return the conversations that hold all the words, best first, with the place where."""
        return self._index.search(self._logs(), words, limit)

    def said(self, words: str, kinds: Sequence[str], limit: int = 20) -> builtins.list[Said]:
        """Return the questions and commands of all sessions that hold all the words, the latest first."""
        return self._index.said(self._logs(), words, kinds, limit)

    def open(self, id_prefix: str) -> Session:
        """Open a conversation by the beginning of its id, or "last"; raise UsageError when that is not exactly one."""
        logs = self._logs()
        if id_prefix == "last":
            latest = self._index.latest(logs, 1)
            if not latest:
                raise UsageError("there is no session to resume yet")
            return self._read(latest[0].id)
        if id_prefix in logs:
            return self._read(id_prefix)
        found = sorted(session_id for session_id in logs if session_id.startswith(id_prefix))
        if len(found) == 1:
            return self._read(found[0])
        if found:
            shown = ", ".join(found[:5]) + (" ..." if len(found) > 5 else "")
            raise UsageError(f"{len(found)} sessions begin with {id_prefix!r}", hint=f"type more of one: {shown}")
        raise UsageError(f"no session is called {id_prefix!r}",
                         hint=did_you_mean(id_prefix, logs) or "`sessions` lists them")

    def _read(self, session_id: str) -> Session:
        session = Session(self._path(session_id), session_id)
        session.lines()
        return session

    def _path(self, session_id: str) -> Path:
        return self._home.logs / f"session_{session_id}.json"

    def _logs(self) -> dict[str, Path]:
        """Return id -> log for every session on disk."""
        found = {}
        try:
            for path in self._home.logs.iterdir():
                match = _NAME.fullmatch(path.name)
                if match and path.is_file():
                    found[match[1]] = path
        except OSError:
            return {}
        return found
