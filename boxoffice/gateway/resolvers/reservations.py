"""Bookings that are paid later, and tickets that are collected later."""

from datetime import datetime

from boxoffice.gateway.access import is_staff_at
from boxoffice.gateway.approval import APPROVERS, approved
from boxoffice.gateway.binding import Bindings
from boxoffice.gateway.request import Request
from boxoffice.model.booking import Booking
from boxoffice.model.errors import NotAllowed
from boxoffice.model.user import Approval


async def reservations(request: Request, show_id: int) -> tuple[Booking, ...]:
    """A show's reservations that wait to be paid."""
    return await request.services.bookings.reservations(show_id)


async def reserve(
    request: Request, booking_id: str, until: datetime, approval: Approval | None = None
) -> Booking:
    """Keep what is held for somebody who pays later."""
    supervised = await _supervised(request, booking_id, approval)
    by = (await request.caller()).user_id
    return await request.services.bookings.reserve(booking_id, until, by, supervised=supervised)


async def extend_reservation(
    request: Request, booking_id: str, until: datetime, approval: Approval | None = None
) -> Booking:
    """Let a reservation be paid until later; a clerk with a supervisor's PIN."""
    if not await _supervised(request, booking_id, approval):
        raise NotAllowed("A supervisor's PIN is needed to keep these seats longer.")
    by = approval.user_id if approval is not None else (await request.caller()).user_id
    bookings = request.services.bookings
    return await bookings.extend_reservation(booking_id, until, by, supervised=True)


async def release_lines(request: Request, booking_id: str, line_ids: list[str]) -> Booking:
    """Let some lines of a reservation go."""
    # What is left comes to another amount than an open payment asks for.
    await request.services.payments.close_open(booking_id)
    by = (await request.caller()).user_id
    return await request.services.bookings.release_lines(booking_id, tuple(line_ids), by)


async def collect_tickets(request: Request, booking_id: str) -> Booking:
    """Note that tickets were handed over, by the caller."""
    by = (await request.caller()).user_id
    name = (await request.services.users.staff(by)).display_name
    return await request.services.bookings.collect(booking_id, name, by)


async def _supervised(request: Request, booking_id: str, approval: Approval | None) -> bool:
    """Whether the caller is a supervisor, or has the yes of one; WrongSecret, NotAllowed."""
    theatre_id = await request.facts.theatre_of_booking(booking_id)
    if approval is not None:
        return bool(await approved(request, theatre_id, approval))
    return is_staff_at(await request.caller(), theatre_id, APPROVERS)


BINDINGS = Bindings(
    roots={
        "Query.reservations": reservations,
        "Mutation.reserve": reserve,
        "Mutation.extendReservation": extend_reservation,
        "Mutation.releaseLines": release_lines,
        "Mutation.collectTickets": collect_tickets,
    },
)
