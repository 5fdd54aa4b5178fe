"""Seats off sale and the history of a seat, through the client and the platform's contract."""

import pytest

from boxoffice.client.api import BoxOffice
from boxoffice.model.blocks import BlockReason
from boxoffice.model.booking import SeatChoice
from boxoffice.model.errors import NotAllowed, SeatsGone
from boxoffice.model.history import SeatStep
from boxoffice.model.payment import Tender, TenderKind
from tests.wire.conftest import PASSWORD, Town

SEATS = "query ($show: Int!) { getAvailableSeats(show_id: $show) { seatID Status } }"
NAMES = "query ($id: String!) { getSeats(id: $id) { id Status } }"
LOCK = "mutation ($lock: SeatLockInput!) { lockSeats(lock: $lock) { success message } }"


async def signed_in(town: Town, username: str) -> BoxOffice:
    box_office = town.box_office()
    await box_office.sign_in(username, PASSWORD)
    return box_office


async def test_a_blocked_seat_reads_3_and_booked_and_its_lock_is_refused_in_words(
    town: Town,
) -> None:
    clerk = await signed_in(town, "clerk")
    show = town.ids.today
    (block,) = await clerk.seat_records.block(show, ("B1",), BlockReason.BROKEN, "once")
    assert (block.seat_id, block.reason) == ("B1", BlockReason.BROKEN)
    seats = await town.nobody.ask(SEATS, show=show)
    assert [one["Status"] for one in seats if one["seatID"] == "B1"] == [3]
    named = await town.nobody.ask(NAMES, id=str(show))
    assert [one["Status"] for one in named if one["id"] == "B1"] == ["booked"]
    lock = {"showID": show, "userID": "u", "seatIDs": ["B1", "B2"]}
    refused = await town.clerk.ask(LOCK, lock=lock)
    assert refused == {"success": False, "message": "Gone already: B1."}
    assert await clerk.seat_records.unblock(show, ("B1",), "back") == ()
    assert (await town.clerk.ask(LOCK, lock=lock))["success"]


async def test_the_house_keeps_and_sells_its_seats_by_its_admin_alone(town: Town) -> None:
    clerk, admin = await signed_in(town, "clerk"), await signed_in(town, "admin")
    show = town.ids.today
    with pytest.raises(NotAllowed):
        await clerk.seat_records.block(show, ("B1",), BlockReason.HOUSE, "clerk")
    await admin.seat_records.block(show, ("B1",), BlockReason.HOUSE, "admin")
    with pytest.raises(NotAllowed):
        await clerk.seat_records.unblock(show, ("B1",), "back")
    seats = (SeatChoice("B1"),)
    assert (await clerk.hold(show, seats)).gone == ("B1",)
    held = (await admin.hold(show, (SeatChoice("B2"),))).booking
    assert held is not None
    held = (await admin.amend(held.booking_id, (*seats, SeatChoice("B2")))).booking
    assert held is not None
    cash = (Tender(TenderKind.CASH, held.total.amount_minor),)
    sold = await admin.take_payment(held.booking_id, cash, "house")
    assert [line.seat_id for line in sold.lines] == ["B1", "B2"]
    with pytest.raises(SeatsGone):
        await admin.seat_records.block(show, ("B1",), BlockReason.BROKEN, "sold")


async def test_the_history_of_a_seat_names_who_did_what(town: Town) -> None:
    clerk = await signed_in(town, "clerk")
    show = town.ids.today
    held = (await clerk.hold(show, (SeatChoice("B1"),))).booking
    assert held is not None
    cash = (Tender(TenderKind.CASH, held.total.amount_minor),)
    sold = await clerk.take_payment(held.booking_id, cash, "sale")
    told = await clerk.seat_records.history(show, "B1")
    assert [(one.step, one.by_name) for one in told] == [
        (SeatStep.HELD, "clerk"),
        (SeatStep.CLAIMED, "clerk"),
        (SeatStep.SOLD, ""),
    ]
    assert (told[-1].number, told[-1].amount) == (sold.number, sold.total)
    assert sold.booking_id not in repr(told)
