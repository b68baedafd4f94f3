"""A typed line has one route: a command only if its first words equal a name and the rest are its arguments."""

from __future__ import annotations

import pytest
from at_hand import values

from core.commands.declare import table
from core.commands.route import route, route_arguments
from core.words.command import AskModel, Nothing, RunCommand, RunShell

FOR_THE_MODEL = [
    "what is a file?", "help me with my homework", "explain photosynthesis", "explain why the sky is blue",
    "do you like cats?", "do the dishes", "do we need more memory", "run a marathon", "run me through it",
    "run make me a cake", "edit this sentence for me", "new ideas for dinner", "undo the last thing you said please",
    "history of Rome", "context matters a lot", "compact cars are nice", "export regulations for wine",
    "resume writing tips", "memory management in C", "retry logic in python", "config files in linux", "config files",
    "sessions of parliament are public",
    "exit strategies for startups", "risk assessment for a project", "profile picture ideas", "batch cooking tips",
    "llm are large language models?", "hello", "news", "hell", "content", "install the heater in my room", "thanks!",
    "doctor who is best", "explain make sense of this", "/usr/bin/ls is what?", "list three benefits of sleep",
    "ask\nme twice", "fix dinner for me", "fix my car", "test me on capitals", "test this", "install it",
    "install python and git on ubuntu", "watch out", "serve the guests first", "task management tips", "index funds",
    "llm discover how they work", "uninstall it", "uninstall python from my mac", "backup models to my usb stick",
    "watch the sea", "What's up", "it's 5 o'clock"]


@pytest.mark.parametrize("line", FOR_THE_MODEL)
def test_plain_words_go_to_the_model(line: str) -> None:
    assert route(line, table()) == AskModel(line.strip())


@pytest.mark.parametrize(("line", "name"), [
    ("help", "help"), ("HELP", "help"), ("help llm use", "help"), ("new", "new"), ("undo", "undo"), ("exit", "exit"),
    ("quit", "exit"), ("sessions", "sessions"), ('sessions "tar archives"', "sessions"), ("resume", "resume"),
    ("resume 20261121", "resume"), ("resume last", "resume"), ("llm list", "llm list"), ("llm list all", "llm list"),
    ("llm use spark", "llm use"), ("config", "config"), ("/sessions tar archives", "sessions"),
    ("config temperature", "config"), ("config temperatur", "config"), ("config set nosuch 1", "config set"),
    ("config show", "config"),
    ("config set model spark", "config set"),
    ("do list the biggest files", "do"), ("do --dry-run list files", "do"), ("explain tar -xzf a.tgz", "explain"),
    ("explain \"cat behaviour\"", "explain"), ("run ls -la | wc -l", "run"), ("risk rm -rf build", "risk"),
    ("/ask hello", "ask"), ("/explain photosynthesis", "explain"), ("/edit new words", "edit"), ("/help", "help"),
    ("memory add I use fish", "memory add"), ("export json", "export"), ("export notes.md", "export"),
    ("history 5", "history"), ("profile use coding", "profile use"), ("uninstall phi3", "uninstall"),
    ("install llama3.2", "install"), ("install tier 1", "install"), ("install core --dry-run", "install"),
    ("install hf:owner/repo:Q4_K_M", "install"), ("install llama3.2 --quant Q4_K_M", "install"),
    ("uninstall tier 1", "uninstall"), ("llm verify", "llm verify"), ("llm verify tier 0", "llm verify"),
    ("llm import ./a.gguf", "llm import"), ("llm du", "llm du"), ("llm gc --dry-run", "llm gc"),
    ("llm discover ollama", "llm discover"), ("models info", "models info"), ("backup models", "backup models"),
    ("backup models /mnt/disk", "backup models"), ("  \t", "")])
def test_a_command_is_its_name_and_arguments(line: str, name: str) -> None:
    found = route(line, table())
    assert (found.command.name if isinstance(found, RunCommand) else "") == name


@pytest.mark.parametrize(("line", "hint"), [
    ("hlep", "did you mean help"), ("/hlep", "did you mean help"), ("sesions", "did you mean sessions"),
    ("llm lsit", "did you mean llm list"), ("lm list", "did you mean llm list"),
    ("lm list all", "did you mean llm list"),
    ("explian ls -la", "did you mean explain"), ("exti", "did you mean exit"),
    ("confg set model spark", "did you mean config"), ("llm", "there is llm")])
