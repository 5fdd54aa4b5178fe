"""Moving a show: written down, made by Booking, noted; whatever dies in between is finished."""

from dataclasses import replace
from datetime import timedelta

import pytest

from boxoffice.model.errors import BadInput, NotFound, Outdated, TryAgain
from boxoffice.model.layout import Category
from boxoffice.model.money import Money
from boxoffice.model.moving import ChosenSeat, NewPrice
from boxoffice.model.show import CategoryPrice, Show, ShowStatus
from boxoffice.stores import show as store
from boxoffice.stores.database import Database
from tests.unit.services.faults import Died, MortalDatabase
from tests.unit.services.samples import plan
from tests.unit.services.show_town import NOW, Town, at

#: Of the show's second version, which its first move leads to.
TOKEN = "token of 2"


@pytest.fixture
async def town(database: Database) -> Town:
    """The first theatre's screen has a second layout, of four standard seats."""
    town = Town(database)
    await town.build()
    await town.screens.publish("PVRAH-1", plan(standard=4), "100001", "admin")
    return town


@pytest.fixture
async def show(town: Town) -> Show:
    (show,) = await town.add(at())
    return show


async def test_a_moved_show_is_on_its_new_layout_at_its_old_prices(town: Town, show: Show) -> None:
    preview = await town.shows.preview_move(show.show_id, "100003", ())
    assert (preview.from_layout_id, preview.to_layout_id) == ("100001", "100003")
    assert await town.shows.move(show.show_id, "100003", (), preview.token, "admin") == preview
    moved = await town.shows.get(show.show_id)
    assert (moved.layout_id, moved.version, moved.updated_at) == ("100003", 2, NOW)
    assert moved.prices == (
        CategoryPrice(2, "Premium", 1, 2, Money(30_000, "INR")),
        CategoryPrice(1, "Standard", 1, 4, Money(20_000, "INR")),
    )
    assert town.seller.offered[show.show_id].show == moved
    assert await town.database.read(store.unpushed) == ()
    (listed,) = await town.shows.listings("PVRAH", "20261120")
    assert listed.show == moved
    # Whoever did not hear the answer may ask again.
    assert await town.shows.move(show.show_id, "100003", (), preview.token, "admin") == preview


async def test_a_category_that_is_new_needs_its_price(town: Town, show: Show) -> None:
    drawn = plan()
    recliners = replace(
        drawn,
        categories=(Category(3, "Recliner", 3), drawn.categories[1]),
        seats=tuple(
            replace(seat, category_id=3) if seat.category_id == 2 else seat for seat in drawn.seats
        ),
        grid=(replace(drawn.grid[0], category_id=3), drawn.grid[1]),
    )
    await town.screens.publish("PVRAH-1", recliners, "100003", "admin")
    with pytest.raises(BadInput, match="Category Recliner needs one price"):
        await town.shows.preview_move(show.show_id, "100004", ())
    with pytest.raises(BadInput, match="has no category 9"):
        await town.shows.preview_move(show.show_id, "100004", (NewPrice(9, 100),))
    await town.shows.move(show.show_id, "100004", (NewPrice(3, 45_000),), TOKEN, "admin")
    prices = (await town.shows.get(show.show_id)).prices
    assert [(price.name, price.price.amount_minor) for price in prices] == [
        ("Recliner", 45_000),
        ("Standard", 20_000),
    ]


async def test_a_price_stays_with_its_category_and_not_with_the_number_of_one(
    town: Town, show: Show
) -> None:
    drawn = plan()
    swapped = replace(
        drawn,
        categories=tuple(replace(one, category_id=3 - one.category_id) for one in drawn.categories),
        seats=tuple(replace(seat, category_id=3 - seat.category_id) for seat in drawn.seats),
        grid=tuple(replace(one, category_id=3 - one.category_id) for one in drawn.grid),
    )
    await town.screens.publish("PVRAH-1", swapped, "100003", "admin")
    with pytest.raises(BadInput, match="needs one price"):
        await town.shows.preview_move(show.show_id, "100004", ())


async def test_only_a_show_to_come_moves_and_only_within_its_screen(town: Town, show: Show) -> None:
    with pytest.raises(BadInput, match="one of another screen"):
        await town.shows.preview_move(show.show_id, "100002", ())
    with pytest.raises(NotFound):
        await town.shows.preview_move(99, "100003", ())
    (cancelled,) = await town.add(at(5))
    await town.shows.set_status("PVRAH", cancelled.show_id, ShowStatus.CANCELLED, "admin")
    with pytest.raises(BadInput, match="still to come"):
        await town.shows.preview_move(cancelled.show_id, "100003", ())
    town.clock.advance(timedelta(hours=3).total_seconds())
    with pytest.raises(BadInput, match="still to come"):
        await town.shows.move(show.show_id, "100003", (), TOKEN, "admin")


async def test_a_refused_move_leaves_the_show_as_it_was(town: Town, show: Show) -> None:
    with pytest.raises(Outdated):
        await town.shows.move(show.show_id, "100003", (), "another token", "admin")
    assert await town.shows.get(show.show_id) == show
    closed = await town.shows.set_status("PVRAH", show.show_id, ShowStatus.CLOSED, "admin")
    # What was previewed before the show was closed.
    with pytest.raises(Outdated):
        await town.shows.move(show.show_id, "100003", (), TOKEN, "admin")
    assert await town.shows.get(show.show_id) == closed


async def test_a_move_whose_outcome_is_unknown_is_finished_later(town: Town, show: Show) -> None:
    town.seller.away = True
    chosen = (ChosenSeat("line-1", "A2"),)
    with pytest.raises(TryAgain):
        await town.shows.move(show.show_id, "100003", (), TOKEN, "admin", chosen)
    assert (await town.shows.get(show.show_id)).layout_id == "100001"
    # Until it is known, nothing else changes the show.
    with pytest.raises(TryAgain, match="being moved"):
        await town.shows.set_status("PVRAH", show.show_id, ShowStatus.CLOSED, "admin")
    with pytest.raises(TryAgain, match="being moved already"):
        await town.shows.move(show.show_id, "100003", (), "another token", "admin")
    town.seller.away = False
    await town.shows.start()
    assert (await town.shows.get(show.show_id)).layout_id == "100003"
    assert town.seller.chosen == chosen
    await town.shows.set_status("PVRAH", show.show_id, ShowStatus.CLOSED, "admin")
    await town.shows.stop()


@pytest.mark.parametrize("after_commit", [False, True])
@pytest.mark.parametrize("step", ["_begin", "finish"])
async def test_a_move_that_died_at_any_step_is_finished_and_made_once(
    town: Town, show: Show, step: str, after_commit: bool
) -> None:
    dying = town.new_shows(MortalDatabase(town.database, step, after_commit=after_commit))
    with pytest.raises(Died):
        await dying.move(show.show_id, "100003", (), TOKEN, "admin")
    restarted = town.new_shows()
    await restarted.start()
    begun = (step, after_commit) != ("_begin", False)
    assert (await restarted.get(show.show_id)).layout_id == ("100003" if begun else "100001")
    await restarted.move(show.show_id, "100003", (), TOKEN, "admin")
    moved = await restarted.get(show.show_id)
    assert (moved.layout_id, moved.version) == ("100003", 2)
    assert list(town.seller.moved) == [TOKEN]
    await restarted.stop()
