"""Words about files: what a bare line means, and which lines are for the model although they begin alike."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest

from core.commands.declare import table
from core.commands.route import route, route_arguments
from core.words.command import AskModel, Nothing, RunCommand
from core.words.values import Json

# A line, and what it means: the command, and every part of its arguments that is not the usual one.
MEANINGS = [
    ("read main.py", "read: files=main.py"),
    ("cat main.py", "read: files=main.py"),
    ("show main.py", "read: files=main.py"),
    ("show me main.py", "read: files=main.py"),
    ("read the first 20 lines of main.py", "read: files=main.py end=20"),
    ("read the last 5 lines of app.log", "read: files=app.log last=5"),
    ("read lines 10 to 20 of x.py", "read: files=x.py begin=10 end=20"),
    ("read lines 10-20 of x.py", "read: files=x.py begin=10 end=20"),
    ("read line 5 of x.py", "read: files=x.py begin=5 end=5"),
    ("read x.py lines 10 to 20", "read: files=x.py begin=10 end=20"),
    ("read x.py from line 10", "read: files=x.py begin=10"),
    ("read the file notes", "read: files=notes"),
    ('read "my notes.txt"', "read: files=my notes.txt"),
    ("read it", "read: files=it"),
    ("read that file", "read: files=that file"),
    ("read README", "read: files=README"),
    ("read ~/notes.txt", "read: files=~/notes.txt"),
    ("cat a.txt b.txt", "read: files=a.txt,b.txt"),
    ("read a.txt and b.txt", "read: files=a.txt,b.txt"),
    ("read the first line of main.py", "read: files=main.py end=1"),
    ("read first ten lines of main.py", "read: files=main.py end=10"),
    ("read the end of app.log", "read: files=app.log last=10"),
    ("read the contents of notes.txt", "read: files=notes.txt"),
    ("read the notes.txt file", "read: files=notes.txt"),
    ("show me the file main.py", "read: files=main.py"),
    ("read ./x", "read: files=./x"),
    ("read *.md", "read: files=*.md"),
    ("create a folder called notes with subfolders a and b", "create: folders=notes inside=a,b"),
    ("create a folder called notes", "create: folders=notes"),
    ("create folder notes", "create: folders=notes"),
    ("create a file todo.txt with the text buy milk", "create: file=todo.txt text=buy milk"),
    ("create a file called todo.txt", "create: file=todo.txt"),
    ("create todo.txt", "create: file=todo.txt"),
    ("create a new file notes.md in docs", "create: file=notes.md place=docs"),
    ("create an empty file x.py", "create: file=x.py"),
    ("create folders a, b and c", "create: folders=a,b,c"),
    ("create a/b/c/", "create: folders=a/b/c"),
    ("create notes/", "create: folders=notes"),
    ("create a directory build", "create: folders=build"),
    ("create a python file called hello", "create: file=hello.py"),
    ("create a text file called list with the text eggs", "create: file=list.txt text=eggs"),
    ('create a file todo.txt that says "one\\ntwo"', "create: file=todo.txt text=one\ntwo"),
    ('create a folder "my things" in ~/Documents', "create: folders=my things place=~/Documents"),
    ("create a folder called x with the subfolders a, b, and c", "create: folders=x inside=a,b,c"),
    ("create a new folder named archive", "create: folders=archive"),
    ("copy a.txt to backup/", "copy: sources=a.txt target=backup/"),
    ("copy a.txt b.txt", "copy: sources=a.txt target=b.txt"),
    ("create a file it's.txt with the text don't panic", "create: file=it's.txt text=don't panic"),
    ("delete rock'n'roll.txt", "delete: files=rock'n'roll.txt"),
    ("move notes.txt into archive", "move: sources=notes.txt target=archive into_folder=True"),
    ("copy a.txt into b.txt", "copy: sources=a.txt target=b.txt"),
    ("copy *.jpg to pictures", "copy: sources=*.jpg target=pictures into_folder=True"),
    ("copy a.txt and b.txt to backup", "copy: sources=a.txt,b.txt target=backup into_folder=True"),
    ("copy the folder src to backup", "copy: sources=src target=backup"),
    ("copy it to backup/", "copy: sources=it target=backup/"),
    ("copy all python files to backup", "copy: target=backup selected=what=file sort=python into_folder=True"),
    ('copy "my file.txt" to x', "copy: sources=my file.txt target=x"),
    ("copy main.py to main.bak", "copy: sources=main.py target=main.bak"),
    ("copy a.txt b.txt c.txt old/", "copy: sources=a.txt,b.txt,c.txt target=old/ into_folder=True"),
    ("copy all images to pictures", "copy: target=pictures selected=what=file sort=image into_folder=True"),
    ("move *.jpg to pictures", "move: sources=*.jpg target=pictures into_folder=True"),
    ("move a.txt to archive/", "move: sources=a.txt target=archive/"),
    ("move notes.txt to the folder archive", "move: sources=notes.txt target=archive into_folder=True"),
    ("move it to archive/", "move: sources=it target=archive/"),
    ("move all log files to logs", "move: target=logs selected=what=file sort=log into_folder=True"),
    ("move a.txt into b/", "move: sources=a.txt target=b/"),
    ("move the folder x to y/", "move: sources=x target=y/"),
    ("rename a.txt to b.txt", "rename: sources=a.txt target=b.txt"),
    ("rename a.txt b.txt", "rename: sources=a.txt target=b.txt"),
    ("rename it to notes.txt", "rename: sources=it target=notes.txt"),
    ("rename that to x", "rename: sources=that target=x"),
    ("rename the folder src to source", "rename: sources=src target=source"),
    ("rename *.jpeg to *.jpg", "rename: sources=*.jpeg target=*.jpg"),
    ("rename the file notes to notes.old", "rename: sources=notes target=notes.old"),
    ("delete old.log", "delete: files=old.log"),
    ("delete the folder build", "delete: files=build what=folder"),
    ("delete it", "delete: files=it"),
    ("delete that file", "delete: files=that file"),
    ("delete *.tmp", "delete: files=*.tmp"),
    ("delete a.txt, b.txt and c.txt", "delete: files=a.txt,b.txt,c.txt"),
    ("delete all log files", "delete: selected=what=file sort=log"),
    ("delete all python files in build", "delete: selected=what=file sort=python place=build"),
    ("delete empty folders", "delete: selected=what=folder empty=True"),
    ("delete the file notes", "delete: files=notes what=file"),
    ('delete "my notes.txt"', "delete: files=my notes.txt what=quoted"),
    ("delete build/", "delete: files=build/"),
    ("delete all files older than 30 days", "delete: selected=what=file older=30 day"),
    ("open report.pdf", "open: files=report.pdf"),
    ("open it", "open: files=it"),
    ("open the file report.pdf", "open: files=report.pdf what=file"),
    ("open this folder", "open: files=. what=folder"),
    ("open .", "open: files=."),
    ("open a.png with gimp", "open: files=a.png program=gimp"),
    ("open ~/Downloads", "open: files=~/Downloads"),
    ("open my downloads", "open: files=~/Downloads what=folder"),
    ("list", "list"),
    ("ls", "list"),
    ("list files", "list"),
    ("list hidden files", "list: hidden=only"),
    ("list files by size", "list: order=size"),
    ("list src/", "list: place=src/"),
    ("ls -la", "list: hidden=too"),
    ("ls -la src", "list: hidden=too place=src"),
    ("list python files by size, largest first", "list: what=file sort=python order=size"),
    ("list folders", "list: what=folder"),
    ("list the 10 largest files", "list: what=file order=size count=10"),
    ("list everything", "list: hidden=too"),
    ("list *.py", "list: patterns=*.py"),
    ("list files changed today", "list: newer=today"),
    ("list my downloads", "list: place=~/Downloads"),
    ("list files in src", "list: place=src"),
    ("ls a.py b.py", "list: patterns=a.py,b.py"),
    ("list all files", "list"),
    ("find all python files", "find: what=file sort=python deep=True"),
    ("find files bigger than 10 MB", "find: what=file size_min=10000000 deep=True"),
    ("find files changed today", "find: what=file newer=today deep=True"),
    ("find TODO in *.py", "find: what=file patterns=*.py text=TODO deep=True"),
    ("find main.py", "find: patterns=main.py deep=True"),
    ("find *.txt", "find: patterns=*.txt deep=True"),
    ("find report.pdf in docs", "find: patterns=report.pdf place=docs deep=True"),
    ("find empty folders", "find: what=folder empty=True deep=True"),
    ("find large files", "find: what=file order=size count=20 deep=True"),
    ("find the largest files in ~", "find: what=file order=size count=20 place=~ deep=True"),
    ('find . -name "*.py"', "find: patterns=*.py place=. deep=True everything=True"),
    ('find "buy milk" in notes.txt', "find: what=file text=buy milk place=notes.txt deep=True"),
    ("find files older than 30 days in ~/Downloads", "find: what=file older=30 day place=~/Downloads deep=True"),
    ("find images", "find: what=file sort=image deep=True"),
    ('find files containing "import os"', "find: what=file text=import os deep=True"),
    ("find the text hello in all files", "find: what=file text=hello deep=True"),
    ("tree", "tree"),
    ("tree 2 levels", "tree: levels=2"),
    ("tree src/", "tree: place=src/"),
    ("tree src", "tree: place=src"),
    ("tree docs 2 levels", "tree: place=docs levels=2"),
    ("tree -L 2", "tree: levels=2"),
    ("tree of this folder", "tree: place=."),
    ("tree src/ 3 levels deep", "tree: place=src/ levels=3"),
    ("tree folders only", "tree: folders=True"),
    ("cd", "cd"),
    ("cd src", "cd: src"),
    ("cd ..", "cd: .."),
    ("cd -", "cd: -"),
    ("cd ~/x", "cd: ~/x"),
    ("cd to src", "cd: src"),
    ("cd back", "cd: -"),
    ('cd "my folder"', "cd: my folder"),
    ("cd home", "cd: ~"),
    ("cd the folder build", "cd: build"),
    ("pwd", "pwd"),
    ("timeline", "timeline"),
    ("timeline notes.txt", "timeline: notes.txt"),
    ("timeline all", "timeline: all"),
    ("timeline clear", "timeline clear"),
    ("timeline clear 30 days", "timeline clear: 30"),
    ("timeline clear --older-than 30d", "timeline clear: 30"),
    ("timeline clear older than 30 days", "timeline clear: 30"),
    ("undo", "undo"),
    ("undo 12", "undo: 12"),
    ("undo the last delete", "undo: delete"),
    ("undo delete", "undo: delete"),
    ("undo 12 --anyway", "undo: True 12"),
    ("find hello in src", "find: what=file text=hello place=src deep=True"),
    ("read the top 5 lines of x.log", "read: files=x.log end=5"),
    ("list the newest files", "list: what=file order=date count=20"),
    ("find python files changed this week", "find: what=file sort=python newer=this week deep=True"),
    ("find files larger than 1 gb in ~", "find: what=file size_min=1000000000 place=~ deep=True"),
    ("copy the file notes to notes.bak", "copy: sources=notes target=notes.bak"),
    ('delete the folder "old stuff"', "delete: files=old stuff what=quoted"),
    ("list images by date, newest first", "list: what=file sort=image order=date"),
    ("open the folder docs", "open: files=docs what=folder"),
    ("find files with report in the name", "find: what=file holds=report deep=True"),
    ("find everything older than 2 weeks", "find: older=2 week hidden=too deep=True"),
    ("move everything in tmp/ to old/", "move: target=old/ selected=hidden=too place=tmp/ into_folder=True"),
]

FOR_THE_MODEL = [
    "find me a recipe", "read me a poem", "open the pod bay doors", "list the planets", "create a haiku about files",
    "copy that idea in other words", "move on", "delete my doubts", "tree of life", "read my mind", "read the news",
    "read about python", "read a book to me", "read this sentence aloud: hello", "read between the lines",
    "show me how to cook rice", "show me a joke", "show me the way", "cat behaviour", "cat facts", "cats and dogs",
    "read the room", "read it to me slowly", "read lines from Hamlet", "read the first chapter of Moby Dick",
    "create a poem", "create a website", "create a story about a dog", "create a python script that sorts files",
    "create a list of fruits", "create a function to add numbers", "create a file that lists all primes",
    "create a folder structure for a web app", "create a plan for my week", "create an essay on war and peace",
    "create me a workout plan", "create something nice", "create a bash script to back up my home", "create files",
    "create art", "copy that", "copy the style of Hemingway", "copy it to me", "copy this text to the clipboard",
    "copy machines are expensive", "copy and paste does not work", "copy a paragraph about cats", "copy editing tips",
    "move it to the left", "move to France", "move it to Friday", "move the meeting to tomorrow", "move your body",
    "move along", "move the chess piece to e4", "move house checklist", "movie ideas", "rename my cat",
    "rename the project something better", "rename variables in this code", "rename yourself to Bob",
    "delete this thought", "delete the last word", "delete everything you know about me",
    "delete duplicates from a list in python", "delete vs truncate in SQL", "delete my account",
    "delete all my worries", "delete a row in pandas", "open source licenses", "open sesame", "open the door",
    "open questions in physics", "open a bank account", "open up about your feelings", "open mind", "open google.com",
    "open relationships explained", "open with a joke", "list three benefits of sleep", "list of countries",
    "list comprehension in python", "list some ideas", "list all US presidents", "list the steps to make tea",
    "list animals by size", "list items in my fridge", "list files in python using os",
    "ls command explained please tell me", "find the derivative of x squared", "find happiness",
    "find out why the sky is blue", "find the bug in this code", "find a synonym for fast",
    "find the error in main.py", "find bugs in main.py", "find the area of a circle", "find x if 2x = 4",
    "find duplicates in a list", "find waldo", "find me files about love maybe", "find rhymes for orange",
    "find the capital of France", "find love in paris", "tree house", "trees in winter", "tree traversal algorithms",
    "tree planting guide", "tree 🌲", "cd players are obsolete", "cd rom vs dvd", "timeline of world war 2",
    "timeline for my project", "timeline ideas", "undo the last thing you said please", "undo my mistakes",
    "touch grass", "mkdir is what?", "pwd meaning", "read main.py?", "is main.py any good", "what is in main.py?",
    "rewrite main.py in rust", "read up on quantum physics", "show me pictures of cats", "show the work",
    "find a file format for maps", "create a backup plan for my files", "copy paste tricks",
    "move the file pointer in C", "rename columns in pandas", "delete branch in git", "open file in python how",
    "list the files of the Pentagon Papers", "tree diagram examples", "list my strengths", "find my keys",
    "find my purpose", "read a file in python", "read a csv file with pandas", "write a file in python",
    "create a file in python", "delete a file in python", "open a file in C", "copy a file in bash script how",
    "move a file with shutil", "list files in a directory using C", "find files with the same name in python",
    "cat is a funny animal", "cats.", "open a new tab", "delete my browser history",
    "delete the comments from this code", "create a table with three columns", "read me my rights",
    "find the file that started it all", "show me", "find time in my day", "tree of knowledge in genesis",
    "open it up a little", "list five python files and explain each", "timeline of python versions",
    "copy this down: buy milk", "move this"]


def said(value: Json) -> str:
    """Write what is not as usual in an argument: "files=main.py end=20"."""
    if isinstance(value, tuple):
        return ",".join(value)
    if not is_dataclass(value):
        return str(value)
    parts = []
    for field in fields(value):
        held = getattr(value, field.name)
        if held not in (None, "", (), field.default) and field.name != "suffixes":
            parts.append(f"{field.name}={said(held)}")
    return " ".join(parts)


def meaning(line: str) -> str:
    """Return the command of a line and what its arguments say; for another route, which."""
    found = route(line, table())
    if not isinstance(found, RunCommand):
        return repr(found)
    arguments = " ".join(said(found.values[name]) for name in sorted(found.values))
    return f"{found.command.name}: {arguments}".rstrip(": ")


@pytest.mark.parametrize(("line", "meant"), MEANINGS, ids=[line for line, _ in MEANINGS])
def test_a_bare_line_about_files_means(line: str, meant: str) -> None:
    assert meaning(line) == meant


@pytest.mark.parametrize("line", FOR_THE_MODEL)
def test_a_line_that_only_begins_like_one_is_for_the_model(line: str) -> None:
    assert route(line, table()) == AskModel(line)


@pytest.mark.parametrize("line", [
    "three", "free", "head", "last", "lost", "love it", "mind it", "head main.py", "more main.py", "true", "trees",
    "lists", "shop", "kind words", "ready", "bread"])
def test_an_everyday_word_one_letter_away_is_no_slip_of_a_command(line: str) -> None:
    assert route(line, table()) == AskModel(line)


@pytest.mark.parametrize(("line", "hint"), [
    ("raed main.py", "did you mean read"), ("delte old.log", "did you mean delete"), ("lsit", "did you mean list"),
    ("crete a folder called notes", "did you mean create"), ("fnid *.py", "did you mean find")])
def test_a_slip_of_a_finger_in_a_command_about_files_is_noticed(line: str, hint: str) -> None:
    found = route(line, table())
    assert isinstance(found, Nothing)
    assert hint in found.hint


@pytest.mark.parametrize(("line", "meant"), [
    ("/read notes", "read: files=notes"), ("/delete notes", "delete: files=notes"), ("/find doubts", "find: patterns="
     "doubts deep=True"), ("/create notes", "create: file=notes"), ("/copy notes to old", "copy: sources=notes target="
     "old"), ("/list stuff", "list: place=stuff"), ("/timeline big words", "timeline: big words")])
def test_after_a_slash_any_word_is_a_name(line: str, meant: str) -> None:
    assert meaning(line) == meant


@pytest.mark.parametrize(("words", "meant"), [
    (["read", "my notes.txt"], "read: files=my notes.txt"), (["delete", "a b", "c"], "delete: files=a b,c what=quoted"),
    (["copy", "a.txt", "to", "backup/"], "copy: sources=a.txt target=backup/"),
    (["create", "file", "x.txt", "with", "the", "text", "it's here"], "create: file=x.txt text=it's here"),
    (["delete", "--", "-x"], "delete: files=-x"), (["cd", "my folder"], "cd: my folder"),
    (["find", "buy milk", "in", "*.txt"], "find: what=file patterns=*.txt text=buy milk deep=True")])
def test_words_that_a_shell_has_cut_keep_their_blanks(words: list[str], meant: str) -> None:
    found = route_arguments(words, table())
    assert isinstance(found, RunCommand), found
    assert f"{found.command.name}: {' '.join(said(value) for value in found.values.values())}" == meant
