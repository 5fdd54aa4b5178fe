"""Draws the screenshots of reservations and of tickets collected later in docs/."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from boxoffice.bootstrap.shell import Shell
from boxoffice.counter.reserving.sheet import ReservationSheet
from boxoffice.counter.state import Stage
from boxoffice.counter.wishes import Best, Choose
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from docs.pictures import (
    DOUBLED,
    LOW,
    PRIME_TIME,
    StandingClock,
    Studio,
    show,
    sign_in,
    type_password,
)

Key = Qt.Key
#: Where the demo has reservations for the last show of the day.
HALL = "Audi 1"
CTRL = Qt.KeyboardModifier.ControlModifier


async def _basket(studio: Studio, seats: int) -> None:
    await type_password(studio)
    await sign_in(studio)
    known = [one for one in studio.workspace._known if one.screen_name == HALL]
    today = [one for one in known if one.local_date == known[0].local_date]
    studio.workspace.sale.press(Choose(today[-1]))
    await studio.until(lambda state: state.listing == today[-1])
    studio.workspace.sale.press(Best(seats))
    await studio.until(lambda state: state.held is not None)


async def _name(studio: Studio) -> None:
    await studio.hands.press(Key.Key_F9, held=CTRL)
    await _until(studio, "_customer")
    await studio.hands.type("St. Xavier's School")
    await studio.hands.press(Key.Key_Return)
    await studio.hands.type("98200 12345")
    await studio.hands.press(Key.Key_Return, Key.Key_Return)
    await _until(studio, "_until_page")


def _sheet(studio: Studio) -> ReservationSheet:
    (sheet,) = studio.shell.window.findChildren(ReservationSheet)
    return sheet


async def _until(studio: Studio, page: str) -> None:
    await studio.hands.until(
        f"{page} is in front", lambda: _sheet(studio).page is getattr(_sheet(studio), page)
    )


async def whole_tour(studio: Studio) -> None:
    """Every picture at 100 %."""
    await _basket(studio, 4)
    await studio.take("reserving-basket")
    await studio.take("reserving-basket-688", LOW)
    await _name(studio)
    await studio.take_each("reserving-until", "dark", "light")
    await studio.hands.press(Key.Key_1)
    await _until(studio, "list_page")
    await studio.until(lambda state: state.booking is None)
    await studio.take_each("reserving-list", "dark", "light")
    await studio.hands.press(Key.Key_Return)
    await studio.until(lambda state: state.reserved)
    await studio.take("reserving-paying")
    await studio.hands.press(Key.Key_N, held=CTRL)
    await _until(studio, "_customer")
    await studio.take("reserving-customer")
    await studio.hands.press(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Space)
    await studio.hands.click(_sheet(studio)._customer._buttons[0])
    await studio.hands.until("it is kept", lambda: not _sheet(studio).isVisible())
    await studio.hands.press(Key.Key_F9, Key.Key_Return)
    await studio.until(lambda state: state.stage is Stage.DONE)
    await studio.take("reserving-done")
    await studio.hands.press(Key.Key_F4)
    workspaces = studio.counters.workspaces
    assert workspaces is not None
    after = workspaces.after.sheet
    assert after is not None
    await studio.hands.until("it is found", lambda: bool(after.find_page._found))
    await studio.hands.press(Key.Key_Return)
    await studio.hands.until("the booking is there", lambda: after.page is after.booking_page)
    await studio.take("reserving-collecting")


async def doubled_tour(studio: Studio) -> None:
    """The list and the deadlines on the same screen at 200 %."""
    await _basket(studio, 4)
    await studio.take("reserving-basket-200")
    await _name(studio)
    await studio.take("reserving-until-200")
    await studio.hands.press(Key.Key_1)
    await _until(studio, "list_page")
    await studio.take("reserving-list-200")


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
