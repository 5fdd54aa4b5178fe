"""What tests of widgets share: the loop of Qt and asyncio, and a theme; conftests take it in."""

import gc
from collections.abc import Callable, Mapping

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from boxoffice.qtkit.loop import make_app
from boxoffice.qtkit.theme import Mode, Theme


def shared_loop() -> qasync.QEventLoop:
    """A fresh loop over the application that pytest-qt uses too.

    Earlier loops own Qt timers, which must end in this thread: left to chance, another thread
    collects them.
    """
    gc.collect()
    return qasync.QEventLoop(QApplication.instance() or make_app(["tests"]))


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], qasync.QEventLoop]]:
    """Every asynchronous test below the conftest runs on the shared loop."""
    return {"qasync": shared_loop}


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, applied."""
    made = Theme(Mode.LIGHT)
    made.apply(qapp)
    return made
