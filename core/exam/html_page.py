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
:root { color-scheme: light dark; --ink: #1c2024; --soft: #5f6b75; --line: #d9dee3; --paper: #ffffff; --card: #f6f8fa;
  --good: #23794d; --bad: #bb3a2f; --mark: #3a6ea5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #98a2ab; --line: #353c43; --paper: #14171a;
  --card: #1d2226; --good: #5fc48f; --bad: #ec8277; --mark: #7fb0e0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.2rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; } h3 { margin: .8rem 0 .3rem; }
.soft { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--bad); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.name { min-width: 11rem; max-width: 18rem; overflow-wrap: anywhere; font-weight: 600; }
td.name .soft { font-weight: 400; } .small { font-size: .85em; }
td.why { min-width: 14rem; max-width: 28rem; overflow-wrap: anywhere; }
td.text { min-width: 12rem; max-width: 28rem; }
.wide { overflow-x: auto; } .skills td:not(.name) { text-align: center; }
.skills th, .skills td:not(.name) { padding: .3rem .35rem; font-size: .82rem; }
svg { max-width: 100%; height: auto; } @media (max-width: 40rem) { .wide svg { max-width: none; } }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg .soft { fill: var(--soft); }
details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .6rem .9rem;
  margin: .5rem 0; }
summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; max-height: 12rem; overflow: auto;
  font: .85rem/1.4 ui-monospace, monospace; }
