"""What is needed to draw a booking's tickets, gathered before a worker thread draws them."""

from dataclasses import dataclass

from PySide6.QtGui import QFont

from boxoffice.counter.state import Sold
from boxoffice.model.booking import Line, Ticket
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

    def line(self, ticket: Ticket) -> Line:
        """The booking's line that a ticket is for; KeyError when there is none."""
        return {line.line_id: line for line in self.sold.booking.lines}[ticket.line_id]

    def type_name(self, ticket: Ticket) -> str:
        """The ticket type as people say it."""
        names = {one.code: one.name for one in self.theatre.terms.ticket_types}
        return names.get(ticket.ticket_type, ticket.ticket_type)
