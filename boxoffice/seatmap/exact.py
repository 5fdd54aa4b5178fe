"""A plan laid out true to scale, for paper. On the screen rows are drawn nearer, and room is made
for headings; here everything stands where it stands."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from boxoffice.model.layout import Landmark, LandmarkKind, Plan
from boxoffice.seatmap.areas import outline_of, told_of
from boxoffice.seatmap.furniture import (
    LETTER_DISTANCE,
    LEVEL_RISE,
    Fixture,
    Floats,
    Heading,
    Ints,
    place_letters,
)
from boxoffice.seatmap.hall import Hall, Seating
from boxoffice.seatmap.projection import (
    BODY_PX_PER_MM_ACROSS,
    BODY_PX_PER_MM_DEEP,
    PX_PER_MM_ACROSS,
    Bounds,
)

#: Map pixels per millimetre in both directions.
PX_PER_MM = PX_PER_MM_ACROSS
#: A screen is a line; the word under it takes more than its own depth.
_WORD_ROOM = 30.0


def lay_out_exactly(plan: Plan) -> Hall:
    """The hall in map pixels with its screen at the bottom; of headings those of levels alone. It
    has a seat."""
    hall = Seating(plan, screen_at_bottom=True).lay_out(1.0)
    x, y = (
        np.array([getattr(seat, side) for seat in plan.seats], dtype=np.float64) * PX_PER_MM
        for side in ("x_mm", "y_mm")
    )
    sizes = hall.sizes / (BODY_PX_PER_MM_ACROSS, BODY_PX_PER_MM_DEEP) * PX_PER_MM
    fixtures = tuple(map(fixture_of, plan.landmarks))
    around = _around(x, y, np.hypot(*sizes[hall.size].T))
    levels = tuple(_levels(plan, hall.row_seats, x, y - sizes[hall.size, 1] / 2))
    bounds = around.grown(LETTER_DISTANCE, 0.0, LETTER_DISTANCE, 0.0)
    bounds = bounds.grown(0.0, _WORD_ROOM if levels else 0.0, 0.0, 0.0).joined(walls(plan))
    for fixture in fixtures:
        has_words = fixture.kind is LandmarkKind.SCREEN or fixture.outline
        room = _WORD_ROOM if has_words else 0.0
        bounds = bounds.joined(fixture.bounds.grown(0.0, room, 0.0, room))
    return replace(
        hall,
        x=x,
        y=y,
        sizes=sizes,
        letters=place_letters(plan, hall.row_seats, x, y, around, 1.0),
        headings=levels,
        fixtures=fixtures,
        bounds=bounds,
    )


def walls(plan: Plan) -> Bounds:
    """The rectangle that the hall's walls go along, in map pixels."""
    return Bounds(0.0, 0.0, plan.width_mm * PX_PER_MM, plan.depth_mm * PX_PER_MM)


def fixture_of(landmark: Landmark, *, turned: bool = False) -> Fixture:
    """A landmark where it stands; `turned` about the hall's corner."""
    one, side = landmark, -1 if turned else 1
    box = _box(side * one.x_mm, side * one.y_mm, one.width_mm, one.depth_mm)
    return Fixture(one.kind, told_of(one), box, outline_of(one, turned=turned))


def _levels(plan: Plan, row_seats: tuple[Ints, ...], x: Floats, back: Floats) -> Iterator[Heading]:
    """The name of each level, behind its first row; `back` is how far back each seat reaches."""
    before = ""
    for row, seats in zip(plan.rows, row_seats, strict=True):
        if row.level and row.level != before:
            at = float(back[seats].min()) - LEVEL_RISE
            yield Heading("", 0, float(x[seats].min()), at, centred=False, level=row.level)
        before = row.level


def _box(x_mm: int, y_mm: int, width_mm: int, depth_mm: int) -> Bounds:
    return Bounds(
        (x_mm - width_mm / 2) * PX_PER_MM,
        (y_mm - depth_mm / 2) * PX_PER_MM,
        (x_mm + width_mm / 2) * PX_PER_MM,
        (y_mm + depth_mm / 2) * PX_PER_MM,
    )


def _around(x: Floats, y: Floats, reach: Floats) -> Bounds:
    """Around all seats, however they are turned."""
    return Bounds(
        float((x - reach / 2).min()),
        float((y - reach / 2).min()),
        float((x + reach / 2).max()),
        float((y + reach / 2).max()),
    )
