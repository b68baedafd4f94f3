"""Lessons: files that meet one to four conditions at once, and what is to be done with them; the verb decides.

The same words for the files stand behind every verb, so that listing, counting, packing and deleting differ by the verb only.
"""

# A wording stays on one line, however long.
# ruff: noqa: E501

import itertools
import random
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from models.spark.lessons import names
from models.spark.lessons import shell_conditions as conditions
from models.spark.lessons.request import Conversation, Kind
from models.spark.lessons.shell_conditions import Condition, Noun
from models.spark.lessons.slots import Filled, bare, number, place, word

WEIGHT = 5.5


class Action(NamedTuple):
    """What to do with the files: `command` has {find}, or {finding} where grep already printed names."""

    command: str
    says: str
    acts: str
    topics: str = ""
    asks: str = ""
    terse: str = ""
    weight: float = 1.0
    needs: str = ""  # "type": one ending; "plain": no text condition


_RULES = {
    "find": "[find|find|find|find me|search for|search|look for|locate|list|list|show (me)|show (me)|get|get me|display|give me|pick out|print]",
    "all": "[|||all |all |all the |the |the |any |every one of the |my |all my |all of the ]",
    "copy": "[copy|copy|copy|cp|duplicate|back up|put copies of|put a copy of|save copies of]",
    "move": "[move|move|move|mv|put|shift|transfer|relocate|bring|send]",
    "pack": "[zip|zip up|pack|compress|archive|bundle|put|collect|gather]",
    "tar": "[tar|tar up|pack|compress|archive|bundle|put|collect]",
    "del": "[delete|delete|delete|remove|remove|erase|get rid of|wipe|purge|throw away|rm]",
    "to": "[to|to|into|into|in]",
    "new": "[newest|latest|most recent|most recently changed|last changed|last modified]",
    "old": "[oldest|least recently changed|longest untouched|most ancient]",
    "big": "[biggest|largest|heaviest]",
    "small": "[smallest|tiniest|lightest]",
    "with": "[with|with|by|to]",
}  # fmt: skip
_LIST = Action(
    "{find}", "Finds the {chosen}.", """
    <find> <all><np>
    <find> <all><np>
    <find> <all><np>
    [look|search] for <all><np>
    [search|scan|go through|look through] [everything|the disk|the tree|all folders] for <np>
    """, """
    +<all><np>
    +[|the ][paths|names|list] of <all><np>
    """, """
    [which|what] <np> [are there|do i have|exist|can you find]?
    [which|what] <tf> <in> <thats>?
    [which|what] <tf> <thats> <in>?
    [which|what] <tf> <thats>?
    [are there|do i have|do we have|is there|have i got] (any )<np>?
    where [are|do i have|can i find|did i put|are] <all><np>?
    do any <tf> <in> <thats>?
    """, """
    <np>
    find <np>
    """, 3.4)  # fmt: skip
_DELETE = Action(
    "{delete}", "Deletes the {chosen}.", """
    <del> <all><np>
    <del> <all><np>
    [find and delete|find and remove|search and delete|look for and delete] <all><np>
    find <all><np> and [delete|remove|erase] them
    """, "", """
    <all><np> [can go|can be deleted|must go|should be deleted|have to go], [delete|remove] them
    i [don't|dont|do not|no longer] need <all><np>( anymore|), [delete|remove] them
    """, """
    [delete|remove|rm] <np>
    """, 1.5)  # fmt: skip
