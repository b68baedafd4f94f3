"""A package that is not byte for byte the locked one is never installed: row V10 of the faults."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from core.repl import setup
from tests.test_setup import base_python

WHEEL = "tiny_words-1.0-py3-none-any.whl"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "wheels" / WHEEL
    path.parent.mkdir()
    facts = "tiny_words-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tiny_words.py", "WORDS = 'as the publisher wrote them'\n")
        archive.writestr(f"{facts}/METADATA", "Metadata-Version: 2.1\nName: tiny-words\nVersion: 1.0\n")
        archive.writestr(f"{facts}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n"
                                           "Tag: py3-none-any\n")
        archive.writestr(f"{facts}/RECORD", f"tiny_words.py,,\n{facts}/METADATA,,\n{facts}/WHEEL,,\n{facts}/RECORD,,\n")
    return path


@pytest.fixture
def checkout(tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose packages come from a folder; its environment borrows pip, which is slow to copy."""
    root = tmp_path / "checkout"
    root.mkdir()
    subprocess.run([base_python(), "-m", "venv", "--without-pip", "--system-site-packages", root / ".venv"], check=True)
    (root / "requirements.lock").write_text(
        f"tiny-words==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    monkeypatch.setattr(sys, "executable", base_python())
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheel.parent), "PIP_NO_CACHE_DIR": "1"}.items():
        monkeypatch.setenv(name, value)
    return root


def test_v10_a_wheel_with_one_changed_byte_is_not_installed(checkout: Path, wheel: Path,
                                                            capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray(wheel.read_bytes())
    content[content.index(b"as the publisher")] ^= 1
    wheel.write_bytes(content)
    assert setup.run(checkout) == 4
    assert "A fetched package is not the one that was locked, so it was not installed." in capsys.readouterr().err
    assert list(checkout.rglob("tiny_words*")) == []
    assert not setup.is_current(checkout / "requirements.lock", checkout / ".venv" / "ready.lock")
