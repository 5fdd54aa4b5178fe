"""Where the people of one layout sit in another: their own seats, and a proposal where those are
gone."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan, Seat, SeatKind
from boxoffice.model.moving import Match, SeatMove, ShowMove
from boxoffice.rules.seat_matching import Found, match_seats

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Taken:
    """A taken seat of the old plan; seats of one `party` belong together. `wanted` is the seat ID
    that was chosen in the new plan in case that theirs is gone, empty for none."""

    party: str
    uid: str
    wanted: str = ""


#: Of who has lost their seat when no other is left.
NO_SEAT: Found = (-1, Match.NONE)


def seat_everybody(
    old: Plan, new: Plan, taken: Sequence[Taken], off_sale: Collection[str] = ()
) -> tuple[Found, ...]:
    """The index in `new` of each taken seat, in that order; -1 where no seat is left.

    A seat that is still there stays its holder's. Who has lost theirs gets a free seat of the same
    category, beside the rest of the party where there is one, else the nearest with whoever else of
    the party has lost theirs, and one of another category only when there is none. Wheelchair
    spaces are for those who had one, and for nobody else; so are places to stand. Whoever comes
    first in `taken` chooses first. BadInput for a wanted seat that they cannot have. Nobody is put
    on a seat of `off_sale` (uids in `new`).
    """
    index_of = {seat.uid: index for index, seat in enumerate(old.seats)}
    found = match_seats(old, new)
    seated = {seat: found[index_of[seat.uid]] for seat in taken if index_of[seat.uid] in found}
    kept_back = {at for at, seat in enumerate(new.seats) if seat.uid in off_sale}
    hall = _FreeSeats(new, kept_back | {at for at, _ in seated.values()})
    for seat in taken:
        if seat.wanted and seat not in seated:
            at = hall.take(seat.wanted, _needed(old.seats[index_of[seat.uid]]))
            seated[seat] = at, Match.PROPOSED
    parties: dict[str, list[Taken]] = {}
    for seat in taken:
        parties.setdefault(seat.party, []).append(seat)
    for theirs in parties.values():
        lost = [seat for seat in theirs if seat not in seated]
        if not lost:
            continue
        kept = [new.seats[seated[seat][0]] for seat in theirs if seat in seated]
        beside = kept or [old.seats[index_of[seat.uid]] for seat in lost]
        near = fmean(seat.x_mm for seat in beside), fmean(seat.y_mm for seat in beside)
        for (category_id, needed), seats in _alike(old, index_of, lost).items():
            party_at = {seated[seat][0] for seat in theirs if seat in seated}
            chosen = hall.choose(len(seats), near, party_at, category_id, needed)
            seated.update({s: (at, Match.PROPOSED) for s, at in zip(seats, chosen, strict=False)})
    return tuple(seated.get(seat, NO_SEAT) for seat in taken)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A seat that somebody who has lost theirs could have instead, `apart_mm` from where they sat.
    `instead_of` is the lost seat whose holder it is proposed to so far, and who would get another;
    else empty. `beside`: next to a seat of others of their booking."""

    seat: Seat
    apart_mm: int
    instead_of: str
    beside: bool


def proposals(old: Plan, new: Plan, move: ShowMove, lost: SeatMove) -> tuple[Proposal, ...]:
    """The seats that could be chosen for a `lost` one of this move besides the one that it has
    there: those of its category first, of these those beside others of the booking, then the
    nearest; what is proposed to others last. Seats that are off sale are none."""
    was = next(seat for seat in old.seats if seat.uid == lost.uid)
    kept = {one.to_uid for one in move.seats if one.match is not Match.PROPOSED}
    kept |= {lost.to_uid, *move.off_sale}
    others = {
        one.to_uid
        for one in move.seats
        if one.booking_id == lost.booking_id and one.line_id != lost.line_id
    }
    beside = {
        new.seats[at].uid
        for seat, near in _neighbours(new).items()
        if new.seats[seat].uid in others
        for at in near
    }
    proposed = {one.to_uid: one.seat_id for one in move.seats if one.match is Match.PROPOSED}
    found = (
        Proposal(
            seat,
            round(math.hypot(seat.x_mm - was.x_mm, seat.y_mm - was.y_mm)),
            proposed.get(seat.uid, ""),
            seat.uid in beside,
        )
        for seat in new.seats
        if seat.uid not in kept and _needed(seat) is _needed(was)
    )

    def rank(one: Proposal) -> tuple[bool, bool, bool, int]:
        is_other = one.seat.category_id != lost.category_id
        return bool(one.instead_of), is_other, not one.beside, one.apart_mm

    return tuple(sorted(found, key=rank))


