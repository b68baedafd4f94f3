"""The whole program as a person meets it: bundled model, empty home, real terminal, and no network to be had.

Exact where the program decides; what the model says only has to be there. `unshare` takes the network away.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from build_gguf import build

from tests.terminal import Terminal

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, str(ROOT / "lucifer.py")]
QUESTIONS = ["hello", "who are you?", "what is the capital of France?", "what is 12 + 30?", "thank you",
             "how do I list the files here?", "what is the largest planet?", "what can you do?",
             "what is the capital of Norway?", "how many days has a week?"]
CONTEXT = 32_768  # of the model that never ends by itself: ten seconds of talk
SEEN = 1_000  # letters of an answer before it is stopped
SECONDS = 100.0  # for one step, on a machine that may be busy
BATCH = [{"id": 1, "kind": "risk", "text": "rm -rf /"}, {"id": "two", "kind": "ask", "text": "hello"},
         {"id": 3, "kind": "nosuch", "text": "x"}, {"id": 4, "kind": "run", "text": "echo out; exit 3"},
         {"id": 5, "kind": "do", "text": "list the files here"}, {"id": 6, "kind": "risk", "text": "ls"}]

pytestmark = [pytest.mark.model, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def without_network() -> list[str]:
    """The words before a command that take its network away."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-Urn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("unshare -Urn does not work here, so the network cannot be taken away")
    return [unshare, "-Urn"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A person's folder in which there is nothing yet."""
    return tmp_path_factory.mktemp("person")


class Talk:
    """A conversation at a terminal, and the log that is written of it."""

    def __init__(self, before: list[str], home: Path, *words: str) -> None:
        self.logs = home / ".luciferai" / "logs"
        self.terminal = Terminal([*before, *PROGRAM, *words], rows=40, folder=home, environ={"HOME": str(home)})
        self.terminal.wait_for(self.at_prompt, SECONDS)

    def at_prompt(self) -> bool:
        """True when an empty prompt stands above the toolbar."""
        lines = [line for line in self.terminal.lines if line]
        return len(lines) > 1 and lines[-2] == ">"

    def asks(self) -> bool:
        """True when a command is proposed and nothing was said to that yet."""
        return any(line.startswith("run this?") for line in self.terminal.text.rsplit("\n", 2)[-2:])

    def log(self) -> list[dict[str, object]]:
        """All whole lines of the one session there is."""
        found = sorted(self.logs.glob("session_*.json")) if self.logs.exists() else []
        assert len(found) < 2, found
        return [json.loads(line) for path in found for line in path.read_text().split("\n")[:-1]]

    def answers(self) -> list[dict[str, object]]:
        return [entry for entry in self.log() if entry.get("role") == "assistant"]

    def command(self, line: str) -> str:
        """Type a command on a clear screen; return the screen once the prompt is back."""
        self.terminal.send("\x0c")
        self.terminal.wait_for(lambda: self.terminal.lines[0] == ">", SECONDS)
        self.terminal.send(line + "\r")
        self.terminal.wait_for(lambda: self.at_prompt() and self.terminal.lines[0] == f"> {line}", SECONDS)
        return self.terminal.settle()

    def ask(self, question: str) -> dict[str, object]:
        """Ask; return the answer as it was logged, after it was seen on the screen."""
        before = len(self.answers())
        self.terminal.send(question)
        self.terminal.wait_for(f"> {question}", SECONDS)
        self.terminal.send("\r")
        self.terminal.wait_for(lambda: self.at_prompt() or self.asks(), SECONDS)
        if self.asks():  # the model took it for a request to do something
            self.terminal.send("n\r")
            self.terminal.wait_for(self.at_prompt, SECONDS)
        *_, answer = self.answers()
        assert len(self.answers()) == before + 1
        assert letters(answer["text"]), question
        assert letters(question) + letters(answer["text"]) in letters(self.terminal.scrollback), self.terminal.text
        return answer

    def leave(self) -> None:
        self.terminal.send("\x04")
        assert self.terminal.wait_for_end(SECONDS) == 0

    def sockets(self) -> dict[str, int]:
        """How many internet sockets there are in the network that the program is alone in."""
        text = Path(f"/proc/{self.terminal.pid}/net/sockstat").read_text()
        return {kind: int(count) for kind, count in re.findall(r"^(TCP|UDP|RAW): inuse (\d+)", text, re.M)}


@pytest.fixture(scope="module")
def talk(without_network: list[str], home: Path) -> Iterator[Talk]:
    begun = Talk(without_network, home)
    with begun.terminal:
        yield begun


def letters(text: object) -> str:
    """What is left of a text when the marks of Markdown, the ends of lines and the toolbar's frame are no matter."""
    return "".join(filter(str.isalnum, re.sub(r"^```\w*$", "", str(text), flags=re.M)))


def tokens(answer: dict[str, object], kind: str) -> int:
    usage = answer["usage"]
    assert isinstance(usage, dict)
    return int(usage[kind])


def test_ten_turns_each_reading_only_what_is_new(talk: Talk) -> None:
    answers = [talk.ask(question) for question in QUESTIONS]
    assert {answer["model"] for answer in answers} == {"spark"}
    asked = [entry["text"] for entry in talk.log() if entry.get("role") == "user"]
    assert asked == QUESTIONS
    assert tokens(answers[0], "reused") == 0
    for before, answer in pairwise(answers):
        assert tokens(before, "prompt") <= tokens(answer, "reused") < tokens(answer, "prompt")
    assert "Paris" in str(answers[2]["text"])
    shown = talk.command("context")
    assert (shown.count("\nyou "), shown.count("\nanswer ")) == (10, 10)
    assert "\x1b[?1049h" not in talk.terminal.raw.decode(errors="replace")
    assert talk.sockets() == dict.fromkeys(talk.sockets(), 0)


def test_an_answer_stopped_half_way_keeps_what_came_and_the_conversation_goes_on(
        without_network: list[str], tmp_path: Path) -> None:
    models = tmp_path / ".luciferai" / "models"
    models.mkdir(parents=True)
    build(models / "endless.gguf", chain=True, words=600, context=CONTEXT)
    talk = Talk(without_network, tmp_path, "--model", "endless")
    with talk.terminal:
        talk.terminal.send("tell me everything\r")
        talk.terminal.wait_for(lambda: len(talk.terminal.scrollback) > SEEN, SECONDS)
        talk.terminal.send("\x03")
        talk.terminal.wait_for(talk.at_prompt, SECONDS)
        assert "stopped" in talk.terminal.text
        answer, last = talk.log()[-2:]
        assert (answer["role"], last["type"], last["stop"]) == ("assistant", "incomplete", "cancelled")
        assert tokens(answer, "prompt") + tokens(answer, "generated") < CONTEXT
        shown = talk.terminal.scrollback.partition("tell me everything")[2].rpartition("stopped")[0]
        assert letters(answer["text"])[:SEEN // 2] == letters(shown)[:SEEN // 2] and len(letters(shown)) > SEEN // 2
        talk.command("config set max_tokens 20")
        again = talk.ask("and then?")
        assert tokens(again, "reused") > tokens(answer, "prompt")  # what came is read and remembered
        talk.leave()


def test_ctrl_c_says_how_to_leave_and_the_second_one_leaves(talk: Talk) -> None:
    talk.terminal.send("half a line\x03")
    talk.terminal.wait_for(talk.at_prompt, SECONDS)
    talk.terminal.send("\x03")
    talk.terminal.wait_for("press Ctrl-C again", SECONDS)
    talk.terminal.wait_for(talk.at_prompt, SECONDS)
    talk.terminal.send("\x03")
    assert talk.terminal.wait_for_end(SECONDS) == 0


def test_a_resumed_session_knows_the_earlier_turns_and_has_read_them(without_network: list[str], home: Path) -> None:
    resumed = Talk(without_network, home, "resume")
    with resumed.terminal:
        before = resumed.answers()
        assert len(before) >= len(QUESTIONS)
        assert letters(before[-1]["text"]) in letters(resumed.terminal.text)
        shown = resumed.command("context")
        assert (shown.count("\nyou "), shown.count("\nanswer ")) == (len(before), len(before))
        assert all(question in shown for question in QUESTIONS)
        answer = resumed.ask("what is 2 + 2?")
        assert tokens(before[-1], "prompt") <= tokens(answer, "reused") < tokens(answer, "prompt")
        resumed.leave()


def once(before: list[str], home: Path, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*before, *PROGRAM, *words], input=stdin, cwd=home, text=True, capture_output=True,
                          timeout=SECONDS, check=False, env={"PATH": os.environ["PATH"], "HOME": str(home)})


def test_a_piped_question_goes_on_with_the_session_when_asked_to(without_network: list[str], home: Path) -> None:
    strace = shutil.which("strace")
    watched = [strace, "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket,connect", "-o", str(home / "sockets")] \
        if strace and subprocess.run([strace, "-f", "true"], capture_output=True, check=False).returncode == 0 else []
    ended = once([*without_network, *watched], home, "ask", "what does this say?", stdin="the sea is deep\n")
    if watched:
        assert "AF_INET" not in (home / "sockets").read_text()
    assert (ended.returncode, bool(ended.stdout.strip())) == (0, True)
    assert ended.stderr.startswith("warning: this model is too small to read texts") and ended.stderr.count("\n") == 1
    assert "\x1b" not in ended.stdout
    alone = json.loads(once(without_network, home, "ask", "--json", "hello").stdout)
    assert (set(alone), alone["model"], alone["stop"], alone["tokens"]["reused"]) == (
        {"text", "model", "tokens", "seconds", "stop"}, "spark", "end", 0)
    earlier = sorted((home / ".luciferai" / "logs").glob("session_*.json"))[0].stem.removeprefix("session_")
    again = json.loads(once(without_network, home, "ask", "--json", "--session", earlier, "hello").stdout)
    assert again["tokens"]["reused"] > alone["tokens"]["prompt"]
    assert once(without_network, home, "sessions", "--json", "France").stdout.count(earlier) == 1


def test_a_batch_is_answered_in_order(without_network: list[str], home: Path) -> None:
    ended = once(without_network, home, "batch", "--json", stdin="".join(json.dumps(each) + "\n" for each in BATCH))
    risk, ask, wrong, ran, do, last = (json.loads(line) for line in ended.stdout.splitlines())
    assert ended.returncode == 0
    assert (risk["id"], risk["risk"]) == (1, "dangerous")
    assert (ask["id"], ask["model"], ask["stop"], bool(ask["text"])) == ("two", "spark", "end", True)
    assert (wrong["id"], wrong["error"]["kind"]) == (3, "usage")
    assert ran == {"id": 4, "command": "echo out; exit 3", "exit_status": 3, "stdout": "out\n", "stderr": ""}
    assert (do["id"], do["command"], do["risk"]) == (5, "ls", "read-only")
    assert last == {"id": 6, "risk": "read-only", "reasons": []}
