"""What is asked before a counter is left."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from boxoffice.bootstrap.leaving import Leaving, question
from boxoffice.counter.state import Parked, SaleState, Stage
from boxoffice.model.booking import Booking, BookingState, Line
from boxoffice.model.money import Money
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import BoxOfficeDouble

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
NOTHING, PRICE = Money(0, "INR"), Money(40_000, "INR")


def holding(*seat_ids: str) -> SaleState:
    """A basket of these seats."""
    lines = tuple(Line(one, one, one, 1, "adult", PRICE, 0, ()) for one in seat_ids)
    booking = Booking(
        "secret", "h1", "", 7, "PVRAH", "u1", BookingState.HELD, lines, PRICE, NOTHING, NOW, NOW,
        NOW, 1,
    )  # fmt: skip
    return SaleState(stage=Stage.BASKET, booking=booking)


@pytest.mark.parametrize(
    ("seats", "leaving", "title", "yes"),
    [
        (("C5",), Leaving.CLOSING, "1 seat is held", "Let it go and close"),
        (("C5", "C6"), Leaving.CLOSING, "2 seats are held", "Let them go and close"),
        (("C5", "C6"), Leaving.SIGNING_OUT, "2 seats are held", "Let them go and sign out"),
        (("C5", "C6"), Leaving.MOVING, "2 seats are held", "Let them go and change"),
    ],
)
def test_seats_in_hand_are_asked_about_by_number(
    seats: tuple[str, ...], leaving: Leaving, title: str, yes: str
) -> None:
    asked = question(holding(*seats), leaving)
    assert asked is not None
    assert (asked.title, asked.yes) == (title, yes)
    assert all(seat in asked.words for seat in seats)


def test_nothing_is_asked_where_nothing_would_be_lost() -> None:
    held = holding("C5")
    for state in (SaleState(), replace(held, over=True), replace(held, stage=Stage.DONE)):
        assert question(state, Leaving.CLOSING) is None


def test_a_payment_without_an_answer_is_never_left_without_a_word() -> None:
    asked = question(replace(holding("C5"), unknown=True, over=True), Leaving.CLOSING)
    assert asked is not None
    assert asked.title == "A payment has no answer yet"


def test_parked_seats_are_asked_about_with_those_in_hand() -> None:
    aside = holding("D1", "D2").booking
    assert aside is not None
    parked = Parked(BoxOfficeDouble(FakeClock()).shows[0], aside)
    asked = question(replace(holding("C5"), parked=(parked,)), Leaving.CLOSING)
    assert asked is not None
    assert asked.title == "3 seats are held"
    alone = question(SaleState(parked=(parked,)), Leaving.CLOSING)
    assert alone is not None
    assert alone.title == "2 seats are held"


def test_an_open_upi_payment_is_no_basket_that_is_let_go() -> None:
    asked = question(replace(holding("C5"), stage=Stage.UPI), Leaving.CLOSING)
    assert asked is not None
    assert (asked.title, asked.yes) == ("A UPI payment is open", "Close all the same")
