"""The booking service."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime

from boxoffice.model.blocks import Block, BlockOrder
from boxoffice.model.booking import (
    Booking,
    Buyer,
    ConfirmOutcome,
    Customer,
    HoldAnswer,
    HoldRequest,
    ItemChoice,
    PaidAmount,
    SeatChoice,
    SeatOffer,
    SeatSnapshot,
    SeatUpdate,
    Stock,
    Ticket,
    TicketCheck,
)
from boxoffice.model.clock import Clock
from boxoffice.model.doors import DoorList, TicketKey
from boxoffice.model.errors import BadInput, HoldOver, NotFound
from boxoffice.model.history import SeatEvent
from boxoffice.model.layout import Layout
from boxoffice.model.money import Money
from boxoffice.model.moving import ChosenSeat, MovedTicket, ShowMove
from boxoffice.model.refund import CreditNote, GivenBack
from boxoffice.model.reports import SoldLine
from boxoffice.model.show import OfferedShow, ShowAvailability
from boxoffice.model.user import Contact
from boxoffice.rules.seat_history import seat_history
from boxoffice.services.booking.afterwards import Afterwards
from boxoffice.services.booking.blocking import Blocking
from boxoffice.services.booking.catalog import LAST_SHOW_ID, Catalog
from boxoffice.services.booking.claiming import Claiming
from boxoffice.services.booking.exchanging import Exchanging
from boxoffice.services.booking.hold_log import HoldLog
from boxoffice.services.booking.holding import Holding
from boxoffice.services.booking.moving import Moving
from boxoffice.services.booking.projector import SHOWS_BATCH, Projector
from boxoffice.services.booking.reserving import Reservations, Reserving
from boxoffice.services.booking.sale import MAX_SEATS_PER_BOOKING, check_change, check_id, check_key
from boxoffice.services.booking.streams import booking_stream, counts_stream
from boxoffice.services.booking.ticket_keys import KeySafe, TicketKeys
from boxoffice.services.booking.tickets import TicketOffice
from boxoffice.services.commands import Commands
from boxoffice.stores.booking_history import read_audit_of_seat
from boxoffice.stores.booking_invoices import read_credit_notes
from boxoffice.stores.booking_reading import (
    read_booking,
    read_many,
    read_of_shows,
    read_overdue,
    read_sold,
)
from boxoffice.stores.booking_stock import read_stock
from boxoffice.stores.database import Database
from boxoffice.stores.locks import LockStore

OVERDUE_BATCH = 100
#: Bookings read at once by their ids.
BOOKINGS_BATCH = 500


class Bookings(Reservations):
    """A boxoffice.model.services.BookingService. Call `start` before and `stop` after."""

    def __init__(
        self,
        database: Database,
        locks: LockStore,
        clock: Clock,
        hold_seconds: float,
        guest_hold_seconds: float,
        claim_seconds: float,
        phone_region: str = "IN",
        wake: Callable[[], None] = lambda: None,
        ticket_secret: Callable[[], bytes] | None = None,
    ) -> None:
        """`claim_seconds` is how long a booking may wait for its payment, `phone_region` where a
        customer's number without a country code belongs; `wake` is called when an event is written
        that somebody waits for. `ticket_secret` seals the keys of tickets (see KeySafe)."""
        self._database = database
        self._clock = clock
        self._catalog = Catalog(database)
        self._holds = HoldLog()
        self._keys = TicketKeys(database, clock, KeySafe(ticket_secret))
        self._tickets = TicketOffice(database, clock, self._catalog, self._keys)
        self._projector = Projector(
            database, locks, clock, self._catalog, self._holds, self._tell_customer
        )
        self._wake = wake
        self._holding = Holding(
            database,
            locks,
            clock,
            self._catalog,
            self._projector,
            self._holds,
            hold_seconds,
            guest_hold_seconds,
        )
        self._claiming = Claiming(
            database, clock, self._catalog, self._holding, self._projector, claim_seconds
        )
        reserving = Reserving(database, clock, self._catalog, self._projector, self._claiming, wake)
        super().__init__(Commands(), reserving)
        self._afterwards = Afterwards(
            database, clock, self._projector, self._holding, self._tickets, phone_region
        )
        self._exchanging = Exchanging(
            database, clock, self._catalog, self._holding, self._projector, self._claiming
        )
        self._blocking = Blocking(
            database, locks, clock, self._catalog, self._projector, self._holds
        )
        self._moving = Moving(database, clock, self._catalog, self._holding, self._projector)

    async def start(self) -> None:
        """Begin to follow the lock store."""
        await self._projector.start()
        self._reserving.reminding.begin()

    async def stop(self) -> None:
        """Finish the commands that run and stop."""
        await self._reserving.reminding.stop()
        await self._commands.finish()
        await self._projector.stop()

    async def put_layout(self, layout: Layout) -> str:
        """Keep a copy of a published layout; answers the digest it computed itself."""
        return await self._commands.run(self._catalog.put_layout(layout))

    async def put_show(self, offered: OfferedShow) -> int:
        """Keep a copy of a show as it is sold; answers the version now held."""
        held = await self._commands.run(self._catalog.put_show(offered))
        self._projector.count_changes.changed(offered.show.show_id)
        return held

    async def preview_move(
        self, offered: OfferedShow, chosen: tuple[ChosenSeat, ...] = ()
    ) -> ShowMove:
        """What moving a show to the layout it has in `offered` would do to who has its seats."""
        return await self._moving.preview(offered, chosen)

    async def move_show(
        self, offered: OfferedShow, token: str, by: str, chosen: tuple[ChosenSeat, ...] = ()
    ) -> ShowMove:
        """Move a show with everybody who has its seats, as the preview with this token said."""
        turn = f"show {offered.show.show_id}"
        return await self._commands.run(self._moving.move(offered, chosen, token, by), turn)

    async def hold(self, request: HoldRequest) -> HoldAnswer:
        """Hold all the seats or none."""
        return await self._commands.run(self._holding.hold(request))

    async def blocks(self, show_id: int) -> tuple[Block, ...]:
        """The seats that are off sale for a show, the first taken off first; NotFound."""
        return await self._blocking.blocks(show_id)

    async def seat_history(self, show_id: int, seat_id: str) -> tuple[SeatEvent, ...]:
        """What happened to one seat, oldest first; NotFound."""
        seat = (await self._catalog.show(show_id)).seats.get(seat_id)
        if seat is None:
            raise NotFound(f"{seat_id[:16]}: no such seat in this hall.")
        audit = await self._database.read(read_audit_of_seat, show_id, seat.uid)
        return seat_history(seat.uid, audit, self._holds.of_seat(show_id, seat.uid))

    async def order_blocks(self, order: BlockOrder) -> tuple[Block, ...]:
        """Take seats off sale for one show, or put them back."""
        turn = f"blocks {order.show_id}"
        return await self._commands.run(self._blocking.order(order), turn)

    async def amend(
        self,
        booking_id: str,
        seats: tuple[SeatChoice, ...],
        codes: tuple[str, ...] | None = None,
        buyer: Buyer | None = None,
        items: tuple[ItemChoice, ...] | None = None,
        *,
        house: bool = False,
    ) -> HoldAnswer:
        """Make the hold's seats, ticket types and, where given, discount codes, buyer and items
        exactly these, in one step; HoldOver, PriceRefused, SoldOut, BadInput."""
        check_id(booking_id)
        amending = self._holding.amend(booking_id, seats, codes, buyer, items, house=house)
        return await self._commands.run(amending, booking_id)

    async def stock(self, theatre_id: str) -> tuple[Stock, ...]:
        """What a theatre has of each item that was ever delivered, by the item's code."""
        return await self._database.read(read_stock, theatre_id)

    async def change_stock(
        self,
        theatre_id: str,
        item: str,
        change: int,
        idempotency_key: str,
        by: str,
        reason: str = "",
    ) -> Stock:
        """Add delivered pieces, or take away what was lost; once under its key."""
        check_change(item, change, idempotency_key, reason)
        return await self._commands.run(
            self._claiming.change_stock(theatre_id, item, change, idempotency_key, by, reason)
        )

    async def extend(self, booking_id: str) -> Booking:
        """Start the hold's time anew; HoldOver, also for a guest who held it long enough."""
        check_id(booking_id)
        return await self._commands.run(self._holding.extend(booking_id), booking_id)

    async def release(self, booking_id: str, by: str) -> bool:
        """Let a hold go, or cancel a booking that is PENDING without money."""
        check_id(booking_id)
        return await self._commands.run(self._claiming.release(booking_id, by), booking_id)

    async def give_up(self, booking_id: str, by: str) -> Booking:
        """Cancel a PENDING booking; what was paid into it is owed back."""
        return await self._commands.run(self._claiming.give_up(booking_id, by), booking_id)

    async def claim(self, booking_id: str, by: str, in_place_of: str = "") -> Booking:
        """Turn a hold into a PENDING booking that owns its seats in SQL; HoldOver, SeatsGone."""
        check_id(booking_id)
        claiming = self._claiming.claim(booking_id, by, in_place_of=in_place_of)
        return await self._commands.run(claiming, booking_id)

    async def confirm(self, booking_id: str, paid: PaidAmount) -> ConfirmOutcome:
        """Apply a captured payment once. CONFIRMED says that the booking keeps this money and is
        CONFIRMED when it is covered; REFUND says that it must be given back."""
        check_id(booking_id)
        return await self._commands.run(self._claiming.confirm(booking_id, paid), booking_id)

    async def credit_notes(self, booking_id: str) -> tuple[CreditNote, ...]:
        """A booking's credit notes, oldest first."""
        return await self._database.read(read_credit_notes, booking_id)

    async def give_back(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        key: str,
        by: str,
        *,
        restocks: bool = False,
    ) -> GivenBack:
        """Give lines of a CONFIRMED booking back, once under the key: their seats are free. It is
        REFUND_PENDING when no line is left."""
        check_id(booking_id)
        giving = self._afterwards.give_back(booking_id, line_ids, key, by, restocks=restocks)
        return await self._commands.run(giving, booking_id)

    async def exchange(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        hold_id: str,
        due_minor: int,
        key: str,
        by: str,
        *,
        gives_back: bool = True,
    ) -> GivenBack:
        """Exchange lines of a CONFIRMED booking for what is held, once under the key, with just
        the difference paid."""
        check_id(booking_id)
        check_id(hold_id)
        step = (booking_id, line_ids, hold_id, due_minor, gives_back, key, by)
        return await self._commands.run(self._exchanging.exchange(*step), booking_id)

    async def end_refund(self, booking_id: str) -> Booking:
        """All money of a REFUND_PENDING booking is back: REFUNDED."""
        check_id(booking_id)
        return await self._commands.run(self._afterwards.end_refund(booking_id), booking_id)

    async def set_customer(self, booking_id: str, customer: Customer, by: str) -> Booking:
        """Keep who a hold or booking is for; HoldOver, BadInput."""
        check_id(booking_id)
        naming = self._afterwards.set_customer(booking_id, customer, by)
        return await self._commands.run(naming, booking_id)

    async def find(self, theatre_id: str, text: str) -> tuple[Booking, ...]:
        """A theatre's bookings by number, ticket, phone, mail or name, newest first, a bounded
        number."""
        return await self._afterwards.find(theatre_id, text)

    async def expire(self, booking_id: str) -> Booking:
        """End a PENDING booking whose deadline is past and whose payments are closed."""
        check_id(booking_id)
        return await self._commands.run(self._claiming.expire(booking_id), booking_id)

    async def overdue(self, skip: int = 0) -> tuple[str, ...]:
        """Ids of PENDING bookings past their deadline, oldest first, a bounded number."""
        return await self._database.read(read_overdue, self._clock.now(), skip, OVERDUE_BATCH)

    async def get(self, booking_id: str) -> Booking:
        """One hold or booking, a hold that ended lately included; NotFound."""
        check_id(booking_id)
        booking = await self._database.read(read_booking, booking_id)
        if booking is not None:
            return booking
        try:
            return await self._holding.get(booking_id)
        except HoldOver as error:
            # It may have been claimed, paid and let go since the first look.
            booking = await self._database.read(read_booking, booking_id)
            booking = booking or await self._holding.ended(booking_id)
            if booking is None:
                raise NotFound("There is no such booking; if it was a hold, it is over.") from error
            return booking

    def watch_booking(self, booking_id: str) -> AsyncIterator[Booking]:
        """The booking as it is, then the newest there is after every change; close the iterator
        to stop watching."""
        return booking_stream(self._projector.booking_changes, booking_id, self.get)

    async def get_many(self, booking_ids: tuple[str, ...]) -> tuple[Booking, ...]:
        """The bookings there are among `booking_ids`, oldest first; holds are left out."""
        found: list[Booking] = []
        for start in range(0, len(booking_ids), BOOKINGS_BATCH):
            batch = booking_ids[start : start + BOOKINGS_BATCH]
            found += await self._database.read(read_many, batch)
        return tuple(sorted(found, key=lambda booking: booking.created_at))

    async def sold(self, theatre_id: str, since: datetime, until: datetime) -> tuple[SoldLine, ...]:
        """The lines that a theatre sold in a span of time, the first sold first."""
        return await self._database.read(read_sold, theatre_id, since, until)

    async def of_shows(self, show_ids: tuple[int, ...]) -> tuple[Booking, ...]:
        """All bookings of these shows, and their live holds, oldest first."""
        wanted = tuple(i for i in dict.fromkeys(show_ids) if 0 < i <= LAST_SHOW_ID)
        found: dict[str, Booking] = {}
        for start in range(0, len(wanted), SHOWS_BATCH):
            batch = wanted[start : start + SHOWS_BATCH]
            # In this order a hold that is claimed meanwhile is seen as the one or the other.
            holds = [hold for show_id in batch for hold in await self._holding.of_show(show_id)]
            found.update((hold.booking_id, hold) for hold in holds)
            bookings = await self._database.read(read_of_shows, batch)
            found.update((booking.booking_id, booking) for booking in bookings)
        return tuple(sorted(found.values(), key=lambda booking: booking.created_at))

    async def availability(self, show_ids: tuple[int, ...]) -> tuple[ShowAvailability, ...]:
        """Seat counts of the shows there are among `show_ids`, in that order."""
        return await self._projector.counts(show_ids)

    def watch_availability(self, show_ids: tuple[int, ...]) -> AsyncIterator[ShowAvailability]:
        """Each show's counts, then the newest there are after changes; close the iterator to stop
        watching."""
        return counts_stream(self._projector.count_changes, show_ids, self.availability)

    async def seats(self, show_id: int) -> SeatSnapshot:
        """All seats of a show as they are now; NotFound."""
        return (await self._projector.show(show_id)).snapshot(self._clock.now())

    def watch_seats(
        self, show_id: int, epoch: str = "", since_version: int = -1
    ) -> AsyncIterator[SeatUpdate]:
        """A snapshot or the missed deltas, then deltas; close the iterator to stop watching."""
        return self._projector.watch(show_id, epoch, since_version)

    async def offers(self, show_id: int, count: int, category_id: int = 0) -> tuple[SeatOffer, ...]:
        """Up to three proposals of `count` free seats, best first; empty when there are none."""
        if not 0 < count <= MAX_SEATS_PER_BOOKING:
            raise BadInput(f"Ask for 1 to {MAX_SEATS_PER_BOOKING} seats.")
        sale = await self._catalog.show(show_id)
        seats = await self._projector.show(show_id)
        plan = sale.layout.plan
        found = await asyncio.to_thread(
            sale.known.best.offers, seats.states(), sale.default_prices(), count, category_id
        )
        return tuple(
            SeatOffer(
                tuple(plan.seats[index].seat_id for index in offer.indexes),
                offer.category_id,
                Money(offer.total_minor, sale.currency),
                offer.row,
                offer.place,
                offer.rows_nearer,
            )
            for offer in found
        )

    async def tickets(self, booking_id: str) -> tuple[Ticket, ...]:
        """The signed tickets of a CONFIRMED booking's active lines; WrongState before that."""
        return await self._tickets.tickets(await self.get(booking_id))

    async def reprint(self, booking_id: str, after: int, by: str) -> tuple[Ticket, ...]:
        """New tickets of a CONFIRMED booking, once for the newest serial that was known before;
        every older print stops admitting."""
        booking = await self.get(booking_id)
        return await self._commands.run(self._tickets.reprint(booking, after, by), booking_id)

    async def send_tickets(self, booking_id: str, to: Contact, idempotency_key: str) -> bool:
        """Have the tickets of a CONFIRMED booking sent to somebody, once for each key."""
        check_key(idempotency_key)
        booking = await self.get(booking_id)
        await self._commands.run(self._tickets.send(booking, to, idempotency_key), booking_id)
        self._wake()
        return True

    async def to_reissue(self, theatre_id: str) -> tuple[MovedTicket, ...]:
        """The tickets of a theatre that are to be printed anew since their shows were moved."""
        return await self._tickets.to_reissue(theatre_id)

    async def reissued(self, booking_id: str, serial: int) -> int:
        """Note that a booking's tickets were printed up to this serial."""
        check_id(booking_id)
        return await self._commands.run(self._tickets.reissued(booking_id, serial), booking_id)

    async def check_ticket(self, text: str) -> TicketCheck:
        """What a ticket's text says; BadInput when it is forged, altered or no longer valid."""
        return await self._tickets.check(text)

    async def ticket_keys(self, theatre_id: str) -> tuple[TicketKey, ...]:
        """The keys that a theatre's tickets are and were signed with, oldest first."""
        return await self._keys.list(theatre_id)

    async def rotate_key(self, theatre_id: str, before: str, by: str) -> tuple[TicketKey, ...]:
        """Let a new key sign in place of `before`, unless another does already."""
        turn = f"keys {theatre_id}"
        return await self._commands.run(self._keys.rotate(theatre_id, before, by), turn)

    async def retire_key(self, theatre_id: str, key_id: str, by: str) -> tuple[TicketKey, ...]:
        """Let no ticket admit that this key has signed; NotFound."""
        turn = f"keys {theatre_id}"
        return await self._commands.run(self._keys.retire(theatre_id, key_id, by), turn)

    async def door_list(self, theatre_id: str) -> DoorList:
        """What the doors of a theatre check tickets by."""
        return await self._keys.door_list(theatre_id)

    def _tell_customer(self, booking: Booking) -> None:
        """Whoever can be reached waits for what is sent of this change."""
        if booking.customer.mail or booking.customer.phone:
            self._wake()
