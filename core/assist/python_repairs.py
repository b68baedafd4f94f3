"""Repairs of what a Python script runs into: names, modules, methods and types, each one small change."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from core.assist.python_syntax import syntax_repairs
from core.assist.script_error import ScriptError
from core.assist.script_text import Repair, indent_of, line_of, masked, replaced_word, with_line, with_line_before
from core.words.spelling import nearest

_SYNTAX = ("SyntaxError", "IndentationError", "TabError")
# What Python 2 or another language calls something, and what it is called here.
_RENAMED = {"raw_input": "input", "xrange": "range", "unicode": "str", "unichr": "chr", "basestring": "str",
            "long": "int", "true": "True", "false": "False", "null": "None", "nil": "None", "none": "None",
            "undefined": "None", "this": "self", "println": "print", "printf": "print", "echo": "print",
            "puts": "print", "TRUE": "True", "FALSE": "False", "NULL": "None", "reduce": "functools.reduce"}
_MODULES = {"urllib2": "urllib.request", "ConfigParser": "configparser", "Queue": "queue", "Tkinter": "tkinter",
            "tkMessageBox": "tkinter.messagebox", "cPickle": "pickle", "StringIO": "io", "cStringIO": "io",
            "httplib": "http.client", "urlparse": "urllib.parse", "HTMLParser": "html.parser", "Cookie": "http.cookies",
            "SocketServer": "socketserver", "BaseHTTPServer": "http.server", "SimpleHTTPServer": "http.server",
            "commands": "subprocess", "thread": "_thread", "cookielib": "http.cookiejar", "__builtin__": "builtins"}
_METHODS = {"push": "append", "add": "append", "trim": "strip", "toUpperCase": "upper", "toLowerCase": "lower",
            "toLower": "lower", "toUpper": "upper", "iteritems": "items", "itervalues": "values", "iterkeys": "keys",
            "length": "", "size": "", "len": "", "contains": "", "has_key": "", "includes": "", "substring": "",
            "concat": "extend", "addAll": "extend", "indexOf": "index", "forEach": "", "getcwdu": "getcwd",
            "clock": "perf_counter", "tostring": "tobytes", "fromstring": "frombytes", "isAlive": "is_alive"}
# Names that belong to a module which is used without a dot in front only by mistake of an import left out.
_FROM = {"datetime": "datetime", "timedelta": "datetime", "Path": "pathlib", "defaultdict": "collections",
         "Counter": "collections", "deque": "collections", "OrderedDict": "collections", "namedtuple": "collections",
         "dataclass": "dataclasses", "field": "dataclasses", "partial": "functools", "lru_cache": "functools",
         "wraps": "functools", "reduce": "functools", "sleep": "time", "randint": "random", "choice": "random",
         "shuffle": "random", "sqrt": "math", "pi": "math", "ceil": "math", "floor": "math", "Decimal": "decimal",
         "Fraction": "fractions", "Enum": "enum", "ABC": "abc", "abstractmethod": "abc", "List": "typing",
         "Dict": "typing", "Optional": "typing", "Any": "typing", "Union": "typing", "Tuple": "typing",
         "Callable": "typing", "pprint": "pprint", "urlopen": "urllib.request", "ArgumentParser": "argparse",
         "ThreadPoolExecutor": "concurrent.futures", "Thread": "threading", "contextmanager": "contextlib",
         "suppress": "contextlib", "chain": "itertools", "product": "itertools", "permutations": "itertools",
         "combinations": "itertools", "glob": "glob", "deepcopy": "copy", "mean": "statistics", "median": "statistics"}
_TYPES = {"str": str, "list": list, "dict": dict, "set": set, "tuple": tuple, "int": int, "float": float,
          "bytes": bytes}


def python_repairs(text: str, error: ScriptError) -> Iterator[Repair]:
    """Yield changes that may mend what is wrong, the likeliest first."""
    if error.kind in _SYNTAX:
        yield from syntax_repairs(text, error)
        return
    for kinds, repairs in _BY_KIND:
        if error.kind in kinds:
            yield from repairs(text, error)


def _names(text: str, error: ScriptError) -> Iterator[Repair]:
    missing = re.search(r"name '([^']+)' is not defined", error.message)
    if missing is None:
        return
    name, number = missing[1], error.line
    line, mask = line_of(text, number), line_of(masked(text, "python"), number)
    if name in sys.stdlib_module_names and re.search(rf"(?<![\w.]){re.escape(name)}\s*\.", mask):
        yield _imported(text, f"import {name}", f"{name} is used and was never imported")
    meant = _RENAMED.get(name)
    if meant and "." not in meant:
        yield Repair(_renamed(text, name, meant), f"Python 3 writes {meant} for {name}")
    if name in _FROM and not (name in sys.stdlib_module_names and re.search(rf"\b{name}\s*\.", mask)):
        yield _imported(text, f"from {_FROM[name]} import {name}", f"{name} is in {_FROM[name]}, and was not imported")
    suggested = re.search(r"Did you mean: '([^']+)'", error.message)
    known = _defined(text, name)
    for near in dict.fromkeys(filter(None, (suggested[1] if suggested else None, nearest(name, known, cutoff=0.7),
                                            nearest(name, dir(builtins), cutoff=0.75)))):
        if near.isidentifier():
            yield Repair(with_line(text, number, replaced_word(line, mask, name, near)),
                         f"line {number}: there is no {name}; {near} is meant")
    aliases = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "dt": "datetime"}
    if name in aliases and re.search(rf"\b{name}\s*\.", mask):
        yield _imported(text, f"import {aliases[name]} as {name}", f"{name} is used and was never imported")
    made = re.search(rf"^\s*(?:{name}\s*[:=]|(?:def|class|import)\s+{name}\b)", text, re.MULTILINE)
    if not made and re.search(rf"\b{re.escape(name)}\b(?!\s*[.(=])", mask):
        quoted = replaced_word(line, mask, name, f'"{name}"')
        yield Repair(with_line(text, number, quoted), f"line {number}: {name} is no variable; as a text it is quoted")


def _unbound(text: str, error: ScriptError) -> Iterator[Repair]:
    found = re.search(r"variable '(\w+)'", error.message)
    if found is None or not re.search(rf"^{found[1]}\s*[:=]", text, re.MULTILINE):
        return
    lines = text.split("\n")
    for number in range(min(error.line, len(lines)), 0, -1):
        if re.match(r"\s*(?:async\s+)?def\s", lines[number - 1]):
            body = number + 1
            while body <= len(lines) and not re.search(r":\s*(?:#.*)?$", lines[body - 2]):
                body += 1
            inside = indent_of(lines[body - 1]) if body <= len(lines) else "    "
            yield Repair(with_line_before(text, body, f"{inside}global {found[1]}"),
                         f"{found[1]} is set inside the function and made outside it: global says that it is the same")
            return


def _modules(text: str, error: ScriptError) -> Iterator[Repair]:
    missing = re.search(r"No module named '?([\w.]+)'?", error.message)
    if missing:
        name = missing[1]
        head = name.partition(".")[0]
        meant = _MODULES.get(head) or nearest(head, sys.stdlib_module_names, cutoff=0.8)
        beside = nearest(head, [path.stem for path in Path(error.file).parent.glob("*.py")], cutoff=0.75)
        for new in dict.fromkeys(filter(None, (beside, meant))):
            if new in (head, Path(error.file).stem):
                continue
            yield Repair(_module_renamed(text, head, new), f"there is no module {head}; {new} is meant")
    unknown = re.search(r"cannot import name '(\w+)' from '([\w.]+)'", error.message)
    suggested = re.search(r"Did you mean: '(\w+)'", error.message)
    if unknown:
        held = [name for name, module in _FROM.items() if module == unknown[2]]
        meant = suggested[1] if suggested else nearest(unknown[1], held, cutoff=0.7)
        if meant:
            yield Repair(_renamed(text, unknown[1], meant), f"{unknown[2]} has no {unknown[1]}; {meant} is meant")


def _attributes(text: str, error: ScriptError) -> Iterator[Repair]:
    found = re.search(r"(?:'(\w+)' object|module '([\w.]+)'|type object '(\w+)') has no attribute '(\w+)'",
                      error.message)
    if found is None:
        return
    owner, missing = found[1] or found[2] or found[3], found[4]
    number = error.line
    line = line_of(text, number)
    mask = line_of(masked(text, "python"), number)
    if missing in ("length", "size", "len", "count") and owner in _TYPES:
        yield from _rewritten(text, number, rf"([\w.\[\]]+)\.{missing}(?:\(\))?", r"len(\1)",
                              f"line {number}: Python counts with len(…)")
    if missing in ("contains", "has_key", "includes"):
        yield from _rewritten(text, number, rf"([\w.\[\]]+)\.{missing}\(([^()]*)\)", r"(\2 in \1)",
                              f"line {number}: Python asks with in")
    if found[2]:
        inner = found[2].rpartition(".")[2]
        if inner == "datetime" and missing in ("now", "strptime", "fromtimestamp", "today", "utcnow", "fromisoformat"):
            yield Repair(with_line(text, number, line.replace(f"datetime.{missing}", f"datetime.datetime.{missing}")),
                         f"line {number}: {missing} belongs to the class datetime in the module datetime")
    suggested = re.search(r"Did you mean: '(\w+)'", error.message)
    owned = dir(_TYPES[owner]) if owner in _TYPES else re.findall(r"(?:def |self\.)(\w+)", text)
    moved = _METHODS.get(missing, "") if owner != "module" else ""
    moved = "add" if owner == "set" and missing in ("append", "push") else moved
    for near in dict.fromkeys(filter(None, (suggested[1] if suggested else "", moved,
                                            nearest(missing, [each for each in owned if each != missing],
                                                    cutoff=0.7)))):
        changed = re.sub(rf"\.{missing}\b", f".{near}", line) if f".{missing}" in mask else line
        yield Repair(with_line(text, number, changed), f"line {number}: {owner} has no {missing}; {near} is meant")


def _types(text: str, error: ScriptError) -> Iterator[Repair]:
    number = error.line
    line = line_of(text, number)
    mask = line_of(masked(text, "python"), number)
    if re.search(r"can only concatenate str|must be str, not|unsupported operand type\(s\) for \+: '(?:int|float)' and "
                 r"'str'", error.message):
        wrapped = r"(?<![\w.\"'])(?!str\()([A-Za-z_][\w.]*(?:\([^()]*\)|\[[^\[\]]*\])?|\d+)"
        for side in (rf"(?<=\+)(\s*){wrapped}", rf"(?:^|(?<=[(=,]))(\s*){wrapped}(?=\s*\+)"):
            for match in re.finditer(side, mask):
                start, end = match.start(2), match.end(2)
                yield Repair(with_line(text, number, f"{line[:start]}str({line[start:end]}){line[end:]}"),
                             f"line {number}: + joins text with text; str() makes one of {line[start:end]}")
        yield from _as_numbers(text, mask)
    if re.search(r"'(?:str|int|float)' and '(?:str|int|float)'|not 'str'|non-int of type 'str'|"
                 r"not all arguments converted|'str' object cannot be interpreted as an integer", error.message):
        yield from _as_numbers(text, mask)
    few = re.search(r"(\w+)\(\) takes (\d+) positional arguments? but (\d+) (?:was|were) given", error.message)
    if few and int(few[3]) == int(few[2]) + 1:
        for match in re.finditer(rf"^([ \t]+(?:async\s+)?def\s+{few[1]}\s*\()(.*)$", text, re.MULTILINE):
            if not match[2].startswith("self"):
                rest = match[2] if match[2].startswith(")") else f", {match[2]}"
                yield Repair(f"{text[:match.start()]}{match[1]}self{rest}{text[match.end():]}",
                             f"{few[1]} is a method: its first parameter is self")
    if re.search(r"'(?:builtin_function_or_method|function|method|type)' object is not subscri", error.message):
        yield from _rewritten(text, number, r"(\w+)\[([^\[\]]*)\]", r"\1(\2)",
                              f"line {number}: a function is called with ( )")
    if "object is not callable" in error.message:
        yield from _rewritten(text, number, r"(\w+)\((\w+|\d+|\x01*|[\"']\x01*[\"'])\)", r"\1[\2]",
                              f"line {number}: an element is taken with [ ]")


def _as_numbers(text: str, mask: str) -> Iterator[Repair]:
    """Make numbers of the names on a line that were read from the keyboard and are still text: all, then each."""
    read = [name for name in dict.fromkeys(re.findall(r"[A-Za-z_]\w*", mask))
            if re.search(rf"^\s*{name}\s*=\s*input\(", text, re.MULTILINE)]
    for names in (read, *([name] for name in read if len(read) > 1)):
        if names:
            changed = re.sub(rf"^(\s*(?:{'|'.join(names)})\s*=\s*)(input\(.*\))", r"\1int(\2)", text,
                             flags=re.MULTILINE)
            yield Repair(changed, f"input gives text; int() makes a number of {' and '.join(names)}")


def _files(text: str, error: ScriptError) -> Iterator[Repair]:
    missing = re.search(r"No such file or directory: '([^']+)'", error.message)
    if missing is None or (missing[1] not in line_of(text, error.line) and missing[1] not in text):
        return
    wanted = Path(missing[1])
    folder = wanted.parent if wanted.is_absolute() else Path(error.file).parent / wanted.parent
    try:
        near = nearest(wanted.name, [path.name for path in folder.iterdir()], cutoff=0.75)
    except OSError:
        return
    if near and near != wanted.name:
        new = str(wanted.with_name(near))
        yield Repair(text.replace(missing[1], new), f"there is no file {missing[1]}; {new} is there")


def _keys(text: str, error: ScriptError) -> Iterator[Repair]:
    missing = error.message.strip("'\"")
    line = line_of(text, error.line)
    written = set(re.findall(r"[\"']([\w -]+)[\"']\s*:", text)) | set(
        re.findall(r"\[[\"']([\w -]+)[\"']\]\s*=", text))
    near = nearest(missing, written - {missing}, cutoff=0.7)
    if near and re.search(rf"[\"']{re.escape(missing)}[\"']", line):
        changed = re.sub(rf"([\"']){re.escape(missing)}\1", lambda match: f"{match[1]}{near}{match[1]}", line)
        yield Repair(with_line(text, error.line, changed), f"line {error.line}: there is no key {missing}; {near} is")


def _rewritten(text: str, number: int, pattern: str, new: str, reason: str) -> Iterator[Repair]:
    """Rewrite the code of a line by a pattern that is looked for outside strings, but keeps what they hold."""
    line, mask = line_of(text, number), line_of(masked(text, "python"), number)
    for match in re.finditer(pattern, mask):
        parts = {place: line[match.start(place):match.end(place)] for place in range(1, match.re.groups + 1)}
        made = re.sub(r"\\(\d)", lambda group, parts=parts: parts[int(group[1])], new)  # type: ignore[misc]
        yield Repair(with_line(text, number, line[:match.start()] + made + line[match.end():]), reason)


def _renamed(text: str, name: str, new: str) -> str:
    mask = masked(text, "python").split("\n")
    return "\n".join(replaced_word(line, hidden, name, new)
                     for line, hidden in zip(text.split("\n"), mask, strict=True))


def _module_renamed(text: str, module: str, new: str) -> str:
    """Import another module, under the old name where the script goes on using that."""
    used = re.search(rf"^(?!\s*(?:import|from)\b).*\b{module}\b", masked(text, "python"), re.MULTILINE)
    name = f" as {module}" if used and new != module else ""
    text = re.sub(rf"^(\s*import\s+){module}(?=\s*(?:$|#))", rf"\g<1>{new}{name}", text, flags=re.MULTILINE)
    text = re.sub(rf"^(\s*import\s+){module}(?=\s+as\b)", rf"\g<1>{new}", text, flags=re.MULTILINE)
    return re.sub(rf"^(\s*from\s+){module}(?=[\s.])", rf"\g<1>{new}", text, flags=re.MULTILINE)


def _imported(text: str, statement: str, reason: str) -> Repair:
    """Put an import where the others are: behind the first line, the remarks, the docstring and __future__."""
    place = 1
    lines = text.split("\n")
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        body = []
    for node in body:
        doc = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if not doc and not future:
            if isinstance(node, ast.Import | ast.ImportFrom):
                place = node.lineno
            break
        place = (node.end_lineno or node.lineno) + 1
    while place <= len(lines) and (lines[place - 1].startswith("#") or (
            place > 1 and not lines[place - 1].strip() and place < len(lines))):
        place += 1
    return Repair(with_line_before(text, place, statement), reason)


def _defined(text: str, but: str) -> list[str]:
    """Return the names that a script gives to things."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = None
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = None
        elif isinstance(node, ast.arg):
            found[node.arg] = None
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).partition(".")[0]: None for alias in node.names}
    found.pop(but, None)
    return list(found)


_BY_KIND = (
    (("NameError",), _names), (("UnboundLocalError",), _unbound), (("ModuleNotFoundError", "ImportError"), _modules),
    (("AttributeError",), _attributes), (("TypeError", "ValueError"), _types), (("FileNotFoundError",), _files),
    (("KeyError",), _keys))
