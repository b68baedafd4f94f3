"""What a request points at: "it" and "the second one" become names; "fix the last command" means the one that ran."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from core.assist.listed import points_into_list
from core.assist.references import Reference, References
from core.assist.referred import is_fresh
from core.words.values import Message

_LAST = re.compile(
    r"(?:(?:please|can you|could you|now|ok|just|well)[, ]+)*(?:fix|correct|repair|mend|redo) "
    r"(?:(?:(?:the|that|my) )?(?:last |previous |failed )*(?:command|command line|call|line)"
    r"|what i (?:just )?(?:ran|typed))"
    r"(?:[, ]+(?:please|for me|again|properly|right))*[ .!]*", re.IGNORECASE)
# Questions about a file that a count or a size answers.
_COUNTS = re.compile(r"(?:(?:please|and|so|now|ok|then)[, ]+)*(?:how (?:many (?P<count>lines|words|characters|letters"
                     r"|bytes|rows|columns|files|folders)|big|large)|what(?:'s| is) its (?:size|length))\b",
                     re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?P<noun>(?:that|this|the last|the same) (?:file|folder|directory|script)|the (?:file|folder|directory|script)"
    r"(?=(?: have| has| contain| hold)?[ ?.!]*$))\b|"
    r"(?P<before>\b(?:of|in|to|on|from|with|into|delete|remove|read|show|open|copy|move|rename|count|sort|compress|zip|"
    r"run|print|compare|unpack|extract|search) )(?P<it>it)\b(?! is\b| was\b)|"
    r"\bits (?P<part>lines|words|characters|letters|bytes|rows|columns|size|length|contents?)\b|"
    r"(?P<asked>\b(?:does|is|has) )(?P<counted>it|this|that)(?= (?:have|contain|hold)\b|[ ?.!]*$)", re.IGNORECASE)

# A request that brings in a thing of its own means that one by "it" and "the file".
_BROUGHT_IN = re.compile(
    r"\b(?:an?|another|any|every|each|some|new|first|\w+est|most \w+) (?:\S+ ){0,2}(?:files?|folders?|director(?:y|ies)"
    r"|dirs?|scripts?|programs?|archives?|documents?|photos?|pictures?|images?|videos?|logs?|backups?|notes?)\b"
    r"|\w\.\w", re.IGNORECASE)
# What a request that brings in several things of its own has before "them".
_OWN_ROWS = re.compile(rf"{_BROUGHT_IN.pattern}|\b(?:and|files|folders|scripts|logs|photos|pictures|duplicates)\b",
                       re.IGNORECASE)
_NAMES_MAX = 12
_ENDS = frozenset(("", "to", "into", "as", "with", "by", "and", "please", "now", "too"))
_SAYS_MORE = frozenset(("of", "in", "from", "under", "that", "which", "on", "for", "who", "i", "you"))


def means_last(request: str) -> bool:
    """Whether a request asks to put the command right that ran last."""
    return _LAST.fullmatch(request.strip()) is not None


def counts(request: str, references: References, folder: Path, turns: Sequence[Message] = ()) -> bool:
    """Whether a question asks for a number or a size of a file at hand: "how many words are in it?".

    What is big may be anything else that was talked of since.
    """
    asked = _COUNTS.match(request)
    if asked is None or spelled_out(request, references, folder) == request:
        return False
    meant = references.last("file", "folder")
    return bool(asked["count"]) or (meant is not None and is_fresh(meant, turns))


def spelled_out(request: str, references: References, folder: Path) -> str:
    """Put the names of files and folders at hand in the place of words that point at them."""
    request = _rows_spelled_out(request, references, folder)

    def named(match: re.Match[str]) -> str:
        words = (match["noun"] or match["it"] or match["counted"] or "it").lower()
        if not words.startswith(("that", "this", "the last", "the same")) and _BROUGHT_IN.search(
                request[:match.start()]):
            return match[0]
        found = references.resolve(words, "folder") if re.search("folder|directory", words) else references.resolve(
            words, "file", "folder")
        if found is None:
            return match[0]
        shown = _named(found, folder)
        if match["part"]:
            return f"the {match['part']} of {shown}"
        return f"{match['before'] or match['asked'] or ''}{shown}"

    return _POINTING.sub(named, request)


def _rows_spelled_out(request: str, references: References, folder: Path) -> str:
    """Put names in the place of "the second one" and "them", where a list was shown and the request has no own."""
    words = list(re.finditer(r"[^\s,;:?!]+", request))
    for count in (4, 3, 2, 1):
        for at in range(1, len(words) - count + 1):
            begin, end = words[at].start(), words[at + count - 1].end()
            said = request[begin:end].lower().rstrip(".")
            after = words[at + count][0].lower() if at + count < len(words) else ""
            if points_into_list(said) and _stands_alone(said, after) and not _OWN_ROWS.search(request[:begin]):
                found = references.resolve_all(said, "file", "folder")
                names = " ".join(_named(one, folder) for one in found)
                return f"{request[:begin]}{names}{request[end:]}" if 0 < len(found) <= _NAMES_MAX else request
    return request


def _stands_alone(said: str, after: str) -> bool:
    """Whether the words are all of what is pointed at: "the first" is not, before "line of it"."""
    nouned = said.split()[-1] in ("one", "ones", "them", "file", "files", "folder", "folders")
    return after not in _SAYS_MORE if nouned else after in _ENDS


def _named(one: Reference, folder: Path) -> str:
    path = Path(one.text)
    return shlex.quote(str(path.relative_to(folder)) if path.is_relative_to(folder) else one.text)
