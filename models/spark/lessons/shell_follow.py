"""Lessons: two requests in a row, the second about what the first named: "show notes.txt", "now delete it"."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator, Mapping

from models.spark.lessons import shell_edit, shell_files, shell_lines, shell_move, shell_rights, shell_size, shell_text
from models.spark.lessons.request import Conversation, Kind
from models.spark.lessons.slots import Filled, file, number

WEIGHT = 0.6

_KINDS: Mapping[str, Kind] = {
    kind.command: kind
    for module in (shell_text, shell_lines, shell_edit, shell_files, shell_move, shell_rights, shell_size)
    for kind in module.KINDS
}
# What may come first, about one file f that is still there afterwards.
_OPENERS = (
    "cat {f}", "cat {f}", "touch {f}", "head -n {n} {f}", "tail -n {n} {f}", "wc -l {f}", "wc -w {f}", "ls -lh {f}",
    "grep {x} {f}", "echo {s} > {f}", "sort {f}", "cat -n {f}", "stat {f}", "file {f}", "chmod +x {f}", "echo {s} >> {f}",
)  # fmt: skip
_FOLDER_OPENERS = ("mkdir {a}", "du -sh {d}")
_JOIN = "[||||now|now|and|and now|ok, now|then|ok|okay, now|good, now|great, now|please|next,|can you|could you|and can you|also|nice, now|thanks, now|now please]"
_IT = "[it|it|it|it|that|this|that file|this file|the file|the same file|that one]"
_LATER = "[||||please|now|too|as well|then|pls|for me]"


def _then(command: str, says: str, words: str) -> Kind:
    """A second request; {f} of the command is what the first was about, called <it>."""
    kind = _KINDS.get(command)
    slots = kind.slots if kind else {}
    rules = (dict(kind.rules) if kind else {}) | {"join": _JOIN, "it": _IT, "later": _LATER}
    return Kind(command, says, asks=words, rules=rules, slots={**slots, "f": file("f")})


_ABOUT_FILE = (
    _then("rm {f}", "Deletes {f}.", """
        <join> [delete|remove|rm|get rid of|erase|trash] <it> <later>
        <join> [delete|remove] <it> (again)
        i don't need <it> (any more|anymore), [delete|remove] it
        """),
    _then("cat {f}", "Shows the content of {f}.", """
        <join> [show|show me|print|display|cat|open|read|view] <it> <later>
        <join> [show|show me|print] (me )[what is in it|its content|what's in it|the content|what it says] <later>
        [what is in it|what's in it|what does it say|what does it contain|whats in it]?
        """),
    _then("mv {f} {e}", "Moves {f} into {e}.", """
        <join> [move|put|mv|send|transfer] <it> [to|into|in] <e> <later>
        """),
    _then("cp {f} {e}", "Copies {f} into {e}.", """
        <join> [copy|cp|duplicate|back up] <it> [to|into] <e> <later>
        <join> put a copy of <it> in <e>
        """),
    _then("mv {f} {g}", "Renames {f} to {g}.", """
        <join> rename <it> [to|as|into] {g} <later>
        <join> [call|name] <it> {g} (instead)
        <join> change its name to {g}
        """),
    _then("cp {f} {g}", "Copies {f} as {g}.", """
        <join> [copy|duplicate|cp] <it> [as|to] {g} <later>
        <join> make a copy of <it> [called|named] {g}
        """),
    _then("head -n {n} {f}", "Shows the first {n} lines of {f}.", """
        <join> [show|show me|print|give me] the first {n} lines (of <it>) <later>
        and the first {n} lines?
        only the first {n} lines (please)
        """),
    _then("tail -n {n} {f}", "Shows the last {n} lines of {f}.", """
        <join> [show|show me|print|give me] the last {n} lines (of <it>) <later>
        and the last {n} lines?
        only the last {n} lines (please)
        """),
    _then("wc -l {f}", "Counts the lines of {f}.", """
        <join> count its lines
        <join> count the lines (of <it>|in it) <later>
        [how many lines|and how many lines|how many lines does it have|how many lines are in it]?
        """),
    _then("wc -w {f}", "Counts the words of {f}.", """
        <join> count [its|the] words (in it) <later>
        [how many words|and how many words|how many words does it have]?
        """),
    _then("ls -lh {f}", "Shows the size of {f}, with its owner and date.", """
        [how big is it|how large is it|and how big is it|what is its size|and its size|what size is it]?
        <join> show me [its|the] size <later>
        """),
    _then("grep {x} {f}", "Shows the lines of {f} that contain {x}.", """
        <join> [search|look|grep|find] (for )<x> in <it> <later>
        <join> [show|show me] (only )the lines with <x>
        does it contain <x>?
        is there <x> in it?
        """),
    _then("sort {f}", "Shows the lines of {f} in order.", """
        <join> sort <it> <later>
        <join> show it sorted
        """),
    _then("chmod +x {f}", "Makes {f} executable.", """
        <join> make <it> [executable|runnable] <later>
        """),
    _then("sed -i 's/{x}/{y}/g' {f}", "Replaces every {x} with {y} in {f}.", """
        <join> [replace|change] {x} [with|by|to] {y} (in it|in <it>) <later>
        """),
    _then("echo {s} >> {f}", "Adds {s} at the end of {f}.", """
        <join> [add|append|write] <s> [to|at the end of] <it> <later>
        """),
    _then("gzip {f}", "Compresses {f} to a .gz file.", """
        <join> [gzip|compress] <it> <later>
        """),
)  # fmt: skip
_ABOUT_FOLDER = (
    _then("cd {d}", "Goes to {d}.", """
        <join> [go|change|cd|switch] [into|to|in] [it|there|that folder|this folder|the folder]
        <join> [enter it|go there|go inside|cd into it]
        """),
    _then("mv {f} {d}", "Moves {f} into {d}.", """
        <join> [move|put] <f> [in it|in there|into it|there|into that folder|inside|in this folder] <later>
        """),
    _then("cp {f} {d}", "Copies {f} into {d}.", """
        <join> copy <f> [in it|in there|into it|there|into that folder|inside] <later>
        """),
    _then("rm -r {d}", "Deletes the folder {d} with all in it.", """
        <join> [delete|remove|get rid of] [it|that folder|this folder|the folder|the folder again] <later>
        """),
    _then("ls {d}", "Lists what is in {d}.", """
        <join> [show|list|show me] [what is in it|its files|what's inside|its content] <later>
        [what is in it|what's in it|what's inside|and what is inside|which files are in it]?
        """),
    _then("du -sh {d}", "Shows how much space {d} takes.", """
        how [big|large] is [it|that folder]?
        <join> show me its size
        """),
)  # fmt: skip
# The same request again for another file, or with another number.
_AGAIN_FILE = "[and {g}|now {g}|and {g}?|same for {g}|the same for {g}|do the same with {g}|now the same for {g}|also {g}|{g} too|and for {g}?|what about {g}?|now do {g}|then {g}|and now {g}]"
_AGAIN_NUMBER = "[make it {n}|{n} instead|now {n}|and {n}?|i meant {n}|no, {n}|show {n} instead|{n} lines please|better {n}|i want {n} lines]"


def _about_file(rng: random.Random) -> Conversation:
    opener = _KINDS[rng.choice(_OPENERS)]
    filled = opener.draw(rng)
    turns = [opener.compose(rng, filled)]
    if rng.random() < 0.2:
        turns.append(_again(opener, filled, rng))
        return turns
    same = {"f": filled["f"]._replace(values={}, rules={})}
    for _ in range(rng.choice((1, 1, 1, 1, 2))):
        kind = rng.choice(_ABOUT_FILE)
        turns.append(kind.compose(rng, same))
        if kind.command.startswith(("rm", "mv", "gzip")):
            break
    return turns


def _again(opener: Kind, filled: dict[str, Filled], rng: random.Random) -> tuple[str, str]:
    """The same once more: with another number, or for another file."""
    if "n" in filled and rng.random() < 0.5:
        other = number("n", least=2, most=200)(rng)
        return Kind(opener.command, opener.says, asks=_AGAIN_NUMBER).compose(rng, filled | {"n": other})
    name = file("g")(rng)
    return Kind(opener.command, opener.says, asks=_AGAIN_FILE, slots=opener.slots).compose(rng, filled | {"f": name})


def _about_folder(rng: random.Random) -> Conversation:
    opener = _KINDS[rng.choice(_FOLDER_OPENERS)]
    filled = opener.draw(rng)
    name = filled.get("a") or filled["d"]
    same = {"d": name._replace(values={}, rules={})}
    return [opener.compose(rng, filled), rng.choice(_ABOUT_FOLDER).compose(rng, same)]


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose conversations of two or three requests without end."""
    while True:
        yield _about_folder(rng) if rng.random() < 0.2 else _about_file(rng)
