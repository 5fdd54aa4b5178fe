"""A basket beside its tickets: items, fees, discount codes, the firm that pays, and the field for
another code."""

from collections import Counter
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.page import MARGIN
from boxoffice.counter.state import SaleState
from boxoffice.counter.words import translate
from boxoffice.model.booking import Booking, Line, LineKind
from boxoffice.model.money import Money
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, HEIGHT_SMALL
from boxoffice.qtkit.widgets import ElidedLabel, Field, KeyButton, Role, Text

EXTRA_HEIGHT = 32


class ExtraLine(QWidget):
    """One item or fee, or one code with the button that takes it away."""

    dropped = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._name = ElidedLabel("", Size.BODY, ink="text_second")
        self._amount = Text("", Size.BODY, SEMIBOLD)
        self._drop = KeyButton(
            theme, "", icon="cross", role=Role.QUIET, size=Size.META, height=HEIGHT_SMALL
        )
        self._drop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(self._drop)
        row.addWidget(self._amount)
        self.setFixedHeight(EXTRA_HEIGHT)
        self._drop.clicked.connect(lambda: self.dropped.emit(self._code))

    def show_extra(self, name: str, amount: str, code: str = "", key: str = "") -> None:
        """Show an item or fee, or a code that can be taken away, and the key that does so."""
        self._code = code
        self._name.setText(name)
        self._amount.setText(amount)
        self._drop.setVisible(bool(code))
        self._drop.set_key(key)
        self._drop.setAccessibleName(self.tr("Remove the code {code}").format(code=code))
        self.setAccessibleName(f"{name}, {amount}")


class Extras(QWidget):
    """The lines of all items, fees and codes; `dropped` carries a code."""

    dropped = Signal(str)

    def __init__(
        self, theme: Theme, formats: Formats, terms: SaleTerms, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._formats = formats
        self._terms = terms
        self._lines: list[ExtraLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_sale(self, state: SaleState) -> None:
        """Show the items, fees and codes of a sale."""
        lines = state.booking.lines if state.booking else ()
        shown = [
            *beside_lines(lines, self._formats, before_tax=self._terms.prices_before_tax),
            *code_lines(
                lines, state.codes, self._terms, self._formats, may_drop=not state.reserved
            ),
            *firm_lines(state.booking),
        ]
        while len(self._lines) < len(shown):
            line = ExtraLine(self._theme)
            line.dropped.connect(self.dropped)
            self._lines.append(line)
            self._column.addWidget(line)
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(shown))
            if number < len(shown):
                line.show_extra(*shown[number])
        self.setVisible(bool(shown))


class CodeField(QWidget):
    """Where a code is typed. `used` carries it, `left` says that the clerk is done with it."""

    used = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = Field(theme, self.tr("Discount code"), key="Enter", height=HEIGHT_FIELD)
        self._field.installEventFilter(self)
        self._field.setMaxLength(40)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 6, MARGIN, 0)
        column.addWidget(self._field)
        self.hide()

    def show_sale(self, state: SaleState) -> None:
        """Take the keyboard while a code is asked for, and give it back after that."""
        if state.coding and self.isHidden():
            self._field.clear()
            self.show()
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif state.coding and state.notice is not None:
            # It was refused: the next letter typed is another code's first.
            self._field.selectAll()
        elif not state.coding and not self.isHidden():
            had_keyboard = self._field.hasFocus()
            self.hide()
            if had_keyboard:
                self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(cast(QKeyEvent, event).key())
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.used.emit(self._field.text())
                return True
        return super().eventFilter(watched, event)


def beside_lines(
    lines: Sequence[Line], formats: Formats, *, before_tax: bool = False
) -> list[tuple[str, str]]:
    """Each item and fee with what all of it comes to: Booking fee × 2, ₹47.20."""
    beside = [line for line in lines if line.kind is not LineKind.SEAT]
    shown = []
    for kind, count in Counter((line.kind, line.code) for line in beside).items():
        of_kind = [line for line in beside if (line.kind, line.code) == kind]
        minor = sum(line.net_minor if before_tax else line.price.amount_minor for line in of_kind)
        name = of_kind[0].name
        if count > 1:
            name = translate("counter", "{name} × {count}").format(name=name, count=count)
        shown.append((name, formats.money(Money(minor, of_kind[0].price.currency))))
    return shown


def firm_lines(booking: Booking | None) -> list[tuple[str, str]]:
    """Whom the invoice is made out to."""
    if booking is None or not booking.buyer.gstin:
        return []
    return [(booking.buyer.name, booking.buyer.gstin)]


def code_lines(
    lines: Sequence[Line],
    codes: Sequence[str],
    terms: SaleTerms,
    formats: Formats,
    *,
    may_drop: bool = True,
) -> list[tuple[str, str, str, str]]:
    """Each code with what it takes off and, where it may be taken away, itself and the key for
    that. Where prices are shown before tax, what is taken off is in them already, and is only
    named."""
    names = {each.code: each.name for each in terms.discounts}
    shown = []
    for code in codes:
        off_minor = sum(line.taken_off_minor for line in lines if line.discount == code)
        name = f"{code}  {names[code]}" if code in names else code
        if not off_minor:
            amount = translate("counter", "nothing off")
        else:
            off = formats.money(Money(off_minor, lines[0].price.currency))
            amount = "" if terms.prices_before_tax else f"−{off}"
        key = "Del" if code == codes[-1] else ""
        shown.append((name, amount, *((code, key) if may_drop else ("", ""))))
    return shown
