"""Rows of which one is chosen, by the arrow keys or by pointing at it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import KeyButton


class ChoiceList(QWidget):
    """`clicked` says that the row at `at` was pointed at."""

    clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[KeyButton] = []
        self.at = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show these words, with a note and a key each; what was chosen stays so, if it can."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = [self._row(place, *one) for place, one in enumerate(rows)]
        self.choose(max(0, min(self.at, len(rows) - 1)))

    def step(self, key: int) -> bool:
        """Choose the row above or below; whether the key was for that."""
        step = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}.get(key, 0)
        if step and self._rows:
            self.choose((self.at + step) % len(self._rows))
        return bool(step)

    def choose(self, place: int) -> None:
        """Choose the row at this place."""
        self.at = place
        for number, row in enumerate(self._rows):
            row.set_chosen(chosen=number == place)

    def click(self, place: int) -> None:
        """Choose the row at this place, if there is one, and say so."""
        if place < len(self._rows):
            self.choose(place)
            self.clicked.emit()

    def _row(self, place: int, words: str, note: str, key: str) -> KeyButton:
        row = KeyButton(self._theme, words, key, height=HEIGHT_OFFER)
        row.set_note(note)
        row.setAccessibleName(", ".join(part for part in (words, note, key) if part))
        row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.clicked.connect(partial(self._clicked, place))
        self._column.addWidget(row)
        return row

    def _clicked(self, place: int, _checked: bool = False) -> None:
        self.click(place)
