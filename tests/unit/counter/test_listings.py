"""Which shows a counter lists, and which of them is next."""

from datetime import timedelta

import pytest

from boxoffice.counter.formats import Formats
from boxoffice.counter.listings import READ_SECONDS, Listings
from boxoffice.counter.show_rows import DayRow, ShowRows, next_sellable
from boxoffice.model.errors import TryAgain
from boxoffice.model.show import ShowListing
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import THEATRE, BoxOfficeDouble

DAY = 24 * 60


class Enough(Exception):
    """Ends a reading that goes on for ever."""


async def test_a_day_without_shows_leads_to_the_next_one_with_some() -> None:
    clock, heard = FakeClock(), list[tuple[ShowListing, ...]]()
    office = BoxOfficeDouble(clock, [2 * DAY])
    await Listings(office, THEATRE, clock, heard.append).first()
    assert heard == [office.shows]


async def test_shows_are_read_again_and_told_only_when_different() -> None:
    clock, heard, pauses = FakeClock(), list[tuple[ShowListing, ...]](), list[float]()
    office = BoxOfficeDouble(clock)

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            raise Enough

    with pytest.raises(Enough):
        await Listings(office, THEATRE, clock, heard.append, pause).run()
    assert (len(heard), pauses) == (1, [READ_SECONDS] * 3)


async def test_a_reading_that_is_refused_leaves_the_list() -> None:
    clock, heard = FakeClock(), list[tuple[ShowListing, ...]]()

    class Office(BoxOfficeDouble):
        async def listings(self, theatre_id: str, local_date: str) -> tuple[ShowListing, ...]:
            raise TryAgain("No answer.")

    async def pause(seconds: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        await Listings(Office(clock), THEATRE, clock, heard.append, pause).run()
    assert heard == []


def test_the_next_show_has_not_begun_and_has_seats() -> None:
    clock = FakeClock()
    office = BoxOfficeDouble(clock, (-13, 12, 27))
    assert next_sellable(office.shows, clock.now()) == office.shows[1]
    assert next_sellable(office.shows, clock.now() + timedelta(hours=1)) is None


def test_later_days_stand_under_their_date_and_old_shows_are_left_out(qapp: object) -> None:
    clock = FakeClock()
    office = BoxOfficeDouble(clock, (-60, -13, 12, DAY))
    rows = ShowRows(Formats(THEATRE), clock.now())
    rows.show_listings(office.shows, clock.now())
    listed = [rows.row(place) for place in range(rows.rowCount())]
    assert listed == [office.shows[1], office.shows[2], DayRow("20261121"), office.shows[3]]


def test_typing_finds_shows_by_any_of_their_words(qapp: object) -> None:
    clock = FakeClock()
    office = BoxOfficeDouble(clock)
    rows = ShowRows(Formats(THEATRE), clock.now())
    rows.show_listings(office.shows, clock.now())
    rows.set_filter("english ferry")
    assert [rows.row(place) for place in range(rows.rowCount())] == [office.shows[2]]
