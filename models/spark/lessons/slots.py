"""What a request leaves open: a file, a folder, a number; each drawn with how people refer to it.

A slot draws a value and brings the rules that word it: <f> for a file f, <d> for a folder d, <in> for a place,
<tf> for files of a type, <x> for a searched word.
"""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from models.spark.lessons import names

_BARE = re.compile(r"[A-Za-z0-9._/~@+:,=%-]+")
_NOTHING: Mapping[str, str] = {}


class Filled(NamedTuple):
    """A drawn value: in the wording, in the command, in the sentence, and the rules to refer to it."""

    values: Mapping[str, object]
    shell: str
    plain: str
    rules: Mapping[str, str] = _NOTHING


Slot = Callable[[random.Random], Filled]


def bare(name: str) -> str:
    """A name as the shell takes it."""
    if name.startswith("~/") and not _BARE.fullmatch(name):
        return "~/" + quoted(name[2:])
    return name if _BARE.fullmatch(name) else quoted(name)


def quoted(text: str) -> str:
    """A text as the shell takes it word for word."""
    return f'"{text}"' if "'" in text else f"'{text}'"


def _one_line(pattern: str) -> str:
    return pattern.replace("\n", "")


def file_words(slot: str) -> str:
    words = """[#|#|#|#|#|#|#|#|#|#|the file #|file #|the # file|my #|my file #|the file called #|the file named #|
["#"|'#'|`#`]|this file #|# file|a file called #|that file #|the file "#"]"""
    return _one_line(words).replace("#", "{" + slot + "}")


def folder_words(slot: str) -> str:
    words = """[#|#|#|#|#|#/|the folder #|the # folder|the # folder|folder #|my # folder|the # directory|
the directory #|directory #|the folder called #|the folder named #|# folder|# directory|the # dir|dir #|
my folder #|["#"|'#'|`#`]|the whole # folder|the "#" folder]"""
    return _one_line(words).replace("#", "{" + slot + "}")


_IN_FOLDER = _one_line("""[in {d}|in {d}|in {d}|in {d}|in the {d} [folder|directory|dir]|
in the [folder|directory|dir] {d}|inside {d}|inside the {d} [folder|directory]|inside [of |]{d}|under {d}|
under the {d} [folder|directory]|from {d}|from the {d} [folder|directory]|[of|for|at|on] {d}|of the {d} [folder|directory]|
in [folder|directory|dir] {d}|within {d}|in {d}/|in my {d} [folder|directory]|in the folder [called|named] {d}|
below {d}|inside {d}/|in "{d}"|in {d} [folder|dir]|for {d}|for the folder {d}|at {d}|from folder {d}|
in my folder {d}]""")
_FRONT_FOLDER = "[in {d}|in the {d} folder|in the folder {d}|inside {d}|from {d}|under {d}|folder {d}|for {d}]"
_IN_HERE = _one_line("""[||||||||||here|here|in here|in this folder|in this folder|in this directory|in this dir|
in the current [folder|directory|dir]|in the current folder|in my [folder|directory|current folder]|right here|
where i am|in the folder i am in|from here|from this folder|of this folder|in cwd|inside this folder|
in the working directory|in this place|under this folder|in the present directory|
of the current [folder|directory]]""")
_FRONT_HERE = "[in this folder|here|in here|in the current folder|in the current directory|in this directory]"
_IN_HOME = "[in my home|in my home [folder|directory]|in ~|in the home [folder|directory]|in home|under my home]"
_IN_PARENT = "[in the parent [folder|directory]|one level up|in ..|in the folder above|one folder up]"
_SPECIAL_PLACES = {"~": _IN_HOME, "..": _IN_PARENT}


def file(slot: str, *endings: str, folders: float = 0.06) -> Slot:
    """A file, with these endings if any are given."""
    rules = {slot: file_words(slot)}

    def draw(rng: random.Random) -> Filled:
        name = names.file(rng, endings, folders=folders)
        return Filled({slot: name}, bare(name), name, rules)

    return draw


def folder(slot: str, *, far: float = 0.05, into: bool = False) -> Slot:
    """A folder; `into` writes it with a slash, as a target to copy or move to."""
    rules = {slot: folder_words(slot)}

    def draw(rng: random.Random) -> Filled:
        name = names.folder(rng, far=far)
        shell = bare(name)
        if into and not name.endswith("/"):
            shell = bare(name + "/")
        return Filled({slot: name}, shell, name, rules)

    return draw


def place(*, here: str, tail: str = "") -> Slot:
    """Where to look: half the time nowhere in particular, written `here`; else a folder, written with `tail`."""

    def draw(rng: random.Random) -> Filled:
        if rng.random() < 0.5:
            return Filled({}, here, "in this folder", {"in": _IN_HERE, "front": _FRONT_HERE})
        name = names.folder(rng)
        shell = bare(name if name.endswith("/") else name + tail)
        if name in _SPECIAL_PLACES:
            special = _SPECIAL_PLACES[name]
            return Filled({"d": name}, shell, f"in {name}", {"in": special, "front": special})
        return Filled({"d": name}, shell, f"in {name}", {"in": _IN_FOLDER, "front": _FRONT_FOLDER})

    return draw


def number(slot: str, least: int = 1, most: int = 500) -> Slot:
    """A whole number n, typed in digits or in words; {nth} is its place: third."""

    def draw(rng: random.Random) -> Filled:
        value = max(least, names.count(rng, most))
        words = {slot: names.typed_number(rng, value), slot + "th": names.ordinal(rng, value)}
        return Filled(words, str(value), str(value))

    return draw


