"""Nothing leaves the machine unasked: the whole program, watched for internet sockets, in a network it is alone in.

Two watchers: Python's own audit events in the program's process (a file of its own on PYTHONPATH), and where strace is
installed every socket call of every process it starts, the worker too. `unshare` takes the network away.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.terminal import Terminal

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, str(ROOT / "lucifer.py")]
SECONDS = 100.0
WATCHER = '''
import os, socket, sys

def seen(event, arguments):
    if event == "socket.__new__":
        internet = arguments[1] in (socket.AF_INET, socket.AF_INET6)
    else:
        internet = event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
        internet |= event in ("socket.connect", "socket.bind", "socket.sendto") and isinstance(arguments[1], tuple)
    if internet:
        with open(os.environ["SOCKETS_SEEN"], "a", encoding="utf-8") as file:
            file.write(f"{event} {arguments[1:]!r}\\n")

sys.addaudithook(seen)
'''
# What is typed at the prompt, and a word of what comes of it.
SESSION = (("what is the capital of France?", "Paris"), ("llm list", "comes with the program"),
           ("llm list all llama3.2", "llama3.2:3b"), ("llm info spark", "metadata"), ("llm recommend", "tokens/s"),
           ("llm fit spark", "spark"), ("models info", "folders"), ("llm discover", "were found"), ("llm du", "in all"),
           ("sessions", "capital of France"), ("doctor", "engine log"), ("help", "install"))

pytestmark = [pytest.mark.model, pytest.mark.timeout(300)]


@dataclass(frozen=True)
class Watch:
    """A home, a network without anybody, and the records of who asked for a socket."""

    folder: Path
    before: tuple[str, ...]

    @property
    def environ(self) -> dict[str, str]:
        return {"HOME": str(self.folder), "PYTHONPATH": str(self.folder / "watcher"),
                "SOCKETS_SEEN": str(self.folder / "seen"), "PATH": os.environ["PATH"]}

    def sockets(self) -> list[str]:
        """Return every internet socket that was asked for since the last call."""
        python = self.folder / "seen"
        found = python.read_text().splitlines() if python.exists() else []
        python.unlink(missing_ok=True)
        for trace in self.folder.glob("trace*"):
            found += [line for line in trace.read_text(errors="replace").splitlines()
                      if re.search(r"AF_INET|sin6?_addr", line)]
            trace.unlink()
        return found

    def run(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run the program once."""
        return self.python(*PROGRAM[1:], *words, **environ)

    def python(self, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*self.before, sys.executable, *words], cwd=self.folder, env={**self.environ, **environ},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """Watch a person's folder in which there is nothing yet."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("unshare -rn does not work here, so the network cannot be taken away")
    trace = [shutil.which("strace") or "strace", "-f", "--seccomp-bpf", "-qq", "-o", str(tmp_path / "trace"), "-e",
             "trace=socket,connect,bind,sendto"]
    try:
        traced = not subprocess.run([unshare, "-rn", *trace, "true"], capture_output=True, check=False).returncode
    except OSError:
        traced = False
    watcher = tmp_path / "watcher"
    watcher.mkdir()
    (watcher / "sitecustomize.py").write_text(WATCHER)
    return Watch(tmp_path, (unshare, "-rn", *(trace if traced else ())))


def test_the_watchers_see_a_socket_and_a_question_for_a_name(watch: Watch) -> None:
    watch.python("-c", "import socket; socket.socket()")
    seen = watch.sockets()
    assert "socket.__new__" in seen[0]
    assert len(seen) == (2 if len(watch.before) > 2 else 1)
    watch.python("-c", "import socket; socket.getaddrinfo('nobody.invalid', 80)")
    assert "socket.getaddrinfo" in watch.sockets()[0]


def test_a_whole_session_opens_no_internet_socket(watch: Watch) -> None:
    with Terminal([*watch.before, *PROGRAM], rows=60, columns=110, folder=watch.folder,
                  environ=watch.environ) as terminal:
        def at_prompt() -> bool:
            lines = [line for line in terminal.lines if line]
            return len(lines) > 1 and lines[-2] == ">"

        terminal.wait_for(at_prompt, SECONDS)
        terminal.wait_for("fetches the first of", SECONDS)  # the hint of the first start
        for line, wanted in SESSION:
            terminal.send("\x0c")
            terminal.wait_for(lambda: terminal.lines[0] == ">", SECONDS)
            terminal.send(line + "\r")
            terminal.wait_for(lambda wanted=wanted, line=line: at_prompt() and terminal.text.count(wanted) > (
                wanted in line), SECONDS)
        terminal.send("\x04")
        assert terminal.wait_for_end(SECONDS) == 0
    assert watch.sockets() == []


@pytest.mark.parametrize("words", [("ask", "hello"), ("do", "--dry-run", "list the files here")], ids=" ".join)
def test_a_single_command_opens_none_either(watch: Watch, words: tuple[str, ...]) -> None:
    done = watch.run(*words)
    assert (done.returncode, watch.sockets()) == (0, []), done.stderr
    assert done.stdout.strip()


def test_what_needs_the_network_asks_for_it_and_says_in_a_line_that_there_is_none(watch: Watch) -> None:
    done = watch.run("install", "hf:owner/repo", LUCIFER_ENDPOINT="https://hub.invalid")
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)
    assert done.stderr.startswith("error: ") and len(done.stderr.splitlines()) <= 3
    assert watch.sockets() != []


@pytest.mark.parametrize("words", [
    ("install", "hf:owner/repo"), ("install", "core", "--yes"), ("llm", "search", "llama")], ids=" ".join)
def test_offline_refuses_before_any_socket(watch: Watch, words: tuple[str, ...]) -> None:
    done = watch.run(*words, LUCIFER_OFFLINE="1")
    assert (done.returncode, watch.sockets()) == (3, []), done.stderr
    assert "offline" in done.stderr and "Traceback" not in done.stderr