_ACTIONS = (
    _LIST,
    _DELETE,
    Action("{find} | wc -l", "Counts the {chosen}.", """
        count <all><np>
        [count|tell me|find out|check|figure out] how many <np> [there are|i have|are there|exist|]
        [get|give me|print] [the number|the count|a count] of <np>
        """, """
        [the number|the count|the amount|the total number] of <np>
        how many <np> [there are|i have|exist]
        """, """
        how many <np> [are there|do i have|exist|are there|]?
        how many <tf> <in> <thats>?
        how many <tf> <thats> <in>?
        how many <tf> <thats>?
        how many of [the|my] <tf> <in> <thats>?
        """, "count <np>", 2.2),
    Action("{run} du -ch {{}} + | tail -n 1", "Shows how much space the {chosen} take together.", """
        [show (me)|get|find out|tell me|calculate|compute|work out] the [total size|size together|combined size|size in total|disk usage|summed size] of <all><np>
        [add up|sum|sum up|total] the [sizes|size] of <all><np>
        [find out|tell me|check] how much [space|room|disk space] <all><np> [take|use|need|take up|eat]
        """, """
        the [total size|combined size|size together|overall size] of <all><np>
        how much [space|disk space] <all><np> [take|use|occupy]
        """, """
        how much [space|room|disk space|disk] [do|does] <all><np> [take|use|need|take up|occupy] (together|in total|altogether|)?
        how [big|large] are <all><np> [together|in total|altogether|all together|combined]?
        """, "total size of <np>", 1.3),
    Action("{run} ls -lt {{}} + | head -n {n}", "Shows the {n} newest of the {chosen}.", """
        [show (me)|list|find|get] the [{n} <new>|<new> {n}] <np>
        """, "+the [{n} <new>|<new> {n}] <np>", "[which|what] are the {n} <new> <np>?", "{n} <new> <np>", 0.7),
    Action("{run} ls -lt {{}} + | head -n 1", "Shows the newest of the {chosen}.", """
        [show (me)|find|get] the <new> [one of the|of the|of all the|one of all] <np>
        """, "the <new> [one of the|of the|among the] <np>", "which of the <np> is the <new>?", "", 0.5),
    Action("{run} ls -ltr {{}} + | head -n {n}", "Shows the {n} oldest of the {chosen}.", """
        [show (me)|list|find|get] the {n} <old> <np>
        """, "+the {n} <old> <np>", "[which|what] are the {n} <old> <np>?", "{n} <old> <np>", 0.6),
    Action("{run} ls -ltr {{}} + | head -n 1", "Shows the oldest of the {chosen}.", """
        [show (me)|find|get] the <old> [one of the|of the|of all the|one of all] <np>
        """, "the <old> [one of the|of the|among the] <np>", "which of the <np> is the <old>?", "", 0.4),
    Action("{run} ls -lhS {{}} + | head -n {n}", "Shows the {n} largest of the {chosen}.", """
        [show (me)|list|find|get] the [{n} <big>|<big> {n}|top {n} <big>] <np>
        """, "+the [{n} <big>|<big> {n}] <np>", "[which|what] are the {n} <big> <np>?", "{n} <big> <np>", 0.9),
    Action("{run} ls -lhS {{}} + | head -n 1", "Shows the largest of the {chosen}.", """
        [show (me)|find|get] the <big> [one of the|of the|of all the|one of all] <np>
        """, "the <big> [one of the|of the|among the] <np>", "which of the <np> is the <big>?", "", 0.5),
    Action("{run} ls -lhSr {{}} + | head -n {n}", "Shows the {n} smallest of the {chosen}.", """
        [show (me)|list|find|get] the {n} <small> <np>
        """, "+the {n} <small> <np>", "", "", 0.5),
    Action("{run} ls -lhS {{}} +", "Lists the {chosen}, biggest first.", """
        [list|show (me)|print|display] <all><np>(,| and) [sorted by size|biggest first|largest first|by size|ordered by size|sort them by size|from big to small]
        sort <all><np> by size
        """, "+<all><np>(,| ) [sorted by size|biggest first|largest first|by size]", "", "", 0.9),
    Action("{run} ls -lt {{}} +", "Lists the {chosen}, newest first.", """
        [list|show (me)|print|display] <all><np>(,| and) [newest first|sorted by date|sorted by time|by date|latest first|ordered by date|sort them by date|most recent first]
        sort <all><np> by [date|time|age]
        """, "+<all><np>(,| ) [newest first|sorted by date|by date|latest first]", "", "", 0.9),
    Action("{find} | sort", "Lists the {chosen} in the order of their names.", """
        [list|show (me)|print|display|find] <all><np>(,| and) [sorted by name|in alphabetical order|alphabetically|sorted|sort them|by name|sort them by name|from a to z]
        sort <all><np> by name
        """, "+<all><np>(,| ) [sorted by name|in alphabetical order|sorted alphabetically]", "", "", 0.8),
    Action("{run} ls -lh {{}} +", "Lists the {chosen} with their sizes and dates.", """
        [list|show (me)|print|display|find] <all><np> [with their sizes|with sizes|with size and date|with details|with their size|and their sizes|with all details|in detail]
        show (me) how [big|large] <all><np> are
        """, "+the sizes of <all><np>", "how [big|large] are <all><np>?", "", 1.0),
    Action("{run} head -n {n} {{}} +", "Shows the first {n} lines of the {chosen}.", """
        [show (me)|print|display|read] the [first {n} lines|top {n} lines|{n} first lines] of [each of |every one of |]<all><np>
        [peek at|preview] the first {n} lines of <all><np>
        """, "+the first {n} lines of <all><np>", "", "head {n} <np>", 0.8),
    Action("{run} cp -t {e} {{}} +", "Copies the {chosen} into {e}.", """
        <copy> <all><np> <to> {folder}
        <copy> <all><np> <to> {folder}
        <copy> <to> {folder} <all><np>
        find <all><np> and copy them <to> {folder}
        """, "", "i [want|need] copies of <all><np> in {folder}", "copy <np> to {folder}", 1.9),
    Action("{run} mv -t {e} {{}} +", "Moves the {chosen} into {e}.", """
        <move> <all><np> <to> {folder}
        <move> <all><np> <to> {folder}
        find <all><np> and move them <to> {folder}
        """, "", "<all><np> [should go|must go|belong|go] [into|to] {folder}(, move them|)", "move <np> to {folder}", 1.9),
    Action("mkdir -p {e} && {run} mv -t {e} {{}} +", "Makes the folder {e} and moves the {chosen} into it.", """
        make (a |the |a new )[folder|directory] (called |named |){folder} and [move|put|mv] <all><np> [in it|into it|there|in there|inside]
        <move> <all><np> <to> a new [folder|directory] (called |named |){folder}
        """, "", "", "", 0.6),
    Action("mkdir -p {e} && {run} cp -t {e} {{}} +", "Makes the folder {e} and copies the {chosen} into it.", """
        make (a |the |a new )[folder|directory] (called |named |){folder} and copy <all><np> [in it|into it|there|in there]
        <copy> <all><np> <to> a new [folder|directory] (called |named |){folder}
        """, "", "", "", 0.6),
    Action("{find} | zip {a}.zip -@", "Zips the {chosen} into {a}.zip.", """
        <pack> <all><np> [into|in|to|as] (a zip |the zip |a zip file |a file |)(called |named |){a}.zip
        [make|create|build] [{a}.zip|a zip {a}.zip|a zip file called {a}.zip|a zip named {a}.zip|the archive {a}.zip] [with|from|of|out of|containing] <all><np>
        find <all><np> and zip them [into|as|to] {a}.zip
        """, "", "i [need|want] a zip (called |named |){a}.zip [with|of] <all><np>", "zip <np> [into|as] {a}.zip", 1.7),
    Action("{find} | tar -czf {a}.tar.gz -T -", "Packs the {chosen} into {a}.tar.gz.", """
        <tar> <all><np> [into|in|to|as] (a tarball |the archive |an archive |a file |)(called |named |){a}.tar.gz
        [make|create|build] [{a}.tar.gz|an archive called {a}.tar.gz|a tarball {a}.tar.gz|a tar.gz named {a}.tar.gz] [with|from|of|out of|containing] <all><np>
        """, "", "", "tar <np> [into|as] {a}.tar.gz", 1.2),
    Action("{run} sed -i 's/{x}/{y}/g' {{}} +", "Replaces every {x} with {y} in the {chosen}.", """
        [replace|change|swap|substitute] (every |all )[{x}|{x}|"{x}"|the word {x}] [with|by|to|for] [{y}|{y}|"{y}"] in <all><np>
        in <all><np>(,| ) replace {x} [with|by] {y}
        """, "", "", "replace {x} [with|by] {y} in <np>", 1.3, "plain"),
    Action("{run} grep -Hn {w1} {{}} +", "Shows the lines with {w1} in the {chosen}.", """
        [search|search for|grep|grep for|look for|find] [{w1}|{w1}|"{w1}"|the word {w1}|the text {w1}] in <all><np>
        [search|grep|look through|go through|scan] <all><np> for [{w1}|"{w1}"|the word {w1}]
        [show (me)|list|print] the lines with [{w1}|"{w1}"] in <all><np>
        """, "", "where is [{w1}|"+'"{w1}"'+"] in <all><np>?", "grep {w1} in <np>", 1.3, "plain"),
    Action("{run} cat {{}} + | wc -l", "Counts the lines of the {chosen}.", """
        count the lines [of|in] <all><np>
        [count|tell me|find out] how many lines <all><np> have (together|in total|)
        """, "the (total )number of lines [of|in] <all><np>", "how many lines [do <all><np> have|are in <all><np>] (together|in total|altogether|)?", "line count <np>", 0.9),
    Action("{run} chmod +x {{}} +", "Makes the {chosen} executable.", """
        make <all><np> [executable|runnable]
        [give|add] [execute|run] [rights|permission] to <all><np>
        """, "", "", "chmod +x <np>", 0.6, "plain"),
    Action("{run} chmod a-w {{}} +", "Makes the {chosen} read-only.", """
        make <all><np> [read-only|read only|unwritable]
        [protect|write-protect] <all><np> [from changes|from being changed|against changes|]
        """, "", "", "", 0.3, "plain"),
    Action("{run} gzip {{}} +", "Compresses each of the {chosen} to a .gz file.", """
        gzip <all><np>
        [compress|shrink] [each of |]<all><np> [with gzip|to gz files|using gzip]
        """, "", "", "gzip <np>", 0.6, "plain"),
    Action("""{run} bash -c 'mv "$1" "${{1%.{ending}}}.{u1}"' _ {{}} \\;""", "Renames the {chosen} so that they end in .{u1}.", """
        [rename|change] <all><np> [to|so that they end in|to end in|into] .{u1}
        [change|set|turn] the [extension|ending] of <all><np> to [.{u1}|{u1}]
        give <all><np> the [extension|ending] .{u1}
        """, "", "", "rename <np> to .{u1}", 1.0, "type"),
)  # fmt: skip
_WEIGHTS = [action.weight for action in _ACTIONS]
# Folders are listed, counted, deleted when empty; the rest is for files.
_FOLDER_ACTIONS = (_LIST, _ACTIONS[2], _ACTIONS[13])
_DEEP = "[|||||||||| and below| and its subfolders| and all subfolders| recursively| including subfolders| and (in )everything below]"
_HERE_DEEP = "[||||||||here|here|in this folder|in the current directory|in here|here and below|in this folder and its subfolders|recursively|in all subfolders|anywhere here|in this directory and below|under this folder|below this folder|in the current folder|in the whole tree]"
_BELOW = "[here and below|in this folder and its subfolders|recursively|in all subfolders|in this directory and below|in the whole tree|here and in all subfolders|anywhere below this folder|here with all subfolders]"
_HERE_TOP = "[only in this folder|only here|just here|just in this folder|in this folder only|in this folder but not in subfolders|here, not in subfolders|directly in this folder|in the current folder only]"
_AND = "[ | | | and | and |, |, and ]"


