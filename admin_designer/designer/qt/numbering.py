"""The numbering of the whole plan, looked at before it is taken."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from admin_designer.designer.qt.form import beside, scrolled
from admin_designer.designer.qt.numbering_form import NumberingForm
from admin_designer.designer.qt.properties import WIDTH
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.calling import Called
from admin_designer.designer.tools.renaming import Renaming, renaming
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Panel, Role, Text

#: Runs of seats that are named in the difference; the rest are counted.
_MOST_NAMED = 8
#: The difference is worked out once nobody has typed for so long.
_AFTER_MS = 80
#: A panel that is lower leaves its notes out, or the count where the note is a refusal.
_LOW = 260


class NumberingPanel(Panel):
    """`looked_at` carries the Renaming that is shown, None once nothing is looked at any more;
    `accepted` one that is to be made."""

    looked_at = Signal(object)
    accepted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel", "left")
        self.setFixedWidth(WIDTH)
        self._board: Board | None = None
        self._called = Called({})
        self.renaming: Renaming | None = None
        self._timer = QTimer(self, interval=_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._look)
        self.form = NumberingForm(theme)
        self.form.changed.connect(self._changed)
        self.count = Text("", Size.LIST, BOLD)
        self._words = Text("", Size.META, ink="text_second")
        self._words.setWordWrap(True)
        self._table = QGridLayout()
        self._table.setContentsMargins(12, 4, 12, 8)
        self.keep_button = KeyButton(theme, self.tr("Keep old numbers"))
        self.take_button = KeyButton(theme, self.tr("Renumber"), role=Role.PRIMARY)
        self.keep_button.clicked.connect(self.close_it)
        self.take_button.clicked.connect(self._accept)
        self._lay_out()

    def look_at(self, board: Board, called: Called) -> None:
        """Begin with the naming that a drawing has."""
        self._board, self._called = board, called
        self.form.look_at(board)
        self._look()

    def follow(self, called: Called) -> None:
        """The drawing was changed meanwhile: what it is called now."""
        if self.renaming is not None:
            self._called = called
            self._look()

    def close_it(self) -> None:
        """Leave all names as they are."""
        self._timer.stop()
        self.renaming = None
        self.looked_at.emit(None)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_notes()

    def _show_notes(self) -> None:
        doubled = self.renaming is not None and bool(self.renaming.doubled)
        low = self.height() < _LOW
        self._words.setVisible(bool(self._words.text()) and (doubled or not low))
        self.count.setVisible(not (doubled and low))

    def _changed(self) -> None:
        # Looked at in a moment, and again by whoever takes it.
        self.take_button.setEnabled(True)
        self._timer.start()

    def _accept(self) -> None:
        # Of the drawing as it is at this moment, whatever has been looked at.
        self._look()
        made = self.renaming
        self.close_it()
        if made is not None and not made.doubled:
            self.accepted.emit(made)

    def _look(self) -> None:
        if self._board is None:
            return
        document = self._board.document
        naming = self.form.naming
        made = renaming(document, self._called, naming, keep=self.form.keep.isChecked())
        self.renaming = made
        self._show_difference(made)
        is_new = bool(made.seats) or naming != document.hall.naming
        self.take_button.setEnabled(is_new and not made.doubled)
        self.looked_at.emit(made)

    def _show_difference(self, made: Renaming) -> None:
        count = self.tr("%n seats would read differently", "", made.seats)
        if made.seats < 2:
            none, one = self.tr("No seat would"), self.tr("1 seat would")
            count = self.tr("{who} read differently").format(who=one if made.seats else none)
        self.count.setText(count)
        words = ""
        if made.doubled:
            names = ", ".join(made.doubled[:_MOST_NAMED])
            words = self.tr("Two seats each would be called {names}.").format(names=names)
        elif made.seats:
            words = self.tr("Tickets of published plans keep the names they were sold by.")
        self._words.setText(words)
        self._words.set_ink("danger" if made.doubled else "text_second")
        self._show_notes()
        while (item := self._table.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for at, run in enumerate(made.runs[:_MOST_NAMED]):
            for column, (first, last) in enumerate((run.old, run.new)):
                name = first if first == last else f"{first}–{last}"
                ink = "text" if column else "text_second"
                self._table.addWidget(Text(name, Size.META, SEMIBOLD, ink), at, column)
        more = len(made.runs) - _MOST_NAMED
        if more > 0:
            rest = Text(self.tr("and %n more runs", "", more), Size.META, ink="text_second")
            self._table.addWidget(rest, _MOST_NAMED, 0, 1, 2)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        title = Text(self.tr("Numbering"), Size.TITLE, BOLD)
        title.setContentsMargins(12, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self.form)
        column.addLayout(self._table)
        column.addStretch(1)
        # What it comes to is seen wherever the column is scrolled to.
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(6)
        foot.addWidget(self.count)
        foot.addWidget(self._words)
        foot.addLayout(beside(self.keep_button, self.take_button))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(scrolled(column), 1)
        whole.addLayout(foot)
