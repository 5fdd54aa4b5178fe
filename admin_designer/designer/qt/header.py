"""The bar over the plan: what is drawn, and what is done to all of it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.qtkit.commands import Command, run_if_enabled
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Panel, Role, Text, key_text

HEIGHT = 46
_BUTTON = 32
#: A name is cut once it would take more.
_NAME_ROOM = 110
_STATE_ROOM = 140
#: In a narrower bar signs that fold are left to the column of what is selected.
_FOLD_BELOW = 1_200
#: In a narrower one buttons are signs alone, and how a drawing stands with its file has the room.
_WORDS_FROM = 1_400


class Header(Panel):
    """Signs run their commands."""

    snapping_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("window", "bottom", parent)
        self.setFixedHeight(HEIGHT)
        self._theme = theme
        self._signs: list[tuple[KeyButton, Command]] = []
        self._folding: list[QWidget] = []
        self._actions: list[KeyButton] = []
        self._name = ElidedLabel("", Size.TIME, BOLD)
        self._state = ElidedLabel("", Size.META, ink="text_second")
        self._scale = Text("", Size.BODY, SEMIBOLD)
        self._snap = KeyButton(theme, "", "", icon="measure", height=_BUTTON)
        self._snap.clicked.connect(self.snapping_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 1)
        self._row.setSpacing(8)
        self._row.addWidget(self._name)
        self._row.addWidget(self._state, 1)
        self._row.addWidget(self._snap)

    def add_signs(self, *signs: tuple[str, Command], folds: bool = False) -> list[KeyButton]:
        """One more group of icons with their commands, right of the others."""
        buttons = [self._sign(icon, command) for icon, command in signs]
        group = self._add_group(*buttons)
        if folds:
            self._folding.append(group)
        return buttons

    def add_zoom(self, *signs: tuple[str, Command]) -> None:
        """The same, with the scale behind the first one."""
        first, *others = (self._sign(icon, command) for icon, command in signs)
        self._add_group(first, self._scale, *others)

    def add_action(self, button: KeyButton) -> None:
        """One more button at the right end; without words while the bar is narrow, so that it needs
        an icon."""
        button.setAccessibleName(button.text())
        button.setToolTip(button.text())
        self._actions.append(button)
        self._row.addWidget(button)

    def show_enabled(self) -> None:
        """Which commands may run now."""
        for button, command in self._signs:
            button.setEnabled(command.enabled())

    def set_name(self, name: str, state: str) -> None:
        """What is drawn, and how it stands with its file."""
        self._name.setText(name)
        self._name.setMinimumWidth(min(self._name.sizeHint().width(), _NAME_ROOM))
        self._state.setText(state)
        self._state.setMinimumWidth(min(self._state.sizeHint().width(), _STATE_ROOM))

    def set_scale(self, scale: int) -> None:
        """1 to how many it is drawn."""
        self._scale.setText(f"1 : {scale}")

    def set_snapping(self, grid_mm: int, *, snaps: bool) -> None:
        """What things snap to."""
        on = self.tr("Snap: {grid} mm, guides").format(grid=grid_mm)
        words = on if snaps else self.tr("No snapping")
        self._snap.setAccessibleName(words)
        self._snap.setToolTip(words)
        self._snap.set_chosen(chosen=snaps)
        self._show_words()

    def _show_words(self) -> None:
        """A narrow bar has room for signs alone."""
        for button in (self._snap, *self._actions):
            button.setText(button.accessibleName() if self.width() >= _WORDS_FROM else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for group in self._folding:
            group.setVisible(self.width() >= _FOLD_BELOW)
        self._show_words()

    def _sign(self, icon: str, command: Command) -> KeyButton:
        button = KeyButton(self._theme, "", icon=icon, role=Role.QUIET, height=_BUTTON)
        button.setAccessibleName(command.text)
        button.setToolTip(f"{command.text}  {key_text(command.key)}")
        button.setFixedWidth(_BUTTON + 4)
        button.clicked.connect(lambda: run_if_enabled(command))
        self._signs.append((button, command))
        return button

    def _add_group(self, *widgets: QWidget) -> Panel:
        """Widgets in a frame of their own."""
        frame = Panel("surface", "card")
        frame.setFixedHeight(_BUTTON + 4)
        row = QHBoxLayout(frame)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for widget in widgets:
            row.addWidget(widget)
        self._row.insertWidget(self._row.indexOf(self._snap), frame)
        return frame
