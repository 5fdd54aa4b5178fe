"""The page of X and Z in its window."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.counter.shifts.figures_page import FiguresPage
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from tests.unit.counter.box_office_double import THEATRE


class Windows(QObject):
    """Counts the windows that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = 0

    def eventFilter(self, of: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(of, QWidget) and of.isWindow():
            self.shown += 1
        return False


def test_no_button_of_the_till_is_a_window_for_a_moment_and_takes_the_keyboard(
    theme: Theme, qtbot: QtBot, qapp: QApplication
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    windows = Windows()
    qapp.installEventFilter(windows)
    page = FiguresPage(theme, Formats(THEATRE), supervises=True)
    QVBoxLayout(window).addWidget(page)
    page.show_report(None, own=True)
    qapp.removeEventFilter(windows)
    assert windows.shown == 0
    assert [one.text() for one in page._buttons if not one.isHidden()] == [
        "Open a shift",
        "Reports",
    ]
