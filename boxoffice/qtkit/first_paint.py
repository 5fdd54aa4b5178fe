"""Waiting until a widget has really been painted, so that slow work can begin after it."""

import asyncio

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

#: A window that is minimised or covered may never be painted; nothing waits for it longer.
PAINT_SECONDS = 2.0
LAYOUT_TURNS = 2


async def painted(widget: QWidget) -> bool:
    """Wait until `widget` has been painted; False when it was not in time."""
    watch = _Watch()
    # On the one widget: a filter on the application would have PySide wrap all that Qt makes.
    widget.installEventFilter(watch)
    try:
        # All parts take their places before they are painted, and not once more after it: those
        # inside ask the ones around them for another size, which lay out all that is in them.
        for _ in range(LAYOUT_TURNS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        widget.update()
        async with asyncio.timeout(PAINT_SECONDS):
            await watch.seen.wait()
    except TimeoutError:
        return False
    else:
        return True
    finally:
        widget.removeEventFilter(watch)


class _Watch(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.seen = asyncio.Event()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            # The event comes before the painting, and other widgets follow in the same turn.
            QTimer.singleShot(0, self.seen.set)
        return False
