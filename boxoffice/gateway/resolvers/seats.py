"""The seats of a show: as the contract's lists, and as a live stream."""

import base64
from collections.abc import AsyncGenerator
from typing import NamedTuple

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.closing import Closing
from boxoffice.gateway.request import Request
from boxoffice.model.booking import HoldView, SeatChange, SeatDelta, SeatSnapshot
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import SeatState

#: getSeats knows three words; a blocked seat cannot be had, which reads booked.
WORDS = {
    SeatState.AVAILABLE: "available",
    SeatState.LOCKED: "locked",
    SeatState.BOOKED: "booked",
    SeatState.BLOCKED: "booked",
}
#: A show id has 32 bits, whose largest number has so many digits.
MAX_DIGITS = 10


class SeatReading(NamedTuple):
    """A seat and its state as a number."""

    seat_id: str
    state: int


class SeatWord(NamedTuple):
    """A seat and its state as a word."""

    seat_id: str
    word: str


async def get_available_seats(request: Request, show_id: int) -> list[SeatReading]:
    """Every seat of a show with its state."""
    snapshot = await request.services.bookings.seats(show_id)
    published = await request.facts.published(snapshot.layout_id)
    return list(map(SeatReading, published.seat_ids, snapshot.states))


async def get_seats(request: Request, id: str) -> list[SeatWord]:  # noqa: A002 - the contract's
    """Every seat of a show, its state in words."""
    readings = await get_available_seats(request, _show_id(id))
    words = [WORDS[state] for state in SeatState]
    return [SeatWord(seat_id, words[state]) for seat_id, state in readings]


async def seat_map(
    request: Request, show_id: int, epoch: str | None = None, since_version: int | None = None
) -> AsyncGenerator[SeatSnapshot | SeatDelta, None]:
    """A snapshot, then deltas."""
    updates = request.services.bookings.watch_seats(
        show_id, epoch or "", -1 if since_version is None else since_version
    )
    async with Closing(updates):
        async for update in updates:
            message = update.snapshot or update.delta
            if message is not None:
                yield message


def states_text(snapshot: SeatSnapshot) -> str:
    """Base64, one byte a seat."""
    return base64.b64encode(snapshot.states).decode("ascii")


def hold_id(change: SeatChange) -> str | None:
    """None for a seat that nobody holds."""
    return change.hold_id or None


def _show_id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS):
        raise BadInput(f"“{text[:20]}” is not a show id.")
    return int(text)


BINDINGS = Bindings(
    roots={
        "Query.getAvailableSeats": get_available_seats,
        "Query.getSeats": get_seats,
    },
    streams={"Subscription.seatMap": seat_map},
    shapes={
        "SeatAvailability": Shape(SeatReading, {"seatID": "seat_id", "Status": "state"}),
        "Seats": Shape(SeatWord, {"id": "seat_id", "Status": "word"}),
        "SeatMapSnapshot": Shape(SeatSnapshot, {"states": states_text}),
        "SeatMapDelta": Shape(SeatDelta),
        "HoldView": Shape(HoldView),
        "SeatChange": Shape(SeatChange, {"holdId": hold_id}),
    },
)