"""
_FIRST_FAILED = 3


def html_page(report: Mapping[str, Json]) -> str:
    """Draw a report of the shape that `test --json` prints."""
    run, machine = report["test_run"], report["machine"]
    models = dict(sorted(report["models"].items(), key=lambda one: _rank(*one)))
    about = (f"{machine['os']} {machine['arch']}, {machine['cores']} cores, {bytes_text(machine['memory_bytes'])} of "
             f"memory; {len(models)} {'model' if len(models) == 1 else 'models'}.")
    parts = [
        f"<h1>Tier tests</h1><p class=soft>{_text(run['at'])}. {_text(about)} A model passes a tier with 80 %; the "
        "thin lines are 95 % intervals. The best models come first.</p>",
        "<h2>Who can be trusted with what</h2>", f"<div class=wide>{_overview(models)}</div>",
        f"<h2>Tiers</h2><p class=soft>{_LEGEND}</p><div class=wide>{plots.tier_bars(models)}</div>",
        f"<h2>Skills</h2><p class=soft>Right answers of all that were asked; a greener field is a better one.</p>"
        f"<div class='wide skills'>{_skills(models)}</div>"]
    fast = plots.speed_and_share(models)
    if fast:
        parts.append(f"<h2>Speed and right answers</h2><div class=wide>{fast}</div>")
    parts += ["<h2>Every answer</h2>", *(_answers(name, model) for name, model in models.items())]
    return ("<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width, "
            f"initial-scale=1'><title>Tier tests of {_text(run['at'])}</title><style>{_STYLE}</style></head><body>"
            + "\n".join(parts) + "</body></html>\n")


_LEGEND = ("<span class=good>&#9632;</span> passed, <span class=bad>&#9632;</span> failed, paler: diagnostic, above "
           "the model's own tier; the dashed line is the 80 % that a tier is passed with.")


def _rank(name: str, model: Mapping[str, Json]) -> tuple[bool, int, float, str]:
    """Sort models: those that pass tier 0 first, by the highest tier passed, then by right answers."""
    results = [(int(tier), result) for tier, result in model["tier_results"].items() if result["total"]]
    passed = max((tier for tier, result in results if result["success"]), default=-1)
    right = sum(result["pass_rate"] for _, result in results) / (100 * len(results)) if results else 0.0
    return not model["passes_tier_0"], -passed, -right, name


def _failed_first(model: Mapping[str, Json]) -> str:
    """What a model got wrong first: the easiest things that it cannot do. Why it cannot be run is its verdict."""
    wrong = [detail["prompt"] for _, result in sorted(model["tier_results"].items()) for detail in result["details"]
             if not detail["passed"]]
    more = f" and {len(wrong) - _FIRST_FAILED} more" if len(wrong) > _FIRST_FAILED else ""
    return "; ".join(_cut(prompt, 40) for prompt in wrong[:_FIRST_FAILED]) + more


def _seconds(model: Mapping[str, Json]) -> str:
    """How long a question took in the middle, of all that were asked."""
    took = sorted(detail["seconds"] for result in model["tier_results"].values() for detail in result["details"])
    return f"{took[len(took) // 2]:.2g} s" if took else ""


def _cut(text: str, characters_max: int) -> str:
    flat = " ".join(str(text).split())
    return flat if len(flat) <= characters_max else flat[:characters_max - 1] + "…"


def _overview(models: Mapping[str, Json]) -> str:
    """One row a model; only the tiers that some model took have a column."""
    tiers = [tier for tier in TIERS if any(str(tier) in model["tier_results"] for model in models.values())]
    rows = []
    for name, model in models.items():
        word = "good" if model["passes_tier_0"] else "bad"
        rate, memory, first = model["tokens_per_second"], model["memory_peak_bytes"], model["first_token_seconds"]
        wrong = _failed_first(model)
        rows.append(
            f"<tr><td class=name>{_text(_cut(name, 80))}<br><span class=soft>tier {model['native_tier']}"
            f"{_text(', ' + model['quant'] if model['quant'] else '')}</span></td>"
            f"<td class=why><span class={word}>{_text(_cut(model['verdict'], 200))}</span>"
            + (f"<br><span class='soft small'>failed first: {_text(wrong)}</span>" if wrong else "") + "</td>"
            + "".join(f"<td class=number>{_tier_cell(model, tier)}</td>" for tier in tiers)
            + f"<td class=number>{f'{rate:.1f}' if rate else ''}</td>"
            f"<td class=number>{f'{first * 1000:.0f} ms' if first else ''}</td>"
            f"<td class=number>{_seconds(model)}</td><td class=number>{bytes_text(memory) if memory else ''}</td></tr>")
    heads = ("model", "verdict", *(f"tier {tier}" for tier in tiers), "tokens/s", "first token", "a question", "memory")
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
    rows = [f"<tr><td class=name>{_text(_cut(name, 80))}</td>"
            + "".join(_skill_cell(model["skills"].get(skill)) for skill in skills) + "</tr>"
            for name, model in models.items()]
    return _table(("model", *skills), rows)


def _skill_cell(share: Mapping[str, Json] | None) -> str:
    if share is None:
        return "<td></td>"
    # The tint says it at a glance; the figure stands in it for those who do not see the colour.
    tint = f"background: color-mix(in srgb, var(--good) {share['share'] * 45:.0f}%, transparent)"
    return (f"<td style='{tint}' title='95 % interval {share['low']:.0%} to {share['high']:.0%}'>"
            f"{share['share']:.0%}<br><span class=soft>{share['right']}/{share['total']}</span></td>")


def _answers(name: str, model: Mapping[str, Json]) -> str:
    sections = [(f"tier {tier}", result["details"]) for tier, result in model["tier_results"].items()]
    sections += [("probes", model["probes"])] if model["probes"] else []
    body = "".join(f"<h3>{_text(title)}</h3><div class=wide>{_table(_HEADS, list(_rows(details)))}</div>"
                   for title, details in sections)
    right = sum(detail["passed"] for _, details in sections for detail in details)
    total = sum(len(details) for _, details in sections)
    problem = f"<p class=bad>{_text(model['problem'])}</p>" if model["problem"] else ""
    return f"<details><summary>{_text(_cut(name, 80))}: {right} of {total} right</summary>{problem}{body}</details>"


_HEADS = ("test", "asked", "answered", "verdict")


def _rows(details: Sequence[Mapping[str, Json]]) -> Iterator[str]:
    for detail in sorted(details, key=lambda one: one["passed"]):
        word, verdict = ("good", "right") if detail["passed"] else ("bad", "wrong")
        yield (f"<tr><td>{_text(detail['id'])}</td><td class=text><pre>{_text(detail['prompt'])}</pre></td>"
               f"<td class=text><pre>{_text(detail['response'])}</pre></td>"
               f"<td class=why><span class={word}>{verdict}</span><br><span class=soft>{_text(detail['why'])}; "
               f"{detail['seconds']:.2f} s</span></td></tr>")


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    return ("<table><thead><tr>" + "".join(f"<th>{_text(head)}</th>" for head in heads) + "</tr></thead><tbody>"
            + "".join(rows) + "</tbody></table>")


def _text(text: str) -> str:
    """A model's words on a page: nothing in them is markup or a control character."""
    return escape(safe(str(text)))
