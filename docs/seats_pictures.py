"""Draws the screenshots of the sale line, of seats off sale and of a seat's history in docs/."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from boxoffice.bootstrap.shell import Shell
from boxoffice.counter.wishes import Toggle
from boxoffice.model.layout import SeatState
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from docs.pictures import DOUBLED, LOW, PRIME_TIME, SMALL_HALL, StandingClock, Studio, show, sign_in


def _at(studio: Studio, seat_id: str) -> None:
    opened = studio.workspace.sale.show
    assert opened is not None
    studio.workspace.hall.map.set_cursor(opened.index_of[seat_id])


async def _press_off_sale(studio: Studio) -> None:
    buttons = studio.workspace.tools.findChildren(QAbstractButton)
    if not any(button.isVisible() for button in buttons):
        studio.shell.window.open_palette()
        await studio.hands.type("off sale")
        await studio.hands.press(Qt.Key.Key_Return)
        return
    await studio.hands.click(next(one for one in buttons if one.text() == "Off sale"))


def _sold(studio: Studio) -> str:
    """A seat in the middle that somebody bought."""
    opened = studio.workspace.sale.show
    assert opened is not None
    return next(
        seat.seat_id
        for seat, state in zip(opened.layout.plan.seats, opened.live.states, strict=True)
        if seat.row == "C" and state == SeatState.BOOKED
    )


async def _enter(studio: Studio) -> None:
    await studio.hands.type("supervisor")
    await studio.hands.press(Qt.Key.Key_Tab)
    await studio.hands.type("supervisor-demo")
    await sign_in(studio)
    await studio.choose(SMALL_HALL)
    opened = studio.workspace.sale.show
    assert opened is not None
    await studio.hands.until("what is off sale is known", lambda: bool(opened.off_sale))


async def whole_tour(studio: Studio) -> None:
    """Every picture at 100 %."""
    await _enter(studio)
    await studio.hands.press(Qt.Key.Key_Slash)
    await studio.hands.type("9:45 2a1c P")
    await studio.take("seats-line")
    await studio.hands.type("remier 4x")
    await studio.take("seats-line-wrong")
    await studio.hands.press(Qt.Key.Key_Escape)
    # A seat that would leave its neighbour alone, and which one to swap it for.
    studio.workspace.sale.press(Toggle(("D14", "D15")))
    await studio.until(lambda state: state.held is not None)
    await studio.take("seats-alone")
    await studio.workspace.sale.let_go()
    (_, other) = studio.last_free_pair("E")
    _at(studio, other)
    await _press_off_sale(studio)
    await studio.take_each("seats-off-sale", "dark", "light")
    await studio.take("seats-off-sale-688", LOW)
    await studio.hands.press(Qt.Key.Key_Escape)
    _at(studio, _sold(studio))
    await studio.hands.press(Qt.Key.Key_H)
    await studio.take_each("seats-history", "dark", "light")
    await studio.hands.press(Qt.Key.Key_Escape)


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


async def doubled_tour(studio: Studio) -> None:
    """Off sale and the line on the same screen at 200 %."""
    await _enter(studio)
    (_, other) = studio.last_free_pair("E")
    _at(studio, other)
    await _press_off_sale(studio)
    await studio.take("seats-off-sale-200")
    await studio.hands.press(Qt.Key.Key_Escape)
    await studio.hands.press(Qt.Key.Key_Slash)
    await studio.hands.type("9:45 2a1c P")
    await studio.take("seats-line-200")


if __name__ == "__main__":
    main()
