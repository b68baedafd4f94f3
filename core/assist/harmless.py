"""The programs and flags that only read: an allow-list. What is not on it is not harmless."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.assist.awk_text import reaches_out
from core.assist.shell_tree import Simple, Word

_SYSTEM_FOLDERS = ("/bin/", "/usr/bin/", "/usr/local/bin/", "/sbin/", "/usr/sbin/", "/opt/homebrew/bin/")
# A word that the shell splits or expands may become a flag, unless it begins like a path.
_PATHLIKE = re.compile(r"[\w./~]|\$\{?HOME\b")
_NO_LIMIT = 1000


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# No flag and no argument of these writes, runs another program or changes the machine.
_ANY = _set("""
    ls cat head tail wc pwd whoami id groups uname uptime free df du stat basename dirname realpath readlink nl tac rev
    cut tr paste fold fmt expand unexpand comm cmp join md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum
    cksum sum od hexdump strings seq echo true false which whereis lsblk lscpu lsusb lsmod
    ps pgrep printenv nproc tty cal ncal grep egrep fgrep cmp diff factor numfmt zcat bzcat xzcat zgrep jq sleep
    locale who w last users whatis apropos lsb_release sw_vers vm_stat pidof tsort column look cd
    type zipinfo getconf""")


@dataclass(frozen=True, slots=True)
class Flags:
    """What a program may be given: letters without and with a value, long flags, how many operands, needed ones.

    `attached` are letters whose number must stand right after them.
    """

    letters: str = ""
    valued: str = ""
    long: frozenset[str] = frozenset()
    operands: int = _NO_LIMIT
    needs: str = ""
    attached: str = ""

    def allows(self, words: tuple[Word, ...]) -> bool:
        operands, seen, ended, skip = 0, set[str](), False, False
        for word in words:
            text = word.text
            many = word.glob and (self.operands < _NO_LIMIT or not _PATHLIKE.match(text))
            if not word.literal or many or (skip and text.startswith("-")):
                return False
            if skip:
                skip = False
            elif ended or text == "-" or not text.startswith("-"):
                operands += 1
            elif text == "--":
                ended = True
            elif text.startswith("--"):
                if text.partition("=")[0] not in self.long:
                    return False
                seen.add(text.partition("=")[0])
            else:
                for place, letter in enumerate(text[1:], start=1):
                    seen.add(letter)
                    if letter in self.attached:
                        if not text[place + 1:].isdigit():
                            return False
                        break
                    if letter in self.valued:
                        skip = place == len(text) - 1
                        break
                    if letter not in self.letters:
                        return False
        return operands <= self.operands and (not self.needs or any(letter in seen for letter in self.needs.split()))


_FLAGS: Mapping[str, Flags] = {
    "sort": Flags("nrufbdghiMVszcC", "kt", _set("--numeric-sort --reverse --unique --human-numeric-sort --key "
                  "--field-separator --ignore-case --version-sort --month-sort --random-sort --stable --check")),
    "uniq": Flags("cduiDz", "fsw", _set("--count --repeated --unique --ignore-case --skip-fields"), operands=1),
    "date": Flags("uIR", "dr", _set("--utc --date --iso-8601 --rfc-3339 --rfc-email --reference"), operands=0),
    "hostname": Flags("IfisdA", operands=0),
    "file": Flags("bikLhz0", "", _set("--brief --mime --mime-type --mime-encoding")),
    "tree": Flags("adfilspughDFrtUCNqQ", "LPI", _set("--du --dirsfirst --noreport --sort --filelimit")),
    "lsof": Flags("nPtlUabR", "ipcud"), "ss": Flags("tulnpaesx46imH"), "netstat": Flags("tulnpariecv46W"),
    "ping": Flags("46nq", "ciWw", needs="c"), "ping6": Flags("nq", "ciWw", needs="c"),
    "top": Flags("bcHi", "ndopuw", needs="b l"), "vmstat": Flags("aswn", "S"), "iostat": Flags("cdhkmxyz"),
    "dmesg": Flags("THxwkLrt", "l", _set("--human --level --ctime --color --follow")),
    "journalctl": Flags("fbkexrq", "nup", _set("--since --until --no-pager --unit --lines --follow --boot --output")),
    "base64": Flags("dDi", "w", _set("--decode --wrap --ignore-garbage")), "arch": Flags(operands=0),
    "base32": Flags("di", "w", _set("--decode --wrap --ignore-garbage")), "lspci": Flags("vnkmtDx", "sd"),
    "mount": Flags(operands=0), "env": Flags("0", operands=0), "ifconfig": Flags("a", operands=1),
    "crontab": Flags("l", operands=0, needs="l"), "history": Flags(operands=1),
    "unzip": Flags("lvtZq", needs="l v t Z"), "gzip": Flags("lv", needs="l", long=_set("--list")),
    "nvidia-smi": Flags("Lq", operands=0), "sensors": Flags("fu", operands=0), "tput": Flags(operands=1),
    "rg": Flags("nilcwvFHhoSsUx.", "etTgABCmM", _set("--files --type --glob --hidden --count --ignore-case --no-ignore "
                "--files-with-matches --word-regexp --fixed-strings --line-number --max-count")),
    "fd": Flags("HIstpagFL", "edETcS", _set("--hidden --type --extension --max-depth --glob --absolute-path --size")),
    "sysctl": Flags("anNe", operands=3, long=_set("--all --values")),
    "yes": Flags(operands=1), "xxd": Flags("bpu", "lsgc", operands=1),
}
_FRONT_FLAGS: Mapping[str, frozenset[str]] = {
    "git": frozenset(("--no-pager",)), "ip": _set("-4 -6 -br -c -s -o -j -brief -color")}
_FIND_TESTS = _set("""
    -name -iname -path -ipath -wholename -iwholename -regex -iregex -regextype -type -xtype -size -mtime -mmin -atime
    -amin -ctime -cmin -newer -newermt -newerct -newerat -anewer -cnewer -maxdepth -mindepth -empty -user -group -perm
    -links -inum -samefile -nouser -nogroup -readable -writable -executable -print -print0 -printf -ls -prune -quit -not
    -and -or -a -o -depth -d -xdev -mount -follow -daystart -true -false -H -L -P -s -x -E ! ( ) ,""")
_GIT: Mapping[str, Flags] = {
    "status": Flags("sbuvz", "", _set("--short --branch --porcelain --long --untracked-files --ignored --show-stash")),
    "log": Flags("pqs", "nSGL", _set(
        "--oneline --graph --all --stat --name-only --name-status --decorate --author --since --until --after --before "
        "--grep --no-merges --merges --reverse --pretty --format --abbrev-commit --date --follow --patch --shortstat "
        "--max-count --first-parent --numstat --branches --tags --remotes --no-decorate")),
    "diff": Flags("pswb", "", attached="U", long=_set(
        "--stat --name-only --name-status --cached --staged --word-diff --shortstat --numstat --check --color "
        "--no-color --ignore-all-space --unified --summary")),
    "show": Flags("pqs", "", _set("--stat --name-only --name-status --oneline --pretty --format --patch --shortstat")),
    "branch": Flags("arv", "", _set("--list --all --remotes --show-current --verbose"), operands=0),
    "tag": Flags("ln", "", _set("--list"), operands=0), "remote": Flags("v", "", _set("--verbose"), operands=0),
    "blame": Flags("wscne", "L"), "ls-files": Flags("cdmosz", "", _set("--cached --deleted --modified --others "
                                                                         "--exclude-standard --stage")),
    "ls-tree": Flags("rtdlz", "", _set("--name-only --full-tree")), "rev-parse": Flags("", "", _set(
        "--short --abbrev-ref --show-toplevel --is-inside-work-tree --git-dir --verify")),
    "describe": Flags("", "", _set("--tags --always --dirty --long --abbrev --all")), "count-objects": Flags("vH"),
    "shortlog": Flags("sne", "", _set("--summary --numbered --email --all")), "rev-list": Flags("n", "", _set(
        "--count --all --max-count --since --until")), "merge-base": Flags(operands=3), "version": Flags(operands=0),
}
_SUBCOMMANDS: Mapping[str, Mapping[str, Flags]] = {
    "git": _GIT,
    "pip": {"list": Flags("", "", _set("--outdated --format --user")), "show": Flags("f"), "freeze": Flags(operands=0)},
    "docker": {"ps": Flags("aqns", "f", _set("--all --filter --format --quiet")), "images": Flags("aq"),
               "version": Flags(operands=0)},
    "systemctl": {name: Flags("laq", "nt", _set("--no-pager --type --all --failed --state --user"))
                  for name in ("status", "list-units", "list-unit-files", "is-active", "is-enabled", "is-failed")},
    "npm": {"list": Flags("g", "", _set("--depth --global")), "ls": Flags("g", "", _set("--depth --global"))},
    "brew": {"list": Flags("", "", _set("--versions --cask"))}, "conda": {"list": Flags(), "info": Flags()},
    "apt": {"list": Flags("a", "", _set("--installed --upgradable")), "search": Flags(), "show": Flags("a")},
    "ip": {name: Flags(operands=0)
           for name in ("a", "addr", "address", "r", "route", "link", "l", "neigh")},
}
_SUBCOMMANDS = {**_SUBCOMMANDS, "pip3": _SUBCOMMANDS["pip"]}
_VERSIONED = _set("""
    python python3 node gcc g++ clang java javac go rustc cargo npm npx git docker make cmake ruby perl php bash zsh
    fish curl wget ssh pip pip3 tar rsync ffmpeg sqlite3 psql mysql vim nvim nano tmux gdb swift kubectl helm
    terraform ansible dotnet julia lua deno bun yarn pnpm uv poetry conda gh brew apt dnf sed awk find grep""")
# Elsewhere -V means something else: vim logs into a file.
_SHORT_VERSIONED = _set("python python3 pip pip3 curl wget ssh tmux cargo rustc grep psql mysql deno uv")


def why_not_read_only(simple: Simple) -> str | None:
    """Return None when the command only reads, else why it is not certain to."""
    if simple.assignments:
        return "sets a variable for what runs"
    if not simple.words:
        return None
    head, *rest = simple.words
    if not head.certain:
        return "the program's name is only known when it runs"
    name = head.text
    if "/" in name:
        folder, _, name = name.rpartition("/")
        if f"{folder}/" not in _SYSTEM_FOLDERS:
            return f"{head.text} is a program of its own"
    arguments = tuple(rest)
    given = [word.text for word in rest]
    if (name in _VERSIONED and given == ["--version"]) or (name in _SHORT_VERSIONED and given == ["-V"]):
        return None
    rule = _RULES.get(name)
    if name in _ANY or (rule is not None and rule(arguments)):
        return None
    if name in _FLAGS and _FLAGS[name].allows(arguments):
        return None
    if name in _SUBCOMMANDS and _subcommand(name, arguments):
        return None
    known = rule is not None or name in _FLAGS or name in _SUBCOMMANDS
    return f"{name} can change things when used like this" if known else f"{name or 'this'} is not known to be harmless"


def _subcommand(name: str, words: tuple[Word, ...]) -> bool:
    while words and words[0].text in _FRONT_FLAGS.get(name, ()):
        words = words[1:]
    if not words:
        return name == "ip"
    if not words[0].certain:
        return False
    if name == "ip" and len(words) == 2 and words[1].text in ("show", "list", "ls", "s"):
        words = words[:1]
    if name == "git" and [word.text for word in words] in (["stash", "list"], ["config", "--list"], ["config", "-l"],
                                                           ["worktree", "list"], ["reflog"], ["remote", "-v"]):
        return True
    flags = _SUBCOMMANDS[name].get(words[0].text)
    return flags is not None and flags.allows(_counts(words[1:]))


def _counts(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Leave out `-5`, short for `-n 5`."""
    return tuple(word for word in words if not re.fullmatch(r"-\d+", word.text))


