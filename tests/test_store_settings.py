"""Settings: layers with origins, every fault of a settings file survived, nothing of the person's lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from core.store import flat_yaml
from core.store.home import Home
from core.store.profiles import Profiles
from core.store.settings import Settings
from core.words.errors import UsageError
from core.words.values import Json, Value


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home", {})


def load(home: Home, environ: dict[str, str] | None = None, **flags: str) -> Settings:
    return Settings.load(home, environ or {}, flags)


def test_each_layer_wins_over_the_one_below_and_is_named(home: Home) -> None:
    seen = [load(home).value("temperature")]
    home.settings_file.write_text("temperature: 0.1\n")
    seen.append(load(home).value("temperature"))
    (home.profiles / "coding.yaml").write_text("temperature: 0.2\n")
    home.settings_file.write_text("temperature: 0.1\nprofile: coding\n")
    seen.append(load(home).value("temperature"))
    environ = {"LUCIFER_TEMPERATURE": "0.3"}
    seen.append(load(home, environ).value("temperature"))
    settings = load(home, environ, temperature="0.4")
    seen.append(settings.value("temperature"))
    seen.append(settings.set("temperature", "0.5", session=True))
    assert seen == [Value(0.7, "default"), Value(0.1, "settings.yaml"), Value(0.2, "profile coding"),
                    Value(0.3, "environment LUCIFER_TEMPERATURE"), Value(0.4, "flag --temperature"),
                    Value(0.5, "this session")]


def test_writers_at_the_same_time_lose_nothing_of_each_other(home: Home) -> None:
    shipped = next(name for name in Profiles(home).names())
    before = Profiles(home).read(shipped).values
    given: dict[str, Json] = {"temperature": 0.25, "top_p": 0.5, "top_k": 7, "min_p": 0.2, "seed": 3, "threads": 2}
    ready = Barrier(2 * len(given))

    def own(name: str) -> None:
        settings = load(home)
        ready.wait()
        settings.set(name, str(given[name]))

    def in_profile(name: str) -> None:
        ready.wait()
        Profiles(home).set(shipped, name, given[name])

    with ThreadPoolExecutor(2 * len(given)) as pool:
        for done in [pool.submit(kind, name) for name in given for kind in (own, in_profile)]:
            done.result()
    assert {name: load(home).get(name) for name in given} == given
    assert Profiles(home).read(shipped).values == before | given


def test_setting_survives_a_restart_and_unset_takes_it_out(home: Home) -> None:
    load(home).set("system_prompt", 'two\nlines: "quoted" # é')
    assert load(home).get("system_prompt") == 'two\nlines: "quoted" # é'
    assert load(home).unset("system_prompt") == Value("", "default")
    assert load(home).value("system_prompt") == Value("", "default")


def test_editing_keeps_comments_unknown_names_and_order(home: Home) -> None:
    home.settings_file.write_text("# mine\nfuture: {a: [1, 2]}\ntemperature: 0.3 # warm\nkeys: vi\n")
    settings = load(home)
    settings.set("temperature", "0.9")
    settings.set("history", "off")
    assert home.settings_file.read_text() == (
        "# mine\nfuture: {a: [1, 2]}\ntemperature: 0.9\nkeys: vi\nhistory: false\n")


def test_a_file_that_lines_do_not_show_is_not_edited(home: Home) -> None:
    home.settings_file.write_text("{temperature: 0.3, keys: vi}\n")
    with pytest.raises(UsageError, match="cannot be edited"):
        load(home).set("temperature", "0.9")
    assert home.settings_file.read_text() == "{temperature: 0.3, keys: vi}\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [("temperature", "hot"), ("temperature", "nan"), ("temperature", "inf"), ("temperature", "-1"), ("top_k", "1.5"),
     ("seed", "9" * 5000), ("keys", "nano"), ("history", "maybe"), ("kv_budget", "much"), ("context", "12"),
     ("context", "0x100"), ("context", "1_000"), ("system_prompt", "a\x00b")],
)
def test_wrong_values_are_refused_with_what_is_allowed(home: Home, name: str, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(home).set(name, text)
    assert name in caught.value.hint
    assert not home.settings_file.exists()


def test_unknown_setting_gets_a_suggestion(home: Home) -> None:
    with pytest.raises(UsageError) as caught:
        load(home).get("temprature")
    assert "temperature" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "warning"),
    [("port: 012\n", "'port'"), ("top_k: 012\n", "line 1"), ("keys: vi\ntop_k: 12:30\n", "line 2"),
     ("temperature: .nan\n", "'.nan'"), ("seed: " + "9" * 5000 + "\n", "line 1"), ("no: 1\n", "'no'"),
     ("temperature:\n", "no value"), ("temperature: [1]\n", "list or a group"), ("version: 99\nkeys: vi\n", "version"),
     ("temprature: 1\n", "did you mean temperature?")],
)
def test_one_wrong_line_is_warned_about_and_the_rest_is_used(home: Home, text: str, warning: str) -> None:
    home.settings_file.write_text(text + "theme: dark\n")
    settings = load(home)
    assert len(settings.warnings) == 1
    assert warning in settings.warnings[0]
    assert settings.get("theme") == "dark"
    assert settings.get("temperature") == 0.7
    settings.set("theme", "light")
    assert home.settings_file.read_text() == text + "theme: \"light\"\n"


BAD_FILES = {
    "python tag": b"model: !!python/object/apply:os.system ['touch /tmp/lucifer-was-here']\n",
    "own tag": b"model: !x y\n",
    "5,000 deep": b"a: " + b"[" * 5000 + b"]" * 5000,
    "5,000 deep in blocks": b"".join(b" " * depth + b"a:\n" for depth in range(5000)),
    "alias bomb": b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
    "duplicate": b"temperature: 1\ntemperature: 2\n",
    "duplicate, quoted": b"temperature: 1\n'temperature': 2\n",
    "list": b"- a\n- b\n",
    "word": b"temperature\n",
    "two documents": b"keys: vi\n---\nkeys: vi\n",
    "not closed": b"keys: [vi\n",
    "tab": b"a:\n\t- b\n",
    "NUL": b"keys: v\x00i\n",
    "Latin-1": "editor: caf\xe9\n".encode("latin-1"),
    "UTF-16": "keys: vi\n".encode("utf-16"),
    "empty": b"",
    "2 MB": b"# " + b"x" * 2_000_000,
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_bad_file_gives_defaults_one_warning_and_a_kept_copy(home: Home, content: bytes) -> None:
    home.settings_file.write_bytes(content)
    for _ in range(2):
        settings = load(home)
        assert settings.all() == load(Home.open(home.root / "fresh", {})).all()
        assert len(settings.warnings) == 1
    kept = [path for path in home.root.iterdir() if ".bad" in path.name]
    assert [path.read_bytes() for path in kept] == [content]
    assert home.settings_file.read_bytes() == content
    settings.set("keys", "vi")
    assert load(home).get("keys") == "vi"
    assert any(path.read_bytes() == content for path in home.root.iterdir() if ".bad" in path.name)


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _broken_link(path: Path) -> None:
    path.symlink_to("/nonexistent/file")


def _gigabyte(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1024**3)


@pytest.mark.parametrize("make", [_folder, _pipe, _broken_link, _gigabyte])
def test_what_is_no_settings_file_is_warned_about_and_set_aside_only_on_writing(
        home: Home, make: Callable[[Path], None]) -> None:
    make(home.settings_file)
    settings = load(home)
    assert len(settings.warnings) == 1
    assert settings.get("temperature") == 0.7
    settings.set("keys", "vi")
    assert load(home).get("keys") == "vi"
    assert any(path.name.startswith("settings.yaml.bad") for path in home.root.iterdir())


def test_file_cut_at_every_byte_never_fails_and_never_changes(home: Home) -> None:
    whole = b'# mine\ntemperature: 0.25\nmodels_folders:\n- /a\n- "/b c"\nkeys: vi\nprompt: {a: [1, "x"]}\n'
    for size in range(len(whole)):
        home.settings_file.write_bytes(whole[:size])
        settings = load(home)
        assert settings.get("temperature") in (0.7, 0.0, 0.2, 0.25)
        assert home.settings_file.read_bytes() == whole[:size]


@pytest.mark.parametrize("content", ["\ufefftemperature: 0.2\nkeys: vi\n", "temperature: 0.2\r\nkeys: vi\r\n"],
                         ids=["BOM", "CRLF"])
def test_files_of_other_editors_are_read(home: Home, content: str) -> None:
    home.settings_file.write_bytes(content.encode())
    settings = load(home)
    assert (settings.get("temperature"), settings.get("keys"), settings.warnings) == (0.2, "vi", [])
    settings.set("keys", "emacs")
    assert load(home).get("temperature") == 0.2


@pytest.mark.parametrize("text", ["temperature: 0.5\n", "# c\n\nkeys: vi\nmodel: a/b.c-d_1\n", 'editor: "a: # b"\n',
                                  "keys: null\n", "#\nkeys: no\n", 'editor: "é"\n', "a: 1\na: 2\n", "keys: 'vi'\n"])
def test_plain_lines_mean_the_same_with_and_without_yaml(text: str) -> None:
    simple = flat_yaml._simple_entries(text)
    if simple is not None:
        assert simple == flat_yaml._yaml_entries(text)


def test_plain_settings_are_read_without_importing_yaml(home: Home) -> None:
    load(home).set("editor", "emacs -nw")
    load(home).set("temperature", "0.5")
    script = ("import sys; from core.store.home import Home; from core.store.settings import Settings\n"
              f"settings = Settings.load(Home.open({str(home.root)!r}, {{}}), {{}}, {{}})\n"
              "assert settings.get('editor') == 'emacs -nw'; assert 'yaml' not in sys.modules")
    subprocess.run([sys.executable, "-c", script], check=True)


def test_wrong_environment_is_warned_about_and_ignored_but_a_wrong_flag_is_refused(home: Home) -> None:
    settings = load(home, {"LUCIFER_KEYS": "nano", "LUCIFER_OFFLINE": "1", "LUCIFER_MODELS": "/a:/b"})
    assert "LUCIFER_KEYS" in settings.warnings[0]
    assert (settings.get("keys"), settings.get("offline")) == ("emacs", True)
    assert settings.get("models_folders") == ["/a", "/b"]
    with pytest.raises(UsageError):
        load(home, keys="nano")


def test_settings_of_the_folder_one_works_in_are_not_read(
        home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("settings.yaml", ".lucifer.yaml", ".luciferai/settings.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("editor: evil\nmodels_folders: /evil\n")
    monkeypatch.chdir(tmp_path)
    assert load(home).get("editor") == ""
    assert load(home).get("models_folders") == []


def test_profile_is_created_used_and_deleted(home: Home) -> None:
    profiles = Profiles(home)
    profiles.create("evening")
    profiles.set("evening", "temperature", 0.2)
    settings = load(home)
    settings.set("profile", "evening")
    assert settings.value("temperature") == Value(0.2, "profile evening")
    assert load(home).value("temperature") == Value(0.2, "profile evening")
    profiles.delete("evening")
    assert profiles.names() == ["coding", "research", "writing"]
    gone = load(home)
    assert gone.get("temperature") == 0.7
    assert "'evening'" in gone.warnings[0]


def test_shipped_profile_is_used_changed_only_as_an_own_copy_and_never_deleted(home: Home) -> None:
    profiles = Profiles(home)
    assert load(home, profile="coding").value("temperature") == Value(0.2, "profile coding")
    with pytest.raises(UsageError, match="belongs to the program"):
        profiles.delete("coding")
    profiles.set("coding", "temperature", 0.1)
    changed = load(home, profile="coding")
    assert (changed.get("temperature"), changed.get("top_p")) == (0.1, 0.9)
    profiles.delete("coding")
    assert load(home, profile="coding").get("temperature") == 0.2


@pytest.mark.parametrize("name", ["../evil", "", "a/b", ".hidden", "x" * 100])
def test_profile_names_are_plain_words(home: Home, name: str) -> None:
    with pytest.raises(UsageError):
        Profiles(home).create(name)


def test_unknown_profile_named_by_a_flag_is_refused_with_a_suggestion(home: Home) -> None:
    with pytest.raises(UsageError) as caught:
        load(home, profile="codin")
    assert "coding" in caught.value.hint


def test_profile_cannot_choose_another_profile(home: Home) -> None:
    Profiles(home).create("a")
    (home.profiles / "a.yaml").write_text("profile: b\ntheme: dark\n")
    settings = load(home, profile="a")
    assert (settings.get("profile"), settings.get("theme")) == ("a", "dark")


@pytest.mark.parametrize("size", ["9" * 400, "2GB" + " " * 40 + "junk", "9" * 30 + "TB"], ids=["huge", "junk", "TB"])
def test_a_size_beyond_all_disks_is_no_size(home: Home, size: str) -> None:
    with pytest.raises(UsageError, match="kv_budget cannot be"):
        load(home).set("kv_budget", size)
    home.settings_file.write_text(f"kv_budget: '{size}'\n")
    assert load(home).get("kv_budget") == "2GB"
