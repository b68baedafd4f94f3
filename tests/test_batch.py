"""`batch --json`: requests in, answers out, in order, by one process with one loaded model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from at_hand import program
from build_gguf import build

pytestmark = [pytest.mark.model, pytest.mark.timeout(120)]


def test_answers_come_in_order_each_with_its_id_and_errors_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "work").mkdir()
    build(tmp_path / "models" / "model.gguf", says=["touch", " made", "\n```\n", "Makes a file."])
    requests = [
        {"id": 1, "kind": "risk", "text": "rm -rf /"}, {"id": "two", "kind": "do", "text": "make a file"},
        {"id": 3, "kind": "ask", "text": "hello"}, {"id": 4, "kind": "nosuch", "text": "x"}, ["no object"],
        {"id": 5, "kind": "run", "text": "echo out; echo err >&2; exit 3", "cwd": str(tmp_path / "work")},
        {"id": 6, "kind": "run", "text": "pwd", "cwd": "/nosuch"},
        {"id": 7, "kind": "run", "text": "pwd", "cwd": "work"},
        {"id": 8, "kind": "risk", "text": "ls"}]
    lines = [json.dumps(request) for request in requests]
    ended = program(tmp_path, "--json", "batch", stdin="\n".join([*lines[:4], "{broken", "", *lines[4:]]) + "\n")
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [answer.get("id") for answer in answers] == [1, "two", 3, 4, None, None, 5, 6, 7, 8]
    assert answers[0] | {"reasons": 0} == {"id": 1, "risk": "dangerous", "reasons": 0}
    assert answers[1] == {"id": "two", "command": "touch made", "explanation": "Makes a file.",
                          "risk": "changes", "reasons": ["touch makes files or changes their times"]}
    assert (answers[2]["stop"], answers[2]["model"], "tokens" in answers[2]) == ("end", "model", True)
    assert [answers[place]["error"]["kind"] for place in (3, 4, 5, 7)] == ["usage"] * 4
    assert answers[6] == {"id": 5, "command": "echo out; echo err >&2; exit 3", "exit_status": 3, "stdout": "out\n",
                          "stderr": "err\n"}
    assert answers[8]["stdout"] == f"{tmp_path / 'work'}\n"
    assert answers[9] == {"id": 8, "risk": "read-only", "reasons": []}
    assert ended.returncode == 0
    assert not (tmp_path / "made").exists()


def test_do_runs_under_yes_in_the_folder_that_was_named(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "work").mkdir()
    build(tmp_path / "models" / "model.gguf", says=["touch", " made", "\n```\n", "Makes a file."])
    request = {"id": 1, "kind": "do", "text": "make a file", "cwd": str(tmp_path / "work")}
    ended = program(tmp_path, "--yes", "batch", "--json", stdin=json.dumps(request))
    assert json.loads(ended.stdout)["exit_status"] == 0
    assert (tmp_path / "work" / "made").exists()


def test_every_odd_line_gets_its_own_answer_of_json_and_the_next_ones_go_on(tmp_path: Path) -> None:
    odd = ['{"id":1,"kind":["a"],"text":"x"}', '{"id":2,"kind":"run","text":"pwd","cwd":"~nouser/x"}',
           '{"id":3,"kind":"run","text":"pwd","cwd":"' + "x" * 5000 + '"}', '{"id":1e400,"kind":"risk","text":"ls"}',
           '{"id":NaN,"kind":"risk","text":"ls"}', '{"id":6,"kind":"run","text":"echo \\ud800"}',
           '{"id":7,"kind":"run","text":"echo \\u0000"}', '{"id":8,"kind":"run","text":"pwd","cwd":"a\\u0000b"}',
           '{"id":' + "[" * 400 + "]" * 400 + ',"kind":"risk","text":"ls"}',
           '{"id":10,"kind":"run","text":"pwd","cwd":"\\ud800"}', "[" * 100_000]
    ended = program(tmp_path, "--json", "batch", stdin="\n".join([*odd, '{"id":"last","kind":"risk","text":"ls"}']))

    def refused(word: str) -> None:
        raise AssertionError(word)

    answers = [json.loads(line, parse_constant=refused) for line in ended.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3, None, None, 6, 7, 8, None, 10, None, "last"]
    assert [answer["error"]["kind"] for answer in answers[:-1] if answer["id"] != 3] == ["usage"] * 10
    assert [answer["id"] for answer in answers[:-1] if answer["id"] != 3 and not answer["error"]["hint"]] == []
    assert (answers[2]["error"]["kind"], answers[-1]["risk"], ended.returncode) == ("disk", "read-only", 0)


def test_output_past_the_limit_is_cut_and_the_answer_says_how_much(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "model.gguf")
    request = {"id": 1, "kind": "run", "text": "head -c 100000 /dev/zero | tr '\\0' x"}
    told = json.loads(program(tmp_path, "batch", "--json", stdin=json.dumps(request)).stdout)
    assert (len(told["stdout"]), told["truncated_bytes"]) == (60_000, 40_000)
