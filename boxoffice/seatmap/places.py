"""Where seats stand on the map, found by area without looking at every seat."""

import numpy as np
from numpy.typing import NDArray

from boxoffice.seatmap.projection import Bounds

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Seats that follow one another in the plan mostly stand beside each other: as many share a box.
_BLOCK = 64


class Places:
    """The centres of all seats, in map pixels, by blocks of seats with a box around each."""

    def __init__(self, x: Floats, y: Floats) -> None:
        self._x, self._y = x, y
        starts = np.arange(0, len(x), _BLOCK)
        self._starts = starts
        if len(x):
            self._left, self._right = (f.reduceat(x, starts) for f in (np.minimum, np.maximum))
            self._top, self._bottom = (f.reduceat(y, starts) for f in (np.minimum, np.maximum))

    def within(self, area: Bounds) -> Ints:
        """The seats whose centre lies in an area, ascending."""
        if not len(self._x):
            return np.empty(0, dtype=np.int64)
        whole = (self._left >= area.left) & (self._right <= area.right)
        whole &= (self._top >= area.top) & (self._bottom <= area.bottom)
        if whole.all():
            return np.arange(len(self._x))
        met = (self._right >= area.left) & (self._left <= area.right)
        met &= (self._bottom >= area.top) & (self._top <= area.bottom)
        seats: Ints = (self._starts[met][:, None] + np.arange(_BLOCK)).reshape(-1)
        if seats.size and seats[-1] >= len(self._x):
            seats = seats[seats < len(self._x)]
        x, y = self._x[seats], self._y[seats]
        inside = (x >= area.left) & (x <= area.right) & (y >= area.top) & (y <= area.bottom)
        found: Ints = seats[inside]
        return found
