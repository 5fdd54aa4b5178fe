"""Shifts at the till: every tender in exactly one of them, counted blind, closed for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from boxoffice.model.booking import Booking
from boxoffice.model.errors import BadInput, KeyReused, NotFound, WrongState
from boxoffice.model.money import Money
from boxoffice.model.owed import OwedWhy
from boxoffice.model.payment import PaymentKind, PaymentState, Tender, TenderKind
from boxoffice.model.shift import (
    AtCounter,
    CashMove,
    EntryKind,
    Pile,
    ShiftReport,
    TenderFigures,
    UnfinishedKind,
)
from boxoffice.services.booking import Bookings
from boxoffice.services.payment import Payments
from boxoffice.stores.payment import audit, entries
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    GUEST_HOLD_SECONDS,
    HOLD_SECONDS,
    Box,
    rupees,
)
from tests.unit.services.faults import Died, MortalDatabase
from tests.unit.services.payment.psp import Till

HERE = AtCounter("Till 1", 4, 7_000)
CLERK, SUPERVISOR = "clerk-1", "super-1"
NOTES = (Pile(50_000, 2), Pile(10_000, 3))


def cash(amount: int) -> Tender:
    """Cash in rupees."""
    return Tender(TenderKind.CASH, amount * 100)


def card(amount: int) -> Tender:
    """A card terminal's part in rupees."""
    return Tender(TenderKind.CARD_TERMINAL, amount * 100, reference="A1")


async def sell(
    payments: Payments, box: Box, *seats: str, tender: Tender, at: AtCounter = HERE, by: str = CLERK
) -> Booking:
    """A sale of its own key at the counter."""
    held = await box.hold(*seats)
    return await payments.take(held.booking_id, (tender,), f"sale {seats}", by, at)


async def now_open(payments: Payments, by: str = CLERK, till: str = "Till 1") -> ShiftReport:
    """X of somebody's open shift."""
    report = await payments.shift("PVRAH", till, "INR", by)
    assert report is not None
    return report


async def open_one(payments: Payments, float_rupees: int = 1000) -> ShiftReport:
    """A shift with a float."""
    return await payments.open_shift("PVRAH", "Till 1", rupees(float_rupees), "open-1", CLERK)


def actions(connection: Connection) -> list[str]:
    """What the audit says was done with shifts, oldest first."""
    of_shifts = select(audit.c.action).where(audit.c.booking_id == "")
    return list(connection.execute(of_shifts.order_by(audit.c.position)).scalars())


def kinds(connection: Connection) -> list[str]:
    """The kinds of all entries."""
    return sorted(connection.execute(select(entries.c.kind)).scalars())


async def test_a_sale_without_a_shift_opens_one_without_a_float(
    box: Box, payments: Payments
) -> None:
    assert await payments.shift("PVRAH", "Till 1", "INR", CLERK) is None
    await sell(payments, box, "A1", tender=cash(400))
    report = await now_open(payments)
    assert report.shift.opened_by_sale
    assert (report.figures.opening_float, report.figures.expected_cash) == (rupees(0), rupees(400))
    assert (report.figures.sales, report.figures.keys, report.figures.took_ms) == (1, 4, 7_000)
    assert await box.database.read(actions) == ["shift_opened"]


async def test_a_sale_goes_into_the_shift_that_its_seller_has_open_there(
    box: Box, payments: Payments
) -> None:
    opened = await open_one(payments)
    await sell(payments, box, "A1", tender=cash(400))
    await sell(payments, box, "A2", tender=card(400))
    await sell(payments, box, "A3", tender=cash(400), at=AtCounter("Till 2"))
    await sell(payments, box, "A4", tender=cash(400), by="clerk-2")
    report = await now_open(payments)
    assert report.shift.shift_id == opened.shift.shift_id
    assert not report.shift.opened_by_sale
    assert report.figures.tenders == (
        TenderFigures(PaymentKind.CASH, 1, rupees(400), 0, rupees(0)),
        TenderFigures(PaymentKind.CARD_TERMINAL, 1, rupees(400), 0, rupees(0)),
    )
    assert report.figures.expected_cash == rupees(1400)


