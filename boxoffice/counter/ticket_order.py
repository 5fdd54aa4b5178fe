"""What is needed to draw a booking's tickets, gathered before a worker thread draws them."""

from dataclasses import dataclass

from PySide6.QtGui import QFont

from boxoffice.counter.state import Sold
from boxoffice.model.booking import Line, Ticket
from boxoffice.model.layout import SeatKind
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.formats import Formats


class PrinterFailed(Exception):
    """The printer is not there or does not take the pages; its text is for the clerk."""


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
        seats, uid = self.sold.layout.plan.seats, self.line(ticket).seat_uid
        place = next((one for one in seats if one.uid == uid), None)
        return place.row if place is not None and place.kind is SeatKind.STANDING else ""
