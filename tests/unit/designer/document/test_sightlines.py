"""What is seen from a seat is what its place, its floor and the picture make of it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import (
    Fixture,
    Hall,
    Picture,
    Place,
    Rake,
    SeatRow,
)
from admin_designer.designer.document.sightlines import Sightlines, sightlines
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import LandmarkKind

SCREEN = Fixture("s", LandmarkKind.SCREEN, 10_000, 20_000, 12_000, 100)
#: Its upper edge lies 6 m above an eye on the flat.
PICTURE = Picture(12_000, 6_200, 1_000)


def row(name: str, *spots: tuple[int, int], level: str = "") -> SeatRow:
    """One whose seats are shifted to these spots."""
    x_mm, y_mm = spots[0]
    places = tuple(
        Place(f"{name}{at}", 1, shift_x_mm=x - x_mm - at * 560, shift_y_mm=y - y_mm)
        for at, (x, y) in enumerate(spots)
    )
    middle = x_mm + 280 * (len(spots) - 1)
    return SeatRow(name, middle, y_mm, places, level=level)


def seen(*rows: SeatRow, rakes: tuple[Rake, ...] = (), picture: Picture = PICTURE) -> Sightlines:
    return sightlines(Document([Hall(picture=picture, rakes=rakes), SCREEN, *rows]))


def test_a_seat_straight_ahead_sees_the_picture_at_the_angles_of_its_triangles() -> None:
    sight = seen(row("a", (10_000, 12_000)))
    assert sight.vertical_deg.tolist() == [pytest.approx(math.degrees(math.atan2(6, 8)))]
    assert sight.sideways_deg.tolist() == [0.0]
    assert sight.picture_deg.tolist() == [pytest.approx(2 * math.degrees(math.atan2(6, 8)))]
    assert sight.distance_mm.tolist() == [pytest.approx(math.hypot(8_000, 2_900))]
    assert sight.too_steep.tolist() == [True]


def test_a_seat_as_far_aside_as_away_is_45_degrees_aside() -> None:
    sight = seen(row("a", (2_000, 12_000), (2_001, 12_000)))
    assert sight.sideways_deg[0] == pytest.approx(45)
    assert sight.sideways_deg[1] < 45
    assert seen(row("a", (1_990, 12_000))).too_far_aside.tolist() == [True]


def test_who_sits_beside_or_behind_the_screen_sees_nothing_of_it() -> None:
    sight = seen(row("a", (2_000, 21_000)))
    assert sight.sideways_deg[0] > 90
    assert sight.picture_deg.tolist() == [0.0]


def test_a_rake_lifts_each_level_from_its_own_front_row() -> None:
    front, back = row("a", (10_000, 14_000)), row("b", (10_000, 4_000))
    balcony = row("c", (10_000, 2_000), level="Balcony")
    rakes = (Rake("", 200, 100), Rake("Balcony", 5_000, 300))
    sight = seen(front, back, balcony, rakes=rakes)
    up_mm = {
        uid: math.tan(math.radians(angle)) * away
        for uid, angle, away in zip(
            sight.uids, sight.vertical_deg, (18_000, 16_000, 6_000), strict=True
        )
    }
    assert up_mm == {
        "c0": pytest.approx(6_000 - 5_000),
        "b0": pytest.approx(6_000 - 1_200),
        "a0": pytest.approx(6_000 - 200),
    }


def test_rows_are_told_by_their_worst_seat() -> None:
    sight = seen(row("b", (10_000, 4_000), (10_560, 4_000)), row("a", (10_000, 16_000)))
    told = sight.by_row()
    assert [(one.row, one.seats, one.outside) for one in told] == [("A", 2, 0), ("B", 1, 1)]
    assert told[0].sideways_deg == pytest.approx(math.degrees(math.atan2(560, 16_000)))


def test_a_hall_that_says_nothing_of_its_picture_has_the_screens_width_and_a_usual_shape() -> None:
    sight = sightlines(Document([SCREEN, row("a", (10_000, 12_000))]))
    assert sight.picture == Picture(12_000, 6_486, 1_000)


def test_without_seats_or_a_screen_nothing_is_seen() -> None:
    with pytest.raises(BadInput, match="no seat"):
        sightlines(Document([SCREEN]))
    with pytest.raises(BadInput, match="no screen"):
        sightlines(Document([row("a", (0, 0))]))


@given(st.integers(0, 20_000), st.integers(0, 19_000), st.integers(1, 3_000))
def test_further_back_is_never_steeper_and_both_sides_see_alike(
    x_mm: int, y_mm: int, step_mm: int
) -> None:
    sight = seen(
        row("a", (x_mm, y_mm)), row("b", (20_000 - x_mm, y_mm)), row("c", (x_mm, y_mm - step_mm))
    )
    vertical = dict(zip(sight.uids, sight.vertical_deg.tolist(), strict=True))
    sideways = dict(zip(sight.uids, sight.sideways_deg.tolist(), strict=True))
    assert vertical["c0"] <= vertical["a0"] == pytest.approx(vertical["b0"])
    assert sideways["c0"] <= sideways["a0"] == pytest.approx(sideways["b0"])
