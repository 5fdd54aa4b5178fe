"""Best seats beside a search through every choice there is, on halls small enough for one."""

import math
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.booking import OfferPlace
from boxoffice.model.layout import Plan, SeatKind, SeatState
from boxoffice.rules.best import BestSeats
from tests.unit.rules.halls import hall

PRICES = {1: 20_000, 2: 30_000}


def _plan() -> Plan:
    """Three rows, two of them with an aisle: two categories, a sofa, a wheelchair space with its
    companion, and a seat behind a pillar."""
    drawn = hall("sssss.ss", "ssss.sss", "sssss")
    seats = list(drawn.seats)
    for index, seat in enumerate(seats):
        if seat.row == "C":
            seats[index] = replace(seat, category_id=2)
    at = {seat.seat_id: index for index, seat in enumerate(seats)}

    def put(seat_id: str, **facts: object) -> None:
        seats[at[seat_id]] = replace(seats[at[seat_id]], **facts)  # type: ignore[arg-type]

    for one, other in (("B1", "B2"), ("B2", "B1")):
        put(one, kind=SeatKind.SOFA, partner_uid=seats[at[other]].uid)
    put("A1", kind=SeatKind.WHEELCHAIR, partner_uid=seats[at["A2"]].uid)
    put("A2", kind=SeatKind.COMPANION, partner_uid=seats[at["A1"]].uid)
    put("B4", restricted_view=True)
    return replace(drawn, seats=tuple(seats))


PLAN = _plan()
BEST = BestSeats(PLAN)
RUNS = [run.seats for row in PLAN.rows for run in row.runs]
ORDINARY = [
    index
    for index, seat in enumerate(PLAN.seats)
    if seat.kind not in (SeatKind.WHEELCHAIR, SeatKind.COMPANION)
]
houses = st.lists(
    st.sampled_from([0, 0, 0, 2]), min_size=len(PLAN.seats), max_size=len(PLAN.seats)
).map(bytes)


def _free(states: bytes) -> list[int]:
    return [index for index in ORDINARY if states[index] == SeatState.AVAILABLE]


def _quality(chosen: tuple[int, ...], states: bytes) -> tuple[int, int]:
    """What strands and how far off it is, reckoned seat by seat."""
    free = set(_free(states))
    left = free - set(chosen)
    stranded = 0
    for run in RUNS:
        for at, seat in enumerate(run):
            beside = {run[place] for place in (at - 1, at + 1) if 0 <= place < len(run)}
            stranded += seat in left and not beside & left and bool(beside & set(chosen))
    for seat in chosen:
        one = PLAN.seats[seat]
        other = next((i for i in left if PLAN.seats[i].uid == one.partner_uid), None)
        stranded += one.kind is SeatKind.SOFA and other is not None
    far = 0
    for seat in chosen:
        one = PLAN.seats[seat]
        far += round(math.hypot(one.x_mm - PLAN.focal_x_mm, one.y_mm - PLAN.focal_y_mm))
        far += 4_000 * one.restricted_view
    return stranded, far


def _together(states: bytes, count: int, category_id: int) -> list[tuple[int, ...]]:
    """Every place where so many sit side by side in one category."""
    free = set(_free(states))
    found = []
    for run in RUNS:
        for start in range(len(run) - count + 1):
            chosen = run[start : start + count]
            categories = {PLAN.seats[seat].category_id for seat in chosen}
            asked_for = len(categories) == 1 and category_id in (0, *categories)
            if asked_for and free.issuperset(chosen):
                found.append(chosen)
    return found


@given(houses, st.integers(1, 5), st.sampled_from([0, 1, 2]))
def test_no_place_side_by_side_is_better_than_the_one_that_is_offered_first(
    states: bytes, count: int, category_id: int
) -> None:
    places = _together(states, count, category_id)
    offers = BEST.offers(states, PRICES, count, category_id)
    if places:
        best = min(_quality(chosen, states) for chosen in places)
        assert offers[0].place is not OfferPlace.SPLIT
        assert _quality(offers[0].indexes, states) == best
    else:
        assert all(offer.place is OfferPlace.SPLIT or count == 1 for offer in offers)


def _split(chosen: tuple[int, ...]) -> tuple[bool, int, int]:
    """Whether it lies in several categories, how many sit alone, and in how many parts."""
    taken = set(chosen)
    parts = [
        part
        for run in RUNS
        for part in "".join("s" if seat in taken else "." for seat in run).split(".")
        if part
    ]
    mixed = len({PLAN.seats[seat].category_id for seat in chosen}) > 1
    return mixed, sum(len(part) == 1 for part in parts), len(parts)


@given(houses, st.integers(2, 8), st.sampled_from([0, 1, 2]))
def test_no_other_way_to_split_a_party_leaves_fewer_alone_in_fewer_parts(
    states: bytes, count: int, category_id: int
) -> None:
    free = [i for i in _free(states) if category_id in (0, PLAN.seats[i].category_id)]
    if len(free) < count or _together(states, count, category_id):
        return
    offers = BEST.offers(states, PRICES, count, category_id)
    best = min(_split(chosen) for chosen in combinations(free, count))
    assert _split(offers[0].indexes) == best


@given(houses)
def test_a_wheelchair_space_is_offered_to_others_only_when_the_house_is_otherwise_full(
    states: bytes,
) -> None:
    wheelchair = next(i for i, s in enumerate(PLAN.seats) if s.kind is SeatKind.WHEELCHAIR)
    offered = {i for o in BEST.offers(states, PRICES, 1, limit=9) for i in o.indexes}
    if wheelchair in offered:
        assert not _free(states)


def test_the_last_space_of_a_full_house_is_offered() -> None:
    full = bytes([SeatState.BOOKED] * len(PLAN.seats))
    wheelchair = next(i for i, s in enumerate(PLAN.seats) if s.kind is SeatKind.WHEELCHAIR)
    states = bytearray(full)
    states[wheelchair] = SeatState.AVAILABLE
    (offer,) = BEST.offers(bytes(states), PRICES, 1)
    assert offer.indexes == (wheelchair,)
