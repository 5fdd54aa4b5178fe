"""What stands on the map beside seats: headings, row letters, levels, the screen and fixtures."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from boxoffice.model.layout import Landmark, LandmarkKind, Plan, SeatKind
from boxoffice.seatmap.areas import outline_of, told_of
from boxoffice.seatmap.projection import (
    BODY_PX_PER_MM_ACROSS,
    PX_PER_MM_ACROSS,
    PX_PER_MM_DEEP,
    STANDARD_DEPTH,
    STANDARD_WIDTH,
    Bounds,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Room between the bodies of two rows, map pixels, that a heading between them needs, and how far
#: its middle stands above the bodies of its first row.
HEADING_ROOM, HEADING_RISE = 49.0, 13.0
#: What is no seat shrinks with a hall's depth no further than to this share: it has words in it.
LEAST_ROOM = 0.65
#: How far the name of a level stands above a heading.
LEVEL_RISE = 28.0
#: A row whose seats differ by more in height is curved; no hairline fits above it.
CURVED = 6.0
LETTER_DISTANCE = 28.0
#: Room between two seats of a row that makes an aisle with a letter, map pixels; and the share of
#: a seat's depth by which the sides of an aisle may differ to have one letter together.
_LEAST_AISLE, _LEVEL_SHARE = 12.0, 0.25
#: Rows that are compared with all others at a time; bounds the memory that it takes.
_ROWS_AT_ONCE = 256
SCREEN_DISTANCE = 44.0
SCREEN_SHARE = 0.76
#: Room that other fixtures leave around the screen, map pixels.
SCREEN_ROOM = 8.0
_FRONTS = (LandmarkKind.SCREEN, LandmarkKind.STAGE)


class Letter(NamedTuple):
    """A row's letter and its middle; `room` is how wide it may be, map pixels."""

    text: str
    x: float
    y: float
    room: float = math.inf


@dataclass(frozen=True, slots=True)
class Heading:
    """What begins with a row: a category (`category_id` 0: none), a level of the hall, or both.

    `x` is its left end, or its middle where it is `centred` above a curved row.
    """

    text: str
    category_id: int
    x: float
    y: float
    centred: bool
    level: str = ""


@dataclass(frozen=True, slots=True)
class Fixture:
    """A landmark where the map shows it. The `outline` of an area goes through these shares of its
    bounds, (0, 0) being the left top."""

    kind: LandmarkKind
    text: str
    bounds: Bounds
    outline: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Gaps:
    """Room made for headings: from each of `starts` (map pixels, ascending) on, `total` more."""

    starts: Floats
    total: Floats

    def at(self, y: Floats) -> Floats:
        """How far things at these heights are moved down."""
        return self.total[np.searchsorted(self.starts, y, side="right")]


@dataclass(frozen=True, slots=True)
class _Group:
    """The categories, and perhaps the level, that begin with one row."""

    row: int
    category_ids: tuple[int, ...]
    level: str

    def pitch(self, depth: float) -> float:
        """The distance that the middle of its row needs from that of the row above."""
        room = HEADING_ROOM * max(depth, LEAST_ROOM) if self.category_ids else 0.0
        return STANDARD_DEPTH * depth + room + (level_rise(depth) if self.level else 0.0)


def level_rise(depth: float) -> float:
    """What the name of a level needs above a heading; in a hall drawn shallower it stands on the
    heading's own line."""
    return LEVEL_RISE if depth == 1.0 else 0.0


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What is the same of each row at every depth: its seat nearest to the middle of the hall, and
    its categories from left to right."""

    middle_seats: Ints
    categories: tuple[tuple[int, ...], ...]


def row_facts(row_seats: tuple[Ints, ...], category: Ints, x: Floats) -> RowFacts:
    """`category` and `x` are each seat's category and place across."""
    middle = (float(x.min()) + float(x.max())) / 2 if x.size else 0.0
    nearest = [int(seats[np.abs(x[seats] - middle).argmin()]) for seats in row_seats]
    return RowFacts(
        np.array(nearest, dtype=np.int64),
        tuple(_distinct_in_order(category[seats]) for seats in row_seats),
    )


