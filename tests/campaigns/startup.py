"""How long the program keeps a person waiting: `python tests/campaigns/startup.py [runs]` prints two ratios.

Each is the median over runs that alternate with their yardstick, so that a busy machine slows both. The prompt is
timed on a real pty from the start of the process to the first prompt drawn by the line editor, which then takes keys.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.terminal import Terminal  # noqa: E402 - found through the line above

VERSION_MAX, PROMPT_MAX = 2.5, 1.5


def seconds(*arguments: str) -> float:
    """Return how long one run of this Python takes."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - begun


def prompt_seconds(home: str) -> float:
    """Return the time until the prompt is on screen."""
    begun = time.perf_counter()
    with Terminal([sys.executable, str(ROOT / "lucifer.py")], environ={"HOME": home}, folder=ROOT) as terminal:
        terminal.wait_for(lambda: b"> " in terminal.raw, seconds=60)
        taken = time.perf_counter() - begun
        terminal.send("\x04")
        terminal.wait_for_end(seconds=60)
    return taken


def main() -> int:
    """Measure, print, and return 1 when a ratio is above its bar."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    figures: dict[str, list[float]] = {"pass": [], "version": [], "import": [], "prompt": []}
    with tempfile.TemporaryDirectory() as home:
        for _ in range(runs):
            figures["pass"].append(seconds("-c", "pass"))
            figures["version"].append(seconds("lucifer.py", "--version"))
            figures["import"].append(seconds("-c", "import prompt_toolkit, rich"))
            figures["prompt"].append(prompt_seconds(home))
    middle = {name: statistics.median(times) for name, times in figures.items()}
    version, prompt = middle["version"] / middle["pass"], middle["prompt"] / middle["import"]
    for name, ratio, bar in (("--version to a bare python", version, VERSION_MAX),
                             ("first prompt to its imports", prompt, PROMPT_MAX)):
        print(f"{name}: {ratio:.2f} (at most {bar})")
    print("medians in ms: " + ", ".join(f"{name} {taken * 1000:.0f}" for name, taken in middle.items()))
    return int(version > VERSION_MAX or prompt > PROMPT_MAX)


if __name__ == "__main__":
    sys.exit(main())
