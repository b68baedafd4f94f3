"""What a person is told once, while no larger model than the bundled one is here: what this machine could run."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress

from core.app import App, Flags
from core.choose.recommend import Scored, Wishes, best_three, rank
from core.commands.candidates import from_catalog
from core.commands.declare import table
from core.models.card_fit import CONTEXT_SMALL
from core.store.atomic import write_file
from core.store.home import Home
from core.words.errors import DiskError
from core.words.safe_text import visible
from core.words.units import bytes_text


def first_hint(environ: Mapping[str, str]) -> str:
    """Return two lines for the person, or nothing when another model is here; looks at the disk, asks no network."""
    app = App(Flags(), environ, table(), sys.stdin)
    if any(model.path != app.bundled and model.problem is None for model in app.shelf.models()):
        return ""
    ranked, _ = rank(list(from_catalog(app, CONTEXT_SMALL)), Wishes())
    three = best_three(ranked)
    if not three:
        return ""
    return (f"For this machine: {', '.join(_written(one) for one in three)}.\n"
            f"Only the small bundled model is here; `install {visible(three[0].candidate.name)}` fetches the first of "
            "these.")


def was_shown(home: Home) -> bool:
    """Say whether there is nothing to tell any more; where nothing can be kept, it would be told every time."""
    return home.in_memory or (home.root / "greeted").exists()


def note_shown(home: Home) -> None:
    """Keep that the person was told."""
    with suppress(DiskError):
        write_file(home.root / "greeted", "")


def _written(one: Scored) -> str:
    candidate = one.candidate
    return (f"{visible(candidate.name)} ({bytes_text(candidate.size_bytes)}, "
            f"{candidate.tokens_per_second:.0f} tokens/s)")
