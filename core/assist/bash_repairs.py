"""Repairs of Bash scripts: what was never closed, blanks where there must be some or none, quotes, mistyped names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from core.assist.script_error import ScriptError
from core.assist.script_text import (
    Repair,
    code_end,
    indent_of,
    line_of,
    listed,
    masked,
    replaced_word,
    rewritten,
    with_line,
    with_line_before,
)
from core.words.spelling import nearest

_OPENERS = {"if": "fi", "case": "esac", "do": "done", "{": "}"}
_CLOSERS = {"fi": "if", "esac": "case", "done": "do", "}": "{"}
_WORD = re.compile(r"(?:^|(?<=[\s;&|()]))(if|case|do|fi|esac|done|\{|\})(?=$|[\s;&|)])", re.MULTILINE)
# Ordinary commands that a slip of a finger may have meant.
_COMMANDS = listed(
    "alias awk basename bash break case cat cd chmod chown cmp command continue cp curl cut date declare df diff "
    "dirname du echo env eval exec exit export expr false find for function getopts grep gzip head id if install "
    "kill let ln local ls mapfile mkdir mktemp mv nl paste printf ps pwd read readlink realpath readonly return rm "
    "rmdir sed seq set shift sleep sort source split stat tail tar tee test touch tr trap true type uname uniq "
    "unset until unzip wait wc wget which while xargs zip python python3 node git")


def bash_repairs(text: str, error: ScriptError) -> Iterator[Repair]:
    """Yield changes that may mend a Bash script, the likeliest first."""
    if "\r" in text and (re.search(r"\\r|\r|\^M", error.message) or error.kind == "SyntaxError"):
        yield Repair(text.replace("\r\n", "\n"), "the lines ended as on Windows, which Bash takes for part of a word")
    if error.kind == "SyntaxError":
        yield from _foreign_words(text, error)
        yield from _missing_then(text)
        yield from _spaces(text, error)
        yield from _quotes(text, error)
        yield from _unclosed(text)
        yield from _extra(text, error)
        yield from _case_ends(text, error)
        return
    yield from _spaces(text, error)
    yield from _test_quotes(text, error)
    yield from _unknown(text, error)
    yield from _unset(text, error)
    yield from _closing_bracket(text, error)


def _foreign_words(text: str, error: ScriptError) -> Iterator[Repair]:
    """Write what other languages write as Bash does."""
    pairs = ((r"\belse\s+if\b", "elif", "Bash writes elif"), (r"\b(?:elseif|elsif)\b", "elif", "Bash writes elif"),
             (r"^(\s*)(?:endif|end\s+if)\b", r"\1fi", "Bash ends if with fi"),
             (r"^(\s*)(?:endfor|endwhile|end)\b\s*$", r"\1done", "Bash ends a loop with done"),
             (r"^(\s*)def\s+(\w+)\s*(?:\(\))?\s*[:{]?\s*$", r"\1\2() {", "Bash begins a function with name() {"),
             (r"\bthen\s*:\s*$", "then", "there is no colon after then"),
             (r"^(\s*(?:if|while|elif)\b.*\]\]?)\s*:\s*$", r"\1; then", "Bash writes then"))
    for pattern, new, reason in pairs:
        lines = [rewritten(line, "bash", pattern, new) for line in text.split("\n")]
        if lines != text.split("\n"):
            yield Repair("\n".join(lines), reason)
            if new == "elif":
                yield from (Repair(each.text, f"{reason}; {each.reason}") for each in _missing_then("\n".join(lines)))
    del error


def _missing_then(text: str) -> Iterator[Repair]:
    """Put in the `then` of an if and the `do` of a loop, or the ; before it; all that are missing at once."""
    lines = text.split("\n")
    hidden = masked(text, "bash").split("\n")
    changed, reasons = list(lines), []
    for place, mask in enumerate(hidden):
        for opening, word in ((r"(?:if|elif)\b", "then"), (r"(?:for|while|until)\b", "do")):
            joined = re.match(rf"\s*{opening}.*[^;\s&|](\s+){word}\s*$", mask)
            if joined:
                changed[place] = f"{lines[place][:joined.start(1)]}; {lines[place][joined.end(1):]}"
                reasons.append(f"line {place + 1}: ; was missing before {word}")
            if not re.match(rf"\s*{opening}", mask) or re.search(rf"\b{word}\b", mask):
                continue
            after = next((each for each in hidden[place + 1:] if each.strip()), "")
            if re.match(rf"\s*{word}\b", after) or mask.rstrip().endswith(("\\", "&&", "||", "|")):
                continue
            end = len(mask[:code_end(mask)].rstrip(";: "))
            changed[place] = lines[place][:end] + f"; {word}" + lines[place][code_end(mask):]
            reasons.append(f"line {place + 1}: {word} was missing")
    if reasons:
        yield Repair("\n".join(changed), "; ".join(reasons[:3]))


def _unclosed(text: str) -> Iterator[Repair]:
    """Close an if, a loop, a case or a function that is open to the end, where its depth says."""
    found = _open_blocks(text)
    if found is None:
        return
    number, word = found
    lines = text.split("\n")
    depth = len(indent_of(line_of(text, number)).expandtabs(4))
    closing = _OPENERS[word]
    inside = indent_of(line_of(text, number))
    places = []
    for below in range(number + 1, len(lines) + 1):
        line = lines[below - 1]
        if line.strip() and len(indent_of(line).expandtabs(4)) <= depth and not re.match(
                r"\s*(?:else|elif|then|do)\b", line):
            places.append(below)
    last = len(lines) if lines and not lines[-1].strip() else len(lines) + 1
    for place in dict.fromkeys((*places[:6], last)):
        while place > 1 and not lines[place - 2].strip():
            place -= 1
        yield Repair(with_line_before(text, place, inside + closing),
                     f"line {number}: {word} is never closed with {closing}")


def _open_blocks(text: str) -> tuple[int, str] | None:
    """Return the innermost block that its depth says is not closed: its line and its word."""
    stack: list[tuple[int, str, int]] = []
    for number, mask in enumerate(masked(text, "bash").split("\n"), 1):
        depth = len(indent_of(mask).expandtabs(4))
        for match in _WORD.finditer(mask):
            word = match[1]
            if word in _OPENERS:
                stack.append((number, word, depth))
            elif stack and stack[-1][1] == _CLOSERS[word]:
                # A closing word that stands less deep than what it would close closes something further out.
                outer = next((one for one in stack[:-1] if one[1] == stack[-1][1] and one[2] == depth), None)
                if stack[-1][2] > depth and outer and number != stack[-1][0]:
                    return stack[-1][0], stack[-1][1]
                stack.pop()
            elif stack and any(one[1] == _CLOSERS[word] for one in stack):
                return stack[-1][0], stack[-1][1]
    return (stack[-1][0], stack[-1][1]) if stack else None


def _extra(text: str, error: ScriptError) -> Iterator[Repair]:
    word = re.search(r"unexpected token `([^']+)'", error.message)
    line = line_of(text, error.line)
    if word and line.strip() == word[1]:
        yield Repair(with_line(text, error.line, None), f"line {error.line}: this {word[1]} closes nothing")
    if word and word[1] in (")", "("):
        end = len(line.rstrip())
        yield Repair(with_line(text, error.line, line[:end] + ")" + line[end:]),
                     f"line {error.line}: a bracket was never closed")


def _case_ends(text: str, error: ScriptError) -> Iterator[Repair]:
    """Put in the ;; that ends a choice of `case`."""
    if "`)'" not in error.message:
        return
    line = line_of(text, error.line)
    if re.match(r"\s*[^()\s][^()]*\)", line):
        yield Repair(with_line_before(text, error.line, indent_of(line) + "    ;;"),
                     f"line {error.line - 1}: a choice of case ends with ;;")


def _quotes(text: str, error: ScriptError) -> Iterator[Repair]:
    """Close a quote; the line that opened it is one with an odd number of them."""
    found = re.search(r"matching [`']([\"'`)])'", error.message)
    if found is None:
        return
    quote = found[1]
    lines = text.split("\n")
    odd = [number for number, line in enumerate(lines, 1)
           if (quote != ")" and _count(line, quote) % 2) or (quote == ")" and line.count("(") > line.count(")"))]
    for number in sorted(odd, key=lambda each: (each != error.line, each)):
        line = lines[number - 1]
        tail = re.search(r"\s*(?:\)|;\s*(?:then|do)|\]\]?(?:;\s*(?:then|do))?|\|.*|>.*)?\s*$", line)
        place = tail.start() if tail else len(line)
        for at in dict.fromkeys((len(line.rstrip()), place)):
            yield Repair(with_line(text, number, line[:at] + quote + line[at:]),
                         f"line {number}: {quote} was never closed")


def _count(line: str, quote: str) -> int:
    return len(re.findall(rf"(?<!\\){re.escape(quote)}", line))


def _spaces(text: str, error: ScriptError) -> Iterator[Repair]:
    """Blanks: none around = where a variable is set, some inside [ ]."""
    number = error.line
    line = line_of(text, number)
    mask = line_of(masked(text, "bash"), number)
    setting = re.match(r"(\s*(?:export\s+|local\s+|readonly\s+)?)(\$?)([A-Za-z_]\w*)(\s*=\s*)(?!=)", mask)
    if setting and (setting[2] or setting[4] != "="):
        rest = line[setting.end():]
        yield Repair(with_line(text, number, f"{setting[1]}{setting[3]}={rest}"),
                     f"line {number}: a variable is set without $ and without blanks around =")
        if re.search(r"\s", rest.strip()) and rest.strip()[0] not in "\"'$(`":
            yield Repair(with_line(text, number, f'{setting[1]}{setting[3]}="{rest.strip()}"'),
                         f"line {number}: a variable is set without blanks around =, a text with blanks in quotes")
    changed = re.sub(r"(?:(?<=\s)|^)(\[{1,2})(?=[^\s\[\]])", r"\1 ", line)
    changed = re.sub(r"(?<=[^\s\]\[])(\]{1,2})(?=\s*(?:;|$|&&|\|\||\)))", r" \1", changed)
    if changed != line and re.search(r"(?:^|\s)(?:if|elif|while|until|!|&&|\|\|)?\s*\[", line):
        yield Repair(with_line(text, number, changed), f"line {number}: [ and ] stand between blanks")


def _test_quotes(text: str, error: ScriptError) -> Iterator[Repair]:
    if not re.search(r"unary operator expected|too many arguments|binary operator expected", error.message):
        return
    line = line_of(text, error.line)
    inside = re.search(r"(?:^|\s)\[\s(.*?)\s\]", line)
    if inside is None:
        return
    quoted = re.sub(r"(?<![\"\w])(\$(?:\w+|\{[^}]*\}|\([^()]*\)|[@*#?]))(?![\"\w])", r'"\1"', inside[1])
    if quoted != inside[1]:
        changed = line[:inside.start(1)] + quoted + line[inside.end(1):]
        yield Repair(with_line(text, error.line, changed),
                     f"line {error.line}: in [ ] a variable is quoted, since it may be empty or hold blanks")


def _unknown(text: str, error: ScriptError) -> Iterator[Repair]:
    missing = re.match(r"(\S+): (?:command )?not found", error.message)
    if missing is None:
        return
    name = missing[1]
    functions = re.findall(r"^\s*(?:function\s+)?(\w[\w-]*)\s*\(\)", text, re.MULTILINE)
    meant = {"print": "echo", "println": "echo", "puts": "echo", "elseif": "elif", "printline": "echo"}.get(name)
    line, mask = line_of(text, error.line), line_of(masked(text, "bash"), error.line)
    for near in dict.fromkeys(filter(None, (nearest(name, functions, cutoff=0.7), meant,
                                            nearest(name, _COMMANDS, cutoff=0.7)))):
        changed = replaced_word(line, mask, name, near)
        if changed != line:
            yield Repair(with_line(text, error.line, changed), f"line {error.line}: there is no command {name}; "
                         f"{near} is meant")
    beside = os.path.join(os.path.dirname(error.file), name)  # noqa: PTH118, PTH120
    if re.fullmatch(r"[\w.-]+", name) and os.access(beside, os.X_OK) and os.path.isfile(beside):  # noqa: PTH113
        yield Repair(with_line(text, error.line, replaced_word(line, mask, name, f"./{name}")),
                     f"line {error.line}: a program of this folder is called as ./{name}")


def _unset(text: str, error: ScriptError) -> Iterator[Repair]:
    missing = re.match(r"(\w+): unbound variable", error.message)
    if missing is None:
        return
    name = missing[1]
    line = line_of(text, error.line)
    known = set(re.findall(r"(?:^|[\s;])(?:export\s+|local\s+|read\s+(?:-\w+\s+)*|for\s+)?([A-Za-z_]\w*)=", text))
    known |= set(re.findall(r"\b(?:for|read(?:\s+-\w+)*)\s+([A-Za-z_]\w*)", text))
    near = nearest(name, known - {name}, cutoff=0.7)
    if near:
        changed = re.sub(rf"\$(\{{?){name}\b", rf"$\g<1>{near}", line)
        yield Repair(with_line(text, error.line, changed), f"line {error.line}: ${name} is never set; ${near} is meant")


def _closing_bracket(text: str, error: ScriptError) -> Iterator[Repair]:
    if "missing `]'" not in error.message:
        return
    line = line_of(text, error.line)
    for match in re.finditer(r"\s*(;|&&|\|\||$)", line):
        yield Repair(with_line(text, error.line, f"{line[:match.start()]} ]{line[match.start():]}"),
                     f"line {error.line}: ] was missing")
