"""What is selected, in numbers and words that can be typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.qt.fixture_form import FixtureForm
from admin_designer.designer.qt.form import Form, scrolled
from admin_designer.designer.qt.hall_form import HallForm
from admin_designer.designer.qt.row_form import RowForm
from admin_designer.designer.qt.seat_form import SeatForm
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.calling import Called
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Panel, Text

WIDTH = 276


class Properties(Panel):
    """Shows one of its forms. `wanted` carries the words of a change and what elements are to
    become; whoever listens makes it. `left` is told when a field was left by Enter or Esc."""

    wanted = Signal(str, object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel", "left")
        self.setFixedWidth(WIDTH)
        self._title = Text("", Size.TITLE, BOLD)
        self._what = Text("", Size.META, ink="text_second")
        self.hall = HallForm(theme, self._want)
        self.rows = RowForm(theme, self._want)
        self.seats = SeatForm(theme, self._want)
        self.fixtures = FixtureForm(theme, self._want)
        self._forms = (self.hall, self.rows, self.fixtures)
        self._board: Board | None = None
        self._called = Called({})
        self._lay_out()

    def show_board(self, board: Board, called: Called) -> None:
        """Show what is selected there now, and what it is called."""
        self._board, self._called = board, called
        rows, things = board.selected_rows(), board.selected_things()
        whole = board.whole_rows()
        self._title.setText(self._titled(board))
        self._what.setText(self._counted(board))
        self.seats.setVisible(bool(rows))
        if rows:
            self.seats.show_board(board, called)
        shown: Form | None = None
        if rows and len(whole) == len(rows):
            self.rows.show_rows(board, whole)
            shown = self.rows
        elif things and not rows:
            self.fixtures.show_things(things)
            shown = self.fixtures
        elif not rows:
            self.hall.show_board(board)
            shown = self.hall
        for form in self._forms:
            form.setVisible(form is shown)

    def add_form(self, form: Form) -> None:
        """One more below the others."""
        self._column.insertWidget(self._column.count() - 1, form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _titled(self, board: Board) -> str:
        rows, things = board.selected_rows(), board.selected_things()
        seats = board.selected_seats()
        if len(seats) == 1:
            name = self._called.names.get(board.standing.uids[int(seats[0])])
            return self.tr("Seat {name}").format(name=name.seat_id if name else "")
        if rows and len(board.whole_rows()) == len(rows):
            names = {
                self._called.names[uid].row for uid in board.selected if uid in self._called.names
            }
            if len(names) == 1:
                return self.tr("Row {name}").format(name=names.pop())
            return self.tr("%n rows", "", len(rows))
        if rows:
            return self.tr("%n seats", "", len(seats))
        if things:
            return self.fixtures.title(things)
        return self.tr("Hall")

    def _counted(self, board: Board) -> str:
        """How many seats there are in what is selected, where the title does not say it."""
        seats, rows = len(board.selected_seats()), board.selected_rows()
        whole = seats > 1 and len(board.whole_rows()) == len(rows)
        return self.tr("%n seats", "", seats) if whole else ""

    def _want(self, words: str, becomes: Becomes) -> None:
        self.wanted.emit(words, becomes)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 8)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._what)
        column = self._column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for form in self._forms:
            column.addWidget(form)
        column.addWidget(self.seats)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(scrolled(column))
