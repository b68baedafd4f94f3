"""Which questions take along what is at hand, and which are ordinary talk."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.assist.references import References
from core.assist.referred import referred_material
from core.assist.referring import referring
from core.words.values import Message, Role

ABOUT_A_FILE = [
    "fix the error in it", "Fix the error in it.", "please fix the bug in it", "can you fix the typos in that file?",
    "fix it", "explain it", "explain it to me", "explain this file line by line", "summarise it", "summarize that file",
    "what does it do?", "what does this script do", "what does that file contain?", "what's wrong with it?",
    "what is wrong with this script?", "what is in it?", "what's in that file", "is there a bug in it?",
    "are there any errors in this file?", "find the bug in it", "find all bugs in that file", "how does it work?",
    "how can I improve it?", "how do I run it?", "rewrite it in bash", "translate it into rust", "make it faster",
    "make it more readable", "add comments to it", "add type hints to this script", "add error handling to it",
    "write tests for it", "write unit tests for this file", "write a summary of it", "review it", "review the code",
    "refactor that script", "improve it please", "what language is it written in?", "which language is this script in?",
    "how many functions are in it?", "how many lines does it have?", "where is the bug in it?",
    "does it have any bugs?", "tell me what it does", "walk me through it", "give me a summary of that file",
    "is this file valid?", "is that script safe?", "shorten it", "so what does it do?", "ok now fix it",
    "could you explain that script in simple words?", "what is it for?", "what's the purpose of this script?",
    "remove the comments from this script", "convert it to javascript", "explain the code", "proofread this document",
    "fix the syntax error in main.py", "explain main.py", "what does main.py do?", "is there a bug in main.py?",
    "why does main.py crash?", "list the functions in it", "count the words in that file", "optimize it",
    "how do I fix that?",
]
ABOUT_OUTPUT = [
    "why did that fail?", "why did it fail", "why did the last command fail?", "why doesn't it work?",
    "why does this crash?", "what does this error mean?", "what does that error message mean?", "explain the error",
    "explain that output", "summarise the output", "what does the output say?", "what was that error about?",
    "how can I fix the error?", "how do I solve this", "what did it print?",
    "what did the last command change?", "what are the three largest numbers in the output?",
    "from the output, which file is the biggest?", "fix the last command", "translate the error message",
]
ABOUT_A_FAILURE = ["what went wrong?", "what went wrong there", "what happened?", "what is wrong?", "what's wrong",
                   "why?", "fix the error", "fix that error", "what went wrong with that?"]
ORDINARY_TALK = [
    "is it raining?", "what is it like in Rome?", "it is cold today", "that is nice", "thanks, that helped",
    "what time is it?", "how is it going?", "what is this?", "is that true?", "why is that?", "who said that?",
    "I bought a car, can you explain it?", "what is love?", "it depends", "do it", "forget it", "that's it",
    "how does a car work?", "how do I fix a flat tyre?", "explain photosynthesis", "summarise the second world war",
    "what does it mean to be free?", "what does a compiler do?", "is it safe to drink tap water?",
    "is it right to lie?", "why is it so cold in here?", "what is the error in my thinking?", "fix my grammar",
    "why did the Roman empire fail?", "why does the sun shine?", "write a poem about it raining", "make it rain",
    "what is the output of 2+2?", "what's the difference between it and that?", "make me a sandwich", "read a book",
    "check the weather", "tell me about it later", "what is that song?", "does it snow in Spain?", "add salt to it",
    "how many people are in it together?", "where is it?", "when was it built?", "is it a boy or a girl?",
    "translate it is raining into French", "what does it cost to fly to Rome?", "what is in a hamburger?",
    "how many lines are in a sonnet?", "show me large files", "run it again", "write a haiku about that file feeling",
    "explain why it is dark", "it does not work on my machine", "what if it fails?", "how can I improve my English?",
    "update my CV", "change it up", "find it", "what are functions in mathematics?", "why not?", "who wrote it?",
    "could you check on it tomorrow and call me", "what happened in 1848?", "what went wrong in Chernobyl?",
    "describe it is a sunny day", "what is it about cats?", "is that script kiddie a hacker?", "fix me a drink",
    "how does it feel?", "what should I do about it?", "can it wait?", "let it go", "make it so", "why is it?",
]


def material_names(question: str, references: References, folder: Path, turns: tuple[Message, ...] = ()) -> list[str]:
    return [material.name for material in referred_material(question, references, folder, turns)]


@pytest.fixture
def at_hand(tmp_path: Path) -> References:
    """Say that main.py was shown, after a command that failed."""
    (tmp_path / "main.py").write_text("print(1 +)\n")
    found = References()
    found.note("command", "make all", "ran")
    found.note("output", "make: *** No rule to make target 'all'.", "exit status 2")
    found.note("file", str(tmp_path / "main.py"), "shown")
    return found


@pytest.mark.parametrize("question", ABOUT_A_FILE)
def test_a_question_about_a_file_takes_it_along(question: str, at_hand: References, tmp_path: Path) -> None:
    assert material_names(question, at_hand, tmp_path) == ["main.py"]


@pytest.mark.parametrize("question", ABOUT_OUTPUT + ABOUT_A_FAILURE)
def test_a_question_about_what_ran_takes_its_output_along(question: str, at_hand: References, tmp_path: Path) -> None:
    assert material_names(question, at_hand, tmp_path) == ["the output of make all"]


@pytest.mark.parametrize("question", ORDINARY_TALK)
def test_ordinary_talk_takes_nothing_along(question: str, at_hand: References, tmp_path: Path) -> None:
    assert [meant.kind for meant in referring(question) if meant.kind != "failure"] == []
    assert question == "why not?" or material_names(question, at_hand, tmp_path) == []


def test_it_means_only_what_came_after_the_last_answer(at_hand: References, tmp_path: Path) -> None:
    later = (Message(Role.USER, "hello", at="2999-01-01T00:00:00.000+00:00"),
             Message(Role.ASSISTANT, "hi", at="2999-01-01T00:00:01.000+00:00"))
    assert material_names("fix it", at_hand, tmp_path, later) == []
    assert material_names("why did it fail?", at_hand, tmp_path, later) == []
    assert material_names("explain the code", at_hand, tmp_path, later) == []
    assert material_names("explain that file", at_hand, tmp_path, later) == ["main.py"]
    assert material_names("explain main.py", at_hand, tmp_path, later) == ["main.py"]
    assert material_names("summarise the output", at_hand, tmp_path, later) == ["the output of make all"]


def test_what_the_model_has_been_given_goes_along_again_only_once_it_changed(
        at_hand: References, tmp_path: Path) -> None:
    given = (Message(Role.USER, "explain it\n\nmain.py:\n```\nprint(1 +)\n```", origin="file"),)
    assert material_names("explain main.py", at_hand, tmp_path, given) == []
    (tmp_path / "main.py").write_text("print(2)\n")
    assert material_names("explain main.py", at_hand, tmp_path, given) == ["main.py"]


def test_a_failed_script_goes_along_with_what_it_wrote(tmp_path: Path) -> None:
    (tmp_path / "sort.py").write_text("print(x)\n")
    found = References()
    found.note("command", "python3 sort.py --fast", "ran")
    found.note("output", "NameError: name 'x' is not defined", "exit status 1")
    assert material_names("why did that fail?", found, tmp_path) == ["the output of python3 sort.py --fast", "sort.py"]
    assert material_names("fix the error in it", found, tmp_path) == [
        "sort.py", "the output of python3 sort.py --fast"]
    output = referred_material("what went wrong?", found, tmp_path)[0]
    assert (output.text, output.origin, output.spoken_of) == (
        "$ python3 sort.py --fast\nNameError: name 'x' is not defined\n(exit status 1)", "command output", True)


def test_after_a_command_that_did_its_work_nothing_went_wrong(tmp_path: Path) -> None:
    found = References()
    found.note("command", "ls", "ran")
    found.note("output", "a b", "exit status 0")
    assert material_names("what went wrong?", found, tmp_path) == []
    assert material_names("what does the output say?", found, tmp_path) == ["the output of ls"]


def test_a_file_that_is_gone_or_binary_goes_nowhere(at_hand: References, tmp_path: Path) -> None:
    (tmp_path / "main.py").write_bytes(b"\0\1\2")
    assert material_names("fix that file", at_hand, tmp_path) == []
    (tmp_path / "main.py").unlink()
    assert material_names("fix that file", at_hand, tmp_path) == []
