#!/usr/bin/env python3
"""How long the bundled model takes from Enter to a proposal: `python3 tests/campaigns/proposals.py [COUNT]`.

The way of the prompt is gone with the fixed requests of models/spark/exams, each in the folder that its exam describes:
routed, asked of the real worker, held against the machine, judged, and everything made that the question shows. Prints
the median, how many of them the grounding had a remark on, and the load of the machine; exit status 1 above the bar.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from core.app import App, Flags  # noqa: E402
from core.commands.declare import table  # noqa: E402
from core.commands.perform import perform  # noqa: E402
from core.commands.route import route  # noqa: E402
from core.exam.shell_effect import lay_out  # noqa: E402
from core.render.asking import proposal_lines  # noqa: E402
from core.words.events import Question  # noqa: E402

BAR_SECONDS = 0.15
EXAM = ROOT / "models" / "spark" / "exams" / "commands_easy.jsonl"


def proposed(app: App, request: str) -> tuple[float, int]:
    """Return the seconds from a typed line to its question, and how many remarks stand in it."""
    begun = time.perf_counter()
    events = perform(app, route(f"/do {request}", app.table))
    try:
        for event in events:
            if isinstance(event, Question):
                proposal_lines(event)
                taken = time.perf_counter() - begun
                return taken, len(event.proposal.remarks) if event.proposal else 0
    finally:
        events.close()
    return time.perf_counter() - begun, 0


def processor_seconds(app: App) -> float:
    """Return how long this process, its children and the worker have worked."""
    own = os.times()
    times = psutil.Process(app.engine.worker_pid).cpu_times()
    return own.user + own.system + own.children_user + own.children_system + times.user + times.system


def main() -> int:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    rows = [json.loads(line) for line in EXAM.read_text(encoding="utf-8").splitlines()][:count]
    times, worked, remarked = [], [], 0
    with tempfile.TemporaryDirectory() as home:
        app = App(Flags(model="spark", home=home), {**os.environ, "HOME": home}, table(), io.StringIO())
        app.interactive = True
        app.engine_ready()
        for row in rows:
            with tempfile.TemporaryDirectory() as folder:
                lay_out(row.get("setup", {}), Path(folder))
                app.cwd = Path(folder)
                app.new_conversation()
                before = processor_seconds(app)
                taken, remarks = proposed(app, row["text"])
                times.append(taken)
                worked.append(processor_seconds(app) - before)
                remarked += bool(remarks)
        app.close()
    ordered = sorted(times)
    print(f"{len(times)} requests: median {statistics.median(times):.3f} s, 90th percentile "
          f"{ordered[len(ordered) * 9 // 10]:.3f} s (bar {BAR_SECONDS} s); with a remark: {remarked}")
    load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"of that the processor worked, here and in the worker: median {statistics.median(worked):.3f} s, which is "
          "what a machine without other work takes")
    print(f"load of the machine while measured: {load}")
    return int(statistics.median(times) > BAR_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
