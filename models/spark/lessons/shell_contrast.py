"""Lessons: the same thing under many verbs, side by side, so that the verb decides and nothing is deleted that was not asked for."""

# A wording stays on one line, however long.
# ruff: noqa: E501
# fmt: off

import random
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind
from models.spark.lessons.slots import Filled, bare, file_words, folder, folder_words, quoted, type_ending, word

WEIGHT = 2.2


class Verb(NamedTuple):
    """What may be done with the thing, and how it is asked for."""

    command: str
    says: str
    acts: str
    asks: str = ""
    weight: float = 1.0


_RULES = {
    "find": "[find|find|search for|look for|locate|find me]",
    "list": "[list|show (me)|display|print|get|see]",
    "show": "[show (me)|show|print|display|open|read|view|cat|output]",
    "copy": "[copy|copy|cp|duplicate|make a copy of|put a copy of|back up]",
    "move": "[move|move|mv|put|shift|transfer|bring|send]",
    "del": "[delete|delete|remove|remove|erase|rm|get rid of|trash|throw away|wipe]",
    "make": "[make|make|create|create|build|generate|produce|get me|give me]",
    "pack": "[zip|zip up|pack|compress|archive|bundle]",
    "to": "[to|to|into|in]",
    "all": "[|||all |all the |the |my |all my ]",
    "unpack": "[unzip|unpack|extract|open|decompress|expand|unzip]",
}

