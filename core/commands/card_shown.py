"""What is known of a model that is not installed: from the map, from the hub, or from the head of its file."""

from __future__ import annotations

from collections.abc import Generator

from core.app import App
from core.commands.fit_table import head_of
from core.models.gguf_header import Header
from core.models.install_plan import PlannedModel
from core.models.source import Hub, Local, Web, parse_source
from core.words.errors import UnknownModel
from core.words.events import Answer, Event
from core.words.safe_text import visible
from core.words.units import bytes_text, count_text
from core.words.values import Json, ModelCard

_KNOWN = {"sha256": "a source states the SHA-256 of its file",
          "listed": "a listing names its file, without a SHA-256",
          "mentioned": "only hand-written lists name its file: it may not exist"}


def unseen(app: App, name: str) -> Generator[Event, str, Answer]:
    """Find out what a name, repository, address or file means that is not on the shelf; raise UnknownModel."""
    source = parse_source(name, app.cwd)
    if isinstance(source, Local | Web):
        model = app.planner().draft(name, app.cwd)  # a file that is here was found on the shelf: this one is not
        header = yield from head_of(app, model)
        return _of_head(model.name, header, f"not installed: `install {name}` fetches it")
    if isinstance(source, Hub):
        try:
            card = app.models_map.find(name)
        except UnknownModel:
            return _of_repository(app.planner().draft(name, app.cwd), source.repo)
    else:
        card = app.models_map.find(name)
    return Answer(_written(card, f"install {card.name}"), _data(card))


def _of_repository(model: PlannedModel, repo: str) -> Answer:
    files = {file.filename: file for choice in model.choices for file in choice.every_file}
    card = ModelCard(f"hf:{repo}", license=model.license, files=tuple(files.values()),
                     note="its terms must be accepted first" if model.gated else "")
    return Answer(_written(card, f"install hf:{repo}"), _data(card))


def _of_head(name: str, header: Header, state: str) -> Answer:
    """Show what a file says of itself."""
    facts: dict[str, Json] = {
        "family": header.text("general.basename") or header.architecture or None,
        "publisher": header.text("general.organization"), "license": header.text("general.license"),
        "parameters": header.parameters, "context_length": header.context_length, "quant": header.quant,
        "size_bytes": header.data_start + header.weights_bytes,
        "chat_template": header.text("tokenizer.chat_template") is not None}
    shown = {**facts, "parameters": count_text(header.parameters), "size_bytes": bytes_text(facts["size_bytes"]),
             "context_length": f"{header.context_length} tokens" if header.context_length else None,
             "chat_template": "" if facts["chat_template"] else "none in the file", "state": state}
    words = {"size_bytes": "size", "context_length": "context", "chat_template": "template"}
    lines = [f"  {words.get(key, key):<12}{visible(str(value))}" for key, value in shown.items() if value]
    data = {"name": name, "installed": False, **facts}
    return Answer("\n".join([f"{visible(name)}, as its file says", *lines]), data)


def _data(card: ModelCard) -> dict[str, Json]:
    facts: dict[str, Json] = {"parameters": card.parameters, "context_length": card.context_length, "tier": card.tier,
                              "embedding": "embedding" in card.use_cases, "vision": "vision" in card.use_cases}
    return {"name": card.name, "aliases": list(card.aliases), "installed": False, "enabled": False, "active": False,
            "tier": card.tier, "parameters": card.parameters, "active_parameters": card.active_parameters,
            "context_length": card.context_length, "license": card.license, "family": card.family,
            "publisher": card.publisher, "use_cases": list(card.use_cases), "priority": card.priority,
            "verification": card.verification, "note": card.note or None,
            "files": [{"quant": file.quant, "repo": file.repo, "filename": file.filename, "part": file.part,
                       "parts": file.parts, "projector": file.projector, "size_bytes": file.size_bytes,
                       "sha256": file.sha256, "revision": file.revision} for file in card.files],
            "capabilities": {name: {"value": value, "source": "catalog"} for name, value in facts.items()
                             if value is not None}, "metadata": {}}


def _written(card: ModelCard, install: str) -> str:
    facts = (("aliases", ", ".join(card.aliases)), ("family", card.family), ("publisher", card.publisher),
             ("license", card.license), ("parameters", count_text(card.parameters) if card.parameters else None),
             ("tier", None if card.tier is None else str(card.tier)),
             ("context", f"{card.context_length} tokens" if card.context_length else None),
             ("good for", ", ".join(card.use_cases)), ("known by", _KNOWN.get(card.verification or "")),
             ("note", card.note), ("state", f"not installed: `{install}` fetches it"))
    lines = [visible(card.name), *(f"  {name:<12}{visible(value)}" for name, value in facts if value)]
    for repo in dict.fromkeys(file.repo for file in card.files):
        lines += ["", f"files of {visible(repo)}"]
        lines += [f"  {visible(file.quant):<8} {bytes_text(file.size_bytes):<8} {visible(file.filename)}"
                  for file in card.files if file.repo == repo]
    return "\n".join(lines)
