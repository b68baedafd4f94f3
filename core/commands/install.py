"""`install`: models come onto this machine whole, checked and tried; what it takes is shown before the first byte."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from core.app import App
from core.commands.declare import command
from core.commands.fit_table import choice_data, fit_table, head_of, projector_text
from core.commands.going_online import going_online
from core.commands.kinds import ModelsWanted, QuantName
from core.commands.llm_import import llm_import
from core.commands.template_shown import template_notice
from core.models.arrival import Wanted
from core.models.card_fit import CardFit, best_choice, card_fit
from core.models.download_rate import RateKept, download_rate
from core.models.file_fit import file_fits
from core.models.install_plan import InstallPlan, PlannedModel, Planner, files_to_ask_about
from core.models.model_download import Fetched
from core.models.records import InstallRecord
from core.models.source import Local, parse_source
from core.words.command import Need
from core.words.errors import Declined, DoesNotFit, LuciferError, NetworkError, Refused
from core.words.events import Answer, Event, Events, Notice, Progress, Question, Table
from core.words.safe_text import visible
from core.words.units import bytes_text, seconds_text
from core.words.values import InstalledModel

_RATE_FILE = "download_rate.json"


@command("install", group="models", needs=(Need.NETWORK,))
def install(app: App, models: ModelsWanted, *, quant: QuantName = "", dry_run: bool = False,
            force: bool = False) -> Events:
    """Fetch a model, or a set of them, and try each out.

    A model is a name of `llm list all`, hf:owner/repo[:quant], an https address of a .gguf, or a file here; a set is
    `core`, `tier 1`, `priority high` or `all`. `--quant Q8_0` takes another quantisation, `--dry-run` only shows what
    would be done, `--force` fetches what this machine cannot run. Before a byte comes, each quantisation is shown with
    its size, its memory by context and its speed here; of a file that nobody lists, its head is read for that. Ctrl-C
    keeps what has arrived: the same command goes on from there. Exit status 9: it does not fit; 3: no network.
    """
    for warning in (*app.models_map.warnings, *app.mirrors.warnings):
        yield Notice(warning, "warning")
    planner = app.planner()
    if planner.set_of(models) is not None:
        return (yield from _install_set(app, planner, planner.plan(models, app.cwd, quant or None), dry_run=dry_run,
                                        force=force))
    source = parse_source(models, app.cwd)
    if isinstance(source, Local) and source.path.exists():
        return (yield from llm_import(app, source.path))
    model, fit = _draft(app, planner, models, quant), None
    if not model.is_there:
        drafted = model.settled
        model, fit = yield from _choose(app, planner, model, force=force)
        model = yield from _settle(app, planner, model, dry_run=dry_run)
        if fit is None and model.settled and not (drafted or model.is_there):  # now its file's head can be read
            model, fit = yield from _choose(app, planner, model, force=force)
            model = yield from _settle(app, planner, model, dry_run=dry_run)
    if model.is_there:
        yield from _say_there(app, model)
        return 0
    yield _summary(app, model, fit)
    questions = files_to_ask_about([model])
    if dry_run:
        yield from (Notice(line, "warning") for line in questions)
        return 0
    yield from _agree(questions, model)
    yield from _fetch(app, model)
    return 0


def _install_set(app: App, planner: Planner, plan: InstallPlan, *, dry_run: bool, force: bool) -> Events:
    """Fetch every model of a set that is missing and fits; go on where one fails; end with a true summary."""
    fits = {model.name: _fit(app, model) for model in plan.to_fetch}
    wanted = [model for model in plan.to_fetch if force or (fit := fits[model.name]) is None or fit.fits]
    yield _overview(app, plan, fits, wanted)
    yield _together(app, plan, wanted)
    if dry_run or not wanted:
        return 0
    if app.offline:
        raise NetworkError("offline: nothing can be fetched", hint=going_online(app))
    size = InstallPlan(tuple(wanted)).fetch_bytes
    about = "an unknown size" if size is None else bytes_text(size)
    if (yield Question(f"fetch {_models(len(wanted))}, {about} together, into {app.home.models}?")) != "y":
        raise Declined("nothing was fetched", hint="`--yes` answers yes")
    done: list[str] = []
    failed: dict[str, LuciferError] = {}
    for model in wanted:
        try:
            settled = planner.settle(model)
            yield from _agree(files_to_ask_about([settled]), settled)
            done.append((yield from _fetch(app, settled)).name)
        except LuciferError as error:
            failed[model.name] = error
            yield Notice(f"{visible(model.name)}: {error.message}", "error")
    yield Table(("model", "outcome"), (
        *((visible(name), "installed") for name in done),
        *((visible(name), f"failed: {error.message}") for name, error in failed.items())),
        {"event": "summary", "installed": done, "failed": {name: error.message for name, error in failed.items()}})
    return next(iter(failed.values())).status if failed else 0


def _draft(app: App, planner: Planner, words: str, quant: str) -> PlannedModel:
    """Find out which model is meant; what only the hub knows needs the network."""
    try:
        return planner.draft(words, app.cwd, quant or None)
    except NetworkError as error:
        if app.offline:
            raise NetworkError(error.message, hint=f"{going_online(app)}, then `install {visible(words)}`") from error
        raise


def _choose(app: App, planner: Planner, model: PlannedModel, *, force: bool
            ) -> Generator[Event, str, tuple[PlannedModel, CardFit | None]]:
    """Show the quants a model comes in, with what each takes here; take the best that fits, unless one was named."""
    fits = yield from _fits_of(app, model)
    if not fits:
        return model, None
    taken = model.choices.index(model.choice)
    best = best_choice(fits)
    if not model.wished and not fits[taken].fits and fits[best].fits:
        yield Notice(f"{visible(model.choice.quant)} does not fit this machine: taking {visible(fits[best].quant)}")
        model, taken = planner.taking(model, model.choices[best]), best
    yield fit_table(model.name, fits, fits[taken], fits[best], {
        "event": "choices", "name": model.name, "choices": [choice_data(fit) for fit in fits],
        "taken": fits[taken].quant, "recommended": fits[best].quant})
    if fits[taken].projector_bytes:
        yield Notice(projector_text(fits[taken].projector_bytes))
    if not fits[taken].fits and not force:
        smaller = f"`--quant {fits[best].quant}` fits; " if fits[best].fits else ""
        raise DoesNotFit(f"{visible(model.name)} needs {bytes_text(fits[taken].memory_small_bytes)} of memory; "
                         f"{bytes_text(app.machine.memory_available_bytes)} are free",
                         hint=f"{smaller}`llm recommend` names models for this machine; `--force` fetches it all the "
                         "same")
    return model, fits[taken]


def _fits_of(app: App, model: PlannedModel) -> Generator[Event, str, list[CardFit]]:
    """Work out how each choice fits: from the card, else from the head of the file; empty where neither tells."""
    speed = app.memory_speed
    if model.card is not None and model.card.parameters and model.choice in app.models_map.choices(model.card):
        found = [card_fit(model.card, choice, app.machine, speed) for choice in model.choices]
        return [fit for fit in found if fit is not None]
    if app.offline or not model.settled:
        return []
    try:
        header = yield from head_of(app, model)
    except NetworkError as error:
        yield Notice(f"what it needs is not known before it is here: {error.message}", "warning")
        return []
    return file_fits(header, model.choice, model.choices, app.machine, speed, str(app.settings.get("kv_type")))


def _settle(app: App, planner: Planner, model: PlannedModel, *, dry_run: bool
            ) -> Generator[Event, str, PlannedModel]:
    """Ask the hub what it states of the files today; without it, say what is known, and what to type later."""
    try:
        if app.offline and not dry_run:
            raise NetworkError(f"offline: {visible(model.name)} cannot be fetched")
        return planner.settle(model)
    except NetworkError as error:
        if dry_run:
            yield Notice(f"{error.message}; sizes are those of the map", "warning")
            return model
        quant = f" --quant {visible(model.choice.quant)}" if model.wished else ""
        again = f"`install {visible(model.name)}{quant}`"
        hint = f"{going_online(app)}, then {again}" if app.offline else f"{again} once the hub can be reached"
        raise NetworkError(error.message, hint=hint) from error


def _summary(app: App, model: PlannedModel, fit: CardFit | None) -> Notice:
    """Say what one install fetches, how long that takes, and what room there is."""
    size_bytes = model.fetch_bytes or (fit.size_bytes if fit else None)
    about = "about " if model.about else ""
    size = "a file of unknown size" if size_bytes is None else f"{about}{bytes_text(size_bytes)}"
    free = bytes_text(app.shelf.free_bytes(app.home.models))
    license_ = f", license {visible(model.license)}" if model.license else ""
    return Notice(f"{visible(model.name)} ({visible(model.choice.quant)}{license_}): {size} to fetch"
                  f"{_duration(app, size_bytes)}; {free} free on the disk")


def _duration(app: App, size_bytes: int | None) -> str:
    """Say how long a download takes at the rate of the last one; nothing while no rate is known."""
    rate = download_rate(app.home.root / _RATE_FILE)
    if rate is None or not size_bytes:
        return ""
    return f", about {seconds_text(size_bytes / rate)} at the last rate ({bytes_text(round(rate))} a second)"


def _fit(app: App, model: PlannedModel) -> CardFit | None:
    return None if model.card is None else card_fit(model.card, model.choice, app.machine, app.memory_speed)


def _overview(app: App, plan: InstallPlan, fits: dict[str, CardFit | None], wanted: Sequence[PlannedModel]) -> Table:
    """Show a set: each model with its size and what will be done with it."""
    def outcome(model: PlannedModel) -> str:
        if model.is_there:
            return "is there"
        return "to fetch" if model in wanted else "does not fit"

    def size(model: PlannedModel) -> str:
        if model.is_there or model.fetch_bytes is None:
            return ""
        return ("~" if model.about else "") + bytes_text(model.fetch_bytes)

    together = InstallPlan(tuple(wanted)).fetch_bytes
    free = app.shelf.free_bytes(app.home.models)
    rows = tuple((visible(model.name), model.choice.quant, size(model), outcome(model)) for model in plan.models)
    return Table(("model", "quant", "to fetch", "outcome"), rows, {
        "event": "plan", "models": [{"name": model.name, "quant": model.choice.quant, "there": model.is_there,
                                     "fetch_bytes": model.fetch_bytes, "fits": None if (fit := fits.get(model.name))
                                     is None else fit.fits} for model in plan.models],
        "fetch_bytes": together, "free_bytes": free},
        title="what would be done")


def _together(app: App, plan: InstallPlan, wanted: Sequence[PlannedModel]) -> Notice:
    """Say what a set takes as a whole, and what is left out."""
    chosen = InstallPlan(tuple(wanted))
    size, free = chosen.fetch_bytes, app.shelf.free_bytes(app.home.models)
    shown = "an unknown size" if size is None else ("about " if chosen.about else "") + bytes_text(size)
    too_large, there = len(plan.to_fetch) - len(wanted), len(plan.models) - len(plan.to_fetch)
    facts = [f"{_models(len(wanted))}, {shown} to fetch{_duration(app, size)}; {bytes_text(free)} free on the disk"
             if wanted else "nothing to fetch"]
    facts += [f"{there} already here"] if there else []
    facts += [f"{too_large} left out, too large for this machine (`--force` fetches them too)"] if too_large else []
    short = (size or 0) > free
    facts += [f"the disk lacks {bytes_text((size or 0) - free)}"] if short else []
    return Notice("; ".join(facts), "warning" if short else "info")


def _models(count: int) -> str:
    return "1 model" if count == 1 else f"{count} models"


def _agree(lines: list[str], model: PlannedModel) -> Generator[Event, str, None]:
    """Ask where something about the files wants a person's word."""
    if not lines:
        return
    for line in lines:
        yield Notice(line, "warning")
    if (yield Question(f"fetch {visible(model.name)} all the same?")) != "y":
        raise Declined(f"{visible(model.name)} was not fetched", hint="`--yes` answers yes",
                       facts={"reasons": lines})


