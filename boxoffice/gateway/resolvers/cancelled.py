"""Cancelled shows, and what is done about their bookings."""

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.cancelled import (
    CancelledBooking,
    CancelledNote,
    CancelledShow,
    Outcome,
    Remedy,
    RemedyOrder,
    TaskState,
    TenderSum,
)


async def cancelled_shows(request: Request, theatre_id: str) -> tuple[CancelledNote, ...]:
    """A theatre's, the latest first."""
    return await request.services.cancelled.cancelled(theatre_id)


async def cancelled_show(request: Request, show_id: int) -> CancelledShow:
    """A show's bookings as they stand."""
    return await request.services.cancelled.of_show(show_id)


async def cancel_show(request: Request, show_id: int, reason: str) -> CancelledShow:
    """Cancel it for good."""
    by = (await request.caller()).user_id
    return await request.services.cancelled.cancel(show_id, reason, by)


async def order_remedy(
    request: Request,
    show_id: int,
    remedy: Remedy,
    booking_ids: list[str] | None = None,
    to_show_id: int | None = None,
    till: str | None = None,
) -> CancelledShow:
    """Ask for something, each booking once."""
    by = (await request.caller()).user_id
    order = RemedyOrder(show_id, remedy, by, tuple(booking_ids or ()), to_show_id or 0, till or "")
    return await request.services.cancelled.order(order)


BINDINGS = Bindings(
    roots={
        "Query.cancelledShows": cancelled_shows,
        "Query.cancelledShow": cancelled_show,
        "Mutation.cancelShow": cancel_show,
        "Mutation.orderRemedy": order_remedy,
    },
    shapes={
        "TenderSum": Shape(TenderSum),
        "CancelledBooking": Shape(CancelledBooking),
        "CancelledShow": Shape(CancelledShow),
        "CancelledNote": Shape(CancelledNote),
    },
    enums={"Remedy": Remedy, "TaskState": TaskState, "Outcome": Outcome},
)
