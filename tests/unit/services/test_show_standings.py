"""How a day's shows stand: told once each, and again when shows, seats or the clock change it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from boxoffice.model.errors import BadInput, TryAgain
from boxoffice.model.show import ShowStanding, ShowStatus
from boxoffice.stores.database import Database
from tests.unit.services.show_town import NOW, Town, at, at_far

TODAY = "20261120"
OPEN, PENDING = ShowStatus.OPEN, ShowStatus.PENDING


@pytest.fixture
async def town(database: Database) -> Town:
    made = Town(database)
    await made.build()
    return made


@asynccontextmanager
async def watching(
    town: Town, day: str = TODAY, theatre_id: str = "PVRAH"
) -> AsyncIterator[AsyncIterator[ShowStanding]]:
    stream = cast(AsyncGenerator[ShowStanding, None], town.shows.watch_day(theatre_id, day))
    async with asyncio.timeout(10), aclosing(stream):
        yield stream


async def test_each_show_of_the_local_day_comes_first_by_time(town: Town) -> None:
    await town.add(at(6), at(3), at(7))
    await town.add(at_far(3), theatre_id="FARCI")
    town.seller.sold = {10_001: 5, 10_002: 4}
    async with watching(town) as stream:
        assert [await anext(stream), await anext(stream)] == [
            ShowStanding(10_002, ShowStatus.FAST_FILLING, 1, 5, "100001"),
            ShowStanding(10_001, ShowStatus.FULL, 0, 5, "100001"),
        ]
        # The late show is on the next local day, and the far one elsewhere.
        town.seller.sell(10_001, 4)
        assert await anext(stream) == ShowStanding(10_001, ShowStatus.FAST_FILLING, 1, 5, "100001")


async def test_a_sale_is_told_with_the_status_it_leads_to(town: Town) -> None:
    await town.add(at())
    async with watching(town) as stream:
        assert await anext(stream) == ShowStanding(10_001, OPEN, 5, 5, "100001")
        for sold, status in ((3, OPEN), (4, ShowStatus.FAST_FILLING), (5, ShowStatus.FULL)):
            town.seller.sell(10_001, sold)
            assert await anext(stream) == ShowStanding(10_001, status, 5 - sold, 5, "100001")


async def test_a_burst_of_sales_is_told_as_the_newest(town: Town) -> None:
    await town.add(at())
    async with watching(town) as stream:
        await anext(stream)
        for sold in (1, 2, 3):
            town.seller.sell(10_001, sold)
        assert await anext(stream) == ShowStanding(10_001, OPEN, 2, 5, "100001")


async def test_shows_that_are_added_closed_or_cancelled_are_told(town: Town) -> None:
    await town.add(at(3))
    async with watching(town) as stream:
        await anext(stream)
        await town.add(at(5))
        assert await anext(stream) == ShowStanding(10_002, OPEN, 5, 5, "100001")
        for status in (ShowStatus.CLOSED, OPEN, ShowStatus.CANCELLED):
            await town.shows.set_status("PVRAH", 10_001, status, "admin")
            assert await anext(stream) == ShowStanding(10_001, status, 5, 5, "100001")
        town.seller.sell(10_002, 1)
        assert await anext(stream) == ShowStanding(10_002, OPEN, 4, 5, "100001")


async def test_a_show_is_told_when_it_is_published(town: Town) -> None:
    await town.add(replace(at(), publish_at=NOW + timedelta(milliseconds=10)))
    async with watching(town) as stream:
        assert await anext(stream) == ShowStanding(10_001, PENDING, 5, 5, "100001")
        town.clock.advance(1)
        assert await anext(stream) == ShowStanding(10_001, OPEN, 5, 5, "100001")


async def test_a_show_that_booking_has_not_taken_is_pending_until_it_has(town: Town) -> None:
    town.seller.away = True
    await town.add(at())
    async with watching(town) as stream:
        assert await anext(stream) == ShowStanding(10_001, PENDING, 0, 0, "100001")
        town.seller.away = False
        await town.shows.start()
        assert await anext(stream) == ShowStanding(10_001, OPEN, 5, 5, "100001")
        await town.shows.stop()


async def test_who_leaves_ends_the_stream_of_seats_as_well(town: Town) -> None:
    await town.add(at())
    async with watching(town) as stream:
        await anext(stream)
        town.seller.sell(10_001, 1)
        await anext(stream)
        assert len(town.seller.watchers) == 1
    assert town.seller.watchers == []


async def test_a_line_to_booking_that_breaks_ends_the_stream_with_its_refusal(town: Town) -> None:
    await town.add(at())
    async with watching(town) as stream:
        await anext(stream)
        town.seller.sell(10_001, 1)
        await anext(stream)
        town.seller.tell(TryAgain("away"))
        with pytest.raises(TryAgain):
            await anext(stream)


async def test_a_day_that_is_none_cannot_be_watched(town: Town) -> None:
    async with watching(town, "20261131") as stream:
        with pytest.raises(BadInput):
            await anext(stream)
