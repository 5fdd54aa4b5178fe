"""A till that is killed again and again while it swaps, exchanges and gives back: money and seats
agree afterwards, whatever was cut off."""

import asyncio
import random
import sys
from pathlib import Path

from sqlalchemy import Connection, func, select

from boxoffice.model.payment import PaymentState
from boxoffice.model.shift import EntryKind
from boxoffice.services.payment import Payments
from boxoffice.stores.payment import OrderState, audit, entries, refund_orders
from boxoffice.stores.sqlite import SqliteDatabase
from tests.unit.services.booking.box import open_box
from tests.unit.services.payment.test_refunds import agree

KILLS = 16
SCRIPT = "tests.unit.services.payment.refunding_till"


async def work_until_killed(path: Path, number: int, draw: random.Random) -> list[bytes]:
    """Begin a till and kill it somewhere within one of its steps."""
    till = await asyncio.create_subprocess_exec(
        sys.executable, "-m", SCRIPT, str(path), str(number), stdout=asyncio.subprocess.PIPE
    )
    assert till.stdout is not None
    said = []
    for _ in range(draw.randint(1, 4)):
        said.append(await asyncio.wait_for(till.stdout.readline(), 30))
        assert said[-1]
    # Somewhere in the few milliseconds of a step.
    await asyncio.sleep(draw.random() * 0.02)
    till.kill()
    await till.communicate()
    return said


def drawer_and_books(connection: Connection) -> tuple[int, int]:
    """What the shifts counted in cash, and what the audit says of it: taken less given back."""

    def of(kind: EntryKind) -> int:
        amount = select(func.coalesce(func.sum(entries.c.amount_minor), 0))
        return int(connection.execute(amount.where(entries.c.kind == kind.value)).scalar_one())

    def written(action: str) -> int:
        amount = select(func.coalesce(func.sum(audit.c.amount_minor), 0))
        return int(connection.execute(amount.where(audit.c.action == action)).scalar_one())

    return (
        of(EntryKind.TAKEN) - of(EntryKind.RETURNED),
        written("payment_captured") - written(f"payment_{PaymentState.REFUNDED.value}"),
    )


def unfinished(connection: Connection) -> list[str]:
    """Orders that nobody went on with."""
    of = select(refund_orders.c.key).where(refund_orders.c.state != OrderState.DONE.value)
    return list(connection.execute(of).scalars())


async def test_money_and_seats_agree_however_often_a_till_is_killed(tmp_path: Path) -> None:
    path, draw = tmp_path / "cinema.db", random.Random(6)
    said: set[bytes] = set()
    for number in range(KILLS):
        said |= set(await work_until_killed(path, number, draw))
    assert said == {b"sold\n", b"swapped\n", b"exchanged\n", b"refunded\n"}
    database = await SqliteDatabase.open(path)
    try:
        async with open_box(database) as box:
            box.clock.advance(3_600)
            await Payments(database, box.clock, box.bookings).sweep_once()
        assert await database.read(unfinished) == []
        await database.read(agree)
        counted, written = await database.read(drawer_and_books)
        assert counted == written
    finally:
        await database.close()