class _FreeSeats:
    """The seats of a plan that nobody has yet; choosing takes them."""

    def __init__(self, plan: Plan, taken: set[int]) -> None:
        self._plan = plan
        self._free = set(range(len(plan.seats))) - taken
        self._at_id = {seat.seat_id: at for at, seat in enumerate(plan.seats)}
        self._neighbours = _neighbours(plan)

    def take(self, seat_id: str, kind: SeatKind | None) -> int:
        """The seat of this ID; BadInput when it is not there or not free, or for others."""
        at = self._at_id.get(seat_id, -1)
        if at not in self._free or _needed(self._plan.seats[at]) is not kind:
            raise BadInput(f"Seat {seat_id[:20]} is not free for this in the new layout.")
        self._free.discard(at)
        return at

    def choose(
        self,
        count: int,
        near: _Point,
        party: Collection[int],
        category_id: int,
        kind: SeatKind | None,
    ) -> list[int]:
        """Up to `count` seats for others of a party that has some, fewer only when there are no
        more."""
        fit = {at for at in self._free if _needed(self._plan.seats[at]) is kind}
        same = {at for at in fit if self._plan.seats[at].category_id == category_id}
        chosen: list[int] = []
        for pool in (same, fit - same):
            chosen += self._nearest(pool, count - len(chosen), near, {*party, *chosen})
        self._free.difference_update(chosen)
        return chosen

    def _beside(self, pool: set[int], count: int, near: _Point, party: set[int]) -> list[int]:
        """Up to `count` seats, each next to one of the party or to one of those before it."""
        chosen: list[int] = []
        while len(chosen) < count:
            ends = self._ends(party.union(chosen)) & pool.difference(chosen)
            if not ends:
                break
            chosen.append(min(ends, key=lambda at: (self._apart_mm(at, near), at)))
        return chosen

    def _ends(self, party: set[int]) -> set[int]:
        """The seats next to the party's."""
        return {at for one in party for at in self._neighbours.get(one, ())}

    def _nearest(self, pool: set[int], count: int, near: _Point, party: set[int]) -> list[int]:
        """Side by side and beside the party where that can be; else as many as can be beside it,
        and the others side by side, else each as near as it can be."""
        if not count:
            return []
        cost = {at: self._apart_mm(at, near) for at in pool}
        together = [
            stretch[start : start + count]
            for stretch in self._stretches(pool)
            for start in range(len(stretch) - count + 1)
        ]
        ends = self._ends(party)
        beside = [seats for seats in together if not ends.isdisjoint(seats)]
        singly = [] if beside else self._beside(pool, count, near, party)
        if singly:
            return singly + self._nearest(pool.difference(singly), count - len(singly), near, set())
        if together:
            return min(beside or together, key=lambda seats: (sum(cost[at] for at in seats), seats))
        return sorted(pool, key=lambda at: (cost[at], at))[:count]

    def _stretches(self, pool: set[int]) -> Iterator[list[int]]:
        for run in (run for row in self._plan.rows for run in row.runs):
            stretch: list[int] = []
            for at in (*run.seats, None):
                if at in pool:
                    stretch.append(at)
                elif stretch:
                    yield stretch
                    stretch = []

    def _apart_mm(self, at: int, near: _Point) -> float:
        seat = self._plan.seats[at]
        return math.hypot(seat.x_mm - near[0], seat.y_mm - near[1])


def _neighbours(plan: Plan) -> dict[int, list[int]]:
    """The seats beside each seat that has any."""
    found: dict[int, list[int]] = {}
    for run in (run for row in plan.rows for run in row.runs):
        for left, right in pairwise(run.seats):
            found.setdefault(left, []).append(right)
            found.setdefault(right, []).append(left)
    return found


def _alike(
    old: Plan, index_of: Mapping[str, int], seats: Iterable[Taken]
) -> dict[tuple[int, SeatKind | None], list[Taken]]:
    """The seats by category and by what their people need."""
    alike: dict[tuple[int, SeatKind | None], list[Taken]] = {}
    for taken in seats:
        seat = old.seats[index_of[taken.uid]]
        alike.setdefault((seat.category_id, _needed(seat)), []).append(taken)
    return alike


def _needed(seat: Seat) -> SeatKind | None:
    """The kind of seats that nobody is to be moved to or from: room for a wheelchair, and places
    to stand."""
    return seat.kind if seat.kind in (SeatKind.WHEELCHAIR, SeatKind.STANDING) else None