# A zip whose name is that of a file or folder: making, listing, unpacking and deleting it look alike but for the verb.
_ZIP = (
    Verb("zip -r {z} {d}", "Zips {d} into {z}.", """
        <make> {z} [from|out of|of|with] <d>
        <make> {z} [from|out of|of|with] <d>
        <make> {z} from everything in <d>
        <make> (a |the )[zip|archive|zip file] {z} [from|out of|of|with] <d>
        <pack> <d> [as|into|to] {z}
        put <d> [into|in] {z}
        turn <d> into {z}
        """,
        "i [need|want] {z} [from|made of|made from|with] <d>\ncan you make {z} [from|out of] <d>?\n{z} should contain <d>", 3.0),
    Verb("zip -r {z} .", "Zips everything in this folder into {z}.", """
        <make> {z} [from|out of|of|with] [everything|all|all files|this folder|the current folder|all of this] (here|)
        <pack> [everything|all|all files|this folder|the whole folder|everything here] [as|into|to] {z}
        """, "i [need|want] {z} with [everything|all files] (here |)in it", 1.0),
    Verb("zip {z} *.{t}", "Zips the {t} files into {z}.", """
        <make> {z} [from|out of|of|with] <all><tf> (here|)
        <make> {z} and put <all><tf> in it
        <pack> <all><tf> (here |)[as|into|to] {z}
        put <all><tf> [into|in] {z}
        """, "i [need|want] {z} with <all><tf> in it", 2.0),
    Verb("zip -u {z} {f}", "Adds {f} to {z}.", """
        add <f> to (the zip |the archive |)<zz>
        put <f> into the [existing zip|archive|zip file] {z} (too|as well|)
        """, "", 0.8),
    Verb("unzip -l {z}", "Lists what is in {z} without unpacking it.", """
        [list|show (me)|display|look at|check] [the contents of |what is in |the files in ]<zz>
        [look|peek] [into|inside] <zz>
        """, "what is [in|inside] <zz>?", 1.3),
    Verb("unzip {z}", "Unpacks {z} in this folder.", """
        <unpack> <zz> (here|)
        <unpack> (all )(the )[files|contents] [from|of] <zz>
        """, "", 1.3),
    Verb("unzip {z} -d {e}", "Unpacks {z} into {e}.", """
        <unpack> <zz> <to> <e>
        """, "", 0.8),
    Verb("rm {z}", "Deletes {z}.", """
        <del> <zz>
        <del> (the )[zip|archive|zip file|file] {z}
        """, "i don't need <zz> (anymore|), [delete|remove] it", 1.2),
    Verb("ls -lh {z}", "Shows the size of {z}, with its owner and date.", """
        [show (me)|tell me|check|get] [the size of <zz>|how big <zz> is]
        """, "how [big|large] is <zz>?", 0.7),
    Verb("mv {z} {e}", "Moves {z} into {e}.", "<move> <zz> <to> <e>", "", 0.7),
    Verb("cp {z} {e}", "Copies {z} into {e}.", "<copy> <zz> <to> <e>", "", 0.7),
    Verb("find {w} -name {zq}", "Finds files named {z}, {w} and below.", "<find> <zz> <in>", "where [is|did i put] <zz> <in>?", 0.9),
)
# A tarball: the same.
_TAR = (
    Verb("tar -czf {z} {d}", "Packs {d} into {z}.", """
        <make> {z} [from|out of|of|with] <d>
        <make> {z} [from|out of|of|with] <d>
        <make> (a |the )[tarball|archive] {z} [from|out of|of|with] <d>
        [tar|pack|compress|archive|bundle] <d> [as|into|to] {z}
        turn <d> into {z}
        """, "i [need|want] {z} [from|made of|made from|with] <d>", 2.0),
    Verb("tar -czf {z} *.{t}", "Packs the {t} files into {z}.", """
        <make> {z} [from|out of|of|with] <all><tf> (here|)
        [tar|pack|compress|archive|bundle] <all><tf> (here |)[as|into|to] {z}
        """, "", 1.2),
    Verb("tar -tf {z}", "Lists what is in {z} without unpacking it.", """
        [list|show (me)|look at|check] [the contents of |what is in |the files in ]<zz>
        """, "what is [in|inside] <zz>?", 1.0),
    Verb("tar -xf {z}", "Unpacks {z} in this folder.", "[untar|unpack|extract|decompress|open] <zz> (here|)", "", 1.0),
    Verb("rm {z}", "Deletes {z}.", "<del> <zz>\n<del> the [archive|tarball] {z}", "", 0.9),
)
# Files of a type in a place: found, counted, copied, packed or deleted.
_TYPE = (
    Verb("find {w} -type f -name '*.{t}'", "Finds the {t} files {w} and below.", """
        [find|find|search for|look for|locate|find me|hunt for] <all><tf> <in>
        [look|search] <in> for <all><tf>
        """, "where are <all><tf> <in>?\nare there (any )<tf> <in>?", 2.6),
    Verb("ls {p}*.{t}", "Lists the {t} files {p}.", "[list|show (me)|display|see|ls] <all><tf> <in>", "", 1.2),
    Verb("find {w} -type f -name '*.{t}' | wc -l", "Counts the {t} files {w}.", "count <all><tf> <in>", "how many <tf> are there <in>?", 1.1),
    Verb("rm {p}*.{t}", "Deletes the {t} files {p}.", "<del> <all><tf> <in>", "<all><tf> <in> can go, [delete|remove] them", 1.6),
    Verb("cp {p}*.{t} {e}", "Copies the {t} files {p} into {e}.", "<copy> <all><tf> <in> <to> <e>", "", 1.2),
    Verb("mv {p}*.{t} {e}", "Moves the {t} files {p} into {e}.", "<move> <all><tf> <in> <to> <e>", "", 1.2),
    Verb("zip {a}.zip {p}*.{t}", "Zips the {t} files {p} into {a}.zip.", "<pack> <all><tf> <in> (in)to {a}.zip\n<make> {a}.zip [from|out of|with] <all><tf> <in>", "", 1.5),
    Verb("tar -czf {a}.tar.gz {p}*.{t}", "Packs the {t} files {p} into {a}.tar.gz.", "[tar|pack|archive|compress] <all><tf> <in> (in)to {a}.tar.gz", "", 0.8),
    Verb("ls -lhS {p}*.{t}", "Lists the {t} files {p}, biggest first.", "[list|show (me)|sort] <all><tf> <in> [by size|biggest first|sorted by size|largest first]", "", 0.9),
    Verb("ls -lt {p}*.{t}", "Lists the {t} files {p}, newest first.", "[list|show (me)|sort] <all><tf> <in> [by date|newest first|sorted by date|latest first]", "", 0.9),
    Verb("ls -lh {p}*.{t}", "Lists the {t} files {p} with their sizes and dates.", "[list|show (me)] <all><tf> <in> [with sizes|with their sizes|with details]\n[show (me)|list] the sizes of <all><tf> <in>", "how big are <all><tf> <in>?", 0.8),
    Verb("wc -l {p}*.{t}", "Counts the lines of each of the {t} files {p}.", "count the lines [of|in] each of (the |my )<tf> <in>", "how many lines does each of the <tf> <in> have?", 0.7),
    Verb("head -n {n} {p}*.{t}", "Shows the first {n} lines of the {t} files {p}.", "[show (me)|print] the first {n} lines of (each of |all )(the )<tf> <in>", "", 0.8),
    Verb("cat {p}*.{t}", "Shows the contents of the {t} files {p}.", "[show (me)|print|display] the [contents|content] of <all><tf> <in>\ncat <all><tf> <in>", "", 0.9),
    Verb("cat {p}*.{t} > {h}", "Joins the {t} files {p} into {h}.", "[join|merge|combine|concatenate|put] <all><tf> <in> (together )[into|in|to] (one file |a file called |a new file |){h}", "", 1.1),
    Verb("grep {x} {p}*.{t}", "Shows the lines of the {t} files {p} that contain {x}.", "[show (me)|list|get] the lines with <x> in <all><tf> <in>", "", 0.7),
    Verb("sed -i 's/{r}/{q}/g' {p}*.{t}", "Replaces every {r} with {q} in the {t} files {p}.", "[replace|change|swap] (every |all )[{r}|\"{r}\"] [with|by|to] [{q}|\"{q}\"] in <all><tf> <in>", "", 1.2),
    Verb("chmod +x {p}*.{t}", "Makes the {t} files {p} executable.", "make <all><tf> <in> [executable|runnable]", "", 0.8),
    Verb("gzip {p}*.{t}", "Compresses the {t} files {p} to .gz files.", "gzip <all><tf> <in>\ncompress each of (the |my )<tf> <in> with gzip", "", 0.6),
    Verb("for f in {p}*.{t}; do mv \"$f\" \"${{f%.{t}}}.{u}\"; done", "Renames the {t} files {p} so that they end in .{u}.", """
        rename <all><tf> <in> (in)to [.{u}|.{u} files|{u} files]
        change the [extension|ending] of <all><tf> <in> to [.{u}|{u}]
        turn the [extension|ending] .{t} <in> into .{u}
        """, "", 1.3),
    Verb("for f in {p}*.{t}; do cp \"$f\" \"$f.bak\"; done", "Keeps a copy of each of the {t} files {p} with .bak at the end.", "[back up|make a backup of|keep a .bak of] each of (the |my )<tf> <in>\nmake .bak copies of <all><tf> <in>", "", 0.6),
    Verb("git add {p}*.{t}", "Adds the {t} files {p} to the next commit.", "[git add|stage] <all><tf> <in>", "", 0.5),
)
# One folder.
_FOLDER = (
    Verb("ls {d}", "Lists what is in {d}.", "<list> [what is in |the files in |the contents of ]<d>", "what is in <d>?", 1.0),
    Verb("cp -r {d} {b}", "Copies the folder {d} with all in it to {b}.", """
        <copy> (the |my |the whole |the entire )[folder|directory] {d} [to|as|into] {b}
        <copy> (the |my |the whole )(folder |directory ){d} [and|with] [everything|all files] in it [to|as|into] {b}
        <copy> {d} recursively [to|as|into] {b}
        <copy> the {d} [folder|directory] [to|as|into] {b}
        <copy> [folder|directory|dir] {d} {b}
        <copy> {d} [to|into|as] {b}
        """, "i [need|want] a copy of the [folder {d}|{d} folder|directory {d}] [called|named|in|as] {b}", 3.0),
    Verb("cp -r {d} {d}.bak", "Keeps a copy of the folder {d} with .bak at the end.", "[back up|make a backup of] (the |my )[folder {d}|{d} folder|directory {d}]", "", 1.0),
    Verb("mv {d} {b}", "Renames the folder {d} to {b}.", "rename the [folder {d}|{d} folder|directory {d}] [to|as|into] {b}", "", 1.0),
    Verb("rm -r {d}", "Deletes the folder {d} with all in it.", "<del> the [folder {d}|{d} folder|directory {d}|whole folder {d}]", "", 1.2),
    Verb("zip -r {a}.zip {d}", "Zips {d} into {a}.zip.", "<pack> the [folder {d}|{d} folder|directory {d}] [into|to|as] {a}.zip\n<make> {a}.zip [from|out of] the [folder {d}|{d} folder]", "", 1.5),
    Verb("du -sh {d}", "Shows how much space {d} takes.", "[show (me)|tell me] the size of the [folder {d}|{d} folder] ", "how [big|large] is the [folder {d}|{d} folder]?", 1.0),
    Verb("find {d} -type f | wc -l", "Counts the files in {d}.", "count the files in <d>", "how many files are in <d>?", 0.8),
    Verb("find {d} -type f", "Lists all files in {d} and below.", "[list|find|show (me)] all files in <d> [and below|recursively|and its subfolders]", "", 0.8),
    Verb("find {d} -type f -empty", "Finds the empty files in {d} and below.", "[find|list|show (me)|look for] (all |the |all the |any )empty files in <d>", "are there (any )empty files in <d>?", 0.8),
    Verb("find {d} -type f -empty -delete", "Deletes the empty files in {d} and below.", "<del> (all |the |all the )empty files in <d>", "", 0.8),
    Verb("cd {d}", "Goes to {d}.", "[go|change|cd|switch|move] [to|into] <d>\nenter <d>", "", 0.8),
    Verb("mkdir -p {d}", "Makes the folder {d}, unless it is there.", "make the [folder|directory] {d} [if it does not exist|if it's not there|unless it exists|if missing]", "", 0.8),
    Verb("mkdir {d}", "Makes the folder {d}.", "[make|create] (a |the )(new )[folder|directory] (called |named )[{d}|{d}|\"{d}\"]", "", 1.0),
)
# One file.
_FILE = (
    Verb("find {w} -name {fq}", "Finds files named {f}, {w} and below.", "[find|find|search for|look for|locate|find me] <f> <in>", "where is <f> <in>?\nwhere did i put <f> <in>?", 1.6),
    Verb("cat {f}", "Shows the content of {f}.", "[show (me)|print|display|read|view|cat] <f>", "what is in <f>?", 1.0),
    Verb("rm {f}", "Deletes {f}.", "<del> <f>", "", 1.3),
    Verb("touch {f}", "Makes the empty file {f}.", "[make|create|touch|start] (a |an empty |a new )file (called |named )[{f}|\"{f}\"]", "", 1.0),
    Verb("cp {f} {g}", "Copies {f} as {g}.", "<copy> <f> [to|as] {g}", "", 1.0),
    Verb("mv {f} {g}", "Renames {f} to {g}.", "rename <f> [to|as|into] {g}", "", 1.0),
    Verb("zip {a}.zip {f}", "Zips {f} into {a}.zip.", "<pack> <f> [into|to|as] {a}.zip\n<make> {a}.zip [from|out of|with] <f>", "i need {a}.zip with <f> in it", 1.6),
    Verb("grep {x} {f}", "Shows the lines of {f} that contain {x}.", "[search|grep|look through] <f> for <x>\n[find|show (me)] (the )lines with <x> in <f>", "", 1.2),
    Verb("grep -i {x} {f}", "Shows the lines of {f} that contain {x}, in upper or lower case.", """
        [search|grep|look through] <f> for <x>[, ignoring case| ignoring case|, case insensitive| case-insensitively|, no matter the case|, upper or lower case|, big or small letters|, in any case|, case does not matter]
        [find|show (me)] (the |all )lines with <x> in <f>[, ignoring case|, case insensitive|, whatever the case|, upper or lower case|, no matter how it is capitalized]
        case insensitive [search|grep] for <x> in <f>
        search <x> in <f> without [caring about|looking at|minding] (the )case
        """, "", 2.0),
    Verb("sed -i '/{r}/d' {f}", "Removes every line of {f} that contains {r}.", "[delete|remove|drop] (the |all |all the )lines [with|containing] {r} [from|in] <f>", "", 1.0),
    Verb("grep -v {rq} {f}", "Shows the lines of {f} that do not contain {r}.", "[show (me)|print|list] (the |all |all the )lines of <f> without {r}\n[hide|skip] (the )lines with {r} when showing <f>", "", 0.9),
    Verb("truncate -s 0 {f}", "Empties {f} and keeps the file.", "[empty|clear|blank] <f> (but keep the file|)", "", 0.8),
    Verb("ls -lh {f}", "Shows the size of {f}, with its owner and date.", "[show (me)|tell me] the size of <f>", "how big is <f>?", 0.8),
    Verb("chmod +x {f}", "Makes {f} executable.", "make <f> executable", "", 0.7),
)


