"""What new shows must keep to, and the status that people see."""

from typing import Any

import pytest

from tests.wire import documents
from tests.wire.building import add_movie, add_shows, own_screen
from tests.wire.conftest import Town

AT = {"showTime": "2026-11-20T17:00:00Z"}


async def add(town: Town, *shows: dict[str, Any], movie_id: str = "M1") -> Any:
    return await add_shows(town, town.ids.theatre_id, own_screen(town), *shows, movie_id=movie_id)


async def refusal(town: Town, **changed: object) -> str:
    """Why a show like that cannot be added."""
    return await town.admin.refusal(
        documents.ADD_SHOW,
        date="2026-11-20T00:00:00Z",
        movieID="M1",
        theatreId=town.ids.theatre_id,
        shs=[{**documents.show(own_screen(town), "2026-11-20T17:00:00Z"), **changed}],
    )


def prices(diamond: float, standard: float, *currencies: str) -> list[dict[str, Any]]:
    first, second = currencies if len(currencies) > 1 else (*currencies, *currencies)
    return [
        {**documents.PRICES[0], "price": diamond, "currency": first},
        {**documents.PRICES[1], "price": standard, "currency": second},
    ]


async def shown(town: Town) -> dict[int, int]:
    """The statuses of the day's shows as discovery tells them."""
    theatres = await town.nobody.ask(documents.GET_SHOWS, d="20261120")
    return {show["showId"]: show["status"] for each in theatres for show in each["SHS"]}


async def set_status(town: Town, show_id: int, status: int) -> int:
    show = await town.admin.ask(
        documents.UPDATE_SHOW_STATUS,
        theatreId=town.ids.theatre_id,
        showId=show_id,
        status=status,
    )
    return int(show["status"])


@pytest.mark.parametrize(("given", "status"), [(0, 0), (1, 1), (2, 1), (3, 1), (4, 4), (5, 5)])
async def test_a_new_shows_status_is_computed_where_it_says_how_full_it_is(
    town: Town, given: int, status: int
) -> None:
    (show,) = await add(town, {**AT, "status": given})
    assert show["status"] == status
    assert await refusal(town, status=6) == "BAD_INPUT"
    assert await refusal(town, status=-1) == "BAD_INPUT"


async def test_shows_come_back_as_they_were_sent_and_share_no_number(town: Town) -> None:
    first, second = await add(town, AT, {"showTime": "2026-11-20T19:00:00Z", "status": 3})
    assert [first["showId"], second["showId"]] == [10003, 10004]
    assert first["categoryDetails"] == documents.PRICES
    assert (first["theatreId"], first["movieId"]) == (town.ids.theatre_id, "M1")
    assert (first["layoutId"], first["screenId"]) == (town.ids.layout_id, town.ids.screen_id)
    assert first["bookingDetails"] == []


async def test_every_status_is_set_and_set_again(town: Town) -> None:
    for status, read in ((5, 5), (5, 5), (1, 1), (1, 1), (3, 1), (0, 0), (0, 0), (4, 4), (4, 4)):
        assert await set_status(town, town.ids.today, status) == read


async def test_a_full_show_stays_full_when_it_is_said_to_be_open(town: Town) -> None:
    wanted = {"showID": town.ids.today, "userID": "u1", "seatIDs": documents.SEAT_IDS}
    await town.clerk.ask(documents.LOCK_SEATS, lock=wanted)
    assert await set_status(town, town.ids.today, 1) == 2
    assert await shown(town) == {town.ids.today: 2}


async def test_discovery_shows_what_is_published_and_nothing_before(town: Town) -> None:
    (later, hidden, closed, cancelled) = await add(
        town,
        {**AT, "publishTime": "2026-11-20T12:30:00+00:00"},
        {**AT, "status": 0},
        {**AT, "status": 5},
        {**AT, "status": 4},
    )
    seen = {town.ids.today: 1, closed["showId"]: 5, cancelled["showId"]: 4}
    assert later["status"] == 0
    assert await shown(town) == seen
    town.clock.advance(1800)
    seen[later["showId"]] = 1
    assert await shown(town) == seen
    await set_status(town, hidden["showId"], 1)
    assert await shown(town) == {**seen, hidden["showId"]: 1}


@pytest.mark.parametrize("changed", [{"status": 0}, {"status": 4}, {"status": 5}])
async def test_only_an_open_show_sells(town: Town, changed: dict[str, object]) -> None:
    (show,) = await add(town, {**AT, **changed})
    wanted = {"showID": show["showId"], "userID": "u1", "seatIDs": ["A1"]}
    assert await town.clerk.refusal(documents.LOCK_SEATS, lock=wanted) == "NOT_ON_SALE"
    await set_status(town, show["showId"], 1)
    assert (await town.clerk.ask(documents.LOCK_SEATS, lock=wanted))["success"] is True


