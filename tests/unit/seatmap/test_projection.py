import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.seatmap.projection import (
    LARGEST_FIT,
    LEAST_DEPTH,
    Bounds,
    Projection,
    even_zoom,
    fitting_depth,
    fitting_zoom,
    shows_numbers,
)

zooms = st.floats(0.02, 4.0)
ratios = st.sampled_from([1.0, 1.25, 1.5, 2.0, 3.0])
points = st.floats(-3000, 3000)


@given(zooms, ratios, points, points)
def test_a_point_of_the_map_comes_back_from_the_view(
    zoom: float, ratio: float, x: float, y: float
) -> None:
    projection = Projection(zoom, ratio, 17, -40)
    assert projection.to_map(*projection.to_view(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(zooms, zooms, ratios, st.floats(0, 1000), st.floats(0, 1000))
def test_zooming_keeps_what_is_under_the_pointer(
    before: float, after: float, ratio: float, x: float, y: float
) -> None:
    old = Projection(before, ratio, 100, 50)
    new = old.zoomed(after, x, y)
    assert new.to_view(*old.to_map(x, y)) == pytest.approx((x, y), abs=0.51 / ratio)


@given(zooms, st.sampled_from([30.0, 32.7, 27.3]), ratios)
def test_seats_that_show_a_sign_stand_whole_pixels_apart(
    zoom: float, pitch: float, ratio: float
) -> None:
    even = even_zoom(zoom, pitch, ratio)
    assert even <= zoom + 1e-6
    if even * 26 >= 8 and even != zoom:
        assert even * pitch * ratio == pytest.approx(round(even * pitch * ratio))


def test_a_hall_that_fits_stands_in_the_middle() -> None:
    hall, view = Bounds(0, 0, 600, 300), Bounds(0, 0, 1000, 500)
    assert Projection(1.0, 2.0, 999, 999).settled(hall, view) == Projection(1.0, 2.0, -400, -200)


def test_a_hall_that_does_not_fit_cannot_be_lost() -> None:
    hall, view = Bounds(0, 0, 4000, 300), Bounds(0, 0, 1000, 500)
    assert Projection(1.0, 1.0, -5000, 0).settled(hall, view).left == -6
    assert Projection(1.0, 1.0, 90000, 0).settled(hall, view).left == 3006


def test_a_small_hall_grows_to_touch_targets_and_no_further() -> None:
    assert fitting_zoom(Bounds(0, 0, 100, 100), Bounds(0, 0, 2000, 2000)) == LARGEST_FIT


def test_a_hall_with_room_keeps_its_depth() -> None:
    hall = Bounds(0, 0, 785, 441)
    assert fitting_depth(hall, hall, Bounds(0, 0, 802, 484)) == 1.0


def test_a_hall_of_many_rows_is_drawn_shallower_until_its_width_is_used() -> None:
    whole, shallow = Bounds(0, 0, 600, 900), Bounds(0, 0, 600, 500)
    assert fitting_depth(whole, shallow, Bounds(0, 0, 612, 712)) == pytest.approx(0.75)


def test_no_hall_is_drawn_shallower_than_half() -> None:
    whole, shallow = Bounds(0, 0, 600, 9000), Bounds(0, 0, 600, 5000)
    assert fitting_depth(whole, shallow, Bounds(0, 0, 612, 712)) == LEAST_DEPTH


@pytest.mark.parametrize(
    ("zoom", "ratio", "shown"), [(0.66, 1.0, True), (0.62, 1.0, False), (0.41, 2.0, True)]
)
def test_numbers_are_shown_where_there_are_pixels_enough_for_them(
    zoom: float, ratio: float, shown: bool
) -> None:
    assert shows_numbers(zoom, ratio) is shown
