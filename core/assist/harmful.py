"""What makes a command dangerous, or at least a change: rules that only ever raise the alarm, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from core.assist.awk_text import reaches_out
from core.assist.harmless import find_runs
from core.assist.private import is_private, private_below
from core.assist.shell_tree import Redirect, Simple, Word
from core.words.safe_text import visible
from core.words.values import Risk


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause for care. Its text may name a word of the command, which cannot write a line of its own into it."""

    risk: Risk
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text))


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


INTERPRETERS = _set("""
    sh bash zsh dash ksh ash fish csh tcsh python perl ruby node php lua osascript pwsh deno bun tclsh""")
_ALWAYS: Mapping[str, str] = {
    **dict.fromkeys(_set("""
        mkfs mke2fs mkswap fdisk sfdisk cfdisk gdisk sgdisk parted wipefs blkdiscard cryptsetup mdadm lvremove vgremove
        pvremove lvreduce zpool newfs badblocks hdparm tune2fs resize2fs format swapoff newfs_hfs debugfs
        e2fsck fsck"""),
                    "can destroy a disk"),
    **dict.fromkeys(_set("shred wipe srm scrub"), "destroys files beyond recovery"),
    **dict.fromkeys(_set("shutdown reboot halt poweroff init telinit"), "stops the machine"),
    **dict.fromkeys(_set("""
        useradd userdel usermod groupadd groupdel groupmod passwd chpasswd visudo adduser deluser vipw gpasswd chsh
        dscl"""),
                    "changes who may use the machine"),
    **dict.fromkeys(_set("iptables ip6tables nft ufw firewall-cmd pfctl route"), "changes the network's rules"),
    **dict.fromkeys(_set("insmod rmmod modprobe kextload kexec"), "changes the running kernel"),
    **dict.fromkeys(_set("nc ncat netcat socat telnet"), "opens a connection that can carry anything"),
    **dict.fromkeys(_set("at batch"), "runs something later, unseen"),
    **dict.fromkeys(_set("sudo doas su pkexec runuser sudoedit runas"), "runs with the administrator's rights"),
    **dict.fromkeys(_set("eval"), "runs text that is put together first"),
    **dict.fromkeys(_set("dropdb"), "deletes a database"), "umount": "takes a disk away", "killall5": "ends everything",
    "truncate": "cuts files off", "trap": "runs something later, unseen",
    "enable": "changes what later words mean", "ld.so": "runs a program", "setfacl": "changes who may read and write",
    "setcap": "gives a program rights", "chattr": "changes what may be done to files", "mkfifo": "makes a pipe",
    "history": "changes the shell's history",
    "crontab": "runs something later, unseen", "launchctl": "changes what runs", "visudo": "changes who may do what"}
_CHANGES: Mapping[str, str] = {
    "alias": "changes what later words mean",
    "rm": "deletes files for good", "unlink": "deletes files for good", "rmdir": "deletes folders",
    "mv": "moves or renames, and may overwrite", "cp": "copies, and may overwrite", "mkdir": "makes folders",
    "touch": "makes files or changes their times", "ln": "makes links", "tee": "writes to files",
    "chmod": "changes who may read and write", "chown": "changes whose files they are", "install": "copies files",
    "chgrp": "changes whose files they are", "kill": "ends a program", "pkill": "ends programs",
    "killall": "ends programs", "curl": "uses the network", "wget": "uses the network",
    "ssh": "runs on another machine",
    "scp": "copies to or from another machine", "rsync": "copies, and may overwrite", "sftp": "uses the network",
    "tar": "packs or unpacks files, and may overwrite", "unzip": "unpacks files, and may overwrite",
    "zip": "writes an archive", "gzip": "replaces files by packed ones", "gunzip": "replaces files by unpacked ones",
    "sed": "can change files", "make": "runs what a Makefile says", "pip": "changes installed packages",
    "pip3": "changes installed packages", "npm": "changes installed packages, and may run their scripts",
    "apt": "changes installed packages", "brew": "changes installed packages", "git": "changes the repository",
    "docker": "runs or changes containers", "export": "sets a variable for what runs later",
    "source": "runs a script in this shell", ".": "runs a script in this shell",
    "xargs": "runs a program on each input",
    "dd": "copies raw data", "patch": "changes files", "split": "writes files", "ftp": "uses the network",
    "dig": "uses the network", "nslookup": "uses the network", "host": "uses the network",
    "whois": "uses the network",
    "vim": "edits files", "vi": "edits files", "nano": "edits files", "open": "opens a program"}
