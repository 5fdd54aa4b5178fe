"""Single seats that a choice would leave: nobody buys a seat between strangers gladly.

It is advice, never a refusal, and it relaxes as the house fills: late comers take what is left.
"""

from collections.abc import Collection

from boxoffice.model.layout import Plan, SeatKind, SeatState

#: The share of seats gone from which only a seat shut in on both sides counts, not one at an aisle,
#: and from which nothing counts any more.
LENIENT_FROM, SILENT_FROM = 0.7, 0.9
_FOR_SOME = (SeatKind.WHEELCHAIR, SeatKind.COMPANION, SeatKind.STANDING)


def stranded_by(plan: Plan, states: bytes, chosen: Collection[int]) -> tuple[int, ...]:
    """Indexes of the free seats that taking `chosen` leaves alone and that were not so before.

    `states` has one SeatState a byte, as if the chosen seats were free. Wheelchair spaces and the
    seats of companions are for people who come for them, and never left alone; nobody
    stands alone in an area either.
    """
    taken = frozenset(chosen)
    house = _gone_share(plan, states)
    if house >= SILENT_FROM:
        return ()
    found = []
    for row in plan.rows:
        for run in row.runs:
            if not taken.isdisjoint(run.seats):
                found += _in_run(plan, states, run.seats, taken, lenient=house >= LENIENT_FROM)
    return tuple(found)


def _gone_share(plan: Plan, states: bytes) -> float:
    return 1.0 - states.count(SeatState.AVAILABLE) / len(plan.seats) if plan.seats else 1.0


def _in_run(
    plan: Plan, states: bytes, run: tuple[int, ...], taken: frozenset[int], *, lenient: bool
) -> list[int]:
    before = [_sells(plan, states, seat) for seat in run]
    after = [free and seat not in taken for seat, free in zip(run, before, strict=True)]
    found = []
    for at, seat in enumerate(run):
        beside = [place for place in (at - 1, at + 1) if 0 <= place < len(run)]
        alone = after[at] and not any(after[place] for place in beside)
        had_company = any(before[place] for place in beside)
        at_aisle = len(beside) < 2
        if alone and had_company and not (lenient and at_aisle):
            found.append(seat)
    return found


def _sells(plan: Plan, states: bytes, seat: int) -> bool:
    """Whether the seat is free for just anybody."""
    kept = plan.seats[seat].kind in _FOR_SOME
    return states[seat] == SeatState.AVAILABLE and not kept
