"""Draws the screenshots of what comes after a sale in docs/."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from boxoffice.bootstrap.shell import Shell
from boxoffice.counter.state import Stage
from boxoffice.counter.wishes import Best, Toggle
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from docs.pictures import (
    DOUBLED,
    LOW,
    PRIME_TIME,
    SMALL_HALL,
    StandingClock,
    Studio,
    show,
    sign_in,
    type_password,
)

Key = Qt.Key


async def _sell(studio: Studio, seats: int) -> None:
    await studio.choose(SMALL_HALL)
    studio.workspace.sale.press(Best(seats))
    await studio.until(lambda state: state.held is not None)
    await studio.hands.press(Key.Key_F9, Key.Key_Return)
    await studio.until(lambda state: state.stage is Stage.DONE)
    await studio.hands.press(Key.Key_Return)
    await studio.until(lambda state: state.stage is Stage.CHOOSING)


async def _find(studio: Studio) -> None:
    """Two sales, one of them with a name, and the list of both."""
    await type_password(studio)
    await sign_in(studio)
    await _sell(studio, 2)
    studio.clock.advance(60)
    await _sell(studio, 3)
    await _open(studio)
    await studio.hands.press(Key.Key_Return)
    await _wait(studio, "booking_page")
    await studio.hands.press(Key.Key_N)
    await studio.hands.type("Asha Rao")
    await studio.hands.press(Key.Key_Return)
    await studio.hands.type("98200 12345")
    await studio.hands.press(Key.Key_Return, Key.Key_Return)
    await _wait(studio, "booking_page")


async def _open(studio: Studio) -> None:
    await studio.hands.press(Key.Key_F4)
    workspaces = studio.counters.workspaces
    assert workspaces is not None
    after = workspaces.after
    await studio.hands.until(
        "the last sales are listed",
        lambda: after.sheet is not None and bool(after.sheet.find_page._found),
    )


async def _wait(studio: Studio, page: str) -> None:
    workspaces = studio.counters.workspaces
    assert workspaces is not None
    sheet = workspaces.after.sheet
    assert sheet is not None
    pages = {
        "exchange": sheet.exchanging.page,
        "waiting": sheet.exchanging.waiting,
    }
    wanted = pages.get(page) or getattr(sheet, page)
    await studio.hands.until(f"{page} is in front", lambda: sheet.page is wanted)


async def whole_tour(studio: Studio) -> None:
    """Every picture at 100 %."""
    await _find(studio)
    await studio.take_each("after-booking", "dark", "light")
    await studio.take("after-booking-688", LOW)
    await studio.hands.press(Key.Key_Escape)
    await _wait(studio, "find_page")
    await studio.take_each("after-find", "dark", "light")
    await studio.hands.press(Key.Key_Return)
    await _wait(studio, "booking_page")
    await studio.hands.press(Key.Key_R, Key.Key_2, Key.Key_3)
    await studio.take_each("after-refund", "dark", "light")
    await studio.hands.press(Key.Key_Return)
    await _wait(studio, "_signing")
    await studio.take("after-signing")
    await studio.hands.press(Key.Key_Escape, Key.Key_Escape)
    await studio.hands.press(Key.Key_S, Key.Key_Return)
    await studio.choose(SMALL_HALL)
    studio.workspace.sale.press(Toggle(("A1", "A2", "A3")))
    await studio.until(lambda state: state.held is not None)
    await studio.take("after-choosing")
    await studio.hands.press(Key.Key_F4)
    await _wait(studio, "exchange")
    await studio.take_each("after-exchange", "dark", "light")
    await studio.take("after-exchange-688", LOW)
    await studio.hands.press(Key.Key_F11)
    await _wait(studio, "waiting")
    await studio.take("after-waiting")


async def doubled_tour(studio: Studio) -> None:
    """The booking on the same screen at 200 %."""
    await _find(studio)
    await studio.take("after-booking-200")
    await studio.hands.press(Key.Key_R)
    await studio.take("after-refund-200")


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
