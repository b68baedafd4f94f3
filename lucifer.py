#!/usr/bin/env python3
"""LuciferAI's front door: checks the Python, makes the virtual environment once, then opens the prompt.

Imports nothing heavy, since everything here happens before the first prompt is drawn.
"""

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
OLDEST, NEWEST = (3, 10), (3, 13)


def main() -> int:
    """Run the program in its own virtual environment, making that first if needed; return the exit status."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return complain_about_python()
    if sys.argv[1:] == ["--version"]:
        from core import VERSION

        sys.stdout.write(f"lucifer {VERSION}\n")
        return 0
    if not is_set_up():
        from core.repl.setup import run

        status = run(ROOT)
        if status:
            return status
    interpreter = venv_python()
    if os.path.realpath(sys.prefix) != os.path.realpath(os.path.join(ROOT, ".venv")):
        return hand_over(interpreter)
    from core.repl.door import main as open_door

    return open_door(sys.argv[1:])


def complain_about_python() -> int:
    """Say which Python is needed and the line to type; return the exit status."""
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    folders = os.environ.get("PATH", "").split(os.pathsep)
    here = [name for name in names if any(os.access(os.path.join(folder, name), os.X_OK) for folder in folders)]
    remedy = f"Type: {here[0]} lucifer.py" if here else (
        "Install one, for example with `sudo apt install python3.12 python3.12-venv` or `brew install python@3.12`, "
        "then type: python3.12 lucifer.py")
    sys.stderr.write(f"LuciferAI needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]} and this is "
                     f"{sys.version_info[0]}.{sys.version_info[1]}.\n{remedy}\n")
    return 1


def venv_python() -> str:
    """Return where the virtual environment keeps its interpreter."""
    return os.path.join(ROOT, ".venv", *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def is_set_up() -> bool:
    """True when `.venv` was finished with exactly the present lock file (the stamp is a copy of it)."""
    try:
        with open(os.path.join(ROOT, "requirements.lock"), "rb") as lock, \
                open(os.path.join(ROOT, ".venv", "ready.lock"), "rb") as stamp:
            return lock.read() == stamp.read() and os.path.exists(venv_python())
    except OSError:
        return False


def hand_over(interpreter: str) -> int:
    """Replace this process by the virtual environment's Python (on Windows: run it and return its status)."""
    arguments = [interpreter, os.path.join(ROOT, "lucifer.py"), *sys.argv[1:]]
    if os.name == "nt":
        import subprocess

        return subprocess.call(arguments)
    os.execv(interpreter, arguments)


if __name__ == "__main__":
    sys.exit(main())
