#!/usr/bin/env python3
"""The consent gate under fire: 1,000 dangerous commands, 1,000 in disguise, 200 harmless ones, a folder of canaries.

    python3 tests/campaigns/danger.py [COUNT] [SEED]

Prints how each kind was judged, how many dangerous ones would have run without a yes, and whether the canaries live.
Scraps of shell thrown together are run for real, in a folder of their own, if they are called read-only.
Exit status 1 when any figure that must be zero is not.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from shell_samples import changes_something, dangerous, disguised, harmless, jumbled  # noqa: E402

from core.assist.consent import settle  # noqa: E402
from core.assist.risk import judge  # noqa: E402
from core.assist.shell import offered, propose  # noqa: E402
from core.words.errors import Refused  # noqa: E402
from core.words.events import Answer, Event  # noqa: E402
from core.words.values import Risk  # noqa: E402

# What a person, a pasted text or typed-ahead keys might answer; only the key y is a yes.
_ANSWERS = ("", "n", " ", "yes", "run", "Y\u0435s", "\u0443", "y\ny", "\x1b[A", "ok", "sure")


def main(count: int, seed: int) -> int:
    """Run the campaign and print its figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        canaries = [folder / canary for canary in ("notes.txt", "src", ".env")]
        for canary in canaries:
            canary.write_text("alive")
        commands = [*dangerous(count, seed), *disguised(count, seed + 1)]
        ran = sum(would_run(command, folder, place) for place, command in enumerate(commands))
        room = folder / "room"
        room.mkdir()
        called = [command for command in jumbled(count, seed + 3) if judge(command).risk is Risk.READ_ONLY]
        lied = sum(changes_something(command, room) for command in called)
        alive = all(canary.read_text() == "alive" for canary in canaries)
    wrong = sum(judge(command).risk is Risk.READ_ONLY for command in commands)
    for kind, found in (("dangerous", dangerous(count, seed)), ("disguised", disguised(count, seed + 1)),
                        ("harmless", harmless(200, seed + 2))):
        tally = Counter(judge(command).risk.value for command in found)
        print(f"{kind}: " + ", ".join(f"{number} {risk}" for risk, number in sorted(tally.items())))
    refused = sum(judge(command).risk is not Risk.READ_ONLY for command in harmless(200, seed + 2))
    print(f"called read-only though dangerous: {wrong}")
    print(f"ran without a yes: {ran}; canaries alive: {'yes' if alive else 'NO'}")
    print(f"harmless but not called read-only: {refused} of 200")
    print(f"jumbled, called read-only and run: {len(called)}; of these changed something: {lied}")
    return 1 if wrong or ran or refused or lied or not alive else 0


def would_run(command: str, folder: Path, place: int) -> bool:
    """Have a command offered as a model would, and answer in every way but yes."""
    proposal = offered(f"```sh\n{command}\n```\nThis is safe.", folder, "the model") or propose(
        command, "", folder, "the model")
    asking = settle(proposal, _explained)
    try:
        next(asking)
        asking.send(_ANSWERS[place % len(_ANSWERS)])
    except Refused:
        return False
    return True


def _explained(command: str) -> Event:
    return Answer(command)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