async def test_a_show_sells_from_the_moment_it_is_published(town: Town) -> None:
    (show,) = await add(town, {**AT, "publishTime": "2026-11-20T12:00:01Z"})
    wanted = {"showID": show["showId"], "userID": "u1", "seatIDs": ["A1"]}
    assert await town.clerk.refusal(documents.LOCK_SEATS, lock=wanted) == "NOT_ON_SALE"
    town.clock.advance(1)
    assert (await town.clerk.ask(documents.LOCK_SEATS, lock=wanted))["success"] is True


async def test_movies_are_those_with_an_open_show_to_come(town: Town) -> None:
    shows: dict[str, dict[str, Any]] = {
        "open": AT,
        "closed": {**AT, "status": 5},
        "cancelled": {**AT, "status": 4},
        "pending": {**AT, "status": 0},
        "unpublished": {**AT, "publishTime": "2026-11-20T12:30:00Z"},
        "over": {"showTime": "2026-11-20T11:30:00Z"},
    }
    for movie_id, show in shows.items():
        await add_movie(town, movie_id)
        await add(town, show, movie_id=movie_id)
    here = {"lon": 72.8424, "lat": 19.1197, "radius": 5.0}

    async def movies(**more: object) -> list[str]:
        found = await town.nobody.ask(documents.GET_MOVIES, user={**here, **more})
        return [each["movieId"] for each in found]

    assert sorted(await movies()) == ["M1", "open"]
    assert await movies(movieId="open") == ["open"]
    assert await movies(movieId="closed") == []
    town.clock.advance(1800)
    assert sorted(await movies()) == ["M1", "open", "unpublished"]


@pytest.mark.parametrize(
    "given",
    [
        prices(400.0, 200.0, "INR"),
        prices(400.1, 200.35, "INR"),
        prices(0.01, 1234567.89, "USD"),
        prices(400.0, 200.0, "JPY"),
        prices(1.125, 0.001, "KWD"),
    ],
)
async def test_prices_in_whole_minor_units_come_back_as_they_were_given(
    town: Town, given: list[dict[str, Any]]
) -> None:
    (show,) = await add(town, {**AT, "categoryDetails": given})
    assert show["categoryDetails"] == given
    wanted = {"showID": show["showId"], "userID": "u1", "seatIDs": ["A1", "B1"]}
    answer = await town.clerk.ask(documents.LOCK_SEATS, lock=wanted)
    assert answer["total_price"] == pytest.approx(given[0]["price"] + given[1]["price"])


@pytest.mark.parametrize(
    "given",
    [
        prices(400.005, 200.0, "INR"),
        prices(0.1 + 0.2, 200.0, "INR"),
        prices(400.5, 200.0, "JPY"),
        prices(1.0005, 1.0, "KWD"),
        prices(400.0, 200.0, "INR", "USD"),
        prices(400.0, 200.0, "RUPEES"),
        prices(400.0, 200.0, ""),
        prices(-1.0, 200.0, "INR"),
        prices(0.0, 200.0, "INR"),
        prices(1e12, 200.0, "INR"),
        prices(400.0, 200.0, "INR")[:1],
        [*prices(400.0, 200.0, "INR"), documents.PRICES[0]],
        [*prices(400.0, 200.0, "INR"), {**documents.PRICES[0], "categoryId": 9}],
        [],
    ],
)
async def test_a_show_without_one_price_a_category_in_one_currency_is_refused(
    town: Town, given: list[dict[str, Any]]
) -> None:
    assert await refusal(town, categoryDetails=given) == "BAD_INPUT"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"screenId": "nowhere"}, "BAD_INPUT"),
        ({"layoutId": "999999"}, "NOT_FOUND"),
        ({"showTime": "2026-11-18T12:00:00Z"}, "BAD_INPUT"),
        ({"showTime": "2036-11-20T12:00:00Z"}, "BAD_INPUT"),
        ({"publishTime": "2026-11-20T17:00:01Z"}, "BAD_INPUT"),
        ({"lang": ""}, "BAD_INPUT"),
    ],
)
async def test_a_show_that_cannot_be_is_refused(
    town: Town, changed: dict[str, object], code: str
) -> None:
    assert await refusal(town, **changed) == code


async def test_a_show_of_an_unknown_movie_or_of_none_is_refused(town: Town) -> None:
    asked = {"date": "2026-11-20T00:00:00Z", "theatreId": town.ids.theatre_id}
    show = documents.show(own_screen(town), "2026-11-20T17:00:00Z")
    ask = town.admin.refusal
    assert await ask(documents.ADD_SHOW, **asked, movieID="M9", shs=[show]) == "NOT_FOUND"
    assert await ask(documents.ADD_SHOW, **asked, movieID="M1", shs=[]) == "BAD_INPUT"
