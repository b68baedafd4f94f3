"""Programs that run other programs: which of their words are the command, and which are texts for a shell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from core.assist.harmful import INTERPRETERS
from core.assist.shell_tree import Word

_SUFFIXES_MAX = 40


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHELLS = _set("""
    sh bash zsh dash ksh ash fish csh tcsh su eval watch parallel script flock ssh entr xargs runuser""")
# Programs that run the rest of their words; the value lists their flags that take a word of their own.
WRAPPERS: Mapping[str, str] = {
    "sudo": "-u -g -h -p -C -D -R -T -U -r -t", "doas": "-u -C", "env": "-u -C -S", "nohup": "", "setsid": "",
    "stdbuf": "-o -i -e", "nice": "-n", "ionice": "-c -n -p", "time": "-o -f", "timeout": "-s -k", "command": "",
    "builtin": "", "exec": "-a", "chroot": "", "busybox": "", "toybox": "", "caffeinate": "-t -w", "unshare": "",
    "nsenter": "-t", "strace": "-e -o -p -s", "ltrace": "-e -o -p", "xargs": "-I -n -P -d -a -E -L -s", "watch": "-n",
    "parallel": "-j -I --jobs", "flock": "-w -E", "pkexec": "--user", "runuser": "-u", "chronic": "", "unbuffer": "",
    "proxychains": "", "torsocks": "", "taskset": "", "chrt": "", "prlimit": "", "systemd-run": "-p --unit", "gdb": "",
    "coproc": ""}
_VALUED: Mapping[str, frozenset[str]] = {
    "ssh": _set("-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -P -p -Q -R -S -W -w"), "watch": _set("-n --interval")}
# Programs with words of many kinds before the command they run: the command may begin at any word.
_LOOSE = _set("""
    setpriv setarch linux32 linux64 i386 x86_64 firejail bwrap proot fakeroot fakechroot xvfb-run ssh-agent
    dbus-run-session dbus-launch start-stop-daemon tmux screen expect valgrind perf numactl cgexec systemd-inhibit gosu
    su-exec sg newgrp rlwrap hyperfine dumb-init tini faketime torify eatmydata choom uclampset cpulimit daemonize
    runcon capsh flatpak-spawn arch cpupower trickle docker podman kubectl lxc alias""")


def wrapped(name: str, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The command that this one runs: after sudo, env, xargs and the like, or in find -exec."""
    if name in ("find", "fd"):
        places = [place for place, word in enumerate(words) if re.match(r"-(exec|ok)|-[xX]$|--exec", word.text)]
        inner = words[places[0] + 1:] if places else ()
        return tuple(Word("", False, False, "") if word.text == "{}" else word for word in inner
                     if word.text not in (";", "+"))
    if name not in WRAPPERS or (name == "command" and words[1:2] and words[1].text in ("-v", "-V")):
        return ()
    valued = WRAPPERS[name].split()
    skip = 1 if name in ("timeout", "chroot", "flock", "taskset", "chrt") else 0
    place = 1
    while place < len(words):
        text = words[place].text
        if text in valued:
            place += 2
        elif text.startswith("-") or re.match(r"\w+=", text):
            place += 1
        elif skip:
            skip -= 1
            place += 1
        else:
            return words[place:]
    return ()


def possible(name: str, words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """Every command that a program with words of many kinds might run: all that begins at a word of its own."""
    if name in _LOOSE or re.match(r"ld(-linux|-musl|\.so|64\.so)", name):
        for place, word in enumerate(words[1:_SUFFIXES_MAX], start=1):
            if not word.text.startswith("-") and word.literal:
                yield words[place:]


def _said(name: str, words: tuple[Word, ...]) -> str:
    """What eval, ssh or watch hands to a shell: their words without flags, and without ssh's host."""
    place = _behind_flags(name, words, 1)
    if name == "ssh":  # which takes flags behind the host too
        place = _behind_flags(name, words, place + 1)
    return " ".join(word.text for word in words[place:])


def _behind_flags(name: str, words: tuple[Word, ...], place: int) -> int:
    while place < len(words) and words[place].text.startswith("-") and name != "eval":
        place += 2 if words[place].text in _VALUED.get(name, ()) else 1
    return place


def texts(name: str, words: tuple[Word, ...]) -> Iterator[str]:
    """Words of these programs that are command lines themselves."""
    if name in _LOOSE:
        for word in words[1:]:
            text = word.text.partition("=")[2] if name == "alias" else word.text
            yield from (text,) if " " in text.strip() else ()
    yield from _texts(name, words)


def _texts(name: str, words: tuple[Word, ...]) -> Iterator[str]:
    """Words that are command lines themselves: after -c of a shell, all of eval's, what ssh or watch gets."""
    if name not in SHELLS and name not in INTERPRETERS and name not in WRAPPERS and name != "trap":
        return
    if name in ("eval", "ssh", "watch") and (said := _said(name, words)):
        yield said
    for before, word in pairwise(words):
        given = re.fullmatch(r"-\w*c|--command|-S|-e", before.text) and name in SHELLS | WRAPPERS.keys()
        if given or (" " in word.text.strip() and name not in INTERPRETERS):
            yield word.text
