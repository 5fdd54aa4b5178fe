"""What seats see of the picture, as a heat map of a few steps, and who sees it badly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.sightlines import (
    MOST_SIDEWAYS_DEG,
    MOST_VERTICAL_DEG,
    Sightlines,
)

STEPS = 5
_MM = 1_000


class Measure(StrEnum):
    """What is shown of each seat: how far it is from the picture, how far it looks up to it, and
    how far aside it sits."""

    DISTANCE = "distance"
    VERTICAL = "vertical"
    SIDEWAYS = "sideways"


@dataclass(frozen=True, slots=True)
class Heat:
    """`steps` are 1 to STEPS by seat, 0 for seats outside. `edges` part the steps, one more than
    there are of them: metres for distances, else degrees."""

    steps: Mapping[str, int]
    edges: tuple[float, ...]


def heat(sight: Sightlines, measure: Measure) -> Heat:
    """The heat map of one measure. Distances are parted evenly from the nearest to the farthest
    seat, angles up to the most that is comfortable."""
    match measure:
        case Measure.DISTANCE:
            values = sight.distance_mm / _MM
            lowest, highest = float(values.min()), float(values.max())
            outside = sight.too_steep | sight.too_far_aside
        case Measure.VERTICAL:
            values, lowest, highest = sight.vertical_deg, 0.0, MOST_VERTICAL_DEG
            outside = sight.too_steep
        case Measure.SIDEWAYS:
            values, lowest, highest = sight.sideways_deg, 0.0, MOST_SIDEWAYS_DEG
            outside = sight.too_far_aside
    edges = np.linspace(lowest, highest, STEPS + 1)
    steps = np.searchsorted(edges[1:-1], values) + 1
    steps[outside] = 0
    return Heat(dict(zip(sight.uids, steps.tolist(), strict=True)), tuple(edges.tolist()))


def uids_where(sight: Sightlines, which: NDArray[np.bool_]) -> tuple[str, ...]:
    """The seats for which it is so."""
    return tuple(sight.uids[at] for at in np.flatnonzero(which).tolist())


def runs_where(sight: Sightlines, which: NDArray[np.bool_]) -> Iterator[str]:
    """The same by name; seats that follow each other in a row as the first and the last."""
    of_run = groupby(
        enumerate(np.flatnonzero(which).tolist()), lambda one: (sight.rows[one[1]], one[1] - one[0])
    )
    for _, run in of_run:
        seats = [at for _, at in run]
        first, last = sight.seat_ids[seats[0]], sight.seat_ids[seats[-1]]
        yield first if first == last else f"{first}–{last}"
