"""What the contract's QueryWithLocation means."""

from typing import Any

from boxoffice.model.errors import BadInput
from boxoffice.model.show import Discovery

EVERYWHERE_KM = -1.0


def discovery(user: dict[str, Any] | None) -> Discovery:
    """Where somebody looks: everywhere without a place; BadInput for a radius below 0."""
    if user is None:
        return Discovery(radius_km=EVERYWHERE_KM)
    if user["radius"] < 0:
        raise BadInput("A radius has 0 kilometres or more.")
    return Discovery(user["lon"], user["lat"], user["radius"], user.get("movie_id") or "")
