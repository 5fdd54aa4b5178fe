"""One place to work at, as a row to choose: its name, where it is, and whether one is there now."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from boxoffice.qtkit.fonts import REGULAR, SEMIBOLD, Size, font
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER, RADIUS_BUTTON

ICON, PADDING = 18, 12


class PlaceRow(QAbstractButton):
    """Enter, Space or a click chooses it; Delete asks to have it removed."""

    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        note: str,
        *,
        icon: str,
        chosen: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._note, self._icon, self._chosen = theme, note, icon, chosen
        self.setText(name)
        self.setAccessibleName(f"{name}, {note}")
        self.setFixedHeight(HEIGHT_OFFER)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def is_chosen(self) -> bool:
        """Whether this is where the counter works."""
        return self._chosen

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT_OFFER)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour, tokens = self._theme.colour, self._theme.tokens
            width = 2.0 if self._chosen else 1.0
            painter.setPen(QPen(colour("accent" if self._chosen else "line_strong"), width))
            plain = "hover" if self.underMouse() else "surface"
            painter.setBrush(colour("accent_soft" if self._chosen else plain))
            half = width / 2
            body = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(body, RADIUS_BUTTON, RADIUS_BUTTON)
            middle = self.height() / 2
            sign = QRectF(PADDING, middle - ICON / 2, ICON, ICON)
            draw_icon(painter, self._icon, tokens.text_second, sign)
            end = self.width() - PADDING
            if self._chosen:
                end -= ICON + PADDING
                tick = QRectF(end + PADDING, middle - ICON / 2, ICON, ICON)
                draw_icon(painter, "check", tokens.accent, tick)
            start = PADDING + ICON + PADDING
            for words, top, size, weight, ink in (
                (self.text(), 5, Size.LIST, SEMIBOLD, "text"),
                (self._note, 25, Size.META, REGULAR, "text_second"),
            ):
                painter.setFont(font(size, weight))
                painter.setPen(colour(ink))
                shown = painter.fontMetrics().elidedText(
                    words, Qt.TextElideMode.ElideRight, int(end - start)
                )
                place = QRectF(start, top, end - start, 19)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
