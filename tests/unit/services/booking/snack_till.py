"""A counter in a process of its own, which sells a bag of popcorn with each seat it is given."""

import asyncio
import sys

from boxoffice.model.booking import HoldRequest, ItemChoice
from boxoffice.model.errors import SoldOut
from boxoffice.services.booking import Bookings
from boxoffice.stores.locks.memory import MemoryLocks
from boxoffice.stores.postgresql import PostgresDatabase
from tests.clock import FakeClock
from tests.unit.services.booking.box import CLAIM_SECONDS, HOLD_SECONDS, SHOW, choose


async def sell(url: str, seats: list[str]) -> None:
    """Say of each seat whether there was popcorn to it."""
    database, clock = await PostgresDatabase.open(url), FakeClock()
    bookings = Bookings(
        database, MemoryLocks(clock), clock, HOLD_SECONDS, HOLD_SECONDS, CLAIM_SECONDS
    )
    await bookings.start()
    for seat in seats:
        try:
            request = HoldRequest(SHOW, choose(seat), "till", items=(ItemChoice("popcorn"),))
            held = (await bookings.hold(request)).booking
            assert held is not None
            await bookings.claim(held.booking_id, "till")
            sys.stdout.write("sold\n")
        except SoldOut:
            sys.stdout.write("sold-out\n")
    await bookings.stop()
    await database.close()


if __name__ == "__main__":
    asyncio.run(sell(sys.argv[1], sys.argv[2:]))
