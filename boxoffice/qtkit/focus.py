"""The focus ring: a line in the focus colour, with a gap inside, around what has the focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import RADIUS_BUTTON

GAP = 2
#: A widget with this property set shows its focus itself, as the seat map does by its cursor seat.
OWN_FOCUS = "shows_own_focus"

_MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


class FocusRing(QWidget):
    """Lies over `window` and takes no part in anything; fields draw their own line."""

    def __init__(self, theme: Theme, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app.focusChanged.connect(self._focus_moved)

    def around(self) -> QWidget | None:
        """The widget it is drawn around now."""
        return self._around

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and watched is not self:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            width = self._theme.tokens.focus_line
            painter.setPen(QPen(self._theme.colour("focus"), width))
            half = width / 2
            line = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(line, RADIUS_BUTTON + GAP, RADIUS_BUTTON + GAP)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._around = now if now is not None and self._wants_ring(now) else None
        above = self._around
        while above is not None and above is not self._window:
            above.installEventFilter(self)
            self._watched.append(above)
            above = above.parentWidget()
        self._place()

    def _wants_ring(self, widget: QWidget) -> bool:
        if widget.window() is not self._window or widget is self._window:
            return False
        if isinstance(widget, QLineEdit | QAbstractScrollArea):
            return False
        return not widget.property(OWN_FOCUS)

    def _place(self) -> None:
        widget = self._around
        if widget is None or not isValid(widget) or not widget.isVisible():
            self.hide()
            return
        reach = self._theme.tokens.focus_line + GAP
        corner = widget.mapTo(self._window, QPoint(0, 0))
        wanted = QRect(corner, widget.size()).adjusted(-reach, -reach, reach, reach)
        self.setGeometry(wanted)
        self.show()
        self.raise_()
