"""First-run set-up: makes `.venv`, installs the locked requirements, shows that it moves, goes on when cut short.

Standard library only, since it runs before anything is installed. The stamp in `.venv` is written last and is a copy
of the lock file, so a set-up that was cut short or has become outdated is simply run again; pip's own cache keeps
what was already fetched and compiled.
"""

from __future__ import annotations

import os
import platform
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

FREE_BYTES_MIN = 1_500_000_000  # measured: 0.5 GB installed and about 0.7 GB while llama.cpp compiles

_COMPILE_STEP = re.compile(r"\[(\d+)/(\d+)\] ")
_COLLECTING = re.compile(r"^\s*(?:Collecting|Downloading|Using cached) ([A-Za-z0-9_.-]+)")
# pip says the first where it makes a package on this machine; a finished one it only fetches.
_COMPILES = re.compile(r"Building wheel for llama[-_]cpp[-_]python")
_NO_NETWORK = re.compile(
    r"NewConnectionError|Name or service not known|Temporary failure in name resolution|Network is unreachable"
    r"|nodename nor servname|ConnectTimeoutError|Connection refused|ProxyError|getaddrinfo failed|No route to host"
    r"|\(from versions: none\)"  # a locked package exists, so an index that knows no version was not reached
)
_NO_SPACE = re.compile(r"No space left on device|Errno 28|not enough space", re.IGNORECASE)
_NO_COMPILER = re.compile(r"CMAKE_C(?:XX)?_COMPILER|No CMAKE_C|unable to find a compiler|could not find compiler", re.I)


class Trouble(Exception):
    """Why set-up cannot go on, the line to type, and the exit status."""

    def __init__(self, message: str, remedy: str, status: int) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.status = status


def is_current(lock: Path, stamp: Path) -> bool:
    """True when `stamp` was written by a finished set-up with exactly this lock file."""
    try:
        return lock.read_bytes() == stamp.read_bytes()
    except OSError:
        return False


def venv_python(root: Path) -> Path:
    """Return where the virtual environment keeps its interpreter."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(root: str | Path, lock_name: str = "requirements.lock", stamp_name: str = "ready.lock") -> int:
    """Set up `.venv` in `root`; return 0, or the exit status after saying what is wrong and what to type."""
    root = Path(root)
    lock, stamp = root / lock_name, root / ".venv" / stamp_name
    display = Display(sys.stderr)
    try:
        with _only_one(root, display):
            if not is_current(lock, stamp):
                _install(root, lock, stamp, display)
    except Trouble as trouble:
        display.end(f"{trouble.message}\n{trouble.remedy}")
        return trouble.status
    except KeyboardInterrupt:
        display.end("Set-up stopped. Type the same line again to go on: python3 lucifer.py")
        return 130
    return 0


def _install(root: Path, lock: Path, stamp: Path, display: Display) -> None:
    """Make the virtual environment if needed and install every package of `lock` with its hash; then write `stamp`."""
    if _is_installed(venv_python(root), lock):
        _write_stamp(lock, stamp)
        return
    if os.environ.get("LUCIFER_OFFLINE") == "1":
        raise Trouble("Set-up fetches packages once, and LUCIFER_OFFLINE=1 forbids that.",
                      "Type: LUCIFER_OFFLINE=0 python3 lucifer.py", 3)
    started = time.monotonic()
    display.say("Setting up LuciferAI, once.")
    _check_disk(root)
    _check_compiler()
    python = _make_venv(root, display)
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--disable-pip-version-check", "--no-input",
               "--progress-bar", "off", "-v", "-r", str(lock)]
    _run_pip(command, root / ".venv" / "setup.log", display)
    _write_stamp(lock, stamp)
    display.end(f"Ready after {int(time.monotonic() - started)} s.")


def _is_installed(python: Path, lock: Path) -> bool:
    """True when a working environment holds all of a changed lock already: that takes no network and no compiler."""
    if not python.exists() or not _venv_works(python):
        return False
    tried = subprocess.run([str(python), "-m", "pip", "install", "--no-index", "--require-hashes", "--no-input",
                            "--disable-pip-version-check", "-r", str(lock)], capture_output=True, check=False)
    return tried.returncode == 0


def _write_stamp(lock: Path, stamp: Path) -> None:
    temporary = stamp.with_name(stamp.name + ".new")
    temporary.write_bytes(lock.read_bytes())
    temporary.replace(stamp)


class Display:
    """One moving status line on a terminal; a plain line now and then elsewhere."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream
        self.moving = stream.isatty() and os.environ.get("TERM") != "dumb"
        self.last_shown = ""
        self.last_at = 0.0

    def say(self, text: str) -> None:
        self._write(f"{text}\n")

    def status(self, text: str, *, seconds: float) -> None:
        """Show what is going on now and for how long the whole has taken."""
        now = time.monotonic()
        if now - self.last_at < (0.1 if self.moving else 5) or (not self.moving and text == self.last_shown):
            return
        line = f"  {text}  ({int(seconds)} s)"
        self._write("\r\x1b[K" + line[: shutil.get_terminal_size().columns - 1] if self.moving else line + "\n")
        self.last_shown, self.last_at = text, now

    def end(self, text: str) -> None:
        self._write(("\r\x1b[K" if self.moving else "") + text + "\n")

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


