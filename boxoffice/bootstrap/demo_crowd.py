"""Who comes to a demo show: parties that sit together, by chance that repeats itself."""

import random
from collections.abc import Iterator

from boxoffice.model.layout import Plan, SeatKind

#: Party sizes and how often they come.
PARTY_SIZES = (1, 2, 3, 4, 5, 6)
PARTY_WEIGHTS = (1, 8, 3, 5, 2, 2)
#: The first so many parties of a show have a booking each. Those after them share bookings of at
#: least so many seats: with a booking each, filling the cinema took a quarter of a minute.
PARTIES_ALONE = 1
BLOCK_SEATS = 100
#: How often a party may look for a place, and not find one, before nobody else comes.
MAX_PARTIES = 1000


def bookings(plan: Plan, sold_percent: int, seed: str) -> Iterator[tuple[int, ...]]:
    """Seats (indexes) of booking after booking until this share of the hall is taken.

    The same seed brings the same crowd. Rows in the middle fill first; wheelchair spaces stay
    free, with their companions' seats.
    """
    block: list[int] = []
    for index, party in enumerate(_parties(plan, sold_percent, random.Random(seed))):
        if index < PARTIES_ALONE:
            yield party
            continue
        block += party
        if len(block) >= BLOCK_SEATS:
            yield tuple(block)
            block = []
    if block:
        yield tuple(block)


def _parties(plan: Plan, sold_percent: int, chance: random.Random) -> Iterator[tuple[int, ...]]:
    free = [seat.kind not in (SeatKind.WHEELCHAIR, SeatKind.COMPANION) for seat in plan.seats]
    runs = [run.seats for row in plan.rows for run in row.runs]
    weights = [_liking(plan, run) for run in runs]
    wanted = len(plan.seats) * sold_percent // 100
    for _ in range(MAX_PARTIES):
        if wanted < 1:
            return
        size = min(chance.choices(PARTY_SIZES, PARTY_WEIGHTS)[0], wanted)
        (run,) = chance.choices(runs, weights)
        party = _seated(run, size, free, chance)
        for seat in party:
            free[seat] = False
        wanted -= len(party)
        if party:
            yield party


def _liking(plan: Plan, run: tuple[int, ...]) -> float:
    """How many come to a run: its seats, more of them in rows near the focal point."""
    off_mm = abs(plan.seats[run[0]].y_mm - plan.focal_y_mm)
    return len(run) * (1.2 - off_mm / plan.depth_mm)


def _seated(
    run: tuple[int, ...], size: int, free: list[bool], chance: random.Random
) -> tuple[int, ...]:
    """Free seats side by side, `size` of them or, in a run that is filling, as many as go."""
    start = chance.randrange(max(1, len(run) - size + 1))
    seats: list[int] = []
    for seat in run[start:]:
        if free[seat] and len(seats) < size:
            seats.append(seat)
        elif seats:
            break
    return tuple(seats)
