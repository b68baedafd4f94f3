"""Lessons: git, branches and other people's copies."""

# A wording stays on one line, however long.
# ruff: noqa: E501

import random
from collections.abc import Iterator

from models.spark.lessons import names
from models.spark.lessons.request import Conversation, Kind, stream
from models.spark.lessons.slots import Filled, Slot, bare, folder

WEIGHT = 1.1

_RULES = {
    "show": "[show (me)|print|display|tell (me)|give (me)|get|check|see|list|view]",
    "repo": "[repo|repository|git repo|git repository|project]",
    "new": "[make|create|start|open|add|begin]",
    "switch": "[switch|switch|switch|change|go|move|hop|jump|hop over|go over]",
    "br": "[{b}|{b}|{b}|\"{b}\"|the branch {b}|the {b} branch|branch {b}|branch called {b}]",
    "up": "[push|push|git push|upload|upload|send|publish]",
    "down": "[pull|pull|git pull|get|fetch and merge|download]",
}  # fmt: skip
_KINDS_OF_WORK = ("fix", "feature", "bugfix", "feat", "hotfix", "release", "test", "dev", "wip", "docs")
_KNOWN_BRANCHES = ("main", "master", "dev", "develop", "staging", "release", "test", "production")


def _branch(known: float) -> Slot:
    """A branch b; `known` is the share of usual names such as main."""

    def draw(rng: random.Random) -> Filled:
        style = rng.random()
        if style < known:
            name = rng.choice(_KNOWN_BRANCHES)
        elif style < known + 0.15:
            name = f"{rng.choice(_KINDS_OF_WORK)}/{names.stem(rng).lower()}"
        else:
            name = names.stem(rng).lower()
        return Filled({"b": name}, bare(name), name)

    return draw


def _remote(rng: random.Random) -> Filled:
    host = rng.choice(("github.com", "gitlab.com", "example.com", "codeberg.org"))
    owner, name = names.word(rng), names.stem(rng).lower()
    url = f"git@{host}:{owner}/{name}.git" if rng.random() < 0.25 else f"https://{host}/{owner}/{name}"
    if url.startswith("https") and rng.random() < 0.5:
        url += ".git"
    return Filled({"url": url}, bare(url), url)


def _tag(rng: random.Random) -> Filled:
    name = f"v{rng.randrange(10)}.{rng.randrange(20)}" + (f".{rng.randrange(20)}" if rng.random() < 0.6 else "")
    return Filled({"tag": name}, name, name)


_NEW, _OLD = {"b": _branch(0.05)}, {"b": _branch(0.3)}

