"""Tickets are exchanged for others: the difference alone changes hands, whatever goes wrong."""

import contextlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from boxoffice.model.booking import Booking, BookingState, LineState, SeatChoice
from boxoffice.model.errors import (
    BadInput,
    HoldOver,
    KeyReused,
    NoProvider,
    NotAllowed,
    Refusal,
    SeatsGone,
    WrongAmount,
)
from boxoffice.model.payment import PaymentKind, PaymentState, Tender, TenderKind
from boxoffice.model.refund import RefundOrder
from boxoffice.services.booking import Bookings
from boxoffice.services.payment import Payments
from boxoffice.services.payment.providers import Refunding
from boxoffice.stores.migrate import migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.payment import payments as payment_table
from boxoffice.stores.sqlite import SqliteDatabase
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    GUEST_HOLD_SECONDS,
    HOLD_SECONDS,
    SHOW,
    Box,
    offered,
    open_box,
    rupees,
)
from tests.unit.services.faults import Died, MortalDatabase
from tests.unit.services.payment.psp import Till
from tests.unit.services.payment.test_refunds import agree, drawer, order, sell, tender

OTHER_SHOW = SHOW + 1
State = BookingState


def exchange_of(
    booking: Booking, seat: str, held: Booking, *tenders: Tender, key: str = "exchange-1"
) -> RefundOrder:
    """Exchange the ticket of this seat for what is held, at the till."""
    line_ids = tuple(line.line_id for line in booking.seats if line.seat_id == seat)
    return RefundOrder(
        booking.booking_id, line_ids, key, "clerk-1", "", "Till 1", held.booking_id, tenders
    )


async def in_another_show(box: Box, *seats: str) -> Booking:
    """A hold in another show."""
    await box.bookings.put_show(offered(OTHER_SHOW))
    return await box.hold(*seats, show_id=OTHER_SHOW)


def cash(amount: int) -> Tender:
    return tender(TenderKind.CASH, amount)


async def test_a_dearer_seat_of_the_same_show_costs_the_difference_and_the_old_ticket_is_refused(
    box: Box, payments: Payments
) -> None:
    sold = await sell(box, payments, "D1", "D2")
    old = await box.bookings.tickets(sold.booking_id)
    held = await box.hold("A1")
    plan = await payments.plan_exchange(
        sold.booking_id, exchange_of(sold, "D1", held).line_ids, held.booking_id
    )
    assert (plan.credit, plan.price, plan.due, plan.back, plan.same_show) == (
        rupees(200),
        rupees(400),
        rupees(200),
        rupees(0),
        True,
    )
    after = await payments.exchange(exchange_of(sold, "D1", held, cash(200)))
    assert (after.booking_id, after.number, after.state) == (
        sold.booking_id,
        sold.number,
        State.CONFIRMED,
    )
    assert (after.total, after.paid) == (rupees(600), rupees(600))
    assert [(line.seat_id, line.state) for line in after.lines] == [
        ("D1", LineState.SWAPPED),
        ("D2", LineState.ACTIVE),
        ("A1", LineState.ACTIVE),
    ]
    assert await box.counts() == (89, 0, 0, 2, 0)
    assert await box.database.read(drawer) == [("taken", 40_000), ("taken", 20_000)]
    new = await box.bookings.tickets(sold.booking_id)
    assert [ticket.seat_id for ticket in new] == ["D2", "A1"]
    with pytest.raises(BadInput):
        await box.bookings.check_ticket(old[0].text)
    for ticket in (old[1], new[1]):
        await box.bookings.check_ticket(ticket.text)
    await box.database.read(agree)


async def test_who_comes_back_to_a_seat_has_another_ticket_for_it(
    box: Box, payments: Payments
) -> None:
    sold = await sell(box, payments, "D1")
    (first,) = await box.bookings.tickets(sold.booking_id)
    there = await payments.exchange(exchange_of(sold, "D1", await box.hold("D2")))
    back = await payments.exchange(exchange_of(there, "D2", await box.hold("D1"), key="back"))
    with pytest.raises(BadInput):
        await box.bookings.check_ticket(first.text)
    (last,) = await box.bookings.tickets(back.booking_id)
    await box.bookings.check_ticket(last.text)
    await box.database.read(agree)


async def test_a_cheaper_show_gives_the_difference_back_and_is_a_booking_of_its_own(
    box: Box, payments: Payments
) -> None:
    sold = await sell(box, payments, "A1", "A2")
    held = await in_another_show(box, "D1")
    after = await payments.exchange(exchange_of(sold, "A1", held))
    assert (after.booking_id, after.show_id, after.state, after.paid) == (
        held.booking_id,
        OTHER_SHOW,
        State.CONFIRMED,
        rupees(200),
    )
    assert after.number != sold.number
    assert after.invoice
    left = await box.bookings.get(sold.booking_id)
    assert (left.state, left.paid) == (State.CONFIRMED, rupees(400))
    assert await box.database.read(drawer) == [("taken", 80_000), ("returned", 20_000)]
    (payment,) = await payments.of_booking(after.booking_id)
    assert (payment.kind, payment.amount, payment.state) == (
        PaymentKind.CASH,
        rupees(200),
        PaymentState.CAPTURED,
    )
    moved = [one.moved_to for one in await payments.refunds(sold.booking_id)]
    assert sorted(moved) == ["", after.booking_id]
    await box.database.read(agree)


