"""Repairs of what keeps a Python script from being read: each is one small change, tried before it is offered."""

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
    masked,
    translated,
    unpaired,
    with_line,
    with_line_before,
)

_OPENS_BLOCK = re.compile(r"\s*(?:async\s+)?(?:if|elif|else|for|while|def|class|try|except|finally|with|match|case)\b")
_TYPOGRAPHIC = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "\u00a0": " ", "\u200b": "", "\ufeff": "",
                "–": "-", "—": "-", "−": "-", "×": "*", "÷": "/", "；": ";", "：": ":", "，": ",", "（": "(",
                "）": ")", "\u2003": " ", "\u2002": " ", "\u3000": " "}
_WORDS = (  # what other languages write, and what Python does
    (r"\belse\s+if\b", "elif", "Python writes elif for else if"), (r"\belseif\b", "elif", "Python writes elif"),
    (r"\belsif\b", "elif", "Python writes elif"), (r"\bfunction\s+(?=\w+\s*\()", "def ", "Python writes def"),
    (r"\s*&&\s*", " and ", "Python writes and for &&"), (r"\s*\|\|\s*", " or ", "Python writes or for ||"),
    (r"!(?=[\w(])", "not ", "Python writes not for !"), (r"\bcatch\b", "except", "Python writes except for catch"),
    (r"\b(?:var|let|const)\s+(?=\w+\s*=)", "", "Python declares no variables"),
    (r"\bnew\s+(?=[A-Z]\w*\()", "", "Python makes objects without new"),
    (r"===", "==", "Python compares with =="), (r"!==", "!=", "Python compares with !="),
    (r"<>", "!=", "Python 3 writes != for <>"), (r"\bthrow\b", "raise", "Python writes raise for throw"),
    (r"(\w+)\+\+", r"\1 += 1", "Python has no ++"), (r"(\w+)--(?!\w)", r"\1 -= 1", "Python has no --"),
    (r"\bthen\s*$", ":", "Python ends the condition with a colon"), (r"\s*\{\s*$", ":", "Python begins a block with a "
                                                                     "colon"))


def syntax_repairs(text: str, error: ScriptError) -> Iterator[Repair]:
    """Yield changes that may make a script readable, the likeliest first."""
    if ("print" in error.message and "parentheses" in error.message) or "exec" in error.message:
        yield from _old_statements(text)
    for signs, repairs in _BY_MESSAGE:
        if re.search(signs, error.title):
            yield from repairs(text, error)
    yield from _typography(text)
    yield from _missing_colon(text, error)
    yield from _single_equals(text, error)
    yield from _foreign_words(text, error)
    yield from _old_statements(text)
    yield from _brackets(text, error)
    yield from _missing_comma(text, error)


def _missing_colon(text: str, error: ScriptError) -> Iterator[Repair]:
    for number in (error.line, error.line - 1):
        line, mask = line_of(text, number), line_of(masked(text, "python"), number)
        end = code_end(mask)
        if not _OPENS_BLOCK.match(mask) or mask[:end].endswith((":", ",", "\\")):
            continue
        cut = mask[:end].rstrip(";")
        keyword = mask.split()[0]
        yield Repair(with_line(text, number, line[:len(cut)] + ":" + line[end:]),
                     f"line {number}: the colon after {keyword} … was missing")
        if re.match(r"\s*def\s+\w+$", cut):
            yield Repair(with_line(text, number, line[:len(cut)] + "():" + line[end:]),
                         f"line {number}: a function's name is followed by ():")


def _single_equals(text: str, error: ScriptError) -> Iterator[Repair]:
    line, mask = line_of(text, error.line), line_of(masked(text, "python"), error.line)
    if not re.match(r"\s*(?:if|elif|while|assert|return)\b", mask):
        return
    for match in re.finditer(r"(?<![=!<>:+\-*/%&|^])=(?!=)", mask):
        yield Repair(with_line(text, error.line, line[:match.start()] + "==" + line[match.end():]),
                     f"line {error.line}: == compares, = would set the variable")


