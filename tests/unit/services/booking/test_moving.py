"""Moving a show to another layout: nobody who paid loses a seat, nothing changes unseen."""

import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from boxoffice.model.blocks import BlockOrder, BlockReason
from boxoffice.model.booking import (
    Booking,
    BookingState,
    ConfirmOutcome,
    LineState,
    PaidAmount,
    SeatUpdate,
)
from boxoffice.model.errors import BadInput, HoldOver, NotFound, Outdated, WrongState
from boxoffice.model.layout import Layout, Plan, Seat
from boxoffice.model.moving import ChosenSeat, Match, ShowMove
from boxoffice.model.show import OfferedShow
from boxoffice.rules.layouts import canonical, digest
from boxoffice.rules.ticket_text import TICKET_HOURS_AFTER_START
from boxoffice.services.booking import Bookings
from boxoffice.stores import booking as tables
from boxoffice.stores.booking_reading import read_owners
from boxoffice.stores.database import Database
from boxoffice.stores.locks import Lock, LockStore
from boxoffice.stores.locks.memory import MemoryLocks
from boxoffice.stores.migrate import MigratableDatabase
from tests.clock import FakeClock
from tests.unit.rules.halls import renumbered, without
from tests.unit.services.booking.box import (
    CLAIM_SECONDS,
    GUEST_HOLD_SECONDS,
    HOLD_SECONDS,
    LAYOUT,
    PLAN,
    SHOW,
    STARTS_AT,
    UID,
    Box,
    choose,
    offered,
    open_box,
    rupees,
)
from tests.unit.services.faults import Died, InterruptedDatabase, MortalDatabase

NEW_ID = "100002"
AFTER = offered(layout_id=NEW_ID, version=2)


def with_seats(plan: Plan, change: Callable[[Seat], Seat]) -> Plan:
    return replace(plan, seats=tuple(map(change, plan.seats)))


def bookings_over(database: Database, locks: LockStore) -> Bookings:
    """The service in a process of its own."""
    return Bookings(database, locks, FakeClock(), HOLD_SECONDS, GUEST_HOLD_SECONDS, CLAIM_SECONDS)


async def draw(box: Box, plan: Plan, layout_id: str = NEW_ID) -> Plan:
    """Have Booking hold this as the new layout."""
    drawn = Layout(
        layout_id, "screen-1", "PVRAH", plan, digest(canonical(plan)), LAYOUT.published_at
    )
    await box.bookings.put_layout(drawn)
    return plan


async def move(box: Box, after: OfferedShow = AFTER) -> ShowMove:
    """Preview and confirm at once."""
    preview = await box.bookings.preview_move(after)
    return await box.bookings.move_show(after, preview.token, "admin")


def goes(moved: ShowMove) -> list[tuple[str, str, Match]]:
    return [(seat.seat_id, seat.to_seat_id, seat.match) for seat in moved.seats]


async def seats_of(box: Box, booking_id: str) -> list[str]:
    booking = await box.bookings.get(booking_id)
    return [line.seat_id for line in booking.lines if line.state is LineState.ACTIVE]


async def owned(box: Box) -> set[str]:
    """The uids that SQL says are owned."""
    owners = await box.database.read(read_owners, (SHOW,))
    return {uid for owner in owners for uid in owner.seat_uids}


async def test_what_waits_for_its_payment_is_claimed_again_after_its_seat_was_renumbered(
    box: Box,
) -> None:
    pending = await box.claim("A1")
    await draw(box, renumbered(PLAN, A1="A99"))
    await move(box)
    again = await box.bookings.claim(pending.booking_id, "clerk")
    assert (again.booking_id, again.state) == (pending.booking_id, BookingState.PENDING)
    assert [line.seat_id for line in again.lines] == ["A99"]


