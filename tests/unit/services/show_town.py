"""Two theatres with a screen each, two movies, and a Show service over a Booking that is none."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

from boxoffice.model.errors import Outdated, TryAgain
from boxoffice.model.layout import Layout
from boxoffice.model.movie import Movie
from boxoffice.model.moving import ChosenSeat, ShowMove
from boxoffice.model.show import (
    Discovery,
    NewShow,
    OfferedShow,
    Show,
    ShowAvailability,
    ShowStatus,
)
from boxoffice.rules.layouts import canonical, digest
from boxoffice.services.display import Displays
from boxoffice.services.movie import Movies
from boxoffice.services.screen import Screens
from boxoffice.services.show import Shows
from boxoffice.services.theatre import Theatres
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.unit.services.samples import ANDHERI, NO_MEDIA, movie, plan, prices, users_in

NOW = FakeClock().now()
DAY = timedelta(days=1)
EVERYWHERE = Discovery()


class Seller:
    """A Booking that keeps what it is offered and knows how many seats are left."""

    def __init__(self) -> None:
        self.offered: dict[int, OfferedShow] = {}
        self.moved: dict[str, ShowMove] = {}
        self.chosen: tuple[ChosenSeat, ...] = ()
        self.sold: dict[int, int] = {}
        self.away = False
        self.calls: Counter[str] = Counter()
        self.watchers: list[asyncio.Queue[int | Exception]] = []

    async def put_layout(self, layout: Layout) -> str:
        if self.away:
            raise TryAgain("away")
        return digest(canonical(layout.plan))

    async def put_show(self, offered: OfferedShow) -> int:
        if self.away:
            raise TryAgain("away")
        self.offered[offered.show.show_id] = offered
        self.tell(offered.show.show_id)
        return offered.show.version

    async def preview_move(
        self, offered: OfferedShow, chosen: tuple[ChosenSeat, ...] = ()
    ) -> ShowMove:
        show = offered.show
        before = self.offered[show.show_id].show.layout_id
        return ShowMove(show.show_id, before, show.layout_id, f"token of {show.version}", ())

    async def move_show(
        self, offered: OfferedShow, token: str, by: str, chosen: tuple[ChosenSeat, ...] = ()
    ) -> ShowMove:
        if self.away:
            raise TryAgain("away")
        self.chosen = chosen
        if token not in self.moved:
            preview = await self.preview_move(offered)
            if preview.token != token:
                raise Outdated("changed")
            self.moved[token] = preview
            self.offered[offered.show.show_id] = offered
        return self.moved[token]

    async def availability(self, show_ids: tuple[int, ...]) -> tuple[ShowAvailability, ...]:
        self.calls["availability"] += 1
        return tuple(self._seats(each) for each in show_ids if each in self.offered)

    async def watch_availability(
        self, show_ids: tuple[int, ...]
    ) -> AsyncIterator[ShowAvailability]:
        news: asyncio.Queue[int | Exception] = asyncio.Queue()
        self.watchers.append(news)
        try:
            for each in await self.availability(show_ids):
                yield each
            while True:
                told = await news.get()
                if isinstance(told, Exception):
                    raise told
                if told in show_ids:
                    yield self._seats(told)
        finally:
            self.watchers.remove(news)

    def sell(self, show_id: int, sold: int) -> None:
        """So many of the five seats are sold by now, and who watches hears of it."""
        self.sold[show_id] = sold
        self.tell(show_id)

    def tell(self, news: int | Exception) -> None:
        """Something about this show changed, or the line to here broke."""
        for watcher in self.watchers:
            watcher.put_nowait(news)

    def _seats(self, show_id: int) -> ShowAvailability:
        sold = self.sold.get(show_id, 0)
        return ShowAvailability(show_id, 5, 5 - sold, 0, 0, sold, 0)


class CountedMovies(Movies):
    """Movies that count how often they are asked."""

    calls = 0

    async def get_many(self, movie_ids: tuple[str, ...]) -> tuple[Movie, ...]:
        self.calls += 1
        return await super().get_many(movie_ids)


class Town:
    """A theatre with two screens, two movies, and the services around Shows."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FakeClock()
        self.seller = Seller()
        self.movies = CountedMovies(database, self.clock)
        users = users_in(database, self.clock)
        self.theatres = Theatres(database, self.clock, "Asia/Kolkata", users)
        displays = Displays(database, self.clock, NO_MEDIA)
        self.screens = Screens(database, self.clock, self.theatres, self.seller, displays)
        self.shows = self.new_shows()

    def new_shows(self, database: Database | None = None) -> Shows:
        """The Show service as after a restart."""
        return Shows(
            database or self.database,
            self.clock,
            self.movies,
            self.theatres,
            self.screens,
            self.seller,
        )

    async def build(self) -> None:
        for title in ("m1", "m2"):
            await self.movies.create(movie(title), "admin")
        for theatre_id, lat in (("PVRAH", 19.12), ("FARCI", 19.3)):
            registration = replace(ANDHERI, name=theatre_id, theatre_id=theatre_id, lat=lat)
            await self.theatres.add(registration, "admin")
            await self.screens.add(theatre_id, "Audi 1", plan(), "admin")

    async def add(
        self, *new: NewShow, theatre_id: str = "PVRAH", movie_id: str = "m1"
    ) -> tuple[Show, ...]:
        return await self.shows.add(theatre_id, movie_id, new, "admin")


def at(hours: float = 3.0, screen: str = "PVRAH-1", layout: str = "100001") -> NewShow:
    return NewShow(
        screen, layout, ShowStatus.OPEN, NOW, NOW + timedelta(hours=hours), prices(), "Hindi"
    )


def at_far(hours: float = 3.0) -> NewShow:
    return at(hours, "FARCI-1", "100002")
