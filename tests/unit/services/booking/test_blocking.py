"""Seats that are off sale for one show."""

import asyncio

import pytest
from sqlalchemy import select

from boxoffice.model.blocks import Block, BlockOrder, BlockReason
from boxoffice.model.booking import BookingState, HoldRequest, PaidAmount
from boxoffice.model.errors import BadInput, KeyReused, NotAllowed, NotFound, SeatsGone
from boxoffice.model.layout import SeatState
from boxoffice.stores.booking import audit
from boxoffice.stores.booking_blocks import read_blocks
from boxoffice.stores.booking_reading import read_owners
from tests.unit.services.booking.box import CLAIM_SECONDS, INDEX, SHOW, UID, Box, choose, open_box

EVERY = tuple(BlockReason)


async def block(
    box: Box,
    *seats: str,
    reason: BlockReason | None = BlockReason.BROKEN,
    key: str = "once",
    may: tuple[BlockReason, ...] = EVERY,
) -> tuple[Block, ...]:
    """Take seats off sale, or put them back without a reason."""
    return await box.bookings.order_blocks(BlockOrder(SHOW, seats, reason, key, "boss", may))


def reasons(blocks: tuple[Block, ...]) -> dict[str, BlockReason]:
    return {block.seat_id: block.reason for block in blocks}


async def state(box: Box, seat_id: str) -> int:
    return (await box.bookings.seats(SHOW)).states[INDEX[seat_id]]


async def test_a_broken_seat_is_off_sale_for_this_show_until_it_is_put_back(box: Box) -> None:
    assert reasons(await block(box, "C6", "C7")) == dict.fromkeys(("C6", "C7"), BlockReason.BROKEN)
    assert await state(box, "C6") == SeatState.BLOCKED
    assert await box.counts() == (89, 0, 0, 0, 2)
    assert await box.gone("C6") == ("C6",)
    assert reasons(await block(box, "C6", reason=None, key="back")) == {"C7": BlockReason.BROKEN}
    assert await box.counts() == (90, 0, 0, 0, 1)
    await box.hold("C6")


async def test_who_watches_never_sees_a_seat_free_while_it_is_taken_off_sale(box: Box) -> None:
    stream = box.bookings.watch_seats(SHOW)
    await anext(stream)
    await block(box, "C6")
    seen: list[tuple[str, int]] = []
    while seen[-1:] != [("C6", SeatState.BLOCKED)]:
        delta = (await anext(stream)).delta
        assert delta is not None
        seen += [(change.seat_id, change.state) for change in delta.changes]
    assert seen == [("C6", SeatState.LOCKED), ("C6", SeatState.BLOCKED)]
    await stream.aclose()  # type: ignore[attr-defined]


async def test_a_seat_that_is_held_or_sold_is_not_taken_off_sale_and_neither_are_the_others(
    box: Box,
) -> None:
    held = await box.hold("C6")
    with pytest.raises(SeatsGone) as refused:
        await block(box, "C5", "C6")
    assert refused.value.seat_ids == ("C6",)
    await box.bookings.release(held.booking_id, "clerk-1")
    await box.sell("C7")
    with pytest.raises(SeatsGone) as refused:
        await block(box, "C6", "C7", key="again")
    assert refused.value.seat_ids == ("C7",)
    assert await box.bookings.blocks(SHOW) == ()
    assert await box.counts() == (90, 0, 0, 1, 0)
    await box.hold("C6")


async def test_who_holds_what_is_told_also_while_seats_are_taken_off_sale(box: Box) -> None:
    held = await box.hold("A1")
    ordering = asyncio.create_task(block(box, "C6"))
    while not ordering.done():
        assert await box.bookings.of_shows((SHOW,)) == (held,)
    assert reasons(await ordering) == {"C6": BlockReason.BROKEN}


async def test_the_same_order_acts_once_and_another_under_its_key_is_refused(box: Box) -> None:
    await block(box, "C6")
    await block(box, "C6", reason=None, key="back")
    assert await block(box, "C6") == ()
    assert await state(box, "C6") == SeatState.AVAILABLE
    with pytest.raises(KeyReused):
        await block(box, "C7")
    rows = await box.database.read(lambda c: c.execute(select(audit.c.action, audit.c.actor)).all())
    assert [tuple(row) for row in rows] == [("block broken", "boss"), ("unblock", "boss")]


async def test_a_clerk_says_what_is_broken_and_leaves_the_house_its_seats(box: Box) -> None:
    clerk = (BlockReason.BROKEN,)
    with pytest.raises(NotAllowed):
        await block(box, "C6", reason=BlockReason.HOUSE, may=clerk)
    await block(box, "C6", reason=BlockReason.HOUSE)
    with pytest.raises(NotAllowed):
        await block(box, "C6", reason=None, key="back", may=clerk)
    with pytest.raises(NotAllowed):
        await block(box, "C6", key="broken", may=clerk)
    assert reasons(await box.bookings.blocks(SHOW)) == {"C6": BlockReason.HOUSE}


