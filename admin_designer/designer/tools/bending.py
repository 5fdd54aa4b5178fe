"""Rows that are bent by the round handle before the one nearest to the screen."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import SeatRow
from admin_designer.designer.document.row_shape import along_of
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import Pointer
from admin_designer.designer.tools.shaping import bent

#: How far before the middle of its row the handle is.
_BEFORE_MM = 650.0
#: A row that bows less is straight; a radius is a multiple of the last.
_STRAIGHT_MM, _STEP_MM = 25.0, 100
_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Handle:
    """Where the handle of some rows is, millimetres."""

    rows: tuple[SeatRow, ...]
    x_mm: float
    y_mm: float

    def is_at(self, at: Pointer) -> bool:
        """Whether the pointer is on it."""
        return math.hypot(at.x_mm - self.x_mm, at.y_mm - self.y_mm) <= at.reach_mm * 1.5


def handle_of(board: Board) -> Handle | None:
    """The handle of the rows that are selected as a whole; none while anything else is, too."""
    rows = board.whole_rows()
    if not rows or len(rows) != len(board.selected_rows()) or board.selected_things():
        return None
    front = _front(rows)
    if len(front.places) < 3:
        return None
    turn = math.radians(front.angle_cdeg / 100)
    # An arc's middle lies where its row's does; straight ones and bends in segments about there.
    return Handle(
        rows,
        front.x_mm - math.sin(turn) * _BEFORE_MM,
        front.y_mm + math.cos(turn) * _BEFORE_MM,
    )


def dragged(handle: Handle, at: Pointer) -> tuple[tuple[SeatRow, ...], int]:
    """The rows as they become when the handle is dragged there, and the front one's radius: their
    middles follow the pointer, and the ends of the front one stay about where they are."""
    front = _front(handle.rows)
    turn = math.radians(front.angle_cdeg / 100)
    down = math.cos(turn) * (at.y_mm - handle.y_mm) - math.sin(turn) * (at.x_mm - handle.x_mm)
    half = _half_of(front)
    before = _bow(half, front.radius_mm)
    bow_mm = before - down
    radius_mm = _on_step(_radius(half, bow_mm)) if abs(bow_mm) >= _STRAIGHT_MM else 0
    shift = before - _bow(half, radius_mm)
    across, deep = round(-math.sin(turn) * shift), round(math.cos(turn) * shift)
    rows = (row for row in bent(handle.rows, radius_mm).values() if isinstance(row, SeatRow))
    moved = (replace(row, x_mm=row.x_mm + across, y_mm=row.y_mm + deep) for row in rows)
    return tuple(moved), radius_mm


def bow_of(rows: Sequence[SeatRow]) -> int:
    """How much nearer to the screen the ends of the front row are than its middle: the sagitta of
    its arc, less than 0 where they are further away."""
    front = _front(rows)
    return round(_bow(_half_of(front), front.radius_mm)) if front.places else 0


def bowed(rows: Sequence[SeatRow], bow_mm: int) -> Becomes:
    """Rows as arcs around one point, of which the front one has this sagitta, or that of a half
    circle where it is too short for it; 0: straight."""
    half = _half_of(_front(rows))
    return bent(rows, round(_radius(half, bow_mm)) if half and bow_mm else 0)


def _half_of(row: SeatRow) -> float:
    """Half the length of a row between its outer seats."""
    return float(along_of(row)[-1])


def _front(rows: Sequence[SeatRow]) -> SeatRow:
    return max(rows, key=lambda row: row.y_mm)


def _bow(half_mm: float, radius_mm: int) -> float:
    """How much nearer to the screen the ends of a row are than its middle."""
    return radius_mm * (1 - math.cos(half_mm / radius_mm)) if radius_mm else 0.0


def _on_step(radius_mm: float) -> int:
    step = _STEP_MM * (1 if abs(radius_mm) < 100_000 else 10)
    return round(radius_mm / step) * step


def _radius(half_mm: float, bow_mm: float) -> float:
    """The radius at which a row of that half length bows so much, to a half circle at most; 0 for
    a straight one."""
    if not bow_mm:
        return 0.0
    low, high = 0.0, math.pi / 2 / half_mm
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (1 - math.cos(half_mm * middle)) / middle < abs(bow_mm):
            low = middle
        else:
            high = middle
    return math.copysign(1 / high, bow_mm)
