"""Tickets as a PDF, drawn where no window is: one A6 page each, as the counter's own."""

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import as_file, files
from io import BytesIO
from typing import TYPE_CHECKING

from boxoffice.model.booking import Booking, Line, Ticket
from boxoffice.model.layout import Layout, SeatKind
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.local_time import zone
from boxoffice.rules.paper import logo_of

if TYPE_CHECKING:
    from fpdf import FPDF

#: Millimetres of A6.
WIDTH, HEIGHT, MARGIN = 105.0, 148.0, 8.0
ROOM = WIDTH - 2 * MARGIN
QR_MM, LOGO_MM = 46.0, 10.0
#: The letters of other scripts than the first font's come from the second.
FONTS = ("NotoSans", "NotoSansDevanagari")


@dataclass(frozen=True, slots=True)
class ETickets:
    """All that stands on them."""

    booking: Booking
    tickets: tuple[Ticket, ...]
    listing: ShowListing
    layout: Layout
    theatre: Theatre
    template: PaperTemplate

    @property
    def heading(self) -> str:
        """What the theatre is called on paper."""
        return self.template.heading or self.theatre.name

    @property
    def starts_at(self) -> datetime:
        """By the theatre's clock."""
        return self.listing.show.starts_at.astimezone(zone(self.theatre.time_zone))

    def line(self, ticket: Ticket) -> Line:
        """The booking's line that a ticket is for."""
        return next(line for line in self.booking.lines if line.line_id == ticket.line_id)

    def place(self, ticket: Ticket) -> str:
        """The seat, or the area that is stood in: its number is for the books."""
        uid = self.line(ticket).seat_uid
        seat = next((one for one in self.layout.plan.seats if one.uid == uid), None)
        is_area = seat is not None and seat.kind is SeatKind.STANDING
        return seat.row if seat is not None and is_area else ticket.seat_id

    def type_name(self, ticket: Ticket) -> str:
        """The ticket type as people say it."""
        names = {one.code: one.name for one in self.theatre.terms.ticket_types}
        return names.get(ticket.ticket_type, ticket.ticket_type)


def moment(at: datetime) -> str:
    """Sat 21 Nov 2026, 7:15 PM"""
    return f"{at:%a} {at.day} {at:%b %Y}, {at.hour % 12 or 12}:{at:%M %p}"


def e_ticket_pdf(order: ETickets) -> bytes:
    """All tickets of a booking. Takes a tenth of a second; for a worker thread."""
    from fpdf import FPDF  # noqa: PLC0415 (start-up time: only who sends tickets draws them)

    pdf = FPDF(unit="mm", format=(WIDTH, HEIGHT))
    pdf.set_auto_page_break(False)
    pdf.set_title(f"{order.listing.title}, {spoken(order.booking.number)}")
    pdf.set_creator("Box Office")
    for font in FONTS:
        for style, cut in (("", "Regular"), ("B", "Bold")):
            with as_file(files("boxoffice_resources") / "fonts" / f"{font}-{cut}.ttf") as path:
                pdf.add_font(font, style, path)
    pdf.set_fallback_fonts(list(FONTS[1:]), exact_match=False)
    pdf.set_text_shaping(True)
    for number, ticket in enumerate(order.tickets):
        pdf.add_page()
        _Page(pdf, order, ticket, number).draw()
    return bytes(pdf.output())


class _Page:
    """One ticket from the top to the foot."""

    def __init__(self, pdf: "FPDF", order: ETickets, ticket: Ticket, number: int) -> None:
        self._pdf, self._order, self._ticket, self._number = pdf, order, ticket, number
        self._top = MARGIN

    def draw(self) -> None:
        order, ticket = self._order, self._ticket
        theatre, listing, booking = order.theatre, order.listing, order.booking
        line, gstin = order.line(ticket), order.template.gstin or theatre.gstin
        png = logo_of(order.template)
        if png:
            self._pdf.image(BytesIO(png), MARGIN, self._top, h=LOGO_MM)
            self._space(LOGO_MM + 2)
        self._write(order.heading, 12, bold=True)
        if theatre.address:
            self._write(theatre.address, 8)
        self._space(3)
        self._write(listing.title, 18, bold=True)
        facts = (listing.certificate, listing.show.language, listing.show.format)
        self._write(", ".join(fact for fact in facts if fact), 10)
        self._space(2)
        self._write(moment(order.starts_at), 13, bold=True)
        self._write(listing.screen_name, 11)
        self._write(order.place(ticket), 30, bold=True)
        counted = f"ticket {self._number + 1} of {len(order.tickets)}"
        self._write(f"{order.type_name(ticket)}, {counted}, {line.price.words()}", 10)
        self._space(3)
        self._code(ticket.text)
        self._space(2)
        self._write(f"Booking {spoken(booking.number)}, serial {ticket.serial}", 10, bold=True)
        numbers = (
            f"Invoice {booking.invoice}." if booking.invoice else "",
            f"GSTIN {gstin}." if gstin else "",
        )
        self._write(" ".join(number for number in numbers if number), 8)
        self._write("Admits one person, once. Only the newest print is valid.", 8)

    def _write(self, text: str, size: int, *, bold: bool = False) -> None:
        """One line, smaller where it does not fit."""
        if not text:
            return
        pdf = self._pdf
        pdf.set_font(FONTS[0], "B" if bold else "", size)
        width = pdf.get_string_width(text)
        if width > ROOM:
            pdf.set_font_size(size * ROOM / width)
        height = size * 0.48
        pdf.set_xy(MARGIN, self._top)
        pdf.cell(ROOM, height, text)
        self._top += height

    def _space(self, height: float) -> None:
        self._top += height

    def _code(self, text: str) -> None:
        import segno  # noqa: PLC0415 (start-up time: only who sends tickets draws them)

        matrix = segno.make_qr(text, error="m").matrix
        step = QR_MM / len(matrix)
        for y, row in enumerate(matrix):
            for x, is_dark in enumerate(row):
                if is_dark:
                    # A little larger than it is, so that no seam shows between modules.
                    place = MARGIN + x * step, self._top + y * step
                    self._pdf.rect(*place, step * 1.02, step * 1.02, style="F")
        self._top += QR_MM
