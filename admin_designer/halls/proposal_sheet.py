"""Where else somebody whose seat is gone could sit: a list to choose from, laid over the window."""

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import KeyButton, Role, Text

WIDTH, HEIGHT = 560, 520
#: The counter's for finding a booking, which this is as well.
GIVE_BACK_KEY = "F4"
_SEAT = int(Qt.ItemDataRole.UserRole)


class ProposalSheet(Overlay):
    """Enter takes the seat that is chosen, Esc none. `booking_wanted` carries the number of the
    booking whose money is to be given back instead, or whose seats are to be exchanged."""

    booking_wanted = Signal(str)

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._answer: asyncio.Future[str | None] | None = None
        self._title = Text("", Size.TIME, BOLD)
        self._why = Text("", ink="text_second")
        for words in (self._title, self._why):
            words.setWordWrap(True)
        self.seats = QListWidget()
        self.seats.setAccessibleName(self.tr("Seats to choose from"))
        self._take = KeyButton(
            theme, self.tr("Sit here"), "Enter", role=Role.PRIMARY, height=HEIGHT_OFFER
        )
        stay = KeyButton(theme, self.tr("Cancel"), "Esc", height=HEIGHT_OFFER)
        self._booking = ""
        self.give_back = KeyButton(
            theme, self.tr("Refund or other show"), GIVE_BACK_KEY, height=HEIGHT_OFFER
        )
        row = QHBoxLayout()
        row.addWidget(self._take, 1)
        row.addWidget(stay, 1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._why)
        column.addWidget(self.seats, 1)
        column.addWidget(self.give_back)
        column.addLayout(row)
        self.panel.setFocusProxy(self.seats)
        self.seats.itemDoubleClicked.connect(lambda _: self.take())
        self._take.clicked.connect(self.take)
        stay.clicked.connect(self.close_it)
        self.give_back.clicked.connect(self._open_booking)
        self.closed.connect(lambda: self._finish(None))

    async def ask(
        self, title: str, why: str, seats: Sequence[tuple[str, str]], booking: str
    ) -> str | None:
        """The seat ID that is chosen, of pairs of one and what is to be said of it; None for none
        of them. `booking` is the number of whose seat is gone, empty for a basket's."""
        self._answer = asyncio.get_running_loop().create_future()
        self._title.setText(title)
        self._why.setText(why)
        self.seats.clear()
        for seat_id, words in seats:
            item = QListWidgetItem(words)
            item.setData(_SEAT, seat_id)
            self.seats.addItem(item)
        self.seats.setCurrentRow(0 if seats else -1)
        self._take.setEnabled(bool(seats))
        self._booking = booking
        self.give_back.setVisible(bool(booking))
        self.open()
        return await self._answer

    def take(self) -> None:
        """Take the seat that is chosen."""
        item = self.seats.currentItem()
        if item is not None:
            self._finish(str(item.data(_SEAT)))
            self.close_it()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() == Qt.Key.Key_F4:
            self._open_booking()
        else:
            super().keyPressEvent(event)

    def _open_booking(self) -> None:
        if self._booking:
            self.close_it()
            self.booking_wanted.emit(self._booking)

    def _finish(self, answer: str | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)
