#!/usr/bin/env python3
"""Set up what the checks need, then run every check: ruff, mypy, pytest. Arguments go to pytest (e.g. `-k route`).

Making the bundled model again is a check too and needs PyTorch: LUCIFER_TESTS_WITHOUT_TORCH=1 leaves that out, aloud.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from core.repl import setup  # noqa: E402 - found through the line above

CHECKS = (["ruff", "check", "."], ["mypy"])
TRAINING = ROOT / "models" / "spark" / "requirements.txt"


def main(pytest_arguments: list[str]) -> int:
    """Run all checks in `.venv`; return 0 only when every one passed."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # `... &` in a script ignores Ctrl-C, which tests press
    for lock, stamp in (("requirements.lock", "ready.lock"), ("tests/requirements.lock", "tests.lock")):
        if status := setup.run(ROOT, lock, stamp):
            return status
    python = str(setup.venv_python(ROOT))
    install_training_tools(python)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    failed = []
    for check in CHECKS if not pytest_arguments else ():
        print(f"== {' '.join(check)}", flush=True)
        if subprocess.call([python, "-m", *check], cwd=ROOT, env=environment):
            failed.append(check[0])
    print("== pytest", flush=True)
    if subprocess.call([python, "-m", "pytest", *(pytest_arguments or ["--durations=10"])], cwd=ROOT, env=environment):
        failed.append("pytest")
    if failed:
        print(f"FAILED: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def install_training_tools(python: str) -> None:
    """Install what training Spark needs; where that cannot be had, its test skips and says why."""
    stamp = ROOT / ".venv" / "training.txt"
    if os.environ.get("LUCIFER_TESTS_WITHOUT_TORCH") == "1" or setup.is_current(TRAINING, stamp):
        return
    print("== fetching PyTorch for the check that makes the bundled model again", flush=True)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(TRAINING)]
    if subprocess.call(command, cwd=ROOT) == 0:
        stamp.write_bytes(TRAINING.read_bytes())
    else:
        print("PyTorch could not be installed: that check will be skipped", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
