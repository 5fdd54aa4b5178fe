"""Cancelled shows, laid over the window. What is asked goes on in the cinema, whether or not
anybody looks."""

from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.cancelled.bookings_page import BookingsPage
from boxoffice.counter.cancelled.cancel_page import CancelPage
from boxoffice.counter.cancelled.desk import CancelledDesk
from boxoffice.counter.cancelled.move_page import MovePage
from boxoffice.counter.cancelled.shows_page import ShowsPage
from boxoffice.counter.cancelled.words_page import WordsPage
from boxoffice.counter.page_sheet import PageSheet
from boxoffice.counter.shifts.page import TillPage
from boxoffice.model.cancelled import CancelledShow, Remedy
from boxoffice.model.errors import Refusal
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Role

WIDTH, HEIGHT = 1080, 640
#: How long until the list is read again: while something is under way, and else.
SOON_MS, LATER_MS = 700, 4000
#: A long list is read less often, so that reading takes this part of the time at most.
READING_PART = 0.1


class CancelledSheet(PageSheet):
    """Esc goes one page back, and from the shows to the counter. `counter_wanted` carries the
    number of a booking that is to be opened at the counter."""

    counter_wanted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        window: QWidget,
        desk: CancelledDesk,
        theatre: Theatre,
        tasks: Tasks,
        here: Callable[[], ShowListing | None],
    ) -> None:
        """`here` is the show that the counter sells for."""
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._desk, self._tasks, self._here = desk, tasks, here
        formats = Formats(theatre)
        self.shows_page = ShowsPage(theme, formats)
        self.cancel_page = CancelPage(theme, formats)
        self.bookings_page = BookingsPage(theme, formats)
        self.move_page = MovePage(theme, formats)
        self.words_page = WordsPage(theme)
        self._asked: ShowListing | None = None
        self._is_lost = False
        self._pause_ms = 0
        self._title = ElidedLabel("", Size.TIME, BOLD)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._look)
        self._lay_out(theme)
        self._connect()

    def open_anew(self) -> None:
        """Open with the cancelled shows."""
        self.shows_page.banner.hide()
        self.open()
        self._ask(self._list(), self.shows_page)
        self._show(self.shows_page)

    def hideEvent(self, event: QHideEvent) -> None:
        self._again.stop()
        super().hideEvent(event)

    def _connect(self) -> None:
        shows, bookings = self.shows_page, self.bookings_page
        shows.chosen.connect(lambda one: self._ask(self._open(one), shows))
        shows.cancel_asked.connect(lambda one: self._ask(self._ask_to_cancel(one), shows))
        self.cancel_page.agreed.connect(lambda why: self._ask(self._cancel(why), self.cancel_page))
        bookings.all_asked.connect(lambda: self._order(Remedy.REFUND))
        bookings.refund_asked.connect(lambda: self._order(Remedy.REFUND, self._chosen()))
        bookings.move_asked.connect(lambda: self._ask(self._ask_where(), bookings))
        bookings.words_asked.connect(self._show_words)
        bookings.counter_asked.connect(self._go_to_counter)
        self.move_page.chosen.connect(
            lambda there: self._order(Remedy.MOVE, self._chosen(), there.show.show_id)
        )
        self.words_page.sent.connect(lambda ids: self._order(Remedy.NOTIFY, ids))

    async def _list(self) -> None:
        self.shows_page.show_shows(await self._desk.shows(), self._here())

    async def _open(self, listing: ShowListing) -> None:
        self.bookings_page.banner.hide()
        self._tell(listing, await self._desk.show(listing.show.show_id))
        self._show(self.bookings_page)

    async def _ask_to_cancel(self, listing: ShowListing) -> None:
        self._asked = listing
        self.cancel_page.ask(listing, await self._desk.show(listing.show.show_id))
        self._show(self.cancel_page)

    async def _cancel(self, why: str) -> None:
        listing = self._asked
        assert listing is not None
        self._tell(listing, await self._desk.cancel(listing.show.show_id, why))
        self._show(self.bookings_page)

    async def _ask_where(self) -> None:
        listing, row = self.bookings_page.listing, self.bookings_page.current
        if listing is not None and row is not None:
            self.move_page.ask(row, await self._desk.others(listing))
            self._show(self.move_page)

    def _show_words(self) -> None:
        show, row = self.bookings_page.show_now, self.bookings_page.current
        if show is not None and row is not None:
            self.words_page.ask(row, show.bookings)
            self._show(self.words_page)

    def _go_to_counter(self) -> None:
        row = self.bookings_page.current
        if row is not None:
            self.close_it()
            self.counter_wanted.emit(row.number)

    def _chosen(self) -> tuple[str, ...]:
        row = self.bookings_page.current
        return () if row is None else (row.booking_id,)

    def _order(
        self, remedy: Remedy, booking_ids: tuple[str, ...] = (), to_show_id: int = 0
    ) -> None:
        self._ask(self._do_order(remedy, booking_ids, to_show_id), self.page)

    async def _do_order(
        self, remedy: Remedy, booking_ids: tuple[str, ...], to_show_id: int
    ) -> None:
        listing = self.bookings_page.listing
        assert listing is not None
        show_id = listing.show.show_id
        self._tell(listing, await self._desk.order(show_id, remedy, booking_ids, to_show_id))
        self._show(self.bookings_page)

    def _look(self) -> None:
        """Read the list again, for as long as it is in front."""
        listing = self.bookings_page.listing
        if listing is not None and self.isVisible() and self.page is self.bookings_page:
            self._tasks.start(self._read(listing), self._lost)

    async def _read(self, listing: ShowListing) -> None:
        began = monotonic()
        show = await self._desk.show(listing.show.show_id)
        self._pause_ms = int((monotonic() - began) * 1000 / READING_PART)
        if self.bookings_page.listing is listing:
            if self._is_lost:
                self.bookings_page.banner.hide()
            self._is_lost = False
            self._tell(listing, show)

    def _lost(self, refusal: Refusal) -> None:
        # It is asked again; meanwhile what is shown may be old.
        self._is_lost = True
        self.bookings_page.refuse(str(refusal))
        self._again.start(LATER_MS)

    def _tell(self, listing: ShowListing, show: CancelledShow) -> None:
        self.bookings_page.show_bookings(listing, show)
        usual = SOON_MS if self.bookings_page.goes_on else LATER_MS
        self._again.start(max(usual, self._pause_ms))

    def _ask(self, asking: Coroutine[Any, Any, None], page: TillPage) -> None:
        """Do what asks the box office; the page takes no keys meanwhile, and says what is
        refused."""
        page.set_busy(True)
        task = self._tasks.start(asking, lambda refusal: page.refuse(str(refusal)))
        task.add_done_callback(lambda _: page.set_busy(False))

    def _back(self) -> None:
        if self.page is self.shows_page:
            self.close_it()
        elif self.page in (self.move_page, self.words_page):
            self._show(self.bookings_page)
            self._look()
        else:
            self._show(self.shows_page)
            self._ask(self._list(), self.shows_page)

    def _show(self, page: TillPage) -> None:
        self._title.setText(page.title)
        self._stack.setCurrentWidget(page)
        if self.isVisible():
            page.begin()

    def _lay_out(self, theme: Theme) -> None:
        close = KeyButton(
            theme, self.tr("Back"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self._back)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        for page in (
            self.shows_page,
            self.cancel_page,
            self.bookings_page,
            self.move_page,
            self.words_page,
        ):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self.panel)
        whole.setContentsMargins(16, 14, 8, 14)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)
