"""Seats that are made pairs sit side by side and know each other; selections find their like."""

import math
from dataclasses import replace

from admin_designer.designer.document.areas import ellipse
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import Area, Fixture, Hall, Place, SeatRow
from admin_designer.designer.document.pairing import as_sofas, as_wheelchair_spaces, parted
from admin_designer.designer.document.row_shape import stand
from admin_designer.designer.document.selecting import (
    at_aisles,
    ids_in,
    same_category,
    same_group,
    same_row,
)
from boxoffice.model.layout import LandmarkKind, SeatKind

STANDARD, SOFA = SeatKind.STANDARD, SeatKind.SOFA
WHEELCHAIR, COMPANION = SeatKind.WHEELCHAIR, SeatKind.COMPANION


def hall() -> Document:
    """Six seats, an aisle after the third."""
    places = tuple(Place(f"u{at}", 1, gap_mm=1_200 if at == 3 else 0) for at in range(6))
    return Document([SeatRow("r", 9_000, 0, places)])


def pairs(document: Document, becomes: Becomes) -> dict[str, tuple[SeatKind, str]]:
    """Kind and partner of the seats that are not plain ones."""
    document.apply(document.change("Pair", becomes))
    return {
        one.uid: (one.kind, one.partner_uid)
        for row in document.rows
        for one in row.places
        if one.kind is not STANDARD or one.partner_uid
    }


def test_seats_side_by_side_become_sofas_two_and_two_and_never_across_an_aisle() -> None:
    document = hall()
    assert pairs(document, as_sofas(document, {"u0", "u1", "u2", "u3", "u5"})) == {
        "u0": (SOFA, "u1"),
        "u1": (SOFA, "u0"),
    }


def test_a_wheelchair_space_takes_its_neighbour_for_the_companion() -> None:
    document = hall()
    assert pairs(document, as_wheelchair_spaces(document, {"u0", "u5"})) == {
        "u0": (WHEELCHAIR, "u1"),
        "u1": (COMPANION, "u0"),
        "u5": (WHEELCHAIR, "u4"),
        "u4": (COMPANION, "u5"),
    }


def test_a_wheelchair_space_has_its_own_size_and_keeps_off_its_companion() -> None:
    document = hall()
    document.apply(document.change("Pair", as_wheelchair_spaces(document, {"u0", "u5"})))
    (row,) = document.rows
    first, second, *_, fifth, last = row.places
    assert (first.width_mm, first.depth_mm, first.shift_x_mm) == (900, 1_200, -200)
    assert (last.width_mm, last.depth_mm, last.shift_x_mm) == (900, 1_200, 200)
    assert {(one.width_mm, one.shift_x_mm) for one in (second, fifth)} == {(500, 0)}


def test_a_wheelchair_space_on_an_arc_keeps_off_along_the_arc() -> None:
    document = Document([replace(row, radius_mm=3_000) for row in hall().rows])
    document.apply(document.change("Pair", as_wheelchair_spaces(document, {"u5"})))
    (row,) = document.rows
    angle = math.radians(float(stand(row).angle_cdeg[5]) / 100)
    space = row.places[5]
    assert (space.shift_x_mm, space.shift_y_mm) == (
        round(200 * math.cos(angle)),
        round(200 * math.sin(angle)),
    )
    assert space.shift_y_mm > 50


def test_what_is_no_wheelchair_space_any_more_is_a_seat_in_its_place_again() -> None:
    document = hall()
    before = tuple(document.rows)
    document.apply(document.change("Pair", as_wheelchair_spaces(document, {"u0"})))
    document.apply(document.change("Part", parted(document, {"u0"})))
    assert tuple(document.rows) == before


def test_of_two_selected_seats_the_second_is_the_companions() -> None:
    document = hall()
    assert pairs(document, as_wheelchair_spaces(document, {"u3", "u4"})) == {
        "u3": (WHEELCHAIR, "u4"),
        "u4": (COMPANION, "u3"),
    }


def test_nobodys_companion_is_taken_away() -> None:
    document = hall()
    before = pairs(document, as_wheelchair_spaces(document, {"u0"}))
    assert pairs(document, as_wheelchair_spaces(document, {"u2"})) == before


def test_who_loses_a_partner_is_a_standard_seat() -> None:
    document = hall()
    pairs(document, as_sofas(document, {"u0", "u1"}))
    assert pairs(document, as_sofas(document, {"u1", "u2"})) == {
        "u1": (SOFA, "u2"),
        "u2": (SOFA, "u1"),
    }


def test_pairs_are_parted_by_either_half() -> None:
    document = hall()
    pairs(document, as_sofas(document, {"u0", "u1"}))
    pairs(document, as_wheelchair_spaces(document, {"u3"}))
    assert pairs(document, parted(document, {"u1", "u2"})) == {
        "u3": (WHEELCHAIR, "u4"),
        "u4": (COMPANION, "u3"),
    }


def test_the_seats_at_aisles_are_those_at_the_ends_of_seats_side_by_side() -> None:
    assert at_aisles(hall()) == {"u0", "u2", "u3", "u5"}


def test_a_selection_grows_to_its_row_its_category_and_its_group() -> None:
    left = SeatRow("l", 2_000, 0, (Place("l0", 1), Place("l1", 2)), block="b")
    right = SeatRow("r", 6_000, 0, (Place("r0", 1), Place("gone", 1, out=True)))
    front = SeatRow("f", 2_000, 1_100, (Place("f0", 2), Place("f1", 2)), block="b")
    screen = Fixture("s", LandmarkKind.SCREEN, 4_000, 9_000, 5_000, 100)
    area = Area("z", 4_000, 8_000, ellipse(300, 300))
    document = Document([Hall(), left, right, front, screen, area])
    assert same_row(document, {"l0"}) == {"l0", "l1", "r0"}
    assert same_row(document, {"s"}) == frozenset()
    assert same_category(document, {"l1"}) == {"l1", "f0", "f1"}
    assert same_group(document, {"f1"}) == {"l0", "l1", "f0", "f1"}
    assert same_group(document, {"r0"}) == {"r0"}
    assert ids_in(document.elements.values()) == {"l0", "l1", "r0", "f0", "f1", "s", "z"}
