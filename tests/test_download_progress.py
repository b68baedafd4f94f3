"""How far a download is: one steady row on a terminal of any width, a few lines on a pipe."""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

import pytest
from downloading import FILE, MIB, REPO, model_bytes
from glass import open_glass
from hub_faults import slow
from loopback_hub import LoopbackHub
from terminal import Terminal

from core.render.plain import PlainScreen
from core.words.events import Notice, Progress

ROOT = Path(__file__).resolve().parents[1]
NAME = "Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf"
TOTAL = 4_700_000_000


def at(done: int, rate: float | None = 45_700_000, left: float | None = 100.0, *, total: int = TOTAL) -> Progress:
    return Progress(NAME, done, total, "bytes", {"event": "progress", "bytes_per_second": rate, "seconds_left": left})


@pytest.mark.parametrize(("columns", "row"), [
    (40, "  2% Met… 0.12/4.70 GB 45.7 MB/s 39:02"),
    (60, "  2% Meta-Llama-3.1-8B-Inst… 0.12/4.70 GB 45.7 MB/s 39:02"),
    (80, "  2% Meta-Llama-3.1-8B-Instru…: 123 MB of 4.70 GB, 45.7 MB/s, 39 min left"),
    (100, "  2% ────── Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf: 123 MB of 4.70 GB, 45.7 MB/s, 39 min left"),
    (120, f"  2% {'─' * 26} {NAME}: 123 MB of 4.70 GB, 45.7 MB/s, 39 min left")])
def test_bytes_rate_and_time_left_are_in_the_row_at_every_width(columns: int, row: str) -> None:
    glass, screen = open_glass(columns)
    screen.show(at(123_456_789, left=2342.1))
    assert glass.rows == [row]
    glass.close()


@pytest.mark.parametrize("columns", range(40, 121, 5))
def test_the_row_is_drawn_with_one_write_never_folds_and_its_name_stands_still(columns: int) -> None:
    glass, screen = open_glass(columns)
    luck, done, begins = random.Random(columns), 0, set()
    while done < TOTAL:
        rate = luck.choice((None, 900, 99_900_000, luck.uniform(1e3, 9e8)))
        before = glass.writes
        screen.show(at(done, rate, None if rate is None else (TOTAL - done) / rate))
        (row,) = glass.rows
        assert (len(row) < columns, glass.writes - before <= 1) == (True, True), row
        begins.add(row.find("Met"))
        if rate is not None:
            assert "B/s" in row, row
        done += luck.randrange(1, 200_000_000)
    assert len(begins) == 1
    screen.show(Notice("installed"))
    assert glass.rows == ["installed"]
    glass.close()


@pytest.mark.parametrize(("left", "said"), [
    (0.4, "1 s left"), (42.4, "42 s left"), (75.0, "1 min 15 s left"), (599.0, "9 min 59 s left"),
    (1810.0, "30 min left"), (3599.0, "1 h 0 min left"), (90_000.0, "25 h 0 min left")])
def test_time_left_is_said_as_exactly_as_it_is_known(left: float, said: str) -> None:
    glass, screen = open_glass(120)
    screen.show(at(1_000_000, left=left))
    assert glass.rows[0].endswith(f", 45.7 MB/s, {said}")
    glass.close()


def test_a_pipe_gets_a_line_at_the_beginning_each_tenth_and_the_end() -> None:
    err = io.StringIO()
    screen = PlainScreen(io.StringIO(), io.StringIO(), err, quiet=False, yes=False, show_thinking=False)
    for done in range(0, TOTAL + 1, TOTAL // 1000):
        screen.show(at(done))
    lines = err.getvalue().splitlines()
    assert (len(lines), "\x1b" in err.getvalue()) == (11, False)
    assert lines[0] == f"{NAME}: 0 B of 4.70 GB, 45.7 MB/s, 1 min 40 s left"
    assert lines[-1] == f"{NAME}: 4.70 GB of 4.70 GB"


def test_a_small_file_takes_two_lines_of_a_pipe() -> None:
    err = io.StringIO()
    screen = PlainScreen(io.StringIO(), io.StringIO(), err, quiet=False, yes=False, show_thinking=False)
    for done in range(0, 3_000_001, 1000):
        screen.show(at(done, total=3_000_000, left=None))
    assert err.getvalue().splitlines() == [f"{NAME}: 0 B of 3.00 MB, 45.7 MB/s", f"{NAME}: 3.00 MB of 3.00 MB"]


FETCHING = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from downloading import *
from core.render.terminal import TerminalScreen
from core.render.theme import Theme
screen = TerminalScreen(sys.stdin, sys.stdout, sys.stderr, quiet=False, yes=False, show_thinking=False, theme=Theme())
for event in downloader().fetch(Wanted({name!r}, ({url!r},), Path({target!r}), {size}, {sha!r})):
    screen.show(event)
screen.show(Notice("it is here"))
"""


def test_a_real_fetch_on_a_real_terminal_keeps_one_row(tmp_path: Path) -> None:
    content = model_bytes(3 * MIB)
    with LoopbackHub({REPO: {FILE: content}}) as hub:
        hub.always(slow(1_500_000))
        script = FETCHING.format(root=str(ROOT), tests=str(ROOT / "tests"), name=FILE, url=hub.address(REPO, FILE),
                                 target=str(tmp_path / FILE), size=len(content),
                                 sha=hub.blob(REPO, "main", FILE).sha256)
        with Terminal([sys.executable, "-c", script], columns=70) as terminal:
            terminal.wait_for("MB/s")
            terminal.wait_for("MB/s, 1 s left")
            assert [line for line in terminal.lines if line] == [line for line in terminal.lines if FILE[:8] in line]
            terminal.wait_for("it is here")
            assert (terminal.wait_for_end(), terminal.text) == (0, "it is here")
            assert "\n" not in terminal.raw.decode().partition("it is here")[0].rstrip("\r\n")
