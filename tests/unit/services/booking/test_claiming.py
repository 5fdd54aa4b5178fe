"""Claiming, paying and ending bookings: SQL decides who owns a seat."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import Connection, func, select, text, update

from boxoffice.model.booking import Booking, BookingState, ConfirmOutcome, PaidAmount
from boxoffice.model.errors import (
    BadInput,
    HoldOver,
    KeyReused,
    NotFound,
    NotOnSale,
    Refusal,
    SeatsGone,
    WrongState,
)
from boxoffice.model.money import Money
from boxoffice.model.show import ShowStatus
from boxoffice.stores.booking import audit, bookings, claims
from boxoffice.stores.migrate import MigratableDatabase
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    HOLD_SECONDS,
    SHOW,
    Box,
    choose,
    later,
    offered,
    open_box,
    rupees,
)
from tests.unit.services.booking.lock_doubles import GrantsEverything, Unreachable

State = BookingState
LATE = "late-payment"


async def pay(box: Box, booking: Booking, amount: Money, payment_id: str = "p") -> ConfirmOutcome:
    return await box.bookings.confirm(booking.booking_id, PaidAmount(payment_id, amount))


async def turns() -> None:
    """Let what was started come to where it waits."""
    for _ in range(10):
        await asyncio.sleep(0)


def active_claims(connection: Connection) -> int:
    return connection.execute(
        select(func.count()).select_from(claims).where(claims.c.active.is_(True))
    ).scalar_one()


def doubly_owned(connection: Connection) -> list[str]:
    """Seats with more than one active claim."""
    return list(
        connection.execute(
            select(claims.c.seat_uid)
            .where(claims.c.active.is_(True))
            .group_by(claims.c.show_id, claims.c.seat_uid)
            .having(func.count() > 1)
        ).scalars()
    )


def actions(connection: Connection) -> list[tuple[str, int, int]]:
    rows = connection.execute(select(audit).order_by(audit.c.position))
    return [(row.action, row.new_state, row.amount_minor) for row in rows]


async def test_a_claim_makes_a_booking_with_a_number_that_waits_for_its_money(box: Box) -> None:
    held = await box.hold("A1", "A2")
    pending = await box.bookings.claim(held.booking_id, "clerk-1")
    assert pending.state is State.PENDING
    assert len(pending.number) == 8
    assert pending.expires_at == later(CLAIM_SECONDS)
    assert (pending.lines, pending.total, pending.paid) == (held.lines, rupees(800), rupees(0))
    assert await box.bookings.claim(held.booking_id, "clerk-1") == pending
    assert await box.bookings.get(held.booking_id) == pending
    assert await box.counts() == (89, 0, 2, 0, 0)


async def test_money_that_covers_the_total_confirms_and_sells_the_seats(box: Box) -> None:
    pending = await box.claim("A1", "A2")
    assert await pay(box, pending, rupees(800)) is ConfirmOutcome.CONFIRMED
    sold = await box.bookings.get(pending.booking_id)
    assert (sold.state, sold.paid, sold.expires_at) == (State.CONFIRMED, rupees(800), None)
    assert await box.counts() == (89, 0, 0, 2, 0)
    assert await box.locks.of_show(SHOW) == ()
    assert await box.bookings.claim(sold.booking_id, "clerk-1") == sold


async def test_money_in_parts_confirms_when_it_covers_the_total(box: Box) -> None:
    pending = await box.claim("A1")
    assert await pay(box, pending, rupees(150), "p1") is ConfirmOutcome.CONFIRMED
    assert (await box.bookings.get(pending.booking_id)).state is State.PENDING
    assert await pay(box, pending, rupees(250), "p2") is ConfirmOutcome.CONFIRMED
    assert (await box.bookings.get(pending.booking_id)).state is State.CONFIRMED


async def test_a_payment_heard_of_twice_counts_once(box: Box) -> None:
    pending = await box.claim("A1")
    for _ in range(2):
        assert await pay(box, pending, rupees(150)) is ConfirmOutcome.CONFIRMED
    assert (await box.bookings.get(pending.booking_id)).paid == rupees(150)
    with pytest.raises(KeyReused):
        await pay(box, pending, rupees(250))


@pytest.mark.parametrize(
    "amount", [rupees(401), Money(40_000, "USD")], ids=["too much", "another currency"]
)
async def test_money_that_does_not_fit_is_given_back_and_frees_no_seat(
    box: Box, amount: Money
) -> None:
    pending = await box.claim("A1")
    assert await pay(box, pending, amount) is ConfirmOutcome.REFUND
    assert await box.bookings.get(pending.booking_id) == pending


async def test_a_payment_of_nothing_is_refused(box: Box) -> None:
    pending = await box.claim("A1")
    with pytest.raises(BadInput, match="more than nothing"):
        await pay(box, pending, rupees(0))


async def test_a_second_payment_of_a_confirmed_booking_is_given_back(box: Box) -> None:
    sold = await box.sell("A1")
    for _ in range(2):
        assert await pay(box, sold, rupees(400), "second") is ConfirmOutcome.REFUND
    assert await box.bookings.get(sold.booking_id) == sold


async def test_seats_are_nobody_elses_while_sql_takes_its_time_over_their_claim(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = await box.hold("A1")
    run, sql_is_free = box.database.run, asyncio.Event()

    async def run_late(work: Callable[..., object], *args: object) -> object:
        await sql_is_free.wait()
        return await run(work, *args)

    monkeypatch.setattr(box.database, "run", run_late)
    claiming = asyncio.create_task(box.bookings.claim(held.booking_id, "clerk-1"))
    await turns()
    box.clock.advance(HOLD_SECONDS + 1)
    assert await box.gone("A1") == ("A1",)
    sql_is_free.set()
    assert (await claiming).state is State.PENDING


async def test_a_hold_whose_claim_is_refused_ends_when_it_would_have(box: Box) -> None:
    held = await box.hold("A1")
    await box.bookings.put_show(offered(status=ShowStatus.CLOSED, version=2))
    with pytest.raises(NotOnSale):
        await box.bookings.claim(held.booking_id, "clerk-1")
    assert (await box.bookings.get(held.booking_id)).expires_at == held.expires_at


async def test_late_money_buys_the_seats_again_while_all_are_free(box: Box) -> None:
    expired = await box.expire(await box.claim("A1", "A2"))
    assert expired.state is State.EXPIRED
    assert await box.counts() == (91, 0, 0, 0, 0)
    assert await pay(box, expired, rupees(800), LATE) is ConfirmOutcome.CONFIRMED
    assert (await box.bookings.get(expired.booking_id)).state is State.CONFIRMED
    assert await box.counts() == (89, 0, 0, 2, 0)
    assert len(await box.bookings.tickets(expired.booking_id)) == 2


async def test_late_money_is_given_back_when_one_seat_is_taken(box: Box) -> None:
    expired = await box.expire(await box.claim("A1", "A2"))
    await box.sell("A2")
    for _ in range(2):
        assert await pay(box, expired, rupees(800), LATE) is ConfirmOutcome.REFUND
    assert await box.counts() == (90, 0, 0, 1, 0)


async def test_late_money_is_given_back_when_somebody_holds_one_of_the_seats(box: Box) -> None:
    expired = await box.expire(await box.claim("A1", "A2"))
    theirs = await box.hold("A2")
    assert await pay(box, expired, rupees(800), LATE) is ConfirmOutcome.REFUND
    assert await box.counts() == (90, 1, 0, 0, 0)
    await box.bookings.claim(theirs.booking_id, "clerk-2")


async def test_late_money_leaves_no_lock_behind(box: Box) -> None:
    expired = await box.expire(await box.claim("A1"))
    await pay(box, expired, rupees(400), LATE)
    assert await box.locks.of_show(SHOW) == ()


async def test_late_money_for_a_cancelled_show_is_given_back(box: Box) -> None:
    expired = await box.expire(await box.claim("A1"))
    await box.bookings.put_show(offered(status=ShowStatus.CANCELLED, version=2))
    assert await pay(box, expired, rupees(400), LATE) is ConfirmOutcome.REFUND


async def test_money_for_a_cancelled_booking_is_given_back(box: Box) -> None:
    pending = await box.claim("A1")
    assert await box.bookings.release(pending.booking_id, "clerk-1") is True
    assert await pay(box, pending, rupees(400), LATE) is ConfirmOutcome.REFUND
    assert await box.counts() == (91, 0, 0, 0, 0)


async def test_money_that_covered_a_part_is_owed_back_when_the_booking_expires(box: Box) -> None:
    pending = await box.claim("A1")
    await pay(box, pending, rupees(150), "part")
    expired = await box.expire(pending)
    assert expired.paid == rupees(0)
    assert await pay(box, expired, rupees(150), "part") is ConfirmOutcome.REFUND


async def test_a_booking_with_money_in_it_cannot_be_let_go(box: Box) -> None:
    pending = await box.claim("A1")
    await pay(box, pending, rupees(150), "part")
    with pytest.raises(WrongState, match="paid in part"):
        await box.bookings.release(pending.booking_id, "clerk-1")


async def test_a_booking_does_not_expire_before_its_deadline(box: Box) -> None:
    pending = await box.claim("A1")
    assert await box.bookings.overdue() == ()
    with pytest.raises(WrongState, match="still has time"):
        await box.bookings.expire(pending.booking_id)
    box.clock.advance(CLAIM_SECONDS)
    assert await box.bookings.overdue() == (pending.booking_id,)


async def test_a_hold_of_a_show_that_was_cancelled_cannot_be_paid(box: Box) -> None:
    held = await box.hold("A1")
    await box.bookings.put_show(offered(status=ShowStatus.CANCELLED, version=2))
    with pytest.raises(NotOnSale, match="no longer on sale"):
        await box.bookings.claim(held.booking_id, "clerk-1")


async def test_an_older_copy_of_a_show_changes_nothing(box: Box) -> None:
    assert await box.bookings.put_show(offered(status=ShowStatus.CLOSED, version=3)) == 3
    assert await box.bookings.put_show(offered(version=2)) == 3
    with pytest.raises(NotOnSale):
        await box.hold("A1")


async def test_a_show_on_an_unknown_layout_is_refused(box: Box) -> None:
    with pytest.raises(NotFound, match="no layout 7"):
        await box.bookings.put_show(offered(10002, layout_id="7"))


async def test_every_change_of_money_or_seats_has_its_audit_row(box: Box) -> None:
    sold = await box.sell("A1")
    await pay(box, sold, rupees(400), "second")
    await box.expire(await box.claim("A2"))
    assert await box.database.read(actions) == [
        ("claim", State.PENDING, 40_000),
        ("payment", State.CONFIRMED, 40_000),
        ("refund", State.CONFIRMED, 40_000),
        ("claim", State.PENDING, 40_000),
        ("expired", State.EXPIRED, 0),
    ]


async def test_the_seats_are_owned_even_when_the_lock_store_forgets_everything(
    database: MigratableDatabase,
) -> None:
    locks = GrantsEverything()
    async with open_box(database, locks=locks) as box:
        pending = await box.claim("A1")
        locks.forget_everything()
        assert await box.gone("A1") == ("A1",)
        assert await pay(box, pending, rupees(400)) is ConfirmOutcome.CONFIRMED


async def test_sql_alone_sells_no_seat_twice(database: MigratableDatabase) -> None:
    async with open_box(database, locks=GrantsEverything()) as box:
        first, second = await box.hold("A1", "A2"), await box.hold("A2", "A3")
        await box.bookings.claim(first.booking_id, "clerk-1")
        with pytest.raises(SeatsGone, match="Seat A2: sold") as refused:
            await box.bookings.claim(second.booking_id, "clerk-2")
        assert refused.value.seat_ids == ("A2",)
        assert await box.database.read(active_claims) == 2


NO_GUARD = "DROP INDEX booking_claim_guard"
#: As the migration makes it, since PostgreSQL's tests take turns in one database.
GUARD = (
    "CREATE UNIQUE INDEX booking_claim_guard ON booking_claim (show_id, seat_uid)"
    " WHERE active IS TRUE"
)
GROUPS = [tuple(f"D{n}" for n in range(start, start + 4)) for start in range(1, 19)]


async def race(box: Box) -> list[Booking]:
    """Holders of overlapping groups all at once; those who got one, claimed and paid it."""

    async def buy(number: int, seats: tuple[str, ...]) -> Booking | None:
        try:
            booking = await box.hold(*seats)
            booking = await box.bookings.claim(booking.booking_id, f"clerk-{number}")
        except (AssertionError, SeatsGone):
            return None
        assert await pay(box, booking, booking.total, f"p{number}") is ConfirmOutcome.CONFIRMED
        return booking

    found = await asyncio.gather(*(buy(n, seats) for n, seats in enumerate(GROUPS * 2)))
    return [booking for booking in found if booking is not None]


async def sold_as_wholes(box: Box, bought: list[Booking]) -> None:
    seats = [line.seat_id for booking in bought for line in booking.lines]
    # How many win is chance: who is refused for a group that then fails as well is not asked again.
    assert bought
    assert len(set(seats)) == len(seats) == 4 * len(bought)
    assert await box.database.read(doubly_owned) == []
    assert await box.counts() == (91 - len(seats), 0, 0, len(seats), 0)


async def test_a_race_for_overlapping_groups_sells_wholes(box: Box) -> None:
    await sold_as_wholes(box, await race(box))


async def test_sql_alone_survives_the_race(database: MigratableDatabase) -> None:
    async with open_box(database, locks=GrantsEverything()) as box:
        await sold_as_wholes(box, await race(box))


async def test_the_lock_store_alone_survives_the_race(box: Box) -> None:
    await box.database.run(lambda connection: connection.execute(text(NO_GUARD)) and None)
    try:
        await sold_as_wholes(box, await race(box))
    finally:
        await box.database.run(lambda connection: connection.execute(text(GUARD)) and None)


async def test_a_lock_store_that_does_not_answer_loses_no_confirmation(
    database: MigratableDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_box(database, locks=Unreachable()) as box:
        pending = await box.claim("A1")
        with caplog.at_level(logging.ERROR):
            assert await pay(box, pending, rupees(400)) is ConfirmOutcome.CONFIRMED
        assert "could not be released" in caplog.text
        assert await box.counts() == (90, 0, 0, 1, 0)


async def test_a_cancelled_wait_loses_neither_the_commit_nor_the_projection(box: Box) -> None:
    held = await box.hold("A1")
    claiming = asyncio.create_task(box.bookings.claim(held.booking_id, "clerk-1"))
    await asyncio.sleep(0)
    claiming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await claiming
    await box.bookings.stop()
    assert (await box.bookings.get(held.booking_id)).state is State.PENDING
    assert await box.counts() == (90, 0, 1, 0, 0)


async def held(box: Box) -> Booking:
    return await box.hold("A1")


async def pending(box: Box) -> Booking:
    return await box.claim("A1")


async def confirmed(box: Box) -> Booking:
    return await box.sell("A1")


async def cancelled(box: Box) -> Booking:
    booking = await box.claim("A1")
    await box.bookings.release(booking.booking_id, "clerk-1")
    return booking


async def expired(box: Box) -> Booking:
    return await box.expire(await box.claim("A1"))


def in_state(state: BookingState) -> Callable[[Box], Awaitable[Booking]]:
    """Bookings in states that no command leads to yet."""

    async def make(box: Box) -> Booking:
        booking = await box.sell("A1")
        await box.database.run(
            lambda connection: (
                connection.execute(
                    update(bookings).values(state=int(state), version=bookings.c.version + 1)
                )
                and None
            )
        )
        return booking

    return make


MAKE = {
    State.HELD: held,
    State.PENDING: pending,
    State.CONFIRMED: confirmed,
    State.CANCELLED: cancelled,
    State.EXPIRED: expired,
    State.REFUND_PENDING: in_state(State.REFUND_PENDING),
    State.REFUNDED: in_state(State.REFUNDED),
}


async def claim(box: Box, booking: Booking) -> None:
    await box.bookings.claim(booking.booking_id, "clerk-1")


async def confirm(box: Box, booking: Booking) -> ConfirmOutcome:
    return await pay(box, booking, rupees(400), "another")


async def expire(box: Box, booking: Booking) -> None:
    box.clock.advance(CLAIM_SECONDS + 1)
    await box.bookings.expire(booking.booking_id)


async def release(box: Box, booking: Booking) -> bool:
    return await box.bookings.release(booking.booking_id, "clerk-1")


REFUND, CONFIRMED = ConfirmOutcome.REFUND, ConfirmOutcome.CONFIRMED
#: What each command makes of a booking in each state: the new state, and its answer or refusal.
STEPS = [
    (State.HELD, claim, State.PENDING, None),
    (State.HELD, confirm, State.HELD, NotFound),
    (State.HELD, expire, State.EXPIRED, NotFound),
    (State.HELD, release, State.CANCELLED, True),
    (State.PENDING, claim, State.PENDING, None),
    (State.PENDING, confirm, State.CONFIRMED, CONFIRMED),
    (State.PENDING, expire, State.EXPIRED, None),
    (State.PENDING, release, State.CANCELLED, True),
    (State.CONFIRMED, claim, State.CONFIRMED, None),
    (State.CONFIRMED, confirm, State.CONFIRMED, REFUND),
    (State.CONFIRMED, expire, State.CONFIRMED, WrongState),
    (State.CONFIRMED, release, State.CONFIRMED, WrongState),
    (State.CANCELLED, claim, State.CANCELLED, HoldOver),
    (State.CANCELLED, confirm, State.CANCELLED, REFUND),
    (State.CANCELLED, expire, State.CANCELLED, WrongState),
    (State.CANCELLED, release, State.CANCELLED, False),
    (State.EXPIRED, claim, State.EXPIRED, HoldOver),
    (State.EXPIRED, confirm, State.CONFIRMED, CONFIRMED),
    (State.EXPIRED, expire, State.EXPIRED, None),
    (State.EXPIRED, release, State.EXPIRED, False),
    (State.REFUND_PENDING, claim, State.REFUND_PENDING, WrongState),
    (State.REFUND_PENDING, confirm, State.REFUND_PENDING, REFUND),
    (State.REFUND_PENDING, expire, State.REFUND_PENDING, WrongState),
    (State.REFUND_PENDING, release, State.REFUND_PENDING, WrongState),
    (State.REFUNDED, claim, State.REFUNDED, WrongState),
    (State.REFUNDED, confirm, State.REFUNDED, REFUND),
    (State.REFUNDED, expire, State.REFUNDED, WrongState),
    (State.REFUNDED, release, State.REFUNDED, WrongState),
]


@pytest.mark.parametrize(
    ("old", "command", "new", "answer"),
    STEPS,
    ids=[f"{old.name}-{command.__name__}" for old, command, _, _ in STEPS],
)
async def test_a_command_takes_a_booking_only_where_it_may_go(
    box: Box,
    old: BookingState,
    command: Callable[[Box, Booking], Awaitable[object]],
    new: BookingState,
    answer: object,
) -> None:
    booking = await MAKE[old](box)
    if isinstance(answer, type) and issubclass(answer, Refusal):
        with pytest.raises(answer):
            await command(box, booking)
    else:
        assert await command(box, booking) == answer
    assert (await box.bookings.get(booking.booking_id)).state is new


async def test_seats_let_go_can_be_chosen_again(box: Box) -> None:
    pending = await box.claim("A1")
    await box.bookings.release(pending.booking_id, "clerk-1")
    answer = await box.bookings.amend((await box.hold("A2")).booking_id, choose("A1", "A2"))
    assert answer.gone == ()
