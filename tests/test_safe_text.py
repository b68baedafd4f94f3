"""Text that we did not write cannot command a terminal, and a command shown is the command that runs."""

from __future__ import annotations

import pytest

from core.words.safe_text import SEQUENCE_MAX, SafeStream, clean_input, oddities, safe, safe_line, visible
from tests.hostile_text import FORBIDDEN, SEQUENCES, hostile_text, split_at_random


def test_no_hostile_text_keeps_a_control_byte_and_every_word_stays() -> None:
    for seed in range(10_000):
        text, words = hostile_text(seed)
        shown = safe(text)
        assert FORBIDDEN.search(shown) is None, (seed, text)
        assert [word for word in words if word not in shown] == [], (seed, text)


@pytest.mark.parametrize("sequence", SEQUENCES, ids=ascii)
def test_a_sequence_cut_at_any_place_is_removed_like_a_whole_one(sequence: str) -> None:
    text = f"before\n{sequence}\nafter"
    for at in range(len(text) + 1):
        stream = SafeStream()
        assert stream.feed(text[:at]) + stream.feed(text[at:]) + stream.finish() == safe(text)
    stream = SafeStream()
    assert "".join(stream.feed(char) for char in text) + stream.finish() == safe(text)


def test_random_chunks_give_the_same_text_as_one() -> None:
    for seed in range(2_000):
        text, _ = hostile_text(seed)
        stream = SafeStream()
        assert "".join(stream.feed(chunk) for chunk in split_at_random(text, seed)) + stream.finish() == safe(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\x1b[31mred\x1b[0mb", "aredb", id="colours go"),
        pytest.param("x\x1b]52;c;ZXZpbA==\x07y", "xy", id="the clipboard is left alone"),
        pytest.param("x\x1b]8;;http://evil\x1b\\bank\x1b]8;;\x1b\\", "xbank", id="no hidden link"),
        pytest.param("x\x9d0;t\x9cy", "xy", id="eight-bit sequences go"),
        pytest.param("a\x1b]0;never ends", "a0;never ends", id="an unended sequence does not swallow text"),
        pytest.param("50%\r100%", "50%\n100%", id="nothing is overprinted"),
        pytest.param("a\r\nb\tc", "a\nb\tc", id="line ends and tabs stay"),
        pytest.param("x\b\b\brm", "xrm", id="nothing is backspaced over"),
        pytest.param("safe\u202egnp.exe", "safe<U+202E>gnp.exe", id="bidi overrides are shown"),
        pytest.param("שלום مرحبا \u200f👩‍👩‍👧 é", "שלום مرحبا \u200f👩‍👩‍👧 é", id="honest prose is untouched"),
        pytest.param("\U0001f3f4\U000e0067\U000e007f", "\U0001f3f4\U000e0067\U000e007f", id="flags stay"),
        pytest.param("a\U000e0068\U000e0069", "a<U+E0068><U+E0069>", id="hidden tags are shown"),
        pytest.param("\udcff", "\ufffd", id="half characters become a sign"),
    ],
)
def test_prose(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_an_endless_sequence_is_held_back_only_so_long() -> None:
    stream = SafeStream()
    held = sum(len(stream.feed("\x1b]0;" if at == 0 else "x" * 100)) == 0 for at in range(100))
    assert held <= SEQUENCE_MAX // 100 + 1


def test_a_label_stays_on_one_line() -> None:
    assert safe_line("a\n\nb\tc\x1b[2J") == "a b c"


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        pytest.param("ls\x1b[2K\rrm -rf ~", "ls<U+001B>[2K<U+000D>rm -rf ~", id="control bytes"),
        pytest.param("ls\nrm x\ty", "ls<U+000A>rm x<U+0009>y", id="newline and tab"),
        pytest.param("cat \u202efdp.txt", "cat <U+202E>fdp.txt", id="right-to-left override"),
        pytest.param("rm\u200b x", "rm<U+200B> x", id="zero width"),
        pytest.param("ls\u00a0-l", "ls<U+00A0>-l", id="a blank that is none"),
        pytest.param("curl p\u0430ypal.com", "curl p<U+0430>ypal.com", id="a Cyrillic letter in a Latin word"),
        pytest.param("rm \uff0dr", "rm \uff0dr", id="other signs stay"),
        pytest.param("a\u2013b", "a<U+2013>b", id="a dash that is no minus"),
        pytest.param("rm \u201ca b\u201d \u2018c\u2019", "rm <U+201C>a b<U+201D> <U+2018>c<U+2019>",
                     id="quotes that are none"),
        pytest.param("rm \u223c/x \uff0a", "rm <U+223C>/x <U+FF0A>", id="a home and a pattern that are none"),
        pytest.param("rm a\u2024b", "rm a<U+2024>b", id="a dot that is none"),
        pytest.param("ls \u0585k \u04cfs", "ls <U+0585>k <U+04CF>s", id="Armenian and Caucasian letters"),
        pytest.param("\U0001d42b\U0001d426 x", "<U+1D42B><U+1D426> x", id="letters of mathematics"),
        pytest.param("cat don\u2019t.txt 1\u00ba.txt", "cat don\u2019t.txt 1\u00ba.txt", id="an honest apostrophe"),
        pytest.param("cat 报告（终）：1.txt", "cat 报告（终）：1.txt", id="honest wide signs"),
        pytest.param("cat отчёт.txt", "cat отчёт.txt", id="an honest Russian name"),
        pytest.param("cat naïve_日本語.txt", "cat naïve_日本語.txt", id="other honest names"),
        pytest.param("ls" + " " * 5000 + "; rm x", "ls<5000 spaces>; rm x", id="padding"),
        pytest.param("printf 'a\\nb'", "printf 'a\\nb'", id="an escape that was typed"),
    ],
)
def test_a_command_shows_what_it_is(command: str, shown: str) -> None:
    assert visible(command) == shown


@pytest.mark.parametrize(
    ("command", "flags"),
    [("ls -la", 0), ("cat отчёт.txt", 0), ("ls\u200b", 1), ("p\u0430ypal", 1), ("rm \u2019a\u2019", 1),
     ("a" + " " * 20 + "b", 1), ("a\nb", 0)],
)
def test_an_odd_command_is_flagged(command: str, flags: int) -> None:
    assert len(oddities(command)) == flags


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        pytest.param("a\x1b[201~\nrm -rf ~\n", "a\nrm -rf ~\n", id="an end mark inside a paste"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="line ends"),
        pytest.param("a\x00b", "a\ufffdb", id="NUL"),
        pytest.param("\udcff\udcfea", "\ufffd\ufffda", id="a UTF-16 mark read as UTF-8"),
        pytest.param("\ufeffa", "a", id="a byte order mark"),
        pytest.param("x\ud83dy", "x\ufffdy", id="half a character"),
        pytest.param("\x1b[31mred\x1b[0m\x07\x9b1m", "red", id="colours and bells"),
        pytest.param("مرحبا \u202eabc", "مرحبا \u202eabc", id="the words themselves stay"),
    ],
)
def test_input_is_cleaned(pasted: str, kept: str) -> None:
    assert clean_input(pasted) == kept
    assert clean_input(kept) == kept
