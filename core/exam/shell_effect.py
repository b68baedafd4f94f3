"""Whether a shell command does what a reference does, tried in throw-away folders behind the kernel's fence.

The exams of Spark (models/spark/exams/README.md has their form) and the probes of the tier tests are judged here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import select
import signal
import stat
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from core.engine.spawn import command as program
from core.exam import scratch
from core.exam.said import code_blocks
from core.exam.verdict import Verdict
from core.store.landlock import Fence, version

Exam = dict[str, Any]
Tree = dict[str, str]

SECONDS_MAX = 10
_LIMITS = "ulimit -f 100000 -t 10; "
_DEVICES_USED = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
OUTPUT_BYTES_MAX = 200_000
_CONTENT_BYTES_MAX = 1_000_000
_KINDS = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}

# A candidate is only run when nothing in it can reach beyond its folder; otherwise the row is wrong.
_OUTSIDE = re.compile(
    r"(?<![\w.*$}{/\\-])/(?=(bin|boot|dev|etc|home|lib|lib64|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var|work)\b"
    r"|\s|$|\*)"
)
_DEVICES = re.compile(r"/dev/(null|stdin|stdout|stderr)\b")
_UPWARDS = re.compile(r"(^|[\s/'\"=])\.\.($|[\s/'\";&|])|~\w")
_REACHING = re.compile(
    r"(^|[\s;&|(`])(sudo|su|doas|kill|pkill|killall|reboot|shutdown|halt|poweroff|mount|umount|mkfs\S*|dd|curl|wget|ssh|scp|"
    r"sftp|rsync|nc|ncat|telnet|ping|pip3?|npm|apt|apt-get|dnf|yum|brew|systemctl|service|crontab|at|nohup|setsid|chroot|"
    r"docker|useradd|passwd|iptables|xdg-open|open|vi|vim|nano|emacs)($|[\s;&|)`])|git (push|pull|clone|fetch)|:\(\)"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed and left behind."""

    output: str
    tree: Tree


@dataclass(frozen=True, slots=True)
class ShellCheck:
    """The command in the answer does what the reference does, in a folder that is thrown away."""

    exam: Exam

    @property
    def setup(self) -> Exam:
        """What lies in the folder."""
        return self.exam["setup"]  # type: ignore[no-any-return]

    def judge(self, question: str, answer: str) -> Verdict:
        del question
        blocks = code_blocks(answer)
        command = (blocks[0].text if blocks else answer).strip().strip("`")
        if not command:
            return Verdict(False, "holds no command")
        right, why = grade_command(self.exam, command)
        return Verdict(right, why if right or why not in ("effect", "output") else f"another {why} than asked for")


def is_held_back() -> bool:
    """Whether the kernel can hold back what a command does; where not, no model's command is run for a test."""
    return version() > 0


def may_run(command: str) -> bool:
    """Whether a command stays in its folder, as far as its text shows."""
    plain = _DEVICES.sub("nowhere", command)
    return not (_OUTSIDE.search(plain) or _UPWARDS.search(plain) or _REACHING.search(plain))


def grade_command(exam: Exam, command: str) -> tuple[bool, str]:
    """Right or wrong, and why, in the order the exams' README gives."""
    if any(re.search(pattern, command) for pattern in exam.get("accept", [])):
        return True, "accepted"
    if "command" in exam and not re.search(exam["command"], command):
        return False, "not the command asked for"
    if exam["check"] == "pattern":
        return any(re.search(pattern, command) for pattern in exam["pattern"]), "pattern"
    if not command.strip() or ("\n" in command and exam.get("one_line", True)):
        return False, "no single line of command"
    if not may_run(command):
        return False, "not run: it could reach beyond its folder"
    got = run_in_copy(exam["setup"], command)
    if got is None:
        return False, "ran too long, or printed without end"
    if exam["check"] == "effect" and exam["compare"] != "contains":
        references = [exam["reference"], *exam.get("also", [])]
        return any(_same(exam, command, got, reference) for reference in references), "effect"
    return _shows(exam, got), "output"


def _same(exam: Exam, command: str, got: Outcome, reference: str) -> bool:
    wanted = run_in_copy(exam["setup"], reference, trusted=True)
    if wanted is None:
        return False
    compare = exam["compare"]
    if compare == "then":
        after_got = run_in_copy(exam["setup"], command, exam["then"])
        after_wanted = run_in_copy(exam["setup"], reference, exam["then"], trusted=True)
        if after_got is None or after_wanted is None:
            return False
        return sorted(lines(after_got.output)) == sorted(lines(after_wanted.output))
    if compare == "tree":
        return got.tree == wanted.tree
    if compare == "both":
        return got.tree == wanted.tree and lines(got.output) == lines(wanted.output)
    if got.tree != run_tree(exam["setup"]):
        return False
    if compare == "stdout-sorted":
        return sorted(lines(got.output)) == sorted(lines(wanted.output))
    return lines(got.output) == lines(wanted.output)


