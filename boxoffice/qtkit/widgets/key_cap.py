"""A key as it is printed on the keyboard, in a small outlined box."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from boxoffice.qtkit.fonts import SEMIBOLD, Size, font
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_KEY, RADIUS_KEY

PADDING = 5


def key_text(key: str) -> str:
    """The key as this machine's keyboard has it: "Ctrl+K" reads "⌘K" on a Mac.

    What is no key, such as "1–9", "A–Z, 0–9" or "↑↓←→", stays as it is.
    """
    parts = QKeySequence.fromString(key).toString(QKeySequence.SequenceFormat.NativeText)
    # Of several keys Qt reads a sequence, with nothing for what it does not know.
    return parts if parts.strip(", ") else key


def key_cap_width(key: str) -> float:
    """How wide the cap of `key` is, in pixels."""
    if not key:
        return 0
    width = QFontMetricsF(font(Size.KEY, SEMIBOLD)).horizontalAdvance(key_text(key))
    return max(width + 2 * PADDING, float(HEIGHT_KEY))


def paint_key_cap(painter: QPainter, rect: QRectF, key: str, ink: QColor, line: QColor) -> None:
    """Draw the cap of `key` into `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(line, 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_KEY, RADIUS_KEY)
    painter.setFont(font(Size.KEY, SEMIBOLD))
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key_text(key))


class KeyCap(QWidget):
    """Shows one key, in grey while it is `idle`."""

    def __init__(
        self, theme: Theme, key: str, *, idle: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._ink, self._line = ("text_third", "line") if idle else ("text", "line_strong")
        self.setAccessibleName(key_text(key))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.setAccessibleName(key_text(key))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(key_cap_width(self._key)), HEIGHT_KEY)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._key:
            return
        paint_key_cap(
            QPainter(self),
            QRectF(self.rect()),
            self._key,
            self._theme.colour(self._ink),
            self._theme.colour(self._line),
        )