def _words(rng: random.Random, found: list[Condition], rules: dict[str, str]) -> None:
    """Set <np>, the noun with its conditions, <apart>, one said at the end, and <thats>, all as said after "that"."""
    order = rng.sample(found, len(found))
    before = ""
    after: list[str] = []
    that: list[str] = []
    apart = ""
    for condition in order:
        if condition.before and rng.random() < 0.65:
            before = f"{condition.before} "
        elif condition.apart and not apart and rng.random() < 0.22:
            apart = condition.apart
        elif rng.random() < 0.3:
            that.append(condition.that)
        else:
            after.append(condition.after)
    if rng.random() < 0.55:
        after.insert(rng.randrange(len(after) + 1), "<in>")
        middle = ""
    else:
        after.insert(0, "<in>")
        middle = ""
        if rng.random() < 0.5:
            after.pop(0)
            middle = " <in>"
    joined = after[0] if after else ""
    for left, right in itertools.pairwise(after):
        joined += (" " if "<in>" in (left, right) else _AND) + right
    clause = (" [that|that|which] " + "[ and | and |, | but ]".join(that)) if that else ""
    rules["np"] = f"{before}<tf> {joined}{clause}{middle}"
    rules["apart"] = apart
    rules["thats"] = " and ".join(condition.that for condition in order)


