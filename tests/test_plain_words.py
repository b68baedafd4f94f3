"""Everyday sentences that mean a command exactly, and those that only look like one."""

from __future__ import annotations

import pytest

from core.commands.declare import table
from core.commands.route import route, route_arguments
from core.words.command import AskModel, RunCommand


@pytest.mark.parametrize(("line", "name", "values"), [
    ("what did I ask about the logs?", "history search", {"asked": True, "words": "logs"}),
    ("What did I say about nginx before?", "history search", {"asked": True, "words": "nginx"}),
    ("when did I ask about the tar archive", "history search", {"asked": True, "words": "tar archive"}),
    ("did I ever ask about disk space?", "history search", {"asked": True, "words": "disk space"}),
    ("have I asked you anything about git yesterday?", "history search", {"asked": True, "words": "git"}),
    ("what did I ask before?", "history search", {"asked": True}),
    ("what was my last question?", "history search", {"asked": True}),
    ("what do you remember about me?", "memory", {}), ("what do you know about me", "memory", {}),
    ("what do you remember?", "memory", {}),
    ("remember that I use fish", "memory add", {"fact": "I use fish"}),
    ("please remember: the server is called mars", "memory add", {"fact": "the server is called mars"}),
    ("remember my birthday is the 3rd of May", "memory add", {"fact": "my birthday is the 3rd of May"}),
    ("don't forget that I am allergic to nuts.", "memory add", {"fact": "I am allergic to nuts."}),
    ("my name is Ada", "memory add", {"fact": "my name is Ada"}),
    ("Hi, my name is Ada Lovelace.", "memory add", {"fact": "my name is Ada Lovelace."}),
    ("call me Ada please", "memory add", {"fact": "call me Ada"}),
    ("my name is José", "memory add", {"fact": "my name is José"}),
    ("forget my name", "memory forget", {"which": "my name"}),
    ("please forget that I use fish", "memory forget", {"which": "I use fish"}),
    ("what is my name?", "memory ask", {"question": "what is my name"}),
    ("what's my favourite editor?", "memory ask", {"question": "what's my favourite editor"}),
    ("who am I?", "memory ask", {"question": "who am I"}),
    ("do you know my name?", "memory ask", {"question": "do you know my name"}),
    ("no, I meant b.py", "context use", {"which": "b.py"}), ("I meant src/b.py", "context use", {"which": "src/b.py"}),
    ("no, b.py", "context use", {"which": "b.py"}), ("not that one, notes.txt", "context use", {"which": "notes.txt"}),
    ("no, the other one", "context use", {"which": "the other one"}),
    ("sorry, I meant the file Makefile", "context use", {"which": "Makefile"}),
    ("explain the last command", "explain last", {"which": ""}),
    ("what does that command do?", "explain last", {"which": ""}),
    ("do it again", "run again", {"which": ""}), ("again", "run again", {"which": ""}),
    ("undo that", "undo", {}), ("please undo it!", "undo", {}),
    ("rerun that", "run again", {"which": ""}), ("run again 3", "run again", {"which": "3"}),
    ("please run the last command again", "run again", {"which": ""}), ("run again", "run again", {}),
    ("history search tar", "history search", {"words": "tar"})])
def test_a_whole_sentence_of_a_known_form_is_a_command(line: str, name: str, values: dict[str, object]) -> None:
    found = route(line, table())
    assert isinstance(found, RunCommand)
    assert (found.command.name, found.values) == (name, values)
    assert route(f" {line}", table()) == AskModel(line.strip())
    assert route(f"? {line}", table()) == AskModel(line.strip())


@pytest.mark.parametrize("line", [
    "what did I ask you to do about it and why did you refuse?\nsecond line", "what did the king ask about the war?",
    "remember that time we met?", "remember that day in June", "do you remember the nineties?", "remember me",
    "remember to buy milk", "my name is not important", "call me later", "call me back", "call me maybe",
    "call me an ambulance", "my name is on the list", "what is in a name?", "forget it", "forget that",
    "forget about it",    "what do you know about Rome?", "what do you remember about the war?", "who am I to "
                                                                                                 "judge?", "no, thanks",
    "no, I meant the other kind of bank", "I meant well", "I mean it", "no", "sorry", "no, that is wrong",
    "again and again he failed", "explain last year's budget", "explain again", "show me large files",
    "show me how to cook rice", "show me the way", "show me e.g. a poem", "run away again", "do it", "do that for me",
    "what does the command line mean?", "explain the command pattern", "what is my purpose in life and yours?!?",
    "history of search engines", "what did I do wrong?", "what have I done", "the show must go on", "memory lane",
    "what was my last name before marriage?"])
def test_a_sentence_that_only_looks_like_one_is_for_the_model(line: str) -> None:
    assert route(line, table()) == AskModel(line.strip())


def test_the_words_of_a_command_line_mean_the_same() -> None:
    found = route_arguments(["what", "did", "I", "ask", "about", "tar?"], table())
    assert isinstance(found, RunCommand)
    assert (found.command.name, found.values) == ("history search", {"asked": True, "words": "tar"})
