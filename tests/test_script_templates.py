"""Each ready script does what it says, and words find the right one."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from core.assist.script_request import asks_for_script, default_name, read_request, script_in_answer
from core.assist.script_templates import FOLDER, SUFFIXES, TEMPLATES, chosen_template

pytestmark = pytest.mark.timeout(60)
PROGRAMS = {".py": sys.executable, ".sh": "bash", ".js": "node"}
NODE = pytest.mark.skipif(not shutil.which("node"), reason="no node here")


def run(name: str, *arguments: str, folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    script = FOLDER / name
    return subprocess.run([PROGRAMS[script.suffix], str(script), *arguments], cwd=folder, input=stdin, text=True,
                          capture_output=True, timeout=30, check=False,
                          env={**os.environ, "HOME": str(folder), "TODO_FILE": str(folder / "todo.json")})


def both(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", [
        pytest.param(name, marks=NODE if name.endswith(".js") else ()) for name in names])


def test_every_template_is_there_in_its_languages_and_nothing_else_is() -> None:
    wanted = {f"{one.name}{SUFFIXES[language]}" for one in TEMPLATES for language in one.languages}
    assert {path.name for path in FOLDER.iterdir() if path.is_file()} == wanted


@both("sort_by_size.py", "sort_by_size.sh", "sort_by_size.js")
def test_sort_by_size(tmp_path: Path, name: str) -> None:
    for size, file in ((30, "small"), (5000, "large"), (400, "middle one")):
        (tmp_path / file).write_bytes(b"x" * size)
    lines = run(name, str(tmp_path), folder=tmp_path).stdout.splitlines()
    assert [re.search(r"(small|large|middle one)$", line)[1] for line in lines[:3]] == [  # type: ignore[index]
        "large", "middle one", "small"]
    assert run(name, str(tmp_path / "nosuch"), folder=tmp_path).returncode == 1


@both("rename_in_bulk.py", "rename_in_bulk.sh")
def test_rename_in_bulk(tmp_path: Path, name: str) -> None:
    work = tmp_path / "work"
    work.mkdir()
    for file in ("a b.txt", "c d.txt", "cd.md"):
        (work / file).write_text(file)
    assert "would be renamed" in run(name, " ", "_", str(work), folder=tmp_path).stdout
    assert (work / "a b.txt").exists()
    assert run(name, "--apply", " ", "_", str(work), folder=tmp_path).returncode == 0
    assert sorted(path.name for path in work.iterdir()) == ["a_b.txt", "c_d.txt", "cd.md"]
    run(name, "--apply", "a_b", "c_d", str(work), folder=tmp_path)
    assert ((work / "a_b.txt").read_text(), (work / "c_d.txt").read_text()) == ("a b.txt", "c d.txt")


@both("find_duplicates.py", "find_duplicates.sh")
def test_find_duplicates(tmp_path: Path, name: str) -> None:
    for file, text in (("one", "same"), ("two", "same"), ("three", "else"), ("none", "")):
        (tmp_path / file).write_text(text)
    out = run(name, str(tmp_path), folder=tmp_path).stdout
    assert ("one" in out, "two" in out, "three" in out, "1 groups" in out) == (True, True, False, True)


@both("backup_folder.py", "backup_folder.sh")
def test_backup_folder(tmp_path: Path, name: str) -> None:
    work = tmp_path / "work"
    (work / "deep").mkdir(parents=True)
    (work / "deep" / "a").write_text("content")
    place = ["--to", str(tmp_path / "out")] if name.endswith(".py") else [str(tmp_path / "out")]
    assert run(name, str(work), *place, folder=tmp_path).returncode == 0
    (archive,) = (tmp_path / "out").iterdir()
    with tarfile.open(archive) as packed:
        held = packed.extractfile("work/deep/a")
        assert held is not None
        assert held.read() == b"content"
    assert run(name, str(tmp_path / "nosuch"), folder=tmp_path).returncode == 1


@both("csv_to_json.py", "csv_to_json.js")
def test_csv_to_json(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.csv").write_text('name;text\nAnn;"says ""hi""; twice"\nBob;x\n')
    assert json.loads(run(name, "in.csv", folder=tmp_path).stdout) == [
        {"name": "Ann", "text": 'says "hi"; twice'}, {"name": "Bob", "text": "x"}]
    assert run(name, "nosuch.csv", folder=tmp_path).returncode == 1


@both("json_check.py", "json_check.js")
def test_json_check(tmp_path: Path, name: str) -> None:
    (tmp_path / "good.json").write_text('{"a":[1,2]}')
    (tmp_path / "bad.json").write_text('{"a":\n[1,}')
    assert run(name, "good.json", folder=tmp_path).stdout == '{\n  "a": [\n    1,\n    2\n  ]\n}\n'
    wrong = run(name, "bad.json", folder=tmp_path)
    assert (wrong.returncode, "bad.json: " in wrong.stderr, wrong.stdout) == (1, True, "")


@both("count_words.py", "count_words.sh", "count_words.js")
def test_count_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.txt").write_text("one two Two\nthree two\n")
    out = run(name, "in.txt", folder=tmp_path).stdout
    assert re.search(r"^\s*3\s+two$", out, re.MULTILINE)
    assert re.search(r"\b2\b.*\b5\b.*\b22\b", out)


@both("watch_folder.py", "watch_folder.sh")
def test_watch_folder(tmp_path: Path, name: str) -> None:
    work = tmp_path / "work"
    work.mkdir()
    more = ["--every", "0.05"] if name.endswith(".py") else ["echo", "again"]
    child = subprocess.Popen([PROGRAMS[Path(name).suffix], str(FOLDER / name), str(work), *more], text=True,
                             stdout=subprocess.PIPE, start_new_session=True)
    assert child.stdout is not None
    assert "watching" in child.stdout.readline()
    (work / "made").write_text("x")
    assert re.search(r"created|changed", child.stdout.readline())
    os.killpg(child.pid, signal.SIGINT)
    child.communicate(timeout=20)


@both("search_log.py", "search_log.sh")
def test_search_log(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.log").write_text("10:00 INFO begun\n10:01 ERROR disk 3 full\n10:02 ERROR disk 4 full\n")
    out = run(name, "a.log", folder=tmp_path).stdout
    assert re.search(r"2\s+ERROR", out)
    assert re.search(r"2\s+disk # full", out)
    found = run(name, "-s", "disk 4", "a.log", folder=tmp_path)
    assert ("disk 4 full" in found.stdout, "disk 3" in found.stdout) == (True, False)


@both("todo.py", "todo.js")
def test_todo(tmp_path: Path, name: str) -> None:
    for words in (["add", "buy", "milk"], ["add", "sleep"], ["done", "1"], ["remove", "2"]):
        assert run(name, *words, folder=tmp_path).returncode == 0
    assert run(name, "list", folder=tmp_path).stdout.strip() == "1 [x] buy milk"
    assert run(name, "done", "7", folder=tmp_path).returncode == 1


@both("serve_folder.py", "serve_folder.js")
def test_serve_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.txt").write_text("served")
    (tmp_path / "secret").write_text("secret")
    port = ["--port", "0"] if name.endswith(".py") else ["0"]
    child = subprocess.Popen([PROGRAMS[Path(name).suffix], str(FOLDER / name), str(tmp_path / "site"), *port],
                             text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert child.stdout is not None
    try:
        found = re.match(r"http://127\.0\.0\.1:\d+/", child.stdout.readline())
        assert found is not None
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        assert opener.open(found[0] + "a.txt", timeout=20).read() == b"served"
        with pytest.raises(urllib.error.HTTPError):
            opener.open(found[0] + "%2e%2e/secret", timeout=20)
    finally:
        child.terminate()
        child.communicate(timeout=20)


@both("make_password.py", "make_password.js")
def test_make_password(tmp_path: Path, name: str) -> None:
    words = ["--length", "20", "--count", "2"] if name.endswith(".py") else ["20", "2"]
    made = run(name, *words, folder=tmp_path).stdout.split()
    assert ([len(each) for each in made], len(set(made))) == ([20, 20], 2)
    assert all(re.search("[a-z]", each) and re.search("[A-Z]", each) and re.search("[0-9]", each) for each in made)


@both("unit_tests.py", "unit_tests.js")
def test_unit_tests(tmp_path: Path, name: str) -> None:
    assert run(name, folder=tmp_path).returncode == 0


def test_sort_into_folders(tmp_path: Path) -> None:
    for file in ("a.PDF", "b.jpg", "c.jpg", "plain", ".hidden"):
        (tmp_path / file).write_text(file)
    run("sort_into_folders.py", str(tmp_path), folder=tmp_path)
    assert (tmp_path / "a.PDF").exists()
    run("sort_into_folders.py", str(tmp_path), "--apply", folder=tmp_path)
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()) == [
        ".hidden", "jpg/b.jpg", "jpg/c.jpg", "other/plain", "pdf/a.PDF"]


def test_system_report(tmp_path: Path) -> None:
    report = run("system_report.sh", "100", folder=tmp_path)
    assert (report.returncode, "machine:" in report.stdout, "disks:" in report.stdout) == (0, True, True)


@both("hello.py", "hello.sh", "hello.js")
def test_hello(tmp_path: Path, name: str) -> None:
    assert run(name, "Ann", folder=tmp_path).stdout == "Hello, Ann!\n"
    assert run(name, "-l", folder=tmp_path).stdout == "HELLO, WORLD!\n"
    assert run(name, "--nosuch", folder=tmp_path).returncode == 2


@pytest.mark.parametrize(("request_", "name", "language"), [
    ("a python script to sort files by size", "sort_by_size", "python"),
    ("a bash script that backs up my documents folder", "backup_folder", "bash"),
    ("a script to rename all jpg files", "rename_in_bulk", "python"),
    ("a script that finds duplicate files", "find_duplicates", "python"),
    ("a script to convert csv to json", "csv_to_json", "python"),
    ("a js script that pretty prints json", "json_check", "javascript"),
    ("a python script to count words in a file", "count_words", "python"),
    ("a script which watches a folder for changes", "watch_folder", "python"),
    ("a shell script to find errors in log files", "search_log", "bash"),
    ("a todo list app in node", "todo", "javascript"),
    ("a python web server for static files", "serve_folder", "python"),
    ("a password generator", "make_password", "python"),
    ("unit tests in javascript", "unit_tests", "javascript"),
    ("a script to organize my downloads by type", "sort_into_folders", "python"),
    ("a bash script to check disk space", "system_report", "bash"),
    ("a hello world program in javascript", "hello", "javascript")])
def test_words_find_the_template(request_: str, name: str, language: str) -> None:
    found = chosen_template(request_)
    assert found is not None
    assert (found.template.name, found.language) == (name, language)


@pytest.mark.parametrize("request_", [
    "a python script to scrape a website", "a script that mines bitcoin", "a script to print fibonacci numbers",
    "a script to remove duplicate lines", "a python password manager", "a rest api server", "a bash script to back up "
    "my mysql database", "a script to sort numbers"])
def test_words_that_no_template_fits_find_none(request_: str) -> None:
    assert chosen_template(request_) is None


@pytest.mark.parametrize("words", [
    "a poem", "a letter to my boss", "a script for a play", "a movie script about python hunters", "me a song",
    "a script that makes people laugh", "a program for the wedding", "an essay on shell companies", "python", "code"])
def test_what_is_no_script_is_not_taken_for_one(words: str) -> None:
    assert not asks_for_script(words, verb=False)


def test_a_request_says_language_and_name() -> None:
    read = read_request("a script that counts primes called tools/primes.js")
    assert (read.language, read.name) == ("javascript", "tools/primes.js")
    read = read_request("a bash script that prints the date of today")
    assert (read.language, read.name, default_name(read, "bash")) == ("bash", "", "prints_date_today.sh")
    assert asks_for_script("can you make me a small python script that prints hello?")
    assert not asks_for_script("create a folder called scripts")


def test_the_file_is_taken_out_of_an_answer() -> None:
    answer = "It does it.\n\n```sh\npip install x\n```\n\n```python\nimport sys\nprint(1)\n```\nRun it."
    assert script_in_answer(answer, "python") == "import sys\nprint(1)\n"
    assert script_in_answer("I cannot.", "python") is None
