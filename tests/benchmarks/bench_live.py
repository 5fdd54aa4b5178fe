"""Live seats through a gateway process: a first picture, and a change told to many watchers."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import aiohttp
import numpy as np
from sqlalchemy import Connection

from boxoffice.bootstrap import demo_data
from boxoffice.bootstrap.engines import sqlite
from boxoffice.client.address import Address
from boxoffice.client.api import BoxOffice
from boxoffice.client.remote import RemoteTransport
from boxoffice.model.clock import SystemClock
from boxoffice.model.money import Money
from boxoffice.model.movie import TitleFacts
from boxoffice.model.show import CategoryPrice
from boxoffice.rules.grid import to_grid
from boxoffice.rules.layouts import canonical
from boxoffice.stores import movie
from tests.benchmarks import country
from tests.benchmarks.audience import Show, bare_watching, watching
from tests.benchmarks.halls import hall
from tests.benchmarks.harness import Row
from tests.benchmarks.processes import bare, gateway, serving

#: Each picture is of a show that nobody has asked for before.
PICTURES = 15
CHANGES = 40
SMALL, OBJECTS, LARGE = 100, 5_000, 100_000
GET_SEATS = "query ($id: String!) { getSeats(id: $id) { id Status } }"


@dataclass(frozen=True, slots=True)
class Place:
    """A gateway with halls of SMALL, OBJECTS and LARGE seats, and their show ids."""

    url: str
    shows: dict[int, list[int]]


@asynccontextmanager
async def _place() -> AsyncIterator[Place]:
    with tempfile.TemporaryDirectory() as folder:
        shows = await _found(Path(folder))
        with serving(gateway(Path(folder), "--demo", "--guests")) as url:
            yield Place(url, shows)


async def _found(data_dir: Path) -> dict[int, list[int]]:
    now = datetime.now(UTC).replace(microsecond=0)
    async with sqlite.opened(data_dir) as database:
        return await database.run(_fill, now)


def _fill(connection: Connection, now: datetime) -> dict[int, list[int]]:
    demo = demo_data.load()
    for title in demo.movies:
        movie.add(connection, title, TitleFacts(), country.MAKER, now)
        movie.mark_shown(connection, title.movie_id)
    starts = [now + timedelta(days=1, hours=4 * each) for each in range(PICTURES + 1)]
    shows = {}
    for number, seats in enumerate((SMALL, OBJECTS, LARGE)):
        plan = hall(seats)
        price = Money.from_major(200, demo.terms.currency)
        prices = tuple(
            CategoryPrice(each.category_id, each.name, each.rows, each.columns, price)
            for each in to_grid(plan)
        )
        shows[seats] = country.put_on_sale(
            connection, number, plan, canonical(plan), prices, starts, now
        )
    return shows


def snapshot() -> tuple[float, float]:
    """Median seconds until a client has the states of 100,000 seats as an array, and until it
    has 5,000 as objects."""
    return asyncio.run(_snapshot())


async def _snapshot() -> tuple[float, float]:
    async with _place() as place:
        transport = RemoteTransport(Address(place.url), SystemClock())
        box_office = BoxOffice(transport)

        async def whole(show_id: int) -> None:
            live = box_office.live(show_id)
            await live.start()
            assert np.frombuffer(live.states, dtype=np.uint8).size == LARGE
            await live.close()

        async def objects(show_id: int) -> None:
            answer = await transport.execute(GET_SEATS, {"id": str(show_id)}, "")
            assert "errors" not in answer, answer["errors"]
            assert len(answer["data"]["getSeats"]) == OBJECTS

        seconds: list[tuple[float, float]] = []
        for large, small in zip(place.shows[LARGE], place.shows[OBJECTS], strict=True):
            seconds.append((await _timed(whole, large), await _timed(objects, small)))
        await transport.close()
        # The first of each hall also reads its layout, which is kept from then on.
        ours, beside = zip(*seconds[1:], strict=True)
        return statistics.median(ours), statistics.median(beside)


async def _timed(ask: Callable[[int], Awaitable[None]], show_id: int) -> float:
    began = time.perf_counter()
    await ask(show_id)
    return time.perf_counter() - began


@cache
def told() -> tuple[float, float, float]:
    """Median seconds until the last of WATCHERS knows of a held seat, in a hall of LARGE and in
    one of SMALL seats, and of a bare broadcast of the same bytes."""
    return asyncio.run(_told())


async def _told() -> tuple[float, float, float]:
    async with _place() as place, AsyncExitStack() as stack:
        connector = aiohttp.TCPConnector(limit=0)
        http = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        audiences, shows = [], []
        for seats in (LARGE, SMALL):
            show_id = place.shows[seats][0]
            audience = await watching(http, place.url, show_id)
            stack.push_async_callback(audience.close)
            audiences.append(audience)
            shows.append(Show(http, place.url, show_id, hall(seats).seats[0].seat_id))
            await shows[-1].change(audience)
        bare_at = stack.enter_context(serving(bare()))
        beside = await bare_watching(http, bare_at)
        stack.push_async_callback(beside.close)
        same = audiences[0].last

        async def broadcast() -> float:
            began = time.perf_counter()
            beside.expect()
            async with http.post(f"{bare_at}/tell", data=same) as response:
                await response.read()
            await beside.heard()
            return time.perf_counter() - began

        rounds = [
            (
                await shows[0].change(audiences[0]),
                await shows[1].change(audiences[1]),
                await broadcast(),
            )
            for _ in range(CHANGES)
        ]
        large, small, bare_seconds = (statistics.median(each) for each in zip(*rounds, strict=True))
        return large, small, bare_seconds


def fanout() -> tuple[float, float]:
    """The large hall beside the bare broadcast."""
    large, _, beside = told()
    return large, beside


def fanout_growth() -> tuple[float, float]:
    """The large hall beside the small one."""
    large, small, _ = told()
    return large, small


ROWS = [
    Row(
        "snapshot",
        "100,000 seats from store to array in a remote client, beside getSeats of 5,000",
        snapshot,
        1,
        how="Client and gateway are processes of their own. Each show is one that nobody has asked"
        " for, so that the gateway reads its holds and bookings from the stores; the hall's layout"
        " is at hand. Median of 15 shows each, in turn.",
    ),
    Row(
        "fanout",
        "a held seat to the last of 200 watchers of 100,000 seats, beside a bare broadcast",
        fanout,
        3,
        how="From the request that holds a seat until the last of 200 WebSockets has the change,"
        " beside a request to a bare aiohttp server that sends the same bytes to 200 sockets."
        " Median of 40, in turn.",
    ),
    Row(
        "fanout_growth",
        "the same for a hall of 100,000 seats, beside one of 100",
        fanout_growth,
        1.3,
        how="Both halls on one gateway with 200 watchers each, in turn with the row above.",
    ),
]
