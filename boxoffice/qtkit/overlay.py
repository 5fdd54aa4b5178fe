"""A panel laid over the window that takes the keys while it is open, and gives them back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.widgets import Panel

TOP, MARGIN = 56, 24
#: Lower windows leave less above and below the panel.
LOW_BELOW, LOW_MARGIN = 480, 12


class Overlay(QWidget):
    """Covers `window` unseen, with `panel` in its upper middle; Esc or a click beside closes it.

    `width` and `height` are the panel's in pixels, less where the window is smaller.
    """

    closed = Signal()

    def __init__(self, window: QWidget, commands: Commands, width: int, height: int) -> None:
        super().__init__(window)
        self.panel = Panel("panel", "overlay", self)
        self._window = window
        self._commands = commands
        self._width, self._height = width, height
        self._before: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it in front and take the keyboard; every other key is silent until it closes."""
        if self.isVisible():
            return
        # The window's own, since another program may be in front just now.
        self._before = self._window.focusWidget()
        self._commands.set_keys_live(False)
        self._place()
        self.show()
        self.raise_()
        self.panel.setFocus()

    def set_height(self, height: int) -> None:
        """Change how high the panel is."""
        self._height = height
        if self.isVisible():
            self._place()

    def close_it(self) -> None:
        """Hide it and give the keyboard back to who had it."""
        if not self.isVisible():
            return
        self.hide()
        self._commands.set_keys_live(True)
        before, self._before = self._before, None
        # Its page may have been taken away meanwhile.
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        self.closed.emit()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        # Tab stays on the panel: what is typed next must not go to what lies behind it. Not by
        # Qt's focus chain, asking which makes PySide take neighbours for parents and children.
        stops = [one for one in self.panel.findChildren(QWidget) if _stops_tab(one)]
        stops.sort(key=self._reading_order)
        now = self._window.focusWidget()
        at = stops.index(now) if now in stops else (-1 if forwards else 0)
        if stops:
            reason = Qt.FocusReason.TabFocusReason
            stops[(at + (1 if forwards else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_it()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _reading_order(self, widget: QWidget) -> tuple[int, int]:
        middle = widget.mapTo(self.panel, widget.rect().center())
        return middle.y(), middle.x()

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(self._width, self.width() - 2 * MARGIN)
        low = self.height() < LOW_BELOW
        top, below = (LOW_MARGIN, LOW_MARGIN) if low else (TOP, MARGIN)
        height = min(self._height, self.height() - top - below)
        self.panel.setGeometry((self.width() - width) // 2, top, width, height)


def _stops_tab(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isEnabled() and widget.isVisible()
