"""Suggestions fit this machine: programs, flags and names that are there, and what the person made of them before."""

from __future__ import annotations

import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_hand import Heard, open_app, say
from build_gguf import build

from core.app import App
from core.assist.at_hand_words import counts, means_last, spelled_out
from core.assist.copying import copied
from core.assist.folder_names import as_spelt, left_out, misnamed, touched
from core.assist.grounding import ground
from core.assist.installed import missing_programs
from core.assist.mending import mended
from core.assist.own_help import own_help, strange_flags
from core.assist.references import References
from core.assist.shell import request_text, tools_of
from core.assist.suggesting import BEFORE, ways_on
from core.render.plain import PlainScreen
from core.render.terminal import TerminalScreen
from core.render.theme import choose_theme
from core.store.examples import EXAMPLES_MAX, Examples, same_request
from core.store.home import Home
from core.words.events import COPIED, Copy, Event, Notice
from core.words.values import Message, Role

PATH = os.environ["PATH"]


def notices(heard: Heard) -> list[str]:
    return [event.text for event in heard.events if isinstance(event, Notice)]


@pytest.mark.parametrize(("command", "said"), [
    ("ls | sort", []), ("f() { ls; }; f", []), ("cd x && [ -f y ]", []), ("for f in *; do echo $f; done", []),
    ("$PAGER x", []), ("nosuchprog -x", ["nosuchprog is not installed here"]),
    ("env A=1 nosuchprog x", ["nosuchprog is not installed here"]),
    ("find . -exec nosuchprog {} \\;", ["nosuchprog is not installed here"]),
    ("ls | nosuchprog && nosuchprog", ["nosuchprog is not installed here"]),
    ("./go.sh", ["there is no program ./go.sh, or it may not be run"]), ("bash ./go.sh", [])])
def test_a_program_that_is_not_there_is_named(command: str, said: list[str], tmp_path: Path) -> None:
    (tmp_path / "go.sh").write_text("echo\n")
    assert [str(missing) for missing in missing_programs(command, tmp_path, PATH)] == said


