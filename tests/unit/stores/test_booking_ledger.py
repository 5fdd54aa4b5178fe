"""What SQL alone guarantees of bookings, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from boxoffice.model.booking import Booking, BookingState, ConfirmOutcome, Line, PaidAmount, TaxPart
from boxoffice.model.errors import NotFound
from boxoffice.model.events import EventKind
from boxoffice.model.money import Money
from boxoffice.rules.layouts import MAX_SEAT_ID, MAX_UID_BYTES, canonical
from boxoffice.stores.booking import audit, claims, outbox
from boxoffice.stores.booking_catalog import put_layout, put_show, read_layouts, read_shows
from boxoffice.stores.booking_keys import SigningKey, read_signing, replace_signing
from boxoffice.stores.booking_ledger import (
    Outrun,
    apply_payment,
    end_booking,
    open_booking,
)
from boxoffice.stores.booking_reading import (
    Ownership,
    read_booking,
    read_numbered,
    read_of_shows,
    read_overdue,
    read_owners,
    read_state,
    read_taken,
)
from boxoffice.stores.booking_tickets import (
    raise_serials,
    read_serials,
)
from boxoffice.stores.migrate import MigratableDatabase
from tests.unit.services.booking.box import LAYOUT, SHOW, offered

AT = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)
DEADLINE = AT + timedelta(minutes=10)
INR_400 = Money(40_000, "INR")


def line(line_id: str, uid: str) -> Line:
    return Line(
        line_id,
        uid,
        uid.upper(),
        3,
        "adult",
        Money(20_000, "INR"),
        16_950,
        (TaxPart("CGST", 900, 1_525), TaxPart("SGST", 900, 1_525)),
    )


def booking(name: str, *uids: str) -> Booking:
    """A PENDING booking as a claim writes it."""
    return Booking(
        booking_id=f"booking-{name}",
        hold_id=f"hold-{name}",
        number=f"NUMBER-{name}",
        show_id=SHOW,
        theatre_id="PVRAH",
        user_id="clerk-1",
        state=BookingState.PENDING,
        lines=tuple(line(f"{name}-{uid}", uid) for uid in uids),
        total=Money(20_000 * len(uids), "INR"),
        paid=Money(0, "INR"),
        created_at=AT,
        updated_at=AT,
        expires_at=DEADLINE,
        version=1,
    )


FIRST = booking("1", "a1", "a2")


class Broken(Exception):
    """Whatever goes wrong in the middle of a transaction."""


@pytest.fixture
async def opened(database: MigratableDatabase) -> MigratableDatabase:
    """A database with the show on sale and FIRST pending."""

    def fill(connection: Connection) -> None:
        put_layout(connection, LAYOUT, canonical(LAYOUT.plan))
        put_show(connection, offered())
        open_booking(connection, FIRST, LAYOUT.layout_id, "clerk-1")

    await database.run(fill)
    return database


async def pay(
    database: MigratableDatabase, amount: Money = INR_400, payment_id: str = "p1"
) -> ConfirmOutcome:
    paid = PaidAmount(payment_id, amount)
    applied = await database.run(apply_payment, FIRST.booking_id, paid, AT, "payment")
    return applied.outcome


async def test_a_booking_reads_as_it_was_written(opened: MigratableDatabase) -> None:
    assert await opened.read(read_booking, FIRST.booking_id) == FIRST
    assert await opened.read(read_numbered, FIRST.number) == FIRST
    assert await opened.read(read_of_shows, (SHOW, SHOW + 1)) == (FIRST,)
    assert await opened.read(read_state, FIRST.booking_id) is BookingState.PENDING
    assert await opened.read(read_state, "unknown") is None
    assert await opened.read(read_booking, "unknown") is None


async def test_no_seat_has_two_active_claims(opened: MigratableDatabase) -> None:
    with pytest.raises(Outrun):
        await opened.run(open_booking, booking("2", "a2", "a3"), LAYOUT.layout_id, "clerk-2")
    assert await opened.read(read_booking, "booking-2") is None
    assert await opened.read(read_taken, SHOW, ["a1", "a2", "a3"]) == {"a1", "a2"}


async def test_the_table_itself_refuses_a_second_owner(opened: MigratableDatabase) -> None:
    def steal(connection: Connection) -> None:
        open_booking(connection, booking("2", "a3"), LAYOUT.layout_id, "clerk-2")
        connection.execute(
            claims.update().where(claims.c.booking_id == "booking-2").values(seat_uid="a1")
        )

    with pytest.raises(IntegrityError):
        await opened.run(steal)


async def test_the_same_seat_of_another_show_is_another_seat(opened: MigratableDatabase) -> None:
    await opened.run(put_show, offered(10002))
    await opened.run(
        open_booking, replace(booking("2", "a1"), show_id=10002), LAYOUT.layout_id, "clerk-2"
    )
    assert await opened.read(read_owners, [SHOW, 10002]) == (
        Ownership(SHOW, "booking-1", 1, "hold-1", DEADLINE, ("a1", "a2")),
        Ownership(10002, "booking-2", 1, "hold-2", DEADLINE, ("a1",)),
    )


@pytest.mark.parametrize(
    "double",
    [
        replace(booking("2", "a3"), number=FIRST.number),
        replace(booking("2", "a3"), booking_id=FIRST.booking_id),
    ],
    ids=["number", "booking id"],
)
async def test_a_number_and_an_id_are_given_once(
    opened: MigratableDatabase, double: Booking
) -> None:
    with pytest.raises(Outrun):
        await opened.run(open_booking, double, LAYOUT.layout_id, "clerk-2")


async def test_a_payment_sells_the_seats_and_makes_the_tickets(opened: MigratableDatabase) -> None:
    assert await pay(opened) is ConfirmOutcome.CONFIRMED
    assert await opened.read(read_owners, [SHOW]) == (
        Ownership(SHOW, "booking-1", 2, "hold-1", None, ("a1", "a2")),
    )
    assert await opened.read(read_serials, FIRST.booking_id) == {"1-a1": 1, "1-a2": 1}


async def test_an_expired_booking_frees_its_seats_for_another(opened: MigratableDatabase) -> None:
    assert await opened.read(read_overdue, DEADLINE - timedelta(microseconds=1), 0, 10) == ()
    assert await opened.read(read_overdue, DEADLINE, 0, 10) == (FIRST.booking_id,)
    await opened.run(end_booking, FIRST.booking_id, BookingState.EXPIRED, DEADLINE, "deadline")
    assert await opened.read(read_overdue, DEADLINE, 0, 10) == ()
    await opened.run(open_booking, booking("2", "a2"), LAYOUT.layout_id, "clerk-2")
    assert await pay(opened) is ConfirmOutcome.REFUND


async def test_a_rolled_back_step_leaves_no_event_and_no_audit_row(
    opened: MigratableDatabase,
) -> None:
    def pay_and_fail(connection: Connection) -> None:
        apply_payment(connection, FIRST.booking_id, PaidAmount("p1", INR_400), AT, "payment")
        raise Broken

    with pytest.raises(Broken):
        await opened.run(pay_and_fail)
    assert await opened.read(read_booking, FIRST.booking_id) == FIRST
    assert await opened.read(events) == [(EventKind.BOOKING_CHANGED, "booking-1:1")]
    assert await opened.read(audited) == [("claim", "clerk-1", '["a1", "a2"]')]
    assert await pay(opened) is ConfirmOutcome.CONFIRMED
    assert await opened.read(events) == [
        (EventKind.BOOKING_CHANGED, "booking-1:1"),
        (EventKind.BOOKING_CHANGED, "booking-1:2"),
    ]


async def test_nothing_is_paid_or_ended_that_there_is_not(opened: MigratableDatabase) -> None:
    with pytest.raises(NotFound):
        await opened.run(apply_payment, "unknown", PaidAmount("p1", INR_400), AT, "payment")
    with pytest.raises(NotFound):
        await opened.run(end_booking, "unknown", BookingState.EXPIRED, AT, "deadline")


async def test_a_layout_once_kept_stays_as_it_is(opened: MigratableDatabase) -> None:
    other = replace(LAYOUT, theatre_id="ELSEWHERE", digest="another digest")
    assert await opened.run(put_layout, other, b"{}") == LAYOUT.digest
    assert await opened.read(read_layouts, ["100001", "unknown"]) == (LAYOUT,)


async def test_the_newest_version_of_a_show_is_kept(opened: MigratableDatabase) -> None:
    assert await opened.run(put_show, offered(version=3, language="Tamil")) == 3
    assert await opened.run(put_show, offered(version=2)) == 3
    assert await opened.read(read_shows, [SHOW, 99]) == (offered(version=3, language="Tamil"),)


async def test_one_key_signs_however_many_are_made_at_once(database: MigratableDatabase) -> None:
    first, second, third = (SigningKey("PVRAH", n * 8, b"p" * 32, b"s") for n in ("11", "22", "33"))
    assert await database.run(replace_signing, first, "", AT, "clerk-1") == first
    assert await database.run(replace_signing, second, "", AT, "clerk-1") == first
    assert await database.run(replace_signing, second, first.key_id, AT, "admin-1") == second
    assert await database.run(replace_signing, third, first.key_id, AT, "admin-1") == second
    assert await database.read(read_signing, "PVRAH") == second
    assert await database.read(read_signing, "OTHER") is None


async def test_a_reprint_raises_every_serial_of_the_booking(opened: MigratableDatabase) -> None:
    await pay(opened)
    for _ in range(2):
        raised = await opened.run(raise_serials, FIRST, 1, AT, "clerk-1")
        assert raised == {"1-a1": 2, "1-a2": 2}
    reprints = [row for row in await opened.read(audited) if row[0] == "reprint"]
    assert reprints == [("reprint", "clerk-1", '["a1", "a2"]')]


async def test_the_widest_seat_that_a_layout_may_have_is_sold(opened: MigratableDatabase) -> None:
    widest = replace(line("wide", "ü" * (MAX_UID_BYTES // 2)), seat_id="W" * MAX_SEAT_ID)
    longest = replace(line("long", "u" * MAX_UID_BYTES), seat_id="L" * MAX_SEAT_ID)
    wide = replace(booking("2"), lines=(widest, longest), total=INR_400)
    await opened.run(open_booking, wide, LAYOUT.layout_id, "clerk-1")
    paid = PaidAmount("p2", INR_400)
    applied = await opened.run(apply_payment, wide.booking_id, paid, AT, "payment")
    assert applied.booking.state is BookingState.CONFIRMED
    assert await opened.read(read_booking, wide.booking_id) == applied.booking


def events(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.execute(select(outbox).order_by(outbox.c.position))
    return [(row.kind, row.event_id) for row in rows]


def audited(connection: Connection) -> list[tuple[str, str, str]]:
    rows = connection.execute(select(audit).order_by(audit.c.position))
    return [(row.action, row.actor, row.seats) for row in rows]