def _foreign_words(text: str, error: ScriptError) -> Iterator[Repair]:
    for number in (error.line, error.line - 1):
        line, mask = line_of(text, number), line_of(masked(text, "python"), number)
        if not mask.strip():
            continue
        changed, reasons = translated(line, "python", _WORDS)
        if changed != line:
            yield Repair(with_line(text, number, changed), f"line {number}: {'; '.join(reasons)}")
            opens = _OPENS_BLOCK.match(changed) and not masked(changed, "python").rstrip().endswith(":")
            if opens:
                yield Repair(with_line(text, number, changed.rstrip() + ":"),
                             f"line {number}: {'; '.join(reasons)}; a colon begins the block")
        leading = re.match(r"\s*0(\d+)\b|.*?(?<![\w.])0(\d+)\b", mask)
        if leading and "leading zeros" in error.message:
            octal = re.sub(r"(?<![\w.])0(?=\d+\b)", "0o", line)
            yield Repair(with_line(text, number, octal), f"line {number}: Python 3 writes octal numbers as 0o…")


def _old_statements(text: str) -> Iterator[Repair]:
    """Write the statements of Python 2 as those of Python 3, in the whole file at once."""
    mask = masked(text, "python").split("\n")
    lines = text.split("\n")
    changed = []
    for line, hidden in zip(lines, mask, strict=True):
        end = code_end(hidden)
        code, rest = line[:end], line[end:]
        said = re.match(r"(.*?(?:^|[;:]|\belse:)\s*)print(?:\s+(?!=|\()(.*))?$", hidden[:end])
        if said and not re.match(r"\s*(?:import|from|def|class)\b", hidden):
            start = said.start(2) if said[2] is not None else end
            what = code[start:].rstrip()
            to = re.match(r">>\s*([\w.]+)\s*,\s*(.*)", what)
            what = f"{to[2]}, file={to[1]}" if to else what
            what = what[:-1].rstrip() + ', end=" "' if what.endswith(",") else what
            line = code[:len(said[1])] + f"print({what})" + rest
        line = re.sub(r"^(\s*except\s+[\w.()]+(?:\s*,\s*[\w.]+\))?)\s*,\s*(\w+)\s*:", r"\1 as \2:", line)
        line = re.sub(r"^(\s*raise\s+[\w.]+)\s*,\s*(.+?)\s*$", r"\1(\2)", line)
        line = re.sub(r"^(\s*)exec\s+([^(\s].*)$", r"\1exec(\2)", line)
        changed.append(line)
    if changed != lines:
        count = sum(before != after for before, after in zip(lines, changed, strict=True))
        yield Repair("\n".join(changed), f"{count} statement{'s' if count > 1 else ''} of Python 2 "
                     f"written as Python 3 has {'them' if count > 1 else 'it'}")


def _brackets(text: str, error: ScriptError) -> Iterator[Repair]:
    mask = masked(text, "python")
    for bracket in unpaired(mask):
        number = bracket.line
        if bracket.sign in OPENING:
            closing = OPENING[bracket.sign]
            line_end = text.find("\n", bracket.at)
            code = mask[bracket.at:line_end if line_end >= 0 else len(mask)]
            before = [(match[0], Repair(inserted(text, bracket.at + match.start(), closing),
                                        f"line {number}: {bracket.sign} was never closed"))
                      for match in re.finditer(r"[)\]}]", code)]
            # A bracket of its own kind on the line closes another one: then the end of the line is likelier.
            yield from (repair for sign, repair in before if sign != closing)
            yield from _closed(text, mask, number, bracket.sign, closing)
            yield from (repair for sign, repair in before if sign == closing)
        elif bracket.partner:
            right = OPENING[bracket.partner]
            yield Repair(text[:bracket.at] + right + text[bracket.at + 1:],
                         f"line {number}: {bracket.sign} closes what {bracket.partner} opened: it must be {right}")
            yield Repair(text[:bracket.at] + text[bracket.at + 1:],
                         f"line {number}: {bracket.sign} closes nothing")
        else:
            yield Repair(text[:bracket.at] + text[bracket.at + 1:], f"line {number}: {bracket.sign} closes nothing")
    del error