async def test_everybody_keeps_a_seat_that_is_only_called_otherwise(box: Box) -> None:
    sold = await box.sell("A1", "A2")
    await draw(box, renumbered(PLAN, A1="A2", A2="A1"))
    moved = await move(box)
    assert goes(moved) == [("A1", "A2", Match.UID), ("A2", "A1", Match.UID)]
    after = await box.bookings.get(sold.booking_id)
    assert [line.seat_uid for line in after.lines] == [UID["A1"], UID["A2"]]
    assert [line.seat_id for line in after.lines] == ["A2", "A1"]
    assert (after.version, after.total, after.paid) == (sold.version + 1, sold.total, sold.paid)
    assert (await box.bookings.seats(SHOW)).layout_id == NEW_ID
    assert await box.counts() == (89, 0, 0, 2, 0)
    assert await box.gone("A1") == ("A1",)


async def test_who_lost_a_seat_has_the_proposed_one_and_pays_nothing_more(box: Box) -> None:
    sold = await box.sell("B5")
    # All other seats of row B and C are gone, too: Premium is no more.
    gone = [seat.seat_id for seat in PLAN.seats if seat.category_id == 2]
    await draw(box, without(PLAN, *gone))
    (seat,) = (await move(box)).seats
    assert seat.match is Match.PROPOSED
    assert (seat.category_id, seat.price) == (2, rupees(300))
    assert seat.price_there in (rupees(400), rupees(200))
    after = await box.bookings.get(sold.booking_id)
    (line,) = after.lines
    assert (line.seat_id, line.category_id) == (seat.to_seat_id, seat.to_category_id)
    assert (line.price, after.total, after.paid) == (rupees(300), rupees(300), rupees(300))
    assert await owned(box) == {line.seat_uid}


async def test_old_prints_of_changed_seats_stop_admitting_and_are_named(box: Box) -> None:
    sold = await box.sell("A1", "D1")
    (first, kept) = await box.bookings.tickets(sold.booking_id)
    await draw(box, renumbered(PLAN, A1="A99"))
    moved = await move(box)
    assert [(seat.to_seat_id, seat.reissue) for seat in moved.seats] == [
        ("A99", True),
        ("D1", False),
    ]
    with pytest.raises(BadInput, match="printed anew"):
        await box.bookings.check_ticket(first.text)
    assert (await box.bookings.check_ticket(kept.text)).serial == 1
    (again, same) = await box.bookings.tickets(sold.booking_id)
    assert (again.seat_id, again.serial, same) == ("A99", 2, kept)
    assert (await box.bookings.check_ticket(again.text)).serial == 2


async def test_a_ticket_of_a_seat_that_is_gone_admits_nobody(box: Box) -> None:
    sold = await box.sell("A1")
    (ticket,) = await box.bookings.tickets(sold.booking_id)
    await draw(box, without(PLAN, "A1"))
    await move(box)
    with pytest.raises(BadInput, match="given back or exchanged"):
        await box.bookings.check_ticket(ticket.text)


async def test_seats_that_were_drawn_anew_are_known_by_what_they_are_called(box: Box) -> None:
    first, second = await box.sell("A1"), await box.sell("A2", payment_id="payment-2")
    swap = {UID["A1"]: ("new-1", "A2"), UID["A2"]: ("new-2", "A1")}

    def swapped(seat: Seat) -> Seat:
        uid, seat_id = swap.get(seat.uid, (seat.uid, seat.seat_id))
        return replace(seat, uid=uid, seat_id=seat_id)

    await draw(box, with_seats(PLAN, swapped))
    assert set(goes(await move(box))) == {
        ("A1", "A1", Match.SEAT_ID),
        ("A2", "A2", Match.SEAT_ID),
    }
    assert [line.seat_uid for line in (await box.bookings.get(first.booking_id)).lines] == ["new-2"]
    assert [line.seat_uid for line in (await box.bookings.get(second.booking_id)).lines] == [
        "new-1"
    ]


