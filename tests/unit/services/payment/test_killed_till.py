"""A till whose process is killed again and again: each sale is in exactly one shift, or in none."""

import asyncio
import sys
from pathlib import Path

from sqlalchemy import Connection, func, select

from boxoffice.model.payment import PaymentKind, PaymentState
from boxoffice.stores.payment import entries, payments, shifts
from boxoffice.stores.sqlite import SqliteDatabase

KILLS = 8


async def sell_until_killed(path: Path, number: int) -> None:
    """Begin a till and kill it in the middle of one of its sales, a little later each time."""
    script = "tests.unit.services.payment.selling_till"
    till = await asyncio.create_subprocess_exec(
        sys.executable, "-m", script, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert till.stdout is not None
    for _ in range(1 + number % 3):
        assert await till.stdout.readline()
    # Somewhere in the few milliseconds of a sale.
    await asyncio.sleep(number * 0.0007)
    till.kill()
    await till.communicate()


def money_without_one_entry(connection: Connection) -> list[str]:
    """Captured payments that are not in exactly one shift."""
    counted = select(func.count()).where(entries.c.payment_id == payments.c.payment_id)
    captured = payments.c.state == PaymentState.CAPTURED.value
    found = select(payments.c.payment_id).where(captured, counted.scalar_subquery() != 1)
    return list(connection.execute(found).scalars())


def sums(connection: Connection) -> tuple[int, int, int]:
    """What the payments say, what the shift's entries say, and how many shifts there are."""
    paid = select(func.coalesce(func.sum(payments.c.amount_minor), 0)).where(
        payments.c.kind == PaymentKind.CASH.value
    )
    taken = select(func.coalesce(func.sum(entries.c.amount_minor), 0))
    return (
        connection.execute(paid).scalar_one(),
        connection.execute(taken).scalar_one(),
        connection.execute(select(func.count()).select_from(shifts)).scalar_one(),
    )


async def test_a_killed_till_leaves_no_sale_in_two_shifts_or_in_none(tmp_path: Path) -> None:
    path = tmp_path / "cinema.db"
    for number in range(KILLS):
        await sell_until_killed(path, number)
    database = await SqliteDatabase.open(path)
    try:
        assert await database.read(money_without_one_entry) == []
        paid, counted, how_many = await database.read(sums)
    finally:
        await database.close()
    assert paid == counted > 0
    assert how_many == 1
