"""Draws the screenshots of checking tickets, and of the keys that sign them, in docs/."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from admin_designer.keys.page import KeyPage
from boxoffice.bootstrap.shell import Shell
from boxoffice.bootstrap.workspaces import Workspaces
from boxoffice.counter.doors.sheet import DoorSheet
from boxoffice.counter.state import Stage
from boxoffice.counter.wishes import Best
from boxoffice.model.booking import Booking
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
)

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def _workspaces(studio: Studio) -> Workspaces:
    assert studio.counters.workspaces is not None
    return studio.counters.workspaces


def _sheet(studio: Studio) -> DoorSheet:
    sheet = _workspaces(studio).door.sheet
    assert sheet is not None
    return sheet


async def _sell(studio: Studio) -> Booking:
    await studio.choose(SMALL_HALL)
    studio.workspace.sale.press(Best(2))
    await studio.until(lambda state: state.held is not None)
    await studio.hands.press(Key.Key_F9, Key.Key_Return)
    await studio.until(lambda state: state.stage is Stage.DONE)
    sold = studio.workspace.sale.state.sold
    assert sold is not None
    await studio.hands.press(Key.Key_Return)
    return sold.booking


async def _scan(studio: Studio, text: str) -> None:
    sheet = _sheet(studio)
    before = sheet.count.text()
    sheet.scan(text)
    await studio.hands.until("the ticket is checked", lambda: sheet.count.text() != before)


async def _checked(studio: Studio) -> tuple[str, str]:
    """Two tickets of a booking at the door, of which the second was printed anew."""
    await _sign_in_as_admin(studio)
    sold = await _sell(studio)
    bookings = studio.counters._box_office
    first, _ = await bookings.tickets(sold.booking_id)
    again = await bookings.reprint(sold.booking_id, 1)
    await studio.hands.press(Key.Key_E, held=CONTROL)
    await studio.hands.until("the door is there", lambda: _sheet(studio).isVisible())
    return again[0].text, first.text


async def _sign_in_as_admin(studio: Studio) -> None:
    await studio.hands.type("admin")
    await studio.hands.press(Key.Key_Tab)
    await studio.hands.type("admin-demo")
    await sign_in(studio)


async def _keys(studio: Studio) -> None:
    """Two keys, of which the older is about to be retired."""
    await studio.hands.press(Key.Key_Escape)
    await studio.hands.press(Key.Key_3, held=CONTROL)
    manage = _workspaces(studio).manage
    assert manage is not None
    await studio.hands.press(Key.Key_2, held=Qt.KeyboardModifier.AltModifier)
    page = manage.page
    assert isinstance(page, KeyPage)
    await studio.hands.until("the keys are there", lambda: bool(page.keys))
    studio.clock.advance(600)
    await studio.hands.press(Key.Key_N)
    await studio.hands.until("a new key signs", lambda: len(page.keys) > 1)
    await studio.hands.press(Key.Key_Down, Key.Key_R)


async def whole_tour(studio: Studio) -> None:
    """Every picture at 100 %."""
    good, old = await _checked(studio)
    await _scan(studio, good)
    await studio.take_each("door-admits", "dark", "light")
    await _scan(studio, old)
    await studio.take_each("door-refused", "dark", "light")
    await _keys(studio)
    await studio.take_each("keys", "dark", "light")
    await studio.take("keys-688", LOW)


async def doubled_tour(studio: Studio) -> None:
    """The same on the same screen at 200 %."""
    _, old = await _checked(studio)
    await _scan(studio, old)
    await studio.take("door-200")
    await _keys(studio)
    await studio.take("keys-200")


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