async def test_what_waits_for_its_payment_moves_and_can_be_paid(box: Box) -> None:
    pending = await box.claim("A1")
    await draw(box, without(PLAN, "A1"))
    (seat,) = (await move(box)).seats
    assert (seat.state, seat.reissue) == (BookingState.PENDING, False)
    paid = await box.bookings.confirm(pending.booking_id, PaidAmount("p-1", pending.total))
    assert paid is ConfirmOutcome.CONFIRMED
    (ticket,) = await box.bookings.tickets(pending.booking_id)
    assert (ticket.seat_id, ticket.serial) == (seat.to_seat_id, 1)
    assert (await box.bookings.check_ticket(ticket.text)).seat_uid == seat.to_uid


async def test_a_hold_follows_its_seats_and_is_sold(box: Box) -> None:
    held, other = await box.hold("A1", "B1"), await box.hold("D1")
    await draw(box, renumbered(without(PLAN, "B1"), A1="A99"))
    moved = await move(box)
    to = {seat.seat_id: seat.to_seat_id for seat in moved.seats}
    assert await seats_of(box, held.booking_id) == ["A99", to["B1"]]
    assert (await box.bookings.get(held.booking_id)).expires_at == held.expires_at
    assert await box.counts() == (87, 3, 0, 0, 0)
    for hold in (held, other):
        claimed = await box.bookings.claim(hold.booking_id, "clerk-1")
        assert claimed.total == hold.total
    assert await box.counts() == (87, 0, 3, 0, 0)


async def test_a_hold_that_finds_no_seat_ends_and_nobody_who_paid_is_left_standing(
    box: Box,
) -> None:
    sold = await box.sell("A1")
    held = await box.hold("A2")
    left = [seat.seat_id for seat in PLAN.seats if seat.seat_id != "E1"]
    await draw(box, without(PLAN, *left))
    moved = await move(box)
    assert goes(moved) == [("A1", "E1", Match.PROPOSED), ("A2", "", Match.NONE)]
    assert await seats_of(box, sold.booking_id) == ["E1"]
    assert (await box.bookings.get(held.booking_id)).state is BookingState.CANCELLED
    assert await box.counts() == (0, 0, 0, 1, 0)


async def test_a_move_that_would_leave_somebody_without_a_seat_is_refused(box: Box) -> None:
    sold = await box.sell("A1", "A2")
    await draw(box, without(PLAN, *(seat.seat_id for seat in PLAN.seats if seat.seat_id != "E1")))
    preview = await box.bookings.preview_move(AFTER)
    assert goes(preview) == [("A1", "E1", Match.PROPOSED), ("A2", "", Match.NONE)]
    with pytest.raises(BadInput, match="Seat A2: sold, and no seat is left") as refused:
        await box.bookings.move_show(AFTER, preview.token, "admin")
    assert refused.value.seat_ids == ("A2",)
    assert await seats_of(box, sold.booking_id) == ["A1", "A2"]
    assert (await box.bookings.seats(SHOW)).layout_id == "100001"


async def test_what_changed_since_the_preview_refuses_it(box: Box) -> None:
    await draw(box, without(PLAN, "A1", "A2"))
    preview = await box.bookings.preview_move(AFTER)
    sold = await box.sell("A1")
    with pytest.raises(Outdated):
        await box.bookings.move_show(AFTER, preview.token, "admin")
    preview = await box.bookings.preview_move(AFTER)
    proposed = preview.seats[0].to_seat_id
    # The seat that was proposed is sold to somebody else.
    await box.sell(proposed, payment_id="payment-2")
    with pytest.raises(Outdated):
        await box.bookings.move_show(AFTER, preview.token, "admin")
    assert await seats_of(box, sold.booking_id) == ["A1"]


async def test_sales_of_seats_that_stay_do_not_stand_in_the_way(box: Box) -> None:
    await box.sell("A1")
    await draw(box, renumbered(PLAN, A1="A99"))
    preview = await box.bookings.preview_move(AFTER)
    await box.sell("D1", payment_id="payment-2")
    await box.hold("D2")
    done = await box.bookings.move_show(AFTER, preview.token, "admin")
    assert {seat.to_seat_id for seat in done.seats} == {"A99", "D1", "D2"}


