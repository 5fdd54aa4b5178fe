"""How a whole plan is to be numbered, as fields."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import Signal

from admin_designer.designer.document.naming import (
    Aisles,
    Naming,
    RowsFrom,
    RowStyle,
    SeatsFrom,
)
from admin_designer.designer.qt.fields import Choice
from admin_designer.designer.qt.form import Form
from admin_designer.designer.tools.board import Board
from boxoffice.qtkit.theme import Theme

E = TypeVar("E", bound=StrEnum)

_HIGHEST_FIRST = 9_999


class NumberingForm(Form):
    """`naming` is what its fields say, `changed` when that is something else. What stands before
    the rows of a block is typed for the blocks of what is selected."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.naming = Naming()
        self._board: Board | None = None
        self._make_fields()

    def look_at(self, board: Board) -> None:
        """Begin with the naming that a drawing has."""
        self._board = board
        self.naming = board.document.hall.naming
        self._show()

    def _make_fields(self) -> None:
        self.section(self.tr("Rows"))
        self.rows_from = self._enum(
            self.tr("First row"),
            "rows_from",
            RowsFrom,
            (self.tr("At the back"), self.tr("At the screen")),
        )
        self.row_style = self._enum(
            self.tr("Called by"), "row_style", RowStyle, (self.tr("Letters"), self.tr("Numbers"))
        )
        self.first_row = self.number(
            self.tr("Begin with"),
            lambda value: self._set(first_row=value),
            unit="",
            lowest=1,
            highest=_HIGHEST_FIRST,
        )
        self.skip = self.words(self.tr("Left out"), self._skip)
        self.section(self.tr("Seats"))
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
        self.first_seat = self.number(
            self.tr("Begin with"),
            lambda value: self._set(first_seat=value),
            unit="",
            lowest=1,
            highest=_HIGHEST_FIRST,
        )
        self.aisles = self._enum(
            self.tr("Over an aisle"), "aisles", Aisles, (self.tr("Goes on"), self.tr("Begins anew"))
        )
        self.section(self.tr("Own names"))
        self.prefix = self.words(self.tr("Before the rows"), self._put_prefix)
        self.keep = self.check(
            self.tr("Names given by hand stay"), lambda _checked: self.changed.emit()
        )
        self.keep.setChecked(True)

    def _enum(self, name: str, field: str, kind: type[E], words: Sequence[str]) -> Choice:
        """A choice of which value a part of the naming has."""
        values = tuple(kind)
        return self.choice(name, words, lambda at: self._set(**{field: values[at]}))

    def _set(self, **parts: Any) -> None:
        self.naming = replace(self.naming, **parts)
        self._show()
        self.changed.emit()

    def _skip(self, text: str) -> None:
        self._set(skip=tuple(name.upper() for name in text.replace(",", " ").split()))

    def _put_prefix(self, text: str) -> None:
        blocks = self._blocks()
        others = [(block, one) for block, one in self.naming.prefixes if block not in blocks]
        added = [(block, text) for block in sorted(blocks) if text]
        self._set(prefixes=(*others, *added))

    def _blocks(self) -> set[str]:
        """The blocks of what is selected."""
        rows = self._board.selected_rows() if self._board is not None else ()
        return {row.block for row in rows if row.block}

    def _show(self) -> None:
        naming = self.naming
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
