"""The shows of the coming days: today's first, and today's seats as they go."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.show import ShowAvailability, ShowListing, ShowStanding
from boxoffice.model.theatre import Theatre
from boxoffice.rules.local_time import local_date

DAYS_LISTED = 7
#: Seconds between two readings of all days; in between today's shows are followed.
FOLLOW_SECONDS = 120.0
#: Seconds until the next try when nothing can be read or followed.
RETRY_SECONDS = 4.0


class ListingSource(Protocol):
    """The client's calls that shows come from."""

    async def listings(self, theatre_id: str, local_date: str) -> tuple[ShowListing, ...]: ...

    def watch_day(self, theatre_id: str, local_date: str) -> AsyncGenerator[ShowStanding, None]: ...


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
        """Read all days and then follow today's shows, again and again, until cancelled."""
        while True:
            try:
                for number in range(DAYS_LISTED):
                    await self._read(number)
                async with asyncio.timeout(FOLLOW_SECONDS):
                    await self._follow_today()
            except TimeoutError:
                continue
            except Refusal:
                # Offline, or the session ended: the old list stays and is read again.
                pass
            await self._pause(RETRY_SECONDS)

    async def _follow_today(self) -> None:
        today = self._day(0)
        async with aclosing(self._source.watch_day(self._theatre.theatre_id, today)) as told:
            async for standing in told:
                before = self._by_day.get(today, ())
                # A show that is new, or that was moved to another layout, is read with the rest.
                known = {(one.show.show_id, one.show.layout_id) for one in before}
                if (standing.show_id, standing.layout_id) not in known:
                    await self._read(0)
                else:
                    self._put(today, tuple(_as_it_stands(one, standing) for one in before))

    async def _read(self, number: int) -> tuple[ShowListing, ...]:
        day = self._day(number)
        listings = await self._source.listings(self._theatre.theatre_id, day)
        self._put(day, listings)
        return listings

    def _put(self, day: str, listings: tuple[ShowListing, ...]) -> None:
        if self._by_day.get(day, ()) != listings:
            today = self._day(0)
            self._by_day[day] = listings
            self._by_day = {one: shows for one, shows in self._by_day.items() if one >= today}
            self._on_change(
                tuple(show for one in sorted(self._by_day) for show in self._by_day[one])
            )

    def _day(self, number: int) -> str:
        at = self._clock.now() + timedelta(days=number)
        return local_date(at, self._theatre.time_zone)


def _as_it_stands(listing: ShowListing, standing: ShowStanding) -> ShowListing:
    """The listing with a newer standing, if it is that show's."""
    if listing.show.show_id != standing.show_id:
        return listing
    seats = listing.availability
    if (seats.available, seats.capacity) != (standing.available, standing.capacity):
        # What is gone is told in one number; why it is gone, a list of shows does not say.
        gone = standing.capacity - standing.available
        seats = ShowAvailability(
            standing.show_id,
            standing.capacity,
            standing.available,
            held=0,
            pending=0,
            sold=gone,
            blocked=0,
        )
    return replace(listing, status=standing.status, availability=seats)
