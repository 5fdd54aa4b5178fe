"""The Show service: shows, and finding them with their movie, theatre and free seats."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, NotFound, TryAgain
from boxoffice.model.layout import Layout
from boxoffice.model.moving import ChosenSeat, NewPrice, ShowMove
from boxoffice.model.scheduling import Schedule
from boxoffice.model.services import (
    MovieService,
    ScreenService,
    TheatreService,
)
from boxoffice.model.show import (
    Discovery,
    NewShow,
    Show,
    ShowListing,
    ShowStanding,
    ShowStatus,
    TheatreShows,
)
from boxoffice.model.theatre import Screen, Theatre
from boxoffice.rules.local_time import local_date, parse_local_date
from boxoffice.services.new_show import make_show, shows_of, stored_status
from boxoffice.services.recurring import Recurring
from boxoffice.services.show_days import ShowDays
from boxoffice.services.show_listing import Listings
from boxoffice.services.show_moving import ShowMover, ShowMoving
from boxoffice.services.show_sending import Sending, ShowTaker
from boxoffice.services.show_standings import SeatCounter, Standings
from boxoffice.services.vouched import Vouched
from boxoffice.stores import show as store
from boxoffice.stores import show_moves as moves
from boxoffice.stores.database import Database

MAX_SHOWS_AT_ONCE = 500
#: How long until shows that Booking did not take are sent again.
RESEND_SECONDS = 5.0


class ShowSeller(SeatCounter, ShowMover, ShowTaker, Protocol):
    """What shows need of Booking."""


class Shows:
    """A boxoffice.model.services.ShowService.

    Shows are kept here first and then sent to Booking, which sells them from its own copy. What
    it did not take is sent again by `start` and from time to time.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        movies: MovieService,
        theatres: TheatreService,
        screens: ScreenService,
        bookings: ShowSeller,
    ) -> None:
        self._database = Vouched(database, kept=0)
        self._days = ShowDays(self._database)
        self._standings = Standings(self._days, clock, bookings)
        self._listings = Listings(clock, movies, bookings)
        self._sending = Sending(self._database, clock, theatres, bookings)
        self._clock = clock
        self._movies = movies
        self._theatres = theatres
        self._screens = screens
        self._moving = ShowMoving(
            self._database, clock, theatres, screens, bookings, self._standings.changed
        )
        self._resending = Recurring(self._resend, RESEND_SECONDS, "Sending shows")

    async def start(self) -> None:
        """Send what Booking has not acknowledged, now and until it has."""
        await self._resending.start()

    async def stop(self) -> None:
        """Stop sending."""
        await self._resending.stop()

    async def add(
        self, theatre_id: str, movie_id: str, shows: tuple[NewShow, ...], by: str
    ) -> tuple[Show, ...]:
        """Make shows, all or none; TryAgain when a layout is not in sync, BadInput, NotFound."""
        return await self._add(theatre_id, movie_id, shows, by, store.add)

    async def schedule(self, theatre_id: str, schedule: Schedule, by: str) -> tuple[Show, ...]:
        """Make shows as `add` does, once: those that are there are answered instead."""
        theatre = await self._theatres.get(theatre_id)
        layout = await self._screens.layout(schedule.layout_id)
        shows = await asyncio.to_thread(shows_of, schedule, layout, theatre.terms.currency)
        return await self._add(theatre_id, schedule.movie_id, shows, by, store.add_missing)

    async def _add(
        self,
        theatre_id: str,
        movie_id: str,
        shows: tuple[NewShow, ...],
        by: str,
        keep: Callable[[Connection, Sequence[store.FoundShow], str], tuple[Show, ...]],
    ) -> tuple[Show, ...]:
        if not 0 < len(shows) <= MAX_SHOWS_AT_ONCE:
            raise BadInput(f"Between 1 and {MAX_SHOWS_AT_ONCE} shows can be added at once.")
        theatre = await self._theatres.get(theatre_id)
        screens = {s.screen_id: s for s in await self._screens.of_theatre(theatre_id)}
        layout_ids = dict.fromkeys(new.layout_id for new in shows)
        layouts = {each: await self._layout(each) for each in layout_ids}
        now = self._clock.now()
        made = [
            make_show(new, movie_id, theatre, screens, layouts[new.layout_id], now) for new in shows
        ]
        await self._movies.mark_shown(movie_id)
        found = [_found(show, screens[show.screen_id], theatre) for show in made]
        added = await self._database.run(keep, found, by)
        self._standings.changed(theatre_id)
        # They exist now, whatever becomes of sending them: adding them again would double them.
        await self._sending.send(added)
        return added

    async def set_status(self, theatre_id: str, show_id: int, status: ShowStatus, by: str) -> Show:
        """Open, close, hold back or cancel; setting a status again is no error.

        TryAgain when Booking has not heard of it yet: it will, but may sell until then.
        """
        now = self._clock.now()
        show = await self._database.run(_set_status, theatre_id, show_id, status, now, by)
        self._standings.changed(theatre_id)
        if not await self._sending.send([show]):
            raise TryAgain("The show is changed, but may still be sold for a moment. Try again.")
        return show

    async def follow_terms(self, theatre_id: str) -> None:
        """Sell a theatre's shows to come by its newest terms; TryAgain as `set_status`."""
        await self._sending.follow(await self._theatres.get(theatre_id))
        self._standings.changed(theatre_id)
        if not await self._sending.send(await self._database.read(store.unpushed)):
            raise TryAgain("The prices are set, but older ones may hold for a moment. Try again.")

    async def preview_move(
        self,
        show_id: int,
        layout_id: str,
        prices: tuple[NewPrice, ...],
        chosen: tuple[ChosenSeat, ...] = (),
    ) -> ShowMove:
        """What moving a show to another layout of its screen would do to who has its seats."""
        return await self._moving.preview(show_id, layout_id, prices, chosen)

    async def move(
        self,
        show_id: int,
        layout_id: str,
        prices: tuple[NewPrice, ...],
        token: str,
        by: str,
        chosen: tuple[ChosenSeat, ...] = (),
    ) -> ShowMove:
        """Move a show as the preview with this token said, once."""
        return await self._moving.move(show_id, layout_id, prices, chosen, token, by)

    async def get(self, show_id: int) -> Show:
        """One show; NotFound."""
        show = await self._database.read(store.get, show_id)
        if show is None:
            raise _unknown(show_id)
        return show

    async def listing(self, show_id: int) -> ShowListing:
        """One show with its movie and seats; NotFound."""
        found = await self._database.read(store.found, show_id)
        if found is None:
            raise _unknown(show_id)
        return (await self._listings.of((found,)))[0]

    async def of_theatre(self, theatre_id: str) -> tuple[Show, ...]:
        """All of a theatre's shows by time."""
        return await self._database.read(store.of_theatre, theatre_id)

    async def listings(self, theatre_id: str, local_date: str) -> tuple[ShowListing, ...]:
        """A theatre's shows of one local day (YYYYMMDD), whatever their status, by time."""
        parse_local_date(local_date)
        days = await self._days.of((theatre_id,), local_date)
        return await self._listings.of(days[theatre_id])

    async def to_come(self, theatre_id: str) -> tuple[ShowListing, ...]:
        """A theatre's shows that have not begun yet, whatever their status, by time."""
        now = self._clock.now()
        return await self._listings.of(await self._database.read(store.to_come, theatre_id, now))

    def watch_day(self, theatre_id: str, local_date: str) -> AsyncIterator[ShowStanding]:
        """How each show of a theatre's local day stands, then whichever becomes different; close
        the iterator to stop watching. BadInput, TryAgain."""
        return self._standings.of(theatre_id, local_date)

    async def discover(self, where: Discovery, local_date: str) -> tuple[TheatreShows, ...]:
        """Theatres inside the radius, nearest first, with that local day's published shows.

        Theatres without such a show are left out, unless neither a place (the radius is below 0)
        nor a movie is asked for.
        """
        parse_local_date(local_date)
        near = await self._theatres.near(where.lon, where.lat, where.radius_km)
        ids = tuple(each.theatre.theatre_id for each in near)
        now = self._clock.now()
        days = await self._days.of(ids, local_date)
        everything = where.radius_km < 0 and not where.movie_id
        found = [
            each
            for theatre_id in ids
            for each in days[theatre_id]
            if _is_published(each.show, now) and where.movie_id in ("", each.show.movie_id)
        ]
        by_theatre: dict[str, list[ShowListing]] = {}
        for listing in await self._listings.of(found):
            by_theatre.setdefault(listing.show.theatre_id, []).append(listing)
        return tuple(
            TheatreShows(
                theatre_id, each.distance_km, local_date, tuple(by_theatre.get(theatre_id, ()))
            )
            for theatre_id, each in zip(ids, near, strict=True)
            if theatre_id in by_theatre or everything
        )

    async def show_dates(self, location_id: str, movie_id: str) -> tuple[str, ...]:
        """Local days (YYYYMMDD) with published shows still to come, ascending."""
        now = self._clock.now()
        return await self._database.read(store.dates, location_id, movie_id, now)

    async def movies_near(self, where: Discovery) -> tuple[str, ...]:
        """Ids of movies with an open show still to come inside the radius, next to begin first."""
        near = await self._theatres.near(where.lon, where.lat, where.radius_km)
        ids = tuple(each.theatre.theatre_id for each in near)
        found = await self._database.read(store.movies, ids, self._clock.now())
        return tuple(each for each in found if where.movie_id in ("", each))

    async def _layout(self, layout_id: str) -> Layout:
        layout = await self._screens.layout(layout_id)
        if not await self._screens.in_sync(layout_id):
            raise TryAgain(f"Layout {layout_id} is still being published. Try again in a moment.")
        return layout

    async def _resend(self) -> None:
        """What an earlier process, or an answer that was lost, left undone."""
        await self._moving.finish_all()
        await self._sending.follow_all()
        await self._sending.send_unpushed()


def _found(show: Show, screen: Screen, theatre: Theatre) -> store.FoundShow:
    """A show with what lists of shows tell of it."""
    day = local_date(show.starts_at, theatre.time_zone)
    return store.FoundShow(show, screen.name, theatre.location_id, day)


def _set_status(
    connection: Connection,
    theatre_id: str,
    show_id: int,
    status: ShowStatus,
    now: datetime,
    by: str,
) -> Show:
    show = store.get(connection, show_id)
    if show is None or show.theatre_id != theatre_id:
        raise _unknown(show_id)
    if moves.of_show(connection, show_id) is not None:
        raise TryAgain("This show is being moved to another layout. Try again in a moment.")
    wanted = stored_status(status)
    if wanted is show.status:
        return show
    changed = replace(show, status=wanted, version=show.version + 1, updated_at=now)
    store.set_status(connection, changed, by)
    return changed


def _is_published(show: Show, now: datetime) -> bool:
    return show.status is not ShowStatus.PENDING and show.publish_at <= now


def _unknown(show_id: int) -> NotFound:
    return NotFound(f"There is no show {show_id}.")
