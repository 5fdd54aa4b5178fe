"""Where something that is moved or drawn snaps to: other rows, fixtures, the hall, the grid."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.tools.board import Board, on_grid
from admin_designer.designer.tools.pointer import Box, Guide

Floats = NDArray[np.float64]

#: Where so few seats are left standing each of them is something to snap to, and not only its row.
_MOST_SEATS = 5_000
#: How far a guide goes beyond what it goes through, millimetres.
_BEYOND_MM = 600.0


@dataclass(frozen=True, slots=True)
class Snapped:
    """How far something goes, whole millimetres, and the lines that it came to lie on."""

    x_mm: int
    y_mm: int
    guides: tuple[Guide, ...] = ()


class Snapper:
    """What stands still while something moves: the lines that it may come to lie on."""

    def __init__(self, board: Board, moving: Collection[str] = ()) -> None:
        self._choices = board.choices
        still = np.ones(len(board.standing.uids), dtype=np.bool_)
        still[board.standing.indexes(moving)] = False
        x, y = board.standing.x_mm, board.standing.y_mm
        xs, ys = _of_rows(x, still, board), _of_rows(y, still, board)
        if still.sum() <= _MOST_SEATS:
            xs, ys = [*xs, x[still]], [*ys, y[still]]
        for one in board.document.fixtures:
            if one.element_id not in moving:
                xs.append(_three(one.x_mm, one.width_mm))
                ys.append(_three(one.y_mm, one.depth_mm))
        hall = board.document.hall
        if hall.width_mm:
            xs.append(np.array([0.0, hall.width_mm / 2, hall.width_mm]))
        if hall.depth_mm:
            ys.append(np.array([0.0, hall.depth_mm]))
        self._x, self._y = _sorted(xs), _sorted(ys)
        self._around = board.bounds() or Box(0.0, 0.0, hall.width_mm, hall.depth_mm)

    def moved(self, box: Box, across: float, down: float, reach_mm: float) -> Snapped:
        """A box moved so far, or by what brings its edges or its middle onto a line nearby."""
        if not self._choices.snaps:
            return Snapped(round(across), round(down))
        xs = np.array([(box.left + box.right) / 2, box.left, box.right]) + across
        ys = np.array([(box.top + box.bottom) / 2, box.top, box.bottom]) + down
        by_x, at_x = _nearest(xs, self._x, reach_mm)
        by_y, at_y = _nearest(ys, self._y, reach_mm)
        grid = self._choices.grid_mm
        x_mm = across + by_x if at_x is not None else on_grid(box.left + across, grid) - box.left
        y_mm = down + by_y if at_y is not None else on_grid(box.top + down, grid) - box.top
        around = self._around
        guides = []
        if at_x is not None:
            top = min(around.top, box.top + down) - _BEYOND_MM
            bottom = max(around.bottom, box.bottom + down) + _BEYOND_MM
            guides.append(Guide(at_x, top, at_x, bottom))
        if at_y is not None:
            left = min(around.left, box.left + across) - _BEYOND_MM
            right = max(around.right, box.right + across) + _BEYOND_MM
            guides.append(Guide(left, at_y, right, at_y))
        return Snapped(round(x_mm), round(y_mm), tuple(guides))

    def spot(self, at: tuple[float, float], reach_mm: float) -> Snapped:
        """A spot, or the one that it snaps to."""
        return self.moved(Box(0.0, 0.0, 0.0, 0.0), *at, reach_mm)


def _of_rows(values: Floats, still: NDArray[np.bool_], board: Board) -> list[Floats]:
    """Where each row that stands still begins, has its middle and ends."""
    starts = board.standing.starts
    if not len(values):
        return []
    some = starts[np.append(starts[1:], len(values)) > starts]
    low, high = np.minimum.reduceat(values, some), np.maximum.reduceat(values, some)
    whole = np.logical_and.reduceat(still, some)
    return [part[whole] for part in (low, (low + high) / 2, high)]


def _three(middle: float, length: float) -> Floats:
    return np.array([middle - length / 2, middle, middle + length / 2])


def _sorted(parts: list[Floats]) -> Floats:
    return np.sort(np.concatenate(parts)) if parts else np.empty(0)


def _nearest(values: Floats, lines: Floats, reach_mm: float) -> tuple[float, float | None]:
    """How far the value next to a line is from it, and that line; none beyond reach."""
    if not lines.size:
        return 0.0, None
    at = np.searchsorted(lines, values)
    candidates = lines[np.clip(np.stack((at - 1, at)), 0, len(lines) - 1)]
    away = candidates - values
    best = np.unravel_index(np.abs(away).argmin(), away.shape)
    if abs(away[best]) > reach_mm:
        return 0.0, None
    return float(away[best]), float(candidates[best])
