"""A value between two ends, by mouse or arrows, drawn in the tokens."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL

_TRACK, _KNOB = 4.0, 14.0


class Slider(QSlider):
    """A horizontal one, of whole numbers."""

    def __init__(
        self, theme: Theme, name: str, lowest: int, highest: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setRange(lowest, highest)
        self.setFixedHeight(HEIGHT_SMALL)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the column; what came under it must not be changed by that."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        knob = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )
        x, y = QRectF(knob).center().x(), self.height() / 2
        tokens = self._theme.tokens
        ink = QColor(tokens.accent if self.isEnabled() else tokens.line_strong)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            room = _KNOB / 2
            for colour, end in ((QColor(tokens.line_strong), self.width() - room), (ink, x)):
                painter.setBrush(colour)
                track = QRectF(room, y - _TRACK / 2, max(end - room, 0.0), _TRACK)
                painter.drawRoundedRect(track, _TRACK / 2, _TRACK / 2)
            painter.setBrush(QColor(tokens.surface))
            painter.setPen(QPen(ink, 4.0 if self.hasFocus() else 2.0))
            painter.drawEllipse(QRectF(x - _KNOB / 2 + 2, y - _KNOB / 2 + 2, _KNOB - 4, _KNOB - 4))
