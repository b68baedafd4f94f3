"""A run's report: for programs as JSON, for reading as Markdown; html_page.py draws it."""

from __future__ import annotations

from collections.abc import Sequence

from core.exam.measured import share_of, skills_of, speed_of
from core.exam.paper import TIERS
from core.exam.record import Record
from core.exam.sat import Sat
from core.store.machine import Machine
from core.words.safe_text import safe_line
from core.words.units import bytes_text
from core.words.values import Json


def verdict_of(sat: Sat) -> str:
    """Say in a few words what came of a model."""
    if sat.failed:
        return f"FAIL: {sat.problem}"
    if sat.problem and not any(sat.records.values()):
        return f"not tested: {sat.problem}"
    if sat.problem and (sat.passed(0) or 0 in sat.unfinished):
        return f"{'passes tier 0, ' if sat.passed(0) else ''}not finished: {sat.problem}"
    if not sat.records.get(0):
        return "not tested: nothing was asked"
    if not sat.passed(0):
        return "FAIL: below 80 % in tier 0"
    native = sat.model.tier
    if native in sat.records and not sat.passed(native):
        return f"passes tier 0, fails its own tier {native}"
    return f"passes its tier {native}" if native in sat.records else "passes tier 0"


def failed_tier_0(sat: Sat) -> bool:
    """Say whether a model failed what every model must pass, or was stopped in it; not so who was asked nothing."""
    return sat.failed or (bool(sat.records.get(0)) and not sat.passed(0))


def report_data(head: Json, machine: Machine, sats: Sequence[Sat], left_out: str) -> dict[str, Json]:
    """Write a run as `test --json` prints it."""
    return {"test_run": head,
            "machine": {"os": machine.os_name, "arch": machine.arch, "cores": machine.cores_physical,
                        "memory_bytes": machine.memory_total_bytes}, "left_out": left_out,
            "models": {sat.model.name: _model_data(sat) for sat in sats}}


def _model_data(sat: Sat) -> dict[str, Json]:
    every = [record for records in sat.records.values() for record in records]
    return {"native_tier": sat.model.tier, "verdict": verdict_of(sat), "problem": sat.problem,
            "passes_tier_0": sat.passed(0), "quant": sat.model.quant, "size_bytes": sat.model.size_bytes,
            "tier_results": {str(tier): _tier_data(sat, tier, sat.records[tier]) for tier in sat.tiers},
            "probes": [record.detail() for record in sat.records.get(None, [])],
            "skills": {skill: share.data() for skill, share in skills_of(sat).items()}, **speed_of(every).data()}


def _tier_data(sat: Sat, tier: int, records: Sequence[Record]) -> dict[str, Json]:
    share = share_of(records)
    low, high = share.interval
    return {"passed": share.right, "failed": share.total - share.right, "total": share.total,
            "pass_rate": round(share.value * 100, 1), "interval": [round(low * 100, 1), round(high * 100, 1)],
            "success": sat.passed(tier), "finished": tier not in sat.unfinished, "diagnostic": tier > sat.model.tier,
            "details": [record.detail() for record in records]}


def tier_line(sat: Sat, tier: int) -> str:
    """Write one tier of one model: "tier 0: PASS (78/86) 90.7 % [83-95]"."""
    share = share_of(sat.records[tier])
    low, high = share.interval
    word = "not finished" if tier in sat.unfinished else "PASS" if sat.passed(tier) else "FAIL"
    mark = " [Diagnostic]" if tier > sat.model.tier else ""
    return (f"tier {tier}: {word} ({share.right}/{share.total}) {share.value * 100:.1f} % "
            f"[{low * 100:.0f}-{high * 100:.0f}]{mark}")


def markdown(head: Json, machine: Machine, sats: Sequence[Sat], left_out: str) -> str:
    """Write a run to be read and kept: a table, then what each model got wrong."""
    taken = [tier for tier in TIERS if any(sat.records.get(tier) for sat in sats)]
    lines = [f"# Tier tests of {head['at']}", "",
             f"{machine.os_name} {machine.arch}, {machine.cores_physical} cores, "
             f"{bytes_text(machine.memory_total_bytes)} of memory. Shares stand with their 95 % intervals.", "",
             *((f"{left_out[0].upper()}{left_out[1:]}.", "") if left_out else ()),
             f"| model | native tier | verdict |{''.join(f' tier {tier} |' for tier in taken)} tokens/s | memory |",
             "|---|---|---|" + "---|" * len(taken) + "---:|---:|"]
    for sat in sats:
        speed = speed_of(record for records in sat.records.values() for record in records)
        tiers = "".join(f" {share_of(sat.records[tier]).text if tier in sat.records else ''} |" for tier in taken)
        rate = f"{speed.tokens_per_second:.1f}" if speed.tokens_per_second else ""
        lines.append(f"| {_cell(sat.model.name)} | {sat.model.tier} | {_cell(verdict_of(sat))} |{tiers} "
                     f"{rate} | {bytes_text(speed.memory_peak_bytes) if speed.memory_peak_bytes else ''} |")
    for sat in sats:
        wrong = [record for tier in sat.tiers for record in sat.records[tier] if not record.passed]
        if not wrong:
            continue
        lines += ["", f"## {_cell(sat.model.name)}: {len(wrong)} wrong", "", "| test | asked | answered | why |",
                  "|---|---|---|---|"]
        lines += [f"| {record.id} | {_cell(record.prompt)} | {_cell(record.response)} | {_cell(record.why)} |"
                  for record in wrong]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    flat = safe_line(text).replace("|", "\\|").replace("<", "&lt;")
    return flat if len(flat) <= 120 else flat[:119] + "…"
