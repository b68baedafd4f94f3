"""Which file a person's words mean: a path as typed, something at hand ("it"), or part of a name."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from core.app import App
from core.assist.file_search import SKIPPED
from core.assist.listed import points_into_list
from core.assist.references import Kind
from core.commands.file_words import is_reference
from core.store.typed_path import typed_path
from core.words.errors import DiskError, Refused, UsageError
from core.words.events import Choice, Event, Notice, Question
from core.words.safe_text import visible
from core.words.spelling import nearest

_LOOKED_AT_MAX = 20_000
_DEPTH_MAX = 6
_OFFERED_MAX = 9
_OWN = frozenset(("downloads", "documents", "pictures", "desktop", "music", "videos"))


def chosen_file(app: App, words: str, *, folders: bool = False) -> Generator[Event, str, Path]:
    """Return the file that is meant, asking where several may be; `folders` says that a folder will do as well.

    Raise UsageError with the nearest name where there is none.
    """
    path = _at_hand(app, words, folders=folders) or _without_dots(typed_path(words, standing(app)))
    if os.path.lexists(path):
        if path.is_dir() and not folders:
            raise UsageError(f"{shown(app, path)} is a folder", hint=f"`list {shown(app, path)}` shows what is in it")
        return path
    found = [] if "/" in words or not words.strip() else like_name(app.cwd, words, folders=folders)
    if len(found) == 1:
        yield Notice(f"taken: {shown(app, found[0])}")
        return found[0]
    if found:
        return (yield from picked(app, words, found))
    raise missing(app, path)


def picked(app: App, words: str, found: Sequence[Path]) -> Generator[Event, str, Path]:
    """Have the person choose one of several; without an answer none is."""
    offered = found[:_OFFERED_MAX]
    choices = tuple(Choice(str(number), shown(app, path)) for number, path in enumerate(offered, 1))
    more = f" (the first {len(offered)} of {len(found)})" if len(found) > len(offered) else ""
    listed = "\n".join(f"  {choice.key}  {choice.label}" for choice in choices)
    answer = yield Question(f"Several files are called like {visible(words)}{more}:\n{listed}\nWhich?",
                            (*(Choice(choice.key, choice.key) for choice in choices), Choice("n", "none")),
                            yes="n")
    if not answer.isdigit():
        names = ", ".join(choice.label for choice in choices)
        raise UsageError(f"{visible(words)} may be any of: {names}", hint="type more of the name")
    return offered[int(answer) - 1]


def folder_of(app: App, words: str) -> Path:
    """Return the folder that words name: a path, "there", or one of the person's own such as Downloads."""
    if not words:
        return standing(app)
    path = _at_hand(app, words, folders=True)
    if path is not None:
        return path if path.is_dir() else path.parent
    path = typed_path(words, standing(app))
    if not path.exists() and words.lower() in _OWN:
        own = typed_path(f"~/{words.capitalize()}", app.cwd)
        path = own if own.is_dir() else path
    if not os.path.lexists(path):
        raise missing(app, path, "file or folder")
    return path


def standing(app: App) -> Path:
    """Return the folder the person stands in; raise DiskError when it is gone."""
    if not app.cwd.is_dir():
        raise DiskError(f"the folder you stand in is gone: {visible(str(app.cwd))}", hint="`cd ..` goes to the next "
                        "one above it, `cd` home")
    return app.cwd


def refuse_standing(app: App, path: Path) -> None:
    """Raise Refused for a folder in which the person stands."""
    here = Path(os.path.realpath(app.cwd))
    real = Path(os.path.realpath(path.parent)) / path.name
    if not path.is_symlink() and (real == here or real in here.parents):
        raise Refused(f"you stand in {visible(str(real))}", hint="`cd` somewhere else first")


def _without_dots(path: Path) -> Path:
    """Return a path whose `..` are gone; the last part stays as it is, be it a link."""
    if ".." not in path.parts:
        return path
    return Path(os.path.realpath(path)) if path.name == ".." else Path(os.path.realpath(path.parent)) / path.name


def missing(app: App, path: Path, noun: str = "file") -> UsageError:
    """Return what to say of a path that leads nowhere: the nearest name there is."""
    folder, name = path.parent, path.name
    if not folder.is_dir():
        return UsageError(f"there is no folder {shown(app, folder)}", hint=_near(app, folder))
    return UsageError(f"there is no {noun} {shown(app, folder / name)}", hint=_near(app, path)
                      or "`list` shows what is there")


