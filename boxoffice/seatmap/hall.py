"""A plan laid out for drawing: arrays of seats in map pixels, with room for the headings.

Map pixels are logical pixels at 100 %. A seat pitch of 550 mm is 30 of them and a row pitch of
1100 mm is 55, so the two axes differ by a tenth; seats keep their own proportion (500 x 830 mm is
26 x 43) and their own angle, which curved rows need more than exact distances.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from boxoffice.model.layout import Landmark, LandmarkKind, Plan, Row, Seat, SeatKind

PX_PER_MM_ACROSS = 30 / 550
PX_PER_MM_DEEP = 55 / 1100
BODY_PX_PER_MM_ACROSS = 26 / 500
BODY_PX_PER_MM_DEEP = 43 / 830

#: Room between two rows, in map pixels, that a heading or the name of a level needs.
HEADING_PITCH = 92.0
LEVEL_PITCH = 30.0
#: A row whose seats differ by more in height counts as curved: no hairline fits above it.
CURVED_PX = 20.0
LETTER_DISTANCE = 28.0
SCREEN_DISTANCE = 56.0

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Letter:
    """A row's letter and where its middle stands."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Heading:
    """A category's heading (or a level's name, then `category_id` is 0).

    `x` is the left end, or the middle where `centred` (over curved rows); `y` the middle line.
    """

    text: str
    category_id: int
    x: float
    y: float
    centred: bool


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle in map pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Hall:
    """A plan as the map draws it. Arrays follow the plan's seat order; lengths in map pixels.

    `x`, `y` are centres; `angle` is in degrees clockwise; `size` numbers the distinct
    (width, depth) pairs in `sizes`; `joins` are pairs of partner seats; `row_seats` are the seats
    of each row from left to right as shown; `turned` says that the screen is at the top.
    """

    plan: Plan
    turned: bool
    x: Floats
    y: Floats
    angle: Floats
    size: Ints
    sizes: tuple[tuple[float, float], ...]
    number: Ints
    hue: Ints
    kind: Ints
    joins: Ints
    row_seats: tuple[Ints, ...]
    letters: tuple[Letter, ...]
    headings: tuple[Heading, ...]
    landmarks: tuple[Landmark, ...]
    seats_bounds: Bounds
    bounds: Bounds
    pitch: float

    @property
    def widths(self) -> Floats:
        return _size_column(self.sizes, 0)[self.size]

    @property
    def depths(self) -> Floats:
        return _size_column(self.sizes, 1)[self.size]


#: What of a seat's kind changes its drawing.
KIND_SEAT, KIND_WHEELCHAIR, KIND_COMPANION = 0, 1, 2
_KINDS = {SeatKind.WHEELCHAIR: KIND_WHEELCHAIR, SeatKind.COMPANION: KIND_COMPANION}


def lay_out(plan: Plan, *, screen_at_bottom: bool) -> Hall:
    """The plan ready to draw; with the screen at the top the whole plan is turned by 180°."""
    seats = plan.seats
    x = _column(seats, "x_mm")
    y = _column(seats, "y_mm")
    if not screen_at_bottom:
        x, y = plan.width_mm - x, plan.depth_mm - y
    x, y = x * PX_PER_MM_ACROSS, y * PX_PER_MM_DEEP
    row_seats = tuple(_row_order(row, turned=not screen_at_bottom) for row in plan.rows)
    rows = _Rows(plan, row_seats, x, y)
    y = y + rows.shift(y)
    sizes, size = _sizes(seats)
    hues = {category.category_id: category.hue for category in plan.categories}
    seats_bounds = _bounds(x, y, sizes, size)
    hall = Hall(
        plan=plan,
        turned=not screen_at_bottom,
        x=x,
        y=y,
        angle=_column(seats, "angle_cdeg") / 100.0,
        size=size,
        sizes=sizes,
        number=_column(seats, "number").astype(np.int64),
        hue=_mapped(seats, lambda seat: hues.get(seat.category_id, 1)),
        kind=_mapped(seats, lambda seat: _KINDS.get(seat.kind, KIND_SEAT)),
        joins=_joins(seats, x, y),
        row_seats=row_seats,
        letters=_letters(plan.rows, row_seats, x, y, seats_bounds),
        headings=rows.headings(y, seats_bounds),
        landmarks=_landmarks(plan, rows, seats_bounds, turned=not screen_at_bottom),
        seats_bounds=seats_bounds,
        bounds=seats_bounds,
        pitch=_pitch(row_seats, x),
    )
    return replace(hall, bounds=_all_bounds(hall))
