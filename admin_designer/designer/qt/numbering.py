"""The numbering of the whole plan, looked at before it is taken."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from admin_designer.designer.document.naming import (
    Aisles,
    Naming,
    RowsFrom,
    RowStyle,
    SeatsFrom,
)
from admin_designer.designer.qt.fields import Choice
from admin_designer.designer.qt.form import Form, beside, scrolled
from admin_designer.designer.qt.properties import WIDTH
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.calling import Called
from admin_designer.designer.tools.renaming import Renaming, renaming
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Panel, Role, Text

E = TypeVar("E", bound=StrEnum)

#: Runs of seats that are named in the difference; the rest are counted.
_MOST_NAMED = 8
#: The difference is worked out once nobody has typed for so long.
_AFTER_MS = 80
_HIGHEST_FIRST = 9_999


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
        self._naming = Naming()
        self.renaming: Renaming | None = None
        self._timer = QTimer(self, interval=_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._look)
        self._form = Form(theme)
        self._make_form()
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
        self._naming = board.document.hall.naming
        self._show_naming()
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

    def _accept(self) -> None:
        # Of the drawing as it is at this moment, whatever has been looked at.
        self._look()
        made = self.renaming
        self.close_it()
        if made is not None and not made.doubled:
            self.accepted.emit(made)

    def _make_form(self) -> None:
        form = self._form
        form.section(self.tr("Rows"))
        self.rows_from = self._enum(
            self.tr("First row"),
            "rows_from",
            RowsFrom,
            (self.tr("At the back"), self.tr("At the screen")),
        )
        self.row_style = self._enum(
            self.tr("Called by"), "row_style", RowStyle, (self.tr("Letters"), self.tr("Numbers"))
        )
        self.first_row = form.number(
            self.tr("Begin with"),
            lambda value: self._set(first_row=value),
            unit="",
            lowest=1,
            highest=_HIGHEST_FIRST,
        )
        self.skip = form.words(self.tr("Left out"), self._skip)
        form.section(self.tr("Seats"))
        self.seats_from = self._enum(
            self.tr("Counted"),
            "seats_from",
            SeatsFrom,
            (
                self.tr("From the left"),
                self.tr("From the right"),
                self.tr("From the middle"),
                self.tr("Odd left, even right"),
            ),
        )
        self.first_seat = form.number(
            self.tr("Begin with"),
            lambda value: self._set(first_seat=value),
            unit="",
            lowest=1,
            highest=_HIGHEST_FIRST,
        )
        self.aisles = self._enum(
            self.tr("Over an aisle"), "aisles", Aisles, (self.tr("Goes on"), self.tr("Begins anew"))
        )
        form.section(self.tr("Own names"))
        self.prefix = form.words(self.tr("Before the rows"), self._put_prefix)
        self.keep = form.check(
            self.tr("Names given by hand stay"), lambda _checked: self._timer.start()
        )
        self.keep.setChecked(True)

    def _enum(self, name: str, field: str, kind: type[E], words: Sequence[str]) -> Choice:
        """A choice of which value a part of the naming has."""
        values = tuple(kind)
        return self._form.choice(name, words, lambda at: self._set(**{field: values[at]}))

    def _set(self, **parts: Any) -> None:
        self._naming = replace(self._naming, **parts)
        self._show_naming()
        # Looked at in a moment, and again by whoever takes it.
        self.take_button.setEnabled(True)
        self._timer.start()

    def _skip(self, text: str) -> None:
        self._set(skip=tuple(name.upper() for name in text.replace(",", " ").split()))

    def _put_prefix(self, text: str) -> None:
        blocks = self._blocks()
        others = [(block, one) for block, one in self._naming.prefixes if block not in blocks]
        added = [(block, text) for block in sorted(blocks) if text]
        self._set(prefixes=(*others, *added))

    def _blocks(self) -> set[str]:
        """The blocks of what is selected."""
        rows = self._board.selected_rows() if self._board is not None else ()
        return {row.block for row in rows if row.block}

    def _show_naming(self) -> None:
        naming = self._naming
        self.rows_from.show_values({tuple(RowsFrom).index(naming.rows_from)})
        self.row_style.show_values({tuple(RowStyle).index(naming.row_style)})
        self.first_row.show_values({naming.first_row})
        self.skip.show_values({", ".join(naming.skip)}, self.tr("such as I, O"))
        self.seats_from.show_values({tuple(SeatsFrom).index(naming.seats_from)})
        self.first_seat.show_values({naming.first_seat})
        self.aisles.show_values({tuple(Aisles).index(naming.aisles)})
        blocks, prefixes = self._blocks(), dict(naming.prefixes)
        self.prefix.setEnabled(bool(blocks))
        self.prefix.show_values(
            {prefixes.get(block, "") for block in blocks} or {""},
            self.tr("nothing") if blocks else self.tr("select a block"),
        )

    def _look(self) -> None:
        if self._board is None:
            return
        document = self._board.document
        made = renaming(document, self._called, self._naming, keep=self.keep.isChecked())
        self.renaming = made
        self._show_difference(made)
        is_new = bool(made.seats) or self._naming != document.hall.naming
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
        column.addWidget(self._form)
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
