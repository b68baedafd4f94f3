"""Lessons: two things in one request, one after the other: make a folder and copy into it, back up and edit, pack and list."""

# A wording stays on one line, however long.
# ruff: noqa: E501
# fmt: off

import random
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind
from models.spark.lessons.shell_git import message
from models.spark.lessons.shell_run import url
from models.spark.lessons.slots import Filled, Slot, bare, file, folder, number, type_ending, word

WEIGHT = 2.2

_RULES = {
    "make": "[make|make|create|create|create|set up|add|mkdir]",
    "newfile": "[make|create|create|touch|add|start]",
    "fold": "[folder|folder|directory|dir]",
    "copy": "[copy|copy|copy|cp|duplicate]",
    "move": "[move|move|mv|put|shift|bring|transfer]",
    "del": "[delete|delete|remove|remove|erase|rm|get rid of|trash]",
    "show": "[show (me)|show|print|display|cat|read|view|output]",
    "list": "[list|list|show (me)|show|see|display]",
    "to": "[to|to|into|in]",
    "there": "[there|in it|into it|in there|inside|inside it|into that folder]",
    "go": "[go into|go to|cd into|cd to|change to|switch to|enter|cd]",
    "called": "[called |named |with the name ||]",
    "then": "[ and | and then |, then |, and then | then | and after that |. then |; then |, after that |, and | and afterwards |. after that |. next, ]",
    "it": "[it|it|it|that file|the file]",
    "pack": "[zip|zip up|pack|compress|archive|bundle]",
    "replace": "[replace|change|swap]",
    "run": "[run|run|execute|start|launch]",
}


def _new_folder(slot: str) -> Slot:
    def draw(rng: random.Random) -> Filled:
        name = names.folder(rng, far=0, blanks=0.01).split("/")[0]
        return Filled({slot: name}, bare(name), name)

    return draw


def _simple(slot: str) -> Slot:
    def draw(rng: random.Random) -> Filled:
        text = names.word(rng)
        return Filled({slot: text}, text, text, {slot: "[{#}|{#}|\"{#}\"]".replace("#", slot)})

    return draw


def _stem(slot: str) -> Slot:
    def draw(rng: random.Random) -> Filled:
        text = names.stem(rng)
        return Filled({slot: text}, text, text)

    return draw


def _said(slot: str) -> Slot:
    def draw(rng: random.Random) -> Filled:
        text = " ".join(names.word(rng) for _ in range(rng.choice((1, 2, 2, 3))))
        return Filled({slot: text}, f"'{text}'", text, {slot: "[{#}|\"{#}\"|\"{#}\"|the text {#}|the text \"{#}\"|'{#}'|the line {#}]".replace("#", slot)})

    return draw


def _script(slot: str) -> Slot:
    """A script and how it is started: both words of the command drawn together."""

    def draw(rng: random.Random) -> Filled:
        name = names.file(rng, ("sh", "sh", "sh", "py", "pl", ""), folders=0, blanks=0)
        return Filled({slot: name}, name, name, {slot: "[#|#|#|the script #|my script #|the file #|the # script]".replace("#", "{" + slot + "}")})

    return draw


_TEXT_ENDINGS = ("txt", "md", "log", "csv", "py", "conf", "json", "")
_SLOTS: Mapping[str, Slot] = {
    "f": file("f", folders=0.04), "g": file("g", folders=0.02), "h": file("h", folders=0.02),
    "k": file("k", *_TEXT_ENDINGS, folders=0.03),
    "d": folder("d", far=0.03), "e": folder("e", far=0.02, into=True), "a": _new_folder("a"), "b": _new_folder("b"),
    "n": number("n", 2, 100), "x": word("x"), "p": _simple("p"), "q": _simple("q"), "s": _said("s"), "z": _stem("z"),
    "t": type_ending, "c": _script("c"), "msg": message, "url": url,
    "tgz": file("tgz", "tar.gz", "tar.gz", "tgz", "tar", folders=0.02), "zipped": file("zipped", "zip", folders=0.02),
}


def _linked(command: str, says: str, acts: str, weight: float = 1.0) -> Kind:
    return Kind(command, says, acts=acts, rules=_RULES, slots=_SLOTS, weight=weight)


