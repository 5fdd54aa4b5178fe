"""What holding seats costs through the whole embedded way: client, gateway, service, lock store."""

import asyncio
import itertools
import statistics
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.model.booking import SeatChoice
from boxoffice.model.clock import SystemClock
from boxoffice.model.errors import NotFound
from boxoffice.rules.local_time import local_date
from boxoffice.settings import Settings
from tests.benchmarks.harness import Row

ROUNDS = 300
SEATS = 4
#: Letting go a hold that is not there: signed in and allowed, and nothing to do.
NO_HOLD = "nothing-is-held-under-this-id"


def lock_embedded() -> tuple[float, float]:
    """Hold four seats, beside a mutation that changes nothing, through the same client."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder)))


async def _measure(data_dir: Path) -> tuple[float, float]:
    clock = SystemClock()
    async with open_cinema(Settings(data_dir=data_dir), clock, demo=True) as cinema:
        box_office = BoxOffice(EmbeddedTransport(cinema.gateway))
        await box_office.sign_in("clerk", "clerk-demo")
        (theatre,) = await box_office.my_theatres()
        tomorrow = local_date(clock.now() + timedelta(days=1), theatre.time_zone)
        listings = await box_office.listings(theatre.theatre_id, tomorrow)
        show = max(listings, key=lambda one: one.availability.available).show
        layout = await box_office.layout(show.layout_id)
        states = (await cinema.services.bookings.seats(show.show_id)).states
        free = [s.seat_id for s, state in zip(layout.plan.seats, states, strict=True) if not state]
        groups = itertools.cycle(
            tuple(SeatChoice(seat_id) for seat_id in free[at : at + SEATS])
            for at in range(0, len(free) - SEATS, SEATS)
        )
        holds, empties = [], []
        for _ in range(ROUNDS):
            group = next(groups)
            start = time.perf_counter()
            answer = await box_office.hold(show.show_id, group)
            holds.append(time.perf_counter() - start)
            assert answer.booking is not None
            await box_office.release(answer.booking.booking_id)
            start = time.perf_counter()
            with suppress(NotFound):
                await box_office.release(NO_HOLD)
            empties.append(time.perf_counter() - start)
        return statistics.median(holds), statistics.median(empties)


ROWS = [
    Row(
        "lock_embedded",
        "hold four seats, beside a mutation that changes nothing",
        lock_embedded,
        3,
        how="Both through client, gateway and services in one process, signed in and allowed;"
        " median of 300, in turn. The mutation lets go a hold that is not there, and looks in SQL"
        " whether a booking became of it, which holding seats need not: so it may take longer."
        " Beside a hold of no seats, which is refused before anything is looked at, holding four"
        " takes about four times as long.",
    )
]
