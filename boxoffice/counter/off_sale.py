"""Seats off sale and the clerk: what is known of them, taking seats off, and putting them back."""

from collections.abc import Callable
from functools import cached_property
from typing import Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, Signal

from boxoffice.counter.off_sale_page import BACK_KEY, REASON_KEYS, OffSalePage
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.sale import Sale
from boxoffice.counter.side import Side
from boxoffice.counter.state import Stage
from boxoffice.model.blocks import Block, BlockReason
from boxoffice.model.booking import SeatUpdate
from boxoffice.model.errors import Refusal, TryAgain
from boxoffice.model.layout import SeatState
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme

OFF_SALE_KEY = "Ctrl+B"


class BlockRecords(Protocol):
    """What is asked of the client."""

    async def blocks(self, show_id: int) -> tuple[Block, ...]: ...

    async def block(
        self, show_id: int, seat_ids: tuple[str, ...], reason: BlockReason, key: str
    ) -> tuple[Block, ...]: ...

    async def unblock(
        self, show_id: int, seat_ids: tuple[str, ...], key: str
    ) -> tuple[Block, ...]: ...


class OffSale(QObject):
    """`changed` when other seats are off sale than before. `may` are the reasons that whoever is
    signed in may give; `pointed` answers the seat under the cursor, empty for none."""

    changed = Signal()

    def __init__(
        self,
        records: BlockRecords,
        sale: Sale,
        side: Side,
        theme: Theme,
        formats: Formats,
        tasks: Tasks,
        may: tuple[BlockReason, ...],
        pointed: Callable[[], str],
    ) -> None:
        super().__init__(side)
        self._records, self._sale, self._side, self._tasks = records, sale, side, tasks
        self._theme, self._formats = theme, formats
        self._may, self._pointed = may, pointed
        self._show: OpenShow | None = None
        self._asked: tuple[tuple[str, ...], BlockReason | None, str] | None = None

    def open_show(self, show: OpenShow) -> None:
        """Learn what is off sale at this show."""
        self._show = show
        show.sells_house = BlockReason.HOUSE in self._may
        self._read()

    def seats_changed(self, update: SeatUpdate) -> None:
        """Learn anew when seats went off sale or came back."""
        show = self._show
        if show is None:
            return
        delta = update.delta
        known = show.off_sale
        if delta is None or any(
            (one.state == SeatState.BLOCKED) != (one.seat_id in known) for one in delta.changes
        ):
            self._read()

    def toggle(self) -> None:
        """Open the page, or put it away."""
        if self._side.laid is self._page:
            self._side.lay(None)
        elif self._show is not None:
            self._page.tell("")
            self._side.lay(self._page)
            self.follow()

    def take(self, key: Qt.Key) -> bool:
        """Act on a key while the page is open; whether it was one of the page's."""
        if self._side.laid is not self._page:
            return False
        if key == Qt.Key.Key_Escape:
            self.toggle()
            return True
        for reason, name in REASON_KEYS.items():
            if key == Qt.Key(ord(name)):
                if reason in self._may:
                    self._block(reason)
                else:
                    self._page.tell(self.tr("A supervisor takes seats off sale for that."))
                return True
        if key == Qt.Key(ord(BACK_KEY)):
            self._unblock(self._marked())
            return True
        return False

    def follow(self) -> None:
        """Show what the cursor or the basket means now."""
        show = self._show
        if show is None or self._side.laid is not self._page:
            return
        seats = self._marked()
        self._page.show_marked(seats, off_sale=bool(seats) and seats[0] in show.off_sale)
        self._page.show_blocks(tuple(show.off_sale.values()))

    def _marked(self) -> tuple[str, ...]:
        """The basket's seats, else the one under the cursor where it is free or off sale."""
        state, show = self._sale.state, self._show
        if state.held is not None and state.stage is Stage.BASKET:
            return state.seat_ids
        at = self._pointed()
        is_meant = show is not None and (show.free(at) or at in show.off_sale)
        return (at,) if is_meant else ()

    def _block(self, reason: BlockReason) -> None:
        seats = self._marked()
        if seats and self._show is not None and seats[0] not in self._show.off_sale:
            self._start(seats, reason)

    def _unblock(self, seats: tuple[str, ...]) -> None:
        if self._show is not None and any(one in self._show.off_sale for one in seats):
            self._start(seats, None)

    def _start(self, seats: tuple[str, ...], reason: BlockReason | None) -> None:
        self._page.tell("")
        self._tasks.start(self._change(seats, reason), self._refused)

    async def _change(self, seats: tuple[str, ...], reason: BlockReason | None) -> None:
        show = self._show
        if show is None:
            return
        # The same wish after a lost answer is the same order.
        if self._asked is None or self._asked[:2] != (seats, reason):
            self._asked = (seats, reason, uuid4().hex)
        key = self._asked[2]
        if reason is None:
            found = await self._records.unblock(show.show_id, seats, key)
        else:
            await self._sale.settled()
            if self._sale.state.held is not None:
                await self._sale.let_go()
            found = await self._records.block(show.show_id, seats, reason, key)
        self._asked = None
        self._take(show, found)

    def _read(self) -> None:
        show = self._show
        if show is not None:
            self._tasks.start(self._learn(show), lambda _: None)

    async def _learn(self, show: OpenShow) -> None:
        self._take(show, await self._records.blocks(show.show_id))

    def _take(self, show: OpenShow, blocks: tuple[Block, ...]) -> None:
        show.off_sale = {block.seat_id: block for block in blocks}
        self.changed.emit()
        self.follow()

    def _refused(self, refusal: Refusal) -> None:
        if not isinstance(refusal, TryAgain):
            self._asked = None
        self._page.tell(str(refusal))

    @cached_property
    def _page(self) -> OffSalePage:
        page = OffSalePage(self._theme, self._formats, self._may)
        page.closed.connect(self.toggle)
        page.reason_asked.connect(self._block)
        page.back_asked.connect(self._unblock)
        return page