# Programs that `find -exec` may give any name without harm: the first tell nothing of what is inside, the others do.
_TELLERS = _set("""
    ls stat du wc file basename dirname realpath readlink echo cksum md5sum sha1sum sha224sum sha256sum sha384sum
    sha512sum b2sum""")
_READERS = _set("cat head tail tac nl od hexdump strings grep egrep fgrep cut")
_FOUND = Word("./found", True, True, "{}")  # any number of names, which begin as the place looked in does


@dataclass(frozen=True, slots=True)
class FindRuns:
    """What find is asked to run: `rest` are its other words, `only_reads` and `opens` say what the programs do."""

    rest: tuple[Word, ...]
    only_reads: bool
    opens: bool


def find_runs(words: tuple[Word, ...]) -> FindRuns:
    """Take every -exec out of find's words and judge its program by the rules for a typed one.

    -execdir may give a name that begins with a dash, -ok asks: neither is taken for harmless.
    """
    rest: list[Word] = []
    only_reads, opens, place = True, False, 0
    while place < len(words):
        if words[place].text != "-exec":
            rest.append(words[place])
            place += 1
            continue
        start = place = place + 1
        while place < len(words) and not (words[place].text == ";" or (
                words[place].text == "+" and words[place - 1].text == "{}")):
            place += 1
        inner = words[start:place]
        name = inner[0].text if inner else ""
        # find fills in `{}` within a word too, where it could become anything.
        given = tuple(_FOUND if word.text == "{}" else word for word in inner)
        only_reads = only_reads and place < len(words) and name in _TELLERS | _READERS and all(
            word.certain and ("{}" not in word.text or word.text == "{}") for word in inner) \
            and why_not_read_only(Simple(given, (), (), False, "")) is None
        opens = opens or name not in _TELLERS
        place += 1
    return FindRuns(tuple(rest), only_reads, opens)


