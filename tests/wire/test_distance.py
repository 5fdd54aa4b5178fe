"""Theatres are found by the way along the earth's surface."""

from typing import Any

import pytest

from tests.wire import documents
from tests.wire.building import open_theatre
from tests.wire.conftest import Town

TODAY = "20261120"


async def found(town: Town, lon: float, lat: float, radius: float) -> list[tuple[str, Any]]:
    """Names and distances of the theatres with shows."""
    here = {"lon": lon, "lat": lat, "radius": radius}
    theatres = await town.nobody.ask(documents.GET_SHOWS, user=here, d=TODAY)
    return [(each["TN"], each["Dist"]) for each in theatres]


async def test_a_radius_reaches_a_theatre_exactly_at_its_edge(town: Town) -> None:
    ((name, way),) = await found(town, 72.8777, 19.076, 10.0)
    assert (name, way) == ("PVR Andheri", pytest.approx(6.12, abs=0.01))
    assert await found(town, 72.8777, 19.076, way) == [(name, way)]
    assert await found(town, 72.8777, 19.076, way - 1e-6) == []
    assert await found(town, 72.8424, 19.1197, 0.0) == [(name, 0.0)]
    movies = {"lon": 72.8777, "lat": 19.076}
    for radius, count in ((way, 1), (way - 1e-6, 0)):
        user = {**movies, "radius": radius}
        assert len(await town.nobody.ask(documents.GET_MOVIES, user=user)) == count


async def test_distances_are_along_the_great_circle(town: Town) -> None:
    # A degree of longitude is half as long at 60 degrees north as at the equator.
    await open_theatre(town, "Equator", 10.0, 0.0)
    await open_theatre(town, "Oslo", 11.0, 60.0)
    assert await found(town, 9.0, 0.0, 112.0) == [("Equator", pytest.approx(111.19, abs=0.01))]
    assert await found(town, 10.0, 60.0, 56.0) == [("Oslo", pytest.approx(55.6, abs=0.01))]
    assert await found(town, 10.0, 60.0, 55.0) == []


async def test_neighbours_across_the_antimeridian_are_near(town: Town) -> None:
    await open_theatre(town, "West of the line", 179.95, -17.0)
    await open_theatre(town, "East of the line", -179.9, -17.0)
    for lon in (180.0, -180.0):
        assert await found(town, lon, -17.0, 15.0) == [
            ("West of the line", pytest.approx(5.32, abs=0.01)),
            ("East of the line", pytest.approx(10.63, abs=0.01)),
        ]


async def test_over_a_pole_the_way_is_short_whatever_the_longitude(town: Town) -> None:
    await open_theatre(town, "Polar", 0.0, 89.95)
    await open_theatre(town, "South", 120.0, -90.0)
    assert await found(town, 180.0, 89.95, 12.0) == [("Polar", pytest.approx(11.12, abs=0.01))]
    assert await found(town, -60.0, -90.0, 0.001) == [("South", pytest.approx(0.0, abs=1e-3))]


async def test_a_radius_round_the_globe_finds_every_theatre_nearest_first(town: Town) -> None:
    await open_theatre(town, "Antipode", 72.8424 - 180.0, -19.1197)
    await open_theatre(town, "Delhi", 77.209, 28.6139)
    everything = await found(town, 72.8424, 19.1197, 50_000.0)
    assert [name for name, _ in everything] == ["PVR Andheri", "Delhi", "Antipode"]
    assert everything[-1][1] == pytest.approx(20_015.1, abs=0.1)


async def test_without_a_place_every_theatre_comes_by_name_at_distance_0(town: Town) -> None:
    await open_theatre(town, "Aurora", 11.0, 60.0)
    await open_theatre(town, "Zenith", 10.0, 0.0)
    theatres = await town.nobody.ask(documents.GET_SHOWS, d=TODAY)
    assert [(each["TN"], each["Dist"], len(each["SHS"])) for each in theatres] == [
        ("Aurora", 0.0, 1),
        ("City Pride Pune", 0.0, 0),
        ("PVR Andheri", 0.0, 1),
        ("Zenith", 0.0, 1),
    ]
    assert await town.nobody.ask(documents.GET_SHOWS, user=None, d=TODAY) == theatres


async def test_the_nearest_theatre_comes_first_across_the_antimeridian_too(town: Town) -> None:
    await open_theatre(town, "Fiji", 178.0, -17.0)
    by_way = await town.nobody.ask(
        documents.FETCH_THEATRE_BY_LOC, location={"lon": -179.0, "lat": -17.0}
    )
    assert [each["name"] for each in by_way] == ["Fiji", "City Pride Pune", "PVR Andheri"]


@pytest.mark.parametrize(("lon", "lat"), [(180.1, 0.0), (0.0, 90.1), (-181.0, 0.0)])
async def test_a_place_off_the_globe_is_refused(town: Town, lon: float, lat: float) -> None:
    here = {"lon": lon, "lat": lat}
    ask = town.nobody.refusal
    for user in ({**here, "radius": 5.0}, {**here, "radius": 0.0}):
        assert await ask(documents.GET_SHOWS, user=user, d=TODAY) == "BAD_INPUT"
        assert await ask(documents.GET_MOVIES, user=user) == "BAD_INPUT"
    assert await ask(documents.FETCH_THEATRE_BY_LOC, location=here) == "BAD_INPUT"


async def test_a_radius_below_nothing_is_refused(town: Town) -> None:
    here = {"lon": 72.8, "lat": 19.1, "radius": -0.5}
    assert await town.nobody.refusal(documents.GET_SHOWS, user=here, d=TODAY) == "BAD_INPUT"
    assert await town.nobody.refusal(documents.GET_MOVIES, user=here) == "BAD_INPUT"