def chosen(slot: str, *options: str, words: str = "") -> Slot:
    """One of a few, or a wording for it: `shown=command` where the two differ."""
    pairs = [option.split("=", 1) if "=" in option else [option, option] for option in options]
    rules = {slot: words or "{" + slot + "}"}

    def draw(rng: random.Random) -> Filled:
        shown, shell = rng.choice(pairs)
        return Filled({slot: shown}, shell, shown, rules)

    return draw


_TYPE_NOUNS: dict[str, str] = {
    "py": "[python [scripts|programs|sources|code files]|py scripts]", "sh": "[shell|bash] scripts",
    "pdf": "[pdfs|pdf documents|PDFs|pdf docs]", "jpg": "jpg [pictures|images|photos]", "png": "png [images|pictures]",
    "mp3": "[mp3s|mp3 songs]", "mp4": "[mp4s|mp4 videos]", "docx": "word documents", "zip": "zip [archives|packages]",
    "xlsx": "[excel sheets|spreadsheets]", "log": "[logs|log files]", "txt": "[text documents|txts|textfiles]",
    "csv": "[csvs|csv tables]", "html": "html pages", "json": "jsons", "tmp": "[temporary files|temp files]",
    "bak": "backup files", "js": "[javascript sources|js scripts]", "md": "markdown documents", "gif": "gifs",
    "c": "c sources", "java": "java sources", "pptx": "[powerpoint presentations|presentations]",
    "ipynb": "[jupyter notebooks|notebooks]",
}  # fmt: skip
_TYPE_FILES = _one_line("""[{t} files|{t} files|{t} files|.{t} files|.{t} files|.{t} files|*.{t} files|{s} files|
{s} files|{s} files|{s} files|<nouns>|<nouns>|*.{t}|files ending [in|with|on] .{t}|files [with|of] [extension|ending] .{t}|
files with the [extension|ending] {t}|files of type {t}|files that end [in|with] .{t}|files with a .{t} [ending|extension]|
.{t}s|{t}s|files of the type {s}|{t}-files|files having .{t} extension]""")


_TYPE_FILE = "[{t} file|{t} file|.{t} file|.{t} file|{s} file|*.{t} file|file ending in .{t}|file of type {t}|{t}|.{t}]"


def _type_rules(ending: str) -> dict[str, str]:
    """Rules for files of a type: <tf> for many, <tf1> for one."""
    return {"tf": _TYPE_FILES, "nouns": _TYPE_NOUNS.get(ending, "{t} files"), "tf1": _TYPE_FILE}


def type_ending(rng: random.Random) -> Filled:
    """A type of file, by its ending."""
    ending = names.ending(rng) if rng.random() < 0.93 else names.made_up(rng)[:4]
    spoken = rng.choice(names.SPOKEN_TYPES.get(ending, (ending,)))
    return Filled({"t": ending, "s": spoken}, ending, f".{ending}", _type_rules(ending))


_GROUPS = (
    ("[image files|images|pictures|photos|pics|image files]", "[image|picture|photo|image file]", "image", ("jpg", "jpeg", "png", "gif")),
    ("[videos|video files|movies|video clips|films]", "[video|video file|movie]", "video", ("mp4", "mkv", "avi", "mov")),
    ("[music|music files|songs|audio files|sound files|audio]", "[song|audio file|sound file]", "audio", ("mp3", "wav", "flac", "ogg")),
)


def image_match(rng: random.Random) -> Filled:
    """Images, videos or music, as `find` matches the group."""
    words, one, spoken, endings = rng.choice(_GROUPS)
    tests = " -o ".join(f"-iname '*.{ending}'" for ending in endings)
    return Filled({}, rf"\( {tests} \)", spoken, {"tf": words, "tf1": one})


def type_match(rng: random.Random) -> Filled:
    """A type of file or a group of types, as `find` matches it."""
    if rng.random() < 0.12:
        return image_match(rng)
    one = type_ending(rng)
    return one._replace(shell=f"-name '*.{one.shell}'")


_SEARCHED = ("TODO", "FIXME", "error", "ERROR", "warning", "password", "import", "main", "def ", "localhost",
             "hello", "failed", "timeout", "http", "print", "return", "class", "debug", "404", "admin")  # fmt: skip
_X_WORDS = """[#|#|#|#|"#"|"#"|'#'|the word #|the word "#"|the word '#'|the text #|the text "#"|the string #|
the string '#'|the term #|word #|text "#"|the phrase "#"|`#`]"""


def word(slot: str) -> Slot:
    """A word or short text to look for."""
    rules = {slot: _one_line(_X_WORDS).replace("#", "{" + slot + "}")}

    def draw(rng: random.Random) -> Filled:
        text = _searched(rng)
        return Filled({slot: text}, quoted(text), text, rules)

    return draw


def _searched(rng: random.Random) -> str:
    style = rng.random()
    if style < 0.2:
        return rng.choice(_SEARCHED).strip()
    if style < 0.65:
        return names.word(rng)
    if style < 0.75:
        return names.word(rng).capitalize() if rng.random() < 0.6 else names.word(rng).upper()
    if style < 0.85:
        return f"{names.word(rng)} {names.word(rng)}"
    if style < 0.92:
        return names.person(rng).capitalize() if rng.random() < 0.5 else names.person(rng)
    return rng.choice((str(rng.randrange(10000)), names.stem(rng)))


SLOTS: dict[str, Slot] = {
    "f": file("f"),
    "g": file("g"),
    "h": file("h"),
    "d": folder("d"),
    "e": folder("e"),
    "w": place(here="."),
    "v": place(here=""),
    "p": place(here="", tail="/"),
    "n": number("n", least=2),
    "m": number("m", least=2),
    "t": type_ending,
    "match": type_match,
    "x": word("x"),
    "y": word("y"),
}
