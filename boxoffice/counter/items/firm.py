"""The firm that a sale's invoice is made out to, asked for beside the sale."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from boxoffice.counter.items.keys import FIRM_KEY
from boxoffice.counter.notices import message
from boxoffice.counter.sale import Sale
from boxoffice.counter.side import Side
from boxoffice.counter.state import SaleState, Stage
from boxoffice.counter.wishes import SetBuyer
from boxoffice.model.booking import Buyer
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme

if TYPE_CHECKING:
    from boxoffice.counter.items.firm_page import FirmPage


class FirmDesk(QObject):
    """Before the sale is paid: its invoice has a number from then on."""

    def __init__(self, sale: Sale, side: Side, theme: Theme, formats: Formats) -> None:
        super().__init__(side)
        self._sale, self._side, self._theme, self._formats = sale, side, theme, formats
        self._wanted: Buyer | None = None
        sale.on_change(self._follow)

    def open(self) -> None:
        """Ask for the firm of the basket."""
        if self._may():
            booking = self._sale.state.booking
            assert booking is not None
            self._wanted = None
            self._side.lay(self._page)
            self._page.begin(booking.buyer)

    @property
    def is_open(self) -> bool:
        """Whether its page is in front."""
        return "_page" in vars(self) and self._side.laid is self._page

    def commands(self) -> tuple[Command, ...]:
        """What can be done, for the palette and by key."""
        why = self.tr("it is for a basket that is neither paid nor reserved.")
        return (
            Command(
                self.tr("Make the invoice out to a firm"), self.open, FIRM_KEY, self._may, why=why
            ),
        )

    def _may(self) -> bool:
        state = self._sale.state
        return state.held is not None and state.stage is Stage.BASKET and not state.reserved

    def _give(self, buyer: Buyer) -> None:
        self._wanted = buyer
        self._sale.press(SetBuyer(buyer))

    def _follow(self, state: SaleState) -> None:
        if not self.is_open:
            return
        if not self._may():
            self._close()
        elif self._wanted is not None and state.step is None and state.booking is not None:
            if state.booking.buyer == self._wanted:
                self._close()
            elif state.notice is not None:
                self._page.tell(message(state.notice, self._formats).words)

    def _close(self) -> None:
        self._side.lay(None)
        self._side.left.emit()

    @cached_property
    def _page(self) -> "FirmPage":
        from boxoffice.counter.items.firm_page import FirmPage  # noqa: PLC0415 (start-up time)

        page = FirmPage(self._theme)
        page.given.connect(self._give)
        page.closed.connect(self._close)
        return page
