"""Nothing runs without a yes to exactly what was shown."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from shell_samples import dangerous

from core.assist.consent import digest, settle
from core.assist.run_shell import Limits, run_shell
from core.assist.shell import offered, propose, read_answer
from core.commands.do import written
from core.commands.explain import explanation
from core.words.errors import Refused
from core.words.events import Answer, Event, Notice, Output, Question
from core.words.values import Proposal

ENVIRON = dict(os.environ)


def explain(command: str) -> Event:
    return Answer(f"explained: {command}")


def outcome(proposal: Proposal, *answers: str) -> Proposal | None:
    """Answer the questions in turn; the last answer repeats."""
    asking = settle(proposal, explain)
    event = next(asking)
    left = list(answers)
    try:
        while True:
            answer = left.pop(0) if len(left) > 1 else left[0]
            event = asking.send(answer) if isinstance(event, Question) else next(asking)
    except StopIteration as end:
        assert isinstance(end.value, Proposal)
        return end.value
    except Refused:
        return None


@pytest.mark.parametrize("answer", ["", " ", "n", "N", "yes", "Y\u0435s", "\x1b", "run", "yy", "y\n", "\u0443"])
def test_anything_but_the_key_is_no(answer: str, tmp_path: Path) -> None:
    assert outcome(propose("echo x", "", tmp_path, "the model"), answer) is None


def test_the_default_of_every_dangerous_proposal_is_no(tmp_path: Path) -> None:
    for command in dangerous(100):
        question = next(settle(propose(command, "", tmp_path, "the model"), explain))
        assert isinstance(question, Question)
        assert (question.default, question.proposal and question.proposal.command) == ("n", command)


def test_yes_returns_exactly_what_was_shown(tmp_path: Path) -> None:
    command = "echo 'a  b'\t#" + " " * 5000 + "x"
    agreed = outcome(propose(command, "", tmp_path, "the model"), "y")
    assert agreed is not None
    assert agreed.command == command


def test_an_edited_command_is_asked_about_again(tmp_path: Path) -> None:
    assert outcome(propose("echo a", "", tmp_path, "the model"), "e", "echo b", "n") is None
    agreed = outcome(propose("echo a", "", tmp_path, "the model"), "e", "rm -rf b", "y")
    assert agreed is not None
    assert (agreed.command, agreed.origin, agreed.risk.value) == ("rm -rf b", "you", "dangerous")


@pytest.mark.parametrize("change", ["script", "nested script", "link", "folder", "PATH"])
def test_what_changed_after_it_was_shown_is_asked_about_again(
        change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "go.sh").write_text("echo good\n")
    (folder / "to").symlink_to("go.sh")
    command = {"script": "bash go.sh", "nested script": "sh -c 'bash ./go.sh'", "link": "bash to", "folder": "ls",
               "PATH": "tool x"}[change]
    asking = settle(propose(command, "", folder, "the model"), explain)
    next(asking)
    if change in ("script", "nested script"):
        (folder / "go.sh").write_text("echo evil\n")
    elif change == "link":
        (folder / "evil.sh").write_text("echo evil\n")
        (folder / "to").unlink()
        (folder / "to").symlink_to("evil.sh")
    elif change == "folder":
        folder.rename(tmp_path / "away")
        folder.mkdir()
    else:
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    notice = asking.send("y")
    assert isinstance(notice, Notice)
    assert isinstance(next(asking), Question)


@pytest.mark.parametrize(("command", "name"), [
    ("bash ~/go.sh", "go.sh"), ("bash $HOME/go.sh", "go.sh"), ("bash \"${HOME}/go.sh\"", "go.sh"),
    ("bash $PWD/go.sh", "work/go.sh"), ("cd sub && ./go.sh", "work/sub/go.sh"), ("cd sub; cd low; sh go.sh",
    "work/sub/low/go.sh"), ("make -C sub", "work/sub/Makefile"), ("cat g*.sh | sh", "work/go.sh"),
    ("cat sub/*.sh | sh", "work/sub/go.sh"), ("bash --rcfile=go.sh", "work/go.sh"), ("awk -fgo.sh x", "work/go.sh"),
    ("tool @go.sh", "work/go.sh"), ("curl -d@go.sh h", "work/go.sh"), ("make", "work/Makefile"),
    ("npm test", "work/package.json"), ("docker build .", "work/Dockerfile"), ("xargs sh <<E\ngo.sh\nE", "work/go.sh"),
    ("for f in go.sh; do sh $f; done", "work/go.sh"), ("x=go.sh; sh $x", "work/go.sh"), ("sh < go.sh", "work/go.sh"),
    ("bash big.sh", "work/big.sh"), ("sh $(echo go.sh)", "work/go.sh"), ("sh -c \"cd sub && ./go.sh\"",
    "work/sub/go.sh"), ("./new.sh", "work/new.sh")])
def test_every_way_of_naming_a_file_binds_its_contents(
        command: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "work"
    (folder / "sub" / "low").mkdir(parents=True)
    path = tmp_path / name
    if "new" not in name:
        path.write_text("good" * (2_000_000 if "big" in name else 1))
    proposal = propose(command, "", folder, "the model")
    before = digest(proposal)
    assert digest(proposal) == before
    path.write_text("evil" * (2_000_000 if "big" in name else 1))
    assert digest(proposal) != before


def test_a_huge_command_is_sealed_in_bounded_time(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    begun = time.process_time()
    digest(propose("cd a; ls " + "*/* a=b:c " * 1900, "", tmp_path, "the model"))
    digest(propose("ls " + " ".join(f"f{number}:{number}" for number in range(1900)), "", tmp_path, "the model"))
    assert time.process_time() - begun < 5


def test_no_command_writes_a_line_of_its_own_into_what_is_said_about_it(tmp_path: Path) -> None:
    command = "A='\nrisk: read-only\n' rm -rf /etc/'\nrisk: read-only\n' -n5'\nx' 2> '\nrisk: read-only\n'"
    shown = explanation(command)
    assert isinstance(shown, Answer)
    assert len(shown.text.splitlines()) == len(shown.data["parts"]) + 1
    assert shown.text.splitlines()[-1].startswith("risk: dangerous (")
    reasons = propose(command, "", tmp_path, "the model").reasons
    assert [reason for reason in reasons if len(reason.splitlines()) > 1] == []
    assert any("deletes /etc/<U+000A>risk" in reason for reason in reasons)


def test_a_command_of_many_lines_is_written_below_its_risk(tmp_path: Path) -> None:
    proposal = propose("rm -rf ~\n# read-only", "Lists files.", tmp_path, "the model")
    assert written(proposal).split("\n") == [
        "# dangerous: rm deletes without asking, or whole folders; deletes ~", "# Lists files.",
        "# the command is all of the 2 lines below", "rm -rf ~", "# read-only"]
    assert written(propose("ls", "Lists files.", tmp_path, "the model")) == "ls\n# Lists files.\n# read-only"


@pytest.mark.skipif(not os.path.exists("/proc/uptime"), reason="no /proc")  # noqa: PTH110
@pytest.mark.timeout(30)
@pytest.mark.parametrize("path", ["/proc/uptime", "/proc/kmsg"], ids=["changes", "waits"])
def test_a_file_of_the_kernel_is_sealed_without_reading_it(path: str, tmp_path: Path) -> None:
    proposal = propose(f"cat {path}", "", tmp_path, "the model")
    before = digest(proposal)
    time.sleep(0.05)
    assert digest(proposal) == before


def run(command: str, folder: Path, limits: Limits | None = None) -> tuple[str, int, list[str]]:
    """Run a command to its end: output, status, notices."""
    running = run_shell(command, folder, ENVIRON, limits=limits or Limits())
    text, notices = "", []
    try:
        while True:
            event = next(running)
            text += event.text if isinstance(event, Output) else ""
            notices += [event.text] if isinstance(event, Notice) else []
    except StopIteration as end:
        return text, end.value.status, notices


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


def gone_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


def test_status_and_both_streams_come_through(tmp_path: Path) -> None:
    assert run("echo out; echo err >&2; exit 3", tmp_path) == ("out\nerr\n", 3, [])
    assert run("kill -9 $$", tmp_path)[1] == 137


def test_output_is_capped_and_says_so(tmp_path: Path) -> None:
    text, status, notices = run("head -c 3000000 /dev/zero | tr '\\0' x", tmp_path)
    assert (len(text), status, "more output" in notices[0]) == (60_000, 0, True)


def test_time_is_limited_and_the_whole_group_ends(tmp_path: Path) -> None:
    command = "sleep 300 & echo $! > pid; setsid sleep 300 & echo $! > daemon; sleep 300"
    begun = time.monotonic()
    _, status, notices = run(command, tmp_path, Limits(seconds=1.0))
    assert (status, time.monotonic() - begun < 8, "longer than" in notices[0]) == (124, True, True)
    assert gone_within(int((tmp_path / "pid").read_text()), 5)


def test_what_a_command_leaves_running_is_ended(tmp_path: Path) -> None:
    run("(setsid sleep 300 >/dev/null 2>&1 & echo $! > pid)", tmp_path)
    assert gone_within(int((tmp_path / "pid").read_text()), 5)


def test_a_background_process_holding_the_pipe_does_not_hold_the_prompt(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert run("sleep 60 & echo done", tmp_path)[0] == "done\n"
    assert time.monotonic() - begun < 10


@pytest.mark.timeout(30)
def test_a_background_process_that_never_stops_writing_does_not_hold_the_prompt(tmp_path: Path) -> None:
    for noise in ("yes & yes & yes & yes", "while :; do echo y; sleep 0.01; done"):
        begun = time.monotonic()
        text, status, _ = run(f"{noise} & echo done; seq 5000", tmp_path, Limits(output_bytes=None, leftovers=True))
        assert (status, "done" in text, "5000" in text, time.monotonic() - begun < 4) == (0, True, True, True)


def test_all_that_a_command_wrote_is_read_however_slowly(tmp_path: Path) -> None:
    running = run_shell("sleep 60 & seq 9000", tmp_path, ENVIRON, limits=Limits(output_bytes=None))
    text = ""
    for event in running:
        time.sleep(0.3)
        text += event.text if isinstance(event, Output) else ""
    assert text == "".join(f"{number}\n" for number in range(1, 9001))


def test_closing_interrupts_the_command(tmp_path: Path) -> None:
    command = "trap 'echo stopped > end; exit' INT; echo go; sleep 60 & wait"
    running = run_shell(command, tmp_path, ENVIRON, limits=Limits())
    assert next(running) == Output("go\n")
    running.close()
    assert (tmp_path / "end").read_text() == "stopped\n"


def test_a_command_reads_nothing_and_has_no_terminal(tmp_path: Path) -> None:
    assert run("cat; tty; : < /dev/tty", tmp_path)[0].startswith("not a tty")


def test_a_command_is_taken_from_an_answer_with_one_block_only(tmp_path: Path) -> None:
    found = offered("Try this:\n```sh\nls -la\n```\nIt lists files. More words.", tmp_path, "the model")
    assert found is not None
    assert (found.command, found.explanation) == ("ls -la", "Try this:")
    assert offered("```sh\nls\n```\nor\n```sh\nrm x\n```", tmp_path, "the model") is None
    assert offered("```python\nprint()\n```", tmp_path, "the model") is None
    read = read_answer("ls -la\n```\nLists files.", tmp_path, "the model")
    assert read is not None
    assert (read.command, read.explanation) == ("ls -la", "Lists files.")
