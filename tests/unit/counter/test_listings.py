"""Which shows a counter lists, and which of them is next."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QFontMetricsF

from boxoffice.counter import listings as listings_module
from boxoffice.counter.listings import RETRY_SECONDS, Listings
from boxoffice.counter.show_delegate import broken
from boxoffice.counter.show_rows import DayRow, ShowRows, next_sellable
from boxoffice.model.errors import TryAgain
from boxoffice.model.show import ShowListing, ShowStanding, ShowStatus
from boxoffice.qtkit.fonts import BOLD, Size, font
from boxoffice.qtkit.formats import Formats
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import THEATRE, BoxOfficeDouble

DAY = 24 * 60
OPEN = ShowStatus.OPEN


class Enough(Exception):
    """Ends a reading that goes on for ever."""


class Heard:
    """The lists that were handed on, to be waited for."""

    def __init__(self) -> None:
        self._lists: asyncio.Queue[tuple[ShowListing, ...]] = asyncio.Queue()

    def __call__(self, shows: tuple[ShowListing, ...]) -> None:
        self._lists.put_nowait(shows)

    async def next(self) -> list[tuple[int, ShowStatus, int]]:
        """Show id, status and seats left of each show in the next list."""
        async with asyncio.timeout(5):
            shows = await self._lists.get()
        return [(one.show.show_id, one.status, one.availability.available) for one in shows]

    @property
    def nothing_more(self) -> bool:
        return self._lists.empty()


@asynccontextmanager
async def running(listings: Listings) -> AsyncIterator[None]:
    task = asyncio.create_task(listings.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_todays_seats_are_told_as_they_go_and_only_when_different() -> None:
    clock, heard = FakeClock(), Heard()
    office = BoxOfficeDouble(clock, [12, 27])
    async with running(Listings(office, THEATRE, clock, heard)):
        assert await heard.next() == [(10_001, OPEN, 91), (10_002, OPEN, 91)]
        office.standings.put_nowait(ShowStanding(10_002, OPEN, 91, 91, "100001"))
        office.standings.put_nowait(ShowStanding(10_002, ShowStatus.FAST_FILLING, 7, 91, "100001"))
        assert await heard.next() == [(10_001, OPEN, 91), (10_002, ShowStatus.FAST_FILLING, 7)]
        assert heard.nothing_more


async def test_a_show_that_is_added_is_read() -> None:
    clock, heard = FakeClock(), Heard()
    office = BoxOfficeDouble(clock, [12])
    async with running(Listings(office, THEATRE, clock, heard)):
        assert await heard.next() == [(10_001, OPEN, 91)]
        office.shows = BoxOfficeDouble(clock, [12, 27]).shows
        office.standings.put_nowait(ShowStanding(10_002, OPEN, 91, 91, "100001"))
        assert await heard.next() == [(10_001, OPEN, 91), (10_002, OPEN, 91)]


async def test_a_show_that_is_moved_to_another_layout_is_read() -> None:
    clock, heard = FakeClock(), Heard()
    office = BoxOfficeDouble(clock, [12])
    office.live(10_001)
    listings = Listings(office, THEATRE, clock, heard)
    async with running(listings):
        await heard.next()
        office.move_show(replace(office.plan_layout, layout_id="100002"))
        office.standings.put_nowait(ShowStanding(10_001, OPEN, 91, 91, "100002"))
        assert await heard.next() == [(10_001, OPEN, 91)]


async def test_after_a_while_all_days_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings_module, "FOLLOW_SECONDS", 0.01)
    clock, heard = FakeClock(), Heard()
    office = BoxOfficeDouble(clock, [12])
    async with running(Listings(office, THEATRE, clock, heard)):
        assert await heard.next() == [(10_001, OPEN, 91)]
        office.shows = BoxOfficeDouble(clock, [12, DAY]).shows
        assert await heard.next() == [(10_001, OPEN, 91), (10_002, OPEN, 91)]


async def test_a_reading_that_is_refused_leaves_the_list_and_is_tried_again() -> None:
    clock, heard, pauses = FakeClock(), Heard(), list[float]()

    class Office(BoxOfficeDouble):
        async def listings(self, theatre_id: str, local_date: str) -> tuple[ShowListing, ...]:
            raise TryAgain("No answer.")

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            raise Enough

    with pytest.raises(Enough):
        await Listings(Office(clock), THEATRE, clock, heard, pause).run()
    assert pauses == [RETRY_SECONDS] * 3
    assert heard.nothing_more


def test_the_next_show_has_not_begun_and_has_seats() -> None:
    clock = FakeClock()
    office = BoxOfficeDouble(clock, (-13, 12, 27))
    assert next_sellable(office.shows, clock.now()) == office.shows[1]
    assert next_sellable(office.shows, clock.now() + timedelta(hours=1)) is None


def test_later_days_stand_under_their_date_and_old_shows_are_left_out(qapp: object) -> None:
    clock = FakeClock()
    office = BoxOfficeDouble(clock, (-60, -13, 12, DAY))
    rows = ShowRows(Formats(THEATRE), THEATRE.terms, clock.now())
    rows.show_listings(office.shows, clock.now())
    listed = [rows.row(place) for place in range(rows.rowCount())]
    assert listed == [office.shows[1], office.shows[2], DayRow("20261121"), office.shows[3]]


def test_a_show_is_listed_for_as_long_as_its_theatre_sells_it_after_the_start(
    qapp: object,
) -> None:
    clock = FakeClock()
    office = BoxOfficeDouble(clock, (-13, 12))
    rows = ShowRows(Formats(THEATRE), replace(THEATRE.terms, sales_end_minutes=14), clock.now())
    rows.show_listings(office.shows, clock.now())
    assert rows.rowCount() == 2
    rows.set_now(clock.now() + timedelta(minutes=2))
    assert [rows.row(place) for place in range(rows.rowCount())] == [office.shows[1]]


def test_rows_are_drawn_anew_once_a_minute_while_nothing_happens(qapp: object) -> None:
    clock = FakeClock()
    rows = ShowRows(Formats(THEATRE), THEATRE.terms, clock.now())
    rows.show_listings(BoxOfficeDouble(clock, (-13, 12)).shows, clock.now())
    changes: list[int] = []
    rows.dataChanged.connect(lambda: changes.append(len(changes)))
    start = clock.now().replace(second=0, microsecond=0) + timedelta(minutes=1, seconds=1.5)
    for second in range(120):
        rows.set_now(start + timedelta(seconds=second))
    # The first time, and as each of two minutes ends; the shows began or begin on whole minutes.
    assert len(changes) == 3


def test_typing_finds_shows_by_any_of_their_words(qapp: object) -> None:
    clock = FakeClock()
    office = BoxOfficeDouble(clock)
    rows = ShowRows(Formats(THEATRE), THEATRE.terms, clock.now())
    rows.show_listings(office.shows, clock.now())
    rows.set_filter("english ferry")
    assert [rows.row(place) for place in range(rows.rowCount())] == [office.shows[2]]


def test_a_filter_lists_a_show_that_is_over_after_those_that_can_be_sold(qapp: object) -> None:
    clock = FakeClock()
    office = BoxOfficeDouble(clock, (-265, 12, 27, DAY))
    rows = ShowRows(Formats(THEATRE), THEATRE.terms, clock.now())
    rows.set_chosen(office.shows[0].show.show_id)
    rows.show_listings(office.shows, clock.now())
    rows.set_filter("audi")
    past, soon, later, tomorrow = office.shows
    assert [rows.row(place) for place in range(rows.rowCount())] == [
        soon, later, DayRow("20261121"), tomorrow, DayRow("20261120"), past,
    ]  # fmt: skip


def test_a_narrow_rail_cuts_no_time_off(qapp: object) -> None:
    metrics = QFontMetricsF(font(Size.META, BOLD))
    time = Formats(THEATRE).time(datetime(2026, 11, 22, 5, 0, tzinfo=UTC))
    lines = broken(time, BOLD, metrics.horizontalAdvance("10:30"))
    assert lines == ["10:30", "AM"]
    assert broken(time, BOLD, 200.0) == ["10:30 AM"]
