"""The drawings of the report, as SVG that takes its colours from the page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from core.exam.sat import PASS_SHARE
from core.words.safe_text import safe
from core.words.values import Json

_NAME_WIDTH, _BAR_WIDTH, _ROW = 210, 560, 20


def tier_bars(models: Mapping[str, Json]) -> str:
    """One bar for each tier of each model, its interval as a thin line, and the bar to pass as a dashed one."""
    parts: list[str] = []
    y = 24
    for name, model in models.items():
        results = [(tier, result) for tier, result in model["tier_results"].items() if result["total"]]
        parts.append(f"<text x=0 y={y + 14}>{_name(name)}</text>")
        for tier, result in results:
            share, (low, high) = result["pass_rate"] / 100, result["interval"]
            colour = "var(--good)" if result["success"] else "var(--bad)"
            left, right = _x(low / 100), _x(high / 100)
            parts.append(
                f"<text class=soft x={_NAME_WIDTH - 46} y={y + 14}>tier {tier}</text>"
                f"<rect x={_NAME_WIDTH} y={y + 3} width={max(1, share * _BAR_WIDTH):.1f} height=13 rx=3 "
                f"fill='{colour}' opacity='{0.55 if result['diagnostic'] else 0.9}'>"
                f"<title>{result['passed']} of {result['total']}</title></rect>"
                f"<line x1={left:.1f} x2={right:.1f} y1={y + 9.5} y2={y + 9.5} stroke='var(--ink)'/>"
                f"<text x={_NAME_WIDTH + _BAR_WIDTH + 8} y={y + 14}>{result['pass_rate']:.0f} %</text>")
            y += _ROW
        y += _ROW if not results else 8
    grid = "".join(
        f"<line x1={_x(share):.1f} x2={_x(share):.1f} y1=18 y2={y} stroke='var(--line)'/>"
        f"<text class=soft x={_x(share) - 12:.1f} y=12>{share:.0%}</text>" for share in (0, 0.25, 0.5, 0.75, 1))
    grid += (f"<line x1={_x(PASS_SHARE):.1f} x2={_x(PASS_SHARE):.1f} y1=18 y2={y} stroke='var(--mark)' "
             "stroke-dasharray='4 3'/>")
    return _svg(_NAME_WIDTH + _BAR_WIDTH + 50, y + 4, grid + "".join(parts), "share of right answers in each tier")


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
    width, height, edge = 720, 300, 40
    parts = []
    for power in range(low, high + 1):
        x = edge + (power - low) / (high - low) * (width - 2 * edge)
        parts.append(f"<line x1={x:.1f} x2={x:.1f} y1=10 y2={height - edge} stroke='var(--line)'/>"
                     f"<text class=soft x={x - 10:.1f} y={height - edge + 16}>{10.0 ** power:g}</text>")
    for share in (0, 0.5, 1):
        y = 10 + (1 - share) * (height - edge - 10)
        parts.append(f"<line x1={edge} x2={width - edge} y1={y:.1f} y2={y:.1f} stroke='var(--line)'/>"
                     f"<text class=soft x=0 y={y + 4:.1f}>{share:.0%}</text>")
    for name, rate, share in points:
        x = edge + (math.log10(rate) - low) / (high - low) * (width - 2 * edge)
        y = 10 + (1 - share) * (height - edge - 10)
        parts.append(f"<circle cx={x:.1f} cy={y:.1f} r=5 fill='var(--mark)'><title>{_name(name, 60)}: {rate:.1f} "
                     f"tokens/s, {share:.0%}</title></circle>")
        if len(points) <= 12:
            # A name that begins in the right half would run over the edge.
            side, anchor = (-8, "end") if x > width / 2 else (8, "start")
            parts.append(f"<text x={x + side:.1f} y={y + 4:.1f} text-anchor={anchor}>{_name(name)}</text>")
    parts.append(f"<text class=soft x={width / 2 - 40} y={height - 6}>tokens per second</text>")
    return _svg(width, height, "".join(parts), "speed against right answers")


def _x(share: float) -> float:
    return _NAME_WIDTH + share * _BAR_WIDTH


def _svg(width: int, height: int, inside: str, label: str) -> str:
    return (f"<svg viewBox='0 0 {width} {height}' width={width} height={height} role=img aria-label='{label}'>"
            f"{inside}</svg>")


def _name(name: str, characters_max: int = 24) -> str:
    shown = safe(name)
    return escape(shown if len(shown) <= characters_max else shown[:characters_max - 1] + "…")
