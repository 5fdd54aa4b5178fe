"""A box to tick, drawn in the tokens."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from boxoffice.qtkit.fonts import Size, font
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL, RADIUS_KEY

BOX, GAP = 18, 10


class CheckBox(QAbstractButton):
    """A tick or none, and words; Space or a click changes it."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(text)
        self.setCheckable(True)
        self.setFont(font(Size.BODY))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(BOX + GAP + words + 2, HEIGHT_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = self._theme.colour
            box = QRectF(0.5, (self.height() - BOX) / 2 + 0.5, BOX - 1, BOX - 1)
            if self.isChecked():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("accent"))
            else:
                painter.setPen(QPen(colour("line_strong"), 1))
                painter.setBrush(colour("hover" if self.underMouse() else "surface"))
            painter.drawRoundedRect(box, RADIUS_KEY, RADIUS_KEY)
            if self.isChecked():
                draw_icon(
                    painter, "check", self._theme.tokens.on_accent, box.adjusted(2, 2, -2, -2)
                )
            painter.setPen(colour("text" if self.isEnabled() else "text_third"))
            painter.setFont(self.font())
            place = QRectF(BOX + GAP, 0, self.width() - BOX - GAP, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
