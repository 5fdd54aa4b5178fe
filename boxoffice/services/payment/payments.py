"""The payment service: the counter's sale, payments through providers, vouchers, and the sweep that
goes on with whatever was left open."""

import secrets
from dataclasses import replace
from datetime import datetime
from functools import partial

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.clock import Clock
from boxoffice.model.errors import HoldOver, KeyReused, NotFound, Refusal, TryAgain, WrongState
from boxoffice.model.money import Money
from boxoffice.model.payment import (
    BookingPayments,
    OnlinePayment,
    Payment,
    PaymentKind,
    PaymentState,
    Tender,
    TenderKind,
    Voucher,
    Webhook,
)
from boxoffice.model.refund import ExchangePlan, Refund, RefundOrder, RefundPlan
from boxoffice.model.services import BookingService
from boxoffice.model.shift import NO_COUNTER, AtCounter
from boxoffice.rules.concessions import items_cost
from boxoffice.rules.voucher_codes import voucher_code
from boxoffice.services.payment.at_provider import AtProvider
from boxoffice.services.payment.following import ASK_SECONDS, Following
from boxoffice.services.payment.giving_up import GivingUp
from boxoffice.services.payment.hearing import PAYMENT_ID_BYTES, Hearing
from boxoffice.services.payment.methods import UPI_METHOD, PaymentMethods
from boxoffice.services.payment.online import Online
from boxoffice.services.payment.patience import next_look
from boxoffice.services.payment.refunding import Refunds
from boxoffice.services.payment.returning import Returning
from boxoffice.services.payment.settling import Settling
from boxoffice.services.payment.shifts import Tills, checked_counter, checked_till
from boxoffice.services.payment.tenders import (
    Share,
    body_digest,
    check_due,
    check_key,
    check_tenders,
)
from boxoffice.services.payment.vouchers import Vouchers
from boxoffice.services.recurring import Recurring
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores import payment_reading as reading
from boxoffice.stores.database import Database
from boxoffice.stores.payment import OperationState
from boxoffice.stores.payment_ledger import KeyTaken
from boxoffice.stores.payment_reading import Kept, Operation

SWEEP_SECONDS = 5.0
#: How often a sale looks again after another one was first.
DECISION_TRIES = 5
#: Bookings whose payments are read at once.
STATES_BATCH = 500

NO_METHODS = PaymentMethods()


