"""The small parts of the panels at the right: numbers, words and choices to fill in."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from boxoffice.qtkit.fonts import REGULAR, Size, font
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import Field

FIELD = HEIGHT_SMALL + 2


class _Line(Field):
    """A line that is `typed` by Enter or by leaving it, and that Esc leaves as it was."""

    #: It was left with other words than are shown.
    typed = Signal(str)

    def __init__(self, theme: Theme, name: str, unit: str) -> None:
        super().__init__(theme, height=FIELD)
        self.setAccessibleName(name)
        self._unit = unit
        self._shown = ""
        self._ends = QFontMetricsF(font(Size.META, REGULAR)).horizontalAdvance(unit)
        self.setMinimumWidth(40)
        self._set_margins()
        self.editingFinished.connect(self._finish)

    def show_text(self, text: str, hint: str) -> None:
        """Show a value, or a hint in place of one."""
        self.set_wrong(wrong=False)
        self._shown = text
        self.setPlaceholderText(hint)
        if self.text() != text:
            self.setText(text)

    @property
    def wrong(self) -> bool:
        """Whether what is typed cannot be taken."""
        return bool(self.property("wrong"))

    def room_at_end(self) -> int:
        return round(getattr(self, "_ends", 0.0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the value that is shown, and on to whoever holds the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self.set_wrong(wrong=False)
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setFont(font(Size.META, REGULAR))
            painter.setPen(self._theme.colour("text_third"))
            place = QRectF(self.rect()).adjusted(0, 0, -10, 0)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, right, self._unit)

    def _finish(self) -> None:
        if self.text() != self._shown:
            self.typed.emit(self.text().strip())


class NumberField(_Line):
    """A number, shown with so many `digits` behind the point; `taken` carries it without a point,
    so that 12.50 is 1250.

    Of several things it shows the one number they have in common, or none. Where the locale does
    not know what was typed, a comma is taken for a point.
    """

    taken = Signal(int)

    def __init__(
        self,
        theme: Theme,
        name: str,
        unit: str,
        lowest: int,
        highest: int,
        *,
        digits: int = 0,
    ) -> None:
        super().__init__(theme, name, unit)
        self._lowest, self._highest = lowest, highest
        self._digits = digits
        self.typed.connect(self._take)

    def show_values(self, values: Collection[int]) -> None:
        """Show what they have in common."""
        if len(values) != 1:
            self.show_text("", self.tr("different"))
            return
        (value,) = values
        words = self.locale().toString(value / 10**self._digits, "f", self._digits)
        self.show_text(words, "")

    def _take(self, text: str) -> None:
        number, is_number = self.locale().toDouble(text)
        if not is_number:
            number, is_number = QLocale.c().toDouble(text.replace(",", "."))
        value = round(number * 10**self._digits) if is_number and abs(number) < 1e9 else 0
        if not is_number or not self._lowest <= value <= self._highest:
            # An emptied field is left as it was: things that differ go on differing.
            self.set_wrong(wrong=bool(text))
            return
        self.taken.emit(value)


class TextField(_Line):
    """Words; `typed` carries them without space around."""

    def __init__(self, theme: Theme, name: str, longest: int) -> None:
        super().__init__(theme, name, "")
        self.setMaxLength(longest)

    def show_values(self, values: Collection[str], hint: str = "") -> None:
        """Show what they have in common."""
        common = next(iter(values)) if len(values) == 1 else ""
        self.show_text(common, hint if len(values) == 1 else self.tr("different"))


class Choice(QComboBox):
    """One of a few words; `taken` carries its place in the list when somebody chose it."""

    taken = Signal(int)

    def __init__(self, theme: Theme, name: str, words: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setFixedHeight(FIELD)
        self.setMinimumWidth(40)
        self.addItems(list(words))
        self.setPlaceholderText(self.tr("different"))
        self.activated.connect(self.taken)

    def show_values(self, values: Collection[int]) -> None:
        """Show what they have in common, or nothing."""
        self.setCurrentIndex(next(iter(values)) if len(values) == 1 else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the column; a word that came under it must not be chosen by that."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            place = QRectF(self.width() - 24, (self.height() - 14) / 2, 14, 14)
            draw_icon(painter, "chevron-down", self._theme.tokens.text_second, place)
