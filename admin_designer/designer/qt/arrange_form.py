"""How what is selected stands to each other: in line, evenly apart, together, again and again."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.qt.editor_commands import (
    aligning,
    grouping,
    pinning,
    spacing,
    turning,
)
from admin_designer.designer.qt.fields import NumberField
from admin_designer.designer.qt.form import Form
from admin_designer.designer.tools import shaping
from admin_designer.designer.tools.board import Board
from boxoffice.qtkit.commands import Command, run_if_enabled
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, key_text

COPY_KEY = "Ctrl+D"
_MOST_COPIES, _FARTHEST_MM = 500, 1_000_000
_COLUMNS = 3


class ArrangeForm(Form):
    """Shown while something is selected."""

    def __init__(self, theme: Theme, editor: Editor) -> None:
        super().__init__(theme)
        self._editor = editor
        self._copies = {"times": 1, "x_mm": 0, "y_mm": 0}
        #: How far a copy stood from what was selected before anybody typed anything.
        self._beside_mm = 0
        self._buttons: list[tuple[KeyButton, Command]] = []
        align = (self.tr("Left"), self.tr("Middle"), self.tr("Right"), self.tr("Back"))
        self._group(self.tr("Align"), (*align, self.tr("Front")), aligning(editor))
        self._group(self.tr("Equal room"), (self.tr("Across"), self.tr("Deep")), spacing(editor))
        turn = (self.tr("Turn"), self.tr("Turn back"), self.tr("Mirror"))
        self._group(self.tr("Turned"), turn, turning(editor))
        group = (self.tr("Group"), self.tr("Ungroup"))
        self._group(self.tr("Moved as one"), group, grouping(editor))
        pin = (self.tr("Pin"), self.tr("Unpin"))
        self._group(self.tr("Kept in line"), pin, pinning(editor))
        copies = self.section(self.tr("Duplicate"))
        self.times = self._number(self.tr("Copies"), "times", "", 1, _MOST_COPIES)
        self.across = self._number(
            self.tr("Each right by"), "x_mm", "mm", -_FARTHEST_MM, _FARTHEST_MM
        )
        self.deep = self._number(
            self.tr("Each forward by"), "y_mm", "mm", -_FARTHEST_MM, _FARTHEST_MM
        )
        self.copy = KeyButton(theme, self.tr("Duplicate"), COPY_KEY, height=HEIGHT_SMALL)
        copies.addWidget(self.copy)
        self._offer(self.copy, self.commands()[0])

    def commands(self) -> tuple[Command, ...]:
        """What the numbers here are for."""
        return (
            Command(
                self.tr("Duplicate along a direction"),
                lambda: self._editor.duplicate(**self._copies),
                COPY_KEY,
                enabled=lambda: bool(self._editor.board.selected),
                why=self.tr("nothing is selected."),
            ),
        )

    def show_board(self, board: Board) -> None:
        """Show what can be done with what is selected there."""
        self.setVisible(bool(board.selected))
        beside_mm = shaping.beside_mm(board)
        if beside_mm != self._beside_mm:
            self._beside_mm = beside_mm
            self._copies |= {"x_mm": beside_mm, "y_mm": 0}
            self.across.show_values({beside_mm})
            self.deep.show_values({0})
        for button, command in self._buttons:
            button.setEnabled(command.enabled())

    def _group(self, title: str, words: Sequence[str], commands: Sequence[Command]) -> None:
        grid = QGridLayout()
        grid.setSpacing(4)
        for at, (word, command) in enumerate(zip(words, commands, strict=True)):
            button = KeyButton(self.theme, word, height=HEIGHT_SMALL)
            button.setToolTip(f"{command.text} ({key_text(command.key)})")
            button.setAccessibleName(command.text)
            self._offer(button, command)
            grid.addWidget(button, *divmod(at, _COLUMNS))
        self.section(title).addLayout(grid)

    def _offer(self, button: KeyButton, command: Command) -> None:
        button.clicked.connect(lambda: run_if_enabled(command))
        self._buttons.append((button, command))

    def _number(self, name: str, field: str, unit: str, lowest: int, highest: int) -> NumberField:
        def take(value: int) -> None:
            self._copies[field] = value
            made.show_values({value})

        made = self.number(name, take, unit=unit, lowest=lowest, highest=highest)
        made.show_values({self._copies[field]})
        return made
