"""Draws tickets: one A6 page each, readable at arm's length, with the signed QR code."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from boxoffice.counter.ticket_map import INK, PALE, TicketMap
from boxoffice.counter.ticket_order import TicketOrder
from boxoffice.counter.words import movie_length, translate
from boxoffice.model.booking import Ticket
from boxoffice.model.money import Money
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.qr import draw_qr
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.paper import logo_of

#: The page in the units that everything is drawn in; A6 is 105 x 148 mm.
WIDTH, HEIGHT = 607.0, 855.0
LEFT, RIGHT = 40.0, 567.0
ACCENT, SECOND = QColor("#1A54CE"), QColor("#4D4A44")
RESOLUTION = 300
QR_PLACE = QRectF(336, 299.5, 212, 212)
BOLD, HEAVY, REGULAR = QFont.Weight.Bold, QFont.Weight.ExtraBold, QFont.Weight.Normal

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def pdf_of(order: TicketOrder) -> bytes:
    """All tickets of a booking as one PDF. May run in any thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(f"{order.sold.listing.title}, {spoken(order.sold.booking.number)}")
    writer.setCreator("Box Office")
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout())
    painter = QPainter(writer)
    for number in range(len(order.tickets)):
        if number:
            writer.newPage()
        draw_page(painter, writer.width(), order, number)
    painter.end()
    buffer.close()
    return bytes(content.data())


def page_layout() -> QPageLayout:
    """A6 upright without margins; the page has its own."""
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A6), QPageLayout.Orientation.Portrait, QMarginsF()
    )


