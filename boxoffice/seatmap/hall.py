"""A plan laid out for drawing: arrays of seats in map pixels, and what stands beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from boxoffice.model.layout import LandmarkKind, Plan, Row, Seat, SeatKind
from boxoffice.seatmap.distinct import distinct
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
)
from boxoffice.seatmap.projection import (
    BODY_PX_PER_MM_ACROSS,
    BODY_PX_PER_MM_DEEP,
    PX_PER_MM_ACROSS,
    PX_PER_MM_DEEP,
    Bounds,
)

#: What of a seat's kind changes its drawing.
KIND_SEAT, KIND_WHEELCHAIR, KIND_COMPANION = 0, 1, 2
_KINDS = {SeatKind.WHEELCHAIR: KIND_WHEELCHAIR, SeatKind.COMPANION: KIND_COMPANION}

#: Hues beyond these look like the first ones again, as their colours and bands do; sprites have
#: room for so many.
_HUES = 60

#: Room for a letter, a heading and the word under the screen, map pixels.
_LETTER_ROOM, _HEADING_ROOM, _WORD_ROOM = 12.0, 14.0, 30.0
#: Partners further apart than this are not joined by a bar, map pixels.
_LONGEST_JOIN = 60.0


@dataclass(frozen=True, slots=True)
class Hall:
    """A plan as the map draws it. Arrays follow the plan's seat order, lengths are map pixels.

    `x`, `y` are centres; `angle` is in degrees clockwise; `size` numbers the distinct (width,
    depth) pairs in `sizes`; `joins` are pairs of partners, shape (n, 2); `row_seats` are the
    seats of each row from left to right as shown; `turned` means that the screen is at the top;
    `depth` is the share of its depth that everything is drawn at; `pitch` is the usual distance
    between neighbours.
    """

    plan: Plan
    turned: bool
    depth: float
    x: Floats
    y: Floats
    angle: Floats
    size: Ints
    sizes: Floats
    number: Ints
    hue: Ints
    kind: Ints
    joins: Ints
    row_seats: tuple[Ints, ...]
    letters: tuple[Letter, ...]
    headings: tuple[Heading, ...]
    fixtures: tuple[Fixture, ...]
    bounds: Bounds
    pitch: float


class Seating:
    """What is the same of a plan at every depth, read off its seats once."""

    def __init__(self, plan: Plan, *, screen_at_bottom: bool) -> None:
        """With the screen at the top the whole plan is turned by 180°."""
        seats = plan.seats
        self._plan = plan
        self._turned = not screen_at_bottom
        x, y = _column(seats, "x_mm"), _column(seats, "y_mm")
        if self._turned:
            x, y = plan.width_mm - x, plan.depth_mm - y
        self._x, self._y = x * PX_PER_MM_ACROSS, y * PX_PER_MM_DEEP
        self._angle = _column(seats, "angle_cdeg") / 100.0
        self._sizes, self._size = _sizes(seats)
        self._number = _column(seats, "number").astype(np.int64)
        hues = {category.category_id: category.hue for category in plan.categories}
        found = np.array([hues.get(seat.category_id, 1) for seat in seats], dtype=np.int64)
        self._hue = (found - 1) % _HUES + 1
        kinds = [_KINDS.get(seat.kind, KIND_SEAT) for seat in seats]
        self._kind = np.array(kinds, dtype=np.int64)
        self._partners = _partners(seats)
        self._rows = tuple(_row_order(row, turned=self._turned) for row in plan.rows)
        self._pitch = _pitch(plan, self._x)

    def lay_out(self, depth: float) -> Hall:
        """The plan ready to draw at that share of its depth."""
        plan, x, y = self._plan, self._x, self._y * depth
        headings = Headings(plan, self._rows, x, y, depth)
        y = y + headings.shift(y)
        sizes = self._sizes * (1.0, depth)
        around = _seat_bounds(x, y, sizes[self._size])
        placed = headings.place(x, y)
        letters = place_letters(plan, self._rows, x, y, around, depth)
        occupied = _with_headings(around, placed, depth)
        fixtures = place_fixtures(plan, headings.gaps, occupied, depth, turned=self._turned)
        return Hall(
            plan=plan,
            turned=self._turned,
            depth=depth,
            x=x,
            y=y,
            angle=_flattened(self._angle, depth),
            size=self._size,
            sizes=sizes,
            number=self._number,
            hue=self._hue,
            kind=self._kind,
            joins=_close(self._partners, x, y),
            row_seats=self._rows,
            letters=letters,
            headings=placed,
            fixtures=fixtures,
            bounds=_whole_bounds(occupied, letters, fixtures),
            pitch=self._pitch,
        )


def _column(seats: Sequence[Seat], name: str) -> Floats:
    return np.fromiter(map(attrgetter(name), seats), dtype=np.float64, count=len(seats))


def _row_order(row: Row, *, turned: bool) -> Ints:
    order = np.array([index for run in row.runs for index in run.seats], dtype=np.int64)
    return order[::-1] if turned else order


def _flattened(angle: Floats, depth: float) -> Floats:
    """The angles at which seats follow their row when it is drawn shallower."""
    upright = np.abs(angle) < 90.0
    flat = np.degrees(np.arctan(np.tan(np.radians(angle)) * depth))
    return np.where(upright, flat, angle) if depth < 1.0 else angle


def _sizes(seats: Sequence[Seat]) -> tuple[Floats, Ints]:
    """The distinct (width, depth) pairs, shape (n, 2), and each seat's place among them."""
    # One complex number per pair: numpy finds distinct numbers far faster than distinct rows.
    pairs = _column(seats, "width_mm") + 1j * _column(seats, "depth_mm")
    sides, size = distinct(pairs)
    sizes = np.stack((sides.real * BODY_PX_PER_MM_ACROSS, sides.imag * BODY_PX_PER_MM_DEEP), axis=1)
    return sizes, size