_LINKED = (
    _linked("mkdir -p {a} && mv {f} {a}/", "Makes the folder {a} and moves {f} into it.", """
        <make> (a |the |a new )<fold> <called>{a}<then><move> <f> <there>
        <move> <f> <to> a new <fold> <called>{a}
        """, 1.6),
    _linked("mkdir -p {a} && cp {f} {a}/", "Makes the folder {a} and copies {f} into it.", """
        <make> (a |the |a new )<fold> <called>{a}<then><copy> <f> <there>
        <copy> <f> <to> a new <fold> <called>{a}
        """, 1.6),
    _linked("mkdir -p {a} && mv *.{t} {a}/", "Makes the folder {a} and moves the {t} files into it.", """
        <make> (a |the |a new )<fold> <called>{a}<then><move> (all |the |all the |all my )<tf> <there>
        <move> (all |the |all the |all my )<tf> <to> a new <fold> <called>{a}
        """, 1.5),
    _linked("mkdir -p {a} && cp *.{t} {a}/", "Makes the folder {a} and copies the {t} files into it.", """
        <make> (a |the |a new )<fold> <called>{a}<then><copy> (all |the |all the |all my )<tf> <there>
        <copy> (all |the |all the |all my )<tf> <to> a new <fold> <called>{a}
        """, 1.5),
    _linked("mkdir -p {a} && touch {a}/{g}", "Makes the folder {a} and the empty file {g} in it.", """
        <make> (a |the |a new )<fold> <called>{a}<then><newfile> (a |an empty |the )file <called>{g} <there>
        <make> (a |the )<fold> <called>{a} with (an empty |a )file <called>{g} (in it|inside)
        """, 1.5),
    _linked("mkdir -p {a} && echo {s} > {a}/{k}", "Makes the folder {a} and writes {s} into {k} in it.", """
        <make> (a |the |a new )<fold> <called>{a}<then>[write|put|save] <s> [in|into|to] (a file |the file )<called>{k} <there>
        """, 0.6),
    _linked("mkdir -p {a} && cd {a}", "Makes the folder {a} and goes into it.", """
        <make> (a |the |a new )<fold> <called>{a}<then>[go|cd|change|switch|step] [into it|in it|there|inside|into that folder]
        <make> (a |the |a new )<fold> <called>{a}<then>[enter|open] it
        """, 1.0),
    _linked("mkdir -p {a} && cd {a} && git init", "Makes the folder {a} and makes it a git repository.", """
        <make> (a |the |a new )<fold> <called>{a}<then>[git init|start a git repo|make a git repository|init git|make it a git repo|init a repository] (<there>|)
        """, 0.7),
    _linked("cd {d} && ls", "Goes to {d} and lists what is there.", """
        <go> <d><then>[list|show|show me|see] (what is there|the files|all files|everything|its contents|what's in it|the content)
        <go> <d><then>ls
        """, 1.4),
    _linked("cd {d} && ls -la", "Goes to {d} and lists everything there with details, hidden files too.", """
        <go> <d><then>[list|show] (everything|all files) with details
        <go> <d><then>[list|show] all files and hidden ones too
        """, 0.6),
    _linked("cd {d} && ./{c}", "Goes to {d} and runs {c}.", """
        <go> <d><then><run> <c> (there|)
        """, 0.8),
    _linked("cd {d} && git pull", "Goes to {d} and gets the newest commits.", """
        <go> <d><then>[git pull|pull|pull the newest changes|get the newest commits|update the repo]
        """, 0.6),
    _linked("cd {d} && git status", "Goes to {d} and shows which files have changed.", """
        <go> <d><then>[git status|show the git status|check git status|show what changed in git]
        """, 0.5),
    _linked("cd {d} && rm {f}", "Goes to {d} and deletes {f}.", """
        <go> <d><then><del> <f> (there|)
        """, 0.6),
    _linked("cd {d} && touch {g}", "Goes to {d} and makes the empty file {g}.", """
        <go> <d><then><newfile> (a |an empty |the )file <called>{g} (there|)
        """, 0.7),
    _linked("cp {f} {f}.bak && sed -i 's/{p}/{q}/g' {f}", "Keeps a copy of {f} and replaces every {p} with {q} in it.", """
        [back up|backup|make a backup of|save a copy of] <f><then><replace> (every |all )<p> [with|by|to] <q> (in it|in the original|there|)
        <replace> <p> [with|by|to] <q> in <f>[, but| but|, and] [make a backup|back it up|keep a backup|save a copy] [first|before|of it first]
        """, 1.5),
    _linked("cp {f} {f}.bak && nano {f}", "Keeps a copy of {f} and opens it in the editor nano.", """
        [back up|backup|make a backup of|save a copy of] <f><then>[edit|open] <it> (in nano|in an editor|)
        """, 0.8),
    _linked("cp {f} {f}.bak && echo {s} >> {f}", "Keeps a copy of {f} and adds {s} at its end.", """
        [back up|backup|make a backup of|save a copy of] <f><then>[add|append] <s> (to it|at the end|to the end|to the original)
        """, 0.7),
    _linked("echo {s} > {k} && cat {k}", "Writes {s} into {k} and shows it.", """
        [create|make] (a |the )file <called>{k} [with|containing|that says|saying|with the text|and write in it] <s><then>[show|print|cat|display|show me] (it|its content|what is in it|the file|me the result)
        [write|save|put] <s> [to|into|in] <k><then>[show|print|cat|display] [it|the file|its content]
        """, 1.5),
    _linked("echo {s} >> {k} && cat {k}", "Adds {s} at the end of {k} and shows it.", """
        [add|append] <s> to <k><then>[show|print|cat|display|show me] [it|the file|its content|the whole file]
        """, 1.1),
    _linked("touch {g} && nano {g}", "Makes the file {g} and opens it in the editor nano.", """
        <newfile> (a |the |a new )file <called>{g}<then>[open|edit] [it|it in nano|it in an editor]
        """, 0.6),
    _linked("touch {c} && chmod +x {c}", "Makes the file {c} and makes it executable.", """
        <newfile> (a |the |a new )(file |script )<called>{c}<then>make it [executable|runnable]
        """, 0.8),
    _linked("chmod +x {c} && ./{c}", "Makes {c} executable and runs it.", """
        make <c> [executable|runnable]<then><run> it
        make <c> [executable|runnable]<then><run> it (please|for me|now)
        [chmod +x|give execute rights to] <c><then><run> it
        """, 1.8),
    _linked("tar -czf {z}.tar.gz {d} && tar -tf {z}.tar.gz", "Packs {d} into {z}.tar.gz and lists what is in it.", """
        [tar|pack|compress|archive] <d> [into|to|as] {z}.tar.gz<then>[list|show|check] [its contents|what is in it|the contents|the files in it|the archive]
        """, 1.0),
    _linked("zip -r {z}.zip {d} && unzip -l {z}.zip", "Zips {d} into {z}.zip and lists what is in it.", """
        <pack> <d> [into|to|as] {z}.zip<then>[list|show|check] [its contents|what is in it|the contents|the files in it]
        """, 1.0),
    _linked("zip -r {z}.zip {d} && ls -lh {z}.zip", "Zips {d} into {z}.zip and shows the size of the archive.", """
        <pack> <d> [into|to|as] {z}.zip<then>[show (me)|tell me|print|check] [its size|how big it is|the size of the zip|how large it became]
        """, 0.8),
    _linked("zip -r {z}.zip {d} && mv {z}.zip {e}", "Zips {d} into {z}.zip and moves the archive into {e}.", """
        <pack> <d> [into|to|as] {z}.zip<then><move> [it|the zip|the archive] [to|into] <e>
        """, 1.0),
    _linked("zip -r {z}.zip {d} && rm -r {d}", "Zips {d} into {z}.zip and then deletes the folder {d}.", """
        <pack> <d> [into|to|as] {z}.zip<then>[delete|remove|erase] the [folder|original folder|original|directory]
        """, 0.8),
    _linked("tar -xf {tgz} && rm {tgz}", "Unpacks {tgz} and then deletes the archive.", """
        [unpack|extract|untar] <tgz><then>[delete|remove|erase] the [archive|tarball|tar file|archive file]
        """, 0.8),
    _linked("unzip {zipped} && rm {zipped}", "Unpacks {zipped} and then deletes the archive.", """
        [unzip|unpack|extract] <zipped><then>[delete|remove|erase] the [archive|zip|zip file]
        """, 0.8),
    _linked("unzip {zipped} && ls", "Unpacks {zipped} and lists the files.", """
        [unzip|unpack|extract] <zipped><then>[list|show] [the files|what is here|everything|the folder]
        """, 0.8),
    _linked("tar -xf {tgz} && ls", "Unpacks {tgz} and lists the files.", """
        [untar|unpack|extract] <tgz><then>[list|show] [the files|what is here|everything|the folder]
        """, 0.8),
    _linked("unzip {zipped} -d {b} && cd {b}", "Unpacks {zipped} into {b} and goes there.", """
        [unzip|unpack|extract] <zipped> [to|into|in] {b}<then>[go there|cd into it|go into it|change into it]
        """, 0.6),
    _linked("curl -L -o {zipped} {url} && unzip {zipped}", "Downloads {url} as {zipped} and unpacks it.", """
        [download|get|fetch|load] {url} [as|to|into] <zipped><then>[unzip|unpack|extract] it
        """, 0.9),
    _linked("curl -L -o {tgz} {url} && tar -xf {tgz}", "Downloads {url} as {tgz} and unpacks it.", """
        [download|get|fetch|load] {url} [as|to|into] <tgz><then>[untar|unpack|extract] it
        """, 0.9),
    _linked("curl -L -o {c} {url} && chmod +x {c}", "Downloads {url} as {c} and makes it executable.", """
        [download|get|fetch] {url} [as|to] <c><then>make it [executable|runnable]
        """, 0.5),
    _linked("git add . && git commit -m {msg}", "Adds all changes and commits them with the message {msg}.", """
        (git )[add|stage] [all|everything|all changes|all files]<then>commit (it|them|)[ with message| with the message| saying|:| as] <m>
        """, 1.2),
    _linked("git add . && git commit -m {msg} && git push", "Adds all changes, commits them with the message {msg} and sends them to the remote repository.", """
        (git )[add|stage] [all|everything|all changes|all files], commit [with message|with the message|saying|as] <m><then>push
        (git )[add|stage] [all|everything|all changes]<then>commit with (the )message <m><then>push (it|)
        commit [everything|all changes|all] [with message|with the message|as|saying] <m><then>push (it|to the remote|)
        [add, commit|add and commit] [everything|all] with (the )message <m><then>push
        """, 1.6),
    _linked("git add {f} && git commit -m {msg}", "Adds {f} and commits it with the message {msg}.", """
        [git add|add|stage] <f><then>commit (it|)[ with message| with the message| saying|:| as] <m>
        commit (only |just )<f> [with message|with the message|saying|as] <m>
        """, 1.2),
    _linked("git commit -m {msg} && git push", "Commits what was added, with the message {msg}, and sends it to the remote repository.", """
        commit [with message|with the message|saying|as] <m><then>push (it|)
        """, 0.8),
    _linked("git pull && git status", "Gets the newest commits and shows which files have changed.", """
        [git pull|pull|pull the newest changes]<then>[git status|show the status|show me the status|check the status]
        """, 0.5),
    _linked("git stash && git pull && git stash pop", "Puts your changes aside, gets the newest commits and brings your changes back.", """
        [stash|git stash|put aside] (my changes|)[,| and] pull<then>[pop the stash|stash pop|get my changes back|apply the stash|bring them back]
        """, 0.4),
    _linked("git checkout -b {b} && git push -u origin {b}", "Makes the branch {b} and sends it to the remote repository.", """
        [make|create|start] (a |the |a new )branch <called>{b}<then>push it
        """, 0.7),
    _linked("cp {f} {g} && nano {g}", "Copies {f} as {g} and opens the copy in the editor nano.", """
        <copy> <f> [to|as] {g}<then>[edit|open] [the copy|it|{g}]
        """, 0.6),
    _linked("cp {f} {e} && rm {f}", "Copies {f} into {e} and then deletes {f} here.", """
        <copy> <f> [to|into] <e><then>[delete|remove|erase] [the original|the original file|it here|{f} here]
        """, 0.8),
    _linked("mv {f} {g} && cat {g}", "Renames {f} to {g} and shows it.", """
        rename <f> [to|as] {g}<then>[show|print|cat|display] (me )[it|its content]
        """, 0.7),
    _linked("mv {f} {e} && ls {e}", "Moves {f} into {e} and lists what is there.", """
        <move> <f> [to|into] <e><then>[list|show] (me )[what is there|that folder|the folder|its files|its content|what is in it]
        """, 1.0),
    _linked("cp {f} {e} && ls {e}", "Copies {f} into {e} and lists what is there.", """
        <copy> <f> [to|into] <e><then>[list|show] (me )[what is there|that folder|the folder|its files|its content|what is in it]
        """, 0.9),
    _linked("sort {k} > {g} && cat {g}", "Writes the sorted lines of {k} into {g} and shows it.", """
        sort <k> [into|to] {g}<then>[show|print|cat] (me )[it|the result|{g}]
        """, 0.7),
    _linked("cat {f} {k} > {g} && wc -l {g}", "Joins {f} and {k} into {g} and counts its lines.", """
        [join|merge|combine] <f> and <k> [into|to] {g}<then>count [its|the] lines
        """, 0.7),
    _linked("rm -r {a} && mkdir {a}", "Deletes the folder {a} with all in it and makes it anew, empty.", """
        [delete|remove] the <fold> {a}<then>[make|create] it (again|anew|new|fresh)
        """, 0.4),
    _linked("python3 -m venv {b} && source {b}/bin/activate", "Makes a python environment in {b} and turns it on.", """
        [make|create|set up] a (python )[venv|virtual environment|virtualenv] <called>{b}<then>[activate it|turn it on|use it]
        """, 0.6),
    _linked("git clone {url} {a} && cd {a}", "Copies the repository {url} into {a} and goes there.", """
        [clone|git clone] {url} [into|to|in] {a}<then>[go there|cd into it|go into it|enter it]
        """, 0.7),
)


