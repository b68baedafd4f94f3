"""`config`: the settings, each with where its value comes from."""

from __future__ import annotations

import json

from core.app import App
from core.commands.declare import command
from core.commands.kinds import KnownSetting, SettingName, SettingValue
from core.store.declared import SETTINGS
from core.store.settings import declared
from core.words.events import Answer, Events, Notice, Table
from core.words.values import Json, Value


@command("config", aliases=("config show", "config list"), group="settings")
def config(app: App, name: KnownSetting = "") -> Events:
    """Show every setting with its value and where that comes from, or one setting in full."""
    for warning in app.settings.warnings:
        yield Notice(warning, "warning")
    if name:
        setting = declared(name)
        value = app.settings.value(setting.name)
        yield Answer(f"{setting.name} = {shown(value.value)}  ({value.origin})\n{setting.help}\n{setting.allowed}",
                     {setting.name: data_of(value) | {"help": setting.help, "allowed": setting.allowed}})
        return 0
    values = app.settings.all()
    yield Table(("setting", "value", "origin", "what it is"),
                tuple((key, shown(value.value), value.origin, SETTINGS[key].help) for key, value in values.items()),
                {key: data_of(value) for key, value in values.items()})
    return 0


@command("config set", group="settings")
def config_set(app: App, name: SettingName, value: SettingValue) -> Events:
    """Set a setting, from now on and for later: config set temperature 0.2"""
    key = declared(name).name
    yield from _now(key, app.settings.set(key, value))
    return 0


@command("config unset", group="settings")
def config_unset(app: App, name: SettingName) -> Events:
    """Take a setting back to what the profile, the environment or the default says."""
    key = declared(name).name
    yield from _now(key, app.settings.unset(key))
    return 0


def _now(key: str, value: Value) -> Events:
    yield Answer(f"{key} = {shown(value.value)}  ({value.origin})", {key: data_of(value)})
    return 0


def data_of(value: Value) -> dict[str, Json]:
    """Write a value as `config show --json` prints it."""
    return {"value": value.value, "origin": value.origin}


def shown(value: Json) -> str:
    """Write a value as a person would type it."""
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list | tuple):
        return ":".join(str(part) for part in value) or "none"
    return value if isinstance(value, str) else json.dumps(value)
