"""What happened to one seat, as a clerk reads it to settle a dispute."""

import pytest

from boxoffice.model.blocks import BlockOrder, BlockReason
from boxoffice.model.booking import HoldRequest
from boxoffice.model.errors import NotFound
from boxoffice.model.history import SeatStep
from tests.unit.services.booking.box import HOLD_SECONDS, SHOW, Box, choose, open_box, rupees


async def told(box: Box, seat_id: str) -> list[tuple[SeatStep, str]]:
    return [(one.step, one.by) for one in await box.bookings.seat_history(SHOW, seat_id)]


async def test_a_sale_is_told_from_its_hold_to_its_money(box: Box) -> None:
    sold = await box.sell("C6", "C7")
    assert await told(box, "C6") == [
        (SeatStep.HELD, "clerk-1"),
        (SeatStep.CLAIMED, "clerk-1"),
        (SeatStep.SOLD, "payment"),
    ]
    paid = (await box.bookings.seat_history(SHOW, "C6"))[-1]
    assert (paid.number, paid.amount) == (sold.number, rupees(600))
    assert await told(box, "C8") == []


async def test_a_hold_that_was_let_go_differs_from_one_whose_time_was_up(box: Box) -> None:
    first = await box.hold("C6")
    await box.bookings.release(first.booking_id, "clerk-1")
    await box.hold("C6")
    box.clock.advance(HOLD_SECONDS + 1)
    await box.locks.of_show(SHOW)
    await box.bookings.hold(HoldRequest(SHOW, choose("C6"), "clerk-2"))
    assert await told(box, "C6") == [
        (SeatStep.HELD, "clerk-1"),
        (SeatStep.LET_GO, "clerk-1"),
        (SeatStep.HELD, "clerk-1"),
        (SeatStep.HOLD_EXPIRED, ""),
        (SeatStep.HELD, "clerk-2"),
    ]


async def test_a_seat_swapped_out_of_a_basket_is_let_go_and_the_other_held(box: Box) -> None:
    held = await box.hold("C6", "C7")
    await box.bookings.amend(held.booking_id, choose("C6", "C8"))
    assert await told(box, "C7") == [(SeatStep.HELD, "clerk-1"), (SeatStep.LET_GO, "clerk-1")]
    assert await told(box, "C8") == [(SeatStep.HELD, "clerk-1")]
    assert await told(box, "C6") == [(SeatStep.HELD, "clerk-1")]


async def test_a_claim_that_nobody_paid_and_a_reprint_are_told(box: Box) -> None:
    await box.expire(await box.claim("C6"))
    sold = await box.sell("C6", payment_id="second")
    await box.bookings.reprint(sold.booking_id, 1, "boss")
    steps = await told(box, "C6")
    assert (SeatStep.EXPIRED, "deadline") in steps
    assert steps[-2:] == [(SeatStep.SOLD, "payment"), (SeatStep.REPRINTED, "boss")]


async def test_blocks_are_told_with_their_reason_and_without_the_lock_they_take(box: Box) -> None:
    may = tuple(BlockReason)
    for reason, key in ((BlockReason.CAMERA, "on"), (None, "off")):
        order = BlockOrder(SHOW, ("C6",), reason, key, "boss", may)
        await box.bookings.order_blocks(order)
    on, off = await box.bookings.seat_history(SHOW, "C6")
    assert (on.step, on.by, on.note) == (SeatStep.BLOCKED, "boss", "camera")
    assert (off.step, off.by) == (SeatStep.UNBLOCKED, "boss")


async def test_after_a_restart_the_audit_tells_on_and_holds_are_forgotten(box: Box) -> None:
    await box.sell("C6")
    async with open_box(box.database, box.clock) as again:
        assert [step for step, _ in await told(again, "C6")] == [SeatStep.CLAIMED, SeatStep.SOLD]


async def test_a_seat_that_is_not_there_has_no_history(box: Box) -> None:
    with pytest.raises(NotFound):
        await box.bookings.seat_history(SHOW, "Z1")