async def test_a_shift_is_opened_once_under_its_key(box: Box, payments: Payments) -> None:
    opened = await open_one(payments)
    assert await open_one(payments) == opened
    with pytest.raises(KeyReused):
        await open_one(payments, 2000)
    with pytest.raises(WrongState, match="open here already"):
        await payments.open_shift("PVRAH", "Till 1", rupees(1), "open-2", CLERK)
    assert await box.database.read(actions) == ["shift_opened"]


async def test_cash_is_paid_in_and_out_once_and_a_drawer_opened_without_a_sale_is_logged(
    box: Box, payments: Payments
) -> None:
    await open_one(payments)
    for _ in range(2):
        move = ("PVRAH", "Till 1", CashMove.PAY_OUT, rupees(250), "milk", "out-1", CLERK)
        await payments.move_cash(*move)
    await payments.move_cash(
        "PVRAH", "Till 1", CashMove.PAY_IN, rupees(100), "coins", "in-1", CLERK
    )
    report = await payments.move_cash(
        "PVRAH", "Till 1", CashMove.NO_SALE, rupees(0), "", "no-1", CLERK
    )
    figures = report.figures
    assert (figures.paid_in, figures.paid_out, figures.no_sales) == (rupees(100), rupees(250), 1)
    assert figures.expected_cash == rupees(850)
    assert [(move.kind, move.reason) for move in report.moves] == [
        (EntryKind.PAID_OUT, "milk"),
        (EntryKind.PAID_IN, "coins"),
        (EntryKind.NO_SALE, ""),
    ]
    expected = ["shift_opened", "shift_paid_out", "shift_paid_in", "shift_no_sale"]
    assert await box.database.read(actions) == expected


@pytest.mark.parametrize(
    ("move", "amount", "reason"),
    [
        (CashMove.PAY_IN, rupees(0), "coins"),
        (CashMove.PAY_OUT, rupees(-1), "milk"),
        (CashMove.PAY_OUT, rupees(1), "  "),
        (CashMove.PAY_OUT, rupees(1), "x" * 201),
    ],
)
async def test_cash_does_not_move_without_an_amount_and_a_reason(
    payments: Payments, move: CashMove, amount: Money, reason: str
) -> None:
    await open_one(payments)
    with pytest.raises(BadInput):
        await payments.move_cash("PVRAH", "Till 1", move, amount, reason, "key", CLERK)


async def test_cash_does_not_move_where_no_shift_is_open(payments: Payments) -> None:
    with pytest.raises(WrongState, match="Open one first"):
        await payments.move_cash("PVRAH", "Till 1", CashMove.PAY_IN, rupees(1), "x", "key", CLERK)


async def test_closing_makes_z_with_the_difference_and_the_next_number(
    box: Box, payments: Payments
) -> None:
    opened = await open_one(payments)
    await sell(payments, box, "A1", tender=cash(400))
    closed = await payments.close_shift(opened.shift.shift_id, NOTES, "close-1", CLERK)
    assert closed.figures.expected_cash == rupees(1400)
    assert (closed.shift.counted, closed.difference) == (rupees(1300), rupees(-100))
    assert (closed.shift.z_number, closed.shift.piles) == (1, NOTES)
    again = await payments.close_shift(opened.shift.shift_id, NOTES, "close-1", CLERK)
    assert again == closed
    with pytest.raises(WrongState, match="Z 1"):
        await payments.close_shift(opened.shift.shift_id, NOTES, "close-2", CLERK)
    await sell(payments, box, "A2", tender=cash(400))
    following = await now_open(payments)
    second = await payments.close_shift(following.shift.shift_id, (), "close-3", CLERK)
    assert second.shift.z_number == 2
    assert await payments.shift_report(opened.shift.shift_id) == closed