async def test_what_was_exchanged_whole_is_over_and_its_money_can_be_given_back_from_the_new_one(
    box: Box, payments: Payments
) -> None:
    card = (tender(TenderKind.CARD_TERMINAL, 400),)
    sold = await sell(box, payments, "A1", tenders=card)
    held = await in_another_show(box, "A1")
    after = await payments.exchange(exchange_of(sold, "A1", held))
    assert (await box.bookings.get(sold.booking_id)).state is State.REFUNDED
    (refund,) = await payments.refund(order(after, "A1"))
    assert (refund.kind, refund.amount) == (PaymentKind.CARD_TERMINAL, rupees(400))
    assert (await box.bookings.get(after.booking_id)).state is State.REFUNDED
    assert await box.database.read(drawer) == [("taken", 40_000), ("returned", 40_000)]
    await box.database.read(agree)


async def test_money_that_was_moved_goes_back_through_the_provider_it_came_by(till: Till) -> None:
    booking = await till.open("A1")
    await till.hear(booking)
    held = await in_another_show(till.box, "A1")
    sold = await till.state(booking)
    after = await till.payments.exchange(exchange_of(sold, "A1", held))
    till.psp.refunding = Refunding.DONE
    (refund,) = await till.payments.refund(order(after, "A1"))
    await till.payments.sweep_once()
    assert till.psp.asked("refund") == [("T1", "INR 400.00", refund.refund_id)]
    assert (await till.state(after)).state is State.REFUNDED


async def test_another_difference_than_is_due_is_refused_and_nothing_happens(
    box: Box, payments: Payments
) -> None:
    sold = await sell(box, payments, "D1")
    held = await box.hold("A1")
    for wrong in ((), (cash(100),), (cash(201),)):
        with pytest.raises(WrongAmount):
            await payments.exchange(exchange_of(sold, "D1", held, *wrong))
    upi = Tender(TenderKind.UPI, 20_000)
    with pytest.raises(NoProvider):
        await payments.exchange(exchange_of(sold, "D1", held, upi))
    assert await box.bookings.get(sold.booking_id) == sold
    await payments.exchange(exchange_of(sold, "D1", held, cash(200)))


async def test_seats_that_are_held_no_more_leave_the_sold_ones_where_they_were(
    box: Box, payments: Payments
) -> None:
    sold = await sell(box, payments, "D1")
    held = await box.hold("D2")
    await box.bookings.release(held.booking_id, "clerk-1")
    with pytest.raises(HoldOver):
        await payments.exchange(exchange_of(sold, "D1", held))
    assert await box.bookings.get(sold.booking_id) == sold


async def test_a_seat_that_sql_knows_as_sold_is_refused_whatever_the_lock_says(
    box: Box, payments: Payments
) -> None:
    sold = await sell(box, payments, "D1")
    held = await box.hold("D2")
    # Another process, whose locks are lost, has sold it.
    async with open_box(box.database, box.clock) as other:
        await other.sell("D2")
        with pytest.raises(SeatsGone):
            await payments.exchange(exchange_of(sold, "D1", held))
    assert await box.bookings.get(sold.booking_id) == sold


async def test_the_same_key_exchanges_once(box: Box, payments: Payments) -> None:
    sold = await sell(box, payments, "D1", "D2")
    held = await box.hold("D3")
    asked = exchange_of(sold, "D1", held)
    assert await payments.exchange(asked) == await payments.exchange(asked)
    with pytest.raises(KeyReused):
        await payments.exchange(exchange_of(sold, "D2", held))
    with pytest.raises(KeyReused):
        await payments.refund(order(sold, "D1", key=asked.key))


@pytest.mark.parametrize("after_commit", [False, True])
@pytest.mark.parametrize(
    ("step", "elsewhere"),
    [
        *((step, there) for step in ("begin", "exchange", "owe", "finish") for there in (0, 1)),
        # Only a booking that is left without tickets ends with it.
        ("end_refund", 1),
    ],
)
async def test_an_exchange_that_is_cut_off_at_any_step_is_done_or_not_done(
    box: Box, payments: Payments, step: str, after_commit: bool, elsewhere: int
) -> None:
    sold = await sell(box, payments, "D1")
    held = await (in_another_show(box, "A1") if elsewhere else box.hold("A1"))
    asked = exchange_of(sold, "D1", held, cash(200))
    dying = MortalDatabase(box.database, step, after_commit=after_commit)
    bookings = Bookings(
        dying, box.locks, box.clock, HOLD_SECONDS, GUEST_HOLD_SECONDS, CLAIM_SECONDS
    )
    await bookings.start()
    with pytest.raises(Died):
        await Payments(dying, box.clock, bookings).exchange(asked)
    await bookings.stop()
    box.clock.advance(20)
    await payments.sweep_once()
    after = await payments.exchange(asked)
    assert (after.state, after.paid) == (State.CONFIRMED, rupees(400))
    assert [line.seat_id for line in after.seats] == ["A1"]
    assert await box.database.read(drawer) == [("taken", 20_000), ("taken", 20_000)]
    await box.database.read(agree)


