"""A till in a process of its own that sells seat after seat for cash, until it is killed."""

import asyncio
import sys
from pathlib import Path

from boxoffice.model.errors import Refusal
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.shift import AtCounter
from boxoffice.services.payment import Payments
from boxoffice.stores.migrate import migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.sqlite import SqliteDatabase
from tests.unit.services.booking.box import PLAN, open_box


async def sell(path: Path) -> None:
    """Sell every seat that is free, one line of output before each sale."""
    database = await SqliteDatabase.open(path)
    await migrate(database, HEADS)
    async with open_box(database) as box:
        payments = Payments(database, box.clock, box.bookings)
        await payments.start()
        for seat in PLAN.seats:
            try:
                held = await box.hold(seat.seat_id)
            except AssertionError:
                continue
            print(seat.seat_id, flush=True)  # noqa: T201 - what its parent waits for
            due = Tender(TenderKind.CASH, held.total.amount_minor)
            try:
                await payments.take(
                    held.booking_id, (due,), f"sale {held.booking_id}", "clerk-1", AtCounter("Till")
                )
            except Refusal:
                continue


if __name__ == "__main__":
    asyncio.run(sell(Path(sys.argv[1])))
