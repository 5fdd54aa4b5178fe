"""Draws the screenshots of card, UPI, split payment and parked baskets in docs/."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from boxoffice.bootstrap.shell import Shell
from boxoffice.counter.state import Stage
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from docs.pictures import (
    DOUBLED,
    PRIME_TIME,
    SMALL_HALL,
    StandingClock,
    Studio,
    show,
    sign_in,
    type_password,
)


async def _in_hand(studio: Studio) -> None:
    """Two best seats of the hall of 91."""
    await studio.hands.press(Qt.Key.Key_2, Qt.Key.Key_Return)
    await studio.until(lambda state: state.held is not None)


async def _enter(studio: Studio) -> None:
    await type_password(studio)
    await sign_in(studio)
    await studio.choose(SMALL_HALL)
    await _in_hand(studio)


async def _parts(studio: Studio) -> None:
    await studio.hands.press(Qt.Key.Key_F12)
    await studio.until(lambda state: state.stage is Stage.SPLIT)
    await studio.hands.type("200")
    await studio.hands.press(Qt.Key.Key_F9)
    await studio.hands.type("150")
    await studio.until(lambda state: state.given == "150")


async def whole_tour(studio: Studio) -> None:
    """Every picture at 100 %."""
    await _enter(studio)
    await studio.take("paying-basket")
    await studio.hands.press(Qt.Key.Key_F10)
    await studio.until(lambda state: state.stage is Stage.CARD)
    await studio.hands.type("a7c94")
    await studio.until(lambda state: state.code == "A7C94")
    await studio.take("paying-card")
    await studio.hands.press(Qt.Key.Key_Escape)
    await _parts(studio)
    await studio.take_each("paying-split", "dark", "light")
    await studio.hands.press(Qt.Key.Key_Escape, Qt.Key.Key_F6)
    await studio.until(lambda state: bool(state.parked))
    await _in_hand(studio)
    await studio.hands.press(Qt.Key.Key_F6)
    await studio.until(lambda state: len(state.parked) > 1)
    studio.clock.advance(70)
    studio.workspace.side.show_time()
    await studio.take("paying-parked")
    await studio.hands.press(Qt.Key.Key_F7, Qt.Key.Key_F11)
    await studio.until(lambda state: state.upi is not None)
    await studio.take_each("paying-upi", "dark", "light")


async def doubled_tour(studio: Studio) -> None:
    """Parts and UPI on the same screen at 200 %."""
    await _enter(studio)
    await _parts(studio)
    await studio.take("paying-split-200")
    await studio.hands.press(Qt.Key.Key_Escape, Qt.Key.Key_F11)
    await studio.until(lambda state: state.upi is not None)
    await studio.take("paying-upi-200")


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
