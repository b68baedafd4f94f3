"""The drawings of the report, as SVG that takes its colours from the page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from core.words.safe_text import safe
from core.words.values import Json

_LABEL_CHARACTER, _LABEL_HEIGHT = 6.6, 14


def tier_bars(models: Mapping[str, Json]) -> str:
    """One bar for each tier of each model, its interval as a thin line, and the bar to pass as a dashed one."""
    rows: list[str] = []
    for name, model in models.items():
        results = [(tier, result) for tier, result in model["tier_results"].items() if result["total"]]
        for place, (tier, result) in enumerate(results):
            word = "good" if result["success"] else "bad"
            low, high = result["interval"]
            first = " first" if place == 0 else ""
            rows.append(
                f"<span class='who{first}'>{_name(name, 60) if place == 0 else ''}</span>"
                f"<span class='soft{first}'>tier {tier}</span>"
                f"<span class='track{first}' title='{result['passed']} of {result['total']} right; 95 % interval "
                f"{low:.0f} to {high:.0f} %'><i class='{'paler' if result['diagnostic'] else ''}' "
                f"style='width:{result['pass_rate']:.1f}%;background:var(--{word})'></i>"
                f"<b style='left:{low:.1f}%;right:{100 - high:.1f}%'></b><u></u></span>"
                f"<span class='share{first}'>{result['pass_rate']:.0f} %</span>")
    return f"<div class=bars>{''.join(rows)}</div>"


def speed_and_share(models: Mapping[str, Json]) -> str:
    """Tokens per second (each step ten times the one before) against the share of right answers of all tiers asked."""
    points = []
    for name, model in models.items():
        asked = [result for result in model["tier_results"].values() if result["total"]]
        rate = model["tokens_per_second"]
        if asked and rate:
            share = sum(result["passed"] for result in asked) / sum(result["total"] for result in asked)
            points.append((name, float(rate), share))
    if not points:
        return ""
    low = math.floor(math.log10(min(rate for _, rate, _ in points)))
    high = max(low + 1, math.ceil(math.log10(max(rate for _, rate, _ in points))))
    width, height, edge = 960, 340, 44
    parts = []
    for power in range(low, high + 1):
        x = edge + (power - low) / (high - low) * (width - 2 * edge)
        parts.append(f"<line x1={x:.1f} x2={x:.1f} y1=10 y2={height - edge} stroke='var(--line)'/>"
                     f"<text class=soft x={x - 10:.1f} y={height - edge + 16}>{10.0 ** power:g}</text>")
    for share in (0, 0.5, 1):
        y = 10 + (1 - share) * (height - edge - 10)
        parts.append(f"<line x1={edge} x2={width - edge} y1={y:.1f} y2={y:.1f} stroke='var(--line)'/>"
                     f"<text class=soft x=0 y={y + 4:.1f}>{share:.0%}</text>")
    placed = [(name, rate, share, edge + (math.log10(rate) - low) / (high - low) * (width - 2 * edge),
               10 + (1 - share) * (height - edge - 10)) for name, rate, share in points]
    taken = [(x - 6, x + 6, y) for *_, x, y in placed]
    for name, rate, share, x, y in placed:
        parts.append(f"<circle cx={x:.1f} cy={y:.1f} r=5 fill='var(--mark)'><title>{_name(name, 60)}: {rate:.1f} "
                     f"tokens/s, {share:.0%}</title></circle>")
        # A name stands on the side that has room; one that would cover another is left to its title.
        long = _LABEL_CHARACTER * min(24, len(name))
        for begin, anchor, at in ((x + 9, "start", x + 9), (x - 9 - long, "end", x - 9)):
            free = all(abs(y - other) >= _LABEL_HEIGHT or begin > right or begin + long < left
                       for left, right, other in taken)
            if free and begin > edge and begin + long < width:
                taken.append((begin, begin + long, y))
                parts.append(f"<text x={at:.1f} y={y + 4:.1f} text-anchor={anchor}>{_name(name)}</text>")
                break
    parts.append(f"<text class=soft x={width / 2 - 40} y={height - 6}>tokens per second</text>")
    return _svg(width, height, "".join(parts), "speed against right answers")


def _svg(width: int, height: int, inside: str, label: str) -> str:
    return (f"<svg viewBox='0 0 {width} {height}' width={width} height={height} role=img aria-label='{label}'>"
            f"{inside}</svg>")


def _name(name: str, characters_max: int = 24) -> str:
    shown = safe(name)
    return escape(shown if len(shown) <= characters_max else shown[:characters_max - 1] + "…")
