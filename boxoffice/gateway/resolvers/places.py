"""What the contract's QueryWithLocation means."""

from typing import Any

from boxoffice.model.show import Discovery

EVERYWHERE_KM = -1.0


def discovery(user: dict[str, Any]) -> Discovery:
    """The contract cannot leave a place out, so a radius of 0 or less stands for everywhere."""
    radius_km = user["radius"]
    return Discovery(
        lon=user["lon"],
        lat=user["lat"],
        radius_km=radius_km if radius_km > 0 else EVERYWHERE_KM,
        movie_id=user.get("movie_id") or "",
    )