def test_a_slip_of_a_finger_gets_did_you_mean(line: str, hint: str) -> None:
    found = route(line, table())
    assert isinstance(found, Nothing)
    assert hint in found.hint


@pytest.mark.parametrize(("line", "hint"), [
    ("serve", "batch"), ("task", "do"),
    ("index .", "@file"), ("/task build a house", "do")])
def test_a_command_this_program_lacks_never_reaches_a_model(line: str, hint: str) -> None:
    for found in (route(line, table()), route_arguments(line.split(), table())):
        assert isinstance(found, Nothing)
        assert hint in found.hint
        assert found.problem.startswith("there is no command")


def test_marks_in_front_force_the_route() -> None:
    assert route("!ls -la", table()) == RunShell("ls -la")
    assert route("?help", table()) == AskModel("help")
    assert route(" help", table()) == AskModel("help")
    assert route_arguments(["?ls"], table()) == AskModel("ls")
    assert route_arguments(["?help", "me"], table()) == AskModel("help me")
    assert isinstance(route_arguments(["?"], table()), Nothing)
    assert isinstance(route("/nosuch", table()), Nothing)
    assert isinstance(route("!", table()), Nothing)


def test_text_arguments_stay_as_typed() -> None:
    assert values("ask what's  up?") == {"question": "what's  up?"}
    assert values('ask "hello there"') == {"question": "hello there"}
    assert values("do list files --dry-run") == {"request": "list files", "dry_run": True}
    assert values("run grep -r 'a b' . | wc -l") == {"command": "grep -r 'a b' . | wc -l"}
    assert values("config set system_prompt be brief, please") == {"name": "system_prompt", "value": "be brief, please"}
    assert values("llm list all qwen") == {"all": "all", "words": "qwen"}
    assert values("llm list qwen") == {"words": "qwen"}


def test_a_command_line_keeps_each_argument_whole() -> None:
    found = route_arguments(["run", "echo", "a b", "$HOME"], table())
    assert isinstance(found, RunCommand)
    assert found.values == {"command": "echo 'a b' '$HOME'"}
    found = route_arguments(["risk", "rm -rf /"], table())
    assert isinstance(found, RunCommand)
    assert found.values == {"command": "rm -rf /"}
    assert isinstance(route_arguments(["frobnicate"], table()), Nothing)
    assert route_arguments(["what", "is", "a", "file?"], table()) == AskModel("what is a file?")


def test_routing_is_pure() -> None:
    for line in FOR_THE_MODEL:
        assert route(line, table()) == route(line, table())


@pytest.mark.parametrize("line", ["test", "test all", "test tier 2", "test llama3.2", "test spark", "test all --jobs 2",
                                  "short test", "short test phi-2", "test mistral", "test TinyLlama --limit 3",
                                  "test my-own_model", "test 'my own model'"])
def test_the_tier_tests_are_commands_and_talk_about_testing_is_not(line: str) -> None:
    assert isinstance(route(line, table()), RunCommand)
    for talk in ("test my patience", "test tier nine", "short test of courage", "test whether it rains", "test code",
                 "test drive", "test this function", "test it", "test driven development", "test wifi", "test app.py"):
        assert isinstance(route(talk, table()), AskModel)


@pytest.mark.parametrize("line", ["test --tier 7", "test spark --limit 0", "test the two of them --jobs 2",
                                  "test --ray here"])
def test_a_flag_of_the_command_itself_makes_no_sentence(line: str) -> None:
    found = route(line, table())
    assert isinstance(found, Nothing) and found.hint.startswith("usage: test ")


@pytest.mark.parametrize("line", ["test --help", "/test -h", "llm list --help", "ask --help"])
def test_help_after_a_command_is_help_on_it(line: str) -> None:
    for found in (route(line, table()), route_arguments(line.removeprefix("/").split(), table())):
        assert isinstance(found, RunCommand)
        assert (found.command.name, found.values) == ("help", {"topic": " ".join(line.strip("/").split()[:-1])})
