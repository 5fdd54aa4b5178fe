"""Handing back what is owed: chosen from a list, approved of by PIN, written down, handed over."""

from collections.abc import Coroutine
from typing import Any, Protocol

from PySide6.QtCore import QObject

from boxoffice.counter.shifts.desk import ShiftDesk
from boxoffice.counter.shifts.owed_page import OwedPage
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.signing_page import SigningPage
from boxoffice.counter.shifts.words import owed_words
from boxoffice.model.owed import Owed
from boxoffice.model.payment import PaymentKind
from boxoffice.model.user import Approval
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme


class Sheet(Protocol):
    """What the pages are in."""

    def show_page(self, page: TillPage) -> None: ...

    def tell_home(self, words: str) -> None: ...

    def ask(self, asking: Coroutine[Any, Any, None], page: TillPage) -> None: ...


class OwedSteps(QObject):
    """A supervisor hands back alone, a clerk with a supervisor's PIN."""

    def __init__(
        self, theme: Theme, formats: Formats, desk: ShiftDesk, sheet: Sheet, *, supervises: bool
    ) -> None:
        super().__init__()
        self._formats, self._desk, self._sheet = formats, desk, sheet
        self._supervises = supervises
        self._list = OwedPage(theme, formats)
        self._signing = SigningPage(theme)
        self._chosen: Owed | None = None
        self.pages = (self._list, self._signing)
        self._list.handed.connect(self._handed)
        self._signing.signed.connect(self._signed)

    def begin(self) -> None:
        """Show what is owed, as the desk knows it."""
        self._list.show_owed(self._desk.owed)
        self._sheet.show_page(self._list)

    def _handed(self, owed: Owed) -> None:
        self._chosen = owed
        if self._supervises:
            self._sheet.ask(self._hand_back(owed), self._list)
        else:
            self._sheet.ask(self._ask_to_sign(owed), self._list)

    def _signed(self, approval: Approval) -> None:
        if self._chosen is not None:
            self._sheet.ask(self._hand_back(self._chosen, approval), self._signing)

    async def _ask_to_sign(self, owed: Owed) -> None:
        people = await self._desk.approvers()
        self._signing.ask(
            self.tr("Give back"),
            owed_words(owed, self._formats),
            self.tr("Give back"),
            people,
        )
        self._sheet.show_page(self._signing)

    async def _hand_back(self, owed: Owed, approval: Approval | None = None) -> None:
        await self._desk.hand_back(owed, approval)
        self._chosen = None
        done = {
            PaymentKind.CASH: self.tr("Give the customer {amount}. It is written down."),
            PaymentKind.CARD_TERMINAL: self.tr("{amount} by card is written down as given back."),
        }[owed.tender]
        # Never to the next one that is owed: Enter pressed twice would hand that over as well.
        self._sheet.tell_home(done.format(amount=self._formats.money(owed.amount)))