def shown(app: App, path: Path) -> str:
    """Write a path as seen from where the person stands."""
    try:
        inside = path.relative_to(app.cwd)
    except ValueError:
        return visible(str(path))
    return visible(str(inside))


def named_place(app: App, folder: Path) -> str:
    """Write a folder as part of a sentence: "here", or "in src"."""
    return "here" if folder == app.cwd else f"in {shown(app, folder)}"


def like_name(folder: Path, words: str, *, folders: bool) -> list[Path]:
    """Return files below a folder whose name is, else begins with, else holds these words; nearest first."""
    wanted = words.casefold()
    ranked: list[tuple[int, int, str, Path]] = []
    for path, is_folder in _below(folder):
        name = path.name.casefold()
        if (is_folder and not folders) or wanted not in name:
            continue
        rank = 0 if name == wanted else 1 if path.stem.casefold() == wanted else 2 if name.startswith(wanted) else 3
        ranked.append((rank, len(path.parts), str(path), path))
    ranked.sort()
    if ranked and ranked[0][0] < 2:
        ranked = [each for each in ranked if each[0] == ranked[0][0]]
    return [path for *_, path in ranked]


def _below(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Yield what lies below a folder, level by level, within bounds; links to folders are not entered."""
    level, seen = [folder], 0
    for _ in range(_DEPTH_MAX):
        deeper: list[Path] = []
        for place in level:
            try:
                with os.scandir(place) as found:
                    entries = sorted(found, key=lambda entry: entry.name)
            except OSError:
                continue
            for entry in entries:
                seen += 1
                if seen > _LOOKED_AT_MAX:
                    return
                is_folder = entry.is_dir(follow_symlinks=False)
                yield Path(entry.path), is_folder
                if is_folder and entry.name not in SKIPPED:
                    deeper.append(Path(entry.path))
        level = deeper


def several_at_hand(app: App, words: str, *, folders: bool) -> Generator[Event, str, list[Path]]:
    """Return what "them" or "the first two" stand for in the list that was shown last; what is gone is left out.

    What lies inside another of them goes with that. One path or none is for `chosen_file`.
    """
    if not is_reference(words) or os.path.lexists(app.cwd / words):
        return []
    meant = [Path(one.text) for one in app.references.resolve_all(words, "file", "folder")]
    there = [path for path in meant if os.path.lexists(path)]
    if len(meant) < 2:
        return []
    if not there:
        raise DiskError(f"what {visible(words)!r} means is no longer there: {shown(app, meant[0])} and "
                        f"{len(meant) - 1} more")
    if not folders and any(path.is_dir() for path in there):
        raise UsageError(f"{visible(words)!r} means folders too, and this takes files", hint="name the files")
    if len(there) < len(meant):
        yield Notice(f"left out, no longer there: {', '.join(shown(app, path) for path in meant if path not in there)}")
    return [path for path in there if not any(other in path.parents for other in there)]


def _at_hand(app: App, words: str, *, folders: bool) -> Path | None:
    """Return what "it" or "that file" stands for; None for words that name something."""
    if not is_reference(words) or os.path.lexists(app.cwd / words):
        return None
    kinds: tuple[Kind, ...] = ("file", "folder") if folders else ("file",)
    found = app.references.resolve(words, *kinds)
    if found is None:
        raise _pointless(app, words)
    path = Path(found.text)
    if not os.path.lexists(path):
        raise DiskError(f"{visible(found.text)} is no longer there")
    return path


def _pointless(app: App, words: str) -> UsageError:
    """Return what to say of words that point at nothing, or at more than one can take."""
    several = app.references.resolve_all(words, "file", "folder")
    if len(several) == 1:
        return UsageError(f"{several[0].name} is a folder", hint="name a file")
    if several:
        return UsageError(f"{visible(words)!r} means {len(several)} files here, and this takes one",
                          hint="`the first one` means the first row of the list")
    if points_into_list(words):
        return UsageError(f"no list is at hand that {visible(words)!r} could mean",
                          hint="`list` or `find` shows one; what was shown before something else is none any more")
    return UsageError(f"no file was shown or made that {visible(words)!r} could mean", hint="name the file")


def _near(app: App, path: Path) -> str:
    """Say the nearest name in the folder of a path, the path itself being nowhere."""
    folder = path.parent
    while not folder.is_dir() and folder != folder.parent:
        path, folder = folder, folder.parent
    try:
        with os.scandir(folder) as found:
            names = [entry.name for entry, _ in zip(found, range(_LOOKED_AT_MAX), strict=False)]
    except OSError:
        return ""
    best = nearest(path.name, names)
    return f"did you mean {shown(app, folder / best)}?" if best else ""
