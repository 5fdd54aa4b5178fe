"""The stream of how a day's shows stand: the shows are ours, their seats are Booking's."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from boxoffice.model.clock import Clock
from boxoffice.model.errors import TryAgain
from boxoffice.model.show import Show, ShowAvailability, ShowStanding
from boxoffice.rules.local_time import parse_local_date
from boxoffice.rules.show_status import shown_status
from boxoffice.services.show_days import ShowDays
from boxoffice.services.watch import Watch, Watcher

#: A loop's timers stand still while the machine sleeps, so that none may be long.
LONGEST_WAIT_SECONDS = 60.0


class SeatCounter(Protocol):
    """What a day's stream needs of Booking."""

    async def availability(self, show_ids: tuple[int, ...]) -> tuple[ShowAvailability, ...]:
        """Seat counts of the shows there are among `show_ids`, in that order."""
        ...

    def watch_availability(self, show_ids: tuple[int, ...]) -> AsyncIterator[ShowAvailability]:
        """The counts of each of these shows, then the newest there are after changes."""
        ...


class Standings:
    """Joins what changes about shows (told by `changed`), about their seats, and by the clock: a
    show is pending until it is published."""

    def __init__(self, days: ShowDays, clock: Clock, seats: SeatCounter) -> None:
        self._days = days
        self._clock = clock
        self._seats = seats
        self._theatres: Watch[str] = Watch()

    def changed(self, theatre_id: str) -> None:
        """Shows of this theatre were added or changed."""
        self._theatres.changed(theatre_id)

    async def of(self, theatre_id: str, local_date: str) -> AsyncIterator[ShowStanding]:
        """How each show of the day (YYYYMMDD) stands, then whichever has become different;
        BadInput for a day that is none, TryAgain when Booking tells no more of its seats."""
        parse_local_date(local_date)
        told: dict[int, ShowStanding] = {}
        with self._theatres.watching((theatre_id,)) as watcher:
            counting = _Counting(self._seats, watcher, theatre_id)
            try:
                seconds = 0.0
                while True:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(seconds or None):
                            await watcher.take()
                    found = (await self._days.of((theatre_id,), local_date))[theatre_id]
                    shows = [each.show for each in found]
                    counts = await counting.of(tuple(show.show_id for show in shows))
                    now = self._clock.now()
                    for show in shows:
                        standing = _standing(show, counts.get(show.show_id), now)
                        if told.get(show.show_id) != standing:
                            told[show.show_id] = standing
                            yield standing
                    seconds = _seconds_to_next(shows, now)
            finally:
                await counting.stop()


class _Counting:
    """Keeps the seat counts of some shows current, and marks `key` for the watcher when one
    changes."""

    def __init__(self, seats: SeatCounter, watcher: Watcher[str], key: str) -> None:
        self._seats = seats
        self._watcher = watcher
        self._key = key
        self._show_ids: tuple[int, ...] = ()
        self._counts: dict[int, ShowAvailability] = {}
        self._following: asyncio.Task[None] | None = None

    async def of(self, show_ids: tuple[int, ...]) -> dict[int, ShowAvailability]:
        """The counts of the shows there are among these; raises what broke the stream of them."""
        if self._following is not None and self._following.done():
            self._following.result()
            self._following = None
        if self._following is None or show_ids != self._show_ids:
            await self.stop()
            self._show_ids = show_ids
            counted = await self._seats.availability(show_ids) if show_ids else ()
            self._counts = {each.show_id: each for each in counted}
            self._following = asyncio.create_task(self._follow())
            self._following.add_done_callback(lambda _: self._watcher.put(self._key))
        return self._counts

    async def stop(self) -> None:
        """End the stream."""
        following, self._following = self._following, None
        if following is not None:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)

    async def _follow(self) -> None:
        stream = self._seats.watch_availability(self._show_ids)
        try:
            async for counts in stream:
                if self._counts.get(counts.show_id) != counts:
                    self._counts[counts.show_id] = counts
                    self._watcher.put(self._key)
        finally:
            if isinstance(stream, AsyncGenerator):
                await stream.aclose()
        raise TryAgain("The free seats cannot be followed any more. Try again.")


def _standing(show: Show, seats: ShowAvailability | None, now: datetime) -> ShowStanding:
    available, capacity = (seats.available, seats.capacity) if seats else (0, 0)
    status = shown_status(show.status, show.publish_at, now, seats)
    return ShowStanding(show.show_id, status, available, capacity, show.layout_id)


def _seconds_to_next(shows: Sequence[Show], now: datetime) -> float:
    """How long until the next of these is published, if that is soon."""
    ahead = [(show.publish_at - now).total_seconds() for show in shows if show.publish_at > now]
    return min([LONGEST_WAIT_SECONDS, *ahead]) if ahead else 0.0
