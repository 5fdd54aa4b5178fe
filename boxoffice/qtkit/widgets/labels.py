"""Words on the screen: plain, shortened to fit, and boxed."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from boxoffice.qtkit.fonts import REGULAR, SEMIBOLD, Size, font
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import RADIUS_BADGE


class Text(QLabel):
    """A label at one step of the type scale; `ink` is the name of a token."""

    def __init__(
        self,
        text: str = "",
        size: int = Size.BODY,
        weight: QFont.Weight = REGULAR,
        ink: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        self._letters = QFont()
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.set_letters(size, weight)
        self.setProperty("ink", ink)

    def set_letters(self, size: int, weight: QFont.Weight) -> None:
        """Write at another step of the type scale."""
        self._letters = font(size, weight)
        self.setFont(self._letters)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Another style sheet brings back the letters that a label had when it was made.
        if event.type() == QEvent.Type.FontChange and self.font() != self._letters:
            self.setFont(self._letters)

    def set_ink(self, ink: str) -> None:
        """Change the colour to the token named `ink`."""
        if self.property("ink") == ink:
            return
        self.setProperty("ink", ink)
        # A style sheet reads properties only when the widget is polished.
        self.style().unpolish(self)
        self.style().polish(self)


class ElidedLabel(Text):
    """One line that ends in an ellipsis where it does not fit; the tool tip has all of it."""

    def __init__(
        self,
        text: str = "",
        size: int = Size.BODY,
        weight: QFont.Weight = REGULAR,
        ink: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", size, weight, ink, parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def whole_text(self) -> str:
        """The text before shortening."""
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 1, self._line_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), self._line_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt centres the taller lines of other scripts; here all stand on one base line.
        metrics = QFontMetricsF(self.font())
        place = self.contentsRect()
        spare = place.height() - self._line_height()
        line = place.y() + spare // 2 + math.ceil(metrics.ascent())
        with QPainter(self) as painter:
            painter.setFont(self.font())
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(QPointF(place.x(), line), self.text())

    def _line_height(self) -> int:
        # Qt's own whole numbers round both parts, which cuts letters that hang below the line.
        metrics = QFontMetricsF(self.font())
        return math.ceil(metrics.ascent()) + math.ceil(metrics.descent())

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.width()
        )
        super().setText(shown)
        self.setToolTip("" if shown == self._whole else self._whole)


class Badge(QWidget):
    """A short word in a box, such as a certificate; `solid` fills it (adults only)."""

    def __init__(
        self, theme: Theme, text: str = "", *, solid: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._solid = solid
        self._text = ""
        self.setFont(font(Size.KEY, SEMIBOLD))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text, solid=solid)

    def set_text(self, text: str, *, solid: bool = False) -> None:
        """Show `text`; nothing is drawn for an empty one."""
        if (text, solid) == (self._text, self._solid):
            return
        self._text, self._solid = text, solid
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self._text:
            return QSize(0, 18)
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 10, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        with QPainter(self) as painter:
            paint_badge(painter, QRectF(self.rect()), self._text, self._theme, solid=self._solid)


def paint_badge(
    painter: QPainter, rect: QRectF, text: str, theme: Theme, *, solid: bool = False
) -> None:
    """Draw a badge into `rect`, for views that draw their rows themselves."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(Size.KEY, SEMIBOLD))
    ink = theme.colour("text")
    painter.setPen(QPen(ink, 1))
    painter.setBrush(ink if solid else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_BADGE, RADIUS_BADGE)
    painter.setPen(theme.colour("surface") if solid else ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
