"""Ticket keys and door lists through the client: what an admin does, and what a counter keeps."""

from dataclasses import replace

import pytest

from boxoffice.client.api import BoxOffice
from boxoffice.model.booking import Booking, SeatChoice
from boxoffice.model.doors import Verdict
from boxoffice.model.errors import NotAllowed, NotFound
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.rules.doors import Door, check
from tests.wire.conftest import PASSWORD, Town


async def signed_in(town: Town, username: str) -> BoxOffice:
    box_office = town.box_office()
    await box_office.sign_in(username, PASSWORD)
    return box_office


async def sold(clerk: BoxOffice, town: Town) -> Booking:
    held = (await clerk.hold(town.ids.today, (SeatChoice("B1"),))).booking
    assert held is not None
    cash = (Tender(TenderKind.CASH, held.total.amount_minor),)
    return await clerk.take_payment(held.booking_id, cash, "sale")


async def test_a_counter_checks_a_ticket_by_the_list_that_it_keeps(town: Town) -> None:
    clerk, admin = await signed_in(town, "clerk"), await signed_in(town, "admin")
    theatre_id = town.ids.theatre_id
    booking = await sold(clerk, town)
    (ticket,) = await clerk.tickets(booking.booking_id)
    doors = await clerk.doors.door_list(theatre_id, "")
    assert doors is not None
    assert await clerk.doors.door_list(theatre_id, doors.digest) is None
    assert doors == await town.services.bookings.door_list(theatre_id)
    (key,) = await admin.doors.keys(theatre_id)
    assert (key.key_id, key.tickets, key.rotated_at) == (doors.keys[0].key_id, 1, None)
    starts_at = (await clerk.listing(town.ids.today)).show.starts_at
    door = Door("Asia/Kolkata", 240, town.ids.today)
    assert check(ticket.text, doors, door, starts_at).verdict is Verdict.ADMITS

    retired, fresh = await admin.doors.retire(theatre_id, key.key_id)
    assert retired.retired_by == fresh.made_by != ""
    newer = await clerk.doors.door_list(theatre_id, doors.digest)
    assert newer is not None
    assert newer.keys == (replace(doors.keys[0], retired=True), newer.keys[1])
    assert check(ticket.text, newer, door, starts_at).verdict is Verdict.RETIRED_KEY


async def test_keys_are_rotated_by_the_theatres_own_admin(town: Town) -> None:
    clerk, admin = await signed_in(town, "clerk"), await signed_in(town, "admin")
    theatre_id = town.ids.theatre_id
    (first,) = await admin.doors.rotate(theatre_id, "")
    assert await admin.doors.rotate(theatre_id, "") == (first,)
    _, second = await admin.doors.rotate(theatre_id, first.key_id)
    assert (await admin.doors.keys(theatre_id))[-1] == second
    with pytest.raises(NotAllowed):
        await clerk.doors.rotate(theatre_id, second.key_id)
    with pytest.raises(NotAllowed):
        await clerk.doors.retire(theatre_id, second.key_id)
    with pytest.raises(NotFound):
        await admin.doors.retire(theatre_id, "none")
