"""Cancelled shows as a counter asks about them."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from boxoffice.counter.listings import DAYS_LISTED
from boxoffice.counter.show_rows import sellable
from boxoffice.model.cancelled import CancelledNote, CancelledShow, Remedy
from boxoffice.model.clock import Clock
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.rules.local_time import local_date


class CancelledSource(Protocol):
    """The client's calls about cancelled shows."""

    async def shows(self, theatre_id: str) -> tuple[CancelledNote, ...]: ...

    async def show(self, show_id: int) -> CancelledShow: ...

    async def cancel(self, show_id: int, reason: str) -> CancelledShow: ...

    async def order(
        self,
        show_id: int,
        remedy: Remedy,
        booking_ids: tuple[str, ...] = (),
        to_show_id: int = 0,
        till: str = "",
    ) -> CancelledShow: ...


class ListingSource(Protocol):
    """The client's calls about shows of any status."""

    async def listing(self, show_id: int) -> ShowListing: ...

    async def listings(self, theatre_id: str, local_date: str) -> tuple[ShowListing, ...]: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A cancelled show with why it is."""

    listing: ShowListing
    reason: str


class CancelledDesk:
    """One counter's."""

    def __init__(
        self,
        cancelled: CancelledSource,
        source: ListingSource,
        theatre: Theatre,
        clock: Clock,
        till: str,
    ) -> None:
        self._cancelled, self._source = cancelled, source
        self._theatre, self._clock, self._till = theatre, clock, till

    async def shows(self) -> tuple[Listed, ...]:
        """The theatre's cancelled shows, the latest first."""
        notes = await self._cancelled.shows(self._theatre.theatre_id)
        listings = await asyncio.gather(*(self._source.listing(note.show_id) for note in notes))
        return tuple(map(Listed, listings, (note.reason for note in notes)))

    async def show(self, show_id: int) -> CancelledShow:
        """A show's bookings as they stand."""
        return await self._cancelled.show(show_id)

    async def cancel(self, show_id: int, reason: str) -> CancelledShow:
        """Cancel a show for good."""
        return await self._cancelled.cancel(show_id, reason)

    async def order(
        self, show_id: int, remedy: Remedy, booking_ids: tuple[str, ...], to_show_id: int = 0
    ) -> CancelledShow:
        """Ask for something for these bookings, or for all that it can be done for."""
        return await self._cancelled.order(show_id, remedy, booking_ids, to_show_id, self._till)

    async def others(self, listing: ShowListing) -> tuple[ShowListing, ...]:
        """The shows of the same film that people can be moved to, the soonest first."""
        now = self._clock.now()
        days = (
            local_date(now + timedelta(days=number), self._theatre.time_zone)
            for number in range(DAYS_LISTED)
        )
        found = await asyncio.gather(
            *(self._source.listings(self._theatre.theatre_id, day) for day in days)
        )
        return tuple(
            one
            for day in found
            for one in day
            if one.show.movie_id == listing.show.movie_id and sellable(one, now)
        )
