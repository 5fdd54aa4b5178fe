"""The history of the seat under the cursor, beside the sale in hand."""

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import Protocol

from PySide6.QtCore import QObject, Qt

from boxoffice.client.seat_records import NamedEvent
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.seat_history_page import SeatHistoryPage
from boxoffice.counter.side import Side
from boxoffice.model.errors import Refusal
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme

HISTORY_KEY = "H"


class HistoryRecords(Protocol):
    """What is asked of the client."""

    async def history(self, show_id: int, seat_id: str) -> tuple[NamedEvent, ...]: ...


class SeatHistory(QObject):
    """Shows what happened to the seat that `pointed` answers, for as long as its page is open."""

    def __init__(
        self,
        records: HistoryRecords,
        side: Side,
        theme: Theme,
        formats: Formats,
        tasks: Tasks,
        pointed: Callable[[], str],
    ) -> None:
        super().__init__(side)
        self._records, self._side, self._tasks, self._pointed = records, side, tasks, pointed
        self._theme, self._formats = theme, formats
        self._show: OpenShow | None = None
        self._asking: asyncio.Task[None] | None = None

    def open_show(self, show: OpenShow) -> None:
        """Tell of the seats of this show."""
        self._show = show
        self.follow()

    def toggle(self) -> None:
        """Open the page, or put it away."""
        if self._side.laid is self._page:
            self._side.lay(None)
        elif self._show is not None:
            self._side.lay(self._page)
            self.follow()

    def take(self, key: Qt.Key) -> bool:
        """Act on a key while the page is open; whether it was one of the page's."""
        if self._side.laid is not self._page or key != Qt.Key.Key_Escape:
            return False
        self.toggle()
        return True

    def follow(self) -> None:
        """Tell of the seat that is pointed at now."""
        if self._side.laid is not self._page or self._show is None:
            return
        if self._asking is not None:
            self._asking.cancel()
        seat_id = self._pointed()
        self._page.show_seat(seat_id)
        if seat_id:
            self._asking = self._tasks.start(self._ask(self._show.show_id, seat_id), self._refused)

    async def _ask(self, show_id: int, seat_id: str) -> None:
        self._page.show_events(await self._records.history(show_id, seat_id))

    def _refused(self, refusal: Refusal) -> None:
        self._page.tell(str(refusal))

    @cached_property
    def _page(self) -> SeatHistoryPage:
        page = SeatHistoryPage(self._theme, self._formats)
        page.closed.connect(self.toggle)
        return page
