"""What is at hand in a session: noted, pointed at with everyday words, forgotten, and back with the session."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.assist.references import OUTPUT_CHARACTERS_MAX, REFERENCES_MAX, Kind, References
from core.store.home import Home
from core.store.sessions import Sessions
from core.words.errors import UsageError


def at_hand() -> References:
    found = References()
    found.note("folder", "/home/ada/src", "entered")
    found.note("file", "/home/ada/src/a.py", "read")
    found.note("file", "/home/ada/src/b.sh", "made")
    found.note("file", "/home/ada/notes.txt", "read")
    found.note("command", "make all", "ran")
    found.note("output", "make: *** No rule", "exit status 2")
    return found


@pytest.mark.parametrize(("words", "kinds", "text"), [
    ("it", (), "make all"), ("that", (), "make all"), ("this one", (), "make all"), ("the same", (), "make all"),
    ("it", ("file",), "/home/ada/notes.txt"), ("It.", ("file", "folder"), "/home/ada/notes.txt"),
    ("that file", (), "/home/ada/notes.txt"), ("the last file", (), "/home/ada/notes.txt"),
    ("this document", (), "/home/ada/notes.txt"), ("the script", (), "/home/ada/src/b.sh"),
    ("the python file", (), "/home/ada/src/a.py"), ("that bash script", (), "/home/ada/src/b.sh"),
    ("the other file", (), "/home/ada/src/b.sh"), ("the previous one", ("file",), "/home/ada/src/b.sh"),
    ("there", (), "/home/ada/src"), ("that folder", (), "/home/ada/src"), ("the directory", (), "/home/ada/src"),
    ("the last command", (), "make all"), ("that command", (), "make all"), ("last command", (), "make all"),
    ("the output", (), "make: *** No rule"), ("that error", (), "make: *** No rule"),
    ("the error message", (), "make: *** No rule"), ("what it printed", (), "make: *** No rule"),
    ("#2", (), "/home/ada/src/a.py"), ("number 3", (), "/home/ada/src/b.sh"), ("#2", ("command",), None),
    ("that file", ("command",), None), ("the output", ("file",), None), ("main.py", (), None), ("", (), None),
    ("file", (), None), ("error", (), None), ("it is raining", (), None), ("the weather", (), None)])
def test_words_point_at_what_was_at_hand(words: str, kinds: tuple[Kind, ...], text: str | None) -> None:
    found = at_hand().resolve(words, *kinds)
    assert (found.text if found else None) == text


def test_nothing_at_hand_is_nothing() -> None:
    assert References().resolve("it") is None
    assert References().last("file") is None


def test_what_is_noted_again_keeps_its_number_and_is_last() -> None:
    found = at_hand()
    assert found.note("file", "/home/ada/src/a.py", "changed").number == 2
    assert [(one.number, one.how) for one in found.list()][:2] == [(2, "changed"), (6, "exit status 2")]
    assert found.note("file", "/home/ada/new.py", "made").number == 7


def test_one_is_forgotten_and_another_made_the_one_that_it_means() -> None:
    found = at_hand()
    assert found.forget(4).name == "notes.txt"
    assert found.use(2).name == "a.py"
    assert found.resolve("it", "file") == found.last("file") == found.list()[0]
    with pytest.raises(UsageError, match="nothing at hand has the number 4"):
        found.forget(4)


def test_only_the_latest_are_kept_and_output_is_bounded() -> None:
    found = References()
    for number in range(REFERENCES_MAX + 5):
        found.note("file", f"/f{number}", "read")
    assert [len(found.list()), found.list()[-1].text] == [REFERENCES_MAX, "/f5"]
    output = found.note("output", "a" * 10_000 + "b" * 10_000, "exit status 1").text
    assert output == "a" * 4_000 + "\n[… 4,000 characters left out …]\n" + "a" * 2_000 + "b" * 10_000
    assert len(output) < OUTPUT_CHARACTERS_MAX + 50


def test_they_come_back_with_the_session(tmp_path: Path) -> None:
    sessions = Sessions(Home.open(tmp_path / "home", {}))
    session = sessions.start()
    found = References(session)
    found.note("file", "/home/ada/a.py", "read")
    found.note("file", "/home/ada/b.py", "read")
    found.note("output", "\x1b[31mred\x1b[0m", "exit status 1")
    found.forget(2)
    back = References(sessions.open(session.id))
    assert [(one.number, one.kind, one.text, one.how) for one in back.list()] == [
        (3, "output", "red", "exit status 1"), (1, "file", "/home/ada/a.py", "read")]
    assert back.note("folder", "/home/ada", "entered").number == 4


def test_a_name_is_one_short_line_that_commands_no_terminal() -> None:
    found = References()
    assert found.note("file", "/home/ada/\x1b[2Jx.py", "read").name == "<U+001B>[2Jx.py"
    assert found.note("command", "echo " + "x" * 80 + "\nrm y", "ran").name == "echo " + "x" * 54 + "…"