def _distinct_in_order(ids: Ints) -> tuple[int, ...]:
    # Mostly there is one.
    return tuple(dict.fromkeys((ids[:1] if (ids == ids[:1]).all() else ids).tolist()))


class Headings:
    """Finds where categories and levels begin, makes room there and places their headings."""

    def __init__(
        self,
        plan: Plan,
        row_seats: tuple[Ints, ...],
        category: Ints,
        facts: RowFacts,
        y: Floats,
        depth: float,
    ) -> None:
        """`category` is each seat's category; `y` are the seats in map pixels before any room is
        made, `depth` the share of their depth at which seats are drawn."""
        self._plan = plan
        self._category = category
        self._depth = depth
        self._row_seats = row_seats
        self._facts = facts
        self._middles = y[facts.middle_seats]
        self._groups = tuple(self._find_groups())
        self.gaps = self._make_gaps()

    def shift(self, y: Floats) -> Floats:
        """How far each seat moves: whole rows together, and seats of no row by their height."""
        shift = self.gaps.at(y) if sum(map(len, self._row_seats)) < len(y) else np.zeros_like(y)
        for seats, by in zip(self._row_seats, self.gaps.at(self._middles), strict=True):
            shift[seats] = by
        return shift

    def place(self, x: Floats, y: Floats) -> tuple[Heading, ...]:
        """The headings, over seats as they stand after the shift."""
        names = {category.category_id: category.name for category in self._plan.categories}
        left = float(x.min()) if x.size else 0.0
        headings = []
        for group in self._groups:
            seats = self._row_seats[group.row]
            middle = self._facts.middle_seats[group.row]
            centred = float(np.ptp(y[seats])) > CURVED * self._depth
            line = float(y[middle]) - STANDARD_DEPTH * self._depth / 2 - HEADING_RISE
            for at, category_id in enumerate(group.category_ids or (0,)):
                own = self._seats_of(group.row, category_id)
                start = left if at == 0 else float(x[own].min())
                headings.append(
                    Heading(
                        names.get(category_id, ""),
                        category_id,
                        float(x[own].mean()) if centred else start - STANDARD_WIDTH / 2,
                        line,
                        centred,
                        group.level if at == 0 else "",
                    )
                )
        return tuple(headings)

    def _seats_of(self, row: int, category_id: int) -> Ints:
        """The seats of one category in a row; of all in it for category 0."""
        seats = self._row_seats[row]
        return seats[self._category[seats] == category_id] if category_id else seats

    def _find_groups(self) -> list[_Group]:
        seen: set[int] = set()
        level = ""
        groups = []
        for row in np.argsort(self._middles, kind="stable").tolist():
            begins = tuple(each for each in self._facts.categories[row] if each not in seen)
            new_level = self._plan.rows[row].level
            if begins or new_level != level:
                groups.append(_Group(row, begins, new_level if new_level != level else ""))
            seen.update(begins)
            level = new_level
        return groups

    def _make_gaps(self) -> Gaps:
        heights = np.sort(self._middles)
        starts, more = [], []
        for group in self._groups:
            start = self._middles[group.row]
            before = heights[heights < start - 1.0]
            if before.size:
                starts.append(float(start) - 1.0)
                more.append(max(0.0, group.pitch(self._depth) - float(start - before[-1])))
        return Gaps(np.array(starts), np.concatenate(([0.0], np.cumsum(more))))


