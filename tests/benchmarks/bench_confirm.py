"""What a sale for cash costs, beside as many bare commits of SQLite that survive a power cut."""

import asyncio
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pysqlite3

from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.model.booking import Booking, BookingState, SeatChoice
from boxoffice.model.clock import SystemClock
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.rules.local_time import local_date
from boxoffice.settings import Settings
from tests.benchmarks.harness import Row

SALES = 40
SEATS = 2
#: The commits that a sale for cash waits for: payment begun, claim, payment, confirmation, settled.
#: What is told of it afterwards is none of them.
COMMITS = 5


def confirm_durable() -> tuple[float, float]:
    """Median seconds of a sale of held seats, and of as many bare commits."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> tuple[float, float]:
    clock = SystemClock()
    settings = Settings(data_dir=folder / "cinema")
    async with open_cinema(settings, clock, demo=True) as cinema:
        box_office = BoxOffice(EmbeddedTransport(cinema.gateway))
        held = await _held(box_office, clock)
        for booking in held[SALES:]:
            await _sell(box_office, booking)
        bare = _BareDatabase(folder / "bare.db")
        seconds = [
            (await _sell(box_office, booking), bare.commit(COMMITS)) for booking in held[:SALES]
        ]
        bare.close()
        ours, beside = zip(*seconds, strict=True)
        return statistics.median(ours), statistics.median(beside)


async def _held(box_office: BoxOffice, clock: SystemClock) -> list[Booking]:
    """As many holds as there are sales, of one of tomorrow's shows."""
    await box_office.sign_in("clerk", "clerk-demo")
    (theatre,) = await box_office.my_theatres()
    tomorrow = local_date(clock.now() + timedelta(days=1), theatre.time_zone)
    listings = await box_office.listings(theatre.theatre_id, tomorrow)
    show = max(listings, key=lambda one: one.availability.available).show
    live = box_office.live(show.show_id)
    await live.start()
    seats = (await box_office.layout(show.layout_id)).plan.seats
    free = [s.seat_id for s, state in zip(seats, live.states, strict=True) if not state]
    await live.close()
    held = []
    for at in range(0, SEATS * (SALES + 5), SEATS):
        choices = tuple(SeatChoice(seat_id) for seat_id in free[at : at + SEATS])
        answer = await box_office.hold(show.show_id, choices)
        assert answer.booking is not None
        held.append(answer.booking)
    return held


async def _sell(box_office: BoxOffice, booking: Booking) -> float:
    """Seconds until held seats are claimed, paid in cash and confirmed."""
    tender = Tender(TenderKind.CASH, booking.total.amount_minor)
    began = time.perf_counter()
    sold = await box_office.take_payment(booking.booking_id, (tender,), uuid4().hex)
    seconds = time.perf_counter() - began
    assert sold.state is BookingState.CONFIRMED
    return seconds


class _BareDatabase:
    """One table in a file that is written as safely as the cinema's."""

    def __init__(self, path: Path) -> None:
        self._connection = pysqlite3.connect(str(path), isolation_level=None)
        for statement in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "CREATE TABLE sold (body TEXT)",
        ):
            self._connection.execute(statement)

    def commit(self, times: int) -> float:
        """Seconds that so many transactions of one row each take."""
        began = time.perf_counter()
        for _ in range(times):
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute("INSERT INTO sold VALUES (?)", ("a booking",))
            self._connection.execute("COMMIT")
        return time.perf_counter() - began

    def close(self) -> None:
        self._connection.close()


ROWS = [
    Row(
        "confirm_durable",
        "claim, pay in cash and confirm, beside as many bare durable commits",
        confirm_durable,
        5,
        how="Two held seats are sold through client, gateway, services and store in one process."
        " It waits for five commits: payment begun, claim, payment, confirmation, settled. As many"
        " of one row each are made by bare SQLite in a file beside it, with a write-ahead log that"
        " is synced at every commit. Median of 40, in turn.",
    )
]
