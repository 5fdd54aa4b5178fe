"""Tells a ticket's scanner from typing: it types like a keyboard, and faster than anybody."""

import re
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow

from boxoffice.rules.ticket_text import SHORTEST_TEXT

#: Between two keys of a scanner; nobody types two letters within this time.
SCAN_PAUSE_MS = 40
#: How every ticket begins: its format, then the first bits of a key's id.
BEGINS = re.compile(r"A([E-H][A-Z2-7]*)?")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Scanner(QObject):
    """`scanned` carries a ticket's text, wherever the focus is, while this `listens`.

    Only a letter that a ticket begins with is kept back, for as long as a scanner would take for
    the next one; what was no ticket is typed then.
    """

    scanned = Signal(str)

    def __init__(self, window: QWindow, listens: Callable[[], bool]) -> None:
        super().__init__()
        self._window, self._listens = window, listens
        self._kept: list[QKeyEvent] = []
        self._typing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SCAN_PAUSE_MS)
        self._pause.timeout.connect(self._end)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or self._typing or not self._listens():
            return False
        assert isinstance(event, QKeyEvent)
        if self._kept and event.key() in _ENTER and len(self._kept) >= SHORTEST_TEXT:
            self._end()
            return True
        if event.key() == Qt.Key.Key_Shift:
            # A scanner presses it for capitals.
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        typed = self._text() + event.text().upper()
        if held.value or not event.text() or not BEGINS.fullmatch(typed):
            self._type()
            return False
        self._kept.append(
            QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text())
        )
        self._pause.start()
        return True

    def _text(self) -> str:
        return "".join(event.text() for event in self._kept).upper()

    def _end(self) -> None:
        """No key follows."""
        if len(self._kept) < SHORTEST_TEXT:
            self._type()
            return
        text = self._text()
        self._kept = []
        self._pause.stop()
        self.scanned.emit(text)

    def _type(self) -> None:
        """It was no ticket: the keys go where they would have gone."""
        self._pause.stop()
        kept, self._kept = self._kept, []
        self._typing = True
        try:
            for event in kept:
                QCoreApplication.sendEvent(self._window, event)
        finally:
            self._typing = False
