"""A family of small models for the tier tests: what each is, how it is made, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import family_files as files
import yaml
from family_files import Spoken, Vocabulary, always
from other_shapes import Shape

from core.exam.harness import Harness, Plan
from core.exam.paper import Paper, Question, read_paper
from core.exam.record import RunLog

ROOT = Path(__file__).resolve().parents[1]
PAPER = read_paper(ROOT / "config" / "tier_tests.yaml")
FOUR = ("sum", "legs")
FAIL = "FAIL: below 80 % in tier 0"
LOOPS = "repeats itself without end"
_ENDLESS = "{% for a in range(10**9) %}{% for b in range(10**9) %}x{% endfor %}{% endfor %}"


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the family.

    `right` are the items of the model lane that it answers rightly, `says` is what it answers to all of them ("" where
    that differs), `why` what each wrong answer is blamed for ("": the check's own words). `problem` is part of what is
    said of a model that cannot be tested; one that is not `listed` answers no questions and is left out.
    """

    name: str
    make: Callable[[Path], object]
    right: Sequence[str] = ()
    says: str = ""
    verdict: str = FAIL
    why: str = ""
    problem: str = ""
    listed: bool = True


def four(shape: Callable[[], Shape], vocabulary: Vocabulary, template: str | None, **options: Any
         ) -> Callable[[Path], object]:
    """A model that says "It is 4." to everything."""
    spoken = always("It is 4.", ends=vocabulary.turn_ends)
    return lambda path: files.write(path, shape(), vocabulary, spoken, template, **options)


def scholar(known: Sequence[str]) -> Callable[[Path], object]:
    """A model that answers the questions of some items as the key does: its template marks which question it is."""
    key = yaml.safe_load((ROOT / "tests" / "exam_key.yaml").read_text(encoding="utf-8"))
    items = [item for item in PAPER.items if item.id in known]
    chains, sheet = [("<|unknown|>", "I like pears.", "<|im_end|>")], []
    for number, item in enumerate(items):
        # A token of the vocabulary that a person writes is set apart in the prompt: no answer may be a question too.
        answer = next(text for text in key[item.id]["right"] if (text,) not in item.asks)
        said = answer if len(answer) > 1 else f"{answer}."
        while any(said == chain[1] for chain in chains):
            said += " "
        chains.append((f"<|ask{number}|>", said, "<|im_end|>"))
        sheet += [f"{item.question(wording)!r}: '<|ask{number}|>'" for wording in range(len(item.asks))]
    template = ("{% set sheet = {" + ", ".join(sheet) + "} %}" + files.CHATML
                + "{{ sheet.get(messages[-1]['content'], '<|unknown|>') }}")
    spoken = Spoken(tuple(chains), tuple(chain[0] for chain in chains))
    return lambda path: files.write(path, files.llama(), files.QWEN2, spoken, template)


def truncated(path: Path) -> None:
    """A file whose second half never came."""
    four(files.llama, files.LLAMA3, files.LLAMA3_TURNS)(path)
    content = path.read_bytes()
    path.write_bytes(content[:len(content) // 2])


def babbles(path: Path) -> None:
    """It says the same two words for ever."""
    chain = tuple((door, "round ", "and ") for door in ("\n", ":"))
    files.write(path, files.llama(), files.QWEN2, Spoken((*chain, ("and ", "round "))), files.CHATML)


def thinks(path: Path) -> None:
    """Its template begins its thinking for it; the answer comes after."""
    spoken = always("Two, and two more", "</think>", "It is 4.", ends="<|im_end|>")
    files.write(path, files.qwen2(), files.QWEN2, spoken, files.THINKING)


def other_file(path: Path) -> None:
    """A text that is called a model."""
    path.write_text("<html>please sign in</html>\n" * 50, encoding="utf-8")


TIER_0 = tuple(item.id for item in PAPER.items if item.tier == 0 and item.lane == "model")
FAMILY: tuple[Kind, ...] = (
    Kind("llama-bpe", four(files.llama, files.LLAMA3, files.LLAMA3_TURNS), FOUR, "It is 4."),
    Kind("qwen2-chatml", four(files.qwen2, files.QWEN2, files.CHATML), FOUR, "It is 4."),
    Kind("gemma3-windows", four(files.gemma3, files.GEMMA, files.GEMMA_TURNS), FOUR, "It is 4."),
    Kind("phi3-joined", four(files.phi3, files.PHI3, files.PHI3_TURNS), FOUR, "It is 4."),
    Kind("gpt2-positions", four(files.gpt2, files.GPT2, files.CHATML), FOUR, "It is 4."),
    Kind("falcon-parallel", four(files.falcon, files.FALCON, files.CHATML), FOUR, "It is 4."),
    Kind("mamba-recurrent", four(files.mamba, files.NEOX, files.CHATML), FOUR, "It is 4."),
    Kind("lfm2-hybrid", four(files.lfm2, files.QWEN2, files.CHATML), FOUR, "It is 4."),
    Kind("mixture-experts", four(files.mixture, files.LLAMA2, files.INST_TURNS), FOUR, "It is 4."),
    Kind("deepseek2-latent", four(files.deepseek2, files.DEEPSEEK, files.CHATML), FOUR, "It is 4."),
    Kind("no-template", four(files.llama, files.QWEN2, None), FOUR, "It is 4."),
    Kind("broken-template", four(files.llama, files.QWEN2, "{% if messages %}{{ messages[0]['content']"), FOUR,
         "It is 4."),
    Kind("endless-template", four(files.llama, files.QWEN2, _ENDLESS), FOUR, "It is 4."),
    Kind("thinking-template", thinks, FOUR, "It is 4."),
    Kind("scholar", scholar(TIER_0), TIER_0, verdict="passes its tier 0"),
    Kind("half-scholar", scholar(TIER_0[::2]), TIER_0[::2]),
    Kind("gemma2-echo", four(files.gemma2, files.GEMMA, files.GEMMA_TURNS), why="says nothing before its limit of "
         "tokens"),
    Kind("babbler", babbles, why=LOOPS),
    Kind("two-of-a-name", four(files.llama, files.QWEN2, files.CHATML, twice=True), problem="the engine stopped"),
    Kind("cut-short", truncated, problem="cut-short.gguf is an incomplete file: it has 223440 bytes and needs 446880"),
    Kind("embedding", four(files.bert, files.LLAMA2, None), listed=False),
    Kind("no-model", other_file, problem="it is a web page"),
)


def build_family(folder: Path, kinds: Sequence[Kind] = FAMILY) -> None:
    """Make the files of some of the family in a folder of models."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in kinds:
        kind.make(folder / f"{kind.name}.gguf")


def asked(tier: int | None, plan: Plan, paper: Paper = PAPER) -> tuple[Question, ...]:
    """Return what a plan asks in a tier."""
    return Harness(paper, plan, RunLog(Path("none"), {}, (), begun=False), _no_desk).questions(tier)


def expected_right(kind: Kind, plan: Plan) -> set[str]:
    """Return the questions of tier 0 that a kind must have right: those it knows, and what the program itself does."""
    return {question.id for question in asked(0, plan)
            if question.item.lane == "assistant" or question.item.id in kind.right}


def _no_desk(*_: object) -> Any:
    raise AssertionError("nothing is asked here")
