"""Mending a script: try it, offer one change after the other as a diff, make it after a yes, try again."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.app import App
from core.assist.error_words import meaning_of
from core.assist.file_work import diff_text
from core.assist.fix_search import Fix, Patient, known_offers, rule_offers
from core.assist.known_fixes import KnownFixes
from core.assist.script_error import ScriptError, read_error
from core.assist.script_patch import excerpt_of, patch_request, read_patch
from core.assist.script_text import line_of
from core.commands.script_run import Outcome, Script, command_line, run_script, stopping_error
from core.commands.which_files import shown
from core.store.plain_file import read_plain
from core.words.errors import Interrupted, LuciferError, UsageError
from core.words.events import Answer, Choice, Event, Notice, Question
from core.words.safe_text import oddities, safe, visible
from core.words.values import Json

ROUNDS_MAX = 3
SIZE_MAX_BYTES = 400_000
_ANSWER_TOKENS_MAX = 2_000
_KEYS = (Choice("y", "yes"), Choice("a", "another"), Choice("n", "no"))


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a script is to be mended: whether it may be run, and whether a model may be asked."""

    runs: bool = True
    model: bool = True


@dataclass(frozen=True, slots=True)
class Trial:
    """What a script did when it was tried: the text that was tried, what went wrong, and the run, if it was run."""

    text: str
    error: ScriptError | None
    outcome: Outcome | None


@dataclass(slots=True)
class Report:
    """What was tried and changed, for --json and for the exit status."""

    rounds: list[dict[str, Json]] = field(default_factory=list)
    refused: bool = False
    trial: Trial | None = None

    @property
    def status(self) -> int:
        """0 when the script is in order now, 6 when no change was agreed to, else 1."""
        if self.trial is not None and self.trial.error is None:
            return self.trial.outcome.ended.status if self.trial.outcome else 0
        return 6 if self.refused else 1

    def data(self, script: Script) -> Json:
        """Write it as JSON."""
        trial = self.trial
        error = trial.error if trial else None
        return {"file": str(script.path), "language": script.interpreter.language, "fixed": self.status == 0,
                "changes": self.rounds, "error": error.data() if error else None,
                "exit_status": trial.outcome.ended.status if trial and trial.outcome else None}


def tried(app: App, script: Script, wishes: Wishes, until: Callable[[], bool] | None = None
          ) -> Generator[Event, str, Trial]:
    """Read a script, check that it can be read by its interpreter, and run it; `until` may end the run."""
    text = script_text(script)
    error = _patient(app, script).check([text.replace("\r\n", "\n") if _folds(script) else text])[0]
    if error is not None or not wishes.runs:
        return Trial(text, error, None)
    outcome = yield from run_script(app, script, until)
    if until is None and outcome.ended.interrupted:
        raise Interrupted("stopped")
    found = stopping_error(script, outcome)
    if found is None and outcome.ended.status:
        found = _unread(script, outcome)
    return Trial(text, found, outcome)


def last_trial(app: App, script: Script) -> Trial | None:
    """Return the last run of this very script, where it failed just now and the file is still the same."""
    lately = app.references.list()[:3]
    if [one.kind for one in lately] != ["file", "output", "command"] or lately[0].text != str(script.path):
        return None
    try:
        unchanged = script.path.stat().st_mtime < datetime.fromisoformat(lately[2].at).timestamp()
    except (OSError, ValueError):
        return None
    if not unchanged or lately[2].text != command_line(app, script):
        return None
    error = read_error(script.interpreter.language, lately[1].text, script.path)
    return Trial(script_text(script), error, None) if error else None