def _closed(text: str, mask: str, number: int, opening: str, closing: str) -> Iterator[Repair]:
    """Close a bracket at the end of its line, or of one of those that follow it."""
    lines, hidden = text.split("\n"), mask.split("\n")
    for below in range(number, min(len(lines), number + 20) + 1):
        code = hidden[below - 1]
        end = code_end(code)
        if below > number and (not code.strip() or _OPENS_BLOCK.match(code)):
            return
        at = len(code[:end].rstrip(":")) if _OPENS_BLOCK.match(code) else end
        line = lines[below - 1]
        yield Repair(with_line(text, below, line[:at] + closing + line[at:]),
                     f"line {number}: {opening} was never closed")


def _quotes(text: str, error: ScriptError) -> Iterator[Repair]:
    line, mask = line_of(text, error.line), line_of(masked(text, "python"), error.line)
    open_at = max(error.column - 1, 0)
    quote = line[open_at:open_at + 1] if line[open_at:open_at + 1] in "'\"" and line[open_at:open_at + 1] else next(
        (sign for sign in "\"'" if mask.count(sign) % 2), "")
    if not quote:
        return
    reason = f"line {error.line}: the text was never closed with {quote}"
    tail = re.search(r"[\s)\]}:,;]*$", line)
    place = tail.start() if tail else len(line)
    for at in dict.fromkeys((place, *range(len(line), place, -1))):
        yield Repair(with_line(text, error.line, inserted(line, at, quote)), reason)
    for closing in (")", "):", "]", "})"):
        yield Repair(with_line(text, error.line, line + quote + closing), reason)
    first, last = line.find(quote), line.rfind(quote)
    other = "'" if quote == '"' else '"'
    if line.count(quote) > 2 and other not in line:
        yield Repair(with_line(text, error.line,
                               f"{line[:first]}{other}{line[first + 1:last]}{other}{line[last + 1:]}"),
                     f"line {error.line}: a text that holds {quote} is written between {other}")


def _triple(text: str, error: ScriptError) -> Iterator[Repair]:
    line = line_of(text, error.line)
    quote = '"""' if '"""' in line else "'''"
    yield Repair(with_line(text, error.line, line.rstrip() + quote),
                 f"line {error.line}: the text was never closed with {quote}")
    lines = text.split("\n")
    for number in range(error.line + 1, len(lines) + 1):
        if not lines[number - 1].strip():
            yield Repair(with_line_before(text, number, indent_of(line) + quote),
                         f"line {error.line}: the text was never closed with {quote}")
            return
    yield Repair(text.rstrip("\n") + "\n" + indent_of(line) + quote + "\n",
                 f"line {error.line}: the text was never closed with {quote}")


def _tabs(text: str, error: ScriptError) -> Iterator[Repair]:
    del error
    for size in (4, 8, 2):
        lines = [indent_of(line).expandtabs(size) + line.lstrip(" \t") if line.strip() else line
                 for line in text.split("\n")]
        yield Repair("\n".join(lines), f"tabs and blanks were mixed: each tab is now {size} blanks")