def _seat_bounds(x: Floats, y: Floats, body: Floats) -> Bounds:
    if not x.size:
        return Bounds(0.0, 0.0, 1.0, 1.0)
    half_width, half_depth = body[:, 0] / 2, body[:, 1] / 2
    return Bounds(
        float((x - half_width).min()),
        float((y - half_depth).min()),
        float((x + half_width).max()),
        float((y + half_depth).max()),
    )


def _partners(seats: Sequence[Seat]) -> Ints:
    """Pairs of partners, each once; shape (n, 2)."""
    partnered = [index for index, seat in enumerate(seats) if seat.partner_uid]
    by_uid = {seats[index].uid: index for index in partnered}
    pairs = [
        (index, by_uid[seats[index].partner_uid])
        for index in partnered
        if by_uid.get(seats[index].partner_uid, -1) > index
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _close(pairs: Ints, x: Floats, y: Floats) -> Ints:
    """The pairs that stand close enough to be joined."""
    apart = np.hypot(np.diff(x[pairs], axis=1), np.diff(y[pairs], axis=1))
    return pairs[apart[:, 0] < _LONGEST_JOIN]


def _pitch(plan: Plan, x: Floats) -> float:
    """The median distance between neighbours of one run; a standard pitch where there are none."""
    steps = [
        np.abs(np.diff(x[np.array(run.seats, dtype=np.int64)]))
        for row in plan.rows
        for run in row.runs
        if len(run.seats) > 1
    ]
    if not steps:
        return 550 * PX_PER_MM_ACROSS
    # Not numpy's median: its first call loads the masked arrays, which takes a frame or two.
    ordered = np.sort(np.concatenate(steps))
    return float(ordered[len(ordered) // 2])


def _with_headings(around: Bounds, headings: tuple[Heading, ...], depth: float) -> Bounds:
    for heading in headings:
        room = _HEADING_ROOM + (level_rise(depth) if heading.level else 0.0)
        line = Bounds(around.left, heading.y - room, around.left, heading.y)
        around = around.joined(line)
    return around


def _whole_bounds(
    around: Bounds, letters: tuple[Letter, ...], fixtures: tuple[Fixture, ...]
) -> Bounds:
    for letter in letters:
        spot = Bounds(letter.x, letter.y, letter.x, letter.y)
        around = around.joined(spot.grown(_LETTER_ROOM, 0, _LETTER_ROOM, 0))
    for fixture in fixtures:
        room = _WORD_ROOM if fixture.kind is LandmarkKind.SCREEN else 0.0
        around = around.joined(fixture.bounds.grown(0, room, 0, room))
    return around
