"""Built-in rules mend the commonest errors of Python, Bash and JavaScript: what is offered first is right."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from core.assist.fix_search import Patient, rule_offers
from core.assist.interpreter import interpreter_for
from core.assist.known_fixes import sign_of
from core.assist.script_error import ScriptError, read_error
from core.assist.script_patch import excerpt_of, patch_request, read_patch
from core.assist.script_text import masked, unpaired
from tests.broken_scripts import BROKEN

pytestmark = pytest.mark.timeout(60)
ROUNDS = 3


def patient(path: Path) -> Patient:
    found = interpreter_for(path, os.environ)
    assert found is not None
    return Patient(path, found, os.environ)


def wrong_with(one: Patient, text: str) -> tuple[ScriptError | None, str]:
    """Check a script and, if it can be read, run it: its error, and what it printed."""
    one.path.write_bytes(text.encode())
    error = one.check([text])[0]
    if error is not None:
        return error, ""
    ran = subprocess.run([*one.interpreter.command, str(one.path)], capture_output=True, text=True, timeout=20,
                         input="3\n4\n", check=False)
    return read_error(one.interpreter.language, ran.stdout + ran.stderr, one.path), ran.stdout


def by_first_offers(one: Patient, text: str) -> tuple[str, ScriptError | None, str]:
    """Make the first change offered, a few times; return the script, what is wrong with it still, and its output."""
    error, out = wrong_with(one, text)
    for _ in range(ROUNDS):
        offers = rule_offers(text, error, one) if error else []
        if not offers:
            break
        text = offers[0].text
        error, out = wrong_with(one, text)
    return text, error, out


# Each third; `python -m tests.campaigns.repairs` goes through all of them.
@pytest.mark.parametrize(("suffix", "text", "printed"), BROKEN[::3], ids=[text[:30] for _, text, _ in BROKEN[::3]])
def test_the_first_change_offered_mends_it(tmp_path: Path, suffix: str, text: str, printed: str) -> None:
    if suffix.endswith("js") and not shutil.which("node"):
        pytest.skip("no node here")
    mended, error, out = by_first_offers(patient(_made(tmp_path / f"broken{suffix}")), text)
    assert (mended != text, error, printed in out) == (True, None, True), mended


@pytest.mark.parametrize(("suffix", "text"), [
    (".py", "d = {}\nprint(d['key'])\n"), (".py", "print([1][5])\n"), (".py", "print(1 / 0)\n"),
    (".py", "import nosuchpackage_abc\n"), (".py", "assert False\n"), (".sh", "nosuchprogramxyz\n"),
    (".sh", "cat /nosuch/file\n")])
def test_nothing_is_offered_where_no_rule_is_sure(tmp_path: Path, suffix: str, text: str) -> None:
    one = patient(_made(tmp_path / f"broken{suffix}"))
    error, _ = wrong_with(one, text)
    assert error is None or rule_offers(text, error, one) == []


def test_every_change_offered_for_an_unreadable_script_makes_it_readable(tmp_path: Path) -> None:
    one = patient(_made(tmp_path / "broken.py"))
    text = "def f(x)\n    return [x, (x]\nprint(f(1)\n"
    error, _ = wrong_with(one, text)
    assert error is not None
    offers = rule_offers(text, error, one)
    assert offers
    assert [verdict for verdict in one.check([offer.text for offer in offers]) if verdict] == []


@pytest.mark.parametrize(("language", "written", "kind", "line"), [
    ("python", 'Traceback (most recent call last):\n  File "/x/a.py", line 7, in <module>\n    f()\n'
               '  File "/x/a.py", line 3, in f\n    g()\nNameError: name \'g\' is not defined\n', "NameError", 3),
    ("python", 'Traceback (most recent call last):\n  File "/x/a.py", line 2, in <module>\n    json.loads("")\n'
               '  File "/usr/lib/python3.11/json/__init__.py", line 346, in loads\n    x\n'
               'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)\n', "JSONDecodeError", 2),
    ("python", 'Traceback (most recent call last):\n  File "/x/a.py", line 2, in <module>\n    1/0\n'
               'ZeroDivisionError: division by zero\n\nDuring handling of the above exception, another exception '
               'occurred:\n\nTraceback (most recent call last):\n  File "/x/a.py", line 4, in <module>\n    int("x")\n'
               'ValueError: invalid literal\n', "ValueError", 4),
    ("bash", "one\n/x/a.sh: line 4: syntax error near unexpected token `fi'\n/x/a.sh: line 4: `fi'\n",
     "SyntaxError", 4),
    ("bash", "a.sh: line 2: foo: command not found\n", "ShellError", 2),
    ("javascript", "/x/a.js:5\nfoo();\n^\n\nReferenceError: foo is not defined\n"
                   "    at Object.<anonymous> (/x/a.js:5:1)\n", "ReferenceError", 5)])
def test_an_error_is_read_from_what_the_interpreter_wrote(language: str, written: str, kind: str, line: int) -> None:
    suffix = {"python": ".py", "bash": ".sh", "javascript": ".js"}[language]
    error = read_error(language, written, Path(f"/x/a{suffix}"))
    assert error is not None
    assert (error.kind, error.line, error.own) == (kind, line, True)


def test_an_error_in_another_file_says_so() -> None:
    written = ('Traceback (most recent call last):\n  File "/x/a.py", line 1, in <module>\n    import b\n'
               '  File "/x/b.py", line 2\n    if x\n        ^\nSyntaxError: expected \':\'\n')
    error = read_error("python", written, Path("/x/a.py"))
    assert error is not None
    assert (error.file, error.line, error.own) == ("/x/b.py", 2, False)


def test_what_is_quoted_or_remarked_is_no_code() -> None:
    assert unpaired(masked("x = '(' # [\ny = f'{a}(' + \"{\"\n", "python")) == []
    assert unpaired(masked("const r = /[(]/; // (\nlet s = `(${a})`;\n", "javascript")) == []
    assert unpaired(masked("echo '(' \"(\" # (\n", "bash")) == []
    assert "name" in masked("print(f'hi {name}')", "python")
    assert "name" not in masked("print('hi {name}')", "python")


def test_errors_of_one_sort_have_one_sign() -> None:
    one = ScriptError("python", "NameError", "name 'jsn' is not defined. Did you mean: 'json'?", "a.py", 3)
    other = ScriptError("python", "NameError", "name 'pth' is not defined", "b.py", 9)
    assert sign_of(one) == ("NameError: name ⟦0⟧ is not defined", ("jsn",))
    assert sign_of(other)[0].startswith(sign_of(one)[0])


ERROR = ScriptError("python", "NameError", "name 'y' is not defined", "a.py", 2)
TEXT = "x = 1\nprint(y)\nprint('end')\nprint('more')\n"


@pytest.mark.parametrize(("answer", "text"), [
    ("```python\nx = 1\nprint(x)\nprint('end')\nprint('more')\n```\ny was never made.", TEXT.replace("(y)", "(x)")),
    ("```python\nprint(x)\n```", TEXT.replace("(y)", "(x)")),
    ("just write print(x)", None), ("```python\n" + TEXT + "```", None),
    ("```python\nimport os\nfor name in os.listdir('/'):\n    os.remove(name)\nq = 5\nz = 7\n```", None)])
def test_an_answer_is_read_as_lines_or_not_at_all(answer: str, text: str | None) -> None:
    repair = read_patch(answer, excerpt_of(TEXT, ERROR), ERROR)
    assert (repair.text if repair else None) == text


def test_of_a_long_script_the_model_sees_the_lines_around_the_error() -> None:
    text = "".join(f"x{number} = {number}\n" for number in range(1, 301))
    error = ScriptError("python", "NameError", "name 'q' is not defined", "a.py", 150)
    excerpt = excerpt_of(text, error)
    asked = patch_request(excerpt, error, Path("a.py"))
    assert (excerpt.first, excerpt.last, "x130 = 130" in asked, "x129 = 129" in asked) == (130, 170, True, False)


def _made(path: Path) -> Path:
    path.touch()
    return path
