"""Which seat lies under a point, and which lie in a rectangle."""

import math

import numpy as np
from numpy.typing import NDArray

from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.projection import Bounds

Ints = NDArray[np.int64]

#: Side of the squares, in map pixels, by which seats are looked up.
_SQUARE = 64.0
#: How far beside a body a point still means the seat: map pixels, and at least so many in view.
_SLACK, _SLACK_IN_VIEW = 2.0, 3.0


class SeatIndex:
    """Seats sorted by the square of the map their centre lies in."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        half = hall.sizes[hall.size] / 2
        turn = np.radians(hall.angle)
        across, along = np.abs(np.cos(turn)), np.abs(np.sin(turn))
        self._half_width = half[:, 0] * across + half[:, 1] * along
        self._half_depth = half[:, 0] * along + half[:, 1] * across
        self._half, self._turn = half, turn
        self._reach = float(np.hypot(half[:, 0], half[:, 1]).max(initial=0.0))
        self._left = float(hall.x.min(initial=0.0))
        self._top = float(hall.y.min(initial=0.0))
        columns = ((hall.x - self._left) // _SQUARE).astype(np.int64)
        rows = ((hall.y - self._top) // _SQUARE).astype(np.int64)
        self._columns = int(columns.max(initial=0)) + 1
        self._rows = int(rows.max(initial=0)) + 1
        squares = rows * self._columns + columns
        self._order = np.argsort(squares, kind="stable")
        every = np.arange(self._rows * self._columns + 1)
        self._starts = np.searchsorted(squares[self._order], every)

    def at(self, x: float, y: float, zoom: float) -> int:
        """The seat at a map point, -1 where there is none; the nearest where two are close."""
        slack = max(_SLACK, _SLACK_IN_VIEW / zoom)
        near = self._near(x, y, self._reach + slack)
        across, down = x - self._hall.x[near], y - self._hall.y[near]
        turn = self._turn[near]
        along = np.abs(across * np.cos(turn) + down * np.sin(turn))
        deep = np.abs(down * np.cos(turn) - across * np.sin(turn))
        hit = (along <= self._half[near, 0] + slack) & (deep <= self._half[near, 1] + slack)
        if not hit.any():
            return -1
        distance = np.where(hit, np.hypot(across, down), np.inf)
        return int(near[distance.argmin()])

    def touched(self, area: Bounds) -> Ints:
        """The seats whose bodies touch a rectangle of the map, in seat order."""
        hall = self._hall
        return np.flatnonzero(
            (hall.x + self._half_width >= area.left)
            & (hall.x - self._half_width <= area.right)
            & (hall.y + self._half_depth >= area.top)
            & (hall.y - self._half_depth <= area.bottom)
        )

    def _near(self, x: float, y: float, reach: float) -> Ints:
        """All seats with their centre no further than `reach` along either axis, and some more."""
        first_column, last_column = self._span(x - self._left, reach, self._columns)
        first_row, last_row = self._span(y - self._top, reach, self._rows)
        found = [
            self._order[
                self._starts[row * self._columns + first_column] : self._starts[
                    row * self._columns + last_column
                ]
            ]
            for row in range(first_row, last_row)
        ]
        return np.concatenate(found) if found else np.empty(0, dtype=np.int64)

    @staticmethod
    def _span(at: float, reach: float, count: int) -> tuple[int, int]:
        low = math.floor((at - reach) / _SQUARE)
        high = math.floor((at + reach) / _SQUARE) + 1
        return min(max(low, 0), count), min(max(high, 0), count)
