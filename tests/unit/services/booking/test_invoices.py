"""Every confirmed booking has the next invoice number of its theatre's fiscal year; no other."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from boxoffice.model.booking import NOBODY, Booking, Buyer, ConfirmOutcome, PaidAmount
from boxoffice.model.errors import BadInput
from boxoffice.stores.database import Database
from tests.unit.services.booking.box import TERMS, Box, choose, offered, open_box
from tests.unit.services.faults import Died, MortalDatabase

FIRM = Buyer("27AAPFU0939F1ZV", "Asha Traders")


async def confirmed(box: Box, pending: Booking) -> str:
    """The invoice of a booking that is paid now."""
    paid = PaidAmount(f"payment of {pending.number}", pending.total)
    assert await box.bookings.confirm(pending.booking_id, paid) is ConfirmOutcome.CONFIRMED
    return (await box.bookings.get(pending.booking_id)).invoice


async def test_sales_at_the_same_moment_are_numbered_without_a_gap(database: Database) -> None:
    async with open_box(database) as box:
        pending = [await box.claim(f"B{number}") for number in range(1, 9)]
        assert {booking.invoice for booking in pending} == {""}
        invoices = await asyncio.gather(*(confirmed(box, booking) for booking in pending))
        assert sorted(invoices) == [f"PVRAH/26/{number:06d}" for number in range(1, 9)]


async def test_what_is_not_sold_has_no_number_and_leaves_no_gap(database: Database) -> None:
    async with open_box(database) as box:
        first, expired, cancelled = [await box.claim(seat) for seat in ("A1", "A2", "A3")]
        assert await confirmed(box, first) == "PVRAH/26/000001"
        await box.bookings.release(cancelled.booking_id, "clerk-1")
        part = PaidAmount("part", offered().show.prices[2].price)
        await box.bookings.confirm(expired.booking_id, part)
        ended = await box.expire(expired)
        assert ended.invoice == ""
        later = await box.claim("A4")
        assert await confirmed(box, later) == "PVRAH/26/000002"
        # Hearing of the payment once more gives no other number.
        assert await confirmed(box, first) == "PVRAH/26/000001"


@pytest.mark.parametrize("after_commit", [False, True])
async def test_a_process_that_dies_while_it_confirms_leaves_no_gap(
    database: Database, after_commit: bool
) -> None:
    async with open_box(database) as box:
        pending = [await box.claim("A1"), await box.claim("A2")]
    mortal = MortalDatabase(database, "apply_payment", after_commit=after_commit)
    async with open_box(mortal) as box:
        with pytest.raises(Died):
            await confirmed(box, pending[0])
    async with open_box(database) as box:
        invoices = [await confirmed(box, booking) for booking in pending]
        assert invoices == ["PVRAH/26/000001", "PVRAH/26/000002"]


async def test_numbers_begin_anew_with_the_fiscal_year_of_the_business_day(
    database: Database,
) -> None:
    async with open_box(database) as box:
        terms = replace(TERMS, invoice_prefix="MUM", fiscal_year_month=12)
        starts_at = offered().show.starts_at + timedelta(days=11)
        late = offered(version=2, starts_at=starts_at)
        await box.bookings.put_show(replace(late, terms=terms))
        first = await box.claim("A1")
        assert await confirmed(box, first) == "MUM/25/000001"
        # 1 December, 02:30 in Mumbai: still the business day of 30 November.
        box.clock.advance(10.375 * 86_400)
        night = await box.claim("A2")
        assert await confirmed(box, night) == "MUM/25/000002"
        box.clock.advance(6 * 3600)
        day = await box.claim("A3")
        assert await confirmed(box, day) == "MUM/26/000001"


async def test_a_firm_stays_with_its_hold_and_is_on_the_booking(database: Database) -> None:
    async with open_box(database) as box:
        held = await box.hold("A1")
        assert held.buyer == NOBODY
        typed = Buyer("27aapfu0939f1zv", "Asha Traders")
        await box.bookings.amend(held.booking_id, choose("A1"), None, typed)
        await box.bookings.amend(held.booking_id, choose("A1", "A2"))
        wrong = Buyer("27AAPFU0939F1ZO", "Asha Traders")
        with pytest.raises(BadInput, match="one of its characters is wrong"):
            await box.bookings.amend(held.booking_id, choose("A1"), None, wrong)
        pending = await box.bookings.claim(held.booking_id, "clerk-1")
        await confirmed(box, pending)
        sold = await box.bookings.get(held.booking_id)
        assert (sold.buyer, len(sold.lines)) == (FIRM, 2)
