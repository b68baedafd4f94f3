"""From a model's words to a shell command that has not run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from core.assist.explanation import known_parts
from core.assist.folder_names import touched
from core.assist.risk import judge
from core.words.safe_text import visible
from core.words.values import Proposal

PREFILL = "```sh\n"
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*(?:sh|bash|shell|zsh|console|shell-session)[ \t]*\n(.*?)\n? {0,3}\1",
                    re.DOTALL | re.MULTILINE)


def request_text(request: str, folder: Path, *, system: str, unguided: bool, shell: str = "", names: Sequence[str] = (),
                 examples: Sequence[tuple[str, str]] = (), faults: Sequence[str] = ()) -> str:
    """Write what the model is asked; a model trained for this (`unguided`) gets the request alone.

    Others are told of the machine, of the `names` in the folder, of `examples` that the person corrected, and of the
    `faults` of what they suggested before.
    """
    if unguided:
        return request
    parts = [f"Write one shell command for {system} that does this in the folder {folder}. Answer with a ```sh block "
             "holding only the command, then one short sentence that explains it."]
    if shell:
        parts.append(f"The command is run by bash; the person's own shell is {shell}."
                     if shell != "bash" else "The command is run by bash.")
    if names:
        parts.append("In the folder lie: " + ", ".join(map(visible, names)) + ".")
    parts += [f"Earlier the person asked: {asked}\nand ran:\n```sh\n{command}\n```" for asked, command in examples]
    if faults:
        parts.append("Your last suggestion does not fit: " + "; ".join(faults) + ". Suggest another command.")
    return "\n".join(parts) + f"\n\n{request}"


def tools_of(system: str, ls: str) -> str:
    """Say which tools a machine has: GNU and BSD ones differ in their flags. `ls` is where ls really lies."""
    if "busybox" in ls or "toybox" in ls:
        return f"{system} with the small tools of {'busybox' if 'busybox' in ls else 'toybox'}"
    if "BSD" in system or system == "macOS":
        return f"{system} with BSD tools (no GNU flags)"
    return f"{system} with GNU tools"


def offered(answer: str, folder: Path, origin: str) -> Proposal | None:
    """Return the one shell command that an answer holds in a fenced block, or None."""
    blocks = _FENCE.findall(answer)
    if len(blocks) != 1:
        return None
    command = _without_prompt(blocks[0][1])
    if not command:
        return None
    explanation = _first_sentence(_FENCE.sub("\n", answer, count=1))
    return propose(command, explanation, folder, origin)


def read_answer(answer: str, folder: Path, origin: str) -> Proposal | None:
    """Read an answer that was made to begin with a fence (the fence itself may be missing)."""
    text = answer if answer.lstrip().startswith("```") else PREFILL + answer
    if text.count("```") == 1:
        text = text.rstrip() + "\n```"
    return offered(text, folder, origin)


def propose(command: str, explanation: str, folder: Path, origin: str, remarks: tuple[str, ...] = ()) -> Proposal:
    """Judge a command and write it up as a proposal, with what each part does and what in the folder it names."""
    verdict = judge(command)
    parts = tuple((part.text, part.meaning) for part in known_parts(command))
    return Proposal(command, explanation, verdict.risk, verdict.reasons, folder, origin, parts,
                    touched(command, folder), remarks)


def _without_prompt(block: str) -> str:
    """Take off a "$ " that stands before every line: it is a picture of a prompt, no part of the command."""
    lines = [line for line in block.strip("\n").split("\n") if line.strip()]
    if lines and all(line.startswith("$ ") for line in lines):
        lines = [line[2:] for line in lines]
    return "\n".join(lines).strip()


def _first_sentence(text: str) -> str:
    paragraph = next((part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()), "")
    flat = " ".join(paragraph.split())
    match = re.match(r".{10,}?[.!?](?=\s|$)", flat)
    return (match[0] if match else flat)[:300]
