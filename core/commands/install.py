"""`install`: models come onto this machine whole, checked and tried; what it takes is shown before the first byte."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ModelsWanted, QuantName
from core.commands.llm_import import llm_import
from core.models.arrival import Wanted
from core.models.card_fit import CardFit, best_choice, card_fit
from core.models.install_plan import InstallPlan, PlannedModel, Planner, files_to_ask_about
from core.models.model_download import Fetched
from core.models.records import InstallRecord
from core.models.source import Local, parse_source
from core.words.command import Need
from core.words.errors import DoesNotFit, LuciferError, Refused
from core.words.events import Answer, Event, Events, Notice, Question, Table
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import InstalledModel, Json

_CHOICES = ("quant", "size", "4k", "16k", "full context", "tokens/s", "")


@command("install", group="models", needs=(Need.NETWORK,))
def install(app: App, models: ModelsWanted, *, quant: QuantName = "", dry_run: bool = False,
            force: bool = False) -> Events:
    """Fetch a model, or a set of them, and try each out.

    A model is a name of `llm list all`, hf:owner/repo[:quant], an https address of a .gguf, or a file here; a set is
    `core`, `tier 1`, `priority high` or `all`. `--quant Q8_0` takes another quantisation, `--dry-run` only shows what
    would be done, `--force` fetches what this machine cannot run. Ctrl-C keeps what has arrived: the same command goes
    on from there. Exit status 9: it does not fit.
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
    planned = planner.plan(models, app.cwd, quant or None)
    (model,) = planned.models
    if model.is_there:
        yield from _say_there(app, model)
        return 0
    model = yield from _choose(app, planner, model, quant=quant, force=force)
    yield _summary(app, planned)
    if dry_run:
        return 0
    yield from _agree(files_to_ask_about([model]), model)
    yield from _fetch(app, model)
    return 0


def _install_set(app: App, planner: Planner, plan: InstallPlan, *, dry_run: bool, force: bool) -> Events:
    """Fetch every model of a set that is missing and fits; go on where one fails; end with a true summary."""
    fits = {model.name: _fit(app, model) for model in plan.to_fetch}
    wanted = [model for model in plan.to_fetch if force or (fit := fits[model.name]) is None or fit.fits]
    yield _overview(app, plan, fits, wanted)
    if dry_run or not wanted:
        return 0
    size = InstallPlan(tuple(wanted)).fetch_bytes
    about = "an unknown size" if size is None else bytes_text(size)
    if (yield Question(f"fetch {len(wanted)} models, {about} together, into {app.home.models}?")) != "y":
        raise Refused("nothing was fetched", hint="`--yes` answers yes")
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


def _choose(app: App, planner: Planner, model: PlannedModel, *, quant: str, force: bool
            ) -> Generator[Event, str, PlannedModel]:
    """Show the quants a model comes in and take the best that fits, unless one was asked for."""
    if model.card is None:
        return model
    choices = app.models_map.choices(model.card)
    speed = app.memory_speed
    fits = [card_fit(model.card, choice, app.machine, speed) for choice in choices]
    known = [fit for fit in fits if fit is not None]
    if len(known) < len(choices) or model.choice not in choices:
        return model
    best, taken = best_choice(known), choices.index(model.choice)
    if not quant and best != taken and known[best].fits:
        yield Notice(f"{choices[taken].quant} does not fit this machine: taking {choices[best].quant}")
        (model,) = planner.plan(model.name, app.cwd, choices[best].quant).models
        taken = best
    yield Table(_CHOICES, tuple(_choice_row(fit, at == taken, at == best) for at, fit in enumerate(known)),
                {"event": "choices", "name": model.name, "choices": [_choice_data(fit) for fit in known],
                 "taken": known[taken].quant, "recommended": known[best].quant},
                title=f"{model.name}: memory by context, on this machine")
    if not known[taken].fits and not force:
        raise DoesNotFit(f"{visible(model.name)} needs {bytes_text(known[taken].memory_small_bytes)} of memory; "
                         f"{bytes_text(app.machine.memory_available_bytes)} are free",
                         hint="`llm recommend` names models for this machine; `--force` fetches it all the same")
    return model


