"""The steps of an exchange: which tickets, for what, what that comes to, and how it is paid."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from boxoffice.counter.after.desk import Account, AfterDesk, Exchange
from boxoffice.counter.after.difference import Difference
from boxoffice.counter.after.exchange_page import ExchangePage
from boxoffice.counter.after.front import Front
from boxoffice.counter.after.lines_page import LinesPage
from boxoffice.counter.after.waiting_page import WaitingPage
from boxoffice.counter.ticket_desk import STUCK
from boxoffice.counter.wishes import Key
from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import HoldOver
from boxoffice.model.money import Money
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.user import Approval
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.widgets import Tone
from boxoffice.rules.reservations import waits_for_collection


@dataclass(frozen=True, slots=True)
class _Asked:
    """An exchange as it was asked for; asked again it is the same one."""

    exchange: Exchange
    held: Booking
    tenders: tuple[Tender, ...]
    approval: Approval | None


class ExchangeSteps(QObject):
    """`seats_wanted` carries an Exchange for which the new seats are to be chosen, and whether in
    another show; `exchanged` says that the seats in hand are no sale's any more, `given_up` that
    an exchange is not done."""

    seats_wanted = Signal(object, bool)
    exchanged = Signal()
    given_up = Signal()

    def __init__(
        self,
        front: Front,
        desk: AfterDesk,
        pages: tuple[LinesPage, ExchangePage, WaitingPage],
        formats: Formats,
        in_hand: Callable[[], Booking | None],
        printer: Callable[[], str],
    ) -> None:
        """`in_hand` is what is held at the counter."""
        super().__init__()
        self.lines, self.page, self.waiting = pages
        self._front, self._desk, self._formats = front, desk, formats
        self._in_hand, self._printer = in_hand, printer
        self.exchange: Exchange | None = None
        self._waits_for: _Asked | None = None
        self._elsewhere = False
        self.lines.given.connect(self._chosen)
        self.page.agreed.connect(lambda tenders: front.ask(self._agree(tenders), self.page))
        self.page.voucher_asked.connect(lambda code: front.ask(self._voucher(code), self.page))
        self.waiting.looked.connect(lambda: front.ask(self._look(), self.waiting))

    @property
    def waits(self) -> bool:
        """Whether an exchange waits for UPI."""
        return self._waits_for is not None

    def begin(self, *, elsewhere: bool) -> None:
        """Ask which tickets of the booking in front."""
        account = self._front.account
        if account is None:
            return
        self._elsewhere = elsewhere
        title = self.tr("Another show") if elsewhere else self.tr("Other seats")
        self.lines.ask(account, title, self.tr("Choose the new seats"))
        self._front.show_page(self.lines)

    async def plan(self, exchange: Exchange, held: Booking, way: Key = Key.CASH) -> None:
        """Show what exchanging tickets for what is held comes to."""
        self.exchange = exchange
        self.page.ask(await self._desk.exchange_plan(exchange, held), held, way)
        self._front.show_page(self.page)

    def drop(self) -> None:
        """An exchange that was not agreed to is not done."""
        if self.exchange is not None:
            self.exchange = None
            self.given_up.emit()

    def back(self) -> bool:
        """Esc on a page of an exchange; False where the page before is to be shown."""
        page = self.page
        if self.waits and self.waiting.isVisible():
            if self.waiting.gives_up():
                self._front.ask(self._give_up(), self.waiting)
            return True
        return page.isVisible() and page.step_back()

    def _chosen(self, chosen: tuple[str, ...]) -> None:
        account, held = self._front.account, self._in_hand()
        if account is None:
            return
        self.exchange = Exchange(account, chosen)
        if held is not None:
            self._front.ask(self.plan(self.exchange, held), self.lines)
        else:
            self.seats_wanted.emit(self.exchange, self._elsewhere)

    async def _voucher(self, code: str) -> None:
        self.page.add_voucher(await self._desk.voucher(code))

    async def _agree(self, tenders: tuple[Tender, ...]) -> None:
        plan, held, exchange = self.page.plan, self._in_hand(), self.exchange
        if plan is None or held is None or exchange is None:
            self.page.refuse(self.tr("The new seats are held no more. Choose them again."))
        elif plan.back.amount_minor:
            await self._front.with_yes(partial(self._exchange, exchange, held, tenders))
        else:
            await self._exchange(exchange, held, tenders, None)

    async def _exchange(
        self,
        exchange: Exchange,
        held: Booking,
        tenders: tuple[Tender, ...],
        approval: Approval | None,
    ) -> None:
        asked = _Asked(exchange, held, tenders, approval)
        booking = await self._desk.exchange(exchange, held, tenders, approval)
        self.exchange = None
        self.exchanged.emit()
        if booking.state is BookingState.PENDING:
            self._waits_for = asked
            await self._show_waiting(booking)
        else:
            await self._done(asked, booking)

    async def _look(self) -> None:
        """Ask again: nothing is done twice, and what was paid meanwhile is gone on with."""
        asked = self._waits_for
        if asked is None:
            return
        try:
            booking = await self._desk.exchange(
                asked.exchange, asked.held, asked.tenders, asked.approval
            )
        except HoldOver as refusal:
            await self._not_done(asked, str(refusal))
            return
        if booking.state is BookingState.PENDING:
            await self._show_waiting(booking)
        else:
            await self._done(asked, booking)

    async def _show_waiting(self, booking: Booking) -> None:
        self.waiting.show_payments(await self._desk.payments(booking.booking_id))
        self._front.show_page(self.waiting)

    async def _give_up(self) -> None:
        asked = self._waits_for
        if asked is None:
            return
        booking = await self._desk.give_up(asked.held.booking_id)
        if booking.state is BookingState.CONFIRMED:
            await self._done(asked, booking)
        else:
            await self._not_done(asked, self.tr("Not exchanged; the old tickets stay."))

    async def _not_done(self, asked: _Asked, words: str) -> None:
        """Say that the old tickets stay, and what is to be handed back for the new ones."""
        self._stop_waiting()
        words = " ".join((words, *self._to_hand_back(asked)))
        await self._front.open_booking(_old(asked.exchange.account), words, Tone.WARN)

    async def _done(self, asked: _Asked, booking: Booking) -> None:
        self._stop_waiting()
        paid_by = [one.kind for one in asked.exchange.account.payments]
        waits = waits_for_collection(booking, paid_by)
        words = self.tr("Exchanged. The new tickets are printed.")
        if waits:
            words = self.tr("Exchanged. C hands the new tickets over.")
        change = Difference(booking.total, asked.tenders).change
        if change.amount_minor:
            change_words = self.tr("Change: {amount}.")
            words += " " + change_words.format(amount=self._formats.money(change))
        await self._front.open_booking(booking.booking_id, words)
        if waits:
            # They are printed for whoever shows an ID.
            return
        job = await self._desk.print_new(asked.exchange, booking, self._printer())
        if job.state in STUCK:
            words = self.tr("Exchanged, but not printed: {reason} P prints the tickets anew.")
            text = words.format(reason=job.reason)
            await self._front.open_booking(booking.booking_id, text, Tone.DANGER)

    def _to_hand_back(self, asked: _Asked) -> tuple[str, ...]:
        """What was paid at the counter for what was not exchanged."""
        currency, told = asked.held.total.currency, []
        for one in asked.tenders:
            if one.kind is TenderKind.CASH:
                words = self.tr("Hand {amount} back.")
            elif one.kind is TenderKind.CARD_TERMINAL:
                words = self.tr("Void {amount} at the terminal, approval code {code}.")
            else:
                continue
            amount = self._formats.money(Money(one.given_minor or one.amount_minor, currency))
            told.append(words.format(amount=amount, code=one.reference))
        return tuple(told)

    def _stop_waiting(self) -> None:
        self._waits_for = None
        self.waiting.stop()


def _old(account: Account) -> str:
    return account.booking.booking_id
