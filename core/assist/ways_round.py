"""Ways round a plain look at a command: texts fed to a shell, editors that run programs, tools that run packages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.assist.harmful import INTERPRETERS, PROGRAM_TEXT, Reason, program
from core.assist.shell_tree import Simple, Word
from core.words.values import Risk

_EDITORS = frozenset(("vim", "vi", "nvim", "view", "vimdiff", "gvim", "ex", "ed", "red"))
_EDITOR_WAY_OUT = re.compile(r"![ ]*[^\s|;!]|system\(|delete\(|writefile|libcall|\b(py\w*|lua\w*|perl|ruby|tcl|"
                             r"mzscheme|term\w*|job_start|call|source|so|exe\w*|w\w*!?\s+\S)\b")
_STANDARD_INPUT = re.compile(r"^(/dev/(stdin|fd/\d+)|/proc/self/fd/\d+)$")
_BUS = frozenset(("dbus-send", "gdbus", "busctl", "qdbus", "qdbus6"))
_PACKAGE_RUNS = re.compile(r"^(npx|uvx|bunx|pnpx|pipx run|uv tool run|uv run .*--with|npm (exec|x|init|create)|"
                           r"pnpm dlx|yarn dlx|deno run \S*https?:|go run \S*@|nix run|nix-shell|bun x)\b")


def ways_round(simple: Simple) -> Iterator[Reason]:
    """Go through what only an odd way of using a program can do."""
    if not simple.words:
        return
    name = program(simple.words[0].text)
    words = simple.words[1:]
    if "$" in simple.words[0].raw and not simple.words[0].raw.startswith("'"):
        yield Reason(Risk.DANGEROUS, "the program's name is only known when it runs")
    if name in (*INTERPRETERS, "source", ".") and any(_STANDARD_INPUT.match(word.text) for word in words):
        yield Reason(Risk.DANGEROUS, f"{name} runs whatever it is given to read")
    if name in INTERPRETERS or name in ("ssh", "source", "."):
        for fed in simple.fed:
            bad = not fed.literal or PROGRAM_TEXT.search(fed.text)
            yield Reason(Risk.DANGEROUS if bad else Risk.CHANGES, f"{name} runs the text it is given")
    if name == "ssh" and simple.piped and len([word for word in words if not word.text.startswith("-")]) == 1:
        yield Reason(Risk.DANGEROUS, "ssh runs whatever the pipe brings")
    if name in _EDITORS:
        yield from _editor(name, simple)
    if name in ("emacs", "emacsclient") and any(re.match(r"--?(eval|execute|e$|f$|funcall|l$|load|script)", word.text)
                                                for word in words):
        yield Reason(Risk.DANGEROUS, f"{name} runs a program text")
    if name == "expect" and any(re.match(r"-\w*c", word.text) for word in words):
        yield Reason(Risk.DANGEROUS, "expect runs a program text")
    if name in ("make", "gmake"):
        yield from _make(name, words)
    if name == "zip" and any(re.match(r"-\w*TT|--unzip-command", word.text) for word in words):
        yield Reason(Risk.DANGEROUS, "zip can run a program this way")
    if name in _BUS and re.search(r"power|reboot|halt|suspend|hibernate|login1|systemd1|unit|kill|terminate|call",
                                  " ".join(word.text for word in words), re.IGNORECASE):
        yield Reason(Risk.DANGEROUS, f"{name} can tell the machine to stop or to start something")
    if _PACKAGE_RUNS.search(" ".join((name, *(word.text for word in words)))) and [
            word.text for word in words] not in (["--version"], ["--help"], []):
        yield Reason(Risk.DANGEROUS, f"{name} fetches a package and runs it")


def _editor(name: str, simple: Simple) -> Iterator[Reason]:
    words = simple.words[1:]
    commands = [word.text for before, word in zip(simple.words, words, strict=False)
                if re.fullmatch(r"-\w*[cS]|--cmd", before.text) or word.text.startswith("+")]
    commands += [fed.text for fed in simple.fed]
    if any(_EDITOR_WAY_OUT.search(command) for command in commands):
        yield Reason(Risk.DANGEROUS, f"{name} can run a program or write a file this way")
    if not all(fed.literal for fed in simple.fed) or (simple.piped and (name in ("ex", "ed", "red") or any(
            re.match(r"-\w*[es]", word.text) for word in words))):
        yield Reason(Risk.DANGEROUS, f"{name} does whatever it is given to read")


def _make(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    texts = [word.text for word in words]
    fed = re.search(r"(^|\s)(-\w*f|--(make)?file=?)\s*(-(\s|$)|/dev/|/proc/)", " ".join(texts))
    if fed or any(re.match(r"(\.?SHELL(FLAGS)?|MAKEFLAGS|MAKE)[:+?]?=|--eval|-\w*E|"
                           r"\w+[:+?]?=.*[`;|&]|\w+!?=.*\$\(", text) for text in texts):
        yield Reason(Risk.DANGEROUS, f"{name} can be made to run anything this way")