def _choice_row(fit: CardFit, taken: bool, best: bool) -> tuple[str, ...]:
    full = "" if fit.memory_full_bytes is None else bytes_text(fit.memory_full_bytes)
    remark = "this one" if taken else "recommended" if best else ""
    return (fit.quant, ("" if fit.size_stated else "about ") + bytes_text(fit.size_bytes),
            bytes_text(fit.memory_small_bytes), bytes_text(fit.memory_medium_bytes), full,
            f"{fit.tokens_per_second:.0f}", remark if fit.fits else f"{remark} does not fit".strip())


def _choice_data(fit: CardFit) -> dict[str, Json]:
    return {"quant": fit.quant, "size_bytes": fit.size_bytes, "size_stated": fit.size_stated,
            "memory_4k_bytes": fit.memory_small_bytes, "memory_16k_bytes": fit.memory_medium_bytes,
            "memory_full_bytes": fit.memory_full_bytes, "tokens_per_second_expected": fit.tokens_per_second,
            "fits": fit.fits}


def _fit(app: App, model: PlannedModel) -> CardFit | None:
    return None if model.card is None else card_fit(model.card, model.choice, app.machine, app.memory_speed)


def _summary(app: App, plan: InstallPlan) -> Notice:
    """Say what one install fetches, and what room there is."""
    (model,) = plan.models
    size = "a file of unknown size" if model.fetch_bytes is None else (
        ("about " if model.about else "") + bytes_text(model.fetch_bytes))
    free = bytes_text(app.shelf.free_bytes(app.home.models))
    license_ = f", license {visible(model.license)}" if model.license else ""
    return Notice(f"{visible(model.name)} ({model.choice.quant}{license_}): {size} to fetch; {free} free on the disk")


def _overview(app: App, plan: InstallPlan, fits: dict[str, CardFit | None], wanted: Sequence[PlannedModel]) -> Table:
    """Show a set: each model with its size and what will be done with it."""
    def outcome(model: PlannedModel) -> str:
        if model.is_there:
            return "is there"
        return "to fetch" if model in wanted else "does not fit this machine"

    def size(model: PlannedModel) -> str:
        if model.is_there or model.fetch_bytes is None:
            return ""
        return ("about " if model.about else "") + bytes_text(model.fetch_bytes)

    together = InstallPlan(tuple(wanted)).fetch_bytes
    free = app.shelf.free_bytes(app.home.models)
    rows = tuple((visible(model.name), model.choice.quant, size(model), outcome(model)) for model in plan.models)
    return Table(("model", "quant", "to fetch", "outcome"), rows, {
        "event": "plan", "models": [{"name": model.name, "quant": model.choice.quant, "there": model.is_there,
                                     "fetch_bytes": model.fetch_bytes, "fits": None if (fit := fits.get(model.name))
                                     is None else fit.fits} for model in plan.models],
        "fetch_bytes": together, "free_bytes": free},
        title=f"{'an unknown size' if together is None else bytes_text(together)} to fetch; {bytes_text(free)} free")


def _agree(lines: list[str], model: PlannedModel) -> Generator[Event, str, None]:
    """Ask where something about the files wants a person's word."""
    if not lines:
        return
    for line in lines:
        yield Notice(line, "warning")
    if (yield Question(f"fetch {visible(model.name)} all the same?")) != "y":
        raise Refused(f"{visible(model.name)} was not fetched", hint="`--yes` answers yes",
                      facts={"reasons": lines})


def _fetch(app: App, model: PlannedModel) -> Generator[Event, str, InstalledModel]:
    """Move a model's files here, register them, try the model out, and say so."""
    folder = app.shelf.folder_for(model.fetch_bytes or 0)
    wanted = [Wanted(planned.file.filename.rsplit("/", 1)[-1], app.addresses(planned), folder / planned.target,
                     planned.file.size_bytes, planned.file.sha256) for planned in model.missing]
    fetched: tuple[Fetched, ...] = yield from app.downloader.fetch_set(wanted)
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
    return installed


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
