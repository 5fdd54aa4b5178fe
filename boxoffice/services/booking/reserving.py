"""Bookings that are paid later, and tickets that are collected later."""

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec

from sqlalchemy import Connection

from boxoffice.model.booking import Booking
from boxoffice.model.clock import Clock
from boxoffice.model.errors import TryAgain
from boxoffice.rules.reservations import REMINDED_BEFORE, check_until
from boxoffice.services.booking.catalog import Catalog
from boxoffice.services.booking.claiming import DECISION_TRIES, Claiming, PayLater
from boxoffice.services.booking.projector import Projector
from boxoffice.services.booking.sale import check_id
from boxoffice.services.commands import Commands
from boxoffice.services.recurring import Recurring
from boxoffice.stores import booking_reservations as store
from boxoffice.stores.booking_ledger import Outrun, existing
from boxoffice.stores.database import Database

P = ParamSpec("P")

#: How often it is looked whom to remind, and how many at once.
REMIND_SECONDS, REMIND_BATCH = 60.0, 100


class Reserving:
    """A reservation is a claim whose deadline outlives the basket; the sweep ends it like others.

    Each command may be repeated: it changes nothing that is so already.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        catalog: Catalog,
        projector: Projector,
        claiming: Claiming,
        wake: Callable[[], None],
    ) -> None:
        """`wake` is called when somebody is to be reminded."""
        self._database = database
        self._clock = clock
        self._catalog = catalog
        self._projector = projector
        self._claiming = claiming
        self._wake = wake
        self.reminding = Recurring(self.remind_due, REMIND_SECONDS, "Reminding of reservations")

    async def reserve(self, booking_id: str, later: PayLater, by: str) -> Booking:
        """Keep what is held for somebody who pays later."""
        return await self._claiming.reserve(booking_id, later, by)

    async def extend(self, booking_id: str, later: PayLater, by: str) -> Booking:
        """Let a reservation be paid until later."""
        booking = await self._database.read(existing, booking_id)
        sale = await self._catalog.show(booking.show_id)
        rule, starts_at = sale.offered.terms.reservations, sale.offered.show.starts_at
        now = self._clock.now()
        check_until(rule, starts_at, later.until, now, supervised=later.supervised)
        return await self._decide(store.extend_reservation, booking_id, later.until, now, by)

    async def release_lines(self, booking_id: str, line_ids: tuple[str, ...], by: str) -> Booking:
        """Let some lines of a reservation go."""
        now = self._clock.now()
        return await self._decide(store.release_lines, booking_id, line_ids, now, by)

    async def collect(self, booking_id: str, name: str, by: str) -> Booking:
        """Note that tickets were handed over."""
        return await self._decide(store.collect, booking_id, name, self._clock.now(), by)

    async def of_show(self, show_id: int) -> tuple[Booking, ...]:
        """A show's reservations, the first to end first."""
        return await self._database.read(store.read_reserved, show_id)

    async def remind_due(self) -> None:
        """Have everybody reminded whose reservation ends soon."""
        now = self._clock.now()
        until = now + REMINDED_BEFORE
        ending = await self._database.read(store.read_ending, until, REMIND_BATCH)
        told = [await self._database.run(store.remind, one, now) for one in ending]
        if any(told):
            self._wake()

    async def _decide(
        self,
        work: Callable[Concatenate[Connection, P], Booking],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Booking:
        for _ in range(DECISION_TRIES):
            try:
                booking = await self._database.run(work, *args, **kwargs)
            except Outrun:
                continue
            self._projector.committed(booking)
            return booking
        raise TryAgain("Too many changes to this booking at the same moment. Try again.")


class Reservations:
    """The part of a boxoffice.model.services.BookingService that is about them."""

    def __init__(self, commands: Commands, reserving: Reserving) -> None:
        self._commands = commands
        self._reserving = reserving

    async def reserve(
        self, booking_id: str, until: datetime, by: str, *, supervised: bool = False
    ) -> Booking:
        """Turn a hold into a PENDING booking that may be paid until then."""
        check_id(booking_id)
        reserving = self._reserving.reserve(booking_id, PayLater(until, supervised), by)
        return await self._commands.run(reserving, booking_id)

    async def extend_reservation(
        self, booking_id: str, until: datetime, by: str, *, supervised: bool = False
    ) -> Booking:
        """Let a reservation be paid until later."""
        check_id(booking_id)
        extending = self._reserving.extend(booking_id, PayLater(until, supervised), by)
        return await self._commands.run(extending, booking_id)

    async def release_lines(self, booking_id: str, line_ids: tuple[str, ...], by: str) -> Booking:
        """Let some lines of a reservation go."""
        check_id(booking_id)
        releasing = self._reserving.release_lines(booking_id, line_ids, by)
        return await self._commands.run(releasing, booking_id)

    async def reservations(self, show_id: int) -> tuple[Booking, ...]:
        """A show's reservations that wait to be paid, the first to end first."""
        return await self._reserving.of_show(show_id)

    async def collect(self, booking_id: str, name: str, by: str) -> Booking:
        """Note once that a CONFIRMED booking's tickets were handed over."""
        check_id(booking_id)
        return await self._commands.run(self._reserving.collect(booking_id, name, by), booking_id)
