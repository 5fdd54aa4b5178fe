"""What the steps of a heat map mean."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from admin_designer.designer.qt.heat import shaded
from admin_designer.designer.tools.heat import STEPS
from boxoffice.qtkit.fonts import REGULAR, Size, font
from boxoffice.qtkit.theme import Theme
from boxoffice.seatmap.glyphs import glyph_pixmap
from boxoffice.seatmap.looks import SeatLook

_SEAT, _HEIGHT, _WORDS = 20.0, 56, 16


class HeatKey(QWidget):
    """A seat of each step with where it ends, and one outside."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ends: tuple[str, ...] = ()
        self.setFixedHeight(_HEIGHT)
        theme.changed.connect(self.update)

    def show_edges(self, edges: tuple[float, ...], unit: str) -> None:
        """Show where the steps of a map part, in metres or degrees."""
        digits = 0 if edges[-1] >= STEPS else 1
        self._ends = tuple(
            self.tr("to {end}").format(end=self.locale().toString(edge, "f", digits) + unit)
            for edge in edges[1:]
        )
        self.setAccessibleName(", ".join((*self._ends, self.tr("outside"))))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._ends:
            return
        tokens, ratio = shaded(self._theme.tokens), self.devicePixelRatioF()
        wide = self.width() / (STEPS + 1)
        with QPainter(self) as painter:
            painter.setFont(font(Size.KEY, REGULAR))
            painter.setPen(self._theme.colour("text_second"))
            for step, words in enumerate((*self._ends, self.tr("outside"))):
                look = SeatLook.SHADED if step < STEPS else SeatLook.TAKEN
                seat = glyph_pixmap(look, tokens, _SEAT, ratio, hue=step + 1, number="")
                painter.drawPixmap(QPointF(step * wide + (wide - _SEAT) / 2, 2), seat)
                below = QRectF(step * wide, _HEIGHT - _WORDS, wide, _WORDS)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
