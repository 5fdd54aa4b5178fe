"""A draft is asked for its name and its screen."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from admin_designer.halls.name_sheet import NameSheet
from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.theme import Theme
from tests.widgets import pytest_asyncio_loop_factories, theme

__all__ = ["pytest_asyncio_loop_factories", "theme"]


async def test_no_screen_is_taken_that_nobody_chose(theme: Theme) -> None:
    window = QWidget()
    window.resize(800, 600)
    window.show()
    sheet = NameSheet(theme, Commands(), window)
    asked = asyncio.ensure_future(sheet.ask("Of what?", "Save", "Hall", ("Audi 1", "Audi 2")))
    await asyncio.sleep(0)

    async def enter() -> None:
        await in_a_turn_of_its_own(lambda: QTest.keyClick(sheet.name, Qt.Key.Key_Return))

    await enter()
    assert not asked.done()
    assert sheet.isVisible()
    sheet.screens.setCurrentIndex(1)
    await enter()
    assert await asked == ("Hall", 1)
    window.close()
