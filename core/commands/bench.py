"""`bench`: the engine's figures on this machine, each beside the bar it is held to."""

from __future__ import annotations

from core.app import App
from core.commands.declare import command
from core.commands.kinds import Count, FigureName
from core.engine.bench import FIGURES, RANDOM_MODEL, Bench, random_model
from core.words.events import Events, Notice, Table


@command("bench", group="tests")
def bench(app: App, what: FigureName = "all", *, rounds: Count = 5) -> Events:
    """Measure decode, prompt, cancel, resume, draft, crash, memory, or all of them; exit status 1 when a bar is missed.

    Speed is compared with llama.cpp called directly, both in turns in the same run. `--model random-1.1b` measures a
    model of 1.1 billion random weights, built when it is not there; without `--model` it is the model that answers.
    """
    names = FIGURES if what == "all" else (what,)
    if app.flags.model == RANDOM_MODEL:
        yield Notice("building a model of 1.1 billion random weights (0.7 GB), if it is not there yet")
        path = random_model()
    else:
        path = app.chosen().path
    yield Notice(f"measuring {path.stem}; anything else that runs here disturbs the figures")
    figures = []
    for figure in Bench(path, rounds=rounds, log=app.home.logs / "engine.log").figures(names):
        yield Notice(f"{figure.name}: {figure.value:.3f} {figure.unit}")
        figures.append(figure)
    yield Table(
        ("figure", "value", "bar", "met", "detail"),
        tuple((f.name, f"{f.value:.3f} {f.unit}", f.bar, "yes" if f.met else "NO", f.detail) for f in figures),
        [{"figure": f.name, "value": round(f.value, 4), "unit": f.unit, "bar": f.bar, "met": f.met, "detail": f.detail}
         for f in figures], title=path.stem)
    return 0 if all(figure.met for figure in figures) else 1