def place_letters(
    plan: Plan, row_seats: tuple[Ints, ...], x: Floats, y: Floats, bounds: Bounds, depth: float
) -> tuple[Letter, ...]:
    """Each row's letter left and right of it, in line with the row; then those in aisles.

    Letters of straight rows stand in two columns beside the hall; those of curved rows, and of
    rows with other seats between them and the column, stand right at the row's end. A curved row
    has its letter at its aisles too: further along it may be level with another row's end.
    """
    if not row_seats:
        return ()
    seats, after = np.concatenate(row_seats), np.cumsum([*map(len, row_seats)])
    first, last = np.concatenate(([0], after[:-1])), after - 1
    deep = np.maximum.reduceat(y[seats], first) - np.minimum.reduceat(y[seats], first)
    ends = seats[np.stack((first, last), axis=1)]
    inner = seats[np.stack((np.minimum(first + 1, last), np.maximum(last - 1, first)), axis=1)]
    at_end = _blocked(x[ends], y[ends], STANDARD_DEPTH * depth / 2)
    at_end |= (deep > CURVED * depth)[:, None]
    columns = bounds.left - LETTER_DISTANCE + 13, bounds.right + LETTER_DISTANCE - 13
    further = _further_on(plan, ends, inner, x, y)
    across = np.where(at_end, further[0], columns).tolist()
    down = np.where(at_end, further[1], y[ends]).tolist()
    ends_of_rows = [
        Letter(row.label, *place)
        for row, (seat, _), *places in zip(plan.rows, ends.tolist(), across, down, strict=True)
        if plan.seats[seat].kind is not SeatKind.STANDING
        for place in zip(*places, strict=True)
    ]
    curved = np.flatnonzero(deep > CURVED * depth).tolist()
    rows = [(plan.rows[at].label, row_seats[at]) for at in curved]
    in_aisles = _letters_in_aisles(rows, x, y, _LEVEL_SHARE * STANDARD_DEPTH * depth)
    return (*ends_of_rows, *in_aisles)


def _letters_in_aisles(
    rows: Sequence[tuple[str, Ints]], x: Floats, y: Floats, level: float
) -> Iterator[Letter]:
    """A letter in the middle of each aisle of these rows, or where its sides stand at heights that
    differ by more than `level` one beside each side."""
    if not rows:
        return
    seats = np.concatenate([row for _, row in rows])
    of_row = np.repeat(np.arange(len(rows)), [len(row) for _, row in rows])
    x, y = x[seats], y[seats]
    apart = np.hypot(np.diff(x), np.diff(y)) - STANDARD_WIDTH
    aisles = np.flatnonzero((of_row[1:] == of_row[:-1]) & (apart >= _LEAST_AISLE))
    sides = (side[aisles + step].tolist() for side in (x, y) for step in (0, 1))
    facts = of_row[aisles].tolist(), apart[aisles].tolist()
    for row, room, left, right, one, other in zip(*facts, *sides, strict=True):
        label, _ = rows[row]
        if abs(other - one) <= level:
            yield Letter(label, (left + right) / 2, (one + other) / 2, room)
            continue
        away = math.copysign(STANDARD_WIDTH / 2 + room / 4, right - left)
        yield Letter(label, left + away, one, room / 2)
        yield Letter(label, right - away, other, room / 2)


