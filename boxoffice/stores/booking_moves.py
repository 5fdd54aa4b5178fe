"""Moving a show to another layout, with everybody who has a seat, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.money import Money
from boxoffice.model.moving import SeatMove, ShowMove
from boxoffice.model.show import OfferedShow
from boxoffice.stores.booking import bookings, claims, lines, moves, shows, tickets
from boxoffice.stores.booking_catalog import show_row
from boxoffice.stores.booking_ledger import Outrun
from boxoffice.stores.booking_reading import read_booking, read_of_shows
from boxoffice.stores.booking_writing import write_change

#: Bookings in these states own the seats of their active lines.
OWNING_STATES = frozenset(
    {BookingState.PENDING, BookingState.CONFIRMED, BookingState.REFUND_PENDING}
)

_MOVE = select(moves.c.body).where(moves.c.token == bindparam("this"))
_SHOW = select(shows.c.version, shows.c.layout_id).where(shows.c.show_id == bindparam("this"))
_SET_SHOW = update(shows).where(shows.c.show_id == bindparam("this"))
_SET_BOOKING = update(bookings).where(bookings.c.booking_id == bindparam("this"))
_SET_LINE = update(lines).where(lines.c.line_id == bindparam("this"))
_SET_CLAIM = update(claims).where(claims.c.line_id == bindparam("this"))
_VOID_PRINTS = (
    update(tickets)
    .where(tickets.c.line_id == bindparam("this"))
    .values(serial=tickets.c.serial + 1, issued_at=bindparam("now"))
)


def read_move(connection: Connection, token: str) -> ShowMove | None:
    """The move that was made under this token, if it was."""
    found: ShowMove | None = connection.execute(_MOVE, {"this": token}).scalar_one_or_none()
    return found


def read_owning(connection: Connection, show_id: int) -> tuple[Booking, ...]:
    """The bookings of a show that own seats."""
    found = read_of_shows(connection, (show_id,))
    return tuple(booking for booking in found if booking.state in OWNING_STATES)


def write_move(
    connection: Connection,
    move: ShowMove,
    offered: OfferedShow,
    old_version: int,
    owning: Sequence[Booking],
    at: datetime,
    actor: str,
) -> tuple[Booking, ...]:
    """Put the show on its new layout and everybody into their new seats; answers the bookings
    that changed. Every print of a ticket that reads otherwise now stops admitting.

    Outrun unless the show is at `old_version` on its old layout, and `owning` are just the
    bookings that own its seats, each at its present version.
    """
    show = connection.execute(_SHOW, {"this": move.show_id}).first()
    if show is None or (show.version, show.layout_id) != (old_version, move.from_layout_id):
        raise Outrun
    if _versions(read_owning(connection, move.show_id)) != _versions(owning):
        raise Outrun
    held = BookingState.HELD
    owned = [seat for seat in move.seats if seat.is_changed and seat.state is not held]
    _reseat(connection, owned)
    reissued = [{"this": seat.line_id, "now": at} for seat in owned if seat.reissue]
    if reissued:
        connection.execute(_VOID_PRINTS, reissued)
    connection.execute(_SET_SHOW, {"this": move.show_id, **show_row(offered)})
    connection.execute(
        insert(moves),
        {"token": move.token, "show_id": move.show_id, "at": at, "actor": actor, "body": move},
    )
    touched = {seat.booking_id for seat in owned}
    return tuple(
        _step(connection, booking, at, actor) for booking in owning if booking.booking_id in touched
    )


def _reseat(connection: Connection, owned: Sequence[SeatMove]) -> None:
    """A seat whose uid is in both layouts stays its holder's, so that no claim ever takes a uid
    that is still another's."""
    if not owned:
        return
    connection.execute(
        _SET_LINE,
        [
            {
                "this": seat.line_id,
                "seat_uid": seat.to_uid,
                "seat_id": seat.to_seat_id,
                "category_id": seat.to_category_id,
            }
            for seat in owned
        ],
    )
    connection.execute(
        _SET_CLAIM, [{"this": seat.line_id, "seat_uid": seat.to_uid} for seat in owned]
    )


def _step(connection: Connection, booking: Booking, at: datetime, actor: str) -> Booking:
    """Write that a booking has other seats than before, at no other price."""
    version = booking.version + 1
    connection.execute(
        _SET_BOOKING, {"this": booking.booking_id, "version": version, "updated_at": at}
    )
    moved = read_booking(connection, booking.booking_id)
    assert moved is not None
    write_change(connection, moved, booking.state, "move", actor, Money(0, booking.total.currency))
    return moved


def _versions(found: Sequence[Booking]) -> dict[str, int]:
    return {booking.booking_id: booking.version for booking in found}
