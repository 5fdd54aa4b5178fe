"""The two figures of a cash sale: what was given, as it is typed, and the change due."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from boxoffice.qtkit.fonts import BOLD, REGULAR, SEMIBOLD, Size, font
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import RADIUS_BUTTON, RADIUS_FIELD
from boxoffice.qtkit.widgets import Text

GIVEN_HEIGHT, GIVEN_HEIGHT_LOW, PADDING = 60, 46, 14
LEAST_CHANGE_SIZE = 28
FIGURE_LEADING = 8
#: What the change takes more at its full size than low.
FULL_CHANGE_MORE = Size.CHANGE - Size.TOTAL + 10


class GivenAmount(QWidget):
    """Looks like a field, but the keys go to the sale, which knows what they mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._symbol = self._typed = self._exact = ""
        self._frozen = False
        self.setFixedHeight(GIVEN_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_amount(
        self, symbol: str, typed: str, exact: str, *, frozen: bool, word: str = ""
    ) -> None:
        """Show what is typed; with nothing typed the exact amount, pale. `frozen` takes no keys;
        `word` says what it is, where that is not the cash given."""
        self._symbol, self._typed, self._exact, self._frozen = symbol, typed, exact, frozen
        self.setAccessibleName(f"{word or self.tr('Given')}: {typed or exact}")
        self.update()

    def set_low(self, *, low: bool) -> None:
        """Take less height, in the lowest windows."""
        self.setFixedHeight(GIVEN_HEIGHT_LOW if low else GIVEN_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(280, GIVEN_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        painter.setPen(QPen(colour("line_strong" if self._frozen else "focus"), 2))
        painter.setBrush(colour("hover" if self._frozen else "surface"))
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(body, RADIUS_FIELD, RADIUS_FIELD)
        inner = body.adjusted(PADDING, 0, -PADDING, 0)
        painter.setFont(font(Size.HEADER, REGULAR))
        painter.setPen(colour("text_second"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, self._symbol)
        letters = font(Size.GIVEN, BOLD)
        painter.setFont(letters)
        painter.setPen(colour("text" if self._typed else "text_third"))
        shown = self._typed or self._exact
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        if not self._frozen:
            caret = inner.right() + 3
            if not self._typed:
                caret -= QFontMetricsF(letters).horizontalAdvance(shown) + 6
            painter.fillRect(QRectF(caret, body.center().y() - 17, 2, 34), colour("text"))


class ChangeDue(QWidget):
    """The change in the largest figures there are, and the notes that make it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._missing = False
        self._notes_shown = True
        self._word = Text("", Size.TITLE, SEMIBOLD)
        self._figure = FittingText()
        self._notes = Text("", Size.BODY, SEMIBOLD)
        self._notes.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 10)
        self._column.setSpacing(0)
        for widget in (self._word, self._figure, self._notes):
            self._column.addWidget(widget)

    def say(self, word: str, figure: str, notes: str, *, missing: bool = False) -> None:
        """Show the change, or what is missing, with the notes to hand out."""
        self._missing = missing
        ink = "warn" if missing else "text"
        self._word.setText(word)
        self._word.set_ink(ink)
        self._figure.say(figure, self._theme.colour(ink).name())
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes) and self._notes_shown)
        self.setAccessibleName(f"{word} {figure} {notes}")
        self.update()

    def show_notes(self, shown: bool) -> None:
        """Name the notes to hand out, or leave them out where there is no room."""
        self._notes_shown = shown
        self._notes.setVisible(bool(self._notes.text()) and shown)

    def set_low(self, *, low: bool) -> None:
        """Take less height, in the lowest windows, by a smaller figure."""
        self._figure.set_largest(Size.TOTAL if low else Size.CHANGE)
        self._column.setContentsMargins(12, 4 if low else 8, 12, 4 if low else 10)

    def low_height(self) -> int:
        """What it takes when it is low and names no notes."""
        return self._word.sizeHint().height() + FIGURE_LEADING + Size.TOTAL + 8

    def notes_height(self) -> int:
        """What naming the notes takes more."""
        if not self._notes.text():
            return 0
        return self._notes.heightForWidth(max(1, self.width() - 24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("warn_soft" if self._missing else "ok_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_BUTTON, RADIUS_BUTTON)


class FittingText(QWidget):
    """One figure as large as there is room for, at most the size of the change due."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._ink = "", "#000000"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_largest(Size.CHANGE)

    def set_largest(self, size: int) -> None:
        """How large it is where there is room, pixels."""
        self._largest = size
        self.setFixedHeight(size + FIGURE_LEADING)
        self.update()

    def say(self, text: str, ink: str) -> None:
        """Show `text` in the colour `ink`."""
        self._text, self._ink = text, ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self._largest
        width = QFontMetricsF(font(size, BOLD)).horizontalAdvance(self._text)
        if width > self.width():
            size = max(LEAST_CHANGE_SIZE, int(size * self.width() / width))
        painter.setFont(font(size, BOLD))
        painter.setPen(self._ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
