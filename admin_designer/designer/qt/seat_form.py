"""The seats that are selected: their category, their kind and what else is known of each."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.qt.category_list import CategoryList
from admin_designer.designer.qt.form import Form, NumberField
from admin_designer.designer.tools import shaping
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.calling import Called
from admin_designer.designer.tools.standing import KINDS
from boxoffice.model.layout import SeatKind
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton

_LONGEST_NUMBER = 6
_SMALLEST_MM, _LARGEST_MM = 200, 10_000


class SeatForm(Form):
    """Every field is about all seats that are selected."""

    def __init__(self, theme: Theme, want: Callable[[str, Becomes], object]) -> None:
        super().__init__(theme)
        self._want = want
        self._board: Board | None = None
        self.categories = CategoryList(theme)
        self.categories.picked.connect(self._paint)
        self.section(self.tr("Category")).addWidget(self.categories)
        seats = self.section(self.tr("Seats"))
        self.kind = self.choice(self.tr("Kind"), self._kinds(), self._set_kind)
        self.called = self.words(
            self.tr("Number"), lambda text: self._set(number=text), _LONGEST_NUMBER
        )
        self.wide = self._size(self.tr("Width"), lambda value: self._set(width_mm=value))
        self.deep = self._size(self.tr("Depth"), lambda value: self._set(depth_mm=value))
        self.view = self.check(self.tr("Restricted view"), lambda on: self._set(restricted_view=on))
        self.pair = KeyButton(theme, self.tr("Wheelchair and companion"), height=HEIGHT_SMALL)
        self.pair.clicked.connect(self._pair)
        seats.addWidget(self.pair)

    def show_board(self, board: Board, called: Called) -> None:
        """Show the seats that are selected there."""
        self._board = board
        standing, seats = board.standing, board.selected_seats()
        ids = set(standing.category_id[seats].tolist())
        self.categories.show_categories(board, ids)
        self.kind.show_values(set(standing.kind[seats].tolist()))
        self.wide.show_values(set(standing.width_mm[seats].tolist()))
        self.deep.show_values(set(standing.depth_mm[seats].tolist()))
        places = [
            place
            for row in board.selected_rows()
            for place in row.places
            if place.uid in board.selected
        ]
        names = [called.names[one.uid].number for one in places if one.uid in called.names]
        hint = names[0] if len(names) == 1 else self.tr("as numbered")
        self.called.show_values({place.number for place in places}, hint)
        self.called.setEnabled(len(places) == 1)
        self.view.setChecked(bool(places) and all(place.restricted_view for place in places))
        self.pair.setEnabled(len(places) == 2)

    def _size(self, name: str, take: Callable[[int], object]) -> NumberField:
        return self.number(name, take, lowest=_SMALLEST_MM, highest=_LARGEST_MM)

    def _set(self, **fields: Any) -> None:
        if self._board is not None:
            becomes = shaping.seats_with(self._board, lambda place: replace(place, **fields))
            self._want("Change seats", becomes)

    def _set_kind(self, at: int) -> None:
        if self._board is not None:
            self._want("Change the kind", shaping.of_kind(self._board, KINDS[at]))

    def _paint(self, category_id: int) -> None:
        if self._board is not None:
            self._board.choices.category_id = category_id
        self._set(category_id=category_id)

    def _pair(self) -> None:
        if self._board is not None:
            self._want("Make a wheelchair space", shaping.companions(self._board))

    def _kinds(self) -> list[str]:
        words = {
            SeatKind.STANDARD: self.tr("Standard"),
            SeatKind.PREMIUM: self.tr("Premium"),
            SeatKind.DIAMOND: self.tr("Diamond"),
            SeatKind.RECLINER: self.tr("Recliner"),
            SeatKind.SOFA: self.tr("Sofa"),
            SeatKind.WHEELCHAIR: self.tr("Wheelchair space"),
            SeatKind.COMPANION: self.tr("Companion"),
        }
        return [words[kind] for kind in KINDS]
