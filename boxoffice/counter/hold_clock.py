"""How long the seats are still held: a clock, and a bar along the head of the basket."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from boxoffice.qtkit.fonts import BOLD, Size, font
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme

#: Seconds left from which the clock warns, and from which it alarms.
WARN_SECONDS, DANGER_SECONDS = 60.0, 20.0
ICON, GAP = 16, 6
BAR_HEIGHT = 4


class HoldClock(QWidget):
    """The time left in figures, with a sign that changes with how pressing it is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._seconds = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_left(self, text: str, seconds: float) -> None:
        """Show the time left, or nothing for an empty text."""
        grown = len(text) != len(self._text)
        self._text, self._seconds = text, seconds
        self.setAccessibleName(self.tr("Seats held for {time}").format(time=text) if text else "")
        if grown:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self._text:
            return QSize(0, 22)
        width = QFontMetricsF(font(Size.TITLE, BOLD)).horizontalAdvance(self._text)
        return QSize(round(width) + ICON + GAP + 2, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        ink = self._theme.colour(_ink(self._seconds, usual="text"))
        sign = "clock" if self._seconds > WARN_SECONDS else "warning"
        draw_icon(painter, sign, ink.name(), QRectF(0, (self.height() - ICON) / 2, ICON, ICON))
        painter.setFont(font(Size.TITLE, BOLD))
        painter.setPen(ink)
        place = QRectF(self.rect()).adjusted(ICON + GAP, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._text)


class HoldBar(QWidget):
    """The share of the hold's time that is left, along the whole width."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = -1.0
        self._seconds = 0.0
        self.setFixedHeight(BAR_HEIGHT)

    def show_left(self, share: float, seconds: float) -> None:
        """Show a share from 0 to 1; below 0 only a hairline is drawn."""
        if (share, seconds) != (self._share, self._seconds):
            self._share, self._seconds = share, seconds
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._share < 0:
            hairline = QRectF(0, self.height() - 1, self.width(), 1)
            painter.fillRect(hairline, self._theme.colour("line"))
            return
        painter.fillRect(self.rect(), self._theme.colour("track"))
        full = QRectF(0, 0, self.width() * min(self._share, 1.0), self.height())
        painter.fillRect(full, self._theme.colour(_ink(self._seconds, usual="accent")))


def _ink(seconds: float, *, usual: str) -> str:
    if seconds > WARN_SECONDS:
        return usual
    return "warn" if seconds > DANGER_SECONDS else "danger"