_SYSTEM_PATH = re.compile(
    r"^(/(etc|boot|bin|sbin|usr|lib\w*|dev|proc|sys|root|var|opt|System|Library|Applications|home|Users|private|mnt|"
    r"media|srv|run)?/?\*?$|/(etc|boot|bin|sbin|usr|lib\w*|dev|proc|sys|root|var|System|Library|srv)/)")
_HOME_PATH = re.compile(r"^(~|\$HOME|\$\{HOME\}|\.\.?|\*|~\w+)(/\.{0,2}|/\*|/\.\*)*/?$|^(\.\./?)+\*?$")
_STARTUP = re.compile(r"(^|/)\.(bashrc|bash_profile|profile|zshrc|zprofile|zshenv|bash_login|ssh/|gnupg/|gitconfig|"
                      r"config/autostart|config/systemd|config/fish|config/environment|pam_env|xprofile|xinitrc|xsession|"
                      r"inputrc|vimrc|emacs|tmux\.conf|local/bin/)|systemd/(user|system)(/|$)|\.(service|timer)$|authorized_keys|\.git/hooks/|LaunchAgents|sudoers")
_HOOKS = re.compile(r"(LD_|DYLD_|BASH_ENV|ENV|PROMPT_COMMAND|PATH|IFS|PS4|GIT_|PAGER|EDITOR|SHELLOPTS|PYTHON|PERL)")
_NOWHERE = ("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty")
PROGRAM_TEXT = re.compile(r"os\.|subprocess|shutil|socket|urll?ib|requests|exec|eval|system|unlink|rmtree|remove|"
                           r"open\(|__import__|pty|ctypes|child_process|fs\.|File\.|`|spawn|fork|write|curl|wget|rm |"
                          r"FileUtils|rm_rf|rmdir|rename|truncate|Dir\.|IO\.|%x|Sync\(|popen|kill|delete|glob|qx\b|"
                          r"Deno\.|require\W+(node:)?(fs|net|http)")


def reasons(simple: Simple) -> Iterator[Reason]:
    """Go through every cause for care in one command."""
    yield from _surroundings(simple)
    words = simple.words
    if not words:
        return
    if not words[0].certain:
        yield Reason(Risk.DANGEROUS, "the program's name is only known when it runs")
        return
    name = program(words[0].text)
    if name.startswith("mkfs"):
        yield Reason(Risk.DANGEROUS, "can destroy a disk")
    if name in _ALWAYS and not _only_lists(name, words):
        yield Reason(Risk.DANGEROUS, f"{name} {_ALWAYS[name]}")
    if simple.piped and name in INTERPRETERS and not any(_is_file(word) for word in words[1:]):
        yield Reason(Risk.DANGEROUS, f"{name} runs whatever the pipe brings")
    rule = _RULES.get(name)
    if rule is not None:
        yield from rule(name, words[1:])


def usual(simple: Simple) -> Reason | None:
    """Say what a command does that is not one of those that only read, if its name tells."""
    name = program(simple.words[0].text) if simple.words else ""
    return Reason(Risk.CHANGES, f"{name} {_CHANGES[name]}") if name in _CHANGES else None


def program(text: str) -> str:
    """Return a program's plain name: no folder, no version, no capitals (some file systems ignore them)."""
    name = text.rpartition("/")[2].lower()
    return re.sub(r"[\d.]+$", "", name) if re.match(r"(python|pip|perl|ruby|node|php|lua)[\d.]+$", name) else name


