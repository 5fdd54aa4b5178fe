"""Moving shows to another layout, and the tickets that read otherwise then."""

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.booking import Ticket
from boxoffice.model.moving import ChosenSeat, Match, MovedTicket, NewPrice, SeatMove, ShowMove


async def move_of_show(
    request: Request,
    show_id: int,
    layout_id: str,
    prices: list[NewPrice],
    chosen: list[ChosenSeat] | None = None,
) -> ShowMove:
    """What moving a show would do."""
    return await request.services.shows.preview_move(
        show_id, layout_id, tuple(prices), tuple(chosen or ())
    )


async def move_show(
    request: Request,
    show_id: int,
    layout_id: str,
    prices: list[NewPrice],
    token: str,
    chosen: list[ChosenSeat] | None = None,
) -> ShowMove:
    """Move a show as it was said with this token."""
    by = (await request.caller()).user_id
    return await request.services.shows.move(
        show_id, layout_id, tuple(prices), token, by, tuple(chosen or ())
    )


async def tickets_to_reissue(request: Request, theatre_id: str) -> tuple[MovedTicket, ...]:
    """Tickets that are to be printed anew."""
    return await request.services.bookings.to_reissue(theatre_id)


async def reprint_tickets(request: Request, booking_id: str, after: int) -> tuple[Ticket, ...]:
    """New tickets in place of all older prints."""
    by = (await request.caller()).user_id
    return await request.services.bookings.reprint(booking_id, after, by)


async def tickets_reissued(request: Request, booking_id: str, serial: int) -> int:
    """Note that they were printed."""
    return await request.services.bookings.reissued(booking_id, serial)


BINDINGS = Bindings(
    roots={
        "Query.moveOfShow": move_of_show,
        "Query.ticketsToReissue": tickets_to_reissue,
        "Mutation.moveShow": move_show,
        "Mutation.reprintTickets": reprint_tickets,
        "Mutation.ticketsReissued": tickets_reissued,
    },
    shapes={
        "SeatMove": Shape(SeatMove),
        "ShowMove": Shape(ShowMove),
        "MovedTicket": Shape(MovedTicket),
    },
    inputs={"NewPriceInput": NewPrice, "ChosenSeatInput": ChosenSeat},
    enums={"SeatMatch": Match},
)
