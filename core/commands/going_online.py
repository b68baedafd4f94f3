"""How to go online again, for a command that is refused the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.app import App
from core.words.later import Later

if TYPE_CHECKING:
    from core.models import hub as hubs
else:
    # `help` reads every command, and need not wait for what speaks to the hub.
    hubs = Later("core.models.hub")


def going_online(app: App) -> str:
    """Say what to type, depending on what forbids the network."""
    by_name = hubs.is_offline(app.environ)
    return "unset LUCIFER_OFFLINE (or HF_HUB_OFFLINE)" if by_name else "type `config set offline off`"
