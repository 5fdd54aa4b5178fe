"""Claiming, confirming and ending bookings: what SQL decides."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from boxoffice.model.booking import (
    Booking,
    BookingState,
    ConfirmOutcome,
    PaidAmount,
    Stock,
)
from boxoffice.model.clock import Clock
from boxoffice.model.errors import HoldOver, NotFound, SeatsGone, TryAgain, WrongState
from boxoffice.rules.booking_number import new_number
from boxoffice.rules.booking_states import check_step
from boxoffice.rules.refunds import cost, exchanged_for
from boxoffice.rules.reservations import check_reservation
from boxoffice.services.booking.catalog import Catalog
from boxoffice.services.booking.holding import Holding
from boxoffice.services.booking.projector import Projector
from boxoffice.services.booking.sale import OnSale, named, still_there
from boxoffice.stores.booking_ledger import (
    Applied,
    Lapsed,
    Moved,
    Outrun,
    apply_payment,
    end_booking,
    move_stock,
    open_booking,
)
from boxoffice.stores.booking_reading import read_booking, read_taken
from boxoffice.stores.database import Database

P = ParamSpec("P")
T = TypeVar("T")

#: How often a decision is made anew after another transaction was first.
DECISION_TRIES = 5
NUMBER_BITS = 64
#: Who acts when a payment or a deadline does.
PAYMENT_ACTOR = "payment"
DEADLINE_ACTOR = "deadline"

_OVER = frozenset({BookingState.EXPIRED, BookingState.CANCELLED})
_CLAIMED = frozenset({BookingState.PENDING, BookingState.CONFIRMED})


@dataclass(frozen=True, slots=True)
class PayLater:
    """Seats are to be kept until a deadline; `supervised` by whoever may go beyond the rule."""

    until: datetime
    supervised: bool = False


class Claiming:
    """Commands over bookings that own their seats in SQL."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        catalog: Catalog,
        holding: Holding,
        projector: Projector,
        claim_seconds: float,
    ) -> None:
        self._database = database
        self._clock = clock
        self._catalog = catalog
        self._holding = holding
        self._projector = projector
        self._claim_seconds = claim_seconds

    async def reserve(self, booking_id: str, later: PayLater, by: str) -> Booking:
        """Turn a hold into a PENDING booking that may be paid until later."""
        booking = await self._claimed(booking_id) or await self.claim(booking_id, by, later)
        if not booking.reserved_by:
            raise WrongState("These seats are being paid or are paid.")
        await self._holding.let_go_after_commit(booking)
        return booking

    async def claim(
        self, booking_id: str, by: str, later: PayLater | None = None, *, in_place_of: str = ""
    ) -> Booking:
        """Turn a hold into a PENDING booking."""
        try:
            # While SQL decides, however long it takes, nobody else is told that they hold these.
            held, seconds_left = await self.keep(booking_id)
        except HoldOver:
            booking = await self._claimed(booking_id)
            if booking is None:
                raise
            return booking
        try:
            if in_place_of:
                held = await self._for_exchange(held, in_place_of)
            return await self._claim(held, by, later)
        except Exception:
            await self._holding.end_in(booking_id, seconds_left)
            raise

    async def _for_exchange(self, held: Booking, booking_id: str) -> Booking:
        """A hold with those lines alone that lines of this booking are exchanged for."""
        booking = await self._database.read(read_booking, booking_id)
        if booking is None:
            raise NotFound("There is no such booking.")
        lines = exchanged_for(booking, held)
        return replace(held, lines=lines, total=cost(held, lines))

    async def _claim(self, held: Booking, by: str, later: PayLater | None) -> Booking:
        booking_id = held.booking_id
        for _ in range(DECISION_TRIES):
            sale = await self._catalog.show(held.show_id)
            if not still_there(sale, held.lines):
                # What is claimed moved with its show, and only its lock still says otherwise.
                claimed = await self._claimed(booking_id)
                if claimed is not None:
                    return claimed
                sale = await self._anew(held.show_id)
                if not still_there(sale, held.lines):
                    raise HoldOver("The hall is another one now. Choose the seats again.")
            wanted, action = self.pending(held), "claim"
            if later is not None:
                wanted, action = self._reserved(wanted, sale, later, by), "reserve"
            layout_id, terms = sale.layout.layout_id, sale.offered.terms
            try:
                booking = await self._database.run(
                    open_booking, wanted, layout_id, by, terms, action
                )
            except Moved:
                await self._anew(held.show_id)
            except Outrun:
                claimed = await self._claimed(booking_id)
                if claimed is not None:
                    return claimed
                await self.refuse_taken(held)
            else:
                self._projector.committed(booking)
                return booking
        raise TryAgain("Too many sales at the same moment. Try again.")

    async def confirm(self, booking_id: str, paid: PaidAmount) -> ConfirmOutcome:
        """Apply a captured payment once."""
        try:
            applied = await self._apply(booking_id, paid)
        except Lapsed as lapsed:
            return await self._confirm_late(lapsed.booking, paid)
        self._projector.committed(applied.booking)
        if applied.booking.state is BookingState.CONFIRMED:
            await self._holding.let_go_after_commit(applied.booking)
        return applied.outcome

    async def _confirm_late(self, booking: Booking, paid: PaidAmount) -> ConfirmOutcome:
        """Late money has its seats again only if they are still there, and nobody owns or holds
        them."""
        for _ in range(DECISION_TRIES):
            sale = await self._anew(booking.show_id)
            is_there = still_there(sale, booking.seats)
            has_locks = is_there and await self._holding.hold_again(booking)
            free_in = sale.layout.layout_id if has_locks else ""
            try:
                applied = await self._apply(booking.booking_id, paid, free_in)
            except Moved:
                continue
            else:
                self._projector.committed(applied.booking)
                return applied.outcome
            finally:
                if has_locks:
                    await self._holding.let_go_after_commit(booking)
        raise TryAgain("Too many changes to this show at the same moment. Try again.")

    async def _anew(self, show_id: int) -> OnSale:
        """The show as it is by now: another process may have moved it, with what is held and sold,
        and this one and who watches here not have heard of it."""
        before = await self._catalog.show(show_id)
        self._catalog.forget(show_id)
        sale = await self._catalog.show(show_id)
        if sale.layout.layout_id != before.layout.layout_id:
            self._projector.moved(show_id)
        return sale

    async def _apply(
        self, booking_id: str, paid: PaidAmount, free_in: str | None = None
    ) -> Applied:
        return await self._decide(
            apply_payment, booking_id, paid, self._clock.now(), PAYMENT_ACTOR, free_in
        )

    async def expire(self, booking_id: str) -> Booking:
        """End a PENDING booking past its deadline."""
        return await self._end(booking_id, BookingState.EXPIRED, DEADLINE_ACTOR)

    async def change_stock(
        self, theatre_id: str, item: str, change: int, key: str, by: str, reason: str
    ) -> Stock:
        """Add delivered pieces, or take away what was lost; once under its key."""
        at = self._clock.now()
        return await self._decide(move_stock, theatre_id, item, change, key, at, by, reason)

    async def release(self, booking_id: str, by: str) -> bool:
        """Let a hold go or cancel a PENDING booking without money."""
        booking = await self._database.read(read_booking, booking_id)
        if booking is None:
            return await self._holding.release(booking_id)
        if booking.state in _OVER:
            return False
        await self._end(booking_id, BookingState.CANCELLED, by)
        return True

    async def give_up(self, booking_id: str, by: str) -> Booking:
        """Cancel a PENDING booking, whatever was paid into it."""
        return await self._end(booking_id, BookingState.CANCELLED, by, owing=True)

    async def _end(
        self, booking_id: str, new: BookingState, by: str, *, owing: bool = False
    ) -> Booking:
        now = self._clock.now()
        booking = await self._decide(end_booking, booking_id, new, now, by, owing=owing)
        # In this order nobody sees the seats held once more between pending and free.
        await self._holding.let_go_after_commit(booking)
        self._projector.committed(booking)
        return booking

    async def _decide(
        self,
        work: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        for _ in range(DECISION_TRIES):
            try:
                return await self._database.run(work, *args, **kwargs)
            except Outrun:
                continue
        raise TryAgain("Too many changes to this booking at the same moment. Try again.")

    async def _claimed(self, booking_id: str) -> Booking | None:
        """The booking if it is claimed already; HoldOver or WrongState if it is past that."""
        booking = await self._database.read(read_booking, booking_id)
        if booking is None or booking.state in _CLAIMED:
            return booking
        if booking.state in _OVER:
            raise HoldOver("This booking is over. Choose the seats again.")
        check_step(booking.state, BookingState.PENDING)
        return booking

    async def refuse_taken(self, held: Booking) -> None:
        """SeatsGone when somebody owns one of these seats; otherwise only the number was taken."""
        uids = [line.seat_uid for line in held.seats]
        taken = await self._database.read(read_taken, held.show_id, uids)
        if taken:
            gone = tuple(line.seat_id for line in held.seats if line.seat_uid in taken)
            raise SeatsGone(f"{named(gone)}: sold to somebody else.", seat_ids=gone)

    async def keep(self, hold_id: str) -> tuple[Booking, float]:
        """A hold that lasts until SQL has decided, and the seconds that it had left; HoldOver."""
        return await self._holding.keep(hold_id, self._claim_seconds)

    def _reserved(self, wanted: Booking, sale: OnSale, later: PayLater, by: str) -> Booking:
        show = sale.offered.show
        check_reservation(
            sale.offered.terms.reservations,
            wanted,
            show.starts_at,
            later.until,
            wanted.updated_at,
            supervised=later.supervised,
        )
        return replace(wanted, expires_at=later.until, reserved_by=by)

    def pending(self, held: Booking) -> Booking:
        """A hold as the booking it becomes while it is paid."""
        now = self._clock.now()
        claim_ends_at = now + timedelta(seconds=self._claim_seconds)
        return replace(
            held,
            number=new_number(secrets.randbits(NUMBER_BITS)),
            state=BookingState.PENDING,
            updated_at=now,
            # The end that the hold was given to last through this: watchers heard of it already.
            expires_at=min(held.expires_at or claim_ends_at, claim_ends_at),
            version=1,
        )
