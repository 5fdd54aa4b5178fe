"""What a cancelled show's customers are told, before it is sent."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from boxoffice.counter.shifts.page import TillPage
from boxoffice.model.cancelled import CancelledBooking, Remedy, TaskState
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Role, Text
from boxoffice.rules.cancelled import can_order


class WordsPage(TillPage):
    """`sent` carries the ids of the bookings whose customers are told."""

    sent = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.title = self.tr("Message to the customer")
        self._row: CancelledBooking | None = None
        self._others: tuple[str, ...] = ()
        self._to = Text("", Size.BODY, SEMIBOLD)
        self._subject = Text("", Size.BODY, ink="text_second")
        self._text = Text("", Size.LIST)
        self._note = Text("", Size.BODY, ink="text_second")
        for part in (self._to, self._subject, self._text, self._note):
            part.setWordWrap(True)
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._send = self.add_button(self.tr("Send"), "Enter", self._send_one, Role.PRIMARY)
        self._all = self.add_button("", "A", lambda: self.sent.emit(self._others))
        self.foot.addWidget(self._send)
        self.foot.addWidget(self._all)

    def ask(self, row: CancelledBooking, rows: Sequence[CancelledBooking]) -> None:
        """Show what this booking's customer is told, and to how many others like words go."""
        self.banner.hide()
        self._row = row
        self._others = tuple(one.booking_id for one in rows if can_order(one, Remedy.NOTIFY))
        self._to.setText(self.tr("To {contact}").format(contact=row.contact))
        self._subject.setText(row.subject)
        self._subject.setVisible("@" in row.contact)
        self._text.setText(row.words)
        self._note.setText(
            self.tr("This is on its way, or was sent. Each booking's customer is told once.")
            if row.told in (TaskState.WAITING, TaskState.DONE)
            else self.tr("Each booking's customer is told once, so see to their money first.")
        )
        words = self.tr("Send to all {count}, each with their own booking, seats and money")
        self._all.setText(words.format(count=len(self._others)))
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        can = self._row is not None and can_order(self._row, Remedy.NOTIFY)
        self._send.setEnabled(not busy and can)
        self._all.setEnabled(not busy and bool(self._others))

    def _send_one(self) -> None:
        if self._row is not None:
            self.sent.emit((self._row.booking_id,))
