"""What comes after a sale: bookings are found again, named after somebody, and given back."""

import asyncio
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from boxoffice.model.booking import Booking, Customer
from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, TryAgain
from boxoffice.model.refund import GivenBack
from boxoffice.rules.customers import check_customer, typed_words
from boxoffice.services.booking.holding import Holding
from boxoffice.services.booking.projector import Projector
from boxoffice.services.booking.tickets import TicketOffice
from boxoffice.stores.booking_finding import read_with_words, set_customer
from boxoffice.stores.booking_ledger import Outrun
from boxoffice.stores.booking_reading import read_numbered, read_state
from boxoffice.stores.booking_refunds import end_refund, give_back
from boxoffice.stores.database import Database

P = ParamSpec("P")
T = TypeVar("T")

#: Bookings found at once.
MOST_FOUND = 50
MAX_SEARCH_LENGTH = 400
#: How often a decision is made anew after another transaction was first.
DECISION_TRIES = 5
#: Who acts when the last of a booking's money is back.
REFUND_ACTOR = "payment"


class Afterwards:
    """Commands over bookings that are paid, and finding them."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        projector: Projector,
        holding: Holding,
        tickets: TicketOffice,
        phone_region: str,
    ) -> None:
        self._database = database
        self._clock = clock
        self._projector = projector
        self._holding = holding
        self._tickets = tickets
        self._phone_region = phone_region

    async def find(self, theatre_id: str, text: str) -> tuple[Booking, ...]:
        """A theatre's bookings by number, ticket, phone, mail or name, newest first."""
        typed = text.strip()
        if len(typed) > MAX_SEARCH_LENGTH:
            raise BadInput(f"Look for at most {MAX_SEARCH_LENGTH} characters.")
        number = await self._tickets.number_of(typed) or "".join(typed.split()).upper()
        numbered = await self._database.read(read_numbered, number)
        if numbered is not None:
            return (numbered,) if numbered.theatre_id == theatre_id else ()
        words = typed_words(typed)
        if not words:
            return ()
        return await self._database.read(read_with_words, theatre_id, words, MOST_FOUND)

    async def set_customer(self, booking_id: str, customer: Customer, by: str) -> Booking:
        """Keep who a hold or booking is for; NotFound, HoldOver, BadInput."""
        # What it knows of phone numbers is loaded by the first one.
        named = await asyncio.to_thread(check_customer, customer, self._phone_region)
        if await self._database.read(read_state, booking_id) is None:
            return await self._holding.set_customer(booking_id, named)
        booking = await self._decide(set_customer, booking_id, named, self._clock.now(), by)
        self._projector.committed(booking)
        return booking

    async def give_back(
        self, booking_id: str, line_ids: tuple[str, ...], key: str, by: str, *, restocks: bool
    ) -> GivenBack:
        """Give lines of a CONFIRMED booking back, once under the key."""
        now = self._clock.now()
        given = await self._decide(give_back, booking_id, line_ids, key, restocks, now, by)
        self._projector.committed(given.booking)
        return given

    async def end_refund(self, booking_id: str) -> Booking:
        """A REFUND_PENDING booking is REFUNDED."""
        booking = await self._decide(end_refund, booking_id, self._clock.now(), REFUND_ACTOR)
        self._projector.committed(booking)
        return booking

    async def _decide(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        for _ in range(DECISION_TRIES):
            try:
                return await self._database.run(work, *args, **kwargs)
            except Outrun:
                continue
        raise TryAgain("Too many changes to this booking at the same moment. Try again.")
