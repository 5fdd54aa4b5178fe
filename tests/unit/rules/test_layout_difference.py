"""Seats are known again by uid, then by ID, then by place, and what differs is said in words."""

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.layout import Category, Plan, Seat
from boxoffice.model.moving import Match
from boxoffice.rules.layout_difference import difference, in_full, in_words
from boxoffice.rules.seat_matching import PLACE_MM, match_seats
from tests.unit.rules.halls import hall

OLD = hall("sss")
SEATS = 20_000


def with_seats(*seats: Seat) -> Plan:
    return replace(OLD, seats=seats)


def renamed(seat: Seat, uid: str, seat_id: str = "", by_mm: int = 0) -> Seat:
    return replace(seat, uid=uid, seat_id=seat_id or seat.seat_id, x_mm=seat.x_mm + by_mm)


def test_a_seat_keeps_its_uid_whatever_it_is_called() -> None:
    one, two, three = OLD.seats
    # A1 and A3 swap their names; nobody is taken for the other.
    new = with_seats(renamed(one, one.uid, "A3"), two, renamed(three, three.uid, "A1"))
    assert match_seats(OLD, new) == {i: (i, Match.UID) for i in range(3)}


def test_what_has_another_uid_is_known_by_its_id_and_then_by_its_place() -> None:
    one, two, three = OLD.seats
    new = with_seats(
        renamed(one, "new-1", by_mm=2_000), two, renamed(three, "new-3", "B7", PLACE_MM)
    )
    assert match_seats(OLD, new) == {0: (0, Match.SEAT_ID), 1: (1, Match.UID), 2: (2, Match.PLACE)}


def test_a_seat_further_off_than_a_hands_breadth_is_another_one() -> None:
    new = with_seats(renamed(OLD.seats[0], "new", "B1", PLACE_MM + 1))
    assert match_seats(OLD, new) == {}


def test_of_two_seats_at_a_place_the_nearer_one_is_meant() -> None:
    one = OLD.seats[0]
    new = with_seats(renamed(one, "far", "B1", 150), renamed(one, "near", "B2", 10))
    assert match_seats(with_seats(one), new) == {0: (1, Match.PLACE)}


def test_each_kind_of_difference_is_listed_and_said() -> None:
    one, two, three = OLD.seats
    premium = Category(2, "Premium", 2)
    new = replace(
        OLD,
        categories=(*OLD.categories, premium),
        seats=(
            replace(one, seat_id="A9"),
            replace(two, category_id=2, x_mm=two.x_mm + 300),
            renamed(one, "new", "C1", 5_000),
        ),
    )
    found = difference(OLD, new)
    assert [seat.seat_id for seat in found.added] == ["C1"]
    assert found.removed == (three,)
    assert [(pair.old.seat_id, pair.new.seat_id) for pair in found.renumbered] == [("A1", "A9")]
    assert [pair.new for pair in found.recategorised] == [new.seats[1]]
    assert [pair.new for pair in found.moved] == [new.seats[1]]
    assert found.unchanged == 0
    assert in_words(found, OLD, new) == (
        "1 seat added: C1.",
        "1 seat removed: A3.",
        "1 seat renumbered: A1 is now A9.",
        "1 seat in another category: A2 from Standard to Premium.",
        "1 seat moved: A2.",
    )


def test_a_long_list_names_the_first_and_counts_the_rest() -> None:
    many = hall("s" * 20)
    (line,) = in_words(difference(many, replace(many, seats=())), many, many)
    assert line == "20 seats removed: A1, A2, A3, A4, A5, A6, A7, A8 and 12 more."


def test_nothing_is_left_out_of_the_whole_list() -> None:
    many = hall("s" * 20)
    named = {seat.uid: seat for seat in many.seats}
    new = replace(
        many,
        seats=tuple(
            replace(seat, seat_id=f"B{seat.number}")
            for seat in named.values()
            if seat.seat_id != "A20"
        ),
    )
    lines = in_full(difference(many, new), many, new)
    assert lines[:4] == ("1 seat removed:", "A20", "", "19 seats renumbered:")
    assert lines[4:] == tuple(f"A{n} is now B{n}" for n in range(1, 20))


def test_a_layout_does_not_differ_from_itself() -> None:
    found = difference(OLD, OLD)
    assert found.unchanged == 3
    assert in_words(found, OLD, OLD) == ()


plans = st.lists(
    st.builds(
        lambda uid, name, x: replace(OLD.seats[0], uid=uid, seat_id=name, x_mm=x),
        st.sampled_from("abcdefgh"),
        st.sampled_from(["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"]),
        st.integers(0, 2_000),
    ),
    max_size=8,
    unique_by=(lambda seat: seat.uid, lambda seat: seat.seat_id),
).map(lambda seats: with_seats(*seats))


@given(plans, plans)
def test_every_seat_is_matched_once_or_named_as_added_or_removed(old: Plan, new: Plan) -> None:
    found = match_seats(old, new)
    assert len({at for at, _ in found.values()}) == len(found)
    for index, (at, _) in found.items():
        # Who kept the uid is never matched otherwise.
        assert (old.seats[index].uid == new.seats[at].uid) == (
            old.seats[index].uid in {seat.uid for seat in new.seats}
        )
    differs = difference(old, new)
    assert len(old.seats) == len(found) + len(differs.removed)
    assert len(new.seats) == len(found) + len(differs.added)
    changed = {*differs.renumbered, *differs.recategorised, *differs.moved}
    assert differs.unchanged == len(found) - len(changed)


def test_seats_on_one_spot_are_matched_about_as_fast_as_the_same_seats_spread() -> None:
    def plan(name: str, spots: list[tuple[int, int]]) -> Plan:
        seat = OLD.seats[0]
        named = (
            replace(seat, uid=f"{name}{at}", seat_id=f"{name}{at}", x_mm=x, y_mm=y)
            for at, (x, y) in enumerate(spots)
        )
        return with_seats(*named)

    def seconds(old: list[tuple[int, int]], new: list[tuple[int, int]]) -> float:
        plans = plan("old", old), plan("new", new)
        start = time.perf_counter()
        matched = match_seats(*plans)
        assert set(matched.values()) == {(at, Match.PLACE) for at in range(SEATS)}
        return time.perf_counter() - start

    spread = [(560 * (at % 200), 1_100 * (at // 200)) for at in range(SEATS)]
    usual = seconds(spread, spread)
    assert seconds([(0, 0)] * SEATS, [(0, 0)] * SEATS) < 3 * usual
    assert seconds([(0, 0)] * SEATS, [(90, 0)] * SEATS) < 3 * usual


def test_a_row_that_is_renumbered_as_a_whole_is_named_once() -> None:
    old = hall("sss", "sss", "sss")
    rows = {"A": "C", "B": "B", "C": "A"}

    def anew(seat: Seat) -> Seat:
        number = 4 - seat.number if seat.row == "C" else seat.number
        row = rows[seat.row]
        return replace(seat, row=row, number=number, seat_id=f"{row}{number}")

    new = replace(old, seats=tuple(map(anew, old.seats)))
    found = difference(old, new)
    assert in_words(found, old, new) == (
        "6 seats renumbered: row A is now row C (3 seats),"
        " row C is now row A (3 seats, C1 is now A3).",
    )
    assert in_full(found, old, new)[1] == "A1 is now C1"
