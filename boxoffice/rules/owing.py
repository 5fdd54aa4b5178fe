"""Why money is owed back over the counter."""

from boxoffice.model.booking import BookingState
from boxoffice.model.owed import OwedWhy


def why_owed(state: BookingState | None) -> OwedWhy:
    """By what became of the booking that the money was for; None for one that nobody knows."""
    match state:
        case BookingState.EXPIRED:
            return OwedWhy.OUT_OF_TIME
        case BookingState.CANCELLED:
            return OwedWhy.GIVEN_UP
        case _:
            return OwedWhy.PAID_OTHERWISE
