"""The shared loop, a theme and a drawing table for tests of the designer's window."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.designer.qt.drawing_table import DrawingTable
from tests.widgets import pytest_asyncio_loop_factories, theme

__all__ = ["pytest_asyncio_loop_factories", "theme"]


@pytest.fixture
async def table(
    request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path
) -> AsyncIterator[DrawingTable]:
    made = DrawingTable(request.getfixturevalue("theme"), tmp_path / "plans")
    await made.settle()
    yield made
    # qtbot would take the window away first.
    made.page.finish()
    await made.tasks.close()
    made.window.close()
    made.window.deleteLater()
