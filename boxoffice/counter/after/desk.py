"""Bookings as a counter finds them again, and what is asked for them: each command once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import uuid4

from boxoffice.counter.printing.orders import OrderSource
from boxoffice.counter.state import Sold
from boxoffice.counter.ticket_desk import Job, TicketDesk
from boxoffice.model.booking import Booking, BookingState, Customer, Ticket
from boxoffice.model.errors import StoreUnusable, TryAgain, WrongState
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, Tender, Voucher
from boxoffice.model.refund import CreditNote, ExchangePlan, Refund, RefundPlan
from boxoffice.model.show import ShowListing
from boxoffice.model.user import Approval

T = TypeVar("T")


class AfterSource(Protocol):
    """The client's calls about bookings that are found again."""

    async def find(self, theatre_id: str, text: str, till: str = "") -> tuple[Booking, ...]: ...

    async def set_customer(self, booking_id: str, customer: Customer) -> Booking: ...

    async def refund_plan(self, booking_id: str, line_ids: tuple[str, ...]) -> RefundPlan: ...

    async def refunds(self, booking_id: str) -> tuple[Refund, ...]: ...

    async def credit_notes(self, booking_id: str) -> tuple[CreditNote, ...]: ...

    async def refund(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        idempotency_key: str,
        till: str = "",
        approval: Approval | None = None,
        *,
        restocks: bool = False,
    ) -> tuple[Refund, ...]: ...

    async def exchange_plan(
        self, booking_id: str, line_ids: tuple[str, ...], hold_id: str
    ) -> ExchangePlan: ...

    async def exchange(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        hold_id: str,
        tenders: tuple[Tender, ...],
        idempotency_key: str,
        till: str = "",
        approval: Approval | None = None,
    ) -> Booking: ...


class CollectionSource(Protocol):
    """The client's call about tickets that are collected."""

    async def collect(self, booking_id: str) -> Booking: ...