class Payments(Tills):
    """A boxoffice.model.services.PaymentService.

    A sale is four steps, each of them harmless to repeat: the operation is written under its key,
    the booking is claimed, the payments are recorded, and the booking hears of the money. What
    settles at the counter is captured at once; a part paid by UPI is open until its provider says
    more, and until then the booking stays PENDING with the other parts applied to it. Whoever asks
    again under the same key, the start of the program and the sweep go on where it stopped.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bookings: BookingService,
        methods: PaymentMethods = NO_METHODS,
    ) -> None:
        super().__init__(database, clock, bookings)
        self._methods = methods
        self._vouchers = Vouchers(database, clock)
        self._returning = Returning(database, clock)
        self._settling = Settling(database, clock, bookings)
        self._hearing = Hearing(database, clock, bookings, self._settling, methods.providers)
        at_provider = AtProvider(database, clock, self._hearing, methods)
        self._online = Online(
            database, clock, bookings, self._settling, self._hearing, at_provider, methods
        )
        self._giving_up = GivingUp(
            database, clock, bookings, self._settling, self._online, self._returning
        )
        self._following = Following(database, clock, bookings, self._settling, at_provider, methods)
        self._refunds = Refunds(database, clock, bookings, self._settling, methods, self._take)
        self._sweeping = Recurring(self._settle_all, SWEEP_SECONDS, "Settling payments")
        self._asking = tuple(
            Recurring(look, seconds, f"Asking {name}")
            for name, seconds, look in self._following.asking
        ) + tuple(
            Recurring(partial(self._refunds.look_at, name), ASK_SECONDS, f"Refunds at {name}")
            for name in methods.providers
        )

    async def start(self) -> None:
        """Settle what an earlier process left, and go on doing so; begin to ask providers."""
        await self._sweeping.start()
        for asking in self._asking:
            asking.begin()

    async def stop(self) -> None:
        """Stop the sweep and finish the sales that run."""
        for asking in self._asking:
            await asking.stop()
        await self._sweeping.stop()
        await self._commands.finish()
        for provider in self._methods.providers.values():
            await provider.stop()

    async def take(
        self,
        booking_id: str,
        tenders: tuple[Tender, ...],
        idempotency_key: str,
        by: str,
        counter: AtCounter = NO_COUNTER,
    ) -> Booking:
        """The counter's sale: claim, capture, confirm. The same key answers that operation's
        current state and never acts twice; KeyReused for another body, WrongAmount."""
        counter = checked_counter(counter)
        check_key(idempotency_key)
        check_tenders(tenders)
        if any(tender.kind is TenderKind.UPI for tender in tenders):
            self._methods.provider_of(UPI_METHOD)
        # Who stops waiting does not stop the sale; it is asked for again under the same key.
        return await self._commands.run(
            self._take(booking_id, tenders, idempotency_key, by, counter)
        )

    async def open_online(self, booking_id: str, method_id: str) -> OnlinePayment:
        """Open an online payment of what is due or answer the one that is open; NoProvider,
        HoldOver, TryAgain when the provider does not answer."""
        return await self._commands.run(self._online.open(booking_id, method_id))

    async def close_open(self, booking_id: str) -> Booking:
        """Close the booking's open payment, or hear that it was made; NotFound, TryAgain while
        its provider does not say."""
        return await self._commands.run(self._make_way(booking_id))

    async def give_up(
        self, booking_id: str, idempotency_key: str, by: str, till: str = ""
    ) -> Booking:
        """Cancel a PENDING booking, once under the key, and hand back what was paid; KeyReused."""
        giving_up = self._giving_up.give_up(booking_id, idempotency_key, by, checked_till(till))
        booking = await self._commands.run(giving_up, booking_id)
        await self._commands.run(self._refunds.heed(booking_id))
        return booking

    async def hear(self, webhook: Webhook) -> bool:
        """Keep a provider's signed message and act on it once; False when it is known already.
        NotFound for an unknown provider, BadSignature, BadInput."""
        return await self._commands.run(self._hearing.hear(webhook))

    async def of_booking(self, booking_id: str) -> tuple[Payment, ...]:
        """A booking's payments, oldest first."""
        await self._bookings.get(booking_id)
        found = await self._database.read(reading.read_of_booking, booking_id)
        return tuple(kept.payment for kept in found)

    async def states(self, booking_ids: tuple[str, ...]) -> tuple[BookingPayments, ...]:
        """The states of these bookings' payments, in the order of `booking_ids`."""
        found: list[BookingPayments] = []
        for start in range(0, len(booking_ids), STATES_BATCH):
            batch = booking_ids[start : start + STATES_BATCH]
            found += await self._database.read(reading.read_states, batch)
        return tuple(found)

    async def theatre_of(self, payment_id: str) -> str:
        """The id of the theatre that a payment was made to; NotFound."""
        kept = await self._database.read(reading.read_kept, payment_id)
        if kept is None:
            raise NotFound("There is no such payment.")
        return kept.theatre_id

    async def returned(
        self, payment_id: str, idempotency_key: str, by: str, till: str = "", approved_by: str = ""
    ) -> Payment:
        """Cash or card terminal money that is owed back was handed over; the same key answers the
        same payment. NotFound, WrongState, KeyReused."""
        return await self._commands.run(
            self._returning.returned(
                payment_id, idempotency_key, by, checked_till(till), approved_by
            )
        )

    async def plan_refund(self, booking_id: str, line_ids: tuple[str, ...]) -> RefundPlan:
        """What giving lines of a CONFIRMED booking back comes to, by tender."""
        return await self._refunds.plan(booking_id, line_ids)

    async def refund(self, order: RefundOrder) -> tuple[Refund, ...]:
        """Give lines back, once under the order's key, which answers the same refunds as they
        stand; WrongState, BadInput, KeyReused."""
        here = replace(order, till=checked_till(order.till))
        return await self._commands.run(self._refunds.refund(here), order.booking_id)

    async def plan_exchange(
        self, booking_id: str, line_ids: tuple[str, ...], hold_id: str
    ) -> ExchangePlan:
        """What exchanging lines for what is held comes to."""
        return await self._refunds.plan_exchange(booking_id, line_ids, hold_id)

    async def exchange(self, order: RefundOrder) -> Booking:
        """Exchange lines for the order's hold, once under its key; the booking that has the new
        ones."""
        here = replace(order, till=checked_till(order.till))
        return await self._commands.run(self._refunds.exchange(here), order.booking_id)

    async def refunds(self, booking_id: str) -> tuple[Refund, ...]:
        """A booking's refunds, oldest first."""
        return await self._refunds.of_booking(booking_id)

    async def last_sales(self, theatre_id: str, till: str, by: str) -> tuple[str, ...]:
        """The ids of the bookings that somebody sold last at a counter, newest first."""
        return await self._database.read(reading.read_last_sales, theatre_id, till, by)

    async def issue_voucher(
        self,
        theatre_id: str,
        amount: Money,
        valid_until: datetime | None,
        idempotency_key: str,
        by: str,
    ) -> Voucher:
        """Issue a voucher once under its key; BadInput, KeyReused."""
        return await self._commands.run(
            self._vouchers.issue(theatre_id, amount, valid_until, idempotency_key, by)
        )

    async def voucher(self, theatre_id: str, code: str) -> Voucher:
        """A theatre's voucher; NotFound."""
        return await self._vouchers.voucher(theatre_id, code)

    async def sweep_once(self) -> None:
        """Everything that time does. What was said already comes before asking."""
        await self._settle_all()
        await self._following.look_due()
        for name in self._methods.providers:
            await self._refunds.look_at(name)

    async def _settle_all(self) -> None:
        """Act on what providers said, settle captured money, then end bookings past their
        deadline."""
        await self._hearing.heed_due()
        await self._settling.settle_due()
        await self._settling.end_all_overdue()
        await self._refunds.go_on_due()

    async def _take(
        self,
        booking_id: str,
        tenders: tuple[Tender, ...],
        key: str,
        by: str,
        counter: AtCounter,
        share: Share | None = None,
    ) -> Booking:
        digest = body_digest(booking_id, tenders)
        for _ in range(DECISION_TRIES):
            # Most keys are new. A known one is noticed by what it has done, and looked up then.
            try:
                booking = await self._payable(booking_id, tenders, share)
                operation = Operation(
                    key, digest, booking_id, booking.theatre_id, by, OperationState.BEGUN, counter
                )
                await self._database.run(ledger.begin, operation, self._clock.now())
            except (Refusal, KeyTaken) as error:
                known = await self._database.read(reading.read_operation, key)
                if known is None:
                    if isinstance(error, Refusal):
                        raise
                    await self._make_way(booking_id)
                    continue
                if known.digest != digest:
                    raise KeyReused("This key was already used for another payment.") from None
                operation = known
            return await self._go_on(operation, tenders, share)
        raise TryAgain("Another payment of this booking is under way. Try again.")

    async def _make_way(self, booking_id: str) -> Booking:
        """Settle what this booking was paid under another key, and close what is open."""
        await self._online.make_way(booking_id)
        return await self._settling.settle(booking_id)

    async def _payable(
        self, booking_id: str, tenders: tuple[Tender, ...], share: Share | None
    ) -> Booking:
        """The booking, if it waits for exactly this money."""
        booking = await self._bookings.get(booking_id)
        if booking.state in (BookingState.EXPIRED, BookingState.CANCELLED):
            raise HoldOver("This booking is over; no money is due. Choose the seats again.")
        if booking.state not in (BookingState.HELD, BookingState.PENDING):
            raise WrongState("This booking is paid; no money is due.")
        check_due(tenders, booking, share)
        await self._vouchers.check(booking.theatre_id, tenders, booking.total.currency)
        return booking

    async def _go_on(
        self, operation: Operation, tenders: tuple[Tender, ...], share: Share | None
    ) -> Booking:
        """Do whatever is left of an operation and answer the booking."""
        if operation.state is OperationState.BEGUN:
            taken = await self._record(operation, tenders, share)
            if taken:
                return await self._finish(operation.booking_id, taken)
            now_is = await self._database.read(reading.read_operation, operation.key)
            if now_is is None:
                raise TryAgain("The same payment was refused a moment ago. Try again.")
            operation = now_is
        if operation.state is OperationState.RECORDED:
            return await self._finish(operation.booking_id)
        booking = await self._bookings.get(operation.booking_id)
        if operation.state is OperationState.CLOSED:
            raise _nothing_taken(booking)
        return booking

    async def _finish(self, booking_id: str, taken: tuple[Kept, ...] = ()) -> Booking:
        """Settle what was captured, and open what a provider is to end, or ask what became of it;
        what was `taken` just now need not be read again."""
        booking = await self._settling.settle(booking_id, taken)
        if booking.state is BookingState.PENDING:
            await self._online.open_at_provider(booking_id)
            # Its provider may have said before that the open part was paid.
            booking = await self._bookings.get(booking_id)
        return booking

    async def _record(
        self, operation: Operation, tenders: tuple[Tender, ...], share: Share | None
    ) -> tuple[Kept, ...]:
        """Write the payments, once the seats belong to the booking; none when another call under
        the same key was first."""
        try:
            instead = "" if share is None else share.in_place_of
            booking = await self._bookings.claim(operation.booking_id, operation.actor, instead)
            check_due(tenders, booking, share)
            now = self._clock.now()
            taken = tuple(self._new(tender, operation, booking, now) for tender in tenders)
            beside = items_cost(booking.lines)
            recorded = await self._database.run(ledger.record, operation, taken, now, beside)
            return taken if recorded else ()
        except Refusal:
            # Nothing was done: the key stays free, so that asking again really tries again. If it
            # was, by the same call come twice, that is what this one was refused for.
            if await self._database.run(ledger.forget, operation.key):
                raise
            return ()

    def _new(self, tender: Tender, operation: Operation, booking: Booking, now: datetime) -> Kept:
        """A tender as the payment it becomes: captured, or open at the provider of UPI."""
        open_until_told = tender.kind is TenderKind.UPI
        reference = tender.reference
        if tender.kind is TenderKind.VOUCHER:
            reference = voucher_code(reference)
        payment = Payment(
            payment_id=secrets.token_hex(PAYMENT_ID_BYTES),
            booking_id=booking.booking_id,
            kind=PaymentKind(tender.kind),
            amount=Money(tender.amount_minor, booking.total.currency),
            given_minor=tender.given_minor or tender.amount_minor,
            reference="" if open_until_told else reference,
            state=PaymentState.OPEN if open_until_told else PaymentState.CAPTURED,
            created_at=now,
            provider=self._methods.provider_of(UPI_METHOD) if open_until_told else "",
        )
        look_at = next_look(now, booking.expires_at) if open_until_told else now
        return Kept(payment, operation.key, booking.theatre_id, look_at=look_at)


def _nothing_taken(booking: Booking) -> Refusal:
    """Why a sale that was closed took no money; to answer its booking would look like a receipt
    when somebody else has paid it."""
    if booking.state in (BookingState.PENDING, BookingState.CONFIRMED):
        return WrongState("This payment took no money; another one for the booking came first.")
    return HoldOver("This payment took no money; the booking is over. Choose the seats again.")
