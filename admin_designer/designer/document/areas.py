"""Outlines of areas."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area
from boxoffice.model.layout import Corner, Seat, SeatKind
from boxoffice.rules.standing import laid_out

#: So many corners look round.
ROUND = 48
#: Between an area's id and the number of a place in it.
_NUMBERED = "/"


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
    there = area_through(points, area.element_id)
    return replace(area, x_mm=there.x_mm, y_mm=there.y_mm, corners=there.corners)


def places_of(area: Area, most: int) -> Iterator[list[Seat]]:
    """The places of an area that is sold, but no more than `most`, in lines from the back. A place
    is the area's and its number's, so that more or fewer people, another name or another outline
    change no uid."""
    if not area.is_sold or most < 1:
        return
    lines, width_mm = laid_out(area.corners, min(area.capacity, most))
    number = 0
    for line in lines:
        places = []
        for x_mm, y_mm in line:
            number += 1
            places.append(
                Seat(
                    uid=f"{area.element_id}{_NUMBERED}{number}",
                    seat_id=f"{area.text} {number}",
                    row=area.text,
                    number=number,
                    category_id=area.category_id,
                    kind=SeatKind.STANDING,
                    x_mm=area.x_mm + x_mm,
                    y_mm=area.y_mm + y_mm,
                    width_mm=width_mm,
                    depth_mm=width_mm,
                )
            )
        yield places


def sold_places(document: Document) -> Counter[int]:
    """How many places to stand are sold in each category."""
    places: Counter[int] = Counter()
    for area in document.areas:
        if area.is_sold:
            places[area.category_id] += area.capacity
    return places


def unsold(document: Document) -> Document:
    """The drawing with its areas only drawn."""
    elements = document.elements.values()
    return Document(
        replace(one, category_id=0) if isinstance(one, Area) else one for one in elements
    )


def area_id_of(place: Seat) -> str:
    """The id of the area that a place is in."""
    return place.uid.rpartition(_NUMBERED)[0]
