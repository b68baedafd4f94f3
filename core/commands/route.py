"""What a line is: a command, words for the model, a shell command, or nothing. Pure: the same line, the same route."""

from __future__ import annotations

from collections.abc import Sequence

from core.commands.elsewhere import missing_command
from core.commands.line import Words, from_arguments, read_arguments, split_line
from core.commands.plain_words import plain_request
from core.words.command import AskModel, Command, CommandTable, Nothing, Route, RunCommand, RunShell
from core.words.errors import UsageError
from core.words.spelling import did_you_mean

# Everyday words one letter away from a command's name: somebody who types only these means them.
_NOT_TYPOS = frozenset((
    "content", "contend", "expert", "exert", "exist", "exits", "hell", "hello", "helm", "held", "kelp", "yelp",
    "whelp", "bath", "catch", "match", "hatch", "patch", "latch", "news", "newt", "knew", "comfit", "resumed",
    "heal", "history's", "memoir", "free", "three", "true", "trees", "tee", "head", "lead", "dead", "road", "bread",
    "ready", "red", "last", "lost", "least", "lists", "listen", "mist", "fist", "love", "more", "mind", "kind", "fine",
    "how", "shop", "slow", "snow", "pen", "cope", "moved", "clean"))


def route(line: str, table: CommandTable) -> Route:
    """Say what a typed line is. Only whole words at its start make it a command, and only if the rest fits."""
    text = line.strip()
    if not text:
        return Nothing()
    if text.startswith("!"):
        return RunShell(text[1:].strip()) if text[1:].strip() else Nothing("there is no command after !")
    if text.startswith("?") and line[0] == "?":
        return AskModel(text[1:].strip(), chat=True) if text[1:].strip() else Nothing()
    if line[0] in " \t":
        return AskModel(text, chat=True)
    if text.startswith("/"):
        return _forced(text, table)
    return AskModel(text) if "\n" in text else _bare(text, table)


def route_arguments(arguments: Sequence[str], table: CommandTable) -> Route:
    """Say what the words of a command line are: a command, unless they are plainly a sentence."""
    if arguments[0].startswith("?"):
        return route(" ".join(arguments), table)
    words = from_arguments(arguments)
    first = arguments[0].removeprefix("/")
    found = _head(words, table, first)
    if found is not None:
        return _read(found[0], words.after(found[1]), table)
    if arguments[0].startswith("!"):
        bare = arguments[0][1:].lstrip()
        command = from_arguments([*([bare] if bare else []), *arguments[1:]]).text(shell=True).strip()
        return RunShell(command) if command else Nothing("there is no command after !")
    sentence = " ".join(arguments)
    missing = missing_command(sentence.removeprefix("/"), forced=arguments[0].startswith("/"))
    if missing is not None:
        return missing
    unknown = _unknown(words, table)
    if " " in sentence.strip() and not any(word.startswith("-") for word in arguments) and not unknown.hint:
        return _sentence(sentence, table)
    return unknown


def _forced(text: str, table: CommandTable) -> Route:
    words = split_line(text[1:].lstrip())
    if not words.words:
        return Nothing("there is no command after /", "`help` lists the commands")
    found = _head(words, table, words.words[0].text)
    if found is None:
        missing = missing_command(text[1:], forced=True)
        return missing or (AskModel(text) if "/" in words.words[0].text else _unknown(words, table))
    return _read(found[0], words.after(found[1]), table)


def _bare(text: str, table: CommandTable) -> Route:
    words = split_line(text)
    found = _head(words, table, words.words[0].text)
    if found is None:
        return missing_command(text, forced=False) or _near_miss(words, table) or _sentence(text, table)
    command, length = found
    rest = words.after(length)
    if asked := _help(command, rest, table):
        return asked
    try:
        return RunCommand(command, read_arguments(command, rest, bare=True, names=table.names))
    except UsageError as error:
        flags = {f"--{argument.label}" for argument in command.arguments if argument.flag}
        # With a flag of the command itself in it, it is no sentence.
        if not rest.words or any(word.raw.partition("=")[0] in flags for word in rest.words):
            return Nothing(error.message, error.hint)
        return _near_miss(words, table) or _sentence(text, table)


