"""Lessons: the type, details, owner and permissions of files."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, file, folder

WEIGHT = 1.2

_RULES = {
    "run": "[executable|executable|runnable|an executable|runable|excutable|possible to run|launchable|able to run]",
    "show": "[show (me)|get|give (me)|print|check|tell (me)|display|see|find out|look at]",
    "rights": "[permissions|rights|mode|permission bits|access rights|file permissions|permission|file mode]",
}
_SCRIPT = {"f": file("f", "sh", "sh", "py", "js", "pl", "rb", "bin", "run", "")}


def _octal(rng: random.Random) -> Filled:
    mode = rng.choice(("755", "644", "600", "700", "777", "664", "775", "400", "444", "640", "750", "666", "660"))
    return Filled({"o": mode}, mode, mode)


KINDS = (
    Kind(
        "file {f}", "Says what type of file {f} is.", rules=_RULES, weight=1.3,
        acts="""
            <show> (the )[type|file type|kind|format|real type|mime type] [of|for] <f>
            <show> what [type|kind|sort] of file <f> is
            [identify|determine|detect] (the type of )<f>
            """,
        topics="""
            the [type|file type|kind|format|real type] of <f>
            what [type|kind|sort] of file <f> is
            """,
        asks="""
            what [type|kind|sort|format] (of file )is <f>?
            what [type|kind] of [data|thing|content] is <f>?
            is <f> a [text|binary|picture|text or binary] file?
            """,
        terse="""
            [file type|type|filetype|type of|kind of] {f}
            {f} [file type|type|which type|what kind]
            """,
    ),
    Kind(
        "stat {f}", "Shows all details of {f}: size, times, owner, permissions.", rules=_RULES, weight=1.5,
        acts="""
            <show> (all |the |all the |full |more )[details|info|information|properties|attributes|metadata|stats|data] [of|about|on|for] <f>
            <show> <f>'s [details|info|properties|metadata]
            stat <f>
            [show (me)|tell (me)|list|print] [everything|all|all you know] about <f>
            <show> (the )[last change|modification|last modification|last change time|change date|modification date|date and time] [of|for] <f>
            <show> when <f> was [changed|modified|last changed|created|last modified|accessed|edited|last accessed]
            """,
        topics="""
            +(all |the |all the |full )[details|properties|attributes|stats] [of|about|on|for] <f>
            the [metadata|info|information] [of|about|on|for] <f>
            the [modification|creation|change|last access] [date|time] of <f>
            """,
        asks="""
            when was <f> (last )[changed|modified|edited|created|accessed|touched|made|saved]?
            when did <f> (last )change?
            how old is <f>?
            when did i (last )[change|edit|save|make|create|modify] <f>?
            what do you know about <f>?
            """,
        terse="""
            [stat|details|info|file info|properties|metadata] {f}
            {f} [details|info|properties|stat|metadata|last modified]
            """,
    ),
    Kind(
        "ls -l {f}", "Shows the permissions, owner and size of {f}.", rules=_RULES, weight=1.2,
        acts="""
            <show> (the )<rights> [of|for|on] <f>
            <show> (the )[owner|owner and permissions|owner and group] of <f>
            <show> who (owns|can read|can write|has access to|may read) <f>
            """,
        topics="""
            +the <rights> [of|for|on] <f>
            the owner of <f>
            """,
        asks="""
            who [owns|can read|can write|is the owner of|may change|has access to] <f>?
            what are the <rights> [of|for|on] <f>?
            what <rights> [has|does] <f> (have)?
            is <f> [executable|writable|read only|readable]?
            """,
        terse="""
            <rights> {f}
            {f} [permissions|rights|owner|mode]
            """,
    ),
    Kind(
        "chmod +x {f}", "Makes {f} executable.", rules=_RULES, weight=2, slots=_SCRIPT,
        acts="""
            make <f> <run>
            [give|add|grant|set] <f> [execute|executable|execution|run] [permission|permissions|rights|bit|permission]
            [give|add|set|grant|turn on] (the )[execute|executable|execution|x] [permission|permissions|rights|bit|flag] [to|on|for] <f>
            [mark|set|flag] <f> as <run>
            [turn on|switch on|enable|set|add] the [executable|execute|x] [bit|flag|permission] [of|for|on] <f>
            [allow|permit|enable] <f> to [be run|run|be executed|execute]
            [allow|permit|enable] (the )[execution|executing|running] of <f>
            [make|turn] <f> [into a program|into an executable]
            """,
        asks="""
            <f> [should|must|has to] be <run>
            i [need|want] to be able to [run|execute|start] <f> (as a program|directly|)
            i [need|want] <f> to be <run>
            i [can't|cannot|can not] [run|execute] <f>[, permission denied|, make it executable|, it says permission denied]
            """,
        terse="""
            chmod x {f}
            {f} [executable|make executable|runnable|+x]
            [make executable|executable] {f}
            """,
    ),
    Kind(
        "chmod a-w {f}", "Makes {f} read-only.", rules=_RULES, weight=1.3,
        acts="""
            make <f> [read-only|read only|readonly|write protected|unwritable|not writable|write-protected]
            [set|mark|turn|switch] <f> [to|as|into] [read-only|read only|readonly]
            [protect|lock|guard|secure] <f> [from changes|against changes|from writing|against writing|from being changed|against editing]
            [write protect|write-protect|lock|freeze|protect] <f>
            [lock|protect|freeze|set] <f> so (that )[nobody|no one|noone|i don't|one can not] [can change it|can edit it|can write to it|change it|modify it|can modify it]
            [remove|take away|drop|revoke] (the )write [permission|permissions|rights|access] [from|of|on|for] <f>
            [forbid|prevent|disallow] [writing to|changes to|changing] <f>
            """,
        asks="""
            [nobody|no one] should (be able to )[change|write to|edit|modify] <f>
            <f> [should|must] be [read-only|read only|write protected]
            """,
        terse="""
            {f} [read-only|readonly|read only]
            [readonly|read-only|read only|write protect] {f}
            """,
    ),
    Kind(
        "chmod u+w {f}", "Lets you write to {f}.", rules=_RULES, weight=0.9,
        acts="""
            make <f> [writable|writeable|writable again|editable|changeable]
            [give|add|grant] (me )(the )write [permission|permissions|rights|access] [to|on|for] <f>
            [allow|permit|enable] [writing to|changing|changes to|editing of] <f>
            """,
        terse="""
            {f} [writable|make writable]
            """,
    ),
    Kind(
        "chmod 600 {f}", "Lets only you read and write {f}.", rules=_RULES, weight=0.28,
        acts="""
            make <f> [private|readable only by me|readable only for me|accessible only to me|visible only to me|only mine]
            [allow|let] only me [read|access|open|see|to read|to read and write] <f>
            """,
        asks="""
            only i should (be able to )[read|see|open|access] <f>
            """,
        terse="""
            {f} private
            """,
    ),
    Kind(
        "chmod {o} {f}", "Sets the permissions of {f} to {o}.", rules=_RULES, weight=1.6, slots={"o": _octal},
        acts="""
            [set|change|put|switch|modify|turn] (the )<rights> [of|for|on] <f> to {o}
            [give|assign|apply] <f> (the )(<rights> |mode ){o}
            chmod <f> (to|with) {o}
            chmod {o} <f>
            [set|change] <f> to (mode |permissions ){o}
            [apply|use|set] (mode |permissions |permission ){o} [on|to|for] <f>
            make <f> {o}
            """,
        asks="""
            <f> [should|must] have (the )(<rights> |mode ){o}
            """,
        terse="""
            chmod {o} {f}
            {f} {o}
            {f} [permissions|mode|chmod] {o}
            """,
    ),
    Kind(
        "chmod -R {o} {d}", "Sets the permissions of {d} and all in it to {o}.", rules=_RULES, weight=0.32,
        slots={"o": _octal, "d": folder("d", far=0.03)},
        acts="""
            [set|change|put] (the )<rights> [of|for|on] <d> [and all in it|and everything in it|recursively|and all files in it|and all its files] to {o}
            [set|change] (the )<rights> of [all files|everything|all the files] [in|inside|under] <d> to {o}
            chmod <d> (recursively )(to )[{o} recursively|{o} and everything in it]
            recursively (chmod|set) <d> to {o}
            """,
        terse="""
            chmod [-R|recursive] {o} {d}
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about the details and permissions of files without end."""
    return stream(KINDS, rng)
