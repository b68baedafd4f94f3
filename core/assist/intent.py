"""Whether a line asks for something to be done on this machine, or talks: a small linear classifier, no model call.

Its weights are learned from the frames in models/router; tests/campaigns/router.py measures it on lines never learned.
"""

from __future__ import annotations

import base64
import re
import zlib
from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from core.assist.intent_weights import KNOWN, SCALE, WEIGHTS

WORDS_MAX = 2_200
PLACES = 1 << 16
# So sure of a request the router must be: taking chat for one is the worse mistake.
_SURE = 1.0
_CHARACTERS_MAX = 600
_TOKENS_MAX = 40


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHORT = dict(pair.split("=") for line in """
    what's=what is|whats=what is|where's=where is|who's=who is|how's=how is|it's=it is|that's=that is|there's=there is
    let's=let us|i'm=i am|im=i am|i'd=i would|i'll=i will|i've=i have|don't=do not|dont=do not|doesn't=does not
    doesnt=does not|didn't=did not|can't=can not|cant=can not|cannot=can not|won't=will not|isn't=is not
    aren't=are not|wasn't=was not|couldn't=could not|shouldn't=should not|pls=please|plz=please|u=you|r=are|ur=your
    gimme=give me|wanna=want to|gonna=going to|lemme=let me|wat=what|wich=which|teh=the|thx=thanks|we're=we are
    you're=you are|they're=they are|he's=he is|she's=she is|dir=directory|dirs=directories|y=why|cuz=because
    kindly=please""".strip().split("\n") for pair in line.strip().split("|"))
_TOKEN = re.compile(
    r"(?P<url>\b(?:https?|ftp)://\S+|\bwww\.\S+)|(?P<quoted>\"[^\"]*\"|(?<![\w])'[^']+'(?!\w)|`[^`]+`)|"
    r"(?P<glob>[\w./~-]*\*[\w.*/-]*)|(?P<path>~?/[\w./~-]*|\.\.?/[\w./~-]*|\w+/[\w./-]+|~)|"
    r"(?P<flag>(?<!\S)--?[a-zA-Z][\w-]*)|"
    r"(?P<file>\b[\w-]+(?:\.[\w-]+)*\.[a-z][a-z0-9]{0,5}\b(?!\.)|(?<!\S)\.[a-z]\w+|\b[\w-]+_[\w-]+\b)|"
    r"(?P<number>\d[\d.,:]*(?P<unit>\s?[kmgt]i?b?\b)?)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<sign>[?!+*=<>|])",
    re.IGNORECASE)
_POLITE = re.compile(
    r"^(?:(?:please|hey|hi|hello|ok|okay|so|now|then|and|also|just|quickly|next|first|kindly|well|go|"
    r"lucifer|spark|again)"
    r"|(?:can|could|would|will|should|must) (?:you|we|u|i)(?: mind(?: to)?| be so kind (?:as to|and|to))?"
    r"|(?:i|we|you)(?: would| really| just| only| am)?(?: want| need| like| wish| have| got| wanting| trying)"
    r"(?: you| u)?"
    r" to|(?:me )?(?:want|need) to|let (?:us|me)|help me(?: to)?|be so kind (?:as to|and)|it is needed to"
    r"|it would be (?:nice|good|great) (?:to|if you)|it would be nice|(?:go|try) (?:and|to)) ")
# Things of the machine: a verb and one of these is a request, the same verb without one often is not.
_THINGS = _set("""
    file files folder folders directory directories subfolder subfolders subdirectory line lines column columns row
    rows branch branches commit commits repo repository process processes program programs port ports disk drive
    memory ram cpu package packages service services server permission permissions archive zip tarball log logs
    symlink symlinks link script image images photo photos picture pictures video videos document documents downloads
    desktop home cache trash user users group path ip address hostname kernel uptime battery partition usb network
    connection connections wifi crontab cron container containers docker environment variable variables checksum size
    sizes space usage machine computer system text txt pdf csv json log html jpg png mp3 readme makefile bytes backup
    tree content contents""")
_HERE = _set("""
    here this my current machine computer system below inside today yesterday now""")
_ASKING = _set("""
    what which who whose where when why how is are was were do does did can could should would will has have may shall
    am""")
# Words by what they do in a sentence: their order says much about lines whose words were never learned.
_CLASSES = {
    **dict.fromkeys(_ASKING, "A"), **dict.fromkeys(_THINGS, "T"),
    **dict.fromkeys(_set("""
        what which who whose where when why"""), "W"), "how": "H", "to": "to", "of": "of", "if": "if",
    **dict.fromkeys(_set("not never no"), "no"), "and": "and", "or": "or", "?": "?", "me": "me",
    **dict.fromkeys(_set("i we"), "I"), **dict.fromkeys(_set("you"), "you"), "it": "it",
    **dict.fromkeys(_set("""
        he she they people nobody everybody one"""), "they"),
    **dict.fromkeys(_set("""
        the a an this that these those my our your their all every each any some"""), "D"),
    **dict.fromkeys(_set("""
        in on at from into below under with without by for about as than inside containing called named over since
        before after between"""), "P"),
    **dict.fromkeys(_set("""
        many much big large long old full heavy"""), "M"),
    **dict.fromkeys(_set("""
        largest biggest newest oldest smallest latest longest last first top most recent hidden empty larger bigger
        older newer duplicate unused free running open"""), "Q"),
    **dict.fromkeys(_set("""
        command way difference meaning example idea tool tips syntax"""), "C"),
    **dict.fromkeys(_set("""
        was were did had went deleted moved renamed crashed broke said told"""), "past"),
    **dict.fromkeys(_set("""
        list show find search look grep locate count delete remove clean clear empty wipe erase create make touch copy
        duplicate move put rename add append insert save replace change give set lock sort print read open view
        display cat tail follow compare diff check test verify compress zip tar pack gzip extract unpack unzip
        decompress archive kill stop start restart reload install uninstall update upgrade download fetch get upload
        ping connect clone pull push commit stage switch merge revert discard stash tag run execute build compile
        split join convert turn resize reverse shuffle number truncate calculate sum encode decode encrypt generate
        mount unmount eject sync schedule reboot shut mirror backup back go take keep strip drop filter flatten group
        measure monitor purge undo unset export import dump"""), "V")}


