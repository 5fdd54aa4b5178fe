"""Giving back: which lines, and what that comes to by tender."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from boxoffice.counter.after.desk import Account
from boxoffice.counter.after.lines_page import LinesPage
from boxoffice.counter.page import FigureLines, TotalLine
from boxoffice.counter.shifts.words import tender_name
from boxoffice.model.booking import LineKind, LineState
from boxoffice.model.refund import RefundPlan
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import CheckBox


class RefundPage(LinesPage):
    """`changed` carries the ids of the ticked lines whenever these change."""

    changed = Signal(object)

    def __init__(self, theme: Theme, formats: Formats, terms: SaleTerms) -> None:
        super().__init__(theme, formats, terms)
        self._planned: tuple[str, ...] = ()
        self._total = TotalLine(self.tr("Give back"))
        self._tenders = FigureLines(Size.LIST)
        words = self.tr("I   Snacks and items go back on the shelf")
        self._shelf = CheckBox(theme, words)
        self._shelf.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for place, part in enumerate((self._shelf, self._total, self._tenders)):
            self.foot.insertWidget(place, part)

    @property
    def restocks(self) -> bool:
        """Whether the items that are given back can be sold again."""
        return self._shelf.isChecked() and not self._shelf.isHidden()

    def ask(self, account: Account, title: str, go: str) -> None:
        """Ask which lines, and where there are items among them, whether they are still good."""
        super().ask(account, title, go)
        self._shelf.setChecked(False)
        self._shelf.setVisible(
            any(
                line.kind is LineKind.ITEM and line.state is LineState.ACTIVE
                for line in account.booking.lines
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_I and not self._shelf.isHidden():
            self._shelf.click()
        else:
            super().keyPressEvent(event)

    def show_plan(self, chosen: tuple[str, ...], plan: RefundPlan) -> None:
        """Show what giving these lines back comes to; answers about others are let be."""
        if chosen != self.chosen:
            return
        self._planned = chosen
        self._total.say(self.tr("Give back"), self._formats.money(plan.amount))
        self._tenders.show_lines(
            [(tender_name(part.kind), self._formats.money(part.amount)) for part in plan.parts]
        )
        self.set_busy(False)

    def change(self) -> None:
        super().change()
        if self.chosen:
            self.changed.emit(self.chosen)
        else:
            self._total.say(self.tr("Give back"), "")
            self._tenders.show_lines([])

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        # Not before its sum was seen.
        self.go.setEnabled(not busy and bool(self.chosen) and self._planned == self.chosen)
