"""Which lines of a booking are given back or exchanged, and which reservation the keys are for."""

import pytest
from pytestqt.qtbot import QtBot

from boxoffice.counter.after.desk import Account
from boxoffice.counter.after.lines_page import LinesPage
from boxoffice.counter.reserving.list_page import ListPage
from boxoffice.model.booking import Booking, BookingState, Line, LineKind
from boxoffice.model.money import Money
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Text
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import TERMS, THEATRE, BoxOfficeDouble

PRICE = Money(20_000, "INR")


def line(line_id: str, seat_id: str = "", *, of_line: str = "") -> Line:
    """A ticket for a seat; without one a bag of popcorn."""
    kind = LineKind.SEAT if seat_id else LineKind.ITEM
    name = "" if seat_id else "Popcorn"
    return Line(
        line_id, seat_id, seat_id, 1, "adult", PRICE, 20_000, (), kind=kind, code="popcorn",
        name=name, of_line=of_line,
    )  # fmt: skip


def booked(booking_id: str, *lines: Line) -> Booking:
    now = FakeClock().now()
    return Booking(
        booking_id, "", "7Q4M9XKD", 1, "T1", "", BookingState.CONFIRMED, lines, PRICE, PRICE,
        now, now, None, 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tickets_only", "asked"),
    [(True, ("a1", "a2")), (False, ("a1", "a2", "popcorn"))],
    ids=["exchange", "refund"],
)
def test_snacks_may_be_given_back_but_are_not_exchanged_for_seats(
    qtbot: QtBot, theme: Theme, tickets_only: bool, asked: tuple[str, ...]
) -> None:
    page = LinesPage(theme, Formats(THEATRE), TERMS, tickets_only=tickets_only)
    qtbot.addWidget(page)
    combo = line("combo", of_line="a1")
    booking = booked("B1", line("a1", "A1"), line("a2", "A2"), line("popcorn"), combo)
    page.ask(Account(booking, BoxOfficeDouble(FakeClock()).shows[0], (), ()), "", "")
    assert page.chosen == asked
    (words,) = [one.text() for one in page.findChildren(Text) if "chosen" in one.text()]
    assert ("items" in words) is not tickets_only


def test_the_keys_of_the_list_are_for_the_reservation_that_was_just_made(
    qtbot: QtBot, theme: Theme
) -> None:
    page = ListPage(theme, Formats(THEATRE))
    qtbot.addWidget(page)
    school, rao = booked("B1", line("a1", "A1")), booked("B2", line("a2", "A2"))
    page.show_reservations((school, rao))
    page.choose("B2")
    with qtbot.waitSignal(page.pay_asked) as paid:
        page.show()
        page.take("Enter")
    assert paid.args == [rao]
