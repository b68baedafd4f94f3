#!/usr/bin/env python3
"""LuciferAI's front door: checks the Python, makes the virtual environment once, then opens the prompt.

Written in the oldest Python there is, so that an unsupported one can read it and say what is wrong; and it imports
nothing heavy, since everything here happens before the first prompt is drawn.
"""

import os
import signal
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
OLDEST, NEWEST = (3, 10), (3, 13)
INTERRUPTED = 130


def main():
    # type: () -> int
    """Run the program and return its exit status; Ctrl-C ends it without a word, however little of it has begun."""
    try:
        hold_interrupts(False)
        status = start()
    except KeyboardInterrupt:
        status = INTERRUPTED
    # All is done: a Ctrl-C while the interpreter takes itself apart could only print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return status


def start():
    # type: () -> int
    """Run the program in its own virtual environment, making that first if needed; return the exit status."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return complain_about_python()
    if sys.argv[1:] == ["--version"]:
        from core import VERSION

        sys.stdout.write("lucifer %s\n" % VERSION)
        return 0
    if not is_set_up():
        from core.repl.setup import run

        status = run(ROOT)
        if status:
            return status
    if os.path.realpath(sys.prefix) != os.path.realpath(os.path.join(ROOT, ".venv")):
        return hand_over(venv_python())
    from core.repl.start import main as begin

    return begin(sys.argv[1:])


def complain_about_python():
    # type: () -> int
    """Say which Python is needed and the line to type; return the exit status."""
    names = ["python3.%d" % minor for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    folders = os.environ.get("PATH", "").split(os.pathsep)
    here = [name for name in names if any(os.access(os.path.join(folder, name), os.X_OK) for folder in folders)]
    remedy = "Type: %s lucifer.py" % here[0] if here else (
        "Install one, for example with `sudo apt install python3.12 python3.12-venv` or `brew install python@3.12`, "
        "then type: python3.12 lucifer.py")
    sys.stderr.write("LuciferAI needs Python 3.%d to 3.%d and this is %d.%d.\n%s\n"
                     % (OLDEST[1], NEWEST[1], sys.version_info[0], sys.version_info[1], remedy))
    return 1


def venv_python():
    # type: () -> str
    """Return where the virtual environment keeps its interpreter."""
    return os.path.join(ROOT, ".venv", *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def is_set_up():
    # type: () -> bool
    """True when `.venv` was finished with exactly the present lock file (the stamp is a copy of it)."""
    try:
        with open(os.path.join(ROOT, "requirements.lock"), "rb") as lock:
            with open(os.path.join(ROOT, ".venv", "ready.lock"), "rb") as stamp:
                return lock.read() == stamp.read() and os.path.exists(venv_python())
    except OSError:
        return False


def hand_over(interpreter):
    # type: (str) -> int
    """Replace this process by the virtual environment's Python (on Windows: run it and return its status)."""
    arguments = [interpreter, os.path.join(ROOT, "lucifer.py")] + sys.argv[1:]
    try:
        if os.name == "nt":
            import subprocess

            return subprocess.call(arguments)
        hold_interrupts(True)
        os.execv(interpreter, arguments)
    except OSError as error:
        hold_interrupts(False)
        sys.stderr.write("The Python of the virtual environment cannot be run: %s: %s.\n"
                         "Type: rm -r .venv && python3 lucifer.py\n" % (interpreter, error.strerror))
    return 1


def hold_interrupts(held):
    # type: (bool) -> None
    """Keep a Ctrl-C back while one interpreter is replaced by the next, and let it through once that listens."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK if held else signal.SIG_UNBLOCK, [signal.SIGINT])


if __name__ == "__main__":
    sys.exit(main())
