"""What asynchronous tests of widgets run on: the loop that Qt and asyncio share."""

from collections.abc import Callable

import qasync
from PySide6.QtWidgets import QApplication


def shared_loop() -> qasync.QEventLoop:
    """A fresh loop over the application that pytest-qt uses too."""
    return qasync.QEventLoop(QApplication.instance() or QApplication([]))


LOOP_FACTORIES: dict[str, Callable[[], qasync.QEventLoop]] = {"qasync": shared_loop}
