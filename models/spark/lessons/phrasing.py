"""A small grammar that words one request in endless ways, and the roughness of hurried typing.

A pattern is text with:
    [a|b|c]   one of these            (a|b)   one of these, or nothing, half and half
    {x}       the value given as x    <x>     the rule named x, itself a pattern
    <x+ing>   the rule x with its first verb as in "deleting"
    \\         before a sign that is meant as itself
Parts nest. A value is inserted as it is and never roughened.
"""

import random
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

# Values are held between these two while a text is put together, so that typing errors leave them alone.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD = re.compile(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})")
_BLANKS = re.compile(r"  +")
_PLAIN_WORD = re.compile(r"[a-z]{4,}")


class _Choice(NamedTuple):
    options: tuple["_Sequence", ...]


class _Value(NamedTuple):
    name: str


class _Rule(NamedTuple):
    name: str


_Part = str | _Choice | _Value | _Rule
_Sequence = tuple[_Part, ...]
_NO_RULES: Mapping[str, str] = {}


class BadPattern(ValueError):
    """A pattern with a bracket that does not close, or a name nobody gave."""


def fill(pattern: str, rng: random.Random, rules: Mapping[str, str] = _NO_RULES, /, **values: object) -> str:
    """Word the pattern once, clean: no typing errors."""
    return _tidy(_word(pattern, rng, rules, values)).replace(_OPEN, "").replace(_CLOSE, "")


def ask(pattern: str, rng: random.Random, rules: Mapping[str, str] = _NO_RULES, /, **values: object) -> str:
    """Word the pattern once, as typed by somebody in a hurry now and then; values stay exact."""
    return _roughen(_tidy(_word(pattern, rng, rules, values)), rng)


def rough(text: str, rng: random.Random, keep: tuple[str, ...] = ()) -> str:
    """Type a clean text as people do; the parts in `keep`, and all with digits or signs, stay exact."""
    for part in sorted(keep, key=len, reverse=True):
        if part and part in text:
            pieces = _HELD.split(text)
            held = _OPEN + part + _CLOSE
            text = "".join(p if p.startswith(_OPEN) else p.replace(part, held) for p in pieces)
    return _roughen(text, rng)


def _word(pattern: str, rng: random.Random, rules: Mapping[str, str], values: Mapping[str, object]) -> str:
    out: list[str] = []
    _expand(_parsed(pattern), rng, rules, values, out)
    return "".join(out)


def _expand(
    sequence: _Sequence,
    rng: random.Random,
    rules: Mapping[str, str],
    values: Mapping[str, object],
    out: list[str],
) -> None:
    for part in sequence:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, _Choice):
            options = part.options
            _expand(options[int(rng.random() * len(options))], rng, rules, values, out)
        elif isinstance(part, _Value):
            if part.name not in values:
                raise BadPattern(f"no value given for {{{part.name}}}")
            out.append(f"{_OPEN}{values[part.name]}{_CLOSE}")
        else:
            name = part.name.removesuffix("+ing")
            if name not in rules:
                raise BadPattern(f"no rule named <{name}>")
            start = len(out)
            _expand(_parsed(rules[name]), rng, rules, values, out)
            if name != part.name:
                out[start:] = [_ing("".join(out[start:]).lstrip())]


@lru_cache(maxsize=20_000)
def _parsed(pattern: str) -> _Sequence:
    sequence, end = _parse_sequence(pattern, 0, "")
    if end != len(pattern):
        raise BadPattern(f"{pattern!r}: '{pattern[end]}' at {end} closes nothing")
    return sequence


def _parse_sequence(pattern: str, at: int, closing: str) -> tuple[_Sequence, int]:
    parts: list[_Part] = []
    text = ""
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\" and at + 1 < len(pattern):
            text, at = text + pattern[at + 1], at + 2
        elif sign in "[({<":
            if text:
                parts.append(text)
                text = ""
            part, at = _parse_part(pattern, at)
            parts.append(part)
        elif sign in ("])" if not closing else "|" + closing):
            break
        else:
            text, at = text + sign, at + 1
    if text:
        parts.append(text)
    return tuple(parts), at


def _parse_part(pattern: str, at: int) -> tuple[_Part, int]:
    sign = pattern[at]
    if sign in "{<":
        end = pattern.find("}" if sign == "{" else ">", at)
        if end < 0:
            raise BadPattern(f"{pattern!r}: '{sign}' at {at} is not closed")
        name = pattern[at + 1 : end]
        return (_Value(name) if sign == "{" else _Rule(name)), end + 1
    closing = "]" if sign == "[" else ")"
    options: list[_Sequence] = []
    start = at
    while True:
        option, at = _parse_sequence(pattern, at + 1, closing)
        options.append(option)
        if at >= len(pattern):
            raise BadPattern(f"{pattern!r}: '{sign}' at {start} is not closed")
        if pattern[at] == closing:
            break
    if sign == "(":
        options += [()] * len(options)
    return _Choice(tuple(options)), at + 1


