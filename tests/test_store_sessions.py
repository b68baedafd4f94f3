"""Sessions: logged at once, torn lines dropped, two writers safe, ordered without a clock, found by their words."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import stat
import time
from pathlib import Path

import pytest

from core.store.home import Home
from core.store.session_log import Session
from core.store.sessions import Sessions
from core.words.errors import DiskError, UsageError
from core.words.values import Message, Role, Usage
from tests.hostile_text import FORBIDDEN


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home", {})


def question(text: str, at: str = "") -> Message:
    return Message(Role.USER, text, at=at)


def answer(text: str) -> Message:
    return Message(Role.ASSISTANT, text, origin="model")


def texts(session: Session) -> list[str]:
    return [message.text for message in session.messages()]


def test_each_turn_is_one_json_line_at_once(home: Home) -> None:
    session = Sessions(home).start("spark")
    assert not session.path.exists()
    session.add(question("héllo"))
    lines = session.path.read_text().splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["start", "message"]
    assert "héllo" in lines[1]
    session.add(answer("hi"), Usage(prompt=5, generated=1), "spark")
    last = json.loads(session.path.read_text().splitlines()[-1])
    assert (last["role"], last["text"], last["model"], last["usage"]["prompt"]) == ("assistant", "hi", "spark", 5)
    assert stat.S_IMODE(session.path.stat().st_mode) == 0o600
    assert session.path.name == f"session_{session.id}.json"


def test_opened_session_is_the_one_that_was_left(home: Home) -> None:
    session = Sessions(home).start("spark")
    turns = [question("a\nb\x1b[31m"), Message(Role.ASSISTANT, "half \ud83d", origin="model", thought="hm"),
             Message(Role.USER, "from a file", origin="file")]
    for turn in turns:
        session.add(turn, model="spark")
    opened = Sessions(home).open("last")
    assert [(turn.role, turn.text, turn.origin, turn.thought) for turn in opened.messages()] == [
        (turn.role, turn.text.replace("\ud83d", "\ufffd"), turn.origin, turn.thought) for turn in turns]
    assert (opened.id, opened.model, opened.title) == (session.id, "spark", "a b\x1b[31m")


def test_a_log_that_somebody_watches_cannot_command_the_terminal(home: Home) -> None:
    session = Sessions(home).start()
    said = "a\x1b]0;t\x07b\x9b31mc\u202ed\x7fe\u2028f \U000e0041 Zürich 中"
    session.add(question(said))
    assert FORBIDDEN.search(session.path.read_text()) is None
    assert "Zürich 中" in session.path.read_text()
    assert texts(Sessions(home).open(session.id)) == [said]


def test_retracted_turns_stay_in_the_log_but_leave_the_conversation(home: Home) -> None:
    session = Sessions(home).start()
    for text in ("one", "two", "three"):
        session.add(question(text))
    assert [turn.text for turn in session.retract(2)] == ["two", "three"]
    session.add(question("four"))
    opened = Sessions(home).open(session.id)
    assert texts(opened) == texts(session) == ["one", "four"]
    assert "three" in session.path.read_text()


def test_log_cut_at_every_byte_loses_no_whole_line(home: Home) -> None:
    session = Sessions(home).start()
    for text in ("one", "zwei ä", "three"):
        session.add(question(text))
    whole = session.path.read_bytes()
    for size in range(len(whole)):
        cut = home.logs / "session_cut.json"
        cut.write_bytes(whole[:size])
        complete = [json.loads(line) for line in whole[:size].splitlines() if _is_json(line)]
        opened = Sessions(home).open("cut")
        assert texts(opened) == [line["text"] for line in complete if line["type"] == "message"]
        torn = bool(whole[:size]) and not whole[:size].endswith(b"\n") and not _is_json(whole[:size].splitlines()[-1])
        assert len(opened.notices) == torn
    opened.add(question("goes on"))
    assert texts(Sessions(home).open("cut"))[-1] == "goes on"


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("line", [
    b"\xff\xfe", b"[1]", b'"text"', b"{}", b'{"seq": "1", "type": "message"}', b"[" * 100_000,
    b'{"seq": 1, "at": "", "type": "message", "role": "king", "text": "x"}',
    b'{"seq": 1, "at": "", "type": "message", "role": "user", "text": 5}',
    b'{"seq": 1e400, "at": "", "type": "message", "role": "user", "text": "x"}', b"\x00" * 50,
], ids=["bytes", "list", "string", "empty", "text number", "deep", "role", "text", "infinite", "NULs"])
def test_line_that_makes_no_sense_is_left_out_with_a_notice(home: Home, line: bytes) -> None:
    session = Sessions(home).start()
    session.add(question("before"))
    with session.path.open("ab") as file:
        file.write(line + b"\n")
    session.add(question("after"))
    opened = Sessions(home).open(session.id)
    assert texts(opened) == ["before", "after"]
    assert len(opened.notices) == 1


def _talk(root: Path, session_id: str, name: str, count: int) -> None:
    session = Sessions(Home.open(root, {})).open(session_id)
    for number in range(count):
        session.add(question(f"{name} {number} " + "x" * 3000))


def test_two_processes_on_one_session_see_each_other_and_keep_every_line(home: Home) -> None:
    session = Sessions(home).start()
    session.add(question("start"))
    context = multiprocessing.get_context("fork")
    talkers = [context.Process(target=_talk, args=(home.root, session.id, name, 100)) for name in ("a", "b")]
    for talker in talkers:
        talker.start()
    for talker in talkers:
        talker.join(60)
    lines = [json.loads(line) for line in session.path.read_text().splitlines()]
    numbers = [line["seq"] for line in lines]
    assert len(set(numbers)) == len(numbers) == 202
    said = texts(session)
    assert len(said) == 201
    for name in ("a", "b"):
        assert [text.split()[1] for text in said if text.startswith(name)] == [str(number) for number in range(100)]


def _talk_for_ever(root: Path, session_id: str) -> None:
    session = Sessions(Home.open(root, {})).open(session_id)
    number = 0
    while True:
        session.add(question(f"turn {number} " + "y" * 2000))
        number += 1


def test_kill_while_appending_leaves_only_whole_lines_readable(home: Home) -> None:
    session = Sessions(home).start()
    session.add(question("start"))
    context = multiprocessing.get_context("fork")
    for _ in range(20):
        size_before = session.path.stat().st_size
        talker = context.Process(target=_talk_for_ever, args=(home.root, session.id))
        talker.start()
        deadline = time.monotonic() + 20
        while session.path.stat().st_size < size_before + 10_000 and time.monotonic() < deadline:
            time.sleep(0.001)
        talker.kill()
        talker.join()
    opened = Sessions(home).open(session.id)
    whole = [line for line in session.path.read_bytes().split(b"\n") if _is_json(line)]
    assert len(opened.lines()) == len(whole) > 40


def test_log_rotated_or_deleted_under_us_is_begun_again_and_nothing_is_forgotten(home: Home) -> None:
    session = Sessions(home).start()
    session.add(question("one"))
    session.path.rename(home.logs / "old")
    session.add(question("two"))
    shutil.rmtree(home.logs)
    session.add(question("three"))
    assert texts(session) == ["one", "two", "three"]
    assert [line["type"] for line in map(json.loads, session.path.read_text().splitlines())] == ["start", "message"]
    with session.path.open("wb"):
        pass
    session.add(question("four"))
    assert texts(session) == ["one", "two", "three", "four"]


def test_full_disk_is_an_error_but_the_turn_still_counts(home: Home) -> None:
    session = Sessions(home).start()
    session.add(question("one"))
    session.path.unlink()
    session.path.symlink_to("/dev/full")
    with pytest.raises(DiskError):
        session.add(question("two"))
    assert texts(session) == ["one", "two"]


def test_latest_session_is_the_one_spoken_in_last_whatever_the_clock_says(home: Home) -> None:
    sessions = Sessions(home)
    first, second = sessions.start(), sessions.start()
    first.add(question("from the future", at="2099-01-01T00:00:00+00:00"))
    second.add(question("from the past", at="1999-01-01T00:00:00+00:00"))
    os.utime(first.path, (4e9, 4e9))
    os.utime(second.path, (1, 1))
    assert [summary.id for summary in sessions.list(10)] == [second.id, first.id]
    assert sessions.open("last").id == second.id
    first.add(question("again"))
    assert [summary.id for summary in Sessions(home).list(10)] == [first.id, second.id]


def test_numbers_go_on_when_the_counter_is_lost(home: Home) -> None:
    sessions = Sessions(home)
    for text in ("one", "two"):
        sessions.start().add(question(text))
    for damage in (lambda path: path.unlink(), lambda path: path.write_text("nonsense")):
        highest = max(json.loads(path.read_text().splitlines()[-1])["seq"] for path in home.logs.glob("session_*"))
        damage(home.logs / ".sequence")
        session = sessions.start()
        session.add(question("later"))
        assert json.loads(session.path.read_text().splitlines()[0])["seq"] > highest


def test_search_finds_all_words_in_any_turn_and_forms(home: Home) -> None:
    sessions = Sessions(home)
    wanted, other = sessions.start(), sessions.start()
    wanted.add(question("Where is the Köln cathedral?"))
    wanted.add(answer("In Germany, on the Rhine."))
    other.add(question("Where is the kitchen?"))
    assert [hit.session.id for hit in sessions.search("koln rhine")] == [wanted.id]
    assert [hit.session.id for hit in sessions.search("cathed")] == [wanted.id]
    assert {hit.session.id for hit in sessions.search("where")} == {wanted.id, other.id}
    assert sessions.search("mountain") == []
    assert sessions.search("rhine")[0].excerpt == "Where is the Köln cathedral? In Germany, on the Rhine."
    assert [hit.session.title for hit in sessions.search("kitchen")] == ["Where is the kitchen?"]


@pytest.mark.parametrize(("said", "words", "others"), [
    ("我住在北京, 你呢?", "北京", "京北"), ("東京タワーはどこですか", "タワー", "ワタ"),
    ("ฉันรักกรุงเทพ", "กรุงเทพ", "เทพกรุง"), ("les cafés de Paris", "cafe\u0301s", "cafe\u0301r"),
], ids=["Chinese", "Japanese", "Thai", "accent apart"])
def test_search_finds_words_inside_text_without_blanks(home: Home, said: str, words: str, others: str) -> None:
    sessions = Sessions(home)
    sessions.start().add(question(said))
    assert [hit.excerpt for hit in sessions.search(words)] == [said]
    assert [found.text for found in sessions.said(words, ["asked"])] == [said]
    assert sessions.search(others) == sessions.said(others, ["asked"]) == []


@pytest.mark.parametrize("words", ['"', "* OR x", "a AND", "NEAR(", "-", "';drop table words;--", "\x00", "text:"])
def test_search_words_are_words_and_never_a_query(home: Home, words: str) -> None:
    Sessions(home).start().add(question("hello"))
    assert Sessions(home).search(words) == []


@pytest.mark.parametrize("content", [b"", b"garbage" * 5000, b"SQLite format 3\x00" + b"\x00" * 4000],
                         ids=["empty", "garbage", "half"])
def test_damaged_index_is_made_again_from_the_logs(home: Home, content: bytes) -> None:
    Sessions(home).start().add(question("hello"))
    Sessions(home).list(5)
    home.sessions_index.write_bytes(content)
    assert [hit.session.title for hit in Sessions(home).search("hello")] == ["hello"]
    assert stat.S_IMODE(home.sessions_index.stat().st_mode) == 0o600


def test_index_that_cannot_be_written_is_kept_in_memory(home: Home) -> None:
    Sessions(home).start().add(question("hello"))
    home.sessions_index.mkdir()
    assert [hit.session.title for hit in Sessions(home).search("hello")] == ["hello"]


def test_index_follows_new_changed_and_deleted_logs(home: Home) -> None:
    sessions = Sessions(home)
    session, gone = sessions.start(), sessions.start()
    session.add(question("apples"))
    gone.add(question("pears"))
    assert len(sessions.list(5)) == 2
    session.retract(1)
    session.add(question("plums"))
    gone.path.unlink()
    assert sessions.search("apples") == sessions.search("pears") == []
    assert [summary.title for summary in sessions.list(5)] == ["plums"]


def test_session_is_opened_by_a_beginning_that_only_it_has(home: Home) -> None:
    sessions = Sessions(home)
    for name in ("20250101-a", "20250101-b", "20250202-c"):
        Session(home.logs / f"session_{name}.json", name).add(question(name))
    assert sessions.open("20250202").id == "20250202-c"
    with pytest.raises(UsageError, match="2 sessions begin"):
        sessions.open("20250101")
    with pytest.raises(UsageError, match="no session"):
        sessions.open("1999")
    with pytest.raises(UsageError):
        sessions.open("../../etc/passwd")


def test_no_session_yet_is_said(home: Home) -> None:
    with pytest.raises(UsageError, match="no session to resume"):
        Sessions(home).open("last")


def test_what_is_no_log_is_passed_over(home: Home) -> None:
    os.mkfifo(home.logs / "session_pipe.json")
    (home.logs / "session_folder.json").mkdir()
    (home.logs / "notes.txt").write_text("x")
    Sessions(home).start().add(question("hello"))
    assert [summary.title for summary in Sessions(home).list(5)] == ["hello"]


def test_an_odd_log_neither_hides_the_others_nor_numbers_them(home: Home) -> None:
    sessions = Sessions(home)
    whole = sessions.start("spark")
    whole.add(question("apples"))
    odd = [{"seq": 1, "type": "message", "role": ["user"], "text": "a"},
           {"seq": 2**70, "type": "message", "role": "user", "text": "b"},
           {"seq": 2**63 - 1, "type": "message", "role": "user", "text": "c"},
           {"seq": -2**70, "type": "message", "role": "user", "text": "c"},
           {"seq": 2**53 - 1, "type": "message", "role": "user", "text": "d"},
           {"seq": 4, "at": "\ud800", "type": "message", "role": "user", "text": "half \ud800"},
           {"seq": 5, "type": "message", "role": "user", "text": "half \ud800", "model": "\udfff"}]
    for number, line in enumerate(odd):
        (home.logs / f"session_20200101-00000{number}-aaaa.json").write_text(json.dumps(line) + "\n")
    assert "apples" in [summary.title for summary in sessions.list()]
    assert [hit.session.title for hit in sessions.search("half")] == ["half \ufffd"] * 2
    for summary in sessions.list():
        session = sessions.open(summary.id)
        (session.title + str(session.model) + "".join(texts(session))).encode()
    (home.logs / ".sequence").unlink()
    later = sessions.start()
    later.add(question("pears"))
    assert [line.seq for line in later.lines()][-1] < 2**20
    assert texts(Sessions(home).open(later.id)) == ["pears"]


def test_sessions_can_be_used_under_a_umask_that_takes_everything(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        home = Home.open(tmp_path / "home", {})
        Sessions(home).start().add(question("one"))
        assert [summary.title for summary in Sessions(home).list()] == ["one"]
    finally:
        os.umask(before)
    for path in (home.logs / ".sequence", home.sessions_index, Sessions(home).open("last").path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_session_with_the_largest_number_goes_on(home: Home) -> None:
    home.logs.mkdir(exist_ok=True)
    path = home.logs / "session_20200101-000000-aaaa.json"
    path.write_text(json.dumps({"seq": 2**53 - 1, "type": "message", "role": "user", "text": "odd"}) + "\n")
    session = Sessions(home).open("20200101")
    for text in ("one", "two"):
        session.add(question(text))
    assert sorted(texts(Sessions(home).open("20200101"))) == ["odd", "one", "two"]


@pytest.mark.parametrize("content", [str(2**63), "9" * 40, str(2**53 - 1), "12" + " " * 20 + "9" * 20, "\u0661"])
def test_an_odd_counter_is_counted_anew(home: Home, content: str) -> None:
    session = Sessions(home).start()
    session.add(question("one"))
    (home.logs / ".sequence").write_text(content)
    session.add(question("two"))
    session.add(question("three"))
    assert [line.seq for line in session.lines()] == [1, 2, 3, 4]
    assert (home.logs / ".sequence").read_text().split()[0] == "4"


def test_a_turn_whose_log_cannot_be_begun_counts_and_is_written_later(home: Home) -> None:
    session = Sessions(home).start("spark")
    shutil.rmtree(home.logs)
    home.logs.write_text("a file where the folder should be")
    for text in ("one", "two"):
        with pytest.raises(DiskError):
            session.add(question(text))
    assert texts(session) == ["one", "two"]
    home.logs.unlink()
    session.add(question("three"))
    assert texts(session) == texts(Sessions(home).open(session.id)) == ["one", "two", "three"]
    assert [json.loads(line)["type"] for line in session.path.read_text().splitlines()] == ["start"] + 3 * ["message"]
