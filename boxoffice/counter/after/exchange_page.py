"""An exchange before it is done: what goes, what comes, and the difference in large, with the ways
to pay it."""

from functools import partial

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QWidget

from boxoffice.counter.after.difference import Difference
from boxoffice.counter.after.words import line_lines
from boxoffice.counter.page import FigureLines, TotalLine
from boxoffice.counter.pay_words import tender_named
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.words import tender_name
from boxoffice.counter.wishes import Key
from boxoffice.model.booking import Booking
from boxoffice.model.money import Money, minor_digits
from boxoffice.model.payment import TenderKind, Voucher
from boxoffice.model.refund import ExchangePlan
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import Field, Role, Text

MAX_CODE = 40
_WAY = {
    Key.CASH: TenderKind.CASH,
    Key.CARD: TenderKind.CARD_TERMINAL,
    Key.UPI: TenderKind.UPI,
}
_CODED = frozenset({TenderKind.CARD_TERMINAL, TenderKind.VOUCHER})


class ExchangePage(TillPage):
    """`agreed` carries the tenders that pay the difference, `voucher_asked` a voucher's code. Enter
    pays what is typed, or all that is left, by the way that was chosen last: cash at first."""

    agreed = Signal(object)
    voucher_asked = Signal(str)

    def __init__(self, theme: Theme, formats: Formats, terms: SaleTerms) -> None:
        super().__init__(theme)
        self.title = self.tr("Exchange")
        self._formats, self._terms = formats, terms
        self.plan: ExchangePlan | None = None
        self.paying = Difference(Money(0, terms.currency))
        self._way, self._asked = TenderKind.CASH, Money(0, terms.currency)
        self._new = FigureLines(Size.LIST)
        self._sums, self._total = FigureLines(Size.BODY), TotalLine("")
        self._field = Field(theme, height=HEIGHT_OFFER)
        self._ways = QWidget()
        self._go = self.add_button("", "Enter", self._enter, Role.PRIMARY)
        self.body.addWidget(Text(self.tr("New seats"), Size.BODY, SEMIBOLD))
        self.body.addWidget(self._new)
        self.body.addWidget(self._sums)
        self.body.addStretch(1)
        self._lay_out_ways()
        for part in (self._total, self._field, self._ways, self._go):
            self.foot.addWidget(part)
        self._field.returnPressed.connect(self._enter)

    def ask(self, plan: ExchangePlan, held: Booking, way: Key = Key.CASH) -> None:
        """Ask whether this is to be done, with this way to pay the difference in front."""
        self.plan = plan
        self.banner.hide()
        self.paying = Difference(plan.due)
        for part in (self._field, self._ways):
            part.setVisible(bool(plan.due.amount_minor))
        self._new.show_lines(line_lines(held, self._terms, self._formats))
        self._choose(_WAY.get(way, TenderKind.CASH))

    def add_voucher(self, voucher: Voucher) -> None:
        """A voucher is known: it pays as far as it goes."""
        pays = min(voucher.balance.amount_minor, self._asked.amount_minor)
        amount = Money(pays, voucher.balance.currency)
        if not pays or any(part.reference == voucher.code for part in self.paying.parts):
            self.refuse(self.tr("Nothing is left on this voucher, or it pays a part already."))
            return
        self._add(TenderKind.VOUCHER, amount, voucher.code)

    def step_back(self) -> bool:
        """Whether something was taken back: a code that is typed, or else the last part."""
        if self._way in _CODED:
            self._choose(TenderKind.CASH)
        elif self.paying.parts:
            last = self.paying.parts[-1]
            self.paying = self.paying.without_last()
            self._choose(TenderKind.CASH)
            if last.kind is TenderKind.CARD_TERMINAL:
                words = self.tr("Void {amount} at the terminal, approval code {code}.")
                amount = Money(last.amount_minor, self.paying.due.currency)
                text = words.format(amount=self._formats.money(amount), code=last.reference)
                self.refuse(text)
        else:
            return False
        return True

    def begin(self) -> None:
        if self._field.isVisible():
            self._field.setFocus()
        else:
            super().begin()

    def _lay_out_ways(self) -> None:
        grid = QGridLayout(self._ways)
        grid.setContentsMargins(0, 0, 0, 0)
        ways = (
            (self.tr("Cash"), "F9", TenderKind.CASH),
            (self.tr("Card"), "F10", TenderKind.CARD_TERMINAL),
            (self.tr("UPI"), "F11", TenderKind.UPI),
            (self.tr("Voucher"), "F8", TenderKind.VOUCHER),
        )
        for place, (words, key, kind) in enumerate(ways):
            button = self.add_button(words, key, partial(self._press, kind))
            grid.addWidget(button, 0, place)

    def _press(self, kind: TenderKind) -> None:
        """A part paid like this; a code is typed first."""
        if self._way in _CODED:
            self._choose(kind)
            return
        amount = self.paying.typed(self._field.text())
        if not self.paying.takes(kind, amount):
            words = self.tr("At most {amount} here, and by UPI one part alone.")
            self.refuse(words.format(amount=self._formats.money(self.paying.left)))
        elif kind in _CODED:
            self._choose(kind, amount)
        else:
            self._add(kind, amount)

    def _enter(self) -> None:
        if self.plan is None or not self._go.isEnabled():
            return
        code = self._field.text().strip()
        if not self.paying.left.amount_minor:
            self.agreed.emit(self.paying.parts)
        elif self._way not in _CODED:
            self._press(self._way)
        elif not code:
            self.refuse(self.tr("Type the code first; then Enter takes it."))
        elif self._way is TenderKind.VOUCHER:
            self.voucher_asked.emit(code)
        else:
            self._add(self._way, self._asked, code)

    def _add(self, kind: TenderKind, amount: Money, reference: str = "") -> None:
        self.paying = self.paying.paid(kind, amount, reference)
        self._choose(TenderKind.CASH)
        if not self.paying.left.amount_minor:
            self.agreed.emit(self.paying.parts)

    def _choose(self, way: TenderKind, asked: Money | None = None) -> None:
        """The way that Enter pays by; a code is typed for what is `asked`."""
        self._way, self._asked = way, asked or self.paying.left
        self.banner.hide()
        self._field.clear()
        coded = way in _CODED
        digits = minor_digits(self.paying.due.currency)
        amounts = QRegularExpression(r"\d{0,9}" + (rf"(\.\d{{0,{digits}}})?" if digits else ""))
        shape = QRegularExpression(".*") if coded else amounts
        self._field.setValidator(QRegularExpressionValidator(shape, self._field))
        self._field.setMaxLength(MAX_CODE)
        words = {
            TenderKind.CARD_TERMINAL: self.tr("Approval code of the terminal"),
            TenderKind.VOUCHER: self.tr("Code of the voucher"),
        }.get(way, self.tr("Amount; empty is all of it"))
        self._field.setPlaceholderText(words)
        self._field.setAccessibleName(words)
        self._say()

    def _say(self) -> None:
        """The sums and the buttons as they are now."""
        plan, money = self.plan, self._formats.money
        if plan is None:
            return
        currency = plan.due.currency
        collected = [
            (tender_named(part), money(Money(part.amount_minor, currency)))
            for part in self.paying.parts
        ]
        back = [(tender_name(part.kind), money(part.amount)) for part in plan.parts]
        olds = (self.tr("The old tickets had cost"), money(plan.credit))
        news = (self.tr("The new ones cost"), money(plan.price))
        self._sums.show_lines([olds, news, *back, *collected])
        left = self.paying.left
        if left.amount_minor:
            self._total.say(self.tr("To pay"), money(left))
        elif plan.back.amount_minor:
            self._total.say(self.tr("Give back"), money(plan.back))
        else:
            self._total.say(self.tr("Difference"), money(plan.due))
        self._go.setText(
            {
                TenderKind.CASH: self.tr("Take cash and exchange"),
                TenderKind.CARD_TERMINAL: self.tr("Paid by card: exchange"),
                TenderKind.UPI: self.tr("Show the UPI code"),
                TenderKind.VOUCHER: self.tr("Take the voucher"),
            }[self._way]
            if left.amount_minor
            else self.tr("Exchange")
        )