async def test_a_move_is_made_once_however_often_it_is_asked_for(box: Box) -> None:
    sold = await box.sell("A1")
    await draw(box, renumbered(PLAN, A1="A99"))
    done = await move(box)
    assert await box.bookings.move_show(AFTER, done.token, "admin") == done
    assert (await box.bookings.tickets(sold.booking_id))[0].serial == 2
    other = offered(10002, layout_id=NEW_ID, version=2)
    with pytest.raises(NotFound):
        await box.bookings.move_show(other, done.token, "admin")


async def test_a_token_does_not_move_a_show_a_second_time_after_it_was_moved_on(box: Box) -> None:
    sold = await box.sell("A1")
    await draw(box, renumbered(PLAN, A1="A99"))
    first = await move(box)
    await draw(box, renumbered(PLAN, A1="A77"), "100003")
    await move(box, offered(layout_id="100003", version=3))
    with pytest.raises(Outdated):
        await box.bookings.move_show(offered(layout_id=NEW_ID, version=4), first.token, "admin")
    assert await seats_of(box, sold.booking_id) == ["A77"]


async def test_a_show_is_not_moved_to_where_it_is_or_to_what_is_not_there(box: Box) -> None:
    with pytest.raises(BadInput, match="is on layout 100001 already"):
        await box.bookings.preview_move(offered(version=2))
    with pytest.raises(NotFound):
        await box.bookings.preview_move(AFTER)


async def test_a_show_changes_its_layout_by_a_move_alone(box: Box) -> None:
    await draw(box, renumbered(PLAN, A1="A99"))
    with pytest.raises(WrongState):
        await box.bookings.put_show(AFTER)
    await move(box)
    assert await box.bookings.put_show(AFTER) == 2
    # What was sent before the move and comes after it changes nothing.
    assert await box.bookings.put_show(offered()) == 2
    assert (await box.bookings.seats(SHOW)).layout_id == NEW_ID


async def test_a_hold_of_the_old_hall_cannot_be_paid_in_the_new_one(
    database: MigratableDatabase,
) -> None:
    """Another process has moved the show, and this one has not heard of it."""
    async with open_box(database) as box:
        stays, changes = await box.hold("D1"), await box.hold("A1")
        locks = MemoryLocks(box.clock)
        other = bookings_over(database, locks)
        elsewhere = Box(other, database, locks, box.clock)
        await draw(elsewhere, renumbered(PLAN, A1="A99"))
        await move(elsewhere)
        claimed = await box.bookings.claim(stays.booking_id, "clerk-1")
        assert claimed.state is BookingState.PENDING
        with pytest.raises(HoldOver, match="The hall is another one now"):
            await box.bookings.claim(changes.booking_id, "clerk-1")


async def test_who_watches_where_a_move_was_not_heard_of_sees_the_new_hall_at_the_next_claim(
    database: MigratableDatabase,
) -> None:
    async with open_box(database) as box:
        stays = await box.hold("D1")
        stream = box.bookings.watch_seats(SHOW)
        assert isinstance(stream, AsyncGenerator)
        async with aclosing(stream):
            await anext(stream)
            elsewhere = Box(
                bookings_over(database, MemoryLocks(box.clock)), database, box.locks, box.clock
            )
            await draw(elsewhere, renumbered(PLAN, A1="A99"))
            await move(elsewhere)
            await box.bookings.claim(stays.booking_id, "clerk-1")
            async for update in stream:
                if update.snapshot is not None:
                    break
            assert update.snapshot is not None
            assert update.snapshot.layout_id == NEW_ID
        assert (await box.bookings.seats(SHOW)).layout_id == NEW_ID


