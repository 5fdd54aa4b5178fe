"""Prices over the wire: an admin sets them, and a counter sells by them at once."""

from dataclasses import replace
from datetime import date

import pytest

from boxoffice.model.booking import BookingState, Buyer, ItemChoice, LineKind, SeatChoice, Stock
from boxoffice.model.errors import BadInput, NotAllowed, Outdated, PriceRefused, SoldOut
from boxoffice.model.money import Money
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.shift import AtCounter
from boxoffice.model.terms import (
    DiscountCode,
    Fee,
    Item,
    SaleTerms,
    TaxClass,
    TaxSlab,
    TaxTable,
    TicketType,
    TypePrice,
    Window,
)
from tests.wire.conftest import PASSWORD, Town

#: Everything that terms can have.
TERMS = SaleTerms(
    "INR",
    (
        TicketType("adult", "Adult", "A"),
        TicketType(
            "senior", "Senior", "S", 9_000,
            prices=(TypePrice(Window(weekdays=(5,)), price_minor=9_900),),
            window=Window(("Standard",), from_minute=60), most=2, proof="any card",
        ),
    ),
    (
        TaxTable(
            date(2025, 9, 22), (TaxSlab(10_000, 500), TaxSlab(0, 1_800)), ("CGST", "SGST"),
            (TaxClass("service", 1_800),),
        ),
    ),
    fees=(Fee("service", "Booking fee", 2_360, tax_class="service"),),
    items=(
        Item("popcorn", "Popcorn", 21_000, tax_class="service", counted=True),
        Item("combo", "Combo", 15_000, parts=("popcorn",), with_ticket=True),
    ),
    invoice_prefix="MUM",
    fiscal_year_month=1,
    discounts=(
        DiscountCode(
            "TEN", "Ten percent", off_bp=1_000, ticket_types=("adult",),
            valid_until=date(2026, 12, 31), most_uses=1,
        ),
    ),
    round_to_minor=50,
    prices_before_tax=True,
    day_ends_minute=180,
)  # fmt: skip


async def test_terms_that_an_admin_sets_are_those_that_the_counter_sells_by(town: Town) -> None:
    admin, client = town.box_office(), town.box_office()
    await admin.sign_in("admin", PASSWORD)
    await client.sign_in("clerk", PASSWORD)
    (theatre,) = await client.my_theatres()
    before = (await client.hold(town.ids.today, (SeatChoice("B1"),))).booking
    changed = await admin.prices.set_terms(theatre.theatre_id, TERMS, theatre.terms_version)
    assert (changed.terms, changed.terms_version) == (TERMS, theatre.terms_version + 1)
    assert await client.theatre(theatre.theatre_id) == changed

    seats = (SeatChoice("B2"), SeatChoice("B3", "senior"))
    held = (await client.hold(town.ids.today, seats, codes=("ten",))).booking
    assert held is not None
    assert held.codes == ("TEN",)
    assert [line.price.amount_minor for line in held.lines] == [18_000, 9_900, 2_350, 2_350]
    assert [line.kind for line in held.lines[2:]] == [LineKind.FEE, LineKind.FEE]
    # Who held a seat before has it at the price and without the fee of then.
    assert before is not None
    assert (await client.booking(before.booking_id)).total == Money(20_000, "INR")

    tender = Tender(TenderKind.CASH, held.total.amount_minor)
    sold = await client.take_payment(held.booking_id, (tender,), "key-1")
    assert (sold.state, sold.lines) == (BookingState.CONFIRMED, held.lines)
    assert [ticket.seat_id for ticket in await client.tickets(held.booking_id)] == ["B2", "B3"]
    with pytest.raises(PriceRefused, match="TEN is used up"):
        await client.amend(before.booking_id, (SeatChoice("B1"),), ("TEN",))


async def test_terms_are_the_admins_to_set_and_nobody_overwrites_what_they_did_not_see(
    town: Town,
) -> None:
    admin, client = town.box_office(), town.box_office()
    await admin.sign_in("admin", PASSWORD)
    await client.sign_in("clerk", PASSWORD)
    theatre_id = town.ids.theatre_id
    with pytest.raises(NotAllowed):
        await client.prices.set_terms(theatre_id, TERMS, 1)
    with pytest.raises(BadInput, match="at least one ticket type"):
        await admin.prices.set_terms(theatre_id, replace(TERMS, ticket_types=()), 1)
    await admin.prices.set_terms(theatre_id, TERMS, 1)
    with pytest.raises(Outdated):
        await admin.prices.set_terms(theatre_id, TERMS, 1)


