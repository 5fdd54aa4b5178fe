"""A booking is found again by what people know of it, at its own theatre."""

import pytest

from boxoffice.model.booking import Booking, Customer
from boxoffice.model.errors import BadInput, HoldOver
from boxoffice.services.booking import Bookings
from boxoffice.stores.locks import Lock
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    GUEST_HOLD_SECONDS,
    HOLD_SECONDS,
    Box,
    choose,
    rupees,
)

RAVI = Customer("Ravi  Śharma", "098200 12345", "Ravi@Example.com")


async def found(box: Box, text: str, theatre_id: str = "PVRAH") -> list[str]:
    return [one.booking_id for one in await box.bookings.find(theatre_id, text)]


async def named(box: Box, seat: str, name: str) -> Booking:
    sold = await box.sell(seat, payment_id=seat)
    box.clock.advance(1)
    return await box.bookings.set_customer(sold.booking_id, Customer(name), "clerk-1")


async def test_a_customer_is_kept_with_the_hold_and_the_booking_it_becomes(box: Box) -> None:
    held = await box.hold("A1")
    kept = await box.bookings.set_customer(held.booking_id, RAVI, "clerk-1")
    assert kept.customer == Customer("Ravi Śharma", "+919820012345", "ravi@example.com")
    assert (await box.bookings.claim(held.booking_id, "clerk-1")).customer == kept.customer
    assert await found(box, "ravi") == [held.booking_id]


@pytest.mark.parametrize(
    "text",
    [
        "rav",
        "SHARMA",
        "sharma ravi",
        "98200 12345",
        "+91 98200",
        "098200-12345",
        "ravi@example.com",
    ],
)
async def test_a_booking_is_found_by_name_phone_and_mail(box: Box, text: str) -> None:
    sold = await box.sell("A1")
    await box.bookings.set_customer(sold.booking_id, RAVI, "clerk-1")
    assert await found(box, text) == [sold.booking_id]


async def test_a_booking_is_found_by_its_number_however_it_is_typed_and_by_its_ticket(
    box: Box,
) -> None:
    sold = await box.sell("A1")
    (ticket,) = await box.bookings.tickets(sold.booking_id)
    spoken = f" {sold.number[:4].lower()} {sold.number[4:].lower()} "
    for text in (sold.number, spoken, ticket.text):
        assert await found(box, text) == [sold.booking_id]
    await box.bookings.reprint(sold.booking_id, 1, "clerk-1")
    assert await found(box, ticket.text) == [sold.booking_id]


async def test_nobody_finds_another_theatres_booking(box: Box) -> None:
    sold = await box.sell("A1")
    await box.bookings.set_customer(sold.booking_id, RAVI, "clerk-1")
    for text in (sold.number, "ravi", "9820012345"):
        assert await found(box, text, "OTHER") == []


async def test_the_newest_of_a_name_come_first_and_a_new_name_takes_the_place_of_the_old(
    box: Box,
) -> None:
    first, second = await named(box, "A1", "Asha"), await named(box, "A2", "Asha Rao")
    assert await found(box, "asha") == [second.booking_id, first.booking_id]
    await box.bookings.set_customer(first.booking_id, Customer("Meera"), "clerk-1")
    assert await found(box, "asha") == [second.booking_id]
    assert await found(box, "asha rao") == [second.booking_id]


@pytest.mark.parametrize("text", ["", "a", "  ", "%", "_ _", "🎬", "zzz"])
async def test_what_is_nothing_finds_nothing(box: Box, text: str) -> None:
    await named(box, "A1", "Asha")
    assert await found(box, text) == []


async def test_what_is_no_phone_or_address_is_refused(box: Box) -> None:
    held = await box.hold("A1")
    for wrong in (Customer(phone="12"), Customer(mail="nobody"), Customer("x" * 121)):
        with pytest.raises(BadInput):
            await box.bookings.set_customer(held.booking_id, wrong, "clerk-1")
    await box.bookings.release(held.booking_id, "clerk-1")
    with pytest.raises(HoldOver):
        await box.bookings.set_customer(held.booking_id, RAVI, "clerk-1")


async def test_a_name_that_is_given_while_another_process_changes_the_basket_changes_no_seat(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Bookings(
        box.database, box.locks, box.clock, HOLD_SECONDS, GUEST_HOLD_SECONDS, CLAIM_SECONDS
    )
    held = await box.hold("A1")
    get = box.locks.get

    async def amended_after(booking_id: str) -> Lock:
        lock = await get(booking_id)
        monkeypatch.undo()
        await other.amend(booking_id, choose("A1", "A2"))
        return lock

    monkeypatch.setattr(box.locks, "get", amended_after)
    named = await box.bookings.set_customer(held.booking_id, RAVI, "clerk-1")
    assert ([line.seat_id for line in named.seats], named.total) == (["A1", "A2"], rupees(800))
    assert named.customer.mail == "ravi@example.com"
    assert await box.bookings.get(held.booking_id) == named
