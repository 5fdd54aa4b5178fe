"""A show before it is cancelled: whom that touches, and why it is done."""

from PySide6.QtCore import Signal

from boxoffice.counter.cancelled.words import when
from boxoffice.counter.page import FigureLines
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.words import tender_name
from boxoffice.model.cancelled import CancelledShow, Outcome
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import ElidedLabel, Field, Role, Text
from boxoffice.rules.cancelled import MAX_REASON


class CancelPage(TillPage):
    """`agreed` carries the reason. Enter cancels once there is one."""

    agreed = Signal(str)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme)
        self.title = self.tr("Cancel a show")
        self._formats = formats
        self._show_line = ElidedLabel("", Size.LIST, SEMIBOLD)
        self._words = Text("", Size.BODY, ink="text_second")
        self._words.setWordWrap(True)
        self._sums = FigureLines(Size.LIST)
        self._reason = Field(theme, self.tr("Why? Customers read it"), height=HEIGHT_OFFER)
        self._reason.setMaxLength(MAX_REASON)
        self._go = self.add_button(
            self.tr("Cancel the show for good"), "Enter", self._agree, Role.PRIMARY
        )
        for part in (self._show_line, self._words, self._sums):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.foot.addWidget(self._reason)
        self.foot.addWidget(self._go)
        self._reason.returnPressed.connect(self._agree)
        self._reason.textChanged.connect(lambda: self.set_busy(False))

    def ask(self, listing: ShowListing, show: CancelledShow) -> None:
        """Ask whether this show is to be cancelled."""
        self.banner.hide()
        self._reason.clear()
        self._show_line.setText(
            f"{listing.title}, {when(listing, self._formats)}, {listing.screen_name}"
        )
        open_ones = [row for row in show.bookings if row.outcome is Outcome.OPEN]
        seats = sum(len(row.seat_ids) for row in open_ones)
        words = self.tr(
            "Nobody can buy seats for it any more. {bookings} bookings with {seats} seats are then"
            " listed: their money can be given back, they can be moved to another show, and their"
            " customers told."
        )
        self._words.setText(words.format(bookings=len(open_ones), seats=seats))
        sums: dict[PaymentKind, Money] = {}
        for row in open_ones:
            for one in row.money:
                sums[one.kind] = sums.get(one.kind, Money(0, one.amount.currency)) + one.amount
        lines = [(tender_name(kind), self._formats.money(sum_)) for kind, sum_ in sums.items()]
        self._sums.show_lines(lines)
        self.set_busy(False)

    def begin(self) -> None:
        self._reason.setFocus()

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self._go.setEnabled(not busy and bool(self._reason.text().strip()))

    def _agree(self) -> None:
        if self._go.isEnabled():
            self.agreed.emit(self._reason.text().strip())
