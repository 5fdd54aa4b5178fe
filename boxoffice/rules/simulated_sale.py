"""How full a hall gets when groups fill it as the counter would seat them."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan, SeatKind, SeatState
from boxoffice.rules.free_seats import FreeSeats

#: Groups of 1, 2, 3 … people come in these shares. An assumption: most come in twos.
GROUP_SHARES = (18, 45, 14, 14, 5, 4)
#: A group takes any of so many of the best places: people differ in what they like.
CHOICES = 3
MOST_SHOWS = 10_000


@dataclass(frozen=True, slots=True)
class House:
    """How one show was sold. `seats` could be sold, `sold` of them were, and `singles` are left
    with nothing free beside them. `groups` were seated, `turned_away` found no place together."""

    seats: int
    sold: int
    singles: int
    groups: int
    turned_away: int
    takings_minor: int


def simulated_shows(
    plan: Plan,
    prices: Mapping[int, int],
    *,
    shows: int,
    seed: int,
    demand_percent: int = 100,
    group_shares: Sequence[int] = GROUP_SHARES,
) -> Iterator[House]:
    """Sell so many shows of a plan, one after the other; the same seed sells the same.

    People come in groups until as many came as `demand_percent` of the seats. Each group sits
    together in one category at one of the best places free, where it strands the fewest single
    seats, or goes away. Wheelchair spaces are not sold, as nobody here asks for one. `prices` are
    minor units by category; BadInput for numbers that make no sale.
    """
    if not 1 <= shows <= MOST_SHOWS or not 1 <= demand_percent <= 1_000:
        raise BadInput(f"Sell 1 to {MOST_SHOWS:,} shows to 1 to 1,000 percent of the seats.")
    if not group_shares or min(group_shares) < 0 or not any(group_shares):
        raise BadInput("The shares of groups are numbers from 0 on, not all of them 0.")
    seats = sum(seat.kind is not SeatKind.WHEELCHAIR for seat in plan.seats)
    people = seats * demand_percent // 100
    empty = FreeSeats(plan, bytes([SeatState.AVAILABLE]) * len(plan.seats), prices)
    chance = random.Random(seed)
    for _ in range(shows):
        # Who comes is drawn apart from what they choose, so that the same groups come to the same
        # show of another plan.
        crowd, taste = (random.Random(chance.getrandbits(64)) for _ in range(2))
        yield _sold(empty.fresh(), seats, _groups(crowd, people, group_shares), taste)


def _groups(crowd: random.Random, people: int, shares: Sequence[int]) -> Iterator[int]:
    sizes = range(1, len(shares) + 1)
    while people > 0:
        size = min(crowd.choices(sizes, shares)[0], people)
        people -= size
        yield size


def _sold(free: FreeSeats, seats: int, groups: Iterable[int], taste: random.Random) -> House:
    sold = seated = turned_away = takings_minor = 0
    for size in groups:
        places = free.in_stretches(size, CHOICES)
        if not places:
            turned_away += 1
            continue
        place = taste.choice([one for one in places if one.stranded == places[0].stranded])
        free.take(place.seats)
        seated += 1
        sold += size
        takings_minor += place.price_minor
    return House(seats, sold, free.singles(), seated, turned_away, takings_minor)
