"""Making tickets for what is paid, and checking what somebody shows at the door."""

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from boxoffice.model.booking import Booking, BookingState, Ticket, TicketCheck
from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, WrongState
from boxoffice.model.moving import MovedTicket
from boxoffice.model.show import ShowStatus
from boxoffice.model.user import Contact
from boxoffice.rules.ticket_text import (
    SHORTEST_TEXT,
    TICKET_HOURS_AFTER_START,
    SignedTicket,
    read,
    sign,
)
from boxoffice.services.booking.catalog import Catalog
from boxoffice.services.booking.sale import OnSale
from boxoffice.services.booking.ticket_keys import TicketKeys
from boxoffice.stores.booking_keys import KnownKey, read_known
from boxoffice.stores.booking_reading import read_numbered
from boxoffice.stores.booking_tickets import (
    note_printed,
    raise_serials,
    read_moved,
    read_serials,
    want_tickets,
)
from boxoffice.stores.database import Database

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class TicketOffice:
    """Signs with a theatre's newest key and checks against all of them."""

    def __init__(
        self, database: Database, clock: Clock, catalog: Catalog, keys: TicketKeys
    ) -> None:
        self._database = database
        self._clock = clock
        self._catalog = catalog
        self._keys = keys

    async def tickets(self, booking: Booking) -> tuple[Ticket, ...]:
        """The tickets of a CONFIRMED booking's active lines, as last printed."""
        _check_paid(booking)
        serials = await self._database.read(read_serials, booking.booking_id)
        return await self._sign(booking, serials)

    async def reprint(self, booking: Booking, after: int, by: str) -> tuple[Ticket, ...]:
        """New tickets; from now on only these admit. Asked once more, the same ones."""
        _check_paid(booking)
        now = self._clock.now()
        serials = await self._database.run(raise_serials, booking, after, now, by)
        return await self._sign(booking, serials)

    async def send(self, booking: Booking, to: Contact, idempotency_key: str) -> None:
        """Have the tickets sent; under one key once."""
        _check_paid(booking)
        named = f"{booking.booking_id} {to.channel} {to.value} {idempotency_key}"
        wanted_id = hashlib.sha256(named.encode()).hexdigest()
        await self._database.run(want_tickets, booking, wanted_id, to, self._clock.now())

    async def to_reissue(self, theatre_id: str) -> tuple[MovedTicket, ...]:
        """Tickets of shows that may still be entered, to be printed anew since they were moved."""
        moved = await self._database.read(read_moved, theatre_id)
        shows = await self._catalog.shows([ticket.show_id for ticket in moved])
        now = self._clock.now()
        return tuple(ticket for ticket in moved if _admits_until(shows[ticket.show_id]) > now)

    async def reissued(self, booking_id: str, serial: int) -> int:
        """Note what was printed; how many tickets are no longer to be printed anew."""
        return await self._database.run(note_printed, booking_id, serial)

    async def number_of(self, text: str) -> str:
        """The number of the booking that a ticket of ours is for, also of one that no longer
        admits; empty for any other text."""
        if len(text) < SHORTEST_TEXT:
            return ""
        try:
            signed, _ = await self._known(text)
        except BadInput:
            return ""
        return signed.ticket.booking_number

    async def check(self, text: str) -> TicketCheck:
        """What a ticket says; BadInput when it is forged, altered or no longer admits."""
        signed, known = await self._known(text)
        ticket = signed.ticket
        if ticket.expires_at < self._clock.now():
            raise BadInput("This ticket is from a show that is over.")
        booking = await self._database.read(read_numbered, ticket.booking_number)
        if booking is None or booking.state is not BookingState.CONFIRMED:
            raise BadInput("The booking of this ticket is no longer valid.")
        if any(key.retired for key in known if key.theatre_id == booking.theatre_id):
            raise BadInput("The key that signed this ticket was retired; print the ticket anew.")
        serials = await self._database.read(read_serials, booking.booking_id)
        line = next((line for line in booking.seats if line.seat_uid == ticket.seat_uid), None)
        if line is None or booking.show_id != ticket.show_id:
            raise BadInput("The seat of this ticket was given back or exchanged.")
        if serials.get(line.line_id) != ticket.serial:
            raise BadInput("This ticket was printed anew; only the newest print admits.")
        sale = await self._catalog.show(booking.show_id)
        if sale.offered.show.status is ShowStatus.CANCELLED:
            raise BadInput("The show of this ticket was cancelled.")
        return ticket

    async def _known(self, text: str) -> tuple[SignedTicket, tuple[KnownKey, ...]]:
        """A ticket that one of our keys has signed, and what is known of that key; BadInput."""
        signed = read(text)
        known = await self._database.read(read_known, signed.ticket.key_id)
        if not known:
            raise BadInput("This ticket was signed by somebody else.")
        if not await asyncio.to_thread(signed.is_signed_by, known[0].public_key):
            raise BadInput("This ticket is forged or altered.")
        return signed, known

    async def _sign(self, booking: Booking, serials: Mapping[str, int]) -> tuple[Ticket, ...]:
        sale = await self._catalog.show(booking.show_id)
        key_id, key = await self._keys.signing(booking.theatre_id)
        return await asyncio.to_thread(_signed, booking, serials, sale, key_id, key)


def _check_paid(booking: Booking) -> None:
    if booking.state is not BookingState.CONFIRMED:
        raise WrongState("This booking is not paid; there are no tickets for it.")


def _signed(
    booking: Booking,
    serials: Mapping[str, int],
    sale: OnSale,
    key_id: str,
    key: "Ed25519PrivateKey",
) -> tuple[Ticket, ...]:
    """Sign every active line."""
    expires_at = _admits_until(sale)
    tickets = []
    for line in booking.seats:
        serial = serials[line.line_id]
        check = TicketCheck(
            key_id, booking.show_id, line.seat_uid, booking.number, serial, expires_at
        )
        tickets.append(
            Ticket(
                booking.booking_id,
                line.line_id,
                line.seat_id,
                line.ticket_type,
                serial,
                sign(check, key),
            )
        )
    return tuple(tickets)


def _admits_until(sale: OnSale) -> datetime:
    starts_at = sale.offered.show.starts_at.replace(microsecond=0)
    return starts_at + timedelta(hours=TICKET_HOURS_AFTER_START)
