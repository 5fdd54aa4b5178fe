"""The legend under the map: one glyph and one word for each thing a seat can be."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.glyphs import glyph_pixmap
from boxoffice.seatmap.hall import KIND_COMPANION, KIND_SEAT, KIND_WHEELCHAIR
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.projection import STANDARD_DEPTH, STANDARD_WIDTH

_GLYPH_WIDTH = 19.0
_GLYPH_HEIGHT = _GLYPH_WIDTH * STANDARD_DEPTH / STANDARD_WIDTH
_TEXT_PX, _LINE_HEIGHT = 12, 40
_TEXT_GAP, _ENTRY_GAP, _LEAST_ENTRY_GAP = 6, 18, 8


class Legend(QWidget):
    """Glyphs and their words in one line; words go where the line is too narrow for them."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._read_aloud()

    def set_tokens(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all words."""
        return QSize(self._width(_ENTRY_GAP), _LINE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for the glyphs alone."""
        entries = len(self._entries())
        return QSize(round(entries * (_GLYPH_WIDTH + _LEAST_ENTRY_GAP)), _LINE_HEIGHT)

    def changeEvent(self, event: QEvent) -> None:
        """Words follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_aloud()
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all entries from left to right."""
        painter = QPainter(self)
        font = self._text_font()
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.text))
        metrics = QFontMetrics(font)
        wordless = self._width(_LEAST_ENTRY_GAP) > self.width()
        gap = _LEAST_ENTRY_GAP if self._width(_ENTRY_GAP) > self.width() else _ENTRY_GAP
        ratio = self.devicePixelRatioF()
        x = 0.0
        for look, kind, word in self._entries():
            picture = glyph_pixmap(
                look, self._tokens, _GLYPH_WIDTH, ratio, kind=kind, font=self.font()
            )
            top = (self.height() - _GLYPH_HEIGHT) / 2
            box = QRectF(x, top, _GLYPH_WIDTH, _GLYPH_HEIGHT)
            painter.drawPixmap(box.topLeft(), picture)
            x += _GLYPH_WIDTH
            if not wordless:
                x += _TEXT_GAP
                width = metrics.horizontalAdvance(word)
                line = QRectF(x, 0, width + 1, self.height())
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, word)
                x += width
            x += gap
        painter.end()

    def _width(self, gap: int) -> int:
        metrics = QFontMetrics(self._text_font())
        words = [word for _, _, word in self._entries()]
        text = sum(metrics.horizontalAdvance(word) + _TEXT_GAP for word in words)
        return round(text + len(words) * _GLYPH_WIDTH + (len(words) - 1) * gap)

    def _text_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(_TEXT_PX)
        return font

    def _read_aloud(self) -> None:
        self.setAccessibleName(self.tr("Legend"))
        self.setAccessibleDescription(", ".join(word for _, _, word in self._entries()))

    def _entries(self) -> list[tuple[SeatLook, int, str]]:
        return [
            (SeatLook.FREE, KIND_SEAT, self.tr("Free")),
            (SeatLook.YOURS, KIND_SEAT, self.tr("Yours")),
            (SeatLook.HELD, KIND_SEAT, self.tr("Held")),
            (SeatLook.SOLD, KIND_SEAT, self.tr("Sold")),
            (SeatLook.BLOCKED, KIND_SEAT, self.tr("Blocked")),
            (SeatLook.BROKEN, KIND_SEAT, self.tr("Broken")),
            (SeatLook.FREE, KIND_WHEELCHAIR, self.tr("Wheelchair")),
            (SeatLook.FREE, KIND_COMPANION, self.tr("Companion")),
        ]