def _check_disk(root: Path) -> None:
    free = shutil.disk_usage(root).free
    if free < FREE_BYTES_MIN:
        raise Trouble(f"Set-up needs {FREE_BYTES_MIN / 1e9:.1f} GB of disk in {root}; {free / 1e9:.1f} GB are free.",
                      "Free some space, then type: python3 lucifer.py", 5)
    if not os.access(root, os.W_OK):
        raise Trouble(f"Set-up cannot write in {root}.",
                      f"Type: cp -r {root} ~/LuciferAI && cd ~/LuciferAI && python3 lucifer.py", 5)


def _check_compiler() -> None:
    """Refuse early when llama.cpp could not be compiled: the error would come minutes later and be unreadable."""
    names = ("cl", "clang", "gcc") if os.name == "nt" else ("c++", "g++", "clang++")
    wanted = os.environ.get("CXX", "").split(" ")[0]
    if not any(shutil.which(name) for name in (*names, *([wanted] if wanted else []))):
        raise Trouble("llama.cpp is compiled here and there is no C++ compiler.", f"Type: {compiler_line()}", 1)


def compiler_line() -> str:
    """Return the line that installs a C++ compiler on this system."""
    if sys.platform == "darwin":
        return "xcode-select --install"
    if os.name == "nt":
        return ('winget install Microsoft.VisualStudio.2022.BuildTools '
                '--override "--add Microsoft.VisualStudio.Workload.VCTools"')
    return _package_line(apt="build-essential", dnf="gcc gcc-c++ make", pacman="base-devel",
                         apk="build-base linux-headers", zypper="gcc gcc-c++ make")


def _package_line(**names: str) -> str:
    """Return the install line of the first package manager found; `names` maps manager to package names."""
    verbs = {"apt": "install", "dnf": "install", "pacman": "-S", "apk": "add", "zypper": "install"}
    manager = next((each for each in verbs if shutil.which(each)), "apt")
    return f"sudo {manager} {verbs[manager]} {names[manager]}"


def _make_venv(root: Path, display: Display) -> Path:
    """Create `.venv` unless a working one for this Python is there; return its interpreter."""
    python = venv_python(root)
    if python.exists() and _venv_works(python):
        return python
    display.status("making .venv", seconds=0)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(root / ".venv")],
                          capture_output=True, text=True, check=False)
    if made.returncode != 0:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        if "ensurepip" in made.stdout + made.stderr:
            line = _package_line(apt=f"python{version}-venv", dnf="python3-pip", pacman="python-pip", apk="py3-pip",
                                 zypper="python3-pip")
            raise Trouble("This Python lacks the venv module.", f"Type: {line}", 1)
        last = (made.stderr.strip() or made.stdout.strip() or "no reason given").splitlines()[-1]
        raise Trouble(f"The virtual environment could not be made: {last}",
                      f"Look at: {sys.executable} -m venv .venv", 1)
    return python


