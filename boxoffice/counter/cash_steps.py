"""The steps of a sale that take cash."""

from boxoffice.counter.desk import Desk
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.seat_steps import SeatSteps
from boxoffice.counter.seller import Seller
from boxoffice.counter.state import Notice, NoticeKind, Sold, Stage, Step
from boxoffice.counter.till import Till
from boxoffice.counter.wishes import Give
from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import (
    HoldOver,
    NotFound,
    PriceRefused,
    SeatsGone,
    SoldOut,
    TryAgain,
    WrongAmount,
)
from boxoffice.model.money import Money, minor_digits

GIVEN_LENGTH = 9


class CashSteps:
    """From F9 to the change. While an outcome is unknown nothing but asking again is possible."""

    def __init__(self, desk: Desk, seller: Seller, till: Till, seats: SeatSteps) -> None:
        self._desk = desk
        self._seller = seller
        self._till = till
        self._seats = seats

    def open(self) -> None:
        """Show the cash page for what is held."""
        if self._desk.state.held is None:
            self._desk.fail(self._desk.state.notice or Notice(NoticeKind.CHOOSE_FIRST))
        elif self._desk.state.stage is Stage.BASKET:
            self._till.open()
            self._desk.change(stage=Stage.CASH, given="", notice=None)
        elif self._desk.state.stage is Stage.REFUSED:
            self._desk.change(notice=Notice(NoticeKind.TAKE_A_WAY_ON))

    def close(self) -> bool:
        """Back to the basket; False while a payment's outcome is unknown."""
        if self._desk.state.unknown:
            return False
        self._desk.change(stage=Stage.BASKET, given="", notice=None)
        return True

    def type(self, text: str) -> None:
        """Another digit, or the point, of what was given."""
        state = self._desk.state
        if state.unknown or state.due is None or len(state.given) >= GIVEN_LENGTH:
            return
        if text == "." and ("." in state.given or not minor_digits(state.due.currency)):
            return
        self._desk.change(given=state.given + text, notice=None)

    def erase(self) -> None:
        """Take the last digit back."""
        state = self._desk.state
        if not state.given:
            self._desk.change(notice=Notice(NoticeKind.NOTHING_TYPED))
        elif not state.unknown:
            self._desk.change(given=state.given[:-1], notice=None)

    def give(self, wish: Give) -> None:
        """A whole amount at once, or one more note."""
        state = self._desk.state
        if state.unknown or state.due is None:
            return
        before = state.given_money if wish.add and state.given else None
        minor = wish.amount_minor + (before.amount_minor if before else 0)
        self._desk.change(given=_as_typed(Money(minor, state.due.currency)), notice=None)

    async def take(self, show: OpenShow) -> None:
        """Take the cash; the sale is done once the booking is confirmed."""
        state = self._desk.state
        booking, given = state.booking, state.given_money
        if booking is None or given is None:
            return
        if given.amount_minor < booking.total.amount_minor:
            self._desk.fail(Notice(NoticeKind.SHORT, amount=booking.total - given))
            return
        attempt = self._till.ask_for(booking, given)
        try:
            with self._desk.asking(Step.PAYING):
                paid = await self._till.settle(attempt)
        except TryAgain:
            self._desk.fail(Notice(NoticeKind.UNKNOWN_PAYMENT))
        except (HoldOver, NotFound):
            # Nobody knows a hold any more whose gateway was killed.
            self._desk.fail(None, over=True)
        except SeatsGone as refusal:
            self._desk.change(over=True, given="")
            await self._seats.refuse(show, state.seat_ids, frozenset(refusal.seat_ids))
        except (PriceRefused, SoldOut) as refusal:
            # A code's last use, or the last of an item, went to another till meanwhile.
            notice = Notice(NoticeKind.TOLD, words=str(refusal))
            self._desk.fail(notice, stage=Stage.BASKET, given="")
        except WrongAmount:
            await self._total_changed(booking)
        else:
            self._answered(paid, attempt.given)
        finally:
            self._desk.change(unknown=self._till.unknown)

    def _answered(self, paid: Booking, given: Money) -> None:
        listing, layout = self._desk.state.listing, self._desk.state.layout
        if paid.state is BookingState.PENDING:
            self._desk.fail(Notice(NoticeKind.UNKNOWN_PAYMENT))
            return
        self._till.close()
        if paid.state is not BookingState.CONFIRMED or listing is None or layout is None:
            notice = Notice(NoticeKind.GIVE_BACK, amount=given)
            self._desk.fail(notice, stage=Stage.BASKET, over=True, given="")
            return
        sold = Sold(paid, listing, layout, given, given - paid.total)
        self._desk.change(stage=Stage.DONE, sold=sold, given="", notice=None)

    async def _total_changed(self, booking: Booking) -> None:
        booking = await self._seller.booking(booking.booking_id)
        notice = Notice(NoticeKind.TOTAL_CHANGED, amount=booking.total)
        self._desk.fail(notice, booking=booking, given="")


def _as_typed(money: Money) -> str:
    digits = minor_digits(money.currency)
    whole, part = divmod(money.amount_minor, 10**digits)
    return f"{whole}.{part:0{digits}d}" if part else str(whole)