def _indentation(text: str, error: ScriptError) -> Iterator[Repair]:
    lines = text.split("\n")
    number = min(error.line, len(lines))
    line = line_of(text, number)
    above = next((at for at in range(number - 1, 0, -1) if lines[at - 1].strip()), 0)
    base = indent_of(lines[above - 1]) if above else ""
    if "expected an indented block" in error.message:
        # The line above opened the block; what stands at its depth up to the next such opening may belong to it.
        opener = next((at for at in range(number - 1, 0, -1) if _OPENS_BLOCK.match(lines[at - 1])), above)
        base = indent_of(lines[opener - 1]) if opener else ""
        empty = opener > 0 and not line_of(text, opener + 1).strip()
        if empty:
            yield Repair(with_line_before(text, opener + 1, base + "    pass"),
                         f"line {opener}: the block was empty; pass does nothing")
        if line.strip() and indent_of(line) == base and not re.match(r"\s*(?:def|class|elif|else|except|finally)\b",
                                                                      line):
            last = number
            while (last < len(lines) and lines[last].strip() and indent_of(lines[last]) == base
                   and not _OPENS_BLOCK.match(lines[last])):
                last += 1
            for end in dict.fromkeys((last, number)):
                moved = [f"    {each}" for each in lines[number - 1:end]]
                yield Repair("\n".join([*lines[:number - 1], *moved, *lines[end:]]),
                             f"line {number}: what belongs to the block of line {opener} is indented")
        if not empty:
            yield Repair(with_line_before(text, opener + 1, base + "    pass"),
                         f"line {opener}: the block was empty; pass does nothing")
        return
    levels = dict.fromkeys([base, *(indent_of(each) for each in reversed(lines[:number - 1]) if each.strip())])
    for level in sorted(levels, key=lambda each: (abs(len(each) - len(indent_of(line))), -len(each))):
        last = number
        while last < len(lines) and lines[last].strip() and len(indent_of(lines[last])) >= len(indent_of(line)):
            last += 1
        for end in dict.fromkeys((last, number)):
            moved = [level + each[len(indent_of(line)):] for each in lines[number - 1:end]]
            yield Repair("\n".join([*lines[:number - 1], *moved, *lines[end:]]),
                         f"line {number}: it stands as deep as the lines of its block")


def _typography(text: str) -> Iterator[Repair]:
    """Replace signs that a word processor or a web page put into code."""
    mask = masked(text, "python")
    changed = "".join(_TYPOGRAPHIC.get(sign, sign) if hidden != "\x01" else sign
                      for sign, hidden in zip(text, mask, strict=True))
    if changed != text:
        yield Repair(changed, "signs from a word processor (“ ” – …) written as those of a keyboard")


def _missing_comma(text: str, error: ScriptError) -> Iterator[Repair]:
    for number in (error.line, error.line - 1):
        line, mask = line_of(text, number), line_of(masked(text, "python"), number)
        for match in re.finditer(r"(?<=[\w\"')\]}])(\s+)(?=[\w\"'(\[{])", mask):
            yield Repair(with_line(text, number, line[:match.start()] + "," + line[match.start():]),
                         f"line {number}: a comma was missing")
        end = code_end(mask)
        if end and mask[end - 1] not in ",([{:":
            yield Repair(with_line(text, number, line[:end] + "," + line[end:]),
                         f"line {number}: a comma was missing at its end")


def _async(text: str, error: ScriptError) -> Iterator[Repair]:
    lines = text.split("\n")
    depth = len(indent_of(line_of(text, error.line)))
    for number in range(error.line - 1, 0, -1):
        line = lines[number - 1]
        if re.match(r"\s*def\s", line) and len(indent_of(line)) < depth:
            changed = indent_of(line) + "async " + line.lstrip()
            yield Repair(with_line(text, number, changed), f"line {number}: a function that awaits is async")
            return


_BY_MESSAGE = (
    (r"expected ':'|expected '\(?'", _missing_colon), (r"TabError|inconsistent use of tabs", _tabs),
    (r"unterminated triple-quoted|EOF while scanning triple", _triple),
    (r"unterminated (?:f-)?string|EOL while scanning", _quotes), (r"IndentationError", _tabs),
    (r"IndentationError", _indentation), (r"was never closed|unmatched|does not match|unexpected EOF", _brackets),
    (r"Maybe you meant '==' or ':='|cannot assign|Maybe you meant '=='", _single_equals),
    (r"forgot a comma", _missing_comma), (r"'await' outside async|asynchronous", _async))
