"""Draws the screenshots of items, firms and the stock in docs/."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from boxoffice.bootstrap.shell import Shell
from boxoffice.counter.state import Stage
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.widgets import KeyButton
from boxoffice.settings import Settings
from docs.pictures import (
    DOUBLED,
    PRIME_TIME,
    SMALL_HALL,
    StandingClock,
    Studio,
    show,
    sign_in,
)


async def _sheet(studio: Studio) -> None:
    """Items and stock, as an admin has them."""
    await studio.hands.type("admin")
    await studio.hands.press(Qt.Key.Key_Tab)
    await studio.hands.type("admin-demo")
    await sign_in(studio)
    await studio.hands.press(Qt.Key.Key_I)
    beside = studio.workspace.side.findChildren(KeyButton)
    next(one for one in beside if one.text() == "Items and stock").click()


async def _best_two(studio: Studio) -> None:
    await studio.hands.press(Qt.Key.Key_2, Qt.Key.Key_Return)
    await studio.until(lambda state: state.held is not None)


async def _items(studio: Studio) -> None:
    await studio.hands.press(Qt.Key.Key_I, Qt.Key.Key_P, Qt.Key.Key_P, Qt.Key.Key_C, Qt.Key.Key_B)
    await studio.until(lambda state: len(state.items) == 3 and state.step is None)


async def whole_tour(studio: Studio) -> None:
    """Every picture at 100 %."""
    await _sheet(studio)
    await studio.take_each("items-sheet", "dark", "light")
    await studio.hands.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    await studio.choose(SMALL_HALL)
    await _best_two(studio)
    await _items(studio)
    await studio.take_each("items-page", "dark", "light")
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.take_each("items-basket", "dark", "light")
    await studio.hands.press(Qt.Key.Key_F9)
    await studio.until(lambda state: state.stage is Stage.CASH)
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.until(lambda state: state.stage is Stage.DONE)
    await studio.take("items-done")
    await _firm(studio)


async def _firm(studio: Studio) -> None:
    """A GSTIN of which one character is wrong, and the right one."""
    await _best_two(studio)
    studio.workspace.side.firm_asked.emit()
    await studio.hands.type("27AAPFU0939F1ZW")
    await studio.take("items-firm-wrong")
    await studio.hands.press(Qt.Key.Key_Backspace)
    await studio.hands.type("V")
    await studio.hands.press(Qt.Key.Key_Tab)
    await studio.hands.type("Asha Traders")
    await studio.take_each("items-firm", "dark", "light")
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.until(lambda state: state.booking is not None and bool(state.booking.buyer.gstin))


async def doubled_tour(studio: Studio) -> None:
    """The sheet and the pages on the same screen at 200 %."""
    await _sheet(studio)
    await studio.take("items-sheet-200")
    await studio.hands.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    await studio.choose(SMALL_HALL)
    await _best_two(studio)
    await _items(studio)
    await studio.take("items-page-200")
    await studio.hands.press(Qt.Key.Key_Return)
    await studio.take("items-basket-200")


def main() -> None:
    """Draw them, or those at 200 %."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = loop.make_app(sys.argv[:1])
    app.setCursorFlashTime(0)
    tasks = Tasks()
    clock = StandingClock(PRIME_TIME)
    with tempfile.TemporaryDirectory(prefix="boxoffice-pictures-") as data_dir:
        shell = Shell(app, tasks, Settings(data_dir=Path(data_dir), theme="light"), clock)
        tour = doubled_tour if DOUBLED in sys.argv else whole_tour
        loop.run(app, tasks, lambda: show(shell, clock, tour))


if __name__ == "__main__":
    main()
