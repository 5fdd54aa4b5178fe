"""Areas on the map: where they may be shown, what stands in them, and their outlines."""

import numpy as np
from numpy.typing import NDArray

from boxoffice.model.layout import Landmark, LandmarkKind, Plan
from boxoffice.seatmap.columns import as_array

Floats = NDArray[np.float64]

#: Places of a seat's body that are looked at, as shares of its width and depth from its middle.
_PLACES = tuple((x, y) for x in (0.0, -0.5, 0.5) for y in (0.0, -0.5, 0.5))


def shown_landmarks(plan: Plan) -> tuple[Landmark, ...]:
    """All but areas on which seats stand, such as a floor: seats are drawn on plain ground."""
    if not any(one.kind is LandmarkKind.AREA for one in plan.landmarks):
        return plan.landmarks
    columns = plan.columns
    x, y, width, depth = (
        as_array(column).astype(np.float64)
        for column in (columns.x_mm, columns.y_mm, columns.width_mm, columns.depth_mm)
    )

    def is_free(area: Landmark) -> bool:
        corners = np.array(
            [(area.x_mm + one.x_mm, area.y_mm + one.y_mm) for one in area.corners], dtype=np.float64
        )
        return not any(
            _inside(corners, x + across * width, y + down * depth).any() for across, down in _PLACES
        )

    return tuple(one for one in plan.landmarks if one.kind is not LandmarkKind.AREA or is_free(one))


def told_of(landmark: Landmark) -> str:
    """What stands in it: its text, and for how many people it has room."""
    room = str(landmark.capacity) if landmark.capacity else ""
    return " · ".join(filter(None, (landmark.text, room)))


def outline_of(landmark: Landmark, *, turned: bool) -> tuple[tuple[float, float], ...]:
    """The corners of an area as shares of the box around it, (0, 0) being the left top."""
    side = -1 if turned else 1
    wide, deep = max(landmark.width_mm, 1), max(landmark.depth_mm, 1)
    return tuple(
        (0.5 + side * one.x_mm / wide, 0.5 + side * one.y_mm / deep) for one in landmark.corners
    )


def _inside(corners: Floats, x: Floats, y: Floats) -> NDArray[np.bool_]:
    """Which places lie inside an outline: those from which it is crossed an odd number of times on
    the way to one side."""
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    near = np.flatnonzero((x > left) & (x < right) & (y > top) & (y < bottom))
    x, y = x[near], y[near]
    odd = np.zeros(len(near), dtype=np.bool_)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y1 != y2:
            odd ^= ((y1 > y) != (y2 > y)) & (x < x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    return odd
