"""The bar over the plan: what is drawn, and what is done to all of it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Panel, Role, Text

HEIGHT = 46
_BUTTON = 32


class Header(Panel):
    """Buttons emit what is wanted; whoever listens does it."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    align_wanted = Signal()
    distribute_wanted = Signal()
    mirror_wanted = Signal()
    turn_wanted = Signal()
    zoom_wanted = Signal(int)
    fit_wanted = Signal()
    snapping_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("window", "bottom", parent)
        self.setFixedHeight(HEIGHT)
        self._theme = theme
        self._name = Text("", Size.TIME, BOLD)
        self._state = ElidedLabel("", Size.META, ink="text_second")
        self._scale = Text("", Size.BODY, SEMIBOLD)
        self._undo = self._sign("undo", self.tr("Undo"), self.undo_wanted.emit)
        self._redo = self._sign("redo", self.tr("Redo"), self.redo_wanted.emit)
        self._align = self._sign("align", self.tr("Align in the middle"), self.align_wanted.emit)
        self._distribute = self._sign(
            "distribute", self.tr("Equal room across"), self.distribute_wanted.emit
        )
        self._turn = self._sign("rotate", self.tr("Turn by 15°"), self.turn_wanted.emit)
        self._mirror = self._sign("mirror", self.tr("Mirror"), self.mirror_wanted.emit)
        minus = self._sign("minus", self.tr("Smaller"), lambda: self.zoom_wanted.emit(-1))
        plus = self._sign("plus", self.tr("Larger"), lambda: self.zoom_wanted.emit(1))
        fit = self._sign("fit", self.tr("Whole plan"), self.fit_wanted.emit)
        self._snap = KeyButton(theme, "", "", icon="measure", height=_BUTTON)
        self._snap.clicked.connect(self.snapping_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 1)
        self._row.setSpacing(8)
        self._row.addWidget(self._name)
        self._row.addWidget(self._state, 1)
        self._row.addWidget(_group(self._undo, self._redo))
        self._row.addWidget(_group(self._align, self._distribute, self._turn, self._mirror))
        self._row.addWidget(_group(minus, self._scale, plus, fit))
        self._row.addWidget(self._snap)

    def add_action(self, button: QWidget) -> None:
        """One more button at the right end."""
        self._row.addWidget(button)

    def set_name(self, name: str, state: str) -> None:
        """What is drawn, and how it stands with its file."""
        self._name.setText(name)
        self._state.setText(state)

    def set_scale(self, scale: int) -> None:
        """1 to how many it is drawn."""
        self._scale.setText(f"1 : {scale}")

    def set_snapping(self, grid_mm: int, *, snaps: bool) -> None:
        """What things snap to."""
        on = self.tr("Snap: {grid} mm, guides").format(grid=grid_mm)
        self._snap.setText(on if snaps else self.tr("No snapping"))
        self._snap.set_chosen(chosen=snaps)

    def set_enabled(self, *, undo: str, redo: str, selected: bool) -> None:
        """What would be taken back and made again, nothing for empty words; and whether anything
        is selected."""
        self._undo.setEnabled(bool(undo))
        self._undo.setToolTip(self.tr("Undo: {step}").format(step=undo))
        self._redo.setEnabled(bool(redo))
        self._redo.setToolTip(self.tr("Redo: {step}").format(step=redo))
        for button in (self._align, self._distribute, self._turn, self._mirror):
            button.setEnabled(selected)

    def _sign(self, icon: str, words: str, act: Callable[[], object]) -> KeyButton:
        button = KeyButton(self._theme, "", icon=icon, role=Role.QUIET, height=_BUTTON)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFixedWidth(_BUTTON + 4)
        button.clicked.connect(lambda: act())
        return button


def _group(*widgets: QWidget) -> Panel:
    """Widgets in a frame of their own."""
    frame = Panel("surface", "card")
    row = QHBoxLayout(frame)
    row.setContentsMargins(1, 1, 1, 1)
    row.setSpacing(0)
    for widget in widgets:
        row.addWidget(widget)
    return frame
