"""The shared loop, a theme and an open counter for tests of the counter's widgets."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from boxoffice.qtkit.theme import Theme
from tests.unit.counter.open_counter import Counter, opened
from tests.widgets import pytest_asyncio_loop_factories, theme

__all__ = ["pytest_asyncio_loop_factories", "theme"]


@pytest.fixture
async def counter(
    request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path
) -> AsyncIterator[Counter]:
    shown: Theme = request.getfixturevalue("theme")
    async with opened(shown, tmp_path / "tickets") as counter:
        yield counter
