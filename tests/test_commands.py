"""Every command that needs no model does its work without one, for people and for programs."""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path

import pytest
from at_hand import ROOT, open_app, program, say
from build_gguf import build

import core.commands
from core.app import App
from core.assist.explanation import known_parts
from core.commands.declare import MARK, table
from core.commands.help import reference
from core.commands.perform import perform
from core.commands.route import route
from core.words.command import Command
from core.words.events import Answer, Table
from core.words.safe_text import visible
from core.words.values import Message, Role
from tests.hostile_text import FORBIDDEN

pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An App at the prompt whose only model is tiny."""
    home = tmp_path / "home"
    (home / "models").mkdir(parents=True)
    build(home / "models" / "tiny-chat.gguf")
    made = open_app(home, model="tiny-chat")
    made.cwd = tmp_path
    return made


def test_the_table_read_from_text_equals_what_the_decorators_say() -> None:
    declared = {}
    for module in pkgutil.iter_modules(core.commands.__path__):
        for thing in vars(importlib.import_module(f"core.commands.{module.name}")).values():
            command = getattr(thing, MARK, None)
            if isinstance(command, Command):
                declared[command.name] = (command.aliases, command.group, command.needs, command.handler)
    read = {command.name: (command.aliases, command.group, command.needs, command.handler) for command in table()}
    assert read == declared


def test_every_command_of_the_contract_is_there() -> None:
    assert {"ask", "do", "explain", "new", "sessions", "resume", "undo", "retry", "edit", "context", "compact",
            "export", "history", "memory", "help", "config", "config show", "config set", "profile", "doctor",
            "llm list", "llm use", "llm info", "llm enable", "llm disable", "llm fit", "risk", "run", "exit",
            "batch"} <= set(table().names)


def test_every_command_has_help_and_the_page_of_commands_is_that_of_the_code() -> None:
    assert [command.name for command in table() if len(command.summary) < 8] == []
    assert (ROOT / "docs" / "COMMANDS.md").read_text(encoding="utf-8") == reference(table())


def test_help_shows_all_or_one(app: App) -> None:
    assert {each["name"] for each in say(app, "help").data} == {command.name for command in table()}
    shown = next(event.text for event in say(app, "help").events if isinstance(event, Answer))
    assert [command.name for command in table() if f"\n  {command.name} " not in shown] == []
    assert say(app, "help llm use").data["usage"] == "llm use <name>"
    assert say(app, "/help nosuch").status == 2


def test_config_shows_values_with_origins_and_keeps_what_is_set(app: App) -> None:
    assert say(app, "config show").data["temperature"] == {"value": 0.7, "origin": "default"}
    assert say(app, "config set temperature 0.2").data == {"temperature": {"value": 0.2, "origin": "settings.yaml"}}
    assert say(open_app(app.home.root), "config").data["temperature"]["value"] == 0.2
    assert say(app, "config unset temperature").data["temperature"] == {"value": 0.7, "origin": "default"}
    assert say(app, "config temperature").data["temperature"]["allowed"]
    assert (say(app, "config set temperature hot").status, say(app, "config set nosuch 1").status) == (2, 2)


def test_profiles_are_made_filled_used_and_deleted(app: App) -> None:
    assert say(app, "profile create mine").status == 0
    assert say(app, "profile set mine temperature 0.1").status == 0
    assert say(app, "profile use mine").status == 0
    assert say(app, "config").data["temperature"] == {"value": 0.1, "origin": "profile mine"}
    assert say(app, "profile show mine").data == {"profile": "mine", "settings": {"temperature": 0.1}}
    assert {"name": "mine", "active": True} in say(app, "profile").data
    assert say(app, "profile delete mine").status == 0
    assert say(app, "config").data["temperature"]["origin"] == "default"
    assert say(app, "profile use mine").status == 2


def test_a_profile_is_only_suggested_where_its_name_could_be_one(app: App) -> None:
    for line in ("/profile use ../../etc/passwd", "/profile show ../../etc/passwd"):
        failure = say(app, line).failure
        assert failure is not None
        assert "create ../" not in failure.hint
    failure = say(app, "profile use zzzz").failure
    assert failure is not None
    assert "profile create zzzz" in failure.hint


@pytest.mark.parametrize("name", ["a\x1b[31mb", "two words", "\u202ebackwards", "a\nb"])
def test_a_model_of_any_file_name_is_shown_escaped_and_named_either_way(app: App, name: str) -> None:
    build(app.home.models / f"{name}.gguf")
    for typed in (name, visible(name)):
        for words in (("llm", "info"), ("llm", "fit"), ("llm", "use"), ("llm", "disable"), ("llm", "enable")):
            ended = program(app.home.root, *words, typed)
            assert (ended.returncode, "\x1b" in ended.stdout) == (0, False), ended.stderr
            assert visible(name) in ended.stdout
    assert say(app, f'llm info "{visible(name)}"').status == 0
    assert visible(name) in program(app.home.root, "llm", "list").stdout


def test_doctor_reports_each_check_with_a_remedy(app: App) -> None:
    checks = say(app, "doctor").data
    assert {"python", "llama_cpp", "home", "memory", "models", "shell"} <= {check["check"] for check in checks}
    assert all(set(check) == {"check", "status", "detail", "remedy"} for check in checks)
    assert all(check["remedy"] for check in checks if check["status"] == "fail")


def test_doctor_fails_when_a_check_fails_and_not_for_a_warning(app: App) -> None:
    heard = say(app, "doctor")
    assert (heard.status, {check["status"] for check in heard.data} <= {"ok", "warn"}) == (0, True)
    app.settings.set("model", "nosuch", session=True)
    heard = say(app, "doctor")
    assert (heard.status, "fail" in {check["status"] for check in heard.data}) == (1, True)


def test_llm_list_has_the_keys_of_the_contract(app: App) -> None:
    found = next(model for model in say(app, "llm list").data if model["name"] == "tiny-chat")
    assert {"name", "aliases", "installed", "enabled", "active", "tier", "parameters", "context_length", "quant",
            "size_bytes", "path", "fits", "license"} <= set(found)
    assert (found["installed"], found["enabled"], found["active"], found["tier"]) == (True, True, True, 0)
    assert [model["name"] for model in say(app, "llm list tiny").data] == ["tiny-chat"]
    known = {model["name"]: model for model in say(app, "llm list all tiny").data}
    assert (known["tiny-chat"]["installed"], known["tinyllama:1.1b"]["installed"]) == (True, False)
    assert set(found) - {"problem", "verdict", "measured"} <= set(known["tinyllama:1.1b"])
    assert say(app, "llm list nosuch").data == []


def test_a_disabled_model_is_not_chosen(app: App) -> None:
    assert say(app, "llm disable tiny-chat").data == [{"name": "tiny-chat", "enabled": False}]
    assert (say(app, "llm use tiny-chat").status, say(app, "hello").status) == (8, 8)
    assert say(app, "llm enable tier 0").status == 0
    assert say(app, "llm list tiny").data[0]["enabled"] is True
    assert (say(app, "llm disable nosuch").status, say(app, "llm enable tier 4").status) == (8, 8)


def test_llm_info_and_fit_read_the_file(app: App) -> None:
    info = say(app, "llm info tiny-chat").data
    assert info["metadata"]["general.architecture"] == "llama"
    assert info["capabilities"]["context_length"] == {"value": 2048, "source": "gguf"}
    assert info["files"][0]["size_bytes"] > 1000
    fit = say(app, "llm fit tiny-chat").data
    assert set(fit) >= {"quant", "weights_bytes", "kv_bytes_per_token", "context", "memory_needed_bytes",
                        "memory_available_bytes", "fits", "tokens_per_second_expected", "advice"}
    assert fit["fits"] is True
    assert say(app, "llm fit tiny-chat --context 900000000").status == 9


def test_an_unknown_model_gets_a_suggestion_and_status_8(app: App) -> None:
    heard = say(app, "llm use tiny-chet")
    assert heard.status == 8
    assert heard.failure is not None
    assert "tiny-chat" in heard.failure.hint


def test_memory_is_listed_added_and_forgotten(app: App) -> None:
    assert say(app, "memory").data == []
    assert say(app, "memory add I use fish, not bash").data == {"number": 1, "fact": "I use fish, not bash"}
    assert [fact["fact"] for fact in say(app, "memory").data] == ["I use fish, not bash"]
    assert say(app, "memory forget fish").status == 0
    assert (say(app, "memory").data, say(app, "memory forget fish").status) == ([], 2)


def test_risk_and_explain_run_nothing(app: App) -> None:
    assert say(app, "risk mkdir made").data == {"risk": "changes", "reasons": ["mkdir makes folders"]}
    told = say(app, "explain tar -xzf a.tgz -C out | grep -i x > made")
    assert told.data["risk"] == "changes"
    parts = {part["text"]: part["meaning"] for part in told.data["parts"]}
    assert parts["-xzf"] == "unpacks, with gzip, in this file"
    assert parts["-C out"] == "in this folder"
    assert parts["> made"] == "writes the output to made, replacing what is there"
    assert not (app.cwd / "made").exists()
    told = say(app, "explain ls --group-directories-first")
    assert "directories" in {part["text"]: part["meaning"] for part in told.data["parts"]}["--group-directories-first"]


def test_run_returns_the_status_of_the_command(app: App) -> None:
    assert say(app, "!echo hi; exit 5").status == 5
    assert say(app, "run pwd").status == 0
    app.flags = app.flags.__class__(json=True)
    assert say(app, "run pwd").data == {"command": "pwd", "exit_status": 0, "stdout": f"{app.cwd}\n", "stderr": ""}


def converse(app: App, *texts: str) -> None:
    """Put turns into the session at hand, as a conversation leaves them."""
    session = app.sessions.start("tiny-chat")
    for place, text in enumerate(texts):
        session.add(Message(Role.ASSISTANT if place % 2 else Role.USER, text))
    app.resume(session.id)


def test_sessions_are_listed_searched_and_shown(app: App) -> None:
    converse(app, "how do I pack a folder?", "Use tar.")
    converse(app, "what is a fjord?", "A valley of the sea.")
    assert [each["title"] for each in say(app, "sessions").data] == ["what is a fjord?", "how do I pack a folder?"]
    found = say(app, "/sessions pack").data
    assert [(each["title"], each["turns"]) for each in found] == [("how do I pack a folder?", 1)]
    assert say(app, "history").data[1]["text"] == "A valley of the sea."
    assert say(app, "history 1").data[0]["role"] == "assistant"
    app.interactive = False
    shown = say(app, f"resume {found[0]['id']}")
    assert isinstance(shown.events[0], Answer)
    assert "> how do I pack a folder?\n\nUse tar." in shown.events[0].text
    assert say(app, "resume 1999").status == 2


def test_resume_alone_goes_to_the_last_other_session(app: App) -> None:
    converse(app, "first?", "One.")
    assert say(app, "resume").status == 2
    converse(app, "second?", "Two.")
    app.interactive = False
    assert [say(app, "resume").data["title"] for _ in range(2)] == ["first?", "second?"]


def test_a_title_is_the_question_without_what_was_piped_along(app: App) -> None:
    session = app.sessions.start("tiny-chat")
    session.add(Message(Role.USER, "what changed?\n\nstandard input:\n```\n- old\n```", origin="stdin"))
    assert (session.title, say(app, "sessions").data[0]["title"]) == ("what changed?", "what changed?")


def test_doctor_names_the_engine_log(app: App) -> None:
    assert [check["detail"] for check in say(app, "doctor").data if check["check"] == "engine log"] == [
        str(app.home.logs / "engine.log")]


@pytest.mark.model
def test_ctrl_c_while_a_model_is_loaded_keeps_the_one_before(app: App) -> None:
    build(app.home.models / "other.gguf")
    app = open_app(app.home.root)
    before = app.settings.value("model")
    events = perform(app, route("llm use other", app.table))
    next(events)
    with pytest.raises(KeyboardInterrupt):
        events.throw(KeyboardInterrupt())
    assert app.settings.value("model") == before


def test_export_of_another_conversation_leaves_the_one_at_hand(app: App) -> None:
    old, at_hand = app.sessions.start(), app.sessions.start()
    old.add(Message(Role.USER, "the old one"))
    at_hand.add(Message(Role.USER, "the one at hand"))
    say(app, f"resume {at_hand.id}")
    exported = say(app, f"export json --session {old.id}").data
    assert [message["text"] for message in exported["messages"]] == ["the old one"]
    assert [turn.text for turn in app.conversation.turns] == ["the one at hand"]


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_an_exported_file_cannot_command_a_terminal(app: App, form: str) -> None:
    said = "a\x1b]0;title\x07b\x9b31mc\u202ed\x7f"
    session = app.sessions.start()
    session.add(Message(Role.ASSISTANT, said))
    say(app, f"resume {session.id}")
    assert say(app, f"export {form} talk.txt").status == 0
    written = (app.cwd / "talk.txt").read_text()
    assert FORBIDDEN.search(written) is None
    assert json.loads(written)["messages"][0]["text"] == said if form == "json" else "ab" in written


def test_export_writes_markdown_or_json_and_never_over_a_file(app: App) -> None:
    converse(app, "what is a fjord?", "A valley of the sea.")
    document = say(app, "export json").data
    assert [message["text"] for message in document["messages"]] == ["what is a fjord?", "A valley of the sea."]
    assert "**You**" in say(app, "export").data["text"]
    assert say(app, "export talk.json").status == 0
    assert json.loads((app.cwd / "talk.json").read_text())["messages"] == document["messages"]
    assert say(app, "export markdown talk.md").status == 0
    assert say(app, "export talk.md").status == 6
    refused = say(app, "export xml")
    assert refused.failure is not None
    assert (refused.status, "no format xml" in refused.failure.message, (app.cwd / "xml").exists()) == (2, True, False)
    assert (say(app, "export nosuch/dir/x.md").status, (app.cwd / "nosuch").exists()) == (5, False)


def test_undo_takes_back_the_last_turn_or_the_newer_file_change(app: App) -> None:
    converse(app, "first?", "One.", "second?", "Two.")
    assert say(app, "undo").data == {"undone": "turn", "detail": "second?", "messages": 2}
    assert [message.text for message in app.conversation.turns] == ["first?", "One."]
    file = app.cwd / "made.txt"
    file.write_text("x")
    app.journal.record("create", (file,))
    converse_at = app.journal.last()
    assert converse_at is not None
    heard = say(app, "undo")
    assert (heard.data["undone"], file.exists()) == ("file", False)
    assert say(app, "undo").data["undone"] == "turn"
    assert say(app, "undo").status == 2


def test_new_leaves_the_conversation_in_its_log(app: App) -> None:
    converse(app, "first?", "One.")
    assert say(app, "new").status == 0
    assert app.conversation.turns == []
    assert say(app, "sessions").data[0]["title"] == "first?"


def test_exit_leaves_and_a_slip_says_what_was_meant(app: App) -> None:
    assert (say(app, "exit").status, app.leaving) == (0, True)
    assert (say(app, "hlep").status, say(app, "/nosuch").status) == (2, 2)


def test_everything_shown_has_data_for_programs(app: App) -> None:
    converse(app, "first?", "One.")
    for line in ("help", "config", "doctor", "llm list", "sessions", "history", "memory", "profile", "export"):
        for event in say(app, line).events:
            if isinstance(event, Answer | Table) and event.data is not None:
                json.dumps(event.data, allow_nan=False)


@pytest.mark.parametrize(("command", "text", "meaning"), [
    ("sort -t',' -k2,2n a.csv", "-t','", "columns are separated by this: ,"),
    ("cut -d: -f1 a", "-d:", "columns are separated by this: :"),
    ("sort -t',' -k2,2n a.csv", "-k2,2n", "by this column: 2,2n"),
    ("git checkout -- .", "--", "what follows are names, not flags"),
    ("ps aux --sort=-%mem", "--sort=-%mem", "ordered by this, the largest first after a -")])
def test_a_flag_with_its_value_is_explained_together(command: str, text: str, meaning: str) -> None:
    assert {part.text: part.meaning for part in known_parts(command)}[text] == meaning