def _fetch(app: App, model: PlannedModel) -> Generator[Event, str, InstalledModel]:
    """Move a model's files here, register them, try the model out, and say so."""
    folder = app.shelf.folder_for(model.fetch_bytes or 0)
    wanted = [Wanted(planned.file.filename.rsplit("/", 1)[-1], app.addresses(planned), folder / planned.target,
                     planned.file.size_bytes, planned.file.sha256) for planned in model.missing]
    fetched = yield from _fetched(app, wanted, [planned.there.name for planned in model.files if planned.there])
    arrived = dict(zip(model.missing, fetched, strict=True))
    paths = [arrived[planned].path if planned in arrived else Path(str(planned.there)) for planned in model.files]
    digests = tuple(arrived[planned].sha256 if planned in arrived else planned.file.sha256 for planned in model.files)
    record = replace(_record(app, model, paths), sha256=digests, verified=all(each.verified for each in fetched))
    installed = app.shelf.add(paths, record)
    if installed is None:
        raise Refused(f"{visible(paths[0].name)} is here, but is no model", hint="`llm list` says what is wrong")
    trial = app.tried(installed)
    app.shelf.add(paths, replace(record, verdict=trial.verdict))
    yield Answer(_written(installed, record, trial.verdict), {
        "event": "installed", "name": installed.name, "path": str(installed.path), "sha256": digests[0],
        "verified": record.verified, "verdict": trial.verdict, "size_bytes": installed.size_bytes})
    told = template_notice(app, installed)
    if told is not None:
        yield told
    return installed


