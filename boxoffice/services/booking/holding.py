"""Holding seats, amending, extending and letting go: what the lock store decides."""

import contextlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from boxoffice.model.booking import (
    Booking,
    BookingState,
    Buyer,
    Customer,
    HoldAnswer,
    HoldRequest,
    ItemChoice,
    Line,
    LineKind,
    SeatChoice,
)
from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, HoldOver, KeyReused, TryAgain, WrongState
from boxoffice.rules.basket import check_unproven
from boxoffice.rules.concessions import items_of, stock_needed
from boxoffice.rules.discounts import MAX_CODES_PER_BOOKING, read_code, uses_of
from boxoffice.rules.invoices import check_buyer
from boxoffice.services.booking.catalog import Catalog
from boxoffice.services.booking.hold_log import HoldLog
from boxoffice.services.booking.holds import (
    HoldTerms,
    digest_of,
    ended_booking,
    held_booking,
    read_terms,
    write_terms,
)
from boxoffice.services.booking.projector import Projector
from boxoffice.services.booking.sale import (
    OnSale,
    check_choices,
    check_codes,
    check_on_sale,
    check_total,
    make_lines,
)
from boxoffice.stores.booking_reading import read_booking, read_state
from boxoffice.stores.booking_stock import check_stock
from boxoffice.stores.booking_uses import check_uses
from boxoffice.stores.database import Database
from boxoffice.stores.locks import Lock, LockStore, NewLock

MAX_NAME_LENGTH = 200
#: How long seats are locked while late money is applied to them; longer than a commit takes.
LATE_SECONDS = 60.0
#: A guest's hold lasts so many times its first time at the longest, however often extended.
GUEST_HOLD_TIMES = 3
SHORTEST_EXTENSION_SECONDS = 1.0
#: How often a hold's seats are worked out anew after they changed at the same moment.
AMEND_TRIES = 5
_BOOKING_ID_BYTES = 24
_HOLD_ID_BYTES = 8
_LINE_ID_BYTES = 8

_log = logging.getLogger(__name__)


