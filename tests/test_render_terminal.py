"""On a terminal: answers stream as Markdown, finished rows never change, nothing untrusted is obeyed."""

from __future__ import annotations

import re
import time

import pytest

from core.render.code import Highlighter
from core.render.columns import cells
from core.render.grid import grid
from core.render.markdown import MarkdownStream
from core.render.terminal import ANSWER_CHARS_MAX, ANSWER_ROWS_MAX
from core.render.theme import Theme
from core.render.wrap import fold
from core.words.events import Answer, Failure, Notice, Output, PieceEvent, Progress, ReplyDone, Table
from core.words.values import Piece, Usage
from tests.glass import open_glass, stream
from tests.hostile_text import FORBIDDEN, hostile_text, missing, split_at_random

# What our own drawing may send: colours, moving up and right, clearing to the end, marking pastes.
OWN = re.compile("\x1b\\[(?:[0-9;]*m|[0-9]*[AC]|J|K|\\?2004[hl])|\r")

ANSWER = """# Title
Some **bold**, *slanted*, `code` and a [label](https://example.org/x).

- one item that is long enough to be folded at the edge of a narrow window
  1. nested

> quoted

```python
def double(x):
    return x * 2  # twice
```

| name | size |
|------|-----:|
| tiny | 1    |
| 中文 | 22   |

The end: 你好世界, עברית, 🙂."""


def without_own(raw: str) -> str:
    return OWN.sub("", raw)


@pytest.mark.parametrize("columns", [40, 41, 60, 80, 120, 300])
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_an_answer_is_complete_at_every_width_and_piece_size(columns: int, size: int) -> None:
    glass, screen = open_glass(columns)
    stream(screen, ANSWER, size)
    screen.flush()
    shown = " ".join(" ".join(glass.rows).split())
    for wanted in ("Title", "bold", "slanted", "code", "label (https://example.org/x).", "folded at the edge",
                   "1. nested", "│ quoted", "def double(x):", "return x * 2 # twice", "tiny 1", "22", "עברית"):
        assert wanted in shown, glass.rows
    assert "**" not in shown and "```" not in shown and "|--" not in shown
    assert shown.count("Title") == shown.count("tiny") == shown.count("folded") == 1


def test_the_rows_do_not_depend_on_how_the_answer_was_cut() -> None:
    found = set()
    for size in (1, 2, 3, 5, 17, 10_000):
        glass, screen = open_glass(60)
        stream(screen, ANSWER, size)
        screen.flush()
        found.add("\n".join(glass.rows))
    assert len(found) == 1


def test_rows_that_left_the_tail_are_never_drawn_again() -> None:
    glass, screen = open_glass(60, 10)
    before: list[str] = []
    for line in range(60):
        stream(screen, f"line {line} with some words to fill it up\n")
        assert glass.rows[: len(before)] == before
        before = glass.rows
    assert glass.raw.count("line 7 with") == 1


def test_there_is_no_alternate_screen_and_one_write_per_piece() -> None:
    glass, screen = open_glass()
    stream(screen, ANSWER, 4)
    assert "\x1b[?1049" not in glass.raw and "\x1b[2J" not in glass.raw
    assert glass.writes <= len(ANSWER) // 4 + 2


def test_growing_words_are_only_appended() -> None:
    glass, screen = open_glass()
    stream(screen, "plain words that just go on", 5)
    assert glass.raw == "plain words that just go on"


def test_10_000_hostile_answers_send_only_our_own_sequences() -> None:
    glass, screen = open_glass(blind=True)
    words = []
    for seed in range(10_000):
        text, inside = hostile_text(seed)
        words += inside
        for chunk in split_at_random(text, seed) if seed % 50 == 0 else (text,):
            screen.show(PieceEvent(Piece(chunk)))
        screen.show(ReplyDone("", Usage(), {}))
    assert FORBIDDEN.search(without_own(glass.raw)) is None
    assert missing(words, glass.raw) == set()


def test_what_a_person_sees_of_hostile_answers_is_their_words() -> None:
    glass, screen = open_glass()
    words = []
    for seed in range(150):
        text, inside = hostile_text(seed)
        words += inside
        stream(screen, text, 5)
        screen.flush()
    shown = "\n".join(glass.rows)
    assert missing(words, shown) == set()


