"""Which seat of one plan is which of another: by uid, then by ID, then by place."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from boxoffice.model.layout import Plan, Seat
from boxoffice.model.moving import Match

#: Seats whose centres are no further apart stand at the same place.
PLACE_MM = 200

#: The index of a seat of the new plan, and by what it was found.
Found = tuple[int, Match]


def match_seats(old: Plan, new: Plan) -> Mapping[int, Found]:
    """Index of a seat of `old` to its one seat of `new`; those that are gone are left out.

    Each way of matching is tried over all seats before the next one, so that a seat that took
    over the ID of another is never taken for it.
    """
    found: dict[int, Found] = {}
    free = set(range(len(new.seats)))
    for match, pairs in ((Match.UID, _by_uid), (Match.SEAT_ID, _by_id), (Match.PLACE, _by_place)):
        left = [index for index in range(len(old.seats)) if index not in found]
        for index, at in pairs(old, new, left, free):
            # Pairs come the nearest first, and a seat may be in several.
            if index not in found and at in free:
                found[index] = (at, match)
                free.discard(at)
    return found


def _by_uid(old: Plan, new: Plan, left: Iterable[int], free: set[int]) -> Iterator[tuple[int, int]]:
    return _named(old, new, left, free, lambda seat: seat.uid)


def _by_id(old: Plan, new: Plan, left: Iterable[int], free: set[int]) -> Iterator[tuple[int, int]]:
    return _named(old, new, left, free, lambda seat: seat.seat_id)


def _named(
    old: Plan, new: Plan, left: Iterable[int], free: set[int], name: Callable[[Seat], str]
) -> Iterator[tuple[int, int]]:
    at_name = {name(new.seats[at]): at for at in free}
    for index in left:
        at = at_name.get(name(old.seats[index]))
        if at is not None:
            yield index, at


def _by_place(
    old: Plan, new: Plan, left: Iterable[int], free: set[int]
) -> Iterator[tuple[int, int]]:
    by_cell: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for at in free:
        by_cell[_cell(new.seats[at])].append(at)
    near = []
    for index in left:
        seat = old.seats[index]
        column, line = _cell(seat)
        for cell in ((column + dx, line + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            for at in by_cell.get(cell, ()):
                if (apart_mm := distance_mm(seat, new.seats[at])) <= PLACE_MM:
                    near.append((apart_mm, index, at))
    for _, index, at in sorted(near):
        yield index, at


def distance_mm(one: Seat, other: Seat) -> float:
    """Between the centres of two seats."""
    return math.hypot(one.x_mm - other.x_mm, one.y_mm - other.y_mm)


def _cell(seat: Seat) -> tuple[int, int]:
    return seat.x_mm // PLACE_MM, seat.y_mm // PLACE_MM
