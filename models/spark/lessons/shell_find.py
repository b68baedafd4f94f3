"""Lessons: find files by type, name, content, size and age."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, quoted

WEIGHT = 2.0


def _part_of_name(rng: random.Random) -> Filled:
    part = names.word(rng) if rng.random() < 0.85 else names.stem(rng)
    words = """[{x}|{x}|"{x}"|'{x}'|the word {x}|the text {x}|the string {x}|the letters {x}|word "{x}"]"""
    return Filled({"x": part}, part, part, {"x": words})


def _folder_name(rng: random.Random) -> Filled:
    name = names.folder(rng, far=0).split("/")[0]
    return Filled({"k": name}, quoted(name), name)


def _file_name(rng: random.Random) -> Filled:
    name = names.file(rng, folders=0)
    words = """[{f}|{f}|{f}|{f}|the file {f}|a file [called|named] {f}|the file [called|named] {f}|file {f}|my {f}|
my file {f}|a file with the name {f}|"{f}"|'{f}'|the {f} file|[my|that] file [called|named] {f}|`{f}`]"""
    return Filled({"f": name}, quoted(name), name, {"f": words.replace("\n", "")})


_SIZE_WORDS = {"M": "[ MB|MB| megabytes| mb|mb| megs| M|M| meg| megabyte]", "k": "[ KB|KB| kb|kb| kilobytes| K|k|K| kilobyte]",
               "G": "[ GB|GB| gb|gb| gigabytes| gigs| G|G| gig| gigabyte]", "c": "[ bytes| bytes| byte| B]"}  # fmt: skip


def any_size(rng: random.Random) -> Filled:
    """A size with its unit, as find writes it."""
    unit = rng.choices("MkGc", (6, 3, 2, 1))[0]
    value = names.count(rng, 20) if unit == "G" else names.count(rng, 1000)
    said = {"M": "MB", "k": "KB", "G": "GB", "c": "bytes"}[unit]
    words = {"size": f"{{z}}{_SIZE_WORDS[unit]}"}
    if value == 1 and unit != "c":
        one = {"M": "megabyte|meg", "k": "kilobyte", "G": "gigabyte|gig"}[unit]
        return Filled({}, f"1{unit}", f"1 {said}", {"size": f"[a|one|1] [{one}]"})
    if value <= 20 and rng.random() < 0.2:
        long = {"M": "megabytes|megs", "k": "kilobytes", "G": "gigabytes|gigs", "c": "bytes"}[unit]
        return Filled({"z": names.spoken_number(value)}, f"{value}{unit}", f"{value} {said}", {"size": f"{{z}} [{long}]"})
    return Filled({"z": value}, f"{value}{unit}", f"{value} {said}", words)


def _small_size(rng: random.Random) -> Filled:
    """A size to stay below: find rounds up to the unit, so 1 MB and 1 GB are written in the unit below."""
    drawn = any_size(rng)
    finer = {"1M": "1024k", "1G": "1024M", "1k": "1024c"}
    return drawn._replace(shell=finer.get(drawn.shell, drawn.shell))


_FIND = {
    "find": "[find|find|find|find|find me|search|search for|locate|look for|seek|hunt for|hunt down|track down|look up|search out|get|dig up|fish out|discover|pick out]",
    "changed": "[changed|modified|edited|touched|updated|altered|worked on|written|saved]",
    "all": "(all |the |all the |any |my |all my )",
    "deep": "[||||||||| recursively| and subfolders| and (in )all (its )subfolders| including subfolders| and below| anywhere| with subfolders]",
    "bigger": "[larger|bigger|greater|heavier|more] than",
    "over": "[larger than|bigger than|over|above|more than|greater than|exceeding|that exceed|at least|heavier than|of more than]",
    "under": "[smaller than|under|below|less than|tinier than|not bigger than|lighter than|of less than]",
    "has": "[contain|contains|mention|mentions|include|includes|have|has|use|with|say|talk about|talks about|refer to|refers to|speak of]",
}  # fmt: skip
_SIZE_SLOT, _SMALL_SLOT = {"z": any_size}, {"z": _small_size}

KINDS = (
    Kind(
        "find {w} -type f {match}", "Finds the {match} files {w} and below.", rules=_FIND, weight=2.5,
        acts="""
            <find> <all><tf> <in><deep>
            <find> <in> <all><tf><deep>
            <find> [every|each|any|every single] <tf1> <in><deep>
            [list|show (me)|get|display] <all><tf> <in> [recursively|and subfolders|and (in )all (its )subfolders|including subfolders|and below|anywhere|everywhere|with subfolders|and deeper|at any depth|also in subfolders]
            [search|scan|look|comb|go] (through) [the disk|the folder|everything|all folders|the tree] for <all><tf> <in>
            search <in> for <all><tf>
            [look|search] for <all><tf> <in><deep>
            """,
        topics="""
            +(all |the |all the |my )<tf> <in> [recursively|and subfolders|and (in )all (its )subfolders|including subfolders|and below|anywhere|everywhere|at any depth]
            where <all><tf> are <in>
            +(the )[paths|locations|places] of <all><tf> <in>
            """,
        asks="""
            where [are|did i put|can i find|do i have|do i keep|are stored] (all |the |all the |my |any )<tf> <in>?
            [where|in which folders|in which folder] (do |can )(i have|i find|are) <all><tf> <in>?
            [is there|are there|do i have] any <tf> [anywhere|somewhere] <in>?
            [are there|do i have] <tf> <in> or [below|its subfolders|any subfolder]?
            """,
        terse="""
            find <tf> <in>
            find <in> <tf>
            search <tf> <in>
            [locate|search|look for] <all><tf> <in><deep>
            <tf> [everywhere|recursive|anywhere|in all subfolders] <in>
            """,
    ),
    Kind(
        "find {w} -name {f}", "Finds files named {f}, {w} and below.", rules=_FIND, weight=2.2,
        slots={"f": _file_name},
        acts="""
            <find> <f> <in><deep>
            <find> <in> <f>
            (try to )[find out|figure out|see|check|tell (me)|discover] where <f> [is|is located|lives|went|lies|is stored|hides] <in>
            [search|look|scan] <in> for <f>
            [search|scan|look|go] through (all |the )(folders|directories|files|everything) <in> for <f>
            """,
        topics="""
            where <f> [is|lies|is located|is stored] <in>
            the [path|location|place|full path|whereabouts] [of|to] <f> <in>
            where i [put|saved|left|stored] <f> <in>
            """,
        asks="""
            where [is|did i put|did i save|did i leave|can i find|do i find|has|in the world is|the hell is|on earth is|is stored] <f> <in>?
            where's <f> <in>?
            wheres <f> <in>?
            where <f> is <in>?
            [in which|in what|which|what] [folder|directory] (is|contains|has|holds) <f> <in>?
            i [lost|can't find|cannot find|cant find|misplaced|am looking for|need to find|forgot where i saved|don't know where i put|look for] <f> <in>
            [is there|do i have|have i got] a file (called |named )"{f}" (somewhere |anywhere )<in>?
            does [{f}|a file called {f}|a file named {f}] exist (somewhere |anywhere )<in>?
            """,
        terse="""
            find {f} <in>
            [locate|where is|search|look for|find file|search file] {f} <in>
            {f} [location|where|path|where is it] <in>
            """,
    ),
    Kind(
        "find {w} -type d -name {k}", "Finds folders named {k}, {w} and below.", rules=_FIND, weight=0.9,
        slots={"k": _folder_name},
        acts="""
            <find> [the|a|any|my|all] [folder|directory|folders|directories|dir] ([called|named|with the name]) {k} <in>
            <find> [the|my] {k} [folder|directory] <in>
            (find out|tell (me)|see) where [the|my] [folder|directory] {k} is <in>
            """,
        topics="""
            where the [folder|directory] ([called|named]) {k} is <in>
            the [path|location] of the [folder {k}|{k} folder|directory {k}|folder called {k}] <in>
            """,
        asks="""
            where [is|did i put|can i find] [the|my] [folder|directory] ([called|named]) {k} <in>?
            where [is|did i put] [the|my] {k} [folder|directory] <in>?
            is there a [folder|directory] ([called|named]) {k} (somewhere |anywhere )<in>?
            """,
        terse="""
            find [folder|directory|dir] {k} <in>
            [locate|where is] [folder|directory|dir] {k} <in>
            """,
    ),
    Kind(
        "find {w} -iname '*{x}*'", "Finds files with {x} in their name, {w} and below.", rules=_FIND, weight=1.9,
        slots={"x": _part_of_name},
        acts="""
            <find> <all>[files|file|anything|everything|things|documents] [with|having|containing|that has|that have|which have] <x> in [the|their|its|the file] [name|names|filename|title|file name] <in>
            <find> <all>[files|file|anything|everything|documents] whose [name|names|filename|file name] [contains|has|includes|contain|have|include] <x> <in>
            <find> <all>files [called|named] [something like|something with|like|sort of like] <x> <in>
            [list|show (me)|get] <all>files [with|having|that have] <x> in [the|their|its|the file] [name|names|filename] <in>
            [search|look] <in> for [file names|files names|filenames|names] [with|containing|including] <x>
            <find> <all>files by (part of )[name|the name|filename] <x> <in>
            <find> <all>files matching <x> in the [name|filename] <in>
            """,
        topics="""
            +(all |the |all the |any )[files|documents|things] [with|having|that have|containing] <x> in [the|their|its|the file] [name|names|filename|title] <in>
            +(all |the |all the |any )[files|documents|things] whose [name|names|filename] [contains|has|includes|contain] <x> <in>
            +files with names [like|containing|including] <x> <in>
            [anything|everything|all|something] [with|having|that has] <x> in [the|its|their] [name|filename|file name|title] <in>
            [anything|everything|all] [called|named] something [with|like] <x> <in>
            """,
        asks="""
            [which|what] [files|file|documents] [have|has|got|carry|contain|with] <x> in [the|their|its] [name|names|filename|title] <in>?
            [which|what] [filenames|file names] [have|contain|include] <x> <in>?
            [are there|is there|do i have] (any |a )[files|file|document] with <x> in [the|its|their] name <in>?
            i [can't remember|forgot|don't know] the (full |exact )name(,| but) it [has|contains|had] <x> in it, [find it|where is it] <in>
            where is the file with <x> in [the|its] [name|filename] <in>?
            the file is called something [like|with] <x>, [where is it|find it] <in>
            """,
        terse="""
            find [name contains|filename contains|name like|names with|file name with|name has] {x} <in>
            files [named like|with name like|name contains] {x} <in>
            find "*{x}*" <in>
            files *{x}* <in>
            """,
    ),
    Kind(
        "find {w} -name '{x}*'", "Finds files whose name starts with {x}, {w} and below.", rules=_FIND, weight=0.8,
        slots={"x": _part_of_name},
        acts="""
            [<find>|list|show (me)] <all>files [starting|beginning|that start|that begin|which start] with <x> <in>
            [<find>|list|show (me)] <all>files whose name [starts|begins] with <x> <in>
            [<find>|list] <all>files with names [starting|beginning] with <x> <in>
            """,
        topics="""
            +(all |the |all the |any )files [starting|beginning|that start|that begin] with <x> <in>
            +(all |the )files with [the prefix|prefix] {x} <in>
            """,
        asks="""
            [which|what] [files|file names|filenames|file] [start|begin|starts|begins] with <x> <in>?
            """,
        terse="""
            [files|find|names|find files] [starting with|beginning with|prefix] {x} <in>
            find "{x}*" <in>
            """,
    ),
    Kind(
        "grep -rl {x} {w}", "Lists the files {w} and below that contain {x}.", rules=_FIND, weight=2.4,
        acts="""
            <find> <all>[files|documents|file] (that |which )<has> <x> <in><deep>
            <find> <all>[files|documents|file] [containing|talking about|about|mentioning|that talk about|that say|saying|referring to|with the word|with the text|in which we find] <x> <in><deep>
            [list|show (me)|get|tell (me)|display] [which|the|all|all the|what] files [contain|containing|that contain|with|mentioning|that mention|that have|having] <x> (inside |in them |in the text |in their content )<in>
            <find> <all>files [with|having] <x> [inside|in them|in it|in the text|in the content|in their contents|inside of them|somewhere inside] <in>
            search <in> for files [containing|with|that contain|that mention] <x>
            <find> <in> files [containing|that contain|mentioning] <x>
            """,
        topics="""
            +(all |the |all the |any |names of )files (that |which )[contain|mention|include|containing|mentioning] <x> <in><deep>
            +(all |the |all the )files with <x> [in them|inside|in the text|in the content] <in>
            """,
        asks="""
            [which|what] [files|file|documents|of my files] (here )<has> <x> <in>?
            [which|what] [files|file|documents] [contain|contains|mention|mentions|include|talk about|reference|use|refer to] <x> <in>?
            in [which|what] [files|file] [is|does|do i have|can i find|appears|does the file have] <x> (written|appear|occur|show up|) <in>?
            where [did i write|have i written|did i mention|is written|do i mention] <x> <in>?
            [is there|do i have|are there] (a |any )[file|files] [containing|mentioning|that contain|that mentions|with the text] <x> <in>?
            """,
        terse="""
            files [containing|with text|mentioning|that contain|with content] <x> <in>
            [find|search|list] files [containing|with text|mentioning] <x> <in>
            """,
    ),
    Kind(
        "grep -rn {x} {w}", "Shows every line {w} and below that contains {x}, with file and line number.", rules=_FIND, weight=1.7,
        acts="""
            [search|search for|look for|find|grep|grep for|look up] <x> in [all files|every file|all the files|all my files|any file|the files|all of my files|each file|files] <in><deep>
            [search|grep|scan|look through|go through] [all files|every file|the files|all my files|everything|all the text files] <in> for <x>
            [find|show (me)|list|get] [all|every|the|any] [occurrences|places|mentions|lines|uses|usages|appearances|matches|hits|references|occurrence] [of|with|for|containing] <x> <in>
            find where <x> is [used|mentioned|defined|written|referenced] <in>
            [grep|search] recursively for <x> <in>
            """,
        topics="""
            +(all |the |all the |every )[occurrences|places|mentions|lines|uses|usages|matches] [of|with|containing] <x> in [all files|every file|the files|all my files] <in>
            where <x> [is used|appears|occurs|is mentioned|is defined|is] <in>
            +(all )(the )lines [with|containing|that contain|mentioning] <x> in [all files|every file|the files|any file] <in>
            """,
        asks="""
            where [is|do i use|do we use|did i use] <x> (used|mentioned|defined|called|referenced) <in>?
            where does <x> [appear|occur|show up|come up|get used] <in>?
            [in which|on which|which] lines <has> <x> <in>?
            """,
        terse="""
            grep {x} <in> [recursive|recursively|all files|in all files]
            search <x> [all files|in all files|in every file|everywhere] <in>
            grep -r {x} <in>
            """,
    ),
    Kind(
        "find {w} -type f -size +{z}", "Finds files larger than {z}, {w} and below.", rules=_FIND, weight=1.8, slots=_SIZE_SLOT,
        acts="""
            [<find>|list|show (me)] <all>[files|things|documents|stuff|any file|every file] (that are |which are )<over> <size> <in><deep>
            [<find>|list|show (me)] <all>(big |large |huge )files <in> (that are |which are )<over> <size>
            [<find>|list|show (me)] <in> <all>files <over> <size>
            [<find>|list|show (me)] <all>files (with |of )(a )size [over|above|of more than|greater than|bigger than] <size> <in>
            """,
        topics="""
            +(all |the |any |all the )[files|things|documents] (that are |which are )<over> <size> <in>
            +[big|large|huge|heavy] files <in>[,|] (i mean )<over> <size>
            [everything|anything|all|whatever is] <over> <size> <in>
            [everything|anything] <in> <over> <size>
            """,
        asks="""
            [which|what] [files|things|stuff] [are|is] <over> <size> <in>?
            [which|what] files <in> are <over> <size>?
            [which|what] files <in> [exceed|take more than|weigh more than|use over|need more than|take up more than|have more than] <size>?
            [which|what] files [exceed|take more than|weigh more than|weigh over|use over|need more than|take up more than] <size> <in>?
            [is there|are there|do i have|anything|is there anything|any files] (any |a )(file |files )<over> <size> <in>?
            """,
        terse="""
            files <over> <size> <in>
            [find|search] files [\\>|size \\>] <size> <in>
            <over> <size> <in> files
            find files <over> <size> <in>
            """,
    ),
    Kind(
        "find {w} -type f -size -{z}", "Finds files smaller than {z}, {w} and below.", rules=_FIND, weight=1.1, slots=_SMALL_SLOT,
        acts="""
            [<find>|list|show (me)] <all>[files|things|documents] (that are |which are )<under> <size> <in><deep>
            [<find>|list|show (me)] <all>(small |tiny |little )files <in> (that are |which are )<under> <size>
            [<find>|list|show (me)] <in> <all>files <under> <size>
            """,
        topics="""
            +(all |the |any |all the )[files|things|documents] (that are |which are )<under> <size> <in>
            +[small|tiny|little] files <in>[,|] (i mean )<under> <size>
            """,
        asks="""
            [which|what] [files|things] [are|is] <under> <size> <in>?
            [which|what] files <in> are <under> <size>?
            [everything|anything] <under> <size> <in>
            [which|what] files [take less than|weigh less than|use less than] <size> <in>?
            [is there|are there|do i have] (any |a )[file|files] <under> <size> <in>?
            """,
        terse="""
            files <under> <size> <in>
            find files <under> <size> <in>
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to find files without end."""
    return stream(KINDS, rng)
