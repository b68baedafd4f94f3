"""`profile`: named sets of settings."""

from __future__ import annotations

from core.app import App
from core.commands.config import shown
from core.commands.declare import command
from core.commands.kinds import ProfileName, SettingName, SettingValue
from core.store.settings import declared
from core.words.errors import UsageError
from core.words.events import Answer, Events, Notice, Table


@command("profile", aliases=("profile list",), group="settings")
def profile(app: App) -> Events:
    """List the profiles; the one in use is marked."""
    used = app.settings.get("profile")
    names = app.profiles.names()
    yield Table(("profile", "in use"), tuple((name, "yes" if name == used else "") for name in names),
                [{"name": name, "active": name == used} for name in names],
                empty="no profiles; `profile create NAME` makes one")
    return 0


@command("profile use", group="settings")
def profile_use(app: App, name: ProfileName) -> Events:
    """Use a profile's settings from now on; `profile use none` goes without one."""
    value = app.settings.unset("profile") if name == "none" else app.settings.set("profile", name)
    yield Answer(f"profile {value.value or 'none'}  ({value.origin})", {"profile": value.value or None})
    return 0


@command("profile create", group="settings")
def profile_create(app: App, name: ProfileName) -> Events:
    """Make an empty profile; `profile set` fills it."""
    app.profiles.create(name)
    yield Answer(f"made profile {name}; `profile set {name} temperature 0.2` sets a value in it", {"profile": name})
    return 0


@command("profile set", group="settings")
def profile_set(app: App, name: ProfileName, setting: SettingName, value: SettingValue) -> Events:
    """Set one setting in a profile: profile set coding temperature 0.2"""
    found = declared(setting)
    read = found.read(value)
    app.profiles.set(name, found.name, read)
    yield Answer(f"profile {name}: {found.name} = {shown(read)}", {"profile": name, found.name: read})
    return 0


@command("profile show", group="settings")
def profile_show(app: App, name: ProfileName = "") -> Events:
    """Show what a profile sets, the one in use unless another is named."""
    name = name or str(app.settings.get("profile") or "")
    if not name:
        raise UsageError("no profile is in use", hint="`profile list` shows them")
    contents = app.profiles.read(name)
    for warning in contents.warnings:
        yield Notice(warning, "warning")
    yield Table(("setting", "value"), tuple((key, shown(value)) for key, value in contents.values.items()),
                {"profile": name, "settings": dict(contents.values)}, empty=f"profile {name} sets nothing yet")
    return 0


@command("profile delete", group="settings")
def profile_delete(app: App, name: ProfileName) -> Events:
    """Delete a profile."""
    app.profiles.delete(name)
    if app.settings.get("profile") == name:
        app.settings.unset("profile")
    yield Answer(f"deleted profile {name}", {"profile": name})
    return 0
