"""Stock of a theatre's items: delivered and thrown away by staff, taken with the claim, and given
back when that ends."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from boxoffice.model.booking import Booking, Stock
from boxoffice.model.errors import BadInput, KeyReused, SoldOut
from boxoffice.model.terms import Item
from boxoffice.stores.booking import stock, stock_moves, stock_taken

_THIS = (stock.c.theatre_id == bindparam("theatre"), stock.c.item == bindparam("this"))
_LEFT = select(stock.c.pieces).where(*_THIS)
_ALL = (
    select(stock.c.item, stock.c.pieces)
    .where(stock.c.theatre_id == bindparam("theatre"))
    .order_by(stock.c.item)
)
#: Never below nothing.
_CHANGE = (
    update(stock)
    .where(*_THIS, stock.c.pieces + bindparam("more") >= 0)
    .values(pieces=stock.c.pieces + bindparam("more"))
)
_MOVED = select(stock_moves).where(stock_moves.c.key == bindparam("this"))
_TAKEN = select(stock_taken.c.item, stock_taken.c.pieces).where(
    stock_taken.c.booking_id == bindparam("booking")
)
_KEEP_LESS = (
    update(stock_taken)
    .where(stock_taken.c.booking_id == bindparam("booking"))
    .where(stock_taken.c.item == bindparam("this"))
    .values(pieces=stock_taken.c.pieces - bindparam("fewer"))
)
_FORGET = delete(stock_taken).where(stock_taken.c.booking_id == bindparam("booking"))


def read_stock(connection: Connection, theatre_id: str) -> tuple[Stock, ...]:
    """What is there of each item that was ever delivered."""
    rows = connection.execute(_ALL, {"theatre": theatre_id})
    return tuple(Stock(row.item, row.pieces) for row in rows)


def change_stock(
    connection: Connection,
    theatre_id: str,
    item: str,
    change: int,
    key: str,
    at: datetime,
    by: str,
    reason: str = "",
) -> Stock:
    """Add pieces, or take some away, once under a key; KeyReused for another change under it,
    BadInput when there are not so many. IntegrityError when another transaction was first."""
    known = connection.execute(_MOVED, {"this": key}).first()
    if known is None:
        moved = {"key": key, "theatre_id": theatre_id, "item": item, "change": change}
        connection.execute(
            insert(stock_moves), {**moved, "at": at, "moved_by": by, "reason": reason}
        )
        if not _change(connection, theatre_id, item, change):
            raise BadInput(f"There are only {_left(connection, theatre_id, item)} of these.")
    elif (known.theatre_id, known.item, known.change) != (theatre_id, item, change):
        raise KeyReused("This key was already used for another delivery.")
    return Stock(item, _left(connection, theatre_id, item))


def check_stock(connection: Connection, theatre_id: str, needed: Mapping[Item, int]) -> None:
    """SoldOut when there are fewer pieces of something. Nothing is taken."""
    for item, pieces in needed.items():
        left = _left(connection, theatre_id, item.code)
        if not left:
            raise SoldOut(f"{item.name}: sold out.")
        if left < pieces:
            raise SoldOut(f"{item.name}: {left} left, and {pieces} are wanted.")


def take_stock(
    connection: Connection, theatre_id: str, booking_id: str, needed: Mapping[Item, int]
) -> None:
    """Take pieces for a booking, all or none; SoldOut."""
    # Always by code, so that two transactions cannot lock each other out.
    for item in sorted(needed, key=lambda one: one.code):
        if not _change(connection, theatre_id, item.code, -needed[item]):
            check_stock(connection, theatre_id, {item: needed[item]})
        connection.execute(
            insert(stock_taken),
            {"booking_id": booking_id, "item": item.code, "pieces": needed[item]},
        )


def give_back_stock(connection: Connection, theatre_id: str, booking_id: str) -> None:
    """Put back what a booking took, whatever its items are made of by now."""
    for row in connection.execute(_TAKEN, {"booking": booking_id}).all():
        _change(connection, theatre_id, row.item, row.pieces)
    connection.execute(_FORGET, {"booking": booking_id})


def put_back(connection: Connection, booking: Booking, pieces: Mapping[Item, int]) -> None:
    """Put pieces back that single lines of a booking took; never more than it has taken, since an
    item may be made of other things by now."""
    key = {"booking": booking.booking_id}
    taken = {row.item: row.pieces for row in connection.execute(_TAKEN, key).all()}
    for item in sorted(pieces, key=lambda one: one.code):
        back = min(pieces[item], taken.get(item.code, 0))
        if back:
            _change(connection, booking.theatre_id, item.code, back)
            connection.execute(_KEEP_LESS, {**key, "this": item.code, "fewer": back})


def _change(connection: Connection, theatre_id: str, item: str, more: int) -> bool:
    """Whether there are enough; a first delivery begins the row."""
    changed = connection.execute(_CHANGE, {"theatre": theatre_id, "this": item, "more": more})
    if changed.rowcount == 1:
        return True
    if more < 0 or _row(connection, theatre_id, item) is not None:
        return False
    connection.execute(insert(stock), {"theatre_id": theatre_id, "item": item, "pieces": more})
    return True


def _left(connection: Connection, theatre_id: str, item: str) -> int:
    return _row(connection, theatre_id, item) or 0


def _row(connection: Connection, theatre_id: str, item: str) -> int | None:
    left: int | None = connection.execute(_LEFT, {"theatre": theatre_id, "this": item}).scalar()
    return left