def _venv_works(python: Path) -> bool:
    """True when the environment's Python is this one's version and has pip (a kill may have left half of one)."""
    probe = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    try:
        result = subprocess.run([str(python), "-c", probe], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.stdout.strip() == f"{sys.version_info[0]}.{sys.version_info[1]}"


def _run_pip(command: list[str], log: Path, display: Display) -> None:
    """Run pip, turning its output into one moving line; raise Trouble with a plain reason when it fails."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **_build_settings()}
    started = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                             env=environment, start_new_session=os.name != "nt")
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_pump, args=(child.stdout, lines), daemon=True).start()
    text, compiles = "asking for packages", False
    try:
        with log.open("w", encoding="utf-8") as record:
            for line in _until_none(lines):
                record.write(line)
                if not compiles and _COMPILES.search(line):
                    compiles = True
                    display.end(_compile_notice())
                text = _status_of(line) or text
                display.status(text, seconds=time.monotonic() - started)
        if child.wait() != 0:
            raise _why_pip_failed(log)
    finally:
        if child.poll() is None:
            _end_group(child)


def _compile_notice() -> str:
    """Say how long a compile takes here: measured as 8 minutes of one core."""
    cores = int(_build_settings()["CMAKE_BUILD_PARALLEL_LEVEL"] or 1)
    return f"llama.cpp is compiled for this machine: about {max(1, round(8 / max(1, cores)))} min on {cores} cores."


def _pump(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def _until_none(lines: queue.Queue[str | None]) -> Iterator[str]:
    """Yield lines as they come, and an empty one each half second so that the clock on the screen moves."""
    while True:
        try:
            line = lines.get(timeout=0.5)
        except queue.Empty:
            yield ""
            continue
        if line is None:
            return
        yield line


def _status_of(line: str) -> str | None:
    """Turn a line of pip's output into words, or None when it says nothing new."""
    if step := _COMPILE_STEP.search(line):
        done, total = int(step[1]), int(step[2])
        return f"compiling llama.cpp: {100 * done // max(total, 1)}% ({done} of {total} files)"
    if collecting := _COLLECTING.match(line):
        return f"fetching {re.split(r'-[0-9]', collecting[1])[0]}"
    if "Installing build dependencies" in line:
        return "fetching build tools"
    if "Preparing metadata" in line or "Getting requirements to build" in line:
        return "preparing"
    if "Installing collected packages" in line:
        return "installing"
    return None


def _build_settings() -> dict[str, str]:
    """Return environment variables for the compile: all cores; no Metal where macOS is too old for it."""
    settings = {"CMAKE_BUILD_PARALLEL_LEVEL": os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", str(os.cpu_count() or 2))}
    if sys.platform == "darwin" and int(platform.mac_ver()[0].split(".")[0] or 0) < 11:
        settings["CMAKE_ARGS"] = os.environ.get("CMAKE_ARGS", "") + " -DGGML_METAL=OFF"
    return settings


def _why_pip_failed(log: Path) -> Trouble:
    said = log.read_text(encoding="utf-8", errors="replace")
    if _NO_SPACE.search(said):
        return Trouble("The disk is full.", "Free some space, then type: python3 lucifer.py", 5)
    if _NO_NETWORK.search(said):
        return Trouble("The packages could not be fetched: no network, or a proxy is in the way. Only set-up needs it.",
                       "Connect, then type: python3 lucifer.py", 3)
    if _NO_COMPILER.search(said):
        return Trouble("llama.cpp could not be compiled: the C++ compiler does not work.",
                       f"Type: {compiler_line()}", 1)
    if "DO NOT MATCH THE HASHES" in said:
        return Trouble("A fetched package is not the one that was locked, so it was not installed.",
                       "Try another network, then type: python3 lucifer.py", 4)
    errors = [line.strip() for line in said.splitlines() if re.match(r"\s*(ERROR|error|fatal)", line)]
    return Trouble(f"Set-up failed: {errors[-1] if errors else 'pip gave no reason'}",
                   f"The whole story is in {log}. To try again, type: python3 lucifer.py", 1)


def _end_group(child: subprocess.Popen[str]) -> None:
    """Stop pip and the compilers it started."""
    if os.name == "nt":
        child.kill()
    else:
        os.killpg(child.pid, 15)
    child.wait()


@contextmanager
def _only_one(root: Path, display: Display) -> Iterator[None]:
    """Let one process set up at a time; the kernel frees the lock of a killed one."""
    if os.name == "nt" or not os.access(root, os.W_OK):
        yield
        return
    import fcntl  # absent on Windows

    with (root / ".venv.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            display.say("Another set-up is running in this folder; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks: two set-ups at once are unlikely and pip survives them
        yield
