"""What tests of widgets share: the loop of Qt and asyncio, and a theme; conftests take it in."""

from collections.abc import Callable, Mapping

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QTimerEvent
from PySide6.QtWidgets import QApplication

from boxoffice.qtkit.loop import make_app
from boxoffice.qtkit.theme import Mode, Theme


class SharedLoop(qasync.QEventLoop):
    """A loop that does nothing while it does not run, and whose timers end with it."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._timer = _Timers(self)


class _Timers(qasync._SimpleTimer):
    """qasync's own fire whenever Qt works, as pytest-qt lets it between tests, where no task may
    run; and they are left to whoever collects them, though Qt can end them in this thread only."""

    def __init__(self, loop: SharedLoop) -> None:
        super().__init__()
        self._loop = loop
        self._started: set[int] = set()

    def startTimer(self, interval: int, /) -> int:
        """Start one, `interval` milliseconds long, and remember it."""
        started = super().startTimer(interval)
        self._started.add(started)
        return started

    def killTimer(self, number: int, /) -> None:
        """End one, and forget it, as Qt gives its number to another."""
        self._started.discard(number)
        super().killTimer(number)

    def timerEvent(self, event: QTimerEvent, /) -> None:
        """Do what is due, or leave it until the loop runs again."""
        if self._loop.is_running():
            super().timerEvent(event)

    def stop(self) -> None:
        """End them all."""
        super().stop()
        for started in tuple(self._started):
            self.killTimer(started)


def shared_loop() -> SharedLoop:
    """A fresh loop over the application that pytest-qt uses too."""
    return SharedLoop(QApplication.instance() or make_app(["tests"]))


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], SharedLoop]]:
    """Every asynchronous test below the conftest runs on the shared loop."""
    return {"qasync": shared_loop}


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, applied."""
    made = Theme(Mode.LIGHT)
    made.apply(qapp)
    return made