async def test_a_type_that_cannot_be_had_names_its_seat_and_the_platforms_locks_go_on(
    town: Town,
) -> None:
    admin, client = town.box_office(), town.box_office()
    await admin.sign_in("admin", PASSWORD)
    await client.sign_in("clerk", PASSWORD)
    await admin.prices.set_terms(town.ids.theatre_id, TERMS, 1)
    with pytest.raises(PriceRefused, match="Senior is not sold for it") as refusal:
        await client.hold(town.ids.today, (SeatChoice("B1"), SeatChoice("A1", "senior")))
    assert refusal.value.seat_ids == ("A1",)
    locked = await town.clerk.ask(
        "mutation ($lock: SeatLockInput!)"
        " { lockSeats(lock: $lock) { success total_price message } }",
        lock={"showID": town.ids.today, "userID": "u", "seatIDs": ["A1", "B1"]},
    )
    assert locked == {
        "success": True,
        "total_price": 400 + 200 + 2 * 23.5,
        "message": "Held: A1, B1.",
    }


async def test_snacks_and_a_firm_go_with_the_tickets_as_long_as_there_is_stock(town: Town) -> None:
    admin, client = town.box_office(), town.box_office()
    await admin.sign_in("admin", PASSWORD)
    await client.sign_in("clerk", PASSWORD)
    theatre_id = town.ids.theatre_id
    await admin.prices.set_terms(theatre_id, TERMS, 1)
    for _ in range(2):
        assert await admin.prices.change_stock(theatre_id, "popcorn", 3, "d-1") == Stock(
            "popcorn", 3
        )
    with pytest.raises(NotAllowed):
        await client.prices.change_stock(theatre_id, "popcorn", 3, "d-2")
    seats = (SeatChoice("B1"), SeatChoice("B2"))
    wanted = (ItemChoice("popcorn", 1), ItemChoice("combo", 2))
    held = (await client.hold(town.ids.today, seats, items=wanted)).booking
    assert held is not None
    firm = Buyer("27AAPFU0939F1ZV", "Asha Traders")
    held = (await client.amend(held.booking_id, seats, buyer=firm)).booking
    assert held is not None
    assert [line.code for line in held.lines[2:]] == [
        "popcorn", "combo", "combo", "service", "service",
    ]  # fmt: skip
    with pytest.raises(SoldOut, match="Popcorn: 3 left, and 4 are wanted"):
        await client.amend(held.booking_id, seats, items=(ItemChoice("popcorn", 4),))
    tender = Tender(TenderKind.CASH, held.total.amount_minor)
    sold = await client.take_payment(held.booking_id, (tender,), "key-1")
    assert (sold.lines, sold.buyer, sold.invoice) == (held.lines, firm, "MUM/26/000001")
    assert await client.prices.stock(theatre_id) == (Stock("popcorn", 0),)


async def test_a_clerk_gives_deposits_back_and_nothing_else_without_a_supervisor(
    town: Town,
) -> None:
    admin, client = town.box_office(), town.box_office()
    await admin.sign_in("admin", PASSWORD)
    await client.sign_in("clerk", PASSWORD)
    theatre_id = town.ids.theatre_id
    lent = Item("glasses", "3D glasses, lent", 10_000, deposit=True, key="G")
    await admin.prices.set_terms(theatre_id, replace(TERMS, items=(lent, *TERMS.items)), 1)
    await admin.prices.change_stock(theatre_id, "popcorn", 3, "d-1", "delivered")
    wanted = (ItemChoice("glasses", 2), ItemChoice("popcorn", 1))
    held = (await client.hold(town.ids.today, (), items=wanted)).booking
    assert held is not None
    assert (held.seats, held.total) == ((), Money(2 * 10_000 + 21_000, "INR"))
    tender = Tender(TenderKind.CASH, held.total.amount_minor)
    counter = AtCounter("Till 1", 4, 5_000)
    sold = await client.take_payment(held.booking_id, (tender,), "key-1", counter)
    first, second, popcorn = (line.line_id for line in sold.lines)
    for lines in ((popcorn,), (first, popcorn)):
        with pytest.raises(NotAllowed, match="supervisor's PIN"):
            await client.after.refund(sold.booking_id, lines, "back-1")
    for _ in range(2):
        (back,) = await client.after.refund(sold.booking_id, (first, second), "back-2")
        assert back.amount == Money(20_000, "INR")
    left = await client.booking(sold.booking_id)
    assert (left.state, left.total, left.paid) == (
        BookingState.CONFIRMED, Money(21_000, "INR"), Money(21_000, "INR"),
    )  # fmt: skip
    # Z says what of the sales was for items, whatever went back of them.
    shift = await client.shifts.shift(theatre_id, "Till 1")
    assert shift is not None
    closed = await client.shifts.close(shift.shift.shift_id, (), "close-1")
    assert closed.figures.items_minor == held.total.amount_minor
