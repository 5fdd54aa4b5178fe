"""Asking for a sale's money, all of it at once, and what the answer means for the clerk."""

import contextlib

from boxoffice.counter.desk import Desk
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.seat_steps import SeatSteps
from boxoffice.counter.seller import Seller
from boxoffice.counter.state import Notice, NoticeKind, Sold, Stage, Step
from boxoffice.counter.till import Till, has_upi
from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import (
    HoldOver,
    NotFound,
    PriceRefused,
    Refusal,
    SeatsGone,
    SoldOut,
    TryAgain,
    WrongAmount,
)
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState, Tender, TenderKind

#: A payment that took no money and will not.
UPI_ENDED = frozenset({PaymentState.FAILED, PaymentState.CLOSED})


class Settle:
    """While an outcome is unknown nothing but asking again is possible."""

    def __init__(self, desk: Desk, seller: Seller, till: Till, seats: SeatSteps) -> None:
        self._desk = desk
        self._seller = seller
        self._till = till
        self._seats = seats

    async def take(self, show: OpenShow, tenders: tuple[Tender, ...]) -> None:
        """Take these tenders; the sale is done once the booking is confirmed. With UPI among them
        it waits for that on the page of UPI."""
        state = self._desk.state
        if state.booking is None:
            return
        attempt = await self._till.ask_for(state.booking, tenders)
        try:
            with self._desk.asking(Step.PAYING):
                paid = await self._till.settle(attempt)
        except TryAgain:
            self._desk.fail(Notice(NoticeKind.UNKNOWN_PAYMENT))
        except (HoldOver, NotFound):
            # Nobody knows a hold any more whose gateway was killed.
            self._desk.fail(None, over=True)
        except SeatsGone as refusal:
            self._desk.change(over=True, given="", code="", parts=())
            await self._seats.refuse(show, state.seat_ids, frozenset(refusal.seat_ids))
            self._void(attempt.tenders, state.booking.total.currency)
        except (PriceRefused, SoldOut) as refusal:
            # A code's last use, or the last of an item, went to another till meanwhile.
            notice = Notice(NoticeKind.TOLD, words=str(refusal))
            self._desk.fail(notice, stage=Stage.BASKET, given="", code="", parts=())
            self._void(attempt.tenders, state.booking.total.currency)
        except WrongAmount:
            await self._total_changed(state.booking)
            self._void(attempt.tenders, state.booking.total.currency)
        else:
            await self._answered(paid, attempt.tenders)
        finally:
            self._desk.change(unknown=self._till.unknown)

    async def done(self, paid: Booking, tenders: tuple[Tender, ...]) -> None:
        """The booking has all its money."""
        listing, layout = self._desk.state.listing, self._desk.state.layout
        assert listing is not None
        assert layout is not None
        await self._till.close()
        amounts = sum(tender.amount_minor for tender in tenders)
        handed = sum(tender.given_minor or tender.amount_minor for tender in tenders)
        currency = paid.total.currency
        given, change = Money(handed, currency), Money(handed - amounts, currency)
        sold = Sold(paid, listing, layout, given, change, tenders, self._desk.state.voucher_left)
        self._desk.change(
            stage=Stage.DONE, sold=sold, given="", code="", parts=(), upi=None, notice=None
        )

    async def over(self, tenders: tuple[Tender, ...], currency: str) -> None:
        """The booking ended while money for it was on its way."""
        await self._till.close()
        notice = hand_back(NoticeKind.GIVE_BACK, tenders, currency)
        self._desk.fail(
            notice, stage=Stage.BASKET, over=True, given="", code="", parts=(), upi=None
        )

    async def given_up(self, tenders: tuple[Tender, ...], currency: str) -> None:
        """The clerk gave the sale up; the next one begins with what is to be handed back."""
        await self._till.close()
        self._desk.begin()
        notice = hand_back(NoticeKind.GIVEN_UP, tenders, currency)
        self._desk.fail(notice or Notice(NoticeKind.GIVEN_UP))

    async def _answered(self, paid: Booking, tenders: tuple[Tender, ...]) -> None:
        if paid.state is BookingState.CONFIRMED:
            await self.done(paid, await self._all_of(paid, tenders))
        elif paid.state is not BookingState.PENDING:
            await self.over(tenders, paid.total.currency)
        elif has_upi(tenders):
            self._desk.change(
                stage=Stage.UPI, booking=paid, given="", code="", parts=(), asked_minor=0
            )
        else:
            self._desk.fail(Notice(NoticeKind.UNKNOWN_PAYMENT))

    async def _all_of(self, paid: Booking, tenders: tuple[Tender, ...]) -> tuple[Tender, ...]:
        """The tenders with those of an earlier try, after which these were only the rest."""
        if sum(one.amount_minor for one in tenders) < paid.total.amount_minor:
            with contextlib.suppress(Refusal):
                return tendered(await self._seller.payments(paid.booking_id))
        return tenders

    def _void(self, tenders: tuple[Tender, ...], currency: str) -> None:
        """What a card terminal has approved, only the terminal takes back."""
        notice = void_card(tenders, currency)
        if notice is not None:
            self._desk.fail(notice)

    async def _total_changed(self, booking: Booking) -> None:
        booking = await self._seller.booking(booking.booking_id)
        notice = Notice(NoticeKind.TOTAL_CHANGED, amount=booking.total)
        self._desk.fail(notice, booking=booking, given="", code="", parts=(), asked_minor=0)


def hand_back(kind: NoticeKind, tenders: tuple[Tender, ...], currency: str) -> Notice | None:
    """The cash to hand back, and with it what to void at the terminal, if there is any."""
    cash = sum(
        one.given_minor or one.amount_minor for one in tenders if one.kind is TenderKind.CASH
    )
    card = void_card(tenders, currency)
    if not cash:
        return card
    if card is None:
        return Notice(kind, amount=Money(cash, currency))
    return Notice(kind, words=card.words, amount=Money(cash, currency), void=card.amount)


def void_card(tenders: tuple[Tender, ...], currency: str) -> Notice | None:
    """What to void at the terminal, if any of these was approved there."""
    cards = [one for one in tenders if one.kind is TenderKind.CARD_TERMINAL]
    if not cards:
        return None
    amount = Money(sum(card.amount_minor for card in cards), currency)
    codes = ", ".join(card.reference for card in cards)
    return Notice(NoticeKind.VOID_CARD, words=codes, amount=amount)


def tendered(payments: tuple[Payment, ...]) -> tuple[Tender, ...]:
    """What was taken, as it was tendered."""
    return tuple(
        Tender(TenderKind(one.kind), one.amount.amount_minor, one.given_minor, one.reference)
        for one in payments
        if one.kind is not PaymentKind.ONLINE and one.state not in UPI_ENDED
    )
