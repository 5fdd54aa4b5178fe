"""Which seat lies under a point, and which lie in a rectangle."""

import numpy as np
from numpy.typing import NDArray

from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.projection import Bounds

Ints = NDArray[np.int64]

#: How far beside a body a point still means the seat: map pixels, and at least so many in view.
_SLACK, _SLACK_IN_VIEW = 2.0, 3.0


class SeatIndex:
    """Finds seats by where their bodies lie."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._reach = float(np.hypot(*hall.sizes.T).max(initial=0.0)) / 2

    def at(self, x: float, y: float, zoom: float) -> int:
        """The seat at a map point, -1 where there is none; the nearest where two are close."""
        hall = self._hall
        slack = max(_SLACK, _SLACK_IN_VIEW / zoom)
        near = self._near(Bounds(x, y, x, y), self._reach + slack)
        across, down = x - hall.x[near], y - hall.y[near]
        half, turn = hall.sizes[hall.size[near]] / 2, np.radians(hall.angle[near])
        along = np.abs(across * np.cos(turn) + down * np.sin(turn))
        deep = np.abs(down * np.cos(turn) - across * np.sin(turn))
        hit = (along <= half[:, 0] + slack) & (deep <= half[:, 1] + slack)
        if not hit.any():
            return -1
        distance = np.where(hit, np.hypot(across, down), np.inf)
        return int(near[distance.argmin()])

    def touched(self, area: Bounds) -> Ints:
        """The seats whose bodies touch a rectangle of the map, in seat order."""
        hall = self._hall
        near = self._near(area, self._reach)
        half, turn = hall.sizes[hall.size[near]] / 2, np.radians(hall.angle[near])
        cos, sin = np.abs(np.cos(turn)), np.abs(np.sin(turn))
        half_width = half[:, 0] * cos + half[:, 1] * sin
        half_depth = half[:, 0] * sin + half[:, 1] * cos
        x, y = hall.x[near], hall.y[near]
        meets = (x + half_width >= area.left) & (x - half_width <= area.right)
        meets &= (y + half_depth >= area.top) & (y - half_depth <= area.bottom)
        return near[meets]

    def _near(self, area: Bounds, reach: float) -> Ints:
        """The seats whose middle lies no further than that beside an area."""
        return self._hall.places.within(area.grown(reach, reach, reach, reach))