def _find(noun: Noun, found: list[Condition], where: str) -> tuple[str, str, str]:
    """The command that prints the files, the one that runs something on them, and the one that deletes them."""
    tests: dict[int, list[str]] = {conditions.TYPE: [noun.test]}
    text = ""
    for condition in found:
        if condition.place == conditions.TEXT:
            text = condition.test
        else:
            tests.setdefault(condition.place, []).append(condition.test)
    search = f"find {where} " + " ".join(test for place in sorted(tests) for test in tests[place])
    if not text:
        return search, f"{search} -exec", f"{search} -delete"
    if list(tests) == [conditions.TYPE] and (noun.ending or noun.test == "-type f"):
        include = f"--include='*.{noun.ending}' " if noun.ending else ""
        options, _, searched = text.removeprefix("grep -").partition(" ")
        printed = f"grep -r{options} {include}{searched} {where}"
    else:
        printed = f"{search} -exec {text} {{}} +"
    quiet = text.replace("grep -il ", "-exec grep -qi ").replace("grep -l ", "-exec grep -q ")
    if text.startswith("grep -L "):
        quiet = text.replace("grep -L ", "-not -exec grep -q ")
    tested = f"{search} {quiet} {{}} \\;"
    return printed, f"{tested} -exec", f"{tested} -delete"


