"""Everybody keeps their seat; who has lost theirs sits near by, together and for the same price."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.booking import BookingState
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Category, Plan, SeatKind
from boxoffice.model.money import Money
from boxoffice.model.moving import Match, SeatMove, ShowMove
from boxoffice.rules.seat_matching import Found
from boxoffice.rules.seat_moving import NO_SEAT, Taken, proposals, seat_everybody
from tests.unit.rules.halls import hall, without

OLD = hall("ssss", "ssss", "ssss")


def uid(seat_id: str, plan: Plan = OLD) -> str:
    return next(seat.uid for seat in plan.seats if seat.seat_id == seat_id)


def party(name: str, *seat_ids: str) -> list[Taken]:
    return [Taken(name, uid(seat_id)) for seat_id in seat_ids]


def recategorised(plan: Plan, category_id: int, *seat_ids: str) -> Plan:
    seats = (
        replace(seat, category_id=category_id) if seat.seat_id in seat_ids else seat
        for seat in plan.seats
    )
    return replace(
        plan, seats=tuple(seats), categories=(*plan.categories, Category(category_id, "Other", 2))
    )


def named(plan: Plan, found: tuple[Found, ...]) -> list[tuple[str, Match]]:
    return [(plan.seats[at].seat_id if at >= 0 else "", match) for at, match in found]


def test_who_has_a_seat_keeps_it() -> None:
    found = seat_everybody(OLD, OLD, party("a", "A1", "B2"))
    assert named(OLD, found) == [("A1", Match.UID), ("B2", Match.UID)]


def test_a_party_that_lost_its_seats_stays_together_near_by() -> None:
    new = without(OLD, "B1", "B2")
    taken = [*party("a", "B1", "B2"), *party("b", "A1")]
    # B3 and B4 are 1120 mm away, A2 and A3 more; A1 is taken.
    assert named(new, seat_everybody(OLD, new, taken)) == [
        ("B3", Match.PROPOSED),
        ("B4", Match.PROPOSED),
        ("A1", Match.UID),
    ]


def test_who_lost_a_seat_sits_beside_the_rest_of_the_party() -> None:
    new = without(OLD, "A1")
    found = seat_everybody(OLD, new, party("a", "A1", "C3"))
    assert named(new, found) == [("C2", Match.PROPOSED), ("C3", Match.UID)]


def test_who_lost_the_middle_seat_sits_at_the_end_of_the_party_and_not_in_the_next_row() -> None:
    old = hall("ssssss", "ssssss", "ssssss")
    new = without(old, "B4")
    taken = [Taken("a", uid(seat_id, old)) for seat_id in ("B3", "B4", "B5")]
    (_, lost, _) = named(new, seat_everybody(old, new, taken))
    # A4 and C4 are nearer to where they sat.
    assert lost == ("B2", Match.PROPOSED)
    both = [*taken, Taken("b", uid("B2", old)), Taken("b", uid("B6", old))]
    assert named(new, seat_everybody(old, new, both))[1] == ("A4", Match.PROPOSED)


def test_two_who_lost_their_seats_sit_side_by_side_at_one_end_of_the_party_or_at_both() -> None:
    new = without(OLD, "B1", "B4")
    taken = party("a", "B1", "B4", "A2")
    found = [seat_id for seat_id, _ in named(new, seat_everybody(OLD, new, taken))]
    assert found == ["A3", "A4", "A2"]
    found = [
        seat_id for seat_id, _ in named(new, seat_everybody(OLD, new, taken + party("b", "A4")))
    ]
    assert found == ["A1", "A3", "A2", "A4"]


def test_another_category_is_offered_only_when_the_own_one_is_full() -> None:
    old = recategorised(OLD, 2, "A1", "A2")
    new = without(old, "A1")
    assert named(new, seat_everybody(old, new, party("a", "A1"))) == [("A2", Match.PROPOSED)]
    both = party("a", "A1") + party("b", "A2")
    (lost, kept) = named(new, seat_everybody(old, new, both))
    assert kept == ("A2", Match.UID)
    assert lost == ("B1", Match.PROPOSED)


def test_a_wheelchair_space_is_given_for_a_wheelchair_space_alone() -> None:
    spaces = {"A1", "C4"}
    seats = tuple(
        replace(seat, kind=SeatKind.WHEELCHAIR) if seat.seat_id in spaces else seat
        for seat in OLD.seats
    )
    old = replace(OLD, seats=seats)
    new = without(old, "A1", "B4")
    found = named(new, seat_everybody(old, new, party("a", "A1") + party("b", "B4")))
    assert found == [("C4", Match.PROPOSED), ("B3", Match.PROPOSED)]
    full = without(old, "A1", "C4")
    assert seat_everybody(old, full, party("a", "A1")) == (NO_SEAT,)


@given(st.data())
def test_nobody_is_lost_and_no_seat_is_given_twice(data: st.DataObject) -> None:
    all_ids = [seat.seat_id for seat in OLD.seats]
    gone = data.draw(st.sets(st.sampled_from(all_ids), max_size=11))
    reborn = data.draw(st.sets(st.sampled_from(all_ids)))
    new = without(OLD, *gone)
    # Some seats were drawn anew: other uids, and names handed round.
    names = data.draw(st.permutations([seat.seat_id for seat in new.seats]))
    drawn = (
        replace(seat, seat_id=name, uid=f"new {seat.uid}" if seat.seat_id in reborn else seat.uid)
        for seat, name in zip(new.seats, names, strict=True)
    )
    new = replace(new, seats=tuple(drawn))
    sold = data.draw(st.lists(st.sampled_from(all_ids), unique=True))
    taken = [Taken(data.draw(st.sampled_from("xyz")), uid(seat_id)) for seat_id in sold]
    found = seat_everybody(OLD, new, taken)
    assert len(found) == len(taken)
    given_seats = [at for at, _ in found if at >= 0]
    assert len(set(given_seats)) == len(given_seats) == min(len(taken), len(new.seats))
    for seat, (at, match) in zip(taken, found, strict=True):
        assert (at == -1) == (match is Match.NONE)
        if match is Match.UID:
            assert new.seats[at].uid == seat.uid


def moved(new: Plan, *taken: Taken) -> ShowMove:
    """The move that seats these, as far as proposals look at it."""
    nothing = Money(0, "INR")
    found = zip(taken, seat_everybody(OLD, new, taken), strict=True)
    seats = tuple(
        SeatMove(
            one.party, one.uid, "", BookingState.CONFIRMED, match, one.uid,
            next(seat.seat_id for seat in OLD.seats if seat.uid == one.uid), 1,
            new.seats[at].uid if at >= 0 else "", new.seats[at].seat_id if at >= 0 else "", 1,
            nothing, nothing, reissue=True,
        )
        for one, (at, match) in found
    )  # fmt: skip
    return ShowMove(10_001, "100001", "100002", "token", seats)


def test_other_seats_are_proposed_nearest_first_those_of_others_last() -> None:
    new = recategorised(without(OLD, "A1", "A2"), 2, "A3")
    move = moved(new, *party("a", "A1"), *party("b", "A2"), *party("c", "B2"))
    lost = move.seats[0]
    assert [seat.to_seat_id for seat in move.seats] == ["B1", "A4", "B2"]
    found = proposals(OLD, new, move, lost)
    # B1 is its own, B2 somebody's; A3 is the nearest but of another category.
    ids = [one.seat.seat_id for one in found]
    assert ids == ["B3", "B4", "C1", "C2", "C3", "C4", "A3", "A4"]
    assert [one.instead_of for one in found] == [""] * 7 + ["A2"]
    assert found[2].apart_mm == 2_200


def test_a_seat_that_is_off_sale_is_not_proposed_and_one_beside_the_others_is_first() -> None:
    new = without(OLD, "B2")
    move = moved(new, *party("a", "B2", "C3"))
    lost = move.seats[0]
    assert lost.to_seat_id == "C2"
    found = proposals(OLD, new, replace(move, off_sale=(uid("B1"),)), lost)
    assert "B1" not in [one.seat.seat_id for one in found]
    assert [one.seat.seat_id for one in found if one.beside] == [found[0].seat.seat_id] == ["C4"]


def test_a_wanted_seat_is_had_before_others_are_proposed() -> None:
    new = without(OLD, "A1", "A2")
    first, second = (*party("a", "A1"), *party("b", "A2"))
    wanted = replace(second, wanted="B1")
    assert named(new, seat_everybody(OLD, new, (first, wanted)))[1] == ("B1", Match.PROPOSED)
    assert named(new, seat_everybody(OLD, new, (first, wanted)))[0][0] != "B1"
    with pytest.raises(BadInput, match="Seat B1 is not free"):
        seat_everybody(OLD, new, (wanted, *party("c", "B1")))
