"""Lessons: look at what a folder holds."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons.request import Conversation, Kind, stream

WEIGHT = 1.9

_STUFF = "[files|files|files and folders|contents|content|everything|stuff|things|items|entries|all files|all the files]"
_LISTING = {"stuff": _STUFF}
# What is asked for by its order or details is "the files" in some wording.
_FILES = {"files": "[files|files|the files|all files|all the files|everything|my files|the contents|the list of files|items]"}

KINDS = (
    Kind(
        "ls {v}", "Lists what is {v}.", rules=_LISTING, weight=3,
        acts="""
            [list|ls|show (me)|display|enumerate|print] <stuff> <in>
            [list|ls|show (me)|display] (the |all )(files|content|contents) <in>
            [look|take a look|have a look|peek|look around] <in>
            [see|view|browse|check|inspect] (what is|what's|the contents|everything|all files|files|all) <in>
            [give (me)|get] [a|the] [listing|list|overview] of (the |all )(files|content|contents|everything) <in>
            list <in>
            [list|show (me)] (the |all the )[files|stuff|things] [that are|which are|i have|that i have] <in>
            dir <in>
            """,
        topics="""
            +(the |all |all the |my )files <in>
            +(the |all |all the )files and (folders|directories) <in>
            +the [contents|items|entries] <in>
            the content <in>
            (a |the )[list|listing|directory listing|file list|overview] of [files|everything|the files|what is there] <in>
            [everything|all] <in>
            what is <in>
            what <in>
            [what's|whats|what we have|what i have|what there is|what is there|what is stored] <in>
            """,
        asks="""
            [what is|what's|whats|what is there|what's there|whats there] <in>?
            [which|what] [files|things|files and folders|items|stuff] (are|are there|do i have|do we have|exist|are stored|can be found|live|lie) <in>?
            [what|which] files [are|is] <in>?
            what [does this folder|does the current folder|does this directory] [contain|have|hold]? <in>
            [is there anything|anything|any files|are there any files|got anything] <in>?
            what do [i|we] (have|keep|got) <in>?
            what all is <in>?
            what have i got <in>?
            i want to know what is <in>
            what [can be found|lies|is hiding|is stored|do we have|is located] <in>?
            """,
        terse="""
            ls <in>
            [list|files|contents|listing|dir] <in>
            <in> files
            <in> contents
            """,
    ),
    Kind(
        "ls {d}", "Lists what is in {d}.", rules=_LISTING, weight=1.6,
        acts="""
            [list|ls|dir] <d>
            [open|look into|look in|look inside|peek into|peek in|peek inside|have a look at|have a look in|take a look at|take a look inside|explore|browse|check|inspect|go through|examine|check out] <d>
            [list|show (me)|display|enumerate|print|see|view|read] (the |all |all the )[contents|content|files|items|things|stuff] [of|in|inside|from] <d>
            [show (me)|display|see] <d>
            [find out|see|check] what [is|there is|files are|is stored] [in|inside|under|within] <d>
            [find out|see|check] what <d> [contains|has|holds|has in it|has inside]
            """,
        topics="""
            the [contents|content|listing|list|files] of <d>
            +(the |all )[contents|files|items|things|stuff] [in|inside|within|under|of] <d>
            what [is|there is|files are|is stored|lies|we have|i have] [in|inside|under|within] <d>
            what <d> [contains|has|holds|has inside]
            what's [in|inside] <d>
            """,
        asks="""
            what [does|do] <d> [contain|have|hold|have inside|include]?
            [what is|what's|whats|what do i have|what do we have|what files are|anything|what all is|what has been put] [in|inside|within|under] <d>?
            [what is|what's|whats] [in|inside] [of|] {d}?
            {d}: what is in [it|there]?
            what kind of [files|stuff|things] [is|are|do i have] [in|inside] <d>?
            """,
        terse="""
            ls {d}
            {d} [contents|content|files|listing|list|folder contents]
            [contents|listing|files] {d}
            """,
    ),
    Kind(
        "ls -l {v}", "Lists what is {v}, with size, owner and date.", rules=_FILES, weight=1.6,
        acts="""
            [list|show (me)|display] <files> <in> with (all |the |their |full |more )(details|detail|information|info|attributes)
            [list|show (me)] <files> <in> in [long|detailed] [format|form|listing|view]
            [list|show (me)|display] <files> with (their |the )[sizes|dates|owners|permissions|size and date|permissions and owners|dates and sizes|owner and size|sizes and dates] <in>
            [long|detailed] [list|listing] (of) <files> <in>
            list <in> [with details|in detail|in long format|detailed|long]
            """,
        topics="""
            a [detailed|long|full|verbose] [list|listing|file list|view|overview] (of <files> |of the folder )<in>
            (the |all )[details|information] [of|about|for] (all |the |all the )files <in>
            +<files> <in> with (all |their |the |more |full )[details|sizes|dates|owners|permissions|info|sizes and dates]
            +(the )[permissions|owners|permissions and owners|sizes and dates|file permissions|file sizes] [of|for] (all |all the |the )files <in>
            +the sizes of (all |all the |the )files <in>
            """,
        asks="""
            [which|what] files are <in>? [with details|show details|details please|and their sizes|and how big are they]
            [who owns|who is the owner of|what are the permissions of|what permissions have] (all |the )files <in>?
            [how big are|what size are] (all |all the |the )files <in>?
            when were the files <in> [changed|modified]?
            """,
        terse="""
            ls [long|-l|detailed|with details] <in>
            [details|file details|long list|detailed listing|long listing|verbose list] <in>
            files <in> [details|with details|detailed|with sizes|sizes|permissions]
            """,
    ),
    Kind(
        "ls -a {v}", "Lists everything {v}, hidden files too.", rules=_FILES, weight=1.6,
        acts="""
            [list|show (me)|display] <files> <in>(,| and) [including|also|plus|even|with] (the )hidden (ones|files|stuff|items|things|)
            [list|show (me)|display|reveal|see] (the |all |all the |any )[hidden files|hidden|dotfiles|dot files|hidden stuff|hidden things|hidden items] <in>
            [list|show (me)] <files> <in> (and )[hidden too|hidden as well|with dotfiles|hidden included|even hidden|including dotfiles|don't skip hidden ones|also the invisible ones]
            """,
        topics="""
            +(all |the |all the |any |my )[hidden|invisible|secret|dot|concealed] files <in>
            +(all |the )[dotfiles|dot files] <in>
            +<files> <in>(,| and) [including|also|plus|even|with] (the )hidden ones
            +files starting with a dot <in>
            [everything|all] <in>[,| ] [including hidden files|also hidden ones|even what is hidden|with the hidden files|hidden included]
            """,
        asks="""
            [are there|is there|do i have|are] (any )[hidden files|dotfiles|something hidden|anything hidden|invisible files] <in>?
            [which|what] [hidden files|dotfiles|hidden things] (are there|are|do i have|exist) <in>?
            what is hidden <in>?
            [what files|what] [are|is] <in> [including hidden ones|including the hidden files|counting hidden|if i include hidden files]?
            """,
        terse="""
            ls [-a|all|hidden|with hidden] <in>
            hidden files <in>
            all files <in> [hidden too|incl hidden|with hidden|+ hidden]
            """,
    ),
    Kind(
        "ls -la {v}", "Lists everything {v} with details, hidden files too.", rules=_FILES, weight=0.32,
        acts="""
            [list|show (me)|display] <files> <in> with [details|sizes|permissions|dates|all details] [including|and|also|plus] (the )hidden (ones|files)
            [list|show (me)|display] <files> <in>[,| ] [hidden too|including hidden|also hidden ones|hidden included][,| and| ] [with|in] [details|detail|sizes|long format]
            [list|show (me)] (the |all )hidden files <in> with (their |all )[details|sizes|permissions|dates]
            """,
        topics="""
            a [long|detailed|full] [list|listing] of <files> <in> [including|with|and] hidden (ones|files)
            +(the )details of all files <in> [including|even|also] hidden ones
            [everything|absolutely everything|every file] <in> [with details|with all details|in detail] and hidden [files|ones]
            """,
        terse="""
            ls [-la|-al] <in>
            [long list with hidden|detailed incl hidden|all files details hidden] <in>
            """,
    ),
    Kind(
        "ls -lt {v}", "Lists what is {v}, newest first.", rules=_FILES, weight=1.4,
        acts="""
            [list|show (me)|display|sort|order] <files> <in> [sorted |ordered |]by [date|time|modification time|date modified|last change|age|when they were changed|last modified]
            [list|show (me)|display|sort|order] <files> <in>(,| with| with the) [newest|latest|most recent|youngest] [first|on top|at the top|ones first|one first]
            [list|show (me)|display] <files> <in> [from newest to oldest|from new to old|newest to oldest|in order of date|chronologically]
            """,
        topics="""
            +<files> <in>(,| with| with the) [newest|latest|most recent|newest ones|latest changes] [first|on top]
            +<files> <in> [sorted|ordered|arranged] by [date|time|modification time|date modified|last change|last modified]
            +(the )[recently changed|recently modified|most recently changed|most recent|newest|latest|recent|last modified|last changed] files <in>
            the [files|list|listing] <in> [sorted|ordered|arranged] by [date|time|modification date]
            """,
        asks="""
            [which|what] files [changed|were changed|were modified|were edited] (most recently|last|recently|lately) <in>?
            what [did i change|have i changed|did i edit|did i work on|has changed|changed] [last|recently|lately|most recently] <in>?
            what's [new|the newest|the latest] <in>?
            what is [new|newest|latest] <in>?
            """,
        terse="""
            ls [by date|newest first|-lt|by time|sorted by date] <in>
            files <in> [newest first|by date|sorted by date|by time|latest first]
            [newest first|sort by date|recent files|latest files] <in>
            """,
    ),
    Kind(
        "ls -ltr {v}", "Lists what is {v}, oldest first.", rules=_FILES, weight=0.28,
        acts="""
            [list|show (me)|display|sort|order] <files> <in>(,| with| with the) [oldest|earliest] [first|on top|at the top|ones first]
            [list|show (me)|display] <files> <in> [from oldest to newest|from old to new|oldest to newest|by date reversed|newest last|with the newest at the bottom]
            """,
        topics="""
            +<files> <in>(,| with| with the) [oldest first|oldest ones first|newest last|oldest on top]
            +the oldest files <in> first
            +<files> <in> [from old to new|from oldest to newest|by age, oldest first]
            """,
        terse="""
            ls [oldest first|-ltr|newest last] <in>
            files <in> oldest first
            """,
    ),
    Kind(
        "ls -lS {v}", "Lists what is {v}, biggest first.", rules=_FILES, weight=1.2,
        acts="""
            [list|show (me)|display|sort|order] <files> <in> [sorted |ordered |arranged |]by [size|file size|their size|how big they are]
            [list|show (me)|display|sort|order] <files> <in>(,| with| with the) [biggest|largest|heaviest|big ones] [first|on top|at the top]
            [list|show (me)|display] <files> <in> [from biggest to smallest|from big to small|largest to smallest|in order of size|by descending size]
            """,
        topics="""
            +<files> <in>(,| with| with the) [biggest|largest|biggest ones|largest ones] [first|on top]
            +<files> <in> [sorted|ordered|arranged] by [size|file size|their size]
            the [files|list|listing] <in> [sorted|ordered] by size
            """,
        terse="""
            ls [by size|-lS|biggest first|sorted by size|largest first] <in>
            files <in> [by size|biggest first|sorted by size]
            [sort by size|size order|by size] <in>
            """,
    ),
    Kind(
        "ls -d {p}*/", "Lists only the folders {p}.", weight=1.6,
        acts="""
            [list|show (me)|display] (only |just )(the |all |all the )[folders|directories|subfolders|dirs|subdirectories|sub folders] <in>
            [list|show (me)] <in> [only|just] (the )[folders|directories|dirs]
            [list|show (me)|display] [folders|directories|subfolders|dirs] only <in>
            [list|show (me)] the [folders|directories] <in>(,| but) [not the files|no files|without files|not files|without the files]
            """,
        topics="""
            +(only |just )(the |all |all the |my )[folders|directories|subfolders|dirs|subdirectories|sub folders] <in>
            +[folders|directories|subfolders|dirs] only <in>
            +(the )names of (the |all )[folders|directories|subfolders] <in>
            a list of (the |all )[folders|directories|subfolders] <in>
            """,
        asks="""
            [which|what] [folders|directories|subfolders|dirs|subdirectories] (are|are there|do i have|exist|do we have) <in>?
            [are there|do i have|is there] (any )[folders|directories|subfolders|dirs|subdirectories] <in>?
            """,
        terse="""
            [folders|directories|dirs|subfolders] <in>
            [only|just] [folders|dirs|directories] <in>
            ls [dirs|folders|only folders] <in>
            """,
    ),
    Kind(
        "find {w} -maxdepth 1 -type f", "Lists only the files {w}, without the folders.", weight=0.32,
        acts="""
            [list|show (me)|display] [only|just] (the )(regular )files <in>
            [list|show (me)|display] (the |all )files <in>[,| ] (but )[no folders|not folders|not the folders|without folders|without the folders|without directories|no directories|skip the folders|leave out folders]
            [list|show (me)] files only <in>
            """,
        topics="""
            +[only|just] (the )(regular )files <in>
            +files only <in>
            +(the |all )files <in>[,| ] (but )[no folders|not the folders|without folders|without the directories|no directories]
            """,
        asks="""
            [which|what] files are <in>, [without folders|not counting folders|ignoring folders|no directories]?
            """,
        terse="""
            [only|just] files <in>
            files only <in>
            files <in> no [folders|dirs|directories]
            """,
    ),
    Kind(
        "ls {p}*.{t}", "Lists the {t} files {p}.", weight=2.2,
        acts="""
            [list|show (me)|display] (only |just )(the |all |all the )<tf> <in>
            [list|show (me)|display] <in> (only |just )(the |all )<tf>
            ls (the |all )<tf> <in>
            [list|show (me)] [every|each] <tf1> <in>
            [list|show (me)] the files <in> [that are|which are] <tf>
            """,
        topics="""
            +(only |just |all |the |all the |my |any )<tf> <in>
            +(the )names of (the |all )<tf> <in>
            a [list|listing] of (the |all |all the )<tf> <in>
            """,
        asks="""
            [which|what] <tf> (are|are there|do i have|do we have|exist) <in>?
            [are there|do i have|is there|have i got|got] (any )<tf> <in>?
            """,
        terse="""
            <tf> <in>
            ls <tf> <in>
            list <tf> <in>
            """,
    ),
    Kind(
        "find {w} | sort", "Shows everything {w} as a tree of paths.", weight=1.2,
        acts="""
            [show (me)|display|print|draw|list] (a |the )(folder |directory |file )[tree|structure|hierarchy|layout] <in>
            [list|show (me)|display] (all |the |all the )[files|everything|files and folders|content] <in> [recursively|with all subfolders|and in all subfolders|and all its subfolders|and everything below|at every level|at all levels|including subfolders]
            recursively [list|show (me)] (all |the )[files|everything|files and folders] <in>
            """,
        topics="""
            (a |the )(folder |directory |file )[tree|structure|hierarchy|layout|tree view] <in>
            +all files <in> and (in )(all )(its |the )[subfolders|subdirectories|folders below]
            [everything|all] <in>[,| ] [recursively|including subfolders|with subfolders|and in its subfolders|down to the last subfolder]
            """,
        asks="""
            [what is|what's] the (folder |directory |file )[tree|structure|hierarchy|layout] <in>?
            how is [the folder|this project|it all|the stuff] [organized|structured|laid out] <in>?
            what files are <in> [and its subfolders|and below|including all subfolders|including subdirectories]?
            """,
        terse="""
            tree <in>
            [folder|directory|dir|file] [tree|structure] <in>
            [recursive list|list recursively|recursive listing|ls recursive] <in>
            """,
    ),
    Kind(
        "ls -lh {v}", "Lists what is {v} with sizes that are easy to read.", rules=_FILES, weight=0.24,
        acts="""
            [list|show (me)|display] <files> <in> with [human readable|human-readable|readable|easy to read|friendly] (file )sizes
            [list|show (me)|display] <files> <in> with (their |the )sizes in [KB and MB|kilobytes|megabytes|MB|human format|human readable form|K and M]
            """,
        topics="""
            +<files> <in> with [human readable|human-readable|readable|easy to read] sizes
            +[human readable|human-readable|readable] file sizes <in>
            """,
        terse="""
            ls [human|-lh|human readable|human readable sizes] <in>
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests to list without end."""
    return stream(KINDS, rng)
