"""What an answer says when the settings it should have been made under could not be loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_hand import open_app, say
from build_gguf import build

from core.words.events import Notice

pytestmark = [pytest.mark.model, pytest.mark.timeout(90)]


def test_an_answer_under_the_settings_before_says_so_each_time(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    build(tmp_path / "models" / "hello.gguf", says=["Hello"])
    app = open_app(tmp_path, model="hello")
    try:
        assert say(app, "/ask hi").status == 0
        say(app, "config set kv_type q8_0")
        say(app, "config set flash_attention off")
        assert say(app, "/ask hi").failure is not None
        told = "the settings changed last could not be used; those before are in use"
        for _ in range(2):
            heard = say(app, "/ask hi")
            assert heard.status == 0
            assert [event.text for event in heard.events if isinstance(event, Notice)].count(told) == 1
        say(app, "config set kv_type f16")
        assert told not in [event.text for event in say(app, "/ask hi").events if isinstance(event, Notice)]
    finally:
        app.close()
