"""What concerns whoever is signed in: the colours, other counters, signing out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.desktop.mode_choice import ModeChoice
from boxoffice.qtkit.commands import Command, Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_LINE, HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Panel, Role, Text

WIDTH, ROW_GAP = 420, 6
HEAD_HEIGHT, MOST_HEIGHT = 140, 560


class UserSheet(Overlay):
    """A button for each step; the sheet closes before the step is taken."""

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, MOST_HEIGHT)
        self._theme = theme
        self._name = Text("", Size.TIME, BOLD)
        self._since = Text("", Size.META, ink="text_second")
        close = KeyButton(
            theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self.close_it)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(close)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 14, 8, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._since)
        column.addWidget(ModeChoice(theme), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._area, 1)

    def open_for(self, name: str, since: str, steps: Sequence[Command]) -> None:
        """Open for somebody; the last step has the keyboard."""
        self._name.setText(name)
        self._since.setText(since)
        self._since.setVisible(bool(since))
        inner = Panel("panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 12, 4)
        column.setSpacing(ROW_GAP)
        buttons = [self._button(step) for step in steps]
        for button in buttons:
            column.addWidget(button)
        column.addStretch(1)
        self._area.setWidget(inner)
        self.set_height(HEAD_HEIGHT + len(buttons) * (HEIGHT_LINE + ROW_GAP))
        self.open()
        buttons[-1].setFocus()
        self._area.ensureWidgetVisible(buttons[-1])

    def _button(self, step: Command) -> KeyButton:
        button = KeyButton(self._theme, step.text, step.key, height=HEIGHT_LINE)

        def take() -> None:
            self.close_it()
            step.run()

        button.clicked.connect(take)
        return button
