"""What a query costs upstream: a bounded number of calls, however long its lists are."""

from dataclasses import replace

from boxoffice.gateway.executor import Gateway
from boxoffice.model.booking import Booking
from boxoffice.model.errors import TryAgain
from boxoffice.model.layout import Layout
from boxoffice.model.show import Show, ShowListing, ShowStatus, TheatreShows
from boxoffice.model.theatre import Screen
from tests.clock import FakeClock
from tests.unit.gateway import samples
from tests.unit.gateway.upstream_double import UpstreamDouble
from tests.unit.rules.halls import hall

EVERYTHING_OF_A_SHOW = """showId movieId theatreId screenId layoutId screenConfig status publishTime
  showTime createdAt updatedAt categoryDetails { categoryId price currency }
  bookingDetails { booking_id seatIDs total_price payment_status booking_status }"""


def gateway(answers: dict[str, object]) -> tuple[Gateway, UpstreamDouble]:
    upstream = UpstreamDouble({"users.caller": samples.ANDHERI_CLERK, **answers})
    return Gateway(upstream.services(), FakeClock()), upstream


def listing(show: Show) -> ShowListing:
    return ShowListing(
        show, ShowStatus.OPEN, "20261120", "Title", "UA", "144", "Audi 1",
        samples.counts(show.show_id, 5),
    )  # fmt: skip


def layout(layout_id: str) -> Layout:
    return Layout(layout_id, f"S{layout_id}", "PVRAH", hall("ss"), "digest", samples.NOON)


def bookings_of(show_ids: tuple[int, ...]) -> tuple[Booking, ...]:
    return tuple(replace(samples.booking("A1"), show_id=each) for each in show_ids)


async def test_a_theatres_shows_cost_one_call_and_their_statuses_one_more() -> None:
    shows = tuple(samples.show(show_id) for show_id in range(10001, 10041))
    door, upstream = gateway(
        {
            "shows.of_theatre": shows,
            "bookings.availability": lambda ids: tuple(
                samples.counts(show_id, available=0 if show_id == 10001 else 5) for show_id in ids
            ),
        }
    )
    answer = await door.execute(
        '{ getShowsForAdmin(theatreId: "PVRAH") { showId status categoryDetails { price } } }',
        token="t",
    )
    listed = answer["data"]["getShowsForAdmin"]
    assert [each["status"] for each in listed] == [2] + [3] * 39
    assert listed[0]["categoryDetails"] == [{"price": 320.0}]
    assert upstream.calls == ["users.caller", "shows.of_theatre", "bookings.availability"]


async def test_a_theatres_bookings_cost_one_call_however_many_shows_it_has() -> None:
    door, upstream = gateway(
        {
            "shows.of_theatre": (samples.show(10001), samples.show(10002)),
            "bookings.of_shows": (samples.booking("A1"),),
        }
    )
    answer = await door.execute(
        '{ getShowsForAdmin(theatreId: "PVRAH") { bookingDetails { seatIDs } } }', token="t"
    )
    assert answer["data"]["getShowsForAdmin"] == [
        {"bookingDetails": [{"seatIDs": ["A1"]}]},
        {"bookingDetails": []},
    ]
    assert upstream.calls == ["users.caller", "shows.of_theatre", "bookings.of_shows"]


async def test_shows_without_their_status_ask_nobody_for_seats() -> None:
    door, upstream = gateway({"shows.of_theatre": (samples.show(),)})
    await door.execute('{ getShowsForAdmin(theatreId: "PVRAH") { showId } }', token="t")
    assert upstream.calls == ["users.caller", "shows.of_theatre"]


async def test_finding_shows_costs_two_calls_however_many_theatres_there_are() -> None:
    found = tuple(TheatreShows(f"T{index}", float(index), "20261120", ()) for index in range(25))
    door, upstream = gateway(
        {
            "shows.discover": found,
            "theatres.get_many": lambda ids: tuple(map(samples.theatre, ids)),
        }
    )
    answer = await door.execute('{ getShows(d: "20261120") { TID TN LC { lon } } }')
    assert [each["TID"] for each in answer["data"]["getShows"]] == [f"T{i}" for i in range(25)]
    assert upstream.calls == ["shows.discover", "theatres.get_many"]


