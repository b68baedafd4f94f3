"""The report as one page that needs nothing else: drawings in SVG, light and dark, and every answer to be unfolded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from core.exam import plots
from core.exam.paper import TIERS
from core.words.safe_text import safe
from core.words.units import bytes_text
from core.words.values import Json

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2024; --soft: #667079; --line: #d9dee3; --paper: #ffffff; --card: #f6f8fa;
  --good: #2b8a5a; --bad: #c4493d; --mark: #3a6ea5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #98a2ab; --line: #353c43; --paper: #14171a;
  --card: #1d2226; --good: #5fc48f; --bad: #ec8277; --mark: #7fb0e0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.2rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; } h3 { margin: 0 0 .3rem; }
p.soft, .soft { color: var(--soft); } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; } .good { color: var(--good); } .bad { color: var(--bad); }
svg { max-width: 100%; height: auto; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg .soft { fill: var(--soft); }
details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .6rem .9rem;
  margin: .5rem 0; }
summary { cursor: pointer; font-weight: 600; } pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0;
  font: .85rem/1.4 ui-monospace, monospace; } td pre { max-height: 12rem; overflow: auto; }
"""


def html_page(report: Mapping[str, Json]) -> str:
    """Draw a report of the shape that `test --json` prints."""
    run, machine, models = report["test_run"], report["machine"], report["models"]
    about = (f"{machine['os']} {machine['arch']}, {machine['cores']} cores, {bytes_text(machine['memory_bytes'])} of "
             f"memory; {len(models)} {'model' if len(models) == 1 else 'models'}.")
    parts = [
        f"<h1>Tier tests</h1><p class=soft>{_text(run['at'])}. {_text(about)} A model passes a tier with 80 %; the "
        "thin lines are 95 % intervals.</p>",
        "<h2>Who can be trusted with what</h2>", f"<div class=wide>{_overview(models)}</div>",
        f"<h2>Tiers</h2><div class=wide>{plots.tier_bars(models)}</div>",
        f"<h2>Skills</h2><div class=wide>{_skills(models)}</div>"]
    fast = plots.speed_and_share(models)
    if fast:
        parts.append(f"<h2>Speed and right answers</h2><div class=wide>{fast}</div>")
    parts += ["<h2>Every answer</h2>", *(_answers(name, model) for name, model in models.items())]
    return ("<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width, "
            f"initial-scale=1'><title>Tier tests of {_text(run['at'])}</title><style>{_STYLE}</style></head><body>"
            + "\n".join(parts) + "</body></html>\n")


def _overview(models: Mapping[str, Json]) -> str:
    rows = []
    for name, model in models.items():
        word = "good" if model["passes_tier_0"] else "bad"
        rate, memory, first = model["tokens_per_second"], model["memory_peak_bytes"], model["first_token_seconds"]
        rows.append(
            f"<tr><td>{_text(name)}</td><td class=number>{model['native_tier']}</td>"
            f"<td>{_text(model['quant'] or '')}</td><td class={word}>{_text(model['verdict'])}</td>"
            + "".join(f"<td class=number>{_tier_cell(model, tier)}</td>" for tier in TIERS)
            + f"<td class=number>{f'{rate:.1f}' if rate else ''}</td>"
            f"<td class=number>{f'{first * 1000:.0f} ms' if first else ''}</td>"
            f"<td class=number>{bytes_text(memory) if memory else ''}</td></tr>")
    heads = ("model", "tier", "quant", "verdict", *(f"tier {tier}" for tier in TIERS), "tokens/s", "first token",
             "memory")
    return _table(heads, rows)


def _tier_cell(model: Mapping[str, Json], tier: int) -> str:
    result = model["tier_results"].get(str(tier))
    if not result or not result["total"]:
        return ""
    word = "good" if result["success"] else "bad"
    return (f"<span class={word}>{result['pass_rate']:.0f} %</span> "
            f"<span class=soft>{result['passed']}/{result['total']}</span>")


def _skills(models: Mapping[str, Json]) -> str:
    skills = sorted({skill for model in models.values() for skill in model["skills"]})
    rows = [f"<tr><td>{_text(name)}</td>" + "".join(_skill_cell(model["skills"].get(skill)) for skill in skills)
            + "</tr>" for name, model in models.items()]
    return _table(("model", *skills), rows)


def _skill_cell(share: Mapping[str, Json] | None) -> str:
    if share is None:
        return "<td></td>"
    # The tint says it at a glance; the figure stands in it for those who do not see the colour.
    tint = f"background: color-mix(in srgb, var(--good) {share['share'] * 45:.0f}%, transparent)"
    return (f"<td class=number style='{tint}' title='95 % interval {share['low']:.0%} to {share['high']:.0%}'>"
            f"{share['share']:.0%} <span class=soft>{share['right']}/{share['total']}</span></td>")


def _answers(name: str, model: Mapping[str, Json]) -> str:
    sections = [(f"tier {tier}", result["details"]) for tier, result in model["tier_results"].items()]
    sections += [("probes", model["probes"])] if model["probes"] else []
    body = "".join(f"<h3>{_text(title)}</h3><div class=wide>{_table(_HEADS, list(_rows(details)))}</div>"
                   for title, details in sections)
    right = sum(detail["passed"] for _, details in sections for detail in details)
    total = sum(len(details) for _, details in sections)
    problem = f"<p class=bad>{_text(model['problem'])}</p>" if model["problem"] else ""
    return f"<details><summary>{_text(name)}: {right} of {total} right</summary>{problem}{body}</details>"


_HEADS = ("test", "asked", "answered", "verdict")


def _rows(details: Sequence[Mapping[str, Json]]) -> Iterator[str]:
    for detail in sorted(details, key=lambda one: one["passed"]):
        word, verdict = ("good", "right") if detail["passed"] else ("bad", "wrong")
        yield (f"<tr><td>{_text(detail['id'])}</td><td><pre>{_text(detail['prompt'])}</pre></td>"
               f"<td><pre>{_text(detail['response'])}</pre></td>"
               f"<td><span class={word}>{verdict}</span><br><span class=soft>{_text(detail['why'])}; "
               f"{detail['seconds']:.2f} s</span></td></tr>")


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    return ("<table><thead><tr>" + "".join(f"<th>{_text(head)}</th>" for head in heads) + "</tr></thead><tbody>"
            + "".join(rows) + "</tbody></table>")


def _text(text: str) -> str:
    """A model's words on a page: nothing in them is markup or a control character."""
    return escape(safe(str(text)))
