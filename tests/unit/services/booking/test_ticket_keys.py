"""Keys that tickets are signed with, and the list by which a door checks tickets on its own."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from boxoffice.model.booking import Booking
from boxoffice.model.doors import DoorList, TicketKey, Verdict
from boxoffice.model.errors import BadInput, NotFound
from boxoffice.model.show import ShowStatus
from boxoffice.rules.doors import Checked, Door, check
from boxoffice.services.booking import Bookings
from boxoffice.stores.booking import keys
from boxoffice.stores.locks.memory import MemoryLocks
from boxoffice.stores.migrate import migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.sqlite import SqliteDatabase
from tests.clock import FakeClock
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    GUEST_HOLD_SECONDS,
    HOLD_SECONDS,
    INDEX,
    SHOW,
    STARTS_AT,
    Box,
    offered,
    open_box,
)

THEATRE = "PVRAH"
DOOR = Door("Asia/Kolkata", 240)


async def texts(box: Box, booking: Booking) -> list[str]:
    return [ticket.text for ticket in await box.bookings.tickets(booking.booking_id)]


async def one_ticket(box: Box, *seats: str) -> tuple[Booking, str]:
    sold = await box.sell(*seats, payment_id=f"paid {seats}")
    return sold, (await texts(box, sold))[0]


async def newest(box: Box) -> TicketKey:
    return (await box.bookings.ticket_keys(THEATRE))[-1]


async def at_the_door(box: Box, text: str, door: Door = DOOR) -> Checked:
    """What the list of now says of a ticket on the evening of the show."""
    return check(text, await box.bookings.door_list(THEATRE), door, STARTS_AT)


async def verdict(box: Box, text: str) -> Verdict:
    return (await at_the_door(box, text)).verdict


def private_halves(connection: Connection) -> list[bytes | None]:
    return list(
        connection.execute(select(keys.c.private_key).order_by(keys.c.rotated_at)).scalars()
    )


async def test_tickets_of_a_rotated_key_admit_and_new_ones_are_signed_by_another(box: Box) -> None:
    sold, old = await one_ticket(box, "A1")
    first = await newest(box)
    box.clock.advance(60)
    before, after = await box.bookings.rotate_key(THEATRE, first.key_id, "admin-1")
    assert (before.key_id, before.rotated_at, before.retired_at) == (
        first.key_id,
        box.clock.now(),
        None,
    )
    assert (after.made_at, after.made_by, after.rotated_at) == (box.clock.now(), "admin-1", None)
    (new,) = await texts(box, sold)
    signers = [(await box.bookings.check_ticket(text)).key_id for text in (old, new)]
    assert signers == [before.key_id, after.key_id]
    assert [await verdict(box, text) for text in (old, new)] == [Verdict.ADMITS] * 2


async def test_asked_twice_one_key_is_made(box: Box) -> None:
    await one_ticket(box, "A1")
    first = await newest(box)
    once = await box.bookings.rotate_key(THEATRE, first.key_id, "admin-1")
    assert await box.bookings.rotate_key(THEATRE, first.key_id, "admin-2") == once
    assert len(once) == 2


async def test_tickets_of_a_retired_key_are_refused_until_they_are_printed_anew(box: Box) -> None:
    sold, old = await one_ticket(box, "A1")
    signs = await newest(box)
    retired, fresh = await box.bookings.retire_key(THEATRE, signs.key_id, "admin-1")
    assert (retired.retired_at, retired.retired_by, fresh.rotated_at) == (
        box.clock.now(),
        "admin-1",
        None,
    )
    with pytest.raises(BadInput, match="key that signed this ticket was retired"):
        await box.bookings.check_ticket(old)
    assert await verdict(box, old) is Verdict.RETIRED_KEY
    # It is still found by it, to be printed anew.
    assert [one.number for one in await box.bookings.find(THEATRE, old)] == [sold.number]
    (new,) = [ticket.text for ticket in await box.bookings.reprint(sold.booking_id, 1, "clerk-1")]
    assert await verdict(box, new) is Verdict.ADMITS


async def test_a_key_stays_retired_by_whoever_did_it_first(box: Box) -> None:
    await one_ticket(box, "A1")
    signs = await newest(box)
    once = await box.bookings.retire_key(THEATRE, signs.key_id, "admin-1")
    box.clock.advance(60)
    assert await box.bookings.retire_key(THEATRE, signs.key_id, "admin-2") == once
    with pytest.raises(NotFound):
        await box.bookings.retire_key(THEATRE, "0" * 16, "admin-1")
    with pytest.raises(NotFound):
        await box.bookings.retire_key("OTHER", signs.key_id, "admin-1")


async def test_a_theatre_without_tickets_has_no_key_and_an_empty_list(box: Box) -> None:
    assert await box.bookings.ticket_keys(THEATRE) == ()
    doors = await box.bookings.door_list(THEATRE)
    assert doors == DoorList(THEATRE, (), (), (), doors.digest)


async def test_keys_say_how_many_tickets_of_shows_to_come_they_signed(box: Box) -> None:
    sold = await box.sell("A1", "A2", "A3")
    await texts(box, sold)
    box.clock.advance(1)
    await box.bookings.rotate_key(THEATRE, (await newest(box)).key_id, "admin-1")
    box.clock.advance(1)
    await box.sell("B1", payment_id="2")
    gone = [line.line_id for line in sold.lines if line.seat_id == "A2"]
    await box.bookings.give_back(sold.booking_id, tuple(gone), "key-1", "clerk-1")
    assert [key.tickets for key in await box.bookings.ticket_keys(THEATRE)] == [2, 1]
    box.clock.advance((STARTS_AT + timedelta(hours=6) - box.clock.now()).total_seconds())
    assert [key.tickets for key in await box.bookings.ticket_keys(THEATRE)] == [0, 0]


async def test_only_the_key_that_signs_has_its_private_half_and_that_is_sealed(box: Box) -> None:
    await one_ticket(box, "A1")
    await box.bookings.rotate_key(THEATRE, (await newest(box)).key_id, "admin-1")
    sealed, forgotten = sorted(await box.database.read(private_halves), key=lambda half: not half)
    assert forgotten is None
    # Nonce, key and tag: no 32 bytes of it are the key.
    assert sealed is not None
    assert len(sealed) == 12 + 32 + 16


def reopened(box: Box, secret: bytes) -> Bookings:
    """The service of another process."""
    locks = MemoryLocks(box.clock)
    times = HOLD_SECONDS, GUEST_HOLD_SECONDS, CLAIM_SECONDS
    return Bookings(box.database, locks, box.clock, *times, ticket_secret=lambda: secret)


async def test_the_same_secret_opens_the_key_again_and_another_one_makes_a_new_key(
    box: Box,
) -> None:
    sold = await box.sell("A1")
    made = reopened(box, b"s" * 32)
    (first,) = await made.tickets(sold.booking_id)
    assert await reopened(box, b"s" * 32).tickets(sold.booking_id) == (first,)
    other = reopened(box, b"t" * 32)
    (second,) = await other.tickets(sold.booking_id)
    assert second != first
    for ticket in (first, second):
        assert (await other.check_ticket(ticket.text)).booking_number == sold.number
    assert [key.made_by for key in await other.ticket_keys(THEATRE)] == ["boxoffice"] * 2


async def test_a_door_says_why_a_ticket_does_not_admit(box: Box) -> None:
    sold, text = await one_ticket(box, "A1", "A2")
    assert await verdict(box, text) is Verdict.ADMITS
    assert await verdict(box, "A1") is Verdict.NO_TICKET
    forged = text[:20] + ("B" if text[20] == "A" else "A") + text[21:]
    assert await verdict(box, forged) is Verdict.FORGED
    stranger = check(text, await box.bookings.door_list("OTHER"), DOOR, STARTS_AT)
    assert stranger == Checked(Verdict.NOT_OURS)
    here, elsewhere = replace(DOOR, show_id=SHOW), replace(DOOR, show_id=SHOW + 1)
    assert (await at_the_door(box, text, here)).verdict is Verdict.ADMITS
    refused = await at_the_door(box, text, elsewhere)
    assert refused.verdict is Verdict.OTHER_SHOW
    assert refused.ticket is not None
    assert refused.ticket.booking_number == sold.number
    doors = await box.bookings.door_list(THEATRE)
    # Half past one at night is still the day of the show, noon before it is not.
    late = STARTS_AT + timedelta(hours=5)
    assert check(text, doors, DOOR, late).verdict is Verdict.ADMITS
    assert check(text, doors, DOOR, STARTS_AT - timedelta(days=1)).verdict is Verdict.OTHER_DAY
    assert check(text, doors, DOOR, STARTS_AT + timedelta(hours=6.1)).verdict is Verdict.OVER


async def test_a_door_knows_what_was_given_back_and_printed_anew(box: Box) -> None:
    sold = await box.sell("A1", "A2")
    first, second = await texts(box, sold)
    (line_id,) = [line.line_id for line in sold.lines if line.seat_id == "A1"]
    await box.bookings.give_back(sold.booking_id, (line_id,), "key-1", "clerk-1")
    assert [await verdict(box, text) for text in (first, second)] == [
        Verdict.GIVEN_BACK,
        Verdict.ADMITS,
    ]
    (anew,) = await box.bookings.reprint(sold.booking_id, 1, "clerk-1")
    assert [await verdict(box, text) for text in (second, anew.text)] == [
        Verdict.PRINTED_ANEW,
        Verdict.ADMITS,
    ]


async def test_a_cancelled_shows_tickets_do_not_admit(box: Box) -> None:
    _, text = await one_ticket(box, "A1")
    await box.bookings.put_show(offered(version=2, status=ShowStatus.CANCELLED))
    assert await verdict(box, text) is Verdict.CANCELLED
    with pytest.raises(BadInput, match="was cancelled"):
        await box.bookings.check_ticket(text)


async def test_a_door_list_is_of_shows_to_come_and_its_digest_says_whether_it_changed(
    box: Box,
) -> None:
    sold = await box.sell("A1")
    await texts(box, sold)
    plain = await box.bookings.door_list(THEATRE)
    assert plain.changed == ()
    assert await box.bookings.door_list(THEATRE) == plain
    await box.bookings.reprint(sold.booking_id, 1, "clerk-1")
    reprinted = await box.bookings.door_list(THEATRE)
    assert [one.number for one in reprinted.changed] == [sold.number]
    assert reprinted.digest != plain.digest
    box.clock.advance((STARTS_AT + timedelta(hours=6) - box.clock.now()).total_seconds())
    assert await box.bookings.door_list(THEATRE) == plain


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("reprint", "give back", "exchange", "rotate", "retire")),
        st.integers(0, 7),
    ),
    max_size=12,
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
async def test_a_door_on_its_own_admits_exactly_what_the_box_office_does(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    database = await SqliteDatabase.open(tmp_path_factory.mktemp("doors") / "cinema.db")
    await migrate(database, HEADS)
    async with open_box(database, FakeClock()) as box:
        made = [await one_ticket(box, f"D{2 * at + 1}", f"D{2 * at + 2}") for at in range(2)]
        sold = [booking for booking, _ in made]
        printed: set[str] = set()
        for count, (step, at) in enumerate(steps):
            box.clock.advance(1)
            for booking in sold:
                printed |= await still(box, booking)
            await take_step(box, step, sold[at % len(sold)], at, f"step {count}")
        for booking in sold:
            printed |= await still(box, booking)
        for text in printed:
            assert (await verdict(box, text) is Verdict.ADMITS) is await admits(box, text)
    await database.close()


async def still(box: Box, booking: Booking) -> set[str]:
    """The texts of a booking's tickets as they are now; none once all is given back."""
    now = await box.bookings.get(booking.booking_id)
    return set(await texts(box, now)) if now.seats else set()