async def test_a_shift_that_was_never_opened_cannot_be_closed(payments: Payments) -> None:
    with pytest.raises(NotFound):
        await payments.close_shift("unknown", (), "close-1", CLERK)


@pytest.mark.parametrize(
    "piles", [(Pile(100, 1), Pile(100, 2)), (Pile(0, 1),), (Pile(100, -1),), (Pile(100, 10**7),)]
)
async def test_an_impossible_count_closes_nothing(
    payments: Payments, piles: tuple[Pile, ...]
) -> None:
    opened = await open_one(payments)
    with pytest.raises(BadInput):
        await payments.close_shift(opened.shift.shift_id, piles, "close-1", CLERK)
    assert (await now_open(payments)).shift == opened.shift


async def test_a_second_person_countersigns_once(box: Box, payments: Payments) -> None:
    opened = await open_one(payments)
    shift_id = opened.shift.shift_id
    with pytest.raises(WrongState, match="once it is closed"):
        await payments.countersign(shift_id, SUPERVISOR)
    closed = await payments.close_shift(shift_id, NOTES, "close-1", CLERK)
    with pytest.raises(WrongState, match="Somebody else"):
        await payments.countersign(shift_id, CLERK)
    signed = await payments.countersign(shift_id, SUPERVISOR)
    assert signed.shift.countersigned_by == SUPERVISOR
    assert signed.figures == closed.figures
    assert await payments.countersign(shift_id, SUPERVISOR) == signed
    with pytest.raises(WrongState, match="already"):
        await payments.countersign(shift_id, "super-2")
    expected = ["shift_opened", "shift_closed", "shift_countersigned"]
    assert await box.database.read(actions) == expected


async def test_a_shift_with_an_unknown_upi_closes_only_when_somebody_approves(till: Till) -> None:
    payments, box = till.payments, till.box
    held = await box.hold("A1")
    upi = Tender(TenderKind.UPI, 40_000)
    await payments.take(held.booking_id, (upi,), "key-1", CLERK, HERE)
    number = (await box.bookings.get(held.booking_id)).number
    report = await now_open(payments)
    (open_upi,) = report.unfinished
    assert (open_upi.kind, open_upi.booking_number) == (UnfinishedKind.UNKNOWN_UPI, number)
    shift_id = report.shift.shift_id
    with pytest.raises(WrongState, match=f"INR 400.00 for {number}"):
        await payments.close_shift(shift_id, (), "close-1", CLERK)
    closed = await payments.close_shift(shift_id, (), "close-1", CLERK, SUPERVISOR)
    assert (closed.shift.approved_by, closed.unfinished) == (SUPERVISOR, (open_upi,))
    await till.hear(held)
    assert [one.state for one in await payments.of_booking(held.booking_id)] == [
        PaymentState.CAPTURED
    ]
    assert await payments.shift_report(shift_id) == closed


async def test_upi_is_counted_in_its_shift_when_its_provider_says_that_it_was_paid(
    till: Till,
) -> None:
    payments = till.payments
    held = await till.box.hold("A1")
    await payments.take(held.booking_id, (Tender(TenderKind.UPI, 40_000),), "key-1", CLERK, HERE)
    assert (await now_open(payments)).figures.tenders == ()
    await till.hear(held)
    report = await now_open(payments)
    upi = TenderFigures(PaymentKind.UPI, 1, rupees(400), 0, rupees(0))
    assert (report.figures.tenders, report.figures.sales) == ((upi,), 1)
    assert report.unfinished == ()


async def test_money_that_comes_online_is_in_no_shift(till: Till) -> None:
    booking = await till.open("A1")
    await till.hear(booking)
    assert await till.box.database.read(kinds) == []


