"""What a theatre has of its items."""

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.booking import ItemChoice, Stock


async def stock(request: Request, theatre_id: str) -> tuple[Stock, ...]:
    """What there is of each item that was ever delivered."""
    return await request.services.bookings.stock(theatre_id)


async def change_stock(
    request: Request, theatre_id: str, item: str, change: int, idempotency_key: str
) -> Stock:
    """Add or take away pieces."""
    by = (await request.caller()).user_id
    bookings = request.services.bookings
    return await bookings.change_stock(theatre_id, item, change, idempotency_key, by)


BINDINGS = Bindings(
    roots={"Query.stock": stock, "Mutation.changeStock": change_stock},
    shapes={"Stock": Shape(Stock)},
    inputs={"ItemChoiceInput": ItemChoice},
)