def _sed_word(rng: random.Random) -> str:
    return names.word(rng) if rng.random() < 0.8 else names.word(rng).capitalize()


def _chosen(noun: Noun, found: list[Condition], where: str) -> str:
    """The sentence's words for the files: ".py files larger than 5 MB and older than 3 days in src"."""
    depth = [condition.plain for condition in found if condition.place == conditions.DEPTH]
    listed = [
        condition.plain for condition in sorted(found, key=lambda c: c.place) if condition.place != conditions.DEPTH
    ]
    tail = ", ".join(listed[:-1]) + (" and " if listed[:-1] else "") + listed[-1] if listed else ""
    here = where == "in this folder" and not depth
    parts = (noun.plain, tail, depth[0] if depth else "", "" if here else where)
    return " ".join(part for part in parts if part)


def _noun(rng: random.Random, action: Action) -> Noun:
    if action.needs == "type":
        while not (noun := conditions.one_type(rng)).ending:
            pass
        return noun
    return rng.choices((conditions.any_files, conditions.one_type, conditions.two_types), (3, 5.5, 1.2))[0](rng)


def _selection(rng: random.Random, action: Action) -> tuple[Noun, list[Condition]]:
    """What is looked for: a noun and its conditions, at least one thing that narrows it."""
    if action in _FOLDER_ACTIONS and rng.random() < 0.09:
        return conditions.folders(rng), conditions.draw_conditions(
            rng, conditions.FOR_FOLDERS, rng.choice((1, 1, 2, 2))
        )
    noun = _noun(rng, action)
    groups = conditions.FOR_ANY_FILES if noun.plain == "files" else conditions.FOR_FILES
    if action.needs in ("plain", "type"):
        groups = tuple(group for group in groups if group[1][0][0] is not conditions.has_text)
    least = 1 if noun.plain == "files" else 0
    if action is _LIST:
        least += 1
    count = max(least, rng.choices((0, 1, 2, 3), (1, 4, 4.5, 1))[0])
    return noun, conditions.draw_conditions(rng, groups, count)


