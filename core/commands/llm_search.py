"""`llm search`: the hub is asked for models, only when a person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.app import App
from core.commands.declare import command
from core.commands.going_online import going_online
from core.commands.kinds import Words
from core.models.card_fit import size_from
from core.models.source import is_repository
from core.words.command import Need
from core.words.errors import NetworkError
from core.words.events import Events, Notice, Table
from core.words.safe_text import visible
from core.words.units import bytes_text, count_text
from core.words.values import Json

if TYPE_CHECKING:
    from core.models.hub import Found

# Most repositories have this quantisation, and `install` takes it unless told otherwise.
_USUAL_QUANT = "Q4_K_M"
_ROWS = 20
_LICENSE_MAX = 24


@command("llm search", group="models", needs=(Need.NETWORK,))
def llm_search(app: App, words: Words) -> Events:
    """Search the hub for GGUF models, most downloaded first; `install` takes a name as it stands in the table.

    The size is what the usual quantisation of a model with so many parameters takes. This is the only search that uses
    the network: `llm list all search WORDS` looks among the models that are known here. Exit status 3: no network.
    """
    if app.offline:
        raise NetworkError("offline: the hub is not searched", hint=(
            f"`llm list all search {visible(words)}` looks among the known models; to go online, {going_online(app)}"))
    yield Notice(f"asking {app.hub.endpoint.partition('://')[2]}")
    found = [each for each in app.hub.search(words, _ROWS) if is_repository(each.repo)]
    rows = tuple((f"hf:{each.repo}", count_text(each.downloads), _license(each), _size(each)) for each in found)
    yield Table(("model", "downloads", "license", "size"), rows, [_data(each) for each in found],
                title=f"on the hub for {visible(words)!r}",
                empty=f"the hub has no GGUF model for {visible(words)!r}; fewer or other words may find one")
    if found:
        yield Notice(f"`install hf:{found[0].repo}` shows its quantisations, then fetches one; `llm fit` only looks")
    return 0


def _license(found: Found) -> str:
    license_ = visible(found.license or "")
    shown = license_ if len(license_) <= _LICENSE_MAX else license_[: _LICENSE_MAX - 1] + "…"
    return f"{shown} (terms to accept)".strip() if found.gated else shown


def _size(found: Found) -> str:
    return f"~{bytes_text(size_from(found.parameters, _USUAL_QUANT))}" if found.parameters else ""


def _data(found: Found) -> Json:
    return {"name": f"hf:{found.repo}", "downloads": found.downloads, "likes": found.likes, "license": found.license,
            "gated": found.gated, "parameters": found.parameters,
            "size_bytes_about": size_from(found.parameters, _USUAL_QUANT) if found.parameters else None}
