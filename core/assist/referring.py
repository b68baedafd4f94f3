"""Which questions speak of something at hand: whole ones of a few forms, so that ordinary talk drags nothing in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

QUESTION_CHARACTERS_MAX = 300
PRONOUN = r"(?:it|this|that|this one|that one)"
_SORT = r"(?:last |previous |python |bash |shell |javascript |json |text |csv |log |config |same )?"
_NAMED = r"[\w~-][\w./~-]*\.[a-z][a-z0-9]{0,5}"
_FILE = rf"(?:(?:the|this|that|my) {_SORT}(?:file|script|program|code|source|document)|{_NAMED})"
_RUN = r"(?:(?:the|that|this|my) (?:last |previous )?command)"
_WROTE = (r"(?:(?:the|that|this) (?:last |command's )?(?:output|result|error message|errors?|message|traceback"
          r"|warnings?|failure)"
          r"|what (?:it|that) (?:printed|said|wrote))")
# What was at hand at any time in the session; all other words mean only what came after the last answer.
_LASTING = re.compile(rf".*\b(?:file|document|output|traceback|command)|{_NAMED}", re.IGNORECASE)

_MAY_POINT = re.compile(
    r"\b(?:it|this|that|why|wrong|happened|file|script|program|code|source|document|command|output|results?|errors?"
    r"|message|traceback|warnings?|failure)\b|\w\.[a-z]", re.IGNORECASE)
_LEAD = (r"(?:(?:please|can you|could you|would you|will you|now|then|ok|okay|so|and|also|hey|just|well|lucifer)[, ]+)*"
         r"(?:(?:help me(?: to)?|i want you to|i need you to|try to) )?")
_TAIL = (r"(?:[, ]+(?:please|for me|to me|briefly|shortly|again|now|then|exactly|in detail|step by step|line by line"
         r"|thanks"
         r"|in (?:one|two|three|a few|simple|plain|short) (?:sentences?|words?|lines?|terms|english)|if you can|in "
         r"\w+ish"
         r"|in german|in french))*[ ?!.]*")
_WRONG = (r"(?:(?:syntax |first |last |other |main |remaining |obvious |possible |indentation |type )?(?:error|bug"
          r"|problem"
          r"|mistake|typo|issue|fault|warning|flaw|exception|security hole|race condition|memory leak)s?)")
_PART = (r"(?:functions?|class(?:es)?|methods?|imports?|loops?|comments?|docstrings?|tests?|names?|variables?|types?"
         r"|headers?"
         r"|columns?|lines?|words?|todos?|keys?|values?|entries|sections?|dependencies|secrets?|licen[sc]e)")
_ACT = (r"(?:fix|repair|correct|debug|explain|describe|summari[sz]e|sum up|review|improve|refactor|simplify|shorten"
        r"|clean up"
        r"|tidy up|optimi[sz]e|speed up|rewrite|reformat|format|comment|document|translate|convert|port|proofread"
        r"|analy[sz]e"
        r"|annotate|lint|check|update|extend|polish|moderni[sz]e|break down|go through|look at|look over|read|tldr)")
_FAILS = (r"(?:fail(?:ed|ing|s)?|crash(?:ed|ing|es)?|work(?:ed|ing|s)?|run(?:ning|s)?|start(?:ed|ing|s)?|compil(?:e"
          r"|ed|ing)"
          r"|stop(?:ped)?|hang(?:ing|s)?|exit(?:ed|ing|s)?|break|broken|go wrong|time out|return \w+|print \w+|wrong"
          r"|so slow|slow)")
_WITH = r"(?: (?:to|into|in|so that|using|with|without|for|like|by) .{1,120})?"
_WRITTEN = (r"(?:tests?|test cases?|summary|docs?|documentation|docstrings?|comments?|readme|help text|title|review"
            r"|overview"
            r"|outline|explanation|list of \w+)")
_CHANGED = (r"(?:faster|shorter|simpler|cleaner|safer|readable|robust|work|pythonic|idiomatic|efficient|portable"
            r"|compact"
            r"|executable|a (?:function|class|script|module|one-liner|loop))")
_QUALITY = (r"(?:correct|right|valid|safe|ok|okay|good|any good|well written|efficient|complete|broken|secure|idiomatic"
            r"|valid \w+|good \w+|finished|up to date|too long)")

# <i> is a file or "it", <f> a file by a noun or its name, <r> a command, <w> what a command wrote.
_ABOUT_FILES = (
    rf"{_ACT}(?: all)?(?: (?:the|any|every|its))? {_WRONG} (?:in|of|from|with) <i>",
    rf"(?:find|spot|show me|point out|list|tell me|count|look for|search for) (?:(?:the|any|all|every|what|all the) )?"
    rf"(?:{_WRONG}|{_PART}|is wrong) (?:in|of|from|with) <i>",
    rf"{_ACT} <i>{_WITH}",
    rf"(?:make|turn|change) <i> (?:(?:to|into|more|less|a bit|much) )*{_CHANGED}",
    rf"add (?:(?:an?|some|more|the) )?(?:error handling|type hints|logging|{_PART}|a shebang|a main function) to <i>",
    rf"(?:write|create|generate|give me|draft|suggest) (?:(?:me|an?|some|the|unit|short|quick|better) )*{_WRITTEN} "
    rf"(?:for|of) <i>",
    rf"(?:remove|delete|strip|drop|take out|replace|rename) (?:all |the |all the |every |any )?(?:unused )?{_PART} "
    rf"(?:in|from|of) <f>",
    r"what (?:does|do|would|will) <i> (?:do|contain|return|print|import|mean)",
    rf"what(?:'s| is| are)(?: the| missing| bad| good)? (?:{_WRONG}|{_PART}|purpose|point|idea|meaning|wrong|matter"
    rf"|inside|about)?"
    r" ?(?:in|of|with|from|about) <i>",
    r"what(?:'s| is) (?:in|inside) <i>", r"what(?:'s| is) <i> (?:for|doing|supposed to do|good for|written in)",
    r"(?:what|which) (?:language|format|kind of (?:file|script|program|code)) is <i>(?: (?:in|written in))?",
    rf"(?:is|are) there (?:an?|any|some|still (?:an?|any)) (?:{_WRONG}|{_PART}) in <i>",
    rf"(?:does|do) <i> (?:have|contain) (?:an?|any|some) {_WRONG}",
    rf"where (?:is|are) the (?:{_WRONG}|{_PART}) in <i>",
    rf"how many {_PART} (?:are|does)(?: there)? (?:in )?<i>(?: have| contain)?",
    r"how (?:does|do|would|should) <i> work",
    r"how (?:can|could|do|would|should) (?:i|we|you|one) (?:fix|improve|run|use|test|speed up|simplify|shorten|call"
    r"|debug"
    rf"|refactor|optimi[sz]e|extend|change|rewrite|make) <i>(?: {_CHANGED})?",
    rf"is <f> {_QUALITY}",
    r"(?:talk|walk) me through <i>|tell me (?:what is in|what's in|what is wrong with) <i>|tell me what <i> does",
    rf"tell me about <f>|(?:any )?improvements? for <i>|why (?:does|is|doesn't|does not|won't|isn't|is not) <f> "
    rf"(?:not )?{_FAILS}",
)
_ABOUT_OUTPUT = (
    rf"why (?:does|did|do|is|was|doesn't|does not|didn't|did not|won't|isn't|is not|wasn't) (?:<r>|<p>) (?:not "
    rf")?{_FAILS}",
    rf"{_ACT} <w>(?: (?:into|with|for|like) .{{1,120}})?", rf"{_ACT} <r>",
    r"what (?:does|do|did|is|was|are|were) <w>(?: (?:mean|say|about|for|tell me|tell us))?(?: here)?",
    r"how (?:do|can|could|should|would) (?:i|we|you) (?:fix|solve|avoid|repair|get rid of|get around) (?:<w>|<r>|<p>)",
    r"(?:what (?:did|does)|tell me what) (?:<r>|<p>) (?:print|printed|say|said|output|write|wrote|change|changed)",
    r".{3,150} (?:in|from|of) (?:the|that) (?:last )?output", r"(?:in|from) (?:the|that) (?:last )?output,? .{3,200}",
)
# Said of a command only when it has failed.
_ABOUT_FAILURES = (
    r"what (?:went|goes|is|was) wrong(?: (?:there|here|with (?:<r>|<p>)))?|what's wrong|what happened(?: there| "
    r"here)?|why\?|why not\?",
    rf"fix (?:the|that|this) {_WRONG}|fix <p>")


@dataclass(frozen=True, slots=True)
class Referring:
    """What a question speaks of: `words` are those that point, `lasting` says that they reach past the last answer."""

    kind: Literal["file", "output", "failure"]
    words: str
    lasting: bool


def referring(question: str) -> tuple[Referring, ...]:
    """Return the ways in which a question can be meant, the likeliest first; most questions point at nothing."""
    line = " ".join(question.split()).replace("\u2019", "'")
    if len(line) > QUESTION_CHARACTERS_MAX or _MAY_POINT.search(line) is None:
        return ()
    found = []
    for kind, patterns in _patterns():
        for pattern in patterns:
            match = pattern.fullmatch(line)
            if match:
                words = next((group for group in match.groups() if group), "")
                found.append(Referring(kind, words, bool(_LASTING.fullmatch(words or line))))
                break
    return tuple(found)


def _pattern(form: str) -> re.Pattern[str]:
    """Put the words that point in the place of their signs; they are the only groups there are."""
    signs = {"<i>": rf"{PRONOUN}|{_FILE}", "<f>": _FILE, "<r>": _RUN, "<w>": _WROTE, "<p>": PRONOUN}
    for sign, words in signs.items():
        form = form.replace(sign, f"({words})")
    return re.compile(f"{_LEAD}(?:{form}){_TAIL}", re.IGNORECASE)


@cache
def _patterns() -> tuple[tuple[Literal["file", "output", "failure"], tuple[re.Pattern[str], ...]], ...]:
    """Return all the forms, made when a line first holds a word that may point: that takes a while."""
    return (("failure", tuple(map(_pattern, _ABOUT_FAILURES))), ("output", tuple(map(_pattern, _ABOUT_OUTPUT))),
            ("file", tuple(map(_pattern, _ABOUT_FILES))))
