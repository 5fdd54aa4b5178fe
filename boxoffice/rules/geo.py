"""Places on the globe and how far apart they are."""

import math

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
