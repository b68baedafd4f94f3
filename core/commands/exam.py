"""`test` and `short test`: take installed models through the tier tests and say which can be trusted with what."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.app import App
from core.commands.declare import command
from core.commands.exam_desk import PAPER, ProgramDesk
from core.commands.going_online import going_online
from core.commands.kinds import ClusterAddress, Count, Examined, FilePath, TierNumber
from core.exam import scratch
from core.exam.harness import Harness, Plan, sit_all
from core.exam.html_page import html_page
from core.exam.jobs import Jobs
from core.exam.measured import machine_text, share_of
from core.exam.paper import TIERS, read_paper
from core.exam.ray_cluster import is_loopback
from core.exam.ray_jobs import RayJobs
from core.exam.record import RunLog
from core.exam.report import failed_tier_0, markdown, report_data, tier_line, verdict_of
from core.exam.sat import Sat
from core.exam.task import Task
from core.model_parts import ROOT
from core.store.atomic import disk_error, write_file
from core.words.errors import Interrupted, NetworkError, UnknownModel, UsageError
from core.words.events import Event, Events, Level, Notice, Table
from core.words.safe_text import visible
from core.words.values import InstalledModel, Json

_REPORTS = (".json", ".md", ".html")


@dataclass(frozen=True, slots=True)
class Means:
    """How a run is done: where it is kept, by how many processes, on which cluster."""

    fresh: bool = False
    jobs: int = 1
    ray: str | None = None
    html: Path | None = None
    run: Path | None = None


@command("test", group="tests")
def test(app: App, what: Examined = "all", *, tier: TierNumber | None = None, limit: Count | None = None,
         diagnostic: bool = False, fresh: bool = False, jobs: Count = 1, ray: ClusterAddress | None = None,
         html: FilePath | None = None, run: FilePath | None = None) -> Events:
    """Test one model, all of them, or those of a tier (`test tier 1`): who passes tier 0 goes on to its own tier.

    `--tier N` asks the questions of that tier, `--limit N` only N of each and of the probes, `--diagnostic`
    those of higher tiers too. `--jobs N` tests several models at once where memory allows, `--ray ADDRESS` on all
    machines of a Ray cluster. A run that was ended goes on where it was when the same command is given again;
    `--fresh` begins anew, `--run FILE` keeps the run in that file. The report is kept as JSON, Markdown and HTML beside
    the run, and `--html FILE` writes it there too. Exit status 1 when a model fails tier 0.
    """
    if ray and jobs > 1:
        raise UsageError("`--jobs` and `--ray` do not go together: the cluster decides how much runs at once",
                         hint="leave one of them out")
    plan = Plan(tiers=None if tier is None else (tier,), limit=limit, diagnostic=diagnostic)
    return (yield from _tested(app, what, plan, Means(fresh, jobs, ray, html, run)))


@command("short test", group="tests")
def short_test(app: App, what: Examined = "all", *, fresh: bool = False) -> Events:
    """Ask the classic questions alone, ten in tier 0: a first look at a model, in a minute or so."""
    return (yield from _tested(app, what, Plan(short=True), Means(fresh)))


def _tested(app: App, what: str, plan: Plan, means: Means) -> Events:
    if means.html is not None:
        _refuse_unwritable(app.cwd / means.html, means.html)
    meant, models = _examined(app, what)
    log = _log(app, plan, means, meant)
    scratch.sweep()
    with log.held():
        gone = [model for model in log.gone() if meant in ("all", f"tier {model.tier}")
                and model.name not in {each.name for each in models}]
        return (yield from _run(app, log, plan, means, models, gone))


def _run(app: App, log: RunLog, plan: Plan, means: Means, models: Sequence[InstalledModel],
         gone: Sequence[InstalledModel]) -> Events:
    """Take models through a run that nobody else is at, and report, also what those answered that are `gone` since."""
    harness = Harness(read_paper(PAPER), plan, log, lambda model: ProgramDesk(app, model))
    done = {model.name: harness.sat_of(model) for model in models if log.resumed and not harness.open_parts(model)}
    if log.resumed:
        yield Notice(f"going on with the run of {log.head['at'][:16].replace('T', ' ')}: {log.resumed} questions are "
                     f"answered already, {len(done)} of {len(models)} models are done (`--fresh` begins anew)")
    if left_out := harness.left_out():
        yield Notice(left_out, "warning")
    try:
        left = [model for model in models if model.name not in done]
        done |= yield from _side_by_side(app, harness, log, left, means)
        sats = yield from sit_all(harness, models, _said, done=done)
        sats += [harness.sat_of(model, problem="its file is not there any more" if harness.open_parts(model) else "")
                 for model in gone]
    except (KeyboardInterrupt, Interrupted) as stop:
        raise Interrupted("the test was stopped; what was answered is kept",
                          hint="the same command goes on where it was") from stop
    report = report_data(log.head, app.machine, sats, left_out)
    app.measured.keep([sat.finished() for sat in sats if sat.model.path.exists()], at=log.head["at"],
                      machine=machine_text(app.machine))
    page = html_page(report)
    yield from _kept(app, log, report, sats, page)
    # What stopped an installed model halfway may be over by the next start; what a broken one lacks, it lacks then too.
    if halfway := [sat.model.name for sat in sats[:len(models)] if sat.records and sat.problem and not sat.failed]:
        yield Notice(f"not all was asked of {visible(', '.join(halfway))}: the same command goes on where it was",
                     "warning")
    else:
        log.finish()
    taken = [tier for tier in TIERS if any(sat.records.get(tier) for sat in sats)]
    yield Table(("model", "native tier", *(f"tier {tier}" for tier in taken), "verdict"),
                tuple(_row(sat, taken) for sat in sats), report, empty="no model was tested")
    if means.html is not None:  # at the end: where it cannot be written, all else has been said
        write_file(app.cwd / means.html, page, mode=0o644)
        yield Notice(f"written to {visible(str(means.html))} too")
    return 1 if any(failed_tier_0(sat) for sat in sats) else 0


def _log(app: App, plan: Plan, means: Means, meant: str) -> RunLog:
    """Return the run to go on with, or a new one. `meant` tells commands apart, not which models there are by now."""
    options = {**plan.options(), "what": meant}
    if means.run is None:
        return RunLog.open(app.home.root / "exams", options, fresh=means.fresh)
    if means.run.suffix in _REPORTS:
        raise UsageError(f"{means.run.name} is what the report will be called",
                         hint=f"call the run {means.run.with_suffix('.jsonl').name}")
    return RunLog.at(app.cwd / means.run, options)


def _side_by_side(app: App, harness: Harness, log: RunLog, models: Sequence[InstalledModel], means: Means
                  ) -> Generator[Event, str, dict[str, Sat]]:
    """Ask in several processes or on several machines, where that is wanted; return the models that are done."""
    def make_task(model: InstalledModel, threads: int) -> Task:
        return Task(str(app.home.root), str(model.path), model.size_bytes, str(log.file), harness.plan, threads,
                    harness.key_of(model))

    if means.ray is not None:
        if app.offline and not is_loopback(means.ray):
            raise NetworkError(f"offline: the Ray cluster at {means.ray} is not asked", hint=going_online(app))
        return (yield from RayJobs(means.ray, harness, log, make_task, str(ROOT), app.environ).run(models, _said))
    if means.jobs > 1 and len(models) > 1:
        return (yield from Jobs(harness, log, means.jobs, make_task, app.environ).run(models, _said))
    return {}


def _examined(app: App, what: str) -> tuple[str, list[InstalledModel]]:
    """Return the models that are meant: those that answer questions, by tier; before them what tells that in words.

    `--model NAME` with the command is a filter; given when the prompt was opened it is what a bare `test` means.
    """
    if app.flags.model and (what == "all" or not app.interactive):
        model = app.shelf.find(app.flags.model)
        if what != "all" and model.path not in {each.path for each in _named(app, what)}:
            raise UsageError(f"`--model {app.flags.model}` and {what} do not go together: it is another model",
                             hint="name it once: `test NAME`, `test tier N`, or `test --model NAME`")
        return model.name, [model]
    models = _named(app, what)
    return what if what == "all" or what.startswith("tier ") else models[0].name, models


def _named(app: App, what: str) -> list[InstalledModel]:
    if what == "all" or what.startswith("tier "):
        wanted = None if what == "all" else int(what[5:])
        models = [model for model in app.shelf.models()
                  if "embedding" not in model.card.use_cases and wanted in (None, model.tier)]
        if not models:
            raise UnknownModel(f"no installed model is of tier {wanted}", hint="`llm list` shows them with their tiers")
        return sorted(models, key=lambda model: (model.tier, model.name))
    return [app.shelf.find(what)]


def _said(sat: Sat) -> Event:
    """What came of a model, as lines: a banner, each tier, the verdict."""
    tiers = "".join(f"\n  {tier_line(sat, tier)}" for tier in sat.tiers if sat.records[tier])
    level: Level = "warning" if failed_tier_0(sat) else "good" if sat.passed(0) else "info"
    banner = f"{visible(sat.model.name)} (native tier {sat.model.tier})"
    return Notice(f"{banner}{tiers}\n  {visible(verdict_of(sat))}", level)


def _row(sat: Sat, taken: Sequence[int]) -> tuple[str, ...]:
    return (visible(sat.model.name), str(sat.model.tier),
            *(share_of(sat.records[tier]).text if sat.records.get(tier) else "" for tier in taken),
            visible(verdict_of(sat)))


def _kept(app: App, log: RunLog, report: Json, sats: Sequence[Sat], page: str) -> Generator[Event, str, None]:
    """Write the report in its three forms beside the run."""
    write_file(log.file.with_suffix(".json"), json.dumps(report, indent=1))
    write_file(log.file.with_suffix(".md"), markdown(log.head, app.machine, sats, report["left_out"]))
    write_file(log.file.with_suffix(".html"), page)
    yield Notice(f"report: {log.file.with_suffix('.html')}")


def _refuse_unwritable(page: Path, said: Path) -> None:
    """Raise where a page cannot be written in the end: a run may take hours."""
    if page.is_dir():
        raise UsageError(f"{said} is a folder", hint=f"name a file: {said / 'report.html'}")
    folder = Path(os.path.realpath(page)).parent
    while not os.path.lexists(folder):
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise disk_error("write", page, error) from error