def _find(words: tuple[Word, ...]) -> bool:
    runs = find_runs(words)
    if not runs.only_reads:
        return False
    words, expression = runs.rest, False
    for word in words:
        if not word.literal or (word.glob and not _PATHLIKE.match(word.text)):
            return False
        if word.text.startswith("-") or word.text in ("!", "(", ")"):
            # A number after -mtime and the like may be negative.
            if word.text not in _FIND_TESTS and not (expression and re.fullmatch(r"-\d+\w?", word.text)):
                return False
            expression = True
    return True


def _sed(words: tuple[Word, ...]) -> bool:
    """Only printing of lines and plain substitution; `w`, `e`, `r` and files of commands are out."""
    flags = Flags("nErsuz", "", _set("--quiet --silent --regexp-extended"))
    if not flags.allows(words):
        return False
    operands = [word.text for word in words if not word.text.startswith("-")]
    if not operands or not _certain_until(words, operands[0]):
        return False
    address = r"(?:\d+|\$|/[^/\\]*/)"
    line = rf"(?:{address}(?:,(?:{address}|\+\d+))?)?\s*!?(?:[pdq=]|\{{\s*p\s*;?\s*\}})"
    swap = r"(?:\d+,?\d*\$?)?s([/|,#])(?:(?!\1)[^\\\n]|\\.)*\1(?:(?!\1)[^\\\n]|\\.)*\1[gpI0-9]*"
    return all(re.fullmatch(rf"\s*(?:{line}|{swap})\s*", part) is not None for part in operands[0].split(";"))


