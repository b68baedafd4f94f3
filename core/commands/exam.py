"""`test` and `short test`: take installed models through the tier tests and say which can be trusted with what."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from pathlib import Path

from core.app import App
from core.commands.declare import command
from core.commands.exam_desk import ProgramDesk
from core.commands.kinds import Count, Examined, FilePath, TierNumber
from core.exam.harness import Harness, Plan, Sat, sit_all
from core.exam.html_page import html_page
from core.exam.jobs import run_jobs
from core.exam.measured import Measured, share_of
from core.exam.paper import TIERS, read_paper
from core.exam.record import RunLog
from core.exam.report import failed_tier_0, markdown, report_data, tier_line, verdict_of
from core.model_parts import ROOT
from core.store.atomic import write_file
from core.words.errors import UnknownModel
from core.words.events import Event, Events, Notice, Table
from core.words.safe_text import visible
from core.words.values import InstalledModel, Json

PAPER = ROOT / "config" / "tier_tests.yaml"


@command("test", group="tests")
def test(app: App, what: Examined = "all", *, tier: TierNumber | None = None, limit: Count | None = None,
         diagnostic: bool = False, fresh: bool = False, jobs: Count = 1, html: FilePath | None = None,
         run: FilePath | None = None) -> Events:
    """Test one model, all of them, or those of a tier (`test tier 1`): who passes tier 0 goes on to its own tier.

    `--tier N` asks the questions of that tier, `--limit N` only N of each, `--diagnostic` those of higher
    tiers too. `--jobs N` tests several models at once where memory allows. A run that was ended goes on where it was
    when the same command is given again; `--fresh` begins anew, `--run FILE` goes on with that file. The report is kept
    as JSON, Markdown and HTML, and `--html FILE` writes it there too. Exit status 1 when a model fails tier 0.
    """
    plan = Plan(tiers=None if tier is None else (tier,), limit=limit, diagnostic=diagnostic)
    return (yield from _tested(app, what, plan, fresh=fresh, jobs=jobs, html=html, run=run))


@command("short test", group="tests")
def short_test(app: App, what: Examined = "all", *, fresh: bool = False) -> Events:
    """Ask the classic questions alone, ten in tier 0: a first look at a model, in a minute or so."""
    return (yield from _tested(app, what, Plan(short=True), fresh=fresh))


def _tested(app: App, what: str, plan: Plan, *, fresh: bool, jobs: int = 1, html: Path | None = None,
            run: Path | None = None) -> Events:
    models = _examined(app, what)
    folder = app.home.root / "exams"
    options = {**plan.options(), "models": sorted(model.name for model in models)}
    log = RunLog.open(folder, options, fresh=fresh) if run is None else RunLog.at(app.cwd / run, options)
    if log.resumed:
        yield Notice(f"going on with the run of {log.head['at']}: {log.resumed} questions are answered already "
                     "(`--fresh` begins anew)")
    harness = Harness(read_paper(PAPER), plan, log, lambda model: ProgramDesk(app, model))
    if jobs > 1 and len(models) > 1:
        yield from run_jobs(app.machine, log, models, jobs, _child(app, plan))
        log.reread()
    sats = yield from sit_all(harness, models, _said)
    if run is not None:
        return 0
    log.finish()
    report = report_data(log.head, app.machine, sats)
    Measured(app.home.root / "measured.json").keep(sats, at=log.head["at"], machine=app.machine.os_name)
    yield from _kept(app, log, report, sats, html)
    yield Table(("model", "tier", *(f"tier {number}" for number in TIERS), "verdict"),
                tuple(_row(sat) for sat in sats), report, empty="no model was tested")
    return 1 if any(failed_tier_0(sat) for sat in sats) else 0


def _examined(app: App, what: str) -> list[InstalledModel]:
    """Return the models that are meant: those that answer questions, by tier."""
    if what == "all" and app.flags.model:
        what = app.flags.model
    if what == "all" or what.startswith("tier "):
        wanted = None if what == "all" else int(what[5:])
        models = [model for model in app.shelf.models()
                  if "embedding" not in model.card.use_cases and wanted in (None, model.tier)]
        if not models:
            raise UnknownModel(f"no installed model is of tier {wanted}", hint="`llm list` shows them with their tiers")
        return sorted(models, key=lambda model: (model.tier, model.name))
    return [app.shelf.find(what)]


def _child(app: App, plan: Plan) -> list[str]:
    """Return the arguments that another process of this program needs to test one model of this run."""
    flags = [word for name, value in (("--tier", plan.tiers and plan.tiers[0]), ("--limit", plan.limit))
             if value is not None for word in (name, str(value))]
    return [str(ROOT / "lucifer.py"), "--home", str(app.home.root), "--quiet", "test", *flags,
            *(["--diagnostic"] if plan.diagnostic else [])]


def _said(sat: Sat) -> Event:
    """What came of a model, as lines: a banner, each tier, the verdict."""
    tiers = "".join(f"\n  {tier_line(sat, tier)}" for tier in sat.tiers if sat.records[tier])
    return Notice(f"{visible(sat.model.name)} (native tier {sat.model.tier}){tiers}\n  {visible(verdict_of(sat))}",
                  "warning" if failed_tier_0(sat) else "info")


def _row(sat: Sat) -> tuple[str, ...]:
    return (visible(sat.model.name), str(sat.model.tier),
            *(share_of(sat.records[tier]).text if sat.records.get(tier) else "" for tier in TIERS),
            visible(verdict_of(sat)))


def _kept(app: App, log: RunLog, report: Json, sats: Sequence[Sat], html: Path | None) -> Generator[Event, str, None]:
    """Write the report in its three forms beside the run, and the page where the person wants it."""
    page = html_page(report)
    write_file(log.file.with_suffix(".json"), json.dumps(report, indent=1))
    write_file(log.file.with_suffix(".md"), markdown(log.head, app.machine, sats))
    write_file(log.file.with_suffix(".html"), page)
    if html is not None:
        write_file(app.cwd / html, page, mode=0o644)
    yield Notice(f"report: {app.cwd / html if html else log.file.with_suffix('.html')}")
