"""What a model may be called: the names a file's own name gives, and the names a person's words may mean."""

from __future__ import annotations

import re

# Patterns stay text: `re` compiles them at first use, which is after the prompt is on screen.
_QUANT = (r"(?i)[-._](?:UD-)?((?:I?Q\d(?:_[A-Z0-9]+)*|TQ\d_\d|MXFP4(?:_MOE)?|NVFP4|BF16|F16|F32|FP16|FP32)"
          r"(?:-[A-Z]{2,3})?)$")
_PART = r"-(\d{5})-of-(\d{5})$"
_SIZE = r"(?i)(?:\d+x)?\d+(?:\.\d+)?[bm]"
_VERSION = r"(?i)v\d+(?:\.\d+)*"
_REMOTE = r"(?i)^(?:hf:|hf\.co/|https?://huggingface\.co/)"
# Words of a file name that say how a model was trained, not which one it is.
_MANNER = frozenset(("instruct", "chat", "it", "gguf", "hf", "base", "i1", "imat"))


def split_quant(stem: str) -> tuple[str, str | None]:
    """Part "mistral-7b.Q4_K_M" into ("mistral-7b", "Q4_K_M")."""
    match = re.search(_QUANT, stem)
    return (stem[: match.start()], match[1].upper()) if match else (stem, None)


def split_part(stem: str) -> tuple[str, int, int]:
    """Part "big-00002-of-00003" into ("big", 2, 3); a file that is no part is part 1 of 1."""
    match = re.search(_PART, stem)
    return (stem[: match.start()], int(match[1]), int(match[2])) if match else (stem, 1, 1)


def aliases_of(stem: str) -> tuple[str, ...]:
    """Return further names of a file: "Llama-3.2-3B-Instruct-Q4_K_M" is also llama3.2:3b and llama3.2."""
    bare, quant = split_quant(stem)
    words = [word for word in re.split(r"[-_ ]+", bare) if word]
    size_at = next((index for index, word in enumerate(words) if index and re.fullmatch(_SIZE, word)), None)
    names = [bare] if quant else []
    if size_at is not None:
        family = _family(words[:size_at])
        names += [f"{family}:{words[size_at].lower()}", family]
    else:
        family = _family([word for word in words if word.lower() not in _MANNER and not re.fullmatch(_VERSION, word)])
        names += [family] if family else []
    if quant:
        names += [f"{name}:{quant}" for name in names if ":" not in name]
    return tuple(dict.fromkeys(name for name in names if name.lower() != stem.lower()))


def meanings(text: str) -> tuple[str, ...]:
    """Return the names that typed words may mean, in order: as typed, without .gguf, without owner, without quant."""
    text = re.sub(_REMOTE, "", text.strip())
    bare = re.sub(r"\.gguf$", "", text, flags=re.IGNORECASE)
    last = bare.rsplit("/", 1)[-1]
    repo, _, quant = last.partition(":")
    repo = re.sub(r"[-_]gguf$", "", repo, flags=re.IGNORECASE)
    quanted = (f"{repo}-{quant}", f"{repo}.{quant}", f"{repo}:{quant}") if quant else (repo,)
    latest = (repo,) if quant.lower() == "latest" else ()
    return tuple(dict.fromkeys(name.lower() for name in (text, bare, last, *quanted, *latest) if name))


def _family(words: list[str]) -> str:
    """Join the words of a family as people write them: ["Llama", "3.2"] is llama3.2, ["deepseek", "r1"] deepseek-r1."""
    joined = ""
    for word in words:
        lower = word.lower()
        version = re.fullmatch(r"\d+(\.\d+)?", lower) and joined[-1:].isalpha()
        joined += lower if not joined or version else f"-{lower}"
    return joined