async def test_an_exchange_whose_hold_died_with_its_process_is_not_done(
    box: Box, payments: Payments
) -> None:
    sold = await sell(box, payments, "D1")
    held = await box.hold("A1")
    asked = exchange_of(sold, "D1", held, cash(200))
    dying = MortalDatabase(box.database, "exchange", after_commit=False)
    bookings = Bookings(
        dying, box.locks, box.clock, HOLD_SECONDS, GUEST_HOLD_SECONDS, CLAIM_SECONDS
    )
    await bookings.start()
    with pytest.raises(Died):
        await Payments(dying, box.clock, bookings).exchange(asked)
    await bookings.stop()
    box.clock.advance(CLAIM_SECONDS + HOLD_SECONDS)
    await payments.sweep_once()
    with pytest.raises(HoldOver):
        await payments.exchange(asked)
    assert await box.bookings.get(sold.booking_id) == sold
    assert await box.database.read(drawer) == [("taken", 20_000)]


def on_vouchers(connection: Connection) -> int:
    """What vouchers have paid and was not put back onto them."""
    kept = func.sum(payment_table.c.amount_minor - payment_table.c.refunded_minor)
    by_voucher = payment_table.c.kind == PaymentKind.VOUCHER.value
    captured = payment_table.c.state == PaymentState.CAPTURED.value
    return int(connection.execute(select(kept).where(by_voucher, captured)).scalar() or 0)


SEATS = ("A1", "A2", "B1", "B2", "D1", "D2")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["refund", "swap", "exchange"]),
        st.integers(0, 5),
        st.sampled_from(SEATS),
        st.sampled_from([TenderKind.CASH, TenderKind.CARD_TERMINAL, TenderKind.VOUCHER]),
    ),
    max_size=8,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS, card=st.integers(0, 900))
async def test_money_and_lines_agree_after_any_sequence_of_swaps_exchanges_and_refunds(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int, str, TenderKind]],
    card: int,
) -> None:
    database = await SqliteDatabase.open(tmp_path_factory.mktemp("cinema") / "cinema.db")
    await migrate(database, HEADS)
    async with open_box(database) as box:
        await box.bookings.put_show(offered(OTHER_SHOW))
        payments = Payments(database, box.clock, box.bookings)
        gift = await payments.issue_voucher("PVRAH", rupees(500), None, "gift", "boss")
        split = [(TenderKind.CARD_TERMINAL, card), (TenderKind.CASH, 900 - card)]
        tenders = tuple(tender(kind, part) for kind, part in split if part)
        owned = [(await sell(box, payments, "A1", "B1", "D1", tenders=tenders)).booking_id]
        for place, (what, pick, seat, kind) in enumerate(steps):
            bookings = [await box.bookings.get(one) for one in dict.fromkeys(owned)]
            tickets = [(one, line.seat_id) for one in bookings for line in one.seats]
            if not tickets:
                break
            booking, old = tickets[pick % len(tickets)]
            with contextlib.suppress(Refusal, AssertionError):
                if what == "refund":
                    await payments.refund(order(booking, old, key=str(place)))
                else:
                    other = {SHOW: OTHER_SHOW, OTHER_SHOW: SHOW}
                    show_id = booking.show_id if what == "swap" else other[booking.show_id]
                    held = await box.hold(seat, show_id=show_id)
                    asked = exchange_of(booking, old, held, key=str(place))
                    plan = await payments.plan_exchange(
                        asked.booking_id, asked.line_ids, asked.hold_id
                    )
                    due = plan.due.amount_minor // 100
                    code = "" if kind is TenderKind.CASH else gift.code
                    paid = (Tender(kind, due * 100, reference=code),) if due else ()
                    asked = exchange_of(booking, old, held, *paid, key=str(place))
                    owned.append((await payments.exchange(asked)).booking_id)
            await database.read(agree)
            left = (await payments.voucher("PVRAH", gift.code)).balance.amount_minor
            assert left + await database.read(on_vouchers) == 50_000
    await database.close()


async def test_money_goes_back_only_where_somebody_said_yes_also_when_the_hold_got_cheaper(
    box: Box, payments: Payments
) -> None:
    sold = await sell(box, payments, "A1")
    held = await box.hold("A2")
    asked = replace(exchange_of(sold, "A1", held), gives_back=False)
    await box.bookings.amend(held.booking_id, (SeatChoice("D1", "adult"),))
    with pytest.raises(NotAllowed):
        await payments.exchange(asked)
    assert (await box.bookings.get(sold.booking_id)).total == sold.total
    assert await payments.refunds(sold.booking_id) == ()
    await payments.exchange(replace(asked, gives_back=True))
    assert len(await payments.refunds(sold.booking_id)) == 1
