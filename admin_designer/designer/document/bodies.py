"""How much room things take: boxes around seats and all else, their edges along the walls."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.elements import Area, Element, Fixture, SeatRow
from admin_designer.designer.document.row_shape import stand

Floats = NDArray[np.float64]
#: A body's id, centre x and y, width and depth in millimetres, and angle in hundredths of a degree.
_Body = tuple[str, float, float, float, float, float]


class Box(NamedTuple):
    """Edges in millimetres."""

    left: float
    back: float
    right: float
    front: float

    @staticmethod
    def between(one: tuple[float, float], other: tuple[float, float]) -> "Box":
        """The box of which these are two corners."""
        (x, y), (right, front) = one, other
        return Box(min(x, right), min(y, front), max(x, right), max(y, front))

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.back + self.front) / 2

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        left, back = min(self.left, other.left), min(self.back, other.back)
        return Box(left, back, max(self.right, other.right), max(self.front, other.front))

    def grown(self, by_mm: float) -> "Box":
        """The same with so much more on every side."""
        return Box(self.left - by_mm, self.back - by_mm, self.right + by_mm, self.front + by_mm)

    def moved(self, x_mm: float, y_mm: float) -> "Box":
        """The same box elsewhere."""
        return Box(self.left + x_mm, self.back + y_mm, self.right + x_mm, self.front + y_mm)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Boxes of things by their ids (a seat's uid, the id of all else). `edges` are left, back,
    right and front in millimetres, shape (4, things)."""

    ids: tuple[str, ...]
    edges: Floats

    def around(self, these: Iterable[int] | None = None) -> Box:
        """The box around the things with these indexes, or all; there must be any."""
        edges = self.edges if these is None else self.edges[:, list(these)]
        return Box(*edges[:2].min(axis=1).tolist(), *edges[2:].max(axis=1).tolist())


def bodies_of(elements: Iterable[Element]) -> Bodies:
    """The bodies of all seats, fixtures and areas among these."""
    bodies: list[_Body] = []
    for one in elements:
        if isinstance(one, SeatRow):
            bodies.extend(_seats(one))
        elif isinstance(one, Fixture | Area):
            bodies.append((one.element_id, one.x_mm, one.y_mm, one.width_mm, one.depth_mm, 0))
    ids = tuple(body[0] for body in bodies)
    x, y, width, depth, angle = np.array([body[1:] for body in bodies]).reshape(-1, 5).T
    by = np.radians(angle / 100)
    cosine, sine = np.abs(np.cos(by)), np.abs(np.sin(by))
    across, deep = (width * cosine + depth * sine) / 2, (width * sine + depth * cosine) / 2
    return Bodies(ids, np.stack((x - across, y - deep, x + across, y + deep)))


def _seats(row: SeatRow) -> Iterable[_Body]:
    return (
        (place.uid, x, y, place.width_mm, place.depth_mm, angle)
        for place, x, y, angle in zip(row.places, *(of.tolist() for of in stand(row)), strict=True)
        if not place.out
    )