async def test_cash_that_is_owed_back_keeps_a_shift_from_closing_until_it_is_handed_over(
    box: Box, payments: Payments
) -> None:
    paid = await owed_back(box, payments)
    report = await now_open(payments)
    assert [(one.kind, one.amount) for one in report.unfinished] == [
        (UnfinishedKind.REFUND_OWED, rupees(400))
    ]
    with pytest.raises(WrongState, match=r"INR 400\.00 are owed back"):
        await payments.close_shift(report.shift.shift_id, (), "close-1", CLERK)
    (payment,) = await payments.of_booking(paid)
    await payments.returned(payment.payment_id, "back-1", CLERK, "Till 1")
    after = await now_open(payments)
    (tender,) = after.figures.tenders
    assert (tender.taken, tender.returned) == (rupees(400), rupees(400))
    assert (after.figures.expected_cash, after.unfinished) == (rupees(0), ())


async def test_cash_is_given_back_out_of_the_shift_of_whoever_hands_it_over(
    box: Box, payments: Payments
) -> None:
    paid = await owed_back(box, payments)
    (payment,) = await payments.of_booking(paid)
    await payments.returned(payment.payment_id, "back-1", SUPERVISOR, "Till 2")
    sold = await now_open(payments)
    gave = await now_open(payments, SUPERVISOR, "Till 2")
    assert sold.figures.expected_cash == rupees(400)
    assert gave.figures.expected_cash == rupees(-400)


async def test_the_audit_says_whose_pin_let_owed_money_go_once_also_when_the_answer_was_lost(
    box: Box, payments: Payments
) -> None:
    paid = await owed_back(box, payments)
    (owed,) = await payments.owed("PVRAH")
    assert (owed.amount, owed.tender) == (rupees(400), PaymentKind.CASH)
    assert owed.booking_number == (await box.bookings.get(paid)).number
    assert await payments.owed("elsewhere") == ()
    back = (owed.payment_id, "back-1", CLERK, "Till 1")
    mortal = MortalDatabase(box.database, "give_back_once", after_commit=True)
    dying = Payments(mortal, box.clock, box.bookings)
    with pytest.raises(Died):
        await dying.returned(*back, SUPERVISOR)
    await payments.returned(*back, SUPERVISOR)
    assert await payments.owed("PVRAH") == ()

    def said(connection: Connection) -> list[tuple[str, str]]:
        returned = select(audit.c.actor, audit.c.approved_by).where(
            audit.c.action == "payment_refunded"
        )
        return [(row.actor, row.approved_by) for row in connection.execute(returned)]

    assert await box.database.read(said) == [(CLERK, SUPERVISOR)]
    (tender,) = (await now_open(payments)).figures.tenders
    assert (tender.returned_count, tender.returned) == (1, rupees(400))


async def test_cash_of_a_split_whose_upi_never_came_is_listed_with_why_and_leaves_the_drawer_right(
    till: Till,
) -> None:
    payments, box = till.payments, till.box
    held = await box.hold("A1")
    upi = Tender(TenderKind.UPI, 30_000)
    pending = await payments.take(held.booking_id, (cash(100), upi), "key-1", CLERK, HERE)
    assert pending.expires_at is not None
    box.clock.advance((pending.expires_at - box.clock.now()).total_seconds() + 1)
    await payments.sweep_once()
    (owed,) = await payments.owed("PVRAH")
    assert (owed.booking_number, owed.amount) == (pending.number, rupees(100))
    assert owed.why is OwedWhy.OUT_OF_TIME
    await payments.returned(owed.payment_id, "back-1", CLERK, "Till 1", SUPERVISOR)
    report = await now_open(payments)
    assert (report.figures.expected_cash, report.unfinished) == (rupees(0), ())


