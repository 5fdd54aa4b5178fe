"""A desk in a process of its own that reserves seats, keeps them longer, lets one go and is paid
for the rest, party after party, until it is killed."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from boxoffice.model.booking import Customer, PaidAmount
from boxoffice.stores.migrate import migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.sqlite import SqliteDatabase
from tests.unit.services.booking.box import PLAN, STARTS_AT, Box, open_box

PARTY = 3
UNTIL = STARTS_AT - timedelta(hours=1)


async def reserve_all(path: Path) -> None:
    """One line of output after each answer: what was done, and to which booking."""
    database = await SqliteDatabase.open(path)
    await migrate(database, HEADS)
    async with open_box(database) as box:
        seats = [seat.seat_id for seat in PLAN.seats]
        for first in range(0, len(seats) - PARTY, PARTY):
            try:
                held = await box.hold(*seats[first : first + PARTY])
            except AssertionError:
                # An earlier process has them.
                continue
            await _serve(box, held.booking_id)


async def _serve(box: Box, booking_id: str) -> None:
    await box.bookings.set_customer(booking_id, Customer("Asha Rao"), "clerk-1")
    booking = await box.bookings.reserve(booking_id, UNTIL, "clerk-1")
    _tell("reserved", booking_id)
    await box.bookings.extend_reservation(booking_id, STARTS_AT, "boss", supervised=True)
    _tell("extended", booking_id)
    line_ids = (booking.seats[0].line_id,)
    left = await box.bookings.release_lines(booking_id, line_ids, "clerk-1")
    _tell("released", booking_id)
    await box.bookings.confirm(booking_id, PaidAmount(f"paid {booking_id}", left.total))
    _tell("paid", booking_id)
    await box.bookings.collect(booking_id, "Asha", "clerk-1")
    _tell("collected", booking_id)


def _tell(what: str, booking_id: str) -> None:
    print(what, booking_id, flush=True)  # noqa: T201 - what its parent reads


if __name__ == "__main__":
    asyncio.run(reserve_all(Path(sys.argv[1])))
