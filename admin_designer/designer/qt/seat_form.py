"""The seats that are selected: their category, their kind and what else is known of each."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import Place
from admin_designer.designer.qt.category_list import CategoryList
from admin_designer.designer.qt.fields import NumberField
from admin_designer.designer.qt.form import Form
from admin_designer.designer.tools import shaping
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.calling import Called
from admin_designer.designer.tools.standing import KINDS
from boxoffice.model.layout import SeatFact, SeatKind
from boxoffice.qtkit.theme import Theme

_LONGEST_NUMBER = 6
_SMALLEST_MM, _LARGEST_MM = 200, 10_000


class SeatForm(Form):
    """Every field is about all seats that are selected. `refused` says why they cannot be of a
    kind."""

    refused = Signal(str)

    def __init__(self, theme: Theme, want: Callable[[str, Becomes], object]) -> None:
        super().__init__(theme)
        self._want = want
        self._board: Board | None = None
        self.categories = CategoryList(theme)
        self.categories.picked.connect(self._paint)
        self.section(self.tr("Category")).addWidget(self.categories)
        self.section(self.tr("Seats"))
        self.kind = self.choice(self.tr("Kind"), self._kinds(), self._set_kind)
        self.called = self.words(
            self.tr("Number"), lambda text: self._set(number=text), _LONGEST_NUMBER
        )
        self.wide = self._size(self.tr("Width"), lambda value: self._set(width_mm=value))
        self.deep = self._size(self.tr("Depth"), lambda value: self._set(depth_mm=value))
        self.view = self.check(self.tr("Restricted view"), lambda on: self._set(restricted_view=on))
        self.facts = {
            fact: self.check(words, partial(self._set_fact, fact))
            for fact, words in (
                (SeatFact.LIFT_UP_ARMREST, self.tr("Lift-up armrest")),
                (SeatFact.HEARING_LOOP, self.tr("Hearing loop")),
                (SeatFact.NEAR_AISLE, self.tr("Near the aisle")),
            )
        }

    def show_board(self, board: Board, called: Called) -> None:
        """Show the seats that are selected there."""
        self._board = board
        standing, seats = board.standing, board.selected_seats()
        ids = set(standing.category_id[seats].tolist())
        self.categories.show_categories(board, ids)
        self.kind.show_values(self._kinds_selected())
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
        for fact, box in self.facts.items():
            box.setChecked(bool(places) and all(fact in place.facts for place in places))

    def _size(self, name: str, take: Callable[[int], object]) -> NumberField:
        return self.number(name, take, lowest=_SMALLEST_MM, highest=_LARGEST_MM)

    def _set(self, **fields: Any) -> None:
        if self._board is not None:
            becomes = shaping.seats_with(self._board, lambda place: replace(place, **fields))
            self._want("Change seats", becomes)

    def _set_kind(self, at: int) -> None:
        if self._board is None:
            return
        becomes = shaping.of_kind(self._board, KINDS[at])
        if becomes:
            self._want("Change the kind", becomes)
            return
        are = self._kinds_selected()
        self.kind.show_values(are)
        if at not in are:
            self.refused.emit(self._why_not(KINDS[at]))

    def _kinds_selected(self) -> set[int]:
        board = self._board
        return set(board.standing.kind[board.selected_seats()].tolist()) if board else set()

    def _why_not(self, kind: SeatKind) -> str:
        if kind is SeatKind.SOFA:
            return self.tr("A sofa is two neighbours: select both seats.")
        return self.tr(
            "A wheelchair space has a companion beside it: no seat there is free for one."
        )

    def _paint(self, category_id: int) -> None:
        if self._board is not None:
            self._board.choices.category_id = category_id
        self._set(category_id=category_id)

    def _set_fact(self, fact: SeatFact, on: bool) -> None:
        def how(place: Place) -> Place:
            has = (set(place.facts) | {fact}) if on else (set(place.facts) - {fact})
            return replace(place, facts=tuple(one for one in SeatFact if one in has))

        if self._board is not None:
            self._want("Change seats", shaping.seats_with(self._board, how))

    def _kinds(self) -> list[str]:
        words = {
            SeatKind.STANDARD: self.tr("Standard"),
            SeatKind.PREMIUM: self.tr("Premium"),
            SeatKind.DIAMOND: self.tr("Diamond"),
            SeatKind.RECLINER: self.tr("Recliner"),
            SeatKind.SOFA: self.tr("Sofa"),
            SeatKind.WHEELCHAIR: self.tr("Wheelchair"),
            SeatKind.COMPANION: self.tr("Companion"),
        }
        return [words[kind] for kind in KINDS]