def _things(rng: random.Random) -> dict[str, Filled]:
    """Everything the verbs may name, drawn once, so that two requests are about the same things."""
    holder, target = (names.folder(rng, far=0, blanks=0.01).split("/")[0] for _ in range(2))
    one, other, stem = names.file(rng, folders=0.03, blanks=0.01), names.file(rng, folders=0.02, blanks=0), names.stem(rng)
    ending, new_ending = type_ending(rng), names.ending(rng)
    words = [names.word(rng) for _ in range(2)]
    inside = rng.random() < 0.5
    where: dict[str, Filled] = {}
    if inside:
        said = {"in": "[in {d}|in {d}|in the {d} folder|in the folder {d}|inside {d}|in my {d} folder|from {d}|under {d}]"}
        shell = bare(holder)
        where["w"] = Filled({"d": holder}, shell, f"in {holder}", said)
        where["p"] = Filled({"d": holder}, bare(holder + "/"), f"in {holder}", said)
    else:
        here = {"in": "[||||here|in this folder|in here|in the current folder|in this directory]"}
        where["w"] = Filled({}, ".", "in this folder", here)
        where["p"] = Filled({}, "", "in this folder", here)
    return {
        **where,
        "d": Filled({"d": holder}, bare(holder), holder, {"d": folder_words("d")}),
        "b": Filled({"b": target}, bare(target), target),
        "e": folder("e", far=0.02, into=True)(rng),
        "f": Filled({"f": one}, bare(one), one, {"f": file_words("f")}),
        "fq": Filled({}, quoted(one.rsplit("/", 1)[-1]), ""),
        "g": Filled({"g": other}, bare(other), other),
        "h": Filled({"h": (joined := names.file(rng, ("txt", "csv", "md"), folders=0, blanks=0))}, joined, joined),
        "a": Filled({"a": stem}, stem, stem),
        "t": ending,
        "u": Filled({"u": new_ending}, new_ending, new_ending),
        "x": word("x")(rng),
        "r": Filled({"r": words[0]}, words[0], words[0]),
        "rq": Filled({}, quoted(words[0]), ""),
        "q": Filled({"q": words[1]}, words[1], words[1]),
        "n": Filled({"n": (count := rng.choice((2, 3, 5, 10, 20)))}, str(count), str(count)),
    }


