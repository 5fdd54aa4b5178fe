"""Outlines of areas."""

import math
from collections.abc import Callable, Iterable

from admin_designer.designer.document.elements import Area
from boxoffice.model.layout import Corner

#: So many corners look round.
ROUND = 48


def rectangle(width_mm: int, depth_mm: int) -> tuple[Corner, ...]:
    """The corners of a rectangle about its middle."""
    right, front = width_mm // 2, depth_mm // 2
    left, back = right - width_mm, front - depth_mm
    spots = ((left, back), (right, back), (right, front), (left, front))
    return tuple(Corner(x_mm, y_mm) for x_mm, y_mm in spots)


def ellipse(width_mm: int, depth_mm: int) -> tuple[Corner, ...]:
    """Corners around an ellipse, or a circle, about its middle."""
    angles = (2 * math.pi * at / ROUND for at in range(ROUND))
    return tuple(
        Corner(round(width_mm / 2 * math.cos(angle)), round(depth_mm / 2 * math.sin(angle)))
        for angle in angles
    )


def area_through(
    points: Iterable[tuple[float, float]], element_id: str, text: str = "", capacity: int = 0
) -> Area:
    """The area whose outline goes through these points of the hall."""
    placed = [(round(x), round(y)) for x, y in points]
    across, down = ([point[axis] for point in placed] for axis in (0, 1))
    x_mm, y_mm = (min(across) + max(across)) // 2, (min(down) + max(down)) // 2
    corners = tuple(Corner(x - x_mm, y - y_mm) for x, y in placed)
    return Area(element_id, x_mm, y_mm, corners, text, capacity)


def carried(area: Area, way: Callable[[float, float], tuple[float, float]]) -> Area:
    """The area with each corner taken to where this way leads."""
    points = (way(area.x_mm + one.x_mm, area.y_mm + one.y_mm) for one in area.corners)
    return area_through(points, area.element_id, area.text, area.capacity)
