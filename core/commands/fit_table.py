"""The ways to install a model, with what each takes on this machine: the table of `install` and `llm fit`."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from core.app import App
from core.models.card_fit import CONTEXT_MEDIUM, CONTEXT_SMALL, CardFit
from core.models.gguf_header import Header, as_one
from core.models.install_plan import PlannedModel
from core.models.remote_header import remote_header
from core.words.events import Event, Progress, Table
from core.words.later import Later
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import Json

if TYPE_CHECKING:
    from core.models import hub as hubs
    from core.models import transfer as transfers
else:
    # A model on this machine is looked into without what speaks to the network.
    hubs, transfers = Later("core.models.hub"), Later("core.models.transfer")

_ROWS_MAX = 16
_ROUND, _THOUSAND = 1000, 1024
_WHOLE = 10  # tokens per second from which a tenth says nothing


def head_of(app: App, model: PlannedModel) -> Generator[Event, str, Header]:
    """Read the head of a model's file where it lies, all parts of a split one; raise NetworkError or BrokenFile."""
    environ = {**app.environ, "LUCIFER_OFFLINE": "1"} if app.offline else app.environ
    transfer = transfers.Transfer(hubs.token_of(app.environ), environ)
    headers: list[Header] = []
    parts = [each for each in model.files if not each.file.projector]
    for number, part in enumerate(parts):
        yield Progress("reading the head of the file", number, len(parts))
        url = app.addresses(part)[0]

        def get(start: int, end: int, url: str = url) -> bytes:
            return transfer.read_range(url, start, end)

        headers.append(remote_header(url, get, part.file.size_bytes))
    yield Progress("reading the head of the file", len(parts), len(parts))
    return as_one(headers)


def fit_table(name: str, fits: Sequence[CardFit], taken: CardFit | None, best: CardFit, data: Json) -> Table:
    """Show the choices: disk, memory by context, speed, which is the best here and which one is to be fetched."""
    full = next((fit.context_full for fit in fits if fit.context_full), None)
    contexts = sorted({*(each for each in (CONTEXT_SMALL, CONTEXT_MEDIUM) if each <= (full or each)),
                       *((full,) if full else ())})
    columns = ("quant", "disk", *(f"mem {_tokens(each)}" for each in contexts), "tok/s", "")
    shown = [fit for at, fit in enumerate(fits) if at < _ROWS_MAX or fit is taken or fit is best]
    rows = tuple(_row(fit, contexts, taken, best) for fit in shown)
    left_out = len(fits) - len(shown)
    title = f"{visible(name)} on this machine, memory by context" + (
        f" ({left_out} more with --json)" if left_out else "")
    return Table(columns, rows, data, title=title)


def choice_data(fit: CardFit) -> dict[str, Json]:
    """Write a choice as `install --json` and `llm fit --json` print it."""
    return {"quant": fit.quant, "size_bytes": fit.size_bytes, "size_stated": fit.size_stated,
            "memory_4k_bytes": fit.memory_small_bytes, "memory_16k_bytes": fit.memory_medium_bytes,
            "memory_full_bytes": fit.memory_full_bytes, "projector_bytes": fit.projector_bytes,
            "tokens_per_second_expected": fit.tokens_per_second, "fits": fit.fits}


def projector_text(size_bytes: int) -> str:
    """Say what part of the memory is for seeing; nothing for a model that cannot."""
    return f"{bytes_text(size_bytes)} of the memory is for the projector, with which it sees" if size_bytes else ""


def _row(fit: CardFit, contexts: Sequence[int], taken: CardFit | None, best: CardFit
         ) -> tuple[str, ...]:
    memory = {CONTEXT_SMALL: fit.memory_small_bytes, CONTEXT_MEDIUM: fit.memory_medium_bytes}
    if fit.context_full and fit.memory_full_bytes:
        memory[fit.context_full] = fit.memory_full_bytes
    remark = "taken" if fit is taken else "best" if fit is best else ""
    remark = remark if fit.fits else f"{remark}, does not fit".removeprefix(", ")
    speed = f"{fit.tokens_per_second:.0f}" if fit.tokens_per_second >= _WHOLE else f"{fit.tokens_per_second:.1f}"
    return (visible(fit.quant), ("" if fit.size_stated else "~") + bytes_text(fit.size_bytes),
            *(bytes_text(memory[context]) if context in memory else "" for context in contexts), speed, remark)


def _tokens(context: int | None) -> str:
    if context is None:
        return ""
    unit = _ROUND if context % _ROUND == 0 else _THOUSAND
    return f"{context // unit}k" if context >= unit else str(context)
