"""A till in a process of its own that sells, swaps and refunds again and again, until it is
killed."""

import asyncio
import sys
from collections.abc import Awaitable
from itertools import count
from pathlib import Path

from boxoffice.model.booking import Booking
from boxoffice.model.errors import Refusal
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.refund import RefundOrder
from boxoffice.model.shift import AtCounter
from boxoffice.services.payment import Payments
from boxoffice.stores.migrate import migrate
from boxoffice.stores.migrations import HEADS
from boxoffice.stores.sqlite import SqliteDatabase
from tests.unit.services.booking.box import SHOW, Box, offered, open_box

TILL = "Till"
#: Cheap ones are exchanged for dear ones and back, in this show and in another one.
CHEAP, DEAR = "D1", "A1"
OTHER_SHOW = SHOW + 1


def cash(amount_minor: int) -> tuple[Tender, ...]:
    return (Tender(TenderKind.CASH, amount_minor),) if amount_minor else ()


async def exchange(box: Box, payments: Payments, sold: Booking, held: Booking, key: str) -> Booking:
    """Exchange the booking's first ticket for what is held."""
    line_ids = (sold.seats[0].line_id,)
    plan = await payments.plan_exchange(sold.booking_id, line_ids, held.booking_id)
    tenders = cash(plan.due.amount_minor)
    return await payments.exchange(
        RefundOrder(sold.booking_id, line_ids, key, "clerk", "", TILL, held.booking_id, tenders)
    )


async def one_customer(box: Box, payments: Payments, key: str) -> None:
    """Somebody buys two seats, has one swapped, the other one exchanged for another show, and
    everything given back."""
    held = await box.hold(CHEAP, "D2")
    due = cash(held.total.amount_minor)
    sold = await payments.take(held.booking_id, due, key, "clerk", AtCounter(TILL))
    print("sold", flush=True)  # noqa: T201 - what its parent waits for
    swapped = await exchange(box, payments, sold, await box.hold(DEAR), f"{key} swap")
    print("swapped", flush=True)  # noqa: T201
    elsewhere = await box.hold(CHEAP, show_id=OTHER_SHOW)
    moved = await exchange(box, payments, swapped, elsewhere, f"{key} exchange")
    print("exchanged", flush=True)  # noqa: T201
    for place, one in enumerate((swapped, moved)):
        left = (await box.bookings.get(one.booking_id)).seats
        line_ids = tuple(line.line_id for line in left)
        order = RefundOrder(one.booking_id, line_ids, f"{key} back {place}", "clerk", "", TILL)
        await payments.refund(order)
    print("refunded", flush=True)  # noqa: T201


async def go_on(path: Path, name: str) -> None:
    """Serve one customer after the other; what an earlier process left in the way is let be."""
    database = await SqliteDatabase.open(path)
    await migrate(database, HEADS)
    async with open_box(database) as box:
        await box.bookings.put_show(offered(OTHER_SHOW))
        payments = Payments(database, box.clock, box.bookings)
        await payments.start()
        for number in count():
            await _let_be(one_customer(box, payments, f"{name} {number}"))
            # What was cut off before this process began is gone on with.
            box.clock.advance(30)
            await payments.sweep_once()
            await _give_back_everything(box, payments, f"{name} {number} clear")


async def _let_be(serving: Awaitable[None]) -> None:
    try:
        await serving
    except (Refusal, AssertionError):
        # A seat that a killed process left sold is in the way until it is given back.
        return


async def _give_back_everything(box: Box, payments: Payments, key: str) -> None:
    for place, one in enumerate(await box.bookings.of_shows((SHOW, OTHER_SHOW))):
        line_ids = tuple(line.line_id for line in one.seats)
        order = RefundOrder(one.booking_id, line_ids, f"{key} {place}", "clerk", "", TILL)
        if line_ids:
            await _let_be(_refund(payments, order))


async def _refund(payments: Payments, order: RefundOrder) -> None:
    await payments.refund(order)


if __name__ == "__main__":
    asyncio.run(go_on(Path(sys.argv[1]), sys.argv[2]))
