"""Shows: made all or none, sent to Booking until it has them, and found near and by day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from boxoffice.model.errors import BadInput, NotFound, TryAgain
from boxoffice.model.money import Money
from boxoffice.model.show import (
    Discovery,
    NewShow,
    OfferedShow,
    ShowAvailability,
    ShowStatus,
)
from boxoffice.stores.database import Database
from tests.unit.services.samples import ANDHERI, plan, prices
from tests.unit.services.show_town import DAY, EVERYWHERE, NOW, Town, at, at_far


@pytest.fixture
async def town(database: Database) -> Town:
    made = Town(database)
    await made.build()
    return made


async def test_shows_get_numbers_counted_up(town: Town) -> None:
    made = await town.add(at(3), at(6))
    assert [show.show_id for show in made] == [10_001, 10_002]
    assert (await town.add(at(9)))[0].show_id == 10_003
    assert await town.shows.of_theatre("PVRAH") == (*made, await town.shows.get(10_003))


async def test_booking_is_offered_the_show_with_the_theatres_terms(town: Town) -> None:
    (show,) = await town.add(at())
    assert town.seller.offered == {10_001: OfferedShow(show, ANDHERI.terms, "Asia/Kolkata")}


async def test_full_is_never_trusted_from_a_caller(town: Town) -> None:
    (show,) = await town.add(replace(at(), status=ShowStatus.FULL))
    assert show.status is ShowStatus.OPEN


async def test_a_theatre_that_states_no_taxes_sells_in_any_one_currency(town: Town) -> None:
    untaxed = replace(ANDHERI, theatre_id="DUBAI", terms=replace(ANDHERI.terms, tax_tables=()))
    await town.theatres.add(untaxed, "admin")
    await town.screens.add("DUBAI", "Audi 1", plan(), "admin")
    dirhams = tuple(replace(each, price=Money(4_500, "AED")) for each in prices())
    new = replace(at(3, "DUBAI-1", "100003"), prices=dirhams)
    (show,) = await town.add(new, theatre_id="DUBAI")
    assert show.prices == dirhams


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (replace(at(), screen_id="PVRAH-9"), "has no screen PVRAH-9"),
        (at(screen="FARCI-1", layout="100002"), "has no screen FARCI-1"),
        (at(layout="100002"), "Layout 100002 is not one of Audi 1"),
        (replace(at(), prices=prices()[:1]), "Category Standard needs one price"),
        (replace(at(), prices=(*prices(), prices()[0])), "Category Premium needs one price"),
        (
            replace(at(), prices=(*prices(), replace(prices()[0], category_id=9))),
            "has no category 9",
        ),
        (replace(at(), prices=prices(premium=0)), "Category Premium needs a price above nothing"),
        (
            replace(at(), prices=(replace(prices()[0], price=Money(500, "USD")), prices()[1])),
            "in one currency, not in INR and USD",
        ),
        (
            replace(
                at(), prices=tuple(replace(each, price=Money(500, "USD")) for each in prices())
            ),
            "taxed in INR, not in USD",
        ),
        (replace(at(), prices=prices(premium=2**31)), "Category Premium cannot cost that much"),
        (replace(at(), publish_at=NOW + timedelta(hours=4)), "published after it begins"),
        (at(-25), "cannot be added for 19 November 2026"),
        (at(24 * 731), "cannot be added for 20 November 2028"),
        (replace(at(), language=" "), "The language is empty"),
    ],
)
async def test_a_show_that_cannot_be_is_refused_with_all_that_came_with_it(
    town: Town, wrong: NewShow, words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        await town.add(at(3), wrong)
    assert await town.shows.of_theatre("PVRAH") == ()
    assert town.seller.offered == {}


async def test_nothing_unknown_is_shown(town: Town) -> None:
    with pytest.raises(NotFound):
        await town.add(at(), movie_id="m9")
    with pytest.raises(NotFound):
        await town.add(at(), theatre_id="NONE")
    with pytest.raises(NotFound):
        await town.add(at(layout="100009"))
    with pytest.raises(BadInput):
        await town.add()
    assert await town.shows.of_theatre("PVRAH") == ()


async def test_a_show_on_a_layout_that_is_not_in_sync_must_wait(town: Town) -> None:
    town.seller.away = True
    version = await town.screens.publish("PVRAH-1", plan(standard=4), "100001", "admin")
    assert not version.in_sync
    with pytest.raises(TryAgain, match="100003 is still being published"):
        await town.add(at(layout="100003"))


async def test_what_booking_did_not_take_is_sent_again_at_start(town: Town) -> None:
    town.seller.away = True
    (show,) = await town.add(at())
    town.seller.away = False
    restarted = town.new_shows()
    await restarted.start()
    assert town.seller.offered[10_001].show == show
    await restarted.stop()


async def test_what_booking_has_is_not_sent_again(town: Town) -> None:
    await town.add(at())
    town.seller.offered.clear()
    restarted = town.new_shows()
    await restarted.start()
    assert town.seller.offered == {}
    await restarted.stop()


async def test_each_change_is_a_new_version_for_booking(town: Town) -> None:
    await town.add(at())
    town.clock.advance(60)
    closed = await town.shows.set_status("PVRAH", 10_001, ShowStatus.CLOSED, "admin")
    assert (closed.status, closed.version) == (ShowStatus.CLOSED, 2)
    assert closed.updated_at == NOW + timedelta(seconds=60)
    assert town.seller.offered[10_001].show == closed
    again = await town.shows.set_status("PVRAH", 10_001, ShowStatus.CLOSED, "admin")
    assert again == closed


async def test_a_status_that_booking_did_not_hear_of_says_try_again(town: Town) -> None:
    await town.add(at())
    town.seller.away = True
    with pytest.raises(TryAgain):
        await town.shows.set_status("PVRAH", 10_001, ShowStatus.CLOSED, "admin")
    town.seller.away = False
    await town.shows.set_status("PVRAH", 10_001, ShowStatus.CLOSED, "admin")
    assert town.seller.offered[10_001].show.status is ShowStatus.CLOSED


async def test_another_theatres_show_is_not_found(town: Town) -> None:
    await town.add(at())
    with pytest.raises(NotFound):
        await town.shows.set_status("FARCI", 10_001, ShowStatus.CLOSED, "admin")
    with pytest.raises(NotFound):
        await town.shows.get(10_002)


async def test_a_listing_tells_movie_screen_and_seats(town: Town) -> None:
    await town.add(at(6), at(3))
    town.seller.sold = {10_001: 5, 10_002: 4}
    listings = await town.shows.listings("PVRAH", "20261120")
    assert [
        (one.show.show_id, one.title, one.certificate, one.duration, one.screen_name, one.status)
        for one in listings
    ] == [
        (10_002, "Monsoon Letters", "UA", "144", "Audi 1", ShowStatus.FAST_FILLING),
        (10_001, "Monsoon Letters", "UA", "144", "Audi 1", ShowStatus.FULL),
    ]
    assert listings[0].availability == ShowAvailability(10_002, 5, 1, 0, 0, 4, 0)


async def test_a_listing_asks_once_however_many_shows_there_are(town: Town) -> None:
    await town.add(*(at(hours) for hours in (1, 2, 3, 4)))
    await town.add(at(5), movie_id="m2")
    town.movies.calls = 0
    assert len(await town.shows.listings("PVRAH", "20261120")) == 5
    assert (town.movies.calls, town.seller.calls["availability"]) == (1, 1)


async def test_a_late_show_belongs_to_the_theatres_local_day(town: Town) -> None:
    # 18:00 UTC is 23:30 in Mumbai, 19:00 UTC half past midnight.
    await town.add(at(6), at(7))
    days = {
        day: [one.show.show_id for one in await town.shows.listings("PVRAH", day)]
        for day in ("20261120", "20261121")
    }
    assert days == {"20261120": [10_001], "20261121": [10_002]}


async def test_a_show_that_booking_does_not_have_cannot_be_sold_yet(town: Town) -> None:
    town.seller.away = True
    await town.add(at())
    (listing,) = await town.shows.listings("PVRAH", "20261120")
    assert (listing.status, listing.availability.capacity) == (ShowStatus.PENDING, 0)


async def test_discovery_finds_published_shows_nearest_theatre_first(town: Town) -> None:
    await town.add(at(3), replace(at(5), publish_at=NOW + timedelta(hours=1)))
    await town.add(replace(at(4), status=ShowStatus.PENDING), movie_id="m2")
    await town.add(at_far(2), theatre_id="FARCI", movie_id="m2")

    async def found(where: Discovery) -> list[tuple[str, int, list[int]]]:
        theatres = await town.shows.discover(where, "20261120")
        return [
            (each.theatre_id, round(each.distance_km), [one.show.show_id for one in each.listings])
            for each in theatres
        ]

    near = Discovery(72.8424, 19.12, 10.0)
    assert await found(EVERYWHERE) == [("FARCI", 0, [10_004]), ("PVRAH", 0, [10_001])]
    assert await found(near) == [("PVRAH", 0, [10_001])]
    assert await found(replace(near, radius_km=50.0)) == [
        ("PVRAH", 0, [10_001]),
        ("FARCI", 20, [10_004]),
    ]
    assert await found(replace(EVERYWHERE, movie_id="m2")) == [("FARCI", 0, [10_004])]


@pytest.mark.parametrize(
    ("change", "day_is_listed", "movie_is_listed"),
    [
        (lambda show: show, True, True),
        (lambda show: replace(show, status=ShowStatus.CLOSED), True, False),
        (lambda show: replace(show, status=ShowStatus.CANCELLED), False, False),
        (lambda show: replace(show, status=ShowStatus.PENDING), False, False),
        (lambda show: replace(show, publish_at=NOW - DAY, starts_at=NOW), False, False),
    ],
)
async def test_days_and_movies_are_those_with_shows_to_come(
    town: Town, change: Callable[[NewShow], NewShow], day_is_listed: bool, movie_is_listed: bool
) -> None:
    await town.add(change(at()))
    dates = await town.shows.show_dates("MUM1", "m1")
    assert dates == (("20261120",) if day_is_listed else ())
    movies = await town.shows.movies_near(EVERYWHERE)
    assert movies == (("m1",) if movie_is_listed else ())


async def test_days_ascend_and_are_named_once(town: Town) -> None:
    await town.add(at(50), at(3), at(4))
    await town.add(at_far(26), theatre_id="FARCI")
    assert await town.shows.show_dates("MUM1", "m1") == ("20261120", "20261121", "20261122")
    assert await town.shows.show_dates("DEL1", "m1") == ()
    assert await town.shows.show_dates("MUM1", "m2") == ()


async def test_a_day_that_is_none_is_refused(town: Town) -> None:
    with pytest.raises(BadInput):
        await town.shows.listings("PVRAH", "20261331")


async def test_a_shown_movie_cannot_be_deleted_any_more(town: Town) -> None:
    await town.add(at())
    with pytest.raises(Exception, match="has shows"):
        await town.movies.delete("m1", "admin")
    assert await town.movies.delete("m2", "admin") is True
