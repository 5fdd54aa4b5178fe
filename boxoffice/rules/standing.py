"""Areas without numbered seats: their places, and which of them are whose."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from statistics import fmean

from boxoffice.model.layout import Corner, Plan, SeatKind

#: A place is no larger, and takes this share of the room that it has.
MAX_PLACE_MM, PLACE_SHARE = 450, 0.7
#: An outline's room is measured along so many lines.
_SLICES = 64

_Span = tuple[float, float]


def places_by_area(plan: Plan) -> Mapping[str, tuple[int, ...]]:
    """The indexes of standing places by the name of their area, which is the row of each."""
    areas: dict[str, list[int]] = {}
    for at, seat in enumerate(plan.seats):
        if seat.kind is SeatKind.STANDING:
            areas.setdefault(seat.row, []).append(at)
    return {name: tuple(places) for name, places in areas.items()}


def laid_out(corners: Sequence[Corner], count: int) -> tuple[list[list[tuple[int, int]]], int]:
    """So many places spread evenly inside an outline: their middles from the middle of the box
    around it, in lines from the back, left to right in each; and how wide each is."""
    depth = max(one.y_mm for one in corners) - min(one.y_mm for one in corners)
    room = depth * fmean(_length(line) for _, line in _lines(corners, _SLICES))
    pitch = max(1.0, math.sqrt(room / count))
    # No more than people: an outline with no room inside would have a line for each millimetre.
    lines = _lines(corners, min(count, max(1, round(depth / pitch))))
    lengths = [_length(line) for _, line in lines]
    # Each line has its share of the places, so that none is emptier than the others.
    whole = sum(lengths) or 1.0
    ends = [0, *(round(count * so_far / whole) for so_far in accumulate(lengths))]
    ends[-1] = count
    placed = [
        [(round(x), round(y)) for x in _spread(line, end - start)]
        for (y, line), (start, end) in zip(lines, pairwise(ends), strict=True)
        if end > start
    ]
    return placed, max(1, min(MAX_PLACE_MM, round(PLACE_SHARE * pitch)))


def _lines(corners: Sequence[Corner], number: int) -> list[tuple[float, list[_Span]]]:
    """So many lines across an outline, evenly from the back: each one's depth and its parts inside.
    An outline may cross itself, where the sum over its corners says little of its room."""
    back, front = min(one.y_mm for one in corners), max(one.y_mm for one in corners)
    depths = (back + (front - back) * (at + 0.5) / number for at in range(number))
    return [(depth, list(_inside(corners, depth))) for depth in depths]


def _length(line: Sequence[_Span]) -> float:
    return sum(right - left for left, right in line)


def _spread(spans: Sequence[_Span], count: int) -> Iterator[float]:
    """So many places evenly along these parts of a line, as if they were one."""
    whole = _length(spans)
    for at in range(count):
        along = whole * (at + 0.5) / count
        for left, right in spans:
            if along <= right - left:
                yield left + along
                break
            along -= right - left
        else:
            yield spans[-1][1] if spans else 0.0


def _inside(corners: Sequence[Corner], y: float) -> Iterator[_Span]:
    """From where to where a line at this depth is inside of an outline, left to right."""
    crossed = sorted(
        one.x_mm + (y - one.y_mm) * (other.x_mm - one.x_mm) / (other.y_mm - one.y_mm)
        for one, other in pairwise((*corners, corners[0]))
        if (one.y_mm > y) is not (other.y_mm > y)
    )
    yield from zip(crossed[::2], crossed[1::2], strict=True)
