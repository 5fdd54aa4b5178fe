"""Shows of one movie that are asked for together are made once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from boxoffice.model.errors import BadInput
from boxoffice.model.moving import NewPrice
from boxoffice.model.scheduling import Schedule
from boxoffice.model.show import ShowStatus
from boxoffice.stores.database import Database
from tests.unit.services.samples import prices
from tests.unit.services.show_town import NOW, Town

PRICES = tuple(NewPrice(one.category_id, one.price.amount_minor) for one in prices())
TWO = Schedule(
    movie_id="m1",
    screen_id="PVRAH-1",
    layout_id="100001",
    starts_at=(NOW + timedelta(hours=3), NOW + timedelta(hours=6)),
    publish_at=NOW,
    language="Hindi",
    format="3D",
    prices=PRICES,
)


@pytest.fixture
async def town(database: Database) -> Town:
    made = Town(database)
    await made.build()
    return made


async def test_a_show_is_made_for_each_time_as_it_was_asked_for(town: Town) -> None:
    made = await town.shows.schedule("PVRAH", TWO, "admin")
    assert await town.shows.of_theatre("PVRAH") == made
    assert [show.starts_at for show in made] == list(TWO.starts_at)
    assert {(show.format, show.status, show.publish_at) for show in made} == {
        ("3D", ShowStatus.OPEN, NOW)
    }
    assert made[0].prices == prices()
    assert set(town.seller.offered) == {show.show_id for show in made}


async def test_the_same_asked_for_twice_at_once_and_later_is_one_show(town: Town) -> None:
    first, second = await asyncio.gather(
        *(town.shows.schedule("PVRAH", TWO, "admin") for _ in range(2))
    )
    later = replace(TWO, publish_at=NOW + timedelta(hours=1))
    assert first == second == await town.shows.schedule("PVRAH", later, "admin")
    assert len(await town.shows.of_theatre("PVRAH")) == 2


async def test_what_is_still_missing_of_what_is_asked_for_is_made(town: Town) -> None:
    (before,) = await town.shows.schedule(
        "PVRAH", replace(TWO, starts_at=TWO.starts_at[1:]), "admin"
    )
    made = await town.shows.schedule("PVRAH", TWO, "admin")
    assert [show.starts_at for show in made] == list(TWO.starts_at)
    assert made[1] == before
    assert len(await town.shows.of_theatre("PVRAH")) == 2


async def test_a_cancelled_show_is_made_anew(town: Town) -> None:
    made = await town.shows.schedule("PVRAH", TWO, "admin")
    await town.shows.set_status("PVRAH", made[0].show_id, ShowStatus.CANCELLED, "admin")
    again = await town.shows.schedule("PVRAH", TWO, "admin")
    assert again[0].show_id != made[0].show_id
    assert again[1] == made[1]


async def test_a_show_at_another_price_is_another_show(town: Town) -> None:
    await town.shows.schedule("PVRAH", TWO, "admin")
    dearer = tuple(replace(one, amount_minor=one.amount_minor + 100) for one in PRICES)
    await town.shows.schedule("PVRAH", replace(TWO, prices=dearer), "admin")
    assert len(await town.shows.of_theatre("PVRAH")) == 4


async def test_every_category_and_no_other_has_a_price(town: Town) -> None:
    with pytest.raises(BadInput, match="needs one price"):
        await town.shows.schedule("PVRAH", replace(TWO, prices=PRICES[1:]), "admin")
    with pytest.raises(BadInput, match="not all categories"):
        await town.shows.schedule(
            "PVRAH", replace(TWO, prices=(*PRICES, NewPrice(99, 100))), "admin"
        )
    assert await town.shows.of_theatre("PVRAH") == ()
