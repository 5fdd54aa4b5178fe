"""A sheet over the counter that has pages, one of them in front."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from boxoffice.counter.shifts.page import TillPage
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.overlay import Overlay


class PageSheet(Overlay):
    """The keys of the page in front are the sheet's, and Esc goes back."""

    def __init__(self, window: QWidget, commands: Commands, width: int, height: int) -> None:
        super().__init__(window, commands, width, height)
        self._stack = QStackedWidget()

    @property
    def page(self) -> TillPage:
        """The page in front."""
        page = self._stack.currentWidget()
        assert isinstance(page, TillPage)
        return page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.keyCombination().toCombined()
        printed = QKeySequence(key & ~Qt.KeyboardModifier.KeypadModifier.value).toString()
        name = {"Return": "Enter"}.get(printed, printed)
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        elif not self.page.take(name):
            event.ignore()

    def _back(self) -> None:
        """Leave the page in front."""
        self.close_it()
