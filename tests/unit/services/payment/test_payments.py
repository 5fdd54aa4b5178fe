"""The counter's sale: claimed, paid and confirmed once, whatever goes wrong between."""

import asyncio
import logging
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from boxoffice.model.booking import Booking, BookingState, ConfirmOutcome, PaidAmount
from boxoffice.model.errors import (
    BadInput,
    HoldOver,
    KeyReused,
    NoProvider,
    NotFound,
    Refusal,
    VoucherRefused,
    WrongAmount,
    WrongState,
)
from boxoffice.model.payment import PaymentKind, PaymentState, Tender, TenderKind
from boxoffice.model.terms import TicketType
from boxoffice.services.booking import Bookings
from boxoffice.services.payment import Payments
from boxoffice.services.payment import payments as payments_module
from boxoffice.stores.database import Database
from boxoffice.stores.migrate import MigratableDatabase
from boxoffice.stores.payment import audit, operations, outbox
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    GUEST_HOLD_SECONDS,
    HOLD_SECONDS,
    SHOW,
    TERMS,
    Box,
    choose,
    offered,
    open_box,
    rupees,
)
from tests.unit.services.faults import Died, InterruptedDatabase, MortalDatabase
from tests.unit.services.payment.psp import Psp, till_over

State = BookingState


def cash(amount: int, given: int = 0) -> Tender:
    """Cash in rupees."""
    return Tender(TenderKind.CASH, amount * 100, given * 100)


def told(connection: Connection) -> list[tuple[str, int]]:
    """The events and the audit rows of money, which must be the same."""
    events = [row.kind for row in connection.execute(select(outbox).order_by(outbox.c.position))]
    of_payments = select(audit).where(audit.c.booking_id != "").order_by(audit.c.position)
    rows = list(connection.execute(of_payments))
    assert events == [row.action for row in rows]
    return [(row.action, row.amount_minor) for row in rows]


def actors(connection: Connection) -> list[str]:
    """Who did what the audit says, oldest first."""
    of_payments = select(audit.c.actor).where(audit.c.booking_id != "")
    return list(connection.execute(of_payments.order_by(audit.c.position)).scalars())


def states(connection: Connection) -> dict[str, str]:
    """Each operation's state by its key."""
    return {row.key: row.state for row in connection.execute(select(operations))}


async def test_cash_buys_the_seats_and_is_recorded(box: Box, payments: Payments) -> None:
    held = await box.hold("A1", "D1")
    sold = await payments.take(held.booking_id, (cash(600, 1000),), "key-1", "clerk-1")
    assert (sold.state, sold.paid) == (State.CONFIRMED, rupees(600))
    (payment,) = await payments.of_booking(held.booking_id)
    assert (payment.kind, payment.amount, payment.given_minor, payment.state) == (
        PaymentKind.CASH,
        rupees(600),
        100_000,
        PaymentState.CAPTURED,
    )
    assert await box.database.read(told) == [("payment_captured", 60_000)]
    assert await box.database.read(states) == {"key-1": "done"}


async def test_two_tenders_pay_one_booking(box: Box, payments: Payments) -> None:
    held = await box.hold("A1")
    sold = await payments.take(held.booking_id, (cash(100), cash(300)), "key-1", "clerk-1")
    assert sold.state is State.CONFIRMED
    taken = await payments.of_booking(held.booking_id)
    assert [payment.amount for payment in taken] == [rupees(100), rupees(300)]


async def test_the_same_key_answers_the_sale_and_takes_nothing_more(
    box: Box, payments: Payments
) -> None:
    held = await box.hold("A1")
    sold = await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")
    again = await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")
    assert again == sold
    assert len(await payments.of_booking(held.booking_id)) == 1


