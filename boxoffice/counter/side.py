"""The right column: the page of the sale's stage, and over it what the clerk must be told."""

from datetime import datetime

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from boxoffice.counter.basket_page import BasketPage
from boxoffice.counter.cash_page import CashPage
from boxoffice.counter.done_page import DonePage
from boxoffice.counter.formats import Formats
from boxoffice.counter.hold_clock import DANGER_SECONDS
from boxoffice.counter.notices import message
from boxoffice.counter.page import Page
from boxoffice.counter.refused_page import RefusedPage
from boxoffice.counter.state import SaleState, Stage
from boxoffice.counter.ticket_desk import Job, JobState
from boxoffice.counter.wishes import ChooseLine, Give, Key, TakeOffer, Wish
from boxoffice.model.clock import Clock
from boxoffice.model.show import SaleTerms
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, Panel, Tone
from boxoffice.rules.booking_number import spoken


class Side(Panel):
    """`wished` carries what a button asks of the sale."""

    wished = Signal(object)

    def __init__(
        self,
        theme: Theme,
        formats: Formats,
        terms: SaleTerms,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("panel", "", parent)
        self._formats = formats
        self._clock = clock
        self._state = SaleState()
        self._full_seconds = 1.0
        self._failed: Job | None = None
        self._banner = Banner(theme)
        self.basket = BasketPage(theme, formats, terms)
        self.cash = CashPage(theme, formats, terms)
        self.refused = RefusedPage(theme, formats)
        self.done = DonePage(theme, formats)
        self._pages = QStackedWidget()
        self._page_of: dict[Stage, Page] = {
            Stage.CHOOSING: self.basket,
            Stage.BASKET: self.basket,
            Stage.REFUSED: self.refused,
            Stage.CASH: self.cash,
            Stage.DONE: self.done,
        }
        for page in (self.basket, self.refused, self.cash, self.done):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        self._connect()

    def show_sale(self, state: SaleState) -> None:
        """Show the page of the sale's stage."""
        before, self._state = self._state, state
        if state.held is not None and _deadline(before) != _deadline(state):
            self._full_seconds = max(1.0, self._seconds_left())
        self._pages.setCurrentWidget(self._page_of[state.stage])
        if state.stage is Stage.CASH:
            self.cash.show_sale(state)
        elif state.stage is Stage.REFUSED:
            self.refused.show_sale(state)
        elif state.stage is Stage.DONE and state.sold is not None:
            self.done.show_sold(state.sold)
        else:
            self.basket.show_sale(state)
        self._say()
        self.show_time()

    def commands(self) -> tuple[Command, ...]:
        """The amounts of the cash page, by key."""
        return self.cash.commands(lambda: self._state.stage is Stage.CASH)

    def show_time(self) -> None:
        """Show how long the seats are still held."""
        page = self._page_of[self._state.stage]
        if not isinstance(page, BasketPage | CashPage):
            page.head.show_time("", 0.0, -1.0)
            return
        if self._state.held is None:
            page.show_time("", 0.0, -1.0)
            return
        seconds = self._seconds_left()
        words = self._formats.clock(seconds)
        if seconds <= DANGER_SECONDS:
            words = self.tr("Going in {time}").format(time=words)
        page.show_time(words, seconds, seconds / self._full_seconds)

    def show_job(self, job: Job) -> None:
        """Say how far a booking's tickets are; a failure also when the next sale has begun."""
        sold = self._state.sold
        mine = sold is not None and sold.booking.booking_id == job.sold.booking.booking_id
        if mine:
            self.done.show_job(job)
        self._failed = job if job.state is JobState.FAILED and not mine else None
        self._say()

    def _say(self) -> None:
        banner = self._banner
        page = self._page_of[self._state.stage]
        if page.column.indexOf(banner) < 0:
            # Below the head of whichever page is in front.
            page.column.insertWidget(1, banner)
        if self._state.notice is not None:
            told = message(self._state.notice, self._formats)
            banner.tell(told.words, told.tone, title=told.title)
        elif self._state.insisting:
            banner.tell(self.tr("No answer yet; asking again…"), Tone.WARN)
        elif self._failed is not None:
            words = self.tr("{reason} The sale stands. P tries again.")
            title = self.tr("Tickets of {number}").format(
                number=spoken(self._failed.sold.booking.number)
            )
            banner.tell(words.format(reason=self._failed.reason), Tone.DANGER, title=title)
        else:
            banner.hide()

    def _seconds_left(self) -> float:
        until = _deadline(self._state)
        return 0.0 if until is None else (until - self._clock.now()).total_seconds()

    def _connect(self) -> None:
        self._wish(self.basket.cash_asked, Key.CASH)
        self._wish(self.basket.clear_asked, Key.BACK)
        self._wish(self.basket.more_time_asked, Key.EXTEND)
        self._wish(self.basket.hold_again_asked, Key.GO)
        self._wish(self.cash.taken, Key.GO)
        self._wish(self.cash.back_asked, Key.BACK)
        self._wish(self.cash.more_time_asked, Key.EXTEND)
        self._wish(self.refused.keep_asked, Key.KEEP)
        self._wish(self.refused.back_asked, Key.BACK)
        self._wish(self.done.next_asked, Key.GO)
        ask = self.wished.emit
        self.basket.line_chosen.connect(lambda place: ask(ChooseLine(place)))
        self.basket.type_asked.connect(self._next_type)
        self.cash.given.connect(lambda minor: ask(Give(minor)))
        self.cash.added.connect(lambda minor: ask(Give(minor, add=True)))
        self.refused.offer_chosen.connect(lambda place: ask(TakeOffer(place)))

    def _next_type(self, place: int) -> None:
        self.wished.emit(ChooseLine(place))
        self.wished.emit(Key.CYCLE_TYPE)

    def _wish(self, signal: SignalInstance, wish: Wish) -> None:
        signal.connect(lambda: self.wished.emit(wish))


def _deadline(state: SaleState) -> datetime | None:
    return None if state.held is None else state.held.expires_at
