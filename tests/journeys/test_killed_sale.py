"""The desktop's process is killed at each step of a sale: money and seats agree afterwards, and the
clerk is told."""

import asyncio
import json
import shutil
import sys
from pathlib import Path

import pytest

from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.payment import PaymentState
from boxoffice.settings import Settings
from tests.clock import WorkdayClock

DESKTOP = (sys.executable, "-m", "tests.journeys.dying_desktop")
PATIENCE_SECONDS = 60
#: What the clerk may be shown after a kill behind each step, as stage and notice.
BASKET, DONE, NOTHING = ("basket", "recovered"), ("done", "recovered_paid"), ("choosing", "")
UNPAID = ("basket", "recovered_unpaid")


async def begin(data_dir: Path, task: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *DESKTOP, str(data_dir), task, stdout=asyncio.subprocess.PIPE
    )


async def heard(desktop: asyncio.subprocess.Process) -> dict[str, str]:
    assert desktop.stdout is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        line = await desktop.stdout.readline()
    assert line, "the desktop ended by itself"
    said: dict[str, str] = json.loads(line)
    return said


async def sell_until_killed(data_dir: Path, step: str, seconds: float) -> None:
    """Kill the desktop so long after it says that this step of its second sale begins."""
    desktop = await begin(data_dir, "sell")
    try:
        for _ in range(2):
            while (await heard(desktop))["step"] != step:
                pass
        await asyncio.sleep(seconds)
    finally:
        desktop.kill()
        await desktop.communicate()


async def found_after(data_dir: Path) -> dict[str, str]:
    """What the next run of the program shows."""
    desktop = await begin(data_dir, "find")
    try:
        return await heard(desktop)
    finally:
        desktop.kill()
        await desktop.communicate()


async def bookings(data_dir: Path) -> list[tuple[Booking, list[PaymentState], int]]:
    """Every booking of the day with its payments' states and what was captured in all."""
    found = []
    async with open_cinema(Settings(data_dir=data_dir), WorkdayClock(), demo=True) as cinema:
        shows = await cinema.services.shows.of_theatre("PVRAH")
        for booking in await cinema.services.bookings.of_shows(
            tuple(show.show_id for show in shows)
        ):
            payments = await cinema.services.payments.of_booking(booking.booking_id)
            captured = [one for one in payments if one.state is PaymentState.CAPTURED]
            minor = sum(one.amount.amount_minor for one in captured)
            found.append((booking, [one.state for one in payments], minor))
    return found


@pytest.mark.parametrize(
    ("step", "milliseconds", "may_be_shown"),
    [
        ("holding", 0, {NOTHING}),
        ("opening", 0, {NOTHING, BASKET}),
        ("taking", 0, {BASKET, UNPAID, DONE}),
        ("taking", 4, {BASKET, UNPAID, DONE}),
        ("taking", 8, {BASKET, UNPAID, DONE, NOTHING}),
        ("taking", 16, {BASKET, UNPAID, DONE, NOTHING}),
        ("done", 0, {NOTHING}),
    ],
)
async def test_a_killed_sale_is_paid_once_or_not_at_all_and_the_clerk_is_told(
    demo_data: Path,
    tmp_path: Path,
    step: str,
    milliseconds: int,
    may_be_shown: set[tuple[str, str]],
) -> None:
    data_dir = tmp_path / "cinema"
    shutil.copytree(demo_data, data_dir)
    await sell_until_killed(data_dir, step, milliseconds / 1000)
    shown = await found_after(data_dir)
    assert (shown["stage"], shown["notice"]) in may_be_shown
    sold = await bookings(data_dir)
    for booking, states, captured in sold:
        if booking.state is BookingState.CONFIRMED and states:
            assert captured == booking.paid.amount_minor == booking.total.amount_minor
        elif booking.state is not BookingState.CONFIRMED:
            assert captured == booking.paid.amount_minor == 0
    if shown["stage"] == "done":
        assert BookingState.CONFIRMED in [
            booking.state for booking, _, _ in sold if booking.booking_id == shown["booking"]
        ]
    seats = [
        (booking.show_id, line.seat_uid)
        for booking, _, _ in sold
        if booking.state is BookingState.CONFIRMED
        for line in booking.seats
    ]
    assert len(set(seats)) == len(seats) > 0