def _fetched(app: App, wanted: list[Wanted], beside: Sequence[str]) -> Generator[Event, str, tuple[Fetched, ...]]:
    """Fetch the files, and keep how fast that went, also when it is stopped half-way."""
    rate = RateKept(app.home.root / _RATE_FILE)
    moving = app.downloader.fetch_set(wanted, beside)
    try:
        while True:
            event = next(moving)
            if isinstance(event, Progress):
                rate.watch(event.data)
            yield event
    except StopIteration as end:
        fetched: tuple[Fetched, ...] = end.value
        return fetched
    finally:
        moving.close()
        rate.keep()


def _record(app: App, model: PlannedModel, paths: list[Path]) -> InstallRecord:
    """Return what is kept of an install. A second quantisation of a model has its quant in its name."""
    others = [each.name for each in app.shelf.models() if each.path not in paths]
    name = f"{model.name}:{model.choice.quant}" if model.name in others else model.name
    aliases = model.card.aliases if model.card and name == model.name else ()
    return InstallRecord(name, _source(model), tuple(planned.file.sha256 for planned in model.files), aliases=aliases)


def _source(model: PlannedModel) -> str:
    """Return the words that install this model again."""
    file = model.choice.files[0]
    if model.card is not None and file in model.card.files:
        return f"{model.card.name}:{file.quant}"
    return next((planned.url for planned in model.files if planned.url), f"hf:{file.repo}:{file.quant}")


