"""Rows in which every seat stands where somebody else put it: in a published plan, or in a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from admin_designer.designer.document.elements import Place, SeatRow
from admin_designer.designer.document.row_shape import stand

USUAL_SPACING_MM = 560


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat and its centre in the hall."""

    place: Place
    x_mm: int
    y_mm: int

    @property
    def at(self) -> tuple[int, int]:
        """Its centre."""
        return self.x_mm, self.y_mm


def row_through(
    element_id: str,
    runs: Sequence[Sequence[Spot]],
    *,
    label: str = "",
    block: str = "",
    level: str = "",
) -> SeatRow:
    """A straight row whose places are shifted to their spots, to the millimetre; between runs lies
    an aisle."""
    spots = [spot for run in runs for spot in run]
    across = [right.x_mm - left.x_mm for run in runs for left, right in pairwise(run)]
    spacing_mm = _even(median(across)) if across else USUAL_SPACING_MM
    places = [spot.place for spot in spots]
    at = 0
    for before, run in pairwise(runs):
        at += len(before)
        gap_mm = _even(run[0].x_mm - before[-1].x_mm - spacing_mm)
        places[at] = replace(places[at], gap_mm=gap_mm)
    straight = SeatRow(
        element_id,
        (spots[0].x_mm + spots[-1].x_mm) // 2,
        spots[len(spots) // 2].y_mm,
        tuple(places),
        spacing_mm,
        label=label,
        block=block,
        level=level,
    )
    stood = stand(straight)
    moved = (
        replace(
            place,
            shift_x_mm=spot.x_mm - round(float(x_mm)),
            shift_y_mm=spot.y_mm - round(float(y_mm)),
        )
        for place, spot, x_mm, y_mm in zip(places, spots, stood.x_mm, stood.y_mm, strict=True)
    )
    return replace(straight, places=tuple(moved))


def _even(length_mm: float) -> int:
    """Even and more than 0, so that no place stands on half a millimetre."""
    return 2 * max(1, round(length_mm / 2))
