"""Rows of a drawing from seats that a file places one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot
from statistics import median_low

from admin_designer.designer.document.elements import SeatRow
from admin_designer.designer.document.names import LINE_MM
from admin_designer.designer.document.placed import Spot, row_through

#: Neighbours so many times further apart than the nearer ones are have an aisle between them. A
#: quarter of the steps is looked at, since more than half of them may lead over aisles.
AISLE_FACTOR = 1.5
#: A row of fewer steps says nothing about what is usual in it.
_LEAST_STEPS = 4
#: Rows of one name on both sides of an aisle are one row, unless it is wider than this.
WIDEST_AISLE_MM = 5_000
#: A name is looked for on so many lines of the hall.
_LINES_OF_A_NAME = 16

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of a file: what it is called, the part of the hall it belongs to, and its seats."""

    label: str
    block: str
    spots: tuple[Spot, ...]


#: Seats beside each other, left to right.
_Run = list[Spot]


def usual_step(rows: Iterable[Sequence[Point]]) -> float:
    """The median distance between neighbours in rows, one that there is; 0 where there are none."""
    return median_low(_lengths(rows) or [0.0])


def order_of(points: Sequence[Point]) -> list[int]:
    """The order in which a row's seats lie along it: as they are listed, or by one of their
    coordinates where that way is shorter."""
    listed = list(range(len(points)))
    ways = (
        listed,
        sorted(listed, key=lambda at: points[at]),
        sorted(listed, key=lambda at: points[at][::-1]),
    )
    # A listed order that is as short as another one stays.
    best = min(ways, key=lambda way: round(sum(_steps([points[at] for at in way])), 3))
    return best[::-1] if best and points[best[0]][0] > points[best[-1]][0] else best


def drawn_rows(placed: Iterable[PlacedRow]) -> tuple[SeatRow, ...]:
    """The rows with every seat exactly where it is placed, from left to right. Where neighbours
    are too far apart there is an aisle; parts of a row on both sides of one become one row."""
    ordered = [
        replace(row, spots=tuple(row.spots[at] for at in order_of([one.at for one in row.spots])))
        for row in placed
        if row.spots
    ]
    near_mm = _quarter(_lengths([spot.at for spot in row.spots] for row in ordered))
    whole: dict[tuple[str, str, int], list[list[_Run]]] = {}
    for at, row in enumerate(ordered):
        # A row without a name is nobody's other part.
        key = (row.label, row.block, 0 if row.label else at)
        whole.setdefault(key, []).append(_runs(row.spots, near_mm))
    rows = [
        (label, block, runs)
        for (label, block, _), parts in whole.items()
        for runs in _joined(parts)
    ]
    return tuple(
        row_through(f"r{at}", runs, label=label, block=block)
        for at, (label, block, runs) in enumerate(rows)
    )


def _steps(points: Sequence[Point]) -> list[float]:
    return [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]


def _lengths(rows: Iterable[Sequence[Point]]) -> list[float]:
    """All steps in rows; seats in one place make none."""
    return [step for row in rows for step in _steps(row) if step > 0]


def _quarter(steps: list[float]) -> float:
    return sorted(steps)[len(steps) // 4] if steps else 0.0


def _runs(spots: Sequence[Spot], near_mm: float) -> list[_Run]:
    steps = _steps([spot.at for spot in spots])
    own_mm = _quarter(steps) if len(steps) >= _LEAST_STEPS else 0.0
    widest_mm = AISLE_FACTOR * max(near_mm, own_mm)
    runs = [[spots[0]]]
    for spot, step in zip(spots[1:], steps, strict=True):
        if step > widest_mm:
            runs.append([])
        runs[-1].append(spot)
    return runs


def _joined(parts: list[list[_Run]]) -> list[list[_Run]]:
    whole: list[list[_Run]] = []
    for part in sorted(parts, key=lambda runs: runs[0][0].at):
        lines = reversed(whole[-_LINES_OF_A_NAME:])
        line = next((line for line in lines if _beside(line[-1][-1], part[0][0])), None)
        if line is None:
            whole.append(part)
        else:
            line.extend(part)
    return whole


def _beside(left: Spot, right: Spot) -> bool:
    """Whether a row may go on at the other side of an aisle, also a slanted or curved one."""
    across, down = right.x_mm - left.x_mm, abs(right.y_mm - left.y_mm)
    return 0 < across <= WIDEST_AISLE_MM and down <= max(LINE_MM, across)
