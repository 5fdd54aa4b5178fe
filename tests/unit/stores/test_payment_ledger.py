"""What SQL alone guarantees of money, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, select

from boxoffice.model.errors import VoucherRefused
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState, Voucher
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores import payment_reading as reading
from boxoffice.stores import payment_vouchers as vouchers
from boxoffice.stores.migrate import MigratableDatabase
from boxoffice.stores.payment import OperationState, audit, outbox
from boxoffice.stores.payment_ledger import KeyTaken
from boxoffice.stores.payment_reading import Kept, Operation

AT = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)
SALE = Operation("key-1", "digest", "booking-1", "PVRAH", "clerk-1", OperationState.BEGUN)
CASH = Payment(
    "payment-1",
    "booking-1",
    PaymentKind.CASH,
    Money(40_000, "INR"),
    50_000,
    "",
    PaymentState.CAPTURED,
    AT,
)
TAKEN = Kept(CASH, "key-1", "PVRAH", look_at=AT)
VOUCHER = Voucher(
    "ABCD-EFGH-JKLM", "PVRAH", Money(50_000, "INR"), Money(50_000, "INR"), AT, valid_until=None
)


async def state(database: MigratableDatabase, key: str) -> OperationState | None:
    operation = await database.read(reading.read_operation, key)
    return None if operation is None else operation.state


async def payments(database: MigratableDatabase) -> list[Payment]:
    kept = await database.read(reading.read_of_booking, "booking-1")
    return [each.payment for each in kept]


async def settle(
    database: MigratableDatabase, taken: tuple[Kept, ...] = (), owed: tuple[Kept, ...] = ()
) -> None:
    await database.run(ledger.settle, "booking-1", taken, owed, None, "payment", AT)


async def test_money_is_captured_once(database: MigratableDatabase) -> None:
    await database.run(ledger.begin, SALE, AT)
    assert await database.run(ledger.record, SALE, [TAKEN], AT) is True
    assert await database.run(ledger.record, SALE, [TAKEN], AT) is False
    assert await payments(database) == [CASH]
    assert await database.read(kinds) == ["payment_captured"]


async def test_a_key_is_used_once(database: MigratableDatabase) -> None:
    await database.run(ledger.begin, SALE, AT)
    with pytest.raises(KeyTaken):
        await database.run(ledger.begin, replace(SALE, booking_id="booking-2"), AT)
    assert await database.read(reading.read_operation, "key-1") == SALE


async def test_a_new_sale_of_a_booking_closes_one_that_took_no_money(
    database: MigratableDatabase,
) -> None:
    await database.run(ledger.begin, SALE, AT)
    await database.run(ledger.begin, replace(SALE, key="key-2"), AT)
    assert await state(database, "key-1") is OperationState.CLOSED
    assert await database.run(ledger.record, SALE, [TAKEN], AT) is False


async def test_a_new_sale_of_a_booking_waits_for_one_that_took_money(
    database: MigratableDatabase,
) -> None:
    await database.run(ledger.begin, SALE, AT)
    await database.run(ledger.record, SALE, [TAKEN], AT)
    with pytest.raises(KeyTaken):
        await database.run(ledger.begin, replace(SALE, key="key-2"), AT)
    due = (PaymentState.CAPTURED,)
    assert await database.read(reading.read_due, due, AT, 10) == (TAKEN,)
    await settle(database, taken=(TAKEN,))
    assert await state(database, "key-1") is OperationState.DONE
    assert await database.read(reading.read_due, due, AT, 10) == ()
    await database.run(ledger.begin, replace(SALE, key="key-2"), AT)


async def test_a_sale_is_not_settled_while_a_part_of_it_is_open_or_unheard_of(
    database: MigratableDatabase,
) -> None:
    await database.run(ledger.begin, SALE, AT)
    part = replace(CASH, payment_id="payment-2", state=PaymentState.OPEN, provider="simulator")
    open_part = replace(TAKEN, payment=part)
    await database.run(ledger.record, SALE, [TAKEN, open_part], AT)
    await settle(database, taken=(TAKEN,))
    assert await state(database, "key-1") is OperationState.RECORDED
    await database.run(ledger.capture, open_part, "T1", "provider simulator", AT)
    await settle(database)
    assert await state(database, "key-1") is OperationState.RECORDED
    await settle(database, taken=(open_part,))
    assert await state(database, "key-1") is OperationState.DONE


async def test_a_refund_falls_due_once_and_is_made_once(database: MigratableDatabase) -> None:
    await database.run(ledger.begin, SALE, AT)
    await database.run(ledger.record, SALE, [TAKEN], AT)
    for _ in range(2):
        await settle(database, owed=(TAKEN,))
    due = replace(CASH, state=PaymentState.REFUND_DUE)
    assert await payments(database) == [due]
    owed = replace(TAKEN, payment=due)
    assert await database.run(ledger.give_back, owed, "payment", AT) is True
    assert await database.run(ledger.give_back, owed, "payment", AT) is False
    assert await payments(database) == [replace(CASH, state=PaymentState.REFUNDED)]
    assert await database.read(kinds) == ["payment_captured", "refund_due", "payment_refunded"]


async def test_only_a_sale_without_money_can_be_forgotten_or_closed(
    database: MigratableDatabase,
) -> None:
    await database.run(ledger.begin, SALE, AT)
    await database.run(ledger.forget, "key-1")
    assert await state(database, "key-1") is None
    await database.run(ledger.begin, SALE, AT)
    await database.run(ledger.record, SALE, [TAKEN], AT)
    await database.run(ledger.forget, "key-1")
    await database.run(ledger.close_begun, "booking-1", AT)
    assert await state(database, "key-1") is OperationState.RECORDED


async def test_a_voucher_that_does_not_pay_its_part_leaves_nothing_written(
    database: MigratableDatabase,
) -> None:
    await database.run(vouchers.issue, VOUCHER, "issue-1", "admin-1")
    await database.run(ledger.begin, SALE, AT)
    parts = [replace(TAKEN, payment=voucher_payment(number, 30_000)) for number in (1, 2)]
    with pytest.raises(VoucherRefused, match=r"INR 200\.00 left"):
        await database.run(ledger.record, SALE, parts, AT)
    assert await payments(database) == []
    assert await state(database, "key-1") is OperationState.BEGUN
    assert await database.read(vouchers.read_voucher, VOUCHER.code, "PVRAH") == VOUCHER


async def test_money_of_a_voucher_goes_back_on_it_once(database: MigratableDatabase) -> None:
    await database.run(vouchers.issue, VOUCHER, "issue-1", "admin-1")
    await database.run(ledger.begin, SALE, AT)
    part = replace(TAKEN, payment=voucher_payment(1, 30_000))
    await database.run(ledger.record, SALE, [part], AT)
    used = await database.read(vouchers.read_voucher, VOUCHER.code, "PVRAH")
    assert used is not None
    assert used.balance == Money(20_000, "INR")
    for _ in range(2):
        await settle(database, owed=(part,))
    assert [payment.state for payment in await payments(database)] == [PaymentState.REFUNDED]
    assert await database.read(vouchers.read_voucher, VOUCHER.code, "PVRAH") == VOUCHER


def voucher_payment(number: int, amount_minor: int) -> Payment:
    """A part that the voucher pays."""
    return replace(
        CASH,
        payment_id=f"payment-{number}",
        kind=PaymentKind.VOUCHER,
        amount=Money(amount_minor, "INR"),
        reference=VOUCHER.code,
    )


def kinds(connection: Connection) -> list[str]:
    """The events, which must be what the audit says."""
    events = list(connection.execute(select(outbox.c.kind).order_by(outbox.c.position)).scalars())
    of_payments = select(audit.c.action).where(audit.c.booking_id != "")
    audited = connection.execute(of_payments.order_by(audit.c.position)).scalars()
    assert events == list(audited)
    return events