def mended(app: App, script: Script, trial: Trial, wishes: Wishes) -> Generator[Event, str, Report]:
    """Offer changes until the script is in order, none is left, or the person has had enough."""
    report = Report(trial=trial)
    offered: set[str] = set()
    while trial.error is not None:
        if sum(bool(one["applied"]) for one in report.rounds) >= ROUNDS_MAX:
            yield Notice(f"{ROUNDS_MAX} changes were made and it still fails: {_at(trial.error)}; `undo` takes "
                         "them back, one after the other", "warning")
            break
        fix = yield from _agreed(app, script, trial, wishes, offered, report)
        if fix is None:
            break
        if _bytes(script) != trial.text:
            yield Notice(f"{shown(app, script.path)} was changed meanwhile: looking again", "warning")
            trial = report.trial = yield from _tried_after(app, script, wishes, report)
            continue
        entry = app.files.write_bytes(script.path, _mark(script) + fix.text.encode("utf-8", "surrogateescape"))
        app.references.note("file", str(script.path), "changed")
        report.rounds[-1]["applied"] = True
        before, trial = trial, (yield from _tried_after(app, script, wishes, report))
        report.trial = trial
        if (yield from _learned(app, before, fix, trial)):
            continue
        answer = yield Question("That did not help: the same error is still there. Take the change back?", default="n")
        if answer == "y":
            app.journal.undo(entry.group)
            report.rounds[-1]["applied"] = False
            trial = report.trial = Trial(before.text, trial.error, trial.outcome)
    return report


def _tried_after(app: App, script: Script, wishes: Wishes, report: Report) -> Generator[Event, str, Trial]:
    """Try a script again; who stops that is told of the changes that were made before."""
    try:
        return (yield from tried(app, script, wishes))
    except Interrupted as stop:
        if not any(one["applied"] for one in report.rounds):
            raise
        raise Interrupted(stop.message, hint=f"the change of {shown(app, script.path)} stays; `undo` takes it back"
                          ) from stop


def script_text(script: Script) -> str:
    """Read a script as text; raise UsageError for what is no text that could be changed safely."""
    content = read_plain(script.path, size_max=SIZE_MAX_BYTES)
    try:
        if b"\0" in content:
            raise ValueError("it holds a NUL")
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except ValueError as error:
        raise UsageError(f"{visible(script.path.name)} is not UTF-8 text, so it is not changed",
                         hint=f"`run {script.path.name}` runs it as it is") from error


def _agreed(app: App, script: Script, trial: Trial, wishes: Wishes, offered: set[str], report: Report
            ) -> Generator[Event, str, Fix | None]:
    """Show one change after the other until the person takes one; None when there is no more, or they say no."""
    error = trial.error
    assert error is not None
    if error.line or error.message:
        yield Notice(_at(error), "warning")
    source = line_of(trial.text, error.line).strip() if error.own else ""
    if source:
        yield Notice(f"  {safe(source[:160])}")
    if not error.own:
        name = visible(error.file)
        yield Notice(f"the error is not in {shown(app, script.path)} but in {name}: `fix {name}` looks there",
                     "warning")
        return None
    if trial.outcome is not None and not error.line and not error.message:
        yield Notice(f"{shown(app, script.path)} ended so by itself and wrote no error: nothing shows what to mend",
                     "warning")
        return None
    seen = 0
    with closing(_offers(app, script, trial, wishes)) as offers:
        for fix in offers:
            if not isinstance(fix, Fix):
                yield fix
                continue
            if fix.text in offered or fix.text == trial.text:
                continue
            offered.add(fix.text)
            seen += 1
            report.rounds.append({"error": error.data(), "reason": fix.reason, "source": fix.source,
                                  "diff": diff_text(trial.text, fix.text, script.path.name), "applied": False})
            yield from _show(app, script, trial.text, fix)
            answer = yield Question(f"Change {shown(app, script.path)}?", _KEYS)
            if answer == "y":
                return fix
            if answer == "n":
                report.refused = True
                return None
    means, remedy = meaning_of(error)
    more = "no other change is known" if seen else "no change is known that would mend this"
    yield Notice(f"{more}. What it means: {safe(means)}. To try: {safe(remedy)}", "warning")
    return None


def _offers(app: App, script: Script, trial: Trial, wishes: Wishes) -> Generator[Fix | Event, str, None]:
    """Yield changes: what has worked before, built-in rules, the model; each is looked for when it is asked for."""
    assert trial.error is not None
    patient = _patient(app, script)
    folded = _folds(script) and "\r\n" in trial.text
    text = trial.text.replace("\r\n", "\n") if folded else trial.text
    with closing(_looked_for(app, script, patient, text, trial.error, wishes)) as found:
        for step in found:
            yield replace(step, text=step.text.replace("\n", "\r\n")) if folded and isinstance(step, Fix) else step