def _packed(rng: random.Random, things: Mapping[str, Filled], ending: str) -> dict[str, Filled]:
    """The archive: often named like the folder it is made of."""
    folder_name = things["d"].plain
    stem = folder_name if rng.random() < 0.55 else names.word(rng)
    name = stem.replace(" ", "_") + ending
    words = "[{z}|{z}|{z}|the file {z}|my {z}|the archive {z}|\"{z}\"|file {z}]"
    return {"z": Filled({"z": name}, name, name, {"zz": words}), "zq": Filled({}, quoted(name), "")}


_SETS: tuple[tuple[tuple[Verb, ...], Callable[[random.Random, Mapping[str, Filled]], dict[str, Filled]] | None, float], ...] = (
    (_ZIP, lambda rng, things: _packed(rng, things, ".zip"), 2.5),
    (_TAR, lambda rng, things: _packed(rng, things, rng.choice((".tar.gz", ".tar.gz", ".tgz"))), 1.2),
    (_TYPE, None, 4.0),
    (_FOLDER, None, 2.2),
    (_FILE, None, 2.2),
)


def _compose(verb: Verb, things: Mapping[str, Filled], rng: random.Random) -> tuple[str, str]:
    return Kind(verb.command, verb.says, acts=verb.acts, asks=verb.asks, rules=_RULES).compose(rng, things)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose one to three requests about the same thing without end."""
    while True:
        verbs, more, _ = rng.choices(_SETS, [weight for _, _, weight in _SETS])[0]
        things = _things(rng)
        if more:
            things |= more(rng, things)
        weights = [verb.weight for verb in verbs]
        chosen = dict.fromkeys(rng.choices(verbs, weights, k=rng.choice((1, 1, 1, 2, 2, 3))))
        yield [_compose(verb, things, rng) for verb in chosen]
