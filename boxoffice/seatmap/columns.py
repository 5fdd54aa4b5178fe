"""A plan's seats read into arrays."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from boxoffice.model.layout import Seat
from boxoffice.seatmap.distinct import distinct
from boxoffice.seatmap.projection import (
    BODY_PX_PER_MM_ACROSS,
    BODY_PX_PER_MM_DEEP,
    PX_PER_MM_ACROSS,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: So few seats are read at a time that the processor still has them at hand for their next fact:
#: that takes half as long.
_AT_ONCE = 2_000
#: Of more steps between neighbours only some are looked at for the usual one.
_PITCH_SAMPLE = 10_000


def read_columns(seats: Sequence[Seat]) -> NDArray[np.int32]:
    """Place, angle, size and category of every seat, shape (6, n)."""
    read = np.empty((6, len(seats)), dtype=np.int32)
    for start in range(0, len(seats), _AT_ONCE):
        some = seats[start : start + _AT_ONCE]
        columns = (
            [seat.x_mm for seat in some],
            [seat.y_mm for seat in some],
            [seat.angle_cdeg for seat in some],
            [seat.width_mm for seat in some],
            [seat.depth_mm for seat in some],
            [seat.category_id for seat in some],
        )
        for row, values in zip(read[:, start : start + len(some)], columns, strict=True):
            # What is the same for all of them is not converted one by one.
            row[:] = values[0] if values.count(values[0]) == len(values) else values
    return read


def distinct_sizes(width_mm: NDArray[np.int32], depth_mm: NDArray[np.int32]) -> tuple[Floats, Ints]:
    """The distinct (width, depth) pairs, shape (n, 2), and each seat's place among them."""
    # One whole number per pair: numpy finds distinct numbers far faster than distinct rows.
    pairs, size = distinct(width_mm.astype(np.int64) << 32 | depth_mm)
    width, depth = pairs >> 32, pairs & 0xFFFFFFFF
    return np.stack((width * BODY_PX_PER_MM_ACROSS, depth * BODY_PX_PER_MM_DEEP), axis=1), size


def usual_pitch(x: Floats, run_ends: Ints) -> float:
    """The usual distance between neighbours of one run, given the seats of all runs one after
    another and where each run ends; a standard pitch where there are none."""
    inside_run = np.ones(len(x), dtype=np.bool_)
    inside_run[run_ends - 1] = False
    steps = np.abs(np.diff(x)[inside_run[:-1]])
    if not steps.size:
        return 550 * PX_PER_MM_ACROSS
    # Not numpy's median: its first call loads the masked arrays, which takes a frame or two.
    some = np.sort(steps[:: 1 + len(steps) // _PITCH_SAMPLE])
    return float(some[len(some) // 2])
