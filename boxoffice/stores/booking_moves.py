"""Moving a show to another layout, with everybody who has a seat, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import NotFound
from boxoffice.model.money import Money
from boxoffice.model.moving import SeatMove, ShowMove
from boxoffice.model.show import OfferedShow
from boxoffice.stores.booking import bookings, claims, lines, moves, shows, tickets
from boxoffice.stores.booking_blocks import BlockedSeat, move_blocks, read_blocks
from boxoffice.stores.booking_catalog import show_row
from boxoffice.stores.booking_ledger import Outrun
from boxoffice.stores.booking_reading import read_booking, read_of_shows
from boxoffice.stores.booking_writing import write_change

#: Bookings in these states own the seats of their active lines.
OWNING_STATES = frozenset(
    {BookingState.PENDING, BookingState.CONFIRMED, BookingState.REFUND_PENDING}
)

_MOVE = (
    select(moves.c.body)
    .join(shows, shows.c.show_id == moves.c.show_id)
    .where(moves.c.token == bindparam("this"))
    .where(shows.c.show_id == bindparam("of_show"), shows.c.version >= bindparam("to_version"))
)
_SHOW = select(shows.c.version, shows.c.layout_id).where(shows.c.show_id == bindparam("this"))
_SET_SHOW = update(shows).where(shows.c.show_id == bindparam("this"))
_SET_BOOKING = update(bookings).where(bookings.c.booking_id == bindparam("this"))
_SET_LINE = update(lines).where(lines.c.line_id == bindparam("this"))
_SET_CLAIM = update(claims).where(claims.c.line_id == bindparam("this"))
_VOID_PRINTS = (
    update(tickets)
    .where(tickets.c.line_id == bindparam("this"))
    .values(
        serial=tickets.c.serial + 1,
        issued_at=bindparam("now"),
        moved_by=bindparam("by_move"),
        # Moved twice, the customer still has the print of before the first time.
        printed_as=func.coalesce(tickets.c.printed_as, bindparam("was")),
    )
)


@dataclass(frozen=True, slots=True)
class Seated:
    """A show at one version of it, the bookings that own its seats, and those that are off sale."""

    version: int
    layout_id: str
    owning: tuple[Booking, ...]
    blocks: tuple[BlockedSeat, ...]

    def is_as(self, other: "Seated") -> bool:
        """Whether nothing has changed between the two."""
        return self._compared() == other._compared()

    def _compared(self) -> tuple[object, ...]:
        versions = {booking.booking_id: booking.version for booking in self.owning}
        return self.version, self.layout_id, versions, self.blocks


def read_move(connection: Connection, offered: OfferedShow, token: str) -> ShowMove | None:
    """The move of this show that was made under this token, if it was, and the version that
    `offered` has is not still to come: then it is asked for once more, after other changes."""
    show = offered.show
    wanted = {"this": token, "of_show": show.show_id, "to_version": show.version}
    found: ShowMove | None = connection.execute(_MOVE, wanted).scalar_one_or_none()
    return found


def read_seated(connection: Connection, show_id: int) -> Seated:
    """Who owns the seats of a show, and which are off sale; NotFound."""
    show = connection.execute(_SHOW, {"this": show_id}).first()
    if show is None:
        raise NotFound(f"There is no show {show_id}.")
    found = read_of_shows(connection, (show_id,))
    owning = tuple(booking for booking in found if booking.state in OWNING_STATES)
    blocks = read_blocks(connection, (show_id,))
    return Seated(show.version, show.layout_id, owning, blocks)


def write_move(
    connection: Connection,
    move: ShowMove,
    offered: OfferedShow,
    before: Seated,
    uids: Mapping[str, str],
    at: datetime,
    actor: str,
) -> tuple[Booking, ...]:
    """Put the show on its new layout and everybody into their new seats; answers the bookings
    that changed. Every print of a ticket that reads otherwise now stops admitting. Seats that are
    off sale stay so by `uids`, those of the old layout to those of the new one.

    Outrun when the show, a booking or what is off sale is not as it was in `before`, which the move
    was worked out from.
    """
    if not read_seated(connection, move.show_id).is_as(before):
        raise Outrun
    held = BookingState.HELD
    owned = [seat for seat in move.seats if seat.is_changed and seat.state is not held]
    _reseat(connection, owned)
    move_blocks(connection, move.show_id, uids)
    connection.execute(_SET_SHOW, {"this": move.show_id, **show_row(offered)})
    connection.execute(
        insert(moves),
        {"token": move.token, "show_id": move.show_id, "at": at, "actor": actor, "body": move},
    )
    reissued = [
        {"this": seat.line_id, "now": at, "by_move": move.token, "was": seat.seat_id}
        for seat in owned
        if seat.reissue
    ]
    if reissued:
        connection.execute(_VOID_PRINTS, reissued)
    touched = {seat.booking_id for seat in owned}
    return tuple(
        _step(connection, booking, at, actor)
        for booking in before.owning
        if booking.booking_id in touched
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
