"""The free seats of a hall, for parties that sit in parts and for selling a whole house."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from heapq import nsmallest
from statistics import fmean

from boxoffice.model.layout import Plan, SeatKind, SeatState
from boxoffice.rules.seats_together import distances_mm
from boxoffice.rules.standing import places_by_area

#: What a split party pays for each seat it strands.
STRANDED_MM = 1500.0
#: From how many places a split party is tried.
SPLIT_STARTS = 24
_NEVER_STRANDED = (SeatKind.COMPANION, SeatKind.STANDING)
#: How many stretches a split party is gathered from, the nearest.
STRETCHES_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class Stretch:
    """Free seats beside each other in one run of one row."""

    row: int
    run: int
    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some seats side by side in a run, how far off they are and how many they strand."""

    row: int
    run: int
    seats: tuple[int, ...]
    stranded: int
    cost_mm: float
    price_minor: int


class FreeSeats:
    """The free seats of a plan, with what each costs in money and in distance."""

    def __init__(
        self,
        plan: Plan,
        states: bytes,
        prices: Mapping[int, int],
        near: Collection[int] = (),
        reserved: Collection[SeatKind] = (SeatKind.WHEELCHAIR,),
    ) -> None:
        """With `near` the best are those closest to these seats, not to the focal point. Seats of
        the `reserved` kinds are not free."""
        self._plan = plan
        self._prices = prices
        self._free = [
            state == SeatState.AVAILABLE and seat.kind not in reserved
            for seat, state in zip(plan.seats, states, strict=True)
        ]
        self._cost_mm = distances_mm(plan, near)
        self._index_of_uid = {seat.uid: index for index, seat in enumerate(plan.seats)}
        self._stretches = tuple(self._find_stretches())
        self._best: dict[tuple[int, int, int], Part | None] = {}

    def fresh(self) -> "FreeSeats":
        """The same seats as they are now, to be taken by others; what was worked out is shared."""
        other = copy(self)
        other._free = self._free.copy()
        return other

    def take(self, seats: Collection[int]) -> None:
        """These seats are free no more."""
        gone = frozenset(seats)
        for seat in gone:
            self._free[seat] = False
        self._stretches = tuple(
            rest
            for stretch in self._stretches
            for rest in (
                (stretch,) if gone.isdisjoint(stretch.seats) else self._parted(stretch, self._free)
            )
        )

    def in_stretches(self, count: int, limit: int) -> list[Part]:
        """The best places for a party side by side in one category, one of each stretch at most."""
        found = (self._best_in(stretch, count) for stretch in self._stretches)
        return nsmallest(limit, (part for part in found if part is not None), key=_rank)

    def singles(self) -> int:
        """Free seats with nothing free beside them. A companion's seat is not one, nor is a place
        to stand."""
        seats = self._plan.seats
        alone = [one.seats[0] for one in self._stretches if len(one.seats) == 1]
        return sum(seats[seat].kind not in _NEVER_STRANDED for seat in alone)

    def split(
        self, count: int, limit: int, beside: Sequence[tuple[Part, ...]]
    ) -> list[tuple[Part, ...]]:
        """The best places where the party sits in parts close to one another, apart from the
        places of `beside`; where there are such, nobody is to sit alone."""
        parties = [
            self._gathered(start, stretches, count)
            for pool in self._pools()
            for long_ones in _long_ones(self._to_part(pool, count), count)
            for stretches in (self._nearest(long_ones, count),)
            for start in self._starts(stretches)
        ]
        parties.sort(key=self._split_rank)
        chosen: list[tuple[Part, ...]] = []
        taken = {seat for party in beside for part in party for seat in part.seats}
        for party in parties:
            seats = {seat for part in party for seat in part.seats}
            lonely = beside and any(len(part.seats) == 1 for part in party)
            if len(chosen) < limit and not lonely and taken.isdisjoint(seats):
                chosen.append(party)
                taken |= seats
        return chosen

    def _to_part(self, pool: Iterable[Stretch], count: int) -> tuple[Stretch, ...]:
        """In an area with room for all of them they were offered to stand together."""
        return tuple(
            one for one in pool if len(one.seats) < count or not self._is_standing(one.seats[0])
        )

    def _nearest(self, stretches: Sequence[Stretch], count: int) -> Sequence[Stretch]:
        """As many of the nearest as are worth a look, and more where they have too few seats."""
        near = sorted(stretches, key=lambda one: min(self._cost_mm[seat] for seat in one.seats))
        room = 0
        for number, stretch in enumerate(near, 1):
            room += len(stretch.seats)
            if number >= STRETCHES_LOOKED_AT and room >= count:
                return near[:number]
        return near

    def _starts(self, stretches: Iterable[Stretch]) -> list[int]:
        """From where a split party is tried: the nearest seats, one of each stretch at most."""
        starts = sorted(min(one.seats, key=self._cost_mm.__getitem__) for one in stretches)
        return sorted(starts, key=self._cost_mm.__getitem__)[:SPLIT_STARTS]

    def _split_rank(self, party: tuple[Part, ...]) -> tuple[bool, int, int, float]:
        """In one category, then nobody alone, then in the fewest parts, then close by."""
        alone = sum(len(part.seats) == 1 for part in party)
        return self.mixed(party), alone, len(party), self._split_cost_mm(party)

    def _find_stretches(self) -> Iterator[Stretch]:
        areas = dict(places_by_area(self._plan))
        for row_at, row in enumerate(self._plan.rows):
            for run_at, run in enumerate(row.runs):
                seats = run.seats
                if self._is_standing(seats[0]):
                    # All of an area with the first of its rows.
                    seats = areas.pop(row.label, ())
                if seats:
                    yield from self._parted(Stretch(row_at, run_at, seats), self._free)

    def _parted(self, stretch: Stretch, wanted: Sequence[bool]) -> Iterator[Stretch]:
        """What of a stretch is wanted: in an area people stand together wherever it is."""
        if self._is_standing(stretch.seats[0]):
            seats = tuple(seat for seat in stretch.seats if wanted[seat])
            parts: tuple[tuple[int, ...], ...] = (seats,) if seats else ()
        else:
            parts = tuple(_unbroken(stretch.seats, wanted))
        for seats in parts:
            yield Stretch(stretch.row, stretch.run, seats)

    def _is_standing(self, seat: int) -> bool:
        return self._plan.seats[seat].kind is SeatKind.STANDING

    def _best_in(self, stretch: Stretch, count: int) -> Part | None:
        key = (stretch.seats[0], len(stretch.seats), count)
        if key not in self._best:
            self._best[key] = min(self._parts(stretch, count), key=_rank, default=None)
        return self._best[key]

    def _parts(self, stretch: Stretch, count: int) -> Iterator[Part]:
        seats = self._plan.seats
        # One place to stand is as good as another.
        most = 1 if self._is_standing(stretch.seats[0]) else len(stretch.seats)
        for start in range(min(most, len(stretch.seats) - count + 1)):
            chosen = stretch.seats[start : start + count]
            category_id = seats[chosen[0]].category_id
            if category_id in self._prices and all(
                seats[seat].category_id == category_id for seat in chosen
            ):
                yield self._part(stretch, start, count)

    def _part(self, stretch: Stretch, start: int, count: int) -> Part:
        chosen = stretch.seats[start : start + count]
        return Part(
            stretch.row,
            stretch.run,
            chosen,
            self._stranded(stretch, start, count),
            fmean(self._cost_mm[seat] for seat in chosen),
            sum(self._prices[self._plan.seats[seat].category_id] for seat in chosen),
        )

    def _stranded(self, stretch: Stretch, start: int, count: int) -> int:
        """Single seats left beside the chosen ones, and sofas cut in two. A companion's seat left
        alone beside its wheelchair space is not stranded."""
        seats = self._plan.seats
        stranded = 0
        for left_over in (stretch.seats[:start], stretch.seats[start + count :]):
            if len(left_over) == 1 and seats[left_over[0]].kind not in _NEVER_STRANDED:
                stranded += 1
        chosen = stretch.seats[start : start + count]
        for seat in chosen:
            if seats[seat].kind is SeatKind.SOFA and seats[seat].partner_uid:
                other = self._index_of_uid[seats[seat].partner_uid]
                stranded += other not in chosen and self._free[other]
        return stranded

    def _pools(self) -> Iterator[tuple[Stretch, ...]]:
        """The stretches of each category alone, and then of all together."""
        for categories in (*([key] for key in self._prices), list(self._prices)):
            wanted = [
                free and seat.category_id in categories
                for free, seat in zip(self._free, self._plan.seats, strict=True)
            ]
            yield tuple(
                part for stretch in self._stretches for part in self._parted(stretch, wanted)
            )

    def _gathered(self, start: int, stretches: Sequence[Stretch], count: int) -> tuple[Part, ...]:
        """Parts of a party gathered around one seat, none of a single person if avoidable."""
        near = sorted(
            stretches,
            key=lambda stretch: min(self._apart_mm(start, seat) for seat in stretch.seats),
        )
        # First from stretches of two and more, then, if these do not suffice, from single seats.
        near.sort(key=lambda stretch: len(stretch.seats) == 1)
        parts: list[Part] = []
        missing = count
        for stretch, following in zip(near, [*near[1:], None], strict=True):
            size = min(len(stretch.seats), missing)
            # The last one of the party is better joined by another than sent off alone.
            if missing - size == 1 and size > 2 and following and len(following.seats) > 1:
                size -= 1
            parts.append(
                min(
                    (self._part(stretch, at, size) for at in range(len(stretch.seats) - size + 1)),
                    key=lambda part: (
                        part.stranded,
                        fmean(self._apart_mm(start, seat) for seat in part.seats),
                    ),
                )
            )
            missing -= size
            if not missing:
                break
        return tuple(parts)

    def _split_cost_mm(self, party: tuple[Part, ...]) -> float:
        seats = [seat for part in party for seat in part.seats]
        return fmean(
            self._cost_mm[seat] + self._apart_mm(seats[0], seat) for seat in seats
        ) + STRANDED_MM * sum(part.stranded for part in party)

    def mixed(self, party: tuple[Part, ...]) -> bool:
        """Whether a party sits in several categories."""
        seats = self._plan.seats
        return len({seats[seat].category_id for part in party for seat in part.seats}) > 1

    def _apart_mm(self, one: int, other: int) -> float:
        a, b = self._plan.seats[one], self._plan.seats[other]
        return math.hypot(a.x_mm - b.x_mm, a.y_mm - b.y_mm)


def _rank(part: Part) -> tuple[int, float, int, tuple[int, ...]]:
    return part.stranded, part.cost_mm, part.price_minor, part.seats


def _long_ones(stretches: Sequence[Stretch], count: int) -> list[tuple[Stretch, ...]]:
    """The stretches to gather a party from: the longest, which make the fewest parts; then all that
    are as long as these; then all. None where there are too few seats."""
    by_length = sorted(stretches, key=lambda stretch: -len(stretch.seats))
    room = 0
    for number, stretch in enumerate(by_length, 1):
        room += len(stretch.seats)
        if room >= count:
            as_long = tuple(one for one in stretches if len(one.seats) >= len(stretch.seats))
            return [tuple(by_length[:number]), as_long, tuple(stretches)]
    return []


def _unbroken(seats: Iterable[int], wanted: Sequence[bool]) -> Iterator[tuple[int, ...]]:
    stretch: list[int] = []
    for seat in seats:
        if wanted[seat]:
            stretch.append(seat)
        elif stretch:
            yield tuple(stretch)
            stretch = []
    if stretch:
        yield tuple(stretch)
