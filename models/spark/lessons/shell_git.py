"""Lessons: git, look at the state and record changes."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.shell_edit import saying
from models.spark.lessons.slots import Filled, number, quoted

WEIGHT = 1.8

_RULES = {
    "show": "[show (me)|print|display|tell (me)|give (me)|get|check|see|list|view|look at]",
    "repo": "[repo|repository|git repo|git repository|project]",
    "new": "[make|create|start|open|add|begin]",
    "switch": "[switch|switch|change|go|move|hop|jump]",
    "undo": "[undo|revert|discard|throw away|drop|reset|roll back|get rid of|forget|cancel|abandon|take back]",
    "changes": "[changes|changes|modifications|edits|my changes|the changes|local changes|all changes|uncommitted changes]",
    "commit": "[commit|commit|git commit|record|check in]",
    "stage": "[add|add|git add|stage|stage|put]",
    "msg": "[with message|with the message|with commit message|with the commit message|with msg|saying|message|-m|with the text|and message|using the message|with a message saying]",
}
_SAID = ("fix typo", "initial commit", "first commit", "add readme", "update docs", "fix bug", "wip", "add tests",
         "clean up", "refactor", "bump version", "fix login", "remove old code", "add new feature", "small fixes",
         "don't crash on empty input", "it's working now", "update dependencies", "final version")  # fmt: skip


def message(rng: random.Random) -> Filled:
    said = rng.choice(_SAID) if rng.random() < 0.3 else saying(rng)
    if rng.random() < 0.25:
        said = f"{rng.choice(('fix', 'add', 'update', 'remove', 'change'))} {names.word(rng)} {names.word(rng)}"
    quoted_words = '["{msg}"|"{msg}"|{msg}]' if "'" in said else "[\"{msg}\"|\"{msg}\"|'{msg}'|{msg}|{msg}|: {msg}]"
    return Filled({"msg": said}, quoted(said), said, {"m": quoted_words})


KINDS = (
    Kind(
        "git status", "Shows which files have changed since the last commit.", rules=_RULES, weight=1.5,
        acts="""
            <show> (the |my |current |the current )(git )[status|state] (of (the |my |this )<repo>|in git|)
            <show> (the )git status
            <show> [which|what] files (have |were |are )[changed|modified|not committed|uncommitted|staged|untracked] (in git|in the <repo>|since the last commit|)
            """,
        topics="""
            (the |my |the current )git [status|state]
            (the |my |the current )[status|state] of (the |my |this )<repo>
            +uncommitted [files|changes]
            """,
        asks="""
            [what is|what's|whats] (the |my )[git status|status of (the |my |this )<repo>|state of the <repo>]?
            [what|which files] (have i |did i |has |have )[changed|modified] (in [git|the <repo>|this <repo>]|since the last commit)?
            [are there|do i have|is there] (any )[uncommitted|unsaved git|unstaged|untracked] [changes|files|work]?
            is [my|the] [working tree|<repo>|working directory] clean?
            what [is|files are] (not )[committed|staged]( yet|)?
            """,
        terse="""
            [git status|status git|git state|gst|repo status|git stat]
            """,
    ),
    Kind(
        "git log --oneline", "Lists the commits, newest first.", rules=_RULES, weight=1,
        acts="""
            <show> (the |my |all |all the |our )[commits|git history|commit history|git log|history of (the |this |my )<repo>|git commits|commit log|log of the <repo>|past commits|previous commits]
            """,
        topics="""
            (the |my |the whole |the full )[git history|commit history|git log|commit log|history of (the |this )<repo>]
            +(all |the |all the |my )commits
            """,
        asks="""
            [what|which] commits (are there|do i have|have been made|exist)?
            what [has been|was] committed( so far| here|)?
            """,
        terse="""
            [git log|git history|commit history|log git|commits|history of commits]
            """,
    ),
    Kind(
        "git log --oneline -n {n}", "Shows the last {n} commits.", rules=_RULES, weight=1.3, slots={"n": number("n", 2, 50)},
        acts="""
            <show> (the |my |our )[last|latest|most recent|newest|recent|previous|past] {n} [commits|commits|git commits|changes in git|log entries|entries of the git log] (in git|of this <repo>|)
            <show> (the )git [log|history], (but )(only )(the )last {n} (commits|entries|)
            <show> {n} [last|latest|recent|most recent|newest] (git )commits
            """,
        topics="""
            +(the |my |our )[last|latest|most recent|newest|recent] {n} (git )commits
            +{n} [last|latest|recent] commits
            """,
        asks="""
            [what|which] [are|were] (the |my |our )[last|latest|most recent] {n} (git )commits?
            """,
        terse="""
            git log {n}
            [last|latest] {n} commits
            git log last {n}
            """,
    ),
    Kind(
        "git show", "Shows the last commit with its changes.", rules=_RULES, weight=0.28,
        acts="""
            <show> (the |my )[last|latest|most recent|newest] commit
            <show> what [was|has] changed in the [last|latest] commit
            <show> the changes [of|in] the [last|latest] commit
            """,
        topics="""
            (the |my )[last|latest|most recent|newest] commit
            """,
        asks="""
            what [was|did i change|changed|is|did i commit] (in )(the |my )last commit?
            what did i commit last?
            """,
        terse="""
            [git show|last commit|latest commit]
            """,
    ),
    Kind(
        "git init", "Makes this folder a git repository.", rules=_RULES, weight=1.1,
        acts="""
            [init|initialize|initialise|start|create|make|set up|begin|open] (a |an |a new |an empty |new )[git repo|git repository|repository|repo|git project] (here|in this folder|in here|in the current folder|in this directory|)
            [start|begin] (using |)git (here|in this folder|in this project)
            [init|initialize] git (here|in this folder|)
            [turn|make|convert] this [folder|directory|project] (in)to a [git repo|git repository|repository|repo]
            [put|get] this [folder|project] under [git|version control]
            """,
        terse="""
            [git init|init git|init repo|new git repo|new repo|initialize git]
            """,
    ),
    Kind(
        "git add {f}", "Adds {f} to the next commit.", rules=_RULES, weight=1.5,
        acts="""
            [put|add|move|get] <f> [in|into|to|on] the [staging area|index|next commit|stage]
            <stage> <f> [to git|to the next commit|to the commit|to the index|to the staging area|in git|for commit|to the <repo>|for the next commit]
            [git add|stage] <f>
            [track|start tracking|let git track] <f> (with git|in git)
            """,
        terse="""
            git add {f}
            stage {f}
            """,
    ),
    Kind(
        "git add .", "Adds all changes here to the next commit.", rules=_RULES, weight=1.2,
        acts="""
            <stage> [everything|all|all files|all changes|all the changes|all my changes|all the files|every file|all changed files|every change|the whole lot|all of it|all i changed|whatever changed] (to git|to the next commit|to the commit|to the index|to the staging area|in git|for commit|to the <repo>)
            git add [everything|all|all files|all changes]
            stage [everything|all|all files|all changes|the changes|my changes]
            """,
        terse="""
            [git add all|git add everything|git add .|stage all|stage everything|add all to git]
            """,
    ),
    Kind(
        "git commit -m {m}", "Commits what was added, with the message {m}.", rules=_RULES, weight=2, slots={"m": message},
        acts="""
            <commit> <msg> <m>
            <commit> (it |this |that |the changes |my changes |my work |the staged changes |what is staged |staged files )<msg> <m>
            <commit> (it |this |that |the changes |my changes )as <m>
            [make|create|do|write] a (git |new )commit <msg> <m>
            [make|create|do|write] a (git |new )commit [called|named|:] <m>
            commit <m>
            """,
        terse="""
            git commit <m>
            commit <m>
            git commit -m <m>
            """,
    ),
    Kind(
        "git add . && git commit -m {m}", "Adds all changes and commits them with the message {m}.", rules=_RULES, weight=1,
        slots={"m": message},
        acts="""
            [add|stage|git add] [everything|all|all files|all changes|all the changes] and (then )commit (it |them |)<msg> <m>
            <commit> [everything|all|all changes|all files|all my changes|all the changes|all of it|everything i changed] <msg> <m>
            [save|record] [everything|all changes|all my work] in git <msg> <m>
            """,
        terse="""
            commit all <m>
            add all and commit <m>
            """,
    ),
    Kind(
        "git diff", "Shows the changes that are not staged yet.", rules=_RULES, weight=1,
        acts="""
            <show> (the |my |all |all my )[git diff|diff|uncommitted changes|unstaged changes|changes i made|changes since the last commit|differences to the last commit|changes in git|current changes|local changes]
            <show> what [i changed|changed|has changed|i have changed|i modified] [since the last commit|in git|in the code|in the files|in the <repo>]
            """,
        topics="""
            +(the |my |all my )[uncommitted changes|unstaged changes|local changes|changes since the last commit]
            the git diff
            """,
        asks="""
            what (exactly )[did i change|have i changed|changed|has changed] since the last commit?
            what are my [changes|local changes|uncommitted changes]?
            """,
        terse="""
            [git diff|diff git|show diff|git changes|diff]
            """,
    ),
    Kind(
        "git diff {f}", "Shows the changes of {f} that are not staged yet.", rules=_RULES, weight=0.9,
        acts="""
            <show> (the |my |all )[git diff|uncommitted changes|unstaged changes|git changes|git differences] [of|in|for|to] <f>
            <show> what [i changed|changed|has changed|i have changed] in <f> [since the last commit|in git|according to git]
            git diff <f>
            """,
        asks="""
            what [did i change|have i changed|changed|has changed] in <f> (since the last commit|)?
            """,
        terse="""
            git diff {f}
            diff {f}
            """,
    ),
    Kind(
        "git diff --staged", "Shows the changes that are staged for the next commit.", rules=_RULES, weight=0.24,
        acts="""
            <show> (the |my |all )[staged|cached] [changes|diff|files and changes]
            <show> what [is staged|will be committed|i staged|would be committed]
            """,
        topics="""
            +(the |my |all )[staged changes|changes staged for commit]
            """,
        asks="""
            what [is staged|will be committed|have i staged|will go into the next commit]?
            """,
        terse="""
            [git diff staged|staged changes|git staged]
            """,
    ),
    Kind(
        "git checkout -- {f}", "Throws away the changes of {f} since the last commit.", rules=_RULES, weight=1.5,
        acts="""
            <undo> (all |the |my |all my |all the )[changes|modifications|edits|local changes|uncommitted changes] (i made |made )[to|in|of|on] <f>
            [restore|reset|revert|git checkout|roll back|recover|git restore] <f> (to (the last commit|the last committed version|HEAD|how it was|its last version)|from git|)
            <undo> <f> [changes|back to the last commit|to the last commit]
            [bring|get|put] <f> back (to the last commit|from git|to how it was|to the last version)
            """,
        asks="""
            i [messed up|broke|ruined] <f>[, restore it from git|, undo it|, take it back to the last commit|, get the committed version back]
            """,
        terse="""
            git [restore|checkout|undo|revert] {f}
            [undo|revert|restore|discard] changes {f}
            """,
    ),
    Kind(
        "git checkout -- .", "Throws away all changes here since the last commit.", rules=_RULES, weight=0.28,
        acts="""
            <undo> all (my |the |uncommitted |local |unsaved )changes (in git|since the last commit|in the <repo>|to the last commit)
            [restore|reset|revert] [all files|everything] (to the last commit|from git)
            """,
        terse="""
            [git discard all|git undo all|git reset all changes|discard all changes]
            """,
    ),
    Kind(
        "git reset --soft HEAD~1", "Takes back the last commit and keeps its changes.", rules=_RULES, weight=0.36,
        acts="""
            [undo|take back|revert|cancel|uncommit|roll back|remove] (the |my )[last|latest|previous|most recent] commit(, but keep (the |my )(changes|files)| and keep the changes|)
            uncommit
            """,
        asks="""
            i committed [too early|by mistake|by accident][, undo it|, take it back|, undo the commit]
            """,
        terse="""
            [undo last commit|git undo commit|undo commit|uncommit]
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about commits without end."""
    return stream(KINDS, rng)
