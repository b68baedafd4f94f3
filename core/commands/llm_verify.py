"""`llm verify`: whether the models are still what they were: size, digest, head, and a trial load."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.app import App
from core.commands.declare import command
from core.commands.which_models import WhichModels, named_models
from core.engine.trial import Trial
from core.models.model_download import Wanted
from core.models.records import InstallRecord
from core.models.removal import put_aside, renew
from core.models.verify import FileChecked, check_file
from core.words.errors import BrokenFile, LuciferError
from core.words.events import Event, Events, Notice, Progress, Question, Table
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import InstalledModel, Json

# Where good files wait until the bad ones have left their places: hidden, so that no half-made set is on the shelf.
_FRESH = ".fresh"


@dataclass(frozen=True, slots=True)
class _Checked:
    model: InstalledModel
    files: tuple[FileChecked, ...]
    trial: Trial

    @property
    def bad(self) -> list[FileChecked]:
        return [file for file in self.files if file.problem]

    @property
    def sound(self) -> bool:
        return not self.bad and not self.model.problem and self.trial.loads is not False

    @property
    def verdict(self) -> str:
        if self.bad:
            return "; ".join(visible(file.problem) for file in self.bad)
        return visible(self.model.problem or self.trial.verdict)

    def all_of(self, values: Sequence[bool | None]) -> bool | None:
        """False when one is, None when one is not known, else True."""
        return False if False in values else None if None in values else True

    def data(self) -> dict[str, Json]:
        return {"name": self.model.name, "path": str(self.model.path),
                "size_ok": self.all_of([file.size_ok for file in self.files]),
                "sha256_ok": self.all_of([file.sha256_ok for file in self.files]),
                "header_ok": self.all_of([file.header_ok for file in self.files]), "loads": self.trial.loads,
                "verdict": self.verdict, "sha256": [file.sha256 for file in self.files],
                "bad_files": [str(file.path) for file in self.bad]}


@command("llm verify", group="models")
def llm_verify(app: App, models: WhichModels = "all") -> Events:
    """Check models, all or those named (`tier 1`): size, SHA-256 and head of every file, and a trial load with a sum.

    A file whose digest nobody stated is measured now; the next check finds whether it has changed. After a yes, what is
    damaged is fetched again, of a split model only the bad part; the bad file goes to the trash once the good one is in
    its place. Exit status 4: a model is damaged.
    """
    checked = []
    for model in named_models(app, models):
        checked.append((yield from _check(app, model)))
    yield Table(("model", "size", "digest", "head", "loads", "verdict"), tuple(
        (visible(each.model.name), _word(data["size_ok"]), _word(data["sha256_ok"]), _word(data["header_ok"]),
         _word(data["loads"]), each.verdict) for each in checked for data in (each.data(),)),
        [each.data() for each in checked], empty="no models")
    mended = set()
    for each in checked:
        if each.bad and (yield from _mended(app, each)):
            mended.add(each.model.name)
    return 0 if all(each.sound or each.model.name in mended for each in checked) else BrokenFile.status


def _check(app: App, model: InstalledModel) -> Generator[Event, str, _Checked]:
    record = app.shelf.record_of(model)
    files = []
    for path in dict.fromkeys((*model.paths, *(record.files if record else ()))):
        files.append((yield from check_file(model, path, record, _is_stated(app))))
    trial = Trial(None, "")
    if not model.problem and not any(file.problem for file in files):
        yield Progress(f"loading {visible(model.name)}", 0)
        trial = app.tried(model)
    checked = _Checked(model, tuple(files), trial)
    _note(app, checked, record)
    return checked


def _is_stated(app: App) -> Callable[[str], bool]:
    return lambda sha256: app.models_map.card_of_file("", sha256) is not None


def _note(app: App, checked: _Checked, record: InstallRecord | None) -> None:
    """Keep the verdict, and the digests of files seen whole for the first time."""
    if checked.model.path == app.bundled or checked.bad:
        return
    known = record or InstallRecord(checked.model.name, str(checked.model.path))
    digests = {file.path: file.sha256 for file in checked.files}
    files = known.files or checked.model.paths
    kept = tuple(known.digest_of(path) or digests.get(path) for path in files)
    stated = known.verified or (record is None and all(file.sha256_ok for file in checked.files))
    verdict = checked.trial.verdict if checked.trial.loads is not None else known.verdict
    if record is None or (kept, verdict) != (known.sha256, known.verdict):
        app.shelf.add_all([(files, replace(known, sha256=kept, verdict=verdict, verified=stated))])


def _mended(app: App, checked: _Checked) -> Generator[Event, str, bool]:
    """Fetch again what is bad, after a yes; True when the model is sound then."""
    record, name = app.shelf.record_of(checked.model), visible(checked.model.name)
    if record is None or not record.source or Path(record.source).is_absolute():
        yield from _offer_removal(app, checked, "fetch it again from where it came")
        return False
    if any(app.shelf.owner_folder(file.path) is None for file in checked.bad):
        yield Notice(f"{name} is damaged and is not ours to take away; `install {record.source}` fetches it again",
                     "warning")
        return False
    if app.offline:
        yield Notice(f"{name} is damaged, and LuciferAI is offline: `llm verify {name}` fetches what is bad again once "
                     "it is online", "warning")
        return False
    sizes = [record.size_of(file.path) for file in checked.bad]
    shown = ", ".join(visible(file.path.name) for file in checked.bad)
    about = "" if None in sizes else f" ({bytes_text(sum(size or 0 for size in sizes))})"
    if (yield Question(f"{name} is damaged. Fetch {shown}{about} again?")) != "y":
        yield Notice(f"{name} is left as it is; `llm verify {name}` asks again", "warning")
        return False
    try:
        yield from _fetch_again(app, checked, record)
    except LuciferError as error:
        hint = f"; {error.hint}" if error.hint else ""
        yield Notice(f"{name} is still damaged: {error.message}{hint}", "error")
        return False
    return (yield from _look_again(app, checked))


def _fetch_again(app: App, checked: _Checked, record: InstallRecord) -> Generator[Event, str, None]:
    """Bring the good files here under hidden names, then let each take the bad one's place."""
    bad = [file.path for file in checked.bad]
    planned = app.planner().draft(record.source, app.cwd).files
    wanted = []
    for path in bad:
        digest = record.digest_of(path)
        found = next((each for each in planned if digest and each.file.sha256 == digest), None) or next(
            (each for each in planned if each.file.filename.rpartition("/")[2] == path.name), None)
        if found is None:
            raise BrokenFile(f"{visible(record.source)} no longer holds {visible(path.name)}",
                             hint=f"`uninstall {visible(record.name)}`, then install another")
        wanted.append(Wanted(path.name, app.addresses(found), path.parent / _FRESH / path.name,
                             record.size_of(path) if digest else found.file.size_bytes, digest or found.file.sha256))
    beside = [path.name for path in record.files if path not in bad]
    fetched = yield from app.downloader.fetch_set(wanted, beside)
    group = 0
    for path, fresh in zip(bad, fetched, strict=True):
        group = renew(app.journal, app.home.trash, path, fresh.path, app.shelf.owner_folder(path), group=group)
        with contextlib.suppress(OSError):  # another download may be at work in it
            fresh.path.parent.rmdir()
    app.shelf.models(fresh=True)
    yield Notice("; ".join(f"{visible(path.name)} is new" for path in bad) + "; what was bad is in the trash")