def _certain_until(words: tuple[Word, ...], text: str) -> bool:
    """Whether every word up to this one is exactly what the program gets, so that this one cannot move."""
    for word in words:
        if not word.certain:
            return False
        if word.text == text:
            return True
    return False


def _awk(words: tuple[Word, ...]) -> bool:
    """A program text without system(), pipes, output to files, getline or indirect calls."""
    if not Flags("", "Fv").allows(words):
        return False
    skip, program = False, ""
    for word in words:
        if skip:
            skip = False
        elif word.text in ("-F", "-v"):
            skip = True
        elif not word.text.startswith("-"):
            program = word.text
            break
    return bool(program) and _certain_until(words, program) and not reaches_out(program)


def _tar(words: tuple[Word, ...]) -> bool:
    """Listing an archive, and nothing that could run a program or name a remote host."""
    texts = [word.text for word in words]
    if not texts or not words[0].certain or not all(
            word.literal and (not word.glob or _PATHLIKE.match(word.text)) for word in words):
        return False
    letters = texts[0].lstrip("-") if not texts[0].startswith("--") else ""
    files = texts[1:]
    if not re.fullmatch(r"[tvzjJfa]+", letters) or "t" not in letters:
        return False
    return not any(text.startswith("-") or ":" in text for text in files)


