"""A plan's seats as arrays."""

from array import array

import numpy as np
from numpy.typing import NDArray

from boxoffice.seatmap.distinct import distinct
from boxoffice.seatmap.projection import (
    BODY_PX_PER_MM_ACROSS,
    BODY_PX_PER_MM_DEEP,
    PX_PER_MM_ACROSS,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Of more steps between neighbours only some are looked at for the usual one.
_PITCH_SAMPLE = 10_000
_LEAST_PITCH = 1.0


def as_array(column: "array[int]") -> Ints:
    """A plan's column as numpy has it."""
    return np.frombuffer(column, dtype=np.intc).astype(np.int64)


def distinct_sizes(width_mm: Ints, depth_mm: Ints) -> tuple[Floats, Ints]:
    """The distinct (width, depth) pairs, shape (n, 2), and each seat's place among them."""
    # One whole number per pair: numpy finds distinct numbers far faster than distinct rows.
    pairs, size = distinct(width_mm << 32 | depth_mm)
    width, depth = pairs >> 32, pairs & 0xFFFFFFFF
    return np.stack((width * BODY_PX_PER_MM_ACROSS, depth * BODY_PX_PER_MM_DEEP), axis=1), size


def usual_pitch(x: Floats, run_ends: Ints) -> float:
    """The usual distance between neighbours of one run, given the seats of all runs one after
    another and where each run ends; a standard pitch where there are none."""
    inside_run = np.ones(len(x), dtype=np.bool_)
    inside_run[run_ends - 1] = False
    steps = np.abs(np.diff(x)[inside_run[:-1]])
    # Seats heaped up on one spot have no distance that a zoom could keep to.
    steps = steps[steps >= _LEAST_PITCH]
    if not steps.size:
        return 550 * PX_PER_MM_ACROSS
    # Not numpy's median: its first call loads the masked arrays, which takes a frame or two.
    some = np.sort(steps[:: 1 + len(steps) // _PITCH_SAMPLE])
    return float(some[len(some) // 2])