async def test_a_hold_that_moved_is_paid_where_the_move_was_not_heard_of(
    database: MigratableDatabase,
) -> None:
    async with open_box(database) as box:
        held = await box.hold("A1")
        elsewhere = Box(bookings_over(database, box.locks), database, box.locks, box.clock)
        await draw(elsewhere, renumbered(PLAN, A1="A99"))
        await move(elsewhere)
        claimed = await box.bookings.claim(held.booking_id, "clerk-1")
        assert [line.seat_id for line in claimed.lines] == ["A99"]
        assert (await box.bookings.seats(SHOW)).layout_id == NEW_ID


async def test_what_a_customer_added_while_their_hold_moved_is_not_lost(
    database: MigratableDatabase,
) -> None:
    clock = FakeClock()
    locks = AmendedMeanwhile(clock)
    async with open_box(database, clock, locks) as box:
        held = await box.hold("A1")
        await draw(box, renumbered(PLAN, A1="A99"))
        added: list[str] = []

        async def add() -> None:
            amended = await box.bookings.amend(held.booking_id, choose("A99", "D1"))
            assert amended.booking is not None
            added.extend(line.seat_id for line in amended.booking.lines)

        locks.meanwhile = add
        await move(box)
        assert added == ["A99", "D1"]
        assert await seats_of(box, held.booking_id) == added
        assert (await box.bookings.claim(held.booking_id, "clerk-1")).state is BookingState.PENDING


async def test_who_lost_a_seat_sits_where_it_was_chosen(box: Box) -> None:
    sold, other = await box.sell("A1"), await box.sell("A2", payment_id="payment-2")
    await draw(box, without(PLAN, "A1", "A2"))
    first = await box.bookings.preview_move(AFTER)
    (theirs,) = (one.to_seat_id for one in first.seats if one.seat_id == "A2")
    chosen = (ChosenSeat(sold.lines[0].line_id, theirs),)
    preview = await box.bookings.preview_move(AFTER, chosen)
    assert preview.token != first.token
    to = {one.seat_id: one.to_seat_id for one in preview.seats}
    assert to["A1"] == theirs
    assert to["A2"] not in ("", theirs)
    with pytest.raises(Outdated):
        await box.bookings.move_show(AFTER, preview.token, "admin")
    assert await box.bookings.move_show(AFTER, preview.token, "admin", chosen) == preview
    assert await seats_of(box, sold.booking_id) == [theirs]
    assert await seats_of(box, other.booking_id) == [to["A2"]]


@pytest.mark.parametrize("wanted", ["A2", "A3", "Z9"])
async def test_nobody_is_put_where_somebody_sits_or_no_seat_is(box: Box, wanted: str) -> None:
    sold = await box.sell("A1", "A3")
    await draw(box, without(PLAN, "A1", "A2"))
    with pytest.raises(BadInput, match=f"Seat {wanted} is not free"):
        await box.bookings.preview_move(AFTER, (ChosenSeat(sold.lines[0].line_id, wanted),))


async def to_print(box: Box) -> list[tuple[str, str, str, int]]:
    """Number, seat on the old print, seat on the new one and its serial."""
    moved = await box.bookings.to_reissue("PVRAH")
    return [(one.number, one.printed_as, one.seat_id, one.serial) for one in moved]


async def test_moved_tickets_are_to_be_printed_anew_until_they_were(box: Box) -> None:
    sold = await box.sell("A1", "D1")
    waits = await box.claim("A2")
    await draw(box, renumbered(PLAN, A1="A99", A2="A98"))
    await move(box)
    assert await to_print(box) == [(sold.number, "A1", "A99", 2)]
    # Its first print reads rightly.
    await box.bookings.confirm(waits.booking_id, PaidAmount("p-2", waits.total))
    assert len(await to_print(box)) == 1
    assert await box.bookings.to_reissue("ELSEWHERE") == ()
    await draw(box, renumbered(PLAN, A1="A77", A2="A98"), "100003")
    await move(box, offered(layout_id="100003", version=3))
    # The customer has the print of before the first move.
    assert await to_print(box) == [(sold.number, "A1", "A77", 3)]

    anew = await box.bookings.reprint(sold.booking_id, 3, "clerk-1")
    assert [(ticket.seat_id, ticket.serial) for ticket in anew] == [("A77", 4), ("D1", 4)]
    # Only paper takes it off the list.
    assert await to_print(box) == [(sold.number, "A1", "A77", 4)]
    assert await box.bookings.reissued(sold.booking_id, 3) == 0
    assert await box.bookings.reissued(sold.booking_id, 4) == 1
    assert await box.bookings.reissued(sold.booking_id, 4) == 0
    assert await to_print(box) == []