def _ing(text: str) -> str:
    """Turn "delete the file" into "deleting the file"; what is no known kind of verb stays."""
    verb, blank, rest = text.partition(" ")
    if verb in _NO_VERBS or not verb.isalpha() or not verb.islower():
        return text
    if verb in _DOUBLED:
        verb += verb[-1]
    elif verb.endswith("e") and not verb.endswith(("ee", "oe")):
        verb = verb[:-1]
    return f"{verb}ing{blank}{rest}"


def _tidy(text: str) -> str:
    text = _BLANKS.sub(" ", text).strip()
    return text.replace(" ,", ",").replace(" ?", "?").replace(" 'd ", "'d ")


def _roughen(text: str, rng: random.Random) -> str:
    if rng.random() < 0.10:
        text = _outside_held(text, _drop_articles)
    if rng.random() < 0.11:
        text = _typo_somewhere(text, rng)
    style = rng.random()
    if style < 0.40 and text[:1].islower():
        text = text[0].upper() + text[1:]
    elif style > 0.992:
        text = _outside_held(text, str.upper)
    if rng.random() < 0.15:
        text = _outside_held(text, lambda part: part.replace("'", ""))
    if text.endswith("?"):
        text = text[:-1] if rng.random() < 0.5 else text
    elif text[-1:] not in "!.," and not text.endswith(_CLOSE) and rng.random() < 0.12:
        text += rng.choice((".", ".", ".", "!", " :)", "..", "?"))
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def _outside_held(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if part.startswith(_OPEN) else change(part) for part in _HELD.split(text))


def _typo_somewhere(text: str, rng: random.Random) -> str:
    parts = _HELD.split(text)
    free = [at for at, part in enumerate(parts) if not part.startswith(_OPEN)]
    at = rng.choice(free)
    parts[at] = _typo(parts[at], rng)
    return "".join(parts)


def _drop_articles(part: str) -> str:
    return _BLANKS.sub(" ", re.sub(r"\b(the|a|an) ", "", part))


def _typo(part: str, rng: random.Random) -> str:
    """Damage one plain word of four letters or more: swap, drop, double or slip to the next key."""
    found = [m for m in _PLAIN_WORD.finditer(part) if _stands_alone(part, m)]
    if not found:
        return part
    start, end = rng.choice(found).span()
    at = rng.randrange(start + 1, end - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return part[:at] + part[at + 1] + part[at] + part[at + 2 :]
    if kind == 1:
        return part[:at] + part[at + 1 :]
    if kind == 2:
        return part[:at] + part[at] + part[at:]
    return part[:at] + rng.choice(_NEIGHBOURS.get(part[at], part[at])) + part[at + 1 :]


def _stands_alone(part: str, found: re.Match[str]) -> bool:
    before = part[found.start() - 1 : found.start()]
    after = part[found.end() : found.end() + 1]
    return before in ("", " ") and after in ("", " ", "?", ",", "!")


_DOUBLED_TEXT = """
get put cut set run let zip unzip tar untar gzip gunzip grep scan drop stop swap stat hit bin tag dig rip strip trim
plan quit shut spot submit commit uncommit grab scrap begin wrap
"""
_DOUBLED = frozenset(_DOUBLED_TEXT.split())
_NO_VERBS_TEXT = """
in inside rm mv cp ls cat cd mkdir rmdir ln wc du df chmod chown ps pwd dir the a an also all recursively only just from
under here where what which how who when whether every everything please pls md awk sed tac less tail head apt npm pip
git i of for it this that its no not at on to both sudo
"""
_NO_VERBS = frozenset(_NO_VERBS_TEXT.split())
_NEIGHBOURS = {
    "a": "sq",
    "b": "vn",
    "c": "xv",
    "d": "sf",
    "e": "wr",
    "f": "dg",
    "g": "fh",
    "h": "gj",
    "i": "uo",
    "j": "hk",
    "k": "jl",
    "l": "k",
    "m": "n",
    "n": "bm",
    "o": "ip",
    "p": "o",
    "q": "wa",
    "r": "et",
    "s": "ad",
    "t": "ry",
    "u": "yi",
    "v": "cb",
    "w": "qe",
    "x": "zc",
    "y": "tu",
    "z": "xs",
}
