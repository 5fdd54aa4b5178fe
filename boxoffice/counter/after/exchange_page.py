"""An exchange before it is done: what goes, what comes, and the difference in large."""

from PySide6.QtCore import Signal

from boxoffice.counter.after.words import line_lines
from boxoffice.counter.page import FigureLines, TotalLine
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.words import tender_name
from boxoffice.model.booking import Booking
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.refund import ExchangePlan
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import Field, Role, Text

MAX_CODE = 40


class ExchangePage(TillPage):
    """`agreed` carries the tenders that pay the difference. Enter takes cash, or by card once an
    approval code is typed."""

    agreed = Signal(object)

    def __init__(self, theme: Theme, formats: Formats, terms: SaleTerms) -> None:
        super().__init__(theme)
        self.title = self.tr("Exchange")
        self._formats, self._terms = formats, terms
        self.plan: ExchangePlan | None = None
        self._new = FigureLines(Size.LIST)
        self._sums, self._total = FigureLines(Size.BODY), TotalLine("")
        self._code = Field(theme, self.tr("Card: approval code. Empty: cash"), height=HEIGHT_OFFER)
        self._code.setMaxLength(MAX_CODE)
        self._go = self.add_button("", "Enter", self._agree, Role.PRIMARY)
        self.body.addWidget(Text(self.tr("New seats"), Size.BODY, SEMIBOLD))
        self.body.addWidget(self._new)
        self.body.addWidget(self._sums)
        self.body.addStretch(1)
        for part in (self._total, self._code, self._go):
            self.foot.addWidget(part)
        self._code.textChanged.connect(self._say)
        self._code.returnPressed.connect(self._agree)

    def ask(self, plan: ExchangePlan, held: Booking) -> None:
        """Ask whether this is to be done."""
        self.plan = plan
        self.banner.hide()
        self._code.clear()
        self._code.setVisible(bool(plan.due.amount_minor))
        money = self._formats.money
        self._new.show_lines(line_lines(held, self._terms, self._formats))
        back = [(tender_name(part.kind), money(part.amount)) for part in plan.parts]
        self._sums.show_lines(
            [
                (self.tr("The old tickets had cost"), money(plan.credit)),
                (self.tr("The new ones cost"), money(plan.price)),
                *back,
            ]
        )
        if plan.due.amount_minor:
            self._total.say(self.tr("To pay"), money(plan.due))
        elif plan.back.amount_minor:
            self._total.say(self.tr("Give back"), money(plan.back))
        else:
            self._total.say(self.tr("Difference"), money(plan.due))
        self._say()

    def begin(self) -> None:
        if self._code.isVisible():
            self._code.setFocus()
        else:
            super().begin()

    def _say(self) -> None:
        if self.plan is None or not self.plan.due.amount_minor:
            self._go.setText(self.tr("Exchange"))
        elif self._code.text().strip():
            self._go.setText(self.tr("Paid by card: exchange"))
        else:
            self._go.setText(self.tr("Take cash and exchange"))

    def _agree(self) -> None:
        plan = self.plan
        if plan is None or not self._go.isEnabled():
            return
        due, code = plan.due.amount_minor, self._code.text().strip()
        if not due:
            self.agreed.emit(())
        elif code:
            self.agreed.emit((Tender(TenderKind.CARD_TERMINAL, due, reference=code),))
        else:
            self.agreed.emit((Tender(TenderKind.CASH, due),))
