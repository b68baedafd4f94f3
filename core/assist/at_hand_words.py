"""What a request points at: "it" and "that file" become names, and "fix the last command" means the one that ran."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from core.assist.references import References
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

    def named(match: re.Match[str]) -> str:
        words = (match["noun"] or match["it"] or match["counted"] or "it").lower()
        if not words.startswith(("that", "this", "the last", "the same")) and _BROUGHT_IN.search(
                request[:match.start()]):
            return match[0]
        found = references.resolve(words, "folder") if re.search("folder|directory", words) else references.resolve(
            words, "file", "folder")
        if found is None:
            return match[0]
        path = Path(found.text)
        shown = str(path.relative_to(folder)) if path.is_relative_to(folder) else found.text
        if match["part"]:
            return f"the {match['part']} of {shlex.quote(shown)}"
        return f"{match['before'] or match['asked'] or ''}{shlex.quote(shown)}"

    return _POINTING.sub(named, request)