def test_what_is_there_instead_is_named(tmp_path: Path) -> None:
    for name in ("batcat", "frobnicate"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    assert [str(missing) for missing in missing_programs("bat x; frobnicat y", tmp_path, str(tmp_path))] == [
        "bat is not installed here; batcat is", "frobnicat is not installed here; frobnicate is"]


@pytest.mark.skipif("GNU coreutils" not in own_help("ls"), reason="the flags of GNU programs are known here")
@pytest.mark.parametrize(("command", "said"), [
    ("ls -la --color=auto", []), ("ls --colo", []), ("ls -- --nosuch", []), ("tar xzf a.tgz", []), ("head -5 x", []),
    ("find . -nosuch x", []), ("chmod -x a", []), ("ls --sizes", ["this machine's ls has no --sizes; it has --size"]),
    ("ls | uniq -q", ["this machine's uniq has no -q"]), ("./ls --nosuch", []),
    ("env X=1 ls --nosuch-flag-at-all", ["this machine's ls has no --nosuch-flag-at-all"])])
def test_a_flag_that_the_programs_own_help_lacks_is_named(command: str, said: list[str]) -> None:
    assert [str(flag) for flag in strange_flags(command)] == said


def test_no_program_of_a_folder_is_started_to_ask_for_its_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ls = tmp_path / "ls"
    ls.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
    ls.chmod(ls.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:{PATH}")
    assert (own_help("ls"), own_help(str(ls)), own_help("reboot")) == ("", "", "")
    assert (tmp_path / "started").exists() is False


@pytest.mark.parametrize(("command", "said"), [
    ("cat main.py", []), ("cat mian.py", ["there is no mian.py here; there is main.py"]), ("cat other.txt", []),
    ("touch mian.py", []), ("cp mian.py new.py", ["there is no mian.py here; there is main.py"]), ("cp main.py mian.py",
    []), ("mkdir mian.py", []), ("cd sub && cat mian.py", []), ("touch mian.py && cat mian.py", []),
    ("head -n 3 < mian.py", ["there is no mian.py here; there is main.py"]), ("cut -d mian.py main.py", []),
    ("grep -c x sub/dta.csv", ["there is no sub/dta.csv here; there is sub/data.csv"])])
def test_a_misspelt_file_that_is_read_is_named_with_what_is_there(command: str, said: list[str], tmp_path: Path
                                                                  ) -> None:
    (tmp_path / "main.py").write_text("x\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "data.csv").write_text("x\n")
    assert [str(name) for name in misnamed(command, tmp_path)] == said


def test_what_a_command_touches_is_named_and_counted(tmp_path: Path) -> None:
    for name in ("a.tmp", "b.tmp", ".hidden.tmp", "notes.txt", "sub/one", "sub/two"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert touched("rm *.tmp notes.txt nosuch && du sub > out", tmp_path) == (
        "*.tmp (2 names)", "notes.txt", "sub (a folder with 2 files)")
    assert touched("ls " + " ".join(["*/*"] * 3000), tmp_path) == ("*/* (2 names)",)
    assert touched("rm -rf / $HOME/x ~ .. 'a\0b'", tmp_path)[:1] != ("/",)


def test_a_name_of_the_request_that_the_command_lacks_is_named() -> None:
    assert left_out("copy ohm228.csv to 'my dir'", "cp ohm28.csv 'my dir'") == ("ohm228.csv",)
    assert left_out("delete a.tmp and b.tmp", "rm *.tmp") == ()
    checked = ground("cp <file> b.txt | nosuchprog", "copy a.txt to b.txt", Path(), PATH)
    assert (checked.runs, checked.faults > 0) == (False, True)
    assert checked.remarks == ("<file> stands for something that you have to fill in",
                               "nosuchprog is not installed here", "you named a.txt, and the command does not")


def test_other_ways_are_gone_where_the_model_hesitated_most() -> None:
    def step(text: str, sure: float, *others: tuple[str, float]) -> dict[str, object]:
        return {"text": text, "logprob": sure, "top": [{"text": word, "logprob": odds} for word, odds in others]}

    assert ways_on([step("find", -0.1, ("find", -0.1), ("ls", -4.1), ("`", -1.0)),
                    step(" .", -0.1, (" .", -0.1), (" src", -1.1), (" ", -0.2), (" far", -30.0)),
                    step("\n```", -0.1, ("\n```", -0.1)), step("Finds", -0.5, ("Looks", -0.6))]) == ["find src", "ls"]


@pytest.mark.parametrize(("command", "output", "better"), [
    ("cat mian.py", "cat: mian.py: No such file or directory", "cat main.py"),
    ("git stauts", "git: 'stauts' is not a git command. See 'git --help'.\n\nThe most similar command is\n\tstatus\n",
     "git status"),
    ("cp sub new", "cp: -r not specified; omitting directory 'sub'", "cp -r sub new"),
    ("rm sub", "rm: cannot remove 'sub': Is a directory", "rm -r sub"),
    ("mkdir a/b", "mkdir: cannot create directory 'a/b': No such file or directory", "mkdir -p a/b"),
    ("./go.sh x", "bash: ./go.sh: Permission denied", "chmod u+x ./go.sh && ./go.sh x"),
    ("git push", "fatal: no upstream\n\n    git push --set-upstream origin topic\n",
     "git push --set-upstream origin topic"),
    ("grpe x a", "bash: grpe: command not found", "grep x a"), ("sl -l", "bash: sl: command not found", "ls -l"),
    ("make", "make: *** No rule to make target 'x'.  Stop.", None)])
def test_a_failed_command_is_put_right_where_it_is_certain(command: str, output: str, better: str | None,
                                                           tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("")
    found = mended(command, output, tmp_path, PATH)
    assert (found[0] if found else None) == better


def test_words_that_point_become_names(tmp_path: Path) -> None:
    references = References()
    references.note("file", str(tmp_path / "my notes.txt"), "read")
    references.note("folder", "/srv/data", "listed")
    references.note("file", str(tmp_path / "main.py"), "read")
    assert spelled_out("count the lines in it", references, tmp_path) == "count the lines in main.py"
    assert spelled_out("zip that folder", references, tmp_path) == "zip /srv/data"
    assert spelled_out("is it raining", references, tmp_path) == "is it raining"
    assert spelled_out("delete it", References(), tmp_path) == "delete it"
    for own in ("find the largest file here and delete the file", "make a file notes.txt and open it",
                "create a new folder and copy main.py to it", "write a script and run the script"):
        assert spelled_out(own, references, tmp_path) == own
    assert spelled_out("make a copy of it", references, tmp_path) == "make a copy of main.py"
    assert [means_last(line) for line in ("fix the last command", "please correct that command.", "fix the bug in it",
                                          "fix it")] == [True, True, False, False]


def test_a_question_that_a_count_answers_is_a_request_about_what_is_at_hand(tmp_path: Path) -> None:
    references = References()
    assert not counts("how many lines does it have?", references, tmp_path)
    references.note("file", str(tmp_path / "main.py"), "read")
    for line in ("how many lines does it have?", "How many words are in it", "so how many rows does this file have?",
                 "how big is it?", "how large is the file?", "what is its size?"):
        assert counts(line, references, tmp_path), line
    for line in ("what does it do?", "how many people are in it together?", "how many lines are in a sonnet?",
                 "how big is Oslo?", "how does it work?", "fix the error in it"):
        assert not counts(line, references, tmp_path), line
    assert spelled_out("count its lines", references, tmp_path) == "count the lines of main.py"
    assert spelled_out("how many lines does it have?", references, tmp_path) == "how many lines does main.py have?"
    talked = [Message(Role.ASSISTANT, "Oslo is the capital of Norway.", at="2999-01-01T00:00:00+00:00")]
    assert not counts("how big is it?", references, tmp_path, talked)


@pytest.mark.parametrize(("command", "request_", "spelt"), [
    ("wc -l word.py", "how many lines does mean.py have", "wc -l mean.py"),
    ("grep -c 'x.py' word.py", "count x.py in mean.py", "grep -c 'x.py' mean.py"),
    ("sort a.txt > b.txt", "sort 'my own.txt' into b.txt", "sort 'my own.txt' > b.txt"),
    ("cat note.txt", "show /srv/a/notes.txt", "cat /srv/a/notes.txt"),
    ("wc -l notes.txt", "count the lines in my notes.txt", "wc -l 'my notes.txt'"),
    # Nothing is exchanged where it is not certain which two names those are.
    ("diff c.txt d.txt", "compare a.txt with b.txt", None), ("cp a.txt b.txt", "copy a.txt", None),
    ("wc -l word.md", "how many lines does mean.py have", None), ("ls", "show a.txt", None),
    ("rm keep.txt", "delete every text file except old.txt", None), ("rm here.txt", "delete all but old.txt", None),
    ("cat here.txt", "show old.txt", None), ("echo my a.txt a.txt", "show my notes.txt", None),
    ("wc -l *.py", "count the lines of mean.py", None), ("wc -l mean.py", "count the lines of mean.py", None)])
def test_a_name_that_the_model_misspelt_is_put_right(command: str, request_: str, spelt: str | None,
                                                     tmp_path: Path) -> None:
    for name in ("my notes.txt", "here.txt"):
        (tmp_path / name).touch()
    found = as_spelt(command, request_, tmp_path)
    assert (found and found[0]) == spelt


def test_larger_models_are_told_of_the_machine_and_the_bundled_one_gets_the_request_alone(tmp_path: Path) -> None:
    told = request_text("count lines", tmp_path, system=tools_of("Linux", "/usr/bin/ls"), unguided=False, shell="fish",
                        names=("a.txt", "b\x1b.txt"), examples=[("show it", "cat it")], faults=["no foo"])
    assert ("Linux with GNU tools" in told, "shell is fish" in told, "a.txt, b<U+001B>.txt" in told) == (True,) * 3
    assert ("and ran:\n```sh\ncat it\n```" in told, "does not fit: no foo" in told) == (True, True)
    assert request_text("count lines", tmp_path, system="Linux", unguided=True, names=("a",)) == "count lines"
    assert [tools_of("macOS", "/bin/ls"), tools_of("Linux", "/bin/busybox")] == [
        "macOS with BSD tools (no GNU flags)", "Linux with the small tools of busybox"]


def test_the_same_request_is_known_by_its_words_and_names(tmp_path: Path) -> None:
    assert same_request("please list all the PDF files here", "list PDF files")
    assert not same_request("delete a.txt", "delete b.txt")
    assert not same_request("read README", "read readme")
    examples = Examples(Home.open(tmp_path, {}))
    assert examples.add("list the files", "ls -1", "edited") is not None
    assert examples.add("please list files", "ls -la", "edited") is not None
    assert [(each.number, each.command) for each in examples.list()] == [(2, "ls -la")]
    with (tmp_path / "examples.jsonl").open("a") as file:
        for number in range(EXAMPLES_MAX + 19):
            file.write(json.dumps({"number": number + 3, "request": f"count lines of f{number}.txt",
                                   "command": f"wc -l f{number}.txt"}) + "\n")
    examples.add("count lines of f319.txt", "wc -l f319.txt", "edited")
    found = examples.of("count the lines of f319.txt")
    assert (len(examples.list()), found.command if found else "", examples.of("list files")) == (
        EXAMPLES_MAX, "wc -l f319.txt", None)
    assert [each.command for each in examples.like("count lines of f319.txt", 1)] == ["wc -l f319.txt"]
    assert stat.S_IMODE((tmp_path / "examples.jsonl").stat().st_mode) == 0o600
    with (tmp_path / "examples.jsonl").open("a") as file:
        file.write('{"number": 9999, "request": 3}\nnot json\n{"number": 10000, "requ')
    assert len(Examples(Home.open(tmp_path, {})).forget("all")) == EXAMPLES_MAX + 21
    assert examples.list() == ()


def test_without_a_clipboard_the_terminal_is_asked_and_without_that_it_is_said() -> None:
    def told(answer: str) -> list[Event]:
        copying, heard = copied("ls", {"PATH": "/nosuch"}), []
        event = next(copying)
        with pytest.raises(StopIteration):
            while True:
                heard.append(event)
                event = copying.send(answer) if isinstance(event, Copy) else next(copying)
        return heard

    assert told(COPIED)[0] == Copy("ls")
    assert [event.level for event in told("") if isinstance(event, Notice)] == ["warning"]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The prompt over a model that always writes the same command, which names a file that is not there."""
    (tmp_path / "home" / "models").mkdir(parents=True)
    build(tmp_path / "home" / "models" / "shell.gguf", says=["```sh\n", "cat", " mian.py", "\n```\n", "Shows it."])
    (tmp_path / "main.py").write_text("print()\n")
    made = open_app(tmp_path / "home", model="shell")
    made.cwd = tmp_path
    yield made
    made.close()


@pytest.mark.model
def test_a_misspelt_name_is_put_right_in_what_is_shown(app: App) -> None:
    (question,) = say(app, "do print main.py").questions
    assert question.proposal is not None
    assert (question.proposal.command, question.proposal.remarks) == ("cat main.py", ())


@pytest.mark.model
def test_what_was_changed_is_suggested_first_next_time_and_still_asked_about(app: App) -> None:
    first = say(app, "do print that program", answers=["e", "cat main.py", "y"])
    assert (first.status, first.questions[0].proposal and first.questions[0].proposal.remarks) == (
        0, ("there is no mian.py here; there is main.py",))
    assert "remembered for this request; `do forget 1` forgets it, `do examples` shows all" in notices(first)
    again = say(app, "do please print that program")
    proposal = again.questions[0].proposal
    assert proposal is not None
    assert (proposal.command, proposal.remarks, again.questions[0].default) == ("cat main.py", (BEFORE,), "n")
    assert again.status == 6
    assert [(row["request"], row["command"], row["how"]) for row in say(app, "do examples").data] == [
        ("print that program", "cat main.py", "edited")]
    assert [gone["number"] for gone in say(app, "do forget 1").data] == [1]
    assert (say(app, "do examples").data, say(app, "do forget 7").status) == ([], 2)


@pytest.mark.model
def test_again_puts_right_what_does_not_fit_and_the_last_command_can_be_fixed(app: App) -> None:
    heard = say(app, "do print that program", answers=["a", "c", "n"])
    shown = [question.proposal.command for question in heard.questions if question.proposal]
    assert shown == ["cat mian.py", "cat main.py", "cat main.py"]
    assert Copy("cat main.py") in heard.events
    assert say(app, "fix the last command").failure is not None
    assert say(app, "!cat mian.py").status == 1
    fixed = say(app, "fix the last command", answers=["y"])
    assert (fixed.questions[0].proposal and fixed.questions[0].proposal.command, fixed.status) == ("cat main.py", 0)


@pytest.mark.model
def test_plain_words_at_the_prompt_ask_for_a_deed_unless_a_mark_says_that_they_talk(app: App) -> None:
    (app.cwd / "mian.py").write_text("x\n")
    asked = say(app, "show me the ten largest files in this folder")
    assert [question.proposal.command for question in asked.questions if question.proposal] == ["cat mian.py"]
    assert asked.status == 6
    chat = say(app, "? show me the ten largest files in this folder")
    # An answer that holds a command is offered too, but it is talk: the status is that of the answer.
    assert chat.status == 0


def test_only_a_terminal_is_asked_to_copy_and_gets_the_text_in_letters_that_command_nothing() -> None:
    out = io.StringIO()
    given = {"quiet": False, "yes": False, "show_thinking": False}
    theme = choose_theme("auto", {}, unicode=True)
    screen = TerminalScreen(io.StringIO(), out, io.StringIO(), theme=theme, **given)
    assert (screen.copy("rm '\x1b]0;x\x07'"), out.getvalue()) == (COPIED, "\x1b]52;c;cm0gJxtdMDt4Byc=\x07")
    assert (screen.copy("x" * 100_000), PlainScreen(io.StringIO(), out, out, **given).copy("ls")) == ("", "")
    assert out.getvalue().count("\x1b") == 1
