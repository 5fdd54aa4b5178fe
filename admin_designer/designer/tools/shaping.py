"""What is typed about rows, seats, fixtures and the hall, as elements that they become."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes, changed, cut
from admin_designer.designer.document.elements import Area, Fixture, Hall, Place, SeatRow, Turn
from admin_designer.designer.document.pairing import (
    as_sofas,
    as_wheelchair_spaces,
    parted,
)
from admin_designer.designer.document.row_shape import stand
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.drawing import lengthened
from boxoffice.model.layout import Category, Corner, SeatKind
from boxoffice.rules.layouts import MAX_SEATS


def with_fields(elements: Iterable[SeatRow | Fixture | Area], **fields: Any) -> Becomes:
    """Rows, fixtures or areas with other values in some fields; an area gets another size by what
    its outline is scaled by."""
    return {one.element_id: _with(one, dict(fields)) for one in elements}


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
    """Every second row, from the one nearest to the screen, half a seat further to the right, or
    with `by_half` false back again."""
    side = 1 if by_half else -1
    return {
        row.element_id: replace(row, x_mm=row.x_mm + side * (row.spacing_mm // 2))
        for line in _lines(rows)[1::2]
        for row in line
    }


def is_staggered(rows: Sequence[SeatRow]) -> bool:
    """Whether the seats of each row stand between those of the next one."""
    lines = _lines(rows)
    apart = (
        (float(stand(line[0]).x_mm[0] - stand(after[0]).x_mm[0]) / line[0].spacing_mm) % 1
        for line, after in pairwise(lines)
    )
    return len(lines) > 1 and all(0.25 < share < 0.75 for share in apart)


def bent(rows: Sequence[SeatRow], radius_mm: int) -> Becomes:
    """Rows as arcs around one point: the one nearest to the screen has this radius. 0: straight."""
    front = max(row.y_mm for row in rows)
    return {
        row.element_id: replace(
            row, radius_mm=radius_mm + front - row.y_mm if radius_mm else 0, turns=()
        )
        for row in rows
    }


def turned_at(rows: Sequence[SeatRow], bends: Iterable[tuple[int, int]]) -> Becomes:
    """Rows that go straight on turned by an angle from a place on: (place from 1, hundredths of a
    degree)."""
    turns = tuple(Turn(place - 1, angle_cdeg) for place, angle_cdeg in sorted(bends))
    return with_fields(rows, turns=turns, radius_mm=0)


def bends_in(text: str) -> tuple[tuple[int, int], ...] | None:
    """Bends as they are typed, such as “6: 10, 14: 10”: a seat and degrees each. None for what is
    none of that."""
    bends = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        place, _, angle = part.partition(":")
        try:
            bends.append((int(place), round(float(angle.strip(" °")) * 100)))
        except (ValueError, OverflowError):
            return None
    most = all(1 <= place <= MAX_SEATS and abs(angle) <= 18_000 for place, angle in bends)
    return tuple(bends) if most else None


def bends_of(row: SeatRow) -> str:
    """A row's bends as they are typed."""
    return ", ".join(f"{one.at + 1}: {one.angle_cdeg / 100:g}" for one in row.turns)


def front_radius(rows: Sequence[SeatRow]) -> int:
    """The radius of the row nearest to the screen; 0 for straight ones."""
    return max(rows, key=lambda row: row.y_mm).radius_mm if rows else 0


def seats_with(board: Board, how: Callable[[Place], Place]) -> Becomes:
    """The selected seats with other facts."""
    return changed(board.document, board.selected, how)


def of_kind(board: Board, kind: SeatKind) -> Becomes:
    """The selected seats as seats of a kind. Neighbours belong together where the kind says so:
    the two of a sofa, a wheelchair space and its companion's seat."""
    if kind is SeatKind.SOFA:
        return as_sofas(board.document, board.selected)
    if kind is SeatKind.WHEELCHAIR:
        return as_wheelchair_spaces(board.document, board.selected)
    becomes = parted(board.document, board.selected)
    elements = {**board.document.elements, **becomes}
    alone = Document(one for one in elements.values() if one is not None)
    return becomes | changed(alone, board.selected, lambda place: replace(place, kind=kind))


def beside_mm(board: Board) -> int:
    """How far to the right a copy of what is selected stands beside it: a block with an aisle
    between, a row or a seat as far as its seats stand apart, and all else without room."""
    around, rows = board.body_of(board.selected), board.selected_rows()
    if around is None:
        return 0
    room_mm = board.choices.aisle_mm if len(rows) > 1 else 0
    if len(rows) == 1:
        room_mm = max(0, rows[0].spacing_mm - rows[0].places[0].width_mm)
    return math.ceil(around.right - around.left) + room_mm


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


def _lines(rows: Sequence[SeatRow]) -> list[list[SeatRow]]:
    """The rows by their depths, from the one nearest to the screen; side by side left to right."""
    lines: dict[int, list[SeatRow]] = {}
    for row in sorted(rows, key=lambda row: (-row.y_mm, row.x_mm)):
        lines.setdefault(row.y_mm, []).append(row)
    return list(lines.values())


def _with(one: SeatRow | Fixture | Area, fields: dict[str, Any]) -> SeatRow | Fixture | Area:
    if not isinstance(one, Area):
        return replace(one, **fields)
    wide = fields.pop("width_mm", one.width_mm) / max(one.width_mm, 1)
    deep = fields.pop("depth_mm", one.depth_mm) / max(one.depth_mm, 1)
    corners = tuple(Corner(round(c.x_mm * wide), round(c.y_mm * deep)) for c in one.corners)
    return replace(one, corners=corners, **fields)
