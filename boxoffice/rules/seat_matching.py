"""Which seat of one plan is which of another: by uid, then by ID, then by place."""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from boxoffice.model.layout import Plan, Seat, SeatKind
from boxoffice.model.moving import Match

#: Seats whose centres are no further apart stand at the same place.
PLACE_MM = 200
#: No hall has seats so close to each other; where somebody heaped them up some are not found.
MOST_IN_A_CELL = 9

#: The index of a seat of the new plan, and by what it was found.
Found = tuple[int, Match]
_Spot = tuple[int, int]


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


def new_uids(old: Plan, new: Plan) -> Mapping[str, str]:
    """Uid of a seat of `old` to the uid it has in `new`; those that are gone are left out."""
    return {
        old.seats[index].uid: new.seats[at].uid for index, (at, _) in match_seats(old, new).items()
    }


def _by_uid(old: Plan, new: Plan, left: Iterable[int], free: set[int]) -> Iterator[tuple[int, int]]:
    return _named(old, new, left, free, lambda seat: seat.uid)


def _by_id(old: Plan, new: Plan, left: Iterable[int], free: set[int]) -> Iterator[tuple[int, int]]:
    # Whatever it is called, nobody who had a seat is to stand, nor the other way round.
    return _named(old, new, left, free, lambda seat: (_is_standing(seat), seat.seat_id))


def _named(
    old: Plan, new: Plan, left: Iterable[int], free: set[int], name: Callable[[Seat], Hashable]
) -> Iterator[tuple[int, int]]:
    at_name = {name(new.seats[at]): at for at in free}
    for index in left:
        at = at_name.get(name(old.seats[index]))
        if at is not None:
            yield index, at


def _by_place(
    old: Plan, new: Plan, left: Iterable[int], free: set[int]
) -> Iterator[tuple[int, int]]:
    """The nearest first. Seats at one spot are taken together, and of more than MOST_IN_A_CELL
    spots in one cell only the first: else heaped seats would be compared each with each."""
    cells: defaultdict[_Spot, list[_Spot]] = defaultdict(list)
    there = _by_spot(new, sorted(free))
    for spot in there:
        cells[_cell(spot)].append(spot)
    here = _by_spot(old, left)
    near = []
    for spot, indexes in here.items():
        column, line = _cell(spot)
        for cell in ((column + dx, line + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            beside = {spot} if _cell(spot) == cell and spot in there else set()
            for other in beside.union(cells.get(cell, ())[:MOST_IN_A_CELL]):
                if (apart_mm := math.dist(spot, other)) <= PLACE_MM:
                    near.append((apart_mm, indexes[0], there[other][0], spot, other))
    for *_, spot, other in sorted(near):
        while here[spot] and there[other]:
            yield here[spot].popleft(), there[other].popleft()


def _by_spot(plan: Plan, seats: Iterable[int]) -> dict[_Spot, deque[int]]:
    spots: defaultdict[_Spot, deque[int]] = defaultdict(deque)
    for at in seats:
        # Where a place to stand is drawn says nothing of it.
        if _is_standing(plan.seats[at]):
            continue
        spots[plan.seats[at].x_mm, plan.seats[at].y_mm].append(at)
    return spots


def distance_mm(one: Seat, other: Seat) -> float:
    """Between the centres of two seats."""
    return math.hypot(one.x_mm - other.x_mm, one.y_mm - other.y_mm)


def _cell(spot: _Spot) -> _Spot:
    return spot[0] // PLACE_MM, spot[1] // PLACE_MM


def _is_standing(seat: Seat) -> bool:
    return seat.kind is SeatKind.STANDING
