"""What an argument may be. A handler's signature names one of these; routing reads and refuses text by it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from core.store.declared import SETTINGS
from core.words.command import Kind
from core.words.spelling import did_you_mean


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Programs whose names are also everyday words: a bare line such as "run time" or "explain make" needs a
# sign of the shell (a flag, a path, a pipe) before it is taken for a command line.
_ALSO_WORDS = _words(
    "at cat clear cut date expand factor file find fold free function group head help history host install join kill "
    "last less let link locate look make man more mount move nice open paste patch read reset return set shift sleep "
    "sort source split strings tail tee test time top touch tree true type unlink wait watch which who whole write "
    "yes if for while until case select do done then echo node go rust swift java ruby service screen command export "
    "trap times exit end print bind local eval exec dig traceroute script column number bridge bat fish go make"
)
_PROGRAMS = _words(
    "awk base64 basename bash brew bzip2 cal cargo cd chgrp chmod chown cmake cmp cp crontab curl dd df diff dirname "
    "dmesg dnf docker du egrep env fgrep gawk gcc git grep gunzip gzip hostname htop id ifconfig ip jq kubectl ln ls "
    "lsblk lscpu lsof ltrace md5sum mkdir mkfifo mkfs mv nc netstat nl nmap npm npx od openssl passwd perl pgrep ping "
    "pip pip3 pkill printenv printf ps pwd python python3 realpath renice rg rm rmdir rsync scp sed seq sh sha256sum "
    "shred shuf shutdown ssh stat strace su sudo sysctl systemctl tac tar tmux tr tty umask uname uniq unzip uptime "
    "useradd vim vmstat wc wget whereis whoami xargs xxd xz yum zip zsh apt apt-get umount lsusb "
    "fdisk journalctl"
)
_SCRIPT = r"\.(py|sh|bash|zsh|fish|js|mjs|cjs|ts|rb|pl|php|lua|go|rs|c|cpp|java|awk|[rR])$"
# "run it", "run that script again": something that was at hand.
_POINTS = r"(it|that|this|(the|that|this) (script|program|file))( again)?"
_SHELL_SIGN = re.compile(r"(^|\s)-{1,2}\w|[|<>;&$*`~\\=]|[\w.]*/[\w.]*|\w\.\w")
# Words that open a question or a statement after "do" ("do you know ...", "do the dishes ..."), not a request.
_NO_REQUEST = _words(
    "you i we they he she it people not n't these those this that the a an my your our their his her its any some most "
    "all many both each every no so or and what why how when where who is are was were as well things"
)


def _text(text: str, bare: bool) -> str:
    del bare
    if not text.strip():
        raise ValueError("expected some text")
    return text


def _forced_text(text: str, bare: bool) -> str:
    if bare:
        raise ValueError("a slash in front says that this is the command")
    return _text(text, bare)


def _request(text: str, bare: bool) -> str:
    words = text.split()
    if bare and (text.rstrip().endswith("?") or (words[:1] and words[0].lower() in _NO_REQUEST)):
        raise ValueError("a question, not a request")
    return _text(text, bare)


def _shell(text: str, bare: bool) -> str:
    _text(text, bare)
    if not bare:
        return text
    head, _, rest = text.strip().partition(" ")
    name = head.rpartition("/")[2]
    if name in _PROGRAMS or "/" in head or re.search(_SCRIPT, head):
        return text
    if name in _ALSO_WORDS and (not rest or _SHELL_SIGN.search(rest)):
        return text
    raise ValueError("not a shell command")


def _runnable(text: str, bare: bool) -> str:
    quoted = re.match(r"""\s*(["'])(?P<name>.+?)\1(?=\s|$)""", text)
    if re.fullmatch(_POINTS, text.strip().lower()) or (quoted and re.search(_SCRIPT, quoted["name"])):
        return text
    return _shell(text, bare)


def _name(text: str, bare: bool) -> str:
    del bare
    if not re.fullmatch(r"[\w.:/@+=~-]+", text):
        raise ValueError("not a name")
    return text


def _known_setting(text: str, bare: bool) -> str:
    """In a line that nothing else marks as a command, a setting there is, or one letter away from it."""
    _name(text, bare)
    if bare and text.replace("-", "_").lower() not in SETTINGS and not did_you_mean(text, SETTINGS):
        raise ValueError("not a setting")
    return text


def _model(text: str, bare: bool) -> str:
    """Any file's name may name a model; in a line without a slash only what reads like a name, or was quoted."""
    shown = re.sub(r"<U\+[0-9A-F]{4,6}>", "", text)
    if not text.strip() or (bare and not re.fullmatch(r"[\w.:/@+=~ -]*", shown)):
        raise ValueError("not a name")
    return text


# Words that follow "install" in a sentence, and are no model.
_NO_MODELS = _words("me us it this that these those them him her you everything something one please a an the some my")


def _wanted(text: str, bare: bool) -> str:
    """What `install` takes; in a line that nothing else marks as a command, one name or one of the sets."""
    text = " ".join(text.split()) if bare else text.strip()
    if not text:
        raise ValueError("expected a model, `core`, `tier 1`, `priority high` or `all`")
    one = re.fullmatch(r"(?!-)[\w.:/@+=~-]+", text) and text.lower() not in _NO_MODELS
    if bare and not one and not re.fullmatch(r"(?i)(tier \d|priority (high|medium|low)|(all|core) models)", text):
        raise ValueError("not a model")
    return text


def _quant(text: str, bare: bool) -> str:
    del bare
    if not re.fullmatch(r"[A-Za-z0-9_.-]{2,20}", text):
        raise ValueError("expected a quantisation such as Q4_K_M")
    return text.upper()


# Words that follow "test" in a sentence, and are no model.
_NO_TESTED = _NO_MODELS | _words(
    "again api app audio battery bluetooth build button camera case cases code command commands config connection "
    "connectivity coverage cpu data database disk display drive driven email endpoint equipment everyone example "
    "feature file files first flight for from function gpu here how hypothesis if in internet is keyboard latency "
    "later link load login mail memory message messages mic microphone mode model models mouse myself network now of "
    "on one only out over page part parts password patience performance ping port print printer production program "
    "project prompt query question questions quickly ram regex request results run screen script server service setup "
    "site sound speaker speakers speed suite system team tests text that then things time to today tomorrow tube two "
    "unit url us usb user users video water we website what whether which wifi with yourself"
)


def _examined(text: str, bare: bool) -> str:
    """What `test` takes; in a line that nothing else marks as a command, one word that may well be a model's name."""
    text = " ".join(text.split())
    if re.fullmatch(r"(?i)all|tier [0-4]", text):
        return text.lower()
    talk = text.lower() in _NO_TESTED or re.search(_SCRIPT, text) or not re.fullmatch(r"\w[\w.:+-]*", text)
    if not text or (bare and talk):
        raise ValueError("expected a model, `all` or `tier N`")
    return text


def _tier(text: str, bare: bool) -> int:
    del bare
    if not re.fullmatch(r"[0-4]", text):
        raise ValueError("expected a tier, 0 to 4")
    return int(text)


def _session(text: str, bare: bool) -> str:
    if text == "last" or re.fullmatch(r"[\w.-]*\d[\w.-]*", text) or (not bare and re.fullmatch(r"[\w.-]+", text)):
        return text
    raise ValueError("not a session")


def _count(text: str, bare: bool) -> int:
    del bare
    if not re.fullmatch(r"\d{1,9}", text) or int(text) < 1:
        raise ValueError("expected a whole number, 1 or more")
    return int(text)


def _number_or_all(text: str, bare: bool) -> str:
    del bare
    if text != "all" and not re.fullmatch(r"\d{1,9}", text):
        raise ValueError("expected a number, or all")
    return text


def _example(text: str, bare: bool) -> str:
    del bare
    if not re.fullmatch(r"#?\d{1,9}|all", text):
        raise ValueError("expected a number of `do examples`, or `all`")
    return text


def _address(text: str, bare: bool) -> str:
    del bare
    if not re.fullmatch(r"auto|([\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}", text):
        raise ValueError("expected HOST:PORT, or auto for the cluster that this machine is in")
    return text


def _path(text: str, bare: bool) -> Path:
    del bare
    if not text or "\0" in text:
        raise ValueError("expected a file name")
    return Path(text)


def _one_of(*choices: str) -> Kind:
    def check(text: str, bare: bool) -> str:
        del bare
        if text not in choices:
            raise ValueError(f"expected {' or '.join(choices)}")
        return text

    return Kind("choice", check, choices=choices)


Text = Annotated[str, Kind("text", _text, rest=True)]
ForcedText = Annotated[str, Kind("text", _forced_text, rest=True)]
Request = Annotated[str, Kind("request", _request, rest=True)]
Shell = Annotated[str, Kind("shell", _shell, rest=True)]
Runnable = Annotated[str, Kind("shell", _runnable, rest=True)]
Words = Annotated[str, Kind("words", _text, rest=True)]
CommandName = Annotated[str, Kind("command", _text, rest=True)]
ModelName = Annotated[str, Kind("model", _model)]
ModelsWanted = Annotated[str, Kind("known model", _wanted, rest=True)]
QuantName = Annotated[str, Kind("quant", _quant)]
SessionId = Annotated[str, Kind("session", _session)]
KnownSetting = Annotated[str, Kind("setting", _known_setting)]
SettingName = Annotated[str, Kind("setting", _name)]
SettingValue = Annotated[str, Kind("value", _text, rest=True)]
ProfileName = Annotated[str, Kind("profile", _name)]
Examined = Annotated[str, Kind("model", _examined, rest=True)]
ClusterAddress = Annotated[str, Kind("address", _address)]
TierNumber = Annotated[int, Kind("tier", _tier)]
ExampleNumber = Annotated[str, Kind("example", _example)]
Count = Annotated[int, Kind("count", _count)]
NumberOrAll = Annotated[str, Kind("number or all", _number_or_all)]
FilePath = Annotated[Path, Kind("path", _path)]
ShellName = Annotated[str, _one_of("bash", "zsh", "fish")]
ExportFormat = Annotated[str, _one_of("markdown", "json")]
All = Annotated[str, _one_of("all")]
FigureName = Annotated[str, _one_of("all", "decode", "prompt", "cancel", "resume", "draft", "crash", "memory")]
ModelsNamed = Annotated[str, Kind("models", _text, rest=True)]