@pytest.mark.parametrize(
    "event",
    [
        Notice("a\x1b]0;t\x07b[/red]"),
        Failure("x", "server said \x1b[2J\x9b31m[/x]", "try \x1b]52;c;x\x07", 1),
        Answer("file\x1b[2Jname[link=x]"),
        Answer("**a**\x1b[2J[/b]", form="markdown"),
        Table(("na\x1b[2Jme",), (("[red]\x1b]0;t\x07\x9b1m\r\nx",),), [], title="t\x1b[2J"),
        Table(("a",), (), [], empty="none\x1b[2J"),
        Progress("part\x1b[2J\r\n", 1, 3),
        Output("child \x1b[31mred\x1b]0;t\x07\rover[/x]"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_no_sink_obeys_what_it_shows(event: object) -> None:
    glass, screen = open_glass()
    screen.show(event)  # type: ignore[arg-type]
    assert FORBIDDEN.search(without_own(glass.raw)) is None
    assert "]0;" not in glass.raw and "52;c" not in glass.raw


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("[https://bank.example](http://evil.example)", "https://bank.example (http://evil.example)"),
        ("[run](javascript:alert)", "run (javascript:alert)"),
        ("[file](file:///etc/passwd)", "file (file:///etc/passwd)"),
        ("![image](https://x.example/?q=1)", "image (https://x.example/?q=1)"),
        ("<https://x.example>", "https://x.example"),
        ("[/x] [red]a[/red] [link=http://x]y", "[/x] [red]a[/red] [link=http://x]y"),
        ("ls *.txt and *.py", "ls *.txt and *.py"),
        ("snake_case_name __init__", "snake_case_name init"),
        ("a ** b ** c", "a ** b ** c"),
        ("`a*b*c` ``x`y``", "a*b*c x`y"),
        ("\\*not\\* slanted", "*not* slanted"),
        ("unclosed **bold", "unclosed **bold"),
        ("1. one", "1. one"),
        ("```\nleft open", "left open"),
        ("``` secret word", "``` secret word"),
        ("```", ""),
        ("```secret", "```secret"),
        ("~~~ secret\n~~~\nafter", "~~~ secret\nafter"),
        ("```sh title=x\nls *a* *b*\n```\n*after*", "```sh title=x\nls *a* *b*\nafter"),
        ("```rust,no_run\nfn main() {}\n```", "fn main() {}"),
        ("| not | a table", "| not | a table"),
        ("    indented", "    indented"),
        ("&lt;b&gt; <b>html</b>", "&lt;b&gt; <b>html</b>"),
    ],
)
def test_markdown_is_read_and_nothing_else(markdown: str, shown: str) -> None:
    glass, screen = open_glass()
    stream(screen, markdown, 2)
    screen.flush()
    assert "\n".join(glass.rows) == shown
    assert "\x1b]8" not in glass.raw


def test_without_colour_no_colour_is_sent() -> None:
    glass, screen = open_glass(theme=Theme(colour=False))
    stream(screen, ANSWER)
    screen.show(Failure("x", "wrong", "", 1))
    assert re.search("\x1b\\[[0-9;]*(?:3[0-7]|9[0-7]|38|48|4[0-7])[0-9;]*m", glass.raw) is None
    assert "def double(x):" in glass.raw


def test_code_is_coloured_for_dark_and_for_light() -> None:
    drawn = []
    for light in (False, True):
        glass, screen = open_glass(theme=Theme(light=light))
        stream(screen, "```python\nreturn 'x'\n```\n")
        assert glass.rows == ["return 'x'"]
        drawn.append(glass.raw)
    assert all("\x1b[" in raw for raw in drawn) and drawn[0] != drawn[1]


@pytest.mark.parametrize(("language", "lines"), [
    ("make", ["all:", "\tcc -c a.c", "\tcc\t-c b.c", "", "clean:"]), ("diff", ["-\tone", "+\ttwo\t"]),
    ("go", ["func main() {", "\tprintln(1)", "}"]), ("python", ["if x:", "\treturn 1", "  y"])])
def test_coloured_code_with_tabs_loses_nothing(language: str, lines: list[str]) -> None:
    highlighter = Highlighter(language, Theme())
    painted = [highlighter.line(line) for line in lines]
    assert [re.sub("\x1b\\[[0-9;]*m", "", line) for line in painted] == lines


def test_a_docstring_is_one_colour_over_its_lines() -> None:
    glass, screen = open_glass()
    stream(screen, '```python\nx = """a\nreturn\n"""\nreturn\n```\n')
    inside, after = [line for line in glass.raw.split("\n") if "return" in line]
    assert inside != after


@pytest.mark.parametrize("columns", [1, 2, 5, 20])
def test_a_window_too_small_for_words_is_no_fault(columns: int) -> None:
    glass, screen = open_glass(columns, 1)
    stream(screen, ANSWER)
    screen.show(Table(("a", "b"), (("long words here", "x"),), []))
    screen.flush()
    assert "doubl" in glass.raw or columns < 5


def test_resizing_200_times_while_an_answer_streams_loses_nothing() -> None:
    glass, screen = open_glass(80, 24)
    for turn in range(200):
        columns = (80, 40, 1, 200, 33)[turn % 5]
        glass.resize(columns, (24, 1, 10)[turn % 3])
        stream(screen, f"marker{turn} and some more words\n", 9)
    glass.resize(200, 24)
    screen.flush()
    assert "marker199" in glass.rows[-1]


def test_a_narrower_window_never_erases_what_was_finished() -> None:
    glass, screen = open_glass(80, 24)
    stream(screen, "finished line\nan open line that is quite a bit longer than forty columns so far")
    glass.resize(40, 24)
    stream(screen, " and goes on\n")
    assert glass.rows[0] == "finished line" and "goes on" in " ".join(glass.rows)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one long line", "word " * 80_000),
        ("no blanks", "x" * 1_000_000),
        ("fences", "```\n" * 100_000),
        ("coloured fences", "```python\nx=1\n" * 10_000),
        ("a table of 2,000 columns", ("|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n") * 40),
        ("stars", "**" * 150_000),
        ("brackets", "[" * 300_000),
        ("ticks", "`a``b```" * 30_000),
        ("newlines", "\n" * 300_000),
        ("quotes", ">" * 300_000),
        ("nested lists", "".join(" " * n + "- x\n" for n in range(700))),
        ("code in one line", "```python\n" + "x = 1; " * 40_000),
    ],
)
def test_an_endless_answer_costs_little_and_is_cut_with_a_word(name: str, text: str) -> None:
    del name
    glass, screen = open_glass(blind=True)
    slowest = 0.0
    for at in range(0, len(text), 200):
        before = time.thread_time()
        screen.show(PieceEvent(Piece(text[at : at + 200])))
        slowest = max(slowest, time.thread_time() - before)
    screen.flush()
    # Between two pieces a key gets its turn; 200 characters are far more than one piece.
    assert slowest < 0.1
    assert len(glass.raw) < 4_000_000
    if len(text) > ANSWER_CHARS_MAX or text.count("\n") > ANSWER_ROWS_MAX:
        assert "more characters are not shown" in glass.raw[-200:]


