"""What is needed to draw a booking's tickets, gathered before a worker thread draws them."""

from dataclasses import dataclass

from PySide6.QtGui import QFont

from boxoffice.counter.state import Sold
from boxoffice.counter.words import translate
from boxoffice.model.booking import Booking, Line, Ticket
from boxoffice.model.layout import Seat, SeatKind
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.refund import CreditNote
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.formats import Formats


class PrinterFailed(Exception):
    """The printer is not there or does not take the pages; its text is for the clerk."""


@dataclass(frozen=True, slots=True)
class CreditOrder:
    """What is needed to draw a credit note."""

    theatre: Theatre
    formats: Formats
    booking: Booking
    listing: ShowListing
    note: CreditNote
    template: PaperTemplate
    letters: QFont


@dataclass(frozen=True, slots=True)
class TicketOrder:
    """One booking's tickets. `letters` is the interface's font, which is the GUI thread's to ask
    for."""

    theatre: Theatre
    formats: Formats
    sold: Sold
    tickets: tuple[Ticket, ...]
    letters: QFont
    template: PaperTemplate

    @property
    def heading(self) -> str:
        """What the theatre is called on paper."""
        return self.template.heading or self.theatre.name

    @property
    def gstin(self) -> str:
        """The number that stands on paper, empty for none."""
        return self.template.gstin or self.theatre.gstin

    def line(self, ticket: Ticket) -> Line:
        """The booking's line that a ticket is for; KeyError when there is none."""
        return {line.line_id: line for line in self.sold.booking.lines}[ticket.line_id]

    def type_name(self, ticket: Ticket) -> str:
        """The ticket type as people say it."""
        return self.type_named(ticket.ticket_type)

    def type_named(self, code: str) -> str:
        """The ticket type with this code as people say it."""
        names = {one.code: one.name for one in self.theatre.terms.ticket_types}
        return names.get(code, code)

    def area(self, ticket: Ticket) -> str:
        """The area that is stood in; empty for a seat."""
        _, place = self._place(ticket)
        return place.row if place is not None and place.kind is SeatKind.STANDING else ""

    def place_named(self, ticket: Ticket) -> str:
        """What kind of place it is, its category and its floor: “Seat, Premium, Balcony”."""
        plan, (at, place) = self.sold.layout.plan, self._place(ticket)
        category_id = self.line(ticket).category_id
        names = (one.name for one in plan.categories if one.category_id == category_id)
        levels = (row.level for row in plan.rows if any(at in run.seats for run in row.runs))
        words = translate("counter", "Seat")
        if place is not None and place.kind is SeatKind.STANDING:
            words = translate("counter", "Area")
        elif place is not None and place.kind is SeatKind.WHEELCHAIR:
            words = translate("counter", "Wheelchair space")
        return ", ".join(part for part in (words, next(names, ""), next(levels, "")) if part)

    def _place(self, ticket: Ticket) -> tuple[int, Seat | None]:
        uid = self.line(ticket).seat_uid
        seats = enumerate(self.sold.layout.plan.seats)
        return next(((at, one) for at, one in seats if one.uid == uid), (-1, None))