async def test_a_house_seat_is_sold_by_whom_may_and_is_the_houses_again_when_nobody_pays(
    box: Box,
) -> None:
    await block(box, "C6", reason=BlockReason.HOUSE)
    await block(box, "C7", reason=BlockReason.CAMERA, key="camera")
    assert await box.gone("C6") == ("C6",)
    wanted = HoldRequest(SHOW, choose("C6", "C7"), "boss", house=True)
    assert (await box.bookings.hold(wanted)).gone == ("C7",)
    held = (await box.bookings.hold(HoldRequest(SHOW, choose("C6"), "boss", house=True))).booking
    assert held is not None
    assert await box.counts() == (89, 1, 0, 0, 1)
    pending = await box.bookings.claim(held.booking_id, "boss")
    await box.expire(pending)
    assert await box.counts() == (89, 0, 0, 0, 2)
    assert await state(box, "C6") == SeatState.BLOCKED


async def test_a_house_seat_joins_a_basket_of_whom_may_alone(box: Box) -> None:
    await block(box, "C6", reason=BlockReason.HOUSE)
    held = await box.hold("C5")
    refused = await box.bookings.amend(held.booking_id, choose("C5", "C6"))
    assert refused.gone == ("C6",)
    answer = await box.bookings.amend(held.booking_id, choose("C5", "C6"), house=True)
    assert answer.booking is not None
    sold = await box.bookings.claim(held.booking_id, "boss")
    await box.bookings.confirm(sold.booking_id, PaidAmount("paid", sold.total))
    assert (await box.bookings.get(sold.booking_id)).state is BookingState.CONFIRMED
    assert await state(box, "C6") == SeatState.BOOKED
    assert await box.counts() == (89, 0, 0, 2, 0)


async def test_sql_refuses_a_claim_on_a_blocked_seat_whatever_the_lock_store_believes(
    box: Box,
) -> None:
    held = await box.hold("C6")
    # Another process took it off sale, whose lock store knew nothing of the hold.
    async with open_box(box.database, box.clock) as other:
        await block(other, "C6")
    with pytest.raises(SeatsGone) as refused:
        await box.bookings.claim(held.booking_id, "clerk-1")
    assert refused.value.seat_ids == ("C6",)


async def test_late_money_never_has_a_seat_that_was_taken_off_sale_meanwhile(box: Box) -> None:
    pending = await box.claim("C6")
    await box.expire(pending)
    await block(box, "C6")
    await box.bookings.confirm(pending.booking_id, PaidAmount("late", pending.total))
    assert (await box.bookings.get(pending.booking_id)).state is BookingState.EXPIRED
    assert await state(box, "C6") == SeatState.BLOCKED


async def test_blocks_are_there_for_whoever_opens_the_show_after_a_restart(box: Box) -> None:
    await block(box, "C6", reason=BlockReason.CAMERA)
    async with open_box(box.database, box.clock) as again:
        (found,) = await again.bookings.blocks(SHOW)
        assert (found.seat_id, found.reason, found.by) == ("C6", BlockReason.CAMERA, "boss")
        assert found.seat_uid == UID["C6"]
        assert await again.counts() == (90, 0, 0, 0, 1)


async def test_an_order_that_makes_no_sense_is_refused(box: Box) -> None:
    with pytest.raises(BadInput):
        await block(box)
    with pytest.raises(NotFound):
        await block(box, "Z9")
    with pytest.raises(BadInput):
        await block(box, "C6", key="")


async def test_a_claim_that_is_over_leaves_its_seat_to_be_blocked(box: Box) -> None:
    pending = await box.claim("C6")
    with pytest.raises(SeatsGone):
        await block(box, "C6")
    box.clock.advance(CLAIM_SECONDS + 1)
    await box.bookings.expire(pending.booking_id)
    await block(box, "C6", key="now")
    assert await state(box, "C6") == SeatState.BLOCKED


async def test_of_a_claim_and_a_block_at_the_same_moment_one_wins_and_the_seat_is_one_thing(
    box: Box,
) -> None:
    # Two processes whose lock stores know nothing of each other: SQL alone decides.
    async with open_box(box.database, box.clock) as other:
        for number in range(1, 9):
            seat_id = f"D{number}"
            held = await box.hold(seat_id)
            claimed, blocked = await asyncio.gather(
                box.bookings.claim(held.booking_id, "clerk-1"),
                block(other, seat_id, key=seat_id),
                return_exceptions=True,
            )
            lost = [one for one in (claimed, blocked) if isinstance(one, BaseException)]
            assert [type(one) for one in lost] == [SeatsGone]
            owned = await box.database.read(read_owners, (SHOW,))
            off_sale = {one.seat_uid for one in await box.database.read(read_blocks, (SHOW,))}
            has_owner = UID[seat_id] in {uid for one in owned for uid in one.seat_uids}
            assert has_owner is not (UID[seat_id] in off_sale)
