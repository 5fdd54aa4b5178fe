"""An amount of cash that is typed, and what it is for: the float, a pay-in, a pay-out."""

import re

from PySide6.QtCore import Signal

from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.state import parse_given
from boxoffice.model.money import Money
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_CASH, HEIGHT_OFFER
from boxoffice.qtkit.widgets import Field, Role, Text

#: Digits before the point: what a drawer can hold, and no more than a sale's amount.
_AMOUNT = re.compile(r"\d{1,7}([.,]\d{0,3})?")
MAX_REASON = 200


class CashForm(TillPage):
    """`given` carries the amount as Money and the reason."""

    given = Signal(object, str)

    def __init__(self, theme: Theme, currency: str) -> None:
        super().__init__(theme)
        self._currency = currency
        self._needs_reason = False
        self._least = 0
        self._amount = Field(theme, self.tr("Amount"), size=Size.GIVEN, height=HEIGHT_CASH)
        self._caption = Text(self.tr("What for"), Size.TITLE, SEMIBOLD)
        self._reason = Field(theme, self.tr("Reason"), height=HEIGHT_OFFER)
        self._reason.setMaxLength(MAX_REASON)
        self._go = self.add_button("", "Enter", self._give, Role.PRIMARY)
        for part in (self._amount, self._caption, self._reason):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.foot.addWidget(self._go)
        self._amount.returnPressed.connect(self._amount_done)
        self._reason.returnPressed.connect(self._give)

    def ask(self, title: str, go: str, *, reason: bool) -> None:
        """Ask for one amount; with `reason` also what it is for, and then for more than nothing."""
        self.title = title
        self._needs_reason, self._least = reason, int(reason)
        self._go.setText(go)
        self.banner.hide()
        self._amount.clear()
        self._reason.clear()
        self._caption.setVisible(reason)
        self._reason.setVisible(reason)

    def begin(self) -> None:
        self._amount.setFocus()

    def _amount_done(self) -> None:
        if self._needs_reason and not self._reason.text().strip():
            self._reason.setFocus()
        else:
            self._give()

    def _give(self) -> None:
        amount = self._typed()
        self._amount.set_wrong(wrong=amount is None)
        if amount is None:
            self.refuse(self.tr("Type the amount in figures, such as 500 or 12.50."))
            self._amount.setFocus()
        elif self._needs_reason and not self._reason.text().strip():
            self.refuse(self.tr("Say what the cash is for."))
            self._reason.setFocus()
        else:
            self.given.emit(amount, self._reason.text().strip())

    def _typed(self) -> Money | None:
        text = self._amount.text().strip() or ("0" if not self._needs_reason else "")
        if not _AMOUNT.fullmatch(text):
            return None
        amount = parse_given(text.replace(",", "."), self._currency)
        return amount if amount.amount_minor >= self._least else None
