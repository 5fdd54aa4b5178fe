"""What SQL alone guarantees of money, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, select

from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores.migrate import MigratableDatabase
from boxoffice.stores.payment import OperationState, audit, outbox
from boxoffice.stores.payment_ledger import KeyTaken, Operation

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


async def state(database: MigratableDatabase, key: str) -> OperationState | None:
    operation = await database.read(ledger.read_operation, key)
    return None if operation is None else operation.state


async def test_money_is_captured_once(database: MigratableDatabase) -> None:
    await database.run(ledger.begin, SALE, AT)
    assert await database.run(ledger.capture, SALE, [CASH], AT) is True
    assert await database.run(ledger.capture, SALE, [CASH], AT) is False
    assert await database.read(ledger.read_payments, "key-1") == (CASH,)
    assert await database.read(ledger.read_payments_of_booking, "booking-1") == (CASH,)
    assert await database.read(kinds) == ["payment_captured"]


async def test_a_key_is_used_once(database: MigratableDatabase) -> None:
    await database.run(ledger.begin, SALE, AT)
    with pytest.raises(KeyTaken):
        await database.run(ledger.begin, replace(SALE, booking_id="booking-2"), AT)
    assert await database.read(ledger.read_operation, "key-1") == SALE


async def test_a_new_sale_of_a_booking_closes_one_that_took_no_money(
    database: MigratableDatabase,
) -> None:
    await database.run(ledger.begin, SALE, AT)
    await database.run(ledger.begin, replace(SALE, key="key-2"), AT)
    assert await state(database, "key-1") is OperationState.CLOSED
    assert await database.run(ledger.capture, SALE, [CASH], AT) is False


async def test_a_new_sale_of_a_booking_waits_for_one_that_took_money(
    database: MigratableDatabase,
) -> None:
    await database.run(ledger.begin, SALE, AT)
    await database.run(ledger.capture, SALE, [CASH], AT)
    with pytest.raises(KeyTaken):
        await database.run(ledger.begin, replace(SALE, key="key-2"), AT)
    captured = replace(SALE, state=OperationState.CAPTURED)
    assert await database.read(ledger.read_captured, 10) == (captured,)
    assert await database.read(ledger.read_captured_of, "booking-1") == captured
    assert await database.run(ledger.finish, "key-1", AT) is True
    assert await database.read(ledger.read_captured, 10) == ()
    await database.run(ledger.begin, replace(SALE, key="key-2"), AT)


async def test_a_refund_falls_due_once(database: MigratableDatabase) -> None:
    await database.run(ledger.begin, SALE, AT)
    await database.run(ledger.capture, SALE, [CASH], AT)
    assert await database.run(ledger.owe, SALE, CASH, AT) is True
    assert await database.run(ledger.owe, SALE, CASH, AT) is False
    (payment,) = await database.read(ledger.read_payments, "key-1")
    assert payment == replace(CASH, state=PaymentState.REFUND_DUE)
    assert await database.read(kinds) == ["payment_captured", "refund_due"]


async def test_only_a_sale_without_money_can_be_forgotten_or_closed(
    database: MigratableDatabase,
) -> None:
    await database.run(ledger.begin, SALE, AT)
    await database.run(ledger.forget, "key-1")
    assert await state(database, "key-1") is None
    await database.run(ledger.begin, SALE, AT)
    await database.run(ledger.capture, SALE, [CASH], AT)
    await database.run(ledger.forget, "key-1")
    await database.run(ledger.close_begun, "booking-1", AT)
    assert await state(database, "key-1") is OperationState.CAPTURED


def kinds(connection: Connection) -> list[str]:
    """The events, which must be what the audit says."""
    events = list(connection.execute(select(outbox.c.kind).order_by(outbox.c.position)).scalars())
    audited = connection.execute(select(audit.c.action).order_by(audit.c.position)).scalars()
    assert events == list(audited)
    return events
