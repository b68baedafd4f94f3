"""`llm discover`: models that other programs have put on this machine, used where they are."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from core.app import App
from core.commands.declare import command
from core.models.discover import FINDERS, Found, Places, discover
from core.models.gguf_header import Header, read_header
from core.models.importing import link, parts_named
from core.models.records import InstallRecord
from core.words.command import Kind
from core.words.errors import BrokenFile, DiskError
from core.words.events import Events, Notice, Table
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import Json


def _program(text: str, bare: bool) -> str:
    del bare
    if text not in FINDERS:
        raise ValueError(f"expected {' or '.join(FINDERS)}")
    return text


Program = Annotated[str, Kind("choice", _program, choices=tuple(FINDERS))]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A model found. `state`: new, known, or why it cannot be used."""

    found: Found
    state: str
    size_bytes: int = 0
    template: bool = False

    def data(self, name: str) -> dict[str, Json]:
        found = self.found
        return {"name": name, "program": found.program, "paths": [str(path) for path in found.files],
                "size_bytes": self.size_bytes, "sha256": list(found.sha256), "template": self.template,
                "state": self.state}


@command("llm discover", group="models")
def llm_discover(app: App, program: Program = "", *, dry_run: bool = False, link: bool = False) -> Events:
    """Find the models of Ollama, LM Studio, the Hugging Face cache, llama.cpp, GPT4All and Jan, and use them in place.

    Nothing is copied and nothing of theirs is changed; `uninstall NAME` only forgets such a model. `--link` gives the
    files a second name among our own models, so that they stay when the other program deletes them. `--dry-run` only
    looks.
    """
    seen = list(_look(app, program))
    new = [each for each in seen if each.state == "new"]
    names = _names_apart(app, new)
    if not dry_run and new:
        linked = _link(app, new, names) if link else {}
        app.shelf.add_all([(linked.get(each.found, each.found.files), _record(each.found, names[each.found],
                                                                              each.found in linked)) for each in new])
        app.shelf.models(fresh=True)
        if link and len(linked) < len(new):
            yield Notice("some files lie on another disk or belong to somebody else: those are used where they are")
    rows = tuple((visible(names.get(each.found, each.found.name)), each.found.program, bytes_text(each.size_bytes),
                  visible(each.state)) for each in seen)
    yield Table(("model", "program", "size", "state"), rows,
                [each.data(names.get(each.found, each.found.name)) for each in seen],
                empty="no models of other programs were found")
    if new:
        yield Notice(f"{len(new)} new; `llm discover` takes them up" if dry_run else
                     f"{len(new)} taken up; `llm list` shows them")
    without = [each for each in new if not each.template]
    if without:
        yield Notice(f"without a chat template in the file, so a built-in one is used: "
                     f"{', '.join(visible(each.found.name) for each in without)}")
    return 0


def _look(app: App, program: str) -> Iterator[_Seen]:
    known = {path.resolve() for model in app.shelf.models(fresh=True) for path in model.paths}
    for found in discover(Places(app.environ, sys.platform), program):
        if found.files[0].resolve() in known:
            yield _seen(found, "known")
            continue
        try:
            headers = [read_header(path) for path in found.files]
        except (BrokenFile, DiskError) as error:
            yield _seen(found, error.message)
            continue
        yield _seen(found, _unfit(headers), template=bool(headers[0].metadata.get("tokenizer.chat_template")))


def _seen(found: Found, state: str, *, template: bool = False) -> _Seen:
    sizes = [path.stat().st_size for path in found.files if path.exists()]
    return _Seen(found, state, sum(sizes), template)


def _unfit(headers: Sequence[Header]) -> str:
    """Return "new", or why the files are no model that can be used where they are."""
    kind = headers[0].text("general.type") or "model"
    if kind != "model" or headers[0].architecture == "clip":
        return f"no model but a file that goes with one ({kind})"
    if any(header.part != (number, len(headers)) for number, header in enumerate(headers, 1)):
        return "its parts do not belong together"
    return "new" if headers[0].tensors or len(headers) > 1 else "it holds no weights"


def _names_apart(app: App, new: Sequence[_Seen]) -> dict[Found, str]:
    """Give every model a name that nothing else on the shelf has."""
    taken = {model.name.lower() for model in app.shelf.models()}
    names: dict[Found, str] = {}
    for each in new:
        name, number = each.found.name, 2
        if name.lower() in taken:
            name = f"{each.found.program}/{name}"
        while name.lower() in taken:
            name, number = f"{each.found.program}/{each.found.name}-{number}", number + 1
        taken.add(name.lower())
        names[each.found] = name
    return names


def _record(found: Found, name: str, linked: bool) -> InstallRecord:
    return InstallRecord(name, str(found.files[0]), found.sha256, verified=False,
                         program="" if linked else found.program)


def _link(app: App, new: Sequence[_Seen], names: dict[Found, str]) -> dict[Found, tuple[Path, ...]]:
    """Give files a second name among our own; leave out those for which that cannot be."""
    linked: dict[Found, tuple[Path, ...]] = {}
    for each in new:
        stem = names[each.found].replace("/", "-").replace(":", "-")
        targets = [app.home.models / name for name in parts_named(stem, each.found.files)]
        if all(link(source, target) for source, target in zip(each.found.files, targets, strict=True)):
            linked[each.found] = tuple(targets)
    return linked
