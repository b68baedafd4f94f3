"""Repairs of JavaScript: what was never closed, names, modules, constants, words of other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.assist.script_error import ScriptError
from core.assist.script_text import (
    OPENING,
    Repair,
    code_end,
    indent_of,
    inserted,
    line_of,
    listed,
    masked,
    replaced_word,
    translated,
    unpaired,
    with_line,
    with_line_before,
)
from core.words.spelling import nearest

_MODULES = listed(
    "assert buffer child_process cluster crypto dns events fs http http2 https net os path perf_hooks process "
    "querystring readline stream string_decoder tls url util v8 vm worker_threads zlib")
_RENAMED = {"True": "true", "False": "false", "None": "null", "nil": "null", "NULL": "null", "print": "console.log",
            "println": "console.log", "puts": "console.log", "self": "this", "elif": "else if", "echo": "console.log",
            "len": "", "str": "String", "int": "parseInt"}
_GLOBALS = listed(
    "Array Boolean Buffer Date Error JSON Map Math Number Object Promise Proxy Reflect RegExp Set String Symbol URL "
    "WeakMap clearInterval clearTimeout console decodeURIComponent encodeURIComponent fetch globalThis isFinite "
    "isNaN module parseFloat parseInt process require setInterval setTimeout structuredClone undefined")
_METHODS = listed(
    "at charAt charCodeAt concat endsWith every fill filter find findIndex flat flatMap forEach includes indexOf "
    "join keys lastIndexOf length localeCompare map match matchAll padEnd padStart pop push reduce reduceRight "
    "repeat replace replaceAll reverse search shift slice some sort splice split startsWith substring toFixed "
    "toLowerCase toString toUpperCase trim trimEnd trimStart unshift values entries hasOwnProperty log error warn "
    "info table stringify parse random floor ceil round max min abs sqrt pow readFileSync writeFileSync existsSync "
    "readdirSync statSync mkdirSync then catch finally get set has add delete clear assign freeze isArray from of "
    "now getTime getFullYear")
_FOREIGN = {"append": "push", "strip": "trim", "upper": "toUpperCase", "lower": "toLowerCase", "contains": "includes",
            "len": "length", "size": "length", "extend": "concat", "startswith": "startsWith", "endswith": "endsWith",
            "each": "forEach", "collect": "map", "select": "filter", "add": "push", "puts": "log", "println": "log"}
_WORDS = ((r"\belif\b", "else if", "JavaScript writes else if"), (r"\belse\s*if\b", "else if", "else if is two words"),
          (r"\bdef\s+(?=\w+\s*\()", "function ", "JavaScript writes function"),
          (r"\bfunc(?:tion)?\s+(?=\w+\s*\()", "function ", "JavaScript writes function"),
          (r"\s+and\s+", " && ", "JavaScript writes && for and"), (r"\s+or\s+", " || ", "JavaScript writes || for or"),
          (r"\bnot\s+(?=[\w(])", "!", "JavaScript writes ! for not"),
          (r"\bexcept\b", "catch", "JavaScript writes catch"),
          (r"^(\s*)print\s+(.+?);?$", r"\1console.log(\2);", "JavaScript prints with console.log( )"),
          (r"\bconts\b|\bcosnt\b|\bcons\b", "const", "const is meant"),
          (r"\bfucntion\b|\bfuntion\b|\bfunciton\b", "function", "function is meant"),
          (r"\bretrun\b|\bretunr\b|\breutrn\b", "return", "return is meant"))
_TYPOGRAPHIC = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u200b": "", "–": "-", "—": "-"}


def javascript_repairs(text: str, error: ScriptError) -> Iterator[Repair]:
    """Yield changes that may mend a JavaScript program, the likeliest first."""
    if error.kind == "SyntaxError":
        yield from _modules(text, error)
        yield from _declarations(text, error)
        yield from _awaits(text, error)
        yield from _foreign_words(text, error)
        yield from _brackets(text, error)
        yield from _quotes(text, error)
        yield from _commas(text, error)
        return
    if error.kind == "ReferenceError":
        yield from _modules(text, error)
        yield from _names(text, error)
    elif error.kind == "TypeError":
        yield from _constants(text, error)
        yield from _methods(text, error)


def _names(text: str, error: ScriptError) -> Iterator[Repair]:
    missing = re.search(r"^(\w+) is not defined", error.message)
    if missing is None:
        return
    name, number = missing[1], error.line
    mask = masked(text, "javascript")
    line, hidden = line_of(text, number), line_of(mask, number)
    if name in _MODULES:
        yield _required(text, name)
    meant = _RENAMED.get(name)
    if meant:
        lines = [replaced_word(one, code, name, meant)
                 for one, code in zip(text.split("\n"), mask.split("\n"), strict=True)]
        yield Repair("\n".join(lines), f"JavaScript writes {meant} for {name}")
    if name == "len":
        changed = re.sub(r"\blen\(([\w.]+)\)", r"\1.length", line)
        yield Repair(with_line(text, number, changed), f"line {number}: JavaScript counts with .length")
    known = set(re.findall(r"\b(?:const|let|var|function\*?|class)\s+(\w+)", mask)) | set(
        re.findall(r"[({,]\s*(\w+)\s*(?=[,)}=])", mask))
    for near in dict.fromkeys(filter(None, (nearest(name, known - {name}, cutoff=0.7),
                                            nearest(name, _GLOBALS, cutoff=0.75)))):
        yield Repair(with_line(text, number, replaced_word(line, hidden, name, near)),
                     f"line {number}: there is no {name}; {near} is meant")
    if re.match(rf"\s*(?:for\s*\(\s*)?{name}\s*(?:=(?!=)|in\b|of\b)", hidden):
        at = hidden.index(name)
        yield Repair(with_line(text, number, line[:at] + "let " + line[at:]),
                     f"line {number}: a variable is declared with let")
    if re.search(rf"\b{name}\b(?!\s*[.(\[=])", hidden):
        yield Repair(with_line(text, number, replaced_word(line, hidden, name, f"'{name}'")),
                     f"line {number}: {name} is no variable; as a text it is quoted")


def _required(text: str, name: str) -> Repair:
    """Bring in a module of Node, as this file brings in others."""
    modules = bool(re.search(r"^\s*(?:import|export)\s", text, re.MULTILINE))
    line = f"import {name} from '{name}';" if modules else f"const {name} = require('{name}');"
    lines = text.split("\n")
    place = next((at for at, each in enumerate(lines, 1) if each.strip() and not re.match(
        r"#!|['\"]use strict['\"]|//", each)), 1)
    return Repair(with_line_before(text, place, line), f"{name} is a module of Node and was never required")


def _modules(text: str, error: ScriptError) -> Iterator[Repair]:
    """Bring in modules in the one way that this file may."""
    if "Cannot use import statement" in error.message or "Unexpected token 'export'" in error.message:
        changed = re.sub(r"^(\s*)import\s+(\w+)\s+from\s+(['\"][^'\"]+['\"]);?", r"\1const \2 = require(\3);", text,
                         flags=re.MULTILINE)
        changed = re.sub(r"^(\s*)import\s+\*\s+as\s+(\w+)\s+from\s+(['\"][^'\"]+['\"]);?",
                         r"\1const \2 = require(\3);", changed, flags=re.MULTILINE)
        changed = re.sub(r"^(\s*)import\s+(\{[^}]*\})\s+from\s+(['\"][^'\"]+['\"]);?",
                         lambda match: f"{match[1]}const {match[2].replace(' as ', ': ')} = require({match[3]});",
                         changed, flags=re.MULTILINE)
        changed = re.sub(r"^(\s*)export\s+default\s+", r"\1module.exports = ", changed, flags=re.MULTILINE)
        changed = re.sub(r"^(\s*)export\s+(function|class)\s+(\w+)", r"\1exports.\3 = \3;\n\1\2 \3", changed,
                         flags=re.MULTILINE)
        yield Repair(changed, "this file is no module (.mjs), so it brings in others with require")
    if "require is not defined" in error.message:
        changed = re.sub(r"^(\s*)(?:const|let|var)\s+(\w+|\{[^}]*\})\s*=\s*require\((['\"][^'\"]+['\"])\);?",
                         r"\1import \2 from \3;", text, flags=re.MULTILINE)
        yield Repair(changed, "this file is a module, so it brings in others with import")


def _declarations(text: str, error: ScriptError) -> Iterator[Repair]:
    number = error.line
    line = line_of(text, number)
    if "Missing initializer in const" in error.message:
        yield Repair(with_line(text, number, re.sub(r"\bconst\b", "let", line, count=1)),
                     f"line {number}: const needs a value; let may get one later")
    twice = re.search(r"Identifier '(\w+)' has already been declared", error.message)
    if twice:
        places = [match.start() for match in re.finditer(
            rf"\b(?:const|let|var)\s+(?={twice[1]}\b)", masked(text, "javascript"))]
        if len(places) > 1:
            changed = text[:places[-1]] + re.sub(r"^(?:const|let|var)\s+", "", text[places[-1]:])
            at = text.count("\n", 0, places[-1]) + 1
            changed = re.sub(rf"\bconst(?=\s+{twice[1]}\b)", "let", changed, count=1)
            yield Repair(changed, f"line {at}: {twice[1]} is declared already; here it only gets a new value")


def _awaits(text: str, error: ScriptError) -> Iterator[Repair]:
    if "await is only valid" not in error.message:
        return
    lines = text.split("\n")
    for number in range(min(error.line, len(lines)), 0, -1):
        line = lines[number - 1]
        found = re.search(r"(?<!async )\b(function\b|\([^()]*\)\s*=>|\w+\s*=>)", masked(line, "javascript"))
        if found:
            yield Repair(with_line(text, number, f"{line[:found.start()]}async {line[found.start():]}"),
                         f"line {number}: a function that awaits is async")
            return


def _foreign_words(text: str, error: ScriptError) -> Iterator[Repair]:
    changed = "".join(_TYPOGRAPHIC.get(sign, sign) if hidden != "\x01" else sign
                      for sign, hidden in zip(text, masked(text, "javascript"), strict=True))
    if changed != text:
        yield Repair(changed, "signs from a word processor (“ ” – …) written as those of a keyboard")
    for number in (error.line, error.line - 1):
        line = line_of(text, number)
        new, reasons = translated(line, "javascript", _WORDS)
        if new != line:
            yield Repair(with_line(text, number, new), f"line {number}: {'; '.join(reasons)}")
        bare = re.match(r"(\s*(?:\}\s*else\s+)?(?:if|while))\s+(?!\()(.+?)\s*\{\s*$", new)
        if bare:
            yield Repair(with_line(text, number, f"{bare[1]} ({bare[2]}) {{"),
                         f"line {number}: a condition stands in ( )")


def _brackets(text: str, error: ScriptError) -> Iterator[Repair]:
    mask = masked(text, "javascript")
    lines, hidden = text.split("\n"), mask.split("\n")
    for bracket in unpaired(mask):
        number = bracket.line
        if bracket.sign not in OPENING:
            yield Repair(text[:bracket.at] + text[bracket.at + 1:], f"line {number}: {bracket.sign} closes nothing")
            if bracket.partner:
                right = OPENING[bracket.partner]
                yield Repair(text[:bracket.at] + right + text[bracket.at + 1:],
                             f"line {number}: {bracket.sign} closes what {bracket.partner} opened: it must be {right}")
            continue
        closing = OPENING[bracket.sign]
        reason = f"line {number}: {bracket.sign} was never closed"
        if bracket.sign == "{":
            yield from _closed_block(text, hidden, number, reason)
            continue
        for below in range(number, min(len(lines), number + 12) + 1):
            code = hidden[below - 1]
            end = len(code[:code_end(code)].rstrip("; "))
            for at in dict.fromkeys((len(code[:end].rstrip("{ ")) if code[:end].endswith("{") else end, end)):
                yield Repair(with_line(text, below, inserted(lines[below - 1], at, closing)), reason)
    del error


def _closed_block(text: str, hidden: list[str], number: int, reason: str) -> Iterator[Repair]:
    lines = text.split("\n")
    opener = lines[number - 1]
    depth = len(indent_of(opener).expandtabs(4))
    closing = indent_of(opener) + "}"
    for below in range(number + 1, len(lines) + 1):
        code = hidden[below - 1]
        if code.strip() and len(indent_of(code).expandtabs(4)) <= depth and not code.strip().startswith("}"):
            place = below
            while place > 1 and not lines[place - 2].strip():
                place -= 1
            yield Repair(with_line_before(text, place, closing), reason)
            break
    end = text.rstrip("\n")
    for tail in ("\n" + closing, "\n" + closing + ");", "\n" + closing + ")"):
        yield Repair(f"{end}{tail}\n", reason)


def _quotes(text: str, error: ScriptError) -> Iterator[Repair]:
    line, hidden = line_of(text, error.line), line_of(masked(text, "javascript"), error.line)
    for quote in "\"'`":
        if hidden.count(quote) % 2 == 0:
            continue
        tail = re.search(r"[\s)\]};,:{]*$", line)
        place = tail.start() if tail else len(line)
        for at in dict.fromkeys((place, *range(len(line), place, -1))):
            yield Repair(with_line(text, error.line, inserted(line, at, quote)),
                         f"line {error.line}: the text was never closed with {quote}")
        for closing in (");", ")", "];", "}", ";"):
            yield Repair(with_line(text, error.line, line + quote + closing),
                         f"line {error.line}: the text was never closed with {quote}")


def _commas(text: str, error: ScriptError) -> Iterator[Repair]:
    mask = masked(text, "javascript")
    for number in (error.line, error.line - 1):
        line, hidden = line_of(text, number), line_of(mask, number)
        end = code_end(hidden)
        if end and hidden[end - 1] not in ",([{:;":
            yield Repair(with_line(text, number, line[:end] + "," + line[end:]), f"line {number}: a comma was missing")
        for match in re.finditer(r"(?<=[\w\"')\]}`])(\s+)(?=[\w\"'(\[{`])", hidden):
            yield Repair(with_line(text, number, line[:match.start()] + "," + line[match.start():]),
                         f"line {number}: a comma was missing")
            yield Repair(with_line(text, number, line[:match.start()] + " +" + line[match.start():]),
                         f"line {number}: + was missing between two parts")
        doubled = re.search(r"=\s+=", hidden)
        if doubled:
            yield Repair(with_line(text, number, line[:doubled.start()] + "===" + line[doubled.end():]),
                         f"line {number}: === compares")
        if re.search(r"\b(?:if|while)\b", hidden):
            single = re.search(r"(?<![=!<>])=(?!=)", hidden)
            if single:
                yield Repair(with_line(text, number, line[:single.start()] + "===" + line[single.end():]),
                             f"line {number}: === compares, = would set the variable")


def _constants(text: str, error: ScriptError) -> Iterator[Repair]:
    if "Assignment to constant variable" not in error.message:
        return
    mask = masked(text, "javascript")
    line, hidden = line_of(text, error.line), line_of(mask, error.line)
    if re.search(r"\b(?:if|while)\s*\(", hidden):
        single = re.search(r"(?<![=!<>+*/%-])=(?![=>])", hidden)
        if single:
            yield Repair(with_line(text, error.line, line[:single.start()] + "===" + line[single.end():]),
                         f"line {error.line}: === compares, = would set the variable")
    for name in dict.fromkeys(re.findall(r"\b([A-Za-z_$][\w$]*)\s*(?:[-+*/%&|^]|\*\*|<<|>>)?=(?![=>])|"
                                         r"\b([A-Za-z_$][\w$]*)(?:\+\+|--)|(?:\+\+|--)([A-Za-z_$][\w$]*)", hidden)):
        word = next(part for part in name if part)
        declared = list(re.finditer(rf"\bconst(?=\s+{re.escape(word)}\b)", mask))
        if declared:
            at = declared[-1].start()
            number = text.count("\n", 0, at) + 1
            yield Repair(f"{text[:at]}let{text[at + 5:]}", f"line {number}: {word} gets a new value later, so it is "
                         "declared with let")


def _methods(text: str, error: ScriptError) -> Iterator[Repair]:
    number = error.line
    line, hidden = line_of(text, number), line_of(masked(text, "javascript"), number)
    found = re.search(r"([\w$.\[\]()]*?)\.?(\w+) is not a function", error.message)
    if found:
        name = found[2]
        if name == "length":
            yield Repair(with_line(text, number, re.sub(r"\.length\(\)", ".length", line)),
                         f"line {number}: length is no function")
        own = set(re.findall(r"(?:^|[\s,{])(?:async\s+)?(\w+)\s*\([^()]*\)\s*\{", text, re.MULTILINE)) - {name}
        for near in dict.fromkeys(filter(None, (_FOREIGN.get(name), nearest(name, own, cutoff=0.75),
                                                nearest(name, _METHODS, cutoff=0.7)))):
            changed = replaced_word(line, hidden, name, near)
            if changed != line:
                called = changed.replace(".length()", ".length") if near == "length" else changed
                yield Repair(with_line(text, number, called), f"line {number}: there is no {name}; {near} is meant")
    unread = re.search(r"Cannot read properties of (?:undefined|null) \(reading '(\w+)'\)", error.message)
    if unread:
        for match in re.finditer(rf"\.(?={unread[1]}\b)", hidden):
            before = re.search(r"\.(\w+)$", hidden[:match.start()])
            written = set(re.findall(r"(\w+)\s*:", text))
            meant = nearest(before[1], written - {before[1]}, cutoff=0.75) if before else None
            if before and meant:
                changed = line[:before.start(1)] + meant + line[before.end(1):]
                yield Repair(with_line(text, number, changed),
                             f"line {number}: there is no {before[1]}; {meant} is meant")
