"""The shows of the coming days: today's first, and today's counts again every few seconds."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.rules.local_time import local_date

DAYS_LISTED = 7
#: Seconds between two readings of today's shows, and how many of those to one of every day's.
READ_SECONDS = 4.0
READINGS_TO_ALL_DAYS = 30


class ListingSource(Protocol):
    """The client's call that shows come from."""

    async def listings(self, theatre_id: str, local_date: str) -> tuple[ShowListing, ...]: ...


class Listings:
    """Keeps the list current and hands it on when anything in it is different."""

    def __init__(
        self,
        source: ListingSource,
        theatre: Theatre,
        clock: Clock,
        on_change: Callable[[tuple[ShowListing, ...]], None],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._source = source
        self._theatre = theatre
        self._clock = clock
        self._on_change = on_change
        self._pause = pause
        self._by_day: dict[str, tuple[ShowListing, ...]] = {}

    async def first(self) -> None:
        """Read days until there is one with shows, so that there is something to sell."""
        for number in range(DAYS_LISTED):
            if await self._read(number):
                return

    async def run(self) -> None:
        """Read the other days, then today's counts again and again, until cancelled."""
        reading = 0
        while True:
            days = 1 if reading % READINGS_TO_ALL_DAYS else DAYS_LISTED
            for number in range(days):
                try:
                    await self._read(number)
                except Refusal:
                    # Offline, or the session ended: the old list stays and is read again.
                    break
            reading += 1
            await self._pause(READ_SECONDS)

    async def _read(self, number: int) -> tuple[ShowListing, ...]:
        today = self._day(0)
        day = self._day(number)
        listings = await self._source.listings(self._theatre.theatre_id, day)
        if self._by_day.get(day, ()) != listings:
            self._by_day[day] = listings
            self._by_day = {one: shows for one, shows in self._by_day.items() if one >= today}
            self._on_change(
                tuple(show for one in sorted(self._by_day) for show in self._by_day[one])
            )
        return listings

    def _day(self, number: int) -> str:
        at = self._clock.now() + timedelta(days=number)
        return local_date(at, self._theatre.time_zone)
