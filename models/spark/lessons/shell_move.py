"""Lessons: move, rename and delete."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, bare, folder

WEIGHT = 2.2

_RULES = {
    "move": "[move|move|move|move|mv|put|shift|transfer|relocate|send|bring|shove|drag]",
    "to": "[to|to|into|into|in|over to]",
    "rename": "[rename|rename|rename|change the name of|give a new name to|mv]",
    "del": "[delete|delete|delete|delete|remove|remove|remove|erase|rm|get rid of|get rid of|trash|kill|throw away|wipe|wipe out|destroy|drop|dump|discard|bin|scrap|clear away|throw out|toss|toss out|purge|nuke|eliminate|zap|ditch|unlink|take away|clear out|blow away|remove for good]",
    "all": "(all |all the |all my |the |any )",
    "every": "[all|all|all the|all my|the|any]",
    "fold": "[folder|folder|directory|dir]",
    "deep": "[recursively|and in all subfolders|and its subfolders|including subfolders|everywhere|and below|also in subfolders|in all subfolders too]",
}


def _new_name(rng: random.Random) -> Filled:
    name = names.folder(rng, far=0).split("/")[0]
    return Filled({"b": name}, bare(name), name)


_INTO = {"e": folder("e", into=True)}
_OWN = {"d": folder("d", far=0)}

KINDS = (
    Kind(
        "mv {f} {e}", "Moves {f} into {e}.", rules=_RULES, weight=2.2, slots=_INTO,
        acts="""
            <move> <f> <to> <e>
            <move> <f> <to> <e>
            <move> <f> [inside|under|inside of|over into] <e>
            [take|grab|pick] <f> and [put|move|place] it [in|into|inside] <e>
            [place|store|file|drop|stick|throw|stash|pop|save|keep|transfer|drag|toss|slide|push|carry] <f> [in|into|inside|under|to|over to|over into] <e>
            """,
        asks="""
            i [need|want] <f> (moved )[in|into|inside|moved to] <e>
            <f> [should|must|has to|needs to] [go|be moved|be] [to|into|in|inside] <e>
            <f> belongs [in|into|to] <e>
            """,
        terse="""
            mv {f} {e}
            move {f} {e}
            move {f} <to> {e}
            {f} move <to> {e}
            """,
    ),
    Kind(
        "mv {f} {g} {e}", "Moves {f} and {g} into {e}.", rules=_RULES, weight=1.1, slots=_INTO,
        acts="""
            <move> (both )<f> and <g> <to> <e>
            <move> (the files |both |the two files )[{f} and {g}|{f}, {g}|{f} & {g}|{f} {g}|{f} plus {g}] <to> <e>
            """,
        asks="""
            <f> and <g> [should|must] [go|be moved] [to|into] <e>
            """,
        terse="""
            mv {f} {g} {e}
            move {f} {g} <to> {e}
            """,
    ),
    Kind(
        "mv {f} {g} {h} {e}", "Moves {f}, {g} and {h} into {e}.", rules=_RULES, weight=0.24, slots=_INTO,
        acts="""
            <move> (the files |all three |these files )[{f}, {g} and {h}|{f}, {g}, {h}|{f} {g} {h}|{f} and {g} and {h}] <to> <e>
            """,
        terse="""
            move {f} {g} {h} <to> {e}
            """,
    ),
    Kind(
        "mv {p}*.{t} {e}", "Moves the {t} files {p} into {e}.", rules=_RULES, weight=1.9, slots=_INTO,
        acts="""
            <move> <all><tf> <in> <to> <e>
            <move> <every> <tf> <in> <to> <e>
            <move> [every|each|any|every single] <tf1> <in> <to> <e>
            <in> <move> <all><tf> <to> <e>
            [collect|gather|put|throw|drop|stick|file|sort|group|pack|shove|sweep|dump] <all><tf> <in> (together )[in|into|inside|to] <e>
            [collect|gather|put|throw|shove] [every|each|any] <tf1> <in> [in|into|inside|to] <e>
            """,
        asks="""
            i [need|want] <all><tf> <in> [in|moved to|moved into|inside] <e>
            <every> <tf> <in> [should|must] [go|be moved] [to|into] <e>
            """,
        terse="""
            mv <tf> <in> <to> {e}
            move <tf> <in> {e}
            """,
    ),
    Kind(
        "mv {d} {e}", "Moves the folder {d} into {e}.", rules=_RULES, weight=1.1,
        slots={"d": folder("d", far=0), "e": folder("e", into=True)},
        acts="""
            <move> the [folder|directory|dir|whole folder|entire folder] {d} <to> <e>
            <move> the {d} [folder|directory] <to> <e>
            <move> [folder|directory] {d} [inside|under|<to>] <e>
            """,
        terse="""
            mv folder {d} <to> {e}
            move [dir|folder|directory] {d} {e}
            """,
    ),
    Kind(
        "mv {f} ..", "Moves {f} one folder up.", rules=_RULES, weight=0.24,
        acts="""
            <move> <f> [one folder up|up one level|to the parent folder|one level up|up one folder|to the folder above|one directory up|into the parent directory|up a level|to ..]
            """,
        terse="""
            move {f} up
            mv {f} ..
            """,
    ),
    Kind(
        "mv {f} {g}", "Renames {f} to {g}.", rules=_RULES, weight=2.2,
        acts="""
            <rename> <f> [to|to|to|as|into] {g}
            <rename> <f> (to|as|to be|so it is called) {g}
            [change|set|switch|modify] (the )(file )name of <f> to {g}
            [change|turn|make] <f> (in)to {g}
            give <f> [a new name: |the name |the new name |another name, ]{g}
            [rename|change] <f>[,| so| and] (it should be |the new name is |make it |call it ){g}
            [call|name] <f> {g} [from now on|instead|now|please|]
            give <f> the (new )name {g}
            [rename|change] the (name of the )file (from )[{f}|"{f}"] (to|into) [{g}|"{g}"]
            [rename|retitle|relabel] <f> -> {g}
            """,
        asks="""
            <f> [should|must|has to|needs to|shall] be (called|named|renamed|renamed to) {g} (instead|now|from now on|)
            i want <f> to be [called|named] {g}
            (the )new name (of|for) <f> [is|should be|:] {g}
            """,
        terse="""
            mv {f} {g}
            rename {f} {g}
            rename {f} \\-> {g}
            {f} [rename to|new name|rename] {g}
            """,
    ),
    Kind(
        "mv {d} {b}", "Renames the folder {d} to {b}.", rules=_RULES, weight=1.3,
        slots={"d": folder("d", far=0), "b": _new_name},
        acts="""
            <rename> the [folder|directory|dir] {d} [to|as|into] {b}
            <rename> the {d} [folder|directory|dir] [to|as|into] {b}
            <rename> [folder|directory|dir] {d} (to|as|into) {b}
            [change|set] the name of the [folder|directory] {d} to {b}
            [change|set] the (folder |directory )name {d} to {b}
            rename [my|our] folder {d} to {b}
            [call|name] the folder {d} {b} [from now on|instead|now]
            give the folder {d} the (new )name {b}
            rename {d} to {b}
            """,
        asks="""
            the [folder|directory] {d} [should|must] be [called|named] {b} (instead|now|)
            """,
        terse="""
            rename [folder|dir|directory] {d} {b}
            mv {d} {b}
            rename {d} {b}
            """,
    ),
    Kind(
        "rm {f}", "Deletes {f}.", rules=_RULES, weight=2.4,
        acts="""
            <del> <f>
            <del> <f>
            <del> <f> (permanently|for good|from (my |the )disk|from here|completely|from this folder|forever)
            make <f> [disappear|go away|vanish]
            """,
        asks="""
            i [don't|dont|do not|no longer] need <f> (anymore|any more|any longer), [delete|remove] it
            <f> [can go|can be deleted|must go|has to go|should be deleted|is useless|is no longer needed|needs to go|is trash, delete it|must be removed|should go away]
            [away|out] with <f>
            """,
        terse="""
            rm {f}
            [delete|remove|del|erase] {f}
            {f} [delete|remove|rm|del|delete it|get rid of it]
            """,
    ),
    Kind(
        "rm {f} {g}", "Deletes {f} and {g}.", rules=_RULES, weight=1,
        acts="""
            <del> (both )<f> and <g>
            <del> (the files |both |the two files )[{f} and {g}|{f}, {g}|{f} & {g}|{f} {g}|{f} plus {g}]
            """,
        asks="""
            <f> and <g> [can go|can be deleted|must go|are not needed anymore, delete them]
            """,
        terse="""
            rm {f} {g}
            delete {f} {g}
            """,
    ),
    Kind(
        "rm -r {d}", "Deletes the folder {d} with all in it.", rules=_RULES, weight=2, slots=_OWN,
        acts="""
            <del> the [folder|folder|directory|dir|whole folder|entire folder|complete directory|full folder] [{d}|{d}|"{d}"]
            <del> the (whole |entire |complete |old )[{d}|"{d}"] [folder|folder|directory|dir]
            <del> [folder|directory|dir|my folder] {d}
            <del> [the folder {d}|the {d} folder|directory {d}|{d}] [and everything in it|with everything in it|and all its contents|with all contents|with all files in it|and its content|recursively|and all inside|including all files|with everything inside|completely with contents]
            """,
        asks="""
            i [don't|dont|do not] need the [folder {d}|{d} folder|directory {d}] (anymore|any more|), [delete|remove] it
            the [folder {d}|{d} folder|directory {d}] [can go|can be deleted|must go|is not needed anymore|has to go]
            """,
        terse="""
            rm -r {d}
            [delete|remove|del|rm] [folder|dir|directory] {d}
            {d} folder [delete|remove]
            """,
    ),
    Kind(
        "rmdir {d}", "Deletes the empty folder {d}.", rules=_RULES, weight=0.7, slots=_OWN,
        acts="""
            <del> (the |my )empty <fold> [{d}|"{d}"]
            <del> the <fold> {d} [if it is empty|if empty|which is empty|only if it's empty]
            rmdir {d}
            """,
        terse="""
            rmdir {d}
            [delete|remove] empty <fold> {d}
            """,
    ),
    Kind(
        "rm -r {d}/*", "Deletes everything in {d} and keeps the folder.", rules=_RULES, weight=0.8, slots=_OWN,
        acts="""
            <del> (all |everything |all files |all the files |all of the files )[in|inside|from|under] <d>
            [empty|clear|clean out|wipe|clear out|clean] (out )the [folder|directory|dir] {d}
            [empty|clear|clean out|wipe] the {d} [folder|directory|dir]
            <del> (all )(the )[contents|content|files] of <d>(,| but) (keep the folder|not the folder itself|but keep the folder)
            """,
        terse="""
            empty [folder|dir|directory] {d}
            """,
    ),
    Kind(
        "rm {p}*.{t}", "Deletes the {t} files {p}.", rules=_RULES, weight=2,
        acts="""
            <del> <every> <tf> <in>
            <del> [every|each|any|every single] <tf1> <in>
            <del> <in> <every> <tf>
            """,
        asks="""
            <every> <tf> <in> [can go|can be deleted|must go|should be deleted|have to go]
            i [don't|dont|do not] need <every> <tf> <in> (anymore|), [delete|remove] them
            """,
        terse="""
            rm <tf> <in>
            delete <tf> <in>
            [delete|remove] all <tf> <in>
            """,
    ),
    Kind(
        "find {w} -type f -name '*.{t}' -delete", "Deletes the {t} files {w} and below.", rules=_RULES, weight=1.1,
        acts="""
            <del> <every> <tf> <in> <deep>
            <del> <every> <tf> <deep> <in>
            <del> [every|each|any] <tf1> <in> <deep>
            [find and delete|find and remove|search and delete] <all><tf> <in>
            recursively [delete|remove] <all><tf> <in>
            """,
        terse="""
            [delete|remove] <tf> <deep> <in>
            """,
    ),
    Kind(
        "find {w} -type f -empty -delete", "Deletes the empty files {w} and below.", rules=_RULES, weight=0.28,
        acts="""
            <del> <every> [empty|zero byte|0 byte|blank] files <in>
            <del> <every> files <in> [that are empty|with nothing in them|of size 0|without content]
            [find and delete|find and remove] <all>empty files <in>
            """,
        terse="""
            [delete|remove] empty files <in>
            """,
    ),
    Kind(
        "find {w} -type d -empty -delete", "Deletes the empty folders {w} and below.", rules=_RULES, weight=0.24,
        acts="""
            <del> <every> empty [folders|directories|subfolders|dirs] <in>
            <del> <every> [folders|directories] <in> [that are empty|with nothing in them|without files]
            """,
        terse="""
            [delete|remove] empty [folders|directories|dirs] <in>
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to move, rename and delete without end."""
    return stream(KINDS, rng)
