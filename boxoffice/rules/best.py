"""The best free seats for a party: together, near the focal point, leaving nobody stranded."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from heapq import nsmallest
from statistics import fmean

from boxoffice.model.booking import OfferPlace
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan, SeatKind, SeatState
from boxoffice.rules.standing import places_by_area

#: How much further from the focal point a seat seems that should rather be left to others.
COMPANION_MM = 6000.0
RESTRICTED_VIEW_MM = 4000.0
#: What a split party pays for each seat it strands and each part it is split into.
STRANDED_MM = 1500.0
PART_MM = 1000.0
#: The middle reaches this share of the way from the focal point to the outermost seat.
MIDDLE_SHARE = 0.3
#: From how many places a split party is tried.
SPLIT_STARTS = 24
_NEVER_STRANDED = (SeatKind.COMPANION, SeatKind.STANDING)


@dataclass(frozen=True, slots=True)
class Offer:
    """Seats (indexes into the plan) for one party.

    `category_id` is 0 when a split party lies in several. `row` is the row of the first seat;
    `rows_nearer` counts rows from the first offer's to it, towards the screen.
    """

    indexes: tuple[int, ...]
    category_id: int
    total_minor: int
    row: str
    place: OfferPlace
    rows_nearer: int


def best_offers(
    plan: Plan,
    states: bytes,
    prices: Mapping[int, int],
    count: int,
    category_id: int = 0,
    limit: int = 3,
    near: Collection[int] = (),
) -> tuple[Offer, ...]:
    """Up to `limit` clearly different offers of `count` seats, best first; empty when too few.

    `states` has one SeatState a byte; `prices` are minor units by category, and categories
    without a price are not offered. `category_id` 0 means any. Wheelchair spaces are never
    offered. A party is split only where too few places let it sit side by side, and then into
    single seats only when there is no other way at all. With `near` the best are those closest to
    these seats, not to the focal point.
    """
    if count < 1:
        raise BadInput("A party has at least one person.")
    if category_id:
        prices = {key: price for key, price in prices.items() if key == category_id}
    free = FreeSeats(plan, states, prices, near)
    parties = free.together(count, limit)
    if len(parties) < limit:
        parties += free.split(count, limit - len(parties), beside=parties)
    return tuple(free.offer(party, parties[0]) for party in parties)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Free seats beside each other in one run of one row."""

    row: int
    run: int
    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some seats side by side in a stretch, how far off they are and how many they strand."""

    stretch: Stretch
    seats: tuple[int, ...]
    stranded: int
    cost_mm: float
    price_minor: int


class FreeSeats:
    """The free seats of a plan, with what each costs in money and in distance."""

    def __init__(
        self, plan: Plan, states: bytes, prices: Mapping[int, int], near: Collection[int] = ()
    ) -> None:
        x_mm, y_mm = plan.focal_x_mm, plan.focal_y_mm
        if near:
            x_mm = round(fmean(plan.seats[seat].x_mm for seat in near))
            y_mm = round(fmean(plan.seats[seat].y_mm for seat in near))
        self._plan = plan
        self._prices = prices
        self._free = [
            state == SeatState.AVAILABLE and seat.kind is not SeatKind.WHEELCHAIR
            for seat, state in zip(plan.seats, states, strict=True)
        ]
        self._cost_mm = [
            math.hypot(seat.x_mm - x_mm, seat.y_mm - y_mm)
            + COMPANION_MM * (seat.kind is SeatKind.COMPANION)
            + RESTRICTED_VIEW_MM * seat.restricted_view
            for seat in plan.seats
        ]
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

    def together(self, count: int, limit: int) -> list[tuple[Part, ...]]:
        """The best places where the party sits side by side in one category."""
        parts = sorted(
            (part for stretch in self._stretches for part in self._parts(stretch, count)),
            key=_rank,
        )
        chosen: list[Part] = []
        # Another row or the other side of an aisle is clearly different; only a hall that has no
        # such places gets two offers out of one run.
        for same_run_is_fine in (False, True):
            for part in parts:
                if len(chosen) == limit:
                    break
                if not any(_alike(part, other, same_run_is_fine) for other in chosen):
                    chosen.append(part)
        return [(part,) for part in chosen]

    def split(
        self, count: int, limit: int, beside: Sequence[tuple[Part, ...]]
    ) -> list[tuple[Part, ...]]:
        """The best places where the party sits in parts close to one another, apart from the
        places of `beside`; where there are such, nobody is to sit alone."""
        parties = []
        for pool in self._pools():
            # In an area with room for all of them they were offered to stand together.
            stretches = tuple(
                one for one in pool if len(one.seats) < count or not self._is_standing(one.seats[0])
            )
            if sum(len(stretch.seats) for stretch in stretches) < count:
                continue
            starts = sorted(
                min(stretch.seats, key=self._cost_mm.__getitem__) for stretch in stretches
            )
            starts.sort(key=self._cost_mm.__getitem__)
            parties += [self._gathered(start, stretches, count) for start in starts[:SPLIT_STARTS]]
        parties.sort(key=lambda party: (self._mixed(party), self._split_cost_mm(party)))
        chosen: list[tuple[Part, ...]] = []
        taken = {seat for party in beside for part in party for seat in part.seats}
        for party in parties:
            seats = {seat for part in party for seat in part.seats}
            lonely = beside and any(len(part.seats) == 1 for part in party)
            if len(chosen) < limit and not lonely and taken.isdisjoint(seats):
                chosen.append(party)
                taken |= seats
        return chosen

    def offer(self, party: tuple[Part, ...], first: tuple[Part, ...]) -> Offer:
        """The offer for a party, told relative to the first one."""
        seats = self._plan.seats
        row = party[0].stretch.row
        return Offer(
            indexes=tuple(seat for part in party for seat in part.seats),
            category_id=0 if self._mixed(party) else seats[party[0].seats[0]].category_id,
            total_minor=sum(part.price_minor for part in party),
            row=self._plan.rows[row].label,
            place=OfferPlace.SPLIT if len(party) > 1 else self._place(party[0]),
            rows_nearer=row - first[0].stretch.row,
        )

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
            stretch,
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
        return (
            fmean(self._cost_mm[seat] + self._apart_mm(seats[0], seat) for seat in seats)
            + PART_MM * len(party)
            + STRANDED_MM * sum(part.stranded + (len(part.seats) == 1) for part in party)
        )

    def _mixed(self, party: tuple[Part, ...]) -> bool:
        seats = self._plan.seats
        return len({seats[seat].category_id for part in party for seat in part.seats}) > 1

    def _apart_mm(self, one: int, other: int) -> float:
        a, b = self._plan.seats[one], self._plan.seats[other]
        return math.hypot(a.x_mm - b.x_mm, a.y_mm - b.y_mm)

    def _place(self, part: Part) -> OfferPlace:
        seats = self._plan.seats
        if self._is_standing(part.seats[0]):
            return OfferPlace.STANDING
        off_mm = fmean(seats[seat].x_mm for seat in part.seats) - self._plan.focal_x_mm
        reach_mm = max(abs(seat.x_mm - self._plan.focal_x_mm) for seat in seats)
        if abs(off_mm) <= MIDDLE_SHARE * reach_mm:
            return OfferPlace.MIDDLE
        runs = self._plan.rows[part.stretch.row].runs
        run = part.stretch.run
        at_left_aisle = run > 0 and part.seats[0] == runs[run].seats[0]
        at_right_aisle = run < len(runs) - 1 and part.seats[-1] == runs[run].seats[-1]
        if at_left_aisle or at_right_aisle:
            return OfferPlace.AISLE
        return OfferPlace.LEFT if off_mm < 0 else OfferPlace.RIGHT


def _rank(part: Part) -> tuple[int, float, int, tuple[int, ...]]:
    return part.stranded, part.cost_mm, part.price_minor, part.seats


def _alike(part: Part, other: Part, same_run_is_fine: bool) -> bool:
    if (part.stretch.row, part.stretch.run) != (other.stretch.row, other.stretch.run):
        return False
    return not same_run_is_fine or not set(part.seats).isdisjoint(other.seats)


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
