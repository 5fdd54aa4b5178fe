"""A heat map parts seats evenly and tells those outside apart."""

import numpy as np
import pytest

from admin_designer.designer.document.elements import Picture
from admin_designer.designer.document.sightlines import Sightlines
from admin_designer.designer.tools.heat import STEPS, Measure, heat, runs_where, uids_where


def sight(vertical: list[float], sideways: list[float], distance_m: list[float]) -> Sightlines:
    """Six seats, A1 to A4 and B1 to B2."""
    names = ("A1", "A2", "A3", "A4", "B1", "B2")
    return Sightlines(
        Picture(1, 1, 1),
        tuple(name.lower() for name in names),
        names,
        tuple(name[0] for name in names),
        np.array(distance_m) * 1_000,
        np.array(vertical),
        np.array(sideways),
        np.zeros(6),
    )


SIGHT = sight([-5, 0, 11, 29, 30, 31], [0, 44, 46, 46, 46, 0], [5, 6, 10, 12, 15, 15])


def test_angles_are_parted_up_to_the_most_that_is_comfortable() -> None:
    up = heat(SIGHT, Measure.VERTICAL)
    assert up.edges == pytest.approx((0, 6, 12, 18, 24, 30))
    assert [*up.steps.values()] == [1, 1, 2, STEPS, STEPS, 0]
    aside = heat(SIGHT, Measure.SIDEWAYS)
    assert aside.edges == pytest.approx((0, 9, 18, 27, 36, 45))
    assert [*aside.steps.values()] == [1, STEPS, 0, 0, 0, 1]


def test_distances_are_parted_from_the_nearest_seat_to_the_farthest() -> None:
    far = heat(SIGHT, Measure.DISTANCE)
    assert far.edges == pytest.approx((5, 7, 9, 11, 13, 15))
    # Who is outside in either way is so at any distance.
    assert far.steps == {"a1": 1, "a2": 1, "a3": 0, "a4": 0, "b1": 0, "b2": 0}


def test_seats_that_follow_each_other_in_a_row_are_named_together() -> None:
    assert [*runs_where(SIGHT, SIGHT.too_far_aside)] == ["A3–A4", "B1"]
    assert uids_where(SIGHT, SIGHT.too_far_aside) == ("a3", "a4", "b1")


def test_a_hall_whose_seats_are_all_as_far_has_one_step() -> None:
    alike = sight([0] * 6, [0] * 6, [8] * 6)
    assert set(heat(alike, Measure.DISTANCE).steps.values()) == {1}
