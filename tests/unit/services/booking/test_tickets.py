"""Tickets: made after payment, checked by their signature, void once they are printed anew."""

import base64
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from boxoffice.model.booking import LineState, TicketCheck
from boxoffice.model.errors import BadInput, NotFound, WrongState
from boxoffice.stores.booking import keys, lines
from tests.unit.services.booking.box import SHOW, STARTS_AT, UID, Box, open_box


async def test_a_paid_booking_has_a_ticket_for_every_seat(box: Box) -> None:
    sold = await box.sell("A1", "D2 child")
    tickets = await box.bookings.tickets(sold.booking_id)
    assert [(t.seat_id, t.ticket_type, t.serial) for t in tickets] == [
        ("A1", "adult", 1),
        ("D2", "child", 1),
    ]
    assert tickets == await box.bookings.tickets(sold.booking_id)
    check = await box.bookings.check_ticket(tickets[1].text)
    assert check == TicketCheck(
        check.key_id, SHOW, UID["D2"], sold.number, 1, STARTS_AT + timedelta(hours=6)
    )


async def test_a_ticket_fits_a_small_code_of_capitals_and_digits(box: Box) -> None:
    sold = await box.sell("A1")
    (ticket,) = await box.bookings.tickets(sold.booking_id)
    assert set(ticket.text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert len(ticket.text) <= 200


async def test_an_unpaid_booking_has_no_tickets(box: Box) -> None:
    held = await box.hold("A1")
    with pytest.raises(WrongState, match="not paid"):
        await box.bookings.tickets(held.booking_id)
    await box.bookings.claim(held.booking_id, "clerk-1")
    with pytest.raises(WrongState, match="not paid"):
        await box.bookings.tickets(held.booking_id)
    with pytest.raises(NotFound):
        await box.bookings.tickets("unknown")


async def test_a_reprint_voids_the_older_print(box: Box) -> None:
    sold = await box.sell("A1")
    (old,) = await box.bookings.tickets(sold.booking_id)
    (new,) = await box.bookings.reprint(sold.booking_id, 1, "clerk-1")
    assert new.serial == 2
    # Whoever did not hear the answer, or presses twice, voids nothing.
    assert await box.bookings.reprint(sold.booking_id, 1, "clerk-1") == (new,)
    assert (await box.bookings.check_ticket(new.text)).serial == 2
    assert await box.bookings.tickets(sold.booking_id) == (new,)
    with pytest.raises(BadInput, match="only the newest print admits"):
        await box.bookings.check_ticket(old.text)


async def test_every_altered_character_is_noticed(box: Box) -> None:
    sold = await box.sell("A1")
    (ticket,) = await box.bookings.tickets(sold.booking_id)
    for at, character in enumerate(ticket.text):
        altered = ticket.text[:at] + ("B" if character == "A" else "A") + ticket.text[at + 1 :]
        with pytest.raises(BadInput):
            await box.bookings.check_ticket(altered)


@pytest.mark.parametrize(
    "text", ["", "A1", "ÄÖÜ", "A" * 100, "A" * 10_000, base64.b32encode(bytes(120)).decode()]
)
async def test_what_is_no_ticket_is_refused(box: Box, text: str) -> None:
    with pytest.raises(BadInput):
        await box.bookings.check_ticket(text)


async def test_another_cinemas_ticket_is_refused(box: Box) -> None:
    sold = await box.sell("A1")
    (ticket,) = await box.bookings.tickets(sold.booking_id)
    await box.database.run(lambda connection: connection.execute(delete(keys)) and None)
    async with open_box(box.database, box.clock) as other:
        with pytest.raises(BadInput, match="signed by somebody else"):
            await other.bookings.check_ticket(ticket.text)


async def test_a_ticket_outlives_the_program(box: Box) -> None:
    sold = await box.sell("A1")
    (ticket,) = await box.bookings.tickets(sold.booking_id)
    async with open_box(box.database, box.clock) as again:
        assert (await again.bookings.check_ticket(ticket.text)).booking_number == sold.number


async def test_the_ticket_of_a_line_that_was_given_back_is_refused(box: Box) -> None:
    sold = await box.sell("A1", "A2")
    (first, _) = await box.bookings.tickets(sold.booking_id)
    await box.database.run(
        lambda connection: (
            connection.execute(
                update(lines)
                .where(lines.c.line_id == first.line_id)
                .values(state=LineState.REFUNDED.value)
            )
            and None
        )
    )
    with pytest.raises(BadInput, match="given back"):
        await box.bookings.check_ticket(first.text)


async def test_a_ticket_ends_with_its_show(box: Box) -> None:
    sold = await box.sell("A1")
    (ticket,) = await box.bookings.tickets(sold.booking_id)
    left = STARTS_AT + timedelta(hours=6) - box.clock.now()
    box.clock.advance(left.total_seconds())
    await box.bookings.check_ticket(ticket.text)
    box.clock.advance(1)
    with pytest.raises(BadInput, match="show that is over"):
        await box.bookings.check_ticket(ticket.text)
