"""Shows that are being moved to another layout: written down before Booking hears of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from boxoffice.model.moving import ChosenSeat
from boxoffice.model.show import Show
from boxoffice.stores import show as shows
from boxoffice.stores.show import moves

_ADD = insert(moves)
_OF_SHOW = select(moves).where(moves.c.show_id == bindparam("this"))
_ALL = select(moves).order_by(moves.c.show_id)
_REMOVE = delete(moves).where(
    moves.c.show_id == bindparam("this"), moves.c.token == bindparam("by_token")
)


@dataclass(frozen=True, slots=True)
class PendingMove:
    """A move that was confirmed and of which it is not known yet whether it was made; `show` is
    the show as it is after it."""

    show: Show
    chosen: tuple[ChosenSeat, ...]
    token: str
    by: str


def begin(connection: Connection, move: PendingMove, at: datetime) -> None:
    """Write a move down."""
    connection.execute(
        _ADD,
        {
            "show_id": move.show.show_id,
            "token": move.token,
            "show": move.show,
            "chosen": move.chosen,
            "begun_at": at,
            "begun_by": move.by,
        },
    )


def of_show(connection: Connection, show_id: int) -> PendingMove | None:
    """The move that a show is in, if it is in one."""
    row = connection.execute(_OF_SHOW, {"this": show_id}).first()
    return _move(row) if row else None


def all_pending(connection: Connection) -> tuple[PendingMove, ...]:
    """Every move that is not known to be made or refused."""
    return tuple(_move(row) for row in connection.execute(_ALL))


def finish(connection: Connection, move: PendingMove) -> None:
    """Note that a move was made, and that Booking holds the show as it is now; what was noted
    already is not noted again, over what came after it."""
    if drop(connection, move):
        shows.set_layout(connection, move.show, move.by)
        shows.acknowledge(connection, {move.show.show_id: move.show.version})


def drop(connection: Connection, move: PendingMove) -> bool:
    """Forget a move; whether it was written down until now."""
    gone = connection.execute(_REMOVE, {"this": move.show.show_id, "by_token": move.token})
    return bool(gone.rowcount)


def _move(row: Row[Any]) -> PendingMove:
    return PendingMove(row.show, row.chosen, row.token, row.begun_by)
