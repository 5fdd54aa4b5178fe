"""A show's reservations: until when, for whom, which seats, and what is to be paid."""

from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from boxoffice.counter.reserving.choice_list import ChoiceList
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.words import seat_span
from boxoffice.model.booking import Booking
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Role, Text
from boxoffice.rules.booking_number import spoken


class ListPage(TillPage):
    """Each signal carries the Booking that is chosen."""

    pay_asked = Signal(object)
    longer_asked = Signal(object)
    let_go_asked = Signal(object)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme)
        self._formats = formats
        self._bookings: tuple[Booking, ...] = ()
        self._words = Text("", Size.BODY, ink="text_second")
        self._words.setWordWrap(True)
        self._rows = ChoiceList(theme)
        self.body.addWidget(self._words)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)
        asked = (
            (self.tr("Pay"), "Enter", self.pay_asked, Role.PRIMARY),
            (self.tr("Keep longer"), "E", self.longer_asked, Role.PLAIN),
            (self.tr("Let go"), "L", self.let_go_asked, Role.PLAIN),
        )
        foot = QHBoxLayout()
        self._all = []
        for words, key, signal, role in asked:
            button = self.add_button(words, key, partial(self._say, signal), role)
            self._all.append(button)
            foot.addWidget(button, 2 if role is Role.PRIMARY else 1)
        self.foot.addLayout(foot)

    def wait(self, title: str) -> None:
        """Show nothing of before while a show's reservations are read."""
        self.title = title
        self.banner.hide()
        self._bookings = ()
        self._words.setText("")
        self._rows.show_rows(())

    def show_reservations(self, bookings: tuple[Booking, ...]) -> None:
        """Show these in place of those before, the first to end first."""
        self._bookings = bookings
        self._words.setText(
            self.tr("The first to end first")
            if bookings
            else self.tr(
                "Nothing is reserved for this show. With seats in the basket the same key reserves"
                " them."
            )
        )
        self._rows.show_rows([(self._who(one), self._note(one), "") for one in bookings])
        self.set_busy(False)

    def choose(self, booking_id: str) -> None:
        """Choose a reservation that is listed."""
        for place, booking in enumerate(self._bookings):
            if booking.booking_id == booking_id:
                self._rows.choose(place)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        for button in self._all:
            button.setEnabled(not busy and bool(self._bookings))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._rows.step(event.key()):
            super().keyPressEvent(event)

    def _say(self, asked: SignalInstance) -> None:
        asked.emit(self._bookings[self._rows.at])

    def _who(self, booking: Booking) -> str:
        seats = seat_span([line.seat_id for line in booking.seats])
        customer = booking.customer
        return "   ".join(part for part in (customer.name, customer.phone, seats) if part)

    def _note(self, booking: Booking) -> str:
        until = booking.expires_at or booking.created_at
        day = self._formats.day(self._formats.local(until).date())
        words = self.tr("until {time}").format(time=f"{day}, {self._formats.time(until)}")
        due = self._formats.short_money(booking.total - booking.paid)
        return " · ".join((words, due, spoken(booking.number)))
