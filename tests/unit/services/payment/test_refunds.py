"""Lines are given back: their seats are free at once, their money once, whatever goes wrong."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from boxoffice.model.booking import Booking, BookingState, LineState
from boxoffice.model.errors import BadInput, KeyReused, Refusal, WrongState
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind, PaymentState, Tender, TenderKind
from boxoffice.model.refund import RefundOrder, RefundState
from boxoffice.model.shift import AtCounter, EntryKind
from boxoffice.services.booking import Bookings
from boxoffice.services.payment import Payments
from boxoffice.services.payment.providers import Refunding
from boxoffice.stores.booking import bookings as booking_table
from boxoffice.stores.booking import claims, lines
from boxoffice.stores.migrate import migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.payment import entries, refunds
from boxoffice.stores.payment import payments as payment_table
from boxoffice.stores.sqlite import SqliteDatabase
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    GUEST_HOLD_SECONDS,
    HOLD_SECONDS,
    Box,
    open_box,
    rupees,
)
from tests.unit.services.faults import Died, MortalDatabase
from tests.unit.services.payment.psp import Till

State = BookingState
TILL = AtCounter("Till 1")


def tender(kind: TenderKind, amount: int) -> Tender:
    return Tender(kind, amount * 100, reference="" if kind is TenderKind.CASH else "A1")


def order(booking: Booking, *seats: str, key: str = "refund-1") -> RefundOrder:
    """Give the tickets of these seats back at the till."""
    line_ids = tuple(line.line_id for line in booking.seats if line.seat_id in seats)
    return RefundOrder(booking.booking_id, line_ids, key, "clerk-1", "boss", "Till 1")


async def sell(
    box: Box, payments: Payments, *seats: str, tenders: tuple[Tender, ...] = ()
) -> Booking:
    """Seats that are sold at the till, for cash unless it is said otherwise."""
    held = await box.hold(*seats)
    due = tenders or (Tender(TenderKind.CASH, held.total.amount_minor),)
    return await payments.take(held.booking_id, due, f"sale {held.booking_id}", "clerk-1", TILL)


def agree(connection: Connection) -> None:
    """Invariant 2 of every booking, and nothing that was given back still owns a seat."""
    for booking in connection.execute(select(booking_table)):
        if booking.state not in (State.CONFIRMED, State.REFUND_PENDING, State.REFUNDED):
            continue
        of_payments = payment_table.c.booking_id == booking.booking_id
        captured = payment_table.c.state.in_(
            [PaymentState.CAPTURED.value, PaymentState.REFUNDED.value]
        )
        paid = connection.execute(
            select(func.coalesce(func.sum(payment_table.c.amount_minor), 0)).where(
                of_payments, captured
            )
        ).scalar_one()
        back = connection.execute(
            select(func.coalesce(func.sum(refunds.c.amount_minor), 0))
            .join(payment_table, payment_table.c.payment_id == refunds.c.payment_id)
            .where(of_payments)
        ).scalar_one()
        active = (lines.c.booking_id == booking.booking_id) & (
            lines.c.state == LineState.ACTIVE.value
        )
        total = connection.execute(
            select(func.coalesce(func.sum(lines.c.price_minor), 0)).where(active)
        ).scalar_one()
        assert paid - back == total == booking.total_minor == booking.paid_minor
        owned = (claims.c.booking_id == booking.booking_id) & claims.c.active.is_(True)
        assert set(connection.execute(select(claims.c.line_id).where(owned)).scalars()) == set(
            connection.execute(select(lines.c.line_id).where(active)).scalars()
        )
    reserved = select(payment_table.c.payment_id).where(
        payment_table.c.refunded_minor > payment_table.c.amount_minor
    )
    assert connection.execute(reserved).first() is None


def drawer(connection: Connection) -> list[tuple[str, int]]:
    """What the shifts counted, oldest first."""
    found = connection.execute(
        select(entries).where(entries.c.kind != EntryKind.OPENED.value).order_by(entries.c.at)
    )
    return [(row.kind, row.amount_minor) for row in found]


async def test_one_ticket_of_three_is_given_back_in_cash_and_its_seat_is_free(
    box: Box, payments: Payments
) -> None:
    sold = await sell(box, payments, "A1", "A2", "D1")
    plan = await payments.plan_refund(sold.booking_id, order(sold, "D1").line_ids)
    assert (plan.amount, [part.kind for part in plan.parts]) == (rupees(200), [PaymentKind.CASH])
    (refund,) = await payments.refund(order(sold, "D1"))
    assert (refund.amount, refund.state, refund.approved_by) == (
        rupees(200),
        RefundState.DONE,
        "boss",
    )
    after = await box.bookings.get(sold.booking_id)
    assert (after.state, after.total, after.paid) == (State.CONFIRMED, rupees(800), rupees(800))
    assert [line.state for line in after.lines] == [
        LineState.ACTIVE,
        LineState.ACTIVE,
        LineState.REFUNDED,
    ]
    await box.hold("D1")
    (payment,) = await payments.of_booking(sold.booking_id)
    assert (payment.state, payment.refunded_minor) == (PaymentState.CAPTURED, 20_000)
    assert await box.database.read(drawer) == [("taken", 100_000), ("returned", 20_000)]
    await box.database.read(agree)


async def test_a_booking_is_refunded_once_no_ticket_is_left(box: Box, payments: Payments) -> None:
    sold = await sell(box, payments, "A1", "A2")
    await payments.refund(order(sold, "A1"))
    await payments.refund(order(sold, "A2", key="refund-2"))
    after = await box.bookings.get(sold.booking_id)
    assert (after.state, after.paid) == (State.REFUNDED, rupees(0))
    (payment,) = await payments.of_booking(sold.booking_id)
    assert payment.state is PaymentState.REFUNDED
    assert await box.counts() == (91, 0, 0, 0, 0)
    await box.database.read(agree)


async def test_the_same_key_gives_back_once_and_another_order_under_it_is_refused(
    box: Box, payments: Payments
) -> None:
    sold = await sell(box, payments, "A1", "A2")
    first = await payments.refund(order(sold, "A1"))
    assert await payments.refund(order(sold, "A1")) == first
    with pytest.raises(KeyReused):
        await payments.refund(order(sold, "A2"))
    assert await payments.refunds(sold.booking_id) == first


async def test_what_was_given_back_is_not_given_back_again(box: Box, payments: Payments) -> None:
    sold = await sell(box, payments, "A1", "A2")
    await payments.refund(order(sold, "A1"))
    with pytest.raises(BadInput):
        await payments.refund(order(sold, "A1", key="refund-2"))
    held = await box.hold("E1")
    with pytest.raises(WrongState):
        await payments.plan_refund(held.booking_id, (held.lines[0].line_id,))


async def test_a_split_sale_goes_back_by_card_first_and_out_of_the_drawer_last(
    box: Box, payments: Payments
) -> None:
    split = (tender(TenderKind.CASH, 250), tender(TenderKind.CARD_TERMINAL, 350))
    sold = await sell(box, payments, "A1", "D1", tenders=split)
    amounts: list[list[tuple[PaymentKind, Money]]] = []
    for seat in ("A1", "D1"):
        parts = await payments.refund(order(sold, seat, key=seat))
        amounts.append(sorted((part.kind, part.amount) for part in parts))
    assert amounts == [
        [(PaymentKind.CARD_TERMINAL, rupees(350)), (PaymentKind.CASH, rupees(50))],
        [(PaymentKind.CASH, rupees(200))],
    ]
    await box.database.read(agree)


async def test_a_voucher_has_its_money_back(box: Box, payments: Payments) -> None:
    voucher = await payments.issue_voucher("PVRAH", rupees(500), None, "issue", "admin")
    paid = (Tender(TenderKind.VOUCHER, 40_000, reference=voucher.code),)
    sold = await sell(box, payments, "A1", tenders=paid)
    await payments.refund(order(sold, "A1"))
    assert (await payments.voucher("PVRAH", voucher.code)).balance == rupees(500)


async def test_money_of_a_provider_goes_back_in_part_and_the_booking_waits_for_it(
    till: Till,
) -> None:
    await till.payments.start()
    booking = await till.open("A1", "D1")
    await till.hear(booking)
    sold = await till.state(booking)
    assert sold.state is State.CONFIRMED
    till.psp.refunding = Refunding.UNDER_WAY
    (part,) = await till.payments.refund(order(sold, "D1"))
    assert part.state is RefundState.DUE
    await till.payments.refund(order(sold, "A1", key="refund-2"))
    assert (await till.state(sold)).state is State.REFUND_PENDING
    assert await till.box.counts() == (91, 0, 0, 0, 0)
    till.psp.refunding = Refunding.DONE
    till.box.clock.advance(120)
    await till.payments.sweep_once()
    asked = {call for call in till.psp.asked("refund") if call[1] == "INR 200.00"}
    assert asked == {("T1", "INR 200.00", part.refund_id)}
    assert (await till.state(sold)).state is State.REFUNDED
    assert await till.taken(sold) == [PaymentState.REFUNDED]
    await till.payments.stop()


@pytest.mark.parametrize("after_commit", [False, True])
@pytest.mark.parametrize("step", ["begin", "give_back", "owe", "end_refund", "finish"])
async def test_a_refund_that_is_cut_off_at_any_step_is_gone_on_with_by_the_next_process(
    box: Box, payments: Payments, step: str, after_commit: bool
) -> None:
    sold = await sell(box, payments, "A1", "A2")
    dying = MortalDatabase(box.database, step, after_commit=after_commit)
    bookings = Bookings(
        dying, box.locks, box.clock, HOLD_SECONDS, GUEST_HOLD_SECONDS, CLAIM_SECONDS
    )
    await bookings.start()
    with pytest.raises(Died):
        await Payments(dying, box.clock, bookings).refund(order(sold, "A1", "A2"))
    await bookings.stop()
    box.clock.advance(60)
    await payments.sweep_once()
    was_written = step != "begin" or after_commit
    assert bool(await payments.refunds(sold.booking_id)) == was_written
    (refund,) = await payments.refund(order(sold, "A1", "A2"))
    assert (refund.amount, refund.state) == (rupees(800), RefundState.DONE)
    assert (await box.bookings.get(sold.booking_id)).state is State.REFUNDED
    assert await box.database.read(drawer) == [("taken", 80_000), ("returned", 80_000)]
    await box.database.read(agree)


SEATS = ("A1", "A2", "B1", "D1", "D2")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    split=st.tuples(st.integers(0, 1_500), st.integers(0, 1_500)),
    picks=st.lists(st.sets(st.sampled_from(SEATS), min_size=1), max_size=6),
)
async def test_money_and_lines_agree_after_any_sequence_of_refunds(
    tmp_path_factory: pytest.TempPathFactory,
    split: tuple[int, int],
    picks: list[set[str]],
) -> None:
    database = await SqliteDatabase.open(tmp_path_factory.mktemp("cinema") / "cinema.db")
    await migrate(database, HEADS)
    async with open_box(database) as box:
        payments = Payments(database, box.clock, box.bookings)
        card, other = sorted(split)
        parts = [card, other - card, 1_500 - other]
        kinds = [TenderKind.CARD_TERMINAL, TenderKind.CASH, TenderKind.CASH]
        tenders = tuple(tender(kind, part) for kind, part in zip(kinds, parts, strict=True) if part)
        sold = await sell(box, payments, *SEATS, tenders=tenders)
        for place, seats in enumerate(picks):
            with contextlib.suppress(Refusal):
                await payments.refund(order(sold, *seats, key=str(place)))
            await database.read(agree)
    await database.close()
