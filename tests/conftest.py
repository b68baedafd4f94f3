"""What several test files open and must close."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.app import App


@pytest.fixture
def opened() -> Iterator[list[App]]:
    """The programs that a test opens; their engines end with it."""
    apps: list[App] = []
    yield apps
    for app in apps:
        app.close()