def _place(rng: random.Random, found: list[Condition]) -> Filled:
    """Where to look; the wording may say that folders below count too, or that they do not."""
    where = place(here=".")(rng)
    if any(condition.place == conditions.DEPTH for condition in found):
        return where
    # Without any condition the words must say that folders below count: "the pdfs in docs" are those of docs alone.
    deep, here = (_DEEP, _HERE_DEEP) if found else (_DEEP.replace("|", "", 9), _BELOW)
    if where.values:
        return where._replace(rules={"in": where.rules["in"] + deep})
    return where._replace(rules={"in": here})


def compose(rng: random.Random, action: Action, noun: Noun, found: list[Condition], where: Filled) -> tuple[str, str]:
    """Word one action over the chosen files, and the command."""
    rules: dict[str, str] = {**_RULES, **noun.rules}
    values: dict[str, object] = dict(noun.values)
    for condition in found:
        values.update(condition.values)
        rules.update(condition.rules)
    spoken = found
    if any(c.test == "-maxdepth 1" for c in found) and not where.values and rng.random() < 0.75:
        spoken = [c for c in found if c.test != "-maxdepth 1"]
        where = where._replace(rules={**where.rules, "in": _HERE_TOP})
    rules.update(where.rules)
    _words(rng, spoken, rules)
    if not spoken:
        rules["thats"] = "are there"
    printed, run, delete = _find(noun, found, where.shell)
    folder = names.folder(rng, far=0.03, blanks=0)
    ending = names.ending(rng)
    searched = word("w1")(rng)
    given: Mapping[str, Filled] = {
        "find": Filled(values, printed, "", rules),
        "run": Filled({}, run, ""),
        "delete": Filled({}, delete, ""),
        "chosen": Filled(where.values, "", _chosen(noun, found, where.plain), where.rules | {"in": rules["in"]}),
        "e": Filled({"folder": folder}, bare(folder), folder),
        "a": Filled({"a": (stem := names.stem(rng))}, stem, stem),
        "x": Filled({"x": (x := _sed_word(rng))}, x, x),
        "y": Filled({"y": (y := _sed_word(rng))}, y, y),
        "w1": searched._replace(rules={}),
        "n": number("n", 2, 50)(rng),
        "ending": Filled({}, noun.ending, ""),
        "u1": Filled({"u1": ending}, ending, ending),
    }
    acts, topics, asks, terse = (_with_apart(text) for text in (action.acts, action.topics, action.asks, action.terse))
    return Kind(action.command, action.says, acts=acts, topics=topics, asks=asks, terse=terse).compose(rng, given)


@cache
def _with_apart(wordings: str) -> str:
    """Leave room at the end of every wording for a condition said apart, unless all are said anyway."""
    lines = [line.strip() for line in wordings.splitlines() if line.strip()]
    return "\n".join(
        line if "<thats>" in line else f"{line.removesuffix('?')}<apart>{'?' * line.endswith('?')}" for line in lines
    )


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about chosen files without end; now and then the same files under two verbs."""
    while True:
        action = rng.choices(_ACTIONS, _WEIGHTS)[0]
        noun, found = _selection(rng, action)
        where = _place(rng, found)
        talk = [compose(rng, action, noun, found, where)]
        if rng.random() < 0.06 and noun.test != "-type d":
            other = rng.choices(_ACTIONS, _WEIGHTS)[0]
            if other != action and not other.needs:
                talk.append(compose(rng, other, noun, found, where))
        yield talk
