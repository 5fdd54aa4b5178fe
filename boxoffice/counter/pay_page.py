"""What the pages of card, voucher, split and UPI share: what is due, and one thing to press."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.counter.page import GAP, MARGIN, Page, PageHead, TotalLine, padded
from boxoffice.counter.pay_words import paid_in_part
from boxoffice.counter.state import SaleState, Step
from boxoffice.counter.words import seat_span, types_counted
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_CASH
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Panel, Role, Text

#: What the line of the total takes beside its letters.
TOTAL_LEADING = 14


class PayPage(Page):
    """Seats, what is due, a body of the page's own, and the button of Enter."""

    taken = Signal()
    back_asked = Signal()
    more_time_asked = Signal()

    def __init__(
        self, theme: Theme, formats: Formats, terms: SaleTerms, parent: QWidget | None = None
    ) -> None:
        super().__init__(PageHead(theme, "", back=True), parent)
        self.formats = formats
        self._terms = terms
        self._seats = ElidedLabel("", Size.BODY, SEMIBOLD)
        self._types = Text("", Size.BODY, ink="text_second")
        self.sums = Panel("panel", "bottom")
        self.total = TotalLine(self.tr("Total"))
        self.take = KeyButton(
            theme, "", "Enter", role=Role.PRIMARY, size=Size.TIME, height=HEIGHT_CASH
        )
        self._hold_again = KeyButton(
            theme, self.tr("Hold them again"), "E", role=Role.PRIMARY, size=Size.TIME,
            height=HEIGHT_CASH,
        )  # fmt: skip
        self._hold_again.hide()
        words = QHBoxLayout(self.sums)
        words.setContentsMargins(14, 10, 14, 10)
        words.addWidget(self._seats, 1)
        words.addWidget(self._types)
        for button in (self.take, self._hold_again):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.take.clicked.connect(self.taken)
        self._hold_again.clicked.connect(self.more_time_asked)
        self.head.back.clicked.connect(self.back_asked)

    def show_sale(self, state: SaleState) -> None:
        """Show what is due, and for which seats."""
        due = state.due
        if due is None:
            return
        self._seats.setText(seat_span(state.seat_ids))
        self._types.setText(types_counted(state.choices, self._terms))
        word = self.tr("Still due") if state.parts or paid_in_part(state) else self.tr("Total")
        self.total.say(word, self.formats.money(due))
        paying = state.step is Step.PAYING
        self.take.set_busy(paying)
        self.take.setEnabled(not paying)
        self.take.setVisible(not state.over)
        self._hold_again.setVisible(state.over)
        self.show_part(state)
        if state.unknown:
            self.take.setText(self.tr("Ask again"))
        self.fit()

    def show_part(self, state: SaleState) -> None:
        """Show what a page has of its own, beside what all of them have."""

    def show_time(self, text: str, seconds: float, share: float) -> None:
        """Show the hold's time; it is kept on by itself while somebody pays."""
        self.head.show_time(text, seconds, share)

    def lay_out(self, *widgets: QWidget) -> None:
        """Put the parts of the page between what is due and the button."""
        body = self.scrolling()
        body.addWidget(self.sums)
        body.addLayout(padded(self.total, top=4, bottom=2))
        for widget in widgets:
            body.addLayout(padded(widget, bottom=GAP))
        self.column.addStretch(1)
        self.add_take()

    def add_take(self) -> None:
        """Put the button of Enter at the bottom."""
        self.column.addLayout(padded(self.take, self._hold_again, bottom=MARGIN))

    def stays(self) -> int:
        """What the head and the button, where there is one, take in any case."""
        none = self.take.isHidden() and self._hold_again.isHidden()
        return self.head_height() + (0 if none else HEIGHT_CASH) + MARGIN
