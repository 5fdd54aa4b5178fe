"""The demo cinema once it is filled, and what opening it again adds."""

import asyncio
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from boxoffice.bootstrap import demo
from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.bootstrap.engines import sqlite
from boxoffice.gateway.upstream import Services
from boxoffice.model.clock import Clock
from boxoffice.model.errors import StoreUnusable, TryAgain
from boxoffice.model.layout import SeatState
from boxoffice.model.show import NewShow, Show, ShowStatus
from boxoffice.settings import Settings
from tests.clock import FakeClock

#: Friday, half past three in the afternoon in India.
FILLED_AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
THEATRES = ("PVRAH", "RAJCI", "LAKTA", "MEECI", "HOWPI")
SHOWS_A_DAY = {"PVRAH": 22, "RAJCI": 10, "LAKTA": 4, "MEECI": 5, "HOWPI": 4}
WEEK = ("20261120", "20261121", "20261122", "20261123", "20261124", "20261125", "20261126")


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that was filled on Friday; never opened again itself."""
    directory = tmp_path_factory.mktemp("demo")

    async def make() -> None:
        async with open_cinema(Settings(data_dir=directory), FakeClock(FILLED_AT), demo=True):
            pass

    asyncio.run(make())
    return directory


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(FILLED_AT)


@pytest.fixture
async def services(filled_once: Path, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Services]:
    """The services of a copy of the filled cinema, opened without adding anything."""
    directory = shutil.copytree(filled_once, tmp_path / "demo")
    async with open_cinema(Settings(data_dir=directory), clock) as cinema:
        yield cinema.services


async def every_show(services: Services) -> list[Show]:
    return [show for each in THEATRES for show in await services.shows.of_theatre(each)]


async def test_a_week_of_shows_is_there_on_every_screen(services: Services) -> None:
    for theatre_id, a_day in SHOWS_A_DAY.items():
        listings = [await services.shows.listings(theatre_id, day) for day in WEEK]
        assert [len(each) for each in listings] == [a_day] * 7
    assert len(await every_show(services)) == 315
    assert len(await services.theatres.locations()) == 8


async def test_some_of_todays_shows_are_nearly_full_and_tomorrows_over_half_free(
    services: Services,
) -> None:
    today, tomorrow = [
        [
            listing.availability.available / listing.availability.capacity
            for theatre_id in THEATRES
            for listing in await services.shows.listings(theatre_id, day)
        ]
        for day in WEEK[:2]
    ]
    assert len([share for share in today if share < 0.15]) == 9
    assert len([share for share in tomorrow if share > 0.5]) == 45


async def test_sold_seats_are_paid_and_wheelchair_spaces_are_left(services: Services) -> None:
    listing = (await services.shows.listings("PVRAH", "20261120"))[-1]
    assert (listing.screen_name, listing.availability.sold) == ("Audi 3", 21)
    bookings = await services.bookings.of_shows((listing.show.show_id,))
    assert sum(len(booking.lines) for booking in bookings) == 21
    assert all(booking.paid == booking.total for booking in bookings)
    states = (await services.bookings.seats(listing.show.show_id)).states
    plan = (await services.screens.layout(listing.show.layout_id)).plan
    index_of = {seat.seat_id: index for index, seat in enumerate(plan.seats)}
    for seat_id in ("E1", "E2", "E21", "E22"):
        assert states[index_of[seat_id]] == SeatState.AVAILABLE


async def test_a_school_and_a_couple_have_reserved_seats_of_a_late_show(services: Services) -> None:
    listings = await services.shows.listings("PVRAH", "20261120")
    reserved = [
        (booking.customer.name, len(booking.seats), booking.expires_at)
        for listing in listings
        for booking in await services.bookings.reservations(listing.show.show_id)
    ]
    assert {name: seats for name, seats, _ in reserved} == {
        "St. Xavier's School": 6,
        "Asha Rao": 2,
    }
    starts = {listing.show.starts_at - timedelta(hours=1) for listing in listings}
    assert {until for _, _, until in reserved} <= starts


async def test_every_demo_account_signs_in(services: Services) -> None:
    for username in ("clerk", "supervisor", "admin"):
        session = await services.users.sign_in(username, f"{username}-demo")
        assert session.user.username == username


async def test_opening_it_again_the_same_day_changes_nothing(
    services: Services, clock: FakeClock
) -> None:
    before = await every_show(services)
    assert await demo.add_days(services, clock) == demo.DemoReport(shows=0, bookings=0)
    assert await every_show(services) == before


async def test_opening_it_later_adds_the_days_that_came_and_touches_no_other(
    services: Services, clock: FakeClock
) -> None:
    before = {show.show_id: show for show in await every_show(services)}
    clock.advance(2 * 86_400)
    assert await demo.add_days(services, clock) == demo.DemoReport(shows=90, bookings=0)
    after = {show.show_id: show for show in await every_show(services)}
    assert {show_id: after[show_id] for show_id in before} == before
    assert Counter(
        show.starts_at.astimezone(UTC).date().isoformat()
        for show_id, show in after.items()
        if show_id not in before
    ) == {"2026-11-27": 45, "2026-11-28": 45}


async def test_a_slot_that_was_given_to_another_show_is_not_filled(
    services: Services, clock: FakeClock
) -> None:
    pattern = (await services.shows.of_theatre("HOWPI"))[0]
    own = NewShow(
        screen_id=pattern.screen_id,
        layout_id=pattern.layout_id,
        status=ShowStatus.OPEN,
        publish_at=FILLED_AT,
        # Half past six in Kolkata, half an hour after the demo's own show would begin.
        starts_at=datetime(2026, 11, 27, 13, 0, tzinfo=UTC),
        prices=pattern.prices,
        language="Bengali",
    )
    await services.shows.add("HOWPI", "shesh-tram", (own,), "demo-admin")
    clock.advance(86_400)
    assert (await demo.add_days(services, clock)).shows == 44
    times = [
        listing.show.starts_at.strftime("%H:%M")
        for listing in await services.shows.listings("HOWPI", "20261127")
    ]
    assert times == ["05:30", "09:00", "13:00", "15:30"]


@pytest.mark.parametrize("calls", [0, 3, 9])
async def test_adding_that_was_broken_off_is_finished_the_next_time(
    services: Services, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    clock.advance(3 * 86_400)
    really_add = services.shows.add
    made = 0

    async def add_at_first(
        theatre_id: str, movie_id: str, shows: tuple[NewShow, ...], by: str
    ) -> tuple[Show, ...]:
        nonlocal made
        if made == calls:
            raise TryAgain("Not now.")
        made += 1
        return await really_add(theatre_id, movie_id, shows, by)

    with monkeypatch.context() as patch:
        patch.setattr(services.shows, "add", add_at_first)
        with pytest.raises(TryAgain):
            await demo.add_days(services, clock)
    await demo.add_days(services, clock)
    starts = Counter((s.screen_id, s.starts_at) for s in await every_show(services))
    assert len(starts) == 10 * 45
    assert set(starts.values()) == {1}


async def test_a_cinema_that_is_no_demo_gets_no_shows_and_no_accounts(tmp_path: Path) -> None:
    clock: Clock = FakeClock(FILLED_AT)
    async with open_cinema(Settings(data_dir=tmp_path), clock) as cinema:
        assert await demo.add_days(cinema.services, clock) == demo.DemoReport(0, 0)
        assert await cinema.services.theatres.near(0, 0, -1) == ()


async def test_what_an_older_database_left_behind_does_not_reach_a_new_demo(
    filled_once: Path, tmp_path: Path, clock: FakeClock
) -> None:
    directory = shutil.copytree(filled_once, tmp_path / "demo")
    with sqlite3.connect(directory / "cinema.db") as old:
        old.execute("PRAGMA journal_mode = WAL")
        old.execute("CREATE TABLE left_behind (seat)")
        shutil.copy(directory / "cinema.db-wal", directory / "kept")
    old.close()
    (directory / "cinema.db").unlink()
    (directory / "kept").rename(directory / "cinema.db-wal")
    async with open_cinema(Settings(data_dir=directory), clock, demo=True) as cinema:
        assert len(await cinema.services.shows.of_theatre("PVRAH")) == 7 * SHOWS_A_DAY["PVRAH"]


async def test_two_that_make_the_same_demo_do_not_disturb_each_other(
    tmp_path: Path, clock: FakeClock
) -> None:
    settings = Settings(data_dir=tmp_path)
    async with sqlite.locked(tmp_path):
        with pytest.raises(StoreUnusable, match="in use by another"):
            async with open_cinema(settings, clock, demo=True):
                pass
    assert not (tmp_path / "demo-unfinished").exists()