class SoldSource(OrderSource, Protocol):
    """The client's calls about one booking, its show and its tickets."""

    @property
    def reservations(self) -> CollectionSource: ...

    async def payments(self, booking_id: str) -> tuple[Payment, ...]: ...

    async def voucher(self, theatre_id: str, code: str) -> Voucher: ...

    async def give_up_payment(
        self, booking_id: str, idempotency_key: str, till: str = ""
    ) -> Booking: ...

    async def reprint(self, booking_id: str, after: int) -> tuple[Ticket, ...]: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A booking with its show."""

    booking: Booking
    listing: ShowListing


@dataclass(frozen=True, slots=True)
class Account:
    """All there is to say of a booking: its show, its payments, what was given back of them, and
    its credit notes."""

    booking: Booking
    listing: ShowListing
    payments: tuple[Payment, ...]
    refunds: tuple[Refund, ...]
    credit_notes: tuple[CreditNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """Tickets of a booking that somebody wants others for."""

    account: Account
    line_ids: tuple[str, ...]

    @property
    def seats(self) -> str:
        """A1; A1 +2 where there are two more."""
        lines = self.account.booking.seats
        first, *more = [line.seat_id for line in lines if line.line_id in self.line_ids] or [""]
        return f"{first} +{len(more)}" if more else first


class AfterDesk:
    """One counter's. What was asked for and got no answer is asked for again under the same key,
    so that nothing is given back twice."""

    def __init__(
        self,
        after: AfterSource,
        source: SoldSource,
        theatre_id: str,
        till: str,
        tickets: TicketDesk,
    ) -> None:
        """`tickets` is for these prints alone: what it says is of no sale."""
        self._after, self._source = after, source
        self._theatre_id, self._till = theatre_id, till
        self._tickets = tickets
        self._listings: dict[int, ShowListing] = {}
        self._keys: dict[object, str] = {}

    async def find(self, text: str) -> tuple[Found, ...]:
        """By number, ticket, phone, mail or name; without a text what was sold here last."""
        found = await self._after.find(self._theatre_id, text, self._till)
        unknown = {one.show_id for one in found} - self._listings.keys()
        for listing in await asyncio.gather(*map(self._source.listing, sorted(unknown))):
            self._listings[listing.show.show_id] = listing
        return tuple(Found(one, self._listings[one.show_id]) for one in found)

    async def account(self, booking_id: str) -> Account:
        """A booking as it is now."""
        booking = await self._source.booking(booking_id)
        listing, payments, refunds, credit_notes = await asyncio.gather(
            self._source.listing(booking.show_id),
            self._source.payments(booking_id),
            self._after.refunds(booking_id),
            self._after.credit_notes(booking_id),
        )
        return Account(booking, listing, payments, refunds, credit_notes)

    async def set_customer(self, booking_id: str, customer: Customer) -> None:
        """Keep who a booking is for."""
        await self._after.set_customer(booking_id, customer)

    async def plan(self, booking_id: str, line_ids: tuple[str, ...]) -> RefundPlan:
        """What giving lines back comes to."""
        return await self._after.refund_plan(booking_id, line_ids)

    async def refund(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        approval: Approval | None,
        *,
        restocks: bool = False,
    ) -> tuple[Refund, ...]:
        """Give lines back, their items onto the shelf; a clerk needs a supervisor's approval."""
        return await self._once(
            ("refund", booking_id, line_ids, restocks),
            lambda key: self._after.refund(
                booking_id, line_ids, key, self._till, approval, restocks=restocks
            ),
        )

    async def print_credit_note(self, account: Account, printer: str) -> Path | None:
        """Print a booking's newest credit note, or write it as a PDF without a printer."""
        return await self._tickets.credit_note(account.booking, account.credit_notes[-1], printer)

    async def exchange_plan(self, wanted: Exchange, held: Booking) -> ExchangePlan:
        """What exchanging tickets for what is held comes to."""
        of = wanted.account.booking.booking_id
        return await self._after.exchange_plan(of, wanted.line_ids, held.booking_id)

    async def exchange(
        self,
        wanted: Exchange,
        held: Booking,
        tenders: tuple[Tender, ...],
        approval: Approval | None,
    ) -> Booking:
        """Exchange tickets for what is held; the booking that has the new ones, PENDING while UPI
        for it is waited for: asked again, it is the same exchange."""
        of = wanted.account.booking.booking_id
        what = (of, wanted.line_ids, held.booking_id, tenders)
        return await self._once(
            ("exchange", *what),
            lambda key: self._after.exchange(*what, key, self._till, approval),
            lambda booking: booking.state is not BookingState.PENDING,
        )

    async def payments(self, booking_id: str) -> tuple[Payment, ...]:
        """A booking's payments, oldest first."""
        return await self._source.payments(booking_id)

    async def voucher(self, code: str) -> Voucher:
        """A voucher of this theatre."""
        return await self._source.voucher(self._theatre_id, code)

    async def give_up(self, booking_id: str) -> Booking:
        """Cancel a booking that waits for money, and hand back what was paid here."""
        return await self._source.give_up_payment(booking_id, f"give up {booking_id}", self._till)

    async def print_new(self, wanted: Exchange, booking: Booking, printer: str) -> Job:
        """Print the tickets that came of an exchange, and no others."""
        before = {line.line_id for line in wanted.account.booking.lines}
        tickets = await self._source.tickets(booking.booking_id)
        new = tuple(ticket for ticket in tickets if ticket.line_id not in before)
        return await self._print(booking, new, printer)

    async def hand_over(self, booking_id: str, printer: str) -> Job:
        """Note that a booking's tickets were collected, and print them."""
        booking = await self._source.reservations.collect(booking_id)
        return await self._print(booking, await self._source.tickets(booking_id), printer)

    async def reprint(self, booking_id: str, printer: str) -> Job:
        """Print a booking's tickets anew, on this printer or as a PDF; every print before is void.
        Answers how that ended. WrongState for those that wait to be collected, which are handed
        over to whoever shows who they are."""
        booking = await self._source.booking(booking_id)
        if booking.customer.collects and booking.collected_at is None:
            raise WrongState("They wait to be collected: open the booking, C hands them over.")
        printed = await self._source.tickets(booking_id)
        after = max((ticket.serial for ticket in printed), default=0)
        tickets = await self._source.reprint(booking_id, after)
        return await self._print(booking, tickets, printer)

    async def _print(self, booking: Booking, tickets: tuple[Ticket, ...], printer: str) -> Job:
        listing = await self._source.listing(booking.show_id)
        layout = await self._source.layout(listing.show.layout_id)
        nothing = Money(0, booking.total.currency)
        sold = Sold(booking, listing, layout, booking.total, nothing)
        return await self._tickets.reissue(sold, tickets, printer)

    async def _once(
        self,
        asked: object,
        ask: Callable[[str], Awaitable[T]],
        is_over: Callable[[T], bool] = lambda _: True,
    ) -> T:
        key = self._keys.setdefault(asked, uuid4().hex)
        try:
            answer = await ask(key)
        except (TryAgain, StoreUnusable):
            raise
        except Exception:
            del self._keys[asked]
            raise
        if is_over(answer):
            del self._keys[asked]
        return answer
