"""A row stands where its numbers say."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.elements import Place, SeatRow, Turn
from admin_designer.designer.document.row_shape import stand


def row(seats: int, **how: object) -> SeatRow:
    """A row in the middle of nowhere."""
    places = tuple(Place(f"u{at}", 1) for at in range(seats))
    return replace(SeatRow("r", 10_000, 5_000, places, 560), **how)  # type: ignore[arg-type]


def test_seats_stand_their_spacing_apart_around_the_rows_middle() -> None:
    stood = stand(row(4))
    assert stood.x_mm.tolist() == [9_160, 9_720, 10_280, 10_840]
    assert set(stood.y_mm) == {5_000}
    assert set(stood.angle_cdeg) == {0}


def test_an_aisle_is_room_on_top_of_the_spacing() -> None:
    plain = row(4)
    parted = replace(
        plain, places=(*plain.places[:2], replace(plain.places[2], gap_mm=1_000), plain.places[3])
    )
    assert np.diff(stand(parted).x_mm).tolist() == [560, 1_560, 560]


@given(st.integers(2, 60), st.integers(8_000, 60_000), st.booleans())
def test_the_seats_of_a_curved_row_are_as_far_from_its_centre_and_face_it(
    seats: int, radius_mm: int, away: bool
) -> None:
    bend = -radius_mm if away else radius_mm
    stood = stand(row(seats, radius_mm=bend))
    from_x, from_y = stood.x_mm - 10_000, stood.y_mm - (5_000 + bend)
    assert np.allclose(np.hypot(from_x, from_y), radius_mm)
    along = np.hypot(np.diff(stood.x_mm), np.diff(stood.y_mm))
    assert np.allclose(along, 2 * radius_mm * np.sin(560 / 2 / radius_mm))
    facing = np.radians(stood.angle_cdeg / 100)
    assert np.allclose(from_x, bend * np.sin(facing))
    assert np.allclose(from_y, -bend * np.cos(facing))
    assert (stood.y_mm[[0, -1]] > 5_000 - 1e-6).all() != away or seats == 1


def test_a_row_in_segments_goes_straight_from_bend_to_bend() -> None:
    stood = stand(row(6, turns=(Turn(2, -3_000), Turn(4, 3_000))))
    steps = np.degrees(np.arctan2(np.diff(stood.y_mm), np.diff(stood.x_mm)))
    assert steps == pytest.approx([0, -15, -30, -15, 0])
    assert np.hypot(np.diff(stood.x_mm), np.diff(stood.y_mm)) == pytest.approx([560] * 5)
    assert stood.angle_cdeg == pytest.approx([0, 0, -3_000, -3_000, 0, 0])


@given(st.integers(1, 30), st.integers(-18_000, 18_000), st.sampled_from([0, 9_000, -15_000]))
def test_a_turned_row_keeps_all_distances(seats: int, angle_cdeg: int, radius_mm: int) -> None:
    plain, turned = (
        stand(row(seats, radius_mm=radius_mm)),
        stand(row(seats, radius_mm=radius_mm, angle_cdeg=angle_cdeg)),
    )
    for one in (plain, turned):
        one_off = np.hypot(one.x_mm[0] - 10_000, one.y_mm[0] - 5_000)
        assert one_off == pytest.approx(np.hypot(plain.x_mm[0] - 10_000, plain.y_mm[0] - 5_000))
    off = np.radians((turned.angle_cdeg - plain.angle_cdeg - angle_cdeg) / 100)
    assert np.cos(off) == pytest.approx(1)


def test_a_seat_moved_by_itself_moves_in_the_rows_own_directions() -> None:
    plain = row(3)
    moved = replace(plain, places=(replace(plain.places[0], shift_y_mm=200), *plain.places[1:]))
    turned = stand(replace(moved, angle_cdeg=9_000))
    assert (turned.x_mm[0], turned.y_mm[0]) == pytest.approx((9_800, 4_440))
