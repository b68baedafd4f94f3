"""Lessons: pack and unpack files, and their check sums."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, Slot, bare, file, file_words, folder, folder_words

WEIGHT = 2.0

_RULES = {
    "pack": "[pack|compress|archive|tar|bundle|make an archive of|put|make a tarball of|tar up|create an archive of|pack up|tar and gzip|squeeze]",
    "tgz": "[tar.gz|tar.gz|tarball|tgz|gzipped tar|tar archive|.tar.gz|compressed tar|tar.gz archive|tar.gz file]",
    "unpack": "[unpack|extract|unpack|extract|decompress|open|uncompress|expand|untar|unarchive|explode|inflate|get the files out of|take the files out of]",
    "unzip": "[unzip|unzip|extract|unpack|decompress|open|expand|unarchive|uncompress|get the files out of]",
    "list": "[list|show (me)|display|see|print|check|view|peek at|look at|tell (me)]",
    "without": "[without unpacking|without extracting|without opening|without unpacking it|without extracting it|but don't extract|but do not unpack]",
    "show": "[show (me)|get|give (me)|print|compute|calculate|check|tell (me)|display|generate|find]",
}
_TAR, _ZIP = file("f", "tar.gz", "tar.gz", "tgz", "tar", "tar.bz2", "tar.xz"), file("f", "zip")
_GZ = file("f", "txt.gz", "log.gz", "csv.gz", "gz", "sql.gz", "json.gz")


def _packed(slot: str, ending: str, *, from_file: bool = False) -> Slot:
    """A file or folder with the name of its archive: both words of the command drawn together."""
    rules = {slot: file_words(slot) if from_file else folder_words(slot)}

    def draw(rng: random.Random) -> Filled:
        name = names.file(rng, folders=0) if from_file else names.folder(rng, far=0)
        base = name.rsplit(".", 1)[0] if from_file and "." in name[1:] else name
        target = base.split("/")[-1] + ending
        return Filled({slot: name}, f"{bare(target)} {bare(name)}", f"{name} into {target}", rules)

    return draw


KINDS = (
    Kind(
        "tar -czf {d}", "Packs {d}.", rules=_RULES, weight=1.7, slots={"d": _packed("d", ".tar.gz")},
        acts="""
            [pack|compress|archive|tar|bundle|tar up|pack up|tar and gzip|put] <d> (in)to (a |an )<tgz>
            [pack|compress|archive|tar|tar up|tar and gzip|pack up|bundle|squeeze] <d>
            [make|create|build|generate] (a |an )<tgz> (of|from|out of|for|with) <d>
            [turn|convert] <d> into a <tgz>
            [make|create] (a |an )[archive|compressed archive] (of|from|out of) <d>
            """,
        asks="""
            i [need|want] (a |an )<tgz> of <d>
            i [need|want] <d> (packed )as (a )<tgz>
            """,
        terse="""
            tar {d}
            tar.gz {d}
            <tgz> of {d}
            [archive|compress|pack] {d}
            """,
    ),
    Kind(
        "tar -czf {a} {d}", "Packs {d} into {a}.", rules=_RULES, weight=1.5,
        slots={"a": file("a", "tar.gz", "tar.gz", "tgz", folders=0), "d": folder("d", far=0.02)},
        acts="""
            [pack|compress|archive|tar|bundle|tar up|put|pack up|save|store] <d> [into|in|to|as] (a file |an archive |a tarball |the archive |a tar.gz )([called|named]) [{a}|{a}|"{a}"]
            [make|create|build] [{a}|an archive called {a}|the archive {a}|a tarball named {a}|a tar.gz called {a}|archive {a}] [from|of|out of|with|containing] <d>
            [pack|compress|archive|tar] <d> and [call|name] [it|the archive|the result] {a}
            [back up|backup] <d> [to|into|as] {a}
            """,
        terse="""
            tar {d} [to|into|as|] {a}
            tar {a} {d}
            """,
    ),
    Kind(
        "zip -r {d}", "Zips {d}.", rules=_RULES, weight=1.5, slots={"d": _packed("d", ".zip")},
        acts="""
            [zip|zip up|zip together] (the )<d>
            [pack|compress|archive|bundle|put|turn|convert] <d> [into|in|to|as] (a )[zip|zip file|zip archive|.zip|zip folder]
            [make|create|build|generate] (a )[zip|zip file|zip archive|.zip file] (of|from|out of|for|with) <d>
            """,
        asks="""
            i [need|want] (a )[zip|zip file|zip archive] of <d>
            i [need|want] <d> (packed )as (a )zip
            """,
        terse="""
            zip {d}
            [zip of|zip folder|zip dir|zip directory] {d}
            """,
    ),
    Kind(
        "zip {f}", "Zips {f}.", rules=_RULES, weight=1.1, slots={"f": _packed("f", ".zip", from_file=True)},
        acts="""
            [zip|zip up] <f>
            [pack|compress|put|turn|convert] <f> [into|in|to|as] (a )[zip|zip file|zip archive|.zip]
            [make|create] (a )[zip|zip file|zip archive] (of|from|out of|with) <f>
            """,
        asks="""
            i [need|want] (a )[zip|zip file] of <f>
            """,
        terse="""
            zip {f}
            zip of {f}
            """,
    ),
    Kind(
        "zip -r {a} {d}", "Zips {d} into {a}.", rules=_RULES, weight=1.2,
        slots={"a": file("a", "zip", folders=0), "d": folder("d", far=0.02)},
        acts="""
            [zip|zip up|pack|compress|archive|put|bundle|save] <d> [into|in|to|as] (a file |an archive |the archive |a zip file |a zip )([called|named]) [{a}|{a}|"{a}"]
            [make|create|build] [{a}|a zip called {a}|the zip {a}|a zip file named {a}|zip {a}|a zip archive {a}] [from|of|out of|with|containing] <d>
            [zip|zip up] <d> and [call|name] [it|the zip|the result] {a}
            """,
        terse="""
            zip {d} [to|into|as|] {a}
            zip {a} {d}
            """,
    ),
    Kind(
        "zip {a} {f} {g}", "Zips {f} and {g} into {a}.", rules=_RULES, weight=0.32, slots={"a": file("a", "zip", folders=0)},
        acts="""
            [zip|zip up|pack|compress|put|bundle] <f> and <g> (together )[into|in|to|as] (a file |a zip |the zip )([called|named]) {a}
            [make|create] (a zip )([called|named]) {a} [from|of|out of|with|containing] <f> and <g>
            [zip|zip up] (the files )[{f} and {g}|{f}, {g}|{f} {g}] [into|in|as] {a}
            """,
        terse="""
            zip {f} {g} [into|as] {a}
            """,
    ),
    Kind(
        "tar -xf {f}", "Unpacks {f} in this folder.", rules=_RULES, weight=2, slots={"f": _TAR},
        acts="""
            <unpack> <f> (here|in here|in this folder|in the current folder|)
            <unpack> (all )(the )[files|contents|content|everything] [from|in|of|out of] <f>
            <unpack> the [archive|tarball|tar file] {f} (here|)
            """,
        asks="""
            i [need|want] [the files|everything|what is] [from|in|inside|out of] {f}(, unpack it|, extract it)
            """,
        terse="""
            [untar|unpack|extract|tar x] {f}
            {f} [extract|unpack|untar]
            """,
    ),
    Kind(
        "mkdir -p {e} && tar -xf {f} -C {e}", "Unpacks {f} into {e}.", rules=_RULES, weight=1.3, slots={"f": _TAR},
        acts="""
            <unpack> <f> [to|into|in|inside|in to] <e>
            <unpack> (the )(archive |tarball )[{f}|{f}] [to|into|in] <e>
            [put|get] the [files|contents] of <f> [into|in] <e>
            """,
        terse="""
            [untar|unpack|extract] {f} [to|into|in] {e}
            """,
    ),
    Kind(
        "unzip {f}", "Unpacks {f} in this folder.", rules=_RULES, weight=1.6, slots={"f": _ZIP},
        acts="""
            <unzip> <f> (here|in here|in this folder|in the current folder|)
            <unzip> (all )(the )[files|contents|content|everything] [from|in|of|out of] <f>
            <unzip> the [zip|archive|zip file|zip archive] {f} (here|)
            """,
        asks="""
            i [need|want] [the files|everything|what is] [from|in|inside|out of] {f}(, unpack it|, extract it|, unzip it)
            """,
        terse="""
            [unzip|unpack|extract] {f}
            {f} [extract|unpack|unzip]
            """,
    ),
    Kind(
        "unzip {f} -d {e}", "Unpacks {f} into {e}.", rules=_RULES, weight=1.2, slots={"f": _ZIP},
        acts="""
            <unzip> <f> [to|into|in|inside|in to] <e>
            <unzip> (the )(archive |zip )[{f}|{f}] [to|into|in] <e>
            [put|get] the [files|contents] of <f> [into|in] <e>
            """,
        terse="""
            [unzip|unpack|extract] {f} [to|into|in] {e}
            """,
    ),
    Kind(
        "tar -tf {f}", "Lists what is in {f} without unpacking it.", rules=_RULES, weight=1.3, slots={"f": _TAR},
        acts="""
            <list> (the |all |all the )[contents|content|files|files inside|listing|entries] [of|in|inside] <f> (<without>)
            <list> what (is |files are )[in|inside|packed in] <f> (<without>)
            <list> (the archive )<f> <without>
            """,
        topics="""
            the [contents|content|list of files|listing] [of|in|inside] <f>
            +the files [in|inside] <f>
            what is [in|inside] <f>
            """,
        asks="""
            [what is|what's|which files are|what files are|whats] [in|inside|packed in] <f>?
            what does <f> [contain|have inside|hold]?
            """,
        terse="""
            {f} [contents|list|list files|content|listing]
            [list|contents|tar t] {f}
            """,
    ),
    Kind(
        "unzip -l {f}", "Lists what is in {f} without unpacking it.", rules=_RULES, weight=1.2, slots={"f": _ZIP},
        acts="""
            <list> (the |all |all the )[contents|content|files|files inside|listing|entries] [of|in|inside] <f> (<without>)
            <list> what (is |files are )[in|inside|packed in] <f> (<without>)
            <list> (the zip )<f> <without>
            """,
        topics="""
            the [contents|content|list of files|listing] [of|in|inside] <f>
            +the files [in|inside] <f>
            what is [in|inside] <f>
            """,
        asks="""
            [what is|what's|which files are|what files are|whats] [in|inside|packed in] <f>?
            what does <f> [contain|have inside|hold]?
            """,
        terse="""
            {f} [contents|list|list files|content|listing]
            [list|contents|unzip list] {f}
            """,
    ),
    Kind(
        "gzip {f}", "Compresses {f} to a .gz file.", rules=_RULES, weight=1.2,
        acts="""
            [gzip|gz] <f>
            [compress|pack|squeeze|shrink] <f> (with gzip|using gzip|to gz|as gz|to a .gz file|into a gz file|by gzip|)
            [make|create] a [gz|.gz|gzip] (file |version )[of|from|out of] <f>
            """,
        terse="""
            gzip {f}
            {f} [gzip|gz|compress]
            """,
    ),
    Kind(
        "gunzip {f}", "Unpacks {f} to the file it was.", rules=_RULES, weight=1.2, slots={"f": _GZ},
        acts="""
            [gunzip|ungzip|un-gzip|decompress|unpack|uncompress|extract|expand] <f> (here|)
            [gunzip|decompress|unpack|uncompress] (the )(gz file |gzip file |compressed file ){f}
            """,
        terse="""
            [gunzip|unpack|decompress|extract] {f}
            {f} [gunzip|decompress|unpack]
            """,
    ),
    Kind(
        "sha256sum {f}", "Prints the SHA-256 sum of {f}.", rules=_RULES, weight=1.4,
        acts="""
            <show> (the )[sha256|SHA256|sha-256|SHA-256|sha 256|sha256sum] (hash|sum|checksum|check sum|digest) [of|for|from] <f>
            <show> (the )[checksum|hash|check sum] [of|for|from] <f>
            [checksum|hash|sha256] <f>
            [verify|check] the [checksum|hash|sha256] of <f>
            """,
        topics="""
            the [sha256|SHA256|sha-256|SHA-256] (hash|sum|checksum|digest) [of|for] <f>
            the [checksum|hash] [of|for] <f>
            """,
        terse="""
            [sha256|sha256sum|checksum|SHA256|hash] (of ){f}
            {f} [sha256|checksum|hash|sha256sum]
            """,
    ),
    Kind(
        "md5sum {f}", "Prints the MD5 sum of {f}.", rules=_RULES, weight=1.2,
        acts="""
            <show> (the )[md5|MD5|md5sum|md-5] (hash|sum|checksum|check sum|digest) [of|for|from] <f>
            [md5|md5sum] <f>
            [verify|check] the [md5|MD5|md5 sum] of <f>
            """,
        topics="""
            the [md5|MD5] (hash|sum|checksum|digest) [of|for] <f>
            """,
        terse="""
            [md5|md5sum|MD5|md5 hash] (of ){f}
            {f} [md5|md5sum|md5 checksum]
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to pack, unpack and check files without end."""
    return stream(KINDS, rng)