def redirect_reasons(redirect: Redirect) -> Iterator[Reason]:
    """Say what a redirection can do."""
    target = redirect.target.text
    if re.match(r"/dev/(tcp|udp)/", target):
        yield Reason(Risk.DANGEROUS, "opens a network connection")
    elif redirect.operator in ("<", "<&") or (redirect.operator == ">&" and re.fullmatch(r"\d+|-", target)):
        return
    elif not redirect.target.certain:
        yield Reason(Risk.CHANGES, "writes to a file named only when it runs")
        yield from writing(redirect.target)
    elif target not in _NOWHERE:
        yield from writing(redirect.target)
        yield Reason(Risk.CHANGES, f"writes to {target}" if redirect.operator in (">>", "&>>") else
                     f"writes to {target}, and replaces what is there")


def writing(word: Word) -> Iterator[Reason]:
    """Say when a place must not be written to lightly."""
    if word.text in _NOWHERE:
        return
    if _SYSTEM_PATH.search(word.text):
        yield Reason(Risk.DANGEROUS, f"touches the system's {word.text}")
    elif _STARTUP.search(word.text):
        yield Reason(Risk.DANGEROUS, f"changes {word.text}, which decides what runs later")


def _surroundings(simple: Simple) -> Iterator[Reason]:
    for redirect in simple.redirects:
        yield from redirect_reasons(redirect)
    name = program(simple.words[0].text) if simple.words else ""
    for word in (*simple.words[1:], *(redirect.target for redirect in simple.redirects)):
        if is_private(word, name):
            yield Reason(Risk.CHANGES, f"touches what is private: {word.text[:60]}")
    for text in private_below(name, simple.words[1:]):
        yield Reason(Risk.CHANGES, f"may read what is private: {text[:60]}")
    for assignment in simple.assignments:
        hooks = _HOOKS.match(assignment)
        yield Reason(Risk.DANGEROUS if hooks else Risk.CHANGES, f"sets {assignment.partition('=')[0]} for what runs")


def _only_lists(name: str, words: tuple[Word, ...]) -> bool:
    texts = [word.text for word in words[1:]]
    if name == "history":
        return not any(text.startswith("-") for text in texts)
    return texts in (["-l"], ["-e"]) if name == "crontab" else name in ("alias", "trap", "route") and not texts


def _is_file(word: Word) -> bool:
    return word.literal and not word.text.startswith("-") and word.text not in ("", "/dev/stdin", "/dev/fd/0")


def _flags(words: tuple[Word, ...]) -> str:
    """All single-letter flags together."""
    return "".join(word.text[1:] for word in words if re.match(r"-[^-]", word.text))


def _has(words: tuple[Word, ...], *texts: str) -> bool:
    return any(word.text in texts or word.text.partition("=")[0] in texts for word in words)


