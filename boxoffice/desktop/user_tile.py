"""One of the people who sign in at this counter, to pick instead of typing the name."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size, font
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import RADIUS_BUTTON

HEIGHT = 88
CIRCLE = 36.0


@dataclass(frozen=True, slots=True)
class KnownUser:
    """Somebody the sign-in page offers to pick."""

    username: str
    display_name: str


def initials(display_name: str) -> str:
    """The first letters of the first and the last word: "Asha Kulkarni" gives "AK"."""
    words = display_name.split()
    picked = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in picked).upper()


class UserTile(QAbstractButton):
    """A checkable card with initials and the name."""

    def __init__(self, theme: Theme, user: KnownUser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.user = user
        self.setText(user.display_name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(106, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = self._theme.colour
            chosen = self.isChecked()
            width = 2.0 if chosen else 1.0
            painter.setPen(QPen(colour("accent" if chosen else "line_strong"), width))
            plain = "hover" if self.underMouse() else "surface"
            painter.setBrush(colour("accent_soft" if chosen else plain))
            body = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
            painter.drawRoundedRect(body, RADIUS_BUTTON, RADIUS_BUTTON)
            circle = QRectF((self.width() - CIRCLE) / 2, 14, CIRCLE, CIRCLE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent" if chosen else "hover"))
            painter.drawEllipse(circle)
            painter.setPen(colour("on_accent" if chosen else "text"))
            painter.setFont(font(Size.LIST, BOLD))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(self.text()))
            painter.setPen(colour("text"))
            letters = font(Size.LIST, SEMIBOLD)
            painter.setFont(letters)
            name = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width() - 12
            )
            place = QRectF(6, circle.bottom() + 4, self.width() - 12, 22)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
