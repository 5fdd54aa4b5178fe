"""Seats that are reserved now and paid later, and tickets that are collected later."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from boxoffice.model.booking import Booking, BookingState, Customer, LineState, PaidAmount
from boxoffice.model.errors import BadInput, HoldOver, NotAllowed, SeatsGone, WrongState
from boxoffice.model.events import EventKind
from boxoffice.model.terms import ReservationRule
from boxoffice.stores.booking import audit, outbox
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    HOLD_SECONDS,
    SHOW,
    STARTS_AT,
    Box,
    offered,
)

UNTIL = STARTS_AT - timedelta(hours=1)
AFTER_THE_START = STARTS_AT + timedelta(minutes=1)
SCHOOL = Customer("St. Xavier's School", "+912266620000")


async def reserve(box: Box, *seats: str) -> Booking:
    """Seats kept for a school until an hour before the show."""
    held = await box.hold(*seats)
    await box.bookings.set_customer(held.booking_id, SCHOOL, "clerk-1")
    return await box.bookings.reserve(held.booking_id, UNTIL, "clerk-1")


async def actions(box: Box, booking: Booking) -> list[tuple[str, str]]:
    """What the audit says of a booking, and of whom."""

    def read(connection: Connection) -> list[tuple[str, str]]:
        rows = connection.execute(
            select(audit.c.action, audit.c.actor)
            .where(audit.c.booking_id == booking.booking_id)
            .order_by(audit.c.position)
        )
        return [(row.action, row.actor) for row in rows]

    return await box.database.read(read)


async def test_reserved_seats_outlive_hold_and_claim_and_are_free_at_their_deadline(
    box: Box,
) -> None:
    booking = await reserve(box, "A1", "A2")
    assert (booking.state, booking.expires_at) == (BookingState.PENDING, UNTIL)
    assert (booking.reserved_by, booking.customer) == ("clerk-1", SCHOOL)
    assert await box.counts() == (89, 0, 2, 0, 0)
    box.clock.advance(HOLD_SECONDS + CLAIM_SECONDS)
    assert await box.gone("A2", "A3") == ("A2",)
    assert await box.bookings.overdue() == ()
    assert await box.bookings.reservations(SHOW) == (booking,)
    box.clock.advance((UNTIL - box.clock.now()).total_seconds())
    assert await box.bookings.overdue() == (booking.booking_id,)
    over = await box.bookings.expire(booking.booking_id)
    assert over.state is BookingState.EXPIRED
    assert await box.counts() == (91, 0, 0, 0, 0)
    assert await box.bookings.reservations(SHOW) == ()
    assert await actions(box, booking) == [("reserve", "clerk-1"), ("expired", "deadline")]


async def test_everybody_who_watches_sees_reserved_seats_with_their_deadline(box: Box) -> None:
    booking = await reserve(box, "A1", "A2")
    (hold,) = (await box.bookings.seats(SHOW)).holds
    assert (hold.hold_id, hold.expires_at) == (booking.hold_id, UNTIL)


async def test_reserving_twice_is_one_reservation(box: Box) -> None:
    booking = await reserve(box, "A1")
    later = UNTIL - timedelta(minutes=5)
    assert await box.bookings.reserve(booking.booking_id, later, "clerk-2") == booking
    assert len(await actions(box, booking)) == 1


async def test_a_reservation_keeps_to_the_rule_of_its_theatre(box: Box) -> None:
    held = await box.hold("A1", "A2", "A3")
    reserving = box.bookings.reserve
    with pytest.raises(BadInput, match="a name or a phone"):
        await reserving(held.booking_id, UNTIL, "clerk-1")
    await box.bookings.set_customer(held.booking_id, SCHOOL, "clerk-1")
    with pytest.raises(NotAllowed, match="60 minutes before"):
        await reserving(held.booking_id, UNTIL + timedelta(minutes=1), "clerk-1")
    with pytest.raises(BadInput, match="until the show begins"):
        await reserving(held.booking_id, AFTER_THE_START, "clerk-1", supervised=True)
    with pytest.raises(BadInput, match="over already"):
        await reserving(held.booking_id, box.clock.now(), "clerk-1")
    for version, rule in enumerate(
        (ReservationRule(2), ReservationRule(0), ReservationRule(supervised=True)), start=2
    ):
        await put_rule(box, rule, version)
        with pytest.raises(NotAllowed):
            await reserving(held.booking_id, UNTIL, "clerk-1")
    assert (await box.bookings.get(held.booking_id)).state is BookingState.HELD
    assert await box.counts() == (88, 3, 0, 0, 0)
    kept = await reserving(held.booking_id, STARTS_AT, "boss", supervised=True)
    assert kept.expires_at == STARTS_AT


async def put_rule(box: Box, rule: ReservationRule, version: int) -> None:
    """Sell by this rule from now on."""
    show = offered(version=version)
    await box.bookings.put_show(replace(show, terms=replace(show.terms, reservations=rule)))


async def test_a_part_is_let_go_and_sold_to_others_and_the_rest_is_paid(box: Box) -> None:
    booking = await reserve(box, "A1", "A2", "A3")
    gone = booking.seats[1]
    left = await box.bookings.release_lines(booking.booking_id, (gone.line_id,), "clerk-2")
    assert [line.seat_id for line in left.seats] == ["A1", "A3"]
    assert left.total == booking.total - gone.price
    assert await box.bookings.release_lines(booking.booking_id, (gone.line_id,), "x") == left
    assert await box.counts() == (89, 0, 2, 0, 0)
    other = await box.sell("A2")
    paying = await box.bookings.claim(booking.booking_id, "clerk-2")
    assert paying == left
    await box.bookings.confirm(booking.booking_id, PaidAmount("of-the-school", left.total))
    paid = await box.bookings.get(booking.booking_id)
    assert (paid.state, paid.paid) == (BookingState.CONFIRMED, left.total)
    assert [line.state for line in paid.seat_lines][1] is LineState.RELEASED
    span = box.clock.now(), box.clock.now() + timedelta(seconds=1)
    sold = {one.line_id for one in await box.bookings.sold("PVRAH", *span)}
    assert sold == {line.line_id for one in (paid, other) for line in one.seats}
    assert {ticket.seat_id for ticket in await box.bookings.tickets(paid.booking_id)} == {
        "A1",
        "A3",
    }
    assert (await box.bookings.get(other.booking_id)).seats[0].seat_id == "A2"
    assert await box.counts() == (88, 0, 0, 3, 0)


async def test_the_last_seat_of_a_reservation_goes_with_all_of_it(box: Box) -> None:
    booking = await reserve(box, "A1", "A2")
    lines = tuple(line.line_id for line in booking.seats)
    with pytest.raises(WrongState, match="whole"):
        await box.bookings.release_lines(booking.booking_id, lines, "clerk-1")
    assert await box.bookings.release(booking.booking_id, "clerk-1")
    assert (await box.bookings.get(booking.booking_id)).state is BookingState.CANCELLED
    assert await box.counts() == (91, 0, 0, 0, 0)
    with pytest.raises(WrongState):
        await box.bookings.release_lines(booking.booking_id, lines[:1], "clerk-1")


async def test_what_is_paid_in_part_is_not_let_go_in_part(box: Box) -> None:
    booking = await reserve(box, "A1", "A2")
    part = booking.seats[0].price
    await box.bookings.confirm(booking.booking_id, PaidAmount("a-part", part))
    with pytest.raises(WrongState, match="part"):
        await box.bookings.release_lines(booking.booking_id, (booking.seats[0].line_id,), "clerk-1")


async def test_a_reservation_lasts_longer_and_never_shorter(box: Box) -> None:
    booking = await reserve(box, "A1")
    extend = box.bookings.extend_reservation
    with pytest.raises(NotAllowed):
        await extend(booking.booking_id, UNTIL + timedelta(minutes=10), "clerk-1")
    later = UNTIL + timedelta(minutes=20)
    extended = await extend(booking.booking_id, later, "boss", supervised=True)
    assert extended.expires_at == later
    assert await extend(booking.booking_id, later, "boss", supervised=True) == extended
    with pytest.raises(WrongState, match="longer"):
        await extend(booking.booking_id, UNTIL, "boss", supervised=True)
    box.clock.advance((UNTIL - box.clock.now()).total_seconds())
    assert await box.bookings.overdue() == ()
    (hold,) = (await box.bookings.seats(SHOW)).holds
    assert hold.expires_at == later
    assert await actions(box, booking) == [("reserve", "clerk-1"), ("extend", "boss")]


async def test_what_is_being_paid_is_not_reserved(box: Box) -> None:
    pending = await box.claim("A1")
    with pytest.raises(WrongState, match="being paid"):
        await box.bookings.reserve(pending.booking_id, UNTIL, "clerk-1")
    with pytest.raises(WrongState, match="no reservation"):
        await box.bookings.extend_reservation(
            pending.booking_id, STARTS_AT, "boss", supervised=True
        )


async def test_a_hold_that_is_over_is_not_reserved(box: Box) -> None:
    held = await box.hold("A1")
    await box.bookings.set_customer(held.booking_id, SCHOOL, "clerk-1")
    box.clock.advance(HOLD_SECONDS + 1)
    with pytest.raises(HoldOver):
        await box.bookings.reserve(held.booking_id, UNTIL, "clerk-1")


async def test_seats_that_somebody_owns_are_not_reserved_whatever_the_lock_store_says(
    box: Box,
) -> None:
    held = await box.hold("A1")
    await box.bookings.set_customer(held.booking_id, SCHOOL, "clerk-1")
    for lock in await box.locks.of_show(SHOW):
        await box.locks.release(lock.booking_id)
    await box.sell("A1")
    with pytest.raises((HoldOver, SeatsGone)):
        await box.bookings.reserve(held.booking_id, UNTIL, "clerk-1")


async def test_who_reserved_long_ago_is_reminded_once_before_the_end(box: Box) -> None:
    tomorrow = STARTS_AT + timedelta(days=1)
    await box.bookings.put_show(offered(10002, starts_at=tomorrow))
    for seat, hours in (("A1", 20), ("A2", 1)):
        held = await box.hold(seat, show_id=10002)
        await box.bookings.set_customer(held.booking_id, SCHOOL, "clerk-1")
        until = box.clock.now() + timedelta(hours=hours)
        booking = await box.bookings.reserve(held.booking_id, until, "clerk-1")
    remind = box.bookings._reserving.remind_due
    await remind()
    assert await reminded(box) == 0
    box.clock.advance(17.5 * 3600)
    await remind()
    await remind()
    assert await reminded(box) == 1
    first = (await box.bookings.reservations(10002))[1]
    assert first.booking_id != booking.booking_id
    longer = tomorrow - timedelta(minutes=5)
    await box.bookings.extend_reservation(first.booking_id, longer, "boss", supervised=True)
    box.clock.advance((longer - box.clock.now()).total_seconds() - 60)
    await remind()
    assert await reminded(box) == 2


async def reminded(box: Box) -> int:
    """How often somebody was to be reminded."""

    def read(connection: Connection) -> list[str]:
        return list(connection.execute(select(outbox.c.kind)).scalars())

    return (await box.database.read(read)).count(EventKind.RESERVATION_ENDS.value)


async def test_tickets_are_handed_over_once_and_it_is_known_by_whom(box: Box) -> None:
    booking = await reserve(box, "A1")
    with pytest.raises(WrongState, match="paid"):
        await box.bookings.collect(booking.booking_id, "Asha", "clerk-1")
    await box.bookings.confirm(booking.booking_id, PaidAmount("p", booking.total))
    collected = await box.bookings.collect(booking.booking_id, "Asha", "clerk-1")
    assert (collected.collected_by, collected.collected_at) == ("Asha", box.clock.now())
    box.clock.advance(60)
    assert await box.bookings.collect(booking.booking_id, "Asha", "clerk-1") == collected
    with pytest.raises(WrongState, match="Asha handed these"):
        await box.bookings.collect(booking.booking_id, "Ravi", "clerk-2")
    assert [action for action, _ in await actions(box, booking)] == [
        "reserve",
        "payment",
        "collect",
    ]
