"""A show that is partly sold moves to a new layout, through the client."""

import asyncio

import pytest

from boxoffice.client.api import BoxOffice
from boxoffice.model.booking import Booking, SeatChoice
from boxoffice.model.errors import BadInput, Outdated
from boxoffice.model.layout import Layout, Plan
from boxoffice.model.money import Money
from boxoffice.model.moving import ChosenSeat, Match, NewPrice
from boxoffice.model.payment import Tender, TenderKind
from tests.unit.rules.halls import renumbered, without
from tests.wire.conftest import PASSWORD, PATIENCE_SECONDS, Town


async def signed_in(town: Town, username: str) -> BoxOffice:
    box_office = town.box_office()
    await box_office.sign_in(username, PASSWORD)
    return box_office


@pytest.fixture
async def admin(town: Town) -> BoxOffice:
    return await signed_in(town, "admin")


@pytest.fixture
async def clerk(town: Town) -> BoxOffice:
    return await signed_in(town, "clerk")


async def sell(town: Town, clerk: BoxOffice, *seat_ids: str) -> Booking:
    seats = tuple(SeatChoice(seat_id) for seat_id in seat_ids)
    held = (await clerk.hold(town.ids.today, seats)).booking
    assert held is not None
    cash = (Tender(TenderKind.CASH, held.total.amount_minor),)
    return await clerk.take_payment(held.booking_id, cash, f"sale of {seat_ids}")


async def publish(town: Town, admin: BoxOffice, plan: Plan) -> Layout:
    version = await admin.halls.publish(town.ids.screen_id, plan, town.ids.layout_id)
    return await admin.layout(version.layout_id)


async def test_a_show_moves_with_whoever_bought_a_seat(
    town: Town, admin: BoxOffice, clerk: BoxOffice
) -> None:
    sold = await sell(town, clerk, "A1", "B1")
    held = (await clerk.hold(town.ids.today, (SeatChoice("B2"),))).booking
    assert held is not None
    (old_a1, old_b1) = await clerk.tickets(sold.booking_id)
    plan = (await admin.layout(town.ids.layout_id)).plan
    new = await publish(town, admin, renumbered(without(plan, "B1"), A1="A9"))
    live = clerk.live(town.ids.today)
    await live.start()
    anew = asyncio.Event()
    live.on_change(lambda update: anew.set() if update.snapshot else None)

    preview = await admin.halls.preview_move(town.ids.today, new.layout_id)
    assert [(s.seat_id, s.to_seat_id, s.match, s.reissue) for s in preview.seats] == [
        ("A1", "A9", Match.UID, True),
        ("B1", "B3", Match.PROPOSED, True),
        ("B2", "B2", Match.UID, False),
    ]
    assert {s.price for s in preview.seats[1:]} == {Money(20_000, "INR")}
    assert await admin.halls.move(preview) == preview
    assert await admin.halls.move(preview) == preview

    moved = await clerk.booking(sold.booking_id)
    assert [line.seat_id for line in moved.lines] == ["A9", "B3"]
    assert (moved.total, moved.paid) == (sold.total, sold.paid)
    (new_a9, new_b3) = await clerk.tickets(sold.booking_id)
    assert (new_a9.seat_id, new_a9.serial, new_b3.serial) == ("A9", 2, 2)
    assert {new_a9.text, new_b3.text}.isdisjoint({old_a1.text, old_b1.text})
    async with asyncio.timeout(PATIENCE_SECONDS):
        await anew.wait()
    states = dict(zip((seat.seat_id for seat in new.plan.seats), live.states, strict=True))
    assert states == {"A9": 2, "A2": 0, "B2": 1, "B3": 2, "B4": 0}
    await live.close()
    again = await sell(town, clerk, "A2")
    assert again.lines[0].seat_id == "A2"
    listed = {
        each.show.show_id: each.show
        for each in await clerk.listings(town.ids.theatre_id, "20261120")
    }
    assert listed[town.ids.today].layout_id == new.layout_id


async def test_tickets_of_a_moved_show_stay_listed_until_they_are_printed_anew(
    town: Town, admin: BoxOffice, clerk: BoxOffice
) -> None:
    sold = await sell(town, clerk, "A1", "B1")
    plan = (await admin.layout(town.ids.layout_id)).plan
    new = await publish(town, admin, without(plan, "B1"))
    chosen = (ChosenSeat(sold.lines[1].line_id, "B4"),)
    preview = await admin.halls.preview_move(town.ids.today, new.layout_id, chosen=chosen)
    assert [seat.to_seat_id for seat in preview.seats] == ["A1", "B4"]
    with pytest.raises(Outdated):
        await admin.halls.move(preview)
    assert await admin.halls.move(preview, chosen=chosen) == preview

    (moved,) = await clerk.tickets_to_reissue(town.ids.theatre_id)
    assert (moved.number, moved.printed_as, moved.seat_id) == (sold.number, "B1", "B4")
    assert moved.serial == 2
    assert (await clerk.listing(moved.show_id)).title == "The Long Night"
    anew = await clerk.reprint(moved.booking_id, moved.serial)
    assert await clerk.reprint(moved.booking_id, moved.serial) == anew
    assert [(ticket.seat_id, ticket.serial) for ticket in anew] == [("A1", 3), ("B4", 3)]
    assert await clerk.reissued(moved.booking_id, 3) == 1
    assert await admin.tickets_to_reissue(town.ids.theatre_id) == ()


async def test_what_was_sold_after_the_preview_makes_it_outdated(
    town: Town, admin: BoxOffice, clerk: BoxOffice
) -> None:
    plan = (await admin.layout(town.ids.layout_id)).plan
    new = await publish(town, admin, without(plan, "B1", "B2", "B3", "B4"))
    preview = await admin.halls.preview_move(town.ids.today, new.layout_id, (NewPrice(1, 25_000),))
    sold = await sell(town, clerk, "B1")
    with pytest.raises(Outdated):
        await admin.halls.move(preview, (NewPrice(1, 25_000),))
    await sell(town, clerk, "A1", "A2")
    full = await admin.halls.preview_move(town.ids.today, new.layout_id)
    with pytest.raises(BadInput, match="Seat B1: sold, and no seat is left"):
        await admin.halls.move(full)
    assert (await clerk.booking(sold.booking_id)).lines[0].seat_id == "B1"