async def test_no_key_that_a_client_chooses_keeps_money_from_being_given_back_or_counted(
    box: Box, payments: Payments
) -> None:
    paid = await owed_back(box, payments)
    (payment,) = await payments.of_booking(paid)
    no_sale = CashMove.NO_SALE, rupees(0), ""
    for kind in ("returned", "taken"):
        key = f"{payment.payment_id}:{kind}"
        await payments.move_cash("PVRAH", "Till 1", *no_sale, key, CLERK)
    await payments.returned(payment.payment_id, "back-1", CLERK, "Till 1")
    report = await now_open(payments)
    assert (report.figures.no_sales, report.unfinished) == (2, ())


@pytest.mark.parametrize("after_commit", [False, True])
async def test_a_sale_whose_till_died_in_the_middle_is_in_exactly_one_shift(
    box: Box, after_commit: bool
) -> None:
    held = await box.hold("A1")
    mortal = MortalDatabase(box.database, "record", after_commit=after_commit)
    dying = Payments(mortal, box.clock, box.bookings)
    sale = (held.booking_id, (cash(400),), "key-1", CLERK, HERE)
    with pytest.raises(Died):
        await dying.take(*sale)
    living = Payments(box.database, box.clock, box.bookings)
    assert (await living.take(*sale)).paid == rupees(400)
    assert await box.database.read(kinds) == ["opened", "taken"]
    assert (await now_open(living)).figures.expected_cash == rupees(400)


async def test_a_sale_that_only_has_its_key_is_over_with_its_hold(
    box: Box, payments: Payments
) -> None:
    opened = await open_one(payments)
    held = await box.hold("A1")
    dying = Payments(
        MortalDatabase(box.database, "begin", after_commit=True), box.clock, box.bookings
    )
    with pytest.raises(Died):
        await dying.take(held.booking_id, (cash(400),), "key-1", CLERK, HERE)
    (waiting,) = (await now_open(payments)).unfinished
    assert waiting.kind is UnfinishedKind.PENDING_BOOKING
    box.clock.advance(HOLD_SECONDS + 1)
    assert (await now_open(payments)).unfinished == ()
    closed = await payments.close_shift(opened.shift.shift_id, NOTES, "close-1", CLERK)
    assert closed.shift.approved_by == ""


async def test_a_days_money_is_told_by_time_with_its_till_and_seller(
    box: Box, payments: Payments
) -> None:
    await open_one(payments)
    box.clock.advance(60)
    sold = await sell(payments, box, "A1", tender=cash(400))
    day = box.clock.now() - timedelta(hours=1), box.clock.now() + timedelta(hours=1)
    opened, taken = await payments.money_of_day("PVRAH", *day)
    assert (opened.kind, opened.amount) == (EntryKind.OPENED, rupees(1000))
    assert (taken.kind, taken.tender, taken.booking_id) == (
        EntryKind.TAKEN,
        PaymentKind.CASH,
        sold.booking_id,
    )
    assert (taken.till, taken.user_id, taken.in_shift) == ("Till 1", CLERK, True)
    assert await payments.money_of_day("OTHER", *day) == ()
    old = datetime(2020, 1, 1, tzinfo=UTC)
    assert await payments.money_of_day("PVRAH", old, old + timedelta(days=1)) == ()
    (report,) = await payments.shifts_of_day("PVRAH", *day)
    assert report == await now_open(payments)


async def owed_back(box: Box, payments: Payments) -> str:
    """A booking that expired while its cash was being taken; the money is owed back."""
    mortal = MortalDatabase(box.database, "record", after_commit=True)
    bookings = Bookings(
        box.database, box.locks, box.clock, HOLD_SECONDS, GUEST_HOLD_SECONDS, CLAIM_SECONDS
    )
    held = await box.hold("A1")
    with pytest.raises(Died):
        await Payments(mortal, box.clock, bookings).take(
            held.booking_id, (cash(400),), "key-1", CLERK, HERE
        )
    box.clock.advance(CLAIM_SECONDS + 1)
    await box.bookings.expire(held.booking_id)
    await sell(payments, box, "A1", tender=cash(400), by="clerk-2")
    await payments.sweep_once()
    return held.booking_id