def _date(words: tuple[Word, ...]) -> bool:
    """A format begins with +; a bare number would set the clock."""
    return all(word.certain for word in words) and _FLAGS["date"].allows(
        tuple(word for word in words if not word.text.startswith("+")))


def _time(words: tuple[Word, ...]) -> bool:
    return bool(words) and why_not_read_only(Simple(words, (), (), False, "")) is None


def _dpkg(words: tuple[Word, ...]) -> bool:
    return bool(words) and words[0].text in ("-l", "-L", "-s", "-S", "--list", "--status", "--listfiles", "--search") \
        and not any(word.text.startswith("-") or not word.certain for word in words[1:])


def _pager(words: tuple[Word, ...]) -> bool:
    """less and more take commands too, after a plus sign."""
    return Flags("NSRFXEin").allows(words) and not any(word.text.startswith("+") for word in words)


def _lookup(words: tuple[Word, ...]) -> bool:
    """`command -v NAME` tells where a program is; without the flag it would run it."""
    return bool(words) and words[0].text in ("-v", "-V") and not any(
        word.text.startswith("-") or not word.certain for word in words[1:])


def _printf(words: tuple[Word, ...]) -> bool:
    """`printf -v` assigns to a variable, whose index the shell would evaluate; `%n` assigns a number to one."""
    return bool(words) and words[0].certain and not words[0].text.startswith("-") \
        and re.search(r"%[-+ #0'*\d.]*[hlLjztq]*n", words[0].text.replace("%%", "")) is None


def _test(words: tuple[Word, ...]) -> bool:
    """Only questions about files and texts: numbers and variables are evaluated, and could run a command."""
    return len(words) == 2 and re.fullmatch(r"-[defhLrwxszn]", words[0].text) is not None \
        and words[0].certain and words[1].certain \
        and "[" not in words[1].text


def _man(words: tuple[Word, ...]) -> bool:
    return Flags(operands=2).allows(words) and not any("/" in word.text for word in words)


def _getent(words: tuple[Word, ...]) -> bool:
    """Databases on this machine; hosts asks the network."""
    return bool(words) and words[0].certain and words[0].text in (
        "passwd", "group", "services", "protocols", "shells", "rpc") and all(
        word.certain and not word.text.startswith("-") for word in words)


_RULES: Mapping[str, Callable[[tuple[Word, ...]], bool]] = {
    "find": _find, "sed": _sed, "awk": _awk, "gawk": _awk, "mawk": _awk, "tar": _tar, "date": _date, "time": _time,
    "dpkg": _dpkg, "man": _man, "less": _pager, "more": _pager, "command": _lookup, "printf": _printf, "test": _test,
    "getent": _getent,
    "sysctl": lambda words: _FLAGS["sysctl"].allows(words) and not any("=" in w.text for w in words),
}
