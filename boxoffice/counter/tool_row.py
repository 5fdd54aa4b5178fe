"""What can be done at a counter beside the sale in hand, as buttons in the window's top bar."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Role

GAP = 4


class ToolRow(QWidget):
    """A button a command, as many as there is room for; all of them are in the palette too."""

    def __init__(
        self, theme: Theme, commands: Iterable[Command], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._buttons: list[KeyButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for command in commands:
            button = KeyButton(theme, command.text, command.key, role=Role.QUIET)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, run=command.run: run())
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def whole_width(self) -> int:
        """How wide it is with every button, in pixels."""
        return sum(button.sizeHint().width() + GAP for button in self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        taken = 0
        for button in self._buttons:
            taken += button.sizeHint().width() + GAP
            button.setVisible(taken <= self.width())
