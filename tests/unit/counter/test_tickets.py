"""Tickets on paper: one page each, with a QR code that says what was signed."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
import segno
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from boxoffice.counter.state import Sold
from boxoffice.counter.ticket_map import TicketMap, legible
from boxoffice.counter.ticket_order import TicketOrder
from boxoffice.counter.ticket_page import QR_PLACE, WIDTH, draw_page, pdf_of
from boxoffice.model.booking import SeatChoice
from boxoffice.model.layout import SeatKind
from boxoffice.model.money import Money
from boxoffice.model.paper import PaperTemplate
from boxoffice.qtkit.formats import Formats
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import THEATRE, BoxOfficeDouble
from tests.unit.rules.halls import with_area
from tests.unit.seatmap.plans import curved_hall

DOTS = 1240


@pytest.fixture
async def order(qapp: QApplication) -> TicketOrder:
    office = BoxOfficeDouble(FakeClock(datetime(2026, 11, 21, 13, 33, tzinfo=UTC)))
    seats = (SeatChoice("C6", "adult"), SeatChoice("C7", "child"))
    booking = (await office.hold(10_001, seats, "token")).booking
    assert booking is not None
    sold = Sold(booking, office.shows[0], office.plan_layout, booking.total, Money(0, "INR"))
    tickets = await office.tickets(booking.booking_id)
    return TicketOrder(
        THEATRE, Formats(THEATRE), sold, tickets, qapp.font(), PaperTemplate(THEATRE.theatre_id)
    )


async def test_each_ticket_has_a_page(order: TicketOrder) -> None:
    assert len(re.findall(rb"/Type /Page\b", pdf_of(order))) == 2


async def test_the_qr_code_holds_the_signed_text(order: TicketOrder) -> None:
    page = QImage(DOTS, DOTS * 148 // 105, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    draw_page(painter, DOTS, order, 1)
    painter.end()
    matrix = segno.make_qr(order.tickets[1].text, error="m").matrix
    scale = DOTS / WIDTH
    step = QR_PLACE.width() / len(matrix)
    drawn = [
        [
            page.pixelColor(
                int((QR_PLACE.x() + (x + 0.5) * step) * scale),
                int((QR_PLACE.y() + (y + 0.5) * step) * scale),
            ).lightness()
            < 128
            for x in range(len(matrix))
        ]
        for y in range(len(matrix))
    ]
    assert drawn == [[bool(module) for module in row] for row in matrix]


async def test_a_ticket_states_its_own_price_and_type(order: TicketOrder) -> None:
    child = order.tickets[1]
    assert (order.type_name(child), order.line(child).price) == ("Child", Money(24_000, "INR"))


async def test_a_ticket_says_its_floor_and_that_there_is_room_for_a_wheelchair(
    order: TicketOrder,
) -> None:
    plan = order.sold.layout.plan
    uids = [order.line(ticket).seat_uid for ticket in order.tickets]
    upstairs = replace(
        plan,
        rows=tuple(replace(row, level="Balcony") for row in plan.rows),
        seats=tuple(
            replace(seat, kind=SeatKind.WHEELCHAIR) if seat.uid == uids[1] else seat
            for seat in plan.seats
        ),
    )
    layout = replace(order.sold.layout, plan=upstairs)
    moved = replace(order, sold=replace(order.sold, layout=layout))
    assert [moved.place_named(one) for one in order.tickets] == [
        "Seat, Premium, Balcony",
        "Wheelchair space, Premium, Balcony",
    ]


def test_in_a_curved_hall_each_letter_is_level_with_its_rows_end(qapp: QApplication) -> None:
    plan = curved_hall(6, 20)
    places = TicketMap(plan, QRectF(178, 552, 389, 142), 40).row_places()
    tops = [places[row.label].y() for row in plan.rows]
    steps = [low - high for high, low in pairwise(tops)]
    # Nearer to the screen rows bend more.
    assert max(steps) - min(steps) < 2.0
    lefts = [places[row.label].x() for row in plan.rows]
    assert max(lefts) - min(lefts) > 1.0


def test_of_many_rows_those_are_lettered_that_fit(qapp: QApplication) -> None:
    rows = {chr(65 + at): 6.0 * at for at in range(10)}
    assert legible(rows, "E") == ["C", "A", "G", "I"]


async def test_who_stands_reads_the_areas_name_and_no_number(
    order: TicketOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = with_area(order.sold.layout.plan, 6)
    place = plan.seats[-1]
    line = replace(order.sold.booking.lines[0], seat_uid=place.uid, seat_id=place.seat_id)
    booking = replace(order.sold.booking, lines=(line,))
    sold = replace(order.sold, booking=booking, layout=replace(order.sold.layout, plan=plan))
    ticket = replace(order.tickets[0], seat_id=place.seat_id)
    written: list[str] = []
    monkeypatch.setattr(
        QPainter, "drawText", lambda _painter, *drawn: written.append(str(drawn[-1]))
    )
    pdf_of(replace(order, sold=sold, tickets=(ticket,)))
    assert {"Pit", "Area, Premium", "Your area"} <= set(written)
    assert not {"Pit 6", "Seat, Premium", "Your seat"} & set(written)