async def test_the_same_key_at_the_same_moment_takes_the_money_once(
    box: Box, payments: Payments
) -> None:
    held = await box.hold("A1")
    sales = [payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1") for _ in range(5)]
    answers = await asyncio.gather(*sales)
    assert {answer.state for answer in answers} == {State.CONFIRMED}
    assert len(await payments.of_booking(held.booking_id)) == 1


async def test_the_same_key_answers_the_sale_also_when_it_was_paid_since_the_key_was_looked_up(
    box: Box, payments: Payments
) -> None:
    # Whoever began it is gone, and two others go on with it.
    held = await die_in_a_sale(box.database, box, "begin", after_commit=True)
    sale = (held.booking_id, (cash(400),), "key-1", "clerk-1")
    between = InterruptedDatabase(box.database, "read_operation", lambda: payments.take(*sale))
    again = await Payments(between, box.clock, box.bookings).take(*sale)
    assert (again.state, again.paid) == (State.CONFIRMED, rupees(400))
    assert await box.database.read(told) == [("payment_captured", 40_000)]


async def test_a_key_used_for_another_payment_is_refused(box: Box, payments: Payments) -> None:
    first, second = await box.hold("A1"), await box.hold("A2")
    await payments.take(first.booking_id, (cash(400),), "key-1", "clerk-1")
    with pytest.raises(KeyReused):
        await payments.take(second.booking_id, (cash(400),), "key-1", "clerk-1")
    with pytest.raises(KeyReused):
        await payments.take(first.booking_id, (cash(400, 500),), "key-1", "clerk-1")
    assert (await box.bookings.get(second.booking_id)).state is State.HELD


async def test_complimentary_seats_are_sold_for_nothing_and_once(
    box: Box, payments: Payments
) -> None:
    free = replace(TERMS, ticket_types=(*TERMS.ticket_types, TicketType("free", "Free", "F", 0)))
    await box.bookings.put_show(replace(offered(version=2), terms=free))
    held = await box.hold("A1 free", "A2 free")
    with pytest.raises(WrongAmount, match="more than nothing"):
        await payments.take(held.booking_id, (cash(0), cash(0)), "key-0", "clerk-1")
    for _ in range(2):
        sold = await payments.take(held.booking_id, (cash(0),), "key-1", "clerk-1")
        assert (sold.state, sold.total, sold.paid) == (State.CONFIRMED, rupees(0), rupees(0))
    assert len(await box.bookings.tickets(held.booking_id)) == 2
    [payment] = await payments.of_booking(held.booking_id)
    assert (payment.amount, payment.state) == (rupees(0), PaymentState.CAPTURED)


@pytest.mark.parametrize(
    ("tenders", "refusal", "words"),
    [
        ((), BadInput, "1 to 10 tenders"),
        ((cash(40),) * 11, BadInput, "1 to 10 tenders"),
        ((cash(399),), WrongAmount, "come to INR 399.00, but INR 400.00 is due"),
        ((cash(401),), WrongAmount, "come to INR 401.00, but INR 400.00 is due"),
        ((cash(400, 399),), WrongAmount, "INR 399.00 given does not cover INR 400.00"),
        ((cash(0),), WrongAmount, "more than nothing"),
        ((cash(500), cash(-100)), WrongAmount, "more than nothing"),
        ((cash(400, -1),), WrongAmount, "cannot be that much"),
        ((Tender(TenderKind.CASH, 10**30),), WrongAmount, "more than nothing"),
        ((Tender(TenderKind.CARD_TERMINAL, 40_000, 0, " "),), BadInput, "approval code"),
        ((Tender(TenderKind.CARD_TERMINAL, 40_000, 50_000, "x"),), WrongAmount, "cash alone"),
        ((Tender(TenderKind.UPI, 40_000),), NoProvider, "“upi”"),
        ((Tender(TenderKind.UPI, 20_000),) * 2, BadInput, "at most one part paid by UPI"),
        ((Tender(TenderKind.VOUCHER, 40_000),), BadInput, "voucher's code"),
        ((Tender(TenderKind.VOUCHER, 40_000, 0, "X"),), VoucherRefused, "no such voucher"),
        ((Tender(TenderKind.CASH, 40_000, 0, "\0"),), BadInput, "reference"),
    ],
)
async def test_a_payment_that_does_not_fit_is_refused_in_words_and_changes_nothing(
    box: Box,
    payments: Payments,
    tenders: tuple[Tender, ...],
    refusal: type[Refusal],
    words: str,
) -> None:
    held = await box.hold("A1")
    with pytest.raises(refusal, match=words):
        await payments.take(held.booking_id, tenders, "key-1", "clerk-1")
    assert await box.bookings.get(held.booking_id) == held
    assert await box.database.read(states) == {}


@pytest.mark.parametrize("key", ["", "x" * 201, "a\0b"])
async def test_a_key_that_cannot_be_kept_is_refused(box: Box, payments: Payments, key: str) -> None:
    held = await box.hold("A1")
    with pytest.raises(BadInput, match="idempotency key"):
        await payments.take(held.booking_id, (cash(400),), key, "clerk-1")


async def test_an_unknown_booking_cannot_be_paid(payments: Payments) -> None:
    with pytest.raises(NotFound):
        await payments.take("unknown", (cash(400),), "key-1", "clerk-1")
    with pytest.raises(NotFound):
        await payments.of_booking("unknown")


async def test_a_hold_that_is_over_cannot_be_paid(box: Box, payments: Payments) -> None:
    held = await box.hold("A1")
    box.clock.advance(HOLD_SECONDS)
    with pytest.raises(HoldOver, match="no money is due"):
        await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")


async def test_a_hold_that_ends_in_the_middle_of_the_sale_leaves_the_key_free(
    box: Box, payments: Payments, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = await box.hold("A1")
    claim = Bookings.claim

    async def too_late(bookings: Bookings, *what: str) -> Booking:
        box.clock.advance(HOLD_SECONDS)
        return await claim(bookings, *what)

    monkeypatch.setattr(Bookings, "claim", too_late)
    with pytest.raises(HoldOver):
        await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")
    assert await box.database.read(states) == {}
    again = await box.hold("A1")
    monkeypatch.setattr(Bookings, "claim", claim)
    sold = await payments.take(again.booking_id, (cash(400),), "key-1", "clerk-1")
    assert sold.state is State.CONFIRMED


async def test_a_paid_booking_cannot_be_paid_again_under_another_key(
    box: Box, payments: Payments
) -> None:
    held = await box.hold("A1")
    await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")
    with pytest.raises(WrongState, match="no money is due"):
        await payments.take(held.booking_id, (cash(400),), "key-2", "clerk-1")


async def test_two_tills_paying_one_booking_at_the_same_moment_take_its_money_once(
    box: Box, payments: Payments
) -> None:
    held = await box.hold("A1")
    sales = [
        payments.take(held.booking_id, (cash(400),), f"key-{n}", f"clerk-{n}") for n in range(4)
    ]
    await asyncio.gather(*sales, return_exceptions=True)
    await payments.sweep_once()
    assert (await box.bookings.get(held.booking_id)).state is State.CONFIRMED
    assert await box.database.read(told) == [("payment_captured", 40_000)]


async def test_who_stops_waiting_does_not_stop_the_sale(box: Box, payments: Payments) -> None:
    held = await box.hold("A1")
    sale = asyncio.create_task(payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1"))
    await asyncio.sleep(0)
    sale.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sale
    await payments.stop()
    assert (await box.bookings.get(held.booking_id)).state is State.CONFIRMED


async def test_online_payment_is_refused_in_words(box: Box, payments: Payments) -> None:
    held = await box.hold("A1")
    with pytest.raises(NoProvider, match="“upi_card_mock”"):
        await payments.open_online(held.booking_id, "upi_card_mock")


async def test_the_sweep_ends_what_nobody_paid(box: Box, payments: Payments) -> None:
    pending = await box.claim("A1")
    box.clock.advance(CLAIM_SECONDS - 1)
    await payments.sweep_once()
    assert await box.bookings.get(pending.booking_id) == pending
    box.clock.advance(1)
    await payments.sweep_once()
    assert (await box.bookings.get(pending.booking_id)).state is State.EXPIRED
    assert await box.counts() == (91, 0, 0, 0, 0)


async def test_money_that_comes_as_its_booking_is_being_ended_is_no_failure(
    box: Box, payments: Payments, caplog: pytest.LogCaptureFixture
) -> None:
    pending = await box.claim("A1")
    box.clock.advance(CLAIM_SECONDS + 1)
    paid = PaidAmount("payment-1", pending.total)
    between = InterruptedDatabase(
        box.database, "read_open", lambda: box.bookings.confirm(pending.booking_id, paid)
    )
    with caplog.at_level(logging.ERROR):
        await Payments(between, box.clock, box.bookings).sweep_once()
    assert (await box.bookings.get(pending.booking_id)).state is State.CONFIRMED
    assert caplog.records == []


async def test_the_sweep_goes_on_by_itself(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payments_module, "SWEEP_SECONDS", 0.0)
    ended = asyncio.Event()
    expire = Bookings.expire

    async def expire_and_say(bookings: Bookings, booking_id: str) -> Booking:
        booking = await expire(bookings, booking_id)
        ended.set()
        return booking

    monkeypatch.setattr(Bookings, "expire", expire_and_say)
    pending = await box.claim("A1")
    sweeping = Payments(box.database, box.clock, box.bookings)
    await sweeping.start()
    box.clock.advance(CLAIM_SECONDS)
    async with asyncio.timeout(10):
        await ended.wait()
    assert (await box.bookings.get(pending.booking_id)).state is State.EXPIRED
    await sweeping.stop()


async def test_one_failure_does_not_keep_the_sweep_from_the_rest(
    box: Box,
    payments: Payments,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, second = await box.claim("A1"), await box.claim("A2")
    box.clock.advance(CLAIM_SECONDS)
    expire = Bookings.expire

    async def fails_once(bookings: Bookings, booking_id: str) -> Booking:
        if booking_id == first.booking_id:
            raise ConnectionError("lost")
        return await expire(bookings, booking_id)

    monkeypatch.setattr(Bookings, "expire", fails_once)
    with caplog.at_level(logging.ERROR):
        await payments.sweep_once()
    assert "could not be ended" in caplog.text
    assert (await box.bookings.get(second.booking_id)).state is State.EXPIRED


#: The transactions of a sale, each with a death before it and one after its commit.
WITHOUT_MONEY_YET = [
    ("begin", False),
    ("begin", True),
    ("open_booking", False),
    ("open_booking", True),
    ("record", False),
]
MONEY_RECORDED = [
    ("record", True),
    ("apply_payment", False),
    ("apply_payment", True),
    ("settle", False),
    ("settle", True),
]
DEATH = ("step", "after_commit")
WITHOUT_MONEY = pytest.mark.parametrize(DEATH, WITHOUT_MONEY_YET)
WITH_MONEY = pytest.mark.parametrize(DEATH, MONEY_RECORDED)
AT_ANY_STEP = pytest.mark.parametrize(DEATH, WITHOUT_MONEY_YET + MONEY_RECORDED)


def over(database: Database, box: Box) -> tuple[Bookings, Payments]:
    """Both services of a process of their own; its lock store is the box's."""
    bookings = Bookings(
        database, box.locks, box.clock, HOLD_SECONDS, GUEST_HOLD_SECONDS, CLAIM_SECONDS
    )
    return bookings, Payments(database, box.clock, bookings)


async def die_in_a_sale(database: Database, box: Box, step: str, *, after_commit: bool) -> Booking:
    """A sale of A1 in a process of its own, killed at this step; its holds live on, as in a lock
    store that is a server of its own."""
    mortal = MortalDatabase(database, step, after_commit=after_commit)
    bookings, payments = over(mortal, box)
    await bookings.start()
    held = await box.hold("A1")
    with pytest.raises(Died):
        await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")
    await bookings.stop()
    return held


@AT_ANY_STEP
async def test_a_sale_that_died_at_any_step_goes_on_under_its_key(
    database: MigratableDatabase, step: str, after_commit: bool
) -> None:
    async with open_box(database) as box:
        held = await die_in_a_sale(database, box, step, after_commit=after_commit)
        bookings, payments = over(database, box)
        await bookings.start()
        for _ in range(2):
            sold = await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")
            assert (sold.state, sold.paid) == (State.CONFIRMED, rupees(400))
        assert await database.read(told) == [("payment_captured", 40_000)]
        assert await database.read(states) == {"key-1": "done"}
        await bookings.stop()


@WITH_MONEY
async def test_money_that_was_recorded_is_settled_at_the_next_start_with_nobody_asking(
    database: MigratableDatabase, step: str, after_commit: bool
) -> None:
    async with open_box(database) as box:
        held = await die_in_a_sale(database, box, step, after_commit=after_commit)
        bookings, payments = over(database, box)
        await bookings.start()
        box.clock.advance(CLAIM_SECONDS)
        await payments.start()
        assert (await bookings.get(held.booking_id)).state is State.CONFIRMED
        assert await database.read(told) == [("payment_captured", 40_000)]
        assert await database.read(states) == {"key-1": "done"}
        await payments.stop()
        await bookings.stop()


@WITHOUT_MONEY
async def test_seats_for_which_no_money_was_recorded_are_free_again_after_their_time(
    database: MigratableDatabase, step: str, after_commit: bool
) -> None:
    async with open_box(database) as box:
        await die_in_a_sale(database, box, step, after_commit=after_commit)
        bookings, payments = over(database, box)
        await bookings.start()
        box.clock.advance(CLAIM_SECONDS)
        await payments.start()
        assert (await bookings.seats(SHOW)).states[0] == 0
        assert await database.read(told) == []
        await payments.stop()
        await bookings.stop()


async def test_money_whose_seats_were_sold_meanwhile_is_owed_back_once(
    database: MigratableDatabase,
) -> None:
    async with open_box(database) as box:
        held = await die_in_a_sale(database, box, "record", after_commit=True)
        box.clock.advance(CLAIM_SECONDS)
        await box.bookings.expire(held.booking_id)
        await box.sell("A1")
        payments = Payments(database, box.clock, box.bookings)
        for _ in range(2):
            await payments.sweep_once()
        (payment,) = await payments.of_booking(held.booking_id)
        assert payment.state is PaymentState.REFUND_DUE
        assert await database.read(told) == [("payment_captured", 40_000), ("refund_due", 40_000)]
        assert await database.read(states) == {"key-1": "done"}
        answer = await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")
        assert answer.state is State.EXPIRED


async def test_money_for_a_part_is_owed_back_when_the_rest_never_came(
    database: MigratableDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_box(database) as box:
        payments = Payments(database, box.clock, box.bookings)
        held = await box.hold("A1")
        confirm = Bookings.confirm

        async def lose_the_second(
            bookings: Bookings, booking_id: str, paid: PaidAmount
        ) -> ConfirmOutcome:
            if paid.amount == rupees(300):
                raise ConnectionError("lost")
            return await confirm(bookings, booking_id, paid)

        monkeypatch.setattr(Bookings, "confirm", lose_the_second)
        with pytest.raises(ConnectionError):
            await payments.take(held.booking_id, (cash(100), cash(300)), "key-1", "clerk-1")
        monkeypatch.setattr(Bookings, "confirm", confirm)
        box.clock.advance(CLAIM_SECONDS)
        await box.bookings.expire(held.booking_id)
        await payments.sweep_once()
        states_now = {payment.state for payment in await payments.of_booking(held.booking_id)}
        assert states_now == {PaymentState.REFUND_DUE}
        assert await box.counts() == (91, 0, 0, 0, 0)


async def test_money_for_a_part_is_owed_back_also_when_its_booking_ends_as_it_is_applied(
    database: MigratableDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_box(database) as box:
        psp = Psp()
        till = till_over(box, psp)
        held = await box.hold("A1")
        confirm = Bookings.confirm

        async def expire_after_it(
            bookings: Bookings, booking_id: str, paid: PaidAmount
        ) -> ConfirmOutcome:
            outcome = await confirm(bookings, booking_id, paid)
            box.clock.advance(CLAIM_SECONDS + 1)
            await bookings.expire(booking_id)
            return outcome

        monkeypatch.setattr(Bookings, "confirm", expire_after_it)
        upi = Tender(TenderKind.UPI, 30_000)
        await till.payments.take(held.booking_id, (cash(100), upi), "key-1", "clerk-1")
        monkeypatch.setattr(Bookings, "confirm", confirm)
        await till.payments.sweep_once()
        assert await till.taken(held) == [PaymentState.REFUND_DUE, PaymentState.CLOSED]


async def owed_back(box: Box, payments: Payments) -> str:
    """The id of a cash payment that came after its booking was over."""
    held = await box.hold("A1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Bookings, "confirm", _refund)
        await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")
    (payment,) = await payments.of_booking(held.booking_id)
    return payment.payment_id


async def _refund(*_: object) -> ConfirmOutcome:
    return ConfirmOutcome.REFUND


async def test_cash_that_is_owed_back_is_given_back_once_whoever_says_so(
    box: Box, payments: Payments
) -> None:
    payment_id = await owed_back(box, payments)
    assert await payments.theatre_of(payment_id) == "PVRAH"
    answers = await asyncio.gather(
        *(payments.returned(payment_id, "back-1", "super-1") for _ in range(3))
    )
    assert {(each.payment_id, each.state) for each in answers} == {
        (payment_id, PaymentState.REFUNDED)
    }
    assert await payments.returned(payment_id, "back-1", "super-1") == answers[0]
    with pytest.raises(WrongState, match="not owed"):
        await payments.returned(payment_id, "back-2", "super-1")
    assert await box.database.read(told) == [
        ("payment_captured", 40_000),
        ("refund_due", 40_000),
        ("payment_refunded", 40_000),
    ]
    assert await box.database.read(actors) == ["clerk-1", "payment", "super-1"]


async def test_money_that_is_not_owed_back_over_the_counter_is_not_given_back(
    box: Box, payments: Payments
) -> None:
    held = await box.hold("A2")
    await payments.take(held.booking_id, (cash(400),), "key-2", "clerk-1")
    (sold,) = await payments.of_booking(held.booking_id)
    with pytest.raises(WrongState, match="not owed"):
        await payments.returned(sold.payment_id, "back-1", "super-1")
    with pytest.raises(NotFound):
        await payments.returned("unknown", "back-1", "super-1")
    with pytest.raises(NotFound):
        await payments.theatre_of("unknown")
    owed = await owed_back(box, payments)
    with pytest.raises(KeyReused):
        await payments.returned(owed, "key-2", "super-1")
    with pytest.raises(BadInput):
        await payments.returned(owed, "", "super-1")
    # What was refused has left its key free.
    assert (await payments.returned(owed, "back-1", "super-1")).state is PaymentState.REFUNDED


async def test_a_sale_broken_off_before_any_money_gives_way_to_another_one(
    database: MigratableDatabase,
) -> None:
    async with open_box(database) as box:
        held = await die_in_a_sale(database, box, "open_booking", after_commit=True)
        payments = Payments(database, box.clock, box.bookings)
        sold = await payments.take(held.booking_id, (cash(400),), "key-2", "clerk-2")
        assert sold.state is State.CONFIRMED
        assert await database.read(states) == {"key-1": "closed", "key-2": "done"}
        with pytest.raises(WrongState, match="took no money; another one"):
            await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")
        assert await database.read(told) == [("payment_captured", 40_000)]


async def test_a_sale_whose_time_ran_out_before_any_money_says_so(
    database: MigratableDatabase,
) -> None:
    async with open_box(database) as box:
        held = await die_in_a_sale(database, box, "open_booking", after_commit=True)
        payments = Payments(database, box.clock, box.bookings)
        box.clock.advance(CLAIM_SECONDS)
        await payments.sweep_once()
        with pytest.raises(HoldOver, match="took no money; the booking is over"):
            await payments.take(held.booking_id, (cash(400),), "key-1", "clerk-1")
        assert await database.read(told) == []


async def test_amended_seats_are_paid_at_their_own_total(box: Box, payments: Payments) -> None:
    held = await box.hold("A1")
    await box.bookings.amend(held.booking_id, choose("D1", "D2 child"))
    sold = await payments.take(held.booking_id, (cash(300),), "key-1", "clerk-1")
    assert sold.total == rupees(300)
