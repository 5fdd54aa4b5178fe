"""The levels of a hall, such as stalls and a balcony: taken out of sight, and selected."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.designer.tools.board import Board
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Role, Text


class LevelList(QWidget):
    """Shown where a drawing has more than one. `picked` carries the name of a level that is to be
    selected, `hidden_changed` the names of those that are to be out of sight."""

    picked = Signal(str)
    hidden_changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._hidden: frozenset[str] = frozenset()
        self.lines: list[LevelLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 10, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(Text(self.tr("Levels"), Size.META, SEMIBOLD, "text_second"))
        self.hide()

    def show_board(self, board: Board) -> None:
        """Show a drawing's levels, from the back of the hall."""
        seats: Counter[str] = Counter()
        for row in sorted(board.document.rows, key=lambda row: row.y_mm):
            seats[row.level] += len(row.places)
        self._hidden = board.hidden
        while len(self.lines) > len(seats):
            self.lines.pop().deleteLater()
        while len(self.lines) < len(seats):
            line = LevelLine(self._theme)
            line.name.clicked.connect(lambda _on=False, line=line: self.picked.emit(line.level))
            line.eye.clicked.connect(lambda _on=False, line=line: self._toggle(line.level))
            self.lines.append(line)
            self._column.addWidget(line)
        for line, level in zip(self.lines, seats, strict=True):
            line.show_level(level, hidden=level in board.hidden)
        self.setVisible(len(seats) > 1)

    def _toggle(self, level: str) -> None:
        self.hidden_changed.emit(self._hidden ^ {level})


class LevelLine(QWidget):
    """A level: an eye that takes it out of sight, and its name, which selects it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.level = ""
        self.eye = KeyButton(theme, "", icon="eye", role=Role.QUIET, height=HEIGHT_SMALL)
        self.eye.setFixedWidth(HEIGHT_SMALL + 4)
        self.name = KeyButton(theme, "", role=Role.QUIET, height=HEIGHT_SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.eye)
        row.addWidget(self.name, 1)

    def show_level(self, level: str, *, hidden: bool) -> None:
        """Show it."""
        self.level = level
        self.name.setText(level or self.tr("The hall"))
        self.eye.set_icon("eye-off" if hidden else "eye")
        words = self.tr("Show {level}") if hidden else self.tr("Hide {level}")
        self.eye.setAccessibleName(words.format(level=self.name.text()))
