"""Token bytes to text that can be shown: whole characters, thinking told apart, stop strings held back."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thinking:
    """The marks around a thinking part. `begun` when the prompt already ends inside one."""

    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    begun: bool = False


# (found in the template, marks): the first row whose mark stands in the template is used.
_KINDS: tuple[tuple[str, Thinking], ...] = (
    ("<|channel|>", Thinking(
        opens=("<|channel|>analysis<|message|>", "<|channel|>commentary<|message|>"),
        closes=("<|end|><|start|>assistant<|channel|>final<|message|>",
                "<|start|>assistant<|channel|>final<|message|>"),
        drops=("<|channel|>final<|message|>",))),
    ("<|START_THINKING|>", Thinking(
        opens=("<|START_THINKING|>",), closes=("<|END_THINKING|><|START_RESPONSE|>", "<|END_THINKING|>"),
        drops=("<|START_RESPONSE|>", "<|END_RESPONSE|>"))),
    ("[THINK]", Thinking(opens=("[THINK]",), closes=("[/THINK]",))),
    ("<seed:think>", Thinking(opens=("<seed:think>",), closes=("</seed:think>",))),
    ("<thinking>", Thinking(opens=("<thinking>",), closes=("</thinking>",))),
    ("<reasoning>", Thinking(opens=("<reasoning>",), closes=("</reasoning>",))),
)
_USUAL = Thinking(opens=("<think>",), closes=("</think>",))


def thinking_of(template: str, prompt_end: str) -> Thinking:
    """Learn the marks of thinking from a template and from how the rendered prompt ends."""
    kind = next((kind for mark, kind in _KINDS if mark in template), _USUAL)
    begun = any(prompt_end.rstrip().endswith(mark) for mark in kind.opens)
    return Thinking(kind.opens, kind.closes, kind.drops, begun)


def held_back(text: str, marks: Iterable[str]) -> int:
    """Return how many characters at the end of `text` could be the beginning of a mark."""
    longest = 0
    for mark in marks:
        for size in range(min(len(mark) - 1, len(text)), longest, -1):
            if text.endswith(mark[:size]):
                longest = size
                break
    return longest


class AnswerStream:
    """Takes the bytes of one token after another, gives (text, thought) pairs. `stopped` once a stop string came."""

    def __init__(self, thinking: Thinking, stop: Sequence[str]) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._thinking = thinking
        self._stop = tuple(text for text in stop if text)
        self._mode = "thought" if thinking.begun else "start"
        self._pending = ""
        self._fresh = True
        self._after_thought = False
        self.stopped = False

    def feed(self, data: bytes) -> list[tuple[str, bool]]:
        if self.stopped:
            return []
        self._pending += self._decoder.decode(data)
        return [piece for piece in self._advance(final=False) if piece[0]]

    def finish(self) -> list[tuple[str, bool]]:
        """Give what was held back."""
        if self.stopped:
            return []
        self._pending += self._decoder.decode(b"", True)
        return [piece for piece in self._advance(final=True) if piece[0]]

    def _advance(self, *, final: bool) -> list[tuple[str, bool]]:
        pieces: list[tuple[str, bool]] = []
        while True:
            mode = self._mode
            if mode == "start":
                self._settle_start(final=final)
            elif mode == "thought":
                pieces.append((self._take_thought(final=final), True))
            else:
                pieces.append((self._take_answer(final=final), False))
            if mode == self._mode:
                return pieces

    def _settle_start(self, *, final: bool) -> None:
        """Decide whether the answer begins by thinking; white space and the first characters of a mark wait."""
        text = self._pending.lstrip()
        for mark in self._thinking.drops:
            if text.startswith(mark):
                self._mode, self._pending = "answer", text[len(mark):]
                return
        for mark in self._thinking.opens:
            if text.startswith(mark):
                self._mode, self._pending = "thought", text[len(mark):]
                return
        marks = self._thinking.opens + self._thinking.drops
        if final or (text and not any(mark.startswith(text) for mark in marks)):
            self._mode = "answer"

    def _take_thought(self, *, final: bool) -> str:
        text = self._pending
        if self._fresh:  # line breaks at the borders of a thought belong to its marks
            text = text.lstrip("\n")
            self._fresh = not text
        found = min(((text.find(mark), -len(mark), mark) for mark in self._thinking.closes if mark in text),
                    default=None)
        if found is not None:
            self._pending = text[found[0] + len(found[2]):]
            self._mode, self._after_thought = "answer", True
            return text[:found[0]].rstrip("\n")
        body = text[:len(text) - (0 if final else held_back(text, self._thinking.closes))].rstrip("\n")
        self._pending = text[len(body):]
        return body

    def _take_answer(self, *, final: bool) -> str:
        text = self._pending
        if self._after_thought:  # the blank lines between the thought and the answer belong to neither
            text = text.lstrip()
            self._after_thought = not text
        cuts = [place for place in (text.find(mark) for mark in self._stop) if place >= 0]
        if cuts:
            self.stopped, self._pending = True, ""
            return text[:min(cuts)]
        for mark in self._thinking.drops:
            text = text.replace(mark, "")
        keep = 0 if final else held_back(text, self._stop + self._thinking.drops)
        self._pending = text[len(text) - keep:]
        return text[:len(text) - keep]
