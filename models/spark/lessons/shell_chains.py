"""Lessons: what a command prints goes into a file or another command; loops over files; everything but one; dated copies."""

# A wording stays on one line, however long.
# ruff: noqa: E501
# fmt: off

import random
from collections.abc import Iterator
from dataclasses import replace

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.shell_run import url
from models.spark.lessons.slots import Filled, Slot, bare, file, folder, number, quoted

WEIGHT = 2.2

_RULES = {
    "show": "[show (me)|show|print|display|list|get|output|take]",
    "save": "[save|write|put|store|dump|redirect]",
    "into": "[into|in|to|as]",
    "andsave": "[ and save (it|them|the result|the output) [to|in|into|as]| and write (it|them|the result) [to|into]| and put (it|them|the result) [in|into]| and store (it|them) in|, save as|, output to| and redirect (it|the output) to| to| into]",
    "all": "[|||all |all the |the |all my |my |every ]",
    "lines": "[lines|lines|lines|rows]",
    "copy": "[copy|copy|cp|duplicate]",
    "move": "[move|move|mv|put|shift|transfer]",
    "del": "[delete|delete|remove|remove|erase|get rid of|rm]",
    "but": "[except|except for|but not|but|apart from|besides|other than|excluding|without]",
    "unique": "[without duplicates|and remove duplicates|, remove the duplicates|, drop duplicates|, unique|, each line only once| without repeats]",
    "pack": "[zip|zip up|pack|compress|archive|bundle]",
    "stuff": "[everything|all files|all the files|the files|everything here|all files here]",
    "date": "[with the date in its name|with today's date in the name|with the date|with today's date|with a date stamp|dated today|and put today's date in the name]",
}
_ENDINGS = (*names.TEXT_ENDINGS, "txt", "log", "csv", "")


def _word(slot: str) -> Slot:
    def draw(rng: random.Random) -> Filled:
        text = names.word(rng) if rng.random() < 0.8 else rng.choice(("TODO", "ERROR", "error", "warning", "password", "FAILED", "import"))
        return Filled({slot: text}, text, text, {slot: "[#|#|#|\"#\"|'#'|the word #]".replace("#", "{" + slot + "}")})

    return draw


def _prefix(rng: random.Random) -> Filled:
    text = names.word(rng) + rng.choice("_-")
    return Filled({"pre": text}, text, text, {"pre": "[{pre}|\"{pre}\"|'{pre}']"})


def _range(rng: random.Random) -> Filled:
    low = rng.choice((1, 2, 3, 5, 10, rng.randrange(1, 100)))
    high = low + rng.choice((1, 2, 5, 9, 10, rng.randrange(1, 90)))
    return Filled({"i": low, "j": high}, f"{low},{high}", f"{low} to {high}", {"ab": "[{i} to {j}|{i}-{j}|{i} through {j}|from {i} to {j}]"})


def _kept(rng: random.Random) -> Filled:
    name = names.file(rng, folders=0)
    return Filled({"kept": name}, quoted(name), name, {"kept": "[{kept}|{kept}|the file {kept}|\"{kept}\"]"})


def _holder(rng: random.Random) -> Filled:
    name = names.folder(rng, far=0, blanks=0).split("/")[0]
    return Filled({"d": name}, name, name, {"d": "[{d}|{d}|the folder {d}|the {d} folder|{d}/|my {d} folder|folder {d}]"})


def _dated(rng: random.Random) -> Filled:
    """A file and its copy with the date: both words of the command drawn together."""
    stem, tail = names.stem(rng), rng.choice(("txt", "md", "csv", "conf", "db", "sql", "json", "docx"))
    name = f"{stem}.{tail}"
    return Filled({"f": name}, f"{bare(name)} {bare(stem)}-$(date +%F).{tail}", name, {"f": "[{f}|{f}|the file {f}|my {f}]"})


def _not(rng: random.Random) -> Filled:
    ending = names.ending(rng)
    said = "[{o} files|*.{o}|.{o} files|the {o} files|*.{o} files|all {o} files]"
    return Filled({"o": ending}, f"'*.{ending}'", f".{ending} files", {"o": said})


