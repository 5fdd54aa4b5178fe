"""The selling workspace: shows at the left, the hall in the middle, the basket at the right."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.hall import Hall
from boxoffice.counter.hall_header import PARTY_SIZES, HallHeader
from boxoffice.counter.items.deposit import DepositDesk, DepositOffice, RefundSource
from boxoffice.counter.items.desk import ItemDesk, ItemOffice
from boxoffice.counter.items.firm import FirmDesk
from boxoffice.counter.journal import Journal
from boxoffice.counter.keyboard import Keyboard, filter_hints, form_hints, hints, sale_commands
from boxoffice.counter.listings import Listings, ListingSource
from boxoffice.counter.looks import free_by_category
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.papers import Papers
from boxoffice.counter.printing.orders import CreditSource, OrderSource
from boxoffice.counter.printing.printing import Printing
from boxoffice.counter.sale import NO_JOURNAL, SECOND_DIGIT_SECONDS, Sale
from boxoffice.counter.sale_line import LINE_KEY, SaleLinePanel
from boxoffice.counter.seat_desk import SeatDesk, SeatOffice
from boxoffice.counter.seller import Seller
from boxoffice.counter.show_list import ShowList
from boxoffice.counter.show_rows import next_sellable, sellable
from boxoffice.counter.side import Side
from boxoffice.counter.state import Notice, NoticeKind, SaleState, Stage
from boxoffice.counter.ticket_desk import TicketDesk
from boxoffice.counter.tool_row import ToolRow
from boxoffice.counter.wishes import Best, Choose, ChooseCategory, Key, TakeOffer, Toggle, Unused
from boxoffice.counter.words import best_of
from boxoffice.counter.zoom_box import OVERVIEW_KEY
from boxoffice.model.booking import SeatUpdate
from boxoffice.model.clock import Clock
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme

#: Window widths from which the columns grow: shows, basket.
COLUMNS = ((2560, 360, 480), (1920, 300, 400), (800, 248, 316), (0, 248, 272))
#: Narrower windows keep hall and basket whole and fold the shows to a rail.
FOLD_BELOW = 1280
TICK_MS = 1000


class AfterOffice(CreditSource, RefundSource, Protocol):
    """What comes after a sale."""


class CounterOffice(
    Seller, ListingSource, OrderSource, SeatOffice, ItemOffice, DepositOffice, Protocol
):
    """All that the counter asks of the client."""

    @property
    def after(self) -> AfterOffice: ...


class CounterWorkspace(QWidget):
    """`hints_changed` carries the keys of the moment, `seats_aged` how old the seats are in
    seconds, `tickets_changed` the Job of the newest tickets, `printer_changed` the name of the
    printer that was chosen (empty: PDF only), `overview_wanted` whether an overview of a hall that
    is partly out of view is to be shown."""

    hints_changed = Signal(object)
    seats_aged = Signal(float)
    tickets_changed = Signal(object)
    printer_changed = Signal(str)
    overview_wanted = Signal(bool)

    def __init__(
        self,
        box_office: CounterOffice,
        clock: Clock,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
        theatre: Theatre,
        tickets_folder: Path,
        jobs_folder: Path,
        printer: str = "",
        *,
        till: str = "",
        journal: Journal = NO_JOURNAL,
        overview: bool = True,
    ) -> None:
        super().__init__()
        formats = Formats(theatre)
        self.sale = Sale(
            box_office, clock, theatre.terms, theatre.time_zone, till=till, journal=journal
        )
        self.shows = ShowList(theme, formats, theatre.terms, clock.now(), self)
        self._place = QWidget()
        self.header = HallHeader(theme, formats)
        self.line = SaleLinePanel(theme, formats, theatre.terms, self.header)
        self.hall = Hall(theme, formats, clock, overview=overview)
        self.side = Side(theme, formats, theatre.terms, clock)
        self.printing = Printing(box_office, theatre, formats, jobs_folder, clock, tasks)
        desk = TicketDesk(self.printing, tickets_folder, tasks, printer)
        self.papers = Papers(desk, self.printing, self.side, tasks)
        #: What needs this page ends with it; tickets are made to the end.
        self._tasks = tasks.apart()
        self._seat_desk = SeatDesk(
            box_office, theatre, self.sale, self.hall, self.side, theme, formats, self._tasks
        )
        self.item_desk = ItemDesk(
            box_office, theatre, self.sale, self.side, theme, formats, clock, self._tasks
        )
        self._firm_desk = FirmDesk(self.sale, self.side, theme, formats)
        self._deposit_desk = DepositDesk(
            box_office, theatre, till, self.side, theme, formats, self._tasks,
            self.papers.open_drawer,
        )  # fmt: skip
        #: Stands in the window's top bar.
        self._line_command = Command(self.tr("Sale line"), self.open_line, LINE_KEY, bound=False)
        self.tools = ToolRow(theme, (self._line_command, *self._seat_desk.commands()))
        self._clock = clock
        self._listings = Listings(box_office, theatre, clock, self._listed)
        self._known: tuple[ShowListing, ...] = ()
        self._picked_id = 0
        self._open: OpenShow | None = None
        #: What was said of a key that does nothing, after another key did something.
        self._done_with: Notice | None = None
        self._unwatch: Callable[[], None] | None = None
        self._keyboard = Keyboard(
            self.sale, theatre.terms, clock, self._own_keys(), self.hall.map.fit
        )
        self._count_timer = _timer(self, int(SECOND_DIGIT_SECONDS * 1000), once=True)
        self._seats_timer = _timer(self, 0, once=True)
        self._tick_timer = _timer(self, TICK_MS, once=False)
        self.setFocusProxy(self.hall.map)
        self._lay_out()
        self._connect()
        of_sale = sale_commands(self.sale, theatre.terms)
        # While the list has the keyboard its keys are its own, so they come first.
        commands.add(self, (*self.shows.commands(), *of_sale, *self._own_commands()))

    @property
    def listings(self) -> tuple[ShowListing, ...]:
        """The shows of the coming days, as far as they are known."""
        return self._known

    async def start(self) -> None:
        """Read the shows and open the next one that can be sold; its seats are shown then."""
        self._tasks.start(self.sale.run())
        await self._listings.first()
        await self.sale.settled()
        if self.sale.show is None:
            self.shows.say_nothing()
            self._show_sale(self.sale.state)
        self.sale.recover()
        self._tick_timer.start()

    def go_on(self) -> None:
        """Read the other days and look for printers, once what `start` opened is seen."""
        self._tasks.start(self._listings.run())
        self._tasks.start(self.papers.find_printers())

    async def finish(self) -> None:
        """Let go what is held, and end what runs."""
        self._tick_timer.stop()
        await self._tasks.close()
        await self.printing.close()
        await self.sale.let_go()
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None
        await self.sale.close()

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        if self.line.typing():
            return self.line.hints()
        if self.item_desk.is_open:
            return self.item_desk.hints()
        if self._firm_desk.is_open or self._deposit_desk.is_open:
            return form_hints()
        return filter_hints() if self.shows.typing() else hints(self.sale.state)

    def open_line(self) -> None:
        """Take a sale line."""
        now, show = self._clock.now(), self.sale.show
        known = [one for one in self._known if sellable(one, now)]
        open_id = show.show_id if show is not None else 0
        if self.sale.state.listing is not None and not any(
            one.show.show_id == open_id for one in known
        ):
            # It goes on being sold after its start.
            known.append(self.sale.state.listing)
        self.line.open_with(known, open_id)
        self.hints_changed.emit(self.hints())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything that no widget with the focus took."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and self._seat_desk.take(Qt.Key(event.key())):
            return
        if plain and self.papers.take(Qt.Key(event.key()), self.sale.state):
            return
        if not self._keyboard.take(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _, shows, side = next(step for step in COLUMNS if self.width() >= step[0])
        self._place.setFixedWidth(self.shows.set_folded(shows, folded=self.width() < FOLD_BELOW))
        self.shows.setGeometry(0, 0, self.shows.width(), self.height())
        self.side.setFixedWidth(side)

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.header)
        middle.addWidget(self.hall, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._place)
        row.addLayout(middle, 1)
        row.addWidget(self.side)
        # Folded, it opens over the hall and not beside it.
        self.shows.raise_()

    def _connect(self) -> None:
        press = self.sale.press
        self.sale.on_change(self._show_sale)
        self.shows.chosen.connect(self._pick)
        self.shows.left.connect(self.hall.map.setFocus)
        self.shows.typing_changed.connect(lambda: self.hints_changed.emit(self.hints()))
        self.header.category_chosen.connect(lambda one: press(ChooseCategory(one)))
        self.header.party_chosen.connect(lambda count: press(Best(count)))
        self.header.offer_chosen.connect(lambda place: press(TakeOffer(place)))
        # What keys of the map and the list do, the sale does not hear of.
        self.hall.map.view_changed.connect(self._key_acted)
        self.shows.typing_changed.connect(self._key_acted)
        self.hall.overview_wanted.connect(self._key_acted)
        self.hall.overview_wanted.connect(self.overview_wanted)
        self.hall.seats_chosen.connect(lambda seat_ids: press(Toggle(seat_ids)))
        self.side.wished.connect(press)
        self.side.left.connect(self.hall.map.setFocus)
        self.line.wished.connect(press)
        self.line.closed.connect(self.hall.map.setFocus)
        self.line.closed.connect(lambda: self.hints_changed.emit(self.hints()))
        self._seat_desk.changed.connect(self._show_seats)
        self.side.code_left.connect(self.hall.map.setFocus)
        self.side.laid_changed.connect(lambda: self.hints_changed.emit(self.hints()))
        self.side.items_asked.connect(self.item_desk.toggle)
        self.item_desk.deposit_asked.connect(self._deposit_desk.open)
        self.side.firm_asked.connect(self._firm_desk.open)
        self.papers.changed.connect(self.tickets_changed)
        self.papers.printer_changed.connect(self.printer_changed)
        self._count_timer.timeout.connect(lambda: press(Key.COUNT_IS_IN))
        self._seats_timer.timeout.connect(self._show_seats)
        self._tick_timer.timeout.connect(self._tick)

    def _own_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        return {
            Qt.Key.Key_F2: self.shows.filter,
            Qt.Key.Key_F3: self.hall.turn,
            Qt.Key.Key_F5: self._toggle_overview,
            **self._seat_desk.keys(),
            **self.item_desk.keys(),
            Qt.Key.Key_Slash: self.open_line,
            Qt.Key.Key_Colon: self.open_line,
            Qt.Key.Key_PageUp: lambda: self._step_category(-1),
            Qt.Key.Key_PageDown: lambda: self._step_category(1),
        }

    def _own_commands(self) -> tuple[Command, ...]:
        return (
            Command(self.tr("Find a show"), self.shows.filter, "F2", bound=False),
            Command(
                self.tr("Category before"), lambda: self._step_category(-1), "PgUp", bound=False
            ),
            Command(
                self.tr("Next category"), lambda: self._step_category(1), "PgDown", bound=False
            ),
            Command(self.tr("Whole hall"), self.hall.map.fit, "0", bound=False),
            Command(self.tr("Zoom in"), self.hall.map.zoom_in, "+", bound=False),
            Command(self.tr("Zoom out"), self.hall.map.zoom_out, "-", bound=False),
            Command(self.tr("Turn the hall round"), self.hall.turn, "F3", bound=False),
            Command(
                self.tr("Overview of the hall"),
                self.hall.toggle_overview,
                OVERVIEW_KEY,
                enabled=lambda: self.hall.overview.needed,
                bound=False,
                why=self.tr("the whole hall is in view."),
            ),
            *(
                Command(
                    best_of(count), partial(self.sale.press, Best(count)), str(count), bound=False
                )
                for count in range(1, PARTY_SIZES + 1)
            ),
            self._line_command,
            *self._seat_desk.commands(),
            *self.item_desk.commands(),
            *self._firm_desk.commands(),
            *self._deposit_desk.commands(),
            *self.side.commands(),
            *self.papers.commands(),
        )

    def _toggle_overview(self) -> None:
        if self.hall.overview.needed:
            self.hall.toggle_overview()
        else:
            self.sale.press(Unused(OVERVIEW_KEY))

    def _pick(self, listing: ShowListing) -> None:
        self._picked_id = listing.show.show_id
        self.sale.press(Choose(listing))

    def _step_category(self, step: int) -> None:
        layout, now = self.sale.state.layout, self.sale.state.category_id
        if layout is not None:
            ids = (0, *(one.category_id for one in layout.plan.categories))
            self.sale.press(ChooseCategory(ids[(ids.index(now) + step) % len(ids)]))

    def _listed(self, listings: tuple[ShowListing, ...]) -> None:
        self._known = listings
        self.shows.show_listings(listings, self._clock.now())
        for listing in listings:
            self.sale.listed(listing)
        self._preselect()

    def _preselect(self) -> None:
        """Move on to the next show when nobody chose the one that is open and it is over."""
        state, now = self.sale.state, self._clock.now()
        idle = state.stage is Stage.CHOOSING and not state.typed and state.step is None
        listing = state.listing
        if not idle or (listing is not None and listing.show.show_id == self._picked_id):
            return
        if listing is None or not sellable(listing, now):
            following = next_sellable(self._known, now)
            if following is not None:
                self.sale.press(Choose(following))

    def _show_sale(self, state: SaleState) -> None:
        if self.sale.show is not self._open and self.sale.show is not None:
            self._opened(self.sale.show)
        if state.typed:
            self._count_timer.start()
        else:
            self._count_timer.stop()
        if state.listing is not None:
            self.header.show_listing(state.listing, self._clock.now())
            self.shows.set_chosen(state.listing.show.show_id)
        self._show_seats()
        self.header.show_sale(state)
        spoken = state.notice is not None and state.notice is self._done_with
        self.side.show_sale(replace(state, notice=None) if spoken else state)
        self.papers.show_sale(state)
        self.hints_changed.emit(self.hints())

    def _key_acted(self) -> None:
        """Take away what is said of a key that does nothing."""
        notice = self.sale.state.notice
        unused = notice is not None and notice.kind is NoticeKind.UNUSED_KEY
        if unused and notice is not self._done_with:
            self._done_with = notice
            self._show_sale(self.sale.state)

    def _opened(self, show: OpenShow) -> None:
        if self._unwatch is not None:
            self._unwatch()
        self._open = show
        self._unwatch = show.live.on_change(self._seats_changed)
        self.hall.open_show(show)
        self._seat_desk.open_show(show)

    def _seats_changed(self, update: SeatUpdate) -> None:
        if update.snapshot is not None:
            # The line was broken, or the box office began anew and may have lost what it held.
            self.sale.press(Key.HOLD_IN_DOUBT)
        self._seat_desk.seats_changed(update)
        # Many changes that arrive together are drawn once.
        self._seats_timer.start()

    def _show_seats(self) -> None:
        show, state = self._open, self.sale.state
        if show is None or not show.is_whole:
            return
        self.hall.show_sale(state)
        free = free_by_category(show)
        self.header.show_left(show.layout, free, len(show.layout.plan.seats))
        self.shows.set_left(show.show_id, sum(free.values()))
        offered = [
            seat_id
            for place, offer in enumerate(state.offers)
            if place != state.offer
            for seat_id in offer.seat_ids
            if seat_id not in state.seat_ids
        ]
        if state.step is None and not all(show.free(seat_id) for seat_id in offered):
            self.sale.press(Key.OFFERS_STALE)

    def _tick(self) -> None:
        now = self._clock.now()
        self.sale.tick()
        self.side.show_time()
        self.shows.set_now(now)
        state = self.sale.state
        if state.listing is not None:
            self.header.show_listing(state.listing, now)
        if state.refused is not None:
            self.hall.show_sale(state)
        self._preselect()
        if self._open is not None:
            self.seats_aged.emit(self._open.live.age_seconds)


def _timer(parent: QWidget, interval_ms: int, *, once: bool) -> QTimer:
    timer = QTimer(parent)
    timer.setInterval(interval_ms)
    timer.setSingleShot(once)
    return timer
