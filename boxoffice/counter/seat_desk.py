"""What a clerk does with seats beside the sale in hand: off sale, and the history of a seat."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from boxoffice.counter.hall import Hall
from boxoffice.counter.off_sale import OFF_SALE_KEY, BlockRecords, OffSale
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.sale import Sale
from boxoffice.counter.seat_history import HISTORY_KEY, HistoryRecords, SeatHistory
from boxoffice.counter.side import Side
from boxoffice.model.booking import SeatUpdate
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Session
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.rules.rights import may_block


class SeatRecords(BlockRecords, HistoryRecords, Protocol):
    """All that is asked of the client about single seats."""


class SeatOffice(Protocol):
    """Where it is asked, and who is signed in."""

    @property
    def seat_records(self) -> SeatRecords: ...

    @property
    def session(self) -> Session | None: ...


class SeatDesk(QObject):
    """`changed` when other seats are off sale than before."""

    changed = Signal()

    def __init__(
        self,
        office: SeatOffice,
        theatre: Theatre,
        sale: Sale,
        hall: Hall,
        side: Side,
        theme: Theme,
        formats: Formats,
        tasks: Tasks,
    ) -> None:
        super().__init__(side)
        session = office.session
        may = may_block(session.user.grants, theatre.theatre_id) if session else ()
        records = office.seat_records
        self._side = side
        pointed = hall.cursor_seat_id
        self._off_sale = OffSale(records, sale, side, theme, formats, tasks, may, pointed)
        self._history = SeatHistory(records, side, theme, formats, tasks, pointed)
        self._off_sale.changed.connect(self.changed)
        hall.map.cursor_moved.connect(lambda _: self._follow())
        sale.on_change(lambda _: self._off_sale.follow())

    def open_show(self, show: OpenShow) -> None:
        """Turn to the seats of this show."""
        self._off_sale.open_show(show)
        self._history.open_show(show)

    def seats_changed(self, update: SeatUpdate) -> None:
        """Hear of a change of the open show's seats."""
        self._off_sale.seats_changed(update)

    def take(self, key: Qt.Key) -> bool:
        """Act on a key that an open page has a use for; a key of the sale's puts the page away."""
        if self._side.laid is None:
            return False
        if self._off_sale.take(key) or self._history.take(key):
            return True
        if key in _SALE_GOES_ON:
            self._side.lay(None)
        return False

    def keys(self) -> dict[Qt.Key, Callable[[], None]]:
        """Keys of one letter, which the sale's keyboard hands on."""
        return {Qt.Key.Key_H: self._history.toggle}

    def commands(self) -> tuple[Command, ...]:
        """What can be done, for the palette, the help and the top bar."""
        return (
            Command(self.tr("Off sale"), self._off_sale.toggle, OFF_SALE_KEY),
            Command(self.tr("Seat history"), self._history.toggle, HISTORY_KEY, bound=False),
        )

    def _follow(self) -> None:
        self._off_sale.follow()
        self._history.follow()


_SALE_GOES_ON = frozenset(
    {
        *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_B, Qt.Key.Key_K, Qt.Key.Key_F9),
        *(Qt.Key(digit) for digit in range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)),
    }
)