def test_thinking_is_one_row_that_goes_away() -> None:
    glass, screen = open_glass()
    for _ in range(50):
        screen.show(PieceEvent(Piece("hmm\n", thought=True)))
    assert glass.rows == ["thinking: 200 characters"]
    stream(screen, "So: 42")
    screen.flush()
    assert glass.rows == ["So: 42"]


def test_thinking_is_shown_when_asked_for() -> None:
    glass, screen = open_glass(show_thinking=True)
    for piece in ("first th", "ought\nsec", "ond"):
        screen.show(PieceEvent(Piece(piece, thought=True)))
    stream(screen, "So: 42")
    screen.flush()
    assert glass.rows == ["first thought", "second", "So: 42"]


def test_progress_is_one_row_replaced_and_gone_at_the_end() -> None:
    glass, screen = open_glass(100)
    for done in range(0, 101, 10):
        screen.show(Progress("tiny.gguf", done * 10**6, 100 * 10**6, "bytes"))
        assert len(glass.rows) == 1 and glass.rows[0].startswith(f"{done:3}%")
    screen.show(Notice("installed"))
    assert glass.rows == ["installed"]


@pytest.mark.parametrize("columns", [30, 40, 60, 100])
def test_a_table_gives_way_until_it_fits_and_loses_nothing(columns: int) -> None:
    cells = ("llama3.2-3b-instruct", "a rather long description of what it is", "2.02 GB")
    glass, screen = open_glass(columns)
    screen.show(Table(("name", "what", "size"), (cells,), []))
    assert max(len(row) for row in glass.rows) < columns
    shown = "".join("".join(glass.rows).split())
    assert sum(shown.count(char) for char in "".join(cells).replace(" ", "")) >= len("".join(cells).replace(" ", ""))
    assert columns < 100 or " ".join(cells) in " ".join(" ".join(glass.rows).split())


