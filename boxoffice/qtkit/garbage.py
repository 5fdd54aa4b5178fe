"""Circles that nobody reaches are taken away on the thread of the windows, and on no other.

Python looks for them on whichever thread happens to make objects, also on those that wait for a
database. A widget that is taken away there leaves its timers behind with Qt, which then wakes an
object that is no more, and the program dies.
"""

import gc

from PySide6.QtCore import QTimer

LOOK_MS = 1_000
#: The start makes much that stays and little that goes, and somebody waits for it.
FIRST_LOOK_MS = 5_000


class Collector:
    """Looks for garbage on this thread for as long as it runs, instead of Python on any."""

    def __init__(self) -> None:
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._timer = QTimer(interval=FIRST_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again, if it was before."""
        self._timer.stop()
        if self._was_automatic:
            gc.enable()

    def _look(self) -> None:
        self._timer.setInterval(LOOK_MS)
        collect_due()


def collect_due() -> None:
    """Collect what Python would have collected by now."""
    counts, limits = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > limits[generation] > 0:
            gc.collect(generation)
            return