def _written(model: InstalledModel, record: InstallRecord, verdict: str) -> str:
    checked = "checked against its SHA-256" if record.verified else "its SHA-256 was stated by nobody: unverified"
    return (f"{visible(model.name)} is installed ({bytes_text(model.size_bytes)}; {checked}; {visible(verdict)})\n"
            f"  {visible(str(model.path))}\n  `llm use {visible(model.name)}` lets it answer")


def _say_there(app: App, model: PlannedModel) -> Events:
    """A model whose files are all in place is registered, and nothing is fetched."""
    paths = [Path(str(planned.there)) for planned in model.files]
    found = next((each for each in app.shelf.models() if each.path == paths[0]), None)
    if found is None or app.shelf.record_of(found) is None:
        found = app.shelf.add(paths, _record(app, model, paths))
    name = found.name if found else model.name
    record = app.shelf.record_of(found) if found else None
    yield Answer(f"{visible(name)} is installed already\n  {visible(str(paths[0]))}\n"
                 f"  `llm verify {visible(name)}` checks it, `llm use {visible(name)}` lets it answer",
                 {"event": "installed", "name": name, "path": str(paths[0]),
                  "sha256": record.sha256[0] if record and record.sha256 else None,
                  "verified": bool(record and record.verified)})
    return 0