KINDS = (
    Kind(
        "git checkout -b {b}", "Makes the branch {b} and switches to it.", rules=_RULES, weight=1.8, slots=_NEW,
        acts="""
            <new> (a |the |a new |new |another )(git )branch (called |named |with the name |with name )[{b}|{b}|"{b}"]
            <new> and [switch to|check out|checkout|go to|use] (a |the |a new )(git )branch (called |named )[{b}|{b}|"{b}"]
            <new> (a |the |a new )(git )branch (called |named )[{b}|{b}|"{b}"] and [switch to it|go to it|check it out|switch|move there]
            <new> [{b}|"{b}"] (as )(a |a new )[branch]
            branch off (to |into |as |)(a new branch )(called |named ){b}
            [switch|change] to a new branch (called |named )[{b}|"{b}"]
            """,
        asks="""
            i [need|want] (a |a new |another )(git )branch (called |named )[{b}|"{b}"]
            new (git )branch(:| called| named) {b}
            """,
        terse="""
            new branch {b}
            git branch {b}
            git checkout -b {b}
            [create|make] branch {b}
            """,
    ),
    Kind(
        "git checkout {b}", "Switches to the branch {b}.", rules=_RULES, weight=1.6, slots=_OLD,
        acts="""
            <switch> (back )to (the )(branch |git branch )[{b}|{b}|"{b}"]
            <switch> (back )to the [{b}|"{b}"] branch
            <switch> (to )(the )branch to {b}
            [checkout|check out|git checkout|git switch to] (the )(branch )[{b}|{b}|"{b}"]
            [checkout|check out] the {b} branch
            use the branch {b}
            """,
        asks="""
            i [need|want] to be on (the branch ){b}
            """,
        terse="""
            git [checkout|switch|switch to] {b}
            [checkout|switch to|branch] {b}
            """,
    ),
    Kind(
        "git branch", "Lists the branches.", rules=_RULES, weight=1.2,
        acts="""
            <show> (all |the |all the |my |all my |local |all local )(git )branches (of this <repo>|in git|in this <repo>)
            """,
        topics="""
            +(all |the |all the |my |local )(git )branches (of this <repo>|in this <repo>)
            a list of (all |the |my )(git )branches
            """,
        asks="""
            [which|what] (git )branches [are there|do i have|exist|are in this <repo>|do we have|does this <repo> have|have i]?
            how many branches [are there|do i have]?
            """,
        terse="""
            [git branch|branches|list branches|git branches|all branches]
            """,
    ),
    Kind(
        "git branch --show-current", "Prints the branch you are on.", rules=_RULES, weight=1,
        acts="""
            <show> (the |my )[current|active|checked out] (git )branch
            <show> (the )name of the [current|active] branch
            <show> [which|what] branch [i am on|i'm on|is checked out|is active|we are on]
            """,
        topics="""
            (the |my )[current|active|checked out] (git )branch
            """,
        asks="""
            [which|what|on which|on what] (git )branch [am i on|am i|is this|are we on|is checked out|am i working on|is active]?
            [what's|what is|whats] (the |my )current (git )branch?
            """,
        terse="""
            [current branch|which branch|git current branch|branch name]
            """,
    ),
    Kind(
        "git branch -d {b}", "Deletes the branch {b}.", rules=_RULES, weight=0.4, slots=_NEW,
        acts="""
            [delete|remove|drop|kill|get rid of|erase] (the )(git |local )branch (called |named )[{b}|{b}|"{b}"]
            [delete|remove|drop|get rid of] the {b} branch
            """,
        asks="""
            i [don't|dont|do not] need (the )branch {b} (anymore)[, delete it|, remove it]
            """,
        terse="""
            [delete|remove] branch {b}
            git branch -d {b}
            """,
    ),
    Kind(
        "git merge {b}", "Merges the branch {b} into the one you are on.", rules=_RULES, weight=0.4, slots=_OLD,
        acts="""
            [merge|git merge|integrate] (the )(branch |git branch )[{b}|{b}|"{b}"] (into [this|the current|my] branch|into mine|here|in)
            [merge|integrate] the {b} branch (into [this|the current|my] branch|)
            [bring|get] the changes [from|of] (the branch |branch ){b} into [this|my|the current] branch
            """,
        terse="""
            git merge {b}
            merge {b}
            """,
    ),
    Kind(
        "git push", "Sends your commits to the remote repository.", rules=_RULES, weight=1.3,
        acts="""
            <up> (all |my |the |all my |the new |these )[commits|changes|work|code|local commits] (to (the |my )(remote|server|origin|<repo>|remote <repo>|cloud|github)|online|)
            <up> (it |everything |this |that |them |)to (the )[remote|server|origin|remote <repo>|github|gitlab]
            git push
            push (now|with git)
            """,
        terse="""
            [git push|push|push commits|push to remote|push changes]
            """,
    ),
    Kind(
        "git push -u origin {b}", "Sends the branch {b} to the remote repository.", rules=_RULES, weight=1, slots=_OLD,
        acts="""
            <up> (the |my )branch (called |named )[{b}|"{b}"] (to (the )(remote|server|origin|github))
            <up> (the |my ){b} branch (to (the )(remote|server|origin|github))
            <up> {b} to (the )[remote|server|origin|github]
            <up> (it |this |my changes |my commits |the commits |)to (the )(remote |origin )branch {b}
            """,
        terse="""
            git push {b}
            push branch {b}
            git push origin {b}
            """,
    ),
    Kind(
        "git pull", "Gets the newest commits from the remote repository and merges them.", rules=_RULES, weight=1.3,
        acts="""
            <down> (all |the |all the |any )[latest|newest|new|recent|remote] [commits|changes|code|version|work] (from (the |my )(remote|server|origin|<repo>|remote <repo>|others|github)|)
            [update|sync|refresh] (the |my |this )[<repo>|working copy|local copy|code|local <repo>|checkout] (from the remote|with the remote|from the server|from github|with git)
            <down> from (the )[remote|server|origin|github]
            git pull
            """,
        terse="""
            [git pull|pull|pull changes|update repo|pull latest|sync repo]
            """,
    ),
    Kind(
        "git fetch", "Gets the newest commits from the remote repository without merging them.", rules=_RULES, weight=0.24,
        acts="""
            [fetch|git fetch] (all |the |new )(commits|changes|branches|updates|) (from (the )(remote|server|origin)|)
            [get|download|fetch] (the |all )(new |latest |remote )[commits|changes] (from the remote )[without merging|but don't merge|but do not merge|without merge]
            """,
        terse="""
            [git fetch|fetch|fetch remote]
            """,
    ),
    Kind(
        "git clone {url}", "Copies the repository {url} here.", rules=_RULES, weight=1.6, slots={"url": _remote},
        acts="""
            [clone|clone|git clone|copy|download|get|check out|checkout|fetch] (the )[<repo>|git repo|git repository|repository|repo|project] (at |from |under |: |){url}
            [clone|git clone] {url} (here|to this folder|into this folder|to my computer|)
            [clone|git clone] (from |the repo |this |this repo: |this repo |){url}
            [make|get] (me )a (local )[clone|copy] of the [repo|repository|git repo] {url}
            """,
        terse="""
            [git clone|clone] {url}
            """,
    ),
    Kind(
        "git clone {url} {d}", "Copies the repository {url} into {d}.", rules=_RULES, weight=0.32,
        slots={"url": _remote, "d": folder("d", far=0.02)},
        acts="""
            [clone|clone|git clone|download|get] (the repo |the repository |){url} [into|to|in|as] <d>
            """,
        terse="""
            [git clone|clone] {url} [into|to|in|] {d}
            """,
    ),
    Kind(
        "git stash", "Puts your changes aside.", rules=_RULES, weight=0.32,
        acts="""
            [stash|git stash] (my |the |all |all my |)(changes|work|modifications|)
            [put|set|lay] (my |the |all my )[changes|work|modifications] aside (for now|for a moment|for later|)
            [save|keep|park] (my |the )[changes|work] for later without [committing|a commit]
            """,
        terse="""
            [git stash|stash|stash changes]
            """,
    ),
    Kind(
        "git stash pop", "Brings back the changes you put aside.", rules=_RULES, weight=0.24,
        acts="""
            [pop|apply|restore|unstash|git stash pop|bring back|get back] (my |the |what i )[stash|stashed changes|stashed work|stashed|last stash]
            [bring|get] back (my |the )[stash|stashed changes|changes i put aside|changes i stashed]
            """,
        terse="""
            [git stash pop|unstash|pop stash|stash pop]
            """,
    ),
    Kind(
        "git remote -v", "Lists the remote repositories.", rules=_RULES, weight=0.28,
        acts="""
            <show> (all |the |my |the git )(git )[remotes|remote url|remote urls|remote repositories|remote addresses|url of the remote|origin url|url of origin]
            """,
        topics="""
            (the |my )[git remote|remote url|git remotes|origin url|url of the remote]
            """,
        asks="""
            [what|which] (is the |are the |are my )(git )[remotes|remote|remote url|origin|remote repositories]?
            where does [git|this <repo>] push to?
            """,
        terse="""
            [git remote|remotes|git remotes|remote url]
            """,
    ),
    Kind(
        "git tag {tag}", "Tags the current commit {tag}.", rules=_RULES, weight=0.28, slots={"tag": _tag},
        acts="""
            [tag|mark] [this|the current|the last|the latest] (commit |version |state )[as|with|] {tag}
            [make|create|add|set] (a |the )(git |new )tag (called |named ){tag}
            """,
        terse="""
            git tag {tag}
            tag {tag}
            """,
    ),
)  # fmt: skip


def examples(rng: random.Random) -> Iterator[Conversation]:
    """Compose requests about branches and remotes without end."""
    return stream(KINDS, rng)
