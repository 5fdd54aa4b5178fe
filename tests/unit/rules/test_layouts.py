"""Canonical forms, digests, and what may be published."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import (
    Category,
    GridBlock,
    Landmark,
    LandmarkKind,
    Plan,
    Row,
    Run,
    SeatFact,
    SeatKind,
)
from boxoffice.rules.layouts import canonical, check, digest, plan_from
from tests.unit.rules.halls import hall

PLAN = hall("s.s")


def test_the_canonical_form_never_changes() -> None:
    assert canonical(PLAN) == (
        b'{"categories":[{"category_id":1,"hue":1,"name":"Standard"}],"depth_mm":5400,'
        b'"focal_x_mm":2040,"focal_y_mm":1200,'
        b'"grid":[{"category_id":1,"cells":[0,-1,1],"columns":3}],'
        b'"landmarks":[{"depth_mm":120,"kind":"screen","width_mm":3060,"x_mm":2040,"y_mm":4200}],'
        b'"rows":[{"label":"A","runs":[{"seats":[0]},{"seats":[1]}]}],'
        b'"seats":[{"category_id":1,"kind":"standard","number":1,"row":"A","seat_id":"A1",'
        b'"uid":"g1.0","x_mm":1480,"y_mm":1200},'
        b'{"category_id":1,"kind":"standard","number":2,"row":"A","seat_id":"A2",'
        b'"uid":"g1.2","x_mm":2600,"y_mm":1200}],"width_mm":4080}'
    )
    assert digest(canonical(PLAN)) == hashlib.sha256(canonical(PLAN)).hexdigest()


def test_a_plan_comes_back_from_its_canonical_form() -> None:
    assert plan_from(canonical(PLAN)) == PLAN


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"seats": []}', b"\xff", b"[" * 100_000])
def test_what_is_not_a_canonical_form_is_refused(text: bytes) -> None:
    with pytest.raises(BadInput):
        plan_from(text)


def test_the_digest_covers_geometry_adjacency_and_facts() -> None:
    first, second = PLAN.seats
    others = (
        replace(PLAN, seats=(replace(first, x_mm=first.x_mm + 1), second)),
        replace(PLAN, rows=(Row("A", (Run((0, 1)),)),)),
        replace(PLAN, seats=(replace(first, restricted_view=True), second)),
        replace(PLAN, seats=(replace(first, facts=(SeatFact.HEARING_LOOP,)), second)),
        replace(PLAN, categories=(Category(1, "Silver", 1),)),
        replace(PLAN, numbering="own"),
    )
    assert len({digest(canonical(plan)) for plan in (PLAN, *others)}) == 7


def with_first(**changes: Any) -> Plan:
    """The plan with its first seat changed."""
    return replace(PLAN, seats=(replace(PLAN.seats[0], **changes), PLAN.seats[1]))


@pytest.mark.parametrize(
    ("plan", "errors"),
    [
        (PLAN, ()),
        (replace(PLAN, seats=()), ("The hall has no seat.",)),
        (with_first(uid=""), ("Seat A1 has no uid.",)),
        (with_first(uid="g1.2"), ("Two seats have the uid g1.2.",)),
        (with_first(seat_id="A2", number=2), ("There are two seats A2.",)),
        (with_first(seat_id="1A"), ("“1A” is not a seat such as A1.",)),
        (with_first(number=3), ("Seat A1 says row A, number 3.",)),
        (replace(PLAN, depth_mm=10_000_001), ("The hall is longer than 10 km.",)),
        (with_first(width_mm=0), ("Seat A1 has no size.",)),
        (with_first(width_mm=3_000_000_000), ("Seat A1 is larger than 20 m.",)),
        (with_first(depth_mm=20_001), ("Seat A1 is larger than 20 m.",)),
        (with_first(angle_cdeg=-(2**31)), ("Seat A1 is turned more than 10 times round.",)),
        (
            replace(PLAN, focal_x_mm=10**400),
            ("The middle of the best seats lies far outside the hall.",),
        ),
        (
            replace(PLAN, landmarks=(Landmark(LandmarkKind.DOOR, 0, 0, 10**400, 1, "Exit"),)),
            ("The door Exit is larger or further away than any hall.",),
        ),
        (
            replace(PLAN, landmarks=(Landmark(LandmarkKind.AREA, 0, 0, 1, 1, "Bar"),)),
            ("Area Bar has no outline.",),
        ),
        (with_first(x_mm=-1), ("Seat A1 stands outside the hall.",)),
        (
            with_first(category_id=2),
            (
                "Seat A1 is in category 2, which there is not.",
                "Seat A1 is in another category's grid.",
            ),
        ),
        (with_first(partner_uid="g1.2"), ("Seat A1 has a partner that is not its own.",)),
        (with_first(partner_uid="lost"), ("Seat A1 has a partner that is not its own.",)),
        (
            replace(PLAN, rows=(Row("A", (Run((0,)), Run((0, 2)))),)),
            (
                "A row names seat number 2, which there is not.",
                "Seat A1 is in 2 rows instead of one.",
                "Seat A2 is in 0 rows instead of one.",
            ),
        ),
        (
            replace(PLAN, rows=(*PLAN.rows, Row("B", ()))),
            ("Row B has an empty part.",),
        ),
        (
            replace(PLAN, grid=(GridBlock(1, 2, (0, -1, 5)),)),
            (
                "The grid of category 1 is not whole rows.",
                "The grid names seat number 5, which there is not.",
                "The grid does not hold every seat once.",
            ),
        ),
        (
            replace(PLAN, categories=()),
            (
                "The hall has no category.",
                "Seat A1 is in category 1, which there is not.",
                "Seat A2 is in category 1, which there is not.",
                "The grid does not follow the categories.",
            ),
        ),
    ],
)
def test_what_cannot_be_sold_is_not_published(plan: Plan, errors: tuple[str, ...]) -> None:
    assert check(plan) == errors


def own_named(seat_id: str, row: str = "Loge", number: int = 1, uid: str = "u") -> Plan:
    """The plan numbered as its designer likes, its first seat called so."""
    plan = with_first(seat_id=seat_id, row=row, number=number, uid=uid)
    return replace(plan, numbering="own")


@pytest.mark.parametrize("seat_id", ["1-12", "Loge 3 links", "12a", "Ä1", "a1", "x" * 20])
def test_a_hall_of_its_own_numbering_calls_seats_whatever_can_be_printed(seat_id: str) -> None:
    assert check(own_named(seat_id)) == ()
    assert check(replace(own_named(seat_id), numbering="letters-back")) != ()


@pytest.mark.parametrize("number", [-1, 1_000_000, 2**31])
def test_a_hall_of_its_own_numbering_counts_seats_as_far_as_maps_show(number: int) -> None:
    assert check(own_named("X", number=number)) == (
        "Seat X has a number that is not from 0 to 999999.",
    )


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        (own_named(""), "“” is not the name of a seat."),
        (own_named(" A1"), "“ A1” is not the name of a seat."),
        (own_named("A\n1"), "“A\n1” is not the name of a seat."),
        (own_named("A\u202e1"), "“A\u202e1” is not the name of a seat."),
        (own_named("-"), "“-” is not the name of a seat."),
        (own_named("x" * 21), f"“{'x' * 20}…” is longer than the 20 characters of a seat's name."),
        (own_named("1", ""), "“” is not the name of a row."),
        (
            own_named("1", "R" * 13),
            f"“{'R' * 12}…” is longer than the 12 characters of a row's name.",
        ),
        (own_named("A2"), "There are two seats A2."),
        (own_named("A1", uid="ü" * 51), "Seat A1 has a uid of more than 100 bytes."),
    ],
)
def test_a_name_that_cannot_be_read_from_a_ticket_is_nobodys(plan: Plan, error: str) -> None:
    assert check(plan) == (error,)


def paired(first: SeatKind, second: SeatKind) -> Plan:
    """The plan with its two seats as partners."""
    one, other = PLAN.seats
    return replace(
        PLAN,
        seats=(
            replace(one, kind=first, partner_uid=other.uid),
            replace(other, kind=second, partner_uid=one.uid),
        ),
    )


def test_only_sofa_halves_and_wheelchair_spaces_with_companions_are_partners() -> None:
    assert check(paired(SeatKind.SOFA, SeatKind.SOFA)) == ()
    assert check(paired(SeatKind.WHEELCHAIR, SeatKind.COMPANION)) == ()
    assert check(paired(SeatKind.SOFA, SeatKind.STANDARD)) == (
        "Seats A1 and A2 cannot be partners.",
        "Seats A2 and A1 cannot be partners.",
    )


def test_half_a_character_in_a_name_is_refused_in_a_sentence() -> None:
    cut = canonical(PLAN).replace(b'"Standard"', b'"Stand\\ud83d"')
    with pytest.raises(BadInput, match="characters that cannot be kept"):
        plan_from(cut)
    # Both halves are one character, which is fine.
    whole = canonical(PLAN).replace(b'"Standard"', b'"Stand\\ud83d\\ude00"')
    assert plan_from(whole).categories[0].name == "Stand\N{GRINNING FACE}"
