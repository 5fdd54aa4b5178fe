"""Seats that are off sale for one show."""

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.blocks import Block, BlockOrder, BlockReason
from boxoffice.rules.rights import may_block


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
        "Mutation.blockSeats": block_seats,
        "Mutation.unblockSeats": unblock_seats,
    },
    shapes={"Block": Shape(Block)},
    enums={"BlockReason": BlockReason},
)
