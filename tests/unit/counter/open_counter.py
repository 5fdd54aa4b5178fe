"""An open counter as a clerk has it before them: keys, clicks, and the size of the window."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QWidget

from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.counter.ticket_desk import JobState
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import TERMS, THEATRE, BoxOfficeDouble

WAIT_SECONDS = 20
#: Turns of the loop in which layouts within layouts have come to rest.
SETTLING_TURNS = 20


class Counter:
    """An open counter: what the clerk presses and clicks."""

    def __init__(self, theme: Theme, folder: Path, terms: SaleTerms = TERMS) -> None:
        self.clock = FakeClock()
        self.office = BoxOfficeDouble(self.clock)
        self.office.terms = terms
        self.tasks = Tasks()
        self.commands = Commands()
        self.page = CounterWorkspace(
            self.office, self.clock, theme, self.tasks, self.commands,
            replace(THEATRE, terms=terms), folder, folder.parent / "jobs",
        )  # fmt: skip
        self.page.resize(1366, 690)
        self._moved = asyncio.Event()
        self.page.tickets_changed.connect(lambda job: self._moved.set())

    async def press(self, *keys: Qt.Key | str) -> None:
        """Press keys where the focus is."""
        for key in keys:
            await in_a_turn_of_its_own(partial(self._press, key))

    def _press(self, key: Qt.Key | str) -> None:
        where = QApplication.focusWidget() or self.page
        if isinstance(key, str):
            QTest.keyClicks(where, key)
        else:
            QTest.keyClick(where, key)

    async def done(self) -> None:
        """Wait until everything pressed so far is done."""
        await self.page.sale.settled()

    async def tickets(self, state: JobState) -> None:
        """Wait until the newest tickets are in this state."""
        while self.page.papers.last is None or self.page.papers.last.state is not state:
            self._moved.clear()
            await asyncio.wait_for(self._moved.wait(), WAIT_SECONDS)

    async def resize(self, width: int, height: int) -> None:
        """Give the counter another size, and let its parts find their places."""
        layout = self.page.layout()
        assert layout is not None
        # As in the program's window, which gives its pages what there is.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.page.setMinimumSize(0, 0)
        self.page.resize(width, height)
        await self.settle()

    async def settle(self) -> None:
        """Let all parts take their places; a part that takes its own may move others.

        Never by processEvents: it would run other tasks inside of this one, which ends them.
        """
        for _ in range(SETTLING_TURNS):
            await asyncio.sleep(0)

    def button(self, words: str) -> QAbstractButton:
        """The visible button with these words."""
        [found] = [
            button
            for button in self.page.findChildren(QAbstractButton)
            if button.text() == words and button.isVisible()
        ]
        return found

    async def click(self, words: str) -> None:
        """Click the visible button with these words."""
        await self.click_widget(self.button(words))

    async def click_widget(self, widget: QWidget) -> None:
        """Click the middle of a widget."""
        await in_a_turn_of_its_own(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton))

    async def click_seat(self, seat_id: str) -> None:
        """Click a seat on the map."""
        show = self.page.sale.show
        assert show is not None
        place = self.page.hall.map.seat_rect(show.index_of[seat_id]).center()
        await in_a_turn_of_its_own(
            lambda: QTest.mouseClick(
                self.page.hall.map, Qt.MouseButton.LeftButton, pos=QPoint(place)
            )
        )


@asynccontextmanager
async def opened(theme: Theme, folder: Path, terms: SaleTerms = TERMS) -> AsyncIterator[Counter]:
    """A counter that sells by these terms, with the keyboard."""
    counter = Counter(theme, folder, terms)
    counter.page.show()
    await counter.page.start()
    counter.page.activateWindow()
    counter.page.setFocus()
    try:
        yield counter
    finally:
        await counter.page.finish()
        await counter.tasks.close()
        # Not by qtbot, which takes it away before this.
        counter.page.close()
        counter.page.deleteLater()