class Step(NamedTuple):
    """One thing to do that needs no other: its command, what it says, how it is asked for."""

    command: str
    says: str
    words: str
    weight: float = 1.0


_STEPS = (
    Step("mkdir {a}", "makes the folder {a}", "<make> (a |the |a new )<fold> <called>{a}", 1.6),
    Step("touch {g}", "makes the empty file {g}", "<newfile> (a |an empty |the |a new )file <called>{g}", 1.2),
    Step("cp {f} {e}", "copies {f} into {e}", "<copy> <f> [to|into] <e>", 1.5),
    Step("cp {f} {g}", "copies {f} as {g}", "<copy> <f> [to|as] {g}", 1.0),
    Step("mv {f} {e}", "moves {f} into {e}", "<move> <f> [to|into] <e>", 1.5),
    Step("mv {f} {g}", "renames {f} to {g}", "rename <f> [to|as|into] {g}", 1.4),
    Step("rm {f}", "deletes {f}", "<del> <f>", 1.5),
    Step("rm -r {d}", "deletes the folder {d} with all in it", "<del> the [{d} folder|folder {d}|directory {d}]", 0.6),
    Step("cat {f}", "shows the content of {f}", "<show> (the content of |)<f>", 1.5),
    Step("ls {d}", "lists what is in {d}", "<list> [what is in |the files in |the contents of ]<d>", 1.2),
    Step("ls -la", "lists everything here with details, hidden files too", "<list> [all files|everything] here with details", 0.4),
    Step("wc -l {k}", "counts the lines of {k}", "count the lines [of|in] <k>", 1.1),
    Step("head -n {n} {k}", "shows the first {n} lines of {k}", "<show> the first {n} lines of <k>", 1.0),
    Step("tail -n {n} {k}", "shows the last {n} lines of {k}", "<show> the last {n} lines of <k>", 1.0),
    Step("grep {x} {k}", "shows the lines of {k} that contain {x}", "[search <k> for <x>|<show> the lines with <x> in <k>|search for <x> in <k>]", 1.1),
    Step("sort {k}", "shows the lines of {k} in order", "sort <k>", 0.7),
    Step("sed -i 's/{p}/{q}/g' {k}", "replaces every {p} with {q} in {k}", "<replace> (every |all )<p> [with|by|to] <q> in <k>", 1.1),
    Step("echo {s} >> {k}", "adds {s} at the end of {k}", "[add|append] <s> to <k>", 1.0),
    Step("chmod +x {c}", "makes {c} executable", "make <c> [executable|runnable]", 0.8),
    Step("zip -r {z}.zip {d}", "zips {d} into {z}.zip", "<pack> <d> [into|to|as] {z}.zip", 1.2),
    Step("tar -czf {z}.tar.gz {d}", "packs {d} into {z}.tar.gz", "[tar|pack|archive] <d> [into|to|as] {z}.tar.gz", 1.0),
    Step("tar -xf {tgz}", "unpacks {tgz}", "[unpack|extract|untar] <tgz>", 0.8),
    Step("unzip {zipped}", "unpacks {zipped}", "[unzip|unpack|extract] <zipped>", 0.8),
    Step("du -sh {d}", "shows how much space {d} takes", "[show (me)|tell me] [how big {d} is|the size of <d>]", 0.8),
    Step("pwd", "prints the folder you are in", "[show (me)|tell me|print] [where i am|the current folder|the working directory]", 0.4),
    Step("date", "prints the date and the time", "[show (me)|tell me|print] the [date|time|date and time]", 0.4),
    Step("df -h", "shows the free and used space of every disk", "[show (me)|check] the free disk space", 0.3),
    Step("git status", "shows which files have changed since the last commit", "[show (me)|check] (the )git status", 0.4),
    Step("clear", "clears the screen", "clear the [screen|terminal]", 0.3),
)
_OWN = re.compile(r"([{<])(" + "|".join(_SLOTS) + r")([}>])")
_PAIRED = (
    "<one><then><two>", "<one><then><two>", "<one><then><two>", "<one><then><two>", "first <one>[, | and ]then <two>",
    "<one>, also <two>", "<one> & <two>", "[do two things:|two things:|i need two things:|please do this:] <one><then><two>",
    "1. <one> 2. <two>", "<one>, <two>", "<one>[, when that is done |, when done |, once that is done, ]<two>",
)


