"""How much harm a shell command can do: read-only only when every part is known to be; rules can only raise it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.assist.harmful import INTERPRETERS, Reason, program, reasons, redirect_reasons, usual
from core.assist.harmless import why_not_read_only
from core.assist.shell_tree import Simple, Tree, Word, parse
from core.assist.ways_round import ways_round
from core.assist.wrappers import SHELLS, possible, texts, wrapped
from core.words.safe_text import oddities
from core.words.values import Risk

_NESTING_MAX = 4
_REASONS_MAX = 8
_WEIGHT = {Risk.READ_ONLY: 0, Risk.CHANGES: 1, Risk.DANGEROUS: 2}
_CONSTRUCTS = {
    "command_substitution": "runs a command to make up its words", "process_substitution": "runs a command as a file",
    "heredoc_redirect": "feeds in a text", "herestring_redirect": "feeds in a text", "&": "leaves something running",
    "function_definition": "defines a command of its own", "subshell": "runs a group of commands",
    "declaration_command": "sets variables", "variable_assignment": "sets variables",
    "unset_command": "unsets variables",
    "for_statement": "repeats commands", "while_statement": "repeats commands", "if_statement": "runs by a condition",
    "case_statement": "runs by a condition", "compound_statement": "runs a group of commands",
    "ansi_c_string": "writes letters as codes"}
# In text that cannot be parsed, a name alone raises the alarm.
_ALARMING = re.compile(r"\b(rm|dd|mkfs\w*|shred|sudo|shutdown|reboot|eval|chmod|chown|curl|wget|nc|crontab|kill\w*|"
                       r"fdisk|truncate|base64|exec|python\d?|perl|sh|bash|mv|git)\b|/dev/|>\s*/|:\(\)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The risk, and why, most serious first."""

    risk: Risk
    reasons: tuple[str, ...]


def judge(command: str) -> Verdict:
    """Say how much harm a command can do, and why. Reads the text only; runs and opens nothing."""
    found = sorted(_judged(command, 0), key=lambda reason: -_WEIGHT[reason.risk])
    worst = found[0].risk if found else Risk.READ_ONLY
    return Verdict(worst, tuple(dict.fromkeys(reason.text for reason in found))[:_REASONS_MAX])


def _judged(command: str, depth: int) -> Iterator[Reason]:
    for oddity in oddities(command):
        yield Reason(Risk.CHANGES, oddity)
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", command):
        yield Reason(Risk.CHANGES, "holds control characters")
    tree = parse(command)
    if not tree.readable:
        yield Reason(Risk.DANGEROUS if _ALARMING.search(command) else Risk.CHANGES, "cannot be read as a shell command")
    yield from _constructed(command, tree)
    for redirect in tree.redirects:
        yield from redirect_reasons(redirect)
    for simple in tree.simples:
        given = list(_every(simple, depth))
        doubt = why_not_read_only(simple)
        if doubt and not given:
            given.append(usual(simple) or Reason(Risk.CHANGES, doubt))
        yield from given


def _constructed(command: str, tree: Tree) -> Iterator[Reason]:
    """What a command's form alone says: anything beyond words, quotes, pipes and lists is not certain to only read."""
    known = [_CONSTRUCTS[construct] for construct in sorted(tree.constructs) if construct in _CONSTRUCTS]
    if tree.constructs - {"ERROR"}:
        for text in known or ["is more than plain words and pipes"]:
            yield Reason(Risk.CHANGES, text)
    if "function_definition" in tree.constructs and "&" in tree.constructs:
        yield Reason(Risk.DANGEROUS, "can multiply without end")
    names = [word.words[0].text for word in tree.simples if word.words]
    downloads = {"curl", "wget", "fetch", "aria2c"} & {program(name) for name in names}
    runs = (INTERPRETERS | {"eval", "source", "."}) & {program(name) for name in names}
    if (downloads or re.search(r"\bgit\s+clone\b", command)) and (runs or any("./" in name for name in names)):
        yield Reason(Risk.DANGEROUS, "runs what it fetches from the network")


def _every(simple: Simple, depth: int) -> Iterator[Reason]:
    """The causes for care in a command, in the command it runs, and in the texts it gives to a shell."""
    yield from reasons(simple)
    yield from ways_round(simple)
    if not simple.words or not simple.words[0].literal:
        return
    name = program(simple.words[0].text)
    inner = tuple(wrapped(name, simple.words))
    if inner and depth < _NESTING_MAX:
        unknown = name in ("xargs", "parallel")
        if unknown:
            inner = (*inner, Word("", False, False, ""))
        set_before = tuple(word.text for word in simple.words[1:len(simple.words) - len(inner)]
                           if re.match(r"\w+=", word.text))
        nested = Simple(inner, set_before, (), simple.piped and not unknown, "", simple.fed)
        ordinary = usual(nested)
        if ordinary:
            yield ordinary
        yield from _every(nested, depth + 1)
    if depth < _NESTING_MAX:
        for words in possible(name, simple.words):
            yield from (reason for reason in _every(Simple(words, (), (), simple.piped, "", simple.fed), depth + 2)
                        if reason.risk is Risk.DANGEROUS)
    fed = [word.text for word in simple.fed] if name in SHELLS | {"source", "."} else []
    for text in (*texts(name, simple.words), *fed):
        if depth < _NESTING_MAX:
            yield from _judged(text, depth + 1)
        else:
            yield Reason(Risk.DANGEROUS, "hides a command in a command too deeply")
