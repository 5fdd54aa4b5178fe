"""Counting the drawer blind: how many of each note and coin, not what there should be."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout

from boxoffice.counter.change import denominations
from boxoffice.counter.page import TotalLine
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.words import MOST_LINES, unfinished_lines
from boxoffice.model.money import Money
from boxoffice.model.shift import Pile, ShiftReport
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Field, Role, Text, Tone

COUNT = r"\d{0,5}"
FIELD_WIDTH = 90


class CountPage(TillPage):
    """`counted` carries the piles as a tuple of Pile. Enter goes to the next kind, after the last
    to the button."""

    counted = Signal(object)

    def __init__(self, theme: Theme, formats: Formats, currency: str) -> None:
        super().__init__(theme)
        self._formats = formats
        self._currency = currency
        self._kinds = denominations(currency)
        self._fields = [self._field(theme, kind) for kind in self._kinds]
        self._total = TotalLine(self.tr("Counted"))
        self._go = self.add_button(self.tr("Close the shift"), "Enter", self._give, Role.PRIMARY)
        grid = QGridLayout()
        half = -(-len(self._kinds) // 2)
        for place, (kind, field) in enumerate(zip(self._kinds, self._fields, strict=True)):
            row, side = place % half, place // half * 2
            name = Text(f"{formats.short_money(kind)} ×", Size.LIST, SEMIBOLD)
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, row, side)
            grid.addWidget(field, row, side + 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.foot.addWidget(self._total)
        self.foot.addWidget(self._go)

    def ask(self, report: ShiftReport) -> None:
        """Begin to count; says what is not finished, which a supervisor must then approve of."""
        self.title = self.tr("Count the drawer")
        self.banner.hide()
        for field in self._fields:
            field.clear()
        if report.unfinished:
            words = unfinished_lines(report.unfinished, self._formats, MOST_LINES)
            title = self.tr("Not finished: a supervisor must say yes to closing")
            self.banner.tell(words, Tone.WARN, title=title)
        self._add_up()

    def begin(self) -> None:
        self._fields[0].setFocus()

    def piles(self) -> tuple[Pile, ...]:
        """What is counted so far, kinds with none of them left out."""
        return tuple(
            Pile(kind.amount_minor, int(field.text()))
            for kind, field in zip(self._kinds, self._fields, strict=True)
            if field.text() and int(field.text())
        )

    def _field(self, theme: Theme, kind: Money) -> Field:
        field = Field(theme)
        field.setFixedWidth(FIELD_WIDTH)
        # Unlike one for numbers it lets Enter pass an empty field.
        field.setValidator(QRegularExpressionValidator(COUNT, field))
        name = self.tr("How many of {value}").format(value=self._formats.short_money(kind))
        field.setAccessibleName(name)
        field.textChanged.connect(self._add_up)
        field.returnPressed.connect(lambda: self._next(field))
        return field

    def _next(self, field: Field) -> None:
        following = (*self._fields, self._go)
        following[self._fields.index(field) + 1].setFocus()

    def _add_up(self) -> None:
        total = sum(pile.value_minor * pile.count for pile in self.piles())
        self._total.say(self.tr("Counted"), self._formats.money(Money(total, self._currency)))

    def _give(self) -> None:
        self.counted.emit(self.piles())
