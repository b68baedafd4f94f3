"""Every setting there is: its type, default, help and allowed values, and how its text is read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from core.words.errors import LuciferError, UsageError
from core.words.units import parse_bytes
from core.words.values import Json

Kind = Literal["text", "number", "whole", "auto or whole", "auto or switch", "switch", "choice", "size", "folders"]

_YES = frozenset(("on", "yes", "true", "1", "y"))
_NO = frozenset(("off", "no", "false", "0", "n"))
_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]{0,18})")
_NUMBER = re.compile(r"[+-]?([0-9]{1,20})(\.[0-9]{0,20})?([eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `low` and `high` bound a number; `choices` are the words of a choice."""

    name: str
    kind: Kind
    default: Json
    help: str
    choices: tuple[str, ...] = ()
    low: float = -math.inf
    high: float = math.inf

    def read(self, text: str) -> Json:
        """Return the value that `text` means; raise UsageError saying what is allowed."""
        text = text.strip()
        if self.kind == "text":
            return self._text(text)
        if self.kind == "folders":
            return [part for part in text.split(":") if part.strip()]
        if self.kind == "size":
            return self._size(text)
        if self.kind == "choice":
            return self._choice(text)
        if self.kind.startswith("auto or ") and text.lower() == "auto":
            return "auto"
        if self.kind in ("switch", "auto or switch"):
            return self._switch(text)
        if text.lower() in ("none", "null") and self.default is None:
            return None
        return self._number(text)

    @property
    def allowed(self) -> str:
        """What may be written, in words."""
        numbers = f" from {self.low:g} to {self.high:g}" if self.high < math.inf else (
            f" of {self.low:g} or more" if self.low > -math.inf else "")
        return {"text": "text", "number": "a number" + numbers, "whole": "a whole number" + numbers,
                "auto or whole": "auto or a whole number" + numbers, "auto or switch": "auto, on or off",
                "switch": "on or off", "choice": " or ".join(self.choices), "size": "a size like 2GB",
                "folders": "folders separated by ':'"}[self.kind]

    def _wrong(self, text: str) -> UsageError:
        shown = text if len(text) <= 40 else text[:37] + "..."
        return UsageError(f"{self.name} cannot be {shown!r}", hint=f"{self.name} is {self.allowed}")

    def _text(self, text: str) -> str:
        if "\x00" in text or len(text) > 20_000:
            raise self._wrong(text)
        return text

    def _size(self, text: str) -> str:
        try:
            parse_bytes(text)
        except UsageError as error:
            raise self._wrong(text) from error
        return text

    def _choice(self, text: str) -> str:
        if text.lower() not in self.choices:
            raise self._wrong(text)
        return text.lower()

    def _switch(self, text: str) -> bool:
        if text.lower() in _YES:
            return True
        if text.lower() in _NO:
            return False
        raise self._wrong(text)

    def _number(self, text: str) -> Json:
        pattern = _NUMBER if self.kind == "number" else _WHOLE
        if pattern.fullmatch(text) is None:
            raise self._wrong(text)
        value = float(text) if self.kind == "number" else int(text)
        if not self.low <= value <= self.high:
            raise self._wrong(text)
        return value


_TABLE = (
    Setting("model", "text", "auto", "the model that answers: a name from `llm list`, or auto"),
    Setting("context", "auto or whole", "auto", "tokens of context: auto picks from the model and the memory at hand",
            low=64, high=2**24),
    Setting("temperature", "number", 0.7, "0 always takes the likeliest word, higher is more varied", low=0, high=5),
    Setting("top_p", "number", 0.95, "sample from the likeliest words that together have this probability",
            low=0, high=1),
    Setting("top_k", "whole", 40, "sample from this many likeliest words; 0 is no limit", low=0, high=10**6),
    Setting("min_p", "number", 0.05, "leave out words less likely than this part of the likeliest", low=0, high=1),
    Setting("repeat_penalty", "number", 1.0, "above 1 discourages repetition", low=0.1, high=10),
    Setting("seed", "whole", None, "a fixed seed makes sampling repeatable; none is random", low=0, high=2**32 - 1),
    Setting("max_tokens", "whole", None, "the longest answer in tokens; none is up to the context", low=1, high=2**24),
    Setting("threads", "auto or whole", "auto", "processor threads; auto is the physical cores", low=1, high=4096),
    Setting("gpu_layers", "auto or whole", "auto", "model layers on the GPU; auto is as many as fit", low=0, high=9999),
    Setting("flash_attention", "auto or switch", "auto", "faster attention where the build has it"),
    Setting("kv_type", "choice", "f16", "how the context is held in memory; q8_0 needs half",
            choices=("f32", "f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0")),
    Setting("draft", "choice", "auto", "guess ahead from the prompt when an answer repeats it",
            choices=("auto", "off")),
    Setting("keys", "choice", "emacs", "editing keys at the prompt", choices=("emacs", "vi")),
    Setting("theme", "choice", "auto", "colours for a light or dark terminal", choices=("auto", "light", "dark")),
    Setting("show_thinking", "switch", False, "show what a thinking model thinks"),
    Setting("history", "switch", True, "keep what is typed for Ctrl-R in later sessions"),
    Setting("memory", "switch", True, "use what `memory` was asked to remember"),
    Setting("kv_budget", "size", "2GB", "disk for saved contexts, so that `resume` is instant; 0 keeps none"),
    Setting("system_prompt", "text", "", "words every conversation begins with; empty is the model's or our own"),
    Setting("profile", "text", "", "the profile in use: a named set of settings"),
    Setting("models_folders", "folders", [], "further folders with GGUF files"),
    Setting("editor", "text", "", "the program for Ctrl-G; empty is $VISUAL or $EDITOR"),
    Setting("offline", "switch", False, "refuse every network call"),
)
SETTINGS: dict[str, Setting] = {setting.name: setting for setting in _TABLE}


def as_text(value: Json) -> str:
    """Write a value as it would be typed; raise LuciferError for a shape no setting has."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, (str, int, float)):
        return str(value)
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        return ":".join(value)
    raise LuciferError(f"{value!r} is not a setting's value")