async def test_movies_nearby_cost_two_calls() -> None:
    door, upstream = gateway(
        {
            "shows.movies_near": ("M1", "M2"),
            "movies.get_many": lambda ids: tuple(map(samples.movie, ids)),
        }
    )
    answer = await door.execute(
        "{ getMovies(user: { lon: 72.8, lat: 19.1, radius: 10 }) { movieId } }"
    )
    assert answer["data"]["getMovies"] == [{"movieId": "M1"}, {"movieId": "M2"}]
    assert upstream.calls == ["shows.movies_near", "movies.get_many"]


async def test_shows_with_their_statuses_and_bookings_cost_one_call_each() -> None:
    shows = tuple(samples.show(show_id) for show_id in range(10001, 10041))
    door, upstream = gateway(
        {
            "shows.of_theatre": shows,
            "bookings.availability": lambda ids: tuple(samples.counts(i, 20) for i in ids),
            "bookings.of_shows": bookings_of,
        }
    )
    answer = await door.execute(
        f'{{ getShowsForAdmin(theatreId: "PVRAH") {{ {EVERYTHING_OF_A_SHOW} }} }}', token="t"
    )
    listed = answer["data"]["getShowsForAdmin"]
    assert [len(each["bookingDetails"]) for each in listed] == [1] * 40
    assert upstream.calls == [
        "users.caller",
        "shows.of_theatre",
        "bookings.availability",
        "bookings.of_shows",
    ]


async def test_one_show_with_all_its_bookings_costs_three_calls_and_the_callers() -> None:
    door, upstream = gateway(
        {
            "shows.get": samples.show(),
            "bookings.availability": (samples.counts(10001, 20),),
            "bookings.of_shows": bookings_of,
        }
    )
    await door.execute(
        f"""{{ getShowDetails(
          theatreId: "PVRAH", showId: 10001, showTime: "2026-11-20T18:00:00Z"
        ) {{ {EVERYTHING_OF_A_SHOW} }} }}""",
        token="t",
    )
    assert upstream.calls == [
        "users.caller",
        "shows.get",
        "bookings.availability",
        "bookings.of_shows",
    ]


async def test_a_theatres_screens_cost_two_calls_and_later_one() -> None:
    screens = tuple(
        Screen(f"S{number}", "PVRAH", f"Audi {number}", f"{100_000 + number}", *[samples.NOON] * 2)
        for number in range(1, 13)
    )
    door, upstream = gateway(
        {
            "screens.of_theatre": screens,
            "displays.layouts": lambda ids: tuple(map(layout, ids)),
        }
    )
    ask = """{ getScreens(theatreId: "PVRAH") {
      name layoutId seatIDs categories { rows columns seats { type seatId } }
    } }"""
    answer = await door.execute(ask, token="t")
    assert [each["seatIDs"] for each in answer["data"]["getScreens"]] == [["A1", "A2"]] * 12
    assert upstream.calls == ["users.caller", "screens.of_theatre", "displays.layouts"]
    upstream.calls.clear()
    assert await door.execute(ask, token="t") == answer
    assert upstream.calls == ["users.caller", "screens.of_theatre"]


async def test_a_days_listings_cost_one_call() -> None:
    shows = tuple(samples.show(show_id) for show_id in range(10001, 10041))
    door, upstream = gateway({"shows.listings": tuple(map(listing, shows))})
    answer = await door.execute(
        """{ listings(theatreId: "PVRAH", date: "20261120") {
          status title screenName show { showId prices { price { amountMinor } } }
          availability { available capacity }
        } }""",
        token="t",
    )
    assert len(answer["data"]["listings"]) == 40
    assert upstream.calls == ["users.caller", "shows.listings"]


async def test_a_show_that_booking_has_not_taken_yet_is_pending_and_hurts_no_other() -> None:
    door, _ = gateway(
        {
            "shows.of_theatre": (samples.show(10001), samples.show(10002)),
            "bookings.availability": (samples.counts(10002, 20),),
        }
    )
    ask = '{ getShowsForAdmin(theatreId: "PVRAH") { status } }'
    answer = await door.execute(ask, token="t")
    assert answer == {"data": {"getShowsForAdmin": [{"status": 0}, {"status": 1}]}}


async def test_a_list_whose_second_half_is_refused_is_refused() -> None:
    door, _ = gateway(
        {"shows.of_theatre": (samples.show(),), "bookings.availability": TryAgain("Not now.")}
    )
    ask = '{ getShowsForAdmin(theatreId: "PVRAH") { status } }'
    answer = await door.execute(ask, token="t")
    assert answer["errors"][0]["extensions"] == {"code": "TRY_AGAIN"}
