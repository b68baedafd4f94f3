"""Text that attacks a terminal, for tests: every kind of sequence, whole, unterminated, nested and mixed with prose."""

from __future__ import annotations

import random
import re

# What must never reach a terminal from text that we did not write.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

SEQUENCES = (
    "\x1b[31m", "\x1b[2J", "\x1b[H", "\x1b[?1049h", "\x1b[6n", "\x1b[1;31;40m", "\x1b[>c", "\x1b[20~", "\x1b[3;4r",
    "\x1b]0;title\x07", "\x1b]52;c;ZXZpbA==\x07", "\x1b]52;c;ZXZpbA==\x1b\\", "\x1b]8;;http://evil.example\x1b\\",
    "\x1bP1$r\x1b\\", "\x1bPq#0;2\x1b\\", "\x1b_Gf=24;AAAA\x1b\\", "\x1b^private\x1b\\", "\x1bXstart\x1b\\",
    "\x9b31m", "\x9d0;title\x9c", "\x9d0;title\x07", "\x90q\x9c", "\x98x\x9c", "\x9ey\x9c", "\x9fz\x9c", "\x85", "\x84",
    "\x1bc",
    "\x1b7", "\x1b(0", "\x1b#8", "\x1b%G", "\x1b ", "\x07", "\x08\x08\x08", "\r", "\x0b", "\x0c", "\x00", "\x7f",
    "\x1b[", "\x1b]", "\x1bP", "\x1b", "\x9b", "\x9d", "\x1b[12;", "\x1b]0;open", "\x1b_open", "\x1b\x1b[31m",
    "\x1b]0;a\x1b]0;b\x07",
    "\x1b[31\x1b[32m", "\x1b]8;;x\x18", "\u202e", "\u2066", "\u2069", "\u202a", "\udce9", "\udcff",
    "\u2028", "\U000e0041", "[/red]", "[link=http://x]", "[bold]", "[/]", "]8;;", "**", "`", "```\n", "| a |", "\n> ",
)


def hostile_text(seed: int) -> tuple[str, list[str]]:
    """Return an attack and the words in it that a person must still be able to read, in order."""
    chance = random.Random(seed)
    words = [f"word{seed}x{number}" for number in range(chance.randint(1, 4))]
    pieces = []
    for word in words:
        pieces += [*(chance.choice(SEQUENCES) for _ in range(chance.randint(0, 3))), "\n", word, " "]
    pieces.append(chance.choice(SEQUENCES))
    return "".join(pieces), words


def split_at_random(text: str, seed: int) -> list[str]:
    """Cut a text into chunks as a stream would."""
    chance = random.Random(seed)
    chunks, at = [], 0
    while at < len(text):
        size = chance.randint(1, 7)
        chunks.append(text[at : at + size])
        at += size
    return chunks


def missing(words: list[str], shown: str) -> set[str]:
    """Return the words of hostile texts that cannot be read in what is shown."""
    return set(words) - set(re.findall(r"word\d+x\d+", shown))
