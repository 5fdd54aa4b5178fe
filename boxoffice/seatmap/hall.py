"""A plan laid out for drawing: arrays of seats in map pixels, and what stands beside them."""

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from boxoffice.model.layout import LandmarkKind, Plan, SeatKind
from boxoffice.seatmap.areas import shown_landmarks
from boxoffice.seatmap.columns import as_array, distinct_sizes, usual_pitch
from boxoffice.seatmap.furniture import (
    Fixture,
    Floats,
    Heading,
    Headings,
    Ints,
    Letter,
    level_rise,
    place_fixtures,
    place_letters,
    row_facts,
)
from boxoffice.seatmap.places import Places
from boxoffice.seatmap.projection import (
    PX_PER_MM_ACROSS,
    PX_PER_MM_DEEP,
    Bounds,
)

#: What of a seat's kind changes its drawing.
KIND_SEAT, KIND_WHEELCHAIR, KIND_COMPANION = 0, 1, 2
KIND_PREMIUM, KIND_DIAMOND, KIND_RECLINER, KIND_SOFA = 3, 4, 5, 6
_DRAWN = {
    SeatKind.PREMIUM: KIND_PREMIUM,
    SeatKind.DIAMOND: KIND_DIAMOND,
    SeatKind.RECLINER: KIND_RECLINER,
    SeatKind.SOFA: KIND_SOFA,
    SeatKind.WHEELCHAIR: KIND_WHEELCHAIR,
    SeatKind.COMPANION: KIND_COMPANION,
}
#: By the place of a SeatKind.
DRAWN_KINDS = np.array([_DRAWN.get(kind, KIND_SEAT) for kind in SeatKind])

#: Hues beyond these look like the first ones again, as their colours and bands do; sprites have
#: room for so many.
_HUES = 60

#: Room for a letter, a heading and the word under the screen, map pixels.
_LETTER_ROOM, _HEADING_ROOM, _WORD_ROOM = 12.0, 14.0, 30.0
#: Partners further apart than this are not joined by a bar, map pixels.
LONGEST_JOIN = 60.0


class SeatFacts(Protocol):
    """What only a near view shows of the seats: numbers, kinds (KIND_SEAT …) and, with shape
    (n, 2), pairs of partners."""

    @property
    def number(self) -> Ints: ...

    @property
    def kind(self) -> Ints: ...

    @property
    def partners(self) -> Ints: ...


@dataclass(frozen=True)
class Hall:
    """A plan as the map draws it. Arrays follow the plan's seat order, lengths are map pixels.

    `x`, `y` are centres; `angle` is in degrees clockwise; `size` numbers the distinct (width,
    depth) pairs in `sizes`; `row_seats` are the seats of each row from left to right as shown;
    `turned` means that the screen is at the top; `depth` is the share of its depth that everything
    is drawn at; `pitch` is the usual distance between neighbours.
    """

    seating: SeatFacts
    plan: Plan
    turned: bool
    depth: float
    x: Floats
    y: Floats
    angle: Floats
    size: Ints
    sizes: Floats
    hue: NDArray[np.uint8]
    row_seats: tuple[Ints, ...]
    letters: tuple[Letter, ...]
    headings: tuple[Heading, ...]
    fixtures: tuple[Fixture, ...]
    bounds: Bounds
    pitch: float

    def boxes(self, seats: Ints, scale: float, reach: int) -> Ints:
        """Left, top, right and bottom of boxes in which these seats lie whatever their angle, in
        pixels of a map at that scale at which no seat is wider than `reach`: shape (n, 4)."""
        x, y = ((middle[seats] * scale).astype(np.int64) for middle in (self.x, self.y))
        half = reach // 2 + 2
        return np.array((x - half, y - half, x + half, y + half)).T

    @property
    def number(self) -> Ints:
        return self.seating.number

    @property
    def kind(self) -> Ints:
        return self.seating.kind

    @cached_property
    def joins(self) -> Ints:
        """Pairs of partners that stand close enough to be joined, shape (n, 2)."""
        pairs = self.seating.partners
        apart = np.hypot(np.diff(self.x[pairs], axis=1), np.diff(self.y[pairs], axis=1))
        return pairs[apart[:, 0] < LONGEST_JOIN]

    @cached_property
    def joined(self) -> NDArray[np.bool_]:
        """Which seats a bar joins to their partner."""
        joined = np.zeros(len(self.x), dtype=np.bool_)
        joined[self.joins] = True
        return joined

    @cached_property
    def sideways(self) -> NDArray[np.bool_] | None:
        """Which seats stand rather beside their row than behind it; None for none of them."""
        angle = np.abs(self.angle)
        sideways = (angle > 45.0) & (angle < 135.0)
        return sideways if sideways.any() else None

    @cached_property
    def letter_places(self) -> Floats:
        """The middles of the letters, shape (n, 2)."""
        return np.array([(letter.x, letter.y) for letter in self.letters]).reshape(-1, 2)

    @cached_property
    def places(self) -> Places:
        """Which seats stand where."""
        return Places(self.x, self.y)


