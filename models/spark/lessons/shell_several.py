"""Lessons: the same thing done to several objects at once: make, copy, move, pack, show or delete two to five of them."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind
from models.spark.lessons.slots import Filled, bare, file, folder, folder_words

WEIGHT = 2.6

_LETTERS = "abcde"
# How a list of names is typed; {1} is the first name.
_LISTS = {
    2: '[{1} and {2}|{1} and {2}|{1} and {2}|{1} {2}|{1}, {2}|{1} & {2}|{1} + {2}|{1} plus {2}|{1} and also {2}|both {1} and {2}|{1} and then {2}|{1} as well as {2}|{1},{2}|"{1}" and "{2}"]',
    3: "[{1}, {2} and {3}|{1}, {2} and {3}|{1} {2} and {3}|{1} {2} {3}|{1} {2} {3}|{1}, {2}, {3}|{1} and {2} and {3}|{1}, {2}, and {3}|{1},{2},{3}|{1},{2} and {3}|{1} {2} & {3}|{1} / {2} / {3}]",
    4: "[{1}, {2}, {3} and {4}|{1}, {2}, {3} and {4}|{1} {2} {3} and {4}|{1} {2} {3} {4}|{1}, {2}, {3}, {4}|{1}, {2}, {3}, and {4}|{1} and {2} and {3} and {4}]",
    5: "[{1}, {2}, {3}, {4} and {5}|{1} {2} {3} {4} {5}|{1}, {2}, {3}, {4}, {5}|{1} {2} {3} {4} and {5}]",
}
_NUMBER_WORD = {2: "two", 3: "three", 4: "four", 5: "five"}
_RULES = {
    "make": "[make|make|create|create|create|add|set up|build|mkdir|prepare|generate|start]",
    "new": "[make|make|create|create|create|add|set up|prepare|generate|start]",
    "folds": "[folders|folders|directories|dirs|new folders|empty folders|folders for me|subfolders|folder|new directories]",
    "named": "[called|named|with the names|with names|]",
    "copy": "[copy|copy|copy|cp|duplicate|put copies of|put a copy of|copy over|back up|save a copy of]",
    "move": "[move|move|move|mv|put|shift|transfer|relocate|bring|send|place|drag]",
    "del": "[delete|delete|remove|remove|erase|rm|get rid of|trash|throw away|throw out|wipe|del|bin|ditch]",
    "to": "[to|to|into|into|in|over to]",
    "show": "[show (me)|show|print|display|cat|output|read|view|see]",
    "files": "[|||the files |files |my files |these files: |the {count} files |these: ]",
    "dirs": "[the folders|folders|the directories|my folders|directories|these folders:|the {count} folders|dirs]",
}


class Several(NamedTuple):
    """One verb over several names: {all} in the command, <all> in the wording."""

    command: str
    says: str
    acts: str
    draw: Callable[[random.Random], str]
    asks: str = ""
    terse: str = ""
    most: int = 4
    weight: float = 1.0


def _file(rng: random.Random) -> str:
    return names.file(rng, folders=0.03, blanks=0)


def _text_file(rng: random.Random) -> str:
    return names.file(rng, ("txt", "md", "log", "csv", "py", "json", "conf", ""), folders=0.03, blanks=0)


def _script(rng: random.Random) -> str:
    return names.file(rng, ("sh", "sh", "py", "pl", "rb", ""), folders=0.03, blanks=0)


def _folder(rng: random.Random) -> str:
    return names.folder(rng, far=0, blanks=0).split("/")[0]


_FAMILIES = (
    ("jan", "feb", "mar", "apr", "may"), ("monday", "tuesday", "wednesday", "thursday", "friday"), ("a", "b", "c", "d", "e"),
    ("one", "two", "three", "four", "five"), ("red", "green", "blue", "yellow", "black"), ("src", "tests", "docs", "data", "bin"),
    ("photos", "videos", "music", "books", "games"), ("work", "home", "school", "family", "taxes"),
    ("2021", "2022", "2023", "2024", "2025"), ("css", "js", "img", "fonts", "html"), ("in", "out", "done", "old", "new"),
    ("week1", "week2", "week3", "week4", "week5"), ("spring", "summer", "autumn", "winter", "holidays"),
    ("math", "physics", "history", "biology", "art"), ("raw", "clean", "final", "draft", "backup"),
)  # fmt: skip

_MAKE = """
<make> (the |{count} |two new |new )<folds> <named> <all>
<make> (the )<folds> <all> (here|in here|in this folder|for me|at once|at the same time|)
mkdir <all>
<make> <all> [as folders|folders|directories]
<make> [a folder|folders|directories|a directory][:| -|] <all>
<make> {count} [folders|directories|dirs][:|,| -| called| named|] <all>
<make> (me )a folder for each of[:|] <all>
"""
_KINDS = (
    Several("mkdir {all}", "Makes the folders {plain}.", _MAKE, _folder, weight=3.2, most=5,
        asks="""
            i need (the |{count} |)<folds> <named> <all>
            i need folders for <all>
            """,
        terse="""
            mkdir <all>
            <folds> <all>
            """),
    Several("touch {all}", "Makes the empty files {plain}.", """
        <new> (the |{count} |)[files|empty files|new files|blank files] <named> <all>
        touch <all>
        <new> <all> (as empty files|, all empty|, empty|here|)
        <new> {count} [files|empty files][:|,| called| named|] <all>
        """, _file, "i need (the |{count} |)(empty )files <named> <all>", "touch <all>", most=5, weight=1.5),
    Several("rm {all}", "Deletes {plain}.", """
        <del> <files><all>
        <del> <all> (from here|for good|please|, i don't need them|, all of them|)
        <del> (the )(following |)files[:|] <all>
        """, _file, """
        i [don't|dont|do not|no longer] need <all> (anymore|any more), [delete|remove] them
        <all> [can go|can be deleted|must go|should be deleted]
        """, "rm <all>", weight=1.6),
    Several("rm -r {all}", "Deletes the folders {plain} with all in them.", """
        <del> <dirs> <all>
        <del> <dirs> <all> (and everything in them|with all their contents|with everything inside|completely)
        """, _folder, "<dirs> <all> [can go|can be deleted|must go], [delete|remove] them", most=3),
    Several("cp {all} {e}", "Copies {plain} into {e}.", """
        <copy> <files><all> <to> <e>
        <copy> <files><all> <to> <e>
        <copy> <to> <e> the files <all>
        """, _file, "i need (copies of )<all> in <e>(, copy them|)", "cp <all> {e}", weight=2.2),
    Several("cp -r {all} {e}", "Copies the folders {plain} into {e}.", """
        <copy> <dirs> <all> <to> <e>
        <copy> <dirs> <all> (and everything in them|with all their files|with their contents) <to> <e>
        """, _folder, "", "cp -r <all> {e}", most=3, weight=1.2),
    Several("mv {all} {e}", "Moves {plain} into {e}.", """
        <move> <files><all> <to> <e>
        <move> <files><all> <to> <e>
        <move> <to> <e> the files <all>
        """, _file, "<all> [belong|should go|must go|go] [into|in] <e>(, move them|)", "mv <all> {e}", weight=2.0),
    Several("mv {all} {e}", "Moves the folders {plain} into {e}.", """
        <move> <dirs> <all> <to> <e>
        """, _folder, "", "", most=3, weight=0.6),
    Several("mkdir -p {m} && mv {all} {m}/", "Makes the folder {m} and moves {plain} into it.", """
        <make> (a |the )(new )[folder|directory] (called |named ){m} and [move|put|mv] <files><all> [in it|into it|there|in there|inside]
        <move> <files><all> <to> a new [folder|directory] (called |named ){m}
        """, _file, "", "", most=3),
    Several("mkdir -p {m} && cp {all} {m}/", "Makes the folder {m} and copies {plain} into it.", """
        <make> (a |the )(new )[folder|directory] (called |named ){m} and [copy|cp] <files><all> [in it|into it|there|in there|inside]
        <copy> <files><all> <to> a new [folder|directory] (called |named ){m}
        """, _file, "", "", most=3),
    Several("zip {a}.zip {all}", "Zips {plain} into {a}.zip.", """
        [zip|zip up|pack|compress|put|bundle|archive|save] <files><all> (together )[into|in|to|as] [||a zip |the zip |a file |a zip file |a zip called |a file named |a zip file called ]{a}.zip
        [make|create|build] [{a}.zip|a zip called {a}.zip|a zip file named {a}.zip|the zip {a}.zip|the archive {a}.zip] [from|of|out of|with|containing] <files><all>
        [zip|pack] <files><all> and [call|name] [it|the zip] {a}.zip
        """, _file, "i need a zip {a}.zip [with|of] <all> (in it|)", "zip {a}.zip <all>", weight=1.8),
    Several("zip -r {a}.zip {all}", "Zips the folders {plain} into {a}.zip.", """
        [zip|zip up|pack|compress|put|bundle|archive] <dirs> <all> (together )[into|in|to|as] [||a zip |the zip |a file called |a zip named ]{a}.zip
        [make|create|build] [{a}.zip|a zip called {a}.zip|a zip {a}.zip] [from|of|out of|with|containing] <dirs> <all>
        """, _folder, "", "", most=3),
    Several("tar -czf {a}.tar.gz {all}", "Packs {plain} into {a}.tar.gz.", """
        [tar|pack|compress|put|bundle|archive|tar up|save] <files><all> (together )[into|in|to|as] [||a tarball |an archive |an archive called |the archive |a file named ]{a}.tar.gz
        [make|create|build] [{a}.tar.gz|an archive called {a}.tar.gz|a tarball named {a}.tar.gz] [from|of|out of|with|containing] <files><all>
        """, _file, "", "tar <all> [into|as|to] {a}.tar.gz", weight=1.2),
    Several("cat {all}", "Shows the contents of {plain}, one after the other.", """
        <show> (me |)(the contents of |the content of |what is in )<files><all>
        <show> <files><all> (one after the other|together|one by one|at once|)
        """, _text_file, "what is in <all>?", "cat <all>", most=3, weight=1.3),
    Several("wc -l {all}", "Counts the lines of {plain}.", """
        count (the |)lines (of|in) <files><all>
        count how many lines <all> have
        """, _text_file, "how many lines [do <all> have|are in <all>]?", "wc -l <all>", most=3, weight=0.9),
    Several("ls -lh {all}", "Shows the sizes of {plain}.", """
        [show (me)|print|get|tell (me)|check|compare] the [size|sizes] of <files><all>
        """, _file, "how [big|large] are <all>?", "sizes of <all>", most=3, weight=0.8),
    Several("chmod +x {all}", "Makes {plain} executable.", """
        make <files><all> [executable|runnable]
        [give|add] [execute|run] [rights|permission|permissions] to <files><all>
        """, _script, "", "chmod +x <all>", most=3, weight=0.9),
    Several("git add {all}", "Adds {plain} to the next commit.", """
        [git add|stage|add] <files><all> [to git|for the next commit|to the commit|to the index|for commit]
        [git add|stage] <files><all>
        """, _file, "", "git add <all>", most=3, weight=0.8),
    Several("gzip {all}", "Compresses {plain} to .gz files.", """
        [gzip|gz] <files><all>
        [compress|shrink] <files><all> (each |)[with gzip|to gz files|using gzip]
        """, _file, "", "gzip <all>", most=3, weight=0.6),
    Several("cat {all} > {h}", "Joins {plain} into {h}.", """
        [join|merge|combine|concatenate|put together|concat|glue|append] <files><all> [into|to|in|as] (a new file |one file |a file |)(called |named |){h}
        [make|create|build] {h} [from|out of] <files><all>
        """, _text_file, "", "merge <all> [into|to] {h}", most=4, weight=1.0),
    Several("mkdir -p {inside}", "Makes the folders {plain} inside {d}.", """
        <make> (the |{count} |)<folds> <named> <all> [in|inside|under|below|within] <d>
        [in|inside|under] <d> <make> (the |)<folds> <named> <all>
        <make> {d} with the [folders|subfolders|directories] <all> [in it|inside|]
        """, _folder, "i need the folders <all> [in|inside] <d>", "mkdir {d}: <all>", most=4, weight=1.5),
)  # fmt: skip


def _drawn(several: Several, rng: random.Random) -> list[str]:
    """Two to five different names; now and then folders that belong together."""
    wanted = rng.choices((2, 3, 4, 5), (5, 5, 2, 1))[0]
    wanted = min(wanted, several.most)
    if several.draw is _folder and rng.random() < 0.25:
        return list(rng.choice(_FAMILIES)[:wanted])
    found: dict[str, None] = {}
    while len(found) < wanted:
        found[several.draw(rng)] = None
    return list(found)


def _compose(several: Several, rng: random.Random) -> tuple[str, str]:
    drawn = _drawn(several, rng)
    values: dict[str, object] = {str(at + 1): name for at, name in enumerate(drawn)}
    values["count"] = _NUMBER_WORD[len(drawn)] if rng.random() < 0.7 else len(drawn)
    plain = ", ".join(drawn[:-1]) + f" and {drawn[-1]}"
    rules = {**_RULES, "all": _LISTS[len(drawn)]}
    holder = names.folder(rng, far=0, blanks=0).split("/")[0]
    filled = {
        "all": Filled(values, " ".join(bare(name) for name in drawn), plain, rules),
        "plain": Filled({}, "", plain),
        "e": folder("e", far=0.03, into=True)(rng),
        "m": Filled({"m": (made := _folder(rng))}, made, made),
        "a": Filled({"a": (stem := names.stem(rng))}, stem, stem),
        "h": file("h", "txt", "md", "csv", "log", folders=0)(rng),
        "d": Filled({"d": holder}, holder, holder, {"d": folder_words("d")}),
        "inside": Filled({}, " ".join(bare(f"{holder}/{name}") for name in drawn), ""),
    }
    kind = Kind(several.command, several.says, acts=several.acts, asks=several.asks, terse=several.terse)
    return kind.compose(rng, filled)


_NUMBERED = (
    Kind("mkdir {stem}{{{i}..{j}}}", "Makes the folders {stem}{i} to {stem}{j}.", acts="""
        <make> (the |)(folders|directories|dirs|numbered folders) {stem}{i} [to|through|till|until|up to|-|...] {stem}{j}
        <make> [folders|directories] {stem}{i} [to|through|till|up to] {j}
        <make> (the |)folders from {stem}{i} to {stem}{j}
        """, terse="mkdir {stem}{i} [to|..|-] {stem}{j}", weight=1.0),
    Kind("touch {stem}{{{i}..{j}}}.{t}", "Makes the empty files {stem}{i}.{t} to {stem}{j}.{t}.", acts="""
        <new> (the |)(empty )files {stem}{i}.{t} [to|through|till|until|up to|-|...] {stem}{j}.{t}
        <new> (the |)(empty )files from {stem}{i}.{t} to {stem}{j}.{t}
        """, terse="touch {stem}{i}.{t} [to|..|-] {stem}{j}.{t}", weight=0.7),
)  # fmt: skip


def _numbered(rng: random.Random) -> tuple[str, str]:
    first = rng.choice((1, 1, 1, 0, rng.randrange(2, 20)))
    last = first + rng.randrange(2, 12)
    stem, tail = names.word(rng), rng.choice(("txt", "md", "csv", "log", "py"))
    filled = {
        "stem": Filled({"stem": stem}, stem, stem, _RULES),
        "i": Filled({"i": first}, str(first), str(first)),
        "j": Filled({"j": last}, str(last), str(last)),
        "t": Filled({"t": tail}, tail, tail),
    }
    return rng.choices(_NUMBERED, [kind.weight for kind in _NUMBERED])[0].compose(rng, filled)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about several named objects without end."""
    weights = [several.weight for several in _KINDS]
    while True:
        if rng.random() < 0.04:
            yield [_numbered(rng)]
            continue
        yield [_compose(rng.choices(_KINDS, weights)[0], rng)]
