"""Seats of a demo show that are reserved for people who pay later."""

from datetime import timedelta

from boxoffice.bootstrap.demo_blocks import LEFT_SHARE, last_free
from boxoffice.gateway.upstream import Services
from boxoffice.model.booking import Customer, HoldRequest, SeatChoice
from boxoffice.model.clock import Clock
from boxoffice.model.layout import Plan, SeatState
from boxoffice.model.show import Show

CLERK = "demo-clerk"
#: By the row, counted from the front, whose right end they have; how many; and for whom.
PARTIES = (
    (1, 6, Customer("St. Xavier's School", "+912222620661")),
    (2, 2, Customer("Asha Rao", "+919820012345")),
)
#: Shows that begin sooner, and halls with fewer seats, have no reservations.
AHEAD = timedelta(hours=3)
FEWEST_SEATS = 150


async def reserve(services: Services, clock: Clock, show: Show, plan: Plan) -> None:
    """Reserve seats that nobody bought, where a row has as many."""
    states = (await services.bookings.seats(show.show_id)).states
    is_full = states.count(SeatState.AVAILABLE) < LEFT_SHARE * len(states)
    if is_full or show.starts_at - clock.now() < AHEAD or len(states) < FEWEST_SEATS:
        return
    until = show.starts_at - timedelta(hours=1)
    for row, count, customer in PARTIES:
        free = last_free(plan, states, row)[:count]
        if len(free) < count:
            continue
        seats = tuple(SeatChoice(seat_id) for seat_id in reversed(free))
        answer = await services.bookings.hold(HoldRequest(show.show_id, seats, CLERK))
        if answer.booking is not None:
            booking_id = answer.booking.booking_id
            await services.bookings.set_customer(booking_id, customer, CLERK)
            await services.bookings.reserve(booking_id, until, CLERK)
