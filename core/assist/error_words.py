"""What an error of a script or command means, in plain words, and what to try where no change of ours mends it."""

from __future__ import annotations

import re

from core.assist.script_error import ScriptError

_PYTHON = (
    (r"ModuleNotFoundError: No module named '?([\w.]+)'?", "the package {0} is not installed for this Python",
     "`!python3 -m pip install {0}` installs it, best in a virtual environment beside the script"),
    (r"NameError: name '(\w+)'", "the name {0} is used, and nothing of that name was made before",
     "look for a slip in the name, or make it before this line"),
    (r"KeyError: (.+)", "the dictionary has no key {0}", "print its keys before this line, or ask with .get(…)"),
    (r"IndexError: (.+)", "a place is asked for that the list does not have: {0}",
     "print len(…) before this line; the first place is 0"),
    (r"ZeroDivisionError", "something is divided by 0", "print the number on the right of / before this line"),
    (r"FileNotFoundError.*'([^']+)'", "there is no file {0}, seen from the folder it runs in",
     "`list` shows what is there; check the name and the folder"),
    (r"PermissionError.*'([^']+)'", "{0} may not be opened like that", "`!ls -l` on it shows who may"),
    (r"IsADirectoryError", "a folder was opened as if it were a file", "check the path"),
    (r"UnicodeDecodeError", "the file is not text in the encoding that was expected", "open it with encoding=… or as "
     "bytes, with \"rb\""),
    (r"JSONDecodeError: (.+)", "the text is not JSON: {0}", "look at the line and column it names"),
    (r"RecursionError", "a function calls itself without an end", "look for the case in which it should stop"),
    (r"AttributeError: 'NoneType' object has no attribute '(\w+)'", "what should have {0} is None",
     "look at where it comes from: a function without return gives None"),
    (r"AttributeError: (.+)", "{0}", "dir(…) shows what it has"),
    (r"TypeError: (.+)", "kinds of values do not fit together: {0}", "print type(…) of what stands in this line"),
    (r"ValueError: (.+)", "a value is not one that can be used here: {0}", "print the value before this line"),
    (r"UnboundLocalError.*'(\w+)'", "{0} is set somewhere in this function, and read before that",
     "set it first, or say global {0}"),
    (r"EOFError", "the script asks for input, and there is none", "run it at a terminal, or give it a file with <"),
    (r"(?:ConnectionError|URLError|TimeoutError|gaierror)", "another machine could not be reached",
     "check the address and the connection"),
    (r"ImportError: (.+)", "something cannot be brought in: {0}", "check the name, and the version of the package"),
    (r"(?:Syntax|Indentation|Tab)Error: (.+)", "Python cannot read this line, or the one above: {0}",
     "look for a missing bracket, quote or colon there"),
    (r"AssertionError", "what the script asserts is not so", "print both sides before this line"))
# In quotes of any kind a name may hold blanks.
_NAMED = r"(?:['\"\u2018]([^'\"\u2018\u2019]+)['\"\u2019]|([^\s'\"]+))"
_BASH = (
    (r"(\S+): command not found", "there is no command {0} here",
     "look for a slip in the name, or install the program"),
    (r"can't open file '([^']+)'", "there is no file {0}", "`list` shows what is there"),
    (rf"{_NAMED}: No such file or directory",
     "{0}{1} is not there, seen from the folder it runs in", "`list` shows what is there"),
    (rf"{_NAMED}: Permission denied", "{0}{1} may not be used like that",
     "`!chmod u+x` makes a file a program"),
    (r"(\w+): unbound variable", "${0} is used and was never set", "set it first, or write ${{{0}:-}} where it may be "
     "empty"),
    (r"unexpected end of file", "something is open to the end: an if, a loop, a function, a quote",
     "count if and fi, do and done, quotes and brackets"),
    (r"matching [`']([\"'`)])'", "a {0} was opened and never closed", "look at the line it names and those above"),
    (r"unexpected token [`'](.+)'", "{0} stands where it cannot", "look at the line above for what is missing"),
    (r"integer expression expected", "[ ] compares numbers, and one side is none",
     "print the variable before this line"),
    (r"(?:unary|binary) operator expected|too many arguments", "a variable in [ ] is empty or holds blanks",
     "write it in quotes: \"$name\""))
_JAVASCRIPT = (
    (r"Cannot find module '([^']+)'", "the module {0} is not installed",
     "`!npm install {0}` installs it beside the script"),
    (r"(\S+) is not defined", "the name {0} is used, and nothing of that name was made before",
     "look for a slip in the name, or declare it with let or const"),
    (r"Cannot read properties of (\w+) \(reading '(\w+)'\)", "what should have {1} is {0}",
     "console.log what stands before .{1}"),
    (r"(\S+) is not a function", "{0} is called, and is no function", "console.log it before this line"),
    (r"Assignment to constant variable", "a const gets a new value", "declare it with let"),
    (r"ENOENT[^']*'([^']+)'", "there is no file {0}, seen from the folder it runs in", "check the name"),
    (r"Unexpected end of (?:JSON )?input", "something is open to the end", "count the brackets"),
    (r"Maximum call stack", "a function calls itself without an end", "look for the case in which it should stop"),
    (r"SyntaxError: (.+)", "JavaScript cannot read this line, or the one above: {0}",
     "look for a missing bracket, quote or comma there"))
_LINES_MAX = 40
# What a status says by itself, whatever was written; and what it says where nothing was written that is known.
_STATUS = {0: ("it did not fail: its exit status is 0", "ask about what it wrote"),
           124: ("it took longer than it was given", "run it with ! in front, which has no limit of time"),
           130: ("it was stopped by Ctrl-C", "run it again")}
_LAST_STATUS = {126: ("the file is there, and may not be run", "`!chmod u+x` makes a file a program"),
                127: ("there is no such command here", "look for a slip in the name, or install the program"),
                137: ("it was killed, often because the memory was used up", "look at what else runs: `!free -h`"),
                139: ("it crashed: it reached for memory that is not its own", "this is a fault of the program itself"),
                141: ("what it wrote was not read to the end", "nothing need be wrong")}
_BY_LANGUAGE = {"python": _PYTHON, "bash": _BASH, "javascript": _JAVASCRIPT}


def meaning_of(error: ScriptError) -> tuple[str, str]:
    """Return what an error means and what to try; what the interpreter said where nothing better is known."""
    return _known(error.language, error.title) or (
        error.title, "read the line it names, and the one above it" if error.line else "read what it wrote")


def why_failed(command: str, wrote: str, status: int) -> tuple[str, str] | None:
    """Return what the last error that any command wrote means, and what to try; None where it is not known."""
    if status in _STATUS:
        return _STATUS[status]
    first = next((language for word, language in (("python", "python"), ("node", "javascript"))
                  if re.match(rf"(?:\S*/)?{word}[\d.]*\s", command)), "bash")
    languages = (first, *(language for language in _BY_LANGUAGE if language != first))
    for line in reversed(wrote.splitlines()[-_LINES_MAX:]):
        for language in languages:
            found = _known(language, line.strip())
            if found:
                return found
    return _LAST_STATUS.get(status)


def _known(language: str, title: str) -> tuple[str, str] | None:
    for pattern, means, remedy in _BY_LANGUAGE.get(language, ()):
        found = re.search(pattern, title)
        if found:
            parts = [part or "" for part in found.groups()]
            return means.format(*parts), remedy.format(*parts)
    return None
