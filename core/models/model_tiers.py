"""How capable a model is, by its number of parameters: tier 0 answers simple requests, tier 4 the hardest."""

from __future__ import annotations

# Upper bounds of tiers 0 to 3; everything larger is tier 4.
_BOUNDS = ((2.2e9, 0), (8.6e9, 1), (13.5e9, 2), (69e9, 3))
TIER_MAX = 4


def tier_of(parameters: int) -> int:
    """Return the tier of a model with that many parameters."""
    for bound, tier in _BOUNDS:
        if parameters <= bound if tier == 0 else parameters < bound:
            return tier
    return TIER_MAX
