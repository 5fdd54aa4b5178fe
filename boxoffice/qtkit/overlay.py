"""A panel laid over the window that takes the keys while it is open, and gives them back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
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
        self._before = QApplication.focusWidget()
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
        # Tab stays on the panel: what is typed next must not go to what lies behind it.
        step = QWidget.nextInFocusChain if forwards else QWidget.previousInFocusChain
        reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
        start = QApplication.focusWidget() or self.panel
        at = step(start)
        while at is not None and at is not start:
            by_tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus
            if by_tab and at.isEnabled() and at.isVisible() and self.panel.isAncestorOf(at):
                at.setFocus(reason)
                break
            at = step(at)
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

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(self._width, self.width() - 2 * MARGIN)
        low = self.height() < LOW_BELOW
        top, below = (LOW_MARGIN, LOW_MARGIN) if low else (TOP, MARGIN)
        height = min(self._height, self.height() - top - below)
        self.panel.setGeometry((self.width() - width) // 2, top, width, height)
