"""Offers: the best free seats as Booking knows them."""

import pytest

from boxoffice.model.errors import BadInput, NotFound
from tests.unit.services.booking.box import SHOW, Box, rupees


async def test_an_offer_is_held_as_it_was_offered(box: Box) -> None:
    offers = await box.bookings.offers(SHOW, 2, category_id=1)
    assert len(offers) == 3
    assert offers[0].total == rupees(400)
    held = await box.hold(*offers[0].seat_ids)
    assert held.total == rupees(400)
    assert offers[0].seat_ids != (await box.bookings.offers(SHOW, 2, category_id=1))[0].seat_ids


async def test_nothing_is_offered_where_too_few_seats_are_free(box: Box) -> None:
    await box.sell(*(f"A{number}" for number in range(1, 13)))
    assert await box.bookings.offers(SHOW, 2, category_id=3) == ()


@pytest.mark.parametrize("count", [0, -1, 201])
async def test_a_party_of_no_sensible_size_is_refused(box: Box, count: int) -> None:
    with pytest.raises(BadInput, match="1 to 200 seats"):
        await box.bookings.offers(SHOW, count)


async def test_an_unknown_show_offers_nothing(box: Box) -> None:
    with pytest.raises(NotFound):
        await box.bookings.offers(999, 2)