def test_an_interrupted_answer_stays_and_the_next_row_is_free() -> None:
    glass, screen = open_glass()
    stream(screen, "half an ans")
    screen.flush()
    screen.show(Notice("stopped"))
    assert glass.rows == ["half an ans", "stopped"]


def test_long_plain_lines_are_folded_at_blanks_below_their_column() -> None:
    text = "speed             held to a bar:  when a bar is missed, " + "more words " * 9 + "\n" + "x" * 50
    glass, screen = open_glass(40)
    screen.show(Answer(text))
    screen.show(Answer("copy " * 20, form="code"))
    rows = glass.rows
    assert " ".join("".join(row + " " for row in rows).split()[:24]) == " ".join(text.split()[:24])
    assert rows[1].startswith(" " * 18) and all(row.endswith(("s", ":", "a", "d", "e", "n", "r")) for row in rows[:7])
    assert "x" * 40 in rows and "copy " * 20 in glass.raw


@pytest.mark.parametrize("width", [2, 7, 20, 60])
def test_folding_loses_no_word(width: int) -> None:
    for line in ("a b  c", "   indented words and more of them", "- item " + "word " * 20, "", " ", "中文 " * 20,
                 "name      what it is and what it does", "one-word-that-is-longer-than-all-of-the-row and more"):
        rows = fold(line, width)
        assert " ".join(rows).split() == line.split()
        assert all(cells(row.rstrip()) <= width or len(row.split()) < 3 for row in rows)


def test_a_download_says_how_fast_it_is_and_how_long_it_takes_and_its_name_gives_way() -> None:
    glass, screen = open_glass(80)
    facts = {"bytes_per_second": 24_500_000, "seconds_left": 34.2}
    name = "Llama-3.2-3B-Instruct-Q4_K_M.gguf"
    screen.show(Progress(name, 1_200_000_000, 2_020_000_000, "bytes", facts))
    (row,) = glass.rows
    assert row.endswith("1.20 GB of 2.02 GB, 24.5 MB/s, 34 s left")
    assert (len(row) <= 80, "Llama-3.2-3B" in row) == (True, True)
    screen.show(Progress(name, 2_000_000_000, 2_020_000_000, "bytes", {"bytes_per_second": None, "seconds_left": 0.4}))
    assert glass.rows[0].endswith("2.00 GB of 2.02 GB, 1 s left")


def test_a_narrow_table_breaks_no_word_while_another_column_can_give_way() -> None:
    plain = Theme(colour=False)
    row = ("llama-cpp-python", "good", "0.3.36, made for this machine, and it loads in a tenth of a second")
    found = grid(("check", "is", "what was seen"), [row], 45, plain)
    assert found[2] == "llama-cpp-python  good  0.3.36, made for this"
    assert max(cells(line) for line in found[2:]) == 45
    names_first = grid(("check", "is", "what", "more"), [(*row, "y" * 40)], 45, plain)
    assert names_first[2].split()[0] == "llama-cpp-python"
    even = grid(("a", "b"), [("x" * 30, "y" * 30)], 21, plain)
    assert even[2] == "x" * 9 + "  " + "y" * 10
    fields = grid(("a", "b"), [("x" * 30, "y" * 30)], 15, plain)
    assert fields[0] == "a:", "too narrow for columns: one field after the other"


@pytest.mark.parametrize(("text", "rows"), [
    ("> ```\n> ls\n> ```\n\nThen **do** this:\n", ["ls", "", "Then do this:"]),
    ("> ```sh\n> ls\n>\n> pwd\nafter **that**\n", ["ls", "", "pwd", "after that"]),
    ("- x\n  ```\n  ls\n  ```\nrest\n", ["• x", "ls", "rest"])])
def test_code_in_a_quote_or_an_item_ends_where_it_does(text: str, rows: list[str]) -> None:
    whole = MarkdownStream(Theme(colour=False))
    drawn = whole.feed(text, 60).done + whole.finish(60)
    assert [re.sub("\x1b\\[[0-9;]*m", "", row) for row in drawn] == rows
    pieces = MarkdownStream(Theme(colour=False))
    assert [row for char in text for row in pieces.feed(char, 60).done] + pieces.finish(60) == drawn
