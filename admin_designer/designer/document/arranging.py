"""Brings selected things into line, spreads them evenly, and groups them.

What moves as one: a group (rows of one block) all of which is selected, else a row all of which
is selected, else each seat, fixture or area. Where that would be a single thing its rows move by
themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from admin_designer.designer.document.bodies import Box, bodies_of
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes, moved
from admin_designer.designer.document.elements import Area, Fixture, SeatRow


class Edge(StrEnum):
    """What is brought into line."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"
    BACK = "back"
    FRONT = "front"


class Axis(StrEnum):
    """Along what things are spread: the hall's width, or from its back to the screen."""

    ACROSS = "across"
    DEEP = "deep"


@dataclass(frozen=True, slots=True)
class _Unit:
    """What moves as one: elements, what of them is selected, and the box around that."""

    element_ids: tuple[str, ...]
    selected: frozenset[str]
    box: Box


def aligned(document: Document, selected: Collection[str], edge: Edge) -> Becomes:
    """The selected things with this edge in line: at the outermost of theirs, or with their
    middles in the middle of them all."""
    units = _units(document, selected)
    if len(units) < 2:
        return {}
    left, right = min(one.box.left for one in units), max(one.box.right for one in units)
    back, front = min(one.box.back for one in units), max(one.box.front for one in units)

    def shift(box: Box) -> tuple[float, float]:
        match edge:
            case Edge.LEFT:
                return left - box.left, 0.0
            case Edge.MIDDLE:
                return (left + right - box.left - box.right) / 2, 0.0
            case Edge.RIGHT:
                return right - box.right, 0.0
            case Edge.BACK:
                return 0.0, back - box.back
            case Edge.FRONT:
                return 0.0, front - box.front

    return _moved(document, units, [shift(unit.box) for unit in units])


def distributed(document: Document, selected: Collection[str], axis: Axis) -> Becomes:
    """The selected things with equal room between them; the outermost two stay. Nothing for fewer
    than three."""
    low, high = (0, 2) if axis is Axis.ACROSS else (1, 3)
    units = sorted(_units(document, selected), key=lambda one: one.box[low] + one.box[high])
    if len(units) < 3:
        return {}
    taken = sum(one.box[high] - one.box[low] for one in units)
    gap = (units[-1].box[high] - units[0].box[low] - taken) / (len(units) - 1)
    at = units[0].box[low]
    shifts = []
    for unit in units:
        shifts.append(at - unit.box[low])
        at += unit.box[high] - unit.box[low] + gap
    across = axis is Axis.ACROSS
    return _moved(document, units, [(by, 0.0) if across else (0.0, by) for by in shifts])


def grouped(document: Document, selected: Collection[str], new_id: Callable[[], str]) -> Becomes:
    """The rows of the selected seats as one block, out of the blocks that they were in."""
    return _in_block(document, selected, new_id())


def ungrouped(document: Document, selected: Collection[str]) -> Becomes:
    """The rows of the selected seats in no block."""
    return _in_block(document, selected, "")


def _in_block(document: Document, selected: Collection[str], block: str) -> Becomes:
    these = frozenset(selected)
    return {
        row.element_id: replace(row, block=block)
        for row in document.rows
        if any(place.uid in these and not place.out for place in row.places)
    }


def _units(document: Document, selected: Collection[str]) -> list[_Unit]:
    these = frozenset(selected)
    single: list[tuple[tuple[str, ...], frozenset[str]]] = []
    blocks: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    torn: set[str] = set()
    touched: list[SeatRow | Fixture | Area] = []
    for row in document.rows:
        seats = frozenset(place.uid for place in row.places if not place.out)
        inside = seats & these
        if inside:
            touched.append(row)
        if seats and inside == seats:
            blocks[row.block or row.element_id].append((row.element_id, seats))
        else:
            torn.add(row.block)
            single.extend(((row.element_id,), frozenset((uid,))) for uid in sorted(inside))
    for each in document.things:
        if each.element_id in these:
            touched.append(each)
            single.append(((each.element_id,), frozenset((each.element_id,))))
    apart = [key for key in blocks if key in torn or (len(blocks) == 1 and not single)]
    for key in apart:
        single.extend(((row_id,), seats) for row_id, seats in blocks.pop(key))
    for rows in blocks.values():
        together = frozenset[str]().union(*(seats for _, seats in rows))
        single.append((tuple(row_id for row_id, _ in rows), together))
    bodies = bodies_of(touched)
    index = {one: at for at, one in enumerate(bodies.ids)}
    return [
        _Unit(element_ids, ids, bodies.around(index[one] for one in ids))
        for element_ids, ids in single
    ]


def _moved(
    document: Document, units: Iterable[_Unit], shifts: Sequence[tuple[float, float]]
) -> Becomes:
    becomes: Becomes = {}
    for unit, (x_mm, y_mm) in zip(units, shifts, strict=True):
        # A row may hold several units: each begins where the one before it left the row.
        there = (becomes.get(one) or document.elements[one] for one in unit.element_ids)
        becomes |= moved(Document(there), unit.selected, round(x_mm), round(y_mm))
    return becomes
