"""What is typed about rows, seats, fixtures and the hall, as elements that they become."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from admin_designer.designer.document.editing import Becomes, changed, cut
from admin_designer.designer.document.elements import Element, Fixture, Hall, Place, SeatRow
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.drawing import lengthened
from boxoffice.model.layout import Category, SeatKind


def with_fields(elements: Iterable[SeatRow | Fixture], **fields: Any) -> Becomes:
    """Rows or fixtures with other values in some fields."""
    return {one.element_id: replace(one, **fields) for one in elements}


def of_length(board: Board, row: SeatRow, places: int) -> SeatRow:
    """The row with so many places: those beyond are cut off at its right end, missing ones are
    added there; all others stay where they are."""
    if places < len(row.places):
        return cut(row, 0, places - 1)
    while len(row.places) < places:
        row = lengthened(row, board, first=False)
    return row


def apart(rows: Sequence[SeatRow], pitch_mm: int) -> Becomes:
    """Rows so far from each other, the one nearest to the screen staying where it is; those side
    by side stay so."""
    depths = sorted({row.y_mm for row in rows}, reverse=True)
    new = {y_mm: depths[0] - at * pitch_mm for at, y_mm in enumerate(depths)}
    return {row.element_id: replace(row, y_mm=new[row.y_mm]) for row in rows}


def pitch_of(rows: Sequence[SeatRow]) -> set[int]:
    """How far rows are from the next ones."""
    depths = sorted({row.y_mm for row in rows})
    return {after - before for before, after in pairwise(depths)}


def staggered(rows: Sequence[SeatRow], *, by_half: bool) -> Becomes:
    """Every second row, from the one nearest to the screen, half a seat to the right of the
    others; or all of them in line with the first."""
    ordered = sorted(rows, key=lambda row: -row.y_mm)
    first = ordered[0].x_mm
    return {
        row.element_id: replace(
            row, x_mm=first + (row.spacing_mm // 2 if by_half and at % 2 else 0)
        )
        for at, row in enumerate(ordered)
    }


def bent(rows: Sequence[SeatRow], radius_mm: int) -> Becomes:
    """Rows as arcs around one point: the one nearest to the screen has this radius. 0: straight."""
    front = max(row.y_mm for row in rows)
    return {
        row.element_id: replace(
            row, radius_mm=radius_mm + front - row.y_mm if radius_mm else 0, turns=()
        )
        for row in rows
    }


def front_radius(rows: Sequence[SeatRow]) -> int:
    """The radius of the row nearest to the screen; 0 for straight ones."""
    return max(rows, key=lambda row: row.y_mm).radius_mm if rows else 0


def seats_with(board: Board, how: Callable[[Place], Place]) -> Becomes:
    """The selected seats with other facts."""
    return changed(board.document, board.selected, how)


def of_kind(board: Board, kind: SeatKind) -> Becomes:
    """The selected seats as seats of a kind. Two that are selected side by side belong together
    where the kind says so: the halves of a sofa, a wheelchair space and its companion's seat."""
    becomes = seats_with(board, lambda place: replace(place, kind=kind, partner_uid=""))
    if kind is not SeatKind.SOFA:
        return becomes
    return {
        element_id: _in_pairs(row, board.selected) if isinstance(row, SeatRow) else row
        for element_id, row in becomes.items()
    }


def companions(board: Board) -> Becomes:
    """The two selected seats of each row as a wheelchair space and its companion's seat: the space
    is the one nearer to an end of the row, where there is a way to it."""
    becomes: Becomes = {}
    for row in board.selected_rows():
        at = [at for at, place in enumerate(row.places) if place.uid in board.selected]
        if len(at) == 2:
            left_first = at[0] <= len(row.places) - 1 - at[1]
            chosen = [row.places[one].uid for one in (at if left_first else at[::-1])]
            kinds = dict(zip(chosen, (SeatKind.WHEELCHAIR, SeatKind.COMPANION), strict=True))
            partner = dict(zip(chosen, chosen[::-1], strict=True))
            places = (
                replace(one, kind=kinds[one.uid], partner_uid=partner[one.uid])
                if one.uid in kinds
                else one
                for one in row.places
            )
            becomes[row.element_id] = replace(row, places=tuple(places))
    return becomes


def restored(row: SeatRow) -> SeatRow:
    """The row with a seat at each of its places."""
    return replace(row, places=tuple(replace(place, out=False) for place in row.places))


def with_category(hall: Hall, name: str) -> Hall:
    """The hall with one more category, in the first hue that none has."""
    taken = {one.hue for one in hall.categories}
    hue = next(number for number in range(1, len(taken) + 2) if number not in taken)
    number = max((0, *(one.category_id for one in hall.categories))) + 1
    return replace(hall, categories=(*hall.categories, Category(number, name, hue)))


def with_changed_category(hall: Hall, category_id: int, **fields: Any) -> Hall:
    """The hall with another name or hue of a category."""
    categories = (
        replace(one, **fields) if one.category_id == category_id else one for one in hall.categories
    )
    return replace(hall, categories=tuple(categories))


def without_category(hall: Hall, category_id: int) -> Hall:
    """The hall without a category."""
    categories = (one for one in hall.categories if one.category_id != category_id)
    return replace(hall, categories=tuple(categories))


def _in_pairs(row: SeatRow, selected: frozenset[str]) -> Element:
    """Selected neighbours as the halves of sofas, from the left."""
    places = [*row.places]
    at = 0
    while at + 1 < len(places):
        left, right = places[at], places[at + 1]
        together = {left.uid, right.uid} <= selected and not (left.out or right.out)
        if together and not right.gap_mm:
            places[at] = replace(left, partner_uid=right.uid)
            places[at + 1] = replace(right, partner_uid=left.uid)
            at += 1
        at += 1
    return replace(row, places=tuple(places))
