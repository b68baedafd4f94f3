"""docs/MODELS.md, written from the map: `python3 -m core.models.models_page` makes it again."""

from __future__ import annotations

from pathlib import Path

from core.models.install_plan import CORE
from core.models.model_files_map import ModelMap
from core.models.model_tiers import tier_of
from core.words.units import bytes_text, count_text
from core.words.values import ModelCard

ROOT = Path(__file__).resolve().parents[2]
_CONTEXT_UNIT = 1024
_TIERS = ("answer simple requests, on any machine", "hold a conversation and write short scripts",
          "explain, refactor and reason over a page", "write programs and plan", "the largest: for big machines")


def models_page(models: ModelMap) -> str:
    """Write docs/MODELS.md."""
    files = {(file.repo, file.filename) for card in models.cards for file in card.files}
    digests = sum(file.sha256 is not None for card in models.cards for file in card.files)
    lines = ["# Models", "",
             "Made by `python3 -m core.models.models_page` from `config/models.yaml`; a test holds it equal.", "",
             f"{len(models.cards)} models in {len(files)} files; of {digests} files the SHA-256 is known beforehand. "
             "`install NAME` takes any name or alias below, `hf:owner/repo[:quant]` any other GGUF model of the hub, "
             "an https address any GGUF file. `llm fit NAME` says whether it runs on this machine.", "",
             "The facts come from public lists and were not all checked: licence and context are what is commonly "
             "stated, and an installed file's own word wins. The tier follows the number of parameters; a tier with a "
             "star is the original plans' own, one step off. Checked by: `sha256`, a public source states the digest "
             "of the file that is installed; `listed`, a machine-made listing names the file; `mentioned`, only lists "
             "written by hand do, so these are never recommended.", "",
             "## Sets", "",
             f"- `install core`: {', '.join(f'`{name}`' for name in CORE)}: for the smallest machine, for every day, "
             "for longer texts, for code"]
    for level in ("high", "medium", "low"):
        named = ", ".join(f"`{card.name}`" for card in models.cards if card.priority == level)
        lines.append(f"- `install priority {level}`: {named}")
    lines += ["- `install tier N`, `install all`: everything below; sizes and free space are shown first", ""]
    for tier, manner in enumerate(_TIERS):
        cards = [card for card in models.cards if card.tier == tier]
        lines += [f"## Tier {tier}: {manner}", "",
                  "| name | also | parameters | context | licence | for | quants | checked by |",
                  "|---|---|---|---|---|---|---|---|", *(_row(models, card) for card in cards), ""]
    lines += ["## Stand-ins and doubts", "", *(f"- `{card.name}`: {card.note}" for card in models.cards if card.note)]
    lines += ["", *_OWN]
    return "\n".join(lines) + "\n"


_OWN = ("## Your own records", "",
        "`~/.luciferai/models.yaml` has the same form. A name there hides one of ours; a record that is wrong is left "
        "out, with its line and the reason.", "",
        "```yaml", "- name: anvil:7b", "  aliases: [anvil]", "  parameters: 7000000000", "  context_length: 32768",
        "  license: mit", "  use_cases: [code]", "  files:",
        "  - {repo: acme/Anvil-7B-GGUF, filename: anvil-7b-Q4_K_M.gguf}", "```")


def _row(models: ModelMap, card: ModelCard) -> str:
    quants = dict.fromkeys(f"{choice.quant} ({bytes_text(choice.size_bytes)})" if choice.size_bytes else choice.quant
                           for choice in models.choices(card))
    star = "" if card.parameters is None or card.tier == tier_of(card.parameters) else f" (tier {card.tier}*)"
    active = f", {count_text(card.active_parameters)} active" if card.active_parameters else ""
    length = card.context_length
    context = "unknown" if length is None else str(length) if length < _CONTEXT_UNIT else f"{length // _CONTEXT_UNIT}k"
    cells = (f"`{card.name}`", ", ".join(card.aliases), f"{count_text(card.parameters)}{active}{star}", context,
             card.license or "unknown", ", ".join(use.replace("_", " ") for use in card.use_cases), ", ".join(quants),
             card.verification or "")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Write the page."""
    page = models_page(ModelMap.load(ROOT / "config" / "models.yaml"))
    (ROOT / "docs" / "MODELS.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
