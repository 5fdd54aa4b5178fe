"""The parked baskets, each with its seats, its show and how long they are still held."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from boxoffice.counter.page import MARGIN
from boxoffice.counter.state import Parked, SaleState
from boxoffice.counter.words import basket_named, seat_span, translate
from boxoffice.model.booking import Booking, LineKind
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton

HEIGHT_TOUCH = 44


class ParkedList(QWidget):
    """`recalled` carries the place of a basket."""

    recalled = Signal(int)

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._formats = formats
        self._parked: tuple[Parked, ...] = ()
        self._buttons: list[KeyButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, 8, MARGIN, 0)
        self._column.setSpacing(6)

    def show_sale(self, state: SaleState, now: datetime) -> None:
        """Show a sale's parked baskets."""
        self._parked = state.parked
        while len(self._buttons) < len(self._parked):
            self._add()
        self.setVisible(bool(self._parked))
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(self._parked))
        self.show_time(now)

    def show_time(self, now: datetime) -> None:
        """Show how long each is still held."""
        for button, parked in zip(self._buttons, self._parked, strict=False):
            ends = parked.booking.expires_at
            seconds = (ends - now).total_seconds() if ends is not None else 0.0
            left = self._formats.clock(seconds) if seconds > 0 else self.tr("not held")
            seats = basket_named(parked.booking)
            at = self._formats.time(parked.listing.show.starts_at)
            short = self.tr("{time}: {seats}").format(time=at, seats=_short(parked.booking))
            button.setText(short)
            button.set_note(left)
            button.setAccessibleName(
                self.tr("Parked: {seats}, {time} {title}, {left}").format(
                    seats=seats, time=at, title=parked.listing.title, left=left
                )
            )

    def _add(self) -> None:
        place = len(self._buttons)
        button = KeyButton(
            self._theme, "", "F7" if place == 0 else "", icon="ticket", size=Size.META,
            weight=SEMIBOLD, height=HEIGHT_TOUCH,
        )  # fmt: skip
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.recalled.emit(place))
        self._buttons.append(button)
        self._column.addWidget(button)


def _short(booking: Booking) -> str:
    """Its seats and how many items, which leaves room for the key."""
    pieces = sum(line.kind is LineKind.ITEM for line in booking.lines)
    seats = seat_span([line.seat_id for line in booking.seats])
    if not pieces or not seats:
        return basket_named(booking)
    if pieces == 1:
        return translate("counter", "{seats} + 1 item").format(seats=seats)
    return translate("counter", "{seats} + %n items", None, pieces).format(seats=seats)
