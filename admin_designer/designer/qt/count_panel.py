"""How many seats there are, by category."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from admin_designer.designer.document.areas import sold_places
from admin_designer.designer.qt.category_list import CategoryList
from admin_designer.designer.qt.form import scrolled
from admin_designer.designer.qt.problem_list import HEIGHT
from admin_designer.designer.qt.properties import WIDTH
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.standing import KINDS
from boxoffice.model.layout import SeatKind
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Panel, Text


class CountPanel(Panel):
    """`picked` carries the category that was pressed."""

    picked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel", "left")
        self.setFixedSize(WIDTH, HEIGHT)
        self._total = Text("", Size.LIST, BOLD)
        self._selected = Text("", Size.META, ink="text_second")
        self._note = Text("", Size.META, ink="text_second")
        self._note.setWordWrap(True)
        self._categories = CategoryList(theme)
        self._categories.picked.connect(self.picked)
        head = QHBoxLayout()
        head.addWidget(self._total)
        head.addStretch(1)
        head.addWidget(self._selected)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self._categories)
        below.addWidget(self._note)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 9, 8, 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(scrolled(below), 1)
        column.addStretch()

    def total(self) -> str:
        """What it says of all seats."""
        return self._total.text()

    def show_board(self, board: Board) -> None:
        """Count a drawing: all that is sold, seats and places to stand."""
        standing = sold_places(board.document).total()
        seats, selected = len(board.standing.uids) + standing, len(board.selected_seats())
        self._total.setText(self.tr("1 seat") if seats == 1 else self.tr("%n seats", "", seats))
        self._selected.setText(self.tr("%n selected", "", selected) if selected else "")
        self._categories.show_categories(board, {board.choices.category_id})
        kinds = board.standing.kind
        wheelchairs = int((kinds == KINDS.index(SeatKind.WHEELCHAIR)).sum())
        companions = int((kinds == KINDS.index(SeatKind.COMPANION)).sum())
        notes = []
        if wheelchairs or companions:
            words = self.tr("Wheelchair spaces: {spaces}, companion seats: {companions}.")
            notes.append(words.format(spaces=wheelchairs, companions=companions))
        if standing:
            notes.append(self.tr("Places to stand: %n.", "", standing))
        self._note.setText("\n".join(notes))
        self._note.setVisible(bool(notes))
