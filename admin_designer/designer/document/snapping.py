"""Where a drag comes to rest: in line with what is near, in equal gaps, or on the grid.

What moves counts as one box, so that ten thousand seats cost as much as one.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.bodies import Bodies, Box, Floats

#: What stands further from the box than this is not looked at.
NEAR_MM = 5_000.0
#: A line with something so far away is as good as one that is so much further to go (mm a mm).
_FAR_COSTS = 0.01
#: Edges less than this apart are in one line.
_SAME_MM = 0.5


class Guide(NamedTuple):
    """A line to draw, from one spot to another in millimetres."""

    x1_mm: float
    y1_mm: float
    x2_mm: float
    y2_mm: float


@dataclass(frozen=True, slots=True)
class Snapped:
    """By how much to move, and why: the lines that it then lies on and the `gaps` that are then
    equal, each along its axis."""

    x_mm: int
    y_mm: int
    lines: tuple[Guide, ...] = ()
    gaps: tuple[Guide, ...] = ()


class _Rest(NamedTuple):
    """How much more to move along an axis, and the guides for it: (axis position, from, to across
    it) of lines, and (from, to, position across) of gaps."""

    by: float
    lines: tuple[tuple[float, float, float], ...] = ()
    gaps: tuple[tuple[float, float, float], ...] = ()


class Snapping:
    """Made once a drag from the box that moves and all bodies that do not; then asked with each
    move of the pointer."""

    def __init__(self, moving: Box, others: Bodies, grid_mm: int = 0) -> None:
        """With a `grid_mm` the box's left and back edges also stop at its multiples."""
        self._moving = moving
        self._grid_mm = grid_mm
        self._edges = others.edges

    def rest(self, x_mm: float, y_mm: float, within_mm: float) -> Snapped:
        """Where the box comes to rest that the pointer moved by so much, at most `within_mm` from
        there in each direction. Lines come before gaps, and gaps before the grid."""
        box = self._moving.moved(x_mm, y_mm)
        near = self._near(box)
        across = self._along(box, near, within_mm)
        turned = near[[1, 0, 3, 2]]
        deep = self._along(Box(box.back, box.left, box.front, box.right), turned, within_mm)
        there = box.moved(across.by, deep.by)
        # A line is as long as it takes to reach the box, wherever that now lies on the other axis.
        lines = [
            Guide(at, min(low, there.back), at, max(high, there.front))
            for at, low, high in across.lines
        ]
        lines += [
            Guide(min(low, there.left), at, max(high, there.right), at)
            for at, low, high in deep.lines
        ]
        gaps = [Guide(start, at, end, at) for start, end, at in across.gaps]
        gaps += [Guide(at, start, at, end) for start, end, at in deep.gaps]
        return Snapped(round(x_mm + across.by), round(y_mm + deep.by), tuple(lines), tuple(gaps))

    def _near(self, box: Box) -> Floats:
        left, back, right, front = self._edges
        beside = (right > box.left - NEAR_MM) & (left < box.right + NEAR_MM)
        beside &= (front > box.back - NEAR_MM) & (back < box.front + NEAR_MM)
        return self._edges[:, beside]

    def _along(self, box: Box, near: Floats, within_mm: float) -> _Rest:
        """The same for either axis: `box.left` and `box.right` are the edges along it."""
        rest = _in_line(box, near, within_mm) if near.size else None
        rest = rest or (_in_gaps(box, near, within_mm) if near.size else None)
        if rest is None and self._grid_mm:
            by = round(box.left / self._grid_mm) * self._grid_mm - box.left
            rest = _Rest(by) if abs(by) <= within_mm else None
        return rest or _Rest(0.0)


def _in_line(box: Box, near: Floats, within_mm: float) -> _Rest | None:
    """Edges with edges and middles with middles, whichever is nearest."""
    low, _, high, _ = near
    middle = (box.left + box.right) / 2
    middles = (low + high) / 2
    away = np.stack(
        (low - box.left, high - box.left, low - box.right, high - box.right, middles - middle)
    )
    close = np.flatnonzero(np.abs(away) <= within_mm)
    if not close.size:
        return None
    of = near[:, close % len(low)]
    far = np.maximum.reduce(
        (of[0] - box.right, box.left - of[2], of[1] - box.front, box.back - of[3])
    )
    cost = np.abs(away.flat[close]) + _FAR_COSTS * np.maximum(far, 0.0)
    by = float(away.flat[close[cost.argmin()]])
    lines = []
    for at, theirs in ((box.left, (low, high)), (box.right, (low, high)), (middle, (middles,))):
        met = np.zeros(len(low), dtype=np.bool_)
        for edges in theirs:
            met |= np.abs(edges - at - by) < _SAME_MM
        if met.any():
            lines.append((at + by, float(near[1, met].min()), float(near[3, met].max())))
    return _Rest(by, tuple(lines))


def _in_gaps(box: Box, near: Floats, within_mm: float) -> _Rest | None:
    """As far from the next thing as that is from its next, or half-way between two."""
    facing = near[:, (near[1] < box.front) & (near[3] > box.back)]
    low, _, high, _ = facing
    middle = (box.left + box.right) / 2
    before, after = (low + high) / 2 < middle, (low + high) / 2 >= middle
    at = (
        (max(box.back, float(facing[1].min())) + min(box.front, float(facing[3].max()))) / 2
        if low.size
        else 0.0
    )
    found: list[_Rest] = []
    left = _last(high, before)
    right = _last(-low, after)
    if left is not None and (further := _last(high, high <= low[left])) is not None:
        gap = low[left] - high[further]
        by = high[left] + gap - box.left
        found.append(_rest(by, (high[further], low[left]), (high[left], high[left] + gap), at))
    if right is not None and (further := _last(-low, low >= high[right])) is not None:
        gap = low[further] - high[right]
        by = low[right] - gap - box.right
        found.append(_rest(by, (low[right] - gap, low[right]), (high[right], low[further]), at))
    if left is not None and right is not None:
        by = (high[left] + low[right]) / 2 - middle
        ends = (box.left + by, box.right + by)
        found.append(_rest(by, (high[left], ends[0]), (ends[1], low[right]), at))
    best = min(found, key=lambda one: abs(one.by), default=None)
    return best if best is not None and abs(best.by) <= within_mm else None


def _rest(by: float, one: tuple[float, float], other: tuple[float, float], at: float) -> _Rest:
    gaps = tuple((float(start), float(end), at) for start, end in (one, other))
    return _Rest(float(by), gaps=gaps)


def _last(edges: Floats, among: NDArray[np.bool_]) -> int | None:
    """The index of the greatest of these."""
    return int(np.where(among, edges, -np.inf).argmax()) if among.any() else None
