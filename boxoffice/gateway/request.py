"""One request on its way through the gateway: who asks, and what was loaded for it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from boxoffice.gateway.batches import Batch
from boxoffice.gateway.facts import Facts, Published
from boxoffice.gateway.open_holds import OpenHolds
from boxoffice.gateway.upstream import Services
from boxoffice.model.booking import Booking
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.payment import BookingPayments
from boxoffice.model.show import ShowAvailability
from boxoffice.model.user import Caller


@dataclass(frozen=True, slots=True)
class Shared:
    """What all requests of one gateway share. `guests`: whether people book without signing in."""

    services: Services
    clock: Clock
    facts: Facts
    guests: bool
    open_holds: OpenHolds


class Request:
    """The context handed to every resolver. `address` is the caller's on the network; empty for
    a caller in this process, and for one who is free of the limits per address and user."""

    def __init__(self, shared: Shared, token: str, address: str = "") -> None:
        self.services = shared.services
        self.clock = shared.clock
        self.facts = shared.facts
        self.guests = shared.guests
        self.open_holds = shared.open_holds
        self.token = token
        self.address = address
        self._caller: Caller | Refusal | None = None
        self._asking = asyncio.Lock()

    @cached_property
    def availability(self) -> Batch[int, ShowAvailability]:
        """Seat counts by show."""
        return Batch(self._load_availability)

    @cached_property
    def bookings_of_show(self) -> Batch[int, tuple[Booking, ...]]:
        """Bookings and live holds by show."""
        return Batch(self._load_bookings)

    @cached_property
    def published(self) -> Batch[str, Published]:
        """Published layouts by their ids."""
        return Batch(self.facts.published_among)

    @cached_property
    def payments_of_booking(self) -> Batch[str, BookingPayments]:
        """What a booking's payments come to, by booking."""
        return Batch(self._load_payments)

    async def caller(self) -> Caller:
        """Who asks; nobody without a token, NotSignedIn for one that is no longer good."""
        if not self.token:
            return Caller()
        found = self._caller or await self._asked_once()
        if isinstance(found, Refusal):
            raise found
        return found

    async def asker(self) -> str:
        """Who asks, as far as it is known and not merely said: a signed-in id, else an address."""
        return (await self.caller()).user_id or f"address {self.address}"

    @property
    def known_user_id(self) -> str:
        """Who asks, where that was found out by now; else empty."""
        return self._caller.user_id if isinstance(self._caller, Caller) else ""

    def forget_caller(self) -> None:
        """Look the caller up anew: their roles have just changed."""
        self._caller = None

    def forget_payments(self) -> None:
        """Ask for payments anew: a stream goes on for longer than they stay what they are."""
        self.payments_of_booking = Batch(self._load_payments)

    async def _asked_once(self) -> Caller | Refusal:
        """The answer of the User service, for all fields of the request, which are resolved side
        by side."""
        async with self._asking:
            if self._caller is None:
                try:
                    self._caller = await self.services.users.caller(self.token)
                except Refusal as refusal:
                    self._caller = refusal
            return self._caller

    async def _load_availability(self, show_ids: tuple[int, ...]) -> Mapping[int, ShowAvailability]:
        counts = await self.services.bookings.availability(show_ids)
        return {each.show_id: each for each in counts}

    async def _load_bookings(self, show_ids: tuple[int, ...]) -> Mapping[int, tuple[Booking, ...]]:
        by_show: dict[int, list[Booking]] = {show_id: [] for show_id in show_ids}
        for booking in await self.services.bookings.of_shows(show_ids):
            by_show[booking.show_id].append(booking)
        return {show_id: tuple(bookings) for show_id, bookings in by_show.items()}

    async def _load_payments(self, booking_ids: tuple[str, ...]) -> Mapping[str, BookingPayments]:
        found = await self.services.payments.states(booking_ids)
        return {each.booking_id: each for each in found}
