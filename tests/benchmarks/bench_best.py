"""How fast the best seats of a large hall are found, beside finding what is free in it at all."""

import numpy as np

from boxoffice.model.layout import SeatState
from boxoffice.rules.best import BestSeats
from tests.benchmarks.halls import hall, states
from tests.benchmarks.harness import Row, medians, timed

SEATS, PARTY, ROUNDS = 100_000, 4, 60
PRICES = {1: 20_000, 2: 30_000, 3: 40_000}


def best_seats() -> tuple[float, float]:
    """Seconds to three offers for a party, and of one pass over the states."""
    plan = hall(SEATS)
    packed = states(plan)
    best = BestSeats(plan)
    assert len(best.offers(packed, PRICES, PARTY)) == 3

    def free() -> object:
        return np.flatnonzero(np.frombuffer(packed, dtype=np.uint8) == SeatState.AVAILABLE)

    return medians(
        lambda: timed(lambda: best.offers(packed, PRICES, PARTY)), lambda: timed(free), ROUNDS
    )


ROWS = [
    Row(
        "best_seats",
        "three offers of four seats among 100,000, beside one numpy pass over the states",
        best_seats,
        20,
        how="A hall that sells well, any category. The pass compares every state with free and"
        " lists the seats that are. What is known of the plan alone was worked out with the"
        " first offers, which a counter asks for on a thread. Median of 60, in turn.",
    )
]
