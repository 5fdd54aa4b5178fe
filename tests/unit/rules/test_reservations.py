"""Until when seats are kept, and which tickets wait at the counter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.booking import Booking, BookingState, Customer
from boxoffice.model.errors import BadInput
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind
from boxoffice.model.terms import ReservationRule
from boxoffice.rules.reservations import (
    check_reservation,
    deadlines,
    latest_end,
    waits_for_collection,
)

STARTS_AT = datetime(2026, 11, 21, 13, 45, tzinfo=UTC)
NOTHING = Money(0, "INR")
PAID = Booking(
    "b", "h", "7Q4M9XKD", 1, "PVRAH", "clerk", BookingState.CONFIRMED, (), NOTHING, NOTHING,
    STARTS_AT, STARTS_AT, None, 2,
)  # fmt: skip
HOUR = timedelta(hours=1)


def test_the_rule_ends_reservations_before_the_show_and_a_supervisor_at_its_beginning() -> None:
    rule = ReservationRule(ends_minutes=90)
    assert latest_end(rule, STARTS_AT, supervised=False) == STARTS_AT - timedelta(minutes=90)
    assert latest_end(rule, STARTS_AT, supervised=True) == STARTS_AT


def test_items_alone_are_not_reserved() -> None:
    rule, now = ReservationRule(most_seats=20), STARTS_AT - 5 * HOUR
    until = STARTS_AT - 2 * HOUR
    popcorn = replace(PAID, state=BookingState.HELD, customer=Customer("Asha Rao"))
    with pytest.raises(BadInput, match="for seats"):
        check_reservation(rule, popcorn, STARTS_AT, until, now, supervised=True)


def test_a_clerk_chooses_from_moments_before_the_show_the_last_one_first() -> None:
    now = STARTS_AT - timedelta(days=5, minutes=7)
    assert deadlines(now, now, STARTS_AT - HOUR, STARTS_AT) == (
        STARTS_AT - HOUR,
        STARTS_AT - 2 * HOUR,
        STARTS_AT - timedelta(days=1),
        STARTS_AT - timedelta(days=3),
        datetime(2026, 11, 17, 13, 35, tzinfo=UTC),
        datetime(2026, 11, 16, 14, 35, tzinfo=UTC),
    )


def test_what_is_kept_longer_is_kept_longer_than_before() -> None:
    now, before = STARTS_AT - 5 * HOUR, STARTS_AT - HOUR
    assert deadlines(now, before, STARTS_AT, STARTS_AT) == (STARTS_AT,)
    assert deadlines(now, STARTS_AT, STARTS_AT, STARTS_AT) == ()


@given(st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 20_000))
def test_every_moment_is_to_come_and_allowed(ahead: int, after: int, ends: int) -> None:
    now = STARTS_AT - timedelta(minutes=ahead)
    latest, before = STARTS_AT - timedelta(minutes=ends), STARTS_AT - timedelta(minutes=after)
    found = deadlines(now, before, latest, STARTS_AT)
    assert all(max(now, before) < one <= latest for one in found)
    assert list(found) == sorted(set(found), reverse=True)
    assert (latest in found) == (latest > max(now, before))


@pytest.mark.parametrize(
    ("booking", "paid_by", "waits"),
    [
        (PAID, (PaymentKind.CASH,), False),
        (PAID, (PaymentKind.ONLINE,), True),
        (replace(PAID, customer=Customer("Asha", collects=True)), (PaymentKind.CASH,), True),
        (replace(PAID, collected_at=STARTS_AT), (PaymentKind.ONLINE,), False),
        (replace(PAID, state=BookingState.REFUNDED), (PaymentKind.ONLINE,), False),
    ],
)
def test_tickets_wait_for_who_said_so_or_paid_from_elsewhere_until_they_are_handed_over(
    booking: Booking, paid_by: tuple[PaymentKind, ...], waits: bool
) -> None:
    assert waits_for_collection(booking, paid_by) is waits