def draw_page(painter: QPainter, device_width: float, order: TicketOrder, number: int) -> None:
    """Draw the ticket with this place in the order, on a page `device_width` dots wide."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(device_width / WIDTH, device_width / WIDTH)
    _Page(painter, order, order.tickets[number], number).draw()
    painter.restore()


class _Page:
    """One page from the top to the foot."""

    def __init__(self, painter: QPainter, order: TicketOrder, ticket: Ticket, number: int) -> None:
        self._painter = painter
        self._order = order
        self._ticket = ticket
        self._number = number
        self._line = order.line(ticket)

    def draw(self) -> None:
        self._head()
        self._movie()
        self._when()
        self._seat()
        plan = self._order.sold.layout.plan
        hall = TicketMap(plan, QRectF(178, 552, RIGHT - 178, 142), LEFT)
        hall.draw(self._painter, self._line.seat_uid, self._order.letters)
        self._sums()
        self._foot()

    def _head(self) -> None:
        theatre, booking = self._order.theatre, self._order.sold.booking
        logo = QImage.fromData(logo_of(self._order.template))
        if logo.isNull():
            place = QRectF(LEFT, 44, 34, 34)
            draw_icon(self._painter, "logo", ACCENT.name(), place, hole="#FFFFFF")
        else:
            scale = 38 / max(logo.width(), logo.height())
            width, height = logo.width() * scale, logo.height() * scale
            self._painter.drawImage(QRectF(LEFT, 61 - height / 2, width, height), logo)
        number = spoken(booking.number)
        width = self._write(number, QRectF(300, 57, RIGHT - 300, 26), 20, HEAVY, at=_RIGHT)
        self._write(
            translate("counter", "Booking"), QRectF(300, 38, RIGHT - 300, 20), 14, ink=SECOND,
            at=_RIGHT,
        )  # fmt: skip
        room = RIGHT - LEFT - 46 - width - 16
        self._write(self._order.heading, QRectF(LEFT + 46, 38, room, 26), 20, HEAVY)
        self._write(theatre.address, QRectF(LEFT + 46, 62, room, 20), 14, ink=SECOND)
        self._painter.fillRect(QRectF(LEFT, 101, RIGHT - LEFT, 4), ACCENT)

    def _movie(self) -> None:
        listing = self._order.sold.listing
        self._fit(listing.title, QRectF(LEFT, 120, RIGHT - LEFT, 54), 38, HEAVY)
        x = LEFT
        if listing.certificate:
            letters = self._letters(15, BOLD)
            width = QFontMetricsF(letters).horizontalAdvance(listing.certificate) + 12
            box = QRectF(x, 174, width, 23)
            self._painter.setPen(QPen(INK, 1.4))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(box, 3, 3)
            self._painter.setFont(letters)
            self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, listing.certificate)
            x += width + 8
        parts = (listing.show.language, listing.show.format, movie_length(listing))
        words = ", ".join(part for part in parts if part)
        self._write(words, QRectF(x, 174, RIGHT - x, 23), 17)

    def _when(self) -> None:
        listing, formats = self._order.sold.listing, self._order.formats
        starts_at = listing.show.starts_at
        day = formats.day_and_year(formats.local(starts_at).date())
        for x, width, caption, value in (
            (LEFT, 205.0, translate("counter", "Date"), day),
            (251.0, 158.0, translate("counter", "Time"), formats.time(starts_at)),
            (416.0, RIGHT - 416, translate("counter", "Screen"), listing.screen_name),
        ):
            self._write(caption, QRectF(x, 216, width, 20), 14, ink=SECOND)
            self._fit(value, QRectF(x, 236, width, 28), 22, HEAVY)

    def _seat(self) -> None:
        painter = self._painter
        painter.setPen(QPen(INK, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(LEFT, 284, RIGHT - LEFT, 243), 7, 7)
        room = 336 - 12 - 60.0
        order, ticket = self._order, self._ticket
        self._write(order.place_named(ticket), QRectF(60, 340, room, 20), 14, ink=SECOND)
        # An area's number is for the books: nobody is to look for that place.
        name = order.area(ticket) or ticket.seat_id
        self._fit(name, QRectF(60, 358, room, 88), 84, HEAVY)
        words = translate("counter", "{type}, ticket {number} of {count}").format(
            type=self._order.type_name(self._ticket),
            number=self._number + 1,
            count=len(self._order.tickets),
        )
        self._fit(words, QRectF(60, 448, room, 22), 17, BOLD)
        draw_qr(painter, self._ticket.text, QR_PLACE)

    def _sums(self) -> None:
        line, formats = self._line, self._order.formats
        self._painter.fillRect(QRectF(LEFT, 703, RIGHT - LEFT, 1), PALE)
        currency = line.price.currency
        columns = [
            (translate("counter", "Before tax"), Money(line.net_minor, currency)),
            *(
                (f"{part.name} {part.rate_bp / 100:g} %", Money(part.amount_minor, currency))
                for part in line.tax
            ),
            (translate("counter", "Paid, cash"), line.price),
        ]
        width = (RIGHT - LEFT) / max(4, len(columns))
        for place, (caption, amount) in enumerate(columns):
            x = LEFT + place * width
            self._write(caption, QRectF(x, 714, width - 6, 20), 14, ink=SECOND)
            self._fit(formats.money(amount), QRectF(x, 734, width - 6, 22), 17, BOLD)

    def _foot(self) -> None:
        parts = []
        if self._order.gstin:
            parts.append(translate("counter", "GSTIN {number}.").format(number=self._order.gstin))
        booking = self._order.sold.booking
        if booking.invoice:
            words = translate("counter", "Invoice {number}.")
            parts.append(words.format(number=booking.invoice))
        if booking.buyer.gstin:
            words = translate("counter", "For {firm}, GSTIN {number}.")
            parts.append(words.format(firm=booking.buyer.name, number=booking.buyer.gstin))
        parts.append(
            translate(
                "counter",
                "Admits one person, once. Only the newest print is valid. Serial {serial}.",
            ).format(serial=self._ticket.serial)
        )
        self._painter.setFont(self._letters(14, REGULAR))
        self._painter.setPen(SECOND)
        self._painter.drawText(
            QRectF(LEFT, 768, RIGHT - LEFT, 60),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
            " ".join(parts),
        )

    def _letters(self, size: int, weight: QFont.Weight) -> QFont:
        letters = QFont(self._order.letters)
        letters.setPixelSize(size)
        letters.setWeight(weight)
        return letters

    def _write(
        self,
        text: str,
        rect: QRectF,
        size: int,
        weight: QFont.Weight = REGULAR,
        *,
        ink: QColor = INK,
        at: Qt.AlignmentFlag = _LEFT,
    ) -> float:
        """Write one line, shortened where it does not fit; answers its width."""
        letters = self._letters(size, weight)
        metrics = QFontMetricsF(letters)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.setFont(letters)
        self._painter.setPen(ink)
        self._painter.drawText(rect, at, shown)
        return metrics.horizontalAdvance(shown)

    def _fit(self, text: str, rect: QRectF, size: int, weight: QFont.Weight) -> None:
        """Write one line, smaller where it does not fit, down to half the size."""
        width = QFontMetricsF(self._letters(size, weight)).horizontalAdvance(text)
        if width > rect.width():
            size = max(size // 2, int(size * rect.width() / width))
        self._write(text, rect, size, weight)
