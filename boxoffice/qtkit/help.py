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

WIDTH, HEIGHT = 920, 600
COLUMNS, COLUMNS_NARROW, NARROW_BELOW = 3, 2, 960
HEAD_HEIGHT, ROW_HEIGHT = 84, 28


class KeyHelp(Overlay):
    """Keys and what they do, in columns; those that do nothing now in grey. Esc or F1 closes it."""

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._theme = theme
        self._listed: list[Hint] = []
        self._live: list[bool] = []
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
        """Open with the commands on screen, after `hints` for the keys that are no commands; what
        does nothing just now is last."""
        listed = list(hints)
        taken = {key for hint in hints for key in _keys_of(hint.keys)}
        keyed = [command for command in self._commands.on_screen() if command.key]
        # One key may be several commands' at different moments: the one that acts comes first.
        for command in sorted(keyed, key=lambda one: not one.acts()):
            if command.key not in taken:
                taken.add(command.key)
                listed.append(Hint(command.key, command.text))
        live = {command.key for command in keyed if command.acts()}
        self._live = [*(True for _ in hints), *(hint.keys in live for hint in listed[len(hints) :])]
        self._listed = listed
        self._area.setWidget(self._page())
        self.set_height(min(HEIGHT, HEAD_HEIGHT + ROW_HEIGHT * self._rows()))
        self.open()

    def idle(self) -> tuple[str, ...]:
        """The keys it shows in grey."""
        pairs = zip(self._listed, self._live, strict=True)
        return tuple(hint.keys for hint, live in pairs if not live)

    def listed(self) -> tuple[Hint, ...]:
        """The keys it shows, from the top."""
        return tuple(self._listed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def _columns(self) -> int:
        return COLUMNS_NARROW if self._window.width() < NARROW_BELOW else COLUMNS

    def _rows(self) -> int:
        return -(-len(self._listed) // self._columns())

    def _page(self) -> QWidget:
        page = QFrame()
        page.setProperty("ground", "panel")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(ROW_HEIGHT - HEIGHT_KEY)
        rows = self._rows()
        for number, (hint, live) in enumerate(zip(self._listed, self._live, strict=True)):
            row, side = number % rows, 2 * (number // rows)
            cap = KeyCap(self._theme, hint.keys, idle=not live)
            grid.addWidget(cap, row, side, Qt.AlignmentFlag.AlignRight)
            ink = "text" if live else "text_third"
            grid.addWidget(ElidedLabel(hint.text, ink=ink), row, side + 1)
        for column in range(self._columns()):
            grid.setColumnStretch(2 * column + 1, 1)
        grid.setRowStretch(max(rows, 1), 1)
        return page


def _keys_of(keys: str) -> tuple[str, ...]:
    """Each key of a hint: “1–9” is nine of them."""
    first, dash, last = keys.partition("–")
    if dash and len(first) == len(last) == 1:
        return (keys, *(chr(each) for each in range(ord(first), ord(last) + 1)))
    return (keys,)
