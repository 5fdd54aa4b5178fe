"""One thing of the home's list: a screen, an older layout that still has shows, or a draft."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from boxoffice.qtkit.fonts import BOLD, REGULAR, SEMIBOLD, Size, font
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER, RADIUS_BUTTON

ICON, PADDING, INDENT = 18, 12, 28


@dataclass(frozen=True, slots=True)
class RowWords:
    """What a row says: `state` at its end, in the colour and with the sign of `ink`."""

    title: str
    note: str
    state: str = ""
    ink: str = "text_second"
    sign: str = ""


class HallRow(QAbstractButton):
    """Enter, Space or a double click opens it; `reached` is emitted when the focus comes to it,
    `stepped` with -1 or 1 for the arrow keys."""

    reached = Signal()
    opened = Signal()
    stepped = Signal(int)

    def __init__(self, theme: Theme, words: RowWords, *, icon: str, inner: bool) -> None:
        """`inner` rows belong to the screen above them."""
        super().__init__()
        self._theme, self._icon, self._inner = theme, icon, inner
        self.words = words
        self.is_current = False
        self.setText(words.title)
        self.setAccessibleName(", ".join(filter(None, (words.title, words.note, words.state))))
        self.setFixedHeight(HEIGHT_OFFER)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT_OFFER)

    def set_current(self, *, current: bool) -> None:
        """Mark it as what the keys act on."""
        self.is_current = current
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            body = QRectF(self.rect()).adjusted(0.5 + self._inner * INDENT, 0.5, -0.5, -0.5)
            self._paint_ground(painter, body)
            middle = body.center().y()
            sign = QRectF(body.x() + PADDING, middle - ICON / 2, ICON, ICON)
            draw_icon(painter, self._icon, self._theme.tokens.text_second, sign)
            end = self._paint_state(painter, body.right() - PADDING, body)
            start = sign.right() + PADDING
            for words, top, size, weight, ink in (
                (self.words.title, 5, Size.LIST, SEMIBOLD if self._inner else BOLD, "text"),
                (self.words.note, 25, Size.META, REGULAR, "text_second"),
            ):
                place = QRectF(start, top, end - start, 19)
                self._paint_words(painter, words, place, font(size, weight), ink)

    def _paint_ground(self, painter: QPainter, body: QRectF) -> None:
        colour = self._theme.colour
        painter.setPen(QPen(colour("accent" if self.is_current else "line"), 1))
        plain = "hover" if self.underMouse() else "surface"
        painter.setBrush(colour("accent_soft" if self.is_current else plain))
        painter.drawRoundedRect(body, RADIUS_BUTTON, RADIUS_BUTTON)

    def _paint_state(self, painter: QPainter, end: float, body: QRectF) -> float:
        """The state at the end of the row; answers where what stands before it ends."""
        words = self.words
        if not words.state:
            return end
        letters = font(Size.META, SEMIBOLD)
        painter.setFont(letters)
        wide = min(painter.fontMetrics().horizontalAdvance(words.state) + 2, body.width() / 2)
        place = QRectF(end - wide, body.y(), wide, body.height())
        self._paint_words(painter, words.state, place, letters, words.ink)
        end = place.x() - PADDING / 2
        if words.sign:
            sign = QRectF(end - ICON, body.center().y() - ICON / 2, ICON, ICON)
            draw_icon(painter, words.sign, self._theme.colour(words.ink).name(), sign)
            end = sign.x() - PADDING / 2
        return end

    def _paint_words(
        self, painter: QPainter, words: str, place: QRectF, letters: QFont, ink: str
    ) -> None:
        painter.setFont(letters)
        painter.setPen(self._theme.colour(ink))
        elided = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, elided)
