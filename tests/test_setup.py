"""First-run set-up: what stops it is said in one sentence with the line to type, and a cut-short one is picked up."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.repl import setup

ROOT = Path(__file__).resolve().parents[1]
UNREACHABLE = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1",
               "PIP_RETRIES": "0", "PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what set-up needs, never set up."""
    shutil.copy(ROOT / "lucifer.py", tmp_path)
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    (tmp_path / "core" / "repl").mkdir(parents=True)
    for name in ("core/__init__.py", "core/repl/__init__.py", "core/repl/setup.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def start(checkout: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen([base_python(), "lucifer.py"], cwd=checkout, env={**os.environ, **environment},
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def base_python() -> str:
    """The Python outside the test environment, as a person would start it."""
    return str(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info[1]}")


def test_without_a_compiler_it_stops_at_once_and_names_the_line_that_installs_one(checkout: Path) -> None:
    process = start(checkout, PATH=str(checkout / "empty"), CXX="")
    out, said = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert "there is no C++ compiler.\nType: " in said
    assert said.splitlines()[-1] == f"Type: {without_managers()}"


def without_managers() -> str:
    return {"darwin": "xcode-select --install"}.get(sys.platform, "sudo apt install build-essential")


def test_without_a_network_it_says_so_and_exits_3(checkout: Path) -> None:
    process = start(checkout, **UNREACHABLE)
    _, said = process.communicate(timeout=100)
    assert process.returncode == 3, said
    assert said.splitlines()[-1] == "Connect, then type: python3 lucifer.py"
    assert not (checkout / ".venv" / "ready.lock").exists()


def test_offline_mode_forbids_set_up(checkout: Path) -> None:
    process = start(checkout, LUCIFER_OFFLINE="1")
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.splitlines()[-1]) == (3, "Type: LUCIFER_OFFLINE=0 python3 lucifer.py")


def test_ctrl_c_stops_it_and_the_half_made_environment_is_not_taken_for_ready(checkout: Path) -> None:
    process = start(checkout, **{**UNREACHABLE, "PIP_RETRIES": "50"})
    deadline = time.monotonic() + 60
    while not setup.venv_python(checkout).exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert "Type the same line again to go on: python3 lucifer.py" in said
    assert not setup.is_current(checkout / "requirements.lock", checkout / ".venv" / "ready.lock")


def test_a_changed_lock_file_makes_set_up_run_again(tmp_path: Path) -> None:
    lock, stamp = tmp_path / "requirements.lock", tmp_path / "ready.lock"
    lock.write_text("a==1\n")
    stamp.write_text("a==1\n")
    assert setup.is_current(lock, stamp)
    lock.write_text("a==2\n")
    assert not setup.is_current(lock, stamp)


@pytest.mark.timeout(120)
def test_a_changed_lock_whose_packages_are_all_there_needs_no_network(
        checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run([base_python(), "-m", "venv", checkout / ".venv"], check=True)
    pip = checkout / ".venv" / "bin" / "pip"
    there = subprocess.run([pip, "--version"], check=True, capture_output=True, text=True)
    (checkout / "requirements.lock").write_text(f"pip=={there.stdout.split()[1]} --hash=sha256:{64 * '0'}\n")
    monkeypatch.setenv("LUCIFER_OFFLINE", "1")
    monkeypatch.setattr(sys, "executable", base_python())
    assert setup.run(checkout) == 0
    assert setup.is_current(checkout / "requirements.lock", checkout / ".venv" / "ready.lock")
    assert "compiled" not in capsys.readouterr().err
    (checkout / "requirements.lock").write_text(f"rich==15.0.0 --hash=sha256:{64 * '0'}\n")
    assert setup.run(checkout) == 3


@pytest.mark.parametrize(("line", "expected"), [
    ("  [58/193] Building CXX object x.o", "compiling llama.cpp: 30% (58 of 193 files)"),
    ("Collecting rich==15.0.0 (from -r requirements.lock (line 9))", "fetching rich"),
    ("  Downloading psutil-7.2.2-cp311.whl", "fetching psutil"),
    ("  Installing build dependencies: started", "fetching build tools"),
    ("Installing collected packages: rich", "installing"),
    ("nothing of note", None),
])
def test_the_moving_line_says_in_words_what_pip_does(line: str, expected: str | None) -> None:
    assert setup._status_of(line) == expected


def test_every_locked_package_has_hashes_and_no_address_of_a_registry() -> None:
    for name in ("requirements.lock", "tests/requirements.lock"):
        text = (ROOT / name).read_text()
        packages = [part for part in text.replace("\\\n", " ").splitlines() if part and not part.startswith("#")]
        assert len(packages) > 10
        assert [part[:40] for part in packages if "--hash=sha256:" not in part] == []
        assert "://" not in text



def test_an_old_python_gets_one_sentence_and_the_line_to_type(tmp_path: Path) -> None:
    """Where no old Python is at hand, the same check runs under this one with its bounds moved."""
    source = (ROOT / "lucifer.py").read_text().replace("OLDEST, NEWEST = (3, 10), (3, 13)",
                                                       "OLDEST, NEWEST = (3, 90), (3, 91)")
    (tmp_path / "lucifer.py").write_text(source)
    result = subprocess.run([sys.executable, "lucifer.py"], cwd=tmp_path, capture_output=True, text=True,
                            env={**os.environ, "PATH": ""}, check=False)
    first, second = result.stderr.splitlines()
    assert result.returncode == 1
    assert first == f"LuciferAI needs Python 3.90 to 3.91 and this is 3.{sys.version_info[1]}."
    assert second.endswith("then type: python3.12 lucifer.py")


def test_a_python_of_the_environment_that_cannot_run_gets_one_sentence_and_the_line_to_type(checkout: Path) -> None:
    python = setup.venv_python(checkout)
    python.parent.mkdir(parents=True)
    python.write_text("no program")
    shutil.copy(checkout / "requirements.lock", checkout / ".venv" / "ready.lock")
    process = start(checkout)
    out, said = process.communicate(timeout=60)
    first, second = said.splitlines()
    assert (process.returncode, out) == (1, "")
    assert first == f"The Python of the virtual environment cannot be run: {python}: Permission denied."
    assert second == "Type: rm -r .venv && python3 lucifer.py"


@pytest.mark.parametrize(("line", "said"), [
    ("  Building wheel for llama_cpp_python (pyproject.toml): started", True),
    ("  Building wheel for llama-cpp-python (pyproject.toml): started", True),
    ("  Using cached llama_cpp_python-0.3.1-cp311-cp311-linux_x86_64.whl (4.1 MB)", False),
    ("  Building wheel for another-package (setup.py): started", False),
], ids=["made here", "older pip", "made before", "another"])
def test_the_time_a_compile_takes_is_said_only_when_something_is_compiled(tmp_path: Path, line: str, said: bool,
                                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMAKE_BUILD_PARALLEL_LEVEL", "2")
    shown = io.StringIO()
    setup._run_pip([sys.executable, "-c", f"print({line!r}); print({line!r})"], tmp_path / "log", setup.Display(shown))
    notice = "llama.cpp is compiled for this machine: about 4 min on 2 cores.\n"
    assert shown.getvalue().count(notice) == (1 if said else 0)