def _rm(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    long = any(word.text.startswith(("--r", "--f", "--no")) for word in words)
    if re.search("[rRf]", _flags(words)) or long:
        yield Reason(Risk.DANGEROUS, f"{name} deletes without asking, or whole folders")
    for word in words:
        if not word.certain:
            yield Reason(Risk.DANGEROUS, "deletes whatever a pattern or variable stands for")
        elif _SYSTEM_PATH.search(word.text) or _HOME_PATH.search(word.text):
            yield Reason(Risk.DANGEROUS, f"deletes {word.text}")


def _targets(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    """cp, mv, ln, tee, install, rsync: the places they write to, and wholesale moves."""
    places = [word for word in words if not word.text.startswith("-")]
    for word in places if name in ("tee", "mv") else places[-1:]:
        yield from writing(word)
    if name == "mv" and any(_HOME_PATH.search(word.text) for word in places[:-1]):
        yield Reason(Risk.DANGEROUS, "moves everything there is")
    if name == "mv" and places and places[-1].text == "/dev/null":
        yield Reason(Risk.DANGEROUS, "moves files to where they are lost")
    if name == "rsync" and any(word.text.startswith("--del") or word.text.startswith("--remove") for word in words):
        yield Reason(Risk.DANGEROUS, "deletes what is not on the other side")
    if name in ("rsync", "scp") and (_has(words, "-e", "--rsh", "-S", "-o", "--rsync-path")):
        yield Reason(Risk.DANGEROUS, "runs a program of its own choosing")
    if name in ("rsync", "scp") and any(re.match(r"[\w.@-]+:", word.text) for word in places[-1:]):
        private = any(is_private(word, name) for word in places)
        yield Reason(Risk.DANGEROUS if private else Risk.CHANGES, "sends files to another machine")


def _dd(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    if any(word.text.startswith("of=") for word in words) or not all(word.certain for word in words):
        yield Reason(Risk.DANGEROUS, f"{name} writes raw data over its target")


def _rights(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    places = [word for word in words if not word.text.startswith("-")]
    if "R" in _flags(words) or _has(words, "--recursive"):
        yield Reason(Risk.DANGEROUS, f"{name} changes rights of everything below a folder")
    if places and name == "chmod" and re.search(r"^0?[0-7]?[0-7][0-7][2367]$|^[1-7][0-7]{3}$|[oa]?\+\w*w|\+\w*s|^000$",
                                               places[0].text) and not re.match(r"u\+w$", places[0].text):
        yield Reason(Risk.DANGEROUS, "opens files to everybody, or takes all rights away")
    for word in places[1:]:
        if not word.literal or _SYSTEM_PATH.search(word.text) or _HOME_PATH.search(word.text):
            yield Reason(Risk.DANGEROUS, f"changes rights of {word.text}")


def _git(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    texts = [word.text for word in words]
    ways_out = ("--upload-pack", "--receive-pack", "--exec=", "--ext-diff", "ext::", "--open-files-in-pager")
    if any(text.startswith(("-c", "-C", "--exec-path", "--config-env")) for text in texts[:1]) or any(
            text.startswith(ways_out) or re.match(r"-O\w", text) for text in texts):
        yield Reason(Risk.DANGEROUS, f"{name} can be made to run another program this way")
    verb = next((text for text in texts if not text.startswith("-")), "")
    rest = texts[texts.index(verb) + 1:] if verb else []
    lost = {
        "push": any(re.match(r"(-f|-d|--f|--m|--d|--prune|\+|:)", text) or re.match(r"-\w*f", text) for text in rest),
        "reset": "--hard" in rest or "--merge" in rest, "clean": any(re.match(r"-\w*f|--force", t) for t in rest),
        "checkout": any(text in ("--", ".", "-f", "--force") for text in rest), "restore": "--staged" not in rest,
        "branch": any(re.match(r"-\w*[DdMf]|--d|--f", text) for text in rest),
        "stash": rest[:1] in (["drop"], ["clear"]),
        "switch": any(text in ("-f", "--force", "--discard-changes", "-C") for text in rest),
        "reflog": rest[:1] in (["expire"], ["delete"]), "gc": any("prune" in text for text in rest),
        "update-ref": "-d" in rest, "filter-branch": True, "filter-repo": True, "tag": "-d" in rest or "-f" in rest,
        "rm": True, "worktree": rest[:1] == ["remove"], "submodule": "deinit" in rest or "foreach" in rest,
        "rebase": True, "commit": "--amend" in rest, "remote": rest[:1] in (["remove"], ["rm"], ["set-url"]),
        "config": any(re.search(r"alias\.|pager|sshcommand|fsmonitor|hookspath|editor|askpass|filter\.|credential",
                                text.lower()) for text in rest),
        "bisect": rest[:1] == ["run"], "daemon": True, "send-email": True,
        "difftool": any(re.match(r"-x|--ext", text) for text in rest)}
    if lost.get(verb):
        yield Reason(Risk.DANGEROUS, f"git {verb} like this can lose work or run something else")


def _find(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    if _has(words, "-delete"):
        yield Reason(Risk.DANGEROUS, f"{name} deletes everything it finds")
    runs = find_runs(words)
    if not runs.only_reads or _has(runs.rest, "-execdir", "-ok", "-okdir"):
        yield Reason(Risk.CHANGES, f"{name} runs a program on everything it finds")
    if any(word.text.startswith(("-fprint", "-fls")) for word in words):
        yield Reason(Risk.CHANGES, f"{name} writes to a file")


def _code(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    """A program text on the command line, or a script."""
    for word in words:
        if not word.text.startswith("-"):
            break
        if len(word.text) > 4 and PROGRAM_TEXT.search(word.text):
            yield Reason(Risk.DANGEROUS, f"{name} runs a program text")
    for before, word in pairwise(words):
        if re.fullmatch(r"-\w*[cerpE]|--eval|--command|--print", before.text):
            bad = not word.literal or PROGRAM_TEXT.search(word.text)
            yield Reason(Risk.DANGEROUS if bad else Risk.CHANGES, f"{name} runs a program text")
    if any(not word.literal for word in words):
        yield Reason(Risk.DANGEROUS, f"{name} runs text that is only known when it runs")
    elif any(_is_file(word) for word in words):
        yield Reason(Risk.CHANGES, f"{name} runs a script")


def _script(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    if any(not word.literal for word in words):
        yield Reason(Risk.DANGEROUS, f"{name} runs text that is only known when it runs")


def _editing(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    """sed and awk: programs with ways out."""
    text = " ".join(word.text for word in words)
    if name == "sed" and (re.search(r"(^|[;{\d$/])\s*e(\s|$|;)", text) or re.search(r"s(.).*?\1.*?\1\w*[ew]", text)):
        yield Reason(Risk.DANGEROUS, "sed can run a program or write a file this way")
    if name == "sed" and re.search(r"(^|\s)(-\w*i|--in-place)", text):
        yield Reason(Risk.CHANGES, "sed changes files in place")
        for word in words[1:]:
            yield from writing(word)
    if name != "sed" and reaches_out(text):
        yield Reason(Risk.DANGEROUS, f"{name} can run a program or write a file this way")


def _network(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    """curl and wget: what goes out, and where what comes in is written."""
    flags = _flags(words)
    sends = _has(words, "-d", "-F", "-T", "--data", "--form", "--upload-file", "--post-data", "--post-file", "--json",
                 "--data-binary", "--data-raw", "--data-urlencode", "--body-file", "--body-data", "-X", "--request")
    if sends or re.search(r"(^|[a-zA-Z])[dFT]", flags if name == "curl" else ""):
        yield Reason(Risk.DANGEROUS, f"{name} sends something out")
    if not all(word.literal for word in words):
        yield Reason(Risk.DANGEROUS, f"{name} sends out what is only known when it runs")
    if _has(words, "-K", "--config", "--use-askpass", "-e", "--execute", "--libcurl"):
        yield Reason(Risk.DANGEROUS, f"{name} can be made to do something else this way")
    for word in words:
        yield from writing(word)


def _ssh(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    if any(re.search(r"^-o|ProxyCommand|LocalCommand|^-[FRLDw]", word.text) for word in words):
        yield Reason(Risk.DANGEROUS, f"{name} can be made to run another program or open a way in")


def _tar(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    text = " ".join(word.text for word in words)
    if re.search(r"--(to-comm|checkpoint-action|use-comp|rsh-comm|rmt-comm|info-scr|new-vol)|(^| )-\w*[IF]", text):
        yield Reason(Risk.DANGEROUS, f"{name} can run a program this way")
    if _has(words, "--remove-files", "-P", "--absolute-names", "--overwrite"):
        yield Reason(Risk.DANGEROUS, f"{name} deletes or overwrites what it meets")
    for before, word in pairwise(words):
        if before.text in ("-C", "-d", "--directory"):
            yield from writing(word)


def _services(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    if _has(words, "poweroff", "reboot", "halt", "stop", "disable", "mask", "kill", "isolate", "suspend", "hibernate",
            "rescue", "emergency", "restart", "enable",
            "unload", "bootout", "terminate-user", "edit", "set-default", "link"):
        yield Reason(Risk.DANGEROUS, f"{name} stops or changes what the machine runs")


def _verbs(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    """Programs whose own words delete things elsewhere."""
    if name in ("docker", "podman", "kubectl") and words[:1] and words[0].text == "exec":
        return
    text = " ".join(word.text for word in words).lower()
    if _LOSING.search(text) or re.search(r"--privileged|(-v|--volume|--mount)[ =]\S*(/|~)", text):
        yield Reason(Risk.DANGEROUS, f"{name} can delete or publish like this")


def _kill(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    targets = [word.text for word in words if not re.match(r"-(\d{1,2}|[A-Z]+|s|n)$", word.text)]
    if any(text in ("-1", "1", "0") for text in targets) or any(word.text == "-1" for word in words[1:]):
        yield Reason(Risk.DANGEROUS, f"{name} ends everything")
    if name != "kill" and (re.search("[uUgGtr]", _flags(words)) or _has(words, "--uid", "--euid", "--user", "--group")
                           or any(re.fullmatch(r"\W*|.", text) for text in targets)):
        yield Reason(Risk.DANGEROUS, f"{name} ends everything of a person, or all that a pattern fits")
    if any(not word.certain for word in words):
        yield Reason(Risk.DANGEROUS, f"{name} ends whatever is named when it runs")


def _setting(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    for word in words:
        if "=" in word.raw and _HOOKS.match(word.raw):
            yield Reason(Risk.DANGEROUS, f"{name} changes what runs later: {word.raw.partition('=')[0]}")


def _sysctl(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    if any("=" in word.text or not word.certain or re.match(r"-\w*[wpf]|--(w|l|sy)", word.text) for word in words):
        yield Reason(Risk.DANGEROUS, f"{name} changes a setting of the whole machine")


def _mounting(name: str, words: tuple[Word, ...]) -> Iterator[Reason]:
    if words:
        yield Reason(Risk.DANGEROUS, f"{name} changes a setting of the whole machine")


_LOSING = re.compile(r"\b(prune|rm|rmi|remove|purge|autoremove|delete|destroy|uninstall|drop|flushall|flushdb|kill|"
                     r"erase\w*|publish|unpublish|wipe|down|apply|truncate|set|del|flush|exec|yank)\b")
Rule = Callable[[str, tuple[Word, ...]], Iterator[Reason]]
_RULES: Mapping[str, Rule] = {
    "rm": _rm, "unlink": _rm, "rmdir": _rm, "dd": _dd, "git": _git, "find": _find, "sed": _editing,
    **dict.fromkeys(_set("cp mv ln tee install rsync scp ditto"), _targets), "sysctl": _sysctl, "mount": _mounting,
    **dict.fromkeys(_set("chmod chown chgrp"), _rights), **dict.fromkeys(INTERPRETERS, _code),
    **dict.fromkeys(_set("source ."), _script), **dict.fromkeys(_set("awk gawk mawk nawk"), _editing),
    **dict.fromkeys(_set("curl wget aria2c http https"), _network), "ssh": _ssh, "sftp": _ssh,
    **dict.fromkeys(_set("tar bsdtar unzip cpio"), _tar), **dict.fromkeys(_set("systemctl service loginctl rc-service"),
                                                                         _services),
    **dict.fromkeys(_set("""
        docker podman kubectl helm terraform aws gcloud az npm yarn pnpm cargo gem apt apt-get dnf yum pacman zypper
    brew snap flatpak redis-cli psql mysql mongo sqlite3 zfs btrfs diskutil pip pip3 conda vagrant virsh lxc heroku
    fly vercel gh ip nmcli defaults tmutil"""), _verbs),
    **dict.fromkeys(_set("kill pkill killall"), _kill),
    **dict.fromkeys(_set("export declare typeset readonly set local"), _setting)}