class Seating:
    """What is the same of a plan at every depth, read off its seats once; what only a near view
    shows is read when there is one, for with 100,000 seats each reading is felt."""

    def __init__(self, plan: Plan, *, screen_at_bottom: bool) -> None:
        """With the screen at the top the whole plan is turned by 180°."""
        self._plan = plan
        self._turned = not screen_at_bottom
        columns = plan.columns
        x, y, category_id = map(as_array, (columns.x_mm, columns.y_mm, columns.category_id))
        if self._turned:
            x, y = plan.width_mm - x, plan.depth_mm - y
        self._x = np.multiply(x, PX_PER_MM_ACROSS, dtype=np.float64)
        self._y = np.multiply(y, PX_PER_MM_DEEP, dtype=np.float64)
        self._angle: Floats = as_array(columns.angle_cdeg) / 100.0
        self._sizes, self._size = distinct_sizes(
            as_array(columns.width_mm), as_array(columns.depth_mm)
        )
        self._hue = np.ones(len(plan.seats), dtype=np.uint8)
        self._category = category_id
        for category in plan.categories:
            of_category = category_id == category.category_id
            self._hue[of_category] = (category.hue - 1) % _HUES + 1
        order = as_array(columns.row_by_row)
        runs = [len(run.seats) for row in plan.rows for run in row.runs]
        self._pitch = usual_pitch(self._x[order], np.cumsum(runs, dtype=np.int64))
        sizes = [sum(len(run.seats) for run in row.runs) for row in plan.rows]
        rows = np.split(order, np.cumsum(sizes[:-1], dtype=np.int64)) if sizes else []
        self._rows = tuple(row[::-1] if self._turned else row for row in rows)
        self._landmarks = shown_landmarks(plan)
        self._row_facts = row_facts(self._rows, category_id, self._x)

    @cached_property
    def number(self) -> Ints:
        """The number of each seat in its row."""
        return as_array(self._plan.columns.number)

    @cached_property
    def kind(self) -> Ints:
        """KIND_SEAT and so on."""
        return DRAWN_KINDS[as_array(self._plan.columns.kind)]

    @cached_property
    def partners(self) -> Ints:
        """Pairs of partners, each once; shape (n, 2)."""
        seats = self._plan.seats
        partnered = [index for index, seat in enumerate(seats) if seat.partner_uid]
        by_uid = {seats[index].uid: index for index in partnered}
        pairs = [
            (index, by_uid[seats[index].partner_uid])
            for index in partnered
            if by_uid.get(seats[index].partner_uid, -1) > index
        ]
        return np.array(pairs, dtype=np.int64).reshape(-1, 2)

    def lay_out(self, depth: float) -> Hall:
        """The plan ready to draw at that share of its depth."""
        plan, x = self._plan, self._x
        y: Floats = self._y * depth
        headings = Headings(plan, self._rows, self._category, self._row_facts, y, depth)
        y = y + headings.shift(y)
        sizes = self._sizes * (1.0, depth)
        around = _seat_bounds(x, y, self._size, sizes)
        placed = headings.place(x, y)
        letters = place_letters(plan, self._rows, x, y, around, depth)
        occupied = _with_headings(around, placed, depth)
        fixtures = place_fixtures(
            plan, self._landmarks, headings.gaps, occupied, depth, turned=self._turned
        )
        return Hall(
            seating=self,
            plan=plan,
            turned=self._turned,
            depth=depth,
            x=x,
            y=y,
            angle=_flattened(self._angle, depth),
            size=self._size,
            sizes=sizes,
            hue=self._hue,
            row_seats=self._rows,
            letters=letters,
            headings=placed,
            fixtures=fixtures,
            bounds=_whole_bounds(occupied, letters, fixtures),
            pitch=self._pitch,
        )


def _flattened(angle: Floats, depth: float) -> Floats:
    """The angles at which seats follow their row when it is drawn shallower."""
    if depth == 1.0:
        return angle
    flat = np.degrees(np.arctan(np.tan(np.radians(angle)) * depth))
    return np.where(np.abs(angle) < 90.0, flat, angle)


def _seat_bounds(x: Floats, y: Floats, size: Ints, sizes: Floats) -> Bounds:
    if not x.size:
        return Bounds(0.0, 0.0, 1.0, 1.0)
    around = []
    for number, (width, depth) in enumerate(sizes.tolist()):
        of_size = slice(None) if len(sizes) == 1 else size == number
        left, right, top, bottom = (
            float(edge) for side in (x[of_size], y[of_size]) for edge in (side.min(), side.max())
        )
        middles = Bounds(left, top, right, bottom)
        around.append(middles.grown(width / 2, depth / 2, width / 2, depth / 2))
    return reduce(Bounds.joined, around)


def _with_headings(around: Bounds, headings: tuple[Heading, ...], depth: float) -> Bounds:
    for heading in headings:
        room = _HEADING_ROOM + (level_rise(depth) if heading.level else 0.0)
        line = Bounds(around.left, heading.y - room, around.left, heading.y)
        around = around.joined(line)
    return around


def _whole_bounds(
    around: Bounds, letters: tuple[Letter, ...], fixtures: tuple[Fixture, ...]
) -> Bounds:
    if letters:
        x, y = [letter.x for letter in letters], [letter.y for letter in letters]
        spots = Bounds(min(x), min(y), max(x), max(y))
        around = around.joined(spots.grown(_LETTER_ROOM, 0, _LETTER_ROOM, 0))
    for fixture in fixtures:
        room = _WORD_ROOM if fixture.kind is LandmarkKind.SCREEN else 0.0
        around = around.joined(fixture.bounds.grown(0, room, 0, room))
    return around
