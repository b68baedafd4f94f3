"""The command lessons teach commands that parse, hold only names that were asked for, and work."""

from __future__ import annotations

import itertools
import random
import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from models.spark import lessons
from models.spark.lessons import names
from models.spark.lessons.phrasing import BadPattern, ask, fill, rough
from models.spark.lessons.request import Kind

SAMPLES = 400
ANSWER = re.compile(r"```sh\n([^\n]+)\n```\n([^\n]+[.!?'\"])")
SHELL = {name: module for name, module in lessons.all_lessons().items() if name.startswith("shell_")}
KINDS = {f"{name}:{kind.command}": kind for name, module in SHELL.items() for kind in getattr(module, "KINDS", ())}
# Kinds that touch only the files named, work everywhere, and end by themselves.
HARMLESS = re.compile(
    r"(cat|head|tail -n|wc|grep|sort|cut|awk|sed|tr|echo|tac|shuf|truncate|cp|mv|rm|rmdir|touch|ln|"
    r"ls|du|find|stat|chmod [+au0-9-]|sha256sum|md5sum|gzip|tar -czf|diff)\b|mkdir [^&]+$"
)
SAFE_KINDS = {name: kind for name, kind in KINDS.items() if HARMLESS.match(kind.command)}


def answers(module: ModuleType, count: int) -> list[tuple[str, str, str]]:
    """Request, command and sentence of every turn."""
    talks = itertools.islice(module.examples(random.Random(7)), count)
    found = []
    for asked, answer in itertools.chain.from_iterable(talks):
        parts = ANSWER.fullmatch(answer)
        assert parts, f"{asked!r} is answered with {answer!r}"
        found.append((asked, parts.group(1), parts.group(2)))
    return found


@pytest.mark.parametrize("module", SHELL.values(), ids=SHELL.keys())
def test_every_command_parses(module: ModuleType) -> None:
    script = "\n".join(command for _, command, _ in answers(module, SAMPLES))
    result = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    assert result.stderr == ""


@pytest.mark.parametrize("module", SHELL.values(), ids=SHELL.keys())
def test_a_request_has_no_sign_of_the_grammar_left(module: ModuleType) -> None:
    left = [asked for asked, _, _ in answers(module, SAMPLES) if re.search(r"[\[\]{}|\ue000\ue001]", asked)]
    assert left == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_drawn_name_of_the_command_was_said(kind: Kind) -> None:
    rng = random.Random(3)
    for _ in range(40):
        filled = kind.draw(rng)
        asked, _ = kind.compose(rng, filled)
        for slot in filled.values():
            said = {str(value) for value in slot.values.values()}
            if said & {"~", ".."} or "s" in slot.values:  # "my home", "one level up", "spreadsheets"
                continue
            assert not said or any(value in asked for value in said), f"{said} is not in {asked!r}"


@pytest.mark.parametrize("kind", SAFE_KINDS.values(), ids=SAFE_KINDS.keys())
def test_the_command_works_on_the_files_named(kind: Kind, tmp_path: Path) -> None:
    rng = random.Random(11)
    for attempt in range(2):
        filled = kind.draw(rng)
        while any(slot.plain.startswith(("/", "~", "..", "in /", "in ~", "in ..")) for slot in filled.values()):
            filled = kind.draw(rng)
        here = tmp_path / str(attempt)
        here.mkdir()
        lay_out(here, kind, {name: slot.values for name, slot in filled.items()})
        _, answer = kind.compose(rng, filled)
        command = answer.splitlines()[1]
        result = subprocess.run(
            ["bash", "-c", command], cwd=here, capture_output=True, text=True, timeout=20, check=False
        )
        assert result.stderr == "", f"{command}: {result.stderr}"


def lay_out(here: Path, kind: Kind, values: dict[str, object]) -> None:
    """Make the files and folders a command expects; what it makes itself is left out."""
    new = {"mkdir {a}": "a", "ln -s {f} {g}": "g", "rmdir {d}": ""}.get(kind.command)
    for words in values.values():
        assert isinstance(words, dict)
        for slot, value in words.items():
            if slot == new or (kind.command.startswith("mkdir") and slot in "abc"):
                continue
            target = here / str(value)
            if slot in ("f", "g", "h") and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text("one,two 1\nthree four\n", encoding="utf-8")
            elif slot == "b" and kind.command.startswith(("cp", "mv")):
                target.parent.mkdir(parents=True, exist_ok=True)
            elif slot in ("d", "e"):
                target.mkdir(parents=True, exist_ok=True)
                if "{t}" in kind.command or kind.command.startswith(("rm -r {d}/*", "du -sh {p}")):
                    (target / "sub").mkdir(exist_ok=True)
    ending = values.get("t", {}).get("t") if isinstance(values.get("t"), dict) else None
    for folder in [here, *(path for path in here.rglob("*") if path.is_dir() and kind.command != "rmdir {d}")]:
        (folder / f"sample.{ending or 'txt'}").touch()
        (folder / "inside").mkdir(exist_ok=True)


def test_a_pattern_gives_every_option() -> None:
    rng = random.Random(1)
    given = {fill("[a|b] (c|d) {x}", rng, x="!") for _ in range(200)}
    assert given == {"a !", "b !", "a c !", "a d !", "b c !", "b d !"}


def test_a_rule_may_use_rules_and_values() -> None:
    assert fill("<one>", random.Random(1), {"one": "say <two>", "two": "{x}"}, x="[it]") == "say [it]"


@pytest.mark.parametrize("pattern", ["[a|b", "(a", "{x", "a]", "{missing}", "<missing>"])
def test_a_broken_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        fill(pattern, random.Random(1))


def test_typing_errors_never_touch_a_value() -> None:
    rng = random.Random(5)
    assert all("quarterlyreport" in ask("please display {f} again", rng, f="quarterlyreport") for _ in range(2000))


def test_typing_errors_do_happen() -> None:
    rng = random.Random(5)
    assert len({rough("please display the document again", rng, ("document",)) for _ in range(500)}) > 50


def test_a_fifth_of_file_names_repeats_at_most() -> None:
    rng = random.Random(2)
    drawn = [names.file(rng) for _ in range(5000)]
    assert len(set(drawn)) > 4000


def test_ordinals_and_number_words() -> None:
    assert [names.spoken_number(n) for n in (0, 13, 20, 42, 100, 305)] == [
        "zero", "thirteen", "twenty", "forty-two", "one hundred", "three hundred and five"]  # fmt: skip
    assert {names.ordinal(random.Random(seed), 11) for seed in range(20)} == {"eleventh", "11th"}
