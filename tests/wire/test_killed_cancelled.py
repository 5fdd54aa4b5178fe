"""A cinema that is killed at each step of seeing to a cancelled show: money and seats agree
afterwards, each booking was refunded, moved and told once."""

import asyncio
import os
import random
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from boxoffice.bootstrap.cinema import Cinema
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.gateway.upstream import Services
from boxoffice.model.booking import BookingState, Customer, HoldRequest, SeatChoice
from boxoffice.model.cancelled import CancelledShow, Outcome, TaskState
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.stores.notification import deliveries
from boxoffice.stores.payment import vouchers
from boxoffice.stores.sqlite import SqliteDatabase
from tests.clock import FakeClock
from tests.unit.services.payment.test_refunds import agree
from tests.wire import documents
from tests.wire.cancelling_cinema import SECONDS_APART, STEPS, ask_for_all, settings
from tests.wire.conftest import Founded, Line, opened

SCRIPT = "tests.wire.cancelling_cinema"
ROW = 30
SEATS = [f"A{number}" for number in range(1, ROW + 1)]
STARTS = ("2026-11-20T16:00:00Z", "2026-11-21T16:00:00Z")
KILLS = 6
PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class House:
    """A closed cinema with two shows of one film; the first has a booking for each two seats of its
    row, paid with a voucher and in cash in turn, every customer with a phone."""

    data_dir: Path
    show_id: int
    to_show_id: int
    capacity: int = ROW


@pytest.fixture
async def house(founded: Founded, tmp_path: Path) -> House:
    data_dir = tmp_path / "cinema"
    shutil.copytree(founded.data_dir, data_dir)
    async with opened(settings(data_dir), FakeClock()) as cinema:
        show_id, to_show_id = await _two_shows(founded, cinema)
        for number in range(0, ROW, 2):
            await _sell(cinema.services, founded.theatre_id, show_id, number)
    return House(data_dir, show_id, to_show_id)


async def _two_shows(founded: Founded, cinema: Cinema) -> tuple[int, int]:
    system = Line(EmbeddedTransport(cinema.gateway), founded.tokens["system"])
    seats = [{"type": 1, "seatId": one} for one in SEATS]
    category = {"catId": 1, "name": "Standard", "rows": 1, "columns": ROW, "seats": seats}
    hall = {**documents.screen(founded.theatre_id), "name": "Audi 2"}
    screen = await system.ask(
        documents.ADD_SCREEN, screen={**hall, "categories": [category], "seatIDs": SEATS}
    )
    price = {**documents.PRICES[1], "columnsCount": ROW}
    shows = await system.ask(
        documents.ADD_SHOW,
        date="2026-11-20T00:00:00Z",
        movieID="M1",
        theatreId=founded.theatre_id,
        shs=[documents.show(screen, start, categoryDetails=[price]) for start in STARTS],
    )
    first, second = (show["showId"] for show in shows)
    return first, second


async def _sell(services: Services, theatre_id: str, show_id: int, number: int) -> None:
    seats = tuple(SeatChoice(one) for one in SEATS[number : number + 2])
    held = (await services.bookings.hold(HoldRequest(show_id, seats, "clerk"))).booking
    assert held is not None
    key, due = f"sale {number}", held.total
    tender = Tender(TenderKind.CASH, due.amount_minor)
    if number % 4 == 0:
        voucher = await services.payments.issue_voucher(theatre_id, due, None, key, "boss")
        tender = Tender(TenderKind.VOUCHER, due.amount_minor, reference=voucher.code)
    sold = await services.payments.take(held.booking_id, (tender,), key, "clerk")
    customer = Customer(f"Customer {number}", f"98200 12{number:03}")
    await services.bookings.set_customer(sold.booking_id, customer, "clerk")


@asynccontextmanager
async def killings(house: House) -> AsyncIterator[Callable[[str], Awaitable[int]]]:
    """What has a cinema see to the show until it dies, and answers by which signal."""
    shows = str(house.show_id), str(house.to_show_id)
    mother = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", SCRIPT, str(house.data_dir), *shows),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    asks, answers = mother.stdin, mother.stdout
    assert asks is not None
    assert answers is not None

    async def kill(line: str) -> int:
        asks.write(f"{line}\n".encode())
        async with asyncio.timeout(PATIENCE_SECONDS):
            return -int(await answers.readline())

    try:
        yield kill
    finally:
        # With whatever it has begun.
        os.killpg(mother.pid, signal.SIGKILL)
        await mother.wait()


async def settled(house: House, number: int) -> CancelledShow:
    """Go on with whatever is left, in a process that nobody kills."""
    clock = FakeClock()
    clock.advance(number * SECONDS_APART)
    async with opened(settings(house.data_dir), clock) as cinema:
        services = cinema.services
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                await ask_for_all(services, house.show_id, house.to_show_id)
                show = await services.cancelled.of_show(house.show_id)
                states = {one.outcome for one in show.bookings}
                told = {one.told for one in show.bookings}
                if states <= {Outcome.REFUNDED, Outcome.MOVED} and told == {TaskState.DONE}:
                    break
        await check(services, house, show)
    return show


async def check(services: Services, house: House, show: CancelledShow) -> None:
    """Each booking once: its seats are free here, and there for those alone who were moved."""
    moved = [one for one in show.bookings if one.outcome is Outcome.MOVED]
    there = await services.bookings.of_shows((house.to_show_id,))
    assert {one.state for one in there} == {BookingState.CONFIRMED}
    assert sorted(one.customer.name for one in there) == sorted(one.customer.name for one in moved)
    assert all(one.paid == one.total and len(one.seats) == 2 for one in there)
    counts = await services.bookings.availability((house.show_id, house.to_show_id))
    free = house.capacity, house.capacity - 2 * len(moved)
    assert tuple(one.available for one in counts) == free
    assert len(moved) == ROW // 4
    assert len(show.bookings) == ROW // 2


def books(connection: Connection) -> tuple[int, int, int]:
    """What is missing from vouchers, and how many messages there are to how many people."""
    missing = select(func.sum(vouchers.c.issued_minor - vouchers.c.balance_minor))
    messages = select(func.count(), func.count(deliveries.c.contact.distinct()))
    sent, people = connection.execute(messages).one()
    return int(connection.execute(missing).scalar_one()), sent, people


async def agrees(house: House) -> None:
    """Money and seats of all bookings, and everybody told once."""
    database = await SqliteDatabase.open(house.data_dir / "cinema.db")
    try:
        await database.read(agree)
        assert await database.read(books) == (0, ROW // 2, ROW // 2)
    finally:
        await database.close()


async def test_money_and_seats_agree_when_a_cinema_dies_before_and_after_each_step(
    house: House,
) -> None:
    deaths = [f"{step} {when} 0" for step in STEPS for when in ("before", "after")]
    async with killings(house) as kill:
        for number, death in enumerate(deaths):
            assert await kill(f"{number} {death}") == signal.SIGKILL, death
    await settled(house, len(deaths))
    await agrees(house)


async def test_money_and_seats_agree_however_often_a_cinema_is_killed_anywhere(
    house: House,
) -> None:
    draw = random.Random(6)
    async with killings(house) as kill:
        for number in range(KILLS):
            seconds = draw.uniform(0.001, 0.1)
            assert await kill(f"{number} somewhere - {seconds}") == signal.SIGALRM
    await settled(house, KILLS)
    await agrees(house)