async def test_tickets_of_shows_that_are_over_are_not_printed_anew(box: Box) -> None:
    await box.sell("A1")
    await draw(box, renumbered(PLAN, A1="A99"))
    await move(box)
    assert len(await to_print(box)) == 1
    ends = STARTS_AT + timedelta(hours=TICKET_HOURS_AFTER_START)
    box.clock.advance((ends - box.clock.now()).total_seconds())
    assert await to_print(box) == []


@pytest.mark.parametrize("stays", [True, False])
async def test_what_is_sold_while_a_move_is_decided_is_moved_too_or_stops_it(
    database: MigratableDatabase, stays: bool
) -> None:
    async with open_box(database) as box:
        await draw(box, renumbered(PLAN, A1="A99"))
        preview = await box.bookings.preview_move(AFTER)
        sold: list[Booking] = []

        async def sell() -> None:
            sold.append(await box.sell("D1" if stays else "A1"))

        interrupted = InterruptedDatabase(database, "read_seated", then=sell)
        moving = bookings_over(interrupted, box.locks).move_show(AFTER, preview.token, "admin")
        if stays:
            assert goes(await moving) == [("D1", "D1", Match.UID)]
        else:
            with pytest.raises(Outdated):
                await moving
        assert await owned(box) == {sold[0].lines[0].seat_uid}


async def test_a_process_that_has_not_heard_of_a_move_makes_the_next_one_rightly(
    database: MigratableDatabase,
) -> None:
    async with open_box(database) as box:
        sold = await box.sell("A1")
        elsewhere = Box(bookings_over(database, box.locks), database, box.locks, box.clock)
        await draw(elsewhere, without(PLAN, "A1"))
        (seat,) = (await move(elsewhere)).seats
        await draw(box, without(PLAN, seat.to_seat_id), "100003")
        moved = await move(box, offered(layout_id="100003", version=3))
        assert [(one.uid, one.match) for one in moved.seats] == [(seat.to_uid, Match.PROPOSED)]
        assert await owned(box) == {moved.seats[0].to_uid}
        assert (await box.bookings.get(sold.booking_id)).version == sold.version + 2


async def test_late_money_has_the_seat_that_its_booking_was_moved_to(box: Box) -> None:
    pending = await box.claim("A1")
    await draw(box, without(PLAN, "A1"))
    (seat,) = (await move(box)).seats
    await box.expire(pending)
    paid = await box.bookings.confirm(pending.booking_id, PaidAmount("late", pending.total))
    assert paid is ConfirmOutcome.CONFIRMED
    assert await seats_of(box, pending.booking_id) == [seat.to_seat_id]
    assert await owned(box) == {seat.to_uid}


async def test_late_money_has_the_seat_that_stayed_as_it_was(box: Box) -> None:
    pending = await box.claim("D1")
    await box.expire(pending)
    await draw(box, without(PLAN, "A1"))
    await move(box)
    paid = await box.bookings.confirm(pending.booking_id, PaidAmount("late", pending.total))
    assert paid is ConfirmOutcome.CONFIRMED
    assert await owned(box) == {UID["D1"]}