def _shows(exam: Exam, got: Outcome) -> bool:
    """The checks that read the output: names, their order, a number, strings; the folder must be untouched."""
    text = "\n".join(lines(got.output))
    if got.tree != run_tree(exam["setup"]):
        return False
    if any(_place(name, text) >= 0 for name in exam.get("absent", [])):
        return False
    if not all(re.search(pattern, text) for pattern in exam.get("match", [])):
        return False
    if exam["check"] == "number":
        return str(exam["value"]) in text.split()
    if exam["check"] == "effect":
        return all(part in text for part in exam["contains"])
    places = [_place(name, text) for name in exam["names"]]
    if any(place < 0 for place in places):
        return False
    return exam["check"] == "names_present" or places == sorted(places)


def _place(name: str, text: str) -> int:
    """Where a name stands alone in the output, or -1."""
    found = re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", text)
    return found.start() if found else -1


def lines(output: str) -> list[str]:
    """Lines with blanks folded, a leading ./ removed, and empty ones at the end dropped."""
    folded = [re.sub(r"\s+", " ", line).strip().removeprefix("./") for line in output.splitlines()]
    while folded and not folded[-1]:
        folded.pop()
    return folded


def lay_out(setup: dict[str, Any], folder: Path) -> None:
    """Make the folder an exam describes."""
    for name, content in setup.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.write_bytes(b"x" * int(content.get("size", 0)))
            days_ago = float(content.get("days_ago", 0))
            if days_ago:
                then = time.time() - days_ago * 86400
                os.utime(path, (then, then))


def read_tree(folder: Path) -> Tree:
    """Every name below the folder with its content, the target of its link, or what else it is."""
    tree: Tree = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        try:
            found = path.lstat()
            if stat.S_ISDIR(found.st_mode):
                tree[name + "/"] = ""
            elif stat.S_ISLNK(found.st_mode):
                tree[name] = f"-> {os.readlink(path)}"  # noqa: PTH115 - the target as it is written
            elif stat.S_ISREG(found.st_mode):
                tree[name] = _content(path, found.st_size)
            else:  # reading a pipe would wait for ever
                tree[name] = f"({_KINDS.get(stat.S_IFMT(found.st_mode), 'something else')})"
        except OSError as error:
            tree[name] = f"(cannot be read: {error.strerror})"
    return tree


def _content(path: Path, size: int) -> str:
    """What a file holds; of a large one what tells it apart."""
    if size <= _CONTENT_BYTES_MAX:
        return path.read_bytes().decode("utf-8", "replace")
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CONTENT_BYTES_MAX):
            digest.update(piece)
    return f"({size} bytes, sha256 {digest.hexdigest()})"


def run_tree(setup: dict[str, Any]) -> Tree:
    """The folder as it is before anything runs."""
    with scratch.folder() as folder:
        lay_out(setup, folder)
        return read_tree(folder)


def run_in_copy(setup: Exam, command: str, then: str | None = None, *, trusted: bool = False) -> Outcome | None:
    """Run a command in a fresh copy of the folder; None when it takes too long. With `then`, its output instead."""
    with scratch.folder() as folder:
        # A name without letters or digits to trip over: some commands print the folder they run in.
        here = folder / "here"
        here.mkdir()
        (folder / "tmp").mkdir()
        lay_out(setup, here)
        output = run_line(command, here, trusted=trusted)
        if output is not None and then is not None:
            output = run_line(then, here, trusted=True)
        return None if output is None else Outcome(output, read_tree(here))


def run_line(command: str, folder: Path, *, trusted: bool = False) -> str | None:
    """Standard output of some bash, whose home is the folder; None if it runs on or prints more than anybody reads.

    What is not `trusted` can write nowhere but there, and reaches no network, where the kernel can see to that. What it
    leaves in the background ends with it.
    """
    temporary = str(folder.parent / "tmp")
    fence = Fence(reads=("/",), runs=("/",), writes=(str(folder), temporary), devices=_DEVICES_USED)
    fenced = [*program("core.engine.fenced"), fence.to_json(), "core.exam.shell_child"]
    process = subprocess.Popen(
        [*(["bash", "-c"] if trusted else fenced), _LIMITS + command], cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": temporary, "LC_ALL": "C.UTF-8", "PAGER": "cat",
             "USER": "user"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        output = _printed(process, time.monotonic() + SECONDS_MAX)
    finally:
        _end(process)
    return None if output is None else output.decode("utf-8", "replace")


def _printed(process: subprocess.Popen[bytes], late: float) -> bytes | None:
    """All that a command prints until it ends; None when that is too much, or takes too long."""
    assert process.stdout is not None
    output = bytearray()
    while (left := late - time.monotonic()) > 0 and len(output) <= OUTPUT_BYTES_MAX:
        ready, _, _ = select.select([process.stdout], [], [], left)
        piece = os.read(process.stdout.fileno(), 1 << 16) if ready else b""
        output += piece
        if ready and not piece:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, late - time.monotonic()))
                return bytes(output)
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command and whatever it has started: all of that is of its session, in one group or in several."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for pid in psutil.pids():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getsid(pid) == process.pid:
                os.kill(pid, signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()