async def admits(box: Box, text: str) -> bool:
    try:
        await box.bookings.check_ticket(text)
    except BadInput:
        return False
    return True


async def take_step(box: Box, step: str, booking: Booking, at: int, key: str) -> None:
    """One thing that happens to a booking or to the keys, where it can."""
    now = await box.bookings.get(booking.booking_id)
    known = await box.bookings.ticket_keys(THEATRE)
    if step == "rotate":
        await box.bookings.rotate_key(THEATRE, known[-1].key_id, "admin-1")
    elif step == "retire":
        await box.bookings.retire_key(THEATRE, known[at % len(known)].key_id, "admin-1")
    elif not now.seats:
        return
    elif step == "reprint":
        serials = [ticket.serial for ticket in await box.bookings.tickets(now.booking_id)]
        await box.bookings.reprint(now.booking_id, max(serials), "clerk-1")
    else:
        line = now.seats[at % len(now.seats)].line_id
        if step == "give back":
            await box.bookings.give_back(now.booking_id, (line,), key, "clerk-1")
        elif step == "exchange":
            # Seats of one price, given back ones among them.
            near = [f"D{1 + (at + more) % 6}" for more in range(6)]
            states = (await box.bookings.seats(SHOW)).states
            free = next(seat for seat in near if not states[INDEX[seat]])
            where = now.booking_id, (line,), (await box.hold(free)).booking_id
            await box.bookings.exchange(*where, 0, key, "clerk-1")
