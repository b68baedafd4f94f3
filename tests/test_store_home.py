"""The home folder: made private, found by flag, variable or HOME, and replaced by memory when unusable."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.store.home import Home


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_home_is_the_flag_before_the_variable_before_home(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "LUCIFER_HOME": str(tmp_path / "variable")}
    assert Home.open(tmp_path / "flag", environ).root == tmp_path / "flag"
    assert Home.open(None, environ).root == tmp_path / "variable"
    assert Home.open(None, {"HOME": str(tmp_path)}).root == tmp_path / ".luciferai"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], ids=oct)
def test_home_and_its_folders_are_private_from_creation_under_any_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        home = Home.open(tmp_path / "deep" / "home", {})
    finally:
        os.umask(before)
    for folder in (home.root, home.models, home.custom_models, home.logs, home.profiles):
        assert mode(folder) == 0o700


def test_home_left_open_to_others_is_closed(tmp_path: Path) -> None:
    root = tmp_path / "home"
    root.mkdir()
    root.chmod(0o777)
    assert Home.open(root, {}).problem is None
    assert mode(root) == 0o700


@pytest.mark.parametrize("bits", [0o775, 0o1777], ids=oct)
def test_a_folder_of_other_things_named_as_home_keeps_its_mode_and_is_warned_about(tmp_path: Path, bits: int) -> None:
    root = tmp_path / "shared"
    root.mkdir()
    if bits == 0o775:
        (root / "report.txt").write_text("of the group")
    root.chmod(bits)
    for _ in range(2):
        home = Home.open(root, {})
        assert (home.problem, mode(root)) == (None, bits)
        assert home.warning == f"others may look into {root}; `chmod 700 {root}` keeps them out"
    assert Home.open(tmp_path / "fresh", {}).warning == ""


@pytest.mark.parametrize(
    ("environ", "reason"),
    [({}, "HOME is not set"), ({"HOME": ""}, "HOME is not set"), ({"HOME": "/nonexistent/person"}, "does not exist"),
     ({"HOME": "/tmp", "LUCIFER_HOME": "/proc/nothing/here"}, "cannot be used"),
     ({"LUCIFER_HOME": "/dev/null"}, "is not a folder")],
    ids=["unset", "empty", "missing", "not creatable", "a device"],
)
def test_unusable_home_means_memory_only_and_says_why(environ: dict[str, str], reason: str) -> None:
    home = Home.open(None, environ)
    assert reason in (home.problem or "")
    assert home.in_memory
    assert mode(home.root) == 0o700
    (home.logs / "works").write_text("here")


def test_memory_only_home_is_gone_when_the_program_ends() -> None:
    script = "from core.store.home import Home; print(Home.open(None, {}).root)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip()
    assert not Path(done.stdout.strip()).exists()


def test_models_of_an_unwritable_home_can_still_be_used(tmp_path: Path) -> None:
    root = tmp_path / "home"
    root.write_text("a file where a folder should be")
    home = Home.open(root, {})
    assert home.in_memory
    assert home.models == root / "models"
    assert home.logs != root / "logs"


def test_a_broken_link_in_place_of_one_folder_does_not_spoil_the_home(tmp_path: Path) -> None:
    root = tmp_path / "home"
    root.mkdir(mode=0o700)
    (root / "models").symlink_to("/nonexistent")
    home = Home.open(root, {})
    assert home.problem is None
    assert home.logs.is_dir()