def wants_command(line: str) -> bool:
    """Say whether a line asks for something to be done on this machine; chat where it is not plain."""
    return score(line) > _SURE


def score(line: str) -> float:
    """Return the logarithm of the odds that a line is a request; text that cannot be one gets a low number."""
    if len(line) > _CHARACTERS_MAX or "\n" in line.strip():
        return -9.0
    weights = _weights()
    return sum(weights[place(feature)] for feature in features(line, _known())) * SCALE


def place(feature: str) -> int:
    """Return where the weight of a feature stands; now and then two share a place."""
    return zlib.crc32(feature.encode()) % PLACES


def read_words(line: str) -> list[str]:
    """Return a line's words in one form: names, paths, numbers and quotes by their kind only."""
    found: list[str] = []
    for match in _TOKEN.finditer(line.lower()):
        kind = match.lastgroup or ""
        if kind == "unit":
            kind = "number"
        if kind in ("word", "sign"):
            found += _SHORT.get(match[0], match[0].removesuffix("'s")).split()
        elif kind == "number":
            found.append("<size>" if match["unit"] else "<number>")
        else:
            found.append(f"<{kind}>")
        if len(found) > _TOKENS_MAX:
            break
    return found[:_TOKENS_MAX]


def features(line: str, known: frozenset[str]) -> set[str]:
    """Return what of a line is weighed. A word that is not known counts as the known one it is a slip away from."""
    asked = line.rstrip(" !.").endswith("?")
    words = [word if word in known or word[0] == "<" else _near(word, known) for word in read_words(line)]
    core = _core(words)
    return {feature for feature in _features(words, core, asked) if feature}


def _features(words: list[str], core: list[str], asked: bool) -> Iterator[str]:
    yield "bias"
    yield f"length:{min(len(words), 8)}"
    yield "asked" if asked else ""
    for word in words:
        yield f"u:{word}"
    for left, right in pairwise(words):
        yield f"b:{left}_{right}"
    for name, part in (("p", words), ("c", core)):
        for length in (1, 2, 3):
            if len(part) >= length:
                yield f"{name}{length}:{'_'.join(part[:length])}"
    if words:
        yield f"z:{words[-1]}"
    yield from _shape(core)
    head = core[0] if core else ""
    rest = core[1:]
    named = any(word[0] == "<" and word not in ("<number>", "<quoted>") for word in rest)
    thing = any(word in _THINGS for word in rest)
    here = any(word in _HERE for word in rest)
    about = f"{'n' if named else ''}{'t' if thing else ''}{'h' if here else ''}"
    yield f"about:{about}"
    yield f"head:{head}+{about}"
    if head in _ASKING:
        yield f"asks:{about}"
        yield f"asks:{head}_{rest[0] if rest else ''}+{about}"
    if "i" in words or "we" in words:
        yield f"person:{about}"


def _shape(core: list[str]) -> Iterator[str]:
    """The order of the kinds of words at the beginning, and what kinds follow the verb."""
    kinds = [_CLASSES.get(word, "X" if word[0] == "<" and word != "<name>" else "o") for word in core]
    for length in (1, 2, 3, 4):
        yield f"s{length}:{'-'.join(kinds[:length])}"
    for left, right in pairwise(kinds[:10]):
        yield f"k:{left}-{right}"
    after = sorted({kind for kind in kinds[1:] if len(kind) == 1} & set("TXQIA"))
    yield f"v:{kinds[0] if kinds else ''}+{''.join(after)}"


def _core(words: list[str]) -> list[str]:
    """Take off what is said out of politeness before the matter itself."""
    text = " ".join(words)
    while True:
        shorter = _POLITE.sub("", text, count=1)
        if shorter == text:
            return text.split()
        text = shorter


@lru_cache(maxsize=1)
def _weights() -> array[int]:
    return array("b", _unpacked(WEIGHTS))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(_unpacked(KNOWN).decode().split())


def _unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b85decode("".join(text.split())))


@lru_cache(maxsize=2)
def _slips(known: frozenset[str]) -> dict[str, str]:
    """Each known word under every form with one letter left out."""
    found: dict[str, str] = {}
    for word in sorted(known, reverse=True):
        if len(word) > 3 and word.isalpha():
            found |= dict.fromkeys(_shortened(word), word)
    return found


def _shortened(word: str) -> list[str]:
    return [word[:at] + word[at + 1:] for at in range(len(word))]


def _near(word: str, known: frozenset[str]) -> str:
    """Return the known word that one slip of the finger away, else a mark that stands for every word not known."""
    if len(word) > 3 and word.isalpha():
        slips = _slips(known)
        for form in (word, *_shortened(word)):
            near = form if form != word and form in known and len(form) > 3 else slips.get(form)
            if near and near[0] == word[0]:
                return near
    return "<name>" if word.isalpha() else "<sign>"
