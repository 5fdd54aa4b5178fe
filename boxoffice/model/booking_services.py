"""The Booking service: seats of shows, who holds, claims and owns them, and what comes after.
Arguments as in model.services."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Protocol

from boxoffice.model.blocks import Block, BlockOrder
from boxoffice.model.booking import (
    Booking,
    Buyer,
    ConfirmOutcome,
    HoldAnswer,
    HoldRequest,
    ItemChoice,
    PaidAmount,
    SeatChoice,
    SeatOffer,
    SeatSnapshot,
    SeatUpdate,
    Stock,
)
from boxoffice.model.history import SeatEvent
from boxoffice.model.layout import Layout
from boxoffice.model.moving import ChosenSeat, ShowMove
from boxoffice.model.reports import SoldLine
from boxoffice.model.show import (
    OfferedShow,
    ShowAvailability,
)
from boxoffice.model.sold_services import SoldService


class BookingService(SoldService, Protocol):
    """Seats of shows: holds, claims, bookings, tickets and the live seat stream."""

    async def put_layout(self, layout: Layout) -> str:
        """Keep a copy of a published layout; answers the digest it computed itself."""
        ...

    async def put_show(self, offered: OfferedShow) -> int:
        """Keep a copy of a show as it is sold; an older version changes nothing.
        Answers the version now held."""
        ...

    async def preview_move(
        self, offered: OfferedShow, chosen: tuple[ChosenSeat, ...] = ()
    ) -> ShowMove:
        """What becomes of every seat that is sold, waits for payment or is held when a show is put
        on the layout, and sold at the prices, that it has in `offered`. Who has lost their seat
        has the one that is `chosen`. NotFound, BadInput for a show that is on this layout or a
        chosen seat that is not free."""
        ...

    async def move_show(
        self, offered: OfferedShow, token: str, by: str, chosen: tuple[ChosenSeat, ...] = ()
    ) -> ShowMove:
        """Do what the preview with this token said, with everything that is sold, in one
        transaction and once, whoever asks again; holds follow as far as they can, else they end.
        Outdated when it would do anything else by now, BadInput when somebody who paid or is
        paying would lose their seat; nothing is changed then."""
        ...

    async def hold(self, request: HoldRequest) -> HoldAnswer:
        """Hold all the seats or none, or items alone; KeyReused, PriceRefused, SoldOut."""
        ...

    async def blocks(self, show_id: int) -> tuple[Block, ...]:
        """The seats that are off sale for a show, the first taken off first; NotFound."""
        ...

    async def seat_history(self, show_id: int, seat_id: str) -> tuple[SeatEvent, ...]:
        """What happened to one seat, oldest first: from the audit, and for holds from a bounded log
        of this process; NotFound."""
        ...

    async def order_blocks(self, order: BlockOrder) -> tuple[Block, ...]:
        """Take seats off sale for one show, or put them back; answers all that are off sale then.
        SeatsGone names those that somebody has. NotAllowed for reasons that the order may not give
        or lift, KeyReused."""
        ...

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
        """Make the hold's seats, ticket types and, where given, codes, buyer and items exactly
        these, in one step; HoldOver. When new seats are gone the hold stays as it was and the
        answer names them. No seat at all releases the hold, but where items are given.
        PriceRefused for a ticket type that cannot be had, and for a new code that takes nothing
        off; BadInput for a buyer whose GSTIN is none; SoldOut. `house`: seats that are blocked for
        the house may be among the new."""
        ...

    async def stock(self, theatre_id: str) -> tuple[Stock, ...]:
        """What a theatre has of each item that was ever delivered, by the item's code."""
        ...

    async def change_stock(
        self,
        theatre_id: str,
        item: str,
        change: int,
        idempotency_key: str,
        by: str,
        reason: str = "",
    ) -> Stock:
        """Add delivered pieces, or take away what was lost (below 0), for a `reason` in words; once
        under its key. BadInput for more than there are, KeyReused."""
        ...

    async def extend(self, booking_id: str) -> Booking:
        """Start the hold's time anew; HoldOver, also for a guest who held it long enough."""
        ...

    async def release(self, booking_id: str, by: str) -> bool:
        """Let a hold go, or cancel a booking that is PENDING without money; False when there is
        nothing left to let go."""
        ...

    async def give_up(self, booking_id: str, by: str) -> Booking:
        """Cancel a PENDING booking: what was paid into it is owed back, and so is whatever is paid
        later. One that is cancelled stays; WrongState for any other."""
        ...

    async def claim(self, booking_id: str, by: str, in_place_of: str = "") -> Booking:
        """Turn a hold into a PENDING booking that owns its seats in SQL; a booking that is PENDING
        or CONFIRMED already is answered as it is. `in_place_of` is the booking whose lines it is
        to be exchanged for: what that has paid already, such as its fee, is not taken again.
        HoldOver, SeatsGone, PriceRefused when a discount code is used up, SoldOut when an item
        is."""
        ...

    async def reserve(
        self, booking_id: str, until: datetime, by: str, *, supervised: bool = False
    ) -> Booking:
        """Turn a hold into a PENDING booking that may be paid until then; one that is reserved
        already is answered as it is. NotAllowed where the theatre's rule does not allow it, as far
        as it binds who is `supervised`; BadInput without a customer; else as `claim`."""
        ...

    async def extend_reservation(
        self, booking_id: str, until: datetime, by: str, *, supervised: bool = False
    ) -> Booking:
        """Let a reservation be paid until later; asked again, nothing changes. NotAllowed,
        WrongState for an earlier time or what is no reservation."""
        ...

    async def release_lines(self, booking_id: str, line_ids: tuple[str, ...], by: str) -> Booking:
        """Let some lines of a reservation go, and their seats with them; asked again, nothing
        changes. BadInput, WrongState when no seat would be left."""
        ...

    async def reservations(self, show_id: int) -> tuple[Booking, ...]:
        """A show's reservations that wait to be paid, the first to end first."""
        ...

    async def collect(self, booking_id: str, name: str, by: str) -> Booking:
        """Note that the tickets of a CONFIRMED booking were handed over, by somebody of this name;
        asked again, nothing changes. WrongState, also when somebody else has done it."""
        ...

    async def confirm(self, booking_id: str, paid: PaidAmount) -> ConfirmOutcome:
        """Apply a captured payment: each payment once, and the booking is CONFIRMED when all that
        was paid covers its total. REFUND says that this money must be given back."""
        ...

    async def expire(self, booking_id: str) -> Booking:
        """End a PENDING booking whose deadline is past and whose payments are closed."""
        ...

    async def overdue(self, skip: int = 0) -> tuple[str, ...]:
        """Ids of PENDING bookings past their deadline, oldest first without the first `skip`, a
        bounded number."""
        ...

    async def get(self, booking_id: str) -> Booking:
        """One hold or booking; a hold that ended lately reads EXPIRED or CANCELLED. NotFound."""
        ...

    def watch_booking(self, booking_id: str) -> AsyncIterator[Booking]:
        """The booking as it is, then the newest there is after every change, until it can change
        no more; NotFound."""
        ...

    async def get_many(self, booking_ids: tuple[str, ...]) -> tuple[Booking, ...]:
        """The bookings there are among `booking_ids`, oldest first; holds are left out."""
        ...

    async def of_shows(self, show_ids: tuple[int, ...]) -> tuple[Booking, ...]:
        """All bookings of these shows, and their live holds, oldest first."""
        ...

    async def sold(self, theatre_id: str, since: datetime, until: datetime) -> tuple[SoldLine, ...]:
        """The lines that a theatre sold or exchanged others for from `since` to before `until`, the
        first sold first, whatever became of them."""
        ...

    async def availability(self, show_ids: tuple[int, ...]) -> tuple[ShowAvailability, ...]:
        """Seat counts of the shows there are among `show_ids`, in that order."""
        ...

    def watch_availability(self, show_ids: tuple[int, ...]) -> AsyncIterator[ShowAvailability]:
        """The counts of each of these shows, then the newest there are after changes; a show
        that is not known yet follows once it is."""
        ...

    async def seats(self, show_id: int) -> SeatSnapshot:
        """All seats of a show as they are now; NotFound."""
        ...

    def watch_seats(
        self, show_id: int, epoch: str = "", since_version: int = -1
    ) -> AsyncIterator[SeatUpdate]:
        """A snapshot, then deltas; with an epoch and version still kept, the missed deltas and no
        snapshot. A watcher too slow for its queue is sent a new snapshot."""
        ...

    async def offers(self, show_id: int, count: int, category_id: int = 0) -> tuple[SeatOffer, ...]:
        """Up to three proposals of `count` free seats, best first; empty when there are none."""
        ...