class Holding:
    """Commands over holds."""

    def __init__(
        self,
        database: Database,
        locks: LockStore,
        clock: Clock,
        catalog: Catalog,
        projector: Projector,
        log: HoldLog,
        hold_seconds: float,
        guest_hold_seconds: float,
    ) -> None:
        self._database = database
        self._locks = locks
        self._clock = clock
        self._catalog = catalog
        self._projector = projector
        self._log = log
        self._hold_seconds = hold_seconds
        self._guest_hold_seconds = guest_hold_seconds

    async def hold(self, request: HoldRequest) -> HoldAnswer:
        """Hold all the seats or none; or items alone, priced by a show that may be over."""
        _check_name(request.user_id)
        _check_name(request.token)
        sale = await self._catalog.show(request.show_id)
        now = self._clock.now()
        if request.seats:
            check_on_sale(sale, now)
        elif not any(item.count for item in request.items):
            raise BadInput("Choose at least one seat.")
        check_choices(sale, request.seats, request.category_id)
        if request.guest:
            check_unproven(sale.offered.terms, (seat.ticket_type for seat in request.seats))
        codes = _read_codes(request.codes)
        lines = make_lines(sale, request.seats, codes, now, _new_line_id, items=request.items)
        check_total(lines)
        await self._check_codes(sale, lines, codes, now)
        if request.items:
            await self._check_stock(sale, lines)
        terms = HoldTerms(
            request.user_id,
            sale.offered.show.theatre_id,
            sale.currency,
            request.guest,
            created_at=now,
            updated_at=now,
            lines=lines,
            asked=digest_of(request.seats, codes, request.items) if request.token else "",
            codes=codes,
        )
        new = NewLock(
            request.show_id,
            secrets.token_urlsafe(_BOOKING_ID_BYTES),
            secrets.token_hex(_HOLD_ID_BYTES),
            _uids(lines),
            self._seconds(terms),
            write_terms(terms),
            _own_token(request),
        )
        owned = (await self._projector.show(request.show_id)).owned(new.seats, house=request.house)
        if owned and not request.token:
            return _gone(sale, owned)
        self._log.name(new.hold_id, request.asker or request.user_id)
        answer = await self._locks.hold(new)
        if answer.lock is None:
            return _gone(sale, answer.taken)
        if answer.lock.booking_id != new.booking_id:
            return await self._repeated(answer.lock, terms)
        if owned:
            await self._locks.release(new.booking_id)
            return _gone(sale, owned)
        await self._projector.follow(new.show_id, new.hold_id, new.seats)
        return HoldAnswer(held_booking(answer.lock, terms))

    async def amend(
        self,
        booking_id: str,
        choices: tuple[SeatChoice, ...],
        codes: tuple[str, ...] | None = None,
        buyer: Buyer | None = None,
        items: tuple[ItemChoice, ...] | None = None,
        *,
        house: bool = False,
    ) -> HoldAnswer:
        """Make the hold's seats, and its codes, buyer and items where given, exactly these."""
        for _ in range(AMEND_TRIES):
            answer = await self._amend(booking_id, choices, codes, buyer, items, house=house)
            if answer is not None:
                return answer
        raise TryAgain("Too many changes to these seats at the same moment. Try again.")

    async def _amend(
        self,
        booking_id: str,
        choices: tuple[SeatChoice, ...],
        codes: tuple[str, ...] | None,
        buyer: Buyer | None,
        items: tuple[ItemChoice, ...] | None,
        *,
        house: bool,
    ) -> HoldAnswer | None:
        """None when the hold changed meanwhile, as it does when its show is moved."""
        lock = await self._live(booking_id)
        if not choices and not any(item.count for item in items or ()):
            await self.let_go(lock)
            return HoldAnswer(None)
        terms = read_terms(lock)
        sale = await self._catalog.show(lock.show_id)
        check_choices(sale, choices)
        if terms.guest:
            check_unproven(sale.offered.terms, (choice.ticket_type for choice in choices))
        now = self._clock.now()
        given = terms.codes if codes is None else _read_codes(codes)
        beside = items_of(terms.lines) if items is None else items
        lines = make_lines(sale, choices, given, now, _new_line_id, terms.lines, beside)
        check_total(lines)
        new_codes = tuple(code for code in given if code not in terms.codes)
        await self._check_codes(sale, lines, new_codes, now)
        if items:
            await self._check_stock(sale, lines)
        firm = terms.buyer if buyer is None else check_buyer(buyer)
        terms = replace(terms, updated_at=now, lines=lines, codes=given, buyer=firm)
        seats = _uids(lines)
        added = tuple(uid for uid in seats if uid not in lock.seats)
        if added:
            check_on_sale(sale, now)
        owned = (await self._projector.show(lock.show_id)).owned(added, house=house)
        if owned:
            return _gone(sale, owned)
        answer = await self._locks.amend(booking_id, seats, write_terms(terms), was=lock.body)
        if answer.lock is None:
            return _gone(sale, answer.taken) if answer.taken else None
        await self._projector.follow(lock.show_id, lock.hold_id, seats)
        return HoldAnswer(held_booking(answer.lock, terms))

    async def extend(self, booking_id: str) -> Booking:
        """Start the hold's time anew, a guest's no longer than for GUEST_HOLD_TIMES in all."""
        lock = await self._live(booking_id)
        terms = read_terms(lock)
        seconds = self._seconds(terms)
        if terms.guest:
            left = self._guest_seconds_left(terms)
            if left < lock.remaining_seconds + SHORTEST_EXTENSION_SECONDS:
                raise HoldOver(
                    f"A guest holds seats for {GUEST_HOLD_TIMES} times the first time at the most. "
                    "Pay before it is up, or choose seats again after it."
                )
            seconds = min(seconds, left)
        lock = await self._locks.extend(booking_id, seconds)
        return held_booking(lock, terms)

    async def get(self, booking_id: str) -> Booking:
        """The live hold with this id; HoldOver."""
        lock = await self._locks.get(booking_id)
        return held_booking(lock, read_terms(lock))

    async def ended(self, booking_id: str) -> Booking | None:
        """The hold with this id that is over, as far as it is remembered."""
        found = await self._locks.ended(booking_id)
        return ended_booking(found) if found else None

    async def keep(self, booking_id: str, seconds: float) -> tuple[Booking, float]:
        """The live hold, from now on with at least so many seconds left, and how many it had;
        HoldOver."""
        lock = await self._locks.get(booking_id)
        had = lock.remaining_seconds
        if had < seconds:
            lock = await self._locks.extend(booking_id, seconds)
        return held_booking(lock, read_terms(lock)), had

    async def end_in(self, booking_id: str, seconds: float) -> None:
        """Set the time left of a hold whose claim failed; one that is over stays so."""
        with contextlib.suppress(HoldOver):
            await self._locks.extend(booking_id, seconds)

    async def hold_again(self, booking: Booking) -> bool:
        """Lock the seats of an expired booking for a moment; False when somebody holds one."""
        terms = HoldTerms(
            booking.user_id,
            booking.theatre_id,
            booking.total.currency,
            guest=False,
            created_at=booking.created_at,
            updated_at=booking.updated_at,
            lines=booking.lines,
            codes=booking.codes,
            buyer=booking.buyer,
            customer=booking.customer,
        )
        answer = await self._locks.hold(
            NewLock(
                booking.show_id,
                booking.booking_id,
                booking.hold_id,
                _uids(booking.seats),
                LATE_SECONDS,
                write_terms(terms),
            )
        )
        return answer.lock is not None

    async def of_show(self, show_id: int) -> tuple[Booking, ...]:
        """A show's live holds, oldest first."""
        locks = await self._locks.of_show(show_id)
        # Nobody buys what is locked for a moment to be taken off sale.
        return tuple(held_booking(lock, read_terms(lock)) for lock in locks if lock.body)

    async def reseat(
        self, hold: Booking, moved: Callable[[tuple[Line, ...]], tuple[Line, ...] | None]
    ) -> None:
        """Give a live hold what becomes of the lines that it has by now, or end it when nothing
        does (None) or somebody else has their seats."""
        with contextlib.suppress(HoldOver):
            for _ in range(AMEND_TRIES):
                lock = await self._locks.get(hold.booking_id)
                terms = read_terms(lock)
                lines = moved(terms.lines)
                if lines == terms.lines:
                    return
                if lines is None:
                    break
                seats = _uids(lines)
                body = write_terms(replace(terms, lines=lines, updated_at=self._clock.now()))
                answer = await self._locks.amend(hold.booking_id, seats, body, was=lock.body)
                if answer.lock is not None:
                    return
                if answer.taken:
                    break
            await self.let_go(hold)

    async def set_customer(self, booking_id: str, customer: Customer) -> Booking:
        """Keep who a hold is for; HoldOver."""
        for _ in range(AMEND_TRIES):
            lock = await self._locks.get(booking_id)
            terms = replace(read_terms(lock), customer=customer, updated_at=self._clock.now())
            body = write_terms(terms)
            answer = await self._locks.amend(booking_id, lock.seats, body, was=lock.body)
            if answer.lock is not None:
                return held_booking(answer.lock, terms)
        raise TryAgain("Too many changes to these seats at the same moment. Try again.")

    async def release(self, booking_id: str) -> bool:
        """Let a hold go; False when it is over."""
        try:
            return await self.let_go(await self._locks.get(booking_id))
        except HoldOver:
            return False

    async def let_go(self, hold: Lock | Booking) -> bool:
        """Release a hold and see it gone; False when it was gone already."""
        released = await self._locks.release(hold.booking_id)
        await self._projector.follow(hold.show_id, hold.hold_id)
        return released

    async def let_go_after_commit(self, booking: Booking) -> None:
        """Release the hold of a booking that SQL has decided on."""
        try:
            await self.let_go(booking)
        except Exception:
            # The commit stands whatever happens here, and the hold ends by its own deadline.
            _log.exception("The hold of booking %s could not be released.", booking.number)

    async def _live(self, booking_id: str) -> Lock:
        """The lock of a hold that was not claimed yet."""
        state = await self._database.read(read_state, booking_id)
        if state is None:
            return await self._locks.get(booking_id)
        if state in (BookingState.EXPIRED, BookingState.CANCELLED):
            raise HoldOver("This booking is over. Choose the seats again.")
        raise WrongState("These seats are being paid or are paid; they can no longer be changed.")

    async def _repeated(self, lock: Lock, again: HoldTerms) -> HoldAnswer:
        """What the first request with this token led to, as it stands now; KeyReused when that
        one was for other seats."""
        if read_terms(lock).asked != again.asked:
            raise KeyReused("This token was already used for other seats.")
        booking = await self._database.read(read_booking, lock.booking_id)
        return HoldAnswer(booking or held_booking(lock, read_terms(lock)))

    async def _check_codes(
        self, sale: OnSale, lines: tuple[Line, ...], codes: tuple[str, ...], now: datetime
    ) -> None:
        """PriceRefused for new codes that help nobody, or are used up by now."""
        if codes:
            check_codes(sale, lines, codes, now)
            uses = uses_of(sale.offered.terms.discounts, lines)
            await self._database.read(check_uses, sale.offered.show.theatre_id, uses)

    async def _check_stock(self, sale: OnSale, lines: tuple[Line, ...]) -> None:
        """SoldOut when there is less than these lines take; the claim decides."""
        needed = stock_needed(sale.offered.terms, lines)
        await self._database.read(check_stock, sale.offered.show.theatre_id, needed)

    def _guest_seconds_left(self, terms: HoldTerms) -> float:
        age = self._clock.now() - terms.created_at
        return self._guest_hold_seconds * GUEST_HOLD_TIMES - age.total_seconds()

    def _seconds(self, terms: HoldTerms) -> float:
        return self._guest_hold_seconds if terms.guest else self._hold_seconds


def _gone(sale: OnSale, seat_uids: tuple[str, ...]) -> HoldAnswer:
    return HoldAnswer(None, tuple(sale.known.seat_id(uid) for uid in seat_uids))


def _own_token(request: HoldRequest) -> str:
    """Two people who happen to choose the same token, and write the same name, never get each
    other's hold: it is the key to their booking. No part has a line's end in it."""
    return f"{request.asker}\n{request.user_id}\n{request.token}" if request.token else ""


def _check_name(text: str) -> None:
    if len(text) > MAX_NAME_LENGTH or not text.isprintable():
        raise BadInput(f"A name or token has at most {MAX_NAME_LENGTH} printable characters.")


def _read_codes(given: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(map(read_code, given)))
    if len(codes) > MAX_CODES_PER_BOOKING:
        raise BadInput(f"One booking takes at most {MAX_CODES_PER_BOOKING} codes.")
    return codes


def _uids(lines: tuple[Line, ...]) -> tuple[str, ...]:
    return tuple(line.seat_uid for line in lines if line.kind is LineKind.SEAT)


def _new_line_id() -> str:
    return secrets.token_hex(_LINE_ID_BYTES)
