"""`models info`: the shelf at a glance: where models lie, how many there are, and what to do next."""

from __future__ import annotations

from collections import Counter

from core.app import App
from core.commands.declare import command
from core.commands.kinds import ModelName
from core.commands.llm_info import llm_info
from core.models.custom_names import suggested_name
from core.models.model_tiers import TIER_MAX
from core.words.events import Answer, Events
from core.words.safe_text import visible
from core.words.units import bytes_text
from core.words.values import InstalledModel, Json


@command("models info", group="models")
def models_info(app: App, name: ModelName = "") -> Events:
    """Show where the models lie, how many there are of each tier, what is wrong with them, and how to add one.

    With a name it is `llm info NAME`.

    Custom models, those you put in a folder called custom_models, are checked for names that say too little.
    """
    if name:
        return (yield from llm_info(app, name))
    models = app.shelf.models(fresh=True)
    custom = [model for model in models if "custom_models" in model.path.parts]
    records = app.shelf.records()
    programs = Counter(record.program for record in records if record.program)
    facts: dict[str, Json] = {
        "models": len(models), "disabled": [model.name for model in models if not model.enabled],
        "broken": {model.name: model.problem for model in models if model.problem},
        "tiers": {str(tier): sum(model.tier == tier for model in models) for tier in range(TIER_MAX + 1)},
        "size_bytes": sum(model.size_bytes for model in models),
        "folders": [{"path": str(folder), "models": sum(model.path.is_relative_to(folder) for model in models),
                     "free_bytes": app.shelf.free_bytes(folder)} for folder in app.shelf.folders if folder.is_dir()],
        "backup": str(app.shelf.backup) if app.shelf.backup else None, "programs": dict(programs),
        "custom": [_custom(model) for model in custom],
        "memory_available_bytes": app.machine.memory_available_bytes}
    yield Answer(_written(facts), facts)
    return 0


def _custom(model: InstalledModel) -> dict[str, Json]:
    better = None if model.problem or len(model.paths) > 1 else suggested_name(
        model.path.stem, model.metadata, model.quant)
    return {"name": model.name, "path": str(model.path), "tier": model.tier, "problem": model.problem,
            "better_name": better}


def _written(facts: dict[str, Json]) -> str:
    lines = [f"{facts['models']} models, {bytes_text(facts['size_bytes'])}; "
             f"{bytes_text(facts['memory_available_bytes'])} of memory are free", ""]
    lines += [f"  tier {tier}   {count}" for tier, count in facts["tiers"].items() if count]
    lines += ["", "folders"]
    lines += [f"  {visible(each['path'])}  {each['models']} models, {bytes_text(each['free_bytes'])} free"
              for each in facts["folders"]]
    lines += [f"  used where {program} keeps them: {count}" for program, count in facts["programs"].items()]
    if facts["disabled"]:
        lines += ["", f"switched off: {', '.join(map(visible, facts['disabled']))}"]
    lines += ["", *[f"cannot be used: {visible(name)}: {visible(str(why))}" for name, why in facts["broken"].items()],
              ] if facts["broken"] else []
    named = [each for each in facts["custom"] if each["better_name"]]
    lines += ["", "names of your own models that say little"] if named else []
    lines += [f"  {visible(each['name'])}: better {each['better_name']}.gguf" for each in named]
    return "\n".join([*lines, "", "to add one: put a GGUF file into a folder above, or `llm import FILE`; "
                      "`llm discover` finds those of other programs",
                      "`llm list` shows each model, `llm du` their room"])
