"""Items and the clerk: the page of items beside the sale, and what the stock has of each."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from boxoffice.counter.items.keys import ITEMS_KEY, SEARCH_KEY
from boxoffice.counter.notices import message
from boxoffice.counter.sale import SECOND_DIGIT_SECONDS, Sale
from boxoffice.counter.side import Side
from boxoffice.counter.state import Notice, NoticeKind, SaleState, Stage
from boxoffice.counter.wishes import PutItem
from boxoffice.model.booking import Stock
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command, Hint
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.rules.concessions import most_left

if TYPE_CHECKING:
    from boxoffice.counter.items.page import ItemsPage


class StockRecords(Protocol):
    """What is asked of the client about the stock."""

    async def stock(self, theatre_id: str) -> tuple[Stock, ...]: ...


class ItemOffice(Protocol):
    """Where it is asked, and what the theatre sells by now."""

    @property
    def prices(self) -> StockRecords: ...

    async def theatre(self, theatre_id: str) -> Theatre: ...


class ItemDesk(QObject):
    """The stock is read when the page is opened and when something was sold out: what it says is
    of that moment, and the claim decides."""

    deposit_asked = Signal()

    def __init__(
        self,
        office: ItemOffice,
        theatre: Theatre,
        sale: Sale,
        side: Side,
        theme: Theme,
        formats: Formats,
        clock: Clock,
        tasks: Tasks,
    ) -> None:
        super().__init__(side)
        self._office, self._theatre, self._sale, self._side = office, theatre, sale, side
        self._theme, self._formats, self._clock, self._tasks = theme, formats, clock, tasks
        self._items = theatre.terms.items
        self._stock: dict[str, int] | None = None
        #: The item whose count is being typed, its digits so far, and when the last one came.
        self._typed: tuple[str, str, float] = ("", "", 0.0)
        self._heard: Notice | None = None
        self._change: Command | None = None
        sale.on_change(self._follow)

    def toggle(self) -> None:
        """Open the page, or put it away."""
        if self.is_open:
            self._close()
        else:
            self._side.lay(self._page)
            self._show(self._sale.state)
            self._page.begin()
            self._read()

    @property
    def is_open(self) -> bool:
        """Whether the page is in front."""
        return "_page" in vars(self) and self._side.laid is self._page

    def keys(self) -> dict[Qt.Key, Callable[[], None]]:
        """Keys of one letter, which the sale's keyboard hands on."""
        return {Qt.Key.Key_I: self.toggle}

    def commands(self) -> tuple[Command, ...]:
        """What can be done, for the palette and the help; the basket has its button."""
        return (Command(self.tr("Items"), self.toggle, ITEMS_KEY, bound=False),)

    def refresh(self) -> None:
        """Read anew what there is, while the page is open."""
        if self.is_open:
            self._read()

    def offer(self, change: Command) -> None:
        """Have a button on the page for whoever may see to items and stock."""
        self._change = change

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the page."""
        return (
            Hint(self.tr("Letter"), self.tr("One more")),
            Hint("0–9", self.tr("How many")),
            Hint("+−", self.tr("More, less")),
            Hint(SEARCH_KEY, self.tr("Search")),
            Hint("Enter", self.tr("To the basket")),
        )

    def _close(self) -> None:
        self._side.lay(None)
        self._side.left.emit()

    def _follow(self, state: SaleState) -> None:
        if not self.is_open:
            return
        if state.stage not in (Stage.CHOOSING, Stage.BASKET):
            self._close()
            return
        self._show(state)
        notice = state.notice
        if notice is not None and notice is not self._heard:
            self._page.tell(message(notice, self._formats).words)
            if notice.kind is NoticeKind.TOLD:
                self._read()
        self._heard = notice

    def _show(self, state: SaleState) -> None:
        counts = {item.code: item.count for item in state.items}
        by_code = {item.code: item for item in self._items}
        shown = [one for one in self._items if one.on_sale or one.code in counts]
        total = state.booking.total if state.booking is not None else None
        left = {}
        if self._stock is not None:
            lefts = ((one.code, most_left(one, self._stock, by_code)) for one in shown)
            left = {code: count for code, count in lefts if count is not None}
        self._page.show_items(shown, left, counts, total)

    def _put(self, code: str, more: int) -> None:
        self._typed = ("", "", 0.0)
        self._sale.press(PutItem(code, more, add=True))

    def _digit(self, code: str, digit: str) -> None:
        of, before, at = self._typed
        now = self._clock.steady()
        goes_on = of == code and now - at <= SECOND_DIGIT_SECONDS
        digits = (before if goes_on else "") + digit
        self._typed = (code, digits, now)
        self._sale.press(PutItem(code, int(digits)))

    def _read(self) -> None:
        self._tasks.start(self._learn(), self._refused)

    async def _learn(self) -> None:
        theatre_id = self._theatre.theatre_id
        stock = await self._office.prices.stock(theatre_id)
        self._stock = {one.item: one.pieces for one in stock}
        # What was added since the theatre was opened is sold as well.
        self._items = (await self._office.theatre(theatre_id)).terms.items
        self._show(self._sale.state)

    def _refused(self, refusal: Refusal) -> None:
        self._page.tell(str(refusal))

    @cached_property
    def _page(self) -> "ItemsPage":
        from boxoffice.counter.items.page import ItemsPage  # noqa: PLC0415 (start-up time)

        page = ItemsPage(self._theme, self._formats, self._theatre.terms.currency)
        if self._change is not None:
            page.offer(self._change)
        page.put.connect(self._put)
        page.emptied.connect(lambda code: self._sale.press(PutItem(code, 0)))
        page.digit.connect(self._digit)
        page.closed.connect(self._close)
        page.deposit_asked.connect(self.deposit_asked)
        return page
