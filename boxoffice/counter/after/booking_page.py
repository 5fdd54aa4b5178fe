"""One booking: its show, its lines, its money, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from boxoffice.counter.after.desk import Account
from boxoffice.counter.after.words import (
    collection_words,
    line_lines,
    payment_lines,
    show_words,
    state_name,
)
from boxoffice.counter.page import FigureLines, TotalLine
from boxoffice.counter.shifts.page import TillPage
from boxoffice.model.booking import BookingState
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel, Text
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.reservations import waits_for_collection

BUTTONS_A_ROW = 3


class BookingPage(TillPage):
    """Each signal is a button; `account` is what is shown."""

    refund_asked = Signal()
    swap_asked = Signal()
    exchange_asked = Signal()
    reprint_asked = Signal()
    customer_asked = Signal()
    collect_asked = Signal()
    pay_asked = Signal()
    credit_note_asked = Signal()

    def __init__(self, theme: Theme, formats: Formats, terms: SaleTerms) -> None:
        super().__init__(theme)
        self.account: Account | None = None
        self._waits = False
        self._formats, self._terms = formats, terms
        self._show_line = ElidedLabel("", Size.LIST, SEMIBOLD)
        self._when = Text("", Size.BODY, ink="text_second")
        self._customer = ElidedLabel("", Size.BODY, ink="text_second")
        self._total = TotalLine(self.tr("Paid"))
        self._lines, self._money = FigureLines(Size.LIST), FigureLines(Size.BODY)
        self._refund = self.add_button(self.tr("Refund"), "R", self.refund_asked.emit)
        self._swap = self.add_button(self.tr("Other seats"), "S", self.swap_asked.emit)
        self._exchange = self.add_button(self.tr("Another show"), "X", self.exchange_asked.emit)
        self._reprint = self.add_button(self.tr("Print anew"), "P", self.reprint_asked.emit)
        customer = self.add_button(self.tr("Name and phone"), "N", self.customer_asked.emit)
        self._collect = self.add_button(self.tr("Hand over"), "C", self.collect_asked.emit)
        self._credit = self.add_button(self.tr("Credit note"), "D", self.credit_note_asked.emit)
        self._pay = self.add_button(self.tr("Pay"), "F9", self.pay_asked.emit)
        self._collecting = Text("", Size.BODY, SEMIBOLD)
        self._collecting.setWordWrap(True)
        parts = (self._show_line, self._when, self._customer, self._collecting, self._total)
        for part in parts:
            self.body.addWidget(part)
        self.body.addWidget(self._lines)
        self.body.addWidget(Text(self.tr("Payments"), Size.BODY, SEMIBOLD))
        self.body.addWidget(self._money)
        self.body.addStretch(1)
        grid = QGridLayout()
        buttons = (
            *(self._refund, self._swap, self._exchange),
            *(self._reprint, customer, self._credit, self._collect),
        )
        for place, button in enumerate(buttons):
            grid.addWidget(button, *divmod(place, BUTTONS_A_ROW))
        # One of the two makes sense at most.
        grid.addWidget(self._pay, *divmod(len(buttons) - 1, BUTTONS_A_ROW))
        self.foot.addLayout(grid)

    def show_account(self, account: Account) -> None:
        """Show this booking in place of the one before."""
        self.account = account
        booking = account.booking
        self.title = f"{spoken(booking.number)}   {state_name(booking.state)}"
        self._show_line.setText(account.listing.title if booking.seat_lines else "")
        self._when.setText(show_words(account, self._formats))
        who = (booking.customer.name, booking.customer.phone, booking.customer.mail)
        self._customer.setText(", ".join(part for part in who if part))
        self._customer.setVisible(any(who))
        is_kept = bool(booking.reserved_by) and booking.state is BookingState.PENDING
        self._pay.setVisible(is_kept)
        self._collect.setVisible(not is_kept)
        self._waits = waits_for_collection(booking, [one.kind for one in account.payments])
        words = collection_words(booking, self._formats, waits=self._waits)
        self._collecting.setText(words)
        self._collecting.setVisible(bool(words))
        self._total.say(self.tr("Paid"), self._formats.money(booking.paid))
        self._lines.show_lines(line_lines(booking, self._terms, self._formats))
        self._money.show_lines(payment_lines(account, self._formats))
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        paid = self.account is not None and self.account.booking.state is BookingState.CONFIRMED
        seats = self.account is not None and bool(self.account.booking.seats)
        self._refund.setEnabled(paid and not busy)
        for button in (self._swap, self._exchange):
            button.setEnabled(paid and seats and not busy)
        # Before they are handed over nothing was printed.
        self._reprint.setEnabled(paid and seats and not self._waits and not busy)
        self._collect.setEnabled(self._waits and not busy)
        credited = self.account is not None and bool(self.account.credit_notes)
        self._credit.setEnabled(credited and not busy)
