"""The settings in force: six layers, each value knowing which layer it came from."""

from __future__ import annotations

from collections.abc import Mapping

from core.store import settings_file
from core.store.declared import SETTINGS, Setting, as_text
from core.store.home import Home
from core.store.profiles import Profiles
from core.words.errors import UsageError
from core.words.spelling import did_you_mean
from core.words.values import Json, Value

# Names that the environment spells in its own way.
_ENVIRONMENT = {"models_folders": ("LUCIFER_MODELS",), "offline": ("LUCIFER_OFFLINE", "HF_HUB_OFFLINE")}


class Settings:
    """Layers, weakest first: default, the person's file, profile, environment, flag, session."""

    def __init__(self, home: Home, layers: dict[str, dict[str, Value]], warnings: list[str]) -> None:
        self._home = home
        self._layers = layers
        self.warnings = warnings

    @classmethod
    def load(cls, home: Home, environ: Mapping[str, str], flags: Mapping[str, Json]) -> Settings:
        """Read every layer; what is wrong in a file or the environment is warned about, in a flag it is an error."""
        warnings: list[str] = []
        own = settings_file.load(home.settings_file)
        warnings += own.warnings
        layers = {"file": {name: Value(value, home.settings_file.name) for name, value in own.values.items()},
                  "profile": {},
                  "environment": _from_environment(environ, warnings),
                  "flag": {name: Value(declared(name).read(as_text(value)), f"flag --{name.replace('_', '-')}")
                           for name, value in flags.items() if value is not None},
                  "session": {}}
        settings = cls(home, layers, warnings)
        settings._read_profile(strict="profile" in layers["flag"])
        return settings

    def get(self, name: str) -> Json:
        """Return the value in force."""
        return self.value(name).value

    def value(self, name: str) -> Value:
        """Return the value in force with its origin; raise UsageError for an unknown name."""
        setting = declared(name)
        for layer in ("session", "flag", "environment", "profile", "file"):
            found = self._layers[layer].get(setting.name)
            if found is not None:
                return found
        return Value(setting.default, "default")

    def all(self) -> dict[str, Value]:
        """Return every setting with value and origin, in the order of the table."""
        return {name: self.value(name) for name in SETTINGS}

    def set(self, name: str, text: str, *, session: bool = False) -> Value:
        """Set a value in the person's file, or for this session only; return the value now in force.

        A flag or environment variable of this run still wins over the file: the returned origin says so.
        """
        setting = declared(name)
        value = setting.read(text)
        if setting.name == "profile" and value:
            Profiles(self._home).read(value)
        if session:
            self._layers["session"][setting.name] = Value(value, "this session")
        else:
            settings_file.store(self._home.settings_file, setting.name, value)
            self._layers["session"].pop(setting.name, None)
            self._layers["file"][setting.name] = Value(value, self._home.settings_file.name)
        if setting.name == "profile":
            self._read_profile(strict=True)
        return self.value(setting.name)

    def restore(self, value: Value, name: str) -> None:
        """Take back what was set for this session only; `value` is what was in force before."""
        if value.origin == "this session":
            self._layers["session"][name] = value
        else:
            self._layers["session"].pop(name, None)

    def unset(self, name: str) -> Value:
        """Take a value out of the person's file and this session; return the value now in force."""
        setting = declared(name)
        if setting.name in self._layers["file"]:
            settings_file.store(self._home.settings_file, setting.name, None)
        self._layers["file"].pop(setting.name, None)
        self._layers["session"].pop(setting.name, None)
        if setting.name == "profile":
            self._read_profile(strict=False)
        return self.value(setting.name)

    def _read_profile(self, *, strict: bool) -> None:
        name = self.get("profile")
        self._layers["profile"] = {}
        if not name:
            return
        try:
            contents = Profiles(self._home).read(name)
        except UsageError as error:
            if strict:
                raise
            self.warnings.append(f"{error.message}; no profile is used")
            return
        self.warnings += contents.warnings
        self._layers["profile"] = {key: Value(value, f"profile {name}")
                                   for key, value in contents.values.items() if key != "profile"}


def declared(name: str) -> Setting:
    """Return the setting of that name ("top-k" is "top_k"); raise UsageError with a suggestion."""
    setting = SETTINGS.get(name.replace("-", "_").lower())
    if setting is None:
        raise UsageError(f"no setting is called {name!r}",
                         hint=did_you_mean(name, SETTINGS) or "`config` shows all settings")
    return setting


def _from_environment(environ: Mapping[str, str], warnings: list[str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for setting in SETTINGS.values():
        for variable in _ENVIRONMENT.get(setting.name, (f"LUCIFER_{setting.name.upper()}",)):
            text = environ.get(variable, "")
            if text and setting.name not in found:
                try:
                    found[setting.name] = Value(setting.read(text), f"environment {variable}")
                except UsageError as error:
                    warnings.append(f"{variable}: {error.message}; {error.hint}; it is ignored")
    return found
