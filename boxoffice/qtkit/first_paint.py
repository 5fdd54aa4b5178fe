"""Waiting until a widget has really been painted, so that slow work can begin after it."""

import asyncio

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

#: A window that is minimised or covered may never be painted; nothing waits for it longer.
PAINT_SECONDS = 2.0


async def painted(app: QApplication, widget: QWidget) -> bool:
    """Wait until `widget`, or a part of it, has been painted; False when it was not in time."""
    watch = _Watch(widget)
    app.installEventFilter(watch)
    try:
        widget.update()
        async with asyncio.timeout(PAINT_SECONDS):
            await watch.seen.wait()
    except TimeoutError:
        return False
    else:
        return True
    finally:
        app.removeEventFilter(watch)


class _Watch(QObject):
    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.seen = asyncio.Event()
        self._widget = widget

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._covers(watched):
            # The event comes before the painting, and other parts follow in the same turn.
            QTimer.singleShot(0, self.seen.set)
        return False

    def _covers(self, watched: QObject) -> bool:
        part = isinstance(watched, QWidget) and self._widget.isAncestorOf(watched)
        return watched is self._widget or part