async def test_a_key_used_at_another_counter_or_for_another_shift_moves_nothing(
    box: Box, payments: Payments
) -> None:
    here = await open_one(payments)
    there = await payments.open_shift("PVRAH", "Till 2", rupees(1000), "open-2", CLERK)
    move = (CashMove.PAY_OUT, rupees(250), "milk", "out-1", CLERK)
    await payments.move_cash("PVRAH", "Till 1", *move)
    with pytest.raises(KeyReused):
        await payments.move_cash("PVRAH", "Till 2", *move)
    with pytest.raises(KeyReused):
        await payments.open_shift("PVRAH", "Till 3", rupees(1000), "open-1", CLERK)
    await payments.close_shift(here.shift.shift_id, NOTES, "close-1", CLERK)
    with pytest.raises(KeyReused):
        await payments.close_shift(there.shift.shift_id, NOTES, "close-1", CLERK)
    assert (await now_open(payments, till="Till 2")).figures.expected_cash == rupees(1000)


async def test_who_counted_somebody_elses_drawer_does_not_countersign_the_count(
    payments: Payments,
) -> None:
    opened = await open_one(payments)
    shift_id = opened.shift.shift_id
    await payments.close_shift(shift_id, NOTES, "close-1", SUPERVISOR)
    with pytest.raises(WrongState, match="Somebody else"):
        await payments.countersign(shift_id, SUPERVISOR)
    signed = await payments.countersign(shift_id, "super-2")
    assert signed.shift.countersigned_by == "super-2"


async def test_money_given_back_at_another_counter_is_told_of_that_one(
    box: Box, payments: Payments
) -> None:
    paid = await owed_back(box, payments)
    (payment,) = await payments.of_booking(paid)
    await payments.returned(payment.payment_id, "back-1", SUPERVISOR, "Till 2")
    day = box.clock.now() - timedelta(hours=1), box.clock.now() + timedelta(hours=1)
    told = [row for row in await payments.money_of_day("PVRAH", *day) if row.booking_id == paid]
    assert [(row.kind, row.till, row.user_id) for row in told] == [
        (EntryKind.TAKEN, "Till 1", CLERK),
        (EntryKind.RETURNED, "Till 2", SUPERVISOR),
    ]


async def test_a_split_whose_upi_failed_is_finished_once_the_rest_is_paid_by_card(
    till: Till,
) -> None:
    payments, box = till.payments, till.box
    held = await box.hold("A1")
    upi = Tender(TenderKind.UPI, 30_000)
    await payments.take(held.booking_id, (cash(100), upi), "key-1", CLERK, HERE)
    await payments.close_open(held.booking_id)
    box.clock.advance(1)
    paid = await payments.take(held.booking_id, (card(300),), "key-2", CLERK, HERE)
    day = box.clock.now() - timedelta(hours=1), box.clock.now() + timedelta(hours=1)
    told = [row for row in await payments.money_of_day("PVRAH", *day) if row.booking_id]
    assert [row.tender for row in told] == [PaymentKind.CASH, PaymentKind.CARD_TERMINAL]
    assert paid.paid == paid.total == rupees(400)
    assert (await now_open(payments)).unfinished == ()


async def test_upi_that_was_paid_twice_and_given_back_once_is_in_the_shift_as_what_was_kept(
    till: Till,
) -> None:
    payments = till.payments
    held = await till.box.hold("A1")
    await payments.take(held.booking_id, (Tender(TenderKind.UPI, 40_000),), "key-1", CLERK, HERE)
    await till.hear(held)
    await till.hear(held, "T2")
    await payments.sweep_once()
    (upi,) = (await now_open(payments)).figures.tenders
    assert (upi.taken, upi.returned) == (rupees(800), rupees(400))