def _sentence(text: str, table: CommandTable) -> Route:
    """A sentence is for the model, unless the whole of it means a command: "what did I ask about the logs?"."""
    meant = plain_request(text)
    command = table.get(meant[0]) if meant else None
    return RunCommand(command, meant[1]) if meant and command else AskModel(text)


def _head(words: Words, table: CommandTable, first: str) -> tuple[Command, int] | None:
    """The command that the first two words, or the first word, name exactly; and how many words that took."""
    texts = [first.lower(), *(word.text.lower() for word in words.words[1:2])]
    for length in (2, 1):
        command = table.get(" ".join(texts[:length])) if len(texts) >= length else None
        if command is not None:
            return command, length
    return None


def _help(command: Command, rest: Words, table: CommandTable) -> RunCommand | None:
    """What `NAME --help` means: `help NAME`."""
    helper = table.get("help") if [word.raw for word in rest.words] in (["--help"], ["-h"]) else None
    return RunCommand(helper, {"topic": command.name}) if helper else None


def _read(command: Command, rest: Words, table: CommandTable) -> Route:
    if asked := _help(command, rest, table):
        return asked
    try:
        return RunCommand(command, read_arguments(command, rest, bare=False, names=table.names))
    except UsageError as error:
        return Nothing(error.message, error.hint)


def _unknown(words: Words, table: CommandTable) -> Nothing:
    first = words.words[0].text.lower()
    second = [name for name in table.names if name.startswith(first + " ")]
    if second:
        typed = " ".join(word.text.lower() for word in words.words[:2])
        hint = did_you_mean(typed, second) or f"there is {', '.join(second)}"
        return Nothing(f"there is no command {typed!r}", hint)
    return Nothing(f"there is no command {first!r}", did_you_mean(first, _heads(table)))


def _near_miss(words: Words, table: CommandTable) -> Nothing | None:
    """A line that would be a command but for one slip of a finger in the name."""
    typed = words.words[0].text.lower()
    if typed in _heads(table):
        second = [name for name in table.names if name.startswith(typed + " ")]
        slipped = words.words[1].text.lower() if len(words.words) > 1 else ""
        near = next((name for name in second if _one_slip(slipped, name.partition(" ")[2])), None)
        if near is None and not (second and not slipped):
            return None
        return Nothing(f"there is no command {(typed + ' ' + slipped).strip()!r}",
                       f"did you mean {near}?" if near else f"there is {', '.join(second)}")
    if typed in _NOT_TYPOS:
        return None
    pair = " ".join(word.text.lower() for word in words.words[:2])
    near = next((name for name in table.names if " " in name and _one_slip(pair, name)), None)
    if near and len(words.words) <= 3:
        return Nothing(f"there is no command {pair!r}", f"did you mean {near}?")
    inflected = typed.endswith(("s", "ed", "ing", "er"))
    for head in _heads(table):
        if len(head) < 4 or not _one_slip(typed, head) or (inflected and typed.startswith(head)):
            continue
        meant = _head(words, table, head)
        if meant is None:
            continue
        try:
            read_arguments(meant[0], words.after(meant[1]), bare=True, names=table.names)
        except UsageError:
            continue
        return Nothing(f"there is no command {typed!r}",
                       f"did you mean {meant[0].name}? A blank in front asks the model")
    return None


def _heads(table: CommandTable) -> tuple[str, ...]:
    return tuple(sorted({name.partition(" ")[0] for name in table.names}))


def _one_slip(typed: str, name: str) -> bool:
    """Whether one letter was left out, added, exchanged for another, or swapped with its neighbour."""
    if typed == name or abs(len(typed) - len(name)) > 1 or len(typed) < 3:
        return False
    at = next((place for place, (left, right) in enumerate(zip(typed, name, strict=False)) if left != right),
              min(len(typed), len(name)))
    rest, other = typed[at:], name[at:]
    return (rest[1:] == other or rest == other[1:] or rest[1:] == other[1:]
            or (rest[:2] == other[1::-1] and rest[2:] == other[2:]))
