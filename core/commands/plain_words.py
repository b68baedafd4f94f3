"""Everyday sentences that mean a command exactly: what was asked before, facts about oneself, what is at hand.

Only a whole sentence of these forms is one; a blank or ? in front still asks the model. Pure, as routing is.
"""

from __future__ import annotations

import re
from typing import Any

LINE_CHARACTERS_MAX = 400
# A word that is plainly a file's name: with a folder, with a short ending, or a name that files have without one.
_FILE_NAME = (r"(?:[\w.~-]*/[\w./~-]*\w/?|[\w-][\w.-]*\.[a-z][a-z0-9]{0,7}|\.[a-z][\w.-]+"
             r"|makefile|dockerfile|readme|licen[sc]e|changelog|vagrantfile|justfile|procfile|gemfile)")
_PRONOUN = r"(?:it|that|this|(?:that|this) one)"
_ASK = r"(?:(?:please|can you|could you|would you|now|ok|okay|and|then|hey)[, ]+)*"
_END = r"(?:,? (?:please|now|for me))*[ .!]*"
_OTHER = r"the (?:other|previous) (?:one|file|folder)"
_LAST = r"(?:last |previous |same )?"

_ASKED = (r"(?:what (?:did|have) i (?:ask(?:ed)?|sa(?:y|id)|typed?|want(?:ed)? to know)(?: you)?"
          r"|(?:when|where) did i (?:ask|say something|type something|talk)(?: you)?"
          r"|(?:did i|have i) (?:ever |already )?ask(?:ed)?(?: you)?(?: anything| something)?)")
_ABOUT = (r" (?:about|regarding|concerning) (?:(?:the|my|our|this|that|a|an) )?"
          r"(.{2,80}?)(?: (?:before|earlier|lately|last time|yesterday|today|last week))?\??")
_ASKED_LAST = (r"(?:what (?:did|have) i (?:just )?ask(?:ed)?(?: you)?(?: before| earlier| last| so far)?"
               r"|what (?:was|is) my last question|what were my last questions)\??")
_KNOWN = (r"(?:what (?:do|did|have) you (?:remember(?:ed)?|know|stored|saved|noted) (?:about|of) me"
          r"|what (?:do|have) you remember(?:ed)?|what is in your memory)\??")
_REMEMBER = r"(?:please |can you |could you )*(?:remember|memori[sz]e|don't forget)"
# "remember that time we met?" asks for nothing to be kept.
_NO_FACT = r"(?!(?:time|day|night|one|movie|film|song|guy|girl|man|woman|show|game|book|episode|scene)\b)"
_OF_ME = r"(?=(?:i|i'm|i've|i'd|my|we|our|to (?:always|never))\b)"
# "my name is not important" and "call me later" tell no name.
_NO_NAME = (r"(?!(?:not|no|an?|the|what|so|very|too|hard|difficult|on|in|at|by|for|from|if|when|as|unknown|hidden"
            r"|missing|wrong|spelled|written|pronounced|secret|later|maybe|back|crazy|tomorrow|tonight|now|soon|again"
            r"|up|out|over|once|stupid|old|names|anytime|after|before|anything|whatever)\b)")
_NAME = rf"{_NO_NAME}[^\W\d_][\w.'-]*(?: (?!please\b)[^\W\d_][\w.'-]*){{0,2}}"
_MY = r"((?:what(?:'s| is) my|do you (?:know|remember) my) [\w -]{2,40}?|who am i)\??"
_NOT_THAT = r"(?:no|nope|sorry|oops|wait|not (?:that|it)(?: one)?)[,.:! ]+(?:no[,.:! ]+)?"
_MEANT = rf"(?:the (?:file|folder) )?({_FILE_NAME}|{_OTHER})"
_EXPLAIN = (rf"{_ASK}(?:explain(?: to me)?|tell me)(?: what)? (?:the|that|this|my) {_LAST}command(?: does| means| did)?"
            rf"|what (?:does|did|was) (?:the|that|this|my) {_LAST}command(?: do| mean)?\??")
_AGAIN = (rf"{_ASK}(?:run|do|execute|try) (?:{_PRONOUN}|(?:the|that) {_LAST}(?:command|thing))"
          rf" (?:again|once more|one more time)|again|once more"
          rf"|(?:re-?run|repeat|redo) (?:{_PRONOUN}|(?:the|that) {_LAST}command)")

# Each form: the command it means, what that is always called with, and the argument that the words give. A "?" says
# that the words may be empty.
_FORMS: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    (_ASKED + _ABOUT, "history search", {"asked": True}, "words"),
    (_ASKED_LAST, "history search", {"asked": True}, ""),
    (_KNOWN, "memory", {}, ""),
    (rf"{_REMEMBER},?(?: that|:) {_NO_FACT}(.{{3,300}}[^?])", "memory add", {}, "fact"),
    (rf"{_REMEMBER} {_OF_ME}(.{{3,300}}[^?])", "memory add", {}, "fact"),
    (rf"(?:hi|hello|hey)?[,. ]*(?:from now on,? )?(?:please )?(call me {_NAME}|my name is {_NAME})", "memory add", {},
     "fact"),
    (rf"(?:please )?forget (?:that |about )?(my name|{_OF_ME}.{{3,300}}[^?])", "memory forget", {}, "which"),
    (_MY, "memory ask", {}, "question"),
    (rf"{_NOT_THAT}(?:i (?:meant|mean) )?{_MEANT}", "context use", {}, "which"),
    (rf"i (?:meant|mean) {_MEANT}", "context use", {}, "which"),
    (_EXPLAIN, "explain last", {}, "which?"),
    (_AGAIN, "run again", {}, "which?"),
    (rf"{_ASK}undo (?:it|that|this)", "undo", {}, ""),
)
_PATTERNS = tuple((re.compile(f"(?:{form}){_END}", re.IGNORECASE), command, fixed, argument)
                  for form, command, fixed, argument in _FORMS)


class Said(str):
    """Words of a sentence that means a command; `line` is the sentence, for where it turns out to be for the model."""

    __slots__ = ("line",)
    line: str


def plain_request(text: str) -> tuple[str, dict[str, Any]] | None:
    """Return the command that a sentence means, and what it is called with; None where it is for the model."""
    if len(text) > LINE_CHARACTERS_MAX or "\n" in text:
        return None
    line = " ".join(text.split()).replace("\u2019", "'")
    for pattern, command, fixed, argument in _PATTERNS:
        match = pattern.fullmatch(line)
        if match:
            said = Said(next((group for group in match.groups() if group), ""))
            said.line = text
            named = {argument.rstrip("?"): said} if argument else {}
            return command, {**fixed, **named}
    return None
