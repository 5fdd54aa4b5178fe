"""Whether people get past each other between rows, and rows moved apart so that they do."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Element
from admin_designer.designer.document.names import Line
from admin_designer.designer.document.overlaps import Floats, overlapping

Ints = NDArray[np.int64]

#: Of rows that look to the side nobody asks how far they are to go.
_LEAST_COSINE = 0.5


@dataclass(frozen=True, slots=True)
class Tight:
    """Two lines of the hall by their numbers, the one further back first, the indexes of those of
    their seats that have less than the passage between them, how much that is at the least, and
    how far to the front the second one must go for all of the passage."""

    behind: int
    before: int
    seats: tuple[int, ...]
    clear_mm: int
    forward_mm: int


def tight_lines(seats: Floats, line: Ints, passage_mm: int) -> list[Tight]:
    """The pairs of lines without a passage between them. `seats` has shape (5, n): x, y, angle in
    hundredths of a degree, width and depth; `line` says in which line each stands. Seats that lie
    over each other are not counted: they are wrong otherwise."""
    x_mm, y_mm, angle_cdeg, width_mm, depth_mm = seats
    wanted = depth_mm + passage_mm
    pairs = overlapping(x_mm, y_mm, angle_cdeg, width_mm, wanted, 1.0)
    pairs = pairs[line[pairs[:, 0]] != line[pairs[:, 1]]]
    behind, before = np.sort(np.stack((line[pairs[:, 0]], line[pairs[:, 1]])), axis=0)
    # From one seat to the other in the direction in which the first one looks.
    by = np.radians(angle_cdeg[pairs[:, 0]] / 100)
    across, down = (at[pairs[:, 1]] - at[pairs[:, 0]] for at in (x_mm, y_mm))
    clear = np.abs(down * np.cos(by) - across * np.sin(by)) - depth_mm[pairs].mean(axis=1)
    # A seat that looks aside comes away from the other by less than it goes to the front.
    forward = (passage_mm - clear) / np.maximum(np.abs(np.cos(by)), _LEAST_COSINE)
    found: dict[tuple[int, int], tuple[list[int], int, int]] = {}
    for one, other, pair, mm, forward_mm in zip(
        *(at.tolist() for at in (behind, before, pairs, clear, forward)), strict=True
    ):
        if mm >= 0:
            told, least, most = found.get((one, other), ([], passage_mm, 0))
            most = max(most, math.ceil(forward_mm))
            found[one, other] = (told + pair, min(least, int(mm)), most)
    return [
        Tight(one, other, tuple(sorted(set(pair))), mm, forward_mm)
        for (one, other), (pair, mm, forward_mm) in sorted(found.items())
        if mm < passage_mm
    ]


def moved_apart(
    document: Document, lines: Sequence[Line], tight: Iterable[Tight]
) -> Mapping[str, Element]:
    """The drawing with each of these lines, and all before it, moved on to the screen by what it
    lacks: rows, fixtures, areas, the hall's depth and the point of the best seats."""
    lacking: dict[int, int] = {}
    for one in tight:
        lacking[one.before] = max(lacking.get(one.before, 0), one.forward_mm)
    starts = {at: min(part.row.y_mm for part in lines[at]) for at in lacking}
    ordered = sorted(lacking, key=starts.__getitem__)
    from_mm = [starts[at] for at in ordered]
    by_mm = [0, *accumulate(lacking[at] for at in ordered)]

    def moved(y_mm: int) -> int:
        return y_mm + by_mm[bisect_right(from_mm, y_mm)]

    hall = document.hall
    becomes: dict[str, Element] = {
        one.element_id: replace(one, y_mm=moved(one.y_mm))
        for one in (*document.rows, *document.things)
        if one.y_mm >= from_mm[0]
    }
    becomes[hall.element_id] = replace(
        hall,
        depth_mm=hall.depth_mm and hall.depth_mm + by_mm[-1],
        focal_y_mm=None if hall.focal_y_mm is None else moved(hall.focal_y_mm),
    )
    return becomes
