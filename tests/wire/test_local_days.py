"""Days are the theatre's own, wherever on earth it is."""

import pytest

from tests.wire import documents
from tests.wire.building import add_movie, add_screen, add_shows, add_theatre, own_screen
from tests.wire.conftest import Town

# The clock stands on 20 November 2026, 12:00 UTC.


async def days(town: Town, movie_id: str = "M2", location_id: str = "MUM1") -> list[str]:
    ask = town.nobody.ask
    found: list[str] = await ask(documents.GET_SHOW_DATES, locID=location_id, movieID=movie_id)
    return found


@pytest.mark.parametrize(
    ("time_zone", "show_time", "day"),
    [
        ("Asia/Kolkata", "2026-11-20T18:29:59Z", "20261120"),
        ("Asia/Kolkata", "2026-11-20T18:30:00Z", "20261121"),
        ("Pacific/Kiritimati", "2026-11-21T10:00:00Z", "20261122"),
        ("America/Los_Angeles", "2026-11-21T07:59:00Z", "20261120"),
        ("America/Los_Angeles", "2026-11-21T08:00:00Z", "20261121"),
        ("Asia/Kathmandu", "2026-11-20T18:14:00Z", "20261120"),
        # In the night in which the clocks go forward, midnight is an hour early.
        ("Europe/Berlin", "2027-03-28T21:59:00Z", "20270328"),
        ("Europe/Berlin", "2027-03-28T22:00:00Z", "20270329"),
    ],
)
async def test_a_show_belongs_to_the_local_day_it_begins_on(
    town: Town, time_zone: str, show_time: str, day: str
) -> None:
    await add_movie(town, "M2")
    theatre_id = await add_theatre(town, "Elsewhere", 10.0, 10.0, timeZone=time_zone)
    screen = await add_screen(town, theatre_id)
    await add_shows(town, theatre_id, screen, {"showTime": show_time}, movie_id="M2")
    assert await days(town) == [day]
    here = {"lon": 10.0, "lat": 10.0, "radius": 1.0, "movieId": "M2"}
    (theatre,) = await town.nobody.ask(documents.GET_SHOWS, user=here, d=day)
    assert (theatre["Date"], len(theatre["SHS"])) == (day, 1)
    listed = await town.nobody.ask(documents.GET_SHOWS, user=here, d=f"{int(day) + 1}")
    assert listed == []


async def test_without_a_time_zone_a_theatre_has_its_locations_and_then_the_programs(
    town: Town,
) -> None:
    await add_movie(town, "M2")
    dubai = {"id": "DXB1", "name": "Dubai", "lon": 55.3, "lat": 25.2, "timeZone": "Asia/Dubai"}
    await town.system.ask(documents.ADD_LOCATION, loc=[dubai])
    for location_id, day in (("DXB1", "20261120"), ("XXX1", "20261121")):
        theatre_id = await add_theatre(town, f"In {location_id}", 55.3, 25.2, locId=location_id)
        screen = await add_screen(town, theatre_id)
        # 19:00 UTC is 23:00 in Dubai, and half past midnight in India.
        show = {"showTime": "2026-11-20T19:00:00Z"}
        await add_shows(town, theatre_id, screen, show, movie_id="M2")
        assert await days(town, location_id=location_id) == [day]


async def test_the_date_of_new_shows_is_what_their_time_says(town: Town) -> None:
    (show,) = await town.admin.ask(
        documents.ADD_SHOW,
        date="2026-12-24T00:00:00-11:00",
        movieID="M1",
        theatreId=town.ids.theatre_id,
        shs=[documents.show(own_screen(town), "2026-11-24T00:15:00+05:30")],
    )
    assert show["showTime"] == "2026-11-23T18:45:00Z"
    assert "20261124" in await days(town, "M1")
    assert "20261224" not in await days(town, "M1")


async def test_days_ascend_each_named_once_without_what_is_past_unpublished_or_cancelled(
    town: Town,
) -> None:
    await add_movie(town, "M2")
    shows = await add_shows(
        town,
        town.ids.theatre_id,
        own_screen(town),
        {"showTime": "2026-12-31T16:00:00Z"},
        {"showTime": "2026-11-21T16:00:00Z"},
        {"showTime": "2026-11-21T13:00:00Z"},
        {"showTime": "2026-11-20T11:59:00Z"},
        {"showTime": "2026-11-22T16:00:00Z", "publishTime": "2026-11-20T12:00:01Z"},
        {"showTime": "2026-11-23T16:00:00Z", "status": 0},
        {"showTime": "2026-11-24T16:00:00Z"},
        movie_id="M2",
    )
    await town.system.ask(
        documents.UPDATE_SHOW_STATUS,
        theatreId=town.ids.theatre_id,
        showId=shows[-1]["showId"],
        status=4,
    )
    assert await days(town) == ["20261121", "20261231"]
    town.clock.advance(1)
    assert await days(town) == ["20261121", "20261122", "20261231"]


@pytest.mark.parametrize(
    "d", ["", "2026112", "20261131", "2026-11-20", "20 Nov", "٢٠٢٦١١٢٠", "20261120 ", "00000000"]
)
async def test_a_day_that_is_none_is_refused(town: Town, d: str) -> None:
    here = {"lon": 72.8, "lat": 19.1, "radius": 5.0}
    assert await town.nobody.refusal(documents.GET_SHOWS, user=here, d=d) == "BAD_INPUT"
    assert await town.nobody.refusal(documents.GET_SHOWS, d=d) == "BAD_INPUT"


async def test_a_day_without_shows_has_no_theatre_near_a_place(town: Town) -> None:
    near = {"lon": 72.8424, "lat": 19.1197, "radius": 10.0}
    assert await town.nobody.ask(documents.GET_SHOWS, user=near, d="20301231") == []
