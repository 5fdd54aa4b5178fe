"""The best seats for a party."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.booking import OfferPlace
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan, SeatKind, SeatState
from boxoffice.rules.best import BestSeats, Offer
from boxoffice.rules.free_seats import FreeSeats
from boxoffice.rules.grid import from_grid
from boxoffice.rules.seats_together import SeatsTogether, distances_mm
from tests.unit.rules.halls import hall, ninety_one, seat_ids

PRICES = {1: 20_000, 2: 30_000, 3: 40_000}
NINETY_ONE = from_grid(ninety_one(), seat_ids(ninety_one()))


def best_offers(
    plan: Plan,
    states: bytes,
    prices: dict[int, int],
    count: int,
    category_id: int = 0,
    limit: int = 3,
) -> tuple[Offer, ...]:
    return BestSeats(plan).offers(states, prices, count, category_id, limit)


def states(plan: Plan, *taken: str) -> bytes:
    """All free but these."""
    return bytes(
        SeatState.BOOKED if seat.seat_id in taken else SeatState.AVAILABLE for seat in plan.seats
    )


def names(plan: Plan, offers: tuple[Offer, ...]) -> list[list[str]]:
    """Offers as seat ids."""
    return [[plan.seats[index].seat_id for index in offer.indexes] for offer in offers]


def test_an_empty_hall_offers_the_middle_first_and_then_other_rows() -> None:
    offers = best_offers(NINETY_ONE, states(NINETY_ONE), PRICES, 4)
    assert names(NINETY_ONE, offers) == [
        ["B6", "B7", "B8", "B9"],
        ["C6", "C7", "C8", "C9"],
        ["B10", "B11", "B12", "B13"],
    ]
    assert [(o.place, o.row, o.rows_nearer, o.total_minor, o.category_id) for o in offers] == [
        (OfferPlace.MIDDLE, "B", 0, 120_000, 2),
        (OfferPlace.MIDDLE, "C", 1, 120_000, 2),
        (OfferPlace.AISLE, "B", 0, 120_000, 2),
    ]


def test_a_chosen_category_is_the_only_one_offered() -> None:
    offers = best_offers(NINETY_ONE, states(NINETY_ONE), PRICES, 2, category_id=3)
    assert {offer.category_id for offer in offers} == {3}
    assert names(NINETY_ONE, offers)[0] == ["A5", "A6"]


def test_a_category_without_a_price_is_not_offered() -> None:
    offers = best_offers(NINETY_ONE, states(NINETY_ONE), {1: 20_000}, 2)
    assert {offer.category_id for offer in offers} == {1}


def test_nobody_is_left_sitting_alone_if_it_can_be_helped() -> None:
    plan = hall("sssss", "sssss")
    taken = ("A1", "A5", "B5")
    assert names(plan, best_offers(plan, states(plan, *taken), {1: 100}, 2, limit=1)) == [
        ["B3", "B4"]
    ]
    assert names(plan, best_offers(plan, states(plan, *taken), {1: 100}, 3, limit=1)) == [
        ["A2", "A3", "A4"]
    ]


def test_a_wheelchair_space_is_never_offered_and_its_companion_last() -> None:
    plan = hall("ssss")
    wheelchair, companion, *others = plan.seats
    accessible = replace(
        plan,
        seats=(
            replace(wheelchair, kind=SeatKind.WHEELCHAIR, partner_uid=companion.uid),
            replace(companion, kind=SeatKind.COMPANION, partner_uid=wheelchair.uid),
            *others,
        ),
    )
    free = states(accessible)
    assert names(accessible, best_offers(accessible, free, {1: 100}, 2, limit=1)) == [["A3", "A4"]]
    assert names(accessible, best_offers(accessible, free, {1: 100}, 3)) == [["A2", "A3", "A4"]]
    assert best_offers(accessible, free, {1: 100}, 4) == ()


def test_a_sofa_is_not_cut_in_two() -> None:
    plan = hall("ssssss")
    sofas = tuple(
        replace(seat, kind=SeatKind.SOFA, partner_uid=plan.seats[index ^ 1].uid)
        for index, seat in enumerate(plan.seats)
    )
    lounge = replace(plan, seats=sofas)
    assert names(lounge, best_offers(lounge, states(lounge, "A1", "A2"), {1: 100}, 2)) == [
        ["A3", "A4"],
        ["A5", "A6"],
    ]


def test_a_party_too_large_for_any_row_is_seated_row_behind_row_without_singles() -> None:
    plan = hall("sssss", "sssss", "sssss")
    (offer, *_) = best_offers(plan, states(plan), {1: 100}, 6)
    rows = [plan.seats[index].row for index in offer.indexes]
    assert offer.place is OfferPlace.SPLIT
    assert sorted(rows.count(row) for row in set(rows)) == [2, 4]


def test_a_party_that_fits_in_one_place_is_offered_parts_elsewhere_too() -> None:
    plan = hall("ssss", "ss.ss", "ss.ss")
    offers = best_offers(plan, states(plan), {1: 100}, 4)
    assert names(plan, offers)[0] == ["A1", "A2", "A3", "A4"]
    assert [offer.place for offer in offers] == [
        OfferPlace.MIDDLE,
        OfferPlace.SPLIT,
        OfferPlace.SPLIT,
    ]


def test_a_party_sits_in_several_categories_only_when_none_has_room() -> None:
    free = states(NINETY_ONE, *(s.seat_id for s in NINETY_ONE.seats if s.row in "CDE"))
    (offer, *_) = best_offers(NINETY_ONE, free, PRICES, 20)
    assert offer.category_id == 0
    assert offer.total_minor == sum(
        PRICES[NINETY_ONE.seats[index].category_id] for index in offer.indexes
    )


def test_the_last_seats_of_a_hall_are_offered_even_if_one_of_them_is_single() -> None:
    plan = hall("ssss.s")
    assert names(plan, best_offers(plan, states(plan), {1: 100}, 5)) == [
        ["A1", "A2", "A3", "A4", "A5"]
    ]


def test_a_full_hall_offers_nothing() -> None:
    assert best_offers(NINETY_ONE, bytes([SeatState.BLOCKED] * 91), PRICES, 1) == ()
    assert best_offers(NINETY_ONE, states(NINETY_ONE), PRICES, 92) == ()


def test_a_party_of_nobody_is_refused() -> None:
    with pytest.raises(BadInput):
        best_offers(NINETY_ONE, states(NINETY_ONE), PRICES, 0)


halls = st.binary(min_size=91, max_size=91).map(lambda noise: bytes(byte % 3 for byte in noise))


@given(halls, st.integers(1, 12), st.sampled_from([0, 1, 2, 3]))
def test_every_offer_is_free_whole_priced_and_apart_from_the_others(
    packed: bytes, count: int, category_id: int
) -> None:
    offers = best_offers(NINETY_ONE, packed, PRICES, count, category_id)
    offered = [index for offer in offers for index in offer.indexes]
    assert len(offers) <= 3
    assert all(len(offer.indexes) == count for offer in offers)
    assert len(set(offered)) == len(offered)
    assert all(packed[index] == SeatState.AVAILABLE for index in offered)
    for offer in offers:
        categories = {NINETY_ONE.seats[index].category_id for index in offer.indexes}
        assert categories == {offer.category_id} or offer.category_id == 0 == category_id
        assert offer.total_minor == sum(
            PRICES[NINETY_ONE.seats[index].category_id] for index in offer.indexes
        )


@given(halls, st.integers(1, 40))
def test_there_is_an_offer_exactly_when_enough_seats_are_free(packed: bytes, count: int) -> None:
    offers = best_offers(NINETY_ONE, packed, PRICES, count)
    assert bool(offers) == (packed.count(SeatState.AVAILABLE) >= count)


@given(halls, st.integers(2, 6))
def test_the_first_offer_strands_nobody_where_some_place_does_not(
    packed: bytes, count: int
) -> None:
    offers = best_offers(NINETY_ONE, packed, PRICES, count)
    whole = [list(run.seats) for row in NINETY_ONE.rows for run in row.runs]
    free = "".join(
        "".join("s" if packed[index] == 0 else "." for index in run) + "|" for run in whole
    )
    kind_place_exists = any(
        len(stretch) == count or len(stretch) >= count + 2
        for stretch in free.replace("|", ".").split(".")
    )
    if kind_place_exists:
        after = bytearray(packed)
        for index in offers[0].indexes:
            after[index] = SeatState.LOCKED
        assert _singles(bytes(after), whole) <= _singles(packed, whole)


def _singles(packed: bytes, runs: list[list[int]]) -> int:
    """Free seats without a free neighbour."""
    return sum(
        len(stretch) == 1
        for run in runs
        for stretch in "".join("s" if packed[i] == 0 else "." for i in run).split(".")
    )


@given(st.lists(st.integers(1, 6), max_size=30), st.integers(1, 6))
def test_seats_that_are_taken_one_group_after_the_other_are_as_if_never_free(
    groups: list[int], count: int
) -> None:
    everybody = FreeSeats(NINETY_ONE, states(NINETY_ONE), PRICES)
    free, taken = everybody.fresh(), list[int]()
    for group in groups:
        for place in free.in_stretches(group, 1):
            free.take(place.seats)
            taken.extend(place.seats)
    assert len(set(taken)) == len(taken)
    now = states(NINETY_ONE, *(NINETY_ONE.seats[seat].seat_id for seat in taken))
    assert free.in_stretches(count, 3) == FreeSeats(NINETY_ONE, now, PRICES).in_stretches(count, 3)
    untouched = FreeSeats(NINETY_ONE, states(NINETY_ONE), PRICES)
    assert everybody.in_stretches(count, 3) == untouched.in_stretches(count, 3)


@given(halls, st.integers(1, 8))
def test_a_simulated_sale_takes_the_place_that_the_counter_offers_first(
    packed: bytes, count: int
) -> None:
    places = FreeSeats(NINETY_ONE, packed, PRICES).in_stretches(count, 1)
    windows = SeatsTogether(NINETY_ONE).best(packed, PRICES, count, 1)
    assert [place.stranded for place in places] == [window.stranded for window in windows]
    assert [_off_mm(place.seats) for place in places] == [_off_mm(one.seats) for one in windows]


def _off_mm(seats: tuple[int, ...]) -> int:
    distances = distances_mm(NINETY_ONE)
    return sum(distances[seat] for seat in seats)
