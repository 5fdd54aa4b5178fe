"""Refusals as they come back from the gateway, and the one for an answer that was lost."""

from collections.abc import Mapping
from typing import Any

from boxoffice.model.errors import Refusal, TryAgain

_BY_CODE = {kind.code: kind for kind in Refusal.__subclasses__()}


def refusal_from(error: Mapping[str, Any]) -> Refusal:
    """The model's refusal for one entry of a response's `errors`; an unknown code keeps its code
    on a plain Refusal."""
    extensions = error.get("extensions") or {}
    code = str(extensions.get("code") or Refusal.code)
    seat_ids = tuple(extensions.get("seatIds") or ())
    refusal = _BY_CODE.get(code, Refusal)(str(error.get("message", "")), seat_ids=seat_ids)
    refusal.code = code
    return refusal


def lost() -> TryAgain:
    """Nobody knows whether the call took effect: ask again under the same key."""
    return TryAgain("The answer did not arrive. Nothing is lost; ask again.")
