"""Moving shows to another layout."""

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.moving import Match, NewPrice, SeatMove, ShowMove


async def move_of_show(
    request: Request, show_id: int, layout_id: str, prices: list[NewPrice]
) -> ShowMove:
    """What moving a show would do."""
    return await request.services.shows.preview_move(show_id, layout_id, tuple(prices))


async def move_show(
    request: Request, show_id: int, layout_id: str, prices: list[NewPrice], token: str
) -> ShowMove:
    """Move a show as it was said with this token."""
    by = (await request.caller()).user_id
    return await request.services.shows.move(show_id, layout_id, tuple(prices), token, by)


BINDINGS = Bindings(
    roots={"Query.moveOfShow": move_of_show, "Mutation.moveShow": move_show},
    shapes={"SeatMove": Shape(SeatMove), "ShowMove": Shape(ShowMove)},
    inputs={"NewPriceInput": NewPrice},
    enums={"SeatMatch": Match},
)
