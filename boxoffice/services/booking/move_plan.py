"""What moving a show to another layout would do: a pure decision over who has which seat."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from boxoffice.model.booking import Booking, BookingState, Line
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Seat
from boxoffice.model.money import Money
from boxoffice.model.moving import ChosenSeat, Match, SeatMove, ShowMove
from boxoffice.rules.plain import to_plain
from boxoffice.rules.seat_matching import Found
from boxoffice.rules.seat_moving import Taken, seat_everybody
from boxoffice.services.booking.sale import OnSale, named

#: Who paid chooses first, who is still choosing last.
_TURNS = (
    BookingState.CONFIRMED,
    BookingState.REFUND_PENDING,
    BookingState.PENDING,
    BookingState.HELD,
)


def plan_move(
    before: OnSale,
    after: OnSale,
    bookings: Iterable[Booking],
    chosen: Iterable[ChosenSeat] = (),
    off_sale: Collection[str] = (),
) -> ShowMove:
    """Where every seat goes of these bookings and holds, which all have seats of `before`. Who has
    lost theirs sits where it is `chosen`, and on no seat of `off_sale` (uids after the
    move); BadInput when that cannot be.

    The token changes with whatever would become of anybody's seat, and with the show; seats that
    stay as they are may be sold and let go meanwhile.
    """
    in_turn = sorted(
        bookings, key=lambda booking: (_TURNS.index(booking.state), booking.created_at)
    )
    lines = [(booking, line) for booking in in_turn for line in booking.seats]
    wanted = {one.line_id: one.seat_id for one in chosen}
    taken = [
        Taken(booking.booking_id, line.seat_uid, wanted.get(line.line_id, ""))
        for booking, line in lines
    ]
    found = seat_everybody(before.layout.plan, after.layout.plan, taken, off_sale)
    seats = tuple(
        _seat_move(after, booking, line, there)
        for (booking, line), there in zip(lines, found, strict=True)
    )
    return ShowMove(
        after.offered.show.show_id,
        before.layout.layout_id,
        after.layout.layout_id,
        _token(before, after, seats),
        seats,
        tuple(sorted(off_sale)),
    )


def check_everybody_seated(move: ShowMove) -> None:
    """BadInput when somebody who paid or is paying would lose their seat."""
    lost = tuple(
        seat.seat_id
        for seat in move.seats
        if seat.match is Match.NONE and seat.state is not BookingState.HELD
    )
    if lost:
        raise BadInput(
            f"{named(lost)}: sold, and no seat is left for them in the new layout.", seat_ids=lost
        )


def moved_lines(lines: Sequence[Line], move: ShowMove) -> tuple[Line, ...]:
    """The lines in their new seats, at the prices they had; those that are not named stay."""
    by_line = {seat.line_id: seat for seat in move.seats if seat.match is not Match.NONE}
    return tuple(
        replace(
            line,
            seat_uid=seat.to_uid,
            seat_id=seat.to_seat_id,
            category_id=seat.to_category_id,
        )
        if (seat := by_line.get(line.line_id))
        else line
        for line in lines
    )


def _seat_move(after: OnSale, booking: Booking, line: Line, found: Found) -> SeatMove:
    at, match = found
    seat = after.layout.plan.seats[at] if at >= 0 else None
    price = _price_there(after, line, seat)
    move = SeatMove(
        booking.booking_id,
        line.line_id,
        booking.number,
        booking.state,
        match,
        line.seat_uid,
        line.seat_id,
        line.category_id,
        seat.uid if seat else "",
        seat.seat_id if seat else "",
        seat.category_id if seat else 0,
        line.price,
        price,
        reissue=False,
    )
    return replace(move, reissue=move.is_changed and booking.state is BookingState.CONFIRMED)


def _price_there(after: OnSale, line: Line, seat: Seat | None) -> Money:
    if seat is None:
        return line.price
    known = after.prices.seats.get((seat.category_id, line.ticket_type))
    return (known or after.prices.seats[seat.category_id, ""]).price


def _token(before: OnSale, after: OnSale, seats: Iterable[SeatMove]) -> str:
    show = after.offered.show
    decided = (
        show.show_id,
        before.offered.show.version,
        before.layout.layout_id,
        after.layout.layout_id,
        to_plain(show.prices),
        [to_plain(seat) for seat in seats if seat.is_changed],
    )
    return hashlib.sha256(json.dumps(decided).encode()).hexdigest()
