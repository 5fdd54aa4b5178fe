"""Single seats of one show: those that are off sale, and what happened to each."""

from dataclasses import dataclass
from datetime import datetime

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.blocks import Block, BlockOrder, BlockReason
from boxoffice.model.history import SeatStep
from boxoffice.model.money import Money
from boxoffice.rules.rights import may_block


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """A SeatEvent with the name of whoever did it."""

    at: datetime
    step: SeatStep
    by: str
    by_name: str
    number: str
    amount: Money | None
    note: str


async def seat_history(request: Request, show_id: int, seat_id: str) -> tuple[NamedEvent, ...]:
    """What happened to one seat."""
    events = await request.services.bookings.seat_history(show_id, seat_id)
    theatre_id = await request.facts.theatre_of_show(show_id)
    staff = await request.services.users.staff_of(theatre_id)
    names = {user.user_id: user.display_name for user in staff}
    return tuple(
        NamedEvent(
            event.at,
            event.step,
            event.by,
            names.get(event.by, ""),
            event.number,
            event.amount,
            event.note,
        )
        for event in events
    )


async def blocks(request: Request, show_id: int) -> tuple[Block, ...]:
    """The seats off sale of a show."""
    return await request.services.bookings.blocks(show_id)


async def block_seats(
    request: Request,
    show_id: int,
    seat_ids: list[str],
    reason: BlockReason,
    idempotency_key: str,
    note: str | None = None,
) -> tuple[Block, ...]:
    """Take seats off sale."""
    return await _order(request, show_id, seat_ids, reason, idempotency_key, note or "")


async def unblock_seats(
    request: Request, show_id: int, seat_ids: list[str], idempotency_key: str
) -> tuple[Block, ...]:
    """Put seats back on sale."""
    return await _order(request, show_id, seat_ids, None, idempotency_key)


async def _order(
    request: Request,
    show_id: int,
    seat_ids: list[str],
    reason: BlockReason | None,
    key: str,
    note: str = "",
) -> tuple[Block, ...]:
    caller = await request.caller()
    may = may_block(caller.grants, await request.facts.theatre_of_show(show_id))
    order = BlockOrder(show_id, tuple(seat_ids), reason, key, caller.user_id, may, note)
    return await request.services.bookings.order_blocks(order)


BINDINGS = Bindings(
    roots={
        "Query.blocks": blocks,
        "Query.seatHistory": seat_history,
        "Mutation.blockSeats": block_seats,
        "Mutation.unblockSeats": unblock_seats,
    },
    shapes={"Block": Shape(Block), "SeatEvent": Shape(NamedEvent)},
    enums={"BlockReason": BlockReason, "SeatStep": SeatStep},
)
