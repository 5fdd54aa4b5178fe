"""What happened to one seat, newest first, to settle a dispute in seconds."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.client.seat_records import NamedEvent
from boxoffice.counter.page import Page, PageHead, padded
from boxoffice.counter.words import reason_name, translate
from boxoffice.model.blocks import BlockReason
from boxoffice.model.history import SeatStep
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel, Text
from boxoffice.rules.booking_number import spoken

TIME_WIDTH = 76
#: What acts by itself, where saying so says no more than what happened.
ITSELF = ("payment", "deadline")


class SeatHistoryPage(Page):
    """`closed` when the clerk is done."""

    closed = Signal()

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(PageHead(theme, "", back=True), parent)
        self._formats = formats
        self._said = Text("", Size.BODY, ink="text_second")
        self._said.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._lines: list[QWidget] = []
        self.head.back.clicked.connect(self.closed)
        body = self.scrolling()
        body.addLayout(padded(self._said, top=12))
        listed = padded(bottom=12)
        listed.addLayout(self._list)
        body.addLayout(listed)
        self.column.addStretch(1)

    def show_seat(self, seat_id: str) -> None:
        """Name another seat, whose events are still asked for."""
        self.head.say(self.tr("History of {seat}").format(seat=seat_id))
        self._show(())
        self._say("" if seat_id else self.tr("Put the cursor on a seat."))

    def show_events(self, events: Sequence[NamedEvent]) -> None:
        """Show what happened to it."""
        self._show(events)
        self._say("" if events else self.tr("Nothing happened to this seat so far."))

    def tell(self, words: str) -> None:
        """Say why nothing is shown."""
        self._show(())
        self._say(words)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _show(self, events: Sequence[NamedEvent]) -> None:
        for line in self._lines:
            self._list.removeWidget(line)
            line.deleteLater()
        self._lines = [self._line(event) for event in reversed(events)]
        for line in self._lines:
            self._list.addWidget(line)

    def _line(self, event: NamedEvent) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        time = Text(self._formats.time(event.at), Size.BODY, SEMIBOLD)
        time.setToolTip(self._formats.day_and_year(self._formats.local(event.at).date()))
        time.setFixedWidth(TIME_WIDTH)
        words = QVBoxLayout()
        words.setSpacing(0)
        what, details = event_words(event)
        with_money = event.amount is not None and event.step in _WITH_MONEY
        amount = self._formats.money(event.amount) if event.amount and with_money else ""
        words.addWidget(ElidedLabel(what, Size.BODY, SEMIBOLD))
        words.addWidget(ElidedLabel(details, Size.META, ink="text_second"))
        row.addWidget(time)
        row.addLayout(words, 1)
        row.addWidget(Text(amount, Size.BODY, SEMIBOLD))
        said = (time.text(), what, details, amount)
        line.setAccessibleName(", ".join(part for part in said if part))
        return line


def event_words(event: NamedEvent) -> tuple[str, str]:
    """What happened, and by whom with its booking."""
    details = [_who(event)]
    if event.number:
        details.append(spoken(event.number))
    what = _WHAT[event.step]()
    if event.step is SeatStep.BLOCKED:
        what = f"{what}: {reason_name(BlockReason(event.note))}"
    elif event.note:
        what = f"{what}: {event.note}"
    return what, " · ".join(part for part in details if part)


def _who(event: NamedEvent) -> str:
    if event.by in ITSELF:
        return ""
    return event.by_name or event.by


_WITH_MONEY = (SeatStep.PAID, SeatStep.SOLD, SeatStep.GIVEN_BACK)
_WHAT: dict[SeatStep, Callable[[], str]] = {
    SeatStep.HELD: lambda: translate("counter", "Held"),
    SeatStep.LET_GO: lambda: translate("counter", "Let go"),
    SeatStep.HOLD_EXPIRED: lambda: translate("counter", "Hold ran out"),
    SeatStep.CLAIMED: lambda: translate("counter", "Payment opened"),
    SeatStep.RESERVED: lambda: translate("counter", "Reserved"),
    SeatStep.EXTENDED: lambda: translate("counter", "Reserved for longer"),
    SeatStep.COLLECTED: lambda: translate("counter", "Ticket collected"),
    SeatStep.PAID: lambda: translate("counter", "Paid in part"),
    SeatStep.SOLD: lambda: translate("counter", "Sold"),
    SeatStep.GIVEN_BACK: lambda: translate("counter", "Money owed back"),
    SeatStep.LEFT: lambda: translate("counter", "Left its booking"),
    SeatStep.EXPIRED: lambda: translate("counter", "Not paid in time"),
    SeatStep.CANCELLED: lambda: translate("counter", "Cancelled"),
    SeatStep.MOVED: lambda: translate("counter", "Moved to another layout"),
    SeatStep.REPRINTED: lambda: translate("counter", "Printed anew"),
    SeatStep.BLOCKED: lambda: translate("counter", "Taken off sale"),
    SeatStep.UNBLOCKED: lambda: translate("counter", "Put back on sale"),
    SeatStep.CHANGED: lambda: translate("counter", "Changed"),
}