_T = "<all><tf> <in>"
_KINDS = (
    Kind("sort -u {f} > {h}", "Writes every different line of {f} once, sorted, into {h}.", rules=_RULES, weight=1.8, acts="""
        sort <f> <unique><andsave> {h}
        sort <f>, remove (the )duplicates<andsave> {h}
        <save> the [sorted|sorted and] unique <lines> of <f> <into> {h}
        [remove|delete] (the )duplicate lines [from|in] <f>, sort (it|them)<andsave> {h}
        """, terse="sort unique {f} [into|to] {h}"),
    Kind("sort -u {f} {g} > {h}", "Writes every different line of {f} and {g} once, sorted, into {h}.", rules=_RULES, weight=1.3, acts="""
        [merge|join|combine] <f> and <g>, sort (them|it) <unique><andsave> {h}
        [merge|join|combine] <f> and <g> <unique> into {h}
        """),
    Kind("head -n {n} {f} > {h}", "Writes the first {n} lines of {f} into {h}.", rules=_RULES, weight=1.5, acts="""
        <show> the first {n} <lines> of <f><andsave> {h}
        <save> the first {n} <lines> of <f> <into> {h}
        <copy> the first {n} <lines> of <f> [to|into] {h}
        """),
    Kind("tail -n {n} {f} > {h}", "Writes the last {n} lines of {f} into {h}.", rules=_RULES, weight=1.4, acts="""
        <show> the last {n} <lines> of <f><andsave> {h}
        <save> the last {n} <lines> of <f> <into> {h}
        <copy> the last {n} <lines> of <f> [to|into] {h}
        """),
    Kind("sed -n '{ab}p' {f} > {h}", "Writes lines {ab} of {f} into {h}.", rules=_RULES, weight=1.1, slots={"ab": _range}, acts="""
        <save> lines <ab> of <f> <into> {h}
        <copy> lines <ab> of <f> [to|into] {h}
        [take|extract|get] lines <ab> of <f><andsave> {h}
        """),
    Kind("tr '[:lower:]' '[:upper:]' < {f} > {h}", "Writes {f} in capital letters into {h}.", rules=_RULES, weight=0.9, acts="""
        [convert|turn|change] <f> (in)to [uppercase|upper case|capital letters|capitals]<andsave> {h}
        <save> <f> in [uppercase|upper case|capital letters] <into> {h}
        """),
    Kind("tr '[:upper:]' '[:lower:]' < {f} > {h}", "Writes {f} in small letters into {h}.", rules=_RULES, weight=0.7, acts="""
        [convert|turn|change] <f> (in)to [lowercase|lower case|small letters]<andsave> {h}
        """),
    Kind("sort -r {f} > {h}", "Writes the lines of {f} in reverse order into {h}.", rules=_RULES, weight=0.7, acts="""
        sort <f> [backwards|in reverse|in reverse order|descending]<andsave> {h}
        """),
    Kind("sort -n {f} > {h}", "Writes the lines of {f} in the order of their numbers into {h}.", rules=_RULES, weight=0.7, acts="""
        sort <f> [numerically|by number|as numbers]<andsave> {h}
        """),
    Kind("diff {f} {g} > {h}", "Writes the lines in which {f} and {g} differ into {h}.", rules=_RULES, weight=0.8, acts="""
        [compare|diff] <f> and <g><andsave> {h}
        <save> the differences [between|of] <f> and <g> <into> {h}
        """),
    Kind("wc -l {f} > {h}", "Writes the number of lines of {f} into {h}.", rules=_RULES, weight=0.8, acts="""
        count the lines [of|in] <f><andsave> {h}
        <save> the [number of lines|line count] of <f> <into> {h}
        """),
    Kind("ls > {h}", "Writes the names of what is in this folder into {h}.", rules=_RULES, weight=1.2, acts="""
        [list|ls] <stuff><andsave> {h}
        <save> [a list of the files|the list of files|the file list|the output of ls|the names of all files|a listing of this folder|a directory listing] (here |)<into> {h}
        """, asks="i [need|want] a list of (all |the |)files (here |)in {h}"),
    Kind("ls {d} > {h}", "Writes the names of what is in {d} into {h}.", rules=_RULES, weight=0.9, slots={"d": _holder}, acts="""
        list [the files|everything|what is] in <d><andsave> {h}
        <save> [a list|the names] of the files in <d> <into> {h}
        """),
    Kind("find {w} -type f > {h}", "Writes the paths of all files {w} and below into {h}.", rules=_RULES, weight=0.9, acts="""
        [list|find] all files <in> [recursively|and below|with subfolders|and its subfolders]<andsave> {h}
        <save> the paths of all files <in> <into> {h}
        """),
    Kind("find {w} -type f -name '*.{t}' > {h}", "Writes the paths of the {t} files {w} and below into {h}.", rules=_RULES, weight=1.0, acts="""
        find <all><tf> <in><andsave> {h}
        <save> [a list of|the paths of|the names of] <all><tf> <in> <into> {h}
        """),
    Kind("date > {h}", "Writes the date and the time into {h}.", rules=_RULES, weight=0.7, acts="""
        <save> [the date|today's date|the current date|the date and time|the current time] <into> {h}
        """),
    Kind("date >> {h}", "Adds the date and the time at the end of {h}.", rules=_RULES, weight=0.6, acts="""
        [append|add] [the date|today's date|the current date|the date and time] to {h}
        """),
    Kind("./{c} > {h}", "Runs {c} and writes what it prints into {h}.", rules=_RULES, weight=1.1, acts="""
        [run|execute|start] {c}<andsave> {h}
        <save> the output of {c} <into> {h}
        """),
    Kind("./{c} > {h} 2>&1", "Runs {c} and writes what it prints, errors too, into {h}.", rules=_RULES, weight=0.8, acts="""
        [run|execute|start] {c} and [save|write|put] (the )output and (the )errors [to|into|in] {h}
        [run|execute|start] {c} and [save|log] everything (it prints |)[to|into|in] {h}[, errors too|, also errors|, including errors]
        """),
    Kind("python3 {py} > {h}", "Runs {py} and writes what it prints into {h}.", rules=_RULES, weight=1.1, slots={"py": file("py", "py", folders=0.02)}, acts="""
        [run|execute|start] {py}<andsave> {h}
        <save> the output of {py} <into> {h}
        """),
    Kind("time ./{c}", "Runs {c} and shows how long it took.", rules=_RULES, weight=0.5, acts="""
        [run|execute] {c} and [time it|show how long it takes|tell me how long it took|measure the time]
        """),
    Kind("curl -sL {url} | head -n {n}", "Fetches {url} and shows its first {n} lines.", rules=_RULES, weight=0.7, slots={"url": url}, acts="""
        [download|fetch|get|load] {url} and [show|print] (me )(only )the first {n} lines
        """),
    Kind("curl -sL {url} | grep {xq}", "Fetches {url} and shows the lines with {x}.", rules=_RULES, weight=0.5, slots={"url": url}, acts="""
        [download|fetch|get|load] {url} and [search it for <x>|show (me )the lines with <x>|grep (for )<x>]
        """),
    Kind("grep -h {xq} {p}*.{t} > {h}", "Writes the lines with {x} of the {t} files {p} into {h}.", rules=_RULES, weight=1.6, acts="""
        <show> <all><lines> [with|containing|that contain] <x> [from|in|of] <tf> <in><andsave> {h}
        <save> <all><lines> [with|containing|that contain] <x> [from|in|of] (all |all the |the )<tf> <in> <into> {h}
        [collect|gather] <all><lines> [with|containing] <x> [from|of] (all |all the |the )<tf> <in> in {h}
        """),
    Kind("cat {p}*.{t} | grep -c {xq}", "Counts the lines with {x} in the {t} files {p} together.", rules=_RULES, weight=1.0, acts="""
        count <all><lines> [with|containing|that contain] <x> in (all |all the |the )<tf> <in> (together|in total|)
        """, asks="how many <lines> [with|containing] <x> are in (all |the |all the )<tf> <in> (together|in total|)?"),
    Kind("cat {p}*.{t} | sort -u", "Shows every different line of the {t} files {p} once, sorted.", rules=_RULES, weight=0.7, acts="""
        <show> the unique lines of (all |the |all the )<tf> <in>
        [join|merge|combine] (all |the |all the )<tf> <in>, sort (them )<unique>
        """),
    Kind("wc -l {p}*.{t} | sort -rn", "Counts the lines of each of the {t} files {p}, most first.", rules=_RULES, weight=0.9, acts="""
        [sort|rank|order] (all |the |all the )<tf> <in> by [number of lines|line count|how many lines they have]
        [list|show (me)] (all |the |all the )<tf> <in> (sorted |ordered )by [number of lines|line count|how many lines they have]
        """),
    Kind("cp {p}*.{t} {e} && ls {e}", "Copies the {t} files {p} into {e} and lists what is there.", rules=_RULES, weight=0.8, acts="""
        <copy> <all><tf> <in> [to|into] <e> [and|and then|, then] [list|show] [what is there|that folder|it|the files there]
        """),
    Kind("ls {p}*.{t} | wc -l", "Counts the {t} files directly {p}.", rules=_RULES, weight=0.6, acts="""
        count <all><tf> <in>[, not in subfolders|, but not in subfolders|, only there| without subfolders|, no subfolders]
        """),
    Kind("for f in {p}*.{t}; do mv \"$f\" \"${{f%.{t}}}{suf}.{t}\"; done", "Adds {suf} to the names of the {t} files {p}, before the ending.", rules=_RULES, weight=0.8, acts="""
        [add|append] [{suf}|"{suf}"] to the [names|end of the names] of <all><tf> <in>[|, before the extension| before the ending]
        """),
    Kind("for f in *.{t}; do mv \"$f\" \"{pre}$f\"; done", "Puts {pre} before the names of the {t} files.", rules=_RULES, weight=1.2, slots={"pre": _prefix}, acts="""
        [add|put|prepend] (the prefix |)<pre> [to|before|in front of] the [names|name] of <all><tf> (here|)
        [add|put] (the )prefix <pre> to <all><tf> (here|)
        rename <all><tf> (here |)so that [they|their names] [start|begin] with <pre>
        [prefix] <all><tf> with <pre>
        """),
    Kind("for f in *' '*; do mv \"$f\" \"${{f// /_}}\"; done", "Turns the blanks in the names of the files here into underscores.", rules=_RULES, weight=0.7, acts="""
        [replace|change|turn] (the |all |all the )[spaces|blanks] in (the |all |all the )[file names|filenames|names of the files] [with|by|into|to] underscores
        """),
    Kind("for f in *[[:upper:]]*; do mv \"$f\" \"${{f,,}}\"; done", "Renames all files here to small letters.", rules=_RULES, weight=0.6, acts="""
        rename (all |all the |the )files (here )to [lowercase|lower case|small letters]
        make (all |all the |the )[file names|filenames] [lowercase|lower case]
        """),
    Kind("for f in {p}*.{t}; do echo \"$f\"; head -n 1 \"$f\"; done", "Shows the name and the first line of each of the {t} files {p}.", rules=_RULES, weight=0.5, acts="""
        <show> the [name and first line|name and the first line] of all <tf> <in>
        """),
    Kind("find . -maxdepth 1 -type f -not -name {kept} -delete", "Deletes all files in this folder except {kept}.", rules=_RULES, weight=1.0, slots={"kept": _kept}, acts="""
        <del> [all files|everything|all the files|every file] (here |in this folder )<but> <kept>
        keep (only )<kept> and [delete|remove] [all other files|the rest|everything else] (here)
        """),
    Kind("find . -maxdepth 1 -type f -not -name {kept} -exec mv -t {e} {{}} +", "Moves all files in this folder except {kept} into {e}.", rules=_RULES, weight=1.1, slots={"kept": _kept}, acts="""
        <move> [all files|everything|all the files|every file] (here |in this folder )<but> <kept> [to|into] <e>
        """),
    Kind("find . -maxdepth 1 -type f -not -name {kept} -exec cp -t {e} {{}} +", "Copies all files in this folder except {kept} into {e}.", rules=_RULES, weight=1.0, slots={"kept": _kept}, acts="""
        <copy> [all files|everything|all the files|every file] (here |in this folder )<but> <kept> [to|into] <e>
        """),
    Kind("find . -maxdepth 1 -type f -not -name {kept}", "Lists all files in this folder except {kept}.", rules=_RULES, weight=1.0, slots={"kept": _kept}, acts="""
        [list|show (me)|print] [all files|everything|all the files|every file] (here |in this folder )<but> <kept>
        """),
    Kind("find . -maxdepth 1 -type f -not -name {o} -delete", "Deletes all files in this folder except {o}.", rules=_RULES, weight=0.8, slots={"o": _not}, acts="""
        <del> [all files|everything|all the files|every file] (here |in this folder )<but> <o>
        keep (only )<o> and [delete|remove] [all other files|the rest|everything else] (here)
        """),
    Kind("find . -maxdepth 1 -type f -not -name {o} -exec mv -t {e} {{}} +", "Moves all files in this folder except {o} into {e}.", rules=_RULES, weight=0.8, slots={"o": _not}, acts="""
        <move> [all files|everything|all the files|every file] (here |in this folder )<but> <o> [to|into] <e>
        """),
    Kind("zip -r {z}.zip {d} -x {o}", "Zips {d} into {z}.zip without the {o}.", rules=_RULES, weight=1.0, slots={"o": _not, "d": _holder}, acts="""
        <pack> <d> [into|to|as] {z}.zip[ <but>|, <but>|, leave out|, skip] <o>
        make {z}.zip [from|out of] <d>[ <but>|, <but>|, leave out|, skip] <o>
        """),
    Kind("tar -czf {z}.tar.gz --exclude={o} {d}", "Packs {d} into {z}.tar.gz without the {o}.", rules=_RULES, weight=0.9, slots={"o": _not, "d": _holder}, acts="""
        [tar|pack|compress|archive] <d> [into|to|as] {z}.tar.gz[ <but>|, <but>|, leave out|, skip] <o>
        """),
    Kind("tar -czf {d}-$(date +%F).tar.gz {d}", "Packs {d} into an archive with the date in its name.", rules=_RULES, weight=0.9, slots={"d": _holder}, acts="""
        [pack|compress|archive|tar] <d> <date>
        make (a |an )[backup|archive|tarball] of <d> <date>
        back up <d> <date>
        """),
    Kind("cp {dated}", "Copies {dated} to a file with the date in its name.", rules=_RULES, weight=0.9, slots={"dated": _dated}, acts="""
        [copy|back up|backup|save a copy of] <f> <date>
        make a [copy|backup] of <f> <date>
        """),
    Kind("mkdir $(date +%F)", "Makes a folder with the date as its name.", rules=_RULES, weight=0.5, acts="""
        [make|create] a [folder|directory] named after [today's date|the current date|today]
        [make|create] a [folder|directory] with [today's date|the date|the current date] as (its )name
        """),
    Kind("mv {d}/* . && rmdir {d}", "Moves all that is in {d} here and deletes the folder, which is then empty.", rules=_RULES, weight=0.9, slots={"d": _holder}, acts="""
        move [everything|all files|all] [out of|from|in] <d> here and [delete|remove] the (empty )folder
        move [everything|all files] [out of|from|in] <d> [one level up|to this folder] and [delete|remove] the (empty )folder
        """),
    Kind("mv {d}/* .", "Moves all that is in {d} into this folder.", rules=_RULES, weight=0.8, slots={"d": _holder}, acts="""
        move [everything|all files|all|the contents] [out of|from|in|of] <d> [here|to this folder|into this folder|up here|one level up]
        """),
    Kind("cp -r {d}/. .", "Copies all that is in {d} into this folder.", rules=_RULES, weight=0.6, slots={"d": _holder}, acts="""
        copy [everything|all files|all|the contents] [out of|from|in|of] <d> [here|to this folder|into this folder]
        """),
    Kind("mkdir -p {a} {b} && touch {a}/{h} {b}/{h}", "Makes the folders {a} and {b} and the empty file {h} in each.", rules=_RULES, weight=0.9, acts="""
        [make|create] (the )folders {a} and {b} [with|and put] (an empty |a )(file )(called ){h} in [each|both|each of them]
        """),
    Kind("mkdir -p {a}/{b} && touch {a}/{b}/{h}", "Makes {a}/{b} and the empty file {h} in it.", rules=_RULES, weight=0.9, acts="""
        [make|create] (a |the )folder {a} with a (sub)folder {b} [and|with] (an empty |a )file {h} in [it|there|{b}]
        """),
    Kind("find {d} -type f -exec chmod 644 {{}} + && find {d} -type d -exec chmod 755 {{}} +", "Sets all files in {d} to 644 and all folders to 755.", rules=_RULES, weight=0.4, slots={"d": _holder}, acts="""
        [set|make|chmod] (all )files in <d> (to )644 and (all )[folders|directories] (to )755
        """),
    Kind("find {d} -type f -exec chmod {o} {{}} +", "Sets the permissions of all files in {d} to {o}.", rules=_RULES, weight=0.6,
         slots={"d": _holder, "o": lambda rng: Filled({"o": (mode := rng.choice(("644", "600", "640", "755", "700", "444")))}, mode, mode)}, acts="""
        [set|change] the permissions of (only )(all |all the )files (but not folders )in <d> to {o}
        chmod (all |all the )files in <d> (but not (the )folders )(to ){o}
        """),
    Kind("find {w} -type f | sed 's/.*\\.//' | sort | uniq -c | sort -rn", "Counts the files {w} by their ending.", rules=_RULES, weight=0.9, acts="""
        count (the |all |all the )files <in> [by|per|for each] [extension|type|ending|file type]
        [show (me)|list] how many files of each [type|extension|ending] (there are|i have) <in>
        """, asks="how many files of each [type|extension] (are there|do i have) <in>?"),
    Kind("find {w} -type f -exec md5sum {{}} + | sort | uniq -w 32 -D", "Lists the files {w} and below that have the same content.", rules=_RULES, weight=0.8, acts="""
        [find|list|show (me)|look for|search for] (all |the |any )[duplicate files|identical files|double files|files with the same content|files that are the same] <in>
        """, asks="are there (any )[duplicate files|identical files|files with the same content] <in>?\n[which|what] files [are identical|have the same content|are duplicates] <in>?"),
    Kind("comm -23 <(ls {d}) <(ls {e2})", "Lists what is in {d} but not in {e2}.", rules=_RULES, weight=0.8, slots={"d": _holder}, acts="""
        [list|show (me)|find] (the |all )files (that are )in {d} but not in {e2}
        """, asks="[which|what] files are in {d} but not in {e2}?"),
    Kind("comm -12 <(ls {d}) <(ls {e2})", "Lists what is in both {d} and {e2}.", rules=_RULES, weight=0.6, slots={"d": _holder}, acts="""
        [list|show (me)|find] (the |all )files (that are )in both {d} and {e2}
        """, asks="[which|what] files are in both {d} and {e2}?"),
    Kind("cat \"$(ls -tp | grep -v / | head -n 1)\"", "Shows the content of the newest file here.", rules=_RULES, weight=0.6, acts="""
        <show> [the content of |what is in ]the [newest|latest|most recent] file (here)
        """),
    Kind("ls -t | head -n {n}", "Lists the {n} names here that changed last.", rules=_RULES, weight=0.7, acts="""
        [list|show (me)] (only )the names of the {n} [newest|latest|most recently changed] files (here)
        """),
    Kind("du -sh */ | sort -rh", "Shows how much space each folder here takes, biggest first.", rules=_RULES, weight=0.8, acts="""
        [list|show (me)] (the |all |all the )(sub)folders (here )[by size|sorted by size|with their sizes, biggest first|with sizes, sorted]
        sort (the |all |all the )(sub)folders (here )by size
        """),
    Kind("kill $(lsof -t -i :{port})", "Stops whatever uses port {port}.", rules=_RULES, weight=0.8,
         slots={"port": lambda rng: Filled({"port": (port := rng.choice((3000, 5000, 8000, 8080, 8888, 9000, rng.randrange(1024, 65536))))}, str(port), str(port))}, acts="""
        [kill|stop|end] [the process|whatever|the program|what|whatever process] [on|using|that uses|listening on|that runs on|running on] port {port}
        [free|free up] port {port}
        """),
    Kind("ps aux | grep {xq}", "Shows the running processes with {x} in their line.", rules=_RULES, weight=0.6, acts="""
        [list|show (me)] (the |all |all the )(running )processes and [filter for|search for|grep for|keep only those with] <x>
        """),
    Kind("history | grep {xq}", "Shows the commands you typed before that contain {x}.", rules=_RULES, weight=0.9, acts="""
        [search|grep|look through] (my |the )[history|command history|shell history] for <x>
        [show (me)|list|find] (the |all |old |my )commands [with|containing] <x> [in|from] (my |the )history
        """, asks="which commands with <x> did i [type|run|use] (before)?"),
    Kind("history | tail -n {n}", "Shows the last {n} commands you typed.", rules=_RULES, weight=0.8, acts="""
        [show (me)|list|print] (the |my )last {n} commands (i typed|i ran|from the history|)
        """, asks="what were my last {n} commands?"),
    Kind("env | grep {xq}", "Shows the environment variables that contain {x}.", rules=_RULES, weight=0.5, acts="""
        [show (me)|list|find] (the |all )environment variables [with|containing] <x>
        """),
    Kind("ls | grep {xq}", "Lists the names here that contain {x}.", rules=_RULES, weight=0.6, acts="""
        [list|ls] [everything|all files|the files] (here )and [filter for|grep for|keep only names with] <x>
        """),
    Kind("ls | wc -l", "Counts what is in this folder.", rules=_RULES, weight=0.6, acts="""
        count [the entries|the items|files and folders|everything] (here|in this folder), not (in )(the )subfolders
        list [everything|all] (here )and count (it|the entries)
        """),
    Kind("echo {xq} | tr '[:lower:]' '[:upper:]'", "Prints {x} in capital letters.", rules=_RULES, weight=0.4, acts="""
        [print|echo|write] <x> in [capital letters|uppercase|capitals]
        """),
)  # fmt: skip


