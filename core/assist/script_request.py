"""Words that ask for a script: what it is to do, in which language, under which name; and a model's answer to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.assist.script_templates import SUFFIXES, chosen_template, language_in
from core.words.safe_text import clean_input

_LANGUAGE = r"python3?|bash|shell|javascript|js|node(?:\.?js)?"
_SIZE = r"small|short|simple|quick|little|new|tiny|basic|complete|working|good|nice|useful|command[- ]line"
_THING = r"script|program|cli|tool|app|utility"
# "write me a small python script that ...": what is asked for stands right behind the verb.
_ASKED = re.compile(rf"(?:me |us )?(?:a |an |some |the |another )?(?:(?:{_SIZE}) )*(?:(?P<language>{_LANGUAGE}) )?"
                    rf"(?:(?:{_SIZE}) )*(?P<thing>{_THING})\b", re.IGNORECASE)
_VERB = re.compile(r"(?:please |can you |could you |i (?:want|need) you to )?"
                   r"(?:write|create|make|generate|build|code|draft)\s+", re.IGNORECASE)
_WANTED = re.compile(r"(?:i need|i want|give me|i'd like)\s+", re.IGNORECASE)
_NAME = re.compile(r"\b(?:called|named|as|in(?:to)?|to)\s+[\"'`]?(?P<name>[\w./-]*\w\.(?:py|sh|js|mjs))\b[\"'`]?",
                   re.IGNORECASE)
_PURPOSE = re.compile(r"\b(?:that|which|to|for)\s+(.*)", re.IGNORECASE | re.DOTALL)
_LITTLE = frozenset(("a", "an", "the", "that", "which", "to", "for", "of", "in", "my", "all", "and", "me", "it", "by",
                     "with", "from", "on", "script", "program", "python", "bash", "javascript", "node", "js", "shell"))
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*([\w+#-]*)[^\n]*\n(.*?)\n {0,3}\1", re.DOTALL | re.MULTILINE)
_NAME_WORDS_MAX = 4


@dataclass(frozen=True, slots=True)
class ScriptRequest:
    """A script that is wanted; `language` and `name` are "" where they were not said."""

    text: str
    language: str
    name: str


def read_request(text: str) -> ScriptRequest:
    """Read a request that is known to be one."""
    text = " ".join(text.split())
    named = _NAME.search(text)
    name = named["name"] if named else ""
    by_name = next((language for language, suffix in SUFFIXES.items() if name.endswith(suffix)), "")
    return ScriptRequest(text, by_name or language_in(text), name)


def asks_for_script(text: str, *, verb: bool = True) -> bool:
    """Say whether a line plainly asks for a script: a language is named with it, or there is a template for it.

    `verb`: the line begins with write, make, create ...; else that has been taken off.
    """
    text = " ".join(text.split())
    if verb:
        begins = _VERB.match(text) or _WANTED.match(text)
        if begins is None:
            return False
        text = text[begins.end():]
    asked = _ASKED.match(text)
    if asked is None or (text.rstrip().endswith("?") and not verb):
        return False
    rest = text[asked.end():]
    if asked["language"]:
        return bool(rest.strip(" .!"))
    # Of words that are also said of plays and parties, only those count that a template or a language explains.
    purpose = _PURPOSE.search(rest) is not None
    return purpose and asked["thing"].lower() in ("script", "program", "tool", "cli") and (
        bool(language_in(rest)) or (asked["thing"].lower() == "script" and chosen_template(rest) is not None))


def default_name(request: ScriptRequest, language: str) -> str:
    """Make a file's name of what a script is to do."""
    purpose = _PURPOSE.search(request.text)
    words = [word for word in re.findall(r"[a-z0-9]+", (purpose[1] if purpose else request.text).lower())
             if word not in _LITTLE][:_NAME_WORDS_MAX]
    return ("_".join(words) or "script") + SUFFIXES[language]


def writing_request(request: ScriptRequest, language: str, name: str) -> str:
    """Write what a model is asked."""
    return (f"Write a {language} script, {name}, that does this: {request.text}\n\n"
            "It stands alone and uses only the standard library of the language. It takes what varies as arguments, "
            "has --help, writes errors to standard error with what to do about them, and ends with a status that is "
            "not 0 when it failed. It asks before it deletes or overwrites anything.\n"
            f"First say in one or two sentences what it will do. Then give the whole file in one ```{language} block.")


def script_in_answer(answer: str, language: str) -> str | None:
    """Return the file that an answer holds: its longest block of code; None where there is none."""
    blocks = [(found[3], found[2].lower()) for found in _FENCE.finditer(answer)]
    own = [body for body, tag in blocks if tag in ("", language, SUFFIXES[language][1:], "sh", "py", "js", "node")]
    body = max(own, key=len, default="")
    return clean_input(body).strip("\n") + "\n" if body.strip() else None
