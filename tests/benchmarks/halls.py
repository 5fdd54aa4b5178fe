"""Halls of any size for measuring: a balcony of two curved wings, straight stalls, turned sides."""

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass

from boxoffice.model.layout import Category, Plan, Row, Run, Seat, SeatKind, SeatState

#: Rows and seats in a row by the seats of the hall, shaped as a view of 1600 x 1000 is.
SHAPES = {100: (5, 20), 5_000: (50, 100), 10_000: (50, 200), 100_000: (200, 500)}
PITCH_MM, ROW_PITCH_MM, AISLE_MM, BALCONY_GAP_MM, MARGIN_MM = 550, 1100, 900, 2500, 1500
#: The rows of a wing curve about a point this many of their widths away from the front one.
RADIUS_SHARE = 1.5
SIDE_SHARE, SIDE_TURN_DEG = 0.2, 12.0
CATEGORIES = (Category(1, "Standard", 1), Category(2, "Premium", 2), Category(3, "Diamond", 3))
#: Of ten seats, in the order of SeatState, as a show stands that sells well.
STANDING = (6, 1, 2, 1)


@dataclass(frozen=True, slots=True)
class _Place:
    """A seat's centre in millimetres and its angle in degrees."""

    x: float
    y: float
    angle: float = 0.0


def hall(seats: int) -> Plan:
    """A hall of so many seats, one of SHAPES."""
    rows, columns = SHAPES[seats]
    balcony, width = rows // 2, columns * PITCH_MM + 2 * AISLE_MM
    front = balcony * ROW_PITCH_MM + width * RADIUS_SHARE / 2
    drawn: list[tuple[str, list[list[_Place]]]] = []
    for row in range(rows):
        if row < balcony:
            runs = _wings(columns, front - row * ROW_PITCH_MM, row * ROW_PITCH_MM)
            drawn.append(("Balcony", runs))
        else:
            below = max(place.y for run in drawn[balcony - 1][1] for place in run)
            y = below + BALCONY_GAP_MM + (row - balcony) * ROW_PITCH_MM
            drawn.append(("Stalls", _stalls(columns, y)))
    return _plan(drawn)


def states(plan: Plan) -> bytes:
    """One SeatState a byte, as a snapshot says them."""
    chosen = random.Random(4).choices(list(SeatState), STANDING, k=len(plan.seats))
    return bytes(chosen)


def _wings(columns: int, radius: float, y: float) -> list[list[_Place]]:
    """Two runs, each curved about a point behind the screen in the middle of its wing."""
    half = columns // 2
    middle = half * PITCH_MM / 2 + AISLE_MM
    return [
        [_on_arc(side * middle, y, radius, place) for place in _spread(half)] for side in (-1, 1)
    ]


def _on_arc(middle: float, y: float, radius: float, along: float) -> _Place:
    turn = along / radius
    across, down = radius * math.sin(turn), radius * (1 - math.cos(turn))
    return _Place(middle + across, y + down, math.degrees(turn))


def _stalls(columns: int, y: float) -> list[list[_Place]]:
    """A straight run between two that are turned towards the screen."""
    side = round(columns * SIDE_SHARE)
    middle = columns - 2 * side
    edge = middle * PITCH_MM / 2 + AISLE_MM
    turn = math.radians(SIDE_TURN_DEG)
    steps = [(place * PITCH_MM + PITCH_MM / 2) for place in range(side)]
    right = [
        _Place(edge + s * math.cos(turn), y + s * math.sin(turn), SIDE_TURN_DEG) for s in steps
    ]
    left = [_Place(-place.x, place.y, -place.angle) for place in reversed(right)]
    return [left, [_Place(place, y) for place in _spread(middle)], right]


def _spread(count: int) -> Iterable[float]:
    """Where so many seats stand around 0."""
    return [(place - (count - 1) / 2) * PITCH_MM for place in range(count)]


def _plan(drawn: list[tuple[str, list[list[_Place]]]]) -> Plan:
    every = [place for _, runs in drawn for run in runs for place in run]
    left, top = min(place.x for place in every), min(place.y for place in every)
    seats: list[Seat] = []
    rows = []
    for at, (level, runs) in enumerate(drawn):
        category = CATEGORIES[at * len(CATEGORIES) // len(drawn)]
        indexes, first = [], len(seats)
        for run in runs:
            start = len(seats)
            for place in run:
                number = len(seats) - first + 1
                seats.append(
                    Seat(
                        uid=f"u{len(seats)}",
                        seat_id=f"R{at + 1}-{number}",
                        row=f"R{at + 1}",
                        number=number,
                        category_id=category.category_id,
                        kind=SeatKind.STANDARD,
                        x_mm=round(place.x - left) + MARGIN_MM,
                        y_mm=round(place.y - top) + MARGIN_MM,
                        angle_cdeg=round(place.angle * 100),
                    )
                )
            indexes.append(Run(tuple(range(start, len(seats)))))
        rows.append(Row(f"R{at + 1}", tuple(indexes), level))
    width = max(seat.x_mm for seat in seats) + MARGIN_MM
    depth = max(seat.y_mm for seat in seats) + MARGIN_MM
    return Plan(tuple(seats), CATEGORIES, tuple(rows), (), width, depth, width // 2, depth // 2)
