"""Shows on their way to Booking, which sells them from its own copy."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.services import TheatreService
from boxoffice.model.show import OfferedShow, Show
from boxoffice.model.theatre import Theatre
from boxoffice.stores import show as store
from boxoffice.stores import show_terms as terms
from boxoffice.stores.database import Database

#: How long a show waits for Booking to take it.
PUSH_SECONDS = 5.0
#: Shows that began longer ago are sold no more, and keep the terms they were sold by.
LATEST_SALE = timedelta(days=1)
#: Theatres wherever they are.
EVERYWHERE_KM = -1.0

_log = logging.getLogger(__name__)


class ShowTaker(Protocol):
    """Who sells shows."""

    async def put_show(self, offered: OfferedShow) -> int:
        """Keep a copy of a show as it is sold; answers the version now held."""
        ...


class Sending:
    """What was not taken is sent again by whoever calls next."""

    def __init__(
        self, database: Database, clock: Clock, theatres: TheatreService, bookings: ShowTaker
    ) -> None:
        self._database = database
        self._clock = clock
        self._theatres = theatres
        self._bookings = bookings

    async def send(self, shows: Sequence[Show]) -> bool:
        """Send shows to Booking and note what it holds; whether it took all of them."""
        theatre_ids = tuple(dict.fromkeys(show.theatre_id for show in shows))
        theatres = {t.theatre_id: t for t in await self._theatres.get_many(theatre_ids)}
        taken: dict[int, int] = {}
        for show in shows:
            theatre = theatres[show.theatre_id]
            offered = OfferedShow(show, theatre.terms, theatre.time_zone)
            try:
                async with asyncio.timeout(PUSH_SECONDS):
                    taken[show.show_id] = await self._bookings.put_show(offered)
            except Refusal as error:
                _log.warning("Show %d was not taken: %s", show.show_id, error)
            except TimeoutError:
                _log.warning("Booking does not answer; shows are sent again later.")
                break
        if taken:
            await self._database.run(store.acknowledge, taken)
        return all(taken.get(show.show_id, 0) >= show.version for show in shows)

    async def follow(self, theatre: Theatre) -> None:
        """Give a theatre's shows to come its newest terms, for them to be sent."""
        now = self._clock.now()
        await self._database.run(
            terms.follow, theatre.theatre_id, theatre.terms_version, now - LATEST_SALE, now
        )

    async def follow_all(self) -> None:
        """What an earlier process, or an answer that was lost, left undone."""
        versions = await self._database.read(terms.followed_versions)
        for each in await self._theatres.near(0.0, 0.0, EVERYWHERE_KM):
            theatre = each.theatre
            if theatre.terms_version > versions.get(theatre.theatre_id, terms.FIRST_VERSION):
                await self.follow(theatre)

    async def send_unpushed(self) -> None:
        """Send what was not taken."""
        shows = await self._database.read(store.unpushed)
        if shows:
            await self.send(shows)
