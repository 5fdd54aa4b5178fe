"""What is off sale at a demo show: two seats for the house at the back, and a broken one."""

from collections.abc import Sequence

from boxoffice.gateway.upstream import Services
from boxoffice.model.blocks import BlockOrder, BlockReason
from boxoffice.model.layout import Plan, SeatKind, SeatState
from boxoffice.model.show import Show

#: Who took them off, in audits.
SUPERVISOR = "demo-supervisor"
HOUSE_SEATS = 2
#: Where fewer seats than this share are left nothing is taken off sale.
LEFT_SHARE = 0.3


async def take_off_sale(services: Services, show: Show, plan: Plan) -> None:
    """Take seats off sale that nobody bought, where the rows have them."""
    states = (await services.bookings.seats(show.show_id)).states
    if states.count(SeatState.AVAILABLE) < LEFT_SHARE * len(states):
        return
    taken_off = {
        BlockReason.HOUSE: last_free(plan, states, 0)[:HOUSE_SEATS],
        BlockReason.BROKEN: last_free(plan, states, -2)[:1] if len(plan.rows) > 1 else (),
    }
    for reason, seat_ids in taken_off.items():
        if seat_ids:
            order = BlockOrder(
                show.show_id,
                tuple(seat_ids),
                reason,
                f"demo-{show.show_id}-{reason.value}",
                SUPERVISOR,
                tuple(BlockReason),
            )
            await services.bookings.order_blocks(order)


def last_free(plan: Plan, states: bytes, row: int) -> Sequence[str]:
    """The free seats of a row from its right end on."""
    seats = [seat for run in plan.rows[row].runs for seat in run.seats]
    return [
        plan.seats[seat].seat_id
        for seat in reversed(seats)
        if states[seat] == SeatState.AVAILABLE
        and plan.seats[seat].kind not in (SeatKind.WHEELCHAIR, SeatKind.COMPANION)
    ]
