"""Ticket keys, and what a door checks tickets by."""

import base64

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.doors import AdmittedSeat, ChangedBooking, DoorKey, DoorList, TicketKey


async def ticket_keys(request: Request, theatre_id: str) -> tuple[TicketKey, ...]:
    """A theatre's keys."""
    return await request.services.bookings.ticket_keys(theatre_id)


async def door_list(request: Request, theatre_id: str, known: str | None = None) -> DoorList | None:
    """What a theatre's doors check by, where it is not what is known."""
    doors = await request.services.bookings.door_list(theatre_id)
    return doors if doors.digest != known else None


async def rotate_ticket_key(
    request: Request, theatre_id: str, before: str
) -> tuple[TicketKey, ...]:
    """Let another key sign."""
    by = (await request.caller()).user_id
    return await request.services.bookings.rotate_key(theatre_id, before, by)


async def retire_ticket_key(
    request: Request, theatre_id: str, key_id: str
) -> tuple[TicketKey, ...]:
    """Let no ticket of a key admit."""
    by = (await request.caller()).user_id
    return await request.services.bookings.retire_key(theatre_id, key_id, by)


def _public_key(key: TicketKey | DoorKey) -> str:
    return base64.b64encode(key.public_key).decode("ascii")


BINDINGS = Bindings(
    roots={
        "Query.ticketKeys": ticket_keys,
        "Query.doorList": door_list,
        "Mutation.rotateTicketKey": rotate_ticket_key,
        "Mutation.retireTicketKey": retire_ticket_key,
    },
    shapes={
        "TicketKey": Shape(TicketKey, {"publicKey": _public_key}),
        "DoorKey": Shape(DoorKey, {"publicKey": _public_key}),
        "AdmittedSeat": Shape(AdmittedSeat),
        "ChangedBooking": Shape(ChangedBooking),
        "DoorList": Shape(DoorList),
    },
)
