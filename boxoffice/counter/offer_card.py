"""One proposal of seats as a button: which, what they cost, and why, to be read aloud."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from boxoffice.counter.words import translate
from boxoffice.qtkit.fonts import BOLD, REGULAR, Size, font
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, HEIGHT_KEY, HEIGHT_OFFER, RADIUS_BUTTON
from boxoffice.qtkit.widgets.key_cap import key_cap_width, paint_key_cap

PADDING, GAP = 10, 6
#: Qt's own QWIDGETSIZE_MAX, which PySide has no name for.
ANY_WIDTH = 16_777_215
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OfferCard(QAbstractButton):
    """Seats and price above, the reason below; `checked` while these seats are held."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._price = self._reason = self._key = ""
        self._slim = False
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT_OFFER)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def offer(self, seats: str, price: str, reason: str, *, key: str, held: bool) -> None:
        """Show an offer."""
        self.setText(seats)
        self._price, self._reason, self._key = price, reason, key
        self.setToolTip(f"{seats}, {price}\n{reason}")
        self.setChecked(held)
        self.setAccessibleName(f"{seats}, {price}, {reason}")
        self.update()

    def set_slim(self, width: int) -> None:
        """Show only that there is an offer and its key, in `width` pixels; 0 shows all of it."""
        self._slim = bool(width)
        self.setFixedHeight(HEIGHT_FIELD if width else HEIGHT_OFFER)
        self.setMinimumWidth(width)
        self.setMaximumWidth(width or ANY_WIDTH)

    def nextCheckState(self) -> None:
        """A click asks for the seats; only their being held checks the card."""

    def sizeHint(self) -> QSize:
        return QSize(190, HEIGHT_OFFER)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        checked = self.isChecked()
        width = 2.0 if checked else 1.0
        ground = "accent_soft" if checked else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(colour("accent" if checked else "line_strong"), width))
        painter.setBrush(colour(ground))
        half = width / 2
        body = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(body, RADIUS_BUTTON, RADIUS_BUTTON)
        if self._slim:
            self._paint_slim(painter)
        else:
            self._paint_words(painter)

    def _paint_slim(self, painter: QPainter) -> None:
        colour = self._theme.colour
        word = translate("counter", "Next") if self._key else self.text()
        letters = font(Size.META, BOLD)
        width, cap = QFontMetricsF(letters).horizontalAdvance(word), key_cap_width(self._key)
        left = (self.width() - width - cap - (4 if cap else 0)) / 2
        painter.setFont(letters)
        painter.setPen(colour("text"))
        words = QRectF(left, 0, width + 1, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, word)
        if cap:
            place = QRectF(left + width + 4, (self.height() - HEIGHT_KEY) / 2, cap, HEIGHT_KEY)
            paint_key_cap(painter, place, self._key, colour("text"), colour("line_strong"))

    def _paint_words(self, painter: QPainter) -> None:
        colour = self._theme.colour
        left, right = PADDING, self.width() - PADDING
        top = QRectF(left, 6, right - left, 19)
        if self._key:
            cap = key_cap_width(self._key)
            place = QRectF(right - cap, top.center().y() - HEIGHT_KEY / 2, cap, HEIGHT_KEY)
            paint_key_cap(painter, place, self._key, colour("text"), colour("line_strong"))
            top.setRight(place.x() - GAP)
        letters = font(Size.LIST, BOLD)
        metrics = QFontMetricsF(letters)
        painter.setFont(letters)
        painter.setPen(colour("text"))
        painter.drawText(
            top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._price
        )
        top.setRight(top.right() - metrics.horizontalAdvance(self._price) - GAP)
        seats = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, seats)
        small = font(Size.META, REGULAR)
        below = QRectF(left, 25, right - left, 18)
        reason = QFontMetricsF(small).elidedText(
            self._reason, Qt.TextElideMode.ElideRight, below.width()
        )
        painter.setFont(small)
        painter.setPen(colour("text_second"))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, reason)
