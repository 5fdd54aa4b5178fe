"""Terms of sale: set once by whoever looked at the newest, and followed by all shows to come."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from boxoffice.model.errors import BadInput, NotFound, Outdated, TryAgain
from boxoffice.model.show import ShowStatus
from boxoffice.model.terms import Fee
from boxoffice.stores.database import Database
from boxoffice.stores.theatre import terms_history
from tests.unit.services.samples import ANDHERI, plan
from tests.unit.services.show_town import Town, at

DEARER = replace(ANDHERI.terms, fees=(Fee("service", "Booking fee", 2_000),))


@pytest.fixture
async def town(database: Database) -> Town:
    made = Town(database)
    await made.build()
    return made


async def test_new_terms_replace_those_that_were_looked_at_and_are_kept_with_who_set_them(
    town: Town, database: Database
) -> None:
    changed = await town.theatres.set_terms("PVRAH", DEARER, 1, "asha")
    assert (changed.terms, changed.terms_version) == (DEARER, 2)
    assert await town.theatres.get("PVRAH") == changed
    with pytest.raises(Outdated):
        await town.theatres.set_terms("PVRAH", ANDHERI.terms, 1, "ravi")
    await town.theatres.set_terms("PVRAH", ANDHERI.terms, 2, "ravi")
    query = select(terms_history.c.terms_version, terms_history.c.terms, terms_history.c.set_by)
    kept = await database.read(lambda connection: connection.execute(query).all())
    assert [tuple(row) for row in kept] == [(2, DEARER, "asha"), (3, ANDHERI.terms, "ravi")]


async def test_terms_that_nobody_could_sell_by_change_nothing(town: Town) -> None:
    with pytest.raises(BadInput, match="at least one ticket type"):
        await town.theatres.set_terms("PVRAH", replace(DEARER, ticket_types=()), 1, "asha")
    with pytest.raises(BadInput, match="sells in INR"):
        await town.theatres.set_terms("PVRAH", replace(DEARER, currency="AED"), 1, "asha")
    with pytest.raises(NotFound):
        await town.theatres.set_terms("NONE", DEARER, 1, "asha")
    assert (await town.theatres.get("PVRAH")).terms_version == 1


async def test_shows_to_come_are_sold_by_the_new_terms_and_those_that_are_over_are_not(
    town: Town,
) -> None:
    over, to_come = await town.add(at(1), at(40))
    town.clock.advance(26 * 3600)
    await town.theatres.set_terms("PVRAH", DEARER, 1, "asha")
    await town.shows.follow_terms("PVRAH")
    offered = town.seller.offered
    assert offered[over.show_id].terms == ANDHERI.terms
    assert offered[to_come.show_id].terms == DEARER
    assert offered[to_come.show_id].show == await town.shows.get(to_come.show_id)
    assert offered[to_come.show_id].show.version == 2
    await town.shows.follow_terms("PVRAH")
    assert (await town.shows.get(to_come.show_id)).version == 2


async def test_another_theatres_shows_keep_theirs(town: Town) -> None:
    (elsewhere,) = await town.add(at(3, "FARCI-1", "100002"), theatre_id="FARCI")
    await town.theatres.set_terms("PVRAH", DEARER, 1, "asha")
    await town.shows.follow_terms("PVRAH")
    assert (await town.shows.get(elsewhere.show_id)).version == 1


async def test_what_booking_did_not_hear_is_sent_by_whoever_starts_next(town: Town) -> None:
    (show,) = await town.add(at(3))
    await town.theatres.set_terms("PVRAH", DEARER, 1, "asha")
    town.seller.away = True
    with pytest.raises(TryAgain, match="older ones may hold"):
        await town.shows.follow_terms("PVRAH")
    town.seller.away = False
    await town.shows.start()
    await town.shows.stop()
    assert town.seller.offered[show.show_id].terms == DEARER


async def test_terms_that_were_set_by_a_process_that_died_are_followed_by_the_next(
    town: Town,
) -> None:
    (show,) = await town.add(at(3))
    await town.theatres.set_terms("PVRAH", DEARER, 1, "asha")
    await town.shows.start()
    await town.shows.stop()
    assert town.seller.offered[show.show_id].terms == DEARER


async def test_a_show_that_is_being_moved_takes_the_terms_with_it(town: Town) -> None:
    (show,) = await town.add(at(3))
    version = await town.screens.publish("PVRAH-1", plan(standard=4), "100001", "admin")
    preview = await town.shows.preview_move(show.show_id, version.layout_id, ())
    town.seller.away = True
    with pytest.raises(TryAgain):
        await town.shows.move(show.show_id, version.layout_id, (), preview.token, "admin")
    await town.theatres.set_terms("PVRAH", DEARER, 1, "asha")
    town.seller.away = False
    await town.shows.start()
    await town.shows.stop()
    offered = town.seller.offered[show.show_id]
    assert (offered.terms, offered.show.layout_id) == (DEARER, version.layout_id)
    assert offered.show.status is ShowStatus.OPEN