def _look_again(app: App, checked: _Checked) -> Generator[Event, str, bool]:
    """Try out the model with its new files; they were checked on their way here."""
    model = next((each for each in app.shelf.models() if each.path == checked.model.path), checked.model)
    again = _Checked(model, (), app.tried(model) if not model.problem else Trial(None, ""))
    yield Notice(f"{visible(model.name)}: {again.verdict}", "info" if again.sound else "warning")
    return again.sound


def _offer_removal(app: App, checked: _Checked, fetch: str) -> Events:
    """Put aside, after a yes, what is bad and has no source to come from again."""
    name = visible(checked.model.name)
    owned = [file for file in checked.bad if app.shelf.owner_folder(file.path) is not None]
    if not owned:
        yield Notice(f"{name} is damaged and is not ours to take away; {fetch}", "warning")
        return 0
    shown = ", ".join(visible(str(file.path)) for file in owned)
    if (yield Question(f"{name} is damaged. Move to the trash: {shown}?")) != "y":
        yield Notice(f"{name} is left as it is", "warning")
        return 0
    group = 0
    for file in owned:
        group = put_aside(app.journal, app.home.trash, file.path, app.shelf.owner_folder(file.path), group=group)
    app.shelf.models(fresh=True)
    yield Notice(f"in the trash: {shown}; {fetch}")
    return 0


def _word(value: Json) -> str:
    return {True: "ok", False: "bad"}.get(value, "not known") if value is not None else "not known"
