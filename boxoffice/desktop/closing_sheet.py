"""The question when a desktop closes that shares its cinema: shall the others go on selling?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import KeyButton, Role, Text

WIDTH, HEIGHT = 520, 250


class ClosingSheet(Overlay):
    """`answered` carries whether the shared cinema goes on running; Esc answers nothing."""

    answered = Signal(bool)

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        words = Text(
            self.tr(
                "Other counters may be selling for this cinema. It can go on running on this"
                " computer without a window; the next start of Box Office finds it."
            )
        )
        words.setWordWrap(True)
        self._keep = KeyButton(
            theme, self.tr("Keep it running"), "Enter", role=Role.PRIMARY, height=HEIGHT_OFFER
        )
        end = KeyButton(
            theme, self.tr("End it for all counters"), role=Role.PLAIN, height=HEIGHT_OFFER
        )
        stay = KeyButton(theme, self.tr("Do not close"), "Esc", role=Role.QUIET)
        row = QHBoxLayout()
        row.addWidget(self._keep, 1)
        row.addWidget(end, 1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(Text(self.tr("Keep the shared cinema running?"), Size.TIME, BOLD))
        column.addWidget(words)
        column.addStretch(1)
        column.addLayout(row)
        column.addWidget(stay)
        self.panel.setFocusProxy(self._keep)
        self._keep.clicked.connect(lambda: self._answer(keep=True))
        end.clicked.connect(lambda: self._answer(keep=False))
        stay.clicked.connect(self.close_it)

    def _answer(self, *, keep: bool) -> None:
        self.close_it()
        self.answered.emit(keep)
