"""A hall is drawn from nothing, kept as a draft, published and sold from, through the client."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest

from boxoffice.client.api import BoxOffice
from boxoffice.client.halls import Halls
from boxoffice.model.errors import BadInput, NotAllowed, NotFound, Outdated
from boxoffice.model.publishing import CopyState
from tests.unit.rules.halls import hall
from tests.wire import documents
from tests.wire.building import add_shows
from tests.wire.conftest import PASSWORD, PATIENCE_SECONDS, Town

DOCUMENT = '{"format": "boxoffice layout", "name": "Café “Größe”"}'


async def signed_in(town: Town, username: str = "admin") -> BoxOffice:
    box_office = town.box_office()
    await box_office.sign_in(username, PASSWORD)
    return box_office


@pytest.fixture
async def halls(town: Town) -> Halls:
    return (await signed_in(town)).halls


async def test_a_hall_is_drawn_published_and_sold_from(town: Town, halls: Halls) -> None:
    screen = await halls.open_screen(town.ids.theatre_id, "Audi 9")
    assert screen.layout_id == ""
    draft = await halls.save_draft("d-1", screen.screen_id, "First", DOCUMENT)
    assert (await halls.draft("d-1")).document == DOCUMENT
    version = await halls.publish(screen.screen_id, hall("ssss"), "")
    assert version.in_sync
    assert (await town.admin.ask("{ me { userId } }"))["userId"] == version.published_by
    assert await halls.delete_draft("d-1", draft.version) is True
    assert await halls.drafts(town.ids.theatre_id) == ()
    named = {each.name: each.layout_id for each in await halls.screens(town.ids.theatre_id)}
    assert named["Audi 9"] == version.layout_id == "100002"
    (show,) = await add_shows(
        town,
        town.ids.theatre_id,
        {"id": screen.screen_id, "layoutId": version.layout_id},
        {"showTime": "2026-11-20T20:00:00Z", "categoryDetails": [documents.PRICES[1]]},
    )
    (offer,) = await town.clerk.ask(
        "query ($s: Int!) { offers(showId: $s, count: 4) { seatIds } }", s=show["showId"]
    )
    assert offer["seatIds"] == ["A1", "A2", "A3", "A4"]
    listed = await halls.shows_to_come(town.ids.theatre_id)
    assert [(each.show.show_id, each.show.layout_id) for each in listed] == [
        (town.ids.today, town.ids.layout_id),
        (show["showId"], "100002"),
        (town.ids.tomorrow, town.ids.layout_id),
    ]


async def test_two_admins_do_not_overwrite_each_other(town: Town, halls: Halls) -> None:
    other = (await signed_in(town, "system")).halls
    await halls.save_draft("d-1", town.ids.screen_id, "Draft", DOCUMENT, 0, town.ids.layout_id)
    opened = (await other.draft("d-1")).draft
    assert (opened.version, opened.based_on) == (1, town.ids.layout_id)
    await other.save_draft("d-1", town.ids.screen_id, "Draft", "{}", opened.version)
    with pytest.raises(Outdated):
        await halls.save_draft("d-1", town.ids.screen_id, "Draft", "[]", 1)
    with pytest.raises(Outdated):
        await halls.publish(town.ids.screen_id, hall("ss"), "")
    assert (await halls.draft("d-1")).document == "{}"


async def test_who_watches_a_screen_is_told_of_a_new_layout(town: Town, halls: Halls) -> None:
    async with (
        asyncio.timeout(PATIENCE_SECONDS),
        aclosing(halls.watch_versions(town.ids.screen_id)) as told,
    ):
        assert (await anext(told)).layout_id == town.ids.layout_id
        published = await halls.publish(town.ids.screen_id, hall("ss"), town.ids.layout_id)
        async for version in told:
            if version.in_sync:
                break
    assert version == published
    newest, first = await halls.versions(town.ids.theatre_id)
    assert (newest, first.layout_id) == (published, town.ids.layout_id)
    assert [copy.state for copy in newest.copies] == [CopyState.IN_SYNC] * 3


async def test_a_drawing_that_cannot_be_sold_is_refused_in_words(town: Town, halls: Halls) -> None:
    plan = hall("ss")
    doubled = replace(plan, seats=(plan.seats[0],) * 2)
    with pytest.raises(BadInput, match="There are two seats A1"):
        await halls.publish(town.ids.screen_id, doubled, town.ids.layout_id)
    with pytest.raises(NotFound):
        await halls.draft("none")


async def test_another_theatres_drafts_are_not_for_its_neighbours(town: Town, halls: Halls) -> None:
    await halls.save_draft("d-1", town.ids.screen_id, "Draft", DOCUMENT)
    stranger = (await signed_in(town, "stranger")).halls
    for refused in (
        stranger.draft("d-1"),
        stranger.delete_draft("d-1", 1),
        stranger.save_draft("d-1", town.ids.screen_id, "Mine", "{}", 1),
        stranger.publish(town.ids.screen_id, hall("ss"), town.ids.layout_id),
    ):
        with pytest.raises(NotAllowed):
            await refused