def _shared(rng: random.Random) -> dict[str, Filled]:
    """Slots that several kinds use and that are drawn alike."""
    stem, suffix = names.stem(rng), rng.choice("_-") + names.word(rng)
    script = names.file(rng, ("sh",), folders=0, blanks=0)
    one, two, other = (names.folder(rng, far=0, blanks=0).split("/")[0] for _ in range(3))
    return {
        "z": Filled({"z": stem}, stem, stem), "suf": Filled({"suf": suffix}, suffix, suffix),
        "c": Filled({"c": script}, script, script), "a": Filled({"a": one}, one, one), "b": Filled({"b": two}, two, two),
        "e2": Filled({"e2": other}, other, other),
    }


def _one(name: str) -> Slot:
    return lambda rng: _shared(rng)[name]


def _quoted_word(rng: random.Random) -> Filled:
    drawn = _word("x")(rng)
    return drawn._replace(shell=quoted(drawn.plain))


_SLOTS: dict[str, Slot] = {
    **{slot: file(slot, *_ENDINGS) for slot in "fg"}, "h": file("h", "txt", "txt", "log", "csv", "md", folders=0),
    "n": number("n", 2, 100), **{name: _one(name) for name in ("z", "suf", "c", "a", "b", "e2")},
}


def _completed(kind: Kind) -> Kind:
    """The kind with the slots of this module; {x} and {xq} are one word, in the sentence and quoted in the command."""
    command = kind.command.replace("{xq}", "{x}")
    target = folder("e", far=0.02, into="-t {e}" not in command)
    return replace(kind, command=command, slots={**_SLOTS, "e": target, "x": _quoted_word, **kind.slots})


KINDS = tuple(_completed(kind) for kind in _KINDS)


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests for chained commands without end."""
    return stream(KINDS, rng)