def _looked_for(app: App, script: Script, patient: Patient, text: str, error: ScriptError, wishes: Wishes
                ) -> Generator[Fix | Event, str, None]:
    yield from known_offers(text, error, patient, KnownFixes(app.home))
    yield from rule_offers(text, error, patient)
    if wishes.model:
        yield from _models_offer(app, script, patient, text, error)


def _models_offer(app: App, script: Script, patient: Patient, text: str, error: ScriptError
                  ) -> Generator[Fix | Event, str, None]:
    """Have the model write the lines again; what it writes is only offered if the script can be read with it."""
    excerpt = excerpt_of(text, error)
    try:
        model = app.chosen().name
        yield Notice(f"asking {model}")
        options = replace(app.chat_options(), temperature=0.0, max_tokens=_ANSWER_TOKENS_MAX)
        turn = yield from app.passing_conversation().ask(patch_request(excerpt, error, script.path), options,
                                                         shown=False)
    except LuciferError as failed:
        yield Notice(f"no model could be asked: {failed.message}")
        return
    repair = read_patch(turn.text, excerpt, error)
    if repair is None or patient.check([repair.text])[0] is not None:
        yield Notice(f"{model} wrote nothing that could mend it")
        return
    yield Fix(repair.text, repair.reason, f"written by the model {model}",
              "checked: the file can be read with it; read it yourself before you say yes")


def _show(app: App, script: Script, old: str, fix: Fix) -> Generator[Event, str, None]:
    diff = diff_text(old, fix.text, shown(app, script.path))
    if app.flags.json:
        yield Notice(diff)
    else:
        yield Answer(diff, form="code", language="diff")
    yield Notice(f"why: {safe(fix.reason)}")
    yield Notice(f"from: {safe(fix.source)}; {fix.checked}")
    added = "\n".join(line for line in fix.text.replace("\r\n", "\n").split("\n") if line not in old)
    for oddity in oddities(added.replace(" " * 9, " ")):
        yield Notice(f"careful: it {oddity}", "warning")


def _learned(app: App, before: Trial, fix: Fix, after: Trial) -> Generator[Event, str, bool]:
    """Remember whether a change helped; return whether it did."""
    assert before.error is not None
    known = KnownFixes(app.home)
    same = after.error is not None and (after.error.kind, after.error.message) == (
        before.error.kind, before.error.message) and after.error.line <= before.error.line + 1
    try:
        if same:
            if fix.known is not None:
                known.failed(fix.known)
            return False
        known.worked(before.error, before.text.replace("\r\n", "\n"), fix.text.replace("\r\n", "\n"), fix.reason)
    except LuciferError as error:
        yield Notice(f"this fix is not remembered: {error.message}", "warning")
    return not same


def _unread(script: Script, outcome: Outcome) -> ScriptError:
    """Return what stands for an error that was not written in a way we can read."""
    lines = [line.strip() for line in outcome.ended.output.splitlines() if line.strip()]
    return ScriptError(script.interpreter.language, f"exit status {outcome.ended.status}", lines[-1][:200] if lines
                       else "", str(script.path), 0)


def _at(error: ScriptError) -> str:
    return (f"line {error.line}: " if error.line else "") + safe(error.title)


def _patient(app: App, script: Script) -> Patient:
    return Patient(script.path, script.interpreter, app.environ)


def _folds(script: Script) -> bool:
    """Say whether the ends of lines as Windows has them mean nothing to a language."""
    return script.interpreter.language != "bash"


def _mark(script: Script) -> bytes:
    """Return the mark that a file begins with, where some editor has put one: it stays."""
    return codecs.BOM_UTF8 if read_plain(script.path, size_max=SIZE_MAX_BYTES).startswith(codecs.BOM_UTF8) else b""


def _bytes(script: Script) -> str:
    try:
        return script_text(script)
    except LuciferError:
        return ""
