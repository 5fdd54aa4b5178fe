"""What goes with lines that are given back: stock, codes, seats of the house, and a credit note."""

import asyncio
from dataclasses import replace

import pytest

from boxoffice.model.blocks import BlockReason
from boxoffice.model.booking import Booking, HoldRequest, PaidAmount
from boxoffice.model.errors import PriceRefused
from boxoffice.model.layout import SeatState
from boxoffice.stores.database import Database
from tests.unit.services.booking.box import SHOW, Box, choose, offered, open_box, rupees
from tests.unit.services.booking.test_blocking import block, state
from tests.unit.services.booking.test_codes import hold as hold_with_codes
from tests.unit.services.booking.test_codes import on_sale
from tests.unit.services.booking.test_items import POPCORN, SALE, hold, left, stocked
from tests.unit.services.faults import Died, MortalDatabase


async def sold(box: Box, booking_id: str) -> Booking:
    """What is held, paid."""
    pending = await box.bookings.claim(booking_id, "clerk-1")
    await box.bookings.confirm(booking_id, PaidAmount(f"for {booking_id}", pending.total))
    return await box.bookings.get(booking_id)


def named(booking: Booking, *wanted: str) -> tuple[str, ...]:
    """The lines of these seats and items."""
    return tuple(one.line_id for one in booking.lines if {one.seat_id, one.code} & set(wanted))


async def give_back(box: Box, booking: Booking, *wanted: str, restocks: bool = False) -> None:
    lines = named(booking, *wanted)
    key = f"{booking.booking_id} {wanted}"
    for _ in range(2):
        await box.bookings.give_back(booking.booking_id, lines, key, "clerk-1", restocks=restocks)


async def notes(box: Box, booking: Booking) -> list[tuple[str, str, int]]:
    """Number, invoice and rupees of each credit note."""
    found = await box.bookings.credit_notes(booking.booking_id)
    return [(one.number, one.invoice, one.amount.amount_minor // 100) for one in found]


async def test_items_that_go_back_on_the_shelf_are_in_stock_again_and_others_are_not(
    database: Database,
) -> None:
    async with open_box(database) as box:
        await stocked(box, 9)
        booking = await sold(box, await hold(box, "A1", popcorn=2, combo=1))
        assert await left(box) == 6
        one, other = named(booking, "popcorn")
        # Eaten.
        await box.bookings.give_back(booking.booking_id, (one,), "eaten", "clerk-1")
        assert await left(box) == 6
        await box.bookings.give_back(booking.booking_id, (other,), "back", "c", restocks=True)
        assert await left(box) == 7
        # A bundle goes with its ticket.
        await give_back(box, booking, "A1", restocks=True)
        assert await left(box) == 8


async def test_never_more_is_in_stock_again_than_was_taken(database: Database) -> None:
    async with open_box(database) as box:
        await stocked(box, 9)
        booking = await sold(box, await hold(box, "A1", combo=1))
        assert await left(box) == 8
        bigger = replace(SALE.items[1], parts=("popcorn", "popcorn", "popcorn"))
        terms = replace(SALE, items=(POPCORN, bigger))
        await box.bookings.put_show(replace(offered(version=3), terms=terms))
        await give_back(box, booking, "A1", restocks=True)
        assert await left(box) == 9


async def test_a_code_of_a_line_that_is_given_back_can_be_used_again(database: Database) -> None:
    async with open_box(database) as box:
        await on_sale(box)
        booking = await sold(box, await hold_with_codes(box, "A1", "A2", codes=("LAST2",)))
        with pytest.raises(PriceRefused):
            await sold(box, await hold_with_codes(box, "B1", codes=("LAST2",)))
        await give_back(box, booking, "A1")
        await sold(box, await hold_with_codes(box, "B2", codes=("LAST2",)))


async def test_a_seat_of_the_house_is_the_houses_again(box: Box) -> None:
    await block(box, "C6", reason=BlockReason.HOUSE)
    answer = await box.bookings.hold(HoldRequest(SHOW, choose("C6"), "boss", house=True))
    assert answer.booking is not None
    booking = await sold(box, answer.booking.booking_id)
    await give_back(box, booking, "C6")
    assert await state(box, "C6") == SeatState.BLOCKED
    assert await box.gone("C6") == ("C6",)


async def test_credit_notes_have_a_series_of_their_own_without_gaps(database: Database) -> None:
    async with open_box(database) as box:
        bookings = [await sold(box, (await box.hold(f"B{n}", f"C{n}")).booking_id) for n in (1, 2)]
        assert [one.invoice for one in bookings] == ["PVRAH/26/000001", "PVRAH/26/000002"]
        await asyncio.gather(*(give_back(box, one, one.seats[0].seat_id) for one in bookings))
        await give_back(box, bookings[0], "C1")
        all_notes = [note for one in bookings for note in await notes(box, one)]
        assert sorted(number for number, _, _ in all_notes) == [
            "PVRAH/C26/00001", "PVRAH/C26/00002", "PVRAH/C26/00003",
        ]  # fmt: skip
        assert all(invoice.startswith("PVRAH/26/") for _, invoice, _ in all_notes)
        third = await sold(box, (await box.hold("B3")).booking_id)
        assert third.invoice == "PVRAH/26/000003"
        assert await notes(box, third) == []


@pytest.mark.parametrize("after_commit", [False, True])
async def test_a_process_that_dies_while_it_gives_back_leaves_no_gap(
    database: Database, after_commit: bool
) -> None:
    async with open_box(database) as box:
        booking = await box.sell("B1", "B2")
    mortal = MortalDatabase(database, "give_back", after_commit=after_commit)
    async with open_box(mortal) as box:
        with pytest.raises(Died):
            await give_back(box, booking, "B1")
    async with open_box(database) as box:
        await give_back(box, booking, "B1")
        await give_back(box, booking, "B2")
        numbers = [number for number, _, _ in await notes(box, booking)]
        assert numbers == ["PVRAH/C26/00001", "PVRAH/C26/00002"]


async def test_what_is_exchanged_for_a_booking_with_an_invoice_of_its_own_is_credited(
    box: Box,
) -> None:
    await box.bookings.put_show(offered(SHOW + 1))
    booking = await box.sell("A1", "A2")
    held = await box.hold("A1", show_id=SHOW + 1)
    lines = named(booking, "A1")
    given = await box.bookings.exchange(
        booking.booking_id, lines, held.booking_id, 0, "exchange", "clerk-1"
    )
    assert await notes(box, booking) == [("PVRAH/C26/00001", booking.invoice, 400)]
    assert given.target is not None
    assert given.target.invoice == "PVRAH/26/000002"
    swapped = await box.hold("A3")
    rest = named(await box.bookings.get(booking.booking_id), "A2")
    await box.bookings.exchange(booking.booking_id, rest, swapped.booking_id, 0, "swap", "clerk-1")
    # It stays what the booking's invoice says.
    assert len(await notes(box, booking)) == 1
    assert (await box.bookings.get(booking.booking_id)).paid == rupees(400)
