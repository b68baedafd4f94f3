"""The report as one page that needs nothing else: drawings in SVG, light and dark, and every answer to be unfolded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape

from core.exam import plots
from core.exam.paper import TIERS
from core.words.safe_text import safe
from core.words.units import bytes_text, seconds_text
from core.words.values import Json

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2024; --soft: #5f6b75; --line: #d9dee3; --paper: #ffffff; --card: #f4f6f8;
  --good: #23794d; --bad: #bb3a2f; --mark: #3a6ea5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #98a2ab; --line: #353c43; --paper: #14171a;
  --card: #1f2429; --good: #5fc48f; --bad: #ec8277; --mark: #7fb0e0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.2rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; } h3 { margin: .8rem 0 .3rem; }
p { margin: .4rem 0 .8rem; }
.soft { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--bad); } .small { font-size: .85em; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .7rem; margin: 1.2rem 0; }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .6rem .9rem; }
.tiles b { display: block; font-size: 1.5rem; line-height: 1.3; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.name { min-width: 10rem; max-width: 18rem; overflow-wrap: anywhere; font-weight: 600; }
td.name .soft { font-weight: 400; }
td.why { min-width: 13rem; max-width: 28rem; overflow-wrap: anywhere; }
td.text { min-width: 12rem; max-width: 28rem; }
.wide { overflow-x: auto; } .skills td:not(.name) { text-align: center; }
.skills th, .skills td:not(.name) { padding: .3rem .22rem; font-size: .78rem; text-align: center; }
.skills td.name { min-width: 9rem; }
.skills th:first-child { text-align: left; }
.bars { display: grid; grid-template-columns: minmax(7rem, 13rem) 3.2rem 1fr 3rem; gap: .3rem .7rem;
  align-items: center; font-size: .85rem; }
.bars .who { overflow-wrap: anywhere; } .bars .first { margin-top: .35rem; } .bars .share { text-align: right; }
.track { position: relative; height: 15px; background: var(--card); border-radius: 4px; }
.track i { position: absolute; top: 0; bottom: 0; left: 0; border-radius: 4px; opacity: .85; min-width: 2px; }
.track i.paler { opacity: .45; }
.track b { position: absolute; top: 4px; height: 7px; border: solid var(--ink); border-width: 0 1px; min-width: 1px; }
.track b::after { content: ""; position: absolute; left: 0; right: 0; top: 3px; border-top: 1px solid var(--ink); }
.track u { position: absolute; left: 80%; top: -5px; bottom: -5px; border-left: 1px dashed var(--mark); }
svg { max-width: 100%; height: auto; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg .soft { fill: var(--soft); }
details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .6rem .9rem;
  margin: .5rem 0; }
summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; max-height: 12rem; overflow: auto;
  font: .85rem/1.4 ui-monospace, monospace; }
@media (max-width: 46rem) {
  body { padding: 1.2rem .9rem 3rem; }
  .cards table, .cards tbody, .cards tr, .cards td { display: block; max-width: none; min-width: 0; }
  .cards thead { display: none; }
  .cards tr { border-bottom: 1px solid var(--line); padding: .6rem 0; }
  .cards td { border: 0; padding: .1rem 0; }
  .cards td.number { display: inline-block; text-align: left; margin-right: 1.1rem; } .cards td:empty { display: none; }
  .cards td.number:empty { display: none; } .cards td.number br { display: none; }
  .cards td[data-of]::before { content: attr(data-of) " "; color: var(--soft); font-size: .85em; }
  .bars { grid-template-columns: 3rem 1fr 3rem; } .bars .who { grid-column: 1 / -1; font-weight: 600; }
  .bars .who:empty { display: none; } .wide svg { max-width: none; }
  .skills td.name { position: sticky; left: 0; background: var(--paper); min-width: 7rem; max-width: 9rem; }
}
"""
_FIRST_FAILED = 3


def html_page(report: Mapping[str, Json]) -> str:
    """Draw a report of the shape that `test --json` prints."""
    run, machine = report["test_run"], report["machine"]
    models = dict(sorted(report["models"].items(), key=lambda one: _rank(*one)))
    about = (f"{_when(run['at'])}, {machine['os']} {machine['arch']}, {machine['cores']} cores, "
             f"{bytes_text(machine['memory_bytes'])} of memory")
    parts = [
        f"<h1>Tier tests</h1><p class=soft>{_text(about)}</p>{_tiles(models)}",
        f"<p class=bad>{_text(report['left_out'])}</p>" if report.get("left_out") else "",
        "<h2>Who can be trusted with what</h2>", f"<div class='wide cards'>{_overview(models)}</div>",
        f"<h2>Tiers</h2><p class=soft>{_LEGEND}</p>{plots.tier_bars(models)}"]
    if any(model["skills"] for model in models.values()):
        parts.append("<h2>Skills</h2><p class=soft>Right answers of all that were asked; a greener field is a better "
                     f"one.</p><div class='wide skills'>{_skills(models)}</div>")
    fast = plots.speed_and_share(models)
    if fast:
        parts.append("<h2>Speed and right answers</h2><p class=soft>Up is better, to the right is faster.</p>"
                     f"<div class=wide>{fast}</div>")
    parts += ["<h2>Every answer</h2>", *(_answers(name, model) for name, model in models.items())]
    return ("<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width, "
            f"initial-scale=1'><title>Tier tests of {_text(run['at'])}</title><style>{_STYLE}</style></head><body>"
            + "\n".join(parts) + "</body></html>\n")


_LEGEND = ("<span class=good>&#9632;</span> passed, <span class=bad>&#9632;</span> failed, paler: diagnostic, above "
           "the model's own tier. The dashed line is the 80 % that a tier is passed with, the thin one the 95 % "
           "interval: how far luck may have carried it.")


