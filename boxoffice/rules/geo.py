"""Places on the globe and how far apart they are."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from boxoffice.model.errors import BadInput

EARTH_RADIUS_KM = 6371.0088


def check_place(lon: float, lat: float) -> None:
    """BadInput when these degrees are no place on earth."""
    # Comparisons with NaN are false, so that one is refused too.
    if not (-180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0):
        raise BadInput(f"There is no place at longitude {lon}, latitude {lat}.")


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Kilometres along the great circle between two places in degrees (haversine)."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_lat = (phi_b - phi_a) / 2
    half_lon = math.radians(lon_b - lon_a) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


class PlaceIndex:
    """Finds places near another one without measuring the way to each; numbers them as given."""

    def __init__(self, places: Sequence[tuple[float, float]]) -> None:
        """`places` are longitude and latitude in degrees."""
        by_latitude = sorted(range(len(places)), key=lambda number: places[number][1])
        self._places = [(number, *places[number]) for number in by_latitude]
        self._latitudes = [lat for _, _, lat in self._places]

    def within(self, lon: float, lat: float, radius_km: float) -> list[tuple[float, int]]:
        """Kilometres and number of each place inside the radius, nearest first."""
        # No way is shorter than the difference in latitude alone; a breath more, for rounding.
        reach = math.degrees(radius_km / EARTH_RADIUS_KM) + 1e-9
        first = bisect_left(self._latitudes, lat - reach)
        last = bisect_right(self._latitudes, lat + reach)
        measured = (
            (distance_km(lon, lat, place_lon, place_lat), number)
            for number, place_lon, place_lat in self._places[first:last]
        )
        return sorted(each for each in measured if each[0] <= radius_km)
