"""Places and distances."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.errors import BadInput
from boxoffice.rules.geo import PlaceIndex, check_place, distance_km

ANDHERI = (72.8424, 19.1197)
lons = st.floats(-180, 180)
lats = st.floats(-90, 90)


def test_from_andheri_to_the_middle_of_mumbai_it_is_six_kilometres() -> None:
    assert distance_km(*ANDHERI, 72.8777, 19.076) == pytest.approx(6.12, abs=0.01)


def test_from_mumbai_to_delhi_it_is_1148_kilometres() -> None:
    assert distance_km(72.8777, 19.076, 77.209, 28.6139) == pytest.approx(1153, abs=5)


@given(lons, lats, lons, lats)
def test_both_ways_are_equally_long_and_none_exceeds_half_the_globe(
    lon_a: float, lat_a: float, lon_b: float, lat_b: float
) -> None:
    there = distance_km(lon_a, lat_a, lon_b, lat_b)
    assert there == pytest.approx(distance_km(lon_b, lat_b, lon_a, lat_a), abs=1e-6)
    assert 0 <= there <= 20_016


@pytest.mark.parametrize("place", [(180.1, 0), (0, -90.1), (math.nan, 0), (0, math.inf)])
def test_places_off_the_globe_are_refused(place: tuple[float, float]) -> None:
    check_place(-180, 90)
    with pytest.raises(BadInput):
        check_place(*place)


#: With a taste for the poles, the antimeridian and the same place twice.
edges = st.sampled_from([-180.0, -179.99, 0.0, 179.99, 180.0])
places = st.tuples(lons | edges, lats | st.sampled_from([-90.0, -89.99, 0.0, 89.99, 90.0]))


@given(st.lists(places, max_size=12), places, st.floats(0, 21_000), st.data())
def test_the_index_finds_what_measuring_every_way_finds(
    there: list[tuple[float, float]],
    here: tuple[float, float],
    radius_km: float,
    data: st.DataObject,
) -> None:
    measured = sorted((distance_km(*here, *place), at) for at, place in enumerate(there))
    # Often exactly as far as one of them, which is inside then.
    radius_km = data.draw(st.sampled_from([radius_km, *(km for km, _ in measured)]))
    found = PlaceIndex(there).within(*here, radius_km)
    assert found == [each for each in measured if each[0] <= radius_km]
