"""A desk whose process is killed again and again: what was answered stands, and nothing is half."""

import asyncio
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy import Connection, select

from boxoffice.model.booking import Booking, BookingState
from boxoffice.stores.booking import audit, bookings, claims
from boxoffice.stores.booking_reading import read_many
from boxoffice.stores.sqlite import SqliteDatabase
from tests.unit.services.booking.reserving_desk import PARTY, UNTIL

KILLS = 6


async def reserve_until_killed(path: Path, number: int) -> list[str]:
    """Begin a desk and kill it at another step each time, a little later; what it has answered."""
    script = "tests.unit.services.booking.reserving_desk"
    desk = await asyncio.create_subprocess_exec(
        sys.executable, "-m", script, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert desk.stdout is not None
    told = [await desk.stdout.readline() for _ in range(1 + number % 5)]
    # Somewhere in the few milliseconds of a step.
    await asyncio.sleep(number * 0.0005)
    desk.kill()
    rest, _ = await desk.communicate()
    lines = b"".join([*told, rest]).decode().splitlines()
    # The last line may be cut off.
    return [line for line in lines if len(line.split()) == 2]


def read_all(
    connection: Connection,
) -> tuple[dict[str, Booking], Counter[str], dict[str, set[str]]]:
    """The bookings by id, how many rows of the audit each has, and the lines of seats it owns."""
    ids = list(connection.execute(select(bookings.c.booking_id)).scalars())
    found = {booking.booking_id: booking for booking in read_many(connection, ids)}
    rows = Counter(connection.execute(select(audit.c.booking_id)).scalars())
    owned: dict[str, set[str]] = {booking_id: set() for booking_id in ids}
    for row in connection.execute(select(claims).where(claims.c.active.is_(True))):
        owned[row.booking_id].add(row.line_id)
    return found, rows, owned


async def test_a_killed_desk_leaves_no_reservation_half_and_forgets_none_that_it_answered(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cinema.db"
    told = [line for number in range(KILLS) for line in await reserve_until_killed(path, number)]
    database = await SqliteDatabase.open(path)
    try:
        found, rows, owned = await database.read(read_all)
    finally:
        await database.close()
    for line in told:
        what, booking_id = line.split()
        booking = found[booking_id]
        if what == "extended" and booking.state is BookingState.PENDING:
            assert booking.expires_at is not None
            assert booking.expires_at > UNTIL
        if what == "released":
            assert len(booking.seats) == PARTY - 1
        if what == "paid":
            assert (booking.state, booking.paid) == (BookingState.CONFIRMED, booking.total)
        if what == "collected":
            assert booking.collected_by == "Asha"
    for booking_id, booking in found.items():
        assert owned[booking_id] == {line.line_id for line in booking.seats}
        assert booking.total.amount_minor == sum(
            line.price.amount_minor for line in booking.active_lines
        )
        # Each version is one change with one row.
        assert rows[booking_id] == booking.version
    assert len(told) >= KILLS