@pytest.mark.parametrize("moves_meanwhile", [False, True])
async def test_late_money_finds_its_seat_where_another_process_moved_it(
    database: MigratableDatabase, moves_meanwhile: bool
) -> None:
    async with open_box(database) as box:
        pending = await box.claim("A1")
        elsewhere = Box(bookings_over(database, box.locks), database, box.locks, box.clock)
        await draw(elsewhere, renumbered(PLAN, A1="A99"))
        await draw(elsewhere, renumbered(PLAN, A1="A77"), "100003")
        await move(elsewhere)
        await box.expire(pending)

        async def move_on() -> None:
            if moves_meanwhile:
                await move(elsewhere, offered(layout_id="100003", version=3))

        interrupted = InterruptedDatabase(database, "read_shows", then=move_on)
        late = bookings_over(interrupted, box.locks)
        paid = await late.confirm(pending.booking_id, PaidAmount("late", pending.total))
        # Once it is over, a booking stays behind when its show is moved on.
        there = not moves_meanwhile
        assert paid is (ConfirmOutcome.CONFIRMED if there else ConfirmOutcome.REFUND)
        assert await owned(box) == ({UID["A1"]} if there else set())


async def test_money_that_comes_after_time_and_move_goes_back(box: Box) -> None:
    pending = await box.claim("A1")
    await box.expire(pending)
    await draw(box, without(PLAN, "A1"))
    await move(box)
    paid = await box.bookings.confirm(pending.booking_id, PaidAmount("late", pending.total))
    assert paid is ConfirmOutcome.REFUND
    assert await box.counts() == (90, 0, 0, 0, 0)


async def test_who_watches_the_seats_begins_anew_in_the_new_hall(box: Box) -> None:
    await box.sell("A1")
    await draw(box, renumbered(without(PLAN, "A2"), A1="A99"))
    stream = box.bookings.watch_seats(SHOW)
    assert isinstance(stream, AsyncGenerator)
    async with aclosing(stream):
        before = (await anext(stream)).snapshot
        assert before is not None
        await move(box)
        update = await anext(stream)
        after = update.snapshot
        assert after is not None
        assert (after.layout_id, len(after.states)) == (NEW_ID, 90)
        assert after.epoch != before.epoch
        await box.hold("D1")
        assert _changed(await anext(stream)) == ["D1"]


async def test_a_move_has_one_row_of_audit_for_each_booking_that_changed(box: Box) -> None:
    changed = await box.sell("A1")
    await box.sell("D1", payment_id="payment-2")
    await draw(box, renumbered(PLAN, A1="A99"))
    await move(box)

    def moves(connection: Connection) -> list[tuple[str, str, int]]:
        audit = tables.audit.c
        found = select(audit.booking_id, audit.actor, audit.amount_minor)
        rows = connection.execute(found.where(audit.action == "move"))
        return [(row.booking_id, row.actor, row.amount_minor) for row in rows]

    assert await box.database.read(moves) == [(changed.booking_id, "admin", 0)]


