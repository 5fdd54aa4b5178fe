"""What a theatre has of its items."""

from collections.abc import Collection

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.booking import ItemChoice, Stock
from boxoffice.rules.concessions import only_deposits


async def stock(request: Request, theatre_id: str) -> tuple[Stock, ...]:
    """What there is of each item that was ever delivered."""
    return await request.services.bookings.stock(theatre_id)


async def change_stock(
    request: Request,
    theatre_id: str,
    item: str,
    change: int,
    idempotency_key: str,
    reason: str | None = None,
) -> Stock:
    """Add or take away pieces."""
    by = (await request.caller()).user_id
    bookings = request.services.bookings
    return await bookings.change_stock(theatre_id, item, change, idempotency_key, by, reason or "")


async def are_deposits(request: Request, booking_id: str, line_ids: Collection[str]) -> bool:
    """Whether these lines of a booking are deposits, which go back to whoever brings the thing."""
    booking = await request.services.bookings.get(booking_id)
    theatre = await request.services.theatres.get(booking.theatre_id)
    given = [line for line in booking.lines if line.line_id in line_ids]
    return only_deposits(theatre.terms, given)


BINDINGS = Bindings(
    roots={"Query.stock": stock, "Mutation.changeStock": change_stock},
    shapes={"Stock": Shape(Stock)},
    inputs={"ItemChoiceInput": ItemChoice},
)
