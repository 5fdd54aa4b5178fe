"""F1: the keys of what is on screen, all at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.qtkit.commands import Commands, Hint
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_KEY, HEIGHT_SMALL
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, KeyCap, Role, Text

WIDTH, HEIGHT = 720, 600
HEAD_HEIGHT, ROW_HEIGHT = 84, 28


class KeyHelp(Overlay):
    """Two columns of keys and what they do; Esc or F1 closes it."""

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._theme = theme
        self._listed: list[Hint] = []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        close = KeyButton(
            theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self.close_it)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Keys of what is on screen"), Size.TIME, BOLD), 1)
        head.addWidget(close)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(20, 16, 12, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        self.panel.setFocusProxy(self._area)

    def open_with(self, hints: Sequence[Hint]) -> None:
        """Open with the commands on screen, after `hints` for the keys that are no commands."""
        known = {hint.keys for hint in hints}
        self._listed = [
            *hints,
            *(
                Hint(command.key, command.text)
                for command in self._commands.on_screen()
                if command.key and command.key not in known
            ),
        ]
        self._area.setWidget(self._page())
        self.set_height(min(HEIGHT, HEAD_HEIGHT + ROW_HEIGHT * ((len(self._listed) + 1) // 2)))
        self.open()

    def listed(self) -> tuple[Hint, ...]:
        """The keys it shows, from the top."""
        return tuple(self._listed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def _page(self) -> QWidget:
        page = QFrame()
        page.setProperty("ground", "panel")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(ROW_HEIGHT - HEIGHT_KEY)
        rows = (len(self._listed) + 1) // 2
        for number, hint in enumerate(self._listed):
            row, side = number % rows, 2 * (number // rows)
            cap = KeyCap(self._theme, hint.keys)
            grid.addWidget(cap, row, side, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(ElidedLabel(hint.text), row, side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.setRowStretch(max(rows, 1), 1)
        return page
