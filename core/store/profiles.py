"""Named sets of settings: one file each, the person's own in the home, and those that ship with the program."""

from __future__ import annotations

import re
from pathlib import Path

from core.store import settings_file
from core.store.atomic import alone, disk_error, write_file
from core.store.declared import SETTINGS
from core.store.home import Home
from core.store.settings_file import Contents
from core.words.errors import UsageError
from core.words.spelling import did_you_mean
from core.words.values import Json

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "profiles"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class Profiles:
    """The profiles of one home, and the shipped ones; the person's own wins over a shipped one of the same name."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def names(self) -> list[str]:
        """Return the names of all profiles, sorted."""
        try:
            found = [*self._home.profiles.glob("*.yaml"), *SHIPPED.glob("*.yaml")]
            return sorted({path.stem for path in found if _NAME.fullmatch(path.stem)})
        except OSError as error:
            raise disk_error("read", self._home.profiles, error) from error

    def read(self, name: str) -> Contents:
        """Return what a profile sets; raise UsageError when there is none of that name."""
        names = self.names()
        if name not in names:
            other = f"`profile create {name}` makes it" if _NAME.fullmatch(name) else "`profile list` shows them"
            raise UsageError(f"no profile is called {name!r}", hint=did_you_mean(name, names) or other)
        own = self._own(name)
        return settings_file.load(own if own.exists() else SHIPPED / own.name)

    def create(self, name: str) -> None:
        """Make an empty profile; raise UsageError for a bad or taken name."""
        if _NAME.fullmatch(name) is None:
            raise UsageError(f"{name!r} is not a profile name", hint="use letters, digits, - and _")
        if name in self.names():
            raise UsageError(f"the profile {name!r} exists already", hint=f"`profile use {name}` switches to it")
        write_file(self._own(name), f"# profile {name}: settings as `name: value`\n")

    def set(self, name: str, setting: str, value: Json) -> None:
        """Set one value in a profile, or take it out with None; the value was read by its setting."""
        self.read(name)
        if setting not in SETTINGS or setting == "profile":
            raise UsageError(f"{setting!r} cannot be set in a profile")
        own = self._own(name)
        with alone(own):
            if not own.exists():
                write_file(own, (SHIPPED / own.name).read_bytes())
        settings_file.store(own, setting, value)

    def delete(self, name: str) -> None:
        """Remove a profile of the person's own; raise UsageError when there is none of that name."""
        self.read(name)
        path = self._own(name)
        if not path.exists():
            raise UsageError(f"the profile {name!r} belongs to the program",
                             hint=f"`profile set {name} ...` changes it")
        try:
            path.unlink()
        except OSError as error:
            raise disk_error("delete", path, error) from error

    def _own(self, name: str) -> Path:
        return self._home.profiles / f"{name}.yaml"
