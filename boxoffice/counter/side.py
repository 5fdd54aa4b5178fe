"""The right column: the page of the sale's stage, and over it what the clerk must be told."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from boxoffice.counter.basket_page import BasketPage
from boxoffice.counter.cash_page import CashPage, amount_commands
from boxoffice.counter.code_page import CodePage
from boxoffice.counter.done_page import DonePage, stuck_words
from boxoffice.counter.hold_clock import DANGER_SECONDS
from boxoffice.counter.notices import hold_over, left_alone, message
from boxoffice.counter.page import Page
from boxoffice.counter.pay_page import PayPage
from boxoffice.counter.refused_page import RefusedPage
from boxoffice.counter.split_page import SplitPage
from boxoffice.counter.state import PAYING, NoticeKind, SaleState, Stage
from boxoffice.counter.ticket_desk import STUCK, Job
from boxoffice.counter.wishes import (
    ChooseLine,
    DropCode,
    Give,
    Key,
    Recall,
    TakeOffer,
    UseCode,
    Wish,
)
from boxoffice.model.clock import Clock
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, Panel, Tone
from boxoffice.rules.booking_number import spoken

if TYPE_CHECKING:
    from boxoffice.counter.upi_page import UpiPage


class Side(Panel):
    """`wished` carries what a button asks of the sale; the others ask for the tickets just sold.

    Only the basket is there from the start; each other page is built when it is first needed.
    """

    wished = Signal(object)
    print_asked = Signal()
    open_asked = Signal()
    save_asked = Signal()
    receipt_asked = Signal()
    send_asked = Signal(str)
    left = Signal()
    customer_asked = Signal()
    later_asked = Signal()
    printer_asked = Signal()
    #: The keyboard was in the field for a code, and is wanted there no more.
    code_left = Signal()
    items_asked = Signal()
    firm_asked = Signal()
    #: Another page lies over those of the sale, or none any more.
    laid_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        formats: Formats,
        terms: SaleTerms,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("panel", "", parent)
        self._theme = theme
        self._formats = formats
        self._terms = terms
        self._clock = clock
        self._state = SaleState()
        self._full_seconds = 1.0
        self._failed: Job | None = None
        self._can_print = False
        self._remark = ""
        self._banner = Banner(theme, closable=True)
        self._wish(self._banner.closed, Key.GO)
        self._pages = QStackedWidget()
        self._page: Page = self._basket
        self._laid: Page | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)

    def show_sale(self, state: SaleState) -> None:
        """Show the page of the sale's stage."""
        before, self._state = self._state, state
        if state.stage is not Stage.DONE:
            self._remark = ""
        if state.held is not None and _deadline(before) != _deadline(state):
            self._full_seconds = max(1.0, self._seconds_left())
        if state.stage is Stage.CASH:
            self._page = self._cash
            self._cash.show_sale(state)
        elif state.stage in PAYING:
            page = self._pay_page(state.stage)
            self._page = page
            page.show_sale(state)
        elif state.stage is Stage.REFUSED:
            self._page = self._refused
            self._refused.show_sale(state)
        elif state.stage is Stage.DONE and state.sold is not None:
            self._page = self._done
            self._done.show_sold(state.sold)
        else:
            self._page = self._basket
            self._basket.show_sale(state)
            self._basket.parked.show_sale(state, self._clock.now())
        self._pages.setCurrentWidget(self._laid or self._page)
        self._say()
        self.show_time()

    def lay(self, page: Page | None) -> None:
        """Show this page over those of the sale, whatever becomes of it; None takes it away."""
        if page is not None and self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._laid = page
        self._pages.setCurrentWidget(page or self._page)
        self.laid_changed.emit()

    @property
    def laid(self) -> Page | None:
        """The page that lies over those of the sale."""
        return self._laid

    def commands(self) -> tuple[Command, ...]:
        """The amounts of the cash page, by key."""
        return amount_commands(
            self._terms,
            self._formats,
            lambda: self._state.stage is Stage.CASH,
            lambda place: self._cash.press(place),
        )

    def ask_where(self) -> None:
        """Let somebody type where the tickets of the sale are sent."""
        if self._state.stage is Stage.DONE:
            self._done.ask_where()

    def offer_print(self, *, possible: bool) -> None:
        """Offer to print tickets where there is a printer at all."""
        self._can_print = possible
        if "_done" in vars(self):
            self._done.offer_print(possible=possible)

    def show_time(self) -> None:
        """Show how long the seats are still held."""
        page = self._page
        if isinstance(page, BasketPage):
            page.parked.show_time(self._clock.now())
        if not isinstance(page, BasketPage | CashPage | RefusedPage | PayPage):
            page.head.show_time("", 0.0, -1.0)
            return
        if self._state.held is None:
            page.show_time("", 0.0, -1.0)
            return
        seconds, until = self._seconds_left(), _deadline(self._state)
        words = self._formats.clock(seconds)
        if self._state.reserved and until is not None:
            words = self.tr("until {time}").format(time=self._formats.time(until))
        if seconds <= DANGER_SECONDS:
            words = self.tr("Going in {time}").format(time=words)
        page.show_time(words, seconds, seconds / self._full_seconds)

    def remark(self, words: str) -> None:
        """Say something about the sale that is done, until the next begins."""
        self._remark = words
        self._say()

    def show_job(self, job: Job) -> None:
        """Say how far a booking's tickets are; a failure also when the next sale has begun."""
        sold = self._state.sold
        mine = sold is not None and sold.booking.booking_id == job.sold.booking.booking_id
        if mine:
            self._done.show_job(job)
        self._failed = job if job.state in STUCK and not mine else None
        self._say()

    def _say(self) -> None:
        banner = self._banner
        page = self._page
        if page.column.indexOf(banner) < 0:
            # Below the head of whichever page is in front.
            page.column.insertWidget(1, banner)
        notice, state = self._state.notice, self._state
        banner.offer("")
        pressed = notice is not None and notice.kind is NoticeKind.HOLD_OVER
        waits = state.over and state.stage in (Stage.BASKET, *PAYING)
        if pressed or (waits and notice is None):
            told = hold_over(state, pressed=pressed)
            banner.tell(told.words, told.tone, title=told.title)
        elif notice is not None:
            told = message(notice, self._formats)
            banner.tell(told.words, told.tone, title=told.title)
        elif state.insisting:
            banner.tell(self.tr("No answer yet; asking again…"), Tone.WARN)
        elif state.stranded and state.stage is Stage.BASKET:
            told = left_alone(state)
            banner.tell(told.words, told.tone, title=told.title)
            banner.offer(self.tr("Leave it"), "Enter")
        elif self._failed is not None:
            words = stuck_words(self._failed)
            title = self.tr("Tickets of {number}").format(
                number=spoken(self._failed.sold.booking.number)
            )
            banner.tell(words, Tone.DANGER, title=title)
        elif self._remark:
            banner.tell(self._remark)
        else:
            banner.hide()
        page.fit()

    def _seconds_left(self) -> float:
        until = _deadline(self._state)
        return 0.0 if until is None else (until - self._clock.now()).total_seconds()

    @cached_property
    def _basket(self) -> BasketPage:
        page = BasketPage(self._theme, self._formats, self._terms)
        self._wish(page.cash_asked, Key.CASH)
        self._wish(page.card_asked, Key.CARD)
        self._wish(page.upi_asked, Key.UPI)
        self._wish(page.split_asked, Key.SPLIT)
        self._wish(page.clear_asked, Key.BACK)
        self._wish(page.swap_asked, Key.SWAP)
        self._wish(page.more_time_asked, Key.EXTEND)
        self._wish(page.hold_again_asked, Key.GO)
        page.line_chosen.connect(lambda place: self.wished.emit(ChooseLine(place)))
        page.type_asked.connect(self._next_type)
        self._wish(page.park_asked, Key.PARK)
        page.recalled.connect(lambda place: self.wished.emit(Recall(place)))
        self._wish(page.code_asked, Key.CODE)
        page.code_used.connect(lambda text: self.wished.emit(UseCode(text)))
        page.code_dropped.connect(lambda code: self.wished.emit(DropCode(code)))
        page.code_left.connect(self.code_left)
        page.items_asked.connect(self.items_asked)
        page.firm_asked.connect(self.firm_asked)
        page.later.customer_asked.connect(self.customer_asked)
        page.later.later_asked.connect(self.later_asked)
        self._pages.addWidget(page)
        return page

    @cached_property
    def _cash(self) -> CashPage:
        page = CashPage(self._theme, self._formats, self._terms)
        self._wish(page.taken, Key.GO)
        self._wish(page.back_asked, Key.BACK)
        self._wish(page.more_time_asked, Key.EXTEND)
        page.given.connect(lambda minor: self.wished.emit(Give(minor)))
        page.added.connect(lambda minor: self.wished.emit(Give(minor, add=True)))
        self._pages.addWidget(page)
        return page

    def _pay_page(self, stage: Stage) -> PayPage:
        if stage is Stage.SPLIT:
            return self._split
        return self._upi if stage is Stage.UPI else self._code

    @cached_property
    def _code(self) -> CodePage:
        page = CodePage(self._theme, self._formats, self._terms)
        self._add_pay_page(page)
        return page

    @cached_property
    def _split(self) -> SplitPage:
        page = SplitPage(self._theme, self._formats, self._terms)
        self._add_pay_page(page)
        self._wish(page.upi_asked, Key.UPI)
        self._wish(page.voucher_asked, Key.CODE)
        self._wish(page.cash_asked, Key.CASH)
        self._wish(page.card_asked, Key.CARD)
        return page

    @cached_property
    def _upi(self) -> "UpiPage":
        from boxoffice.counter.upi_page import UpiPage  # noqa: PLC0415 (start-up: draws QR codes)

        page = UpiPage(self._theme, self._formats, self._terms)
        self._add_pay_page(page)
        self._wish(page.cash_asked, Key.CASH)
        self._wish(page.card_asked, Key.CARD)
        return page

    def _add_pay_page(self, page: PayPage) -> None:
        self._wish(page.taken, Key.GO)
        self._wish(page.back_asked, Key.BACK)
        self._wish(page.more_time_asked, Key.EXTEND)
        self._pages.addWidget(page)

    @cached_property
    def _refused(self) -> RefusedPage:
        page = RefusedPage(self._theme, self._formats)
        self._wish(page.keep_asked, Key.KEEP)
        self._wish(page.back_asked, Key.BACK)
        self._wish(page.more_time_asked, Key.EXTEND)
        page.offer_chosen.connect(lambda place: self.wished.emit(TakeOffer(place)))
        self._pages.addWidget(page)
        return page

    @cached_property
    def _done(self) -> DonePage:
        page = DonePage(self._theme, self._formats)
        self._wish(page.next_asked, Key.GO)
        page.print_asked.connect(self.print_asked)
        page.open_asked.connect(self.open_asked)
        page.save_asked.connect(self.save_asked)
        page.receipt_asked.connect(self.receipt_asked)
        page.more.send_asked.connect(self.send_asked)
        page.more.left.connect(self.left)
        page.printer_asked.connect(self.printer_asked)
        page.offer_print(possible=self._can_print)
        self._pages.addWidget(page)
        return page

    def _next_type(self, place: int) -> None:
        self.wished.emit(ChooseLine(place))
        self.wished.emit(Key.CYCLE_TYPE)

    def _wish(self, signal: SignalInstance, wish: Wish) -> None:
        signal.connect(lambda: self.wished.emit(wish))


def _deadline(state: SaleState) -> datetime | None:
    return None if state.held is None else state.held.expires_at
