"""Where the places of a row stand."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.elements import SeatRow

Floats = NDArray[np.float64]


class Stood(NamedTuple):
    """Centres in millimetres and angles in hundredths of a degree, one of each a place."""

    x_mm: Floats
    y_mm: Floats
    angle_cdeg: Floats


def stand(row: SeatRow) -> Stood:
    """Every place of a row in the hall, also those that are out."""
    along = along_of(row)
    if row.radius_mm:
        x, y, angle = _arc(along, row.radius_mm)
    elif row.turns:
        x, y, angle = _bent(along, row)
    else:
        x, y, angle = along, np.zeros(len(along)), np.zeros(len(along))
    places = row.places
    x = x + column([place.shift_x_mm for place in places])
    y = y + column([place.shift_y_mm for place in places])
    turn = column([place.turn_cdeg for place in places])
    by = math.radians(row.angle_cdeg / 100)
    cosine, sine = math.cos(by), math.sin(by)
    return Stood(
        row.x_mm + x * cosine - y * sine,
        row.y_mm + x * sine + y * cosine,
        _half_turn(np.degrees(angle) * 100 + turn + row.angle_cdeg),
    )


def column(values: list[int]) -> Floats | float:
    """Whole numbers as an array, or the one that all of them are."""
    if values and values.count(values[0]) == len(values):
        return float(values[0])
    return np.array(values, dtype=np.float64)


def along_of(row: SeatRow) -> Floats:
    """How far each place lies along the row from its middle."""
    steps = np.full(len(row.places), row.spacing_mm, dtype=np.float64)
    steps += column([place.gap_mm for place in row.places])
    steps[:1] = 0.0
    along: Floats = np.cumsum(steps)
    return along - along[-1] / 2 if along.size else along


def _arc(along: Floats, radius_mm: int) -> tuple[Floats, Floats, Floats]:
    angle = along / radius_mm
    return radius_mm * np.sin(angle), radius_mm * (1 - np.cos(angle)), angle


def _bent(along: Floats, row: SeatRow) -> tuple[Floats, Floats, Floats]:
    """A row that turns at places; its ends keep the middle between them."""
    heading = np.zeros(len(along))
    for turn in row.turns:
        heading[turn.at :] += math.radians(turn.angle_cdeg / 100)
    steps = np.diff(along, prepend=along[:1])
    # Over a bend one goes half turned, so that a row is the same from its other end.
    going = heading - np.diff(heading, prepend=heading[:1]) / 2
    x, y = np.cumsum(steps * np.cos(going)), np.cumsum(steps * np.sin(going))
    if x.size:
        x, y = x - (x[0] + x[-1]) / 2, y - (y[0] + y[-1]) / 2
    return x, y, heading


def _half_turn(angle_cdeg: Floats) -> Floats:
    """Angles from -180° to 180°."""
    return (angle_cdeg + 18_000) % 36_000 - 18_000
