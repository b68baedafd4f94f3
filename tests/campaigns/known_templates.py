#!/usr/bin/env python3
"""Make config/chat_templates.json: fingerprints of the chat templates that llama-cpp-python's source package carries.

    pip download --no-deps --no-binary :all: llama-cpp-python==VERSION && tests/campaigns/known_templates.py FILE.tar.gz

Read are llama.cpp's models/templates, the templates in its test-chat-template.cpp, and those that llama-cpp-python
recognizes by itself. Nothing of them is kept but digests, the model's name, and which names of models they belong to.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from core.models.chat_templates import digest_of, mark_of, pieces_of  # noqa: E402 - found through the line above

# Which models should have which template: by their names in small letters without signs. Only where the publisher's
# models of that name share one template; the others are known, but no model must have them.
FAMILIES = {
    "meta-llama/Llama-3.1-8B-Instruct": r"llama31(?!.*(nemotron|hermes|tulu|distill))",
    "meta-llama/Llama-3.2-3B-Instruct": r"llama32(?!.*(vision|hermes|distill))",
    "meta-llama/Llama-3.3-70B-Instruct": r"llama33(?!.*(nemotron|hermes|distill))",
    "meta-llama/Meta-Llama-3-8B-Instruct": r"llama3(8b|70b)instruct",
    "Qwen/Qwen2.5-7B-Instruct": r"qwen25(?!.*(vl|omni|math|distill))",
    "Qwen/QwQ-32B": r"^qwq|qwenqwq", "Qwen/Qwen3-0.6B": r"qwen3(?![\d])(06b|17b|4b|8b|14b|32b)(?!.*2507)",
    "Qwen3-Coder": r"qwen3coder(?!next)", "google/gemma-2-2b-it": r"gemma2(2b|9b|27b)",
    "google/gemma-4-31B-it": r"gemma4", "google/gemma-4-31B-it-interleaved": r"gemma4",
    "microsoft/Phi-3.5-mini-instruct": r"phi35mini", "phi-4": r"phi4(?!mini|reasoning|multimodal)",
    "mistralai/Mistral-Nemo-Instruct-2407": r"mistralnemo",
    "mistralai/Mistral-7B-Instruct-v0.1": r"mistral7binstructv01",
    "mistralai/Mixtral-8x7B-Instruct-v0.1": r"mixtral8x7binstruct",
    "Mistral-Small-3.2-24B-Instruct-2506": r"mistralsmall32", "HuggingFaceTB/SmolLM3-3B": r"smollm3",
    "mistralai/Mistral-7B-Instruct-v0.2 (NOTE: Old pre-v1 without a system prompt)": r"mistral7binstructv02",
    "mistralai/Mistral-7B-Instruct-v0.2 (mistralai 'v1' template with a system prompt)": r"mistral7binstructv02",
    "deepseek-ai/DeepSeek-R1-Distill-Llama-8B": r"r1distillllama",
    "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B": r"r1distillqwen",
    "deepseek-ai/deepseek-coder-33b-instruct": r"deepseekcoder(67b|33b)", "openai/gpt-oss-120b": r"gptoss",
    "ibm-granite/granite-3.3-2B-Instruct": r"granite33(2b|8b)", "ibm-granite/granite-4.0": r"granite40",
    "ibm-granite/granite-4.1": r"granite41", "teknium/OpenHermes-2.5-Mistral-7B": r"openhermes25",
    "NousResearch/Hermes-2-Pro-Llama-3-8B-tool_use": r"hermes2prollama3",
    "NousResearch/Hermes-3-Llama-3.1-8B-tool_use": r"hermes3llama31",
}
_TEXT = re.compile(r'\s*(?:u8)?(?:R"\((.*?)\)"|"((?:[^"\\]|\\.)*)")', re.DOTALL)
_CASE = re.compile(r'/\* \.name= \*/\s*"([^"]*)",\s*/\* \.template_str= \*/(?:\s*U8C\()?')
_BINDING = re.compile(r'^# Source: https://[^/]+/([^/]+/[^/]+)/.*\n\w+_CHAT_TEMPLATE = (".*")$', re.MULTILINE)
# A file is called owner-model there.
_OWNER = re.compile(r"(CohereForAI|deepseek-ai|fireworks-ai|google|HuggingFaceTB|ibm-granite|inclusionai|meetkai|"
                    r"meta-llama|microsoft|mistralai|moonshotai|NousResearch|openai|openbmb|poolside|"
                    r"Qwen|tencent|unsloth|upstage)-")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("package", type=Path)
    options.add_argument("--out", type=Path, default=ROOT / "config" / "chat_templates.json")
    chosen = options.parse_args()
    entries: dict[str, dict[str, str]] = {}
    for model, template in found_in(chosen.package):
        sha256 = digest_of(template)
        family = FAMILIES.get(model, "")
        if sha256 not in entries or (family and not entries[sha256]["family"]):
            entries[sha256] = {"model": model.partition(" (")[0], "family": family, "sha256": sha256,
                               "pieces": "".join(map(mark_of, pieces_of(template)))}
    listed = sorted(entries.values(), key=lambda entry: entry["model"].lower())
    lines = ",\n".join(map(json.dumps, listed))
    source = chosen.package.name.removesuffix(".tar.gz")
    chosen.out.write_text(f'{{"source": "{source}", "templates": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"wrote {chosen.out.name}: {len(entries)} templates, {chosen.out.stat().st_size} bytes")
    return 0


def found_in(package: Path) -> Iterator[tuple[str, str]]:
    """Yield every template of a source package, with the model it is of."""
    with tarfile.open(package) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member) if member.isfile() else None
            if file is None:
                continue
            if "/models/templates/" in member.name and member.name.endswith(".jinja"):
                yield _OWNER.sub(r"\1/", Path(member.name).stem, count=1), file.read().decode("utf-8")
            elif member.name.endswith("/tests/test-chat-template.cpp"):
                yield from in_test(file.read().decode("utf-8"))
            elif member.name.endswith("/llama_cpp/llama_chat_format.py"):
                yield from in_binding(file.read().decode("utf-8"))


def in_test(source: str) -> Iterator[tuple[str, str]]:
    for case in _CASE.finditer(source):
        yield case[1], c_text(source, case.end())


def c_text(source: str, at: int) -> str:
    """Return the text of the C++ literals that begin at a place."""
    parts = []
    while found := _TEXT.match(source, at):
        parts.append(found[1] if found[1] is not None else re.sub(
            r"\\(.)", lambda escape: _ESCAPES.get(escape[1], escape[1]), found[2], flags=re.DOTALL))
        at = found.end()
    return "".join(parts)


def in_binding(source: str) -> Iterator[tuple[str, str]]:
    for match in _BINDING.finditer(source):
        yield match[1], ast.literal_eval(match[2])


if __name__ == "__main__":
    sys.exit(main())