def _second(of: Slot) -> Slot:
    """The same kind of slot for the second step, under a name of its own."""

    def draw(rng: random.Random) -> Filled:
        drawn = of(rng)
        rename = {name: f"{name}2" for name in (*drawn.values, *drawn.rules)}
        rules = {rename[name]: _renamed(rule, rename) for name, rule in drawn.rules.items()}
        return drawn._replace(values={rename[name]: value for name, value in drawn.values.items()}, rules=rules)

    return draw


def _renamed(pattern: str, rename: Mapping[str, str]) -> str:
    return re.sub(r"([{<])(\w+)([}>])", lambda m: m[1] + rename.get(m[2], m[2]) + m[3], pattern)


_SLOTS2: Mapping[str, Slot] = {f"{slot}2": _second(of) for slot, of in _SLOTS.items()}
_TWO_SLOTS = {**_SLOTS, **_SLOTS2}


def _pair(rng: random.Random) -> tuple[str, str]:
    weights = [step.weight for step in _STEPS]
    one, two = rng.choices(_STEPS, weights, k=2)
    command, says, words = (_OWN.sub(r"\g<1>\g<2>2\3", text) for text in two[:3])
    kind = Kind(
        f"{one.command} && {command}", f"{one.says[0].upper()}{one.says[1:]}, then {says}.", acts="\n".join(_PAIRED),
        slots=_TWO_SLOTS, rules={**_RULES, "one": one.words, "two": words},
    )
    return kind.compose(rng)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests of two steps without end."""
    weights = [kind.weight for kind in _LINKED]
    while True:
        yield [_pair(rng) if rng.random() < 0.38 else rng.choices(_LINKED, weights)[0].compose(rng)]
