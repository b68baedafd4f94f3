"""Lessons: make folders and files, copy, and link them."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, Slot, bare, file, folder, folder_words

WEIGHT = 2.2

_RULES = {
    "make": "[make|make|create|create|create|add|set up|build|start|prepare|generate]",
    "fold": "[folder|folder|directory|dir]",
    "folds": "[folders|folders|directories|dirs]",
    "copy": "[copy|copy|copy|copy|copy|duplicate|cp|put a copy of|make a copy of|clone|replicate|copy over|save a copy of|make a duplicate of|put a duplicate of|back up]",
    "to": "[to|to|into|into|in|over to]",
    "named": "[called|named|with the name|with name|by the name of]",
    "all": "(all |all the |all my |the |any )",
}
_NEW_FILE = file("f", "txt", "md", "py", "csv", "json", "html", "sh", "log", "yml", "conf", "js", "")


def _new_folder(slot: str, blanks: float = 0.02) -> Slot:
    """A folder to make here: no path, no well-known place."""

    def draw(rng: random.Random) -> Filled:
        name = names.folder(rng, far=0, blanks=blanks).split("/")[0]
        return Filled({slot: name}, bare(name), name)

    return draw


def _holding(rng: random.Random) -> Filled:
    """A folder to make another one in."""
    name = names.folder(rng, far=0.03, blanks=0).rstrip("/")
    return Filled({"d": name}, name, name, {"d": folder_words("d")})


def _nested(rng: random.Random) -> Filled:
    parts = [names.folder(rng, far=0, blanks=0).split("/")[0] for _ in range(rng.choice((2, 2, 3, 3, 4)))]
    path = "/".join(parts)
    return Filled({"path": path}, bare(path), path)


def _backup_of(rng: random.Random) -> Filled:
    """A file and its backup: two words of the command drawn together."""
    name = names.file(rng, folders=0.03)
    rules = {"f": "[{f}|{f}|{f}|the file {f}|my {f}|file {f}]"}
    return Filled({"f": name}, f"{bare(name)} {bare(name + '.bak')}", name, rules)


KINDS = (
    Kind(
        "mkdir {a}", "Makes the folder {a}.", rules=_RULES, weight=2.2, slots={"a": _new_folder("a")},
        acts="""
            <make> (a |the |a new |one |new |an empty )<fold> (<named> )[{a}|{a}|{a}|"{a}"|'{a}'] (here|in here|in this folder|for me|)
            <make> (a |a new |another )<fold> for (my |the |some )[stuff|things|work|photos|music|files|notes|pictures|homework|code|data] (<named> |and call it |, call it ){a}
            <make> [a|the|a new|new] [{a}|{a}|"{a}"] <fold> (here|)
            mkdir {a}
            <make> (me )a (new )<fold>[,|:| -| and] [call it|name it|name:|named|its name should be|with name] {a}
            <make> <fold> {a}
            open a new <fold> <named> {a}
            <make> (a |the )(new )[subfolder|subdirectory] (<named> )[{a}|"{a}"]
            """,
        asks="""
            i [need|want|would like] (a |a new |the |another )<fold> (<named> )[{a}|{a}|"{a}"] (here|in this folder|)
            (there )[should|must] be a <fold> (<named> ){a}
            new <fold>[, its name is| with the name| <named>|:|] {a}
            give me a (new )<fold> (<named> ){a}
            """,
        terse="""
            new <fold> {a}
            mkdir {a}
            <fold> {a}
            [create|make|add] {a} (<fold>)
            """,
    ),
    Kind(
        "mkdir {a} {b}", "Makes the folders {a} and {b}.", rules=_RULES, weight=0.9,
        slots={"a": _new_folder("a"), "b": _new_folder("b")},
        acts="""
            <make> (the |two |2 |two new |new )<folds> (<named> )["{a}" and "{b}"|{a} and {b}|{a} and {b}|{a}, {b}|{a} {b}|{a} & {b}] (here|)
            <make> (a )<fold> {a} and (a |another )(<fold> |one ){b}
            <make> (a )<fold> (<named> ){a} and (another one |one more |one )<named> {b}
            """,
        asks="""
            i [need|want] (two |the )<folds>[:| <named>|,|] {a} and {b}
            """,
        terse="""
            mkdir {a} {b}
            new <folds> {a} {b}
            <folds> {a} and {b}
            """,
    ),
    Kind(
        "mkdir {a} {b} {c}", "Makes the folders {a}, {b} and {c}.", rules=_RULES, weight=0.8,
        slots={"a": _new_folder("a"), "b": _new_folder("b"), "c": _new_folder("c")},
        acts="""
            <make> (the |three |3 |three new |new )<folds> (<named>|:|) [{a}, {b} and {c}|{a}, {b}, {c}|{a} {b} {c}|{a} and {b} and {c}|{a}, {b}, and {c}|"{a}", "{b}" and "{c}"] (here|)
            """,
        asks="""
            i [need|want] (three |the |3 )<folds>[:| <named>|,|] [{a}, {b} and {c}|{a} {b} {c}|{a}, {b}, {c}]
            """,
        terse="""
            mkdir {a} {b} {c}
            <folds> {a} {b} {c}
            """,
    ),
    Kind(
        "mkdir -p {path}", "Makes {path} with the folders above it.", rules=_RULES, weight=1.2, slots={"path": _nested},
        acts="""
            [build|<make>] (a |the |a new |the nested |nested )[<fold>|<folds>|<fold> path|path|<fold> structure|<fold> tree] (<named> )[{path}|{path}|"{path}"]
            <make> {path} [with all parents|including parents|and all parents|and everything above it|with parent folders|and its parents|in one go]
            mkdir {path}
            """,
        asks="""
            i [need|want] (the )[<fold>|<folds>|path|nested folders] {path}
            """,
        terse="""
            mkdir -p {path}
            new <fold> {path}
            [make|create] {path}
            """,
    ),
    Kind(
        "mkdir -p {d}/{a}", "Makes the folder {a} inside {d}.", rules=_RULES, weight=1.2,
        slots={"a": _new_folder("a", blanks=0), "d": _holding},
        acts="""
            <make> (a |the |a new )(sub)<fold> (<named> )[{a}|"{a}"] [in|inside|under|within|into|inside of] <d>
            <make> (a |the )(new )[subfolder|subdirectory|sub folder] (<named> )[{a}|"{a}"] [in|inside|under|within] <d>
            [in|inside|under] <d>(,) <make> (a |the )(new )[folder|subfolder|directory|dir] (<named> )[{a}|"{a}"]
            [put|add] a (new )<fold> (<named> ){a} [in|into|inside] <d>
            """,
        asks="""
            i [need|want] (a |a new )[folder|subfolder|directory] (<named> ){a} [in|inside|under] <d>
            <d> [needs|should have|should get] a (new )[folder|subfolder|directory] (<named> ){a}
            """,
        terse="""
            new <fold> {a} in {d}
            mkdir {a} in {d}
            """,
    ),
    Kind(
        "touch {f}", "Makes the empty file {f}.", rules=_RULES, weight=1.9, slots={"f": _NEW_FILE},
        acts="""
            <make> (a |an |the )[empty |new |blank |new empty |new blank |]file (<named> )[{f}|{f}|"{f}"|'{f}'] (here|in this folder|)
            <make> (a |an )[empty |new |blank |new empty ]{f} (file)
            touch (a |the |)(file ){f}
            <make> (me )an (empty )file[,| and|:| -] [call it|name it|named|with name] {f}
            <make> {f} (file)
            <make> [a file|an empty file|a new file] [and name it|and call it|with the name] {f}
            [make|create|start|begin|open|set up] a new [text file|document|script|text document|file|empty file] (<named> ){f}
            """,
        asks="""
            i [need|want] (a |an |the )[empty|new|blank|new empty] file (<named> )[{f}|"{f}"]
            (a )[new|empty|blank] file <named> {f}
            {f} should [exist|be there|be created](,| even) (empty)
            """,
        terse="""
            touch {f}
            [new file|empty file|new empty file|create file|new|create|make file] {f}
            """,
    ),
    Kind(
        "touch {f} {g}", "Makes the empty files {f} and {g}.", rules=_RULES, weight=0.8,
        slots={"f": _NEW_FILE, "g": file("g", "txt", "md", "py", "csv", "json", "html", "")},
        acts="""
            <make> (the |two |2 |two new )[empty |new |]files (<named> )[{f} and {g}|{f} and {g}|{f}, {g}|{f} {g}|"{f}" and "{g}"]
            touch {f} and {g}
            <make> (an empty |a )(file ){f} and (another |a )(file ){g}
            """,
        terse="""
            touch {f} {g}
            [new files|empty files|create files] {f} {g}
            """,
    ),
    Kind(
        "cp {f} {e}", "Copies {f} into {e}.", rules=_RULES, weight=2, slots={"e": folder("e", into=True)},
        acts="""
            <copy> <f> <to> <e>
            <copy> <f> <to> <e>
            [save|place|keep|drop|leave] a copy of <f> [in|inside|into] <e>
            [back up|backup] <f> [to|into|in] <e>
            put a copy of <f> [in|into|inside|under] <e>
            """,
        asks="""
            i [need|want] (a copy of )<f> [copied to|copied into|copied in|duplicated to] <e>
            i [need|want|would like] a [copy|duplicate|second copy] of <f> [in|inside|under|within] <e>
            [i want|let me have|i need] <f> [also|too] in <e>
            <e> [needs|should have|should get] a copy of <f>
            <f> [should|must|has to|needs to] be copied [to|into] <e>
            """,
        terse="""
            cp {f} {e}
            copy {f} {e}
            copy {f} <to> {e}
            {f} copy <to> {e}
            """,
    ),
    Kind(
        "cp {f} {g}", "Copies {f} as {g}.", rules=_RULES, weight=1.8,
        acts="""
            [copy|copy|duplicate|cp|clone] <f> [as|to|to a file called|to a new file|into a file named|under the name|to a file|into a new file called] {g}
            [copy|duplicate|clone] <f>[,| and] (then )[name|call] (the copy|it|the new one) {g}
            [make|create|take|save] (a )[copy|duplicate] (of )<f> [called|named|as|with the name|under the name|and call it|and name it] {g}
            [save|store] <f> as {g} (too|as well|also)
            """,
        asks="""
            i [need|want] a copy of <f> [called|named|as|with the name] {g}
            """,
        terse="""
            cp {f} {g}
            copy {f} {g}
            copy {f} [as|to] {g}
            {f} copy as {g}
            """,
    ),
    Kind(
        "cp {f}", "Keeps a copy of {f} with .bak at the end.", rules=_RULES, weight=0.9, slots={"f": _backup_of},
        acts="""
            [make|create|take|save|keep|do] (a |me a )[backup|back up|safety copy|backup copy|bak copy] of <f>
            [back up|backup|back-up] <f> (first|)
            [copy|save] <f> [as a backup|as backup|with .bak at the end|to a .bak file|as .bak]
            """,
        asks="""
            i [need|want] a [backup|safety copy|backup copy] of <f>
            """,
        terse="""
            [backup|back up] {f}
            {f} backup
            """,
    ),
    Kind(
        "cp {f} {g} {e}", "Copies {f} and {g} into {e}.", rules=_RULES, weight=0.9, slots={"e": folder("e", into=True)},
        acts="""
            <copy> (both )<f> and <g> <to> <e>
            <copy> (the files |both )[{f} and {g}|{f}, {g}|{f} & {g}|{f} {g}] <to> <e>
            """,
        terse="""
            cp {f} {g} {e}
            copy {f} {g} <to> {e}
            """,
    ),
    Kind(
        "cp -r {d} {b}", "Copies the folder {d} with all in it to {b}.", rules=_RULES, weight=1.6,
        slots={"d": folder("d", far=0), "b": folder("b")},
        acts="""
            <copy> the [folder|directory|dir|whole folder|entire folder|complete folder|full directory] {d} <to> [{b}|{b}|<b>]
            <copy> the {d} [folder|directory|dir] [<to>|as] [{b}|{b}|<b>]
            <copy> [folder|directory] {d} [as|<to>|to a folder called] {b}
            <copy> {d} and [everything|all] (that is )[in it|inside|in there] <to> <b>
            <copy> {d} [recursively|with all its contents|with everything in it|with all subfolders|with everything inside|with its content] <to> <b>
            <copy> [the folder {d}|the {d} folder] [and call it|and name it|under the name|as] {b}
            [back up|backup] the [folder {d}|{d} folder|directory {d}] [to|into|as] {b}
            [make|create] a copy of the [folder {d}|{d} folder|directory {d}] [called|named|as|in|under the name] {b}
            """,
        asks="""
            i [need|want] a copy of the [folder {d}|{d} folder|directory {d}] [called|named|in|as] {b}
            """,
        terse="""
            cp -r {d} {b}
            copy folder {d} <to> {b}
            copy [dir|directory] {d} {b}
            """,
    ),
    Kind(
        "cp {p}*.{t} {e}", "Copies the {t} files {p} into {e}.", rules=_RULES, weight=1.3, slots={"e": folder("e", into=True)},
        acts="""
            <copy> <all><tf> <in> <to> <e>
            <copy> [every|each|any] <tf1> <in> <to> <e>
            [back up|backup] <all><tf> <in> [to|into] <e>
            """,
        asks="""
            i [need|want] <all><tf> <in> copied [to|into] <e>
            """,
        terse="""
            cp <tf> <in> <to> {e}
            copy <tf> <in> {e}
            """,
    ),
    Kind(
        "ln -s {f} {g}", "Makes the link {g} that points to {f}.", rules=_RULES, weight=1.4,
        slots={"f": lambda rng: _linked(rng, "f"), "g": lambda rng: _linked(rng, "g")},
        acts="""
            [make|create|add|set up|put] (a |the )[symlink|symbolic link|soft link|link|sym link|softlink] ([called|named]) {g} [to|pointing to|that points to|for|pointing at|which points to|linking to|leading to] {f}
            [make|create|add|set up] (a |the )[symlink|symbolic link|soft link|link|shortcut] [to|for|of|pointing to] {f} [called|named|as|with the name|under the name|and call it] {g}
            [symlink|link] {f} [to|as|under the name] {g}
            [make|let] {g} [point to|a link to|a symlink to|link to] {f}
            [make|create] {g} as (a )[link|symlink] to {f}
            """,
        asks="""
            i [need|want] a [symlink|symbolic link|link] [called|named] {g} [to|pointing to|for] {f}
            i [need|want] a [symlink|symbolic link|link] to {f} [called|named|as] {g}
            {g} should [point to|link to|be a link to|be a symlink to] {f}
            """,
        terse="""
            ln -s {f} {g}
            symlink {g} \\-> {f}
            [symlink|link] {f} as {g}
            """,
    ),
)  # fmt: skip


def _linked(rng: random.Random, slot: str) -> Filled:
    """What a link names or points to: a file or a folder."""
    name = names.file(rng) if rng.random() < 0.6 else names.folder(rng, far=0.02)
    return Filled({slot: name}, bare(name), name)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to make and copy files without end."""
    return stream(KINDS, rng)
