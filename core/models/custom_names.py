"""What a model file of the person's own should be called, so that its name says which model it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.models.names import split_quant
from core.words.values import Json

_EASY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
_SAYS_NOTHING = re.compile(
    r"(?i)(ggml-)?(model|models|llm|weights|download|unnamed|untitled|output|merged|final|test|new|unsloth|file)?"
    r"[-_. ]*"
    r"(\(?\d{0,3}\)?|[0-9a-f]{12,})")
_LENGTH_MAX = 96
_WORD_MAX = 40


def suggested_name(stem: str, metadata: Mapping[str, Json], quant: str | None) -> str | None:
    """Return a better name for a file called `stem`; None when its name is easy to type and says something."""
    bare = split_quant(stem)[0] if split_quant(stem)[1] else stem
    nothing = _SAYS_NOTHING.fullmatch(bare) or bare.upper() == (quant or "")
    if _EASY.fullmatch(stem) and not nothing and len(stem) <= _LENGTH_MAX:
        return None
    named = _from_metadata(metadata) if nothing or not _clean(bare) else _clean(bare)
    if not named:
        named = "-".join(filter(None, (_clean(str(metadata.get("general.architecture") or "")), "model")))
    better = f"{named}-{quant}" if quant and split_quant(named)[1] is None else named
    return better if better != stem else None


def _from_metadata(metadata: Mapping[str, Json]) -> str:
    """Join base name, size and kind as publishers do: Llama-3.2-3B-Instruct."""
    basename = _text(metadata, "general.basename")
    if not basename:
        return _clean(_text(metadata, "general.name"))
    parts = (basename, _text(metadata, "general.size_label"), _text(metadata, "general.finetune"))
    return "-".join(_clean(part) for part in parts if _clean(part))


def _text(metadata: Mapping[str, Json], key: str) -> str:
    value = metadata.get(key)
    return value[:_WORD_MAX * 2] if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """Keep what is easy to type: letters and digits, single dashes where something else stood."""
    plain = re.sub(r"\s*\((\d+|copy)\)\s*$", "", text)
    return re.sub(r"-{2,}", "-", re.sub(r"[^A-Za-z0-9._+-]+", "-", plain)).strip("-._+")[:_LENGTH_MAX]
