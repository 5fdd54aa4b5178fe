"""The shared loop and a theme for tests of widgets."""

from collections.abc import Callable, Mapping

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from boxoffice.qtkit.theme import Mode, Theme
from tests.qt_loop import LOOP_FACTORIES


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], qasync.QEventLoop]]:
    return LOOP_FACTORIES


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme(Mode.LIGHT)
    made.apply(qapp)
    return made