def _when(at: str) -> str:
    """Write a time as people do; whatever else stands there stays."""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{when.day} {when:%B %Y}, {when:%H:%M}"


def _tiles(models: Mapping[str, Json]) -> str:
    """The run in four figures."""
    passing = sum(bool(model["passes_tier_0"]) for model in models.values())
    broken = sum(bool(model["problem"]) for model in models.values())
    results = [result for model in models.values() for result in model["tier_results"].values()]
    asked, right = sum(result["total"] for result in results), sum(result["passed"] for result in results)
    best = next((name for name, model in models.items() if model["passes_tier_0"]), "none")
    facts = [(f"{passing} of {len(models)}", "pass tier 0"), (_cut(best, 40), "comes first"),
             (f"{asked:,}", f"questions of tiers, {right / asked:.0%} right" if asked else "questions of tiers")]
    facts += [(str(broken), "could not be tested")] if broken else []
    tiles = (f"<div><b>{_text(figure)}</b><span class=soft>{_text(words)}</span></div>" for figure, words in facts)
    return f"<div class=tiles>{''.join(tiles)}</div>"


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
    return _duration(took[len(took) // 2]) if took else ""


def _duration(seconds: float) -> str:
    return f"{max(1, round(seconds * 1000))} ms" if seconds < 0.095 else seconds_text(seconds)


def _cut(text: str, characters_max: int) -> str:
    flat = " ".join(str(text).split())
    return flat if len(flat) <= characters_max else flat[:characters_max - 1] + "…"


def _overview(models: Mapping[str, Json]) -> str:
    """One row a model; only the tiers that some model took have a column."""
    tiers = [tier for tier in TIERS if any(str(tier) in model["tier_results"] for model in models.values())]
    rows = []
    for name, model in models.items():
        word = "bad" if not model["passes_tier_0"] else "" if "fails" in model["verdict"] else "good"
        rate, memory, first = model["tokens_per_second"], model["memory_peak_bytes"], model["first_token_seconds"]
        wrong = _failed_first(model)
        rows.append(
            f"<tr><td class=name>{_text(_cut(name, 80))}<br><span class=soft>tier {model['native_tier']}"
            f"{_text(', ' + model['quant'] if model['quant'] else '')}</span></td>"
            f"<td class=why><span class='{word}'>{_text(_cut(model['verdict'], 200))}</span>"
            + (f"<br><span class='soft small'>failed first: {_text(wrong)}</span>" if wrong else "") + "</td>"
            + "".join(_number(f"tier {tier}", _tier_cell(model, tier)) for tier in tiers)
            + _number("tokens/s", (f"{rate:,.0f}" if rate >= 100 else f"{rate:.1f}") if rate else "")
            + _number("first token", _duration(first) if first else "") + _number("a question", _seconds(model))
            + _number("memory", bytes_text(memory) if memory else "") + "</tr>")
    heads = (*(f"tier {tier}" for tier in tiers), "tokens/s", "first token", "a question", "memory")
    return _table(("model", "verdict", *heads), rows, numbers=heads)


def _number(head: str, inside: str) -> str:
    """A figure that says what it is where its column has no head: on a narrow page."""
    return f"<td class=number data-of='{head}'>{inside}</td>"


def _tier_cell(model: Mapping[str, Json], tier: int) -> str:
    result = model["tier_results"].get(str(tier))
    if not result or not result["total"]:
        return ""
    word = "good" if result["success"] else "bad"
    return (f"<span class={word}>{result['pass_rate']:.0f} %</span><br> "
            f"<span class='soft small'>{result['passed']}/{result['total']}</span>")


def _skills(models: Mapping[str, Json]) -> str:
    skills = sorted({skill for model in models.values() for skill in model["skills"]})
    rows = [f"<tr><td class=name>{_text(_cut(name, 80))}</td>"
            + "".join(_skill_cell(model["skills"].get(skill)) for skill in skills) + "</tr>"
            for name, model in models.items() if model["skills"]]
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
    body = "".join(f"<h3>{_text(title)}</h3><div class='wide cards'>{_table(_HEADS, list(_rows(details)))}</div>"
                   for title, details in sections)
    right = sum(detail["passed"] for _, details in sections for detail in details)
    total = sum(len(details) for _, details in sections)
    problem = f"<p class=bad>{_text(model['problem'])}</p>" if model["problem"] else ""
    came = f"{right} of {total} right" if total else "not tested"
    return f"<details><summary>{_text(_cut(name, 80))}: {came}</summary>{problem}{body}</details>"


_HEADS = ("test", "asked", "answered", "verdict")


def _rows(details: Sequence[Mapping[str, Json]]) -> Iterator[str]:
    for detail in sorted(details, key=lambda one: one["passed"]):
        word, verdict = ("good", "right") if detail["passed"] else ("bad", "wrong")
        yield (f"<tr><td>{_text(detail['id'])}</td>"
               f"<td class=text data-of=asked><pre>{_text(detail['prompt'])}</pre></td>"
               f"<td class=text data-of=answered><pre>{_text(detail['response'])}</pre></td>"
               f"<td class=why><span class={word}>{verdict}</span><br><span class=soft>{_text(detail['why'])}; "
               f"{detail['seconds']:.2f} s</span></td></tr>")


def _table(heads: Sequence[str], rows: Sequence[str], *, numbers: Sequence[str] = ()) -> str:
    above = (f"<th{' class=number' if head in numbers else ''}>{_text(head)}</th>" for head in heads)
    return f"<table><thead><tr>{''.join(above)}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _text(text: str) -> str:
    """A model's words on a page: nothing in them is markup or a control character."""
    return escape(safe(str(text)))