def _blocked(x: Floats, y: Floats, level: float) -> NDArray[np.bool_]:
    """Whether other rows end further out on a level with a row's end: by row, left and right.
    `x`, `y` are the rows' ends, shape (n, 2)."""
    blocked = np.empty(x.shape, dtype=np.bool_)
    one, other = y[:, 0], y[:, 1]
    for start in range(0, len(x), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        for side, furthest in ((0, -x.min(axis=1)), (1, x.max(axis=1))):
            height = y[rows, side, None]
            beside = (np.abs(one - height) < level) | (np.abs(other - height) < level)
            beyond = furthest > x[rows, side, None] * (1 if side else -1)
            # A row is beside itself, but its other end is never further out.
            blocked[rows, side] = (beside & beyond).any(axis=1)
    return blocked


def _further_on(plan: Plan, ends: Ints, inner: Ints, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Where rows would go on a step beyond the seats at their `ends`, beside which are the `inner`
    ones: x and y. All have shape (rows, 2)."""
    across, down = x[ends] - x[inner], y[ends] - y[inner]
    across[ends[:, 0] == ends[:, 1]] = -1.0, 1.0
    widths = [plan.seats[seat].width_mm for seat in ends.reshape(-1).tolist()]
    wide = np.array(widths).reshape(-1, 2) * BODY_PX_PER_MM_ACROSS
    apart = np.hypot(across, down)
    far = (LETTER_DISTANCE + np.maximum(0.0, wide - STANDARD_WIDTH) / 2) / (apart + (apart == 0.0))
    return x[ends] + across * far, y[ends] + down * far


def place_fixtures(
    plan: Plan,
    landmarks: Iterable[Landmark],
    gaps: Gaps,
    bounds: Bounds,
    depth: float,
    *,
    turned: bool,
) -> tuple[Fixture, ...]:
    """These landmarks in map pixels; a plan that shows no screen or stage gets a screen.

    What stands outside of the seats and areas is drawn nearer to them than it is: metres of empty
    floor before the screen would only make the seats smaller.
    """
    away = SCREEN_DISTANCE * max(depth, LEAST_ROOM)
    fixtures = [_fixture(plan, landmark, gaps, depth, turned=turned) for landmark in landmarks]
    if plan.seats and not any(fixture.kind in _FRONTS for fixture in fixtures):
        fixtures.append(_default_screen(bounds, away, turned=turned))
    # People are in areas as they are in seats.
    people = reduce(Bounds.joined, (one.bounds for one in fixtures if one.outline), bounds)
    near = [
        one if one.outline else replace(one, bounds=_brought_near(one.bounds, people, away))
        for one in fixtures
    ]
    fronts = [fixture.bounds for fixture in near if fixture.kind in _FRONTS]
    return tuple(
        fixture
        if fixture.kind in _FRONTS or fixture.outline
        else replace(fixture, bounds=_clear_of(fixture.bounds, fronts))
        for fixture in near
    )


def _clear_of(box: Bounds, fronts: list[Bounds]) -> Bounds:
    """A box moved aside where it would lie on the screen or the stage."""
    for front in fronts:
        apart = box.bottom < front.top - SCREEN_ROOM or box.top > front.bottom + SCREEN_ROOM
        if apart or box.right < front.left - SCREEN_ROOM or box.left > front.right + SCREEN_ROOM:
            continue
        leftward = box.left + box.right < front.left + front.right
        edge = (
            front.left - SCREEN_ROOM - box.right
            if leftward
            else front.right + SCREEN_ROOM - box.left
        )
        box = Bounds(box.left + edge, box.top, box.right + edge, box.bottom)
    return box


def _brought_near(box: Bounds, seats: Bounds, away: float) -> Bounds:
    """A box in front of, behind or beside the seats, no further away than `away`."""
    middle = (box.top + box.bottom) / 2
    down = min(0.0, seats.bottom + away - middle) if box.top > seats.bottom else 0.0
    if box.bottom < seats.top:
        down = max(0.0, seats.top - away - middle)
    beyond = box.top > seats.bottom or box.bottom < seats.top
    # Beside the seats stand the row letters, which a box keeps clear of.
    room = LETTER_DISTANCE if beyond else LETTER_DISTANCE + box.width
    across = max(0.0, seats.left - room - box.left) + min(0.0, seats.right + room - box.right)
    return Bounds(box.left + across, box.top + down, box.right + across, box.bottom + down)


def _fixture(plan: Plan, landmark: Landmark, gaps: Gaps, depth: float, *, turned: bool) -> Fixture:
    x_mm, y_mm = landmark.x_mm, landmark.y_mm
    if turned:
        x_mm, y_mm = plan.width_mm - x_mm, plan.depth_mm - y_mm
    x, y = x_mm * PX_PER_MM_ACROSS, y_mm * PX_PER_MM_DEEP * depth
    y += float(gaps.at(np.array([y]))[0])
    half_width = landmark.width_mm * PX_PER_MM_ACROSS / 2
    # A door keeps its depth, since a word stands in it.
    deep = 1.0 if landmark.kind is LandmarkKind.DOOR else depth
    half_depth = landmark.depth_mm * PX_PER_MM_DEEP * deep / 2
    around = Bounds(x - half_width, y - half_depth, x + half_width, y + half_depth)
    return Fixture(landmark.kind, told_of(landmark), around, outline_of(landmark, turned=turned))


def _default_screen(bounds: Bounds, away: float, *, turned: bool) -> Fixture:
    half = bounds.width * SCREEN_SHARE / 2
    middle = (bounds.left + bounds.right) / 2
    y = bounds.top - away if turned else bounds.bottom + away
    return Fixture(LandmarkKind.SCREEN, "", Bounds(middle - half, y, middle + half, y))