@pytest.mark.parametrize("after_commit", [False, True])
async def test_a_move_that_died_at_its_commit_is_there_wholly_or_not_at_all(
    database: MigratableDatabase, after_commit: bool
) -> None:
    async with open_box(database) as box:
        sold = await box.sell("A1")
        await draw(box, renumbered(PLAN, A1="A99"))
        preview = await box.bookings.preview_move(AFTER)
        mortal = MortalDatabase(database, "write_move", after_commit=after_commit)
        dying = bookings_over(mortal, box.locks)
        with pytest.raises(Died):
            await dying.move_show(AFTER, preview.token, "admin")
        restarted = bookings_over(database, box.locks)
        await restarted.start()
        there = "A99" if after_commit else "A1"
        assert (await restarted.get(sold.booking_id)).lines[0].seat_id == there
        assert await restarted.move_show(AFTER, preview.token, "admin") == preview
        assert (await restarted.get(sold.booking_id)).lines[0].seat_id == "A99"
        assert (await restarted.tickets(sold.booking_id))[0].serial == 2
        await restarted.stop()


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_is_drawn_no_seat_is_sold_twice_and_none_is_lost(
    box: Box, seed: int
) -> None:
    chance = random.Random(seed)
    seat_ids = [seat.seat_id for seat in PLAN.seats]
    chosen = chance.sample(seat_ids, 40)
    sold = {}
    while chosen:
        party = [chosen.pop() for _ in range(min(len(chosen), chance.randint(1, 6)))]
        booking = await box.sell(*party, payment_id=f"payment-{len(chosen)}")
        sold[booking.booking_id] = booking
    smaller = without(PLAN, *chance.sample(seat_ids, chance.randint(1, 45)))
    reborn = set(chance.sample(seat_ids, 30))

    def redrawn(seat: Seat) -> Seat:
        uid = f"new {seat.uid}" if seat.seat_id in reborn else seat.uid
        return replace(seat, uid=uid)

    plan = await draw(box, with_seats(smaller, redrawn))
    await move(box)
    uids = []
    for booking_id, before in sold.items():
        after = await box.bookings.get(booking_id)
        assert [line.price for line in after.lines] == [line.price for line in before.lines]
        assert (after.total, after.paid, after.state) == (before.total, before.paid, before.state)
        uids += [line.seat_uid for line in after.lines]
    assert len(set(uids)) == 40
    assert set(uids) == await owned(box) <= {seat.uid for seat in plan.seats}
    assert await box.counts() == (len(plan.seats) - 40, 0, 0, 40, 0)


class AmendedMeanwhile(MemoryLocks):
    """Lets something happen once, right after a hold was read."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def get(self, booking_id: str) -> Lock:
        lock = await super().get(booking_id)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            await meanwhile()
        return lock


def _changed(update: SeatUpdate) -> list[str]:
    assert update.delta is not None
    return [change.seat_id for change in update.delta.changes]


async def test_seats_that_are_off_sale_stay_so_under_their_new_names(box: Box) -> None:
    order = BlockOrder(SHOW, ("C5", "C6"), BlockReason.CAMERA, "camera", "boss", tuple(BlockReason))
    await box.bookings.order_blocks(order)
    await draw(box, renumbered(without(PLAN, "C5"), C6="C5"))
    await move(box)
    (kept,) = await box.bookings.blocks(SHOW)
    assert (kept.seat_uid, kept.reason, kept.by) == (UID["C6"], BlockReason.CAMERA, "boss")
    assert kept.seat_id == "C5"
    assert (await box.counts())[-1] == 1


async def test_nobody_who_lost_their_seat_is_put_on_one_that_is_off_sale(box: Box) -> None:
    await box.sell("C5")
    await draw(box, without(PLAN, "C5"))
    (first,) = (await box.bookings.preview_move(AFTER, ())).seats
    order = BlockOrder(
        SHOW, (first.to_seat_id,), BlockReason.BROKEN, "broken", "boss", tuple(BlockReason)
    )
    await box.bookings.order_blocks(order)
    preview = await box.bookings.preview_move(AFTER, ())
    assert preview.off_sale == (first.to_uid,)
    (second,) = preview.seats
    assert second.match is Match.PROPOSED
    assert second.to_seat_id != first.to_seat_id


async def test_nobody_is_put_on_a_seat_that_is_taken_off_sale_while_the_move_is_decided(
    database: MigratableDatabase,
) -> None:
    async with open_box(database) as box:
        sold = await box.sell("A1")
        await draw(box, without(PLAN, "A1"))
        preview = await box.bookings.preview_move(AFTER)
        wanted = preview.seats[0].to_seat_id
        order = BlockOrder(SHOW, (wanted,), BlockReason.BROKEN, "key", "boss", tuple(BlockReason))
        between = InterruptedDatabase(
            database, "read_seated", lambda: box.bookings.order_blocks(order)
        )
        with pytest.raises(Outdated):
            await bookings_over(between, box.locks).move_show(AFTER, preview.token, "admin")
        assert await seats_of(box, sold.booking_id) == ["A1"]
